from datetime import date

import pytest

from dashboard.evidence import build_evidence
from dashboard.pages.scene import read_scene
from dashboard.panels.before import base_words, change_of
from tests.warehouse_builders import forecast, keep
from warehouse import queries
from warehouse.store import Warehouse

TODAY = date(2026, 4, 30)
NOVEMBER = date(2025, 11, 20)
H1 = {"indicator": "cpi_inflation", "period": "2026H1", "measure": "peak"}


def told(tmp_path, *reports, of):
    """The words of the drawer on the figure of a house, after some reports were read."""
    with Warehouse.open(":memory:") as warehouse:
        for number, (house, day, *figures) in enumerate(reports):
            keep(warehouse, tmp_path, f"{house} {number}", *figures, publisher=house, published=day)
        scene = read_scene({"path": "/"}, warehouse=warehouse, today=TODAY)
        rows = queries.figures(scene.cursor, institutions=[of]).filter(kind="forecast")
        return str(build_evidence(scene, rows["forecast_id"][0]))


def peak(house, low, **other):
    return forecast(house, low, **H1, **other)


def test_the_drawer_says_how_far_a_house_stands_and_when_it_was_raised(tmp_path):
    text = told(
        tmp_path,
        ("HSBC", date(2025, 9, 12), peak("HSBC", 3.4)),
        ("HSBC", NOVEMBER, peak("HSBC", 4.0)),
        ("UBS", NOVEMBER, peak("UBS", 2.8)),
        ("ING", NOVEMBER, peak("ING", 2.2)),
        of="HSBC",
    )
    assert (
        "1.2 points above the median of 3 houses, 2.8, on US inflation in H1 2026, peak, "
        "the highest." in text
    )
    assert "Raised on 20 Nov 2025 from 3.4% to 4.0%, against its edition of 12 Sep 2025." in text
    assert "period=2026H1" in text


def test_the_drawer_tells_a_change_from_the_earlier_figure_that_is_printed(tmp_path):
    figures = peak("HSBC", 4.0), peak("HSBC", 3.7, kind="previous")
    text = told(
        tmp_path,
        ("HSBC", date(2025, 9, 12), peak("HSBC", 3.4)),
        ("HSBC", NOVEMBER, *figures),
        of="HSBC",
    )
    assert "from 3.7% to 4.0%, against the earlier figure that its report prints." in text


def test_a_house_alone_has_no_median_and_what_is_nearest_is_named(tmp_path):
    yearly = [(name, NOVEMBER, forecast(name, low, indicator="cpi_inflation"))
              for name, low in (("UBS", 2.6), ("ING", 2.8), ("IMF", 3.0))]  # fmt: skip
    text = told(tmp_path, ("HSBC", NOVEMBER, peak("HSBC", 4.0)), *yearly, of="HSBC")
    assert "The only house on US inflation in H1 2026, peak, so there is no median." in text
    assert "For 2026, annual average: median of 3 houses 2.8. Not comparable: a peak is" in text
    assert "No earlier figure of this house is on record." in text


def test_of_two_houses_the_other_one_is_named(tmp_path):
    reports = [(name, NOVEMBER, peak(name, low)) for name, low in (("HSBC", 4.0), ("UBS", 2.8))]
    text = told(tmp_path, *reports, of="HSBC")
    assert "One of two houses on US inflation in H1 2026, peak; UBS has 2.8%." in text


def test_what_no_median_can_hold_has_no_standing(tmp_path):
    text = told(tmp_path, ("HSBC", NOVEMBER, forecast("HSBC", 3.0, high=None)), of="HSBC")
    assert "Standing" not in text


@pytest.mark.parametrize(
    ("day", "precision", "printed", "words"),
    [
        pytest.param(None, None, True, "the earlier figure that its report prints", id="printed"),
        pytest.param(None, None, False, "its undated edition", id="undated"),
        pytest.param(NOVEMBER, "month", False, "its edition of Nov 2025", id="month"),
    ],
)
def test_which_figure_a_change_is_told_from(day, precision, printed, words):
    assert base_words(day, precision, printed=printed) == words


def test_an_open_bound_has_no_change():
    row = {"mid": None, "previous_low": 2.0, "previous_high": 2.0}
    assert change_of(row) is None
