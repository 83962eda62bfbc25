"""Report and page -> `Explanation`: the tool that anyone mending the reader lives in.

The report is read as a whole, exactly as `extract` reads it, and followed on the way; so what is
shown is what would be stored, not what a second look would say.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.candidates import Candidate, Meaning
from ingest.explaining.given import what_it_gave
from ingest.explaining.leaning import explain_stances
from ingest.explaining.parts import Bound, Explained, Outcome
from ingest.extraction import extract
from ingest.preflight import Limits
from ingest.sandbox import held_to
from warehouse.records import Rejection
from warehouse.vocabulary import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date
    from pathlib import Path

    from ingest.candidates import Phrase
    from ingest.geometry import BBox
    from warehouse.records import Extraction, Forecast, Report

    Found = tuple[Candidate | Rejection, list[Forecast] | Rejection]


@dataclass(frozen=True, slots=True)
class Explanation:
    """One page of a report.

    Attributes:
        report: the document.
        page: 1-based.
        candidates: in the order of the readers: tables first, then prose from the top, then
            leanings on assets.
        rendition: the PDF that was read where the original is none, else None.
    """

    report: Report
    page: int
    candidates: tuple[Explained, ...]
    rendition: bytes | None = None

    def count(self, outcome: Outcome) -> int:
        """Return how many candidates ended so."""
        return sum(one.outcome is outcome for one in self.candidates)


def explain(
    source: Path,
    *,
    pages: Sequence[int] | None = None,
    publisher: str | None = None,
    published: date | None = None,
    limits: Limits | None = None,
) -> list[Explanation]:
    """Explain pages of one report.

    Args:
        source: the file.
        pages: 1-based; by default every page with a candidate.
        publisher: the house, over what the document says.
        published: the date, over what the document says.
        limits: most bytes and pages.

    Raises:
        IngestError: the file can't be read.
        IndexError: the report has no such page; the sentence says how many it has.
    """
    found: list[Found] = []
    limits = limits or Limits()
    with held_to(limits, name=source.name) as recognising:
        extraction = extract(
            source,
            publisher=publisher,
            published=published,
            limits=limits,
            trace=lambda one, result: found.append((one, result)),
            recognising=recognising,
        )
    told = {one.page for one, _ in found} | {s.evidence.page for s in extraction.stances}
    told |= {one.page for one in extraction.rejections}
    wanted = sorted(told) if pages is None else list(pages)
    count = extraction.report.page_count
    for page in wanted:
        if not 1 <= page <= count:
            last = "1 page" if count == 1 else f"{count} pages"
            raise IndexError(f"{source.name} has {last}; there is no page {page}.")
    return [_page(extraction, page, found) for page in wanted]


def _page(extraction: Extraction, page: int, found: Iterable[Found]) -> Explanation:
    stored = [row for row in extraction.forecasts if row.evidence.page == page]
    here = [(one, result) for one, result in found if one.page == page]
    explained = [
        _explained(number, one, result, stored, published=extraction.report.published)
        for number, (one, result) in enumerate(here, start=1)
    ]
    known = [result for _, result in here if isinstance(result, Rejection)]
    explained += explain_stances(extraction, page=page, known=known, first=len(explained) + 1)
    return Explanation(extraction.report, page, tuple(explained), extraction.rendition)


def _explained(
    number: int,
    one: Candidate | Rejection,
    result: list[Forecast] | Rejection,
    stored: Sequence[Forecast],
    *,
    published: date | None,
) -> Explained:
    if isinstance(result, Rejection):
        return Explained(
            number, one.reader if isinstance(one, Candidate) else "", result.text, result.quote,
            _value_boxes(one), _bound(one, (), None), Outcome.PASSED_OVER, (),
            str(result.reason), (result.detail,),
        )  # fmt: skip
    rows = tuple(last for row in result if (last := _as_stored(row, stored)) is not None)
    outcome, why = _ended(rows, result, stored)
    evidence = result[0].evidence
    return Explained(
        number, result[0].reader, evidence.boxes[0].text, evidence.quote, _value_boxes(one),
        _bound(one, result, published), outcome, rows, "", why,
    )  # fmt: skip


def _ended(
    rows: Sequence[Forecast], first: Sequence[Forecast], stored: Sequence[Forecast]
) -> tuple[Outcome, tuple[str, ...]]:
    if not rows:
        return Outcome.REPEAT, (_kept_elsewhere(first[0], stored),)
    accepted = all(row.status is Status.ACCEPTED for row in rows)
    why = tuple(dict.fromkeys(sentence for row in rows for sentence in row.reasons))
    return (Outcome.ACCEPTED if accepted else Outcome.REVIEW), why


def _as_stored(row: Forecast, stored: Sequence[Forecast]) -> Forecast | None:
    """Return the row that this one became after the page and the report were judged as a whole."""
    place = row.evidence.boxes[0]
    for last in stored:
        same_place = last.evidence.boxes[0] == place
        if same_place and _claim(last) == _claim(row):
            return last
    return None


def _claim(row: Forecast) -> tuple[object, ...]:
    """Return what no later judgement changes; the measure may be filled in from a table."""
    return row.institution, row.indicator, row.region, row.period, row.low, row.high, row.stance


def _kept_elsewhere(row: Forecast, stored: Sequence[Forecast]) -> str:
    for last in stored:
        if _claim(last) == _claim(row):
            return f"said again; kept from “{last.evidence.quote[:80]}”"
    return "said again elsewhere on the page"


def _value_boxes(one: Candidate | Rejection) -> tuple[BBox, ...]:
    if isinstance(one, Candidate):
        return tuple(one.value.boxes)
    return tuple((box.x0, box.top, box.x1, box.bottom) for box in one.boxes[:1])


def _bound(
    one: Candidate | Rejection, rows: Sequence[Forecast], published: date | None
) -> tuple[Bound, ...]:
    if isinstance(one, Rejection):
        return ()
    used = {(box.page, box.x0, box.top) for row in rows for box in row.evidence.boxes}
    meanings: dict[Phrase, list[Meaning]] = {}
    for meaning, phrases in one.phrases.items():
        for phrase in dict.fromkeys(phrases):
            meanings.setdefault(phrase, []).append(meaning)
    found = []
    for phrase, asked in meanings.items():
        is_used = any((phrase.page, box[0], box[1]) in used for box in phrase.boxes)
        gave = what_it_gave(phrase, asked, rows, published=published) if is_used else ()
        boxes = tuple(phrase.boxes) if phrase.page == one.page else ()
        names = tuple(str(meaning) for meaning in asked)
        found.append(Bound(names, str(phrase.origin), phrase.text, boxes, is_used, gave))
    return tuple(found)
