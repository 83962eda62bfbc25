"""Request -> panel view, ETag and answer: what the embed route and the data routes share."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Collection
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Final
from weakref import WeakKeyDictionary

from flask import Response, request
from werkzeug.datastructures import Headers

from dashboard.panels import Panel, PanelView, find_panel
from dashboard.selection import Selection
from warehouse.version_queries import data_version

if TYPE_CHECKING:
    from warehouse.store import Warehouse

FOR_EVER: Final = "public, max-age=31536000, immutable"  # both clocks are fixed: nothing can change
ASK_AGAIN: Final = "public, no-cache"  # kept, and checked by its ETag every time
MOST_KEPT: Final = 128  # answers; a front page with its embeds and files needs a few dozen
LARGEST_KEPT: Final = 1_000_000  # bytes of one answer
_FORMAT: Final = "1"  # of answers; a new one lets go of what caches hold


def current_day() -> date:
    """Return the day it is, UTC: the as-of day of an address that names none."""
    return datetime.now(UTC).date()


class Kept:
    """The answers of one warehouse that were asked for last, by their tags."""

    def __init__(self) -> None:
        self._answers: OrderedDict[str, Response] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, etag: str) -> Response | None:
        """Return the answer with a tag, if it is still kept."""
        with self._lock:
            if etag in self._answers:
                self._answers.move_to_end(etag)
            return self._answers.get(etag)

    def put(self, etag: str, response: Response) -> None:
        """Keep an answer that is not too large, and let go of the one longest unasked for."""
        if len(response.get_data()) > LARGEST_KEPT:
            return
        with self._lock:
            self._answers[etag] = response
            while len(self._answers) > MOST_KEPT:
                self._answers.popitem(last=False)


_kept: WeakKeyDictionary[Warehouse, Kept] = WeakKeyDictionary()


def _kept_by(warehouse: Warehouse) -> Kept:
    return _kept.setdefault(warehouse, Kept())


class Question:
    """One request for one panel.

    Attributes:
        panel: what is asked for.
        selection: as in the address.
        etag: changes with the data, the day, the address and the kind of answer.
    """

    def __init__(
        self,
        warehouse: Warehouse,
        panel_id: str,
        *,
        kind: str,
        today: date,
        other: Collection[str] = (),
    ) -> None:
        """Read the request.

        Args:
            warehouse: where the data is.
            panel_id: as in the address.
            kind: of the answer: "embed", "json" or "csv".
            today: the as-of day where the address names none.
            other: parameters of the address that are no part of the selection.

        Raises:
            UnknownPanel: no panel has the id.
            SelectionError: a parameter cannot mean what it holds.
        """
        self._warehouse = warehouse
        self.panel: Panel = find_panel(panel_id)
        asked = request.query_string.decode("utf-8", "replace")
        self.selection = Selection.from_query(asked, other_parameters=other)
        self.panel.check(self.selection)
        self._today = today
        version = data_version(warehouse.cursor())
        day = "" if self.selection.asof else self._today.isoformat()
        seed = (_FORMAT, kind, asked, version, day, request.script_root, request.path)
        self.etag = sha256(repr(seed).encode()).hexdigest()[:20]

    def view(self) -> PanelView:
        """Return the panel with its data."""
        return self.panel.view(self._warehouse.cursor(), self.selection, today=self._today)

    def _is_held(self) -> bool:
        """Whether the reader holds this answer; compression marks its copies with ":gzip"."""
        held = request.if_none_match.as_set(include_weak=True)
        return self.etag in {tag.partition(":")[0] for tag in held}

    def _built(self, build: Callable[[PanelView], Response]) -> Response:
        """Build the answer, or take the one that was built for the same tag."""
        kept = _kept_by(self._warehouse)
        response = kept.get(self.etag)
        if response is None:
            response = build(self.view())
            kept.put(self.etag, response)
        return Response(response.get_data(), response.status, Headers(response.headers))

    def answer(self, build: Callable[[PanelView], Response]) -> Response:
        """Return 304 where the reader already holds this answer, else build it."""
        response = Response(status=304) if self._is_held() else self._built(build)
        response.set_etag(self.etag)
        is_fixed = self.selection.asof is not None and self.selection.known is not None
        response.headers["Cache-Control"] = FOR_EVER if is_fixed else ASK_AGAIN
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "strict-origin-when-cross-origin"
        return response


def answer_by_tag(
    warehouse: Warehouse, seed: object, build: Callable[[], Response], *, is_fixed: bool
) -> Response:
    """Return 304 where the reader already holds an answer, the kept one, or a new one.

    Args:
        warehouse: whose data version is part of the tag.
        seed: everything else that the answer depends on.
        build: makes the answer.
        is_fixed: whether both clocks are, so that it never changes.
    """
    parts = (_FORMAT, seed, data_version(warehouse.cursor()), request.url_root, request.path)
    etag = sha256(repr(parts).encode()).hexdigest()[:20]
    held = {tag.partition(":")[0] for tag in request.if_none_match.as_set(include_weak=True)}
    kept = _kept_by(warehouse)
    response = Response(status=304) if etag in held else kept.get(etag)
    if response is None:
        response = build()
        kept.put(etag, response)
    answer = Response(response.get_data(), response.status, Headers(response.headers))
    answer.set_etag(etag)
    answer.headers["Cache-Control"] = FOR_EVER if is_fixed else ASK_AGAIN
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
