"""`Extraction` <-> JSON bytes, the only thing that crosses from the reading process.

JSON and not pickle: a hostile report that takes over its reading process must not be able to run
code in the process that stores the rows. Every enum and number is checked on the way in.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from warehouse.records import Box, Evidence, Extraction, Forecast, Rejection, Report
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


def to_bytes(extraction: Extraction) -> bytes:
    """Write an extraction as UTF-8 JSON."""
    return json.dumps(asdict(extraction), default=str, ensure_ascii=False).encode()


def from_bytes(data: bytes) -> Extraction:
    """Read what `to_bytes` wrote.

    Raises:
        ValueError: the bytes are not such an extraction.
    """
    try:
        return _extraction(json.loads(data))
    except (KeyError, TypeError) as error:
        raise ValueError(f"the reading process sent something else than rows: {error}") from error


def _extraction(raw: Mapping[str, Any]) -> Extraction:
    return Extraction(
        report=_report(raw["report"]),
        engine=str(raw["engine"]),
        seconds=float(raw["seconds"]),
        forecasts=tuple(_forecast(row) for row in raw["forecasts"]),
        rejections=tuple(_rejection(row) for row in raw["rejections"]),
        unread_pages=tuple(int(page) for page in raw["unread_pages"]),
    )


def _report(raw: Mapping[str, Any]) -> Report:
    precision = raw["published_precision"]
    return Report(
        sha256=str(raw["sha256"]),
        file_name=str(raw["file_name"]),
        size_bytes=int(raw["size_bytes"]),
        page_count=int(raw["page_count"]),
        publisher=None if raw["publisher"] is None else str(raw["publisher"]),
        title=str(raw["title"]),
        published=None if raw["published"] is None else date.fromisoformat(raw["published"]),
        published_precision=None if precision is None else Precision(precision),
        masthead_notes=tuple(map(str, raw["masthead_notes"])),
    )


def _forecast(raw: Mapping[str, Any]) -> Forecast:
    return Forecast(
        institution=str(raw["institution"]),
        indicator=Indicator(raw["indicator"]),
        region=str(raw["region"]),
        period=str(raw["period"]),
        measure=Measure(raw["measure"]),
        low=_number(raw["low"]),
        high=_number(raw["high"]),
        unit=None if raw["unit"] is None else Unit(raw["unit"]),
        stance=None if raw["stance"] is None else Stance(raw["stance"]),
        kind=Kind(raw["kind"]),
        status=Status(raw["status"]),
        confidence=float(raw["confidence"]),
        reasons=tuple(map(str, raw["reasons"])),
        evidence=Evidence(
            page=int(raw["evidence"]["page"]),
            quote=str(raw["evidence"]["quote"]),
            boxes=tuple(_box(box) for box in raw["evidence"]["boxes"]),
        ),
        reader=str(raw["reader"]),
    )


def _rejection(raw: Mapping[str, Any]) -> Rejection:
    return Rejection(
        page=int(raw["page"]),
        text=str(raw["text"]),
        quote=str(raw["quote"]),
        boxes=tuple(_box(box) for box in raw["boxes"]),
        reason=Reason(raw["reason"]),
        detail=str(raw["detail"]),
    )


def _box(raw: Mapping[str, Any]) -> Box:
    x0, top, x1, bottom = (float(raw[edge]) for edge in ("x0", "top", "x1", "bottom"))
    return Box(int(raw["page"]), x0, top, x1, bottom, Role(raw["role"]), str(raw["text"]))


def _number(value: object) -> float | None:
    return None if value is None else float(str(value))
