"""House: what one house says now, how far from the median, and where it stands apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from dashboard import numbers
from dashboard.figures.moves_chart import House, draw_houses
from dashboard.figures.sketch import Sketch
from dashboard.figures.theme import tokens
from dashboard.panels import counting, wording
from dashboard.panels.base import Panel, Parameter, PlotlyFigure
from dashboard.panels.before import change_line, change_of
from dashboard.panels.edition_frame import claim, house_of, usual_house
from dashboard.panels.house_frame import (
    age_words,
    apart,
    is_old,
    place_words,
    read_house,
    reading_order,
)
from dashboard.panels.once import rows_of
from dashboard.panels.wording import Row
from dashboard.selection import Selection
from warehouse.reference import indicator_info
from warehouse.vocabulary import Indicator, Kind, Status

if TYPE_CHECKING:
    from collections.abc import Sequence

    from duckdb import DuckDBPyConnection

MOST_DRAWN: Final = 24  # figures; the table has them all
MOST_SPOKEN: Final = 6
GROUPS_PX: Final = {"wide": 84.0, "medium": 84.0, "narrow": 4.0}  # px for the names of groups


class HousePanel(Panel):
    """One house against the others, on everything it says."""

    id = "house"
    title = "One house"
    description = "What one house says now, its distance from the median, its rank and its age."
    section = "Houses"
    single = ("institutions",)
    parameters = (
        Parameter("institutions", "The house; of several the first. None picks one."),
        Parameter("asof", "Only what was published by this day; none means today."),
        Parameter("known", "Only what was recorded by this moment; none means now."),
    )
    defaults = Selection()
    marks = ("house", "median")

    def settled(self, cursor: DuckDBPyConnection, selection: Selection) -> Selection:
        """Return the selection with one house, by its usual name."""
        house = house_of(selection) or usual_house(cursor, selection)
        return selection.at(institutions=(house,) if house else ())

    def query(self, cursor: DuckDBPyConnection, selection: Selection) -> pl.DataFrame:
        """Return the newest figures of the house with their places among the others."""
        return read_house(cursor, selection)

    def figure(
        self, frame: pl.DataFrame, selection: Selection, theme: str, *, width: str = "wide"
    ) -> PlotlyFigure:
        """Return a block per unit: a ring for the median of the houses, a dot for this one."""
        ink = tokens(theme)
        sketch = Sketch(ink, width, GROUPS_PX[width], 6.0,
                        has_halo=selection.theme != "transparent")  # fmt: skip
        drawn = apart(frame)[:MOST_DRAWN]
        for unit in dict.fromkeys(row["unit"] for row in drawn):
            name = numbers.unit_name(unit)
            title = {"%": "In percent"}.get(name, f"In {name}")
            marks = [_mark(row, width=width) for row in drawn if row["unit"] == unit]
            draw_houses(sketch, title, sorted(marks, key=lambda mark: GROUPS.index(mark.group)),
                        suffix="%" if name == "%" else "")  # fmt: skip
        return sketch.figure()

    def finding(self, frame: pl.DataFrame, selection: Selection) -> str:
        """Return where the house stands furthest from the median."""
        house, far = house_of(selection), _counted_apart(frame)
        if frame.is_empty():
            return self.nothing(selection).rstrip(".")
        if not far:
            count = numbers.plural(frame.height, "figure")
            none = "none that counts" if apart(frame) else "none"
            return f"{house}: {count}, {none} on a question with three houses"
        first = far[0]
        if not first["distance"]:
            return f"{house} stands at the median on all it shares with two houses or more"
        size = numbers.number(
            abs(round(first["distance"], 6)), decimals=counting.decimals_of(first["indicator"])
        )
        way = "above" if first["distance"] > 0 else "below"
        return (
            f"{house} stands {size} {way} the median on {claim(first)}: "
            f"{counting.value_text(first, with_unit=True)}, {place_words(first)}"
        )

    def subtitle(self, frame: pl.DataFrame, selection: Selection) -> str:
        """Return how to read the marks."""
        return (
            "Newest figure of the house on each question with three houses or more, furthest from "
            "the median first. Open ring: median of the houses; dot: this house, hollow where it "
            "awaits review and counts in no median. Periods that are over are left to the table."
        )

    def footer(self, frame: pl.DataFrame, selection: Selection) -> str:
        """Return n, as-of, what is at the extreme, what is not counted, age and sources."""
        rows, far, drawn = rows_of(frame), _counted_apart(frame), apart(frame)
        ends = [r for r in far if r["lowest"] < r["highest"] and not r["above"] * r["below"]]
        review = sum(row["status"] == Status.REVIEW for row in rows)
        uncounted = sum(not row["pooled"] for row in rows)
        old = sum(is_old(row["age_days"]) for row in rows)
        parts = [
            f"n = {numbers.plural(len(rows), 'figure')}, {len(far)} of them beside two houses or "
            "more, the others in the table.",
            f"As of {numbers.day(selection.asof)}.",
            f"Highest or lowest on {len(ends)} of {len(far)}." if far else "",
            f"{uncounted} not pooled, {review} awaiting review." if uncounted else "",
            f"{numbers.plural(old, 'figure')} over a year old." if old else "",
            f"Drawn: {MOST_DRAWN} of {len(drawn)}." if len(drawn) > MOST_DRAWN else "",
            "The median includes this house." if far else "",
            wording.sources(rows) if rows else "",
        ]
        return " ".join(part for part in parts if part)

    def summary(self, frame: pl.DataFrame, selection: Selection) -> str:
        """Return the furthest figures in sentences."""
        said = [
            f"{claim(row)} {counting.value_text(row, with_unit=True)}, median "
            f"{_median(row)}, {place_words(row)}"
            for row in _counted_apart(frame)[:MOST_SPOKEN]
        ]
        return f"{self.finding(frame, selection)}." + (f" {'; '.join(said)}." if said else "")

    def table(self, frame: pl.DataFrame, selection: Selection) -> pl.DataFrame:
        """Return one row per figure as text, by indicator, region and period."""
        return write_figures(reading_order(frame))

    def count(self, frame: pl.DataFrame) -> int:
        """Return how many houses are counted: one, where it says anything."""
        return int(frame.height > 0)

    def empty(
        self, cursor: DuckDBPyConnection, frame: pl.DataFrame, selection: Selection
    ) -> str | None:
        """Return why there is nothing to draw and what to do, or None where there is."""
        if apart(frame):
            return None
        if frame.height:
            house = house_of(selection)
            return (
                f"No figure of {house} stands on a question with three houses, so no distance from "
                "a median can be told. The table has all of its figures."
            )
        return super().empty(cursor, frame, selection)

    def nothing(self, selection: Selection) -> str:
        """Return the sentence for a house without a figure."""
        house = house_of(selection)
        return f"{house} has no figure on record." if house else "No house is on record."


def write_figures(rows: Sequence[Row]) -> pl.DataFrame:
    """Return rows of a house as text, in the order given."""
    columns = {
        "forecast_id": [row["forecast_id"] for row in rows],
        "indicator": [indicator_info()[Indicator(row["indicator"])].short for row in rows],
        "region": [wording.region_name(row["region"]) for row in rows],
        "period": [wording.period_label(row["period"]) for row in rows],
        "value": [counting.value_text(row, with_unit=True) for row in rows],
        "change": [_change(row) for row in rows],
        "median": [_median(row) for row in rows],
        "distance": [distance_words(row) for row in rows],
        "place": [place_words(row) or numbers.NO_VALUE for row in rows],
        "measure": [wording.measure_words(row["measure"]) for row in rows],
        "age": [age_words(row["age_days"]) for row in rows],
        "published": [_day(row) for row in rows],
        "page": [f"p. {row['page']}" for row in rows],
        "counted": [_counted(row) for row in rows],
    }
    return pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))


ABOVE, AT, BELOW = "Above", "At median", "Below"
GROUPS: Final = (ABOVE, BELOW, AT)


def _counted_apart(frame: pl.DataFrame) -> list[Row]:
    return [row for row in apart(frame) if row["pooled"]]


def distance_words(row: Row) -> str:
    """Return the distance from the median with its sign; "–" below three houses."""
    if row["distance"] is None:
        return numbers.NO_VALUE
    decimals = counting.decimals_of(row["indicator"])
    return numbers.signed(round(row["distance"], 6), decimals=decimals)


def _change(row: Row) -> str:
    """Return the change from the figure before, printed or of the last edition; "–" for none."""
    change = change_of(row)
    if change is None:
        return numbers.NO_VALUE
    return numbers.signed(change, decimals=counting.decimals_of(row["indicator"]))


def _median(row: Row) -> str:
    if row["median"] is None or row["n"] < 2:
        return numbers.NO_VALUE
    decimals = counting.decimals_of(row["indicator"])
    return numbers.figure(row["median"], row["median"], row["unit"], decimals=decimals)


def _counted(row: Row) -> str:
    if row["pooled"]:
        return "yes"
    why = row["not_pooled_because"] or "not pooled"
    return f"no: {why}" if row["kind"] == Kind.FORECAST else f"no: {row['kind']}"


def _day(row: Row) -> str:
    return numbers.day(row["published"], row["published_precision"])


def _mark(row: Row, *, width: str) -> House:
    words = f"{numbers.sentence(claim(row))}: {counting.value_text(row)}"
    if width != "narrow":
        words += f", median {_median(row)}, {place_words(row)}"
    if is_old(row["age_days"]):
        words += f", {numbers.OLD if width == 'narrow' else age_words(row['age_days'])}"
    group = AT if not row["distance"] else ABOVE if row["distance"] > 0 else BELOW
    hover = counting.hover_text({**row, "why_not": row["not_pooled_because"]})
    hover = "\n".join(filter(None, (hover, change_line(row))))
    return House(
        group=group,
        label=words,
        before=row["median"],
        now=row["mid"],
        door=(row["forecast_id"], hover),
        before_door=("", f"median {_median(row)} of {row['n']} houses"),
        is_waiting=not row["pooled"],
    )


HOUSE: Final = HousePanel()
