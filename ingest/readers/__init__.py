"""Readers: `Page` -> candidates, one module per way of stating a forecast."""
