"""PDF path and page number -> PNG bytes, drawn in a process of its own.

PDFium is not thread-safe and reads files from strangers, so it never runs in the process that owns
the database: the process started here has limits on memory and time, and is replaced when it dies.
Both ends of the pipe live here: `Illustrator` asks, `python -m warehouse.picturing` draws.
"""

from __future__ import annotations

import io
import json
import os
import selectors
import signal
import struct
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import IO, TYPE_CHECKING, Any

from warehouse.errors import WarehouseError

if TYPE_CHECKING:
    from collections.abc import Mapping

TIMEOUT_SECONDS = 10.0  # the heaviest page seen takes under 2 s; a page that takes longer is a trap
LAST_RESORT_SECONDS = 60  # when the process that asked is gone and nobody stops the drawing
MEMORY_BYTES = 3 << 30  # address space of the drawing process
TRAPS_KEPT = 1024  # pages that did not end and are not tried again for a while
TRAP_SECONDS = 600.0
MOST_ANSWER_BYTES = 200_000_000  # a picture of the most pixels as noise has 100
MOST_PIXELS = 24_000_000  # a page far taller than wide is drawn smaller instead
ANSWER = struct.Struct(">?I")  # did it work, and how many bytes follow
PACKAGE_ROOT = Path(__file__).resolve().parents[1]


class Illustrator:
    """A drawing process that is started when first needed; safe to call from several threads."""

    def __init__(self, *, timeout: float = TIMEOUT_SECONDS) -> None:
        """Take how long one page may take, in seconds."""
        self._timeout = timeout
        self._lock = Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._traps: dict[tuple[str, int], tuple[str, float]] = {}

    def draw(self, source: Path, *, page: int, width_px: int) -> bytes:
        """Return a page as a PNG.

        Args:
            source: the PDF.
            page: 1-based.
            width_px: width of the picture.

        Raises:
            WarehouseError: there is no such page, or it can't be drawn in time.
        """
        return self._ask({"source": str(source), "page": page, "width_px": width_px})

    def measure(self, source: Path, *, page: int) -> tuple[float, float]:
        """Return width and height of the visible page in PDF points.

        Raises:
            WarehouseError: there is no such page, or the file can't be opened in time.
        """
        width, height = json.loads(self._ask({"source": str(source), "page": page}))
        return float(width), float(height)

    def close(self) -> None:
        """End the drawing process, if there is one."""
        with self._lock:
            self._stop()

    def _ask(self, request: Mapping[str, Any]) -> bytes:
        what = f"page {request['page']} of {Path(request['source']).name}"
        place = request["source"], request["page"]
        with self._lock:
            why, until = self._traps.get(place, ("", 0.0))
            if time.monotonic() < until:  # nobody else waits for it again
                raise WarehouseError(f"{what} could not be drawn: {why}; the file may be damaged")
            try:
                worked, answer = self._exchange(json.dumps(request).encode() + b"\n")
            except (OSError, EOFError) as problem:
                self._stop()
                self._remember(place, str(problem) or "the drawing process ended")
                raise WarehouseError(
                    f"{what} could not be drawn: {problem or 'the drawing process ended'}; "
                    "the file may be damaged"
                ) from problem
        if not worked:
            raise WarehouseError(f"{what} can't be drawn: {answer.decode(errors='replace')}")
        return answer

    def _remember(self, place: tuple[str, int], why: str) -> None:
        if len(self._traps) >= TRAPS_KEPT:
            self._traps.pop(next(iter(self._traps)))
        self._traps[place] = why, time.monotonic() + TRAP_SECONDS

    def _exchange(self, line: bytes) -> tuple[bool, bytes]:
        process = self._running()
        if process.stdin is None or process.stdout is None:
            raise EOFError("the drawing process has no pipes")
        process.stdin.write(line)
        process.stdin.flush()
        deadline = time.monotonic() + self._timeout
        worked, length = ANSWER.unpack(_read_exactly(process.stdout, ANSWER.size, deadline))
        if length > MOST_ANSWER_BYTES:
            raise EOFError("the drawing process sent too much")
        return worked, _read_exactly(process.stdout, length, deadline)

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self._stop()
            paths = [str(PACKAGE_ROOT), os.environ.get("PYTHONPATH", "")]
            self._process = subprocess.Popen(
                [sys.executable, "-m", "warehouse.picturing"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, paths))},
                start_new_session=True,  # Ctrl-C in the terminal is for the parent to handle
            )
        return self._process

    def _stop(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with suppress(OSError):  # unsent words to a process that is gone
                    pipe.close()


def _read_exactly(pipe: IO[bytes], length: int, deadline: float) -> bytes:
    """Read from an unbuffered end of the pipe until `length` bytes are there or time is up."""
    received = bytearray()
    with selectors.DefaultSelector() as selector:
        selector.register(pipe, selectors.EVENT_READ)
        while len(received) < length:
            left = deadline - time.monotonic()
            if left <= 0 or not selector.select(left):
                raise TimeoutError("it took too long")
            chunk = os.read(pipe.fileno(), length - len(received))
            if not chunk:
                raise EOFError("the drawing process ended")
            received += chunk
    return bytes(received)


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # not a Unix
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))


def _end_after(seconds: int) -> None:
    """Let the system end this process, whoever may or may not be there to kill it."""
    if hasattr(signal, "alarm"):
        signal.alarm(seconds)


def _draw(request: Mapping[str, Any]) -> bytes:
    import pypdfium2 as pdfium

    with pdfium.PdfDocument(request["source"]) as document:
        number = int(request["page"])
        if not 1 <= number <= len(document):
            raise ValueError(f"the file has pages 1 to {len(document)}")
        page = document[number - 1]
        width, height = page.get_size()
        if "width_px" not in request:
            return json.dumps([width, height]).encode()
        scale = request["width_px"] / max(width, 1.0)
        scale = min(scale, (MOST_PIXELS / max(width * height, 1.0)) ** 0.5)
        picture = io.BytesIO()
        page.render(scale=scale).to_pil().save(picture, "PNG")
        return picture.getvalue()


def main() -> None:
    """Answer requests on the standard pipes until they close."""
    _limit_memory()
    answers = sys.stdout.buffer
    for line in sys.stdin.buffer:
        _end_after(LAST_RESORT_SECONDS)
        try:
            worked, answer = True, _draw(json.loads(line))
        except (ValueError, RuntimeError, OSError, MemoryError) as problem:
            worked, answer = False, str(problem).encode()
        answers.write(ANSWER.pack(worked, len(answer)) + answer)
        answers.flush()
        _end_after(0)


if __name__ == "__main__":
    main()
