"""Facts about how a row was read -> confidence from 0 to 1, and accepted or review.

Every row carries traits: doubts ("the region is assumed") and supports ("stated twice"). A
scorecard that was learned on labelled reports (`confidence.toml`, explained in
`ingest/CONFIDENCE.md`) turns them into one number, the share of such rows that are right, and one
line divides accepted from review. The sentences go with the row, so that a person sees what was
assumed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from ingest.resolving.scorecard import scorecard
from warehouse.vocabulary import Status

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from warehouse.records import Forecast

CALL_READER = "call"  # the class of directions without a number, whoever read them


class Doubt(StrEnum):
    """What can be uncertain about a row."""

    INDICATOR_FAR = "indicator_far"  # named in a heading or in the page title
    INDICATOR_CARRIED = "indicator_carried"  # the sentence before spoke of nothing else
    INDICATOR_INHERITED = "indicator_inherited"  # named in an earlier sentence
    INDICATOR_LOOSE = "indicator_loose"  # a general word ("growth") without what grows
    INDICATOR_SEVERAL = "indicator_several"  # the words name more than one
    REGION_CARRIED = "region_carried"  # the only one named in the paragraph or section
    REGION_HEADING = "region_heading"  # named in the heading
    REGION_FAR = "region_far"  # named in an earlier sentence, others as well
    REGION_LOOSE = "region_loose"  # "Europe": wider than the region of its code
    REGION_SEVERAL = "region_several"  # the words name two, and only the first is taken
    REGION_TITLE = "region_title"  # not named near it; the title of the report names one
    REGION_ASSUMED = "region_assumed"  # not named at all: the seat of the house, or the world
    PERIOD_CARRIED = "period_carried"  # the only one of the sentence before
    PERIOD_FAR = "period_far"
    PERIOD_ASSUMED = "period_assumed"  # taken from the title or the date of the report
    PERIOD_RELATIVE = "period_relative"  # "next year": rests on the date of the report
    NO_DATE = "no_date"  # the report prints no date, but its title says which year it looks at
    UNDATED = "undated"  # nothing tells past from future
    UNIT_ASSUMED = "unit_assumed"
    UNIT_ODD = "unit_odd"
    MEASURE_DEFAULT = "measure_default"
    INSTITUTION_CARRIED = "institution_carried"  # "it sees"
    INSTITUTION_FAR = "institution_far"
    INSTITUTION_ASSUMED = "institution_assumed"
    KIND_WEAK = "kind_weak"  # reads like history or a condition, but not surely
    NOT_FORWARD = "not_forward"  # nothing in the sentence says that it looks ahead
    RIVALLED = "rivalled"  # taken over from a sentence before, and its own names another
    LIST_MATCHED = "list_matched"  # values and periods were paired by their order
    CROWDED = "crowded"  # many numbers in one sentence
    CONFLICT = "conflict"  # two figures of one sentence claim to be the same thing
    CONTRADICTED = "contradicted"  # the page or the report states two figures for it, both surely
    WORDED = "worded"  # "double digits": no digits on the page to read back
    NOT_PRINTED = "not_printed"  # the lit words do not hold the number
    STRUCTURE = "structure"  # how the table is built is not clear
    READER = "reader"  # the reader itself was unsure
    COMPARES = "compares"  # the sentence sets the figure against an earlier or another one
    HEDGED = "hedged"  # the sentence says that it may be so, or speaks of a scenario
    LOOKS_BACK = "looks_back"  # the sentence tells what has happened as well
    OTHER_FIGURES = "other_figures"  # the sentence speaks of figures that are not ours
    INDICATORS_SEVERAL = "indicators_several"  # the sentence names more than one indicator
    LONG_SENTENCE = "long_sentence"
    NO_SENTENCE = "no_sentence"  # a list, a label or the end of something
    IN_POINTS = "in_points"  # percentage points: levels are seldom printed so
    UNUSUAL = "unusual"  # of a size that this indicator seldom has
    SIGN_FROM_WORDS = "sign_from_words"  # "contract by 0.1%"
    SHORT_VALUE = "short_value"  # "18", "2%": it may as well count something else
    FAR_APART = "far_apart"  # the value stands far from the words that give it meaning
    UNLIKE_ELSEWHERE = "unlike_elsewhere"  # the report states another figure for the claim
    POSITION_DISAGREES = "position_disagrees"  # another label or header stands nearest
    ENGINE_DISAGREES = "engine_disagrees"  # another PDF engine reads something else at the place
    RECOGNISED = "recognised"  # read from a picture, and no second reading agrees
    OTHER_KEY_RATE = "other_key_rate"  # the refinancing rate among deposit rates
    OTHER_DEFINITION = "other_definition"  # not printed, and the house defines its own otherwise
    CALL = "call"  # a direction read from words, without a number


class Support(StrEnum):
    """What can speak for a row."""

    POSITION_AGREES = "position_agrees"  # label and header stand nearest to the value
    ONE_NUMBER = "one_number"  # the sentence prints no other
    ONE_INDICATOR = "one_indicator"
    ONE_REGION = "one_region"
    PAIRED = "paired"  # the sentence names as many periods as figures
    PERIOD_BESIDE = "period_beside"  # the period stands right before or after the value
    LED_TO = "led_to"  # "to 2.1%", "at 2.1%": the sentence arrives at it
    REPEATED = "repeated"  # another place of the report states the same figure for the same claim
    READ_TWICE = "read_twice"  # read from a picture in two independent ways


CAPS: dict[str, float] = {
    Doubt.CONFLICT: 0.6,  # one of the two is wrong, and nobody can say which from the outside
    Doubt.CONTRADICTED: 0.6,
    Doubt.POSITION_DISAGREES: 0.6,
    Doubt.ENGINE_DISAGREES: 0.6,
    Doubt.RECOGNISED: 0.6,  # a figure from a picture needs a second agreement
    Doubt.NOT_PRINTED: 0.7,  # a reader who clicks must find the figure
    Doubt.WORDED: 0.7,
    Doubt.INDICATOR_SEVERAL: 0.85,  # one of two, and only the order speaks for it
    Doubt.RIVALLED: 0.85,  # the nearer word may be the right one after all
    Doubt.PERIOD_ASSUMED: 0.85,  # no words on the page say so: a person looks before it counts
    Doubt.REGION_ASSUMED: 0.85,
    Doubt.INSTITUTION_ASSUMED: 0.85,  # a figure of nobody can stand under no house
    Doubt.REGION_LOOSE: 0.85,  # a wider region than that of its code
    Doubt.STRUCTURE: 0.85,  # a header over the wrong columns is wrong for all of them
    Doubt.OTHER_KEY_RATE: 0.85,  # right as it stands, and never to be pooled with the others
    Doubt.OTHER_DEFINITION: 0.85,  # two definitions fit the words, and a mean takes one of them
    Doubt.UNDATED: 0.85,  # what is over and what is to come look alike
}
"""The most that a row with this trait may reach, whatever speaks for it: never enough alone."""


Trait = tuple[Doubt | Support, str | None]
"""A trait and a sentence for a person; None where it is not worth one."""


OPEN_CALL = 0.85  # "may cut" leaves the whole of a call open, where a number at least stands


@dataclass(frozen=True, slots=True)
class Remark:
    """One doubt about one row.

    Attributes:
        doubt: which doubt.
        sentence: what was assumed or is uncertain, for a person.
    """

    doubt: Doubt
    sentence: str


def judge(remarks: Iterable[Remark], *, reader: str) -> tuple[float, Status]:
    """Return the confidence of a row and whether it may be counted at once.

    Args:
        remarks: every doubt about the row; the same doubt twice counts once.
        reader: the reader that found the row ("table", "prose").
    """
    return weigh({remark.doubt for remark in remarks}, reader=reader)


def weigh(traits: Collection[str], *, reader: str) -> tuple[float, Status]:
    """Return the confidence that the traits of a row leave, and what follows from it.

    Args:
        traits: doubts and supports, by name.
        reader: the reader that found the row.
    """
    card = scorecard()
    kind = CALL_READER if Doubt.CALL in traits else reader
    caps = [CAPS[trait] for trait in traits if trait in CAPS]
    caps += [OPEN_CALL] if {Doubt.CALL, Doubt.HEDGED} <= set(traits) else []
    confidence = round(min([card.confidence(traits, reader=kind), *caps]), 3)
    accepted = confidence >= card.accepted_from
    return confidence, Status.ACCEPTED if accepted else Status.REVIEW


def with_trait(row: Forecast, trait: Doubt | Support, sentence: str | None = None) -> Forecast:
    """Return a row that has one trait more, weighed anew.

    Args:
        row: a forecast.
        trait: what has come to light about it.
        sentence: the same for a person, added to the reasons; supports may go without.
    """
    return with_traits(row, [(trait, sentence)])


def with_traits(row: Forecast, found: Iterable[Trait]) -> Forecast:
    """Return a row that has some traits more, weighed anew once."""
    traits, reasons = list(row.traits), list(row.reasons)
    for trait, sentence in found:
        traits.append(trait.value)
        reasons += [sentence] if sentence else []
    confidence, status = weigh(traits, reader=row.reader)
    return replace(
        row,
        traits=tuple(traits),
        reasons=tuple(reasons),
        confidence=confidence,
        status=status,
    )


def doubt_conflicts(rows: Sequence[Forecast]) -> list[Forecast]:
    """Send figures to review that one sentence gives for one and the same claim.

    "1.0% and 1.8%" cannot both be the growth of one region in one year: one was bound wrongly.

    Args:
        rows: the forecasts of one page; table rows pass as they are.
    """
    values: dict[tuple[str, ...], set[tuple[float | None, float | None]]] = {}
    for row in rows:
        values.setdefault(_claim(row), set()).add((row.low, row.high))
    sentence = "the sentence gives another figure for the same claim"
    return [
        with_trait(row, Doubt.CONFLICT, sentence) if len(values[_claim(row)]) > 1 else row
        for row in rows
    ]


def _claim(row: Forecast) -> tuple[str, ...]:
    if row.reader != "prose":
        return (str(id(row)),)
    named = (row.institution, row.indicator, row.region, row.period, row.measure, row.kind)
    return (row.evidence.quote, *map(str, named), str(row.unit))
