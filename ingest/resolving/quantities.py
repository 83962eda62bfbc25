"""Printed text -> `Quantity`: one number, range or bound with its unit and its place in the text.

Only the number itself is read here, with the words that change it ("over", "about", "up to", "or
more") and the unit printed with it. What the number is about is for the readers and resolving.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from ingest.prose.bounds import LOOK_BACK, Quantity, modifiers, with_bounds
from ingest.resolving import cues
from ingest.resolving.multiples import (
    MIXED,
    MOVES_LEFT_OUT,
    SIZE_NEXT,
    SIZE_OF_EACH,
    count_of,
    mixed_value,
    product_of,
    signed_range,
)
from ingest.resolving.tokens import KEPT, telling_word, tokens_of
from warehouse.reference import institutions
from warehouse.vocabulary import InstitutionKind, Unit

__all__ = ["Quantity", "find_quantities", "parse_quantity"]

FRACTIONS = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3, "⅛": 0.125}
MAGNITUDES = {"thousand": 1e3, "k": 1e3, "million": 1e6, "mn": 1e6, "m": 1e6, "billion": 1e9}
MAGNITUDES |= {"bn": 1e9, "b": 1e9, "trillion": 1e12, "trn": 1e12, "tn": 1e12}
CURRENCIES = {"US$": Unit.USD, "$": Unit.USD, "USD": Unit.USD, "€": Unit.EUR, "EUR": Unit.EUR}
PARTS_OF_A_POINT = {"half": 0.5, "quarter": 0.25, "three-quarters": 0.75}
DOUBLE_DIGITS = 10.0
FIRST_YEAR, LAST_YEAR = 1900, 2100  # a bare whole number in between is a year, not a quantity
DECIMALS_KEPT = 9  # sums such as 2 + 1/3 are rounded here

_DASHES = "-−–—‐‑‒"
_NUMBER = (
    r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?:[\u00a0\u202f\u2009]\d{3})+|\d+[.,]\d+|\d+|\.\d+)"
    r"\s?[½¼¾⅓⅔⅛]|"
    r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?:[\u00a0\u202f\u2009]\d{3})+(?:[.,]\d+)?|"
    r"\d+[.,]\d+|\d+|\.\d+|[½¼¾⅓⅔⅛]"
)
_OPENINGS = (  # first letters of every word that can open a number, besides the spelled ones
    "mi", "us", "eu", "gb", "jp", "cn", "ch", "rm", "th", "ha", "qu", "do", "ze",
)  # fmt: skip
LONGEST_BANK = 24  # letters of a central bank's name between a count and "cuts"
_FILLER = (
    r"(?:(?:further|more|additional|extra|smaller|such|rate|interest[\s-]rate|policy|"
    r"quarter[\s-]point)\s+)*"
)
_UNIT = (
    r"(?P<pp>percentage[\s-]points?|per\s?cent(?:age)?[\s-]points?|%[\s-]?p(?:oin)?ts?\b|p\.p\.|pp[ts]?s?\b)|"
    r"(?P<pct>%|per\s?cent\b|percent\b|pct\b)|"
    r"(?P<bp>basis[\s-]points?|bps?\b)|"
    rf"(?P<cuts>{_FILLER}(?:cuts?|reductions?)\b)|"
    rf"(?P<hikes>{_FILLER}(?:hikes?|increases?|rises)\b)|"
    r"(?P<times>times\b(?!\s+(?:as|more|higher|the|its|their|(?:\w+\s+){0,3}?"
    r"(?:earnings|sales|book|profits?|revenues?|ebitda|cash|income|gdp|larger|bigger|faster))\b))|"
    r"(?P<size>thousand|million|billion|trillion|mn|bn|trn|tn)\b|"
    r"(?P<ratio>x\b)"
)
_PARTS_NAME = re.compile(r"(?:^|[.;]\s)[A-Z]\w+\s[-–—]\s$")  # "Turkey - 2.8% in 2026"
_RUNS_ON = re.compile(r"[/:]\d")
_WORD_ON = re.compile(r"\w")
_RANKED = re.compile(r"\b(?:the\s+top|bottom|richest|poorest|wealthiest)\s*$", re.IGNORECASE)
_OUT_OF = re.compile(r"\s+(?:out\s+)?of\s+(?:the\s+)?\d+(?![\d.,]*\s?%)")
_OF_SO_MANY = re.compile(r"\d\s+(?:out\s+)?of\s+(?:the\s+)?$")
_GLUED = re.compile(r"(?:[^\W\d]|\d[/:.]|[_/.:@#'’])$")
_DASHED_WORD = re.compile(rf"(?:\d|[^\W\d_][{_DASHES}])$")
_YEAR_DASH = re.compile(r"(?<!\d)(?:19|20)\d\d$")
_DIGIT = re.compile(r"[\d½¼¾⅓⅔⅛]")
_UNIT_GROUPS = ("pp", "pct", "bp", "cuts", "hikes", "times", "size", "ratio")
_COMPOUND = re.compile(r"-(?=[^\W\d_])(?!(?:to|or|and)\b)", re.IGNORECASE)  # "zero-Covid"
_CURRENCY = r"US\$|\$|€|£|¥|(?:USD|EUR|GBP|JPY|CNY|CHF|RMB)\s?"


def find_quantities(text: str) -> list[Quantity]:
    """Return the numbers of a sentence in reading order; years, dates and labels are left out."""
    return list(_found(text))


@lru_cache(maxsize=KEPT)
def _found(text: str) -> tuple[Quantity, ...]:
    if not _DIGIT.search(text) and tokens_of(text).vocabulary.isdisjoint(_number_words()):
        return ()  # most sentences
    matches = cues.matches_from(_openings(), _atom(), text)
    atoms = [atom for match in matches if (atom := _read_atom(match, text)) is not None]
    return tuple(with_bounds(q, text) for q in _joined(atoms, text))


def parse_quantity(text: str) -> Quantity | None:
    """Read a table cell or phrase that is one quantity and nothing else; None if it is not.

    Words that bound or soften it ("over 3%", "c. 2%") are allowed; "…", "n/a" and prose give None.
    """
    stripped = text.strip()
    found = find_quantities(stripped)
    if len(found) != 1:
        return None
    one = found[0]
    rest = stripped[: one.reach[0]] + " " + stripped[one.reach[1] :]
    rest = modifiers().sub(" ", rest)
    return one if not rest.strip(" \t()[]*†‡~≈") else None


@lru_cache(maxsize=1)
def _openings() -> re.Pattern[str]:
    """Return where a number can begin: at a sign, a digit, or a word that can open one."""
    names = [*cues.table("numbers", "words"), *cues.table("numbers", "times")]
    words = "|".join(sorted({*_OPENINGS, *(name[:2].lower() for name in names)}))
    return re.compile(rf"(?=[{_DASHES}\d.$€£¥½¼¾⅓⅔⅛+±])|(?<!\w)(?={words})")


@lru_cache(maxsize=1)
def _number_words() -> frozenset[str]:
    """Return the words without which a text that has no digits has no number."""
    names = [*cues.table("numbers", "words"), *cues.table("numbers", "times")]
    return frozenset({"half", "quarter", "quarters", "double", "zero", *map(telling_word, names)})


def _banks() -> str:
    """Return a pattern for central banks between a count and what it counts: "two Fed cuts"."""
    named = [i for i in institutions() if i.kind is InstitutionKind.CENTRAL_BANK]
    names = sorted({name for bank in named for name in bank.names if len(name) <= LONGEST_BANK})
    return rf"{cues.alternatives(tuple(names))}(?:['’]s?)?"


@lru_cache(maxsize=1)
def _atom() -> re.Pattern[str]:
    names = [*cues.table("numbers", "words"), *cues.table("numbers", "times")]
    spelled = "|".join(names)
    unit = _UNIT.replace(_FILLER, _FILLER.replace("further|", f"further|{_banks()}|", 1))
    number = (
        rf"(?P<number>{_NUMBER})(?P<letter>[kKmMbB](?!\w))?"
        rf"(?:\s?(?:-|\s)?(?:{unit}))?(?P<plus>\+(?!\d))?"
    )
    word_unit = re.sub(r"\?P<(\w+)>", r"?P<w_\1>", unit)
    word_unit = word_unit.replace("(?P<w_times>", f"(?P<w_times>{MOVES_LEFT_OUT}|", 1)
    return re.compile(
        rf"(?:(?P<digits>(?:(?P<before>{_CURRENCY}))?"
        rf"(?P<sign>(?:(?<![^\W\d_])[{_DASHES}+±]|\bminus\b)\s?)?"
        rf"(?P<after>US\$|\$|€|£)?{number})"
        rf"|(?P<mixed>{MIXED})"
        rf"|(?P<part>(?<!\w)(?:three[\s-]quarters|half|quarter)(?:[\s-]of)?(?:[\s-]an?)?"
        rf"[\s-](?:percentage[\s-])?(?P<point>points?\b|per\s?cent\b))"
        rf"|(?P<double>double[\s-]digits?\b)"
        rf"|(?P<nil>\Azero\Z|"
        rf"(?<=\bto )zero\b|(?<=\bnear )zero\b|(?<=\baround )zero\b|(?<=\bat )zero\b)"
        rf"|(?P<word>(?<![\w-])(?:{spelled})(?!\w))(?:[\s-]+(?:{word_unit}))?)",
        re.IGNORECASE,
    )


def _read_atom(match: re.Match[str], text: str) -> Quantity | None:
    if match["digits"]:
        return _read_digits(match, text)
    if match["mixed"]:
        value, unit = mixed_value(match["mixed"])
        return _point(match, value, unit=unit, spelled=True)
    if match["part"]:
        name = re.sub(r"[\s-]+", "-", match["part"].lower())
        value = next(v for k, v in PARTS_OF_A_POINT.items() if name.startswith(k))
        unit = Unit.PP if match["point"].lower().startswith("point") else Unit.PCT
        return _point(match, value, unit=unit, spelled=True)
    if match["double"]:
        whole = _point(match, DOUBLE_DIGITS, unit=Unit.PCT, spelled=True)
        return replace(whole, high=None)
    if match["nil"]:
        return _point(match, 0.0, unit=None, spelled=True)
    return _read_word(match, text)


def _point(match: re.Match[str], value: float, *, unit: Unit | None, spelled: bool) -> Quantity:
    return Quantity(
        match.group(), match.start(), match.end(), value, value, unit=unit, spelled=spelled
    )


def _read_word(match: re.Match[str], text: str) -> Quantity | None:
    word = match["word"].lower()
    times = cues.table("numbers", "times")
    groups = {k[2:]: v for k, v in match.groupdict().items() if k.startswith("w_") and v}
    if word in times:
        if (
            re.match(r"\s+(?:as|the|that|what|its|their|our|his|of)\b", text[match.end() :])
            or groups.keys() - {"times"}
            or _joins(match, text)
        ):
            return None
        return replace(_point(match, float(times[word]), unit=None, spelled=True), per_move=True)
    value = float(cues.table("numbers", "words")[word])
    bare = match.end("word")
    if groups and SIZE_OF_EACH.match(text, bare) and not _read_alone(text[bare : match.end()]):
        whole = _point(match, value, unit=None, spelled=True)  # "two more ECB cuts of 25bp"
        return replace(whole, text=match["word"], end=bare)
    if not groups:
        joined = re.match(rf"\s*(?:{'|'.join(_DASHES)}|to|or|and)\s*", text[match.end() :])
        joined = None if _COMPOUND.match(text, match.end()) else joined
        joined = joined or SIZE_NEXT.match(text, match.end())
        joined = joined or SIZE_OF_EACH.match(text, match.end())
        return _point(match, value, unit=None, spelled=True) if joined else None
    unit, factor = _unit_of(groups)
    whole = _point(match, value * factor, unit=unit, spelled=True)
    return replace(whole, per_move="times" in groups)


def _read_alone(words: str) -> bool:
    """Whether "more cuts" stands behind a count without the name of a bank."""
    return re.fullmatch(rf"[\s-]+{_FILLER}\w+", words, re.IGNORECASE) is not None


def _joins(match: re.Match[str], text: str) -> bool:
    """Whether "once" joins clauses ("Once inflation eases, …") and counts nothing."""
    opens = re.search(r"(?:^|[,;:.]\s+)$", text[: match.start()])
    counts = re.match(r"\s*(?:(?:or|in|per|more|this|next|by|,)\b|$)", text[match.end() :])
    return opens is not None and counts is None


def _read_digits(match: re.Match[str], text: str) -> Quantity | None:
    start, end = match.span()
    sign = (match["sign"] or "").strip()
    if sign and _PARTS_NAME.search(text[: match.start("number")]):
        sign, start = "", match.start("number")
    groups = {name: unit for name in _UNIT_GROUPS if (unit := match[name])}
    if match["letter"]:
        groups["size"] = match["letter"].lower()
    currency = (match["before"] or match["after"] or "").strip().upper() or None
    if _is_label(match, text, has_unit=bool(groups or currency)):
        return None
    unit, factor = _unit_of(groups)
    if currency is not None:
        unit = CURRENCIES.get(currency)
    value = round(_to_float(match["number"]) * factor, DECIMALS_KEPT)
    if sign and (sign in _DASHES or sign.lower() == "minus"):
        value = -value
    high = None if match["plus"] else value
    return Quantity(
        text[start:end], start, end, value, high, unit=unit, signed=bool(sign),
        per_move="times" in groups, currency=currency,
    )  # fmt: skip


def _is_label(match: re.Match[str], text: str, *, has_unit: bool) -> bool:
    """Whether the digits belong to a word, a date, a ratio or a label rather than to a quantity."""
    digits, end = match["number"], match.end()
    is_year = digits.isdigit() and len(digits) == 4 and FIRST_YEAR <= int(digits) <= LAST_YEAR
    counted = any(match[name] for name in ("cuts", "hikes", "times"))  # "2024 rises to 4.8%"
    if is_year and (counted or not has_unit):
        return True
    near = text[max(0, match.start() - LOOK_BACK) : match.start()]
    if _is_glued(near, dashed=bool(match["sign"])):
        lead = text[: match.start("number")]
        if not lead.lower().endswith("sub-"):
            return True
    if _RUNS_ON.match(text, end) or (not match["plus"] and _WORD_ON.match(text, end)):
        return True
    if _RANKED.search(near):
        return True
    if has_unit:
        return False
    if _OUT_OF.match(text, end) or _OF_SO_MANY.search(near):
        return True  # "18 of the 29 markets"
    return bool(_label_before().search(near) or _label_after().match(text, end))


def _is_glued(before: str, *, dashed: bool) -> bool:
    """Whether the text before a number runs into it: "Q4", "COVID-19", "11/30", "2022-23"."""
    if _GLUED.search(before[-2:]):
        return True
    return (_YEAR_DASH if dashed else _DASHED_WORD).search(before[-5:]) is not None


def _unit_of(groups: dict[str, str]) -> tuple[Unit | None, float]:
    named = {"pp": Unit.PP, "pct": Unit.PCT, "bp": Unit.BP, "cuts": Unit.CUTS, "hikes": Unit.HIKES}
    for name, unit in named.items():
        if name in groups:
            return unit, 1.0
    if "size" in groups:
        return Unit.COUNT, MAGNITUDES[groups["size"].lower()]
    return (Unit.RATIO, 1.0) if "ratio" in groups else (None, 1.0)


def _to_float(digits: str) -> float:
    glyph = FRACTIONS.get(digits[-1], 0.0)
    body = digits[:-1].strip() if digits[-1] in FRACTIONS else digits
    body = body if body.isascii() else re.sub(r"[\u00a0\u202f\u2009]", "", body)
    if "," in body and re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", body):
        body = body.replace(",", "")
    return round(float(body.replace(",", ".") or 0) + glyph, DECIMALS_KEPT)


def _joined(atoms: list[Quantity], text: str) -> list[Quantity]:
    """Join "2-3 cuts", "between 1.2% and 1.5%" and "two or three cuts"; drop bare words."""
    joined: list[Quantity] = []
    for atom in atoms:
        earlier = joined[-1] if joined else None
        if earlier is not None and (one := _as_one(earlier, atom, text)) is not None:
            joined[-1] = one
        elif earlier is not None and (whole := _range(earlier, atom, text)) is not None:
            joined[-1] = whole
        elif earlier is not None and (counted := count_of(earlier, atom, text)) is not None:
            joined[-1] = counted
        else:
            joined.append(atom)
    return [q for q in joined if not (q.spelled and q.unit is None and not q.per_move and q.low)]


def _as_one(first: Quantity, second: Quantity, text: str) -> Quantity | None:
    return product_of(first, second, text) or signed_range(first, second, text)


def _range(first: Quantity, second: Quantity, text: str) -> Quantity | None:
    between = text[first.end : second.start]
    dashed = second.text[0] in _DASHES and not between.strip()
    lead = text[max(0, first.start - LOOK_BACK) : first.start].lower()
    if not dashed and not _is_range_word(between, lead):
        return None
    if not (first.is_point and second.low is not None) or first.low is None:
        return None
    if first.unit not in (None, second.unit) or first.per_move:
        return None
    if first.currency and second.currency not in (None, first.currency):
        return None
    top = -second.low if dashed else second.low
    if dashed and second.text.lstrip(_DASHES + " ") == second.text:
        top = second.low
    low, high = sorted((first.low, top))
    unit = second.unit if first.currency is None else first.unit
    return replace(
        first,
        text=text[first.start : second.end],
        end=second.end,
        low=low,
        high=high,
        unit=unit,
        is_former=False,
        per_move=second.per_move,
        spelled=first.spelled and second.spelled,
    )


def _is_range_word(between: str, lead: str) -> bool:
    word = between.strip().lower()
    if word in ("to", "and") and re.search(
        r"\b(?:between|rang\w+\s+(?:from|of)|range\s+from)\s+\S*\s*$", lead
    ):
        return True
    if word == "to":
        return not re.search(r"\bfrom\s+(?:\w+\s+){0,2}$", lead)
    return word == "or" or (len(word) == 1 and word in _DASHES)


@lru_cache(maxsize=1)
def _label_before() -> re.Pattern[str]:
    months = (
        r"jan\w*|feb\w*|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug\w*|sep\w*|oct\w*|nov\w*|dec\w*"
    )
    return re.compile(
        rf"(?:{cues.alternatives(cues.words('counting', 'before'))}|(?<!\w)(?:{months})\.?)\s*$",
        re.IGNORECASE,
    )


@lru_cache(maxsize=1)
def _label_after() -> re.Pattern[str]:
    months = r"jan\w*|feb\w*|march|april|may|june|july|aug\w*|sep\w*|oct\w*|nov\w*|dec\w*"
    return re.compile(
        rf"[\s-]*(?:{cues.alternatives(cues.words('counting', 'after'))}|(?:{months})(?!\w))",
        re.IGNORECASE,
    )
