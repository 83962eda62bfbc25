"""The bundled sample digests: readable, honest, rebuilt the same, and true to their facts."""

from __future__ import annotations

import csv
import re
import subprocess
import sys
from functools import lru_cache
from pathlib import Path

import pdfplumber
import pytest

from ingest.extraction import extract
from ingest.masthead import FileFacts, read_masthead
from ingest.pdf.pages import read_pages

SAMPLES = Path(__file__).parents[1] / "assets" / "samples"
SHARED = Path(__file__).parents[2] / "shared"
MEGABYTE = 1024 * 1024
LONGEST_SHARED_RUN = 9  # words in a row that may be the same as in a source by chance
FRACTIONS = {"½": 0.5, "¼": 0.25, "¾": 0.75}
NUMBER_WORDS = {"no": 0, "one": 1, "two": 2, "three": 3}
PRINTED_IN_FULL = {"thousand": 1000.0}  # 50 thousand is printed as 50,000
KEY = ("institution", "indicator", "region", "period", "low", "high", "unit", "stance", "kind")


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as handle:
        return list(csv.DictReader(handle))


MANIFEST = rows_of(SAMPLES / "manifest.csv")
EXPECTED = rows_of(SAMPLES / "expected.csv")
each_sample = pytest.mark.parametrize(
    "row", [pytest.param(row, id=row["file"]) for row in MANIFEST]
)


@lru_cache
def page_texts(path: Path) -> tuple[str, ...]:
    with pdfplumber.open(path) as pdf:
        return tuple(page.extract_text() for page in pdf.pages)


def words_with_places(path: Path) -> list[tuple[str, int, int]]:
    with pdfplumber.open(path) as pdf:
        return [
            (word["text"], round(word["x0"]), round(word["top"]))
            for page in pdf.pages
            for word in page.extract_words()
        ]


def printed_numbers(text: str) -> set[float]:
    found = {
        float(number.replace(",", ""))
        for number in re.findall(r"\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?", text)
    }
    found |= {value for glyph, value in FRACTIONS.items() if glyph in text}
    return found | {
        value for word, value in NUMBER_WORDS.items() if re.search(rf"\b{word}\b", text, re.I)
    }


def test_there_are_enough_samples_and_none_is_left_out():
    files = {path.name for path in SAMPLES.glob("*.pdf")}
    assert files == {row["file"] for row in MANIFEST}
    assert files == {f"{path.stem}.pdf" for path in (SAMPLES / "content").glob("*.toml")}
    assert len(files) >= 16


@each_sample
def test_first_page_says_digest_house_and_date(row):
    first_line = page_texts(SAMPLES / row["file"])[0].splitlines()[0]
    said = f"Houseviews digest of public coverage · {row['house']} · as of {row['as_of']}"
    assert first_line.startswith(said)


@each_sample
def test_the_masthead_is_read_as_the_manifest_says(row):
    path = SAMPLES / row["file"]
    read = read_masthead(list(read_pages(path)), FileFacts(file_name=path.name))
    house = None if row["house"] == "several houses" else row["house"]
    assert (read.publisher, read.title, read.precision) == (house, row["title"], row["precision"])
    assert str(read.published).startswith(row["published"])


@each_sample
def test_every_expected_number_stands_on_its_page(row):
    pages = [printed_numbers(text) for text in page_texts(SAMPLES / row["file"])]
    for claim in (claim for claim in EXPECTED if f"{claim['doc']}.pdf" == row["file"]):
        scale = PRINTED_IN_FULL.get(claim["unit"], 1.0)
        wanted = {abs(float(claim[end])) * scale for end in ("low", "high") if claim[end]}
        assert wanted <= pages[int(claim["page"]) - 1], claim


@each_sample
def test_expected_claims_are_either_numbers_or_directions(row):
    for claim in (claim for claim in EXPECTED if f"{claim['doc']}.pdf" == row["file"]):
        numeric = bool(claim["low"] or claim["high"])
        assert numeric != bool(claim["stance"]), claim
        assert numeric == bool(claim["unit"]), claim


@pytest.mark.parametrize("glyph", ["−", "–", "½", "·", "ü"])
def test_special_characters_survive_typesetting(glyph):
    assert any(glyph in text for row in MANIFEST for text in page_texts(SAMPLES / row["file"]))


def test_the_samples_stay_small():
    sizes = [path.stat().st_size for path in SAMPLES.glob("*.pdf")]
    assert max(sizes) < 1.5 * MEGABYTE
    assert sum(sizes) < 3 * MEGABYTE


def test_the_style_sheet_names_every_font_file_and_no_other():
    fonts = SAMPLES.parent / "fonts"
    named = re.findall(r'url\("([^"]+)"\)', (fonts / "fonts.css").read_text(encoding="utf-8"))
    assert sorted(named) == sorted(path.name for path in fonts.glob("*.woff2"))
    assert {"OFL-newsreader.txt", "OFL-source-sans-3.txt"} <= {
        path.name for path in fonts.iterdir()
    }


def test_rebuilding_gives_the_same_pages(tmp_path):
    subprocess.run(
        [sys.executable, str(SAMPLES / "build.py"), "--out", str(tmp_path)], check=True, timeout=120
    )
    for name in ("manifest.csv", "expected.csv"):
        assert (tmp_path / name).read_text() == (SAMPLES / name).read_text()
    for row in MANIFEST:
        built, kept = tmp_path / row["file"], SAMPLES / row["file"]
        if built.read_bytes() != kept.read_bytes():  # another version of a font tool may differ
            assert words_with_places(built) == words_with_places(kept), row["file"]


# "From 2.5% to 2.3%" is one row of the facts; its first half is named in that row's note only.
NAMED_IN_A_NOTE = ("HSBC", "gdp_growth", "WORLD", "2026", "2.5", "2.5", "pct", "", "previous")


