"""The sub-command `explain`: one report's pages with every candidate, what it became and why."""

from __future__ import annotations

import json
import shutil
import sys
import webbrowser
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from dashboard.commands import limits_of
from dashboard.settings import Settings, SettingsError

if TYPE_CHECKING:
    import argparse

    from ingest.explaining.explanation import Explanation

EXIT_NO_PAGE = 2
PICTURE_WIDTH = 1400  # px: sharp on a dense screen, small enough to mail


def explain(options: argparse.Namespace, settings: Settings) -> int:
    """Print the candidates of pages, or write them beside pictures of the pages as HTML."""
    from ingest.errors import IngestError
    from ingest.explaining.explanation import explain as explain_pages
    from ingest.explaining.words import as_row, as_text
    from ingest.wire import plain

    try:
        explanations = explain_pages(
            options.file,
            pages=options.pages,
            publisher=options.publisher,
            published=options.published,
            limits=limits_of(settings),
        )
    except IngestError as error:
        sys.stderr.write(f"houseviews: {plain(str(error))}\n")
        return error.exit_code
    except IndexError as error:
        sys.stderr.write(f"houseviews: {plain(str(error))}\n")
        return EXIT_NO_PAGE
    if options.json:
        for page in explanations:
            for one in page.candidates:
                row = {"page": page.page, **as_row(one)}
                sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")
    elif options.out is None and not options.open:
        columns = shutil.get_terminal_size().columns
        sys.stdout.write(as_text(explanations, columns=columns) or "Nothing was found in it.\n")
    if options.out is not None or options.open:
        _write_sheet(options, explanations)
    return 0


def _write_sheet(options: argparse.Namespace, explanations: list[Explanation]) -> None:
    from ingest.explaining.sheet import Picture, as_html
    from ingest.wire import plain
    from warehouse.picturing import Illustrator

    if not explanations:
        raise SettingsError(f"Nothing was found in {options.file.name}; name a page with --page.")
    target: Path = options.out or Path(f"{options.file.stem}.explained.html")
    with (
        _readable(options.file, explanations[0].rendition) as pdf,
        closing(Illustrator()) as artist,
    ):
        pictures = [
            Picture(
                artist.draw(pdf, page=page.page, width_px=PICTURE_WIDTH),
                *artist.measure(pdf, page=page.page),
            )
            for page in explanations
        ]
    try:
        target.write_text(as_html(explanations, pictures), encoding="utf-8")
    except OSError as error:
        raise SettingsError(f"{target} can't be written: {error.strerror}.") from error
    sys.stderr.write(plain(f"Wrote {target}.") + "\n")
    if options.open:
        webbrowser.open(target.resolve().as_uri())


@contextmanager
def _readable(original: Path, rendition: bytes | None) -> Iterator[Path]:
    """Give the PDF that was read: the original, or what it was typeset into."""
    if rendition is None:
        yield original
        return
    with TemporaryDirectory() as folder:
        pdf = Path(folder) / "rendition.pdf"
        pdf.write_bytes(rendition)
        yield pdf
