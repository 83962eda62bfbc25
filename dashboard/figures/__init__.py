"""Marks -> plain Plotly dicts: the chart grammar, its tokens and its geometry.

Nothing here knows what a forecast is. A panel turns its frame into rows of marks; these modules
put marks, labels and axes where they stand, in pixels that follow from the number of rows.
"""
