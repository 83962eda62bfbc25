from datetime import date
from io import BytesIO

import pytest
from reportlab.pdfgen.canvas import Canvas
from sheets import Sheet

from ingest.house_names import named_in
from ingest.masthead import FileFacts, read_masthead
from ingest.pdf.pages import read_pages
from ingest.publication_date import created_date, dates_in, find_date
from ingest.publisher import find_publisher
from ingest.title import find_title
from warehouse.vocabulary import Precision


def pages_of(*pages):
    """Typeset pages; each is a list of (size, text) from the top down."""
    sheet = BytesIO()
    canvas = Canvas(sheet, pagesize=(595, 842), invariant=1)
    for lines in pages:
        height = 780
        for size, text in lines:
            canvas.setFont("Helvetica", size)
            canvas.drawString(60, height, text)
            height -= size * 2.2
        canvas.showPage()
    canvas.save()
    return list(read_pages(sheet.getvalue()))


def test_by_line_and_date_under_the_title():
    pages = pages_of(
        [(22, "Weather ahead"), (11, "Scotiabank Economics"), (11, "11 December 2025"),
         (10, "We expect the Bank of Canada to wait while the Fed cuts its rate again.")]
    )  # fmt: skip
    found = read_masthead(pages, FileFacts(file_name="x.pdf"))
    assert (found.publisher, found.title) == ("Scotiabank", "Weather ahead")
    assert (found.published, found.precision) == (date(2025, 12, 11), Precision.DAY)


def test_month_stays_a_month_and_means_its_last_day():
    pages = pages_of([(22, "Outlook"), (11, "February 2024")])
    found = find_date(pages, created=None)
    assert found is not None
    assert (found.day, found.precision) == (date(2024, 2, 29), Precision.MONTH)


def test_copyright_line_outweighs_houses_that_the_text_quotes():
    body = [(10, "Barclays expects rates to fall."), (10, "Barclays and UBS see a weaker dollar.")]
    pages = pages_of([(22, "Outlook"), *body], [(9, "© 2025 BNP Paribas. All rights reserved.")])
    assert find_publisher(pages, FileFacts())[0] == "BNP Paribas"


def test_asset_manager_is_not_taken_for_its_bank():
    pages = pages_of(
        [(22, "Outlook"), (10, "J.P. Morgan Asset Management")], [(9, "Copyright JPMorgan Chase")]
    )
    assert find_publisher(pages, FileFacts())[0] == "J.P. Morgan Asset Management"


def test_round_up_of_many_houses_belongs_to_none():
    lines = [f"{house} expects growth to slow." for house in ("UBS", "HSBC", "Barclays", "PIMCO")]
    pages = pages_of([(22, "Four houses, four views"), *[(10, line) for line in lines]])
    publisher, note = find_publisher(pages, FileFacts())
    assert publisher is None
    assert "stay without a publisher" in note or "neither signs" in note


def test_digest_line_names_the_house():
    pages = pages_of([(22, "Two cuts"), (10, "Houseviews digest of public coverage of Allianz")])
    assert find_publisher(pages, FileFacts())[0] == "Allianz"


def test_web_address_names_the_house():
    pages = pages_of([(22, "Outlook"), (10, "See research at www.gs.com or think.gs.com/2026")])
    assert find_publisher(pages, FileFacts())[0] == "Goldman Sachs"


def test_name_inside_another_word_is_no_mention():
    assert named_in("The INGREDIENTS of spending, pricing and housing") == []


def test_file_facts_stand_in_where_nothing_is_printed():
    pages = pages_of([(10, "12")])
    facts = FileFacts(title="Year ahead", created=date(2024, 1, 2), file_name="a.pdf")
    found = read_masthead(pages, facts)
    assert (found.title, found.published) == ("Year ahead", date(2024, 1, 2))
    assert "creation date" in found.notes[1]
    assert find_title(pages, said="", file_name="outlook.pdf") in ("12", "outlook")


def test_date_in_running_text_is_no_date_of_publication():
    pages = pages_of([(22, "Outlook"), (10, "Rates stay where they were since 3 June 2019.")])
    assert find_date(pages, created=None) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        pytest.param("16 November 2022 | 10:59AM EST", date(2022, 11, 16), id="day first"),
        pytest.param("November 16th, 2022", date(2022, 11, 16), id="month first"),
        pytest.param("As of 2026-02-06.", date(2026, 2, 6), id="iso"),
        pytest.param("Sept 2025", date(2025, 9, 30), id="short month"),
    ],
)
def test_printed_forms_of_a_date(text, day):
    assert [found for found, _, _ in dates_in(text)] == [day]


