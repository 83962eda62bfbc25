"""Tables by position: columns, headers, row labels, sections, and what is no table."""

import time

import pytest
from sheets import Sheet, table

from ingest.pdf.pages import read_pages
from ingest.tables.cells import find_pieces, is_blank, is_number, is_period
from ingest.tables.grids import find_grids

YEARS = ("2025", "2026", "2027")


def grids_of(sheet):
    return find_grids(next(iter(read_pages(sheet.pdf()))))


def grid_of(sheet):
    (grid,) = grids_of(sheet)
    return grid


def headers_of(grid):
    return [[header.text for header in column.headers] for column in grid.columns]


def cells_of(grid):
    return [{i: piece.text for i, piece in row.cells.items()} for row in grid.rows]


def labels_of(grid):
    return [row.label.text for row in grid.rows]


NUMBERS = (
    "2.1|-0.5%|\u20130.3|1.9\u20132.3|4.25-4.50%|2.3 to 2.7|$75|1,200|2\u00bd|(0.3)|+0.1 pp|.87|"
    "75bp|~2|3.1*|0,3|-0.5% \u2013 0.5%"
)
PERIODS = (
    "2026|2024e|2023F|2024(f)|2022..|FY24|FY2024/25|4Q22|4Q22F|2022Q4|Q1|Q4/Q4|1H24|2023-24|Dec-25|"
    "Q4 2025|year-end 2025|Longer run|12M"
)


@pytest.mark.parametrize("text", NUMBERS.split("|"))
def test_numbers_as_tables_print_them(text):
    assert is_number(text)


@pytest.mark.parametrize("text", ["\u2026", "..", "-", "\u2013", "n/a", "na", "n.a."])
def test_blanks_as_tables_print_them(text):
    assert is_blank(text)
    assert not is_number(text)


@pytest.mark.parametrize("text", PERIODS.split("|"))
def test_periods_as_headers_print_them(text):
    assert is_period(text)


@pytest.mark.parametrize("text", ["US", "GS", "Consensus", "24", "GDP 2024"])
def test_words_are_not_periods(text):
    assert not is_period(text)


def test_number_in_running_words_is_no_piece_of_its_own():
    page = next(iter(read_pages(Sheet().text(60, 100, "Rates of 4.5% in 2026 or so").pdf())))
    assert [piece.sort for piece in find_pieces(page.rows[0].words)] == ["text"]


def test_blank_cells_keep_their_columns():
    grid = grid_of(
        table(
            [
                ("GDP", [1.4, None, 1.5]),
                ("CPI", ["\u2026", 2.5, "n/a"]),
                ("Debt", [None, None, 98]),
            ],
            header=YEARS,
        )
    )
    assert cells_of(grid) == [
        {0: "1.4", 2: "1.5"},
        {0: "\u2026", 1: "2.5", 2: "n/a"},
        {2: "98"},
    ]


def test_years_span_the_houses_under_them():
    grid = grid_of(
        table(
            [("US", [1.9, 1.8, 2.0, 1.9]), ("Euro area", [1.3, 1.1, 1.4, 1.4])],
            header=("House", "Consensus", "House", "Consensus"),
            xs=(240, 300, 350, 410),
            spans=[[(0, 1, "2026"), (2, 3, "2027")]],
        )
    )
    assert headers_of(grid) == [
        ["House", "2026"],
        ["Consensus", "2026"],
        ["House", "2027"],
        ["Consensus", "2027"],
    ]


def test_year_set_flush_left_over_its_quarters_spans_them_all():
    xs = (200, 228, 256, 284, 312, 340, 368, 396, 424, 452)
    quarters = [f"{q}Q{year}" if q < 5 else "FY" for year in (26, 27) for q in (1, 2, 3, 4, 5)]
    sheet = Sheet().text(60, 60, "Forecasts", bold=True)
    sheet.text(182, 76, "2026").text(322, 76, "2027").row(88, None, quarters, xs)
    sheet.row(102, "GDP", [1.0] * 10, xs).row(114, "CPI", [2.0] * 10, xs)
    assert [levels[-1] for levels in headers_of(grid_of(sheet))] == ["2026"] * 5 + ["2027"] * 5


def test_years_over_quarters_leave_full_year_columns_alone():
    xs = (170, 198, 226, 254, 300, 330)
    grid = grid_of(
        table(
            [("GDP", [0.5, 0.6, 0.4, 0.3, 1.9, 2.0]), ("CPI", [2.7, 2.5, 2.9, 3.1, 2.8, 2.9])],
            header=("Q1", "Q2", "Q3", "Q4", "2025", "2026"),
            xs=xs,
            spans=[[(0, 3, "2026")]],
        )
    )
    assert headers_of(grid) == [[q, "2026"] for q in ("Q1", "Q2", "Q3", "Q4")] + [
        ["2025"],
        ["2026"],
    ]


