"""Page -> candidates from sentences and bullets: marks, binding, calls; `reader` is the door."""
