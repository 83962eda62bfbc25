"""Sample reports -> `assets/screenshots/*.png`: the README's pictures, taken from a live server.

Run as a program, with the development tools installed: `python -m dashboard.screenshots`.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PIL import Image
from waitress.server import create_server

from dashboard.app import ASSETS, create_app
from dashboard.cli import main as run_command
from warehouse import queries
from warehouse.store import Warehouse

if TYPE_CHECKING:
    from playwright.sync_api import Browser

FOLDER: Final = ASSETS / "screenshots"
EXPLAINED: Final = ASSETS / "samples" / "fed-2025-12.pdf"
TODAY: Final = date(2026, 4, 30)  # the day that the newest sample report came out
MOST_BYTES: Final = 400_000  # a repository is cloned often and pictures are looked at once
COLOURS: Final = (256, 128, 64)  # tried in turn until a picture is small enough
SETTLED_MS: Final = 900  # fonts swapped in, charts drawn, the drawer at rest
BROWSERS: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS: Final = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
WIDTH, HEIGHT, PHONE_WIDTH = 1440, 1000, 390  # px


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture.

    Attributes:
        name: of the file, without its ending.
        path: the address, without the host; "{figure}" becomes the id of a figure.
        theme: "light" or "dark".
        width: of the window in px.
        height: of the window in px.
        awaited: a CSS selector that is there when the page is ready.
    """

    name: str
    path: str
    theme: str = "light"
    width: int = WIDTH
    height: int = HEIGHT
    awaited: str = ".js-plotly-plot .main-svg"


SHOTS: Final = (
    Shot("front-light", "/"),
    Shot("front-dark", "/", theme="dark"),
    Shot("front-phone", "/", width=PHONE_WIDTH, height=1500),
    Shot("evidence", "/panels/growth?evidence={figure}", awaited=".drawer .lit-value"),
    Shot("policy", "/panels/crypto-policy?evidence=policy:CN-2026-42", awaited=".drawer h2"),
    Shot("table", "/panels/table", awaited=".ag-center-cols-container .ag-row"),
    Shot("board", "/panels/divergence"),
    Shot("rates", "/panels/rate-paths"),
    Shot("stances", "/panels/stances"),
)


def take_all(folder: Path) -> list[Path]:
    """Read the sample reports, serve them, and write every picture; return the files.

    Args:
        folder: where the pictures go; it is made.
    """
    from playwright.sync_api import sync_playwright

    program = next(filter(None, map(shutil.which, BROWSERS)), None)
    folder.mkdir(parents=True, exist_ok=True)
    with _site() as (url, figure), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        written = [_take(browser, shot, url=url, figure=figure, folder=folder) for shot in SHOTS]
        written.append(_explained(browser, folder))
        browser.close()
    return written


@contextmanager
def _site() -> Iterator[tuple[str, str]]:
    """Serve the sample reports; yield the address and the id of a figure read from a table."""
    with tempfile.TemporaryDirectory(prefix="houseviews-") as folder:
        path = Path(folder) / "warehouse.duckdb"
        run_command(["demo", "--no-serve", "--warehouse", str(path)])
        with Warehouse.open(path) as warehouse:
            app = create_app(warehouse, _decline, today=lambda: TODAY)
            server = create_server(app.server, host="127.0.0.1", port=0)
            threading.Thread(target=server.run, daemon=True).start()
            yield f"http://127.0.0.1:{server.effective_port}", _figure(warehouse)
            server.close()


def _decline(*_: Any, **__: Any) -> str:
    """Stand in for a reader: the upload page is shown, and nothing is uploaded."""
    raise NotImplementedError


def _figure(warehouse: Warehouse) -> str:
    rows = queries.figures(
        warehouse.cursor(), indicators=["gdp_growth"], regions=["EA"], periods=["2026"], asof=TODAY
    ).rows(named=True)
    from_tables = [row for row in rows if row["reader"] == "table" and row["pooled"]]
    return str((from_tables or rows)[0]["forecast_id"])


def _take(browser: Browser, shot: Shot, *, url: str, figure: str, folder: Path) -> Path:
    context = browser.new_context(
        viewport={"width": shot.width, "height": shot.height},
        color_scheme="dark" if shot.theme == "dark" else "light",
    )
    page = context.new_page()
    page.goto(url + shot.path.format(figure=figure))
    page.wait_for_selector(shot.awaited)
    page.wait_for_timeout(SETTLED_MS)
    target = folder / f"{shot.name}.png"
    target.write_bytes(_small(page.screenshot()))
    context.close()
    return target


def _explained(browser: Browser, folder: Path) -> Path:
    """Take the sheet of `houseviews explain` with one figure of a table chosen."""
    target = folder / "explain.png"
    with tempfile.TemporaryDirectory(prefix="houseviews-") as scratch:
        sheet = Path(scratch) / "sheet.html"
        run_command(["explain", str(EXPLAINED), "--page", "1", "--out", str(sheet)])
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        page.goto(sheet.as_uri())
        page.keyboard.press("j")
        page.wait_for_timeout(SETTLED_MS)
        target.write_bytes(_small(page.screenshot()))
        page.close()
    return target


def _small(png: bytes) -> bytes:
    """Return a picture with as many colours as fit into `MOST_BYTES`."""
    picture = Image.open(BytesIO(png)).convert("RGB")
    packed = png
    for colours in COLOURS:
        held = BytesIO()
        picture.quantize(colours, dither=Image.Dither.NONE).save(held, "PNG", optimize=True)
        packed = held.getvalue()
        if len(packed) <= MOST_BYTES:
            break
    return packed


if __name__ == "__main__":
    for file in take_all(FOLDER):
        sys.stderr.write(f"{file.name}: {file.stat().st_size / 1000:,.0f} kB\n")
