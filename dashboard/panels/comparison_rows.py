"""Judged rows of one year -> the rows of the chart: a dumbbell for two regions, else strips."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Final

import polars as pl

from dashboard import numbers
from dashboard.figures.marks import Style
from dashboard.figures.row_chart import Median, Row, RowChart
from dashboard.figures.theme import Tokens
from dashboard.panels import counting, wording
from dashboard.panels.counting import Spread
from dashboard.panels.differences import difference
from dashboard.panels.once import once_a_frame, rows_of
from dashboard.panels.spans import is_year
from dashboard.selection import SORTS, Selection
from warehouse.vocabulary import InstitutionKind, Kind

PAIR: Final = 2  # regions that make a dumbbell
AS_REPORTED: Final = "As reported by others, not counted"
COLUMN_DATE: Final = "Published"
USUAL_SORT: Final = SORTS[0]
REPORTED: Final = 3  # group of claims about houses that are not named
HOUSES: Final = (0, 1)  # groups of rows that are houses' own figures for the period
NEVER: Final = date.min


def hue_of(region: str, ink: Tokens) -> str:
    """Return the colour of a region: only the two economies have one."""
    return {"US": ink.us, "EA": ink.ea}.get(region, ink.ink)


Entry = tuple[Row, list[wording.Row]]  # a row of the chart and the figures on it


def chart_of(frame: pl.DataFrame, selection: Selection, ink: Tokens) -> RowChart:
    """Return one year's rows: two regions on each, with their difference, or one region."""
    spreads = [counting.spread(frame, region) for region in selection.regions]
    rows = entries_of(frame, selection, ink)
    ordered = sorted(rows.values(), key=lambda entry: place_of(entry, spreads, selection))
    return RowChart(
        rows=tuple(row for row, _ in ordered),
        medians=medians_of(frame, spreads, ink),
        headings=(gap_heading(selection), COLUMN_DATE) if is_pair(selection) else (COLUMN_DATE,),
        suffix="%",
    )


@once_a_frame
def by_chart(frame: pl.DataFrame, selection: Selection) -> list[tuple[pl.DataFrame, Selection]]:
    """Return what each chart shows: two regions together, any other number one by one."""
    if is_pair(selection):
        return [(frame, selection)]
    return [
        (frame.filter(pl.col("region") == region), selection.at(regions=(region,)))
        for region in selection.regions
    ]


def is_pair(selection: Selection) -> bool:
    """Whether two regions are compared, between which there is a difference."""
    return len(selection.regions) == PAIR


def gap_heading(selection: Selection) -> str:
    """Return what the column of differences is called: "US minus EA"."""
    return " minus ".join(wording.region_short(code) for code in selection.regions)


def medians_of(frame: pl.DataFrame, spreads: Sequence[Spread], ink: Tokens) -> tuple[Median, ...]:
    """Return the line of each region."""
    return tuple(median for found in spreads for median in _median(frame, found, ink))


def entries_of(frame: pl.DataFrame, selection: Selection, ink: Tokens) -> dict[str, Entry]:
    """Return the rows of the chart by name, in no order, with the figures on each."""
    spreads = [counting.spread(frame, region) for region in selection.regions]
    bold = {row["institution"] for found in spreads for row in counting.outliers(found)}
    least = 0 if is_pair(selection) else 1
    is_usual = selection.sort in ("", USUAL_SORT)
    found: dict[str, Entry] = {}
    for (group, name), held in _grouped(frame, selection).items():
        at = max(group, least) if is_usual or group not in HOUSES else HOUSES[-1]
        row = _row(name, at, held, selection=selection, ink=ink, bold=bold)
        found[f"{name}, as reported" if group == REPORTED else name] = (row, held)
    return found


def place_of(
    entry: Entry, spreads: Sequence[Spread], selection: Selection
) -> tuple[int, float, float, str]:
    """Return where a row stands: by its group, then as the selection sorts.

    Args:
        entry: the row and its figures.
        spreads: the counted figures of each region.
        selection: says how to sort; without a word by the gap, then by value.
    """
    row, held = entry
    if selection.sort in ("", USUAL_SORT):
        return _row_order(row)
    medians = {found.region: found.median for found in spreads}
    keys: dict[str, Callable[[], float]] = {
        "value": lambda: -_highest(row),
        "distance": lambda: -_furthest(held, medians),
        "date": lambda: -float(_newest(held).toordinal()),
        "name": lambda: 0.0,
    }
    return (row.group, keys[selection.sort](), 0.0, row.name.casefold())


def _highest(row: Row) -> float:
    """Return the largest figure of a row, of counted ones where it has any."""
    counted = [mark for mark in row.marks if mark.style is Style.COUNTED]
    return max((mark.start + mark.end) / 2 for mark in counted or row.marks)


