"""Broken and hostile files: rows or one sentence, nothing written for a refusal, nothing harmed."""

import unicodedata

import pytest

from dashboard.api import csv_text
from ingest.output import as_csv
from ingest.pipeline import Ended, ingest_files
from ingest.preflight import Limits
from ingest.sandbox import read_in_sandbox
from tests import hostile, pdfs
from warehouse import queries
from warehouse.store import Warehouse

LIMITS = Limits(seconds=30, memory_mb=1000)
NO_TEXT = {"Cc", "Cs", "Cn"}


def written(folder, files):
    paths = []
    for number, content in enumerate(files):
        paths.append(folder / f"{number}.pdf")
        paths[-1].write_bytes(content)
    return paths


def texts_of(extraction):
    yield extraction.report.title
    for row in extraction.forecasts:
        yield from (row.institution, row.evidence.quote, *(b.text for b in row.evidence.boxes))
    for passed in extraction.rejections:
        yield from (passed.text, passed.quote, passed.detail)


@pytest.mark.parametrize("content", hostile.READ.values(), ids=hostile.READ)
def test_tricks_around_a_page_change_nothing_that_it_says(tmp_path, content):
    (path,) = written(tmp_path, [content])
    extraction = read_in_sandbox(path, limits=LIMITS)
    found = {(row.region, row.low, row.period) for row in extraction.forecasts}
    assert {("US", 1.6, "2026"), ("EA", 1.2, "2026")} <= found
    shown = "".join(texts_of(extraction))
    assert not {unicodedata.category(letter) for letter in shown} & NO_TEXT
    assert list(tmp_path.iterdir()) == [path]  # nothing came out of the file


def test_refused_files_cost_only_themselves(tmp_path):
    whole = tmp_path / "whole.pdf"
    whole.write_bytes(pdfs.outlook())
    paths = written(tmp_path, [content for content, _ in hostile.REFUSED.values()])
    with Warehouse.open(tmp_path / "w.duckdb") as warehouse:
        ended = {o.path: o for o in ingest_files(warehouse, [*paths, whole], limits=LIMITS)}
        assert ended[whole].ended is Ended.STORED
        codes = {
            name: ended[path].exit_code for name, path in zip(hostile.REFUSED, paths, strict=True)
        }
        assert codes == {name: code for name, (_, code) in hostile.REFUSED.items()}
        assert queries.reports(warehouse.cursor()).height == 1
        kept = [path for path in warehouse.documents.folder.rglob("*") if path.is_file()]
        assert len(kept) == 1
        assert warehouse.jobs.unfinished() == []
    for path in paths:
        assert ended[path].sentence.isprintable()


def test_names_with_half_letters_and_commands_are_shown_as_text(tmp_path):
    path = tmp_path / "re\udcffport\x1b[31m\u202e.pdf"
    path.write_bytes(pdfs.outlook())
    broken = tmp_path / "bro\udcffken\x07.pdf"
    broken.write_bytes(pdfs.cut_off())
    with Warehouse.open(tmp_path / "w.duckdb") as warehouse:
        ended = [o.ended for o in ingest_files(warehouse, [broken, path], limits=LIMITS)]
        assert ended == [Ended.FAILED, Ended.STORED]
        for job in warehouse.jobs.recent():
            assert (job.file_name + (job.sentence or "")).isprintable()


def test_file_that_changes_while_it_is_read_costs_only_itself(tmp_path):
    first, second = written(tmp_path, [pdfs.outlook(), pdfs.outlook((10, "More."))])
    with Warehouse.open(tmp_path / "w.duckdb") as warehouse:
        outcomes = ingest_files(
            warehouse, changing([first, second], first), limits=LIMITS, workers=1
        )
        ended = {o.path: o for o in outcomes}
        assert ended[second].ended is Ended.STORED
        assert ended[first].ended is Ended.STORED or ended[first].exit_code
        assert warehouse.jobs.unfinished() == []


def changing(paths, victim):
    """Yield paths; the first file is gone once the last has been asked for."""
    yield from paths
    victim.unlink()


def test_spreadsheet_runs_nothing_of_a_report(tmp_path):
    (path,) = written(tmp_path, [hostile.READ["script in text"]])
    with Warehouse.open(tmp_path / "w.duckdb") as warehouse:
        extraction = read_in_sandbox(path, limits=LIMITS, publisher="=HYPERLINK(1)")
        warehouse.store(extraction, original=path)
        table = csv_text(queries.figures(warehouse.cursor()))
    assert "'=HYPERLINK(1)" in table
    for sheet in (table, as_csv([("=a", extraction)])):
        assert not any(cell.startswith("=") for cell in sheet.replace("\n", ",").split(","))
