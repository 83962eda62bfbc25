"""Part of `make bench`: people who click through a real server at many rows.

What a click is: most change the selection of the panel that is open, some open another panel, some
the evidence of a figure. Half of them go where somebody else has been just before, as people of one
desk do; the others ask what nobody has asked yet. Both are told apart: an answer that was sent
before is kept, and a median over both would say nothing of either.
"""

from __future__ import annotations

import http.client
import itertools
import json
import random
import statistics
import threading
import time
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from dashboard.panels import PANELS
from tests import bench
from tests.synthetic import LAST_DAY

PEOPLE = 8
SECONDS = 30.0
PAUSE_SECONDS = 1.0  # mean of what a person looks at a page before the next click
TARGET_MS = 150
REPEATED = 0.5  # of clicks that ask what somebody has asked before
EVIDENCE = 0.2  # of clicks that open a figure of the panel
OTHER_PANEL = 0.3  # of clicks that leave the panel
REGIONS = ("US", "EA", "UK", "JP", "CN", "DE", "US,EA", "UK,JP", "US,CN", "EA,UK")
PERIODS = ("", "2025", "2026", "2027")
OUTPUT = "page-body.children"
DRAWER = "drawer.children"

Click = tuple[str, str]
"""Which callback is asked, and the place as JSON."""


@dataclass(slots=True)
class Taken:
    """What the clicks took.

    Attributes:
        seconds: by kind: "cold", "repeated", "evidence".
        slowest: (seconds, address) of each cold click.
        failed: statuses that were no 200.
        asked: every click so far; those are repeated.
        ids: figures that can be opened, by panel; asked for before the first click.
    """

    seconds: dict[str, list[float]] = field(default_factory=dict)
    slowest: list[tuple[float, str]] = field(default_factory=list)
    failed: list[int] = field(default_factory=list)
    asked: list[Click] = field(default_factory=list)
    ids: dict[str, list[str]] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)


def run(url: str, *, seconds: float = SECONDS) -> None:
    """Let people click and print how long their answers took."""
    bench.head(f"{PEOPLE} people clicking, a click every {PAUSE_SECONDS:.0f} s each")
    callbacks = {OUTPUT: page_callback(url, OUTPUT), DRAWER: page_callback(url, DRAWER)}
    asking = http.client.HTTPConnection(urlsplit(url).netloc, timeout=60)
    taken = Taken(ids={panel: _figures(asking, panel) for panel in PANELS})
    asking.close()
    stop = time.monotonic() + seconds
    people = [
        threading.Thread(target=_click, args=(url, callbacks, person, stop, taken))
        for person in range(PEOPLE)
    ]
    for person in people:
        person.start()
    for person in people:
        person.join()
    every = [took for held in taken.seconds.values() for took in held]
    bench.line("clicks answered", f"{len(every)}", f"{len(taken.failed)} failed")
    for kind in sorted(taken.seconds):
        _say(kind, taken.seconds[kind])
    _say("all", every)
    for took, address in sorted(taken.slowest, reverse=True)[:3]:
        bench.line(f"slowest: {address[:46]}", f"{1000 * took:.0f} ms")


def _say(kind: str, taken: list[float]) -> None:
    if len(taken) < 2:
        return
    middle, high = statistics.median(taken), statistics.quantiles(taken, n=20)[-1]
    bench.line(f"{kind} (n = {len(taken)}), median", f"{1000 * middle:.0f} ms")
    against = f"{1000 * high / TARGET_MS:.2f} x the target of {TARGET_MS} ms"
    bench.line(f"{kind}, 95 in 100 within", f"{1000 * high:.0f} ms", against)


def page_callback(url: str, output: str = OUTPUT) -> dict[str, Any]:
    """Return the body of the callback that gives an output, without its input's value."""
    status, body = ask(http.client.HTTPConnection(urlsplit(url).netloc), "/_dash-dependencies")
    if status != http.client.OK:
        raise RuntimeError("the server does not tell its callbacks")
    found = next(
        entry
        for entry in json.loads(body)
        if output in entry["output"]
        and entry["inputs"][0]["id"] in ("route", "opened")
        and not entry.get("clientside_function")
    )
    source = found["inputs"][0]["id"]
    outputs = [part.rpartition(".") for part in found["output"].strip(".").split("...")]
    several = found["output"].startswith("..")
    named = [{"id": name, "property": prop} for name, _, prop in outputs]
    return {
        "output": found["output"],
        "outputs": named if several else named[0],
        "changedPropIds": [f"{source}.data"],
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
    url: str, callbacks: dict[str, dict[str, Any]], person: int, stop: float, taken: Taken
) -> None:
    chance = random.Random(person)
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=60)
    panel = chance.choice(list(PANELS))
    for number in itertools.count():
        if time.monotonic() >= stop:
            break
        if number and chance.random() < OTHER_PANEL:
            panel = chance.choice(list(PANELS))
        kind, click = _choose(chance, panel, taken)
        start = time.perf_counter()
        status, _ = ask(connection, "/_dash-update-component", _body(callbacks, click))
        _note(taken, kind, click, time.perf_counter() - start, status)
        time.sleep(chance.expovariate(1 / PAUSE_SECONDS))
    connection.close()


def _choose(chance: random.Random, panel: str, taken: Taken) -> tuple[str, Click]:
    """Return what kind of click comes next, and the click."""
    if taken.ids.get(panel) and chance.random() < EVIDENCE:
        place = _place(panel, "") | {"figure": chance.choice(taken.ids[panel])}
        return "evidence", (DRAWER, json.dumps(place))
    with taken.lock:
        held = list(taken.asked)
    if held and chance.random() < REPEATED:
        return "repeated", chance.choice(held)
    click = (OUTPUT, json.dumps(_place(panel, _query(chance))))
    return ("repeated" if click in held else "cold"), click


def _query(chance: random.Random) -> str:
    """Return a selection: a period or regions, and now and then an earlier day."""
    parts = [f"period={chance.choice(PERIODS)}", f"regions={chance.choice(REGIONS)}"]
    chosen = [part for part in parts if not part.endswith("=") and chance.random() < 0.6]
    if chance.random() < 0.2:
        chosen.append(f"asof={LAST_DAY - timedelta(days=chance.randrange(30, 900, 30))}")
    return "&".join(chosen)


def _place(panel: str, query: str) -> dict[str, str]:
    return {"path": f"/panels/{panel}", "query": query, "theme": "light", "room": "desk"}


def _body(callbacks: dict[str, dict[str, Any]], click: Click) -> str:
    output, place = click
    source = "route" if output == OUTPUT else "opened"
    value = [{"id": source, "property": "data", "value": json.loads(place)}]
    return json.dumps({**callbacks[output], "inputs": value})


def _note(taken: Taken, kind: str, click: Click, took: float, status: int) -> None:
    place = json.loads(click[1])
    with taken.lock:
        taken.seconds.setdefault(kind, []).append(took)
        if kind == "cold":
            taken.slowest.append((took, f"{place['path']}?{place['query']}"))
            taken.asked.append(click)
        if status != http.client.OK:
            taken.failed.append(status)


def _figures(connection: http.client.HTTPConnection, panel: str) -> list[str]:
    """Return the ids of some figures of a panel; its answer is no click."""
    status, body = ask(connection, f"/api/panels/{panel}.json")
    rows = json.loads(body)["data"] if status == http.client.OK else []
    return [row["forecast_id"] for row in rows if row.get("forecast_id")][:50]
