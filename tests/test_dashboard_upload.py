import io
import json
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path

import pytest
from werkzeug.datastructures import FileStorage

from dashboard.app import create_app
from dashboard.settings import Settings
from dashboard.upload import _name
from dashboard.wiring import Desk
from ingest.ocr.choice import is_installed
from tests import pdfs
from warehouse.errors import WarehouseError
from warehouse.store import Warehouse

OWN = {"X-Houseviews": "test"}


@pytest.fixture
def taken():
    return []


@pytest.fixture
def client(taken):
    def submit(path, file_name, **said):
        taken.append((Path(path).read_bytes(), file_name, said))
        return f"job-{len(taken)}"

    with Warehouse.open(":memory:") as warehouse:
        yield create_app(warehouse, submit, max_megabytes=1).server.test_client()


def post(client, content, name="report.pdf", *, headers=OWN, **form):
    files = {"files": (io.BytesIO(content), name), **form}
    return client.post("/api/reports", data=files, headers=headers)


def test_a_pdf_is_handed_over_whole(client, taken):
    content = pdfs.outlook()
    answer = post(client, content, publisher="HSBC", published="2025-12-10", again="1")
    assert answer.status_code == 202
    assert answer.json == {"jobs": [{"job_id": "job-1", "file_name": "report.pdf"}]}
    body, name, said = taken[0]
    assert (body, name) == (content, "report.pdf")
    assert (said["publisher"], str(said["published"]), said["again"]) == (
        "HSBC",
        "2025-12-10",
        True,
    )


def test_several_files_make_several_jobs(client):
    files = [(io.BytesIO(pdfs.outlook()), name) for name in ("a.pdf", "b.pdf")]
    answer = client.post("/api/reports", data={"files": files}, headers=OWN)
    assert [job["file_name"] for job in answer.json["jobs"]] == ["a.pdf", "b.pdf"]


@pytest.mark.parametrize(
    ("content", "name", "status", "words"),
    [
        pytest.param(b"doc,page\n1,2", "x.pdf", 415, "a file of data", id="csv named pdf"),
        pytest.param(b"", "x.pdf", 415, "the file is empty", id="empty"),
        pytest.param(b"\x00\x01<script>", "x.pdf", 415, "none of PDF, web page", id="bytes"),
    ],
)
def test_what_is_not_taken_is_said_in_words(client, taken, content, name, status, words):
    answer = post(client, content, name)
    assert answer.status_code == status
    assert words in answer.json["error"]["message"]
    assert not taken


def test_a_file_over_the_limit_is_refused_before_it_is_read(client, taken):
    announced = {"CONTENT_LENGTH": "5000000"}
    answer = client.post("/api/reports", headers=OWN, environ_overrides=announced)
    assert answer.status_code == 413
    assert "5 MB is more than the 1 MB" in answer.json["error"]["message"]
    assert not taken


def test_the_type_is_told_by_content_and_not_by_name(client, taken):
    assert post(client, pdfs.outlook(), "holiday.jpeg").status_code == 202
    assert taken[0][1] == "holiday.jpeg"


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("<b>x</b>.pdf", "b>.pdf"),
        ("a\u202efdp.exe", "afdp.exe"),
    ],
)
def test_a_name_is_only_its_last_part(client, taken, sent, shown):
    post(client, pdfs.outlook(), sent)
    assert taken[0][1] == shown


def test_a_path_of_another_system_is_cut_too():
    assert _name(FileStorage(filename="C:\\temp\\q1.pdf")) == "q1.pdf"


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        pytest.param({"Origin": "https://evil.example"}, 403, id="other origin"),
        pytest.param({"Sec-Fetch-Site": "cross-site"}, 403, id="cross site"),
        pytest.param({}, 403, id="no hint at all"),
        pytest.param({"Origin": "http://localhost"}, 202, id="own origin"),
        pytest.param({"Sec-Fetch-Site": "same-origin"}, 202, id="own page"),
    ],
)
def test_only_own_pages_may_send(client, headers, status):
    assert post(client, pdfs.outlook(), headers=headers).status_code == status


@pytest.mark.parametrize(
    ("form", "code"),
    [({"published": "yesterday"}, "published"), ({"publisher": "x" * 90}, "publisher")],
)
def test_what_is_said_with_a_file_is_checked(client, form, code):
    assert post(client, pdfs.outlook(), **form).json["error"]["code"] == code


def test_a_request_without_a_file_is_refused(client):
    answer = client.post("/api/reports", data={"other": "x"}, headers=OWN)
    assert (answer.status_code, answer.json["error"]["code"]) == (400, "no_file")


def test_uploads_can_be_off():
    with Warehouse.open(":memory:") as warehouse:
        client = create_app(warehouse).server.test_client()
        assert post(client, pdfs.outlook()).json["error"]["code"] == "uploads_off"


