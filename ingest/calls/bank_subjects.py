"""Word of direction -> the central banks that it speaks of.

A bank must be tied to the move: by helping words alone ("the Fed is likely to ease"), by its side
("Fed cuts", "cuts from the ECB"), as the owner of the rates ("rates in Canada"), or by an earlier
move of the same sentence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from ingest.calls.words import Form, Role, Word
from ingest.prose.nearness import group
from ingest.resolving import cues

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.calls.call import Call
    from ingest.calls.scene import Scene
    from ingest.prose.mark import Mark

SUBJECT_BEFORE = 80  # characters between a bank and a move that names rates itself
MOST_SUBJECTS = 5
JOINED_WITHIN = 6  # helping words between two moves of one sentence

_OF_WHOM = re.compile(
    r"\s+(?:(?:of|in)\s+(?:policy\s+|interest\s+)?rates\s+)?(?:in|by|from|for|at|across)\s+"
    r"(?:the\s+)?(?:other\s+)?",
    re.IGNORECASE,
)
_IN = re.compile(r"\s+(?:in|of|across|for)\s+(?:the\s+)?", re.IGNORECASE)
_FAR_IN = re.compile(r"\s+(?:[\w-]+\s+){0,2}?(?:in|across|for)\s+(?:the\s+)?", re.IGNORECASE)
_ENDS_IN = re.compile(r"\s(?:in|by|from|at|across)\s+(?:the\s+)?$", re.IGNORECASE)
_HOLDER = re.compile(r"(?:['’]s?)?\s+(?:[\w-]+\s+){0,4}", re.IGNORECASE)
_AFTER_COMMA = re.compile(r",\s+(?:(?:only|then|first)\s+)?$", re.IGNORECASE)
_PRONOUN = re.compile(r"\b(?:it|they)\b", re.IGNORECASE)
_WHERE = re.compile(r"\bwhere\s*$", re.IGNORECASE)
_OURS = re.compile(r"\b(?:we|our)\b", re.IGNORECASE)
_BELONGS = re.compile(
    r"(?:['’]s?)?(?:\s*\([^()]{1,12}\))?"
    r"(?:\s+(?:officials|policymakers|central banks?|authorities|committee))?"
)
_AMONG = re.compile(r"\s+(?:\w+ly\s+)?among them\b")
_INCLUDING = re.compile(
    r",\s+(?:including|notably|such as|led by|particularly)\s+(?:the\s+)?$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Found:
    """Whose rates a move speaks of.

    Attributes:
        marks: the banks or regions; none where the text before must say.
        edge: index from which only helping words lead to the move.
    """

    marks: tuple[Mark, ...]
    edge: int


class BankFinder:
    """Looks for the central banks of one word of direction."""

    known = False  # whether the text before was about a central bank

    def __init__(
        self,
        scene: Scene,
        word: Word,
        place: tuple[int, int],
        earlier: Sequence[Call],
        *,
        plain: bool,
    ) -> None:
        self.scene, self.word, self.earlier, self.plain = scene, word, earlier, plain
        self.start, self.end = place
        self.first, self.last = scene.clause(self.start)

    def of_noun(self) -> Found | None:
        """Return who has the cuts or hikes that a noun names."""
        scene, text = self.scene, self.scene.text
        behind = [m for m in scene.places if self.end <= m.start < self.last and self._is_of(m)]
        if behind:
            return self._found(behind[0], self.start)
        before = self._before()
        if not before and _WHERE.search(text[: self.first]):
            before = [m for m in scene.places if m.end <= self.first][-1:]
        near = before[-1] if before else None
        holds = near is not None and _HOLDER.fullmatch(text[near.end : self.start]) is not None
        if near is not None and (holds or (self.plain and self._is_near(near))):
            return self._found(near, self.start)
        banks = [m for m in before if m in scene.banks]
        if banks and self._is_near(banks[-1]):
            return self._found(banks[-1], self.start)
        if self.earlier and not before and (self.earlier[-1].end > self.first or self.plain):
            return Found(self.earlier[-1].subjects, self.start)
        return self._of_text()

    def _of_text(self) -> Found | None:
        """Return the one region of the sentence, or leave it to the text before."""
        scene = self.scene
        if not scene.places and (self.known or self.plain):
            ours = _OURS.search(scene.text[: self.start])
            return Found((), self.start) if self.known or ours else None
        if self.scene.goes_on_with(self.first):
            main = [m for m in scene.places if m.end <= self.first and not scene.is_followed(m)]
            return self._found(main[0], self.start) if main else None
        spoken = self.plain or scene.banks or _rates_noun().search(scene.text)
        if scene.places and spoken and self._is_one_breath():
            return self._found(scene.places[0], self.start)
        return None

    def _is_one_breath(self) -> bool:
        """Whether everyone whom a sentence names is named in one list."""
        everywhere = {m.key for m in self.scene.places}
        together = self._together(self.scene.places[0])
        return len(everywhere) == 1 or (self.plain and everywhere == {m.key for m in together})

    def of_verb(self) -> Found | None:
        """Return who does what a verb says, or whose rates do it."""
        if self.word.role is Role.RATES:
            return self._of_rates()
        before = self._before()
        for mark in reversed(before):
            edge = self._edge(mark)
            chained = edge <= self.start and self.scene.is_chain(edge, self.start)
            chained = chained and not self.scene.is_followed(mark)
            if chained and (mark in self.scene.banks or self.plain or self._is_actor(mark)):
                return self._found(mark, edge)
        elided = self.scene.elided(self.scene.banks, self.start)
        if elided is not None:
            return self._found(*elided)
        if self.word.form is Form.DOING and _AFTER_COMMA.search(self.scene.text[: self.start]):
            banks = [m for m in before if m in self.scene.banks and not self.scene.is_followed(m)]
            if len({m.key for m in banks}) == 1:
                return self._found(banks[0], self._edge(banks[0]))
        return self._joined() or (self._loosely(before) if self.plain else None)

    def _loosely(self, before: Sequence[Mark]) -> Found | None:
        """Return a bank near a verb that names rates itself, whatever stands between."""
        banks = [m for m in before if m in self.scene.banks]
        if banks and self._is_near(banks[-1]):
            return self._found(banks[-1], banks[-1].end)
        text = self.scene.text
        for mark in self.scene.places:
            if mark.start >= self.end and _OF_WHOM.fullmatch(text[self.end : mark.start]):
                return self._found(mark, self.first)
        return None

    def _of_rates(self) -> Found | None:
        """Return whose rates do it: "UK rates", "rates in Canada", "In Canada, rates"."""
        scene, text = self.scene, self.scene.text
        behind = [
            m
            for m in scene.places
            if m.start >= self.end and _FAR_IN.fullmatch(text[self.end : m.start])
        ]
        noun = self._rates()
        if noun is None or not self._leads(noun):
            joined = self._joined()
            if joined is None or (noun is not None and not behind):
                return None
            return self._found(behind[0], joined.edge) if behind else joined
        name, edge = noun
        inside = [m for m in scene.places if name <= m.start and m.end <= edge]
        if inside:
            return self._found(inside[0], edge)
        before = [m for m in scene.places if self.first <= m.start and m.end <= name]
        for mark in behind[:1] or before[-1:]:
            return self._found(mark, edge)
        if {m.key for m in scene.banks} == {m.key for m in scene.places} and len(scene.banks) == 1:
            return self._found(scene.banks[0], edge)  # "the SNB waits; policy rates stay"
        return Found((), edge) if self.known and not scene.places else None

    def _rates(self) -> tuple[int, int] | None:
        """Return the indexes behind "policy rates" and behind "policy rates in Canada"."""
        scene, text = self.scene, self.scene.text
        nouns = [
            m
            for m in _rates_noun().finditer(text, self.first, self.start)
            if not _others().search(text[: m.start()]) and not self._is_of_else(m)
        ]
        if not nouns:
            return None
        end = nouns[-1].end()
        for mark in scene.places:
            if end <= mark.start < self.start and _IN.fullmatch(text[end : mark.start]):
                return end, self._together(mark)[-1].end
        return end, end

    def _is_of_else(self, noun: re.Match[str]) -> bool:
        """Whether "those in the euro area" stands for something else than rates."""
        those = noun.group().lower() == "those"
        return those and _rates_noun().search(self.scene.text, 0, noun.start()) is None

    def _leads(self, noun: tuple[int, int]) -> bool:
        return self.scene.is_chain(noun[1], self.start)

    def _joined(self) -> Found | None:
        """Return the subject of "it", or of the move before ("hike and then hold")."""
        scene = self.scene
        for call in reversed(self.earlier):
            if scene.is_chain(call.end, self.start) or self._joins_places(call):
                return Found(call.subjects, call.edge)
        for match in _PRONOUN.finditer(scene.text, 0, self.start):
            if not scene.is_chain(match.end(), self.start):
                continue
            before = [m for m in scene.banks if m.end <= match.start()]
            if before:
                return self._found(before[-1], match.end())
            if self.known and not scene.places:
                return Found((), match.end())
        return None

    def _joins_places(self, call: Call) -> bool:
        """Whether only helping words and names stand between two moves of rates."""
        text = self.scene.bare
        for mark in self.scene.places:
            if call.end <= mark.start and mark.end <= self.start:
                text = text[: mark.start] + " " * (mark.end - mark.start) + text[mark.end :]
        words = re.findall(r"[^\W\d_]+", text[call.end : self.start].lower())
        rates = self.word.role is Role.RATES and bool(call.subjects)
        short = rates and "and" in words and len(words) <= JOINED_WITHIN
        return short and all(w in _chain() or w.endswith("ly") for w in words)

    def _is_of(self, mark: Mark) -> bool:
        """Whether a noun is of a place behind it ("cuts in Brazil", "easing over two years in")."""
        if _OF_WHOM.fullmatch(self.scene.text[self.end : mark.start]):
            return True
        lead = _ENDS_IN.search(self.scene.bare[self.end : mark.start])
        return lead is not None and self.scene.is_chain(self.end, mark.start)

    def _is_actor(self, mark: Mark) -> bool:
        """Whether a country stands for its central bank ("emerging markets should ease")."""
        lead = self.scene.text[self.first : mark.start]
        if self.word.peak or (_inside().search(lead) and not _many().search(lead)):
            return False
        return bool(self.scene.banks) or self.known or bool(_rates_noun().search(self.scene.text))

    def _is_near(self, mark: Mark) -> bool:
        return self.start - mark.end <= SUBJECT_BEFORE

    def _before(self) -> list[Mark]:
        places = self.scene.places
        return [m for m in places if self.first <= m.start and m.end <= self.start]

    def _edge(self, mark: Mark) -> int:
        """Return the index behind a bank's name and what belongs to it ("'s committee")."""
        match = _BELONGS.match(self.scene.text, mark.end)
        return match.end() if match else mark.end

    def _found(self, mark: Mark, edge: int) -> Found:
        return Found(self._together(mark), edge)

    def _together(self, mark: Mark) -> tuple[Mark, ...]:
        """Return everyone named in one breath with a mark, and those singled out of it."""
        scene = self.scene
        longest = max((m for m in scene.places if m.start == mark.start), key=lambda m: m.end)
        groups = group(scene.text, list(scene.places))
        together = next((g for g in groups if longest in g), [longest])
        marks = together if len(together) <= MOST_SUBJECTS else [longest]
        return (*marks, *_singled_out(scene, marks[-1].end))


