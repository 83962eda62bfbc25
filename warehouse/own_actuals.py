"""A person's file of realised values -> checked rows, or every fault with its line and field.

The columns are those of `reference/actuals.csv`; series, vintage, high, release, published,
confidence and note may be left out. A file with a fault is not taken at all.
"""

from __future__ import annotations

import csv
import io
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from warehouse.actuals import CONFIDENCES, VINTAGES, Actual, read_actuals
from warehouse.errors import WarehouseError
from warehouse.periods import parse_period
from warehouse.policy import parse_day_or_month
from warehouse.reference import indicator_info, region_by_code
from warehouse.vocabulary import Indicator, Measure, Unit

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

NEEDED: Final = ("region", "indicator", "period", "measure", "low", "unit", "source")
OPTIONAL: Final = ("series", "vintage", "high", "release", "published", "confidence", "note")
USUAL: Final = {"vintage": "latest", "confidence": "found"}  # where a cell is blank
MOST_ROWS: Final = 50_000  # every indicator of every region over a century of months fits
LONGEST_CELL: Final = 300  # characters
YEAR_LENGTH: Final = len("2024")
SHOWN: Final = 40  # characters of a wrong cell that its fault repeats


@dataclass(frozen=True, slots=True)
class Checked:
    """A file after checking.

    Attributes:
        values: its rows; empty where there is a fault.
        faults: one sentence each, with line and field, in file order.
    """

    values: tuple[Actual, ...]
    faults: tuple[str, ...]


def check_values(text: str, *, name: str) -> Checked:
    """Check a file of realised values, row by row and field by field.

    Args:
        text: comma or semicolon separated, with a head.
        name: of the file, for the faults.
    """
    head, _, _ = text.lstrip("\ufeff").partition("\n")
    separator = ";" if head.count(";") > head.count(",") else ","
    reader = csv.DictReader(io.StringIO(text.lstrip("\ufeff"), newline=""), delimiter=separator)
    try:
        found = [*reader]
    except csv.Error as problem:
        return Checked((), (f"{name}: no CSV that can be read ({problem}).",))
    columns = [(column or "").strip() for column in reader.fieldnames or ()]
    if faults := _faults_of_head(columns, len(found), name=name):
        return Checked((), faults)
    rows = [_plain(row) for row in found]
    told = [
        f"{name} line {line}, field {field}: {fault}."
        for line, row in enumerate(rows, start=2)
        for field, fault in _faults_of_row(row)
    ]
    if told:
        return Checked((), tuple(told))
    try:
        return Checked(read_actuals(rows, where=name), ())
    except WarehouseError as problem:
        return Checked((), (f"{problem}.",))


def _faults_of_head(columns: list[str], rows: int, *, name: str) -> tuple[str, ...]:
    missing = [column for column in NEEDED if column not in columns]
    strange = [column for column in columns if column not in (*NEEDED, *OPTIONAL)]
    faults = []
    if missing:
        faults.append(f"{name} line 1: columns missing: {', '.join(missing)}.")
    if strange:
        legal = ", ".join((*NEEDED, *OPTIONAL))
        shown = ", ".join(repr(column[:SHOWN]) for column in strange)
        faults.append(f"{name} line 1: unknown columns {shown}; use {legal}.")
    if not rows:
        faults.append(f"{name}: no row stands below the head.")
    if rows > MOST_ROWS:
        faults.append(f"{name}: {rows:,} rows are more than {MOST_ROWS:,}; part the file.")
    return tuple(faults)


def _plain(row: Mapping[Any, Any]) -> dict[str, str]:
    """Return a row with every column, cells stripped, and what is usual where one is blank."""
    cells = {str(key).strip(): value for key, value in row.items() if key is not None}
    plain = {name: str(cells.get(name) or "").strip() for name in (*NEEDED, *OPTIONAL)}
    plain["surplus"] = "yes" if None in row else ""
    return plain | {name: plain[name] or usual for name, usual in USUAL.items()}


