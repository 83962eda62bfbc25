"""What a web page says of itself in its head: title, who publishes it, and when it came out.

Read before anything is dropped, because it stands in parts that nobody sees. Everything found here
is printed at the head of the rendition, so that it can be seen and pointed at like any other words.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from lxml import etree

from ingest.formats.blocks import Facts, tidy
from ingest.house_names import named_in
from ingest.publication_date import dates_in
from warehouse.vocabulary import Precision

if TYPE_CHECKING:
    from datetime import date

    from lxml.html import HtmlElement

LONGEST_JSON: Final = 300_000  # characters of a page's own description of itself
LONGEST_NAME: Final = 80  # characters of a publisher's or author's name
LONGEST_TITLE: Final = 300
LONGEST_COMMENT: Final = 2000  # characters of a comment in which its saver leaves the address
MOST_COMMENTS: Final = 5  # from the top that are looked at
LONGEST_DATE: Final = 200  # characters of what is said to be a date
MOST_NAMES: Final = 3
LONGEST_MARGIN: Final = 160  # characters of a head or foot: more is a list of links or a notice
MOST_MARGINS: Final = 3
SITE_NAMES: Final = (
    "og:site_name", "citation_publisher", "dc.publisher", "dcterms.publisher", "publisher",
    "application-name",
)  # fmt: skip
AUTHORS: Final = ("author", "article:author", "dc.creator", "dcterms.creator", "citation_author")
DATES: Final = (
    "article:published_time", "datepublished", "citation_publication_date", "citation_date",
    "dc.date.issued", "dcterms.issued", "dc.date", "dcterms.date", "dcterms.created",
    "publish-date", "publish_date", "publication_date", "pubdate", "date",
)  # fmt: skip
TITLES: Final = ("og:title", "citation_title", "dc.title", "twitter:title")
_ADDRESS: Final = re.compile(
    r"(?:saved from url=\(\d+\)|url:|mirrored from)\s*(https?://\S+|[\w.-]+\.[a-z]{2,}/\S*)", re.I
)
_SUFFIX: Final = re.compile(r"\s+[|·•–—-]\s+(?=[^|·•–—]{2,60}$)")


def read_imprint(root: HtmlElement, *, address: str = "") -> Facts:
    """Return what the page says of itself.

    Args:
        root: the whole page.
        address: where it was saved from, where something outside the page says so.
    """
    metas = _metas(root)
    described = list(_descriptions(root))
    names = [*_values(metas, SITE_NAMES), *_names_of(described, "publisher", "sourceOrganization")]
    authors = [*_values(metas, AUTHORS), *_names_of(described, "author")]
    title = next(iter(_values(metas, TITLES)), "") or _window_title(root, names)
    return Facts(
        title=title[:LONGEST_TITLE],
        publishers=_few(names),
        authors=_few(authors),
        host=_host(root, metas, address),
        published=_published(root, metas, described),
    )


def read_margins(root: HtmlElement) -> tuple[str, ...]:
    """Return what the page prints at its head and foot that tells who published it or when.

    Navigation and banners stand there too: only short texts outside links that name a house or
    print a date are kept.
    """
    found = []
    for element in root.iter("header", "footer"):
        text = " ".join(" ".join(_outside_links(element)).split())
        if 0 < len(text) <= LONGEST_MARGIN and (named_in(text) or dates_in(text)):
            found.append(tidy(text))
    return tuple(dict.fromkeys(found))[:MOST_MARGINS]


def _outside_links(element: HtmlElement) -> Iterator[str]:
    for part in element.iter():
        if isinstance(part.tag, str) and not any(
            e.tag == "a" for e in (part, *part.iterancestors())
        ):
            yield part.text or ""
            yield from (child.tail or "" for child in part)


def _few(names: list[str]) -> tuple[str, ...]:
    """Return the first names, each once; what is too long is a sentence and no name."""
    return tuple(dict.fromkeys(n for n in names if len(n) <= LONGEST_NAME))[:MOST_NAMES]


def _metas(root: HtmlElement) -> dict[str, str]:
    """Return the contents of the page's meta elements; the first of a name stands."""
    found: dict[str, str] = {}
    for meta in root.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        content = tidy(meta.get("content") or "").strip()
        if name and content:
            found.setdefault(name.strip().lower(), content)
    return found


