"""File -> checked bytes: size, kind and completeness are settled before anything is parsed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.errors import Damaged, EmptyFile, IngestError, NotAPdf, TooLarge

if TYPE_CHECKING:
    from pathlib import Path

MEGABYTE = 1_000_000
HEAD_BYTES = 1024  # readers accept a PDF header anywhere in the first kilobyte
TAIL_BYTES = 2048  # some writers pad after the end marker
SHOWN_BYTES = 32  # of a file that is no PDF, enough to recognise it by


@dataclass(frozen=True, slots=True)
class Limits:
    """What one reading may cost.

    Attributes:
        megabytes: largest file, in millions of bytes.
        pages: most pages.
        seconds: wall time of the reading process.
        memory_mb: address space of the reading process, in millions of bytes.
    """

    megabytes: int = 100
    pages: int = 1000
    seconds: int = 120
    memory_mb: int = 2000


def read_checked(path: Path, *, limits: Limits) -> bytes:
    """Return the bytes of a file that looks like a whole PDF.

    Raises:
        IngestError: a subclass says which check failed, in one sentence.
    """
    try:
        size = path.stat().st_size
        if not path.is_file():
            raise NotAPdf(f"{path.name} is not a file; give a PDF or a folder of PDFs.")
        check_size(size, name=path.name, limits=limits)
        data = path.read_bytes()
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


def check_bytes(data: bytes, *, name: str) -> None:
    """Raise unless the bytes begin and end as a PDF does."""
    if not data:
        raise EmptyFile(f"{name} is empty (0 bytes). Fetch it again.")
    if b"%PDF-" not in data[:HEAD_BYTES]:
        shown = data[:SHOWN_BYTES].decode("utf-8", errors="replace")
        shown = "".join(c if c.isprintable() else "·" for c in shown)
        raise NotAPdf(f"{name} is not a PDF. It begins with “{shown}”.")
    if b"%%EOF" not in data[-TAIL_BYTES:]:
        raise Damaged(
            f"{name} is cut off: a PDF ends with %%EOF, this one doesn't. Fetch it again."
        )
