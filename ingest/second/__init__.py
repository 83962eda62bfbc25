"""A figure of a table is read a second time, in another way: what disagrees waits for a person."""
