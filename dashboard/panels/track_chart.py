"""Errors -> strips: a block per horizon, a strip per house, the line of no error through all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final

import polars as pl

from dashboard import numbers
from dashboard.figures.marks import Form, Mark, Style
from dashboard.figures.sketch import Sketch
from dashboard.figures.strips import TITLE, Strip, draw_strips, strips_axis
from dashboard.figures.theme import Tokens
from dashboard.panels import counting, outturns, wording
from dashboard.panels.comparison import hue_of
from dashboard.panels.track_frame import Horizon, Score, horizons_of, scores, together
from dashboard.panels.wording import Row
from warehouse.vocabulary import Status, Unit

Trace = dict[str, Any]
HEADINGS: Final = {
    "wide": ("Mean abs.", "Mean", "Too high", "n"),
    "medium": ("Mean abs.", "n"),
    "narrow": (),
}
REALISED: Final = ("indicator", "realised_low", "realised_high", "unit")  # of `realised_text`
PRINT: Final = (  # of `print_of`
    "vintage", "series", "known_from", "realised_precision", "realised_confidence", "is_own",
    "source",
)  # fmt: skip
MOST_STRIPS: Final = 16  # houses at one horizon in the picture; the table has them all
QUOTE: Final = 110  # letters of a quotation that a hover holds


@dataclass(frozen=True, slots=True)
class Block:
    """One horizon.

    Attributes:
        title: what all errors of it come to.
        strips: one per house, ranked ones first.
    """

    title: str
    strips: tuple[Strip, ...]


def blocks_of(frame: pl.DataFrame, ink: Tokens, *, width: str) -> list[Block]:
    """Return a block for each horizon that has a counted error."""
    return [
        Block(_title(horizon, found, width=width), _strips(found, ink, width=width))
        for horizon, found in horizons_of(frame)
    ]


def draw_blocks(sketch: Sketch, blocks: Sequence[Block], *, unit: Unit) -> None:
    """Draw the blocks on one scale, each with the line of no error."""
    every = [strip for block in blocks for strip in block.strips]
    if not every:
        return
    suffix = " points" if unit is Unit.PCT and sketch.width == "wide" else ""
    axis = strips_axis(sketch, every, suffix=suffix, decimals=1, also=(0.0,))
    for block in blocks:
        drawn = draw_strips(
            sketch,
            block.strips,
            title=block.title,
            headings=HEADINGS[sketch.width],
            suffix=suffix,
            decimals=1,
            axis=axis,
        )
        drawn.line((0.0, TITLE), (0.0, drawn.height), colour=sketch.tokens.ink3)
    sketch.traces = [_joined(list(held)) for _, held in groupby(sketch.traces, key=_axis_of)]


def _axis_of(trace: Trace) -> str:
    return str(trace["xaxis"])


def _joined(traces: list[Trace]) -> Trace:
    """Return the dots of one block as one trace: thousands of traces draw slowly."""
    whole = dict(traces[0])
    for name in ("x", "y", "customdata", "hovertext"):
        whole[name] = [entry for trace in traces for entry in trace[name]]
    markers = [trace["marker"] for trace in traces]
    lines = [marker.get("line", {}) for marker in markers]
    whole["marker"] = {
        "symbol": [marker.get("symbol", "circle") for marker in markers],
        "size": [marker["size"] for marker in markers],
        "color": [marker["color"] for marker in markers],
        "opacity": 1,  # of marks with sizes of their own Plotly makes 0.7 unless told
        "line": {
            "color": [
                line.get("color", marker["color"])
                for line, marker in zip(lines, markers, strict=True)
            ],
            "width": [line.get("width", 0) for line in lines],
        },
    }
    return whole


def realised_text(row: Row) -> str:
    """Return the realised value of an error with its unit."""
    low, high = row["realised_low"], row["realised_high"]
    decimals = counting.decimals_of(row["indicator"])
    return numbers.figure(low, high, row["unit"], decimals=decimals)


def error_text(row: Row) -> str:
    """Return an error with its sign; a dash where the figure has no midpoint."""
    if row["error"] is None:
        return numbers.NO_VALUE
    return numbers.signed(row["error"], decimals=counting.decimals_of(row["indicator"]))


def print_of(row: Row) -> str:
    """Return which print of the outcome an error is taken against."""
    precision, confidence = row["realised_precision"], row["realised_confidence"]
    return outturns.print_words({**row, "precision": precision, "confidence": confidence})


def _title(horizon: Horizon, frame: pl.DataFrame, *, width: str) -> str:
    ahead = f"{numbers.sentence(horizon.words)} ahead"
    more = len(scores(frame)) - MOST_STRIPS
    ahead += f", {numbers.plural(more, 'more house')} in the table" if more > 0 else ""
    if width != "wide":
        return f"{ahead}, n = {together(frame).n}"
    return f"{ahead}: {_sizes(together(frame), _decimals(frame))}"


def _decimals(frame: pl.DataFrame) -> int:
    return counting.decimals_of(frame["indicator"][0])


def _sizes(score: Score, decimals: int) -> str:
    mean = numbers.signed(round(score.mean, 2), decimals=decimals)
    size = numbers.number(round(score.absolute, 2), decimals=decimals)
    return f"mean {mean}, mean absolute {size}, n = {score.n}"


def _strips(frame: pl.DataFrame, ink: Tokens, *, width: str) -> tuple[Strip, ...]:
    found, decimals = [], _decimals(frame)
    shown = scores(frame)[:MOST_STRIPS]
    is_drawn = pl.col("counted") | (pl.col("status") == str(Status.REVIEW))
    drawn = frame.filter(
        pl.col("institution").is_in([score.name for score in shown])
        & pl.col("error").is_not_null()
        & is_drawn
    )
    held: dict[str, list[Row]] = {}
    for row in drawn.sort("error", maintain_order=True).iter_rows(named=True):
        held.setdefault(row["institution"], []).append(row)
    for score in shown:
        marks = tuple(_mark(row, ink) for row in held[score.name])
        name = f"{score.name}: {_sizes(score, decimals)}" if width == "narrow" else score.name
        found.append(Strip(name, marks, score.mean, _columns(score, decimals, width=width)))
    return tuple(found)


def _columns(score: Score, decimals: int, *, width: str) -> tuple[str, ...]:
    size = numbers.number(round(score.absolute, 2), decimals=decimals)
    texts = {
        "Mean abs.": size,
        "Mean": numbers.signed(round(score.mean, 2), decimals=decimals),
        "Too high": f"{score.too_high} of {score.n}",
        "n": str(score.n) if score.is_ranked else f"{score.n}, unranked",
    }
    return tuple(texts[heading] for heading in HEADINGS[width])


def _mark(row: Row, ink: Tokens) -> Mark:
    is_unsure = row["realised_confidence"] == outturns.UNSURE
    return Mark(
        low=row["error"],
        high=row["error"],
        form=Form.POINT,
        style=Style.COUNTED if row["counted"] else Style.REVIEW,
        hue=ink.ink3 if is_unsure else hue_of(row["region"], ink),
        label=error_text(row),
        identity=row["forecast_id"],
        hover=_hover(row),
    )


def _hover(row: Row) -> str:
    quote = " ".join((row["quote"] or "").split())
    quote = quote if len(quote) <= QUOTE else f"{quote[: QUOTE - 1]}…"
    where = f"{row['institution']} · {wording.region_name(row['region'])}"
    value = counting.value_text(row, with_unit=True)
    lines = [
        f"{where}, {wording.period_label(row['period'])}",
        f"forecast {value}, {wording.measure_words(row['measure'])}",
        f"realised {realised_text(row)}, {print_of(row)}",
        f"{row['release']}",
        f"error {error_text(row)}, {numbers.plural(row['months'], 'month')} ahead",
        f"{numbers.day(row['published'], row['published_precision'])}, p. {row['page']}",
        *([f"“{quote}”"] if quote else []),
        *([f"not counted: {row['why_not']}"] if row["why_not"] else []),
    ]
    return "\n".join(lines)
