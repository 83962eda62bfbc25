"""What is worked out of a frame -> worked out once: title, words, table and chart all need it."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from functools import lru_cache, wraps
from statistics import median, stdev
from typing import TYPE_CHECKING, Any, Concatenate, Final, ParamSpec, TypeVar

if TYPE_CHECKING:
    import polars as pl

KEPT_FRAMES: Final = 12  # a view needs its own and their parts for a moment, some at a time

KEPT_COLUMNS: Final = 256  # whose middle and deviation every one of their cells asks for
ROUNDED: Final = 9  # digits after which two middles are one and the same

Source = TypeVar("Source")  # a frame, or its rows
Told = ParamSpec("Told")
Result = TypeVar("Result")


def once_a_frame(
    work: Callable[Concatenate[Source, Told], Result],
) -> Callable[Concatenate[Source, Told], Result]:
    """Keep what a function made of the last few frames, or of their rows; nobody may change it.

    They are told apart as objects, never by what they hold.
    """
    held: deque[tuple[Source, Any, Result]] = deque(maxlen=KEPT_FRAMES)
    lock = threading.Lock()

    @wraps(work)
    def once(frame: Source, /, *told: Told.args, **named: Told.kwargs) -> Result:
        key = (told, named)
        with lock:
            for known, asked, result in held:
                if known is frame and asked == key:
                    return result
        result = work(frame, *told, **named)
        with lock:
            held.append((frame, key, result))
        return result

    return once


@once_a_frame
def rows_of(frame: pl.DataFrame) -> list[dict[str, Any]]:
    """Return the rows of a frame as dicts; nobody may change them."""
    return frame.rows(named=True)


@lru_cache(maxsize=KEPT_COLUMNS)
def middle_of(values: tuple[float, ...]) -> float:
    """Return the median of one value or more."""
    return round(float(median(values)), ROUNDED)


@lru_cache(maxsize=KEPT_COLUMNS)
def deviation_of(values: tuple[float, ...]) -> float:
    """Return the sample deviation of two values or more, in their unit."""
    return stdev(values)
