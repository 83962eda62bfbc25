"""Candidates -> forecasts or rejections; `resolve` is the door.

cues, lexicon   the reference files -> patterns and names
quantities      text -> numbers and ranges; values gives them unit and sign
horizons        words -> periods; rounds the month of an earlier forecast
attribution     words -> who makes the forecast; places where it is about
meanings        phrases, nearest first -> what each states
grounding       whether the lit text holds the number
agreement       what the other places of the report say; contradictions within a page
confidence      traits of the reading -> accepted or review, by scorecard

Nothing here looks at the page: what a candidate brings along is all that is known of it.
"""
