"""Page -> candidates from tables: cells, grids, headers, labels, notes; `reader` is the door."""
