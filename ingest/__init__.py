"""Houseviews: ingest."""
