"""Text -> its words without case and accents, taken apart once for everyone who looks words up.

A sentence is asked for dozens of lists of names and phrases, and few of them stand in it. Whether a
word of a text is one that a list needs takes far less than to search the text letter by letter.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from ingest.lazy import cached_property

KEPT = 1024  # texts whose words are kept, since several readers ask: more than a page has
TOKEN = re.compile(r"[^\W_]+|[€£¥$&+]")


class Tokens:
    """The words of a text in reading order.

    Attributes:
        folded: the words, without case and accents.
    """

    def __init__(self, text: str) -> None:
        if text.isascii():
            self.folded = TOKEN.findall(text.lower())
        else:
            words = TOKEN.findall(text)
            self.folded = [word.lower() if word.isascii() else folded(word) for word in words]
        self._text = text

    @cached_property
    def spots(self) -> tuple[tuple[int, int], ...]:
        """Where each word begins and ends."""
        return tuple([match.span() for match in TOKEN.finditer(self._text)])

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """The words, each once."""
        return frozenset(self.folded)


tokens_of = lru_cache(maxsize=KEPT)(Tokens)
"""The words of a text, kept for a while: those who look for them ask one after another."""


@lru_cache(maxsize=8192)
def folded(token: str) -> str:
    """Return a word without case and accents."""
    if token.isascii():
        return token.lower()
    plain = unicodedata.normalize("NFKD", token.replace("ł", "l").replace("Ł", "l"))
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold()


def telling_word(phrase: str) -> str:
    """Return the longest word of a phrase, "" if it has none; no text with the phrase lacks it."""
    return max(Tokens(phrase).folded, key=len, default="")
