"""A page that a browser saved in one file, or a mail -> its HTML, read as any page."""

from __future__ import annotations

from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from typing import TYPE_CHECKING, Final

from ingest.formats.blocks import Document, Facts
from ingest.formats.decoding import decode
from ingest.formats.imprint import LONGEST_TITLE
from ingest.formats.limits import Unusable
from ingest.formats.plain import read_plain
from ingest.formats.webpage import read_page

if TYPE_CHECKING:
    from email.message import Message

MOST_PARTS: Final = 5000  # pictures and style sheets among them


def read_mhtml(data: bytes) -> Document:
    """Return what the first page in the file holds; pictures and frames are left alone.

    Args:
        data: the whole file.

    Raises:
        OverSize: it is longer or has more in it than a report.
        Unusable: no page is in it.
    """
    message = message_from_bytes(data)
    facts = Facts(title=_header(message, "Subject")[:LONGEST_TITLE])
    address = _header(message, "Snapshot-Content-Location")
    plain: Message | None = None
    for count, part in enumerate(message.walk()):
        kind = part.get_content_type()
        if count > MOST_PARTS:
            break
        if kind in ("text/html", "application/xhtml+xml"):
            place = address or _header(part, "Content-Location")
            return read_page(_text_of(part), address=place, facts=facts)
        plain = part if kind == "text/plain" and plain is None else plain
    if plain is None:
        raise Unusable("no page is in it")
    return read_plain(_text_of(plain))


def _text_of(part: Message) -> str:
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        raise Unusable("its first page is empty")
    charset = part.get_content_charset() or ""
    return decode(payload, declared=charset)


def _header(part: Message, name: str) -> str:
    """Return a header as text; one that can't be decoded counts as none."""
    try:
        return " ".join(str(make_header(decode_header(part.get(name, "")))).split())
    except (LookupError, ValueError, HeaderParseError):
        return ""
