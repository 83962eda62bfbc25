from dataclasses import replace
from datetime import date

import pytest

from ingest.wire import from_bytes, plain, to_bytes
from warehouse.records import Box, Evidence, Extraction, Forecast, Rejection, Report
from warehouse.vocabulary import (
    Indicator,
    Kind,
    Measure,
    Precision,
    Reason,
    Role,
    Stance,
    Status,
    Unit,
)  # fmt: skip

BOX = Box(1, 10.0, 20.0, 30.0, 40.0, Role.VALUE, "2.6%")
FIGURE = Forecast(
    "Goldman Sachs", Indicator.GDP_GROWTH, "US", "2026", Measure.ANNUAL_AVG, 2.6, 2.6, Unit.PCT,
    None, Kind.FORECAST, Status.ACCEPTED, 0.93, ("a reason",), Evidence(1, "½ “q”", (BOX,)),
    "prose",
)  # fmt: skip
CALL = Forecast(
    "UBS", Indicator.FX_RATE, "DXY", "2026", Measure.OTHER, None, None, None,
    Stance.DOWN, Kind.FORECAST, Status.REVIEW, 0.4, (), Evidence(1, "dollar", (BOX,)), "prose",
)  # fmt: skip
REPORT = Report("ab" * 32, "a.pdf", 9, 1, None, "T", date(2026, 2, 28), Precision.MONTH, ("note",))
PASSED = Rejection(1, "60/40", "a 60/40 mix", (BOX,), Reason.PORTFOLIO_WEIGHT, "A weight.")
WHOLE = Extraction(REPORT, "engine", 0.5, (FIGURE, CALL), (PASSED,), (3,))


def test_extraction_survives_the_way_between_processes():
    assert from_bytes(to_bytes(WHOLE)) == WHOLE


def test_undated_report_survives():
    report = Report("ab" * 32, "a.pdf", 9, 1, None, "T", None, None)
    bare = Extraction(report, "engine", 0.5, (), ())
    assert from_bytes(to_bytes(bare)) == bare


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"{}", id="nothing in it"),
        pytest.param(b"[1]", id="a list"),
        pytest.param(b"\x80\x04pickle", id="a pickle"),
        pytest.param(to_bytes(WHOLE).replace(b"gdp_growth", b"os.system"), id="no such word"),
    ],
)
def test_anything_else_is_refused(data):
    with pytest.raises(ValueError):
        from_bytes(data)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Outlook\x1b[31m 2026\x9b\x07", "Outlook[31m 2026"),
        ("Outlook \u202e6202\u202c \u2066x\u2069", "Outlook 6202 x"),
        ("1\u200b.6\ufeff", "1.6"),
        ("a\nb\u2028c\x85d", "a b c d"),
        ("half \ud800 a character", "half  a character"),
        ("nothing\x00ness", "nothingness"),
        ("نمو ½ “q” 成長", "نمو ½ “q” 成長"),
        ("W" * 9000, "W" * 3999 + "…"),
    ],
    ids=["terminal", "bidi", "zero-width", "lines", "surrogate", "nul", "scripts", "long"],
)
def test_text_is_freed_of_what_is_no_text(text, shown):
    assert plain(text) == shown


def test_half_characters_cross_as_text():
    report = replace(REPORT, title="a \ud800 b")
    read = from_bytes(to_bytes(replace(WHOLE, report=report)))
    assert read.report.title.encode().decode() == "a ? b"


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_figures_that_no_chart_can_hold_are_refused(value):
    figure = replace(FIGURE, low=value)
    with pytest.raises(ValueError, match="no figure"):
        from_bytes(to_bytes(replace(WHOLE, forecasts=(figure,))))
