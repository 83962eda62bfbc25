"""A text -> everything that fits it, by kind and best first; without one, what can be sought."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qs, urlsplit

from dash import html

from dashboard import numbers
from dashboard.layout.markup import attributes
from dashboard.pages.content import Content, build_head
from dashboard.panels.wording import region_name
from dashboard.search.asking import LONGEST, MOST_TERMS
from dashboard.search.finding import KINDS, Found, figures_spread, find
from dashboard.search.leading import POLICY, QUOTE, STANCE, THEME, Hit
from warehouse.reference import fold, indicator_info
from warehouse.vocabulary import Indicator

if TYPE_CHECKING:
    from dashboard.pages.scene import Scene

WORDED: Final = (QUOTE, STANCE, THEME, POLICY)  # kinds whose words are read, in the wide column
COUNTED: Final = {
    QUOTE: "sentence",
    STANCE: "stance",
    THEME: "theme sentence",
    POLICY: "policy text",
    "report": "report",
}
SUBTITLE: Final = (
    "Houses, indicators, regions and panels by name; reports by title, publisher and file name; "
    "sentences behind forecasts, stances, themes and policy by their words."
)


def build(scene: Scene) -> Content:
    """Return the results of the text in the address."""
    found = find(scene, scene.extra.get("q", ""))
    if not found.asked.text:
        return _invitation(scene)
    if found.is_empty:
        return _nothing(scene, found)
    side = [_group(scene, found, kind) for kind in found.groups if kind not in WORDED]
    wide = [_group(scene, found, kind) for kind in found.groups if kind in WORDED]
    columns = [html.Div(part, className="found-column") for part in (side, wide) if part]
    kind = "found" if len(columns) > 1 else "found found-one"
    return _content(
        found.asked.text,
        [build_head("Search", _finding(found), _as_of(scene)), *_cut(found)],
        [html.Div(columns, className=kind)],
    )


def _content(text: str, head: list[Any], body: list[Any]) -> Content:
    return Content(
        title=f"Search: {text}" if text else "Search", section="/search", head=head, body=body
    )


def _finding(found: Found) -> str:
    counts = [
        numbers.plural(found.totals.get(kind, len(hits)), COUNTED[kind])
        for kind, hits in found.groups.items()
        if kind in COUNTED
    ]
    named = sum(len(hits) for kind, hits in found.groups.items() if kind not in COUNTED)
    counts = [*([numbers.plural(named, "name")] if named else []), *counts]
    return f"“{_short(found.asked.text)}”: {numbers.listed(counts)}"


def _short(text: str) -> str:
    most = 60  # characters of a heading that are spent on what was typed
    return text if len(text) <= most else f"{text[:most].rstrip()}…"


def _as_of(scene: Scene) -> str:
    known = scene.selection.known
    moment = f", as recorded by {numbers.day(known.date())}, {known:%H:%M} UTC" if known else ""
    return f"In print by {numbers.day(scene.asof)}{moment}. Every sentence opens its page."


def _cut(found: Found) -> list[Any]:
    if not found.asked.is_cut:
        return []
    said = f"Only the first {LONGEST} characters and {MOST_TERMS} words were looked for."
    return [html.P(said, className="note", role="status")]


def _group(scene: Scene, found: Found, kind: str) -> Any:
    hits = found.groups[kind]
    total = found.totals.get(kind, len(hits))
    count = f"{len(hits):,} of {total:,}, best first" if total > len(hits) else f"{total:,}"
    words = [term.words for term in found.asked.terms]
    head: list[Any] = [KINDS[kind], html.Span(f" {count}", className="quiet")]
    return html.Section(
        [
            html.H2(head, id=f"found-{kind}", className="small-head"),
            html.Ol([_hit(hit, words) for hit in hits], className="hits"),
        ],
        **attributes(aria_labelledby=f"found-{kind}"),
    )


def _hit(hit: Hit, words: list[str]) -> Any:
    name: Any = html.Strong(hit.title)
    if hit.href:
        figure = next(iter(parse_qs(urlsplit(hit.href).query).get("evidence", [])), None)
        name = html.A(hit.title, href=hit.href, className="door", **attributes(data_figure=figure))
    parts = [html.P(name, className="hit-name")]
    if hit.text:
        quoted = hit.kind in (QUOTE, STANCE, THEME)
        marked = _lit(hit.text, words)
        parts.append(
            html.P(
                ["“", *marked, "”"] if quoted else marked,
                className="hit-words" if quoted else "hit-said",
            )
        )
    return html.Li([*parts, html.P(hit.detail, className="hit-detail")])


def _lit(text: str, words: list[str]) -> list[Any]:
    """Return a text with the words that were looked for marked."""
    sought = sorted({re.escape(word) for word in words if word}, key=len, reverse=True)
    folded = fold(text)
    if not sought or len(folded) != len(text):  # folding joined letters: places would not fit
        return [text]
    parts: list[Any] = []
    at = 0
    for found in re.finditer(rf"(?<!\w)(?:{'|'.join(sought)})\w*", folded):
        parts += [text[at : found.start()], html.Mark(text[found.start() : found.end()])]
        at = found.end()
    return [part for part in (*parts, text[at:]) if part != ""]


def _nothing(scene: Scene, found: Found) -> Content:
    text = found.asked.text
    ways = []
    if found.instead:
        link = scene.link("/search", q=found.instead)
        ways = [html.P(["Nearest spelling: ", html.A(found.instead, href=link, className="door")])]
    when = numbers.day(scene.asof)
    head = build_head(
        "Search",
        f"Nothing in print by {when} has “{_short(text)}”",
        "All words have to be there; fewer find more." if len(found.asked.terms) > 1 else SUBTITLE,
    )
    return _content(text, [head, *_cut(found)], [*ways, _examples(scene)])


def _invitation(scene: Scene) -> Content:
    head = build_head("Search", "Look for a house, an indicator, a report or words", SUBTITLE)
    keys = html.P([html.Kbd("/"), " puts the cursor into the box from any page."])
    return _content("", [head], [_examples(scene), keys])


def _examples(scene: Scene) -> Any:
    """Return searches that find something here and now."""
    spread = figures_spread(scene)
    tried = []
    if spread:
        top = spread[0]
        short = indicator_info()[Indicator(top["indicator"])].short.lower()
        tried += [
            top["institution"],
            f"{top['institution']} {short} {region_name(top['region'])}",
            f"{region_name(top['region'])} inflation",
            "recession",
        ]
    links = [
        html.Li(html.A(text, href=scene.link("/search", q=text), className="door"))
        for text in (*tried, "stablecoin")
    ]
    return html.Div(
        [html.H2("For example", className="small-head"), html.Ul(links, className="examples")]
    )
