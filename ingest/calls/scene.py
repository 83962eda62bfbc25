"""Marked sentence -> `Scene`: its clauses, and everyone whose rates or currency may be meant."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from ingest.prose.mark import Mark
from ingest.resolving import cues, lexicon
from warehouse.periods import LONGER_RUN
from warehouse.reference import region_by_code

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.prose.marks import Marked

DEVELOPED, WORLD = "DM", "WORLD"
DOLLAR = "DXY"
LONGEST = 60  # months ahead that a call may look
GROUP_WITHIN = 24  # characters between "Asian" and the "currencies" that it speaks of
OPENS = 12  # characters before the subject that opens a sentence
CODE = 3  # letters of one currency; a longer code is a pair
THE_US = r"\s+(?:the\s+)?(?:U\.?S\.?\s+)?"  # before the name of a currency
_WITH = (", with", "; with")
_COMPARES = re.compile(  # "as early as May" begins no clause
    r"as\s+(?:early|late|soon|little|far|long|much|many|well|of|from|at)\b|"
    r"(?<=\bearly\s)as\b|(?<=\blate\s)as\b|(?<=\bsoon\s)as\b|(?<=\bwell\s)as\b|(?<=\bmuch\s)as\b",
    re.IGNORECASE,
)
_EUROPE = frozenset({"EU", "EA"})  # whose currencies are labelled by the main one

_OWN_BANK = re.compile(r"['’]s\s+central bank\b|\scentral bank\b(?!['’]?s\b)")
_AND = re.compile(r"\b(?:and|but)\b", re.IGNORECASE)
_THE_BANK = re.compile(r"\b(?:the|its)\s+central\s+bank\b", re.IGNORECASE)
_ASIDE = re.compile(
    r"\([^()]*\)|,\s+(?:too|however|therefore|in turn|for its part|once more|"
    r"in our (?:view|opinion)|we (?:think|believe|expect|suspect)|however small|"
    r"by contrast|as a result),"
)


_SAID_ASIDE = re.compile(r",\s+(?:we|in\s+our)\s+(?:think|believe|expect|suspect|view|opinion),")


@dataclass(frozen=True)
class Scene:
    """A sentence, its clauses, and everyone whose rates or currency may be meant.

    Attributes:
        marked: the sentence and what stands in it.
    """

    marked: Marked

    @property
    def text(self) -> str:
        """The sentence."""
        return self.marked.text

    @cached_property
    def banks(self) -> tuple[Mark, ...]:
        """Central banks by name ("the Fed") or by kind ("central banks"), as regions."""
        known = lexicon.central_banks()
        named = [
            Mark(known[n.key], n.start, n.end)
            for n in lexicon.institutions().find(self.text)
            if n.key in known
        ]
        found = [*named, *self._kinds_of_bank(named), *self._rates_of_banks()]
        return tuple(sorted(found, key=lambda m: m.start))

    def _rates_of_banks(self) -> list[Mark]:
        """Return rates that only one central bank sets: "Bank Rate"."""
        return [
            Mark(code, match.start(), match.end())
            for words, code in cues.table("calls", "own_rates").items()
            if words in self.text
            for match in re.finditer(rf"\b{words}\b", self.text)
        ]

    def _kinds_of_bank(self, named: list[Mark]) -> list[Mark]:
        """Return "central banks": those of the region named beside them, else the rich world's."""
        found = []
        if cues.may_stand(self.text, "calls", "generic_banks"):
            wide = WORLD if cues.said(self.text, "calls", "worldwide") else DEVELOPED
            for match in cues.pattern("calls", "generic_banks").finditer(self.text):
                if any(m.start < match.end() and match.start() < m.end for m in named):
                    continue
                beside = [m for m in self.places_named if _beside(self.text, m, match)]
                end = max([match.end(), *(m.end for m in beside[:1])])  # "central banks in Asia"
                found.append(Mark(beside[0].key if beside else wide, match.start(), end))
        if len({m.key for m in self.places_named}) == 1 and not named:
            country = self.places_named[0].key
            found += [Mark(country, *m.span()) for m in _THE_BANK.finditer(self.text)]
        for match in _OWN_BANK.finditer(self.text) if "central bank" in self.text else ():
            owner = [m for m in self.places_named if m.end == match.start()]
            found += [Mark(m.key, m.start, match.end()) for m in owner]
        return found

    @cached_property
    def places_named(self) -> tuple[Mark, ...]:
        """Countries and aggregates, without those inside a bank's name."""
        named = [m for m in self.marked.regions if m.key and not self._is_aside(m.start)]
        for words, code in cues.table("calls", "aggregates").items():
            for match in re.finditer(rf"\b{words}\b", self.text):
                if not any(m.start < match.end() and match.start() < m.end for m in named):
                    named.append(Mark(code, match.start(), match.end()))
        return tuple(sorted(named, key=lambda m: m.start))

    def _is_aside(self, place: int) -> bool:
        return any(
            a.start() < place < a.end() - 1 for a in re.finditer(r"\([^()]{13,}\)", self.text)
        )

    @cached_property
    def places(self) -> tuple[Mark, ...]:
        """Everyone who may have a policy rate: banks first, then regions outside their names."""
        bare = [
            m
            for m in self.places_named
            if not any(b.start <= m.start and m.end <= b.end for b in self.banks)
        ]
        return tuple(sorted([*self.banks, *bare], key=lambda m: m.start))

    @cached_property
    def monies(self) -> tuple[Mark, ...]:
        """Currencies, pairs and groups of currencies ("Asian currencies")."""
        single = [m for m in self.marked.currencies if not self._is_bound(m)]
        return tuple(sorted([*single, *self._groups()], key=lambda m: m.start))

    def _groups(self) -> list[Mark]:
        found = []
        for match in cues.pattern("calls_fx", "groups").finditer(self.text):
            near = [
                m
                for m in self.places_named
                if 0 <= match.start() - m.end <= GROUP_WITHIN
                and re.fullmatch(
                    r"(?:['’]s?)?(?:[\s-]+[\w-]+){0,2}[\s-]+", self.text[m.end : match.start()]
                )
            ]
            for mark in near[-1:]:
                key = "EUR" if mark.key in _EUROPE else _own_money(mark.key)
                found.append(Mark(key, mark.start, match.end()))
        return found

    def _is_bound(self, mark: Mark) -> bool:
        """Whether something else than the price of a currency is meant ("dollar debt")."""
        behind = re.match(r"[\s-]+([\w-]+)", self.text[mark.end :])
        word = behind[1].lower() if behind else ""
        return word.split("-")[0] in _bound() or word in _bound()

    @cached_property
    def borders(self) -> tuple[int, ...]:
        """Indexes at which a new clause begins."""
        found = cues.pattern("calls", "borders").finditer(self.text)
        asides = [m.span() for m in _SAID_ASIDE.finditer(self.text)]
        return tuple(
            m.end()
            for m in found
            if not _COMPARES.match(self.text, m.start())
            and not any(start <= m.start() < end for start, end in asides)
        )

    @cached_property
    def bare(self) -> str:
        """The sentence with periods and asides blanked, so that only its own words are left."""
        text = self.text
        spans = [m.span() for m in _ASIDE.finditer(text)]
        spans += [(h.start, h.end) for h in self.marked.horizons]
        for start, end in spans:
            text = text[:start] + " " * (end - start) + text[end:]
        return text

    def goes_on_with(self, place: int) -> bool:
        """Whether the clause that begins at a place only adds to the one before: ", with a cut"."""
        return self.text[:place].endswith(_WITH)

    def has_period(self, place: int) -> bool:
        """Whether the clause around a place names a time within reach."""
        first, last = self.clause(place)
        months = (
            h.period.months_ahead
            for h in self.marked.horizons
            if h.period and h.period.text != LONGER_RUN and first <= h.start < last
        )
        return any(m is None or m <= LONGEST for m in months)

    def clause(self, place: int) -> tuple[int, int]:
        """Return where the clause around a place begins and ends."""
        before = [b for b in self.borders if b <= place]
        after = [b for b in self.borders if b > place]
        return (before[-1] if before else 0), (after[0] if after else len(self.text))

    def elided(self, named: Sequence[Mark], start: int) -> tuple[Mark, int] | None:
        """Return the one subject that opens a sentence, for a verb joined to its first by "and".

        "The bank has ended its cycle and will stay on hold": the index is that behind "and".
        """
        own = [m for m in named if not self.is_followed(m)]
        if len({m.key for m in own}) != 1 or own[0].start > OPENS:
            return None
        last = max((m.end() for m in _AND.finditer(self.text, 0, start)), default=0)
        joined = last > named[-1].end and self.is_chain(last, start)
        modal = cues.pattern("calls", "modal")
        if not joined:
            return None
        if modal.search(self.text, last, start):
            return own[0], last
        return (own[0], own[0].end) if modal.match(self.text, own[0].end + 1) else None

    def is_followed(self, mark: Mark) -> bool:
        """Whether a bank is only what another is measured by ("will follow the ECB and cut")."""
        lead = cues.framed("calls", "led_by", after=r"\s+(?:the\s+)?$")
        return lead.search(self.text[: mark.start]) is not None

    def is_chain(self, start: int, end: int) -> bool:
        """Whether only helping words stand between a subject and its verb."""
        words = re.findall(r"[^\W\d_]+", self.bare[start:end].lower())
        return not re.search(r"[;:.]", self.bare[start:end]) and all(
            w in _chain() or (w.endswith("ly") and len(w) > 3) for w in words
        )


