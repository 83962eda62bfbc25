"""What somebody types -> what it names, what holds its words, and where each leads.

`asking` bounds and cuts the text, `names` knows what can be named and how it is spelt, `finding`
asks the warehouse and orders what was found, `leading` gives each its address.
"""