@pytest.mark.parametrize("text", ["31 February 2026", "0 May 2026", "2026-13-01", "March", ""])
def test_impossible_dates_are_none(text):
    assert [p for _, p, _ in dates_in(text) if p is Precision.DAY] == []


@pytest.mark.parametrize(
    ("text", "day"),
    [("D:20221116155948Z", date(2022, 11, 16)), ("D:20229999", None), ("", None), ("soon", None)],
)
def test_creation_date_of_the_document_information(text, day):
    assert created_date(text) == day


@pytest.mark.parametrize(
    ("line", "house"),
    [
        pytest.param("BANK OF CANADA • MONETARY POLICY REPORT • OCTOBER 2025", "Bank of Canada",
                     id="capitals"),
        pytest.param("Norges Bank | Monetary Policy Report 3/2025 | 18 September 2025",
                     "Norges Bank", id="parts of a line"),
        pytest.param("L O M BA R D O D I ER", "Lombard Odier", id="spaced letters"),
        pytest.param("Ana Weber, Senior Economist, Swedbank Research", "Swedbank", id="author"),
        pytest.param("Eurosystem staff macroeconomic projections", "ECB", id="staff projections"),
        pytest.param("Economic projections of Federal Reserve Board members, June 2024",
                     "Federal Reserve", id="whose projections"),
    ],
)  # fmt: skip
def test_line_that_signs_a_report(line, house):
    pages = pages_of([(10, line), (18, "Outlook"), (10, "Growth slows.")])
    assert find_publisher(pages, FileFacts())[0] == house


@pytest.mark.parametrize(
    "line", ["The S&P 500 at midyear", "Fed funds now: 5.00%", "ECB deposit rate: 2.00%"]
)
def test_indices_and_rates_sign_nothing(line):
    pages = pages_of([(10, line), (18, "Lower rates, higher hopes"), (10, "Growth slows.")])

    assert find_publisher(pages, FileFacts())[0] is None


def test_house_that_introduces_itself_signs_a_press_release():
    pages = pages_of(
        [(18, "Nordic growth returns"), (10, "Growth slows."), (8, "SEB is a leading Nordic bank.")]
    )

    assert find_publisher(pages, FileFacts())[0] == "SEB"


def test_title_ends_where_its_print_does():
    pages = pages_of(
        [(12, "Press conference"), (11, "The governor and her deputy"), (9, "Good day.")]
    )

    assert find_title(pages, said="", file_name="x.pdf") == "Press conference"


def test_file_name_in_the_metadata_is_no_title():
    pages = pages_of([(12, "7")])

    assert find_title(pages, said="page.html", file_name="outlook.pdf") == "7"


def test_day_on_which_a_page_was_saved_is_no_date_of_publication():
    assert created_date("D:20261122155948Z", producer="Mozilla Chrome Skia/PDF m156") is None


@pytest.mark.parametrize(
    ("text", "day"),
    [("12/10/2025 19:51 GMT", date(2025, 12, 10)), ("25.03.2025", date(2025, 3, 25))],
    ids=["either may be the month", "only one can be"],
)
def test_dates_in_numbers_are_the_later_of_their_readings(text, day):
    assert [found for found, _, _ in dates_in(text)] == [day]


def test_season_is_a_date_shown_by_its_year():
    pages = pages_of([(22, "Forecast"), (11, "Autumn 2025")])
    found = find_date(pages, created=date(2026, 11, 22))
    assert found is not None
    assert (found.day, found.precision) == (date(2025, 11, 30), Precision.YEAR)


def test_target_date_after_the_file_was_made_is_no_date_of_publication():
    pages = pages_of([(22, "Year ahead"), (11, "20 November 2025"), (14, "December 2026 target")])
    found = find_date(pages, created=date(2025, 11, 21))
    assert found is not None
    assert found.day == date(2025, 11, 20)


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("OSLO, Oct 31, 2018 – The bank cut its forecast in a review.", id="capitals"),
        pytest.param("BERN, 31 October 2018 - Growth will slow in 2019.", id="day first"),
        pytest.param("London, 31 Oct 2018 (Wire) - Prices rose after the vote.", id="agency"),
        pytest.param("PARIS/ROME, October 31, 2018 — Output fell by 2%.", id="two places"),
    ],
)
def test_dateline_is_the_date_whatever_its_sentence_speaks_of(line):
    found = find_date(pages_of([(11, line)]), created=date(2026, 11, 22))
    assert found.day == date(2018, 10, 31)


