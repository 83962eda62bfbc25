"""Markdown -> HTML -> a document; each block remembers the line that it began on."""

from __future__ import annotations

import re
from typing import Final

from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

from ingest.formats.blocks import Document, Facts
from ingest.formats.flow import LINE
from ingest.formats.imprint import as_day
from ingest.formats.limits import MOST_CHARACTERS, OverSize
from ingest.formats.webpage import read_page

PUBLISHER_KEYS: Final = ("publisher", "institution", "organization", "organisation", "source")
AUTHOR_KEYS: Final = ("author", "authors", "by")
DEEPEST_MARKS: Final = 90  # lists and quotes in each other; beyond it the library drops the text
DATE_KEYS: Final = ("date", "published", "publication_date", "issued")
_FIELD: Final = re.compile(r"^([A-Za-z_-]{2,30})\s*:\s*(.+?)\s*$", re.MULTILINE)


def read_markdown(text: str) -> Document:
    """Return what a Markdown text holds; what it says in front matter counts as its imprint.

    Args:
        text: the whole file.

    Raises:
        OverSize: it is longer or has more in it than a report.
        Unusable: nothing can be made of it.
    """
    if len(text) > MOST_CHARACTERS:
        raise OverSize(f"more than {MOST_CHARACTERS // 1_000_000} million characters")
    parser = MarkdownIt("commonmark", {"html": True, "maxNesting": DEEPEST_MARKS}).enable(
        ["table", "strikethrough"]
    )
    parser.use(front_matter_plugin).use(footnote_plugin)
    tokens = parser.parse(text)
    front = ""
    for token in tokens:
        if token.type == "front_matter":
            front = token.content
        elif token.map is not None and token.nesting >= 0:
            token.attrSet(LINE, str(token.map[0] + 1))
    html = parser.renderer.render(tokens, parser.options, {})
    return read_page(f"<html><body>{html}</body></html>", facts=_facts(front))


def _facts(front: str) -> Facts:
    """Read the simple fields of front matter; lists and nested ones say nothing of use here."""
    fields = {key.lower(): value.strip("\"'") for key, value in _FIELD.findall(front)}
    publishers = [fields[key] for key in PUBLISHER_KEYS if key in fields]
    authors = [fields[key] for key in AUTHOR_KEYS if key in fields]
    days = (as_day(fields[key]) for key in DATE_KEYS if key in fields)
    return Facts(
        title=fields.get("title", ""),
        publishers=tuple(publishers),
        authors=tuple(authors),
        published=next((day for day in days if day is not None), None),
    )
