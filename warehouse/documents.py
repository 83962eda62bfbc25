"""Original bytes by SHA-256, and pictures of their pages.

Layout beside the database file: `<stem>.documents/ab/<sha>.pdf` (or .html, .docx, ...) for the
bytes as received and likewise, under its own hash, for the rendition of what is no PDF, and
`<stem>.documents/ab/<sha>.pictures/3-900.png` for page 3 drawn 900 pixels wide. Pictures may be
deleted at any time. Only 64 hex digits ever become part of a path.
"""

from __future__ import annotations

import os
import re
import tempfile
from functools import lru_cache
from hashlib import sha256
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING

from warehouse.errors import OriginalChanged, UnknownReport, WarehouseError
from warehouse.formats import KINDS, Format
from warehouse.picturing import Illustrator

if TYPE_CHECKING:
    from collections.abc import Iterator

CHUNK_BYTES = 1 << 20
PARTIAL = ".part-"
WIDTH_STEP_PX = 100  # so that a visitor who asks for every width fills no disk
WIDEST_PX = 3200  # a retina screen at full width; wider only costs memory
SIZES_KEPT = 4096  # pages whose size in points is remembered

_SHA256 = re.compile(r"[0-9a-f]{64}")


class Documents:
    """The originals of one warehouse."""

    def __init__(self, folder: Path) -> None:
        """Take the folder; it is made when the first document is kept."""
        self.folder = folder
        self._illustrator = Illustrator()
        self._size = lru_cache(maxsize=SIZES_KEPT)(self._ask_size)

    def path(self, sha: str) -> Path:
        """Return where the original lies.

        Raises:
            UnknownReport: it isn't a SHA-256, or no such original is kept.
        """
        found = self._kept(sha)
        if found is None:
            raise UnknownReport(f"no original with SHA-256 {sha} is kept in {self.folder}")
        return found

    def keep(self, original: Path, *, sha: str, kind: Format = Format.PDF) -> Path:
        """Copy a file to its place under its hash; it is on the disk when this returns.

        Args:
            original: the file as received.
            sha: what its bytes must hash to.
            kind: what they are; tells the ending it is kept under.

        Raises:
            OriginalChanged: it is gone, or its bytes are others.
            WarehouseError: it can't be read, or its bytes can't be written.
        """
        known = self._kept(sha)
        if known is not None:
            return known
        target = self._place(sha, kind)
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            found = _write_whole(target, _chunks(original), expected=sha)
        except OSError as problem:
            if not original.is_file():
                raise OriginalChanged(f"{original.name} went away while it was read") from problem
            raise WarehouseError(
                f"the original of {original.name} can't be kept in {self.folder}: "
                f"{problem.strerror or problem}; make room or change the rights, and try again"
            ) from problem
        if found != sha:
            raise OriginalChanged(
                f"{original.name} changed while it was read; hand it in once more"
            )
        return target

    def keep_rendition(self, pdf: bytes) -> str:
        """Keep the PDF that an original of another format was typeset into; return its SHA-256.

        Raises:
            WarehouseError: it can't be written.
        """
        sha = sha256(pdf).hexdigest()
        target = self._place(sha, Format.PDF)
        if target.is_file():
            return sha
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            _write_whole(target, iter([pdf]), expected=sha)
        except OSError as problem:
            raise WarehouseError(
                f"a rendition can't be kept in {self.folder}: {problem.strerror or problem}; "
                "make room or change the rights, and try again"
            ) from problem
        return sha

    def page_picture(self, sha: str, page: int, *, width_px: int) -> bytes:
        """Return a page as a PNG, crop box and rotation applied.

        Args:
            sha: SHA-256 of the original.
            page: 1-based.
            width_px: least width of the picture; rounded up to hundreds, at most 3200.

        Raises:
            UnknownReport: no such original is kept.
            WarehouseError: there is no such page, or it can't be drawn in time.
        """
        source = self.path(sha)
        steps = max(ceil(int(width_px) / WIDTH_STEP_PX), 1)
        width = min(steps * WIDTH_STEP_PX, WIDEST_PX)
        cached = source.with_suffix(".pictures") / f"{int(page)}-{width}.png"
        try:
            return cached.read_bytes()
        except OSError:
            picture = self._illustrator.draw(source, page=int(page), width_px=width)
        try:
            cached.parent.mkdir(exist_ok=True)
            _write_whole(cached, iter([picture]), expected=None)
        except OSError:
            pass  # a full disk costs the next reader a second, nothing else
        return picture

    def page_size(self, sha: str, page: int) -> tuple[float, float]:
        """Return width and height of the visible page in PDF points.

        Raises:
            UnknownReport: no such original is kept.
            WarehouseError: there is no such page, or the file can't be opened.
        """
        return self._size(self.path(sha), int(page))

    def sweep(self) -> None:
        """Remove what a crash left half copied; only the writer may call this, when it opens."""
        for pattern in (f"*/{PARTIAL}*", f"*/*.pictures/{PARTIAL}*"):
            for partial in self.folder.glob(pattern):
                partial.unlink(missing_ok=True)

    def close(self) -> None:
        """End the drawing process."""
        self._illustrator.close()

    def _place(self, sha: str, kind: Format) -> Path:
        if not isinstance(sha, str) or not _SHA256.fullmatch(sha):
            raise UnknownReport(f"{sha!r:.80} is not a SHA-256 of 64 lower-case hex digits")
        return self.folder / sha[:2] / f"{sha}{KINDS[kind].ending}"

    def _kept(self, sha: str) -> Path | None:
        places = (self._place(sha, kind) for kind in Format)
        return next((place for place in places if place.is_file()), None)

    def _ask_size(self, source: Path, page: int) -> tuple[float, float]:
        return self._illustrator.measure(source, page=page)


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as handle:
        while chunk := handle.read(CHUNK_BYTES):
            yield chunk


def _write_whole(target: Path, chunks: Iterator[bytes], *, expected: str | None) -> str:
    """Write beside the target, bring it to the disk, then rename; return the hash of the bytes.

    Where `expected` is given and the bytes are others, nothing is renamed.
    """
    digest = sha256()
    descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=PARTIAL)
    partial = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as handle:
            for chunk in chunks:
                digest.update(chunk)
                handle.write(chunk)
            handle.flush()
            os.fsync(handle.fileno())
        if expected in (None, digest.hexdigest()):
            partial.replace(target)
            _sync_folder(target.parent)
    finally:
        partial.unlink(missing_ok=True)
    return digest.hexdigest()


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
