"""A panel's view -> the chart that PowerPoint draws itself, with numbers that can be edited.

Only what is counted has a place in it: a range stands at its middle, and reviews, open bounds and
unlike definitions are told in the notes and the sources. Panels whose drawing PowerPoint has no
chart for come as a picture.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from dashboard import numbers
from dashboard.figures.theme import LIGHT
from dashboard.panels import counting, editions, rates_frame, wording
from dashboard.panels.comparison import Comparison, hue_of
from dashboard.panels.comparison_years import part_of, years_of
from warehouse.vocabulary import Unit

if TYPE_CHECKING:
    from dashboard.panels import PanelView

DOTS, LINES, BARS = "dots", "lines", "bars"
MOST_HOUSES: Final = 40  # side by side on one slide
MOST_LINES: Final = 20  # over time; more can not be told apart
FORMATS: Final = {Unit.PCT: '0.0#"%"', Unit.BP: '0" bp"', Unit.PP: '0.0#" points"'}
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Series:
    """One column of the chart's sheet.

    Attributes:
        name: its heading, with the unit.
        values: one for each category; None where there is none.
        colour: hex.
        is_level: whether it is a thin line across, such as a median.
        has_labels: whether its values are written beside its marks.
    """

    name: str
    values: tuple[float | None, ...]
    colour: str
    is_level: bool = False
    has_labels: bool = True


@dataclass(frozen=True, slots=True)
class Chart:
    """What PowerPoint draws.

    Attributes:
        kind: DOTS, LINES or BARS.
        categories: houses, days or questions.
        series: columns.
        number_format: Excel's, with the unit.
    """

    kind: str
    categories: tuple[str | date, ...]
    series: tuple[Series, ...]
    number_format: str


def native_chart(view: PanelView) -> Chart | None:
    """Return the chart of a view, or None where a picture or a table serves better."""
    if view.empty:
        return None
    build = _compared if isinstance(view.panel, Comparison) else BUILDERS.get(view.panel.id)
    return build(view) if build else None


def _counted(frame: pl.DataFrame) -> list[Row]:
    """Return the rows that count and have a number."""
    held = frame.filter(pl.col("counted") & pl.col("mid").is_not_null())
    return list(held.iter_rows(named=True))


def _compared(view: PanelView) -> Chart | None:
    years = years_of(view.shown)
    charts = [
        _dots(_counted(part_of(view.frame, view.shown, year)), view.shown.regions) for year in years
    ]
    held = [(chart, year) for chart, year in zip(charts, years, strict=True) if chart]
    return held[0][0] if len(years) == 1 and held else _joined(held)


def _joined(charts: Sequence[tuple[Chart, str]]) -> Chart | None:
    """Return charts of several years as one: the houses of any, the columns of each by year."""
    if not charts:
        return None
    houses = tuple(dict.fromkeys(house for chart, _ in charts for house in chart.categories))
    series = []
    for chart, year in charts:
        for column in chart.series:
            at = dict(zip(chart.categories, column.values, strict=True))
            level = column.values[0] if column.is_level else None
            values = tuple(at.get(house, level) for house in houses[:MOST_HOUSES])
            series.append(replace(column, name=f"{column.name}, {year}", values=values))
    return replace(charts[0][0], categories=houses[:MOST_HOUSES], series=tuple(series))


def _rates(view: PanelView) -> Chart | None:
    if "block" not in view.frame.columns:
        return None
    level = view.frame.filter(pl.col("block") == rates_frame.LEVEL)
    return _dots(_counted(level), view.shown.regions)


def _dots(rows: Sequence[Row], regions: Sequence[str]) -> Chart | None:
    """Return a dot per house and region, the widest gap and the highest first, and medians."""
    unit = _one_unit(rows)
    if unit is None:
        return None
    held: dict[str, dict[str, float]] = {}
    for row in rows:
        held.setdefault(row["institution"], {}).setdefault(row["region"], row["mid"])

    def order(house: str) -> tuple[float, str]:
        return (-max(held[house].values()), house)

    houses = sorted(held, key=order)[:MOST_HOUSES]
    series = []
    for region in regions:
        found = [held[house].get(region) for house in houses]
        values = [value for value in found if value is not None]
        if not values:
            continue
        name, hue = wording.region_name(region), hue_of(region, LIGHT)
        series.append(Series(_headed(name, unit), tuple(found), hue))
        if len(values) >= counting.ENOUGH_FOR_SPREAD:
            level = counting.spread(_frame(rows), region).median
            if level is not None:
                said = f"Median {name} {numbers.number(level)}"
                across = (level,) * len(houses)
                series.append(Series(said, across, hue, is_level=True, has_labels=False))
    return Chart(DOTS, tuple(houses), tuple(series), _format(unit)) if series else None


def _frame(rows: Sequence[Row]) -> pl.DataFrame:
    return pl.DataFrame([dict(row) for row in rows], infer_schema_length=None)


def _revised(view: PanelView) -> Chart | None:
    rows = [row for row in view.frame.iter_rows(named=True) if row["entry"] == "figure"]
    houses = editions.by_house(rows)
    told = [row for held in houses.values() for row in held if row["published"] is not None]
    unit = _one_unit(told)
    if unit is None or len(houses) > MOST_LINES:
        return None
    days = sorted({row["published"] for row in told})
    series = []
    for house, held in sorted(houses.items()):
        at = {row["published"]: row["mid"] for row in held}
        hue = LIGHT.us if len({row["mid"] for row in held}) > 1 else LIGHT.ink3
        series.append(Series(_headed(house, unit), tuple(at.get(day) for day in days), hue))
    return Chart(LINES, tuple(days), tuple(series), _format(unit)) if series else None


def _failing(view: PanelView) -> Chart | None:
    """Return bars of change by region and year, a colour a house."""
    rows = [row for row in _counted(view.frame) if row["indicator"] == view.shown.indicator]
    rows = rows or [row for row in _counted(view.frame) if row["unit"] == Unit.PCT]
    unit = _one_unit(rows)
    if unit is None:
        return None
    places = sorted({(row["region"], row["period"]) for row in rows}, reverse=True)
    names = tuple(f"{wording.region_name(r)} {wording.period_label(p)}" for r, p in places)
    series = []
    inks = (LIGHT.step5, LIGHT.step4, LIGHT.mark, LIGHT.ink)
    for i, house in enumerate(sorted({row["institution"] for row in rows})):
        at = {(r["region"], r["period"]): r["mid"] for r in rows if r["institution"] == house}
        values = tuple(at.get(place) for place in places)
        series.append(Series(_headed(house, unit), values, inks[i % len(inks)]))
    return Chart(BARS, names, tuple(series), _format(unit))


BUILDERS: Final[Mapping[str, Callable[[PanelView], Chart | None]]] = {
    "policy-rates": _rates,
    "revisions": _revised,
    "bankruptcies": _failing,
}


def _one_unit(rows: Sequence[Row]) -> Unit | None:
    """Return the unit that all rows share; None for none or several: one axis can't hold two."""
    units = {row["unit"] for row in rows}
    return Unit(units.pop()) if len(units) == 1 and None not in units else None


def _headed(name: str, unit: Unit) -> str:
    return f"{name}, {numbers.unit_name(unit)}"


def _format(unit: Unit) -> str:
    return FORMATS.get(unit, "0.0#")