def _furthest(held: Sequence[wording.Row], medians: Mapping[str, float | None]) -> float:
    """Return how far a house's counted figures stand from their medians; -1 without one."""
    far = [
        abs(row["mid"] - middle)
        for row in held
        if row["counted"] and (middle := medians.get(row["region"])) is not None
    ]
    return round(max(far, default=-1.0), 6)


def _newest(held: Sequence[wording.Row]) -> date:
    return max((row["published"] or NEVER for row in held), default=NEVER)


def _grouped(frame: pl.DataFrame, selection: Selection) -> dict[tuple[int, str], list[wording.Row]]:
    """Return figures by group and row name: pairs, singles, other periods, claims of others."""
    held: dict[tuple[int, str], list[wording.Row]] = {}
    counted: dict[str, set[str]] = {}
    for row in rows_of(frame):
        if row["counted"]:
            counted.setdefault(row["institution"], set()).add(row["region"])
    for row in rows_of(frame):
        name = row["institution"]
        group = 0 if counted.get(name) == set(selection.regions) else 1
        if (row["why_not"] or "").startswith(counting.OTHER_PERIOD):
            group, name = 2, f"{name}, {_part_of_year(row['period'])}"
        if row["institution_kind"] == InstitutionKind.COLLECTIVE:
            group = REPORTED
        held.setdefault((group, name), []).append(row)
    return held


def _part_of_year(period: str) -> str:
    if is_year(period):
        return "whole year"
    return {"H1": "first half", "H2": "second half"}.get(period[-2:], wording.period_label(period))


def _row(
    name: str,
    group: int,
    held: list[wording.Row],
    *,
    selection: Selection,
    ink: Tokens,
    bold: set[str],
) -> Row:
    held = counting.without_superseded(held) or held
    older = counting.printed_before(held)
    marks = tuple(
        counting.mark_of(
            row,
            hue=hue_of(row["region"], ink),
            prefix=_prefix(row, selection),
            before=older.get(counting.question_of(row)),
        )
        for row in _unlike_once(held)
        if row["kind"] != Kind.PREVIOUS or row["forecast_id"] not in _ids(older)
    )
    newest = max(held, key=lambda row: (row["published"] is not None, row["published"]))
    when = numbers.day(newest["published"], newest["published_precision"])
    gap = difference(held, selection.regions)
    return Row(
        name=name,
        marks=marks,
        columns=(numbers.NO_VALUE if gap is None else numbers.signed(gap), when)
        if len(selection.regions) == PAIR
        else (when,),
        group=group,
        is_strong=held[0]["institution"] in bold,
        heading=AS_REPORTED if group == REPORTED else "",
        house=held[0]["institution"],
    )


def _ids(older: dict[counting.Key, wording.Row]) -> set[str]:
    return {row["forecast_id"] for row in older.values()}


def _prefix(row: wording.Row, selection: Selection) -> str:
    """Return the region's name where neither colour nor place says which one it is."""
    says_itself = len(selection.regions) != PAIR or row["region"] in ("US", "EA")
    return "" if says_itself else f"{wording.region_short(row['region'])} "


def _unlike_once(held: list[wording.Row]) -> list[wording.Row]:
    """Return the rows of a house without grey repeats of one value in one region."""
    seen: set[tuple[object, ...]] = set()
    kept = []
    for row in sorted(held, key=lambda row: not row["counted"]):
        key = (row["region"], row["low"], row["high"], row["stance"])
        if key not in seen:
            kept.append(row)
        seen.add(key)
    return kept


def _row_order(row: Row) -> tuple[int, float, float, str]:
    """Order by group, then by gap where there is one, then by value, largest first."""
    gap = 0.0
    counted = [mark for mark in row.marks if mark.style is Style.COUNTED]
    if row.group == 0 and len(counted) == PAIR:
        middles = [(mark.start + mark.end) / 2 for mark in counted]
        gap = abs(middles[0] - middles[1])
    return (row.group, -gap, -_highest(row), row.name)


def _median(frame: pl.DataFrame, found: Spread, ink: Tokens) -> list[Median]:
    """Return the line of a region, or only its name where there is no median."""
    name, hue = wording.region_name(found.region), hue_of(found.region, ink)
    if found.median is not None:
        label = f"median {numbers.number(found.median)}, n = {found.n}"
        return [Median(found.median, name, label, hue)]
    drawn = [
        row["mid"]
        for row in rows_of(frame)
        if row["region"] == found.region and row["mid"] is not None
    ]
    if not drawn:
        return []
    at = found.rows[0]["mid"] if found.n else sum(drawn) / len(drawn)
    return [Median(at, name, f"n = {found.n}", hue, has_line=False)]
