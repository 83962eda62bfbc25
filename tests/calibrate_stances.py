"""Labelled stances -> the weights behind a stance's confidence, and how far they can be trusted.

    python -m tests.calibrate_stances --also DIR            fit and print; change nothing
    python -m tests.calibrate_stances --also DIR --write    write ingest/stances/confidence.toml and
                                                            the table of ingest/CONFIDENCE.md

The same manner as `tests.calibrate`: a logistic regression that starts from a hand-set judgement,
every printed figure out of sample (each report judged by weights learned without it), and rows as
they were read for the first time, `tests/first_look_stances.csv`, learned from as well. Labels are
few, so the hand-set weights move little.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path
from statistics import fmean

import numpy as np

from ingest.extraction import extract
from ingest.resolving.scorecard import HIGHEST, LOWEST
from ingest.stances.traits import Trait
from tests.accuracy import put_between
from tests.stance_accuracy import (
    ARTICLE,
    Claim,
    as_direction,
    claim_of,
    expected_of_article,
    labels_of,
)
from warehouse.records import AllocationStance

ROOT = Path(__file__).resolve().parents[1]
SCORECARD = ROOT / "ingest" / "stances" / "confidence.toml"
GUIDE = ROOT / "ingest" / "CONFIDENCE.md"
FIRST_LOOK = ROOT / "tests" / "first_look_stances.csv"

START = {"prose": 2.6, "grid": 2.9, "other": 1.5}  # log-odds of a row without traits
PRIOR = {
    Trait.HOUSE_EARLIER: -1.0, Trait.HOUSE_CREDITED: -0.6, Trait.HOUSE_HEADING: -0.4,
    Trait.NO_VOICE: -0.8, Trait.UNSIGNED: -2.0, Trait.OPEN: -1.5, Trait.VIEW: -0.3,
    Trait.SOFT: -0.8, Trait.QUALIFIED: -1.5, Trait.NEGATED: -1.2, Trait.CARRIED: -0.8,
    Trait.TURNED: -0.3, Trait.REGIONAL: -0.7, Trait.REGION_LABEL: -0.6, Trait.LONG: -0.3,
    Trait.SEVERAL: -0.2, Trait.GRID_SIGN: -1.5, Trait.GRID_BARE: -0.6, Trait.CONTRADICTED: -2.0,
}  # fmt: skip
"""Log-odds that a trait adds, as judged by hand."""

START_SPREAD, WEIGHT_SPREAD = 0.8, 0.4  # how far labels may easily move them
TARGET = 0.985  # share of accepted rows promised to be right
LINES = tuple(round(0.5 + 0.005 * n, 3) for n in range(98))
FEWEST_ACCEPTED = 0.5  # a line that accepts less is of no use
MOST_ROWS = 20  # rows that a report counts for at most
STEPS = 60
BINS = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 1.0)


@dataclass(frozen=True)
class Row:
    """One stance, and whether a label agrees with it in its direction."""

    report: str
    reader: str
    traits: frozenset[str]
    right: bool


def gather(folders: Iterable[Path]) -> list[Row]:
    """Read every labelled report and mark its rows."""
    reports: list[tuple[Path, frozenset[Claim]]] = []
    if ARTICLE.exists():
        reports.append((ARTICLE, expected_of_article()))
    for folder in folders:
        for gold in sorted((folder / "gold").glob("*.csv")):
            [path] = (folder / "pdf").glob(f"{gold.stem}.*")
            reports.append((path, labels_of(gold)))
    return [
        _row(path.stem, stance, wanted)
        for path, wanted in reports
        for stance in extract(path).stances
    ]


def _row(report: str, stance: AllocationStance, wanted: frozenset[Claim]) -> Row:
    right = as_direction(claim_of(stance)) in set(map(as_direction, wanted))
    return Row(report, stance.reader, frozenset(stance.traits), right)


def read_first_look() -> list[Row]:
    """Return the rows of reports as they were read for the first time."""
    with FIRST_LOOK.open(newline="", encoding="utf-8") as handle:
        return [
            Row(one["report"], one["reader"], frozenset(one["traits"].split()), one["right"] == "1")
            for one in csv.DictReader(handle)
            for _ in range(int(one["rows"]))
        ]


def _names(row: Row) -> list[str]:
    return [f"start {row.reader}", *row.traits]


def fit(rows: Sequence[Row]) -> dict[str, float]:
    """Learn the weights: most likely given the labels and the prior (Newton's method)."""
    prior = {**{f"start {name}": odds for name, odds in START.items()}, **PRIOR}
    names = [str(name) for name in prior]
    at = {name: n for n, name in enumerate(names)}
    sizes = Counter(row.report for row in rows)
    design = np.zeros((len(rows), len(names)))
    for n, row in enumerate(rows):
        for name in _names(row):
            design[n, at[name]] = 1.0
    right = np.array([row.right for row in rows], dtype=float)
    weight = np.array([min(1.0, MOST_ROWS / sizes[row.report]) for row in rows])
    middle = np.array(list(prior.values()))
    spread = [START_SPREAD if name.startswith("start ") else WEIGHT_SPREAD for name in names]
    tight = 1 / np.square(spread)
    found = middle.copy()
    for _ in range(STEPS):
        share = 1 / (1 + np.exp(-design @ found))
        slope = design.T @ (weight * (right - share)) - tight * (found - middle)
        bend = (design * (weight * share * (1 - share))[:, None]).T @ design + np.diag(tight)
        found += np.clip(np.linalg.solve(bend, slope), -1.0, 1.0)
    # A doubt never raises a confidence.
    values = dict(zip(names, map(float, found), strict=True))
    return {n: v if n.startswith("start ") else min(0.0, v) for n, v in values.items()}


def confidence(row: Row, values: dict[str, float]) -> float:
    """Return the confidence of a row by these weights."""
    odds = sum(values[name] for name in _names(row))
    return min(HIGHEST, max(LOWEST, float(1 / (1 + np.exp(-odds)))))


def out_of_sample(rows: Sequence[Row]) -> list[float]:
    """Return each row's confidence by weights that were learned without its report."""
    found: dict[int, float] = {}
    for report in sorted({row.report for row in rows}):
        values = fit([row for row in rows if row.report != report])
        found |= {n: confidence(r, values) for n, r in enumerate(rows) if r.report == report}
    return [found[n] for n in range(len(rows))]


def choose_line(rows: Sequence[Row], confidences: Sequence[float]) -> tuple[float, float, float]:
    """Return the lowest line that keeps the promise, else the one nearest to it.

    Returns:
        The line, the share of rows it accepts, the share of those that are right.
    """
    found = []
    for at in LINES:
        kept = [r.right for r, c in zip(rows, confidences, strict=True) if c >= at]
        if len(kept) >= FEWEST_ACCEPTED * len(rows):
            found.append((at, len(kept) / len(rows), fmean(kept)))
    good = [one for one in found if one[2] >= TARGET]
    return good[0] if good else max(found, key=lambda one: one[2])


def as_toml(values: dict[str, float], *, line: float, rows: Sequence[Row]) -> str:
    """Return the scorecard file."""
    return "\n".join(
        [
            "# Written by `python -m tests.calibrate_stances --write`: fit again, do not edit.",
            "# What the numbers mean: ingest/CONFIDENCE.md. All but the line are log-odds.",
            "",
            f"accepted_from = {line}",
            "",
            "[about]",
            f"date = {date.today():%Y-%m-%d}",
            f"rows = {len(rows)}",
            f"reports = {len({row.report for row in rows})}",
            "",
            "[start]",
            *(f"{name} = {values[f'start {name}']:.2f}" for name in START),
            "",
            "[weights]",
            *(f"{t} = {values[t] + 0.0:.2f}".replace("-0.00", "0.00") for t in Trait),
            "",
        ]
    )


def table(rows: Sequence[Row], confidences: Sequence[float], first: int) -> str:
    """Return the reliability table; the first rows are those of today, the rest the first look."""
    line, share, right = choose_line(rows, confidences)
    text = [
        f"Fitted on {date.today():%d %b %Y} to {len(rows)} stances of "
        f"{len({r.report for r in rows})} reports. A stance is accepted from {line} on: "
        f"{share:.0%} are, and {right:.1%} of those are right, out of sample.",
        "",
        "| confidence | stances | promised | right | of these at first sight | right |",
        "|" + " --- |" * 6,
    ]
    for low, high in pairwise(BINS):
        top = high if high < 1 else 2.0
        inside = [n for n, c in enumerate(confidences) if low <= c < top]
        new = [n for n in inside if n >= first]
        if inside:
            seen = f"{fmean(rows[n].right for n in new):.2f}" if new else "–"
            text.append(
                f"| {low:.2f} to {high:.2f} | {len(inside)} | "
                f"{fmean(confidences[n] for n in inside):.2f} | "
                f"{fmean(rows[n].right for n in inside):.2f} | {len(new)} | {seen} |"
            )
    text += ["", "| trait | log-odds | stances | right |", "| --- | --- | --- | --- |"]
    values = fit(rows)
    for trait in Trait:
        having = [row.right for row in rows if trait in row.traits]
        seen = f"{fmean(having):.2f}" if having else "–"
        text.append(f"| {trait} | {values[trait] + 0.0:.2f} | {len(having)} | {seen} |")
    return "\n".join(text).replace("-0.00", "0.00")


def main() -> None:
    """Fit, print and, if asked, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--also", type=Path, action="append", default=[], metavar="DIR")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    today = gather(options.also)
    rows = [*today, *read_first_look()]
    confidences = out_of_sample(rows)
    line, *_ = choose_line(rows, confidences)
    shown = table(rows, confidences, len(today))
    sys.stdout.write(shown + "\n")
    if options.write:
        SCORECARD.write_text(as_toml(fit(rows), line=line, rows=rows), encoding="utf-8")
        text = put_between(GUIDE.read_text(encoding="utf-8"), "stances", shown)
        GUIDE.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
