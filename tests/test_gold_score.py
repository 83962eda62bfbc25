"""The labelled reports, scored: floors per report that only rise, and evidence read back."""

import csv
import importlib.util
from contextlib import closing
from pathlib import Path

import pytest

from ingest.errors import IngestError, NoTextLayer
from ingest.extraction import extract
from ingest.ocr.choice import is_installed
from ingest.output import as_row
from tests import accuracy
from warehouse.vocabulary import Status

FLOORS = Path(__file__).parent / "gold_floors.csv"
needs_corpus = pytest.mark.skipif(
    not accuracy.SCORER.is_file(), reason="the labelled reports (../shared) are not here"
)
pytestmark = [pytest.mark.corpus, needs_corpus]


@pytest.fixture(scope="module")
def readings():
    found = {}
    for path in sorted((accuracy.CORPUS / "pdf").glob("*.pdf")):
        try:
            found[path.stem] = extract(path)
        except IngestError as error:
            found[path.stem] = error
    return found


@pytest.fixture(scope="module")
def scores(tmp_path_factory):
    folder = tmp_path_factory.mktemp("predictions")
    accuracy.write_predictions(folder)
    return accuracy.score(folder)


@pytest.fixture(scope="module")
def scorer():
    spec = importlib.util.spec_from_file_location("score_extraction", accuracy.SCORER)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def floors():
    with FLOORS.open(newline="", encoding="utf-8") as handle:
        return {row["report"]: float(row["f1"]) for row in csv.DictReader(handle)}


def test_every_report_is_read_or_refused_in_a_sentence(readings):
    refused = {name for name, found in readings.items() if isinstance(found, IngestError)}
    scans = {name for name in readings if name.startswith("scan-")}
    assert all(isinstance(readings[name], NoTextLayer) for name in refused)
    assert refused == (set() if is_installed() else scans)


@pytest.mark.parametrize("report", sorted(floors()) if FLOORS.is_file() else [])
def test_score_of_a_report_does_not_fall(scores, report):
    assert scores[report]["f1"] >= floors()[report]


def test_every_box_of_an_accepted_figure_holds_the_printed_number(readings, scorer):
    lost = []
    for name, found in readings.items():
        if isinstance(found, IngestError):
            continue
        back = scorer.ReadBack(accuracy.CORPUS / "pdf" / f"{name}.pdf")
        with closing(back.plumber), closing(back.pdfium):
            lost += [row for row in accepted_numbers(found, doc=name) if not holds(back, row)]
    assert lost == []


def accepted_numbers(found, *, doc):
    numeric = (row for row in found.forecasts if row.low is not None or row.high is not None)
    return [as_row(row, doc=doc) for row in numeric if row.status is Status.ACCEPTED]


def holds(back, row):
    return back.holds({"raw": row}) is not False
