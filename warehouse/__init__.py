"""Houseviews: warehouse."""
