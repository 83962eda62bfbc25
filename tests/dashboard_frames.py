"""Small frames in the shape of `queries.figures`, for the tests of panels."""

from __future__ import annotations

from datetime import date
from hashlib import sha256
from typing import Any

import polars as pl

SCHEMA = {
    "forecast_id": pl.String,
    "institution": pl.String,
    "institution_kind": pl.String,
    "indicator": pl.String,
    "region": pl.String,
    "period": pl.String,
    "measure": pl.String,
    "low": pl.Float64,
    "high": pl.Float64,
    "mid": pl.Float64,
    "bound": pl.String,
    "unit": pl.String,
    "stance": pl.String,
    "kind": pl.String,
    "status": pl.String,
    "confidence": pl.Float64,
    "reasons": pl.List(pl.String),
    "quote": pl.String,
    "page": pl.Int64,
    "reader": pl.String,
    "report_sha256": pl.String,
    "report_title": pl.String,
    "publisher": pl.String,
    "published": pl.Date,
    "published_precision": pl.String,
    "age_days": pl.Int64,
    "pooled": pl.Boolean,
    "not_pooled_because": pl.String,
    "previous_low": pl.Float64,
    "previous_high": pl.Float64,
    "previous_published": pl.Date,
}


def row(institution: str, low: float | None, high: float | None = None, **more: Any) -> dict:
    """Return one row; a single number is a point, `at_least=True` leaves the top open."""
    at_least = more.pop("at_least", False)
    high = None if at_least else low if high is None else high
    bound = (
        "call"
        if low is None and high is None
        else "at_least"
        if high is None
        else "at_most"
        if low is None
        else "point"
        if low == high
        else "range"
    )
    base = {
        "institution": institution,
        "institution_kind": "bank",
        "indicator": "gdp_growth",
        "region": "US",
        "period": "2026",
        "measure": "annual_avg",
        "low": low,
        "high": high,
        "mid": None if low is None or high is None else (low + high) / 2,
        "bound": bound,
        "unit": "pct" if bound != "call" else None,
        "stance": None,
        "kind": "forecast",
        "status": "accepted",
        "confidence": 0.9,
        "reasons": [],
        "quote": f"{institution} expects {low}",
        "page": 3,
        "reader": "prose",
        "report_sha256": institution,
        "report_title": f"{institution} outlook",
        "publisher": institution,
        "published": date(2025, 12, 31),
        "published_precision": "month",
        "age_days": 120,
        "not_pooled_because": None,
    } | more
    if base["not_pooled_because"] is None:
        base["not_pooled_because"] = _reason(base)
    base["pooled"] = base["not_pooled_because"] is None
    key = (institution, base["region"], base["period"], base["measure"], base["kind"], low, high)
    base["forecast_id"] = more.get("forecast_id") or _identity(key)
    return base


def _reason(given: dict) -> str | None:
    if given["institution_kind"] == "collective":
        return "collective claim"
    if given["status"] == "review":
        return "awaiting review"
    if given["kind"] != "forecast":
        return {"previous": "previous edition"}.get(given["kind"], given["kind"])
    return {"call": "no number", "at_least": "open bound", "at_most": "open bound"}.get(
        given["bound"]
    )


def _identity(key: tuple) -> str:
    return sha256(repr(key).encode()).hexdigest()[:16]


def frame(*rows: dict) -> pl.DataFrame:
    """Return rows as the frame that `queries.figures` gives."""
    return pl.DataFrame(list(rows), schema=SCHEMA, orient="row")


def growth_2026() -> pl.DataFrame:
    """Return growth in 2026 as in the round-up of outlooks: every rule of the grammar once."""
    ea = {"region": "EA"}
    imf = {"published": date(2026, 4, 30)}
    fed = {"published": date(2025, 12, 10), "published_precision": "day"}
    ecb = {"published": date(2025, 12, 19), "published_precision": "day"}
    vanguard = {"published": date(2025, 11, 20), "published_precision": "day"}
    return frame(
        row("Goldman Sachs", 2.6),
        row("Goldman Sachs", 1.3, **ea),
        row("IMF", 2.3, **imf),
        row("IMF", 1.1, **imf, **ea),
        row("OECD", 1.7),
        row("OECD", 1.2, **ea),
        row("Federal Reserve", 2.3, status="review", **fed),
        row("Scotiabank", 1.6, published=date(2025, 12, 11), published_precision="day"),
        row("BNP Paribas", 1.6, published=date(2026, 2, 28), **ea),
        row("Allianz", 1.2, 1.5, **ea),
        row("ECB", 1.2, previous_low=1.0, previous_high=1.0, **ecb, **ea),
        row("Vanguard", 1.0, **vanguard, **ea),
        row("Vanguard", 2.25, period="2026Q4", measure="q4q4", **vanguard),
        row("J.P. Morgan", 3.0, at_least=True, period="2026H1"),
        row("J.P. Morgan", 1.0, 2.0, period="2026H2"),
        row("UBS", 0.5, kind="scenario"),
        row("Consensus", 1.9, institution_kind="collective"),
    )


