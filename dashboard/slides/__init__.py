"""Panels -> slides, decks and reports.

chromium    one Chromium for the whole process, spoken to over a pipe
studio      a slide or a document -> PNG, SVG or PDF, drawn by that Chromium
chosen      the panels of one file, as an address or a command names them
deck        panels -> one PowerPoint file, with native charts (native) and tables
report      panels -> one PDF
routes      all of it as addresses
cutting     tall figures and wide tables -> parts that can be read
sheets      a panel's view -> the plain texts, figure and table that a slide holds
"""
