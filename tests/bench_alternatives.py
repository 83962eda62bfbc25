"""Part of `make bench`: the same table in Datasette and in a plain Streamlit page, and in pandas.

They get an environment of their own, made for the run and thrown away, and the same rows: what
stands on the last day, one row per house and question, read out of the warehouse beforehand. Where
they can't be had (no network, no room) the part says so and is left out.
"""

from __future__ import annotations

import http.client
import socket
import sqlite3
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tests import bench
from tests.synthetic import LAST_DAY
from warehouse import queries
from warehouse.asking import EVERYTHING, ask
from warehouse.store import Warehouse

PACKAGES = ("datasette", "streamlit", "setuptools<81")  # Datasette still needs pkg_resources
INSTALL_SECONDS = 240
START_SECONDS = 60.0
STOP_SECONDS = 10.0
RUN_SECONDS = 120.0  # for one alternative to answer
TIMES = 9
PANDAS = """
import sys, time, statistics
import pandas as pd
rows = pd.read_parquet(sys.argv[1])
key = ["institution", "indicator", "region", "period", "measure", "kind", "unit"]
def aggregate():
    kept = rows[rows.indicator == "gdp_growth"]
    newest = kept.sort_values("published").drop_duplicates(key, keep="last")
    pooled = newest[(newest.kind == "forecast") & (newest.status == "accepted")]
    mid = (pooled.low + pooled.high) / 2
    return mid.groupby([pooled.region, pooled.period, pooled.measure]).agg(
        ["count", "mean", "median", "max", "min", "std"])
times = []
for _ in range(5):
    start = time.perf_counter(); aggregate(); times.append(time.perf_counter() - start)
print(statistics.median(times))
"""
STREAMLIT = """
import sys
import pandas as pd, streamlit as st
@st.cache_data
def load(path): return pd.read_parquet(path)
rows = load(sys.argv[1])
indicator = st.selectbox("Indicator", ["gdp_growth", "cpi_inflation"])
kept = rows[(rows.indicator == indicator) & (rows.period == "2026")]
st.dataframe(kept.pivot_table(index="institution", columns="region", values="mid"))
"""


def run(warehouse: Warehouse, browser: Any, url: str, *, folder: Path) -> None:
    """Install the alternatives, ask each for the same and print ratios."""
    bench.head("The same, elsewhere (SYNTHETIC rows, same machine, same run)")
    python = _environment(folder)
    if python is None:
        return
    parts: dict[str, Callable[[], None]] = {
        "pandas": lambda: _pandas(warehouse, python, folder),
        "Datasette": lambda: _datasette(warehouse, python, folder, url),
        "Streamlit": lambda: _streamlit(warehouse, python, folder, browser, url),
    }
    for name, measure in parts.items():
        try:
            measure()
        except (OSError, RuntimeError, subprocess.SubprocessError, browser_error()) as problem:
            said = str(problem).splitlines() or [type(problem).__name__]
            bench.line(f"left out: {name}, {said[0][:40]}", type(problem).__name__)


def browser_error() -> type[Exception]:
    """Return what the browser raises, so that one page that fails ends no benchmark."""
    from playwright.sync_api import Error

    return Error


def _environment(folder: Path) -> Path | None:
    home = folder / "alternatives"
    python = home / "bin" / "python"
    try:
        subprocess.run([sys.executable, "-m", "venv", str(home)], check=True, capture_output=True)
        pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, *PACKAGES], check=True, capture_output=True, timeout=INSTALL_SECONDS)
    except (OSError, subprocess.SubprocessError) as problem:
        said = type(problem).__name__
        bench.line("left out: the alternatives could not be installed", said)
        return None
    return python


def _pandas(warehouse: Warehouse, python: Path, folder: Path) -> None:
    rows = ask(
        warehouse.cursor(),
        "SELECT institution, indicator, region, period, measure, kind, unit, low, high, status, "
        "published FROM published_rows($asof, $known)",
        {"asof": LAST_DAY, "known": EVERYTHING},
    )
    rows.write_parquet(folder / "rows.parquet")
    told = subprocess.run(
        [str(python), "-c", PANDAS, str(folder / "rows.parquet")],
        capture_output=True, text=True, check=False, timeout=RUN_SECONDS,
    )  # fmt: skip
    if told.returncode:
        bench.line("left out: pandas failed", told.stderr.strip()[-60:])
        return
    theirs, cursor = float(told.stdout), warehouse.cursor().cursor()  # its answers are not kept
    ours = bench.seconds(
        lambda: queries.consensus(cursor, indicators=["gdp_growth"], asof=LAST_DAY)
    )
    bench.line("consensus on growth, pandas, all in memory", f"{1000 * theirs:.0f} ms")
    bench.line(
        "consensus on growth, here", f"{1000 * ours:.0f} ms", f"{ours / theirs:.2f} x pandas"
    )


