"""Names that open a paragraph: a region ("Spain. Growth …") or a speaker ("Jordan: We …").

"United States." or "Japan:" on its own is what the paragraph is about, like a heading. A name that
is a country's as well as a person's, before a colon, is the person where the page shows one: a
given name stands before it elsewhere, or questions are asked and answered.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from ingest.candidates import Origin
from ingest.resolving import cues, lexicon

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.prose.marks import Marked
    from ingest.prose.memory import Memory
    from ingest.prose.sentences import Sentence

_CLOSES = " .:–—-"
_LABEL = re.compile(r"(?P<name>[A-Z][\w'’-]+)\s?:\s")
_NO_GIVEN_NAME = re.compile(
    r"(?:North|South|East|West|The|In|And|But|For|From|While|Both|As|With|Of|On|To|When|By|At|Like)"
)


def enter_head(sentence: Sentence, memory: Memory) -> bool:
    """Let a region that stands alone before its paragraph be what the paragraph is about.

    Args:
        sentence: one of running text.
        memory: what the next sentences may lean on; changed where the sentence is such a name.
    """
    bare = sentence.text.strip(_CLOSES)
    if bare == sentence.text or lexicon.regions().whole(bare) is None:
        return False
    region = sentence.phrase(0, len(bare), origin=Origin.EARLIER_SENTENCE)
    memory.drop_subject()
    memory.region = region
    named = set(lexicon.places_in(bare))
    memory.regions.head(set(named))
    memory.regions.paragraph = set(named)
    memory.regions.last = set(named)
    return True


def surnames(sentences: Sequence[Sentence], *, title: str, asked: bool) -> frozenset[str]:
    """Return the names of countries that stand for people on a page, in small letters.

    Args:
        sentences: of the page.
        title: of the report.
        asked: whether questions are put on the page.
    """
    known = {name.lower() for name in cues.words("prose", "surnames")}
    labels = (_LABEL.match(sentence.text) for sentence in sentences)
    named = {m["name"] for m in labels if m is not None and m["name"].lower() in known}
    if not named or asked:
        return frozenset(name.lower() for name in named)
    text = " ".join((title, *(s.text for s in sentences)))
    return frozenset(
        name.lower()
        for name in named
        for given in re.findall(rf"\b([A-Z][a-z]+)\s+{re.escape(name)}\b", text)
        if not _NO_GIVEN_NAME.fullmatch(given)
    )


def without_surnames(marked: Marked, people: frozenset[str]) -> Marked:
    """Return a sentence's marks without the country that its speaker is called like.

    Args:
        marked: the sentence.
        people: names as `surnames` gives them.
    """
    label = _LABEL.match(marked.text) if people else None
    if label is None or label["name"].lower() not in people:
        return marked
    return replace(marked, regions=tuple(m for m in marked.regions if m.start >= label.end("name")))
