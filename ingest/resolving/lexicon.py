"""Text -> the institutions, regions and indicators that it names, from the reference files.

Matching is blind to case and accents, whole words only, the longest name first. A name of two or
three capitals ("US", "IN", "MS") must stand in capitals, because folded it is a common word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import count, pairwise
from typing import TYPE_CHECKING, Generic, TypeVar

from rapidfuzz import fuzz, process

from ingest.resolving import cues
from ingest.resolving.tokens import KEPT, Tokens, tokens_of
from warehouse import reference
from warehouse.vocabulary import Indicator

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

CLOSE_ENOUGH = 88  # rapidfuzz ratio at which a whole cell counts as a misspelt name
LONGER_THAN_NAME = 1.3  # a text this many times as long cannot come that close: (2 - .88) / .88
LEAD = 40  # characters before a region in which "the rest of the" stands
SHORTEST_FUZZY = 6  # letters: shorter names are too easily mistaken for one another
CAPITALS_ONLY = 4  # an all-capitals name up to this long must be printed in capitals

PART = ""  # the code of a region that is only a part of the one named
K = TypeVar("K")

STROKES = ("/", ":")  # between the signs of two moneys
AGAINST = ("vs", "versus", "against")  # between the two moneys of a pair
_REST = re.compile(r"\b(?:rest of|remainder of|remaining)\s+(?:the\s+)?$", re.IGNORECASE)
_OTHER = re.compile(r"\bother\s+$", re.IGNORECASE)
_LESS = re.compile(
    r",?\s*\(?(?:excluding|excl\.?|ex[- ]|without|less|minus)\s*(?:the\s+)?[A-Z]\w*(?:\s[A-Z]\w*)*"
)
_BETWEEN = re.compile(r"[\s.'’/&()\"“”-]{0,3}")

_NOBODY: tuple[int, ...] = ()
_NUMBERS = count()
_OPENINGS: dict[str, dict[str, list[int]]] = {}
"""First and second words of names ("" where a name may end) -> the numbers of their lexica."""


@dataclass(frozen=True, slots=True)
class Named(Generic[K]):
    """A name found in a text.

    Attributes:
        key: what is named: a region code, an institution's name, an indicator.
        text: the words as printed.
        start: index of the first character.
        end: index after the last character.
    """

    key: K
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Entry(Generic[K]):
    tokens: list[str]
    capitals: str  # the name as it must be printed, or "" where case does not matter
    proper: bool  # whether it must at least begin with a capital
    key: K


class Lexicon(Generic[K]):
    """Names and what they mean, ready for matching in running text."""

    def __init__(self, names: Iterable[tuple[str, K]], *, proper: bool = False) -> None:
        self._number = next(_NUMBERS)
        self._by_first: dict[
            str, dict[str, list[_Entry[K]]]
        ] = {}  # then by second word, "" if none
        self._whole: dict[str, K] = {}
        for name, key in names:
            tokens = Tokens(name).folded
            if not tokens:
                continue
            capitals = name if _needs_capitals(name) else ""
            entry = _Entry(tokens, capitals, proper and name[0].isupper(), key)
            second = tokens[1] if len(tokens) > 1 else ""
            self._by_first.setdefault(tokens[0], {}).setdefault(second, []).append(entry)
            self._whole.setdefault(" ".join(tokens), key)
        for entries in (e for ways in self._by_first.values() for e in ways.values()):
            entries.sort(key=lambda e: len(e.tokens), reverse=True)
        for first, ways in self._by_first.items():
            for second in ways:
                _OPENINGS.setdefault(first, {}).setdefault(second, []).append(self._number)
        _openings.cache_clear()  # these texts have not been looked through for the new names
        self._fuzzy = [name for name in self._whole if len(name) >= SHORTEST_FUZZY]
        self._alike = lru_cache(maxsize=KEPT)(self._of_length)
        self.find = lru_cache(maxsize=KEPT)(self._search)
        """Return every name in a text, in reading order, none overlapping another."""

    def _search(self, text: str) -> tuple[Named[K], ...]:
        openings = _openings(text).get(self._number)
        if openings is None:
            return ()
        tokens = tokens_of(text)
        spots, folded = tokens.spots, tokens.folded
        found: list[Named[K]] = []
        free = 0
        for index in openings:
            if index < free:
                continue
            entry = self._at(text, spots, folded, index)
            if entry is None:
                continue
            last = index + len(entry.tokens) - 1
            start, end = spots[index][0], spots[last][1]
            found.append(Named(entry.key, text[start:end], start, end))
            free = last + 1
        return tuple(found)

    def whole(self, text: str) -> K | None:
        """Return what a table cell or heading names as a whole, forgiving a misspelling."""
        name = " ".join(tokens_of(text).folded)
        if name in self._whole:
            found = self.find(text)
            return found[0].key if found else None
        if len(name) < SHORTEST_FUZZY:
            return None
        names = self._alike(len(name))
        if not names:
            return None
        best = process.extractOne(name, names, scorer=fuzz.ratio, score_cutoff=CLOSE_ENOUGH)
        return self._whole[best[0]] if best else None

    def _of_length(self, length: int) -> list[str]:
        """Return the names near enough in length to come close; few are, and none to a sentence."""
        least, most = length / LONGER_THAN_NAME, length * LONGER_THAN_NAME
        return [name for name in self._fuzzy if least <= len(name) <= most]

    def _at(
        self, text: str, spots: Sequence[tuple[int, int]], folded: Sequence[str], index: int
    ) -> _Entry[K] | None:
        ways = self._by_first[folded[index]]
        second = folded[index + 1] if index + 1 < len(folded) else ""
        entries = ways.get(second, []) + ways.get("", [])
        for entry in entries:
            size = len(entry.tokens)
            if size > 2 and folded[index : index + size] != entry.tokens:
                continue
            if size > 1 and not _is_unbroken(text, spots[index : index + size]):
                continue
            printed = text[spots[index][0] : spots[index + size - 1][1]]
            if entry.proper and printed[0].islower():
                continue
            if entry.capitals and _letters(printed) != _letters(entry.capitals):
                continue
            return entry
        return None


def _needs_capitals(name: str) -> bool:
    letters = _letters(name)
    return len(letters) <= CAPITALS_ONLY and letters.isupper()


def _letters(text: str) -> str:
    return "".join(c for c in text if c.isalnum())


def _is_unbroken(text: str, spots: Sequence[tuple[int, int]]) -> bool:
    return all(_BETWEEN.fullmatch(text, a[1], b[0]) for a, b in pairwise(spots))


@lru_cache(maxsize=KEPT)
def _openings(text: str) -> dict[int, list[int]]:
    """Return where names may open in a text, as far as their first two words tell.

    All lexica are looked up at once, since they all ask, one after another: each that has any is
    given the indexes of those words.
    """
    folded = tokens_of(text).folded
    openings: dict[int, list[int]] = {}
    for index in [at for at, word in enumerate(folded) if word in _OPENINGS]:
        ways = _OPENINGS[folded[index]]
        second = folded[index + 1] if index + 1 < len(folded) else ""
        for owner in ways.get(second, _NOBODY):
            openings.setdefault(owner, []).append(index)
        for owner in ways.get("", _NOBODY) if second else _NOBODY:
            openings.setdefault(owner, []).append(index)
    return openings


class Places(Lexicon[str]):
    """The lexicon of regions, which knows a part from the whole.

    "Other advanced economies" and "the rest of the world" are not the regions that they name:
    such a one is `PART`, which has no code. "Asia excluding China" is taken whole, so that both
    names are seen.
    """

    def __init__(self, names: Iterable[tuple[str, str]], *, wide: frozenset[str]) -> None:
        super().__init__(names, proper=True)
        self._wide = wide

    def _search(self, text: str) -> tuple[Named[str], ...]:
        """Return the regions named, a part of one as `PART`."""
        found = []
        for named in super()._search(text):
            lead = text[max(0, named.start - LEAD) : named.start]
            before = _REST.search(lead) or (
                _OTHER.search(lead) if named.key in self._wide else None
            )
            behind = _LESS.match(text, named.end)
            start = named.start - len(before.group()) if before else named.start
            end = behind.end() if behind else named.end
            key = PART if before else named.key
            found.append(Named(key, text[start:end], start, end))
        return tuple(found)


class Moneys(Lexicon[str]):
    """The lexicon of currencies, which reads rates by the signs of their moneys as well.

    "CAD per US$" is what is paid for one dollar of the United States; "US$ per CAD" is another
    figure, which has no code: `PART`. With a stroke or colon some name first what is bought ("€/$")
    and others what is paid ("C$/US$"): both mean the rate that is usual, and its size must bear it
    out. Of two codes the first is what is bought, as traders write, unless that rate is not usual
    and the usual one so far from one that its size tells the two apart ("BRL/USD").
    """

    def __init__(self, names: Iterable[tuple[str, str]], *, pairs: Sequence[str]) -> None:
        super().__init__(names)
        self._pairs = frozenset(pairs)
        self._ranges: dict[str, list[float]] = cues.section("rate_ranges")
        signs: dict[str, list[str]] = cues.section("money")
        self._codes = {sign.lower(): code for code, own in signs.items() for sign in own}
        known = "|".join(re.escape(sign) for sign in sorted(self._codes, key=len, reverse=True))
        self._signed = re.compile(
            rf"(?<![\w$])(?P<paid>{known})\s?(?P<how>[/:]|per\s)\s?(?P<bought>{known})(?![\w$])",
            re.IGNORECASE,
        )

    def _search(self, text: str) -> tuple[Named[str], ...]:
        """Return the moneys and rates named, those by their signs before all others."""
        if "/" not in text and ":" not in text and " per " not in text:
            return super()._search(text)
        found = []
        for match in self._signed.finditer(text):
            paid, bought = (self._codes[match[name].lower()] for name in ("paid", "bought"))
            stroke = match["how"] in STROKES
            usual = next((c for c in (bought + paid, paid + bought) if c in self._pairs), None)
            coded = stroke and match["paid"] == paid and match["bought"] == bought
            if coded and (usual is None or usual.startswith(paid) or not self._tells(usual)):
                continue
            if usual is not None:
                key = usual if stroke or usual.startswith(bought) else PART
                found.append(Named(key, match.group(), match.start(), match.end()))
        for named in found:
            text = text[: named.start] + "|" * len(named.text) + text[named.end :]
        return tuple(sorted([*found, *super()._search(text)], key=lambda named: named.start))

    def _tells(self, pair: str) -> bool:
        """Whether a rate is never near one, so that it cannot be taken for its reciprocal."""
        lowest: float = self._ranges.get(pair, [0.0])[0]
        return lowest > 1


@lru_cache(maxsize=1)
def institutions() -> Lexicon[str]:
    """Return the lexicon of forecasters; keys are the usual short names."""
    named = ((n, i.name) for i in reference.institutions() for n in i.names)
    return Lexicon(named, proper=True)


@lru_cache(maxsize=1)
def regions() -> Lexicon[str]:
    """Return the lexicon of countries and aggregates; keys are region codes."""
    places = [r for r in reference.regions() if r.kind in ("country", "aggregate")]
    wide = frozenset(r.code for r in places if r.kind == "aggregate")
    named = [(n, r.code) for r in places for n in r.names]
    common = [(n[0].lower() + n[1:], code) for n, code in named if code in wide and _is_common(n)]
    return Places([*named, *common], wide=wide)


def _is_common(name: str) -> bool:
    """Whether a name is of common words, in capitals only where it opens: "Emerging markets"."""
    return " " in name and name.split()[-1].islower()


@lru_cache(maxsize=1)
def currencies() -> Moneys:
    """Return the lexicon of currencies and pairs; keys are "DXY", "EUR", "EURUSD"."""
    monies = [r for r in reference.regions() if r.kind in ("currency", "pair")]
    named = [(n, r.code) for r in monies for n in r.names]
    codes = [r.code for r in monies if r.kind == "pair"]
    pairs = [(code, code) for code in codes]  # "EURUSD", as traders write
    against = [(f"{c[:3]} {word} {c[3:]}", c) for c in codes for word in AGAINST]
    return Moneys([*named, *pairs, *against], pairs=codes)


@lru_cache(maxsize=KEPT)
def places_in(text: str) -> tuple[str, ...]:
    """Return the regions named in a text in reading order, central banks standing for theirs."""
    houses = institutions().find(text)
    banks = central_banks()
    found = [(h.start, banks[h.key]) for h in houses if h.key in banks]
    for name in regions().find(text):
        inside = any(h.start <= name.start and name.end <= h.end for h in houses)
        if not inside:
            found.append((name.start, name.key))
    return tuple(code for _, code in sorted(found))


@lru_cache(maxsize=1)
def indicators() -> Lexicon[Indicator]:
    """Return the lexicon of indicators."""
    return Lexicon((p, i.indicator) for i in reference.indicators() for p in i.phrases)


def speaks_of_rates(text: str) -> bool:
    """Whether a text speaks of central banks or interest rates at all."""
    banks = central_banks()
    return names_move(text) or any(n.key in banks for n in institutions().find(text))


def names_move(text: str) -> bool:
    """Whether a text names the policy rate or a move of it."""
    moves = (Indicator.POLICY_RATE, Indicator.POLICY_RATE_CHANGE)
    return any(n.key in moves for n in indicators().find(text))


@lru_cache(maxsize=1)
def other_figures() -> Lexicon[str]:
    """Return the lexicon of what numbers are about when they are none of our indicators."""
    lists = ("company_figure", "asset_return", "portfolio_weight", "other_figure")
    return Lexicon((word, name) for name in lists for word in cues.words("not_ours", name))


@lru_cache(maxsize=1)
def central_banks() -> dict[str, str]:
    """Return, for every central bank by name, the region it sets rates for."""
    found: dict[str, str] = {}
    for region in reference.regions():
        if region.central_bank:
            found.setdefault(region.central_bank, region.code)
    members = {r.central_bank for r in reference.regions() if r.code == "EA"}
    return {bank: ("EA" if bank in members else code) for bank, code in found.items()}


def rate_area(code: str) -> str:
    """Return the region whose central bank sets the rates of a region: the euro area for Spain."""
    region = reference.region_by_code().get(code)
    return central_banks().get(region.central_bank, code) if region is not None else code
