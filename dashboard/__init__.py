"""Houseviews: dashboard."""
