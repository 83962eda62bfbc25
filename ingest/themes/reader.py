"""Pages -> mentions of themes, told apart by how the report speaks of them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from ingest.house_names import named_in
from ingest.prose.sentences import read_sentences
from ingest.resolving import cues
from ingest.themes.phrases import Hit, find_phrases
from warehouse.records import Box, Evidence, ThemeMention
from warehouse.vocabulary import Role, ThemeWeight

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence

    from ingest.context import ReadingContext
    from ingest.pdf.layout import Page
    from ingest.prose.sentences import Sentence

MOST_KEPT: Final = 12  # sentences of one theme of one house; the count tells of the rest
LISTED: Final = 3  # themes that make a sentence a list of them
LONGEST_LIST: Final = 45  # words of a sentence that can be one
NEAR: Final = 3  # words between a denial and what it denies
_RANKS: Final = (
    ThemeWeight.HEADING, ThemeWeight.NAMED, ThemeWeight.MENTIONED, ThemeWeight.DENIED,
)  # fmt: skip
_CAPTION: Final = re.compile(r"\W*(?:Exhibit|Figure|Table|Chart|Box|Source|Sources|Note|Notes)\b")
_ENDED: Final = re.compile(r"[.!?;][\W\d]*$")  # the labels of a table's rows run on without
_LINK: Final = re.compile(r"https?://|www\.|\.{4,}")


@dataclass(frozen=True, slots=True)
class _Found:
    house: str
    sentence: Sentence
    hit: Hit
    weight: ThemeWeight


def read_themes(
    pages: Iterable[Page], *, context: ReadingContext, without: Container[int] = ()
) -> tuple[ThemeMention, ...]:
    """Read what a report says of themes, in reading order.

    Args:
        pages: its pages in order.
        context: publisher of the report; where none is known, the one house of a sentence speaks.
        without: numbers of pages to leave out, whose words were recognised from a picture.
    """
    found = [
        one
        for page in pages
        if page.number not in without
        for one in _on_page(page, publisher=context.publisher)
    ]
    totals = Counter(
        (one.house, one.hit.theme) for one in found if one.weight is not ThemeWeight.DENIED
    )
    return tuple(_mention(one, totals[one.house, one.hit.theme]) for one in _telling(found))


def _on_page(page: Page, *, publisher: str | None) -> Iterator[_Found]:
    sentences = read_sentences(page)
    starts = list(accumulate((len(s.text) + 1 for s in sentences), initial=0))
    held: dict[int, list[Hit]] = {}
    for hit in find_phrases("\n".join(sentence.text for sentence in sentences)):
        at = bisect_right(starts, hit.start) - 1
        own = replace(hit, start=hit.start - starts[at], end=hit.end - starts[at])
        if own.end <= len(sentences[at].text):
            held.setdefault(at, []).append(own)
    for at, hits in held.items():
        sentence = sentences[at]
        house = publisher or _only_house(sentence)
        if house is None or _says_nothing(sentence):
            continue
        for hit in hits:
            yield _Found(house, sentence, hit, _weight(sentence, hit, hits))


def _only_house(sentence: Sentence) -> str | None:
    named = set(named_in(sentence.text))
    return named.pop() if len(named) == 1 else None


def _says_nothing(sentence: Sentence) -> bool:
    """Whether a sentence is a caption, a source, a link, or stands under a legal heading."""
    if _LINK.search(sentence.text) or _CAPTION.match(sentence.text):
        return True
    legal = cues.pattern("themes", "legal")
    above = [phrase.text for phrase in sentence.headings]
    above += [sentence.text] if sentence.is_heading else []
    return any(legal.fullmatch(text.strip(" :.0123456789")) for text in above)


def _weight(sentence: Sentence, hit: Hit, hits: Sequence[Hit]) -> ThemeWeight:
    if _denied().search(sentence.text[: hit.start]):
        return ThemeWeight.DENIED
    if sentence.is_heading:
        return ThemeWeight.HEADING
    is_list = len({one.theme for one in hits}) >= LISTED and _ENDED.search(sentence.text)
    if is_list and len(sentence.words) <= LONGEST_LIST:
        return ThemeWeight.NAMED
    is_named = cues.pattern("themes", "naming").search(sentence.text)
    return ThemeWeight.NAMED if is_named else ThemeWeight.MENTIONED


def _denied() -> re.Pattern[str]:
    between = rf"(?:\s+[\w-]+){{0,{NEAR}}}\s+$"
    return cues.framed("themes", "denied", after=between)


def _telling(found: Sequence[_Found]) -> list[_Found]:
    """Return the mentions that are kept: one a sentence, the telling ones before the others."""
    best: dict[tuple[str, str], dict[int, tuple[int, int, _Found]]] = {}
    for order, one in enumerate(found):
        held = best.setdefault((one.house, one.hit.theme), {})
        held.setdefault(id(one.sentence), (_RANKS.index(one.weight), order, one))
    kept = [
        entry
        for held in best.values()
        for entry in sorted(held.values(), key=lambda entry: entry[:2])[:MOST_KEPT]
    ]
    return [one for _, _, one in sorted(kept, key=lambda entry: entry[1])]


def _mention(one: _Found, mentions: int) -> ThemeMention:
    sentence, hit = one.sentence, one.hit
    words = sentence.text[hit.start : hit.end]
    boxes = tuple(
        Box(sentence.page, *box, Role.VALUE, words) for box in sentence.boxes(hit.start, hit.end)
    )
    evidence = Evidence(sentence.page, sentence.text, boxes)
    return ThemeMention(one.house, hit.theme, one.weight, words, mentions, evidence)