def _own_money(code: str) -> str:
    """Return the currency of a country ("China's currency"), an aggregate as it is."""
    region = region_by_code().get(code)
    money = region.currency if region is not None and region.kind == "country" else ""
    return (DOLLAR if money == "USD" else money) or code


def pair_of(one: str, other: str) -> tuple[str, bool] | None:
    """Return the pair that two currencies form and whether the first is the one it quotes."""
    names = ["USD" if key == DOLLAR else key for key in (one, other)]
    codes = region_by_code()
    if "".join(names) in codes:
        return "".join(names), True
    turned = "".join(reversed(names))
    return (turned, False) if turned in codes else None


def _beside(text: str, mark: Mark, match: re.Match[str]) -> bool:
    before = re.fullmatch(r"(?:['’]s?)?[\s-]+(?:market\s+)?", text[mark.end : match.start()])
    behind = re.fullmatch(
        r"\s+(?:in|of|across|around)\s+(?:the\s+)?", text[match.end() : mark.start]
    )
    return (mark.end <= match.start() and before is not None) or (
        mark.start >= match.end() and behind is not None
    )


@lru_cache(maxsize=1)
def _chain() -> frozenset[str]:
    return frozenset(cues.words("calls", "chain"))


@lru_cache(maxsize=1)
def _bound() -> frozenset[str]:
    return frozenset(cues.words("calls_fx", "bound_behind"))
