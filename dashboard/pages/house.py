"""One house: what it says now, where it stands apart, what it revised, edition after edition."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote

import polars as pl
from dash import html

from dashboard import numbers
from dashboard.layout.blocks import LAW, build_panel_block
from dashboard.layout.controls import EDITIONS, build_controls, control_state
from dashboard.layout.lists import take_stretch
from dashboard.layout.tables import build_table
from dashboard.layout.words import value_words
from dashboard.pages.content import Content, build_head, build_missing
from dashboard.pages.house_editions import build_diff, build_editions
from dashboard.pages.house_revisions import build_revisions
from dashboard.pages.houses import covered, kind_words
from dashboard.panels import PANELS
from dashboard.panels.house import write_figures
from dashboard.panels.house_frame import age_words, days_since, is_old, reading_order
from dashboard.panels.wording import STATUSES, period_label, region_name
from dashboard.selection import Selection
from warehouse import queries
from warehouse.house_ids import find_house
from warehouse.reference import indicator_info, institution_by_name
from warehouse.vocabulary import Indicator, Status

if TYPE_CHECKING:
    from dashboard.pages.scene import Scene
    from dashboard.panels import PanelView

Row = dict[str, Any]
MOST_FIGURES: Final = 60  # rows of a stretch: two screens
MOST_CALLS: Final = 40


def build(scene: Scene, house_id: str) -> Content:
    """Return the page of a house."""
    known = queries.houses(scene.cursor, asof=scene.asof, known=scene.selection.known)
    by_name = {row["institution"]: row for row in known.iter_rows(named=True)}
    name = find_house(unquote(house_id), others=by_name)
    if name is None:
        return _missing(scene, unquote(house_id))
    if name not in by_name:
        return _silent(scene, name)
    asked = scene.selection
    chosen = Selection(
        institutions=(name,), edition=asked.edition, against=asked.against,
        asof=asked.asof, known=asked.known,
    )  # fmt: skip
    values, options = _pickers(scene, name)
    now = PANELS["house"].view(scene.cursor, chosen, today=scene.today)
    return Content(
        title=name,
        section="/houses",
        head=[_head(scene, by_name[name])],
        body=[
            html.Div(
                [
                    html.Div([*build_editions(scene, name), *_apart(scene, now)]),
                    html.Div([*_figures(scene, now), *_calls(scene, name, now)]),
                ],
                className="house-top",
            ),
            *build_revisions(scene, name),
            *build_diff(scene, chosen),
        ],
        controls=build_controls(PANELS["edition-diff"], values=values, options=options),
        values=values,
        options=options,
    )


def _pickers(scene: Scene, name: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return what the pickers of two editions hold and offer; none for a single edition."""
    own = replace(scene, selection=scene.selection.at(institutions=(name,)))
    values, options = control_state(own, PANELS["edition-diff"])
    kept = [entry for entry in EDITIONS if len(options[entry]) > 1]
    return {entry: values[entry] for entry in kept}, {entry: options[entry] for entry in kept}


def _missing(scene: Scene, asked: str) -> Content:
    content = build_missing(scene, f"No house here goes by “{asked[:60]}”.")
    ways = html.Div([html.A("All houses", href=scene.link("/houses"), className="button")],
                    className="buttons")  # fmt: skip
    return Content("Not here", "/houses", content.head, [ways, *content.body])


def _silent(scene: Scene, name: str) -> Content:
    """Return the page of a house that is known and says nothing by the as-of day."""
    day = numbers.day(scene.asof)
    ways = [html.A("All houses", href=scene.link("/houses"), className="button")]
    if not scene.is_now:
        ways.append(html.A("Back to today", href=scene.here(Selection()), className="button quiet"))
    elif scene.can_upload:
        ways.append(html.A("Add a report", href=scene.link("/upload"), className="button quiet"))
    said = "Add one of its reports, or choose a later day."
    head = build_head(
        "House", f"{name} has no figure on record by {day}", said, above=_crumb(scene)
    )
    return Content(name, "/houses", [head], [html.Div(ways, className="buttons")])


def _crumb(scene: Scene) -> tuple[Any, ...]:
    return (html.A("Houses", href=scene.link("/houses")),)


