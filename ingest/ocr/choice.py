"""Pages -> the numbers of those whose text is a picture.

A page with a text layer keeps it, even a poor one that an earlier recognition left behind: the
words that a person can select and search are the words that a row must be checked against.
"""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from ingest.pdf.layout import Page

FEW_WORDS = 25  # a running header, a page number and a source line; a read page has more
LARGE_PICTURE = 0.4  # of the page: a table or a page of text that was pasted as a picture
LARGEST_SIDE = 14_400.0  # points: five metres, the most that the PDF standard allows
LONGEST_SHAPE = 8.0  # a strip longer than this many widths is no page; a broken file may claim it
PACKAGES = ("rapidocr", "onnxruntime", "cv2", "numpy")


def is_installed() -> bool:
    """Whether the extra `[ocr]` is there; nothing of it is loaded to find out."""
    return all(find_spec(package) is not None for package in PACKAGES)


def may_be_pictures(pages: Sequence[Page]) -> list[int]:
    """Return the numbers of pages with too few words to be read as they are."""
    return [page.number for page in pages if len(page.words) <= FEW_WORDS]


def picture_pages(pages: Sequence[Page], *, shares: dict[int, float]) -> tuple[int, ...]:
    """Return the numbers of pages to recognise.

    Args:
        pages: as PDFium reads them.
        shares: page number -> share of the page under its largest picture, for the pages that
            `may_be_pictures` names.
    """
    wanted: Collection[int] = {number for number, share in shares.items() if share >= LARGE_PICTURE}
    return tuple(page.number for page in pages if page.number in wanted and is_sheet(page))


def is_sheet(page: Page) -> bool:
    """Whether a page has the shape of a page: what a broken file claims can fill the memory."""
    short, long = sorted((page.width, page.height))
    return 0 < long <= min(LARGEST_SIDE, LONGEST_SHAPE * short)
