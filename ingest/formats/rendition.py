"""Bytes of any accepted format -> the PDF that is read, and the way back to the original."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from ingest.errors import Damaged, NoTextLayer, TooLarge
from ingest.formats.blocks import Block, Document, Part, Table
from ingest.formats.decoding import decode
from ingest.formats.limits import OverSize, Unusable
from ingest.formats.markdown import read_markdown
from ingest.formats.mhtml import read_mhtml
from ingest.formats.notes import mark_notes
from ingest.formats.places import Whereabouts
from ingest.formats.plain import read_plain
from ingest.formats.typesetting.compose import compose
from ingest.formats.typesetting.sheets import TooManyPages
from ingest.formats.webpage import read_page
from ingest.formats.word import read_word
from warehouse.formats import KINDS, Format
from warehouse.records import AllocationStance, Forecast, ThemeMention

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ingest.formats.blocks import Facts
    from ingest.preflight import Limits
    from warehouse.records import Evidence

R = TypeVar("R", Forecast, AllocationStance, ThemeMention)


@dataclass(frozen=True, slots=True)
class Rendition:
    """A report that came as something else than a PDF, typeset.

    Attributes:
        pdf: the bytes that are read; the same for the same original and engine.
        facts: what the original says of itself.
        whereabouts: answers where in the original something stands.
    """

    pdf: bytes
    facts: Facts
    whereabouts: Whereabouts

    def locate(self, rows: Sequence[R]) -> tuple[R, ...]:
        """Return rows whose evidence says where it stands in the original."""
        return tuple(replace(row, evidence=self._located(row)) for row in rows)

    def _located(self, row: Forecast | AllocationStance | ThemeMention) -> Evidence:
        box = row.evidence.boxes[0]
        words = self.whereabouts.words_for(box.page, (box.x0, box.top, box.x1, box.bottom))
        return replace(row.evidence, original_place=words)


def render(data: bytes, *, kind: Format, name: str, limits: Limits) -> Rendition:
    """Typeset a report that is no PDF.

    Args:
        data: its bytes.
        kind: what they are.
        name: of the file, for what is said about it.
        limits: most pages.

    Raises:
        Damaged: it can't be taken apart.
        NoTextLayer: no text is in it.
        TooLarge: it holds more than may be read.
    """
    called = KINDS[kind].name
    try:
        document = _READERS[kind](data)
        document = replace(document, blocks=tuple(mark_notes(document.blocks)))
        if not _has_text(document):
            raise NoTextLayer(_no_text(name, kind))
        pdf, places = compose(document, most_pages=limits.pages)
    except TooManyPages:
        raise TooLarge(
            f"{name} fills more than {limits.pages} pages when it is typeset; that is the limit. "
            "Raise max_pages, or split the file."
        ) from None
    except OverSize as error:
        raise TooLarge(f"{name} holds {error}. Split the file.") from error
    except (Unusable, RecursionError) as error:
        raise Damaged(f"{name} is {called} that can't be read: {error}. Save it again.") from error
    return Rendition(pdf, document.facts, Whereabouts(document.blocks, places))


_READERS: dict[Format, Callable[[bytes], Document]] = {
    Format.HTML: lambda data: read_page(decode(data)),
    Format.MHTML: read_mhtml,
    Format.DOCX: read_word,
    Format.MARKDOWN: lambda data: read_markdown(decode(data)),
    Format.TEXT: lambda data: read_plain(decode(data)),
}


def _has_text(document: Document) -> bool:
    return any(
        isinstance(block, Table) or (block.text and block.part not in (Part.TITLE, Part.IMPRINT))
        for block in document.blocks
        if isinstance(block, Table | Block)
    )


def _no_text(name: str, kind: Format) -> str:
    if kind in (Format.HTML, Format.MHTML):
        return (
            f"{name} is a web page without text in it; its text is loaded when it is opened. "
            "Open it, save it with “Webpage, complete” or print it to PDF."
        )
    return f"{name} has no text in it. Save it as a PDF and try again."
