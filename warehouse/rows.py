"""An `Extraction` -> Arrow tables in the shape of the warehouse's tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow as pa

from warehouse.correcting import ASSET_MARK
from warehouse.periods import period_key
from warehouse.vocabulary import Role

if TYPE_CHECKING:
    from collections.abc import Iterable

    from warehouse.records import (
        AllocationStance,
        Box,
        Extraction,
        Forecast,
        Rejection,
        ThemeMention,
    )

_RUN = [("extraction_id", pa.int64()), ("ordinal", pa.int32())]  # where a row stands in its run
_READING = [  # what every claim says of how it was read, and where
    ("status", pa.string()),
    ("confidence", pa.float64()),
    ("reasons", pa.list_(pa.string())),
    ("page", pa.int32()),
    ("place", pa.string()),
    ("quote", pa.string()),
    ("original_place", pa.string()),
    ("reader", pa.string()),
]
FORECAST_SCHEMA = pa.schema(
    [
        *_RUN,
        ("forecast_id", pa.string()),
        ("report_sha256", pa.string()),
        ("institution", pa.string()),
        ("indicator", pa.string()),
        ("region", pa.string()),
        ("period", pa.string()),
        ("measure", pa.string()),
        ("low", pa.float64()),
        ("high", pa.float64()),
        ("unit", pa.string()),
        ("stance", pa.string()),
        ("kind", pa.string()),
        *_READING,
        ("period_key", pa.string()),
    ]
)
BOX_SCHEMA = pa.schema(
    [
        ("extraction_id", pa.int64()),
        ("owner_id", pa.string()),
        ("ordinal", pa.int32()),
        ("page", pa.int32()),
        ("x0", pa.float64()),
        ("top", pa.float64()),
        ("x1", pa.float64()),
        ("bottom", pa.float64()),
        ("role", pa.string()),
        ("text", pa.string()),
    ]
)
REJECTION_SCHEMA = pa.schema(
    [
        *_RUN,
        ("rejection_id", pa.string()),
        ("report_sha256", pa.string()),
        ("page", pa.int32()),
        ("text", pa.string()),
        ("quote", pa.string()),
        ("reason", pa.string()),
        ("detail", pa.string()),
    ]
)
STANCE_SCHEMA = pa.schema(
    [
        *_RUN,
        ("stance_id", pa.string()),
        ("report_sha256", pa.string()),
        ("institution", pa.string()),
        ("asset", pa.string()),
        ("asset_words", pa.string()),
        ("region", pa.string()),
        ("tilt", pa.string()),
        ("change", pa.string()),
        ("horizon", pa.string()),
        *_READING,
    ]
)

THEME_SCHEMA = pa.schema(
    [
        *_RUN,
        ("mention_id", pa.string()),
        ("report_sha256", pa.string()),
        ("institution", pa.string()),
        ("theme", pa.string()),
        ("weight", pa.string()),
        ("words", pa.string()),
        ("mentions", pa.int32()),
        ("page", pa.int32()),
        ("place", pa.string()),
        ("quote", pa.string()),
        ("original_place", pa.string()),
    ]
)
THEME_READING_SCHEMA = pa.schema([("extraction_id", pa.int64())])


def place_key(box: Box) -> str:
    """Return the text that names a place on a page in `forecast.place` and `correction.place`."""
    return f"{box.page}:{box.x0:.1f},{box.top:.1f},{box.x1:.1f},{box.bottom:.1f}"


def _stance_place(stance: AllocationStance) -> str:
    """Return the place of the words of leaning and that of the asset."""
    boxes = stance.evidence.boxes
    named = (box for box in boxes if box.role is Role.ROW_LABEL)
    asset = place_key(next(named, boxes[0])).partition(":")[2]
    return f"{place_key(boxes[0])}{ASSET_MARK}{asset}"


def unique_forecasts(extraction: Extraction) -> dict[str, Forecast]:
    """Return the forecasts by id; the same claim read twice at one place is one."""
    sha256 = extraction.report.sha256
    found: dict[str, Forecast] = {}
    for forecast in extraction.forecasts:
        found.setdefault(forecast.identity(sha256), forecast)
    return found


def extraction_tables(extraction: Extraction, *, extraction_id: int) -> dict[str, pa.Table]:
    """Return the rows of one run by the name of their table.

    Args:
        extraction: what the run read.
        extraction_id: its number.

    Returns:
        "forecast", "evidence_box", "rejection", "allocation_stance" and "theme_mention" in reading
        order, and "theme_reading", which has a row where themes were looked for.
    """
    sha256 = extraction.report.sha256
    forecasts = unique_forecasts(extraction)
    head = {"extraction_id": extraction_id, "report_sha256": sha256}
    boxes = [
        box
        for owner, forecast in forecasts.items()
        for box in _box_rows(extraction_id, owner, forecast.evidence.boxes)
    ]
    for ordinal, rejection in enumerate(extraction.rejections):
        boxes.extend(_box_rows(extraction_id, f"r{ordinal}", rejection.boxes))
    stances = {s.identity(sha256): s for s in extraction.stances}
    for owner, stance in stances.items():
        boxes.extend(_box_rows(extraction_id, owner, stance.evidence.boxes))
    themes = {t.identity(sha256): t for t in extraction.themes or ()}
    for owner, theme in themes.items():
        boxes.extend(_box_rows(extraction_id, owner, theme.evidence.boxes))
    rows = [
        {**head, "ordinal": n, "forecast_id": key, **_forecast_row(forecast)}
        for n, (key, forecast) in enumerate(forecasts.items())
    ]
    rejections = [
        {**head, "ordinal": n, "rejection_id": f"r{n}", **_rejection_row(rejection)}
        for n, rejection in enumerate(extraction.rejections)
    ]
    return {
        "forecast": pa.Table.from_pylist(rows, schema=FORECAST_SCHEMA),
        "evidence_box": pa.Table.from_pylist(boxes, schema=BOX_SCHEMA),
        "rejection": pa.Table.from_pylist(rejections, schema=REJECTION_SCHEMA),
        "allocation_stance": pa.Table.from_pylist(
            [
                {**head, "ordinal": n, "stance_id": key, **_stance_row(stance)}
                for n, (key, stance) in enumerate(stances.items())
            ],
            schema=STANCE_SCHEMA,
        ),
        "theme_mention": pa.Table.from_pylist(
            [
                {**head, "ordinal": n, "mention_id": key, **_theme_row(theme)}
                for n, (key, theme) in enumerate(themes.items())
            ],
            schema=THEME_SCHEMA,
        ),
        "theme_reading": pa.Table.from_pylist(
            [] if extraction.themes is None else [{"extraction_id": extraction_id}],
            schema=THEME_READING_SCHEMA,
        ),
    }


def _forecast_row(forecast: Forecast) -> dict[str, Any]:
    return {
        "institution": forecast.institution,
        "indicator": str(forecast.indicator),
        "region": forecast.region,
        "period": forecast.period,
        "measure": str(forecast.measure),
        "low": forecast.low,
        "high": forecast.high,
        "unit": None if forecast.unit is None else str(forecast.unit),
        "stance": None if forecast.stance is None else str(forecast.stance),
        "kind": str(forecast.kind),
        **_reading(forecast),
        "period_key": period_key(forecast.period, measure=forecast.measure),
    }


def _stance_row(stance: AllocationStance) -> dict[str, Any]:
    return {
        "institution": stance.institution,
        "asset": stance.asset,
        "asset_words": stance.asset_words,
        "region": stance.region,
        "tilt": str(stance.tilt),
        "change": None if stance.change is None else str(stance.change),
        "horizon": stance.horizon,
        **_reading(stance),
        "place": _stance_place(stance),
    }


def _theme_row(theme: ThemeMention) -> dict[str, Any]:
    return {
        "institution": theme.institution,
        "theme": theme.theme,
        "weight": str(theme.weight),
        "words": theme.words,
        "mentions": theme.mentions,
        "page": theme.evidence.page,
        "place": place_key(theme.evidence.boxes[0]),
        "quote": theme.evidence.quote,
        "original_place": theme.evidence.original_place,
    }


def _reading(claim: Forecast | AllocationStance) -> dict[str, Any]:
    """Return what every claim says of how it was read, and where."""
    return {
        "status": str(claim.status),
        "confidence": claim.confidence,
        "reasons": list(claim.reasons),
        "page": claim.evidence.page,
        "place": place_key(claim.evidence.boxes[0]),
        "quote": claim.evidence.quote,
        "original_place": claim.evidence.original_place,
        "reader": claim.reader,
    }


def _rejection_row(rejection: Rejection) -> dict[str, Any]:
    return {
        "page": rejection.page,
        "text": rejection.text,
        "quote": rejection.quote,
        "reason": str(rejection.reason),
        "detail": rejection.detail,
    }


def _box_rows(extraction_id: int, owner: str, boxes: Iterable[Box]) -> list[dict[str, Any]]:
    return [
        {
            "extraction_id": extraction_id,
            "owner_id": owner,
            "ordinal": ordinal,
            "page": box.page,
            "x0": box.x0,
            "top": box.top,
            "x1": box.x1,
            "bottom": box.bottom,
            "role": str(box.role),
            "text": box.text,
        }
        for ordinal, box in enumerate(boxes)
    ]
