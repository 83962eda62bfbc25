"""A slide or a report -> PNG, SVG or PDF, drawn by the one Chromium of this process.

The page is put together from our own style sheets, typefaces and Plotly; its content policy allows
no script and no request at all, and what runs in it comes over the pipe, from here. Words of
reports are handed over as data and set as text.
"""

from __future__ import annotations

import base64
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from dashboard.slides.chromium import BrowserError, BrowserFailed, Chromium, find_program
from dashboard.slides.sheets import as_script

if TYPE_CHECKING:
    from dashboard.slides.sheets import Slide

ASSETS: Final = Path(__file__).parents[2] / "assets"
PLOTLY: Final = "vendor/plotly-basic-4.1.1.min.js"
STYLES: Final = ("tokens.css", "slides/slide.css")
WIDTH, HEIGHT = 960, 540  # px of a slide's page; a picture has twice as many each way, or as many
CHART_HEIGHT, CHART_SCALE = 366, 2  # px, and pixels a px, of a chart alone
SCALES: Final = {"full": 2, "half": 1}
CLEAR: Final = {"r": 0, "g": 0, "b": 0, "a": 0}
PATIENCE: Final = 30  # seconds that a request waits for those before it
ATTEMPTS: Final = 2  # a browser that died between two pictures is started again once
FACES: Final = ("newsreader-latin.woff2", "source-sans-3-latin.woff2")  # those a picture carries
_PDF_NODE: Final = re.compile(rb"node\d{8}")
_PDF_DATE: Final = re.compile(rb"/(CreationDate|ModDate) \(D:(\d{14})")


class Busy(BrowserError):
    """Others are being drawn; ask again in a moment."""