def _head(scene: Scene, row: Row) -> Any:
    """Return the masthead: who it is, how much it says, how fresh, and on which set pieces."""
    name = row["institution"]
    listed = institution_by_name().get(name)
    seat = f", {region_name(listed.country)}" if listed and listed.country else ""
    kind = numbers.sentence(f"{kind_words(row['kind'])}{seat}")
    pieces = covered(row["topics"])
    months = "" if row["age_days"] is None else f", {numbers.age(row['age_days'], 'month')} old"
    if is_old(row["age_days"]):
        months = f", {numbers.age(row['age_days'], 'month')} ago, over a year"
    newest = f"newest of {numbers.day(row['newest'], 'month')}{months}" if row["newest"] else ""
    parts = [
        f"{numbers.plural(row['figures'], 'figure')}, {row['review']} awaiting review",
        numbers.plural(row["reports"], "own report"),
        newest,
        f"speaks on {numbers.listed(pieces)}" if pieces else "speaks on none of the set pieces",
    ]
    told = "; ".join(part for part in parts if part)
    return build_head(kind, name, f"{told}.", above=_crumb(scene))


def _apart(scene: Scene, now: PanelView) -> list[Any]:
    """Return where the house stands apart, as the panel draws it."""
    return [build_panel_block(scene, now, place=LAW)]


def _figures(scene: Scene, now: PanelView) -> list[Any]:
    """Return what the house says now: every figure with distance, rank, age and evidence."""
    if now.frame.is_empty():
        return []
    part = take_stretch(scene, reading_order(now.frame), name="now", most=MOST_FIGURES)
    return [
        html.H2("What it says now", className="small-head", id="now"),
        html.P(
            "Change from the earlier figure that the report prints, else from the last edition; "
            "distance from the median and rank among houses with the same definition; a value "
            "opens its page. Old: published over a year before the as-of day.",
            className="subtitle",
        ),
        build_table(write_figures(part.rows), caption="What it says now", opens=scene.opens),
        *([part.ways] if part.ways else []),
    ]


def _calls(scene: Scene, name: str, now: PanelView) -> list[Any]:
    """Return directions without a number, and leanings on assets."""
    silent = (pl.col("low").is_null()) & (pl.col("high").is_null())
    calls = now.frame.filter(silent).rows(named=True)
    stances = queries.stances(
        scene.cursor, institution=name, asof=scene.asof, known=scene.selection.known
    ).rows(named=True)
    parts: list[Any] = []
    if calls:
        table = build_table(pl.DataFrame([_call(row) for row in calls[:MOST_CALLS]]),
                            caption="Calls without a number", opens=scene.opens)  # fmt: skip
        parts.append(html.Div([html.H2("Its calls", className="small-head", id="calls"), table]))
    if stances:
        rows = pl.DataFrame([_stance(scene, row) for row in stances[:MOST_CALLS]])
        more = len(stances) - rows.height
        rest = [html.P(f"and {more} more in its reports", className="panel-footer")] if more else []
        head = html.H2("Its leanings on assets", className="small-head", id="leanings")
        parts.append(html.Div([head, build_table(rows, caption="Leanings on assets"), *rest]))
    return [html.Div(parts, className="grid halves" if len(parts) > 1 else "")] if parts else []


def _call(row: Row) -> Row:
    return {
        "forecast_id": row["forecast_id"],
        "indicator": indicator_info()[Indicator(row["indicator"])].short,
        "region": region_name(row["region"]),
        "period": period_label(row["period"]),
        "value": value_words(row),
        "age": age_words(row["age_days"]),
        "published": numbers.day(row["published"], row["published_precision"]),
        "page": f"p. {row['page']}",
    }


def _stance(scene: Scene, row: Row) -> Row:
    return {
        "address": scene.link(f"/reports/{row['report_sha256']}", page=str(row["page"])),
        "asset": row["asset_name"] or row["asset_words"],
        "region": region_name(row["region"]) if row["region"] else "",
        "tilt": row["tilt"],
        "status": STATUSES[Status(row["status"])],
        "age": age_words(days_since(row["published"], asof=scene.asof)),
        "published": numbers.day(row["published"], row["published_precision"]),
        "page": f"p. {row['page']}",
    }
