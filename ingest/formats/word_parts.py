"""A Word document -> its parts as XML trees, none of them larger than it may be.

A DOCX is a ZIP of XML. Only the parts that hold text are unpacked, each up to a bound; a part that
declares entities of its own is refused, because no word processor writes such a thing.
"""

from __future__ import annotations

import lzma
import re
import struct
import zipfile
import zlib
from io import BytesIO
from typing import Final

from lxml import etree

from ingest.formats.limits import MOST_UNPACKED, OverSize, Unusable

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STRICT_W: Final = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
USUAL_W: Final = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MOST_PARTS: Final = 20_000  # files in the ZIP; a document of many pictures has some hundreds
BROKEN: Final = (  # all that the ZIP library is seen to raise of broken bytes
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, OSError, ValueError,
    NotImplementedError,
)  # fmt: skip
_WHOLE: Final = re.compile(r"[0-9]{1,6}")  # digits of other scripts and endless ones are none


class Parts:
    """The parts of one document."""

    def __init__(self, data: bytes) -> None:
        """Open the ZIP.

        Raises:
            Unusable: it is none, or a password locks it.
            OverSize: it has more parts than a document.
        """
        try:
            self._archive = zipfile.ZipFile(BytesIO(data))
        except BROKEN as error:
            raise Unusable(f"its ZIP is broken ({error})") from error
        self.names = self._archive.namelist()
        if len(self.names) > MOST_PARTS:
            raise OverSize(f"more than {MOST_PARTS} parts")

    def named(self, pattern: str) -> list[str]:
        """Return the names of parts that match, in order."""
        return sorted(name for name in self.names if re.fullmatch(pattern, name))

    def tree(self, name: str) -> etree._Element | None:
        """Return the root of a part, None where there is no such part.

        Raises:
            OverSize: it is larger than a report.
            Unusable: it is no XML, or declares entities.
        """
        if name not in self.names:
            return None
        data = self._read(name)
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True
        )
        try:
            root = etree.fromstring(data.replace(STRICT_W, USUAL_W), parser)
        except etree.XMLSyntaxError as error:
            raise Unusable(f"its part {name} is broken") from error
        if root.getroottree().docinfo.internalDTD is not None:  # in whatever encoding it says so
            raise Unusable(f"its part {name} declares entities")
        return root

    def _read(self, name: str) -> bytes:
        try:
            with self._archive.open(name) as part:
                data = part.read(MOST_UNPACKED + 1)
        except BROKEN as error:
            raise Unusable(f"its part {name} can't be unpacked") from error
        except RuntimeError as error:  # what the ZIP library says of a locked part
            raise Unusable("a password locks it") from error
        if len(data) > MOST_UNPACKED:
            raise OverSize(f"more than {MOST_UNPACKED // 1_000_000} MB of text in one part")
        return data


def value(element: etree._Element | None, name: str) -> str | None:
    """Return the `w:val` of a child such as `w:pStyle`, None where there is none."""
    found = None if element is None else element.find(f"{W}{name}")
    return None if found is None else found.get(f"{W}val", "")


def is_on(element: etree._Element | None, name: str) -> bool:
    """Whether a switch such as `w:b` is set."""
    found = None if element is None else element.find(f"{W}{name}")
    return found is not None and found.get(f"{W}val", "1") not in ("0", "false", "off", "none")


def whole(text: str | None) -> int | None:
    """Return a number that an attribute holds; None for what no word processor writes there."""
    return int(text) if text and _WHOLE.fullmatch(text) else None
