"""Policy CSV files -> instruments, their dated events, clauses and relations, and rate decisions.

A date is known to a day or only to a month; "2024-06" is never turned into the first of June.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import astuple, dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeVar

from warehouse.errors import WarehouseError
from warehouse.reference import reference_rows, split_list
from warehouse.vocabulary import Precision

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

EFFECTS = (
    "ban",
    "restrict",
    "permit",
    "permit-with-filing",
    "permit-with-licence",
    "repeal",
    "organise",
    "require",
    "sanction",
    "other",
)
NATURES = ("binding", "statement", "self-regulatory", "proposal")
EVENTS = ("published", "in_force", "repealed", "step", "deadline")
CONFIDENCES = ("found", "conflicting", "general knowledge")
MONTH_LENGTH = len("2024-06")

T = TypeVar("T")


class _Row:
    """A record that becomes one row of the table of the same columns."""

    def as_row(self) -> list[Any]:
        """Return the fields in order, lists for tuples."""
        fields = astuple(self)  # type: ignore[call-overload]
        return [list(value) if isinstance(value, tuple) else value for value in fields]


@dataclass(frozen=True)
class Instrument(_Row):
    """A law, rule, notice, bill or statement.

    Attributes:
        instrument_id: the key, "CN-2026-42".
        jurisdiction: region code, or INTL.
        title: in English.
        reference_no: official number, or None.
        issuers: who made it.
        nature: binding, statement, self-regulatory or proposal.
        effect: ban, restrict, permit, ...
        topics: what it is about.
        summary: what it does, in our words.
    """

    instrument_id: str
    jurisdiction: str
    title: str
    reference_no: str | None
    issuers: tuple[str, ...]
    nature: str
    effect: str
    topics: tuple[str, ...]
    summary: str


@dataclass(frozen=True)
class Event(_Row):
    """A dated thing that happens to an instrument.

    Attributes:
        instrument_id: the instrument.
        event: published, in_force, repealed, step (known from its day) or deadline (known
            from publication).
        date_text: the date as far as it is known.
        first_day: first day that it can mean.
        last_day: last day that it can mean.
        precision: day or month.
        confidence: found, conflicting or general knowledge.
        source: where the date was found, or "".
        note: what the step is, or how sources differ; may be "".
    """

    instrument_id: str
    event: str
    date_text: str
    first_day: date
    last_day: date
    precision: str
    confidence: str
    source: str
    note: str


@dataclass(frozen=True)
class Provision(_Row):
    """A clause of an instrument; fields as in `schema/0002_policy.sql`."""

    instrument_id: str
    clause_no: str
    position: int
    theme: str
    who_bound: str
    authority: str
    effect: str
    requirement: str
    topics: tuple[str, ...]
    tag: str
    note: str


@dataclass(frozen=True)
class Relation(_Row):
    """One instrument stands in a relation to another, or to a plain reference such as SAB 121."""

    instrument_id: str
    relation: str
    related_id: str
    is_known: bool


@dataclass(frozen=True)
class Decision(_Row):
    """A change of a policy rate: levels in percent, the change in basis points."""

    bank: str
    decided: date
    effective: date | None
    rate_low: float
    rate_high: float
    change_bp: float
    source: str
    confidence: str
    note: str


def parse_day_or_month(text: str) -> tuple[date, date, Precision]:
    """Return the first and last day that "2024-06-30" or "2024-06" can mean, and which it is.

    Raises:
        ValueError: it is neither.
    """
    if len(text) == MONTH_LENGTH:
        first = date.fromisoformat(f"{text}-01")
        last = monthrange(first.year, first.month)[1]
        return first, first.replace(day=last), Precision.MONTH
    day = date.fromisoformat(text)
    return day, day, Precision.DAY


@lru_cache(maxsize=1)
def instruments() -> tuple[Instrument, ...]:
    """Return every instrument, in file order; a bad row raises `WarehouseError` naming it."""
    return tuple(_read("policy_instruments.csv", _instrument))


@lru_cache(maxsize=1)
def events() -> tuple[Event, ...]:
    """Return every dated event, in file order; a bad row raises `WarehouseError` naming it."""
    return tuple(_read("policy_events.csv", _event))


@lru_cache(maxsize=1)
def provisions() -> tuple[Provision, ...]:
    """Return every clause, in file order; a bad row raises `WarehouseError` naming it."""
    position: dict[str, int] = {}

    def build(row: dict[str, str]) -> Provision:
        place = position[row["instrument_id"]] = position.get(row["instrument_id"], -1) + 1
        return Provision(
            row["instrument_id"],
            row["clause_no"],
            place,
            row["theme"],
            row["who_bound"],
            row["authority"],
            _one_of(row["effect"], EFFECTS),
            row["requirement"],
            split_list(row["topics"]),
            row["tag"],
            row["note"],
        )

    return tuple(_read("policy_clauses.csv", build))


@lru_cache(maxsize=1)
def relations() -> tuple[Relation, ...]:
    """Return every relation, in file order; a bad row raises `WarehouseError` naming it."""
    known = {instrument.instrument_id for instrument in instruments()}

    def build(row: dict[str, str]) -> Relation:
        related = row["related_id"]
        return Relation(row["instrument_id"], row["relation"], related, related in known)

    return tuple(_read("policy_relations.csv", build))


@lru_cache(maxsize=1)
def decisions() -> tuple[Decision, ...]:
    """Return every rate decision, in file order; a bad row raises `WarehouseError` naming it."""
    return tuple(_read("policy_decisions.csv", _decision))


def faults() -> list[str]:
    """Return a sentence for everything in the policy files that contradicts itself."""
    known = {instrument.instrument_id for instrument in instruments()}
    said: dict[tuple[str, str], Event] = {(e.instrument_id, e.event): e for e in events()}
    found = [
        f"policy_{where}.csv names {key}, which is not in policy_instruments.csv"
        for where, keys in (
            ("events", [e.instrument_id for e in events()]),
            ("clauses", [p.instrument_id for p in provisions()]),
            ("relations", [r.instrument_id for r in relations()]),
        )
        for key in sorted(set(keys) - known)
    ]
    for key in sorted(known):
        published = said.get((key, "published"))
        if published is None:
            found.append(f"{key} has no date of publication in policy_events.csv")
            continue
        found.extend(
            f"{key} is {later.event} on {later.date_text}, before it was published on "
            f"{published.date_text}"
            for later in events()
            if later.instrument_id == key and later.last_day < published.first_day
        )
    return found


def _read(file_name: str, build: Callable[[dict[str, str]], T]) -> Iterator[T]:
    for line, row in enumerate(reference_rows(file_name), start=2):
        try:
            yield build(row)
        except (KeyError, ValueError, TypeError) as problem:
            raise WarehouseError(
                f"reference/{file_name} line {line}: {problem}; correct that row"
            ) from problem


def _one_of(word: str, words: tuple[str, ...]) -> str:
    if word not in words:
        raise ValueError(f"{word!r} is not one of {', '.join(words)}")
    return word


def _instrument(row: dict[str, str]) -> Instrument:
    return Instrument(
        row["instrument_id"],
        row["jurisdiction"],
        row["title"],
        row["reference_no"] or None,
        split_list(row["issuers"]),
        _one_of(row["nature"], NATURES),
        _one_of(row["effect"], EFFECTS),
        split_list(row["topics"]),
        row["summary"],
    )


def _event(row: dict[str, str]) -> Event:
    first, last, precision = parse_day_or_month(row["date"])
    return Event(
        row["instrument_id"],
        _one_of(row["event"], EVENTS),
        row["date"],
        first,
        last,
        str(precision),
        _one_of(row["confidence"], CONFIDENCES),
        row["source"],
        row["note"],
    )


def _decision(row: dict[str, str]) -> Decision:
    return Decision(
        row["bank"],
        date.fromisoformat(row["decided"]),
        date.fromisoformat(row["effective"]) if row["effective"] else None,
        float(row["rate_low"]),
        float(row["rate_high"]),
        float(row["change_bp"]),
        row["source"],
        row["confidence"],
        row["note"],
    )
