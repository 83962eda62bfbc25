"""Python's collector of cycles, put off while a report is read.

Reading makes a great many objects that live until its end and hardly any cycles. The collector goes
through all of them again and again and finds nothing: a seventh of the time. Cycles are some dozens
of objects a report and some ten thousand where the second engine read, so there is nothing to gain
by looking before the end. By then the pages are gone: what is left to go through is what was read.
"""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def uncollected() -> Iterator[None]:
    """Let cycles wait until the end; whoever has switched the collector off finds it off."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