def rates_2026() -> pl.DataFrame:
    """Return rates as in the round-up: levels, moves in bp and cuts, calls, other periods."""
    level = {"indicator": "policy_rate", "measure": "year_end", "period": "2026-12"}
    move = {"indicator": "policy_rate_change", "measure": "cumulative"}
    call = {**move, "measure": "other", "stance": "flat"}
    ea = {"region": "EA"}
    return frame(
        row("Vanguard", 3.75, **level),
        row("Federal Reserve", 3.4, previous_low=3.1, previous_high=3.1, **level),
        row("Goldman Sachs", 3.0, 3.25, **level),
        row("Vanguard", 2.0, **level, **ea),
        row("Allianz", 1.5, 2.0, **level, **ea),
        row("BNP Paribas", 1.5, 2.0, **level, **ea),
        row("UBS", 2.5, kind="scenario", **level),
        row("J.P. Morgan", 2, 3, unit="cuts", **move),
        row("Goldman Sachs", -50, unit="bp", **move),
        row("Deutsche Bank", 2, unit="cuts", **move),
        row("Federal Reserve", -25, unit="bp", **move),
        row("Goldman Sachs", None, **call, **ea),
        row("Deutsche Bank", None, **call, **ea),
        row("PIMCO", None, kind="scenario", **{**call, "period": "2026H1"}),
        row("HSBC", None, **{**call, "stance": "down"}),
        row("Scotiabank", 3.0, **{**level, "period": "2026-06"}),
        row("BNP Paribas", 2.5, **{**level, "period": "2027H2"}, **ea),
    )


def dollar_2026() -> pl.DataFrame:
    """Return dollar calls: both sides, a path, a lone rate, claims of others."""
    fx = {"indicator": "fx_rate", "measure": "other", "region": "DXY"}
    rate = {"indicator": "fx_rate", "measure": "year_end", "unit": "level", "region": "EURUSD"}
    return frame(
        row("BNP Paribas", None, stance="down", published=date(2026, 2, 28), **fx),
        row("Invesco", None, stance="down", **fx),
        row("Schroders", None, stance="up", **{**fx, "region": "EURUSD"}),
        row("UBS", 1.18, period="2025-12", kind="estimate", **rate),
        row("UBS", 1.14, period="2026-12", **rate),
        row("HSBC", 150.0, period="2026-12", **{**rate, "region": "USDJPY"}),
        row("PIMCO", None, stance="flat", **fx),
        row("ING", None, stance="up", status="review", **fx),
        row("Consensus", None, stance="down", institution_kind="collective", **fx),
    )


def bankruptcies() -> pl.DataFrame:
    """Return growth by one house, scenario counts, and a default rate."""
    growth = {"indicator": "bankruptcies_growth"}
    count = {"indicator": "bankruptcies_count", "unit": "count", "kind": "scenario"}
    rate = {"indicator": "default_rate", "measure": "year_end", "period": "2026-09"}
    return frame(
        row("Allianz", 6, region="WORLD", period="2025", **growth),
        row("Allianz", 5, region="WORLD", **growth),
        row("Allianz", 4500, **count),
        row("Allianz", 4000, region="DE", **count),
        row("Allianz", 1000, region="FR", **count),
        row("S&P Global", 4.0, **rate),
        row("S&P Global", 3.25, region="EU", **rate),
    )


def mark_with(figure: dict, house: str, *, region: str = "") -> dict:
    """Return the trace whose hover starts with a house, and with a region if one is given."""
    start = f"<b>{house} · {region}" if len(region) != 2 else f"<b>{house} · {_NAMES[region]}"
    return next(t for t in figure["data"] if t.get("hovertext", [""])[0].startswith(start))


_NAMES = {"US": "United States", "EA": "Euro area"}


def words_of(figure: dict) -> str:
    """Return every label of a figure, one a line."""
    return "\n".join(note["text"] for note in figure["layout"]["annotations"])
