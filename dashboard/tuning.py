"""What a process that serves for long does once, before its first answer.

Nothing here changes what is answered, only how long the interpreter takes over it.
"""

from __future__ import annotations

import gc
from typing import Final

YOUNG: Final = 50_000  # new objects after which the young are looked through; a page makes as many
OLDER: Final = 20  # such rounds after which the middle-aged are looked through too, and so on


def settle() -> None:
    """Leave what was loaded out of garbage collection, and collect more seldom.

    A page is thousands of small objects. By default they make the collector walk through every
    module and every kept page several times per answer. Call it after everything is imported.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, OLDER, OLDER)
