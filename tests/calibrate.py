"""Labelled reports -> the weights behind a row's confidence, and how far they can be trusted.

    python -m tests.calibrate                       fit and print the tables; change nothing
    python -m tests.calibrate --also DIR --also DIR learn from other labelled reports as well
                                                    (DIR/pdf and DIR/gold)
    python -m tests.calibrate --write               write ingest/resolving/confidence.toml and the
                                                    tables of ingest/CONFIDENCE.md
    python -m tests.calibrate --errors 20           list the wrong rows that are trusted most
    python -m tests.calibrate --first-look DIR      keep how the reports of DIR fare that nobody has
                                                    read yet, in tests/first_look.csv

Every figure that is printed is out of sample: each report is judged by weights that were learned
without it. Reports that a reader was mended on flatter it, so the rows of every report as it was
read for the first time are kept and learned from as well. Needs the folder `shared` beside the
checkout; nothing of it enters the project.
"""

from __future__ import annotations

import argparse
import csv
import importlib.util
import sys
from collections import Counter, defaultdict
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
FIRST_LOOK = ROOT / "tests" / "first_look.csv"
FIRST_LOOK_COLUMNS = ("report", "reader", "right", "rows", "traits")

HELD_OUT = frozenset({"20-scotiabank-dec25", "29-deutsche-world-2026"})  # never learned from
TARGET, WANTED = 0.985, 0.8  # shares promised: of accepted rows right, of rows accepted
DEARER = 3.0  # a point of what is right is worth so many points of what is accepted
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


def read_first_look() -> list[Row]:
    """Return the rows of reports as they were read for the first time."""
    rows: list[Row] = []
    with FIRST_LOOK.open(newline="", encoding="utf-8") as handle:
        for line in csv.DictReader(handle):
            traits = frozenset(line["traits"].split())
            row = Row(line["report"], line["reader"], traits, line["right"] == "1", "first look")
            rows += [row] * int(line["rows"])
    return rows


def write_first_look(rows: Iterable[Row]) -> None:
    """Keep how rows fared, without what they say: like rows of a report make one line."""
    alike = Counter(
        (row.report, row.reader, row.right, " ".join(sorted(row.traits))) for row in rows
    )
    with FIRST_LOOK.open("w", newline="", encoding="utf-8") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(FIRST_LOOK_COLUMNS)
        for (report, reader, right, traits), count in sorted(alike.items()):
            writer.writerow((report, reader, int(right), count, traits))


def _keep_first_look(corpora: Iterable[Path]) -> None:
    """Add the reports that are not kept yet."""
    kept = read_first_look()
    known = {row.report for row in kept}
    write_first_look([*kept, *(row for row in gather(corpora) if row.report not in known)])


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
    def room(self) -> float:
        """How far it is over the promise that it keeps worst; below zero, it breaks it."""
        right = min(self.precision, self.precision_of_all) - TARGET
        accepted = min(self.share, self.share_of_all) - WANTED
        return min(right, accepted / DEARER)


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
    """Return the line that comes nearest to both promises: enough right, enough accepted."""
    return max((line_at(at, rows, confidences) for at in LINES), key=lambda line: line.room)


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


def summary(line: Line, unseen: Line, rows: Sequence[Row]) -> str:
    """Return sentences on the line and what it does."""
    reports = len({row.report for row in rows})
    return (
        f"Fitted on {date.today():%d %b %Y} to {len(rows)} rows of {reports} reports. A row is "
        f"accepted from {line.at} on. What that does to rows with a number, out of sample:\n\n"
        "| | accepted, mean over reports | right of those | accepted of all | right of those |\n"
        "| --- | --- | --- | --- | --- |\n"
        f"{_as_row('reports as read today', line)}\n{_as_row('reports at first sight', unseen)}"
    )


def _as_row(name: str, line: Line) -> str:
    shares = (line.share, line.precision, line.share_of_all, line.precision_of_all)
    return f"| {name} | " + " | ".join(f"{share:.1%}" for share in shares) + " |"


@dataclass(frozen=True)
class Calibration:
    """What a fit found.

    Attributes:
        today: rows as the readers read them today.
        confidences: theirs, out of sample.
        scorecard: the text of the data file.
        tables: what the guide shows, by the name of its place there.
    """

    today: Sequence[Row]
    confidences: Sequence[float]
    scorecard: str
    tables: Mapping[str, str]

    def write(self) -> None:
        """Write the data file and the tables of the guide."""
        SCORECARD.write_text(self.scorecard, encoding="utf-8")
        text = GUIDE.read_text(encoding="utf-8")
        for name, content in self.tables.items():
            text = put_between(text, name, content)
        GUIDE.write_text(text, encoding="utf-8")


def calibrate(today: Sequence[Row], first: Sequence[Row]) -> Calibration:
    """Fit the weights to rows of today and of the first look; the line is laid for today."""
    rows = [*today, *first]
    confidences = out_of_sample(rows)
    ours, theirs = confidences[: len(today)], confidences[len(today) :]
    line, values = choose_line(today, ours), fit(rows).values
    return Calibration(
        today,
        ours,
        as_toml(values, line=line, rows=rows),
        {
            "summary": summary(line, line_at(line.at, first, theirs), rows),
            "reliability": reliability(today, ours),
            "first look": reliability(first, theirs),
            "traits": trait_table(rows, values),
        },
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
    parser.add_argument("--first-look", type=Path, action="append", default=[], metavar="DIR")
    parser.add_argument("--errors", type=int, default=0, metavar="N")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    if options.first_look:
        _keep_first_look(options.first_look)
        return
    found = calibrate(gather([CORPUS, *options.also]), read_first_look())
    sys.stdout.write("\n\n".join(found.tables.values()) + "\n\n")
    sys.stdout.write(_errors(found.today, found.confidences, options.errors))
    if options.write:
        found.write()


if __name__ == "__main__":
    main()
