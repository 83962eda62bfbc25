"""One Chromium without a window, driven over a pair of pipes.

Kaleido draws bare Plotly figures. A slide also needs wrapped words, tables and our typefaces, and a
report needs pages, so this speaks the browser's own protocol; nothing but Chromium is needed. The
pipe is what keeps it tidy: Chromium ends by itself when the other end closes, however we end.
"""

from __future__ import annotations

import atexit
import fcntl
import json
import os
import select
import shutil
import signal
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

PROGRAMS: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
VARIABLE: Final = "CHROMIUM"  # names a program that is not on the path
SECONDS: Final = 20  # one command; a loaded machine of two cores starts Chromium in several
PRINTING: Final = {"Page.printToPDF": 90}  # seconds; a hundred pages take long on a loaded machine
LARGEST: Final = 64_000_000  # bytes of one answer; a slide is far below
PIPE_BYTES: Final = select.PIPE_BUF  # what a pipe that is ready takes at once
FOLDER: Final = "houseviews-chromium-"  # and the id of its owner
LOWEST_PIPE: Final = 10  # numbers below are taken by the child's own ends, 3 and 4
FLAGS: Final = (
    "--headless=new",
    "--remote-debugging-pipe",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--disable-extensions",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--mute-audio",
    "--hide-scrollbars",
    "--font-render-hinting=none",
    "--force-color-profile=srgb",
    "--host-resolver-rules=MAP * ~NOTFOUND",  # no name leads anywhere: no network
)


class BrowserError(Exception):
    """Base of what can go wrong with the browser."""


class NoBrowser(BrowserError):
    """No Chromium is installed; the message says what to install."""


class BrowserFailed(BrowserError):
    """Chromium ended, said no, or took too long; it is started anew for the next picture."""


def find_program() -> str:
    """Return the path of a Chromium.

    Raises:
        NoBrowser: there is none.
    """
    for name in (os.environ.get(VARIABLE, ""), *PROGRAMS):
        found = shutil.which(name) if name else None
        if found and sys.platform != "win32":
            return found
    raise NoBrowser(
        "Pictures and PDF need Chromium on the server. Install the package 'chromium' "
        f"(Debian: apt install chromium), or name the program in {VARIABLE}, and ask again."
    )


def has_browser() -> bool:
    """Whether a Chromium is installed."""
    try:
        return bool(find_program())
    except NoBrowser:
        return False


