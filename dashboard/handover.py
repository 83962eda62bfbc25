"""When a server holds the warehouse, the command line hands it the files instead of failing.

The server writes a note beside the database: its process and address. The note is believed only
while that process lives and answers on this machine.
"""

from __future__ import annotations

import json
import os
import time
import urllib.error
import urllib.request
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

from ingest.errors import BY_CODE, IngestError
from ingest.pipeline import Ended, Masthead, Outcome
from ingest.preflight import Limits, read_checked
from warehouse.errors import WarehouseError

NOTE_SUFFIX = ".server.json"
ANSWER_SECONDS = 10.0
SEND_SECONDS = 60.0  # a report of the largest size, to a busy server
DRAWING_SECONDS = 180.0  # a report of as many panels as one file takes
MOST_WAITING = 50  # files with the server at a time: it lists only its newest jobs
POLL_SECONDS = 0.3
ENDED = {"done": Ended.STORED, "skipped": Ended.SKIPPED, "failed": Ended.FAILED}


@dataclass(frozen=True, slots=True)
class Server:
    """A running server that holds a warehouse.

    Attributes:
        pid: its process.
        url: its address without a trailing slash, on the loopback interface.
    """

    pid: int
    url: str


@contextmanager
def announced(warehouse: Path, *, url: str) -> Iterator[None]:
    """Keep a note of this process and `url` beside the warehouse while the block runs."""
    note = _note(warehouse)
    note.write_text(json.dumps({"pid": os.getpid(), "url": url}), encoding="utf-8")
    try:
        yield
    finally:
        note.unlink(missing_ok=True)


def find_server(warehouse: Path) -> Server | None:
    """Return the server that holds the warehouse, if one lives and answers."""
    try:
        note = json.loads(_note(warehouse).read_text(encoding="utf-8"))
        server = Server(int(note["pid"]), str(note["url"]))
        os.kill(server.pid, 0)
        _get(server, "/health")
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return server


def hand_over(
    server: Server, files: Sequence[Path], masthead: Masthead, *, limits: Limits, again: bool
) -> Iterator[Outcome]:
    """Send files to the server and yield what became of each, in the order they end.

    Args:
        server: the one that holds the warehouse.
        files: what to send; one that can't be a report is refused here and not sent.
        masthead: publisher and date as the person gives them, for all files.
        limits: of one file's size; the server has its own besides.
        again: read bytes that are known already once more.
    """
    fields = _form_fields(masthead, again=again)
    unsent, waiting = deque(files), dict[str, Path]()
    while unsent or waiting:
        while unsent and len(waiting) < MOST_WAITING:
            path = unsent.popleft()
            try:
                waiting[_send(server, path, fields, limits)] = path
            except IngestError as error:
                yield Outcome(path, Ended.FAILED, str(error), exit_code=error.exit_code)
        if waiting:
            yield from _ended(server, waiting)


def read_kept(server: Server) -> Iterator[Outcome]:
    """Have the server read the scans that it keeps, and yield what became of each.

    Raises:
        IngestError: the server does not do it; the sentence says why.
    """
    try:
        jobs = _send_request(server, "/api/reports/kept", b"", {})["jobs"]
    except urllib.error.HTTPError as answer:
        raise IngestError(_refusal(answer)[1]) from answer
    except OSError as error:
        raise IngestError(f"The server at {server.url} did not answer ({error}).") from error
    waiting = {job["job_id"]: Path(job["file_name"]) for job in jobs}
    while waiting:
        yield from _ended(server, waiting)


def _form_fields(masthead: Masthead, *, again: bool) -> dict[str, str]:
    fields = {"again": "1"} if again else {}
    if masthead.publisher is not None:
        fields["publisher"] = masthead.publisher
    if masthead.published is not None:
        fields["published"] = masthead.published.isoformat()
    return fields


def _send(server: Server, path: Path, fields: dict[str, str], limits: Limits) -> str:
    """Send one file and return the id of its job; raise `IngestError` where it is not taken."""
    data = read_checked(path, limits=limits)
    try:
        return str(_post_file(server, path.name, data, fields)["jobs"][0]["job_id"])
    except urllib.error.HTTPError as answer:
        code, sentence = _refusal(answer)
        raise BY_CODE.get(code, IngestError)(f"{path.name}: {sentence}") from answer
    except OSError as error:
        said = f"{path.name}: the server at {server.url} did not take it ({error})."
        raise IngestError(said) from error


