"""Figures of one house -> its dollar call, its own rate gap and growth gap, and how they read.

The rule is the textbook's sign and nothing more: a gap between the Fed and the ECB that widens, or
growth that is faster in America, goes with a stronger dollar. A leg is read only where the house
prints the call and both figures of the gap; everything else is "can't tell", with the reason.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from dashboard import numbers
from dashboard.panels.dollar_calls import FLAT, IN_GENERAL, STRONGER, WEAKER
from dashboard.panels.moves import in_basis_points
from dashboard.panels.wording import Row
from warehouse.vocabulary import Indicator, InstitutionKind, Kind, Measure, Stance, Status

US, EA = "US", "EA"
EURO: Final = "EURUSD"
AGREES, PARTS, CANT_TELL = "agrees", "parts", "can’t tell"
LEAST_MOVE: Final = 1.0  # bp: a call for cuts without a number means more than none
NOT_THE_EURO: Final = "not against the euro"
BP: Final = 100.0  # basis points in a point
GROWTH_MEASURES: Final = (Measure.ANNUAL_AVG, Measure.Q4Q4)
_SIGNS: Final = {STRONGER: 1, WEAKER: -1}

Interval = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Side:
    """One half of a gap: a figure of the house, and what it comes to.

    Attributes:
        row: the figure.
        reach: from where to where it comes; change of the rate in bp, or growth in percent.
        start: the level that a rate leaves from, as written; blank for moves and growth.
        start_words: what that level is.
    """

    row: Row
    reach: Interval
    start: str = ""
    start_words: str = ""

    @property
    def is_accepted(self) -> bool:
        """Whether the figure does not wait for a person."""
        return bool(self.row["status"] == Status.ACCEPTED)


@dataclass(frozen=True, slots=True)
class Leg:
    """A gap of a house with its reading.

    Attributes:
        us: the American half; None where the house prints none.
        ea: the half of the euro area.
        gap: US minus EA, from where to where; None without both halves, accepted.
        reading: agrees, parts or can't tell.
        why: why it can't be told, else blank.
    """

    us: Side | None
    ea: Side | None
    gap: Interval | None
    reading: str
    why: str = ""

    @property
    def sides(self) -> list[Side]:
        """The halves that the house prints."""
        return [side for side in (self.us, self.ea) if side is not None]


@dataclass(frozen=True, slots=True)
class House:
    """One house that has a call on the dollar.

    Attributes:
        name: of the house.
        calls: its calls that bear on the euro, the newest first.
        direction: stronger, weaker or flat; None where they differ or none can be taken.
        why: why there is no direction, else blank.
        rates: Fed minus ECB over the year.
        growth: US minus euro area in the year.
    """

    name: str
    calls: tuple[Row, ...]
    direction: str | None
    why: str
    rates: Leg
    growth: Leg

    @property
    def legs(self) -> tuple[Leg, Leg]:
        """Both gaps."""
        return self.rates, self.growth

    @property
    def is_read(self) -> bool:
        """Whether at least one leg has a reading."""
        return any(leg.reading != CANT_TELL for leg in self.legs)


def houses_of(
    calls: Sequence[Row],
    figures: Sequence[Row],
    *,
    year: str,
    rates: Mapping[str, Sequence[Row]],
) -> list[House]:
    """Return the houses with a call on the dollar: those that can be read first.

    Args:
        calls: rows of `with_directions`.
        figures: rows of `queries.figures` on policy rates and growth.
        year: that everything is about.
        rates: decisions on the rate by region, for where a rate stood when a house printed.
    """
    names = sorted({row["institution"] for row in calls if _is_own(row)})
    own: dict[str, list[Row]] = {name: [] for name in names}
    for row in figures:
        if row["institution"] in own and _is_own(row):
            own[row["institution"]].append(row)
    found = [
        _house(
            name,
            [row for row in calls if row["institution"] == name and _is_own(row)],
            own[name],
            year=year,
            rates=rates,
        )
        for name in names
    ]
    return sorted(found, key=_order)


def _order(house: House) -> tuple[bool, int, str]:
    readings = [leg.reading for leg in house.legs]
    return (not house.is_read, -readings.count(PARTS), house.name)


def _is_own(row: Row) -> bool:
    """Whether a row is what the house itself expects."""
    is_collective = row["institution_kind"] == InstitutionKind.COLLECTIVE
    return row["kind"] == Kind.FORECAST and not is_collective


def _house(
    name: str,
    calls: Sequence[Row],
    figures: Sequence[Row],
    *,
    year: str,
    rates: Mapping[str, Sequence[Row]],
) -> House:
    bearing = [
        row
        for row in calls
        if row["region"] in (EURO, *IN_GENERAL)
        and row["period"] in (year, f"{year}-12", f"{year}Q4")
        and row["dollar"]
    ]
    direction, why = _direction(bearing)
    banks = {region: _rate_side(figures, region, year=year, decisions=rates.get(region, ()))
             for region in (US, EA)}  # fmt: skip
    return House(
        name,
        tuple(sorted(({**row, **_read_call(row, bearing)} for row in calls), key=_call_order)),
        direction,
        why,
        _leg(banks[US], banks[EA], direction, why, names=("Fed", "ECB")),
        _leg(*_growth_sides(figures, year=year), direction, why, names=("US", "euro area")),
    )


def _call_order(row: Row) -> tuple[bool, bool, bool, int]:
    """Return what puts a call before another: read, accepted, on the euro or in general, newest."""
    bears = row["region"] in (EURO, *IN_GENERAL)
    day = (row["published"] or date.min).toordinal()
    return (not row["counted"], row["status"] != Status.ACCEPTED, not bears, -day)


def _read_call(row: Row, bearing: Sequence[Row]) -> Row:
    """Return whether a call is read here: whatever else the house says of the dollar."""
    why = None
    if row["status"] != Status.ACCEPTED:
        why = "awaiting review"
    elif row not in bearing:
        why = "not of the whole year" if row["region"] in (EURO, *IN_GENERAL) else NOT_THE_EURO
    if why is None and not row["dollar"]:
        why = row["why_not"]
    return {"counted": why is None, "why_not": why}


def _direction(bearing: Sequence[Row]) -> tuple[str | None, str]:
    """Return what the calls that are read say together, or why they say nothing."""
    if not bearing:
        return None, "no call for the year on the euro or in general"
    said = {row["dollar"] for row in bearing if row["status"] == Status.ACCEPTED}
    if len(said) == 1:
        return said.pop(), ""
    return None, "its own calls differ" if said else "its call awaits review"


def _rate_side(
    figures: Sequence[Row], region: str, *, year: str, decisions: Sequence[Row]
) -> Side | None:
    """Return what the house says of a bank over the year: a level with its start, or a move."""
    held = [row for row in figures if row["region"] == region]
    found = [
        side
        for row in held
        if (side := _level(row, held, year=year, decisions=decisions) or _move(row, year=year))
    ]
    return min(found, key=_preference, default=None)


def _preference(side: Side) -> tuple[bool, float, int]:
    """Return what puts one way of saying it before another: accepted, exact, newest."""
    low, high = side.reach
    newest = side.row["published"] or date.min
    return (not side.is_accepted, high - low, -newest.toordinal())


def _level(row: Row, held: Sequence[Row], *, year: str, decisions: Sequence[Row]) -> Side | None:
    if row["indicator"] != Indicator.POLICY_RATE or row["period"] != f"{year}-12":
        return None
    if row["measure"] != Measure.YEAR_END or row["bound"] == "call":
        return None
    start = _own_start(row, held, year=year) or _rate_on(row["published"], decisions)
    if start is None:
        return None
    low, high, words = start
    ends = _open(row["low"], row["high"])
    change = (round((ends[0] - high) * BP, 6), round((ends[1] - low) * BP, 6))
    return Side(row, change, numbers.bounds(low, high, decimals=2), words)


def _own_start(row: Row, held: Sequence[Row], *, year: str) -> tuple[float, float, str] | None:
    """Return the level that the same page prints for the end of the year before.

    Another page may mean another rate: the ECB has one for deposits and one for loans.
    """
    before = f"{int(year) - 1}-12"
    for other in held:
        same = (other["report_sha256"], other["page"]) == (row["report_sha256"], row["page"])
        same = same and other["mid"] is not None
        is_level = other["indicator"] == row["indicator"] and other["measure"] == row["measure"]
        if same and is_level and other["period"] == before:
            return other["low"], other["high"], "its own for the end of the year before"
    return None


def _rate_on(day: date | None, decisions: Sequence[Row]) -> tuple[float, float, str] | None:
    """Return the rate that stood on the day of a report."""
    known = [row for row in decisions if day is not None and row["decided"] <= day]
    if not known:
        return None
    last = max(known, key=lambda row: row["decided"])
    return last["rate_low"], last["rate_high"], "the rate when it was printed"


def _move(row: Row, *, year: str) -> Side | None:
    if row["indicator"] != Indicator.POLICY_RATE_CHANGE:
        return None
    if row["period"] not in (year, f"{year}-12", f"{year}Q4"):
        return None
    change = in_basis_points(row)
    if change is None:
        return None
    if row["bound"] != "call":
        return Side(row, _open(*change))
    reaches = {
        Stance.UP: (LEAST_MOVE, math.inf),
        Stance.DOWN: (-math.inf, -LEAST_MOVE),
        Stance.FLAT: (0.0, 0.0),
    }
    return Side(row, reaches[Stance(row["stance"])])


def _open(low: float | None, high: float | None) -> Interval:
    return (-math.inf if low is None else low, math.inf if high is None else high)


def _growth_sides(figures: Sequence[Row], *, year: str) -> tuple[Side | None, Side | None]:
    """Return growth in both economies by one definition; each alone where none is shared."""
    held: dict[tuple[str, str], Side] = {}
    for row in figures:
        is_growth = row["indicator"] == Indicator.GDP_GROWTH and row["period"] == year
        if is_growth and row["measure"] in GROWTH_MEASURES and row["bound"] != "call":
            side = Side(row, _open(row["low"], row["high"]))
            key = (row["region"], row["measure"])
            held[key] = min((side, held.get(key, side)), key=_preference)
    pairs = [(held.get((US, m)), held.get((EA, m))) for m in map(str, GROWTH_MEASURES)]
    whole = [pair for pair in pairs if None not in pair]
    if whole:
        return whole[0]
    us = next((us for us, _ in pairs if us), None)
    return us, next((ea for _, ea in pairs if ea and not us), None)


def _leg(
    us: Side | None, ea: Side | None, direction: str | None, why: str, *, names: tuple[str, str]
) -> Leg:
    if us is None or ea is None:
        missing = [name for name, side in zip(names, (us, ea), strict=True) if side is None]
        return Leg(us, ea, None, CANT_TELL, f"no {' or '.join(missing)} figure")
    gap = (us.reach[0] - ea.reach[1], us.reach[1] - ea.reach[0])
    gap = (round(gap[0], 6), round(gap[1], 6))
    if not (us.is_accepted and ea.is_accepted):
        return Leg(us, ea, None, CANT_TELL, "a figure awaits review")
    if direction is None:
        return Leg(us, ea, gap, CANT_TELL, why)
    reading, unclear = read(direction, gap)
    return Leg(us, ea, gap, reading, unclear)


def read(direction: str, gap: Interval) -> tuple[str, str]:
    """Return how a call reads beside a gap, and why where it can't be told.

    Args:
        direction: of the dollar.
        gap: US minus EA, from where to where.
    """
    low, high = gap
    sign = 1 if low > 0 else -1 if high < 0 else 0
    if sign == 0 and (low, high) != (0.0, 0.0):
        return CANT_TELL, "the gap reaches both sides of zero"
    if direction == FLAT:
        return (AGREES, "") if sign == 0 else (CANT_TELL, "a sign says nothing of a flat call")
    if sign == 0:
        return CANT_TELL, "the gap is zero"
    return (AGREES, "") if sign == _SIGNS[direction] else (PARTS, "")
