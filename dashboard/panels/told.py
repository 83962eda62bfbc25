"""Rows -> a column of texts: written once for all rows that say the same."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import polars as pl

from dashboard.panels.wording import Row

VALUE = ("indicator", "low", "high", "unit", "stance")  # what `counting.value_text` reads of a row
DAY = ("published", "published_precision")


def told(frame: pl.DataFrame, by: Sequence[str], write: Callable[[Row], str]) -> pl.Series:
    """Return what is written of each row.

    Args:
        frame: the rows, in the order wanted.
        by: the columns that the text depends on.
        write: a row with these columns -> its text.
    """
    claims = frame.select(by).unique(maintain_order=True)
    texts = pl.Series("text", [write(row) for row in claims.rows(named=True)], dtype=pl.String)
    return frame.select(by).join(
        claims.with_columns(texts), on=list(by), how="left", nulls_equal=True, maintain_order="left"
    )["text"]
