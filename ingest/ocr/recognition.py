"""PDF and pages -> the same pages, those that are pictures with the words read from them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from ingest.errors import NoRecognition, NoTextLayer, TooLarge
from ingest.ocr.choice import is_installed, is_sheet, may_be_pictures, picture_pages
from ingest.pdf import pages as pdf
from ingest.pdf.running import running_patterns

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ingest.geometry import BBox
    from ingest.ocr.words import Inked
    from ingest.pdf.layout import Page
    from ingest.preflight import Limits

DPI = 200  # digits of 7 points are 14 pixels tall; more takes longer and reads no better
NAMED = 12  # pages that a note names one by one
GAIN = 1.5  # a picture that gives fewer words than this times the text layer is only a picture


@dataclass(frozen=True, slots=True)
class Reading:
    """A word that was recognised.

    Attributes:
        page: 1-based.
        place: its box on the visible page, points.
        text: as recognised.
        second: what the shapes of its digits read, None where they read nothing.
        score: 0 to 1, the recogniser's own promise.
        agrees: whether both readings say the same.
    """

    page: int
    place: BBox
    text: str
    second: str | None
    score: float
    agrees: bool


@dataclass(frozen=True, slots=True)
class Recognised:
    """What was read from pictures.

    Attributes:
        numbers: the pages, 1-based.
        readings: every word on them.
    """

    numbers: tuple[int, ...] = ()
    readings: tuple[Reading, ...] = field(default=())

    @property
    def notes(self) -> tuple[str, ...]:
        """Return what a person must know about the report, in sentences."""
        if not self.numbers:
            return ()
        one = len(self.numbers) == 1
        named = (
            f"Page {self.numbers[0]} is a picture"
            if one
            else (
                f"Pages {', '.join(map(str, self.numbers[:NAMED]))}"
                f"{' and others' if len(self.numbers) > NAMED else ''} are pictures"
            )
        )
        return (f"{named}; the words come from text recognition and may hold misread letters.",)


def with_recognised(
    data: bytes,
    pages: Sequence[Page],
    *,
    name: str,
    limits: Limits,
    begin: Callable[[int], None] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> tuple[list[Page], Recognised]:
    """Read the pictures among the pages, as far as the extra is there and the limits go.

    Args:
        data: the file.
        pages: as PDFium reads them.
        name: of the file, for people.
        limits: most pages to recognise.
        begin: told how many pages will be recognised, before the first.
        progress: called with (pages recognised, pages to recognise).

    Raises:
        NoTextLayer: no page has text, and none could be recognised.
        NoRecognition: no page has text, and the extra is not installed.
        TooLarge: no page has text, and there are more than may be recognised.
    """
    wanted = picture_pages(pages, shares=pdf.picture_shares(data, may_be_pictures(pages)))
    has_text = any(page.words for page in pages)
    if not has_text and not wanted:
        wanted = tuple(p.number for p in pages if is_sheet(p))  # letters drawn as outlines
    if not wanted and not has_text:
        raise NoTextLayer(f"{name} has no text that can be read, and no page of a page's shape.")
    if not wanted:
        return list(pages), Recognised()
    if not is_installed():
        if has_text:
            return list(pages), Recognised()
        raise NoRecognition(_not_installed(name, len(pages)))
    if len(wanted) > limits.recognised_pages:
        if not has_text:
            raise TooLarge(_too_many(name, len(wanted), limits.recognised_pages))
        wanted = wanted[: limits.recognised_pages]
    if not wanted:  # recognition is switched off
        return list(pages), Recognised()
    if begin is not None:
        begin(len(wanted))
    read, found = _recognise(data, pages, wanted, progress=progress)
    if not any(page.words for page in read):
        raise NoTextLayer(
            f"{name} has no text that can be read: it has no text layer, and text recognition "
            f"finds none on its pictures either (pages: {len(pages)})."
        )
    return read, found


def _not_installed(name: str, count: int) -> str:
    every = "its only page is a picture" if count == 1 else f"all its {count} pages are pictures"
    return (
        f"{name} has no text that can be read: {every}, and text recognition is not installed. "
        "The file can be read as soon as it is: `pip install 'houseviews[ocr]'`, then "
        "`houseviews ingest --again`, or start the server anew."
    )


def _too_many(name: str, count: int, most: int) -> str:
    return (
        f"{name} has {count} pages that are pictures; text is recognised on {most} at most, since "
        "each takes some ten seconds. Raise max_recognised_pages, or split the file."
    )


def _recognise(
    data: bytes,
    pages: Sequence[Page],
    wanted: Sequence[int],
    *,
    progress: Callable[[int, int], None] | None,
) -> tuple[list[Page], Recognised]:
    from ingest.ocr.engine import recogniser
    from ingest.ocr.shapes import agrees, second_readings
    from ingest.ocr.upright import stood_up
    from ingest.ocr.words import inked_words

    engine = recogniser()
    inked: dict[int, list[Inked]] = {}
    words, pictures = [], []
    by_number = {page.number: page for page in pages}
    for done, number in enumerate(wanted, start=1):
        drawn = pdf.draw_page(data, number, dots_per_inch=DPI)
        upright = stood_up(drawn.pixels, dpi=drawn.dots_per_inch, engine=engine)
        found = inked_words(engine.lines(upright.picture), upright)
        if len(found) > GAIN * len(by_number[number].words):
            inked[number] = found
            words += found
            pictures += [upright.picture] * len(found)
        if progress is not None:
            progress(done, len(wanted))
    second = second_readings(words, pictures)
    order = [number for number, found in inked.items() for _ in found]
    readings = tuple(
        Reading(
            number, one.word.bbox, one.word.text, again, one.score, agrees(one.word.text, again)
        )
        for number, one, again in zip(order, words, second, strict=True)
    )
    read = [
        replace(page, words=tuple(one.word for one in inked[page.number]), asides=())
        if page.number in inked
        else page
        for page in pages
    ]
    running = running_patterns(read)
    return [replace(page, running=running) for page in read], Recognised(tuple(inked), readings)
