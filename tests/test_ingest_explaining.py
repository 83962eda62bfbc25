"""What `houseviews explain` says of a page: every candidate, its end, and the words bound to it."""

import json
import os
import re
import subprocess
import sys
from datetime import date

import pytest
from warehouse_builders import forecast, report_of

from dashboard.cli import main
from ingest.candidates import Meaning, Origin, Phrase
from ingest.explaining.explanation import Explanation, explain
from ingest.explaining.given import what_it_gave
from ingest.explaining.parts import Outcome
from ingest.explaining.sheet import Picture, as_html
from ingest.explaining.words import as_row, as_text, claim, day, summary
from tests.hostile import READ
from tests.pdfs import outlook, picture_only

PAST = (10, "Real GDP growth in the United States was 2.8% in 2024.")
AGAIN = (10, "To repeat: real GDP growth in the United States of 1.6% in 2026 is expected.")
HOSTILE = (10, "Real GDP growth in <script>alert(1)</script> Japan of 0.7% is expected in 2026.")


@pytest.fixture
def report(tmp_path):
    path = tmp_path / "outlook.pdf"
    path.write_bytes(outlook(PAST, AGAIN))
    return path


@pytest.fixture
def page(report):
    return explain(report, pages=[1])[0]


def test_every_candidate_is_told_with_its_end(page):
    ends = {one.text.rstrip("."): one.outcome for one in page.candidates}

    assert ends["2.8%"] is Outcome.PASSED_OVER
    assert ends["1.2%"] in (Outcome.ACCEPTED, Outcome.REVIEW)


def test_a_claim_said_twice_is_kept_once_and_says_where(page):
    repeats = [one for one in page.candidates if one.outcome is Outcome.REPEAT]

    assert [one.text.rstrip(".") for one in repeats] == ["1.6%"]
    assert "kept from" in repeats[0].why[0]


def test_what_was_passed_over_says_why(page):
    past = next(one for one in page.candidates if one.outcome is Outcome.PASSED_OVER)

    assert past.reason in ("history", "past_period")
    assert past.why[0]


def test_the_words_that_gave_a_row_its_meaning_are_marked(page):
    euro = next(one for one in page.candidates if one.text.startswith("1.2%"))
    used = {bound.text: bound.meanings for bound in euro.bound if bound.is_used}

    assert any("region" in meanings for meanings in used.values())


def test_rows_are_those_that_would_be_stored(report, page, capsys):
    main(["extract", str(report)])
    stored = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    told = [row for one in page.candidates for row in one.rows]

    assert [(row.region, row.low) for row in told] == [(r["region"], r["low"]) for r in stored]


def test_a_claim_is_put_in_words(page):
    row = next(one for one in page.candidates if one.text.startswith("1.2%")).rows[0]

    assert claim(row).startswith("Scotiabank · gdp growth · EA · 2026")
    assert claim(row).endswith("1.2%")


def test_text_keeps_to_the_width_of_the_terminal(page):
    text = as_text([page], columns=70)

    assert summary(page) in text
    assert max(map(len, text.splitlines())) <= 70


def test_the_sheet_holds_picture_and_rows_and_fetches_nothing(page):
    html = as_html([page], [Picture(b"png", 595, 842)])

    assert "data:image/png;base64,cG5n" in html
    assert not re.search(r"(?:src|href)\s*=\s*[\"\']https?:", html)
    assert json.loads(_data(html))[0]["candidates"] == [as_row(one) for one in page.candidates]


def test_words_of_the_report_stay_data_in_the_sheet(tmp_path):
    path = tmp_path / "<b>hostile.pdf"
    path.write_bytes(outlook(HOSTILE))
    html = as_html(explain(path), [Picture(b"", 595, 842)])

    assert "<script>alert" not in html
    assert "<b>hostile" not in html
    assert "<script>alert(1)</script>" in json.loads(_data(html))[0]["candidates"][-1]["quote"]


def test_the_command_prints_one_json_object_a_candidate(report, page, capsys):
    assert main(["explain", str(report), "--page", "1", "--json"]) == 0

    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [row["value"] for row in rows] == [one.text for one in page.candidates]


def test_the_command_writes_a_sheet_with_the_drawn_page(report, tmp_path, capsys):
    sheet = tmp_path / "sheet.html"

    assert main(["explain", str(report), "--page", "1", "--out", str(sheet)]) == 0
    assert "data:image/png;base64,iVBOR" in sheet.read_text(encoding="utf-8")
    assert capsys.readouterr().out == ""


def test_a_saved_web_page_is_shown_as_it_was_typeset(tmp_path):
    page, sheet = tmp_path / "outlook.html", tmp_path / "sheet.html"
    page.write_text(
        "<html><head><title>Outlook 2026</title></head><body><h1>Outlook 2026</h1>"
        "<p>We expect real GDP growth in Japan of 0.7% in 2026.</p></body></html>"
    )

    assert main(["explain", str(page), "--out", str(sheet)]) == 0
    rows = json.loads(_data(sheet.read_text(encoding="utf-8")))[0]["candidates"]
    assert [row["value"] for row in rows] == ["0.7%"]


