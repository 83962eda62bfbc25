"""Forecast -> one flat row for JSON lines and CSV, in the words of the label schema."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from warehouse.spreadsheets import as_plain_cell

if TYPE_CHECKING:
    from warehouse.records import Extraction, Forecast

COLUMNS = (
    "doc", "page", "institution", "indicator", "region", "period", "measure", "low", "high",
    "unit", "stance", "kind", "status", "confidence", "reasons", "quote", "boxes",
    "original_place",
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


def as_jsonl(extraction: Extraction, *, doc: str) -> str:
    """Return one JSON object a line, in reading order."""
    rows = (as_row(forecast, doc=doc) for forecast in extraction.forecasts)
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def as_csv(extractions: Iterable[tuple[str, Extraction]]) -> str:
    """Return a header and one line per forecast; text that a spreadsheet would run is quoted."""
    sheet = io.StringIO()
    writer = csv.DictWriter(sheet, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for doc, extraction in extractions:
        for forecast in extraction.forecasts:
            row = as_row(forecast, doc=doc)
            row["reasons"] = "; ".join(row["reasons"])
            row["boxes"] = json.dumps(row["boxes"])
            writer.writerow({key: safe_cell(value) for key, value in row.items()})
    return sheet.getvalue()


def safe_cell(value: object) -> object:
    """Put an apostrophe before text that a spreadsheet would take for a formula."""
    return as_plain_cell(value) if isinstance(value, str) else value
