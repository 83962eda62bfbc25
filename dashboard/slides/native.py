"""A panel's view -> the chart that PowerPoint draws itself, with numbers that can be edited.

Only what is counted has a place in it: a range is a bar with its middle marked, written as it was
printed, and reviews, open bounds and unlike definitions are told in the notes and the sources.
Panels whose drawing PowerPoint has no chart for come as a picture.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
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
EVE: Final = timedelta(days=1)  # before an edition: until then the figure before it stands
NO_SPAN: Final = (0.0, 0.0)  # of a point: it reaches nowhere
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Series:
    """One column of the chart's sheet.

    Attributes:
        name: its heading, with the unit.
        values: one for each category; None where there is none.
        colour: hex.
        is_level: whether it is a thin line across, such as a median.
        has_labels: whether its values are written beside its marks.
        printed: the figure as the house has it, to stand beside a mark that is not at it.
        spans: how far a range reaches below and above its mark; empty without ranges.
        silent: places of values that have no mark: what stood until the next edition.
    """

    name: str
    values: tuple[float | None, ...]
    colour: str
    is_level: bool = False
    has_labels: bool = True
    printed: tuple[str, ...] = ()
    spans: tuple[tuple[float, float], ...] = ()
    silent: tuple[int, ...] = ()


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
    """Return a year as dots; two years of one house need places that only the drawing has."""
    (year, *others) = years_of(view.shown)
    if others:
        return None
    return _dots(_counted(part_of(view.frame, view.shown, year)), view.shown.regions)


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
    held: dict[str, dict[str, Row]] = {}
    for row in rows:
        held.setdefault(row["institution"], {}).setdefault(row["region"], row)

    def order(house: str) -> tuple[float, str]:
        return (-max(row["mid"] for row in held[house].values()), house)

    houses = sorted(held, key=order)[:MOST_HOUSES]
    decimals = counting.decimals_of(rows[0]["indicator"])
    series = []
    for region in regions:
        found = [held[house].get(region) for house in houses]
        values = [row["mid"] for row in found if row is not None]
        if not values:
            continue
        name, hue = wording.region_name(region), hue_of(region, LIGHT)
        series.append(_series(_headed(name, unit), found, hue))
        if len(values) >= counting.ENOUGH_FOR_SPREAD:
            level = counting.spread(_frame(rows), region).median
            if level is not None:
                said = f"Median {name} {numbers.number(level, decimals=decimals)}"
                across = (level,) * len(houses)
                series.append(Series(said, across, hue, is_level=True, has_labels=False))
    return Chart(DOTS, tuple(houses), tuple(series), _format(unit, decimals)) if series else None


def _series(name: str, rows: Sequence[Row | None], hue: str) -> Series:
    """Return figures as a column: where they enter, as printed, and how far they reach."""
    spans = tuple(NO_SPAN if row is None else _span(row) for row in rows)
    return Series(
        name,
        tuple(None if row is None else row["mid"] for row in rows),
        hue,
        printed=tuple("" if row is None else _printed(row) for row in rows),
        spans=spans if any(span != NO_SPAN for span in spans) else (),
    )


def _printed(row: Row) -> str:
    """Return the figure of a house; nothing where its mark stands at it."""
    low, high = row["low"], row["high"]
    return "" if low == high == row["mid"] else counting.value_text(row, with_unit=True)


def _span(row: Row) -> tuple[float, float]:
    """Return how far a range reaches below and above where it enters; nothing for a point."""
    low, high = row["low"], row["high"]
    if low is None or high is None or low == high:
        return NO_SPAN
    return (round(row["mid"] - low, 6), round(high - row["mid"], 6))


def _frame(rows: Sequence[Row]) -> pl.DataFrame:
    return pl.DataFrame([dict(row) for row in rows], infer_schema_length=None)


def _revised(view: PanelView) -> Chart | None:
    rows = [row for row in view.frame.iter_rows(named=True) if row["entry"] == "figure"]
    houses = editions.by_house(rows)
    told = [row for held in houses.values() for row in held if row["published"] is not None]
    unit = _one_unit(told)
    if unit is None or len(houses) > MOST_LINES:
        return None
    printed = {row["published"] for row in told}
    revised = {row["published"] for held in houses.values() for row in held[1:]}
    days = sorted(printed | {day - EVE for day in revised if day is not None})
    series = []
    for house, held in sorted(houses.items()):
        at = {row["published"]: row for row in held}
        hue = LIGHT.us if len({row["mid"] for row in held}) > 1 else LIGHT.ink3
        series.append(_stepped(_series(_headed(house, unit), [at.get(day) for day in days], hue)))
    return Chart(LINES, tuple(days), tuple(series), _format(unit)) if series else None


def _stepped(line: Series) -> Series:
    """Return a line that holds each figure until the eve of the next: it never slopes over time."""
    values, silent = list(line.values), []
    last: float | None = None
    for i, value in enumerate(line.values):
        is_eve = value is None and i + 1 < len(values) and line.values[i + 1] is not None
        if is_eve and last is not None:
            values[i] = last
            silent.append(i)
        last = value if value is not None else last
    return replace(line, values=tuple(values), silent=tuple(silent))


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
        at = {(r["region"], r["period"]): r for r in rows if r["institution"] == house}
        found = [at.get(place) for place in places]
        series.append(_series(_headed(house, unit), found, inks[i % len(inks)]))
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


def _format(unit: Unit, decimals: int = 1) -> str:
    """Return Excel's format of a unit, with as many digits as figures always have."""
    shown = FORMATS.get(unit, "0.0#")
    return shown.replace("0.0#", "0.00") if decimals > 1 else shown
