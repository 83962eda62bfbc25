"""Answers that any browser would get alike -> kept as they were sent, until data or day are new.

What a page or a drawer shows follows from the warehouse, the day and what the browser asks. Who
asks what another has asked gets the same bytes, without a page being built, written and compressed
again.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

from flask import Flask, Response, g, request

from dashboard.callback_shapes import ADDRESS
from dashboard.callbacks.arriving import VISIT, read_visit
from dashboard.callbacks.built import NEVER_KEPT
from warehouse.version_queries import data_version

if TYPE_CHECKING:
    from datetime import date

    from warehouse.store import Warehouse

MOST_BYTES: Final = 64_000_000  # of all answers together; most pages take 10 to 100 thousand
LAYOUT: Final = "_dash-layout"
REPEATED: Final = ("page-body.children", "drawer.children")  # outputs whose callbacks are repeated
HEADERS: Final = ("Content-Type", "Content-Encoding", "Vary")

Sent = tuple[bytes, dict[str, str]]
"""The body as sent, and its headers of `HEADERS`."""


class SentAnswers:
    """Bodies by question, the one longest unasked for let go first."""

    def __init__(self, *, most_bytes: int = MOST_BYTES) -> None:
        """Keep nothing yet."""
        self._most, self._bytes = most_bytes, 0
        self._held: OrderedDict[str, Sent] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: str) -> Sent | None:
        """Return the answer to a question, if it is still kept."""
        with self._lock:
            if key in self._held:
                self._held.move_to_end(key)
            return self._held.get(key)

    def put(self, key: str, sent: Sent) -> None:
        """Keep an answer, and let go of the oldest until all are light enough."""
        with self._lock:
            if key in self._held or len(sent[0]) > self._most:
                return
            self._held[key] = sent
            self._bytes += len(sent[0])
            while self._bytes > self._most:
                self._bytes -= len(self._held.popitem(last=False)[1][0])


@dataclass(frozen=True, slots=True)
class _Asked:
    """What tells one question from another: data, day, and the request."""

    warehouse: Warehouse
    today: Callable[[], date]
    prefix: str

    def key(self) -> str | None:
        """Return the name of the current question, or None where its answer is not kept."""
        if not self._is_repeated():
            return None
        seed = (
            data_version(self.warehouse.cursor()),
            self.today(),
            request.path,
            request.args.get(VISIT, ""),
            request.get_data(),
            request.headers.get("Accept-Encoding", ""),
        )
        return sha256(repr(seed).encode()).hexdigest()

    def _is_repeated(self) -> bool:
        if request.method == "GET" and request.path == f"{self.prefix}{LAYOUT}":
            return _may_keep(read_visit(request.args.get(VISIT, "")))
        if request.method != "POST" or request.path != f"{self.prefix}{ADDRESS}":
            return False
        body = request.get_json(silent=True)
        if not isinstance(body, dict) or not any(o in str(body.get("output")) for o in REPEATED):
            return False
        sent = body.get("inputs")
        first = sent[0] if isinstance(sent, list) and sent else None
        return isinstance(first, dict) and _may_keep(first.get("value"))


def _may_keep(place: Any) -> bool:
    return isinstance(place, dict) and place.get("path") not in NEVER_KEPT


def repeat_answers(
    server: Flask, warehouse: Warehouse, *, today: Callable[[], date], prefix: str
) -> None:
    """Answer from what was sent before where the same was asked; call once all else is set up.

    Args:
        server: the Flask application under Dash.
        warehouse: whose state the answers hold for.
        today: tells the day they hold for.
        prefix: of every address.
    """
    kept, asked = SentAnswers(), _Asked(warehouse, today, prefix)

    def repeat() -> Response | None:
        g.repeated_as = asked.key()
        sent = kept.get(g.repeated_as) if g.repeated_as else None
        if sent is None:
            return None
        g.repeated_as = None
        return Response(sent[0], headers=sent[1])

    def keep(answer: Response) -> Response:
        key = g.get("repeated_as")
        if key and answer.status_code == 200 and not answer.is_streamed:
            headers = {name: answer.headers[name] for name in HEADERS if name in answer.headers}
            kept.put(key, (answer.get_data(), headers))
        return answer

    server.before_request(repeat)
    last = server.after_request_funcs.setdefault(None, [])
    last.insert(0, keep)  # Flask runs them from the end: after compression and all headers
