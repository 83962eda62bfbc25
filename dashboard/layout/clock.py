"""The second clock in the masthead: what was on record at a moment, and the days that changed it.

Moments are UTC and, in the field, to the minute; a link to a day keeps the moment to the second.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from dash import html

from dashboard import numbers
from dashboard.keeping import Kept, KeptByData
from dashboard.layout.markup import attributes
from dashboard.selection import Selection
from warehouse.search_queries import recorded_days

if TYPE_CHECKING:
    from collections.abc import Sequence

    from duckdb import DuckDBPyConnection

    from dashboard.pages.scene import Scene

MOST_DAYS: Final = 30  # offered; earlier moments can be typed
EARLIEST, LATEST = "2000-01-01T00:00", "2199-12-31T23:59"  # that can be typed
FIELD: Final = "%Y-%m-%dT%H:%M"  # as the browser's field for a day and a time writes it


def build_clock() -> Any:
    """Return the control: what holds, a field for a moment, and the days to choose from."""
    return html.Details(
        [
            html.Summary(
                [html.Span("Known", className="control-name"), html.Strong(id="known-text")],
                className="control",
            ),
            html.Div(
                [
                    html.Span(
                        "What was recorded here by (UTC)", id="known-name", className="control-name"
                    ),
                    html.Div(
                        id="known",
                        className="moment",
                        **attributes(
                            data_min=EARLIEST, data_max=LATEST
                        ),  # assets/clock.js fills it
                    ),
                    html.Div(id="known-days"),
                ],
                className="menu clock-menu",
            ),
        ],
        className="clock",
    )


def build_days(scene: Scene) -> list[Any]:
    """Return the way to now and the days on which something was recorded, newest first."""
    now = html.Li(
        html.A(
            [html.Strong("Now"), html.Span("everything on record")],
            href=scene.here(scene.selection.at(known=None)),
            **attributes(aria_current=None if scene.selection.known else "true"),
        )
    )
    days = _days_told(scene.cursor)
    links = _links(scene, [moment for moment, _, _ in days])
    entries = [
        html.Li(
            html.A(
                [html.Strong(when), html.Span(told)],
                href=link,
                **attributes(aria_current="true" if scene.selection.known == moment else None),
            )
        )
        for (moment, when, told), link in zip(days, links, strict=True)
    ]
    return [
        html.P("Days on which something was recorded", className="small-head"),
        html.Ul([now, *entries]),
    ]


def _links(scene: Scene, moments: Sequence[datetime]) -> list[str]:
    """Return this page's address at each moment; only the moment differs between them."""
    if not moments:
        return []
    first = Selection(known=moments[0]).to_query()
    before, _, after = scene.here(scene.selection.at(known=moments[0])).partition(first)
    return [f"{before}{Selection(known=moment).to_query()}{after}" for moment in moments]


def _days_told(cursor: DuckDBPyConnection) -> list[tuple[datetime, str, str]]:
    """Return the moment, the day and what was new on it, newest day first."""
    return _told.find(
        cursor, "days", lambda: [_told_of(row) for row in recorded_days(cursor, most=MOST_DAYS)]
    )


_told: KeptByData[list[tuple[datetime, str, str]]] = KeptByData(lambda: Kept(most=1))


def _told_of(row: dict[str, Any]) -> tuple[datetime, str, str]:
    moment = _whole_second(row["last"])
    told = [
        numbers.plural(row["n_reports"], "new report") if row["n_reports"] else "",
        numbers.plural(row["n_rereadings"], "new reading") if row["n_rereadings"] else "",
        numbers.plural(row["n_corrections"], "correction") if row["n_corrections"] else "",
    ]
    when = f"{numbers.day(row['day'])}, {moment:%H:%M}"
    return moment, when, numbers.listed([part for part in told if part])


def _whole_second(moment: datetime) -> datetime:
    """Return the first whole second, UTC, at which what was recorded at a moment is known."""
    up = moment.replace(microsecond=0, tzinfo=UTC)
    return up + timedelta(seconds=1) if moment.microsecond else up


def known_words(known: datetime | None) -> str:
    """Return the moment as the control shows it; the time zone is said."""
    return "now" if known is None else f"{numbers.day(known.date())}, {known:%H:%M} UTC"


def known_value(known: datetime | None) -> str:
    """Return the moment as the field holds it: to the minute, or "" for now."""
    return "" if known is None else known.astimezone(UTC).strftime(FIELD)
