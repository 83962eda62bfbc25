"""Checked bytes -> what the readers take: the report itself, or its rendition as a PDF."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from warehouse.formats import KINDS, Ends, Format, recognise

if TYPE_CHECKING:
    from ingest.formats.rendition import Rendition
    from ingest.masthead import FileFacts
    from ingest.preflight import Limits
    from warehouse.records import Extraction


@dataclass(frozen=True, slots=True)
class Source:
    """A report on its way to the readers.

    Attributes:
        pdf: the bytes to read.
        kind: what the original is.
        rendition: how `pdf` came about where the original is no PDF, else None.
    """

    pdf: bytes
    kind: Format = Format.PDF
    rendition: Rendition | None = None

    def told(self, facts: FileFacts) -> FileFacts:
        """Return what the file says of itself: the original's word over the rendition's."""
        if self.rendition is None:
            return facts
        said = self.rendition.facts
        signed = " · ".join((*said.publishers, *said.authors))
        return replace(facts, title=said.title, author=signed, created=said.created)

    def finished(self, extraction: Extraction) -> Extraction:
        """Return the rows with their places in the original, and the rendition with them."""
        if self.rendition is None:
            return extraction
        report = extraction.report
        note = (
            f"The original is {KINDS[self.kind].name}; it was typeset to be read, and pages are "
            "those of that rendition."
        )
        notes = (*report.masthead_notes, note, *self.rendition.facts.notes)
        return replace(
            extraction,
            report=replace(report, format=self.kind, masthead_notes=notes),
            forecasts=self.rendition.locate(extraction.forecasts),
            stances=self.rendition.locate(extraction.stances),
            themes=self.rendition.locate(extraction.themes or ()),
            rendition=self.pdf,
        )


def open_source(data: bytes, *, name: str, limits: Limits) -> Source:
    """Return what the readers take, typeset first where it is no PDF.

    Args:
        data: bytes that passed the first checks.
        name: of the file, for what is said about it.
        limits: most pages.

    Raises:
        IngestError: it can't be taken apart, holds no text or too much of it.
    """
    kind = recognise(Ends.of(data))
    if kind in (None, Format.PDF):
        return Source(data)
    from ingest.formats.rendition import render  # heavy, and most reports are PDFs

    rendition = render(data, kind=kind, name=name, limits=limits)
    return Source(rendition.pdf, kind, rendition)
