"""Files in, jobs out: `POST /api/reports` and `/api/reports/kept`, `GET /api/jobs`, `/api/status`.

A file is streamed to the disk, looked at by its own bytes and never by its name, and handed to
`submit`, which reads it elsewhere. A name is only ever shown as text.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from flask import Blueprint, Response, jsonify, request

from dashboard.report_status import facts_of
from warehouse import given
from warehouse.errors import WarehouseError
from warehouse.formats import ACCEPTED, Ends, describe_other, recognise
from warehouse.opening import MEMORY

if TYPE_CHECKING:
    from werkzeug.datastructures import FileStorage

    from warehouse.jobs import Job
    from warehouse.store import Warehouse

Submit = Callable[..., str]
ReadKept = Callable[[], Mapping[str, str]]

SHOWN_WORDS: Final = 40  # characters of a wrong file that its refusal repeats
LONGEST_NAME: Final = 200  # characters of a file name that are kept
CHUNK_BYTES: Final = 1 << 20
OWN_HEADER: Final = "X-Houseviews"  # a page of another origin can't set it without being asked
FORM_BYTES: Final = 100_000  # room for the form around the file
LISTED_JOBS: Final = 200
NOT_KEPT: Final = "Not taken: this server can’t keep it now; make room and send it again"
UPLOADS_OFF: Final = "Uploads are off on this server."
INCOMING_SUFFIX: Final = ".incoming"
PARTIAL: Final = ".part-"  # begins the name of an upload that is not whole yet


@dataclass(frozen=True, slots=True)
class Refusal(Exception):
    """An upload that is not taken.

    Attributes:
        status: HTTP status.
        code: for programs.
        message: one sentence for a person.
    """

    status: int
    code: str
    message: str


def incoming_folder(warehouse: Path | str) -> Path | None:
    """Return the folder where uploads wait, made if needed; None for a warehouse without a file.

    They are written where they will wait, so that a crash leaves nothing in the system's folder.
    """
    if str(warehouse) == MEMORY:
        return None
    folder = Path(warehouse).with_name(Path(warehouse).name + INCOMING_SUFFIX)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def build_uploads(
    warehouse: Warehouse,
    submit: Submit | None,
    *,
    max_megabytes: int,
    read_kept: ReadKept | None = None,
) -> Blueprint:
    """Return the routes for files and jobs.

    Args:
        warehouse: where the queue is.
        submit: takes a path and a file name, and returns the id of a job; None turns uploads off.
        max_megabytes: largest request taken, millions of bytes.
        read_kept: queues the scans that are kept and returns file names by the ids of their jobs;
            None turns that off.
    """
    routes = Blueprint("uploads", __name__)

    @routes.post("/api/reports")
    def take() -> tuple[Response, int]:
        _check_origin()
        _check_size(max_megabytes)
        if submit is None:
            raise Refusal(403, "uploads_off", UPLOADS_OFF)
        files = [sent for sent in request.files.getlist("files") if sent.filename]
        if not files:
            raise Refusal(
                400, "no_file", "No file came with the request; send it in the field files."
            )
        said = _said()
        folder = incoming_folder(warehouse.path)
        jobs = [
            {"job_id": _hand_over(sent, submit, said, folder=folder), "file_name": _name(sent)}
            for sent in files
        ]
        return jsonify(jobs=jobs), 202

    @routes.post("/api/reports/kept")
    def take_kept() -> tuple[Response, int]:
        _check_origin()
        if read_kept is None:
            raise Refusal(403, "uploads_off", UPLOADS_OFF)
        jobs = [{"job_id": job, "file_name": name} for job, name in read_kept().items()]
        return jsonify(jobs=jobs), 202

    @routes.get("/api/jobs")
    def jobs() -> Response:
        return jsonify(jobs=[_told(job) for job in warehouse.jobs.recent(LISTED_JOBS)])

    @routes.get("/api/status")
    def status() -> Response:
        return jsonify(facts_of(warehouse))

    @routes.errorhandler(Refusal)
    def refuse(refusal: Refusal) -> tuple[Response, int]:
        body = {"code": refusal.code, "message": refusal.message}
        return jsonify(error=body), refusal.status

    return routes


def _check_origin() -> None:
    """Refuse a form that a page of another origin sends in the reader's name."""
    if request.headers.get(OWN_HEADER):
        return
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    is_same = site in ("same-origin", "none") or (
        origin and urlsplit(origin).netloc == request.host
    )
    if not is_same:
        said = f"Files are taken from this site’s own pages, or with the header {OWN_HEADER}."
        raise Refusal(403, "other_origin", said)


def _check_size(max_megabytes: int) -> None:
    """Refuse by the length that was announced, before a byte of the file is read."""
    if request.content_length is None:
        raise Refusal(411, "no_length", "The request does not say how long it is.")
    if request.content_length > max_megabytes * 1_000_000 + FORM_BYTES:
        size = request.content_length / 1_000_000
        said = (
            f"Not taken: {size:,.0f} MB is more than the {max_megabytes} MB that this server takes."
        )
        raise Refusal(413, "too_large", said)


def _said() -> dict[str, Any]:
    """Return what was said with the file: publisher, date, and whether to read it again."""
    said: dict[str, Any] = {}
    for name, check in (("publisher", given.publisher), ("published", given.published)):
        if text := request.form.get(name, "").strip():
            try:
                said[name] = check(text)
            except ValueError as fault:
                raise Refusal(400, name, f"{fault}.") from None
    if request.form.get("again", "") in ("1", "true", "yes"):
        said["again"] = True
    return said


def _hand_over(
    sent: FileStorage, submit: Submit, said: dict[str, Any], *, folder: Path | None
) -> str:
    path: Path | None = None
    try:
        with tempfile.NamedTemporaryFile(dir=folder, prefix=PARTIAL, delete=False) as handle:
            path = Path(handle.name)
            sent.save(handle, CHUNK_BYTES)
        _check_kind(path)
        return submit(path, _name(sent), **said)
    except OSError as problem:
        raise Refusal(507, "not_kept", f"{NOT_KEPT} ({problem.strerror}).") from problem
    except WarehouseError as problem:
        raise Refusal(507, "not_kept", f"Not taken: {problem}.") from problem
    finally:
        if path is not None:
            path.unlink(missing_ok=True)


def _check_kind(path: Path) -> None:
    """Refuse what is never read; all else is found out by the process that reads."""
    ends = Ends.of_file(path)
    if recognise(ends) is not None:
        return
    if not ends.head:
        raise Refusal(415, "empty", "Not taken: the file is empty.")
    other = describe_other(ends)
    if other:
        said = f"Not taken: this is {other}. Save it as one of these: {ACCEPTED}."
    else:
        words = ends.head[:SHOWN_WORDS].decode("latin-1").split("\n")[0].strip()
        shown = "".join(c if c.isprintable() else "·" for c in words)
        said = f"Not taken: this is none of {ACCEPTED}. The file begins with “{shown}”."
    raise Refusal(415, "unknown_format", said)


def _name(sent: FileStorage) -> str:
    """Return the last part of the name, printable and short; it never becomes part of a path."""
    last = (sent.filename or "").replace("\\", "/").rpartition("/")[2]
    kept = "".join(c for c in last if c.isprintable()).strip()
    return kept[-LONGEST_NAME:] or "report"


def _told(job: Job) -> dict[str, Any]:
    facts = asdict(job)
    for private in ("source", "pid", "pid_started"):
        facts.pop(private)
    return {
        name: value.isoformat() if hasattr(value, "isoformat") else value
        for name, value in facts.items()
    }
