"""What a digest states -> rows in the label format that extraction is scored against.

A claim is one line of words, `[Institution:] indicator region period measure value unit [kind]`:

    gdp_growth US 2026H1 other 3.. pct              over 3%
    gdp_growth EA 2026 annual_avg 1.2..1.5 pct      a range
    Consensus: fx_rate DXY 2026 other down -        a direction without a number
    bankruptcies_count US 2026 cumulative 4500 count scenario
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any

STANCES = ("up", "down", "flat")
# Words of a table cell that leave one end of a range open.
_AT_LEAST = re.compile(r"^(over|above|more than|>)\s*")
_AT_MOST = re.compile(r"^(below|under|up to|<)\s*")
_NUMBER = re.compile(r"[-−]?\d+(?:,\d{3})*(?:\.\d+)?")


@dataclass(frozen=True)
class Claim:
    """One stated forecast; every field is text, as in the label files."""

    institution: str
    indicator: str
    region: str
    period: str
    measure: str
    low: str
    high: str
    unit: str
    stance: str
    kind: str
    where: str


CLAIM_FIELDS = tuple(field.name for field in fields(Claim))


def read_claim(line: str, *, house: str, where: str) -> Claim:
    """Read one claim line; `house` speaks unless the line names another.

    Raises:
        ValueError: the line has too few or too many words.
    """
    speaker, _, rest = line.rpartition(":")
    words = rest.split()
    try:
        indicator, region, period, measure, value, unit, *kind = words
    except ValueError as error:
        message = f"claim {line!r}: wants indicator region period measure value unit [kind]"
        raise ValueError(message) from error
    low, high, stance = _read_value(value)
    return Claim(
        institution=speaker.strip() or house,
        indicator=indicator,
        region=region,
        period=period,
        measure=measure,
        low=low,
        high=high,
        unit="" if stance else unit,
        stance=stance,
        kind=kind[0] if kind else "forecast",
        where=where,
    )


def read_cells(block: dict[str, Any], *, house: str) -> Iterable[Claim]:
    """Claims of a table. Table, section, column, row and cell add to each other in that order."""
    said = {"institution": house, "measure": "annual_avg", "unit": "pct", "kind": "forecast"}
    said |= block.get("fact", {})
    section: dict[str, str] = {}
    for row in block["rows"]:
        if "section" in row:
            section = row.get("fact", {})
            continue
        each = row.get("each", [{}] * len(row["cells"]))
        for column, cell, own in zip(block["columns"][1:], row["cells"], each, strict=True):
            merged = said | section | column.get("fact", {}) | row.get("fact", {}) | own
            if column.get("skip") or not re.search(r"\d", cell) or "indicator" not in merged:
                continue
            low, high = _read_cell(cell)
            where = f"table, row {_plain(row['label'])}, column {_plain(column['head'])}"
            yield Claim(**{"low": low, "high": high, "stance": "", "where": where} | merged)


def _plain(text: str) -> str:
    return re.sub(r"<super>.*?</super>|<[^>]+>", " ", text).strip()


def _read_value(value: str) -> tuple[str, str, str]:
    if value in STANCES:
        return "", "", value
    low, dots, high = value.partition("..")
    return low, high if dots else low, ""


def _read_cell(cell: str) -> tuple[str, str]:
    text = _plain(cell).strip().lower()
    numbers = [_as_number(found) for found in _NUMBER.findall(re.sub(r"(?<=\d)[-–]", " ", text))]
    if _AT_LEAST.match(text):
        return numbers[0], ""
    if _AT_MOST.match(text):
        return "", numbers[0]
    return numbers[0], numbers[-1]


def _as_number(text: str) -> str:
    return f"{float(text.replace(',', '').replace('−', '-')):g}"