def _values(metas: Mapping[str, str], names: tuple[str, ...]) -> list[str]:
    return [metas[name] for name in names if name in metas and "://" not in metas[name]]


def _descriptions(root: HtmlElement) -> Iterator[Mapping[str, Any]]:
    """Yield the objects of the page's linked data; what is no such data is passed over."""
    for script in root.iter("script"):
        if (script.get("type") or "").strip().lower() != "application/ld+json":
            continue
        text = script.text or ""
        if len(text) > LONGEST_JSON:
            continue
        try:
            found = json.loads(text, strict=False)
        except (ValueError, RecursionError):
            continue
        for one in found if isinstance(found, list) else [found]:
            if isinstance(one, dict):
                yield one
                graph = one.get("@graph")
                parts = graph if isinstance(graph, list) else ()
                yield from (part for part in parts if isinstance(part, dict))


def _names_of(described: list[Mapping[str, Any]], *keys: str) -> list[str]:
    found = []
    for one in described:
        for key in keys:
            value = one.get(key)
            for each in value if isinstance(value, list) else [value]:
                name = each.get("name") if isinstance(each, dict) else each
                if isinstance(name, str) and name.strip() and "://" not in name:
                    found.append(tidy(name).strip())
    return found


def _window_title(root: HtmlElement, names: list[str]) -> str:
    """Return the text of the title element without the name of the site after it."""
    element = root.find(".//title")
    text = tidy(element.text_content()).strip() if element is not None else ""
    text = " ".join(text.split())
    for name in names:
        text = re.sub(rf"\s+[|·•–—-]\s+{re.escape(name)}$", "", text)
    return _SUFFIX.split(text)[0] if "|" in text else text


def _published(
    root: HtmlElement, metas: Mapping[str, str], described: list[Mapping[str, Any]]
) -> date | None:
    stated = [
        *_values(metas, DATES[:2]),
        *(str(one.get("datePublished") or "") for one in described),
        *_values(metas, DATES[2:]),
        *_stamped(root),
    ]
    return next((day for text in stated if (day := as_day(text)) is not None), None)


def _stamped(root: HtmlElement) -> Iterator[str]:
    """Yield the times that the page marks as its publication, then the only time it marks."""
    times = [element for element in root.iter("time") if element.get("datetime")]
    for element in times:
        marks = " ".join(filter(None, (element.get("itemprop"), element.get("class"))))
        if element.get("pubdate") is not None or re.search("publi|issued", marks, re.IGNORECASE):
            yield element.get("datetime") or ""
    if len({(element.get("datetime") or "")[:10] for element in times}) == 1:
        yield times[0].get("datetime") or ""


def as_day(text: str) -> date | None:
    """Return the one full date that a text holds, else None."""
    text = text[:LONGEST_DATE]
    spelled = re.sub(r"^\s*(\d{4})[/.]?(\d\d)[/.]?(\d\d)(?!\d)", r"\1-\2-\3 ", text)
    spelled = re.sub(r"(\d{4}-\d\d-\d\d)T", r"\1 ", spelled)
    days = {day for day, precision, _ in dates_in(spelled) if precision is Precision.DAY}
    return days.pop() if len(days) == 1 else None


def _host(root: HtmlElement, metas: Mapping[str, str], address: str) -> str:
    """Return the name of the site that the page was saved from, "" where nothing tells."""
    links = [
        link.get("href") or ""
        for link in root.iter("link")
        if "canonical" in (link.get("rel") or "").lower()
    ]
    for place in (address, _saved_from(root), *links, metas.get("og:url", "")):
        host = host_of(place)
        if host:
            return host
    return ""


def _saved_from(root: HtmlElement) -> str:
    """Return the address that browsers and page savers leave in a comment."""
    comments = [
        *root.itersiblings(preceding=True),
        *islice(root.iter(etree.Comment), MOST_COMMENTS),
    ]
    for comment in comments:
        found = _ADDRESS.search((comment.text or "")[:LONGEST_COMMENT])
        if found:
            return str(found.group(1))
    return ""


def host_of(address: str) -> str:
    """Return the host of an address, "" where it is none of the public web."""
    try:
        host = urlsplit(address if "://" in address else f"https://{address}").hostname or ""
    except ValueError:
        return ""
    return host if re.fullmatch(r"(?:[\w-]+\.)+[a-z]{2,}", host) else ""
