"""What the sentences before said about rates and currencies, for calls that lean on them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ingest.candidates import Phrase


@dataclass
class CallMemory:
    """What calls may lean on in the next sentences.

    Attributes:
        subjects: the last central banks (by "rates") and currencies (by "fx") spoken of, each as a
            phrase and the code that it stands for.
        at: the paragraph that each was named in.
        span: a time of several years that the text under this heading gave for a call.
        risky: the paragraph in which risks are told.
    """

    subjects: dict[str, tuple[tuple[Phrase, str], ...]] = field(default_factory=dict)
    at: dict[str, tuple[int, int]] = field(default_factory=dict)
    span: Phrase | None = None
    risky: tuple[int, int] = (0, -1)
