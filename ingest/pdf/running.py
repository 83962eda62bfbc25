"""Pages -> the lines that repeat from page to page: running headers and footers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest.pdf.layout import Line, group_rows, pattern_of, split_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.pdf.layout import Page, Pattern

REPEATS = 3  # a line on this many pages at one height is a running header or footer
MARGIN = 0.12  # of the page height, above and below: where running headers and footers stand


def running_patterns(pages: Sequence[Page]) -> frozenset[Pattern]:
    """Return the patterns of lines in the page margins that stand on at least three pages."""
    seen: dict[Pattern, int] = {}
    for page in pages:
        for pattern in {pattern_of(line) for line in _margin_lines(page)}:
            seen[pattern] = seen.get(pattern, 0) + 1
    return frozenset(pattern for pattern, count in seen.items() if count >= REPEATS)


def _margin_lines(page: Page) -> list[Line]:
    if not page.words:
        return []
    low, high = min(w.top for w in page.words), max(w.bottom for w in page.words)
    reach = MARGIN * (high - low)
    edge = [w for w in page.words if w.bottom < low + reach or w.top > high - reach]
    return split_rows([Line(tuple(row)) for row in group_rows(edge)])