class Studio:
    """The browser of this process and the page that everything is drawn on, one at a time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._browser: Chromium | None = None

    def png(self, slide: Slide, *, size: str = "full") -> bytes:
        """Return a slide as PNG: 1920 × 1080 px, or half of that each way.

        Raises:
            NoBrowser: Chromium is not installed.
            BrowserFailed: it could not draw the slide.
            Busy: others are being drawn.
        """

        def draw(browser: Chromium) -> bytes:
            browser.run(f"houseviews.draw({slide.as_script()})")
            return _shot(browser, height=HEIGHT, scale=SCALES[size], is_clear=is_clear)

        is_clear = slide.theme == "transparent"
        return self._drawn(draw)

    def chart_png(self, slide: Slide) -> bytes:
        """Return the chart of a slide alone as PNG, for slides that have their own words.

        Raises:
            BrowserError: as for `png`.
        """

        def draw(browser: Chromium) -> bytes:
            browser.run(f"houseviews.bare({slide.as_script()})")
            return _shot(browser, height=CHART_HEIGHT, scale=CHART_SCALE, is_clear=False)

        return self._drawn(draw)

    def svg(self, slide: Slide) -> bytes:
        """Return a slide as one SVG with its typefaces; its words stay words.

        Raises:
            BrowserError: as for `png`.
        """
        words = as_script({"title": slide.finding, "summary": slide.summary})

        def draw(browser: Chromium) -> bytes:
            browser.run(f"houseviews.draw({slide.as_script()})")
            styles = as_script(_typefaces(FACES))
            return str(browser.run(f"houseviews.svg({styles}, {words})")).encode()

        return self._drawn(draw)

    def pdf(self, report: dict[str, Any], *, stamp: str) -> bytes:
        """Return a report as PDF, A4 across, its charts as vectors.

        Args:
            report: `title`, `subtitle`, `notes`, `mark` and `slides`, as the page script reads it.
            stamp: YYYYMMDDHHMMSS that stands as its dates, so that it is the same every time.

        Raises:
            BrowserError: as for `png`.
        """

        def draw(browser: Chromium) -> bytes:
            cover = {name: value for name, value in report.items() if name != "slides"}
            browser.run(f"houseviews.begin({as_script(cover)})")
            for slide in report["slides"]:
                browser.run(f"houseviews.add({as_script(slide)})")
            browser.run("houseviews.finish()")
            printed = browser.call("Page.printToPDF", printBackground=True, preferCSSPageSize=True)
            raw = base64.b64decode(printed["data"])
            return _settled(raw, stamp=stamp)

        return self._drawn(draw)

    def _drawn(self, draw: Any) -> bytes:
        with self._turn():
            for attempt in range(1, ATTEMPTS + 1):
                try:
                    made: bytes = draw(self._ready())
                except BrowserFailed:
                    self._let_go()
                    if attempt == ATTEMPTS:
                        raise
                else:
                    return made
        raise BrowserFailed("The picture could not be drawn.")

    @contextmanager
    def _turn(self) -> Iterator[None]:
        if not self._lock.acquire(timeout=PATIENCE):
            raise Busy("Others are being drawn. Ask again in a moment.")
        try:
            yield
        finally:
            self._lock.release()

    def _ready(self) -> Chromium:
        if self._browser is None:
            browser = Chromium(find_program())
            self._browser = browser
            browser.start()
            _set_up(browser)
        return self._browser

    def _let_go(self) -> None:
        if self._browser is not None:
            self._browser.close()
        self._browser = None

    def close(self) -> None:
        """End the browser; the next picture starts another."""
        with self._turn():
            self._let_go()


STUDIO: Final = Studio()


def _shot(browser: Chromium, *, height: int, scale: int, is_clear: bool) -> bytes:
    """Return what stands on the page as PNG."""
    browser.call(
        "Emulation.setDeviceMetricsOverride",
        width=WIDTH,
        height=height,
        deviceScaleFactor=scale,
        mobile=False,
    )
    ground = {"color": CLEAR} if is_clear else {}
    browser.call("Emulation.setDefaultBackgroundColorOverride", **ground)
    return base64.b64decode(
        browser.call("Page.captureScreenshot", format="png", optimizeForSpeed=True)["data"]
    )


def _set_up(browser: Chromium) -> None:
    frame = browser.call("Page.getFrameTree")["frameTree"]["frame"]["id"]
    browser.call("Page.setDocumentContent", frameId=frame, html=_page())
    browser.run((ASSETS / PLOTLY).read_text(encoding="utf-8") + "\n;0")
    browser.run((ASSETS / "slides" / "slide.js").read_text(encoding="utf-8") + "\n;0")
    browser.call(
        "Emulation.setDeviceMetricsOverride",
        width=WIDTH,
        height=HEIGHT,
        deviceScaleFactor=SCALES["full"],
        mobile=False,
    )


def _page() -> str:
    policy = "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:"
    styles = "\n".join((ASSETS / name).read_text(encoding="utf-8") for name in STYLES)
    return (
        '<!doctype html><html lang="en" data-theme="light"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        f"<style>{_typefaces()}\n{styles}</style></head><body></body></html>"
    )


def _settled(pdf: bytes, *, stamp: str) -> bytes:
    """Return a PDF with fixed dates and with its nodes numbered from 1; no byte moves.

    Chromium numbers the nodes of everything that it has drawn since it started.
    """
    found: dict[bytes, bytes] = {}

    def renumber(match: re.Match[bytes]) -> bytes:
        return found.setdefault(match[0], b"node%08d" % (len(found) + 1))

    return _PDF_NODE.sub(renumber, _PDF_DATE.sub(rb"/\1 (D:" + stamp.encode(), pdf))


@lru_cache(maxsize=2)
def _typefaces(only: tuple[str, ...] = ()) -> str:
    """Return the style sheet of the typefaces with the files inside it.

    Args:
        only: the files to take; all by default.
    """
    folder = ASSETS / "fonts"
    faces = (folder / "fonts.css").read_text(encoding="utf-8").split("@font-face")[1:]
    kept = []
    for face in faces:
        name = re.search(r'url\("([^"]+)"\)', face)
        if name and (not only or name[1] in only):
            data = base64.b64encode((folder / name[1]).read_bytes()).decode()
            kept.append("@font-face" + face.replace(name[1], f"data:font/woff2;base64,{data}"))
    return "".join(kept)
