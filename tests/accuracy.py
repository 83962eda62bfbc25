"""Labelled reports -> accuracy table, by the scorer beside them.

    python -m tests.accuracy                     print the table
    python -m tests.accuracy NAME… --errors 20   only these reports, with what was missed or wrong
    python -m tests.accuracy --corpus DIR        other labelled reports (DIR/pdf and DIR/gold)
    python -m tests.accuracy --write             put it into the README, with the table of panels

Needs the folder `shared` beside the checkout; nothing of it enters the project.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Collection
from datetime import date
from pathlib import Path

from dashboard.panels import PANELS
from ingest.errors import IngestError
from ingest.extraction import extract
from ingest.output import as_jsonl

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
SCORER = SHARED / "score_extraction.py"
CORPUS = SHARED / "corpus"
README = ROOT / "README.md"
COLUMNS = {
    "precision": "precision", "recall": "recall", "f1": "F1", "stance_f1": "calls F1",
    "full": "full", "accepted_share": "accepted", "accepted_precision": "precision of accepted",
    "grounded": "grounded",
}  # fmt: skip


def write_predictions(
    folder: Path, *, corpus: Path = CORPUS, names: Collection[str] = ()
) -> dict[str, str]:
    """Read every labelled report into `folder`; return the sentences of those refused.

    Args:
        folder: takes one `NAME.jsonl` a report.
        corpus: holds `pdf/` and `gold/`.
        names: stems of the reports to read; all by default.
    """
    refused = {}
    for path in sorted((corpus / "pdf").glob("*.pdf")):
        if names and path.stem not in names:
            continue
        try:
            extraction = extract(path)
        except IngestError as error:
            refused[path.stem] = str(error)
            continue
        text = as_jsonl(extraction, doc=path.stem)
        (folder / f"{path.stem}.jsonl").write_text(text, encoding="utf-8")
    return refused


def _scorer(predictions: Path, corpus: Path, *flags: str) -> str:
    command = [
        sys.executable, str(SCORER), "--gold", str(corpus / "gold"), "--pdf", str(corpus / "pdf"),
        "--predictions", str(predictions), *flags,
    ]  # fmt: skip
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    return done.stdout


def score(predictions: Path, *, corpus: Path = CORPUS) -> dict[str, dict[str, float]]:
    """Run the scorer and return its figures per report, MEAN and POOLED."""
    figures: dict[str, dict[str, float]] = json.loads(_scorer(predictions, corpus, "--json"))
    return figures


def as_markdown(figures: dict[str, dict[str, float]]) -> str:
    """Return the table: one row per report with labels, then MEAN and POOLED."""
    head = ["report", "labels", "found", *COLUMNS.values()]
    lines = ["| " + " | ".join(head) + " |", "|" + " --- |" * len(head)]
    for name, row in figures.items():
        if not row["wanted"] and not row["predicted"]:
            continue
        cells = [name, f"{row['wanted']:.0f}", f"{row['predicted']:.0f}"]
        cells += ["–" if row[c] != row[c] else f"{row[c]:.2f}" for c in COLUMNS]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def panel_table() -> str:
    """Return the README's table of panels, from the panels themselves."""
    lines = ["| panel | what it shows | parameters |", "| --- | --- | --- |"]
    for panel in PANELS.values():
        names = ", ".join(f"`{parameter.name}`" for parameter in panel.parameters)
        lines.append(f"| {panel.title} (`{panel.id}`) | {panel.description} | {names} |")
    return "\n".join(lines)


def put_between(text: str, name: str, content: str) -> str:
    """Replace what stands between two marks of the README."""
    begin, end = f"<!-- {name}: begin -->", f"<!-- {name}: end -->"
    before, rest = text.split(begin)
    return f"{before}{begin}\n{content}\n{end}{rest.split(end)[1]}"


def _print_some(predictions: Path, options: argparse.Namespace) -> None:
    """Print the scorer's own lines for the named reports alone."""
    with tempfile.TemporaryDirectory() as folder:
        gold = Path(folder) / "gold"
        gold.mkdir()
        for name in options.names:
            source = options.corpus / "gold" / f"{name}.csv"
            (gold / source.name).write_bytes(source.read_bytes())
        (Path(folder) / "pdf").symlink_to((options.corpus / "pdf").resolve())
        flags = ["--errors", str(options.errors)] if options.errors else []
        sys.stdout.write(_scorer(predictions, Path(folder), *flags))


def main() -> None:
    """Print the table, or write it into the README."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help="stems of the reports; all by default")
    parser.add_argument("--corpus", type=Path, default=CORPUS)
    parser.add_argument("--errors", type=int, default=0, help="misses and errors to list a report")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        write_predictions(Path(folder), corpus=options.corpus, names=options.names)
        if options.names:
            _print_some(Path(folder), options)
            return
        if options.errors:
            sys.stdout.write(_scorer(Path(folder), options.corpus, "--errors", str(options.errors)))
        table = as_markdown(score(Path(folder), corpus=options.corpus))
    if not options.write:
        sys.stdout.write(table + "\n")
        return
    dated = f"Scored on {date.today():%d %b %Y}.\n\n{table}"
    text = put_between(README.read_text(encoding="utf-8"), "accuracy", dated)
    README.write_text(put_between(text, "panels", panel_table()), encoding="utf-8")


if __name__ == "__main__":
    main()
