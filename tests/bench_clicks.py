"""Part of `make bench`: people who click through the panels of a real server at many rows."""

from __future__ import annotations

import http.client
import json
import random
import statistics
import threading
import time
from typing import Any
from urllib.parse import urlsplit

from dashboard.panels import PANELS
from tests import bench

PEOPLE = 8
SECONDS = 30.0
PAUSE_SECONDS = 1.0  # mean of what a person looks at a page before the next click
TARGET_MS = 150
QUERIES = ("", "period=2025", "regions=UK,JP", "regions=US", "asof=2025-06-30", "asof=2024-03-31")
OUTPUT = "page-body.children"


def run(url: str, *, seconds: float = SECONDS) -> None:
    """Let people click and print how long their pages took."""
    bench.head(f"{PEOPLE} people clicking, a click every {PAUSE_SECONDS:.0f} s each")
    callback = page_callback(url)
    taken: list[float] = []
    failed: list[int] = []
    stop = time.monotonic() + seconds
    people = [
        threading.Thread(target=_click, args=(url, callback, person, stop, taken, failed))
        for person in range(PEOPLE)
    ]
    for person in people:
        person.start()
    for person in people:
        person.join()
    middle, high = statistics.median(taken), statistics.quantiles(taken, n=20)[-1]
    bench.line("clicks answered", f"{len(taken)}", f"{len(failed)} failed")
    bench.line("page callback, median", f"{1000 * middle:.0f} ms")
    against = f"{1000 * high / TARGET_MS:.2f} x the target of {TARGET_MS} ms"
    bench.line("page callback, 95 in 100 within", f"{1000 * high:.0f} ms", against)


def page_callback(url: str) -> dict[str, Any]:
    """Return the body of the callback that builds a page, without its input's value."""
    status, body = ask(http.client.HTTPConnection(urlsplit(url).netloc), "/_dash-dependencies")
    if status != http.client.OK:
        raise RuntimeError("the server does not tell its callbacks")
    found = next(
        entry
        for entry in json.loads(body)
        if OUTPUT in entry["output"]
        and entry["inputs"][0]["id"] == "route"
        and not entry.get("clientside_function")
    )
    outputs = [part.rpartition(".") for part in found["output"].strip(".").split("...")]
    return {
        "output": found["output"],
        "outputs": [{"id": name, "property": prop} for name, _, prop in outputs],
        "changedPropIds": ["route.data"],
    }


def ask(
    connection: http.client.HTTPConnection, path: str, body: str | None = None
) -> tuple[int, bytes]:
    """Return status and body of a request as a browser sends it."""
    headers = {"Content-Type": "application/json", "Accept-Encoding": "gzip" if body else ""}
    connection.request("POST" if body else "GET", path, body=body, headers=headers)
    answer = connection.getresponse()
    return answer.status, answer.read()


def _click(
    url: str,
    callback: dict[str, Any],
    person: int,
    stop: float,
    taken: list[float],
    failed: list[int],
) -> None:
    chance = random.Random(person)
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=60)
    while time.monotonic() < stop:
        panel, query = chance.choice(list(PANELS)), chance.choice(QUERIES)
        told = {"path": f"/panels/{panel}", "query": query, "theme": "light", "room": "desk"}
        value = [{"id": "route", "property": "data", "value": told}]
        start = time.perf_counter()
        status, _ = ask(
            connection, "/_dash-update-component", json.dumps({**callback, "inputs": value})
        )
        taken.append(time.perf_counter() - start)
        if status != http.client.OK:
            failed.append(status)
        time.sleep(chance.expovariate(1 / PAUSE_SECONDS))
    connection.close()
