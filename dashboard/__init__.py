"""Warehouse -> panels on a page, in an iframe, as data; imports nothing of the reader.

selection   address <-> Selection, the one grammar of pages, embeds, data and links
panels      Panel and PANELS: one figure each, with its words, table and parameters
figures     the chart grammar as plain Plotly dicts
layout      the shell, blocks and controls that pages are put together from
pages       address -> what stands on the page
evidence    a figure -> the page it was read from, with the words lit
callbacks   what happens when an address changes
upload      files in, jobs out
app         create_app: the one place that builds Dash and registers everything
"""