def as_key(row: dict[str, str]) -> tuple[str, ...]:
    if row["indicator"] in ("unemployment_rate", "policy_rate"):
        # The Fed's years are fourth quarters for the one and year-ends for the other.
        row = row | {"period": re.sub(r"(\d{4})(Q4|-12)", r"\1", row["period"])}
    ends = {end: f"{float(row[end]):g}" if row[end] else "" for end in ("low", "high")}
    return tuple((row | ends)[field] for field in KEY)


@pytest.mark.corpus
def test_every_claim_is_among_the_facts():
    """A digest of a replaced edition restates as a forecast what the sources print as previous."""
    folders = (SHARED / "corpus" / "gold", SHARED / "outlook_2026")
    if not all(folder.exists() for folder in folders):
        pytest.skip("the labelled facts are not beside this checkout")
    paths = [*folders[0].glob("*.csv"), folders[1] / "forecasts.csv"]
    facts = {as_key(row) for path in paths for row in rows_of(path)} | {NAMED_IN_A_NOTE}
    replaced = {(*fact[:-1], "forecast") for fact in facts if fact[-1] == "previous"}
    strangers = [row for row in EXPECTED if as_key(row) not in facts | replaced]
    assert not strangers


def runs_of_words(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"[^\W\d_]+", text.lower())
    length = LONGEST_SHARED_RUN + 1
    return {tuple(words[at : at + length]) for at in range(len(words) - length + 1)}


@pytest.mark.corpus
def test_no_sentence_is_taken_from_a_source():
    if not (SHARED / "articles").exists():
        pytest.skip("the source articles are not beside this checkout")
    ours = {
        run: row["file"]
        for row in MANIFEST
        for run in runs_of_words(" ".join(page_texts(SAMPLES / row["file"])))
    }
    theirs = {run for text in source_texts() for run in runs_of_words(text)}
    assert not {" ".join(run): ours[run] for run in ours.keys() & theirs}


def source_texts() -> list[str]:
    import pypdfium2

    texts = [path.read_text(encoding="utf-8") for path in (SHARED / "articles").glob("*.txt")]
    for path in (SHARED / "corpus" / "pdf").glob("*.pdf"):
        pages = pypdfium2.PdfDocument(path)
        texts.append(" ".join(page.get_textpage().get_text_bounded() for page in pages))
    return texts


# Shares of the expected figures that must be read, and of those read that must be right.
LEAST_RECALL, LEAST_PRECISION = 0.65, 0.75
# Rows that the panels are shown with: house, indicator, region, period (year-ends as years), ends.
SHOWN = [
    ("OECD", "gdp_growth", "US", "2026", 1.7, 1.7),
    ("OECD", "gdp_growth", "EA", "2026", 1.2, 1.2),
    ("Goldman Sachs", "gdp_growth", "US", "2026", 2.6, 2.6),
    ("HSBC", "gdp_growth", "WORLD", "2026", 2.3, 2.3),
    ("J.P. Morgan", "gdp_growth", "US", "2026H1", 3.0, None),
    ("Allianz", "gdp_growth", "EA", "2026", 1.2, 1.5),
    ("Allianz", "bankruptcies_growth", "WORLD", "2026", 5.0, 5.0),
    ("ECB", "cpi_inflation", "EA", "2026", 1.9, 1.9),
    ("Vanguard", "policy_rate", "US", "2026", 3.75, 3.75),
    ("UBS", "fx_rate", "EURUSD", "2026", 1.14, 1.14),
]


@pytest.fixture(scope="module")
def readings():
    return {row["file"]: extract(SAMPLES / row["file"]) for row in MANIFEST}


def place_and_value(doc, page, indicator, region, period, low, high):
    ends = (None if end in ("", None) else float(end) for end in (low, high))
    year_end = period.removesuffix("-12")  # a year-end is printed as a year as often as not
    return (doc, int(page), str(indicator), region, year_end, *ends)


def test_most_expected_figures_are_read_and_most_read_are_expected(readings):
    fields = ("doc", "page", "indicator", "region", "period", "low", "high")
    wanted = {
        place_and_value(*(row[field] for field in fields))
        for row in EXPECTED
        if row["kind"] == "forecast" and row["unit"]
    }
    read = {
        place_and_value(
            file.removesuffix(".pdf"),
            f.evidence.page,
            f.indicator,
            f.region,
            f.period,
            f.low,
            f.high,
        )
        for file, extraction in readings.items()
        for f in extraction.forecasts
        if f.kind == "forecast" and f.unit
    }
    assert len(wanted & read) >= LEAST_RECALL * len(wanted)
    assert len(wanted & read) >= LEAST_PRECISION * len(read)


@pytest.mark.parametrize("doc", ["fed-2024-03", "fed-2024-06"])
def test_definitions_told_below_a_table_are_read_for_every_row(readings, doc):
    fields = ("indicator", "period", "kind", "measure")
    told = {tuple(row[field] for field in fields) for row in EXPECTED if row["doc"] == doc}
    read = {
        (str(f.indicator), f.period, str(f.kind), str(f.measure))
        for f in readings[f"{doc}.pdf"].forecasts
        if f.evidence.page == 1
    }
    assert told == read


@pytest.mark.parametrize("figure", [pytest.param(f, id=f"{f[0]}-{f[1]}-{f[2]}") for f in SHOWN])
def test_figures_that_the_panels_are_shown_with_are_read(readings, figure):
    assert any(
        (f.institution, f.indicator, f.region, f.period.removesuffix("-12"), f.low, f.high)
        == figure
        and f.kind == "forecast"
        for extraction in readings.values()
        for f in extraction.forecasts
    )
