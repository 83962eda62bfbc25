"""A path -> an open DuckDB connection, or one sentence on why not and what to do."""

from __future__ import annotations

import fcntl
import os
import re
import sys
from contextlib import suppress
from functools import cache
from importlib.abc import MetaPathFinder
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from warehouse.errors import NewerSchema, NotAWarehouse, WarehouseBusy, WarehouseError

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MEMORY = ":memory:"
OFFLINE: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false"
}  # nothing is fetched while it runs
DISK_FULL = ("No space left", "isk quota", "File too large", "Could not write")
DAMAGED = ("Corrupt database file", "Could not read enough bytes")
MAGIC = b"DUCK"  # bytes 8 to 11 of every DuckDB file, after the checksum of the header
MAGIC_AT = 8

_HOLDER = re.compile(r"held in (?P<program>.*?)\(PID (?P<pid>\d+)\)")


def connect(path: Path | str, *, read_only: bool) -> DuckDBPyConnection:
    """Open a database file, making its folder where needed.

    Args:
        path: the file, or ":memory:".
        read_only: whether other readers may have it open at the same time.

    Raises:
        WarehouseBusy: another process holds it; the message names that process.
        NotAWarehouse: the file exists and is not a DuckDB database.
        NewerSchema: a newer DuckDB wrote it.
        WarehouseError: it is missing, unreadable, or the disk is full.
    """
    _tell_no_pandas()
    if str(path) == MEMORY:
        return duckdb.connect(MEMORY, config=OFFLINE)
    path = Path(path)
    if not path.exists() and read_only:
        raise WarehouseError(f"there is no warehouse at {path}; run `houseviews ingest` first")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if not read_only:
            _drop_empty(path)
        _refuse_foreign(path)
        return duckdb.connect(str(path), read_only=read_only, config=OFFLINE)
    except (OSError, duckdb.Error) as problem:
        raise explained(problem, path=path) from problem


class _NoPandas(MetaPathFinder):
    """Answers at once that there is no pandas."""

    def find_spec(self, fullname: str, *_: object) -> None:
        if fullname == "pandas":
            raise ModuleNotFoundError("pandas is not installed", name=fullname)


@cache
def _tell_no_pandas() -> None:
    """Let a search for pandas end at once, where it is not installed.

    DuckDB compares every parameter with a type of pandas. Where that can't be imported it searches
    all of the path again for the next parameter: 0.4 ms each, 4 ms for a question with ten.
    """
    if find_spec("pandas") is None:
        sys.meta_path.insert(0, _NoPandas())


def explained(problem: Exception, *, path: Path | str) -> WarehouseError:
    """Return the error to raise for what the system or DuckDB said about a file.

    Args:
        problem: an OSError or a duckdb.Error.
        path: the file that it is about.
    """
    said = str(problem)
    if holder := _HOLDER.search(said):
        return WarehouseBusy(_busy_sentence(path, int(holder["pid"]), holder["program"].strip()))
    if "different configuration" in said:
        return WarehouseBusy(
            f"{path} is open in this very process in another mode; close that first"
        )
    if "version number" in said:
        return NewerSchema(f"{path} was written by a newer DuckDB; install the newer Houseviews")
    if "not a valid DuckDB" in said:
        return NotAWarehouse(f"{path} is not a DuckDB database; name another file")
    if any(words in said for words in DISK_FULL):
        return WarehouseError(
            f"the disk that holds {path} is full or will not take more; make room and try again "
            "(what was there before is safe)"
        )
    if any(words in said for words in DAMAGED):
        return NotAWarehouse(
            f"{path} is damaged (cut off or overwritten); put back a copy, or name another file "
            f"and ingest the originals in {Path(path).with_suffix('.documents').name} into it"
        )
    if "has been invalidated" in said:
        return WarehouseError(
            f"{path} failed while it was written and was let go; start the program again "
            "(everything that was committed is safe)"
        )
    if isinstance(problem, PermissionError) or "ermission denied" in said or "Read-only" in said:
        return WarehouseError(
            f"this user may not read or write {path}; change its rights or name another file"
        )
    first_line = said.splitlines()[0] if said else repr(problem)
    return WarehouseError(f"{path} can't be used: {first_line}")


def command_line(pid: int) -> str | None:
    """Return how a process was started, or None where the system does not tell."""
    try:
        raw = Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return None
    return " ".join(raw.decode(errors="replace").replace("\0", " ").split()) or None


def process_started(pid: int) -> str | None:
    """Return a mark that two processes with the same number do not share; None where unknown."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return None
    after_name = stat.rpartition(")")[2].split()
    start_time = 19  # field 22 of proc(5), counted from the state, which is field 3
    return after_name[start_time] if len(after_name) > start_time else None


def is_running(pid: int, *, started: str | None) -> bool:
    """Whether the process that had this number at `started` still runs."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        pass  # it runs and belongs to someone else
    now = process_started(pid)
    return started is None or now is None or now == started


def _busy_sentence(path: Path | str, pid: int, program: str) -> str:
    started_as = command_line(pid) or program or "unknown program"
    return (
        f"{path} is in use by process {pid} ({started_as}); "
        "stop that process, or add the report through its upload page"
    )


def _drop_empty(path: Path) -> None:
    """Remove what a process that was killed, or a full disk, left of a file that was never begun.

    DuckDB takes no file of zero bytes. Whoever makes it at this moment holds the lock on it.
    """
    if not path.is_file() or path.stat().st_size:
        return
    with path.open("r+b") as handle, suppress(BlockingIOError):
        fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if not path.stat().st_size:
            path.unlink()


def _refuse_foreign(path: Path) -> None:
    """Look at the first bytes, so that DuckDB doesn't try to load a driver for a foreign file."""
    if path.is_dir():
        raise NotAWarehouse(f"{path} is a folder; name a file in it")
    if not path.exists():
        return
    with path.open("rb") as handle:
        head = handle.read(MAGIC_AT + len(MAGIC))
    if not head:
        raise NotAWarehouse(f"{path} is empty; delete it, or name another file")
    if head[MAGIC_AT:] != MAGIC:
        raise NotAWarehouse(f"{path} is not a DuckDB database; name another file")
