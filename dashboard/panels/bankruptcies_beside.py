"""What stands beside forecasts of insolvencies: realised changes, and leanings on credit.

Neither is a forecast of insolvencies, neither is ever counted with one.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING, Final

import polars as pl

from dashboard import numbers
from dashboard.figures.bars import Bar
from dashboard.figures.listing import Item
from dashboard.figures.theme import Tokens
from dashboard.panels import outturns, wording
from dashboard.panels.counting import value_text
from dashboard.panels.since import months_before
from dashboard.panels.stances_frame import STALE_MONTHS
from dashboard.panels.wording import Row
from dashboard.selection import Selection
from warehouse import queries
from warehouse.vocabulary import Indicator, Measure, Status

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

REALISED, CREDIT = "realised", "credit"
CREDIT_ASSETS: Final = (
    *("high_yield", "private_credit", "credit", "investment_grade", "asset_based_finance"),
    *("aaa_clos", "securitised"),
)
USUAL_REGIONS: Final = ("WORLD", "US", "EA", "DE", "FR", "UK")  # where no house says which
YEARS_BACK: Final = 2  # realised years that are shown before the year of the as-of day
SAID_ONCE: Final = ["institution", "region", "asset_name", "tilt"]  # one line, however often
QUOTE: Final = 110  # letters of a quotation that a hover holds


def read_realised(
    cursor: DuckDBPyConnection, selection: Selection, *, regions: Collection[str]
) -> pl.DataFrame:
    """Return the newest print of recent yearly changes known on the as-of day; a row per year.

    Args:
        cursor: of the warehouse.
        selection: with the as-of day.
        regions: those that the houses forecast.
    """
    asof = selection.asof or date.max
    years = [str(asof.year - back) for back in range(YEARS_BACK, -1, -1)]
    prints = queries.actuals(
        cursor,
        indicators=[str(Indicator.BANKRUPTCIES_GROWTH)],
        regions=sorted(regions or USUAL_REGIONS),
        periods=years,
        asof=selection.asof,
    )
    known = outturns.chosen(prints, vintage="latest")
    known = known.filter(pl.col("measure") == str(Measure.ANNUAL_AVG))
    told = [
        "\n".join((outturns.print_words(row), outturns.source_words(row)))
        for row in known.iter_rows(named=True)
    ]
    return known.select(
        *("indicator", "region", "period", "measure", "low", "high", "mid", "unit"),
        *("known_from", "precision", "release"),
        pl.Series("told", told, dtype=pl.String),
        pl.lit(REALISED).alias("block"),
        pl.lit(value=False).alias("counted"),
    )


def read_credit(cursor: DuckDBPyConnection, selection: Selection) -> pl.DataFrame:
    """Return how the houses lean on credit; one row per stance, its id as `forecast_id`.

    A leaning of an outlook whose successor is overdue is left out, as on the page of stances; of
    one that several reports state, the house's dated and accepted word stands.
    """
    held = queries.stances(cursor, asof=selection.asof, known=selection.known)
    houses, regions = list(selection.institutions), list(selection.regions)
    oldest = months_before(selection.asof or date.max, STALE_MONTHS)
    kept = held.filter(
        (pl.col("published").is_null() | (pl.col("published") >= oldest))
        & pl.col("asset").is_in(CREDIT_ASSETS)
        & (pl.col("institution").is_in(houses) if houses else pl.lit(value=True))
        & (pl.col("region").is_in(["", *regions]) if regions else pl.lit(value=True))
    )
    ranked = kept.sort(
        pl.col("published").is_null(), pl.col("status") != str(Status.ACCEPTED), maintain_order=True
    )
    told_once = ranked.with_columns(_pages().over(SAID_ONCE).alias("pages")).unique(
        SAID_ONCE, keep="first", maintain_order=True
    )
    return told_once.select(
        pl.col("stance_id").alias("forecast_id"),
        pl.lit(CREDIT).alias("block"),
        pl.lit(value=False).alias("counted"),
        pl.lit("a leaning, not a forecast").alias("why_not"),
        *("institution", "region", "asset_name", "tilt", "status"),
        *("page", "pages", "quote", "original_place"),
        *("report_sha256", "report_title", "publisher", "published", "published_precision"),
    ).sort("asset_name", "institution")


def _pages() -> pl.Expr:
    """Return the pages of the same words as one text: "p. 2, p. 8"."""
    return (
        (pl.lit("p. ") + pl.col("page").cast(pl.String)).unique(maintain_order=True).str.join(", ")
    )


def realised_bar(row: Row, ink: Tokens) -> Bar:
    """Return a realised change as a bar without a door: it comes from no report."""
    where = wording.region_name(row["region"])
    lines = [
        f"{where} {row['period']}, realised {_change(row)}",
        row["told"],
    ]
    return Bar(
        name=f"{where} {row['period']}",
        low=row["low"],
        high=row["high"],
        label=_change(row),
        note=row["release"].partition(",")[0],
        when=numbers.day(row["known_from"], row["precision"]),
        colour=ink.mark,
        style="solid",
        identity="",
        hover="\n".join(line for line in lines if line),
    )


def realised_words(row: Row) -> str:
    """Return a realised change in few words: "World 2024 +10%"."""
    return f"{wording.region_name(row['region'])} {row['period']} {_change(row)}"


def _change(row: Row) -> str:
    return numbers.figure(row["low"], row["high"], row["unit"], decimals=0, signs=True)


def credit_item(row: Row) -> Item:
    """Return a leaning on credit as a line of the list."""
    quote = " ".join((row["quote"] or "").split())
    when = numbers.day(row["published"], row["published_precision"])
    waits = ", in review" if row["status"] == Status.REVIEW else ""
    lines = [
        f"{row['institution']} · {row['asset_name']}",
        f"{row['tilt']}{waits}",
        f"“{quote[: QUOTE - 1]}…”" if len(quote) > QUOTE else f"“{quote}”",
        f"{when}, {row['pages']}",
    ]
    return Item(
        name=row["institution"],
        what=_asset(row),
        value=f"{row['tilt']}{waits}",
        when=when,
        identity=row["forecast_id"],
        hover="\n".join(lines),
    )


def credit_words(row: Row) -> str:
    """Return a leaning in few words: "UBS cautious on private credit"."""
    name = _asset(row)
    inside = name if name[:2].isupper() else f"{name[:1].lower()}{name[1:]}"
    return f"{row['institution']} {row['tilt']} on {inside}"


def credit_table(rows: list[Row], columns: Collection[str]) -> pl.DataFrame:
    """Return leanings as text under the columns of the table of figures."""
    told = [
        {
            "forecast_id": row["forecast_id"],
            "house": row["institution"],
            "what": "leaning on credit",
            "region": wording.region_name(row["region"]) if row["region"] else numbers.NO_VALUE,
            "period": numbers.NO_VALUE,
            "measure": row["asset_name"],
            "low": row["tilt"],
            "high": numbers.NO_VALUE,
            "kind": "stance",
            "status": wording.STATUSES[Status(row["status"])],
            "published": numbers.day(row["published"], row["published_precision"]),
            "page": row["pages"],
            "counted": f"no: {row['why_not']}",
        }
        for row in rows
    ]
    return pl.DataFrame(told, schema=dict.fromkeys(columns, pl.String))


def default_words(row: Row) -> str:
    """Return a default rate in a sentence, with the house, its region and its date."""
    where = wording.region_short(row["region"])
    when = wording.period_short(row["period"])
    value = value_text(row, with_unit=True)
    return f"{row['institution']} has {where} default rates at {value} in {when}"


def _asset(row: Row) -> str:
    where = f", {wording.region_name(row['region'])}" if row["region"] else ""
    return f"{row['asset_name']}{where}"