def _ended(server: Server, waiting: dict[str, Path]) -> Iterator[Outcome]:
    """Ask once how the files in `waiting` do; take out and yield those that ended."""
    time.sleep(POLL_SECONDS)
    try:
        jobs = _get(server, "/api/jobs")["jobs"]
    except OSError:
        lost = "the server stopped answering; it reads what it took at its next start."
        for path in waiting.values():
            yield Outcome(path, Ended.FAILED, f"{path.name}: {lost}", exit_code=1)
        waiting.clear()
        return
    for job in jobs:
        if job["job_id"] in waiting and job["state"] in ENDED:
            yield _outcome(waiting.pop(job["job_id"]), job)


def send_facts(server: Server, path: str, facts: dict[str, Any] | None) -> dict[str, Any]:
    """Send facts to a route of the server, or ask it where there are none; return its answer.

    Raises:
        WarehouseError: it refuses or does not answer; the sentence says why.
    """
    try:
        if facts is None:
            return _get(server, path)
        body = json.dumps(facts).encode()
        return _send_request(server, path, body, {"Content-Type": "application/json"})
    except urllib.error.HTTPError as answer:
        raise WarehouseError(_refusal(answer)[1]) from answer
    except OSError as error:
        raise WarehouseError(f"The server at {server.url} did not answer ({error}).") from error


def fetch_file(server: Server, path: str) -> bytes:
    """Return a file that the server makes.

    Args:
        server: the one that holds the warehouse.
        path: of the file, with its query.

    Raises:
        WarehouseError: it refuses or does not answer; the sentence says why.
    """
    try:
        with urllib.request.urlopen(server.url + path, timeout=DRAWING_SECONDS) as answer:
            content: bytes = answer.read()
    except urllib.error.HTTPError as answer:
        raise WarehouseError(_refusal(answer)[1]) from answer
    except OSError as error:
        raise WarehouseError(f"The server at {server.url} did not answer ({error}).") from error
    return content


def ask_status(server: Server) -> dict[str, Any]:
    """Return the facts that `houseviews status` prints, from the server that holds the file."""
    return {**_get(server, "/api/status"), "server": server.url, "server_pid": server.pid}


def _outcome(path: Path, job: dict[str, Any]) -> Outcome:
    error = BY_CODE.get(str(job.get("code") or ""))
    ended = ENDED[job["state"]]
    failed_code = error.exit_code if error else 1
    return Outcome(
        path,
        ended,
        str(job.get("sentence") or ""),
        exit_code=failed_code if ended is Ended.FAILED else 0,
        report=job.get("report_sha256"),
    )


def _note(warehouse: Path) -> Path:
    return warehouse.with_name(warehouse.name + NOTE_SUFFIX)


def _get(server: Server, path: str) -> dict[str, Any]:
    with urllib.request.urlopen(server.url + path, timeout=ANSWER_SECONDS) as answer:
        body = answer.read()
    if not body.lstrip().startswith(b"{"):
        return {}
    facts: dict[str, Any] = json.loads(body)
    return facts


def _post_file(server: Server, name: str, data: bytes, fields: dict[str, str]) -> dict[str, Any]:
    boundary = uuid4().hex
    parts = [
        f'--{boundary}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode()
        for key, value in fields.items()
    ]
    shown = name.replace('"', "'").replace("\r", " ").replace("\n", " ")
    head = (
        f'--{boundary}\r\nContent-Disposition: form-data; name="files"; filename="{shown}"\r\n'
        "Content-Type: application/octet-stream\r\n\r\n"
    )
    body = b"".join([*parts, head.encode(), data, f"\r\n--{boundary}--\r\n".encode()])
    kind = {"Content-Type": f"multipart/form-data; boundary={boundary}"}
    return _send_request(server, "/api/reports", body, kind)


def _send_request(
    server: Server, path: str, body: bytes, headers: dict[str, str]
) -> dict[str, Any]:
    request = urllib.request.Request(
        server.url + path, data=body, headers={**headers, "X-Houseviews": "command-line"}
    )
    with urllib.request.urlopen(request, timeout=SEND_SECONDS) as answer:
        facts: dict[str, Any] = json.loads(answer.read())
    return facts


def _refusal(answer: urllib.error.HTTPError) -> tuple[str, str]:
    """Return the code and the sentence with which the server refused a file."""
    try:
        error = json.loads(answer.read())["error"]
        return str(error.get("code") or ""), str(error["message"])
    except (ValueError, KeyError, TypeError):
        return "", f"the server refused it ({answer.code} {answer.reason})."
