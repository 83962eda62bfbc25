"""Where in the original a cell of a table stands, in words."""

from ingest.formats.blocks import Cell, Run, Table
from ingest.formats.places import Whereabouts
from ingest.formats.typesetting.sheets import Place


def cell(text, row, column, **spans):
    return Cell((Run(text),), row, column, **spans)


def test_a_row_and_a_column_are_named_by_every_cell_that_spans_them():
    cells = (
        cell("2026", 0, 1, columns=2),
        cell("GDP", 1, 1),
        cell("CPI", 1, 2),
        cell("Japan", 2, 0, rows=2),
        cell("1.1", 2, 1),
        cell("2.2", 3, 2),
    )
    table = Table(cells, row_count=4, column_count=3, header_rows=2)
    boxes = {(2, 1): 0.0, (3, 2): 50.0}
    places = [Place(1, (x, 0.0, x + 10, 10.0), 0, cell=at) for at, x in boxes.items()]
    found = Whereabouts([table], places)
    assert [found.words_for(1, place.box) for place in places] == [
        "table 1, row 3 (Japan), column 2026 / GDP",
        "table 1, row 4 (Japan), column 2026 / CPI",
    ]
