"""Sentence -> marks: every number, period, indicator, region, house and clause border in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from ingest.prose.former import WORDS, pointed_at
from ingest.prose.kinds import is_goal
from ingest.prose.mark import Mark, overlap
from ingest.prose.moneys import currencies_in, with_prices
from ingest.prose.nearness import is_attribute, is_left_out
from ingest.prose.pairs import PAIR, gone_on, pairs_in_words
from ingest.prose.tenors import find_tenors
from ingest.resolving import cues, lexicon
from ingest.resolving.attribution import find_speakers
from ingest.resolving.horizons import INFINITIVE, Horizon, find_horizons
from ingest.resolving.meanings import LOOSE_WORDS
from ingest.resolving.quantities import Quantity, find_quantities
from warehouse.vocabulary import Indicator

if TYPE_CHECKING:
    from datetime import date

    from warehouse.periods import Period

_TENOR = re.compile(r"(?:\d+|two|ten)[\s-]?(?:y|yr|year)", re.IGNORECASE)
_OF_BONDS = re.compile(
    r"(?:[\s-]+(?!(?:and|or|in|at|to|is|of)\b)[A-Za-z.’']+){0,3}?[\s-]+"
    r"(?:(?:government |treasury |sovereign )?(?:bond )?yields?|bunds?|usts?|btps?|oats?|gilts?|"
    r"treasur(?:y|ies)|"
    r"jgbs?|notes?)\b(?:\s+yields?\b)?",
    re.IGNORECASE,
)
_BONDS = re.compile(  # "Bunds should trade at": their yield, of ten years as a rule
    r"\b(?:(?:US\s+)?Treasur(?:y|ies)|USTs?|Bunds?|[Gg]ilts?|JGBs?|BTPs?|OATs?)(?:\s+yields?\b|\b"
    r"(?!\s+(?:[Ss]ecretary|[Dd]epartment|purchas|holding|issuance|auction|suppl|market|bill|futures|curve|"
    r"volatil|return|spread|[Bb]oard|[Mm]inist)))",
)
_BARE_MEASURE = re.compile(  # "Headline is lower", "the core rate will be"
    r"(?:^|[.;:]\s+|\b(?:and|while|but|whereas|the|The)\s+)(?P<word>[Hh]eadline|[Cc]ore)"
    r"(?=\s+(?:is|was|should|will|may|could|remains?|rate|measure|falls?|rises?|eases?|slows?|averages?|ends?|stays?)\b)"
)
_ITS_RATE = re.compile(
    r"['’]s\s+(?P<rate>(?:main\s+|own\s+|official\s+)?rates?)\b(?!\s+(?:cut|hike|path|outlook|decision|setter|move))"
)
_RATES = re.compile(
    r"(?:^|[:;,]\s+|\b(?:keep|hold|leave|bring|take|see|expect|cut|rais|lower|hik|increas)(?:e|es|s|ing|ting)?\s+(?:the\s+|its\s+)?|\b(?:to|with|its|policy)\s+)"
    r"(?P<rate>rates|(?<=its\s)rate|(?<=its\s)benchmark(?:\s+rate)?|target\s+range)\s+(?:to|at|stay|stays|remain|will|should|on\s+hold|steady|unchanged)\b",
    re.IGNORECASE,
)
_TARGET_RANGE = re.compile(r"\b(?P<rate>target\s+range)\b(?!\s+for\s+(?!the\s+fed))", re.IGNORECASE)
_LOCAL_RATES = re.compile(
    r"\s+(?P<rate>rates)\s+(?:to|at|will|could|should|may|might|are|stay|remain|come|fall|rise)\b",
    re.IGNORECASE,
)
_DENOMINATOR = re.compile(
    r"(?:\b(?:deficit|debt|balance|surplus|ratio|shortfall|spending|cent|percent|percentage|share|borrowing)s?|%)[\s-]+"
    r"(?:as\s+(?:a\s+)?(?:share|percentage|ratio|proportion)\s+of|relative\s+to|to|of|in)[\s-]+(?:the\s+)?$|"
    r"\b(?:weighted|scaled|ranked|measured)\s+(?:by|with|according\s+to)\s+(?:\w+\s+)?$",
    re.IGNORECASE,
)
_RULES = re.compile(  # "Beijing is content to let growth slow"
    r"(?:(?:But|And|Yet|So|Meanwhile|Now|Elsewhere),?\s+)?(?P<city>[A-Z]\w+(?:\s[A-Z]\w+)?)\s+"
    r"(?:is|has|will|wants?|plans?|aims?|seeks?|may|should|can|could|continues?|keeps?|remains?|looks|targets?|sets?|hopes?|"
    r"needs|faces|intends|prefers|stays|tolerates|relies|responds|steps|ramps|pushes|moves)\b"
)
_OF_MONEY = re.compile(r"\s?\$|[\s-](?:dollars?|cents?)\b", re.IGNORECASE)  # "US$0.73"
_NEUTRAL = re.compile(
    r"\bneutral\s+(?:(?:policy|interest|cash|funds|real|nominal|repo)\s+)*$", re.IGNORECASE
)
_NEUTRAL_IS = re.compile(
    r"\s+(?:is|was|remains|lies|sits|stands|has|could|may|might|estimates?)\b", re.IGNORECASE
)
_FAILURES = ("insolvencies", "bankruptcies")  # of consumers: another figure
_MOVE_WORDS = ("cuts", "hikes")  # of what, another word says: "tax cuts"
_HEAD = re.compile(r"[^\W\d_][\w’'-]*$")


@dataclass(frozen=True, slots=True)
class Marked:
    """A sentence and everything found in it, each list in reading order.

    Attributes:
        text: the sentence.
        quantities: the numbers.
        horizons: the periods.
        indicators: indicators; `other` stands for figures that are not kept.
        output: words that speak of output without naming it ("the economy", "grow by").
        regions: countries and aggregates, central banks for theirs.
        currencies: currencies and pairs.
        speakers: houses that say something here.
        borders: starts of clauses; only looked for where there are numbers to part.
    """

    text: str
    quantities: tuple[Quantity, ...]
    horizons: tuple[Horizon, ...]
    indicators: tuple[Mark, ...]
    output: tuple[Mark, ...]
    regions: tuple[Mark, ...]
    currencies: tuple[Mark, ...]
    speakers: tuple[Mark, ...]
    borders: tuple[int, ...]


def mark(
    text: str,
    *,
    published: date | None,
    anchor: Period | None,
    pair: str | None = None,
    home: str | None = None,
    couple: tuple[str, str] | None = None,
    running: str | None = None,
) -> Marked:
    """Find everything in a sentence that can give a number its meaning.

    Args:
        text: the sentence.
        published: the day that "next year" is counted from.
        anchor: the period that the text before was about.
        pair: the currency pair that the text before was about.
        home: the region of the report as a whole, if it has one.
        couple: the two regions that the sentence before named side by side.
        running: the currency pair that the running paragraph named last.
    """
    horizons = tuple(find_horizons(text, published=published, anchor=anchor))
    quantities = tuple(q for q in find_quantities(text) if not _inside_period(q, horizons))
    regions = _regions(text, couple)
    worded = [Mark(*p) for p in pairs_in_words(text, quantities, last=pair, home=home)]
    currencies = currencies_in(text, [*regions, *worded]) + worded
    currencies.sort(key=lambda m: m.start)
    indicators = _indicators(text)
    others = bool(currencies) or any(m.key != Indicator.OTHER for m in indicators)
    going = gone_on(text, quantities, pair=running, others=others)
    currencies += [Mark(*p) for p in going]
    worded += [Mark(*p) for p in going]
    named = indicators + [Mark(Indicator.FX_RATE.value, m.start, m.end) for m in worded]
    indicators = with_prices(text, named, currencies, quantities)
    if not any(WORDS.fullmatch(text, r.start, r.end) for r in regions):
        indicators = sorted([*indicators, *pointed_at(text, indicators)], key=lambda m: m.start)
    return Marked(
        text=text,
        quantities=quantities,
        horizons=horizons,
        indicators=tuple(indicators),
        output=tuple(_output(text, indicators)),
        regions=tuple(sorted(regions, key=lambda m: m.start)),
        currencies=tuple(currencies),
        speakers=tuple(Mark(n.key, n.start, n.end) for n in find_speakers(text)),
        borders=tuple(m.start() for m in _borders().finditer(text)) if quantities else (),
    )


def _regions(text: str, couple: tuple[str, str] | None) -> list[Mark]:
    """Return the countries and aggregates named, central banks and bonds standing for theirs."""
    houses = lexicon.institutions().find(text)
    banks = lexicon.central_banks()
    regions = [Mark(banks[h.key], h.start, h.end) for h in houses if h.key in banks]
    regions += [
        Mark(name.key, name.start, name.end)
        for name in lexicon.regions().find(text)
        if not any(h.start <= name.start and name.end <= h.end for h in houses)
        and not is_attribute(text, name)
        and not _OF_MONEY.match(text, name.end)
    ]
    left_out = [m for m in regions if is_left_out(text, m)]
    regions = (
        [  # what is left without them is only a part of it
            m if m.start < left_out[0].start else Mark(lexicon.PART, m.start, m.end)
            for m in regions
            if m not in left_out
        ]
        if left_out
        else regions
    )
    regions += _capitals(text)
    regions += [m for m in _issuers(text) if not any(overlap(m, r) for r in regions)]
    regions.sort(key=lambda m: m.start)
    return [*regions, *pointed_at(text, regions, before=couple)]


def _capitals(text: str) -> list[Mark]:
    """Return the capital that opens a sentence and does something, for its country."""
    match = _RULES.match(text)
    code = cues.table("prose", "capitals").get(match["city"]) if match else None
    return [Mark(code, *match.span("city"))] if match and code else []


def _issuers(text: str) -> list[Mark]:
    """Return the countries whose bonds a sentence names by their term: "the ten-year Treasury"."""
    found = []
    for tenor in find_tenors(text):
        for words, country in cues.table("tables", "bonds_of").items():
            named = re.search(rf"\b{words}\b", text[tenor.start : tenor.end], re.IGNORECASE)
            code = lexicon.regions().whole(country) if named else None
            if named and code is not None:
                place = tenor.start + named.start()
                found.append(Mark(code, place, place + len(named.group())))
    return found


def _inside_period(quantity: Quantity, horizons: tuple[Horizon, ...]) -> bool:
    return any(h.start <= quantity.start and quantity.end <= h.end for h in horizons)


def _indicators(text: str) -> list[Mark]:
    names = lexicon.indicators().find(text)
    found = [Mark(n.key.value, n.start, n.end) for n in names if not _TENOR.fullmatch(n.text)]
    for name in names:
        if _TENOR.fullmatch(name.text) and (behind := _OF_BONDS.match(text, name.end)):
            found = [m for m in found if not name.end <= m.start < behind.end()]
            found.append(Mark(name.key.value, name.start, behind.end()))
    tenors = find_tenors(text)
    found = [m for m in found if not any(overlap(m, t) for t in tenors)] + tenors
    found += _bonds(text, found)
    found += _bare_measures(text, found)
    found = [m for m in found if not _is_denominator(m, text)] + _rates_of(text)
    found = [_other(m) if _is_neutral(m, text) else m for m in found]
    found = _without_minor_rates(found, text)
    found = [m for m in found if not _grows_of(m, found, text)]
    fx = Indicator.FX_RATE.value
    pairs = (n for n in lexicon.currencies().find(text) if len(n.key) >= PAIR)
    found += [Mark(fx, n.start, n.end) for n in pairs]
    for named in lexicon.other_figures().find(text):
        if named.text.lower() == "returns" and text[named.end :].startswith(" to "):
            continue  # "inflation returns to 2%"
        if named.text.lower() == "yield" and INFINITIVE.search(text[: named.start]):
            continue  # "gilts should yield 4%"
        other = Mark(Indicator.OTHER.value, named.start, named.end)
        apart = [m for m in found if not _narrows(other, m, text)]
        if not any(overlap(other, known) for known in apart):
            found = [*apart, other]
    return sorted(found, key=lambda m: m.start)


def _other(mark: Mark) -> Mark:
    return Mark(Indicator.OTHER.value, mark.start, mark.end)


def _is_neutral(mark: Mark, text: str) -> bool:
    """Whether a rate is the one that neither spurs nor slows, told for itself."""
    words = text[mark.start : mark.end].lower()
    named = words.startswith("neutral") or _NEUTRAL.search(text[: mark.start]) is not None
    rate = mark.key == Indicator.POLICY_RATE
    return rate and named and _NEUTRAL_IS.match(text, mark.end) is not None


def _bare_measures(text: str, found: list[Mark]) -> list[Mark]:
    """Return "headline" and "core" that stand alone for inflation."""
    if "eadline" not in text and "ore " not in text:
        return []
    keys = {"headline": Indicator.CPI_INFLATION.value, "core": Indicator.CORE_INFLATION.value}
    spots = [(m["word"].lower(), *m.span("word")) for m in _BARE_MEASURE.finditer(text)]
    return [
        Mark(keys[word], start, end)
        for word, start, end in spots
        if not any(m.start < end and start < m.end for m in found)
    ]


def is_bare_measure(mark: Mark, text: str) -> bool:
    """Whether "headline" or "core" stands alone for inflation."""
    return text[mark.start : mark.end].lower() in ("headline", "core")


def is_bond(mark: Mark, text: str) -> bool:
    """Whether a yield is named by its bond alone, without a term in the sentence."""
    bond = mark.key == Indicator.YIELD_10Y and _BONDS.fullmatch(text, mark.start, mark.end)
    return bool(bond) and _TENOR.search(text) is None


def _bonds(text: str, found: list[Mark]) -> list[Mark]:
    """Return bonds named without their term where a number is their yield."""
    if any(m.key == Indicator.YIELD_2Y for m in found):
        return []
    return [
        Mark(Indicator.YIELD_10Y.value, match.start(), match.end())
        for match in _BONDS.finditer(text)
        if not any(m.start < match.end() and match.start() < m.end for m in found)
    ]


def _rates_of(text: str) -> list[Mark]:
    """Return "the Fed's rate" as the policy rate."""
    banks = lexicon.central_banks()
    houses = [h for h in lexicon.institutions().find(text) if h.key in banks]
    ranges = [] if "inflation" in text.lower() else list(_TARGET_RANGE.finditer(text))
    ranges = [r for r in ranges if houses or not is_goal(text[: r.start()])]
    behind = [_ITS_RATE.match(text, h.end) for h in houses]
    rate = Indicator.POLICY_RATE.value
    found = [*ranges, *(m for m in behind if m is not None)]
    if houses or re.search(r"\bcentral\s+bank\b", text, re.IGNORECASE):
        found += _RATES.finditer(text)
    places = lexicon.regions().find(text)
    found += [m for place in places if (m := _LOCAL_RATES.match(text, place.end)) is not None]
    spots = {m.span("rate") for m in found}
    named = lexicon.indicators().find(text)
    return [
        Mark(rate, start, end)
        for start, end in sorted(spots)
        if not any(n.start < end and start < n.end for n in named)
    ]


def _without_minor_rates(found: list[Mark], text: str) -> list[Mark]:
    """Let the deposit rate speak for the bank where other rates of it are named beside it."""
    rates = [m for m in found if m.key == Indicator.POLICY_RATE]
    if not any("deposit" in text[m.start : m.end].lower() for m in rates):
        return found
    minor = [m for m in rates if "refi" in text[m.start : m.end].lower()]
    other = Indicator.OTHER.value
    return [Mark(other, m.start, m.end) if m in minor else m for m in found]


def _is_denominator(mark: Mark, text: str) -> bool:
    """Whether GDP is only what something is measured in: "a deficit of 4% of GDP"."""
    named = mark.key == Indicator.GDP_GROWTH and text[mark.start : mark.end].upper() == "GDP"
    return named and _DENOMINATOR.search(text[: mark.start]) is not None


def _grows_of(mark: Mark, found: list[Mark], text: str) -> bool:
    """Whether "growth" is that of the indicator right before it: "merchandise trade growth"."""
    if text[mark.start : mark.end].lower() != "growth":
        return False
    return any(other.end == mark.start - 1 and other is not mark for other in found)


def _narrows(other: Mark, known: Mark, text: str) -> bool:
    """Whether a longer name takes a general word for itself: "headcount growth" is not growth."""
    inside = other.start < known.start and known.end <= other.end
    general = (*LOOSE_WORDS, *_MOVE_WORDS, *_FAILURES)
    return inside and text[known.start : known.end].lower() in general


def _output(text: str, known: list[Mark]) -> list[Mark]:
    if not any(cues.may_stand(text, "prose", name) for name in ("output_nouns", "output_verbs")):
        return []
    gdp = Indicator.GDP_GROWTH.value
    found = [(m, Mark(gdp, m.start("word"), m.end("word"))) for m in _grows().finditer(text)]
    return [
        word
        for match, word in found
        if not any(overlap(word, k) for k in known)
        and not _is_denominator(word, text)
        and (match["verb"] is None or _may_grow(text[: word.start]))
    ]


def _may_grow(lead: str) -> bool:
    """Whether the subject of "grow" may be an economy: a country, "it", no "headcount"."""
    rest = lead[: -len(found.group())] if (found := _auxiliaries().search(lead)) else lead
    head = _HEAD.search(rest.rstrip())
    if head is None or _subjects().fullmatch(head.group()):
        return True
    names = lexicon.regions().find(rest)
    return (bool(names) and names[-1].end >= head.end()) or head.group()[-2:] == "ly"


@lru_cache(maxsize=1)
def _borders() -> re.Pattern[str]:
    return re.compile(cues.alternatives(cues.words("prose", "clause")), re.IGNORECASE)


@lru_cache(maxsize=1)
def _grows() -> re.Pattern[str]:
    """Words that speak of output: "the economy", "output", or a verb such as "grow by"."""
    nouns = cues.alternatives(cues.words("prose", "output_nouns"))
    verbs = cues.alternatives(cues.words("prose", "output_verbs"))
    return re.compile(rf"(?P<word>{nouns}|(?P<verb>{verbs}))", re.IGNORECASE)


@lru_cache(maxsize=1)
def _auxiliaries() -> re.Pattern[str]:
    words = cues.alternatives((*cues.words("prose", "auxiliaries"), *cues.words("past", "forward")))
    return re.compile(rf"(?:\s*{words})+\s*$", re.IGNORECASE)


@lru_cache(maxsize=1)
def _subjects() -> re.Pattern[str]:
    lists = ("output_nouns", "economies", "pronouns", "leaning")
    return re.compile(
        cues.alternatives(tuple(w for n in lists for w in cues.words("prose", n))), re.IGNORECASE
    )
