"""Labelled reports -> the weights behind a row's confidence, and how far they can be trusted.

    python -m tests.calibrate                       fit and print the tables; change nothing
    python -m tests.calibrate --also DIR --also DIR learn from other labelled reports as well
                                                    (DIR/pdf and DIR/gold)
    python -m tests.calibrate --write               write ingest/resolving/confidence.toml and the
                                                    tables of ingest/CONFIDENCE.md
    python -m tests.calibrate --errors 20           list the wrong rows that are trusted most

Every figure that is printed is out of sample: each report is judged by weights that were learned
without it. Needs the folder `shared` beside the checkout; nothing of it enters the project.
"""

from __future__ import annotations

import argparse
import importlib.util
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path
from statistics import fmean
from types import ModuleType

from ingest.errors import IngestError
from ingest.extraction import extract
from ingest.output import as_row
from ingest.resolving.confidence import CALL_READER, CAPS, Doubt
from tests.accuracy import CORPUS, SCORER, put_between
from tests.calibration import (
    SPECIAL_TRAITS,
    START,
    TRAITS,
    Row,
    fit,
    out_of_sample,
    weights_of_reports,
)
from warehouse.vocabulary import Kind

ROOT = Path(__file__).resolve().parents[1]
SCORECARD = ROOT / "ingest" / "resolving" / "confidence.toml"
GUIDE = ROOT / "ingest" / "CONFIDENCE.md"

HELD_OUT = frozenset({"20-scotiabank-dec25", "29-deutsche-world-2026"})  # never learned from
TARGET = 0.985  # share of accepted rows that has to be right
WANTED = 0.9  # share of rows that should be accepted: well over what is promised (0.8)
LINES = tuple(round(0.5 + 0.005 * n, 3) for n in range(100))  # where the line may lie
ENOUGH = 5  # rows with a number that a report needs to count in a mean over reports
BINS = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.97, 0.98, 0.99, 1.0)
TOLD = 0.05  # log-odds: a correction by reader that is smaller is left out


def load_scorer() -> ModuleType:
    """Return the scorer of `shared` as a module."""
    spec = importlib.util.spec_from_file_location("score_extraction", SCORER)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def gather(corpora: Iterable[Path]) -> list[Row]:
    """Read every labelled report that is not held out, and mark its rows as right or wrong."""
    scorer = load_scorer()
    rows: list[Row] = []
    for corpus in corpora:
        for gold in sorted((corpus / "gold").glob("*.csv")):
            if gold.stem not in HELD_OUT:
                rows += _rows_of(scorer, corpus / "pdf" / f"{gold.stem}.pdf", gold)
    return rows


def _rows_of(scorer: ModuleType, path: Path, gold: Path) -> list[Row]:
    try:
        forecasts = extract(path).forecasts
    except IngestError:
        return []
    labels = [c for c in scorer.load_gold(gold) if c["indicator"] in scorer.CORE]
    kept = [row for row in forecasts if str(row.indicator) in scorer.CORE]
    claims = [scorer.as_claim(as_row(row, doc=path.stem)) for row in kept]
    label_of = {p: g for g, p in scorer.match(labels, claims)}
    rows = []
    for at, (row, claim) in enumerate(zip(kept, claims, strict=True)):
        if row.kind is not Kind.FORECAST:
            continue
        right = at in label_of and labels[label_of[at]]["kind"] == "forecast"
        reader = CALL_READER if Doubt.CALL in row.traits else row.reader
        shown = (
            f"p{claim['page']} {claim['indicator']} {claim['region']} {claim['period']} "
            f"{claim['low']}..{claim['high']} {claim['stance']} | {row.evidence.quote[:110]}"
        )
        rows.append(Row(path.stem, reader, frozenset(row.traits), right, shown))
    return rows


@dataclass(frozen=True)
class Line:
    """A line between accepted and review, and what it does, out of sample.

    Attributes:
        at: the confidence.
        share: of the rows with a number that it accepts, mean over reports.
        precision: of the accepted that are right, mean over reports.
        share_of_all: of all rows that it accepts.
        precision_of_all: of all accepted that are right.
    """

    at: float
    share: float
    precision: float
    share_of_all: float
    precision_of_all: float

    @property
    def holds(self) -> bool:
        """Whether enough of what it accepts is right."""
        return min(self.precision, self.precision_of_all) >= TARGET


def line_at(at: float, rows: Sequence[Row], confidences: Sequence[float]) -> Line:
    """Say what a line does to rows with a number."""
    tallies: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for row, confidence in zip(rows, confidences, strict=True):
        if row.reader != CALL_READER:
            tally = tallies[row.report]
            accepted = confidence >= at
            tally[:] = [tally[0] + 1, tally[1] + accepted, tally[2] + (accepted and row.right)]
    enough = [tally for tally in tallies.values() if tally[0] >= ENOUGH]
    count, accepted, right = (sum(tally[n] for tally in tallies.values()) for n in range(3))
    return Line(
        at,
        fmean(tally[1] / tally[0] for tally in enough),
        fmean([tally[2] / tally[1] for tally in enough if tally[1]] or [1.0]),
        accepted / count,
        right / max(1, accepted),
    )


