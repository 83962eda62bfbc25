"""Labelled stances -> recall and precision of the stance readers.

    python -m tests.stance_accuracy                     the roundup article and the labels beside it
    python -m tests.stance_accuracy --also DIR          labelled reports as well (DIR/gold, DIR/pdf)
    python -m tests.stance_accuracy --errors            list what was missed and what is wrong

A label is a line of a CSV file named after its report: page, institution, asset, region, tilt. An
empty file is a report that states none. Two scores stand beside each other: *exact* asks for the
very tilt, *direction* only for up, down or neutral ("overweight" and "add" are both up).
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.extraction import extract
from ingest.stances.assets import find_assets
from warehouse.records import AllocationStance
from warehouse.vocabulary import Status

SHARED = Path(__file__).resolve().parents[2] / "shared"
EXPECTED = SHARED / "outlook_2026" / "stances.csv"
ARTICLE = SHARED / "corpus" / "pdf" / "outlook-roundup-2026.pdf"
UP = frozenset({"overweight", "positive", "add", "hedge"})
NEUTRAL = "neutral"

Claim = tuple[str, str, str, str]
"""Institution, asset code, region, tilt or direction."""


@dataclass(frozen=True)
class Score:
    """How one report fares.

    Attributes:
        name: of the report.
        wanted: what the labels say.
        found: what was read.
        accepted: those of `found` that count at once.
    """

    name: str
    wanted: frozenset[Claim]
    found: frozenset[Claim]
    accepted: frozenset[Claim]

    def hits(self) -> int:
        """Return how many labels were found."""
        return len(self.wanted & self.found)

    @property
    def recall(self) -> float:
        """Share of the labels that were found; 1 where there are none."""
        return self.hits() / len(self.wanted) if self.wanted else 1.0

    @property
    def precision(self) -> float:
        """Share of what was read that is labelled; 1 where nothing was read."""
        return self.hits() / len(self.found) if self.found else 1.0

    @property
    def precision_of_accepted(self) -> float:
        """The same of the accepted rows."""
        right = len(self.accepted & self.wanted)
        return right / len(self.accepted) if self.accepted else 1.0


def direction(tilt: str) -> str:
    """Return up, down or neutral."""
    return NEUTRAL if tilt == NEUTRAL else "up" if tilt in UP else "down"


def as_direction(claim: Claim) -> Claim:
    """Return a claim with its direction in place of its tilt."""
    return (*claim[:3], direction(claim[3]))


def claim_of(stance: AllocationStance) -> Claim:
    """Return what a row says."""
    return (stance.institution, stance.asset, stance.region, str(stance.tilt))


def expected_of_article() -> frozenset[Claim]:
    """Return what the roundup article is expected to hold, its assets by code."""
    wanted = set()
    with EXPECTED.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for asset in find_assets(row["asset"]):
                wanted.add((row["institution"], asset.asset.code, asset.region, row["stance"]))
                break
            else:
                wanted.add((row["institution"], row["asset"], "", row["stance"]))
    return frozenset(wanted)


def labels_of(path: Path) -> frozenset[Claim]:
    """Return the labels of one file."""
    with path.open(encoding="utf-8", newline="") as file:
        return frozenset(
            (row["institution"], row["asset"], row["region"], row["tilt"])
            for row in csv.DictReader(file)
        )


def score(name: str, wanted: Collection[Claim], rows: Iterable[AllocationStance]) -> Score:
    """Compare the rows of a report with its labels, by their exact tilt."""
    kept = list(rows)
    accepted = frozenset(claim_of(r) for r in kept if r.status is Status.ACCEPTED)
    return Score(name, frozenset(wanted), frozenset(map(claim_of, kept)), accepted)


def by_direction(one: Score) -> Score:
    """Return the same score, by direction."""
    parts = (frozenset(map(as_direction, part)) for part in (one.wanted, one.found, one.accepted))
    return Score(one.name, *parts)


def pooled(scores: Sequence[Score]) -> Score:
    """Return all reports as one."""

    def joined(part: str) -> frozenset[Claim]:
        return frozenset(
            (f"{s.name}/{claim[0]}", *claim[1:]) for s in scores for claim in getattr(s, part)
        )

    return Score("ALL", joined("wanted"), joined("found"), joined("accepted"))


def score_article() -> Score:
    """Read the roundup article and compare it with what is expected of it."""
    return score("roundup", expected_of_article(), extract(ARTICLE).stances)


def score_folder(folder: Path) -> list[Score]:
    """Read every labelled report of a folder (pdf/ and gold/)."""
    scores = []
    for gold in sorted((folder / "gold").glob("*.csv")):
        [report] = (folder / "pdf").glob(f"{gold.stem}.*")
        scores.append(score(gold.stem, labels_of(gold), extract(report).stances))
    return scores


def line(one: Score) -> str:
    """Return one line of the table."""
    way = by_direction(one)
    return (
        f"{one.name:<34} {len(one.wanted):>4} {len(one.found):>4} "
        f"R {one.recall:.2f} P {one.precision:.2f}   direction R {way.recall:.2f} "
        f"P {way.precision:.2f}   accepted {len(way.accepted):>3} "
        f"right {way.precision_of_accepted:.2f}\n"
    )


def errors(one: Score) -> str:
    """Return what was missed and what is wrong, a line each."""
    missed = (f"   missed {' '.join(c)}\n" for c in sorted(one.wanted - one.found))
    marks = {c: "WRONG ACCEPTED" if c in one.accepted else "wrong" for c in one.found - one.wanted}
    wrong = (f"   {marks[c]} {' '.join(c)}\n" for c in sorted(marks))
    return "".join([*missed, *wrong])


def main() -> None:
    """Score and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--also", type=Path, action="append", default=[], metavar="DIR")
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args()
    scores = [score_article()] if ARTICLE.exists() else []
    for folder in options.also:
        scores += score_folder(folder)
    for one in scores:
        sys.stdout.write(line(one) + (errors(one) if options.errors else ""))
    if len(scores) > 1:
        sys.stdout.write(line(pooled(scores)))


if __name__ == "__main__":
    main()
