"""Bytes of a text -> its characters, in the encoding that the file says or shows.

The order is the one of browsers: a mark at the front, the declaration, UTF-8 where every byte fits,
else Windows-1252, which English reports of the last century and half of this one are written in.
"""

from __future__ import annotations

import codecs
import re
from typing import Final

from warehouse.formats import wide_encoding

DECLARED_WITHIN: Final = 4096  # bytes: browsers look this far for the declaration, and more
_DECLARED: Final = re.compile(
    rb"""(?:charset\s*=\s*["']?|encoding\s*=\s*["'])\s*([\w.:-]{2,40})""", re.IGNORECASE
)
_TRUSTED: Final = re.compile(  # a declared name must not reach Python's odder codecs
    r"utf-?8|utf-?16(?:[lb]e)?|us-ascii|ascii|latin-?1|iso-?8859-?\d{1,2}|(?:windows|cp)-?125\d|"
    r"koi8-[ru]|gb(?:k|2312|18030)|big5(?:-?hkscs)?|shift_?jis|euc-(?:jp|kr)|macintosh|mac_?roman",
    re.IGNORECASE,
)
_WESTERN: Final = re.compile(r"us-ascii|ascii|latin-?1|iso-?8859-?1", re.IGNORECASE)


def decode(data: bytes, *, declared: str = "") -> str:
    """Return the characters of a text; bytes that fit nothing become the mark for that.

    Args:
        data: the text.
        declared: an encoding named outside the bytes, as mail does; "" to look inside.
    """
    wide = wide_encoding(data)
    if wide is not None:
        return data.decode(wide, errors="replace").removeprefix("\ufeff")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode(_named(declared) or _declared_in(data) or "cp1252", errors="replace")


def _declared_in(data: bytes) -> str:
    found = _DECLARED.search(data[:DECLARED_WITHIN])
    return _named(found.group(1).decode("ascii", errors="replace")) if found else ""


def _named(name: str) -> str:
    """Return a codec for a declared name; what calls itself Latin-1 is Windows-1252."""
    if not _TRUSTED.fullmatch(name) or name.lower().replace("-", "").startswith(("utf8", "utf16")):
        return ""
    if _WESTERN.fullmatch(name):
        return "cp1252"
    try:
        return codecs.lookup("mac_roman" if name.lower() == "macintosh" else name).name
    except LookupError:  # a name of the right shape that no encoding has
        return ""