def choose_line(rows: Sequence[Row], confidences: Sequence[float]) -> Line:
    """Return the strictest line that accepts what is wanted, or a stricter one that holds."""
    lines = [line_at(at, rows, confidences) for at in LINES]
    generous = [line for line in lines if min(line.share, line.share_of_all) >= WANTED]
    holding = [line for line in generous if line.holds]
    if holding:
        return holding[-1]
    stricter = [line for line in lines if line.holds]
    return stricter[0] if stricter else lines[-1]


def as_toml(values: Mapping[str, float], *, line: Line, rows: Sequence[Row]) -> str:
    """Return the scorecard file."""
    reports = sorted({row.report for row in rows})
    text = [
        "# Written by `python -m tests.calibrate --write`: fit again, do not edit by hand.",
        "# What the numbers mean: ingest/CONFIDENCE.md. All but the line are log-odds.",
        "",
        f"accepted_from = {line.at}",
        "",
        "[about]",
        f"date = {date.today():%Y-%m-%d}",
        f"rows = {len(rows)}",
        f"reports = [{', '.join(chr(34) + name + chr(34) for name in reports)}]",
        "",
        "[start]",
        *(f"{name} = {values[f'start {name}']:.2f}" for name in START),
        "",
        "[weights]",
        *(f"{name} = {_plain(values[name])}" for name in TRAITS),
    ]
    for reader in START:
        special = {t: values.get(f"{reader} {t}", 0.0) for t in SPECIAL_TRAITS}
        kept = [f"{t} = {value:.2f}" for t, value in special.items() if abs(value) >= TOLD]
        text += ["", f"[special.{reader}]", *kept] if kept else []
    return "\n".join(text) + "\n"


def _plain(value: float) -> str:
    return f"{value:.2f}".replace("-0.00", "0.00")


def reliability(rows: Sequence[Row], confidences: Sequence[float]) -> str:
    """Return the table: what was promised against what was right, and two errors of it."""
    weight = weights_of_reports(rows)
    lines = [
        "| confidence | rows | promised | right | right, reports weighed |",
        "|" + " --- |" * 5,
    ]
    off = 0.0
    for low, high in pairwise(BINS):
        top = high if high < 1 else 2.0
        inside = [n for n, found in enumerate(confidences) if low <= found < top]
        if not inside:
            continue
        heavy = sum(weight[n] for n in inside)
        promised = sum(weight[n] * confidences[n] for n in inside) / heavy
        right = sum(weight[n] * rows[n].right for n in inside) / heavy
        off += heavy * abs(promised - right)
        share = fmean(rows[n].right for n in inside)
        lines.append(
            f"| {low:.2f} to {high:.2f} | {len(inside)} | {promised:.3f} | {share:.3f} "
            f"| {right:.3f} |"
        )
    total = sum(weight)
    brier = sum(w * (c - r.right) ** 2 for w, c, r in zip(weight, confidences, rows, strict=True))
    lines += ["", f"Brier score {brier / total:.4f}; mean calibration error {off / total:.4f}."]
    return "\n".join(lines)


def trait_table(rows: Sequence[Row], values: Mapping[str, float]) -> str:
    """Return what each trait costs or gives, and how its rows fared."""
    lines = ["| trait | log-odds | rows | right |", "| --- | --- | --- | --- |"]
    for trait in TRAITS:
        having = [row.right for row in rows if trait in row.traits]
        share = f"{fmean(having):.3f}" if having else "–"
        cap = f", at most {CAPS[trait]}" if trait in CAPS else ""
        lines.append(f"| {trait} | {_plain(values[trait])}{cap} | {len(having)} | {share} |")
    return "\n".join(lines)


def summary(line: Line, rows: Sequence[Row]) -> str:
    """Return sentences on the line and what it does."""
    reports = len({row.report for row in rows})
    return (
        f"Fitted on {date.today():%d %b %Y}: {len(rows)} rows of {reports} reports. A row is "
        f"accepted from {line.at} on. Out of sample that accepts {line.share:.1%} of the rows with "
        f"a number and {line.precision:.1%} of those are right (mean over reports; all rows "
        f"together: {line.share_of_all:.1%} and {line.precision_of_all:.1%})."
    )


def _errors(rows: Sequence[Row], confidences: Sequence[float], most: int) -> str:
    wrong = [(c, row) for c, row in zip(confidences, rows, strict=True) if not row.right]
    wrong.sort(key=lambda pair: -pair[0])
    lines = (f"{c:.3f} {r.report} {r.shown} {sorted(r.traits)}\n" for c, r in wrong[:most])
    return "".join(lines)


def main() -> None:
    """Fit, print and, if asked, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--also", type=Path, action="append", default=[], metavar="DIR")
    parser.add_argument("--errors", type=int, default=0, metavar="N")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    rows = gather([CORPUS, *options.also])
    confidences = out_of_sample(rows)
    line, values = choose_line(rows, confidences), fit(rows).values
    told, table = summary(line, rows), reliability(rows, confidences)
    traits = trait_table(rows, values)
    sys.stdout.write(f"{told}\n\n{table}\n\n{traits}\n\n")
    sys.stdout.write(_errors(rows, confidences, options.errors))
    if options.write:
        SCORECARD.write_text(as_toml(values, line=line, rows=rows), encoding="utf-8")
        text = GUIDE.read_text(encoding="utf-8")
        for name, content in (("summary", told), ("reliability", table), ("traits", traits)):
            text = put_between(text, name, content)
        GUIDE.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
