"""Blocks -> a plain PDF in one column, and where on it each block and cell came to stand."""