def _datasette(warehouse: Warehouse, python: Path, folder: Path, url: str) -> None:
    file = folder / "latest.db"
    found = queries.figures(warehouse.cursor(), asof=LAST_DAY).drop("reasons")
    names = found.columns
    with closing(sqlite3.connect(file)) as con, con:
        con.execute(f"CREATE TABLE latest ({', '.join(names)})")
        marks = ", ".join("?" for _ in names)
        plain = found.with_columns(published=found["published"].cast(str))
        con.executemany(f"INSERT INTO latest VALUES ({marks})", plain.iter_rows())
        con.execute("CREATE INDEX question ON latest (indicator, period, measure)")
    port = _free_port()
    command = [str(python), "-m", "datasette", str(file), "--port", str(port)]
    command += ["--setting", "max_returned_rows", "5000"]
    asked = "indicator=gdp_growth&period=2026&measure=annual_avg&_size=max"
    with _served(command, port):
        base, path = f"http://127.0.0.1:{port}", f"/latest/latest.json?{asked}&_nofacet=1"
        theirs = _median_ms(base, [path] * TIMES)  # keeps no answers: every one is worked out
    address = "/api/panels/growth.csv?period=2026&asof="
    unasked = [f"{address}{LAST_DAY - timedelta(days=i)}" for i in range(TIMES)]
    unkept = _median_ms(url, unasked)  # another day each time: nothing of it can be kept
    again = _median_ms(url, unasked)
    bench.line("figures on growth, Datasette, indexed", f"{theirs:.0f} ms")
    for name, ours in (("never asked before", unkept), ("asked again", again)):
        ratio = f"{ours / theirs:.2f} x Datasette"
        bench.line(f"figures on growth, here, as CSV, {name}", f"{ours:.0f} ms", ratio)


def _streamlit(warehouse: Warehouse, python: Path, folder: Path, browser: Any, url: str) -> None:
    found = queries.figures(warehouse.cursor(), asof=LAST_DAY, indicators=["gdp_growth"])
    found.drop("reasons").write_parquet(folder / "latest.parquet")
    script, port = folder / "page.py", _free_port()
    script.write_text(STREAMLIT)
    command = [str(python), "-m", "streamlit", "run", str(script), "--server.headless", "true"]
    command += ["--server.port", str(port), "--browser.gatherUsageStats", "false", "--"]
    with _served([*command, str(folder / "latest.parquet")], port):
        address = f"http://127.0.0.1:{port}"
        theirs = [_seen(browser, address, "[data-testid=stDataFrame]") for _ in range(3)]
    ours = [_seen(browser, f"{url}/panels/table", ".ag-row, table tbody tr") for _ in range(3)]
    middle, mine = statistics.median(theirs), statistics.median(ours)
    bench.line("table in a cold browser, Streamlit", f"{middle:.2f} s")
    bench.line("table in a cold browser, here", f"{mine:.2f} s", f"{mine / middle:.2f} x Streamlit")


def _seen(browser: Any, url: str, selector: str) -> float:
    """Return the seconds until something is on the screen of a browser that holds nothing."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    start = time.perf_counter()
    page.goto(url, wait_until="commit")
    page.wait_for_selector(selector, state="attached", timeout=60_000)
    taken = time.perf_counter() - start
    context.close()
    return taken


@contextmanager
def _served(command: list[str], port: int) -> Iterator[None]:
    """Run a server until the block ends.

    Raises:
        RuntimeError: it did not start.
    """
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen(command, **quiet)  # type: ignore[call-overload]
    try:
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and process.poll() is None:
            with closing(socket.socket()) as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.2)
        else:
            raise RuntimeError(f"{command[2]} did not start")
        yield
    finally:
        process.terminate()
        try:
            process.wait(timeout=STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()


def _median_ms(url: str, paths: Sequence[str]) -> float:
    """Return the median of asking each address once."""
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=60)
    times = []
    for path in paths:
        start = time.perf_counter()
        connection.request("GET", path)
        answer = connection.getresponse()
        answer.read()
        if answer.status != http.client.OK:
            raise RuntimeError(f"{path} answered {answer.status}")
        times.append(time.perf_counter() - start)
    return 1000 * statistics.median(times)


def _free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
