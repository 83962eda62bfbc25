"""The bundled samples as web page, Markdown and Word file give the rows of their PDF edition."""

from functools import cache
from pathlib import Path

import pytest

from ingest.extraction import extract
from tests import sample_editions as editions

SAMPLES = Path(__file__).parents[1] / "assets" / "samples"
NAMES = (
    "bnp-paribas-2026-02",
    "ecb-2025-12",
    "fed-2025-12",
    "goldman-sachs-2025-12",
    "imf-2026-04",
    "oecd-2025-03",
    "uob-2026-02",
)


def claims(extraction):
    return {
        (r.institution, r.indicator, r.region, r.period, r.measure, r.low, r.high, r.unit, r.kind)
        for r in extraction.forecasts
    }


@cache
def printed(name):
    return extract(SAMPLES / f"{name}.pdf")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "edition",
    [
        pytest.param(editions.as_html, id="html"),
        pytest.param(editions.as_markdown, id="markdown"),
        pytest.param(editions.as_word, id="word"),
    ],
)
def test_edition_gives_the_rows_of_the_pdf(name, edition):
    found = extract(edition(editions.content_of(name)), file_name=name)
    assert claims(found) == claims(printed(name))
    assert found.report.publisher == printed(name).report.publisher
    assert found.report.published == printed(name).report.published
    assert all(row.evidence.original_place for row in found.forecasts)
