"""The answers of one warehouse that were asked for last, until something is written to it."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING, Final
from weakref import WeakKeyDictionary

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    import polars as pl
    from duckdb import DuckDBPyConnection

MOST_BYTES: Final = 64_000_000  # of all answers together; a page needs a few hundred thousand
LARGEST_BYTES: Final = 16_000_000  # of one answer
LEAST_BYTES: Final = 2_000  # that an answer counts, however few rows it has
_STRIPES: Final = 64  # locks; two questions that share one by chance wait for each other


class Answers:
    """Frames by question, the one longest unasked for let go first.

    A frame is kept under the number of the state that held before it was asked for: one that was
    read while something was written is newer than its number, never older.
    """

    def __init__(self) -> None:
        self._state = 0
        self._held: OrderedDict[Hashable, tuple[pl.DataFrame, int]] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()
        self._asking = [threading.Lock() for _ in range(_STRIPES)]

    @property
    def state(self) -> int:
        """A number that is new after everything that was written in this process."""
        return self._state

    def forget(self) -> None:
        """Let go of everything, because something was written."""
        with self._lock:
            self._state += 1
            self._held.clear()
            self._bytes = 0

    def find(self, question: Hashable, ask: Callable[[], pl.DataFrame]) -> pl.DataFrame:
        """Return the kept answer to a question, or ask for it; at once only one thread does.

        Args:
            question: tells it from all others.
            ask: asks the warehouse.
        """
        key = (self._state, question)
        found = self._get(key)
        if found is not None:
            return found
        with self._asking[hash(key) % _STRIPES]:
            found = self._get(key)
            if found is None:
                found = ask()
                self._put(key, found)
        return found

    def _get(self, key: Hashable) -> pl.DataFrame | None:
        with self._lock:
            if key not in self._held:
                return None
            self._held.move_to_end(key)
            return self._held[key][0]

    def _put(self, key: tuple[int, Hashable], frame: pl.DataFrame) -> None:
        size = max(int(frame.estimated_size()), LEAST_BYTES)
        with self._lock:
            if size > LARGEST_BYTES or key[0] != self._state:
                return
            self._held[key] = (frame, size)
            self._bytes += size
            while self._bytes > MOST_BYTES:
                self._bytes -= self._held.popitem(last=False)[1][1]


_by_cursor: WeakKeyDictionary[DuckDBPyConnection, Answers] = WeakKeyDictionary()


def keep_answers(cur: DuckDBPyConnection, answers: Answers) -> None:
    """Keep what a cursor answers with what the other cursors of its warehouse do."""
    _by_cursor[cur] = answers


def answers_of(cur: DuckDBPyConnection) -> Answers | None:
    """Return where the answers of a cursor are kept, or None where they are not."""
    return _by_cursor.get(cur)