def _singled_out(scene: Scene, end: int) -> list[Mark]:
    """Return those singled out of a group: ", including Brazil", ", Brazil among them"."""
    stop = scene.text.find(";", end)
    last = stop if stop >= 0 else len(scene.text)
    return [
        m
        for m in scene.places
        if end <= m.start < last
        and (_AMONG.match(scene.text, m.end) or _INCLUDING.search(scene.text[: m.start]))
    ]


@lru_cache(maxsize=1)
def _chain() -> frozenset[str]:
    return frozenset(cues.words("calls", "chain"))


@lru_cache(maxsize=1)
def _rates_noun() -> re.Pattern[str]:
    """Policy rates, not "rate cuts" or a "rate differential"; monetary policy as a whole."""
    return re.compile(
        r"\b(?:(?:key|official|benchmark|policy|interest|short-term|bank|cash|repo|deposit|funds)"
        r"\s+)*rates?\b(?!\s+(?:of|cuts?|hikes?|paths?|differentials?|sensitive|market|increases?))|"
        r"\bmonetary\s+policy\b(?!\s+(?:committee|report|decision|easing|tightening|meeting))|"
        r"(?<=while\s)those(?=\s+(?:in|of)\b)|(?<=and\s)those(?=\s+(?:in|of)\b)",
        re.IGNORECASE,
    )


def _others() -> re.Pattern[str]:
    return cues.framed("calls_rates", "others_rates", after=r"[\s-]+$")


def _inside() -> re.Pattern[str]:
    return cues.framed("calls_rates", "inside", after=r"\s+(?:the\s+)?$")


def _many() -> re.Pattern[str]:
    return cues.framed("calls_rates", "many", after=r"\s+(?:the\s+)?$")
