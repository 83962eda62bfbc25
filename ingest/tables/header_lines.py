"""Lines of headers that belong together: set at half a line's distance, or one over the other."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from ingest.resolving import lexicon
from ingest.tables.cells import Piece, Sort, is_period

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.pdf.layout import Span, Word

MAX_STACKED = 2  # lines up: where the upper half of a period may stand
WRAP_GAP = 0.6  # line heights of white between two lines of one header at most
FLUSH_POINTS = 1.5  # between the right edges of a header and its figures
FEWEST_GROUPS = 2  # of headers that repeat, and headers in each
CODE = 3  # letters of a currency; a pair has more
WRAP_SHARE = 0.6  # of the narrower line: how far two lines of one header overlap


def levelled(lines: Sequence[Sequence[Piece]]) -> list[list[Piece]]:
    """Join lines of periods that are set at half a line's distance beside one another.

    "2020 2021" stands half way up beside "Average" over "2000-2007": one line of headers.
    """
    joined_lines: list[list[Piece]] = []
    for line in lines:
        below = joined_lines[-1] if joined_lines else None
        if below is not None and _is_beside(line, below):
            joined_lines[-1] = sorted([*below, *line], key=lambda piece: piece.x0)
        else:
            joined_lines.append(list(line))
    return joined_lines


def _is_beside(upper: Sequence[Piece], lower: Sequence[Piece]) -> bool:
    """Whether two lines of periods overlap in height and nowhere in width."""
    pieces = (*upper, *lower)
    if not all(piece.sort is Sort.PERIOD for piece in pieces):
        return False
    level = max(p.words[0].bottom for p in upper) > min(p.words[0].top for p in lower)
    ordered = sorted(pieces, key=lambda piece: piece.x0)
    return level and all(left.x1 < right.x0 for left, right in pairwise(ordered))


def periods_joined(lines: Sequence[Sequence[Piece]]) -> list[list[Piece]]:
    """Join a period that is set over two lines, "Longer" over "run", into the line of the others.

    The years beside it may stand on either line, or half way between the two.
    """
    joined_lines = [list(line) for line in lines]
    for low, line in enumerate(joined_lines):
        for piece in list(line):
            for high in range(low + 1, min(low + 1 + MAX_STACKED, len(joined_lines))):
                upper = next((p for p in joined_lines[high] if is_stacked(p, piece)), None)
                if upper is None:
                    continue
                joined_lines[high].remove(upper)
                line.remove(piece)
                whole = Piece((*upper.words, *piece.words), Sort.PERIOD)
                home = max(range(low, high + 1), key=lambda at: _periods_in(joined_lines[at]))
                if upper.sort is Sort.PERIOD and _periods_in(joined_lines[high]):
                    home = high  # "FY2026" over "(E)": the lower is but a mark
                joined_lines[home][:] = sorted([*joined_lines[home], whole], key=lambda p: p.x0)
                break
    return [line for line in joined_lines if line]


def _periods_in(line: Sequence[Piece]) -> int:
    return sum(piece.sort is Sort.PERIOD for piece in line)


def is_stacked(upper: Piece, lower: Piece) -> bool:
    """Whether two pieces, one right above the other, are one period together and none alone."""
    if Sort.TEXT not in (upper.sort, lower.sort) or Sort.NUMBER in (upper.sort, lower.sort):
        return False
    high, low = upper.words[0], lower.words[0]
    shared = min(upper.x1, lower.x1) - max(upper.x0, lower.x0)
    near = low.top - high.bottom < WRAP_GAP * (high.bottom - high.top)
    over = shared >= WRAP_SHARE * min(upper.x1 - upper.x0, lower.x1 - lower.x0)
    return near and over and is_period(f"{upper.text} {lower.text}")


def dated_apart(words: Sequence[Word]) -> list[list[Word]]:
    """Return the words of a header cut behind each period: "CPI 2026f Policy rate Dec-26" is two.

    Headers that are set flush right over narrow columns stand one space apart.
    """
    groups: list[list[Word]] = [[]]
    for word in words:
        groups[-1].append(word)
        if len(groups[-1]) > 1 and is_period(word.text):
            groups.append([])
    return groups[:-1] if not groups[-1] else [list(words)]


def indicators_apart(words: Sequence[Word], columns: Sequence[Span]) -> list[list[Word]]:
    """Return the words of a header cut where columns end, if each part names an indicator.

    "HICP, % yoy Unemployment, %" over two columns of figures is two headers set flush right.
    """
    edges = [column[1] for column in columns]
    ends = [
        at for at, word in enumerate(words) if any(abs(word.x1 - x) < FLUSH_POINTS for x in edges)
    ]
    if len(ends) < FEWEST_GROUPS or ends[-1] != len(words) - 1:
        return [list(words)]
    starts = [0, *(at + 1 for at in ends[:-1])]
    parts = [list(words[a : b + 1]) for a, b in zip(starts, ends, strict=True)]
    named = [lexicon.indicators().find(" ".join(w.text for w in part)) for part in parts]
    return parts if all(named) else [list(words)]


def flush_apart(
    words: Sequence[Word], columns: Sequence[Span], *, bare: Sequence[Span]
) -> list[list[Word]]:
    """Return the words of a header cut at the end of each column, where none is passed over.

    "Resp. 4 weeks ago" over two columns that have no header yet, a word ending flush with the
    figures of either, is two headers one space apart.

    Args:
        words: left to right.
        columns: left and right edge of each column.
        bare: the columns that have no header on the lines below.
    """
    left, right = words[0].x0 - FLUSH_POINTS, words[-1].x1 + FLUSH_POINTS
    reached = [column for column in columns if left < column[1] < right]
    if len(reached) < FEWEST_GROUPS or any(column not in bare for column in reached):
        return [list(words)]
    ends = [
        next((at for at, word in enumerate(words) if abs(word.x1 - column[1]) < FLUSH_POINTS), None)
        for column in reached
    ]
    told = [at for at in ends if at is not None]
    if len(told) < len(ends) or told[-1] != len(words) - 1:
        return [list(words)]
    starts = [0, *(at + 1 for at in told[:-1])]
    return [list(words[first : last + 1]) for first, last in zip(starts, told, strict=True)]


def groups_over(
    pieces: Sequence[Piece], lower: Sequence[str], columns: Sequence[Span]
) -> list[tuple[Piece, tuple[int, int]]]:
    """Return the runs of headers over headers that repeat: one over each round of them.

    "GDP 2026 | CPI 2026" over "House, Cons., House, Cons.": each stands over a pair, however near
    it is to one header of the pair.

    Args:
        pieces: a line of headers.
        lower: the words of the headers below, one for each column.
        columns: left and right edge of each column.

    Returns:
        every piece with its run; nothing where the headers below do not repeat so.
    """
    size = len(lower) // len(pieces) if pieces else 0
    if len(pieces) < FEWEST_GROUPS or size < FEWEST_GROUPS or len(lower) != len(columns):
        return []
    first = list(lower[:size])
    if len(set(first)) < size or list(lower) != first * len(pieces):
        return []
    runs = [(at * size, (at + 1) * size - 1) for at in range(len(pieces))]
    found = list(zip(pieces, runs, strict=True))
    over = all(columns[a][0] <= piece.centre <= columns[b][1] for piece, (a, b) in found)
    return found if over else []


def stands_over_all(pieces: Sequence[Piece], under: Sequence[str]) -> bool:
    """Whether a line is one name of a figure over periods that each come once: over all of them.

    It is centred over the whole table, columns of words and blanks included, and so may stand to
    one side of the columns of figures.
    """
    if len(pieces) != 1 or pieces[0].sort is not Sort.TEXT:
        return False
    if len(set(under)) < len(under) or not all(is_period(text) for text in under):
        return False
    text = pieces[0].text
    pairs = any(len(named.key) > CODE for named in lexicon.currencies().find(text))
    return pairs or bool(lexicon.indicators().find(text))
