"""Figure of a table -> the phrases that may state each of its meanings, nearest first.

Which words come first depends on the axis that states a meaning: in a table with regions in its
rows, a region in the caption says nothing of a row whose own is unknown.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from ingest.candidates import Meaning, Origin, Phrase
from ingest.resolving import cues, lexicon
from ingest.resolving.attribution import is_surveyor
from ingest.resolving.rounds import round_named
from ingest.tables.axes import (
    Axis,
    is_money,
    is_only_place,
    is_short_consensus,
    names_indicator,
    names_region,
    speakers,
)
from ingest.tables.brackets import Brackets
from ingest.tables.moneys import pair_against, pair_of_country
from ingest.tables.notes import about_these, named_in
from ingest.tables.order import as_fiscal_year
from ingest.tables.plain import (
    as_whole_year,
    at_home,
    is_level,
    is_priced,
    moves_down,
    names_output,
    pooled,
    text_of,
    with_key_rate,
    with_month,
    with_yields,
)
from ingest.tables.quarter_months import as_quarter, with_pace
from ingest.tables.strangers import is_against_gdp
from warehouse.vocabulary import Kind

if TYPE_CHECKING:
    from ingest.tables.facts import Facts, Place
    from ingest.tables.surroundings import Surroundings

_CHANGE = re.compile(
    r"(?:annual|yearly|y/y|yoy)?\s?(?:%\s?)?(?:change|chg\.?|growth)s?,?\s?(?:on\syear,?\s?)?"
    r"[(\[]?(?:in\s)?(?:%|per\s?cent|y/y|yoy)?(?:\sy/y|\syoy)?[)\]]?",
    re.IGNORECASE,
)
AVERAGE = "period average"
_NEW = re.compile(
    r"\b(?:latest|current|actual|new)\s((?:forecast|projection|estimate|view|call|outlook)s?)\b",
    re.IGNORECASE,
)


def phrases_of(facts: Facts, near: Surroundings, place: Place) -> dict[Meaning, tuple[Phrase, ...]]:
    """Return what may state each meaning, nearest first, from the axis that states it.

    Args:
        facts: what the table says as a whole.
        near: the words around the figure.
        place: the figure.
    """
    if names_output(text_of((*near.row, *near.column))):
        near = replace(near, captions=tuple(as_whole_year(phrase) for phrase in near.captions))
    above = tuple(_own_title(facts, phrase) for phrase in (*near.corners, *near.captions))
    headings = near.headings
    far = (*above, *headings)
    indicator = (*_indicator_phrases(facts, near), *_noun(facts, place.column))
    named = tuple(at_home(_in_full(facts, near, phrase)) for phrase in near.row)
    paired = _in_money_of_country(near)
    named, indicator = paired or named, (*paired, *indicator)
    sections = tuple(at_home(phrase) for phrase in near.sections)
    places = tuple(phrase for phrase in named if names_region(phrase.text))
    region = {
        Axis.ROW: named if names_region(text_of(named)) else (*near.row, *sections, *far),
        Axis.COLUMN: (*paired, *near.column, *near.row),
        Axis.SECTION: (*named, *sections, *near.column, *above, *facts.region_of_all),
        Axis.ABOVE: (
            *places,
            *near.column,
            *sections,
            *above,
            *facts.only_bank,
            *near.headings,
        ),
    }[facts.axes.region]
    rows = tuple(phrase for phrase in near.row if not is_money(phrase.text))
    beside = (*near.column, *rows, *near.sections, *near.corners, *near.captions)
    unit = (*near.column, *above, *rows, *near.sections)
    unit = beside if facts.axes.indicator is Axis.ROW else unit
    if is_priced(text_of(near.row)):
        unit = (*near.column, *rows)
    return {
        Meaning.INDICATOR: (*(p for p in near.marked if not is_against_gdp(p.text)), *indicator),
        Meaning.REGION: region,
        Meaning.PERIOD: _period_phrases(facts, near, place, above=above),
        Meaning.UNIT: (
            *moves_down((*near.column, *near.row)),
            *unit,
        ),
        Meaning.MEASURE: (*_defining(facts, near, beside), *_averaged(facts, near, place)),
        Meaning.KIND: _kind_phrases(facts, near, place),
        Meaning.INSTITUTION: speakers(_voices(facts, near), about=indicator),
    }


def _in_money_of_country(near: Surroundings) -> tuple[Phrase, ...]:
    """Return the row label with the pair in brackets, where its country tells the currency."""
    pair = pair_of_country(near) if near.row else None
    return (replace(near.row[0], text=f"{near.row[0].text} [{pair}]"),) if pair else ()


def _period_phrases(
    facts: Facts, near: Surroundings, place: Place, *, above: tuple[Phrase, ...]
) -> tuple[Phrase, ...]:
    """Return what may say when, from the axis of periods; rounds say when it was forecast."""
    dates = tuple(p for p in near.row if round_named(p.text) is None) or near.row
    heads = near.column[1:] if place.column in facts.rounds else near.column
    others = tuple(head for head in heads if round_named(head.text) is None)
    if facts.is_dated(head.text for head in others):
        heads = others  # "June 2025 projections" under a year: when it was forecast
    if place.column in facts.quarters:
        heads = (replace(heads[0], text=f"{heads[0].text} [{facts.quarters[place.column]}]"),)
    found = {
        Axis.ROW: (*dates, *near.sections, *heads, *above),
        Axis.COLUMN: (*heads, *near.sections, *above),
        Axis.SECTION: (*near.sections, *heads, *above),
        Axis.ABOVE: (*heads, *near.row, *near.sections, *above, *near.headings),
    }[facts.axes.period]
    found = tuple(_dated(facts, phrase) for phrase in found)
    if facts.quarterly:
        about = text_of((*near.row, *near.column))
        found = as_quarter(found, about=about, published=facts.published)
    return (*near.quarter, *facts.dates.period_of(near.row, near.column), *found)


def _in_full(facts: Facts, near: Surroundings, phrase: Phrase) -> Phrase:
    """Return a row label with what the rest of the table makes of it in brackets.

    "SEK" below "Forecasts against the euro" is the euro in kronor; "JP policy rate" among "US" and
    "SG" is that of Japan.
    """
    code = facts.country_codes.get(phrase.text)
    pair = pair_against(phrase.text, [p.text for p in (*near.corners, *near.captions[:1])])
    told = pair or code
    return replace(phrase, text=f"{phrase.text} [{told}]") if told else phrase


def _defining(facts: Facts, near: Surroundings, beside: tuple[Phrase, ...]) -> tuple[Phrase, ...]:
    """Return what may define a figure; the "Average" of a panel of houses is no average in time.

    Of a line above the table only what it says of such a figure counts: "growth (%), interest
    rates (end of period)".
    """
    above = (*near.corners, *near.captions)
    wanted = named_in([phrase.text for phrase in (*near.row, *near.column, *near.sections)])
    beside = tuple(
        replace(phrase, text=about_these(phrase.text, wanted)) if phrase in above else phrase
        for phrase in beside
    )
    own = facts.dates.defined(near.row)
    if facts.quarterly:
        beside = with_pace(beside)
    found = (*near.marked, *beside[:1], *own, *beside, *near.notes)
    if not (facts.is_panel and cues.pattern("tables", "pooled").fullmatch(text_of(near.row))):
        return found
    return tuple(phrase for phrase in found if phrase not in near.row)


def _averaged(facts: Facts, near: Surroundings, place: Place) -> tuple[Phrase, ...]:
    """Return the header as an average, for a level whose year is not what its last quarter is."""
    if not is_level(text_of(near.row)) or not facts.blocks.is_average(place.row, place.column):
        return ()
    return tuple(replace(head, text=f"{head.text} [{AVERAGE}]") for head in near.column[:1])


def _dated(facts: Facts, phrase: Phrase) -> Phrase:
    """Return a phrase of a period as it is meant in this table."""
    if facts.fiscal:
        return as_fiscal_year(phrase)
    return with_month(phrase, published=facts.published)


def _kind_phrases(facts: Facts, near: Surroundings, place: Place) -> tuple[Phrase, ...]:
    """Return what may say the kind; what all columns together say goes first."""
    told: list[Phrase] = []
    if place.bracketed and facts.brackets is Brackets.EARLIER:
        piece = place.pieces[0]
        text = f"{piece.text} [{Kind.PREVIOUS}]"
        told = [Phrase(text, (piece.bbox,), Origin.VALUE, facts.page)]
    elif place.column in facts.kinds:
        kind, text = facts.kinds[place.column]
        header = next(p for p in near.column if p.text == text)
        told = [replace(header, text=f"{text} [{kind}]")]
    elif facts.is_other_case(place.row):
        told = [replace(near.sections[0], text=f"{near.sections[0].text} [{Kind.SCENARIO}]")]
    heads = tuple(_aimed(facts, phrase) for phrase in near.column)
    row = () if facts.is_own_round(place.row) else near.row
    return (*told, *row, *heads, *near.sections, *_scenario(near))


def _aimed(facts: Facts, header: Phrase) -> Phrase:
    """Return a header that says "forecast" in other words as a plain one.

    What a house aims at ("2026 YE target") is its forecast, and so is its latest projection.
    """
    if new := _NEW.search(header.text):
        return replace(header, text=header.text.replace(new[0], new[1]))
    if not facts.is_dated((header.text,)):
        return header
    return replace(header, text=cues.pattern("kinds", "target").sub(" ", header.text))


def _scenario(near: Surroundings) -> tuple[Phrase, ...]:
    """Return captions that speak of a scenario, but not for the baseline among scenarios."""
    central = cues.pattern("kinds", "central")
    own = (*near.row, *near.column, *near.sections)
    return () if any(central.search(phrase.text) for phrase in own) else near.scenario


def _indicator_phrases(facts: Facts, near: Surroundings) -> tuple[Phrase, ...]:
    named = with_key_rate(near.row) if facts.is_of_rates else near.row
    row = (*named, *near.parents)
    above = (*near.sections, *near.column, *near.corners, *near.captions)
    earlier = near.earlier if is_only_place(text_of(near.row[:1])) else ()
    everywhere = (*row, *above, *earlier, *near.headings)
    if facts.axes.indicator is Axis.COLUMN:
        return with_yields(near.column)
    if facts.axes.indicator is Axis.ROW and not names_region(text_of(near.row)):
        return with_yields(row)
    return with_yields(everywhere)


def _noun(facts: Facts, column: int) -> tuple[Phrase, ...]:
    """Return the header of the group before, for a group that is only called a change in %.

    "Insolvencies, number of cases" beside "Change, %": the second goes on about the first.
    """
    texts = [header.text for header in facts.grid.columns[column].headers]
    return facts.names_before(column) if any(_CHANGE.fullmatch(text) for text in texts) else ()


def _voices(facts: Facts, near: Surroundings) -> tuple[Phrase, ...]:
    """Return what may say who speaks.

    The median of a panel of houses is the consensus, and so is all that a poll reports, but for one
    by the house that asks: its survey is what it publishes.
    """
    row, surveys = near.row, is_surveyor(facts.publisher)
    told = text_of(row)
    if facts.is_panel and row and not (lexicon.institutions().find(told) or names_indicator(told)):
        row = pooled(row, by=cues.pattern("tables", "pooled"))
    heads = tuple(
        replace(p, text=f"{p.text} [consensus]") if is_short_consensus(p.text) else p
        for p in near.column
    )
    own = (*heads, *row, *near.sections)
    above = tuple(_own_title(facts, phrase) for phrase in (*near.corners, *near.captions))
    if surveys:  # its own survey, not the consensus of others
        return (*own, *(p for p in above if not _is_own_survey(p.text)))
    return (*own, *pooled(above, by=cues.pattern("tables", "polls")))


def _is_own_survey(caption: str) -> bool:
    """Whether a caption speaks of a survey that is nobody else's ("Bloomberg", "Reuters")."""
    if not cues.pattern("tables", "polls").search(caption):
        return False
    named = {name.text.lower() for name in lexicon.institutions().find(caption)}
    return named <= {"survey of professional forecasters", "spf"}


def _own_title(facts: Facts, phrase: Phrase) -> Phrase:
    """Return a caption without a title that is the name of one house's paper and any house's table.

    "Summary of economic projections" over a table of another house names neither the Federal
    Reserve nor the United States.
    """
    titles: dict[str, str] = cues.section("table_titles")
    for title, house in titles.items():
        if facts.publisher not in (None, house) and title in phrase.text.lower():
            start = phrase.text.lower().index(title)
            rest = phrase.text[:start] + phrase.text[start + len(title) :]
            return replace(phrase, text=rest.strip())
    return phrase