@pytest.mark.parametrize(
    ("name", "bytes_", "pages", "code", "sentence"),
    [
        ("short.pdf", outlook(), "7", 2, "no page 7"),
        ("picture.pdf", b"\x89PNG\r\n\x1a\n" * 20, "1", 3, "picture"),
        ("scan.pdf", picture_only(), "1", 8, "picture"),
    ],
    ids=["page out of range", "not a report", "scan without the extra"],
)
def test_what_cannot_be_explained_ends_with_a_sentence(
    name, bytes_, pages, code, sentence, tmp_path, capsys, monkeypatch
):
    monkeypatch.setattr("ingest.ocr.recognition.is_installed", lambda: False)
    path = tmp_path / name
    path.write_bytes(bytes_)

    assert main(["explain", str(path), "--page", pages]) == code
    assert sentence in capsys.readouterr().err


def _data(html):
    return html.split('id="data">')[1].split("</script>")[0]


@pytest.mark.parametrize("form", [["--json"], ["--page", "1"], ["--page", "9"], ["--out"]])
def test_no_name_and_no_letter_of_a_file_steers_the_terminal(tmp_path, capsys, form):
    path = tmp_path / os.fsdecode(b"\x1b]0;x\x07\xff.pdf")
    path.write_bytes(READ["half letters"])
    out = [str(tmp_path / "sheet.html")] if form == ["--out"] else []

    assert main(["explain", str(path), *form, *out]) == (2 if "9" in form else 0)
    printed = "".join(capsys.readouterr())
    assert printed.encode() and not set("\x1b\x07\x9b\u202e") & set(printed)


GREEDY = """
import resource
from ingest.errors import OverLimits
from ingest.preflight import Limits
from ingest.sandbox import held_to

before = resource.getrlimit(resource.RLIMIT_AS)
try:
    with held_to(Limits(), name="a.pdf"):
        bytearray(4_000_000_000)
except OverLimits as error:
    print(error)
print(resource.getrlimit(resource.RLIMIT_AS) == before)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="no limit of memory is known elsewhere")
def test_what_is_read_without_a_process_of_its_own_is_held_to_the_limits():
    # In a process of its own: what other tests took of the address space counts against nothing.
    ran = subprocess.run([sys.executable, "-c", GREEDY], capture_output=True, text=True, check=True)
    said, lifted = ran.stdout.splitlines()
    assert "Raise read_memory_mb" in said
    assert lifted == "True"


def test_stances_and_what_only_looked_like_one_are_explained(tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(
        outlook((10, "We are overweight gold."), (10, "Investors are underweight duration."))
    )
    [page] = explain(path, pages=[1])
    stance, passed = page.candidates[-2:]
    assert (stance.reader, stance.text, claim(stance.rows[0])) == (
        "stance", "are overweight", "Scotiabank · overweight · gold",
    )  # fmt: skip
    assert [bound.meanings for bound in stance.bound] == [("asset",)]
    assert (passed.outcome, passed.reason) == (Outcome.PASSED_OVER, "others_position")


def test_words_say_what_they_gave(page):
    euro = next(one for one in page.candidates if one.text.startswith("1.2%"))
    gave = {words for bound in euro.bound for words in bound.gave}

    assert {"region EA", "period 2026", "indicator gdp growth"} <= gave
    assert all(bound.is_used for bound in euro.bound if bound.gave)
    assert any("region EA" in bound["gave"] for bound in as_row(euro)["bound"])


@pytest.mark.parametrize(
    ("text", "meanings", "told"),
    [
        ("Japan", "region period", ("region JP",)),
        ("2026", "period region", ("period 2026",)),
        ("Real GDP, year-average growth", "indicator measure", ("indicator gdp growth",)),
        ("Germany", "region", ()),
    ],
)
def test_a_phrase_gave_what_it_says_alone(text, meanings, told):
    phrase = Phrase(text, ((0.0, 0.0, 1.0, 1.0),), Origin.COLUMN_HEADER, 1)
    asked = [Meaning(meaning) for meaning in meanings.split()]
    gave = what_it_gave(phrase, asked, [forecast(region="JP")], published=date(2026, 1, 5))

    assert gave[: len(told)] == told
    assert told or not gave


def test_dates_that_make_sense_together_each_gave_a_part():
    row = forecast(period="2024-06", indicator="policy_rate", measure="year_end")
    told = [
        what_it_gave(
            Phrase(text, ((0.0, 0.0, 1.0, 1.0),), Origin.COLUMN_HEADER, 1),
            [Meaning.PERIOD, Meaning.REGION], [row], published=date(2023, 6, 5),
        )
        for text in ("Jun", "2024f")
    ]  # fmt: skip
    assert told[1] == ("part of period 2024-06",)
    assert all("2024-06" in words for gave in told for words in gave)


@pytest.mark.parametrize(
    ("published", "precision", "printed"),
    [
        (date(2022, 12, 31), "month", "Dec 2022"),
        (date(2022, 12, 8), "day", "8 Dec 2022"),
        (date(2022, 12, 31), "year", "2022"),
        (None, None, "no date found"),
    ],
)
def test_a_date_is_told_as_exactly_as_it_is_printed(tmp_path, published, precision, printed):
    original = tmp_path / "a.pdf"
    original.write_bytes(b"a")
    report = report_of(original, published=published, precision=precision).report

    assert day(report) == printed
    html = as_html([Explanation(report, 1, ())], [Picture(b"", 595, 842)])
    assert f"· {printed} ·" in html
