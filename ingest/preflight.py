"""File -> checked bytes: size, kind and completeness are settled before anything is parsed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.errors import Damaged, EmptyFile, Encrypted, IngestError, TooLarge, UnknownFormat
from warehouse.formats import ACCEPTED, Ends, Format, describe_other, recognise

if TYPE_CHECKING:
    from pathlib import Path

MEGABYTE = 1_000_000
TAIL_BYTES = 2048  # some writers pad after the end marker
SHOWN_BYTES = 32  # of a file that is not read, enough to recognise it by
LOCKED_OFFICE = "EncryptedPackage".encode("utf-16-le")  # what Office names a locked document inside


@dataclass(frozen=True, slots=True)
class Limits:
    """What one reading may cost.

    Attributes:
        megabytes: largest file, in millions of bytes.
        pages: most pages.
        seconds: wall time of the reading process.
        memory_mb: address space of the reading process, in millions of bytes.
        recognised_pages: most pages whose text is recognised from a picture.
        recognition_seconds: wall time more for every such page.
        recognition_memory_mb: address space instead, as soon as there is such a page.
    """

    megabytes: int = 100
    pages: int = 1000
    seconds: int = 120
    memory_mb: int = 2000
    recognised_pages: int = 60
    recognition_seconds: int = 60
    recognition_memory_mb: int = 5000

    def seconds_for(self, pages: int) -> int:
        """Return the wall time that so many pages to recognise add, at most that of the limit."""
        return self.recognition_seconds * min(max(pages, 0), self.recognised_pages)


def read_checked(path: Path, *, limits: Limits) -> bytes:
    """Return the bytes of a file that looks like a whole report of a kind that is read.

    Raises:
        IngestError: a subclass says which check failed, in one sentence.
    """
    try:
        size = path.stat().st_size
        if path.is_dir():
            raise UnknownFormat(f"{path.name} is a folder; name the files in it.")
        if not path.is_file():
            raise UnknownFormat(f"{path.name} is a device or a pipe; save it as a file first.")
        check_size(size, name=path.name, limits=limits)
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise IngestError(f"{path.name} can't be read: No such file.") from error
    except OSError as error:
        raise IngestError(f"{path.name} can't be read: {error.strerror}.") from error
    check_bytes(data, name=path.name)
    return data


def check_size(size: int, *, name: str, limits: Limits) -> None:
    """Raise `TooLarge` for a size in bytes over the limit."""
    if size > limits.megabytes * MEGABYTE:
        raise TooLarge(
            f"{name} has {size / MEGABYTE:.0f} MB; the limit is {limits.megabytes} MB. "
            "Raise max_megabytes, or split the file."
        )


def check_bytes(data: bytes, *, name: str) -> Format:
    """Return what the bytes are; raise unless they are a kind that is read, and whole.

    Only their ends are looked at: whatever takes a file apart happens in the process that reads.

    Raises:
        IngestError: they are not; the sentence says what they seem to be and what to do.
    """
    if not data:
        raise EmptyFile(f"{name} is empty (0 bytes). Fetch it again.")
    ends = Ends.of(data)
    kind = recognise(ends)
    if kind is None:
        if LOCKED_OFFICE in data:
            raise Encrypted(f"{name} needs a password. Save it without one and try again.")
        raise UnknownFormat(refusal(ends, name=name))
    if kind is Format.PDF and b"%%EOF" not in data[-TAIL_BYTES:]:
        raise Damaged(
            f"{name} is cut off: a PDF ends with %%EOF, this one doesn't. Fetch it again."
        )
    if kind is Format.DOCX and b"PK\x05\x06" not in ends.tail:
        raise Damaged(f"{name} is cut off: a Word document ends otherwise. Fetch it again.")
    return kind


def refusal(ends: Ends, *, name: str) -> str:
    """Return the sentence for a file of a kind that is not read."""
    other = describe_other(ends)
    if other:
        return f"{name} is {other}. Houseviews reads {ACCEPTED}: save it as one of these."
    shown = ends.head[:SHOWN_BYTES].decode("utf-8", errors="replace")
    shown = "".join(c if c.isprintable() else "·" for c in shown)
    return f"{name} is none of what Houseviews reads: {ACCEPTED}. It begins with “{shown}”."
