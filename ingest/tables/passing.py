"""Figure of a table -> why it is no forecast, where the table itself shows it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ingest.resolving import cues
from ingest.tables.axes import Axis, is_difference, is_present, names_indicator, names_region
from ingest.tables.brackets import Brackets
from ingest.tables.cells import Sort, is_period
from ingest.tables.days import is_day_gone
from ingest.tables.parts import behind_in_calendar, part_of_whole
from ingest.tables.plain import text_of
from ingest.tables.strangers import find_stranger
from warehouse.vocabulary import Reason

if TYPE_CHECKING:
    from ingest.candidates import Phrase
    from ingest.tables.facts import Facts, Place
    from ingest.tables.surroundings import Surroundings

_SPAN = re.compile(r"(?:next\s)?\d{1,2}[\s-]?(?:y|yrs?|years?)(?:\sahead)?", re.IGNORECASE)
_MIDDLE = re.compile(r"(?:poll\s|survey\s)?(?:median|mean)", re.IGNORECASE)
_EXTREME = re.compile(r"high(?:est)?|low(?:est)?|max(?:imum)?\.?|min(?:imum)?\.?", re.IGNORECASE)
_COUNT = re.compile(r"^\d{1,2}\s")  # "4 weeks ago"
_DIGIT = re.compile(r"\d")
_RATIO = re.compile(r"Q4\s?(?:/|over|on)\s?Q4|4Q/4Q", re.IGNORECASE)

_OTHER_PRICES = re.compile(r"\b(?:factor\s(?:costs?|prices?)|basic\sprices?)\b", re.IGNORECASE)
_OUTPUT = re.compile(r"\bGDP\b", re.IGNORECASE)
LEVEL = "level"

Found = tuple[Reason, str]


def why_passed_over(facts: Facts, near: Surroundings, place: Place) -> Found | None:
    """Say why a figure is none of ours; None where nothing speaks against it.

    Args:
        facts: what the table says as a whole.
        near: the words around the figure.
        place: the figure.
    """
    return (
        facts.strange
        or find_stranger(near)
        or part_of_whole(near, published=facts.published)
        or _of_other_prices(facts, near)
        or behind_in_calendar(near, published=facts.published)
        or _extreme(facts, near, place)
        or _missing(facts, near, place.column)
        or (_bracketed(facts) if place.bracketed else _repeated(facts, place))
    )


def _missing(facts: Facts, near: Surroundings, at: int) -> Found | None:
    """Say what is missing where the table states a meaning on an axis, but not here."""
    row, column = text_of(near.row), text_of(near.column)
    spread = _spread(facts, near, row, column)
    if spread is not None:
        return spread
    if facts.axes.region is Axis.ROW and not names_region(row) and not names_indicator(row):
        return Reason.NO_REGION, f"the row “{row}” names no region that is known"
    if facts.axes.region is Axis.COLUMN and not names_region(f"{column} {row}"):
        return Reason.NO_REGION, f"the column “{column}” names no region that is known"
    if facts.axes.period is Axis.ROW and (is_present(row) or is_day_gone(row, facts.published)):
        return Reason.HISTORY, f"the row “{row}” shows where things stand, others look ahead"
    now = [phrase.text for phrase in near.column if is_present(phrase.text)]
    now += [phrase.text for phrase in near.column[:1] if is_day_gone(phrase.text, facts.published)]
    own = _is_level_of_year(facts, near, now) or _is_newest_round(facts, near, now)
    if now and facts.looks_ahead and not own:
        return (
            Reason.HISTORY,
            f"the column “{column}” shows where things stand, others look ahead",
        )
    return _undated(facts, near, column, at)


def _of_other_prices(facts: Facts, near: Surroundings) -> Found | None:
    """Turn away output at factor or basic prices beside output at market prices."""
    row = text_of(near.row)
    if not _OTHER_PRICES.search(row):
        return None
    others = (x.label.text for x in facts.grid.rows if x.label and x.label.text != row)
    if not any(_OUTPUT.search(text) and not _OTHER_PRICES.search(text) for text in others):
        return None
    return Reason.NO_INDICATOR, f"“{row}”: output at other prices than the market's"


def _is_level_of_year(facts: Facts, near: Surroundings, now: list[str]) -> bool:
    """Whether "Level" stands over a year, beside "Change": what is counted, not where it stands."""
    over = any(facts.is_dated((phrase.text,)) for phrase in near.column)
    return over and all(text.strip("()*†‡ ").lower() == LEVEL for text in now)


def _is_newest_round(facts: Facts, near: Surroundings, now: list[str]) -> bool:
    """Whether "Current" stands beside "Previous" under one year: the newest forecast of it."""
    newest, old = cues.pattern("tables", "newest_round"), cues.pattern("kinds", "previous_header")
    dated = {p.text for p in near.column if p.text not in now and facts.is_dated((p.text,))}
    names = [
        [header.text.strip("()*†‡ ") for header in column.headers if header.text not in dated]
        for column in facts.grid.columns
        if dated & {header.text for header in column.headers}
    ]
    spread = cues.pattern("tables", "quantiles")
    names = [beside for beside in names if not any(spread.search(name) for name in beside)]
    earlier = [any(old.fullmatch(_COUNT.sub("", n)) for n in beside) for beside in names]
    others = [beside for beside, before in zip(names, earlier, strict=True) if not before]
    return any(earlier) and all(any(newest.fullmatch(n) for n in beside) for beside in others)


def _spread(facts: Facts, near: Surroundings, row: str, column: str) -> Found | None:
    """Turn away how far houses are apart: the highest and lowest of them are nobody's own."""
    ends = cues.pattern("tables", "spread")
    if facts.is_panel and ends.fullmatch(row.strip("() ")):
        return Reason.NOT_A_FORECAST, f"“{row}”: how far the houses are apart, nobody's own"
    pooled = any(
        cues.pattern("speakers", "consensus").search(header.text)
        for one in facts.grid.columns
        for header in one.headers
    )
    if pooled and any(ends.fullmatch(phrase.text.strip("() ")) for phrase in near.column):
        return Reason.NOT_A_FORECAST, f"“{column}”: how far the houses are apart, nobody's own"
    return None


