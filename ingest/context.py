"""What a reader may know about the report around a page before it reads the page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from ingest.candidates import Phrase


@dataclass(frozen=True, slots=True)
class ReadingContext:
    """The masthead of the report that a page belongs to.

    Attributes:
        publisher: the house by its usual short name, or None where none was found.
        published: the last day that the printed date can mean, or None.
        title: the title as printed, or the file name's stem.
        home: the words that say which country it is about, where publisher and title do not.
    """

    publisher: str | None = None
    published: date | None = None
    title: str = ""
    home: Phrase | None = None
