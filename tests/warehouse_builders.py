"""Small extractions for tests of the warehouse: one line a figure, everything else by default."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from warehouse.records import Box, Evidence, Extraction, Forecast, Rejection, Report
from warehouse.store import Warehouse
from warehouse.vocabulary import (
    Indicator,
    Kind,
    Measure,
    Precision,
    Reason,
    Role,
    Stance,
    Status,
    Unit,
)

GOLDEN = Path(__file__).parent / "golden" / "warehouse"
RECORDED = datetime(2026, 6, 1, 12, tzinfo=UTC)


def box(*, page: int = 1, x0: float = 10.0, role: Role = Role.VALUE, text: str = "2.0") -> Box:
    return Box(page, x0, 10.0, x0 + 20.0, 20.0, role, text)


def forecast(institution: str = "HSBC", low: float | None = 2.0, **other: Any) -> Forecast:
    """A growth figure for the United States in 2026; `high` follows `low` unless given."""
    high = other.get("high", low)
    number = low is not None or high is not None
    page, x0 = other.get("page", 1), other.get("x0", 10.0)
    return Forecast(
        institution=institution,
        indicator=Indicator(other.get("indicator", "gdp_growth")),
        region=other.get("region", "US"),
        period=other.get("period", "2026"),
        measure=Measure(other.get("measure", "annual_avg")),
        low=low,
        high=high,
        unit=Unit(other.get("unit", "pct")) if number else None,
        stance=None if number else Stance(other.get("stance", "down")),
        kind=Kind(other.get("kind", "forecast")),
        status=Status(other.get("status", "accepted")),
        confidence=other.get("confidence", 0.9),
        reasons=("a reason",),
        evidence=Evidence(
            page,
            other.get("quote", "the row as printed"),
            (box(page=page, x0=x0), box(page=page, x0=1.0, role=Role.ROW_LABEL, text="US")),
        ),
        reader="table",
    )


def rejection(text: str = "60/40") -> Rejection:
    detail = "a portfolio, not a forecast"
    return Rejection(1, text, "a sentence", (box(x0=50.0),), Reason.PORTFOLIO_WEIGHT, detail)


def report_of(
    original: Path,
    *forecasts: Forecast,
    publisher: str | None = "HSBC",
    published: date | None = date(2026, 1, 5),
    precision: str | None = "day",
    rejections: tuple[Rejection, ...] = (),
) -> Extraction:
    data = original.read_bytes()
    return Extraction(
        report=Report(
            sha256=sha256(data).hexdigest(),
            file_name=original.name,
            size_bytes=len(data),
            page_count=3,
            publisher=publisher,
            title=original.stem,
            published=published,
            published_precision=Precision(precision) if precision and published else None,
        ),
        engine="houseviews test",
        seconds=0.1,
        forecasts=forecasts,
        rejections=rejections,
    )


def keep(
    warehouse: Warehouse,
    folder: Path,
    name: str,
    *forecasts: Forecast,
    recorded_at: datetime = RECORDED,
    **masthead: Any,
) -> str:
    """Store one report called `name`; the same name is the same bytes. Returns its SHA-256."""
    original = folder / f"{name}.pdf"
    original.write_bytes(b"%PDF-1.7 " + name.encode())
    extraction = report_of(original, *forecasts, **masthead)
    warehouse.store(extraction, original=original, recorded_at=recorded_at)
    return extraction.report.sha256


def store_golden_reports(warehouse: Warehouse, folder: Path) -> None:
    """Store `golden/warehouse/reports.csv`, one report for each distinct name and moment."""
    grouped: dict[tuple[str, str], list[dict[str, str]]] = {}
    with (GOLDEN / "reports.csv").open(newline="", encoding="utf-8") as handle:
        for row in csv.DictReader(handle):
            grouped.setdefault((row["report"], row["recorded_at"]), []).append(row)
    for (name, moment), rows in grouped.items():
        head = rows[0]
        keep(
            warehouse,
            folder,
            name,
            *(_golden_forecast(row, x0=10.0 + 30.0 * n) for n, row in enumerate(rows)),
            recorded_at=datetime.fromisoformat(moment).replace(tzinfo=UTC),
            publisher=head["publisher"] or None,
            published=date.fromisoformat(head["published"]) if head["published"] else None,
            precision=head["precision"] or None,
        )


def _golden_forecast(row: dict[str, str], *, x0: float) -> Forecast:
    numbers = {name: float(row[name]) if row[name] else None for name in ("low", "high")}
    words = {
        name: row[name]
        for name in ("region", "period", "measure", "unit", "stance", "kind", "status")
        if row[name]
    }
    return forecast(row["institution"], **numbers, **words, page=int(row["page"]), x0=x0)