def test_header_over_two_lines_is_one_label():
    sheet = Sheet().text(60, 60, "Forecasts", bold=True)
    xs = (240, 300, 360)
    sheet.row(76, None, ("2025", "2026", "Longer"), xs).text(360, 85, "run", align="right")
    sheet.row(98, "GDP", (1.9, 2.0, 1.8), xs).row(110, "CPI", (2.5, 2.1, 2.0), xs)
    assert headers_of(grid_of(sheet)) == [["2025"], ["2026"], ["Longer run"]]


def test_three_levels_of_headers():
    grid = grid_of(
        table(
            [("US", [1.9, 1.8, 1.2, 1.1]), ("Japan", [1.3, 1.1, 0.8, 0.9])],
            header=("House", "Consensus", "House", "House"),
            xs=(240, 300, 370, 440),
            spans=[
                [(0, 1, "Annual Average"), (2, 2, "Q4/Q4"), (3, 3, "Next 4 Quarters")],
                [(0, 1, "2026"), (2, 2, "2026"), (3, 3, "2025Q4-2026Q3")],
            ],
        )
    )
    assert headers_of(grid)[1] == ["Consensus", "2026", "Annual Average"]
    assert headers_of(grid)[3] == ["House", "2025Q4-2026Q3", "Next 4 Quarters"]


def test_wrapped_row_labels_are_joined_above_below_and_around():
    sheet, xs = Sheet().text(60, 60, "Forecasts", bold=True), (300, 350, 400)
    sheet.row(80, None, YEARS, xs).row(94, "Real GDP", (1.4, 1.2, 1.5), xs)
    sheet.text(60, 106, "Consumer prices, harmonised,").row(115, "average", (3.4, 2.5, 2.1), xs)
    sheet.row(127, "Unemployment (% of the", (4.8, 5.1, 5.0), xs).text(60, 136, "labour force)")
    sheet.text(60, 150, "Bank Rate,").row(154.5, None, (3.75, 3.25, 3.0), xs).text(
        60, 159, "eop (%)"
    )
    assert labels_of(grid_of(sheet)) == [
        "Real GDP",
        "Consumer prices, harmonised, average",
        "Unemployment (% of the labour force)",
        "Bank Rate, eop (%)",
    ]


def test_section_rows_hold_until_the_next():
    grid = grid_of(
        table(
            [
                "Japan",
                ("GDP", (1.1, 0.7, 0.8)),
                ("CPI", (3.0, 1.9, 2.0)),
                "China",
                ("GDP", (5, 4.5, 4.3)),
            ],
            header=YEARS,
        )
    )
    assert [row.sections[0].text for row in grid.rows] == ["Japan", "Japan", "China"]


def test_indented_rows_know_the_row_they_stand_under():
    grid = grid_of(
        table(
            [
                ("GDP", (2.1, 2.0, 1.9)),
                ("  March projection", (2.0, 2.0, 1.9)),
                ("CPI", (2.5, 2.2, 2)),
            ],
            header=YEARS,
        )
    )
    assert [[parent.text for parent in row.parents] for row in grid.rows] == [[], ["GDP"], []]


def test_tables_side_by_side_are_two():
    left, right, sheet = (150, 190, 230), (430, 470, 510), Sheet()
    sheet.text(60, 60, "Real GDP growth", bold=True).text(340, 60, "CPI inflation", bold=True)
    sheet.row(76, None, YEARS, left).row(76, None, YEARS, right)
    for number, name in enumerate(("United States", "Euro area", "Japan")):
        sheet.row(90 + 12 * number, name, (1, 2, 3), left)
        sheet.row(90 + 12 * number, name, (4, 5, 6), right, left=340)
    grids = grids_of(sheet)
    assert [grid.captions[0].text for grid in grids] == ["Real GDP growth", "CPI inflation"]
    assert [cells_of(grid)[0] for grid in grids] == [
        {0: "1", 1: "2", 2: "3"},
        {0: "4", 1: "5", 2: "6"},
    ]


def test_table_beside_a_column_of_prose_is_read_alone():
    xs, sheet = (180, 215, 250), Sheet().text(60, 60, "Growth (%)", bold=True)
    sheet.row(76, None, YEARS, xs)
    for number, name in enumerate(("United States", "Euro area", "Japan", "China")):
        sheet.row(90 + 12 * number, name, (1.9, 1.7, 1.5), xs)
    for line in range(9):
        words = f"The economy grew by 2.{line} per cent while prices rose less than before and"
        sheet.text(290, 60 + line * 11.3, words)
    assert len(grid_of(sheet).columns) == 3


def test_number_close_to_its_label_still_finds_its_column():
    sheet, xs = Sheet().text(60, 60, "Forecasts", bold=True), (172, 200, 228)
    sheet.row(76, None, YEARS, xs).row(90, "GDP growth (%)", (1.4, 1.2, 1.5), xs)
    sheet.row(102, "Refinancing bid rate (%, eop),", ("0.00", "0.50", "1.00"), xs)
    assert cells_of(grid_of(sheet))[1] == {0: "0.00", 1: "0.50", 2: "1.00"}


