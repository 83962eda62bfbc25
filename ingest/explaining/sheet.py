"""Explanations and pictures of their pages -> one HTML file that needs nothing else.

The page stands on the left with every candidate boxed, the table on the right; pointing at one
lights the other. Text from the report is escaped, or travels as JSON that can't end its script.
"""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from html import escape
from importlib.resources import files
from string import Template
from typing import TYPE_CHECKING

from ingest.explaining.words import as_row, day, summary
from ingest.wire import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.explaining.explanation import Explanation


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as drawn.

    Attributes:
        png: the bytes.
        width: of the visible page, PDF points.
        height: likewise.
    """

    png: bytes
    width: float
    height: float


def as_html(explanations: Sequence[Explanation], pictures: Sequence[Picture]) -> str:
    """Return the file.

    Args:
        explanations: pages of one report, at least one.
        pictures: one for each of them, in the same order.
    """
    report = explanations[0].report
    pages = [
        {
            "number": explanation.page,
            "summary": summary(explanation),
            "width": picture.width,
            "height": picture.height,
            "picture": "data:image/png;base64," + base64.b64encode(picture.png).decode(),
            "candidates": [as_row(one) for one in explanation.candidates],
        }
        for explanation, picture in zip(explanations, pictures, strict=True)
    ]
    masthead = f"{report.publisher or 'publisher not found'} · {day(report)} · {report.file_name}"
    template = Template(files(__package__).joinpath("sheet.html").read_text(encoding="utf-8"))
    return template.substitute(
        title=escape(plain(report.title)), masthead=escape(plain(masthead)), pages=_as_script(pages)
    )


def _as_script(value: object) -> str:
    """Return JSON that may stand in a script element: nothing in it can close the element."""
    text = json.dumps(value, ensure_ascii=False)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text
