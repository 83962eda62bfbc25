"""Sentence -> calls on currencies that something else moves: "keep the dollar supported"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest.calls import moves
from ingest.calls.call import Call
from ingest.calls.scene import THE_US
from ingest.candidates import MAY_BE
from ingest.resolving import cues
from warehouse.vocabulary import Indicator, Stance

if TYPE_CHECKING:
    from ingest.calls.scene import Scene


def caused(scene: Scene) -> list[Call]:
    """Return the calls of "keep the dollar supported" and "push EUR/USD lower"."""
    found = []
    for mark in scene.monies:
        lead = cues.framed("calls_fx", "causes", after=THE_US + "$").search(
            scene.text[: mark.start]
        )
        if lead is None or moves.is_apart(scene, lead.start()):
            continue
        if not cues.pattern("calls", "modal").search(
            moves.lead_of(scene, lead.start())[-moves.LEAD :]
        ):
            continue
        for stance in Stance:
            put = cues.framed("calls_fx", f"{stance.value}_state", before=r"\s+(?:\w+ly\s+)?")
            state = put.match(scene.text, mark.end)
            if state and not moves.has_price(scene, mark.end, state.end()):
                end = state.end()
                weak = moves.is_weak(scene, lead.start(), end)
                doubts = (MAY_BE,) if weak else ()
                place, word = (lead.start(), end), (mark.end, end)
                found.append(Call(Indicator.FX_RATE, stance, *place, word, (mark,), doubts))
                break
    return found
