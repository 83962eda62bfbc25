"""Page -> candidates from tables; `reader` is the door.

regions      page -> rows of pieces, and where tables stand; cells takes a row apart
panes        tables side by side -> stacks of their own
grids        rows -> a grid by position; spans, stubs, stacked and upended mend its shape
headers      rows above the numbers -> headers; continued lends them over a page
labels       rows at the side -> labels; notes binds what is printed below
columns      older rounds and scenarios; brackets and companions what stands beside a figure
strangers    what looks like a table of ours and is something else
surroundings grid -> the phrases around every figure
cards        one large figure with its words, which is no table at all

Position decides, never the order of the words; nothing here judges.
"""
