"""Sentence -> calls on currencies: which one rises, falls or goes nowhere.

"The dollar should weaken against the euro" is a call on EUR/USD, which rises; "a softer greenback",
"upside for the yen", "weigh on sterling" and "bearish on the peso" name one currency.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ingest.calls import moves
from ingest.calls.call import Call
from ingest.calls.causes import caused
from ingest.calls.labels import Label, follows, is_of_else, label_of, links
from ingest.calls.scene import CODE, DOLLAR, THE_US, pair_of
from ingest.calls.words import Form, Role, Word, currency_words, directions
from ingest.candidates import MAY_BE
from ingest.prose.mark import Mark
from ingest.prose.nearness import group
from ingest.resolving import cues
from warehouse.vocabulary import Indicator, Stance

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.calls.scene import Scene

MOST_SUBJECTS = 5
_TO_NAME = re.compile(r"\s+(?:(?:the|a|in|for)\s+)*(?:U\.?S\.?\s+)?", re.IGNORECASE)
_HOLDER = re.compile(
    r"(?:['’]s?)?\s+(?:(?!and\b|or\b|will\b|to\b|is\b)[\w-]+\s+){0,2}", re.IGNORECASE
)
_RESUMED = re.compile(
    r"\b(?:a|an|any|some|further|renewed|more|this|its|the|such)\s+(?:[\w-]+\s+){0,2}$",
    re.IGNORECASE,
)
_OBJECT = re.compile(
    r"\s+(?:its|their|the|a|an)\s+(?!first|second|third|fourth|coming|next|year|dollar|euro|yen|"
    r"pound|end|near|short|medium|long|latter|rest|course|months|remainder|turn|peers|rivals|"
    r"others|neighbours|little|bit|touch|tad|fraction|lot|great deal|good deal)",
    re.IGNORECASE,
)
_TO_LEVEL = re.compile(r"\s+(?:\w+\s+)?(?:to|towards?)\s+(?:around\s+|about\s+|near\s+)?[$¥€£]?")
_POINTS = re.compile(r"\b(?:it|they|the\s+(?:cross|pair|currency|exchange rate))\b", re.IGNORECASE)
_THAN = re.compile(r"\s+than\b", re.IGNORECASE)
_LESS = re.compile(r"\b(?:less|too|not|overly)\s+$", re.IGNORECASE)
_LIMITED = re.compile(
    r"\b(?:limited|little|scant|minimal|less|no|hardly any|not much|capped|restrained|contained)\s+"
    r"(?:(?:further|additional|more|scope for|room for|potential for|near-term)\s+)*$",
    re.IGNORECASE,
)
_ANDED = re.compile(r"(?:\band|\bbut)\s+$", re.IGNORECASE)
_OPENED = re.compile(r"\W*(?:against|versus|relative to)\s+(?:the\s+)?", re.IGNORECASE)
_BEATS = re.compile(r"(?:out|under)perform", re.IGNORECASE)
_US = re.compile(r"\b(?:we|our)\b[^.;]{0,60}$", re.IGNORECASE)


def currency_calls(scene: Scene, *, known: bool, headed: bool = False) -> list[Call]:
    """Return the calls on currencies, in reading order.

    Args:
        scene: the sentence.
        known: whether the sentence before made a call on a currency, which "it" may mean.
        headed: whether a heading or label says which currency the lines under it are about.
    """
    found: list[Call] = []
    if not scene.monies and not known:
        return found
    label = label_of(scene, scene.monies, headed=headed)
    for name in directions(currency_words(), scene.text):
        for word in name.key:
            reading = _Reading(scene, word, name.start, name.end, found, known=known)
            reading.label = label
            call = reading.call()
            if call is not None:
                found.append(call)
                break
    found += caused(scene)
    return sorted(found, key=lambda c: c.start)


class _Reading:
    """One reading of one word of direction."""

    def __init__(
        self,
        scene: Scene,
        word: Word,
        start: int,
        end: int,
        earlier: Sequence[Call],
        *,
        known: bool,
    ) -> None:
        self.scene, self.word, self.start, self.end = scene, word, start, end
        self.earlier, self.known = earlier, known
        self.edge = start
        self.label: Label | None = None

    def call(self) -> Call | None:
        """Return the call that this reading makes, None where it makes none."""
        readers = {
            Role.VERB: self._verb, Role.NAMED: self._noun, Role.ADJECTIVE: self._adjective,
            Role.ACTS_ON: self._acting, Role.VIEW: self._view,
        }  # fmt: skip
        priced = moves.has_price(self.scene, self.start, self.end)
        if priced and not self._leads_to_level():
            return None
        place = (self.start, self.end)
        if self.label is not None and follows(
            self.scene, self.label, self.word, place, self.earlier
        ):
            return self._settled(self.label.marks)
        if self.word.role is Role.LABELLED:
            return None
        marks = readers[self.word.role]()
        if marks is None or (priced and not all(_is_quoted_against(m) for m in marks)):
            return None
        call = self._settled(marks)
        return None if priced and call.subjects != marks else call

    def _leads_to_level(self) -> bool:
        """Whether a verb has the price of a pair behind it.

        Where the pair goes the other way than its currency, both are said: "the yen should
        strengthen to 130 per dollar" is a lower USD/JPY.
        """
        scene = self.scene
        return self.word.role is Role.VERB and any(
            q.unit is None and _TO_LEVEL.fullmatch(scene.text[self.end : q.start])
            for q in scene.marked.quantities
        )

    def _settled(self, marks: tuple[Mark, ...]) -> Call:
        scene, start, stance = self.scene, self.start, self.word.stance
        doubts = [MAY_BE] if moves.is_weak(scene, start, self.end) else []
        no = moves.negation(scene, start)
        later = moves.put_off(scene, self.end)
        if no is not None and stance is not Stance.FLAT:
            start, stance = no, Stance.FLAT
            doubts.append("a denied direction is read as none")
        crossed = self._crossed(marks, stance)
        if crossed is not None:
            marks, stance = crossed
        return Call(
            Indicator.FX_RATE,
            stance,
            start,
            self.end,
            (self.start, self.end),
            marks,
            tuple(doubts),
            later=later,
            edge=self.edge,
        )

    def _verb(self) -> tuple[Mark, ...] | None:
        scene = self.scene
        found = self._subject()
        if found is None or moves.is_apart(scene, found[1]):
            return None
        marks, _, edge = found
        self.edge = edge
        if moves.is_history(scene, edge, self.start) or self._acts():
            return None
        ahead = scene.has_period(self.start)
        come = moves.is_to_come(scene, self.word, edge, self.start, ahead=ahead)
        return marks if come else None

    def _acts(self) -> bool:
        """Whether a verb has something else as its object ("the dollar drops its role")."""
        scene = self.scene
        beaten = _BEATS.match(scene.text, self.start) is not None and any(
            _TO_NAME.fullmatch(scene.text, self.end, m.start) for m in scene.monies
        )
        return not beaten and _OBJECT.match(scene.text, self.end) is not None

    def _subject(self) -> tuple[tuple[Mark, ...], int, int] | None:
        """Return the currencies before a verb, where they begin, and the index behind them."""
        scene = self.scene
        first = scene.clause(self.start)[0]
        before = [m for m in scene.monies if first <= m.start and m.end <= self.start]
        for mark in reversed(before):
            together = self._together(mark)
            if scene.is_chain(mark.end, self.start) and not _is_against(scene, mark):
                return together, together[0].start, mark.end
            if scene.is_chain(mark.end, self.start) and len(before) > 1:
                return (before[-2],), before[-2].start, mark.end
        for call in reversed(self.earlier):
            if scene.is_chain(call.end, self.start) and call.end > first:
                return call.subjects, call.edge, call.edge
        if (elided := scene.elided(scene.monies, self.start)) is not None:
            return (elided[0],), elided[0].start, elided[1]
        for match in _POINTS.finditer(scene.text, 0, self.start):
            if not scene.is_chain(match.end(), self.start):
                continue
            earlier = [
                m for m in scene.monies if m.end <= match.start() and not _is_against(scene, m)
            ]
            if earlier:
                return self._together(earlier[0]), match.start(), match.end()
            if self.known:
                return (), match.start(), match.end()
        return None

    def _noun(self) -> tuple[Mark, ...] | None:
        scene, text = self.scene, self.scene.text
        if moves.is_apart(scene, self.start) or moves.is_thought_of(scene, self.end):
            return None
        if _LIMITED.search(text[: self.start]):
            return None  # "limited upside" says neither up nor flat
        if moves.is_fading(scene, self.end):
            return None
        if (has := self._linked("having")) is not None:
            return has
        if not moves.is_announced(scene, self.start, self.end):
            return None
        behind = _of_currency()
        for mark in scene.monies:
            if mark.start >= self.end and behind.fullmatch(text[self.end : mark.start]):
                return self._together(mark)
            if mark.end <= self.start and _HOLDER.fullmatch(text[mark.end : self.start]):
                return None if moves.is_fading(scene, self.end) else self._together(mark)
        first = scene.clause(self.start)[0]
        named = [m for m in scene.monies if first <= m.start < self.start]
        alone = not named and self.known and not is_of_else(scene, self.end)
        return () if alone and _RESUMED.search(text[: self.start]) else None

    def _linked(self, name: str) -> tuple[Mark, ...] | None:
        """Return the currency that words of a list tie to this one ("should end the year softer").

        Args:
            name: list of words, of which one must stand between.
        """
        scene, start = self.scene, self.start
        first = scene.clause(start)[0]
        for mark in reversed([m for m in scene.monies if first <= m.start and m.end <= start]):
            if not links(scene, mark.end, start, name) or _is_against(scene, mark):
                continue
            lead = scene.text[first : mark.start]
            told = cues.pattern("calls", "announce").search(lead[-moves.LEAD :])
            modal = cues.pattern("calls", "modal").search(scene.text, mark.end, start)
            faces = name == "having" and scene.has_period(start)
            if (told or modal or faces) and not moves.is_apart(scene, mark.start):
                self.edge = mark.end
                return self._together(mark)
        return None

    def _adjective(self) -> tuple[Mark, ...] | None:
        scene, text = self.scene, self.scene.text
        if moves.is_apart(scene, self.start):
            return None
        for mark in scene.monies:
            if mark.start >= self.end and _TO_NAME.fullmatch(text[self.end : mark.start]):
                if moves.is_thought_of(scene, mark.end):
                    return None
                told = moves.is_announced(scene, self.start, mark.end)
                self.end = mark.end if told else self.end
                return self._together(mark) if told else None
        return None if _THAN.match(text, self.end) else self._linked("predicates")

    def _acting(self) -> tuple[Mark, ...] | None:
        """Return what a verb acts on: "weigh on the dollar", "lend the yen support"."""
        scene, text = self.scene, self.scene.text
        mark = next(
            (
                m
                for m in scene.monies
                if m.start >= self.end and _TO_NAME.fullmatch(text[self.end : m.start])
            ),
            None,
        )
        lead = moves.lead_of(scene, self.start)
        if (
            mark is None
            or moves.is_apart(scene, self.start)
            or not cues.pattern("calls", "modal").search(lead[-moves.LEAD :])
        ):
            return None
        if text[self.start : self.end].lower().startswith(("lend", "lent")) and not re.match(
            r"\s+(?:\w+\s+)?support\b", text[mark.end :]
        ):
            return None
        if re.search(r"\b(?:would|have|had)\s+(?:\w+\s+)?$", lead) or self.word.form is Form.DONE:
            return None
        return self._together(mark)

    def _view(self) -> tuple[Mark, ...] | None:
        scene, text = self.scene, self.scene.text
        mark = next(
            (
                m
                for m in scene.monies
                if m.start >= self.end and _TO_NAME.fullmatch(text[self.end : m.start])
            ),
            None,
        )
        lead = moves.lead_of(scene, self.start)
        if mark is None or _LESS.search(lead) or moves.is_apart(scene, self.start):
            return None
        liking = text[self.start : self.end].lower() in cues.words("calls_fx", "liking")
        speaking = (
            _US.search(text[: self.start])
            if liking
            else cues.pattern("calls_fx", "speaking").search(lead) or self._goes_on()
        )
        return self._together(mark) if speaking else None

    def _goes_on(self) -> bool:
        """Whether a view is joined to one before: "neutral on the euro and bearish on the yen"."""
        joined = _ANDED.search(self.scene.text[: self.start])
        if joined is None or not self.earlier:
            return False
        said = self.scene.text[slice(*self.earlier[-1].word)].lower()
        return any(said in cues.words("calls_fx", f"{s.value}_view") for s in Stance)

    def _together(self, mark: Mark) -> tuple[Mark, ...]:
        bare = re.sub(r"\([^()]*\)", lambda m: " " * len(m.group()), self.scene.text)
        together = next((g for g in group(bare, list(self.scene.monies)) if mark in g), [mark])
        together = [m for m in together if m is mark or not _is_against(self.scene, m)]
        return tuple(together) if len(together) <= MOST_SUBJECTS else (mark,)

    def _crossed(
        self, marks: tuple[Mark, ...], stance: Stance
    ) -> tuple[tuple[Mark, ...], Stance] | None:
        """Return the pair of "falls against the euro", and where the pair goes."""
        if len(marks) != 1 or len(marks[0].key) != CODE:
            return None
        scene = self.scene
        ends = (self.end, marks[0].end)
        beats = _BEATS.match(scene.text, self.start) is not None
        for other in scene.monies:
            if len(other.key) != CODE or other.key == marks[0].key:
                continue
            beaten = beats and _TO_NAME.fullmatch(scene.text, self.end, other.start)
            measured = _OPENED.fullmatch(scene.text, 0, other.start) is not None
            if (
                beaten
                or measured
                or any(
                    e <= other.start and _against().fullmatch(scene.text[e : other.start])
                    for e in ends
                )
            ):
                pair = pair_of(marks[0].key, other.key)
                if pair is None:
                    return None
                turned = stance if pair[1] else moves.opposite(stance)
                return (Mark(pair[0], marks[0].start, marks[0].end),), turned
        return None


def _is_against(scene: Scene, mark: Mark) -> bool:
    """Whether a currency is what another is measured against."""
    return (
        re.search(
            r"\b(?:against|versus|vs\.?|relative to)\s+(?:the\s+)?(?:U\.?S\.?\s+)?$",
            scene.text[: mark.start],
            re.IGNORECASE,
        )
        is not None
    )


def _is_quoted_against(mark: Mark) -> bool:
    """Whether a currency rises when the number of its dollar pair falls, as the yen does."""
    pair = pair_of(mark.key, DOLLAR) if len(mark.key) == CODE and mark.key != DOLLAR else None
    return pair is not None and not pair[1]


def _of_currency() -> re.Pattern[str]:
    return cues.framed("calls_fx", "of_currency", before=r"\s+", after=THE_US)


def _against() -> re.Pattern[str]:
    return cues.framed(
        "calls_fx",
        "to_currency",
        before=r"(?:\s+(?:\w+ly|further|more|ground|again|somewhat|value)){0,2}\s+",
        after=THE_US,
    )
