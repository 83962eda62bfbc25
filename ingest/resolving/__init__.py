"""Candidates -> forecasts or rejections: what the words mean; `resolve` is the door."""
