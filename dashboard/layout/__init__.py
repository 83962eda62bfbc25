"""What pages are put together from: the shell, panel blocks, controls, tables, page pictures."""