def test_table_on_a_sideways_page():
    sheet = Sheet()
    lines = [("Variable", *YEARS), ("GDP", 1.4, 1.2, 1.5), ("CPI", 2.1, 1.9, 2.0)]
    for row, cells in enumerate(lines):
        for column, cell in enumerate(cells):
            sheet.sideways(200 + 14 * row, 700 - 60 * column, str(cell))
    grid = grid_of(sheet)
    assert headers_of(grid) == [["2025"], ["2026"], ["2027"]]
    assert labels_of(grid) == ["GDP", "CPI"]


def test_list_of_key_figures_is_a_table_of_one_column():
    sheet = Sheet().text(60, 60, "Key forecasts", bold=True)
    sheet.row(76, "Real GDP growth 2026", ["2.1%"], [300]).row(90, "CPI 2026", ["2.7%"], [300])
    assert cells_of(grid_of(sheet)) == [{0: "2.1%"}, {0: "2.7%"}]


def test_chart_axes_are_no_table():
    sheet = Sheet().text(60, 60, "Exhibit 4: GDP growth", bold=True)
    for number, tick in enumerate((8, 6, 4, 2, 0, -2)):
        for x in (70, 400):
            sheet.text(x, 80 + 20 * number, str(tick), align="right")
    for number in range(12):
        sheet.text(90 + 25 * number, 205, str(2015 + number), size=6, align="centre")
    assert grids_of(sheet) == []


def test_histogram_is_no_table():
    sheet = Sheet().text(60, 60, "Distribution of projections for real GDP, 2025-27", bold=True)
    for number in range(6):
        sheet.text(80, 80 + 12 * number, str(20 - 4 * number), align="right")
        sheet.text(110 + 60 * number, 160, f"1.{2 * number}-1.{2 * number + 1}", size=6)
    assert grids_of(sheet) == []


def test_prose_with_numbers_is_no_table():
    sheet = Sheet()
    for line in range(8):
        sheet.text(
            60,
            60 + 11 * line,
            f"Growth of {line}.5% in 2026 comes after {line}.1% in 2025, they say",
        )
    assert grids_of(sheet) == []


def test_heading_across_the_columns_is_a_section():
    sheet, xs = Sheet().text(60, 60, "Projections", bold=True), (230, 290, 350)
    sheet.row(76, None, YEARS, xs)
    for number, name in enumerate(("Real GDP growth", "Headline inflation")):
        sheet.text(282, 90 + 36 * number, name, bold=True, align="centre")
        sheet.row(102 + 36 * number, "Euro area", (1, 2, 3), xs)
        sheet.row(114 + 36 * number, "Japan", (1, 2, 3), xs)
    grid = grid_of(sheet)
    assert headers_of(grid) == [["2025"], ["2026"], ["2027"]]
    names = ["Real GDP growth"] * 2 + ["Headline inflation"] * 2
    assert [row.sections[0].text for row in grid.rows] == names


def test_headers_centred_over_cells_whose_numbers_are_flush_right():
    xs, sheet = tuple(range(225, 841, 62))[:6], Sheet().text(60, 60, "Forecasts", bold=True)
    for first, last, words in ((0, 1, "2026"), (2, 3, "2027"), (4, 5, "Policy rate")):
        sheet.text((xs[first] + xs[last]) / 2 - 32, 76, words, align="centre", size=7)
    sheet.row(88, None, ("Growth", "Core", "Growth", "Core", "2026", "2027"), xs, size=7)
    sheet.row(102, "US", ("1.9", "2.6", "2.0", "2.4", "3.25", "3.0"), xs)
    sheet.row(114, "UK", ("1.2", "2.9", "1.4", "2.3", "3.50", "3.0"), xs)
    runs = [levels[-1] for levels in headers_of(grid_of(sheet))]
    assert runs == ["2026"] * 2 + ["2027"] * 2 + ["Policy rate"] * 2


def test_header_ends_where_the_years_under_it_begin_over():
    xs = tuple(range(230, 510, 36))[:8]
    rows = [("Real GDP", [1.4, 1.2, 1.4, 1.4, 1.3, 0.2, 0.2, 0.1])] * 2
    header = ("2024", "2025", "2026", "2027", "2028", "2025", "2026", "2027")
    spans = [[(0, 4, "December 2025"), (5, 7, "Revisions vs September")]]
    grid = grid_of(table(rows, header=header, xs=xs, spans=spans))
    assert [levels[-1] for levels in headers_of(grid)] == ["December 2025"] * 5 + [
        "Revisions vs September"
    ] * 3


def test_page_full_of_scattered_labels_is_read_in_time():
    sheet = Sheet()
    for number in range(2000):
        x, top = 20 + (number * 37) % 540, 20 + (number * 91) % 780
        sheet.text(x, top, ("2.1", "US", "2024", "label")[number % 4], size=4)
    page = next(iter(read_pages(sheet.pdf())))
    started = time.process_time()
    find_grids(page)
    assert time.process_time() - started < 5
