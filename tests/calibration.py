"""Labelled rows -> weights, by a logistic regression that starts from a hand-set judgement.

A trait that no label has seen keeps its hand-set weight (`PRIOR`); one that many have seen goes
where they push it. A doubt can never raise a confidence, nor a support lower it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from ingest.resolving.confidence import CALL_READER, CAPS, Doubt, Support
from ingest.resolving.scorecard import HIGHEST, LOWEST

MOST_ROWS = 30.0  # a report weighs no more than this many rows, however long its tables are
READERS = ("table", "prose", CALL_READER)
TRAITS = tuple(str(trait) for kind in (Doubt, Support) for trait in kind)
SPECIAL_TRAITS = tuple(trait for trait in TRAITS if trait != Doubt.CALL)  # that one is a reader

START = {"table": 4.0, "prose": 2.0, CALL_READER: 3.2, "other": 2.0}
"""Log-odds of a row without traits, as judged by hand: 4 is 98 %, 3.3 is 96 %, 2 is 88 %."""

PRIOR = {
    Doubt.INDICATOR_FAR: -0.8, Doubt.INDICATOR_INHERITED: -1.8, Doubt.INDICATOR_LOOSE: -0.5,
    Doubt.INDICATOR_SEVERAL: -0.8, Doubt.REGION_FAR: -1.0, Doubt.REGION_SEVERAL: -1.6,
    Doubt.REGION_ASSUMED: -1.7, Doubt.PERIOD_FAR: -1.2, Doubt.PERIOD_ASSUMED: -1.7,
    Doubt.PERIOD_RELATIVE: -0.2, Doubt.NO_DATE: -0.8, Doubt.UNDATED: -1.5, Doubt.UNIT_ASSUMED: -0.2,
    Doubt.UNIT_ODD: -1.0, Doubt.MEASURE_DEFAULT: -0.1, Doubt.INSTITUTION_FAR: -0.4,
    Doubt.INSTITUTION_ASSUMED: -0.7, Doubt.KIND_WEAK: -1.8, Doubt.NOT_FORWARD: -0.8,
    Doubt.LIST_MATCHED: -0.3, Doubt.CROWDED: -0.7, Doubt.CONFLICT: -2.1, Doubt.WORDED: -1.7,
    Doubt.NOT_PRINTED: -1.5, Doubt.CONTRADICTED: -2.5, Doubt.READER: -0.8, Doubt.CALL: 0.0,
    Doubt.INDICATOR_CARRIED: -0.4, Doubt.REGION_CARRIED: -0.2, Doubt.REGION_HEADING: -0.5,
    Doubt.REGION_LOOSE: -1.5, Doubt.REGION_TITLE: -1.0, Doubt.PERIOD_CARRIED: -0.4,
    Doubt.INSTITUTION_CARRIED: -0.2,
    Doubt.COMPARES: -0.5, Doubt.HEDGED: -0.6, Doubt.LOOKS_BACK: -0.5, Doubt.OTHER_FIGURES: -0.5,
    Doubt.INDICATORS_SEVERAL: -0.4, Doubt.LONG_SENTENCE: -0.3, Doubt.NO_SENTENCE: -0.6,
    Doubt.IN_POINTS: -1.5, Doubt.UNUSUAL: -1.5, Doubt.FAR_APART: -0.3, Doubt.SHORT_VALUE: -0.5,
    Doubt.SIGN_FROM_WORDS: -0.5,
    Doubt.UNLIKE_ELSEWHERE: -1.2, Doubt.POSITION_DISAGREES: -2.5, Doubt.ENGINE_DISAGREES: -2.5,
    Support.ONE_NUMBER: 0.6, Support.ONE_INDICATOR: 0.3, Support.ONE_REGION: 0.3,
    Support.PAIRED: 0.3, Support.PERIOD_BESIDE: 0.6, Support.LED_TO: 0.2, Support.REPEATED: 0.5,
    Support.POSITION_AGREES: 0.3,
}  # fmt: skip
"""Log-odds that a trait adds, as judged by hand; where labels are few, this is what stands."""

SPECIAL_PRIOR = {f"{CALL_READER} {Doubt.READER}": -0.8}  # open calls ("may cut"): few are labelled
PRIOR_ELSE = {Doubt: -1.0, Support: 0.3}  # of a trait that nobody has judged yet
START_SPREAD, WEIGHT_SPREAD, SPECIAL_SPREAD = 0.8, 0.4, 0.2
"""How far labels may easily move a start, a weight, a weight of one reader: log-odds."""

FOLDS = 20  # reports are left out in so many groups, never a part of one
STEPS = 60  # Newton steps; ten are enough, and each is a small matrix
LONGEST_STEP = 1.0  # log-odds: longer ones overshoot where labels are few
SETTLED = 1e-6  # log-odds: a smaller step changes nothing that is printed


@dataclass(frozen=True)
class Row:
    """One row with a number or a call, and what the labels say of it.

    Attributes:
        report: stem of its file.
        reader: "table", "prose" or "call".
        traits: its doubts and supports.
        right: whether a label agrees with it, as the scorer counts.
        shown: what it is and where, for lists.
    """

    report: str
    reader: str
    traits: frozenset[str]
    right: bool
    shown: str


@dataclass(frozen=True)
class Weights:
    """What was learned: one number per name of `_names`."""

    values: dict[str, float]

    def confidence(self, row: Row) -> float:
        """Return the confidence of a row, as the product would give it."""
        odds = sum(self.values.get(name, 0.0) for name in _names(row.reader, row.traits))
        caps = [CAPS[t] for t in row.traits if t in CAPS]
        return min([HIGHEST, max(LOWEST, 1 / (1 + np.exp(-odds))), *caps])


def _names(reader: str, traits: Iterable[str]) -> list[str]:
    """Return the names of the weights that make up the log-odds of a row."""
    reader = reader if reader in READERS else "other"
    weighed = [trait for trait in traits if trait in SPECIAL_TRAITS]
    return [f"start {reader}", *weighed, *(f"{reader} {trait}" for trait in weighed)]


def weights_of_reports(rows: Sequence[Row]) -> list[float]:
    """Return what each row counts for: less than one where its report has very many."""
    sizes = Counter(row.report for row in rows)
    return [min(1.0, MOST_ROWS / sizes[row.report]) for row in rows]


def fit(rows: Sequence[Row]) -> Weights:
    """Learn the weights: most likely given the labels and the prior (Newton's method)."""
    alike: dict[tuple[str, frozenset[str], bool], float] = defaultdict(float)
    for row, counts in zip(rows, weights_of_reports(rows), strict=True):
        alike[row.reader, row.traits, row.right] += counts
    names = _columns(rows)
    at = {name: n for n, name in enumerate(names)}
    design = np.zeros((len(alike), len(names)))
    for n, (reader, traits, _) in enumerate(alike):
        for name in _names(reader, traits):
            if name in at:
                design[n, at[name]] = 1.0
    right = np.array([right for *_, right in alike], dtype=float)
    weight = np.array(list(alike.values()))
    prior = np.array([_prior(name) for name in names])
    tight = np.array([1 / _spread(name) ** 2 for name in names])
    found = _bounded(design, right, weight, prior, tight, names)
    values = dict(zip(names, map(float, found), strict=True))
    return Weights({name: _kept_in_bounds(name, values) for name in names})


def _kept_in_bounds(name: str, values: dict[str, float]) -> float:
    """Return a weight; one of a single reader may take back what a trait does, and no more."""
    reader, _, trait = name.partition(" ")
    if reader == "start" or not trait:
        return values[name]
    least, most = (-np.inf, -values[trait]) if trait in set(Doubt) else (-values[trait], np.inf)
    return float(np.clip(values[name], least, most))


def _columns(rows: Sequence[Row]) -> list[str]:
    """Return what is learned: starts, traits, and traits by reader where two readers have them."""
    seen = {(row.reader, trait) for row in rows for trait in row.traits if trait in SPECIAL_TRAITS}
    readers = Counter(trait for _, trait in seen)
    pairs = sorted(f"{reader} {trait}" for reader, trait in seen if readers[trait] > 1)
    return [*(f"start {reader}" for reader in START), *TRAITS, *pairs]


def _prior(name: str) -> float:
    if name.startswith("start "):
        return START[name.removeprefix("start ")]
    if name in TRAITS:
        kind = Doubt if name in set(Doubt) else Support
        return PRIOR.get(kind(name), PRIOR_ELSE[kind])
    return SPECIAL_PRIOR.get(name, 0.0)


def _spread(name: str) -> float:
    if name.startswith("start "):
        return START_SPREAD
    return WEIGHT_SPREAD if name in TRAITS else SPECIAL_SPREAD


def _bounded(
    design: np.ndarray, right: np.ndarray, weight: np.ndarray,
    prior: np.ndarray, tight: np.ndarray, names: Sequence[str],
) -> np.ndarray:  # fmt: skip
    """Fit; a doubt that would raise a row's confidence, or a support lower it, is held at zero."""
    free = np.ones(len(names), dtype=bool)
    found = prior.copy()
    for _ in range(3):
        found = _newton(design, right, weight, prior, tight, free)
        odd = np.array([_is_odd(name, value) for name, value in zip(names, found, strict=True)])
        if not (odd & free).any():
            break
        free &= ~odd
    return found


def _is_odd(name: str, value: float) -> bool:
    return (name in set(Doubt) and value > 0) or (name in set(Support) and value < 0)


def _newton(
    design: np.ndarray, right: np.ndarray, weight: np.ndarray,
    prior: np.ndarray, tight: np.ndarray, free: np.ndarray,
) -> np.ndarray:  # fmt: skip
    found = np.where(free, prior, 0.0)
    for _ in range(STEPS):
        share = 1 / (1 + np.exp(-np.clip(design @ found, -30, 30)))
        slope = design.T @ (weight * (right - share)) - tight * (found - prior)
        bend = (design * (weight * share * (1 - share))[:, None]).T @ design + np.diag(tight)
        step = np.zeros_like(found)
        step[free] = np.linalg.solve(bend[np.ix_(free, free)], slope[free])
        found += step * min(1.0, LONGEST_STEP / max(np.abs(step).max(), SETTLED))
        if np.abs(step).max() < SETTLED:
            break
    return found


def out_of_sample(rows: Sequence[Row]) -> list[float]:
    """Return each row's confidence by weights that were learned without its report."""
    reports = sorted({row.report for row in rows})
    found: dict[int, float] = {}
    for fold in range(FOLDS):
        left_out = set(reports[fold::FOLDS])
        weights = fit([row for row in rows if row.report not in left_out])
        found |= {n: weights.confidence(r) for n, r in enumerate(rows) if r.report in left_out}
    return [found[n] for n in range(len(rows))]
