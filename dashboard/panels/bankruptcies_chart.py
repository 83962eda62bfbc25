"""Rows of the bankruptcies panel -> bars from zero, region by region, and the lists beside them.

Where houses give paths for several regions, each region has its own block on one scale: what came
in grey, the baseline solid, scenarios dashed, year after year.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import polars as pl

from dashboard import numbers
from dashboard.figures.bars import Bar, draw_bars, names_px
from dashboard.figures.listing import Item, draw_list
from dashboard.figures.sketch import Sketch
from dashboard.figures.texts import cut_text, text_px
from dashboard.figures.theme import Tokens, tokens
from dashboard.panels import counting, wording
from dashboard.panels.bankruptcies_beside import credit_item, realised_bar
from dashboard.panels.bankruptcies_rows import (
    COUNTS,
    GROWTH,
    RELATED,
    SCENARIOS,
    block_of,
    credit_of,
    realised_of,
    value_of,
)
from dashboard.panels.base import PlotlyFigure
from dashboard.selection import Selection
from warehouse.vocabulary import InstitutionKind, Kind, Status, Unit

MOST_BARS: Final = 14  # bars of one block in the picture; the table has them all
MOST_LISTED: Final = 6
MOST_NOTE: Final = 150  # px of who counted what came
SEVERAL: Final = 2  # regions from which on each has its own block
MOST_SHORT: Final = 3  # of what stands beside, in a picture that shares its page
DATE_COLUMN: Final = 84  # px at the right of a wide chart
TITLES: Final = {
    GROWTH: "Insolvencies, change on the year before",
    COUNTS: "Insolvencies, number of cases",
    SCENARIOS: "Scenarios, never added to the path above",
}
RELATED_TITLE: Final = "Related: default rates, another measure"
CREDIT_TITLE: Final = "Related: leanings on credit"
REALISED_TITLE: Final = "Realised, change on the year before"
LIST_GAP: Final = 20  # px after the longest name of a list


def draw(frame: pl.DataFrame, selection: Selection, theme: str, *, width: str) -> PlotlyFigure:
    """Return a block of bars each for growth, counts, scenarios and what came; then lists.

    Args:
        frame: of the panel.
        selection: says whether the ground is known.
        theme: "light" or "dark".
        width: "wide", "medium" or "narrow".
    """
    ink = tokens(theme)
    most_bars, most = (MOST_SHORT,) * 2 if width == "medium" else (MOST_BARS, MOST_LISTED)
    regions = _by_region(frame, ink)
    blocks = _blocks(frame, ink, most_realised=most_bars) if len(regions) < SEVERAL else regions
    blocks += [] if len(regions) < SEVERAL else _cases(frame, ink)
    lists = {
        RELATED_TITLE: [_item(row) for row in block_of(frame, RELATED)[:MOST_LISTED]],
        CREDIT_TITLE: [credit_item(row) for row in credit_of(frame)[:most]],
    }
    listed = [text_px(item.name) + LIST_GAP for items in lists.values() for item in items]
    every = [bar for _, bars, _ in blocks for bar in bars]
    left = 4.0 if width == "narrow" else max([names_px(every), *listed])
    right = float(DATE_COLUMN if width == "wide" else 4)
    sketch = Sketch(ink, width, left, right, has_halo=selection.theme != "transparent")
    alike = [bar for _, bars, _ in regions for bar in bars] if len(regions) >= SEVERAL else []
    for title, bars, suffix in blocks:
        is_one = any(bars is held for _, held, _ in regions)
        draw_bars(sketch, title, bars, suffix=suffix, among=alike if is_one else ())
    for title, items in lists.items():
        if items:
            draw_list(sketch, title, items)
    return sketch.figure()


Block = tuple[str, list[Bar], str]  # title, bars, unit at the last tick


def _by_region(frame: pl.DataFrame, ink: Tokens) -> list[Block]:
    """Return a block for each region that a house gives a path for, years from the top."""
    told = [
        row
        for name in (GROWTH, SCENARIOS)
        for row in block_of(frame, name)
        if row["unit"] == Unit.PCT
    ]
    came = realised_of(frame)
    found: list[Block] = []
    for region in dict.fromkeys(row["region"] for row in told):
        bars = [
            (row["period"], 0, realised_bar(row, ink)) for row in came if row["region"] == region
        ]
        bars += [
            (row["period"], 1 + (row["kind"] == Kind.SCENARIO), _bar(row, ink))
            for row in told
            if row["region"] == region
        ]
        ordered = sorted(bars, key=lambda entry: entry[:2])
        name = wording.region_name(region)
        shown = [_of_year(bar, period, name) for period, _, bar in ordered[:MOST_BARS]]
        found.append((name, shown, "%"))
    return found


def _of_year(bar: Bar, period: str, region: str) -> Bar:
    """Return a bar under the title of its region, which its name need not repeat."""
    when = wording.period_short(period)
    note = bar.note if bar.identity else cut_text(f"realised, {bar.note}", MOST_NOTE)
    return replace(bar, name=when, note=note) if bar.name.startswith(region) else bar


def _cases(frame: pl.DataFrame, ink: Tokens) -> list[Block]:
    """Return numbers of cases, and scenarios in them: another unit, another scale."""
    found: list[Block] = []
    for name in (COUNTS, SCENARIOS):
        rows = [row for row in block_of(frame, name) if row["unit"] != Unit.PCT][:MOST_BARS]
        by_unit = _by_unit([_bar(row, ink) for row in rows], rows)
        found += [(TITLES[name], bars, "") for bars in by_unit.values()]
    return found


def _blocks(frame: pl.DataFrame, ink: Tokens, *, most_realised: int) -> list[Block]:
    """Return a block each for growth, counts, scenarios, a unit each, and for what came."""
    found: list[Block] = []
    for name in (GROWTH, COUNTS, SCENARIOS):
        rows = block_of(frame, name)[:MOST_BARS]
        by_unit = _by_unit([_bar(row, ink) for row in rows], rows)
        found += [
            (TITLES[name], bars, "%" if unit == Unit.PCT else "") for unit, bars in by_unit.items()
        ]
    came = [realised_bar(row, ink) for row in realised_of(frame)[:most_realised]]
    return [*found, *([(REALISED_TITLE, came, "%")] if came else [])]


def _by_unit(bars: Sequence[Bar], rows: Sequence[wording.Row]) -> dict[str, list[Bar]]:
    """Return bars by unit: unlike units never share an axis."""
    held: dict[str, list[Bar]] = {}
    for bar, row in zip(bars, rows, strict=True):
        held.setdefault(row["unit"] or "", []).append(bar)
    return held


def _bar(row: wording.Row, ink: Tokens) -> Bar:
    hue = {"US": ink.us, "EA": ink.ea}.get(row["region"], ink.ink2)
    is_counted = row["counted"] or row["why_not"] == "a number of cases"
    style = "solid"
    if row["kind"] == Kind.SCENARIO:
        style = "dashed"
    elif row["status"] == Status.REVIEW:
        style = "hollow"
    elif not is_counted:
        hue = ink.mark
    names = [wording.region_name(row["region"]), wording.period_short(row["period"])]
    note = "" if is_counted or style == "dashed" else counting.note_of(row)
    return Bar(
        name=" ".join(names),
        low=row["low"],
        high=row["high"],
        label=value_of(row),
        note=", ".join(part for part in (row["institution"], note) if part),
        when=numbers.day(row["published"], row["published_precision"]),
        colour=hue,
        style=style,
        identity=row["forecast_id"],
        hover=counting.hover_text(row),
    )


def _item(row: wording.Row) -> Item:
    where = wording.region_name(row["region"])
    is_claim = row["institution_kind"] == InstitutionKind.COLLECTIVE
    return Item(
        name=f"{row['institution']}, as reported" if is_claim else row["institution"],
        what=f"{where}, {wording.period_short(row['period'])}"
        + (f", {wording.KINDS[Kind(row['kind'])]}" if row["kind"] != Kind.FORECAST else ""),
        value=counting.value_text(row, with_unit=True)
        + (", in review" if row["status"] == Status.REVIEW else ""),
        when=numbers.day(row["published"], row["published_precision"]),
        identity=row["forecast_id"],
        hover=counting.hover_text(row),
    )
