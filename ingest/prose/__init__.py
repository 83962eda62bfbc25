"""Page -> candidates from sentences and bullets; `reader` is the door.

sentences    page -> sentences, each word still tied to its box
marks        sentence -> every number, period, indicator, region and house in it
memory       what the sentences before were about; remembering and leaning carry it on
binding      marks + memory -> what belongs to each number; nearness decides
bounds       words around a number: "over", "or more"; directions gives it its sign
kinds        words that make it an older forecast, a target or a scenario
tenses       whether it looks ahead or behind, or why it is no forecast
phrasing     bound number -> the phrases of its candidate

Nothing here judges: a candidate leaves with every phrase that may give it its meaning.
"""
