"""Two reports of a house -> one row per figure of either: what changed, came, went and stayed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from dashboard.panels import counting
from dashboard.panels.before import PRINTED_WORDS
from dashboard.panels.edition_series import Compared, compared, edition_code
from dashboard.panels.once import rows_of
from dashboard.panels.wording import (
    Row,
    measure_words,
    period_short,
    region_name,
    region_short,
)
from dashboard.selection import Selection
from warehouse import queries
from warehouse.house_ids import find_house
from warehouse.periods import parse_period
from warehouse.reference import indicator_info
from warehouse.vocabulary import Indicator, Kind, Unit

if TYPE_CHECKING:
    from datetime import date

    from duckdb import DuckDBPyConnection

CHANGED, NEW, VANISHED, UNCHANGED = "changed", "new", "vanished", "unchanged"
ROLES: Final = (CHANGED, NEW, UNCHANGED, VANISHED)  # in the order shown
NOT_AGAIN: Final = "not printed again"  # what a figure is that only the earlier report has
FOLDED_FROM: Final = 10  # figures not printed again, from which on they can be folded
FOLDED_TIMES: Final = 2  # as many as all the others, from which on they are
EDITION: Final = ("report_sha256", "title", "published", "published_precision", "pages_sha256")


def house_of(selection: Selection) -> str:
    """Return the house that is chosen, by its usual name; "" for none."""
    asked = next(iter(selection.institutions), "")
    return (find_house(asked) or asked) if asked else ""


def usual_house(cursor: DuckDBPyConnection, selection: Selection) -> str:
    """Return the house with most figures among those that published more than one report."""
    known = queries.houses(cursor, asof=selection.asof, known=selection.known)
    several = known.filter(pl.col("reports") > 1)
    held = several if several.height else known
    return str(held["institution"][0]) if held.height else ""


def find_compared(cursor: DuckDBPyConnection, selection: Selection) -> Compared:
    """Return the two reports that a selection compares."""
    held = queries.house_editions(
        cursor, house_of(selection), asof=selection.asof, known=selection.known
    )
    return compared(held.rows(named=True), selection)


def settled_code(asked: str, found: Row | None) -> str:
    """Return the code of the report that is compared, or what was asked for where it is another."""
    if found is None or (asked and not found["report_sha256"].startswith(asked)):
        return asked
    return edition_code(found)


def read_diff(cursor: DuckDBPyConnection, selection: Selection, found: Compared) -> pl.DataFrame:
    """Return the figures of two reports side by side; one row per figure of either.

    Columns of `queries.edition_diff`, of the newer report (`report_sha256`, `report_title`,
    `publisher`, `published`, `published_precision`) and of the older one (`before_report`,
    `before_title`, `before_published`, `before_precision`), `pages_sha256` and `before_pages` (the
    PDFs that are drawn), `page_count` and `edition_figures` (of the newer report; `before_*` of the
    older one), and `is_over`: the period had ended when the newer report came out. Empty
    where there are no two.
    """
    newer, older = found.newer, found.older
    frame = queries.edition_diff(
        cursor,
        house_of(selection),
        newer=newer["report_sha256"] if newer and older else "",
        older=older["report_sha256"] if newer and older else "",
        known=selection.known,
    )
    day = newer["published"] if newer else None
    rows = rows_of(frame)
    over = [_is_over(row["period"], on=day) for row in rows]
    named = _columns(newer, "", frame.height) + _columns(older, "before_", frame.height)
    return frame.with_columns(
        pl.Series("is_over", over, dtype=pl.Boolean),
        pl.col("institution").alias("publisher"),
        *named,
    )


def _columns(edition: Row | None, prefix: str, height: int) -> list[pl.Series]:
    names = {
        "report_sha256": ("report_sha256", "before_report", pl.String),
        "title": ("report_title", "before_title", pl.String),
        "published": ("published", "before_published", pl.Date),
        "published_precision": ("published_precision", "before_precision", pl.String),
        "pages_sha256": ("pages_sha256", "before_pages", pl.String),
        "page_count": ("page_count", "before_page_count", pl.Int64),
        "figures": ("edition_figures", "before_edition_figures", pl.Int64),
    }
    return [
        pl.Series(
            before if prefix else now, [edition[field] if edition else None] * height, dtype=kind
        )
        for field, (now, before, kind) in names.items()
    ]


def _is_over(period: str, *, on: date | None) -> bool:
    end = parse_period(period).end
    return end is not None and on is not None and end < on


def ordered(frame: pl.DataFrame) -> list[Row]:
    """Return the rows: changed ones by the size of their change, then new, unchanged, gone."""
    return sorted(rows_of(frame), key=_order)


def _order(row: Row) -> tuple[int, int, float, int, str, str]:
    change = abs(row["change"]) if row["change"] is not None else 0.0
    indicators = list(indicator_info())
    place = indicators.index(Indicator(row["indicator"]))
    shown = change if row["role"] == CHANGED else 0.0
    far = 0 if row["unit"] == Unit.PCT else 1
    return (ROLES.index(row["role"]), far if shown else 0, -shown, place, row["region"],
            row["period"])  # fmt: skip


def counts(frame: pl.DataFrame) -> dict[str, int]:
    """Return how many figures have each role."""
    return {role: frame.filter(pl.col("role") == role).height for role in ROLES}


def is_folded(frame: pl.DataFrame) -> bool:
    """Whether what is not printed again outnumbers the rest by so much that it would hide it."""
    gone = counts(frame)[VANISHED]
    return gone >= FOLDED_FROM and gone > FOLDED_TIMES * (frame.height - gone)


def role_words(role: str) -> str:
    """Return what became of a figure, in words."""
    return NOT_AGAIN if role == VANISHED else role


def before_of(row: Row) -> Row:
    """Return a row with the earlier figure in the places of the newer one's.

    What the newer report prints as the figure before stands on its own page, so its door leads
    there; every other one to the older report.
    """
    values = ("low", "high", "mid", "stance")
    places = () if row["is_printed"] else ("status", "page", "quote")
    earlier = {name: row[f"before_{name}"] for name in (*values, *places)}
    return {**row, **earlier} if row["is_printed"] else {
        **row, **earlier, "forecast_id": row["before_id"]}  # fmt: skip


def printed_words(row: Row) -> str:
    """Return that a figure is compared with a printed one, not its edition's own; else blank."""
    if not row["is_printed"]:
        return ""
    own = value_of({**row, "low": row["own_low"], "high": row["own_high"]})
    return f"{PRINTED_WORDS}; the earlier edition has {own}"


def claim(row: Row) -> str:
    """Return what a figure is about, shortly: "US growth, 2026", with an unusual definition."""
    info = indicator_info()[Indicator(row["indicator"])]
    short = info.short
    short = short[:1].lower() + short[1:] if short[1:2].islower() else short
    where = "euro area" if row["region"] == "EA" else region_short(row["region"])
    unusual = row["measure"] != info.default_measure
    definition = f", {measure_words(row['measure'])}" if unusual else ""
    kind = f", {row['kind']}" if row["kind"] != Kind.FORECAST else ""
    return f"{where} {short}, {period_short(row['period'])}{definition}{kind}"


def value_of(row: Row) -> str:
    """Return a figure with its unit, or "–" where that report has none."""
    if not row["forecast_id"]:
        return "–"
    return counting.value_text(row, with_unit=True)


__all__ = [
    "CHANGED",
    "NEW",
    "NOT_AGAIN",
    "ROLES",
    "UNCHANGED",
    "VANISHED",
    "before_of",
    "claim",
    "counts",
    "edition_code",
    "find_compared",
    "house_of",
    "is_folded",
    "ordered",
    "printed_words",
    "read_diff",
    "region_name",
    "role_words",
    "settled_code",
    "usual_house",
    "value_of",
]
