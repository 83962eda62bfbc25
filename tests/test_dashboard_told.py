"""A text is written once for all rows that say the same, and stands beside each of them."""

from __future__ import annotations

import polars as pl

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
