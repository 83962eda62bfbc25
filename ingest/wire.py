"""`Extraction` <-> JSON bytes, the only thing that crosses from the reading process.

JSON and not pickle: a hostile report that takes over its reading process must not be able to run
code in the process that stores the rows. Every enum and number is checked on the way in, and every
text is cut to a length that a page can hold and freed of characters that are no text: they would
steer a terminal, turn a line around or be refused by the database.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from warehouse.formats import Format
from warehouse.records import (
    AllocationStance,
    Box,
    Evidence,
    Extraction,
    Forecast,
    Rejection,
    Report,
    ThemeMention,
)
from warehouse.vocabulary import (
    Indicator,
    Kind,
    Measure,
    Precision,
    Reason,
    Role,
    Stance,
    Status,
    ThemeWeight,
    Tilt,
    TiltChange,
    Unit,
)

LONGEST_NAME = 200  # characters of a house or a file name
LONGEST_TITLE = 300
LONGEST_TEXT = 4000  # of a quote, a note or lit words; the longest real sentence has some 800
CUT = "…"

_BREAKS = re.compile("[\t-\r\x1c-\x1f\x85\u2028\u2029]+")
_NO_TEXT = re.compile(
    "[\x00-\x1f\x7f-\x9f"  # controls, among them the start of a terminal's commands
    "\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff"  # turn or hide text
    "\ud800-\udfff\ufdd0-\ufdef\ufff9-\uffff\U000e0000-\U000e007f]"  # halves, tags, no characters
)


def plain(text: str, *, longest: int = LONGEST_TEXT) -> str:
    """Return a text without characters that are no text, on one line, of a bounded length.

    Args:
        text: from a file, its name or its properties.
        longest: in characters; a longer text ends in an ellipsis.
    """
    if text.isascii() and text.isprintable() and len(text) <= longest:
        return text
    kept = _NO_TEXT.sub("", _BREAKS.sub(" ", text))
    return kept if len(kept) <= longest else kept[: longest - len(CUT)].rstrip() + CUT


def to_bytes(extraction: Extraction) -> bytes:
    """Write an extraction as UTF-8 JSON; half a surrogate pair, which has no bytes, becomes "?".

    A rendition is no text and goes another way.
    """
    text = json.dumps(asdict(replace(extraction, rendition=None)), default=str, ensure_ascii=False)
    return text.encode(errors="replace")


def from_bytes(data: bytes) -> Extraction:
    """Read what `to_bytes` wrote.

    Raises:
        ValueError: the bytes are not such an extraction.
    """
    try:
        return _extraction(json.loads(data))
    except (KeyError, TypeError, OverflowError, RecursionError) as error:
        raise ValueError(f"the reading process sent something else than rows: {error}") from error


def _extraction(raw: Mapping[str, Any]) -> Extraction:
    return Extraction(
        report=_report(raw["report"]),
        engine=str(raw["engine"]),
        seconds=float(raw["seconds"]),
        forecasts=tuple(_forecast(row) for row in raw["forecasts"]),
        rejections=tuple(_rejection(row) for row in raw["rejections"]),
        unread_pages=tuple(int(page) for page in raw["unread_pages"]),
        recognised_pages=tuple(int(page) for page in raw["recognised_pages"]),
        stances=tuple(_stance(row) for row in raw["stances"]),
        themes=None if raw["themes"] is None else tuple(_theme(row) for row in raw["themes"]),
    )


def _report(raw: Mapping[str, Any]) -> Report:
    precision = raw["published_precision"]
    return Report(
        sha256=str(raw["sha256"]),
        file_name=plain(str(raw["file_name"]), longest=LONGEST_NAME),
        size_bytes=int(raw["size_bytes"]),
        page_count=int(raw["page_count"]),
        publisher=_name(raw["publisher"]),
        title=plain(str(raw["title"]), longest=LONGEST_TITLE),
        published=None if raw["published"] is None else date.fromisoformat(raw["published"]),
        published_precision=None if precision is None else Precision(precision),
        masthead_notes=_texts(raw["masthead_notes"]),
        format=Format(raw["format"]),
    )


def _forecast(raw: Mapping[str, Any]) -> Forecast:
    return Forecast(
        institution=plain(str(raw["institution"]), longest=LONGEST_NAME),
        indicator=Indicator(raw["indicator"]),
        region=plain(str(raw["region"]), longest=LONGEST_NAME),
        period=plain(str(raw["period"]), longest=LONGEST_NAME),
        measure=Measure(raw["measure"]),
        low=_number(raw["low"]),
        high=_number(raw["high"]),
        unit=None if raw["unit"] is None else Unit(raw["unit"]),
        stance=None if raw["stance"] is None else Stance(raw["stance"]),
        kind=Kind(raw["kind"]),
        status=Status(raw["status"]),
        confidence=float(raw["confidence"]),
        reasons=_texts(raw["reasons"]),
        evidence=_evidence(raw["evidence"]),
        reader=str(raw["reader"]),
    )


def _stance(raw: Mapping[str, Any]) -> AllocationStance:
    names = ("institution", "asset", "asset_words", "region", "horizon")
    institution, asset, words, region, horizon = (
        plain(str(raw[name]), longest=LONGEST_NAME) for name in names
    )
    return AllocationStance(
        institution=institution,
        asset=asset,
        asset_words=words,
        region=region,
        tilt=Tilt(raw["tilt"]),
        change=None if raw["change"] is None else TiltChange(raw["change"]),
        horizon=horizon,
        status=Status(raw["status"]),
        confidence=float(raw["confidence"]),
        reasons=_texts(raw["reasons"]),
        evidence=_evidence(raw["evidence"]),
        reader=str(raw["reader"]),
    )


def _theme(raw: Mapping[str, Any]) -> ThemeMention:
    names = ("institution", "theme", "words")
    institution, theme, words = (plain(str(raw[name]), longest=LONGEST_NAME) for name in names)
    return ThemeMention(
        institution=institution,
        theme=theme,
        weight=ThemeWeight(raw["weight"]),
        words=words,
        mentions=int(raw["mentions"]),
        evidence=_evidence(raw["evidence"]),
    )


def _evidence(raw: Mapping[str, Any]) -> Evidence:
    return Evidence(
        page=int(raw["page"]),
        quote=plain(str(raw["quote"])),
        boxes=tuple(_box(box) for box in raw["boxes"]),
        original_place=plain(str(raw["original_place"])),
    )


def _rejection(raw: Mapping[str, Any]) -> Rejection:
    return Rejection(
        page=int(raw["page"]),
        text=plain(str(raw["text"])),
        quote=plain(str(raw["quote"])),
        boxes=tuple(_box(box) for box in raw["boxes"]),
        reason=Reason(raw["reason"]),
        detail=plain(str(raw["detail"])),
    )


def _box(raw: Mapping[str, Any]) -> Box:
    x0, top, x1, bottom = (float(raw[edge]) for edge in ("x0", "top", "x1", "bottom"))
    if not all(map(math.isfinite, (x0, top, x1, bottom))):
        raise ValueError("a place on a page is not a number")
    return Box(int(raw["page"]), x0, top, x1, bottom, Role(raw["role"]), plain(str(raw["text"])))


def _name(value: object) -> str | None:
    return None if value is None else plain(str(value), longest=LONGEST_NAME)


def _texts(values: Iterable[object]) -> tuple[str, ...]:
    return tuple(plain(str(value)) for value in values)


def _number(value: object) -> float | None:
    if value is None:
        return None
    number = float(str(value))
    if not math.isfinite(number):
        raise ValueError(f"{value} is no figure that a chart can hold")
    return number