@dataclass(slots=True)
class Chromium:
    """A running browser with one blank page; not safe for threads, its owner keeps the order.

    Attributes:
        program: path of the browser.
    """

    program: str
    _pid: int = 0
    _send: int = -1
    _receive: int = -1
    _folder: str = ""
    _session: str = ""
    _last: int = 0
    _buffer: bytearray = field(default_factory=bytearray)

    def start(self) -> None:
        """Start the browser and open its page.

        Raises:
            BrowserFailed: it did not start.
        """
        _sweep()
        self._folder = tempfile.mkdtemp(prefix=f"{FOLDER}{os.getpid()}-")
        atexit.register(self.close)
        self._spawn()
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        held = self.call("Target.attachToTarget", targetId=target, flatten=True)
        self._session = held["sessionId"]
        self.call("Page.enable")

    def _spawn(self) -> None:
        theirs_in, self._send = _pipe()
        self._receive, theirs_out = _pipe()
        flags = [*FLAGS, f"--user-data-dir={self._folder}"]
        if os.geteuid() == 0:  # root has no namespace to build the sandbox from
            flags.append("--no-sandbox")
        quiet = [(os.POSIX_SPAWN_OPEN, fd, os.devnull, os.O_RDWR, 0) for fd in (0, 1, 2)]
        ends = [(os.POSIX_SPAWN_DUP2, theirs_in, 3), (os.POSIX_SPAWN_DUP2, theirs_out, 4)]
        try:
            self._pid = os.posix_spawn(
                self.program,
                [self.program, *flags, "about:blank"],
                os.environ,
                file_actions=[*quiet, *ends],
                setpgroup=0,  # a Ctrl-C at the server is not for it; it is closed in order
            )
        except OSError as error:
            raise BrowserFailed(f"{self.program} can't be started: {error.strerror}.") from error
        finally:
            os.close(theirs_in)
            os.close(theirs_out)

    def call(self, method: str, /, **parameters: Any) -> dict[str, Any]:
        """Send one command and return its result.

        Raises:
            BrowserFailed: the browser ended, refused, or did not answer in time.
        """
        self._last += 1
        message: dict[str, Any] = {"id": self._last, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        until = time.monotonic() + PRINTING.get(method, SECONDS)
        self._write(json.dumps(message).encode() + b"\0", until=until)
        while True:
            answer = json.loads(self._message(until=until))
            if answer.get("id") != self._last:
                continue  # an event, or the answer to a command given up
            if "error" in answer:
                raise BrowserFailed(f"Chromium refused {method}: {answer['error']['message']}")
            found: dict[str, Any] = answer["result"]
            return found

    def run(self, script: str) -> Any:
        """Run a script of ours in the page, wait for its promise, and return its plain value.

        Raises:
            BrowserFailed: the script threw, or the browser failed.
        """
        found = self.call(
            "Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True
        )
        if "exceptionDetails" in found:
            details = found["exceptionDetails"]
            said = details.get("exception", {}).get("description") or details.get("text", "")
            raise BrowserFailed(f"The page could not be drawn: {said[:300]}")
        return found["result"].get("value")

    def _write(self, message: bytes, *, until: float) -> None:
        left = memoryview(message)
        while left:
            wait = until - time.monotonic()
            _, ready, _ = select.select([], [self._send], [], max(wait, 0))
            if not ready:
                raise BrowserFailed("Chromium did not listen in time.")
            try:
                left = left[os.write(self._send, left[:PIPE_BYTES]) :]
            except OSError as error:
                raise BrowserFailed("Chromium ended.") from error

    def _message(self, *, until: float) -> bytes:
        while (end := self._buffer.find(b"\0")) < 0:
            wait = until - time.monotonic()
            ready, _, _ = select.select([self._receive], [], [], max(wait, 0))
            if not ready:
                raise BrowserFailed("Chromium gave no answer in time.")
            chunk = os.read(self._receive, 1 << 16)
            if not chunk:
                raise BrowserFailed("Chromium ended.")
            self._buffer += chunk
            if len(self._buffer) > LARGEST:
                raise BrowserFailed("The picture is too large.")
        message = bytes(self._buffer[:end])
        del self._buffer[: end + 1]
        return message

    def close(self) -> None:
        """End the browser and remove what it wrote; does nothing the second time."""
        atexit.unregister(self.close)
        for end in (self._send, self._receive):
            if end >= 0:
                os.close(end)
        self._send = self._receive = -1
        if self._pid:
            _end(self._pid)
            self._pid = 0
        shutil.rmtree(self._folder, ignore_errors=True)


def _sweep() -> None:
    """Remove the folders of processes that were killed before they could."""
    for left in Path(tempfile.gettempdir()).glob(f"{FOLDER}*"):
        owner = left.name.removeprefix(FOLDER).partition("-")[0]
        try:
            os.kill(int(owner), 0)
        except ProcessLookupError:
            shutil.rmtree(left, ignore_errors=True)
        except (ValueError, PermissionError):
            continue


def _pipe() -> tuple[int, int]:
    """Return the ends of a pipe with numbers that do not meet those of the child."""
    ends = os.pipe()
    high = [fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, LOWEST_PIPE) for end in ends]
    for end in ends:
        os.close(end)
    return high[0], high[1]


def _end(pid: int) -> None:
    """End a process group that we started and take its leader's exit code."""
    try:
        os.killpg(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
    except (ProcessLookupError, ChildProcessError):
        return
