"""Results that several people ask for, worked out by one of them for all."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING, Final, Generic, TypeVar
from weakref import WeakKeyDictionary

from warehouse.answers import Answers, answers_of

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from duckdb import DuckDBPyConnection

Result = TypeVar("Result")
_UNMADE: Final = object()


class _Place(Generic[Result]):
    """Where one result is kept, or waited for."""

    __slots__ = ("lock", "made", "weight")

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self.made: Result | object = _UNMADE
        self.weight = 0


class Kept(Generic[Result]):
    """Results by question, the one longest unasked for let go first.

    Whoever asks for what another thread is working out waits for it; what raises is not kept.
    """

    def __init__(
        self,
        *,
        most: int,
        heaviest: int | None = None,
        weigh: Callable[[Result], int] = lambda _: 0,
    ) -> None:
        """Keep nothing yet.

        Args:
            most: how many results.
            heaviest: what all together may weigh; without it only their number counts.
            weigh: a result -> its weight.
        """
        self._most, self._heaviest, self._weigh = most, heaviest, weigh
        self._held: OrderedDict[Hashable, _Place[Result]] = OrderedDict()
        self._lock = threading.Lock()

    def find(self, question: Hashable, make: Callable[[], Result]) -> Result:
        """Return the result kept for a question, else make it."""
        with self._lock:
            place = self._held.setdefault(question, _Place())
            self._held.move_to_end(question)
            while len(self._held) > self._most:
                self._held.popitem(last=False)
        with place.lock:
            if place.made is _UNMADE:
                made = make()
                place.made, place.weight = made, self._weigh(made)
                self._lighten()
            return place.made  # type: ignore[return-value]

    def _lighten(self) -> None:
        """Let go of the oldest results until the others are light enough; one always stays."""
        if self._heaviest is None:
            return
        with self._lock:
            total = sum(place.weight for place in self._held.values())
            while total > self._heaviest and len(self._held) > 1:
                total -= self._held.popitem(last=False)[1].weight


class KeptByData(Generic[Result]):
    """Results that follow from a warehouse, kept for each until something is written to it."""

    def __init__(self, start: Callable[[], Kept[Result]]) -> None:
        """Keep nothing yet.

        Args:
            start: gives what keeps the results of one warehouse.
        """
        self._start = start
        self._held: WeakKeyDictionary[Answers, Kept[Result]] = WeakKeyDictionary()
        self._lock = threading.Lock()

    def find(
        self, cursor: DuckDBPyConnection, question: Hashable, make: Callable[[], Result]
    ) -> Result:
        """Return the result kept for a question to a cursor's warehouse, else make it."""
        answers = answers_of(cursor)
        if answers is None:
            return make()
        with self._lock:
            kept = self._held.get(answers)
            if kept is None:
                kept = self._held[answers] = self._start()
        return kept.find((answers.state, question), make)
