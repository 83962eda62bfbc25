"""`Kept`: results that several people ask for, worked out by one of them for all."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING, Final, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

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