def test_file_made_years_after_every_year_it_prints_is_undated():
    pages = pages_of([(11, "Growth is expected at 1.4% in 2019 and 0.8% in 2020.")])
    assert find_date(pages, created=date(2026, 11, 22)) is None
    assert find_date(pages, created=date(2019, 2, 1)).day == date(2019, 2, 1)


def test_central_bank_whose_news_conference_it_is_signs_the_remarks():
    pages = pages_of(
        [(11, "Berne, 15 December 2022"),
         (16, "Introductory remarks, news conference of the Swiss National Bank"),
         (10, "Ladies and gentlemen. We have raised our policy rate today.")]
    )  # fmt: skip
    assert find_publisher(pages, FileFacts())[0] == "Swiss National Bank"


def test_central_bank_whose_forecasts_alone_a_wire_tells_signs_it():
    told = "The Bank of Japan lowered its inflation forecasts in a review. The board was split."
    assert find_publisher(pages_of([(11, told)]), FileFacts())[0] == "Bank of Japan"
    beside = f"{told} HSBC sees no move."
    assert find_publisher(pages_of([(11, beside)]), FileFacts())[0] != "Bank of Japan"


def test_acronym_in_capitals_that_two_banks_share_names_neither():
    assert named_in("BOJ and BOC hold") == ["Bank of Japan"]


def test_years_over_the_columns_of_a_table_date_nothing():
    assert find_date(pages_of([(11, "Outlook"), (11, "2025")]), created=None).day.year == 2025
    heads = pages_of([(11, "Outlook"), (11, "2025"), (11, "2026")])
    assert find_date(heads, created=None) is None


def overlaid(*layers, below=()):
    """A first page on which texts lie over each other; each is (font, size, text)."""
    sheet = BytesIO()
    canvas = Canvas(sheet, pagesize=(595, 842), invariant=1)
    for font, size, text in layers:
        canvas.setFont(font, size)
        canvas.drawString(40, 720, text)
    for n, (size, text) in enumerate(below):
        canvas.setFont("Helvetica", size)
        canvas.drawString(40, 680 - 30 * n, text)
    canvas.save()
    return list(read_pages(sheet.getvalue()))


def test_title_over_which_another_text_lies_is_read_by_its_print():
    pages = overlaid(
        ("Helvetica", 24, "World economy to the year 2031"),
        ("Helvetica", 8, "17 November 2030, for members"),
        ("Helvetica-Bold", 24, "Macro book 2031"),
    )
    assert find_title(pages, said="", file_name="a.pdf") == "World economy to the year 2031"


@pytest.mark.parametrize(
    ("said", "title"),
    [("World economy", "World economy"), ("report.pdf", "Slower, then steadier")],
    ids=["title of the file", "next heading"],
)
def test_title_that_cannot_be_parted_gives_way_to_the_next_best(said, title):
    pages = overlaid(
        ("Helvetica", 24, "World economy to the year 2031"),
        ("Helvetica", 24, "Global outlook and what it means"),
        below=[(14, "Slower, then steadier"), (9, "Growth slows.")],
    )
    assert find_title(pages, said=said, file_name="a.pdf") == title


def test_day_beside_its_month_is_the_date():
    pages = pages_of([(9, "HSBC | Outlook | October 2024"), (20, "Easing"), (9, "21 October 2024")])
    found = find_date(pages, created=None)
    assert (found.day, found.precision) == (date(2024, 10, 21), Precision.DAY)


def test_bank_that_a_round_up_is_about_does_not_sign_it():
    pages = pages_of(
        [(18, "RBI cuts; economists split"),
         (10, "HSBC sees one more cut. Nomura sees two. Barclays sees none. DBS sees one as well.")]
    )  # fmt: skip
    assert find_publisher(pages, FileFacts())[0] is None


def test_a_name_is_known_without_its_accents():
    assert named_in("Societe Generale Cross Asset Research") == ["Société Générale"]


def test_a_row_of_a_table_signs_nothing():
    sheet = Sheet().text(60, 60, "Quarterly forecast", size=15)
    sheet.text(60, 90, "Santander | 5 December 2025")
    sheet.row(104, "Policy rate", ["Q1 26", "Q2 26"], (240, 300))
    sheet.row(118, "ECB", ["2.00", "2.00"], (240, 300))
    sheet.row(132, "Fed", ["3.50", "3.25"], (240, 300))
    assert find_publisher(list(read_pages(sheet.pdf())), FileFacts())[0] == "Santander"
