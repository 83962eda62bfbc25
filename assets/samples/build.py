"""`content/*.toml` -> PDFs, `manifest.csv` and `expected.csv`, the same bytes every time.

python assets/samples/build.py             rebuild in place
python assets/samples/build.py --out DIR   build elsewhere, to compare
"""

from __future__ import annotations

import argparse
import csv
import tomllib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from facts import CLAIM_FIELDS, Claim
from reportlab import rl_config
from typefaces import register_typefaces
from typeset import typeset

HERE = Path(__file__).parent
MANIFEST_FIELDS = ("file", "house", "title", "as_of", "precision", "published", "source")


def build(out: Path) -> None:
    """Write every digest and both lists into `out`."""
    rl_config.invariant = 1  # no time stamps, no random identifiers
    rl_config.useA85 = 0  # binary streams, a fifth smaller
    register_typefaces()
    out.mkdir(parents=True, exist_ok=True)
    manifest: list[dict[str, Any]] = []
    expected: list[dict[str, Any]] = []
    for source in sorted((HERE / "content").glob("*.toml")):
        content = tomllib.loads(source.read_text(encoding="utf-8"))
        placed = typeset(content, path=out / f"{source.stem}.pdf")
        manifest.append({"file": f"{source.stem}.pdf"} | content)
        expected.extend(_label_rows(source.stem, placed))
    _write(out / "manifest.csv", MANIFEST_FIELDS, manifest)
    _write(out / "expected.csv", ("doc", "page", *CLAIM_FIELDS), expected)


def _label_rows(doc: str, placed: Iterable[tuple[int, Claim]]) -> list[dict[str, Any]]:
    """Label rows in reading order; the same claim twice on one page is one row."""
    rows: dict[tuple[str, ...], dict[str, Any]] = {}
    for page, claim in placed:
        row = {"doc": doc, "page": page} | {name: getattr(claim, name) for name in CLAIM_FIELDS}
        rows.setdefault(tuple(str(row[name]) for name in row if name != "where"), row)
    return list(rows.values())


def _write(path: Path, names: Sequence[str], rows: Iterable[dict[str, Any]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as handle:
        writer = csv.DictWriter(handle, names, extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the command line and build."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--out", type=Path, default=HERE, help="folder to write to")
    build(parser.parse_args(arguments).out)


if __name__ == "__main__":
    main()
