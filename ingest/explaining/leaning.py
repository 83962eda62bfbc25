"""Stances and words that only looked like one -> what `explain` shows of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest.explaining.parts import Bound, Explained, Outcome
from warehouse.vocabulary import Role, Status

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.geometry import BBox
    from warehouse.records import AllocationStance, Box, Extraction, Rejection

MEANINGS = {
    Role.ROW_LABEL: "asset",
    Role.COLUMN_HEADER: "column",
    Role.CONTEXT: "house",
    Role.UNIT: "unit",
}
READER = "stance"


def explain_stances(
    extraction: Extraction, *, page: int, known: Sequence[Rejection], first: int
) -> list[Explained]:
    """Return what became of the words of leaning on a page: stances, then what was passed over.

    Args:
        extraction: the whole report.
        page: 1-based.
        known: rejections that are explained as candidates already.
        first: number of the first one.
    """
    seen = {id(one) for one in known}
    passed = [r for r in extraction.rejections if r.page == page and id(r) not in seen]
    stances = [s for s in extraction.stances if s.evidence.page == page]
    found = [_stance(n, one) for n, one in enumerate(stances, start=first)]
    return found + [_passed(n, one) for n, one in enumerate(passed, start=first + len(found))]


def _stance(number: int, one: AllocationStance) -> Explained:
    evidence = one.evidence
    outcome = Outcome.ACCEPTED if one.status is Status.ACCEPTED else Outcome.REVIEW
    bound = tuple(
        Bound(
            (MEANINGS[box.role],),
            one.reader,
            box.text,
            (_bbox(box),),
            is_used=True,
            gave=_gave(one, box.role),
        )
        for box in evidence.boxes
        if box.role in MEANINGS and box.page == evidence.page
    )
    return Explained(
        number, READER, evidence.boxes[0].text, evidence.quote, _values(evidence.boxes), bound,
        outcome, (one,), "", one.reasons,
    )  # fmt: skip


def _gave(one: AllocationStance, role: Role) -> tuple[str, ...]:
    given = {Role.ROW_LABEL: one.asset, Role.CONTEXT: one.institution, Role.COLUMN_HEADER: one.tilt}
    return (f"{MEANINGS[role]} {given[role]}",) if given.get(role) else ()


def _passed(number: int, one: Rejection) -> Explained:
    return Explained(
        number, READER, one.text, one.quote, _values(one.boxes), (), Outcome.PASSED_OVER, (),
        str(one.reason), (one.detail,),
    )  # fmt: skip


def _values(boxes: Sequence[Box]) -> tuple[BBox, ...]:
    return tuple(_bbox(box) for box in boxes if box.role is Role.VALUE)


def _bbox(box: Box) -> BBox:
    return (box.x0, box.top, box.x1, box.bottom)
