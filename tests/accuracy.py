"""Labelled reports -> accuracy table, by the scorer beside them.

    python -m tests.accuracy            print the table
    python -m tests.accuracy --write    put it into the README, dated, with the table of panels

Needs the folder `shared` beside the checkout; nothing of it enters the project.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
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


def write_predictions(folder: Path) -> dict[str, str]:
    """Read every labelled report into `folder`; return the sentences of those refused."""
    refused = {}
    for path in sorted((CORPUS / "pdf").glob("*.pdf")):
        try:
            extraction = extract(path)
        except IngestError as error:
            refused[path.stem] = str(error)
            continue
        text = as_jsonl(extraction, doc=path.stem)
        (folder / f"{path.stem}.jsonl").write_text(text, encoding="utf-8")
    return refused


def score(predictions: Path) -> dict[str, dict[str, float]]:
    """Run the scorer and return its figures per report, MEAN and POOLED."""
    command = [
        sys.executable, str(SCORER), "--gold", str(CORPUS / "gold"), "--pdf", str(CORPUS / "pdf"),
        "--predictions", str(predictions), "--json",
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    figures: dict[str, dict[str, float]] = json.loads(done.stdout)
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


def main() -> None:
    """Print the table, or write it into the README."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        write_predictions(Path(folder))
        table = as_markdown(score(Path(folder)))
    if not options.write:
        sys.stdout.write(table + "\n")
        return
    dated = f"Scored on {date.today():%d %b %Y}.\n\n{table}"
    text = put_between(README.read_text(encoding="utf-8"), "accuracy", dated)
    README.write_text(put_between(text, "panels", panel_table()), encoding="utf-8")


if __name__ == "__main__":
    main()
