"""Sentence -> rejections for words of direction that made no call, so that none goes silently."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest.calls.moves import has_number, is_weak
from ingest.calls.polls import is_minority
from ingest.calls.words import Form, Role, currency_words, rate_words
from ingest.prose.tenses import tells_of_now
from ingest.resolving import cues
from warehouse.records import Box, Rejection
from warehouse.vocabulary import Indicator, Reason
from warehouse.vocabulary import Role as BoxRole

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ingest.calls.call import Call
    from ingest.calls.scene import Scene
    from ingest.prose.sentences import Sentence

ASKED = "it is asked, or an example, not said"
_DETAIL = {
    Reason.HISTORY: "a direction that tells of what has been, or of where things stand",
    Reason.AMBIGUOUS: "a direction that is only possible, or hangs on a condition",
    Reason.OTHERS_POSITION: "only a few of those asked say so",
    Reason.NOT_A_FORECAST: "a direction, but nobody says that it is to come",
}


def turned_away(
    scene: Scene, sentence: Sentence, calls: Sequence[Call], *, asked: bool = False
) -> list[Rejection]:
    """Return a rejection for rates and one for currencies, where a sentence makes no call of them.

    Args:
        scene: the sentence, with its banks and currencies.
        sentence: where it stands on the page.
        calls: what it does say.
        asked: whether it asks or gives an example.
    """
    if sentence.is_heading:
        return []
    monies = any(call.indicator is Indicator.FX_RATE for call in calls)
    rates = any(call.indicator is not Indicator.FX_RATE for call in calls)
    found = [] if rates else list(_rate_words(scene))[:1]
    found += [] if monies else list(_currency_words(scene))[:1]
    return [_rejection(scene, sentence, *span, asked=asked) for span in found]


def _rate_words(scene: Scene) -> Iterator[tuple[int, int]]:
    """Yield words such as "cut" beside a central bank, and "rate cuts" by themselves."""
    for name in rate_words().find(scene.text):
        first, last = scene.clause(name.start)
        beside = any(first <= bank.start < last for bank in scene.banks)
        plain = any(word.role is Role.NAMED for word in name.key)
        moves = any(word.role in (Role.BANK, Role.CYCLE, Role.NAMED) for word in name.key)
        if moves and (beside or plain) and not has_number(scene, name.start, name.end):
            yield name.start, name.end


def _currency_words(scene: Scene) -> Iterator[tuple[int, int]]:
    """Yield words such as "weaken" in the clause of a currency."""
    priced = any(m.key == Indicator.FX_RATE for m in scene.marked.indicators)
    for name in () if priced else currency_words().find(scene.text):
        first, last = scene.clause(name.start)
        if all(word.role is Role.LABELLED for word in name.key):
            continue  # "up" and "lower" speak only behind a label
        if any(first <= money.start < last for money in scene.marked.currencies):
            yield name.start, name.end


def _rejection(scene: Scene, sentence: Sentence, start: int, end: int, *, asked: bool) -> Rejection:
    text = scene.text[start:end]
    boxes = tuple(
        Box(sentence.page, *box, BoxRole.VALUE, text) for box in sentence.boxes(start, end)
    )
    reason = Reason.NOT_A_FORECAST
    if asked:
        return Rejection(sentence.page, text, scene.text, boxes, reason, ASKED)
    if is_minority(scene.text, start):
        reason = Reason.OTHERS_POSITION
    elif tells_of_now(scene.text) or _is_done(text):
        reason = Reason.HISTORY
    elif cues.said(scene.text, "wording", "hedges") or is_weak(scene, start, end):
        reason = Reason.AMBIGUOUS
    return Rejection(sentence.page, text, scene.text, boxes, reason, _DETAIL[reason])


def _is_done(text: str) -> bool:
    """Whether a word can only tell of what has been ("weakened")."""
    words = [
        w for named in (rate_words(), currency_words()) for n in named.find(text) for w in n.key
    ]
    return all(word.form is Form.DONE for word in words)
