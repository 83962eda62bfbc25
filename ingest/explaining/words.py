"""Explanation -> text for a terminal, and the plain rows that JSON and the sheet are made of."""

from __future__ import annotations

import textwrap
import unicodedata
from typing import TYPE_CHECKING, Any

from ingest.explaining.parts import Outcome
from ingest.wire import plain
from warehouse.records import AllocationStance
from warehouse.vocabulary import Precision

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ingest.explaining.explanation import Explanation
    from ingest.explaining.parts import Bound, Explained
    from warehouse.records import Forecast, Report

MARKS = {
    Outcome.ACCEPTED: "●", Outcome.REVIEW: "○", Outcome.REPEAT: "≡", Outcome.PASSED_OVER: "×",
}  # fmt: skip
NARROWEST = 60  # columns: below that a terminal wraps whatever we do
INDENT = 6
BOUNDED = {(True, False): "at least", (False, True): "at most"}
SIGNS = {"pct": "%", "pp": "pp", "bp": "bp"}


def day(report: Report) -> str:
    """Return the date of a report as exactly as it is printed: "5 Jan 2026", "Dec 2022", "2022"."""
    if report.published is None:
        return "no date found"
    if report.published_precision is Precision.YEAR:
        return f"{report.published:%Y}"
    month = f"{report.published:%b %Y}"
    is_month = report.published_precision is Precision.MONTH
    return month if is_month else f"{report.published.day} {month}"


def figure(row: Forecast) -> str:
    """Return a row's figure in words: "2.6%", "2 to 3%", "at least 3%", "weaker"."""
    if row.low is None and row.high is None:
        return str(row.stance or "no number")
    sign = SIGNS.get(str(row.unit), f" {row.unit}")
    low, high = ("" if value is None else f"{value:,.10g}" for value in (row.low, row.high))
    if row.low == row.high:
        return f"{low}{sign}"
    bound = BOUNDED.get((bool(low), bool(high)))
    return f"{bound} {low or high}{sign}" if bound else f"{low} to {high}{sign}"


def claim(row: Forecast | AllocationStance) -> str:
    """Return a row in one line: who, what, where, when, how defined, how much, and its kind."""
    if isinstance(row, AllocationStance):
        stance = (row.institution, row.tilt, row.asset, row.region, row.change, row.horizon)
        return " · ".join(str(part).replace("_", " ") for part in stance if part)
    parts = (
        row.institution, row.indicator, row.region, row.period or "no period", row.measure,
        figure(row), "" if row.kind == "forecast" else row.kind,
    )  # fmt: skip
    return " · ".join(str(part).replace("_", " ") for part in parts if part)


def as_row(one: Explained) -> dict[str, Any]:
    """Return a candidate as plain values, for JSON."""
    return {
        "number": one.number,
        "reader": one.reader,
        "value": plain(one.text),
        "quote": plain(one.quote),
        "outcome": str(one.outcome),
        "confidence": min((row.confidence for row in one.rows), default=None),
        "claims": [plain(claim(row)) for row in one.rows],
        "reason": one.reason,
        "why": [plain(sentence) for sentence in one.why],
        "boxes": [[round(edge, 2) for edge in box] for box in one.boxes],
        "bound": [_bound_row(bound) for bound in one.bound],
    }


def _bound_row(bound: Bound) -> dict[str, Any]:
    return {
        "meanings": list(bound.meanings),
        "origin": bound.origin,
        "text": plain(bound.text),
        "used": bound.is_used,
        "gave": list(bound.gave),
        "boxes": [[round(edge, 2) for edge in box] for box in bound.boxes],
    }


def summary(explanation: Explanation) -> str:
    """Return one sentence on a page: how many candidates, and how they ended."""
    number = len(explanation.candidates)
    if not number:
        return f"Page {explanation.page}: no number or call was taken for a candidate."
    counts = [
        f"{count} {'repeated' if outcome is Outcome.REPEAT else outcome}"
        for outcome in Outcome
        if (count := explanation.count(outcome))
    ]
    noun = "candidate" if number == 1 else "candidates"
    return f"Page {explanation.page}: {number} {noun}: {', '.join(counts)}."


def as_text(explanations: Iterable[Explanation], *, columns: int) -> str:
    """Return the pages for a terminal.

    Args:
        explanations: the pages.
        columns: width of the terminal, in characters.
    """
    width = max(columns, NARROWEST)
    blocks = []
    for explanation in explanations:
        lines = [summary(explanation), ""]
        for one in explanation.candidates:
            lines += _lines(one, width)
        blocks.append("\n".join(lines))
    return "\n".join(blocks)


def _lines(one: Explained, width: int) -> list[str]:
    sure = f", confidence {min(row.confidence for row in one.rows):.2f}" if one.rows else ""
    reason = f" ({one.reason.replace('_', ' ')})" if one.reason else ""
    reader = f", {one.reader}" if one.reader else ""
    head = f"{one.number:>3} {MARKS[one.outcome]} {one.text}  {one.outcome}{reason}{sure}{reader}"
    lines = [_plain(head)[:width]]
    for text in (*(claim(row) for row in one.rows), *one.why, f"“{one.quote}”"):
        lines += textwrap.wrap(
            _plain(text), width, initial_indent=" " * INDENT, subsequent_indent=" " * (INDENT + 2),
            max_lines=3, placeholder=" …",
        )  # fmt: skip
    return [*lines, ""]


def _plain(text: str) -> str:
    """Drop control and bidi characters: text from a report must not command the terminal."""
    return "".join(c if unicodedata.category(c)[0] != "C" else " " for c in text)
