"""A running application -> the pages that people open first, built before they are asked for.

After a start and after everything that is written, the first visitor of a page would wait for it
alone. A quiet thread asks for the front page and every panel as a browser does; what is kept then
answers the visitors. It stands back while somebody is served.
"""

from __future__ import annotations

import json
import logging
import threading
import time
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Final

from werkzeug.test import Client

from dashboard.answering import current_day
from dashboard.pages.scene import Visit
from dashboard.panels import PANELS
from warehouse.version_queries import data_version

if TYPE_CHECKING:
    from datetime import date

    from flask import Flask

    from warehouse.store import Warehouse

LOOK_SECONDS: Final = 2.0  # between two looks for something new; so long it has to hold, too
STAND_BACK_SECONDS: Final = 0.5  # since somebody was served last
ENCODING: Final = "gzip, deflate, br, zstd"  # as current browsers say on a machine of their own
PATHS: Final = ("/", *(f"/panels/{panel}" for panel in PANELS))

log = logging.getLogger(__name__)


class Warming:
    """Builds pages ahead in a thread of its own, until it is stopped.

    Attributes:
        built: how many pages were built ahead so far.
    """

    def __init__(
        self,
        server: Flask,
        warehouse: Warehouse,
        *,
        prefix: str = "/",
        paths: Sequence[str] = PATHS,
    ) -> None:
        """Get ready; nothing is built before `start`.

        Args:
            server: the Flask application under Dash.
            warehouse: looked at for what is new.
            prefix: of every address.
            paths: of the pages, the most wanted first.
        """
        self.built = 0
        self._server, self._warehouse, self._prefix, self._paths = server, warehouse, prefix, paths
        self._served = 0.0
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="warming", daemon=True)
        server.before_request(self._note)

    def start(self) -> None:
        """Begin with what the warehouse holds now."""
        self._thread.start()

    def stop(self) -> None:
        """Stop after the page at hand."""
        self._stopped.set()
        if self._thread.is_alive():
            self._thread.join()

    def _note(self) -> None:
        if threading.current_thread() is not self._thread:
            self._served = time.monotonic()

    def _run(self) -> None:
        built, seen = ("", current_day()), self._state()
        while not self._stopped.is_set():
            if seen != built and seen == self._state():
                self._build(seen)
                built = seen
            seen = self._state()  # has to hold until the next look: a batch of reports is written
            self._stopped.wait(LOOK_SECONDS)

    def _state(self) -> tuple[str, date]:
        """Return what everything built holds for: the data and the day."""
        return data_version(self._warehouse.cursor()), current_day()

    def _build(self, state: tuple[str, date]) -> None:
        client, start = Client(self._server), time.monotonic()
        for path in self._paths:
            while time.monotonic() - self._served < STAND_BACK_SECONDS:
                self._stopped.wait(STAND_BACK_SECONDS)
            if self._stopped.is_set() or self._state() != state:
                return
            visit = json.dumps(asdict(Visit(path)), separators=(",", ":"))
            address, headers = f"{self._prefix}_dash-layout", {"Accept-Encoding": ENCODING}
            client.get(address, query_string={"visit": visit}, headers=headers).close()
            self.built += 1
        log.info("%d pages built ahead in %.1f s", len(self._paths), time.monotonic() - start)
