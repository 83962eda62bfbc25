"""Forecast or stance -> one flat row for JSON lines and CSV, in the words of the label schema."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from warehouse.spreadsheets import as_plain_cell

if TYPE_CHECKING:
    from warehouse.records import AllocationStance, Extraction, Forecast

COLUMNS = (
    "doc", "page", "institution", "indicator", "region", "period", "measure", "low", "high",
    "unit", "stance", "kind", "status", "confidence", "reasons", "quote", "boxes",
    "original_place",
)  # fmt: skip
STANCE_COLUMNS = (
    "doc", "page", "institution", "asset", "asset_words", "region", "tilt", "change", "horizon",
    "status", "confidence", "reasons", "quote", "boxes", "original_place",
)  # fmt: skip


def as_row(forecast: Forecast, *, doc: str) -> dict[str, Any]:
    """Return one row with the keys of `COLUMNS`.

    Args:
        forecast: the record.
        doc: the report's name without its ending, as in the label files.
    """
    evidence = forecast.evidence
    values: tuple[Any, ...] = (
        doc, evidence.page, forecast.institution, str(forecast.indicator), forecast.region,
        forecast.period, str(forecast.measure), forecast.low, forecast.high,
        None if forecast.unit is None else str(forecast.unit),
        None if forecast.stance is None else str(forecast.stance),
        str(forecast.kind), str(forecast.status), round(forecast.confidence, 3),
        list(forecast.reasons), evidence.quote, [box.as_list() for box in evidence.boxes],
        evidence.original_place,
    )  # fmt: skip
    return dict(zip(COLUMNS, values, strict=True))


def as_stance_row(stance: AllocationStance, *, doc: str) -> dict[str, Any]:
    """Return one row with the keys of `STANCE_COLUMNS`.

    Args:
        stance: the record.
        doc: the report's name without its ending.
    """
    evidence = stance.evidence
    values: tuple[Any, ...] = (
        doc, evidence.page, stance.institution, stance.asset, stance.asset_words, stance.region,
        str(stance.tilt), None if stance.change is None else str(stance.change), stance.horizon,
        str(stance.status), round(stance.confidence, 3), list(stance.reasons), evidence.quote,
        [box.as_list() for box in evidence.boxes], evidence.original_place,
    )  # fmt: skip
    return dict(zip(STANCE_COLUMNS, values, strict=True))


def _rows(extraction: Extraction, doc: str, *, stances: bool) -> list[dict[str, Any]]:
    if stances:
        return [as_stance_row(stance, doc=doc) for stance in extraction.stances]
    return [as_row(forecast, doc=doc) for forecast in extraction.forecasts]


def as_jsonl(extraction: Extraction, *, doc: str, stances: bool = False) -> str:
    """Return one JSON object a line, in reading order.

    Args:
        extraction: what was read.
        doc: the report's name without its ending.
        stances: the leanings on assets instead of the forecasts.
    """
    rows = _rows(extraction, doc, stances=stances)
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def as_csv(extractions: Iterable[tuple[str, Extraction]], *, stances: bool = False) -> str:
    """Return a header and one line a row; text that a spreadsheet would run is quoted.

    Args:
        extractions: each with its report's name without the ending.
        stances: the leanings on assets instead of the forecasts.
    """
    sheet = io.StringIO()
    columns = STANCE_COLUMNS if stances else COLUMNS
    writer = csv.DictWriter(sheet, columns, lineterminator="\n")
    writer.writeheader()
    for doc, extraction in extractions:
        for row in _rows(extraction, doc, stances=stances):
            row["reasons"] = "; ".join(row["reasons"])
            row["boxes"] = json.dumps(row["boxes"])
            writer.writerow({key: safe_cell(value) for key, value in row.items()})
    return sheet.getvalue()


def safe_cell(value: object) -> object:
    """Put an apostrophe before text that a spreadsheet would take for a formula."""
    return as_plain_cell(value) if isinstance(value, str) else value
