"""What the sentences before said about rates and currencies, for calls that lean on them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ingest.candidates import Phrase


@dataclass(frozen=True, slots=True)
class Topic:
    """Whom the text under a heading or behind a label is about.

    Attributes:
        subjects: each as a phrase and the code that it stands for.
        place: page and paragraph that it holds for; none for all up to the next heading.
    """

    subjects: tuple[tuple[Phrase, str], ...]
    place: tuple[int, int] | None


@dataclass
class CallMemory:
    """What calls may lean on in the next sentences.

    Attributes:
        subjects: the last central banks (by "rates") and currencies (by "fx") spoken of, each as a
            phrase and the code that it stands for.
        at: the paragraph that each was named in.
        span: a time of several years that the text under this heading gave for a call.
        risky: the paragraph in which risks are told.
        topics: whom a heading or the label of a paragraph names, by "rates" and "fx"; with the
            paragraph that it holds for, none where it stands over all up to the next heading.
    """

    subjects: dict[str, tuple[tuple[Phrase, str], ...]] = field(default_factory=dict)
    at: dict[str, tuple[int, int]] = field(default_factory=dict)
    span: Phrase | None = None
    risky: tuple[int, int] = (0, -1)
    topics: dict[str, Topic] = field(default_factory=dict)

    def topic(self, kind: str, place: tuple[int, int]) -> tuple[tuple[Phrase, str], ...]:
        """Return whom a heading or label has named for a paragraph, none where none has."""
        topic = self.topics.get(kind)
        return topic.subjects if topic is not None and topic.place in (None, place) else ()