def _extreme(facts: Facts, near: Surroundings, place: Place) -> Found | None:
    """Turn away "High" and "Low" beside a median; side by side as one range they may stay."""
    texts = {header.text.strip("() ") for one in facts.grid.columns for header in one.headers}
    own = next((p.text for p in near.column if _EXTREME.fullmatch(p.text.strip("() "))), None)
    if own is None or len(place.pieces) > 1 or not any(_MIDDLE.fullmatch(text) for text in texts):
        return None
    return Reason.NOT_A_FORECAST, f"“{own}”: how far answers are apart, nobody's own"


def _undated(facts: Facts, near: Surroundings, column: str, at: int) -> Found | None:
    """Turn away a figure whose column names no period that can be read."""
    if facts.dated and not facts.is_dated(phrase.text for phrase in near.column):
        return Reason.NO_PERIOD, f"the column “{column}” names no period, others do"
    unread = None if at in facts.rounds else _unread_period(facts, near.column)
    if unread is not None:
        return Reason.NO_PERIOD, f"“{unread}” looks like a period, but which one is unknown"
    if _SPAN.fullmatch(column) and facts.some_are_dated:
        return Reason.NO_PERIOD, f"“{column}” beside years is a stretch of time, not a period"
    return None


def _unread_period(facts: Facts, headers: tuple[Phrase, ...]) -> str | None:
    """Return the lowest header if it is part of a year that cannot be read.

    The year above it would be a guess.
    """
    lowest = headers[0].text if headers else ""
    parted = is_period(lowest) and _DIGIT.search(lowest) and not _RATIO.search(lowest)
    known = not parted or facts.is_dated((lowest,)) or bool(_SPAN.fullmatch(lowest))
    return None if known else lowest


def _bracketed(facts: Facts) -> Found | None:
    """Turn away a figure in brackets, unless the table says what those are."""
    if facts.brackets is Brackets.UNSAID:
        return Reason.AMBIGUOUS, "in brackets: an earlier figure, an aside or a minus"
    if facts.brackets is Brackets.CHANGE:
        return Reason.DIFFERENCE, "in brackets: the change of the forecast"
    if facts.brackets is Brackets.UNKNOWN:
        return Reason.AMBIGUOUS, "in brackets: the note does not say that it is the last figure"
    return None


def _repeated(facts: Facts, place: Place) -> Found | None:
    """Turn away a figure for a year that the row states before, under words unknown."""
    told = place.column in facts.rounds or place.column in facts.quarters
    first = None if told else facts.again.get(place.column)
    earlier = place.row.cells.get(first) if first is not None else None
    if earlier is None or earlier.sort is not Sort.NUMBER:
        return None
    words = facts.grid.columns[place.column].headers[0].text
    return Reason.DIFFERENCE if is_difference(words) else Reason.AMBIGUOUS, (
        f"the column “{words}” stands for a period that another column has already"
    )