def test_jobs_tell_nothing_private():
    with Warehouse.open(":memory:") as warehouse:
        warehouse.jobs.add("a.pdf", None, source=Path("secret-folder/a.pdf"))
        client = create_app(warehouse).server.test_client()
        (job,) = client.get("/api/jobs").json["jobs"]
        assert (job["file_name"], job["state"]) == ("a.pdf", "waiting")
        assert "secret-folder" not in str(job)
        assert client.get("/api/status").json["n_reports"] == 0


@pytest.mark.parametrize(
    "problem",
    [OSError(28, "No space left on device"), WarehouseError("the disk is full; make room")],
    ids=["system", "warehouse"],
)
def test_a_full_disk_is_told_and_nothing_stays(tmp_path, problem):
    def submit(path, file_name, **said):
        raise problem

    with Warehouse.open(tmp_path / "w.duckdb") as warehouse:
        answer = post(create_app(warehouse, submit).server.test_client(), pdfs.outlook())
    assert answer.status_code == 507
    assert "make room" in answer.json["error"]["message"]
    assert list((tmp_path / "w.duckdb.incoming").iterdir()) == []


def test_uploads_that_a_crash_left_are_read_once(tmp_path):
    path = tmp_path / "w.duckdb"
    incoming = tmp_path / "w.duckdb.incoming"
    with Warehouse.open(path) as warehouse, ThreadPoolExecutor(1) as pool:
        incoming.mkdir()
        ended = incoming / "ended.pdf"
        for kept in (ended, incoming / "waiting.pdf", incoming / "no-job.pdf"):
            kept.write_bytes(pdfs.outlook((10, kept.stem)))
            kept.with_suffix(".json").write_text(json.dumps({"file_name": kept.name}))
        warehouse.jobs.fail(warehouse.jobs.add("ended.pdf", None, source=ended), "x", "It ended.")
        warehouse.jobs.add("waiting.pdf", None, source=incoming / "waiting.pdf")
        (incoming / ".part-half").write_bytes(b"%PDF-")
        (incoming / "alone.json").write_text("{}")
        (incoming / "no-order.pdf").write_bytes(b"%PDF-")
        desk = Desk(warehouse, Settings(warehouse=path), pool)
        assert desk.resume() == 2
        pool.shutdown(wait=True)
        states = {job.file_name: str(job.state) for job in warehouse.jobs.recent()}
        assert states == {"ended.pdf": "failed", "waiting.pdf": "done", "no-job.pdf": "done"}
        assert list(incoming.iterdir()) == []


@pytest.fixture
def desk(tmp_path):
    path = tmp_path / "w.duckdb"
    with Warehouse.open(path) as warehouse, ThreadPoolExecutor(1) as pool:
        yield Desk(warehouse, Settings(warehouse=path), pool)


def keep_for_later(desk, tmp_path, data, name):
    """Leave a file as a scan is left that could not be recognised; return its hash."""
    original = tmp_path / name
    original.write_bytes(data)
    digest = sha256(data).hexdigest()
    desk.warehouse.documents.keep(original, sha=digest)
    refused = desk.warehouse.jobs.add(name, None)
    desk.warehouse.jobs.fail(refused, "no_recognition", "It is a scan.", kept=digest)
    return digest


def test_kept_files_are_queued_once_and_read_under_their_own_names(desk, tmp_path):
    keep_for_later(desk, tmp_path, pdfs.outlook(), "kept.pdf")
    queued = desk.read_kept()
    assert desk.read_kept() == {}
    desk.pool.shutdown(wait=True)
    assert list(queued.values()) == ["kept.pdf"]
    assert str(desk.warehouse.jobs.get(next(iter(queued))).state) == "done"
    assert list((tmp_path / "w.duckdb.incoming").iterdir()) == []
    assert desk.warehouse.jobs.kept("no_recognition") == []


def test_a_start_reads_kept_files_only_where_recognition_is_installed(desk, tmp_path):
    keep_for_later(desk, tmp_path, pdfs.outlook(), "kept.pdf")
    assert desk.resume() == int(is_installed())


def test_a_kept_file_that_is_lost_is_told_and_does_not_stop_the_start(desk, tmp_path):
    digest = keep_for_later(desk, tmp_path, pdfs.outlook(), "lost.pdf")
    desk.warehouse.documents.path(digest).unlink()
    (job,) = desk.read_kept()
    assert "lost.pdf can't be read from where it was kept" in desk.warehouse.jobs.get(job).sentence


def test_kept_files_are_read_through_the_interface(taken):
    with Warehouse.open(":memory:") as warehouse:
        client = create_app(warehouse, read_kept=lambda: {"job-7": "scan.pdf"}).server.test_client()
        answer = client.post("/api/reports/kept", headers=OWN)
        assert answer.status_code == 202
        assert answer.json == {"jobs": [{"job_id": "job-7", "file_name": "scan.pdf"}]}
        assert client.post("/api/reports/kept").status_code == 403
        closed = create_app(warehouse).server.test_client()
        assert closed.post("/api/reports/kept", headers=OWN).json["error"]["code"] == "uploads_off"
