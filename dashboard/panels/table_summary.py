"""Statistics of the columns -> the rows that stand below the houses."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Final

from dashboard import numbers
from dashboard.panels.table_cells import Summary
from dashboard.panels.table_columns import Column, decimals_of
from dashboard.panels.table_statistics import Together, days_compared
from dashboard.selection import Selection

ALONE: Final = "n = 1"
TOO_FEW: Final = "n below 3"

Groups = Mapping[str, tuple[Column, Together]]


def summary_rows(
    columns: Sequence[Column], together: Mapping[str, Together], selection: Selection
) -> list[Summary]:
    """Return median, mean, high, low, deviation and n, then the means of earlier days."""
    held = {column.id: (column, together[column.id]) for column in columns}
    rows = [
        _pooled("Median", held, lambda t: t.median, is_strong=True),
        _pooled("Mean", held, lambda t: t.mean),
        _pooled("High", held, lambda t: t.high),
        _pooled("Low", held, lambda t: t.low),
        _deviation(held),
        _counts(held),
    ]
    days = days_compared(selection)
    return rows + _compared(held, days) if days else rows


def _pooled(
    name: str,
    held: Groups,
    find: Callable[[Together], float | None],
    *,
    is_strong: bool = False,
) -> Summary:
    """Return a statistic that needs two houses."""
    values = {key: find(found) if found.n > 1 else None for key, (_, found) in held.items()}
    texts = {
        key: _written(column, values[key], instead=ALONE if found.n else numbers.NO_VALUE)
        for key, (column, found) in held.items()
    }
    return Summary(name, texts, values, is_strong=is_strong)


def _deviation(held: Groups) -> Summary:
    values = {key: found.sd for key, (_, found) in held.items()}
    texts = {
        key: _written(column, found.sd, instead=TOO_FEW if found.n else numbers.NO_VALUE)
        for key, (column, found) in held.items()
    }
    return Summary("Standard deviation", texts, values)


def _counts(held: Groups) -> Summary:
    texts = {key: str(found.n) for key, (_, found) in held.items()}
    values: dict[str, float | None] = {key: float(found.n) for key, (_, found) in held.items()}
    return Summary("Houses, n", texts, values)


def _compared(held: Groups, days: Mapping[str, date]) -> list[Summary]:
    """Return the means of a month and a quarter ago, the chosen day's, the change and both n."""
    since = numbers.day(days["since"])
    rows = [
        _earlier("Mean 1 month ago", held, "month_ago", is_strong=True),
        _earlier("Mean 3 months ago", held, "quarter_ago"),
    ]
    if days["since"] not in (days["month_ago"], days["quarter_ago"]):
        rows.append(_earlier(f"Mean on {since}", held, "since"))
    changes = {key: found.change for key, (_, found) in held.items()}
    told = {
        key: _change_words(column, found, changes[key]) for key, (column, found) in held.items()
    }
    moves = {key: f"{found.then['since'][0]} to {found.n}" for key, (_, found) in held.items()}
    return [
        *rows,
        Summary(f"Change since {since}", told, changes, is_strong=True),
        Summary(f"n, {since} to now", moves, dict.fromkeys(held)),
    ]


def _earlier(name: str, held: Groups, prefix: str, *, is_strong: bool = False) -> Summary:
    values = {key: found.then[prefix][1] for key, (_, found) in held.items()}
    texts: dict[str, str] = {}
    notes: dict[str, str] = {}
    for key, (column, found) in held.items():
        n, mean = found.then[prefix]
        value = _written(column, mean, instead=numbers.NO_VALUE)
        texts[key] = value
        notes[key] = f"n {n}" if n else ""
    return Summary(name, texts, values, notes, is_strong=is_strong)


def _change_words(column: Column, found: Together, change: float | None) -> str:
    if change is None:
        return "new" if found.n else numbers.NO_VALUE
    return numbers.signed(change, decimals=decimals_of(column))


def _written(column: Column, value: float | None, *, instead: str) -> str:
    if value is None:
        return instead
    return numbers.number(value, decimals=decimals_of(column))
