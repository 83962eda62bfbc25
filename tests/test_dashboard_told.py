"""A text is written once for all rows that say the same, and stands beside each of them."""

from __future__ import annotations

import polars as pl

from dashboard.panels.once import once_a_frame
from dashboard.panels.told import told


def test_a_text_is_written_once_and_stands_beside_every_row_that_says_so():
    rows = pl.DataFrame({"low": [1.0, None, 1.0, None], "unit": ["pct", None, "pct", "bp"]})
    written: list[tuple[object, ...]] = []

    def write(row) -> str:
        written.append(tuple(row.values()))
        return f"{row['low']} {row['unit']}"

    texts = told(rows, ["low", "unit"], write)
    assert list(texts) == ["1.0 pct", "None None", "1.0 pct", "None bp"]
    assert written == [(1.0, "pct"), (None, None), (None, "bp")]


def test_no_rows_have_no_texts():
    rows = pl.DataFrame(schema={"page": pl.Int64})
    texts = told(rows, ["page"], lambda row: f"p. {row['page']}")
    assert texts.is_empty()
    assert texts.dtype == pl.String


def test_what_was_made_of_the_same_rows_is_not_made_again():
    made = []

    @once_a_frame
    def count(rows: list[int]) -> int:
        made.append(rows)
        return len(rows)

    held, equal = [1, 2], [1, 2]
    assert count(held) == count(held) == count(equal) == 2
    assert len(made) == 2
