"""Panels -> slides, decks and reports.

chromium    one Chromium for the whole process, spoken to over a pipe
studio      a slide or a document -> PNG, SVG or PDF, drawn by that Chromium
sheets      a panel's view -> the plain texts, figure and table that a slide holds
"""