def _faults_of_row(row: Mapping[str, str]) -> list[tuple[str, str]]:
    if row["surplus"]:
        return [("(last)", "the row has more cells than the head; quote cells that hold commas")]
    faults = [(name, "is blank") for name in NEEDED if not row[name]]
    faults += [
        (name, f"is longer than {LONGEST_CELL} characters or holds what can't be printed")
        for name in (*NEEDED, *OPTIONAL)
        if len(row[name]) > LONGEST_CELL or not row[name].isprintable()
    ]
    blank = {name for name, _ in faults}
    for name, check in _CHECKS.items():
        if name not in blank and (fault := check(row)):
            faults.append((name, fault))
    return faults if faults else _faults_together(row)


def _faults_together(row: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return what is wrong with cells that are right one by one."""
    info = indicator_info()[Indicator(row["indicator"])]
    low, high = float(row["low"]), float(row["high"] or row["low"])
    faults = []
    if Measure(row["measure"]) not in info.measures or row["measure"] == Measure.OTHER:
        legal = ", ".join(str(m) for m in info.measures if m is not Measure.OTHER)
        faults.append(("measure", f"{row['measure']!r} is none of {info.indicator}'s: {legal}"))
    if Unit(row["unit"]) is not info.unit:
        faults.append(("unit", f"{info.indicator} is kept in {info.unit}, not {row['unit']}"))
    if low > high:
        faults.append(("high", f"{row['high']} is below low, {row['low']}"))
    if not (info.low_bound <= low and high <= info.high_bound):
        faults.append(("low", f"{row['low']} is not plausible: {info.indicator} lies between "
                       f"{info.low_bound:g} and {info.high_bound:g} {info.unit}"))  # fmt: skip
    end, day = parse_period(row["period"]).end, row["published"]
    if end is None:
        faults.append(("period", f"{row['period']!r} has no days of its own"))
    elif day and _last_day(day) < end.isoformat():
        faults.append(("published", f"{day} is before the end of {row['period']}, so nothing "
                       "was realised yet"))  # fmt: skip
    return faults


def _last_day(published: str) -> str:
    if len(published) == YEAR_LENGTH:
        return f"{published}-12-31"
    return parse_day_or_month(published)[1].isoformat()


def _told(value: str) -> str:
    return repr(value if len(value) <= SHOWN else f"{value[:SHOWN]}…")


def _region(row: Mapping[str, str]) -> str:
    known = row["region"] in region_by_code()
    return "" if known else f"{_told(row['region'])} is no region code; write US, EA, DE, WORLD, …"


def _one_of(name: str, words: tuple[str, ...]) -> Callable[[Mapping[str, str]], str]:
    def check(row: Mapping[str, str]) -> str:
        if row[name] in words:
            return ""
        return f"{_told(row[name])} is not one of {', '.join(words)}"

    return check


def _period(row: Mapping[str, str]) -> str:
    try:
        parse_period(row["period"])
    except ValueError:
        return f"{_told(row['period'])} is no period; write 2025, 2025Q4, 2025H1 or 2025-12"
    return ""


def _number(name: str) -> Callable[[Mapping[str, str]], str]:
    def check(row: Mapping[str, str]) -> str:
        try:
            is_number = not row[name] or math.isfinite(float(row[name]))
        except ValueError:
            is_number = False
        return "" if is_number else f"{_told(row[name])} is no number; write 2.5, with a point"

    return check


def _published(row: Mapping[str, str]) -> str:
    text = row["published"]
    try:
        if text and not (len(text) == YEAR_LENGTH and text.isdecimal()):
            parse_day_or_month(text)
    except (ValueError, WarehouseError):
        return f"{_told(text)} is no date; write 2026-01-30, 2026-01 or 2026"
    return ""


_CHECKS: Final[dict[str, Callable[[Mapping[str, str]], str]]] = {
    "region": _region,
    "indicator": _one_of("indicator", tuple(str(word) for word in Indicator if word != "other")),
    "period": _period,
    "measure": _one_of("measure", tuple(str(word) for word in Measure)),
    "low": _number("low"),
    "high": _number("high"),
    "unit": _one_of("unit", tuple(str(word) for word in Unit)),
    "vintage": _one_of("vintage", VINTAGES),
    "published": _published,
    "confidence": _one_of("confidence", CONFIDENCES),
}
