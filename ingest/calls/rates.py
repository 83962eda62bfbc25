"""Sentence -> calls on policy rates: which central bank moves which way."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from ingest.calls import moves
from ingest.calls.bank_subjects import BankFinder, Found
from ingest.calls.call import Call
from ingest.calls.gapped import gapped, one_more
from ingest.calls.labels import Label, follows, label_of
from ingest.calls.next_moves import next_moves
from ingest.calls.words import Form, Role, Word, directions, rate_words
from ingest.candidates import MAY_BE
from ingest.resolving import cues
from warehouse.vocabulary import Indicator, Stance

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.calls.scene import Scene

_WITH_FIRST = re.compile(
    r"\bwith\s+(?:its|the|their)\s+(?:first|next)\s+(?:rate\s+)?(?:cut|hike)", re.I
)
_WAITS = re.compile(  # "waits until March with its ": the cut comes then
    r"\b(?:waits?|holds? off|delays?)\b[^.;]*\bwith\s+(?:its|the|their|a|any)\s+$", re.IGNORECASE
)
_OWN = re.compile(  # "cut its emissions", not "pause its easing cycle"
    r"\s+(?:its|their)\s+(?!(?:[\w-]+\s+){0,2}?(?:cycle|campaign|easing|tightening|hiking|cutting)\b)",
    re.IGNORECASE,
)
DENIED = "a denied pause is no clear direction"


def rate_calls(scene: Scene, *, known: bool, headed: bool = False) -> list[Call]:
    """Return the calls on policy rates, in reading order.

    Args:
        scene: the sentence.
        known: whether the text before was about a central bank, which a sentence that names none
            may mean.
        headed: whether a heading or label says whose rates the lines under it are about.
    """
    found: list[Call] = []
    label = label_of(scene, scene.banks, headed=headed)
    for name in directions(rate_words(), scene.text):
        for word in sorted(name.key, key=_nouns_first):
            reading = _Reading(scene, word, name.start, name.end, label)
            call = reading.call(found, known=known)
            if call is not None:
                found.append(call)
                break
    words = {c.word for c in found}
    found += [c for c in next_moves(scene, known=known) if c.word not in words]
    found += one_more(scene, found)
    return [*found, *gapped(scene, found)]


def _nouns_first(word: Word) -> bool:
    """Order the readings of "cuts": after "expect" it is a noun, else the verb comes through."""
    return word.form is not Form.NOUN


class _Reading:
    """One reading of one word of direction."""

    def __init__(self, scene: Scene, word: Word, start: int, end: int, label: Label | None) -> None:
        self.scene, self.word, self.start, self.end = scene, word, start, end
        self.label = label
        self.plain = word.role in (Role.NAMED, Role.OBJECT, Role.RATES)

    def call(self, earlier: Sequence[Call], *, known: bool) -> Call | None:
        """Return the call that this reading makes, None where it makes none."""
        scene = self.scene
        if not self._has_object() or self._is_other():
            return None
        numbered = moves.has_price if self.word.peak else moves.has_number
        if numbered(scene, self.start, self.end):
            return None
        if _WITH_FIRST.search(scene.text, self.end, scene.clause(self.start)[1]):
            return None  # "waits until March with its first cut": the cut is the call
        place = (self.start, self.end)
        if self.label is not None and follows(scene, self.label, self.word, place, earlier):
            return self._settled(Found(self.label.marks, self.label.end))
        if self.word.role is Role.LABELLED:
            return None
        finder = BankFinder(scene, self.word, place, earlier, plain=self.plain)
        finder.known = known
        found = finder.of_noun() if self.word.form is Form.NOUN else finder.of_verb()
        if found is None or not self._comes(found):
            return None
        return self._settled(found)

    def _comes(self, found: Found) -> bool:
        """Whether the sentence claims that the move is to come."""
        scene = self.scene
        waits = self.word.form is Form.NOUN and _WAITS.search(scene.text[: self.start])
        if waits:
            return True
        named = found.marks[0].start if found.marks else found.edge
        if moves.is_apart(scene, min(named, self.start) if named < self.start else found.edge):
            return False
        if self.word.form is Form.NOUN:
            told = moves.is_announced(scene, self.start, self.end) or self._is_added()
            told = told or moves.is_over(scene, self.end)
            return told and not moves.is_apart(scene, self.start)
        if moves.stopped(scene, self.start, self.end) is not None:
            return True
        if moves.is_history(scene, found.edge, self.start):
            return False
        ahead = scene.has_period(self.start)
        return moves.is_to_come(scene, self.word, found.edge, self.start, ahead=ahead)

    def _is_added(self) -> bool:
        """Whether a noun goes on with what was announced: "will ease, with a first cut in May"."""
        scene = self.scene
        first = scene.clause(self.start)[0]
        if not scene.goes_on_with(first) or not scene.has_period(self.start):
            return False
        main = scene.text[:first]
        return any(cues.pattern("calls", name).search(main) for name in ("announce", "modal"))

    def _settled(self, found: Found) -> Call:
        """Return the call with what turns it round taken in."""
        scene, start, end, stance = self.scene, self.start, self.end, self.word.stance
        stop = moves.stopped(scene, start, end)
        no = moves.none_of(scene, start) if self.word.form is Form.NOUN else None
        no = no if no is not None else moves.negation(scene, start)
        later = moves.put_off(scene, end)
        doubts = [MAY_BE] if moves.is_weak(scene, start, end) else []
        if no is not None and stance is Stance.FLAT and stop is None:
            doubts.append(DENIED)
        if stop is not None:
            start, end = stop
        elif later is not None:
            end = later
        if stop is not None or no is not None or later is not None:
            stance = Stance.FLAT
        peak = self.word.peak
        return Call(
            Indicator.POLICY_RATE if peak else Indicator.POLICY_RATE_CHANGE,
            stance, start if no is None else min(start, no), end,
            (self.start, self.end), found.marks, tuple(doubts), peak=peak, edge=found.edge,
        )  # fmt: skip

    def _has_object(self) -> bool:
        """Take in the object of a verb ("lower its policy rate"); say whether it has one."""
        if self.word.role not in (Role.BANK, Role.OBJECT):
            return True
        match = _object().match(self.scene.text, self.end)
        if match is None:
            return self.word.role is Role.BANK
        end = match.end()
        if self.word.stance is Stance.FLAT:
            same = _unchanged().match(self.scene.text, end)
            if same is None and self.word.role is Role.OBJECT:
                return False
            end = same.end() if same else end
        self.end, self.plain = end, True
        return True

    def _is_other(self) -> bool:
        """Whether taxes, jobs or costs are cut, not rates."""
        text = self.scene.text
        if self.word.role is Role.NAMED:
            return False
        if _others_before().search(text[: self.start]) or text[self.end :].startswith("-"):
            return True
        of_its_own = _OWN.match(text, self.end) is not None
        return of_its_own or _others_behind().match(text, self.end) is not None


def _others_before() -> re.Pattern[str]:
    return cues.framed("calls_rates", "others_before", after=r"\s+$")


def _others_behind() -> re.Pattern[str]:
    return cues.framed("calls_rates", "others_behind", before=r"\s+", after=r"(?!\w)")


@lru_cache(maxsize=1)
def _object() -> re.Pattern[str]:
    lead = cues.alternatives(cues.words("calls_rates", "object_words"))
    names = cues.alternatives(cues.words("calls_rates", "objects"))
    return re.compile(rf"(?:\s+{lead})*\s+(?:[\w.]+['’]s?\s+)?(?:{lead}\s+)*{names}", re.IGNORECASE)


def _unchanged() -> re.Pattern[str]:
    return cues.framed("calls_rates", "unchanged", before=r"\s+(?:broadly\s+|largely\s+)?")
