"""Part of `make bench`: callbacks a second, kilobytes and seconds to the first drawn trace.

A real server over the sample reports, a real browser on the same machine, loopback only.
"""

from __future__ import annotations

import http.client
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tests import bench

START_SECONDS = 90.0
LOAD_SECONDS = 4.0
LOAD_THREADS = 8
FIRST_TRACE = ".js-plotly-plot .trace, .js-plotly-plot .point, .js-plotly-plot path.js-line"
PAGES = ("/", "/panels/growth", "/embed/growth")
CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CALLBACK = "_dash-update-component"


@contextmanager
def demo_server() -> Iterator[str]:
    """Read the samples into a temporary warehouse, serve them, and yield the address."""
    with (
        tempfile.TemporaryDirectory() as folder,
        running("demo", Path(folder) / "bench.duckdb") as (url, _),
    ):
        yield url


@contextmanager
def running(command: str, warehouse: Path) -> Iterator[tuple[str, int]]:
    """Run "demo" or "serve" over a warehouse, and yield its address and its process's number."""
    note = warehouse.with_name(f"{warehouse.name}.server.json")
    process = subprocess.Popen(
        [sys.executable, "-m", "dashboard.cli", command, "--port", "0", "--warehouse", warehouse],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield _address(note, process).rstrip("/"), process.pid
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=START_SECONDS)


def _address(note: Path, process: subprocess.Popen[bytes]) -> str:
    import json

    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        if note.exists() and note.stat().st_size:
            return str(json.loads(note.read_text())["url"])
        time.sleep(0.1)
    raise RuntimeError("the demo server did not start")


def chromium() -> str:
    """Return the browser's program."""
    import shutil

    named = os.environ.get("CHROMIUM")
    found = named or next((path for name in CHROMIUM if (path := shutil.which(name))), None)
    if found is None:
        raise RuntimeError("no Chromium found; install the package 'chromium'")
    return found


@contextmanager
def browsing() -> Iterator[Any]:
    """Yield a headless browser."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium(), args=["--no-sandbox", "--disable-gpu", "--disable-quic"]
        )
        yield browser
        browser.close()


def run() -> None:
    """Measure pages over the samples in a cold browser, then callbacks under load."""
    with demo_server() as url, browsing() as browser:
        first_views(browser, url, of="the sample reports")
        _, _, posts = _load(browser, f"{url}/panels/growth")
        bench.head(f"Requests a second, {LOAD_THREADS} keep-alive clients")
        api = _rate(url, "GET", "/api/panels/growth.json", None)
        heaviest = max(posts, key=lambda post: len(post[1]))
        callback = _rate(url, "POST", heaviest[0], heaviest[1])
        bench.line("growth.json, unchanged data", f"{api:.0f} /s")
        bench.line("page callback", f"{callback:.0f} /s", f"{callback / api:.2f} x growth.json")


def first_views(browser: Any, url: str, *, of: str) -> None:
    """Print what some pages weigh, and when a browser that holds nothing has drawn a trace."""
    bench.head(f"First view of {of}, cold cache, headless Chromium on this machine")
    stock = _stock_bundle_kb()
    for path in PAGES:
        loaded, drawn, _ = _load(browser, url + path)
        ratio = f"{loaded / stock:.2f} x Dash's stock Plotly bundle alone ({stock:.0f} KB)"
        bench.line(f"{path}", f"{loaded:.0f} KB", ratio)
        bench.line(f"{path}: first drawn trace", f"{drawn:.2f} s")


def _stock_bundle_kb() -> float:
    """Return the compressed size of the bundle that Dash ships where nothing else is given."""
    import gzip

    import plotly

    bundle = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
    return len(gzip.compress(bundle.read_bytes())) / 1000


def _load(browser: Any, url: str) -> tuple[float, float, list[tuple[str, str]]]:
    """Return kilobytes over the wire, seconds to the first trace, and the callbacks posted."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    received: list[float] = []
    posts: list[tuple[str, str]] = []
    session.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))

    def note(request: Any) -> None:
        if request.method == "POST" and CALLBACK in request.url:
            posts.append((urlsplit(request.url).path, request.post_data or ""))

    page.on("request", note)
    start = time.perf_counter()
    page.goto(url, wait_until="commit")
    page.wait_for_selector(FIRST_TRACE, state="attached", timeout=60_000)
    drawn = time.perf_counter() - start
    page.wait_for_load_state("networkidle")
    context.close()
    return sum(received) / 1000, drawn, posts


def _rate(url: str, method: str, path: str, body: str | None) -> float:
    """Return requests a second answered with 200 to some clients that ask without pause."""
    host = urlsplit(url).netloc
    done: list[int] = []
    stop = time.monotonic() + LOAD_SECONDS

    def ask() -> None:
        connection = http.client.HTTPConnection(host, timeout=60)
        headers = {"Content-Type": "application/json", "Accept-Encoding": "gzip"}
        count = 0
        while time.monotonic() < stop:
            connection.request(method, path, body=body, headers=headers)
            answer = connection.getresponse()
            answer.read()
            count += answer.status == http.client.OK
        connection.close()
        done.append(count)

    clients = [threading.Thread(target=ask) for _ in range(LOAD_THREADS)]
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    return sum(done) / LOAD_SECONDS
