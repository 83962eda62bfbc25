"""The pages of houses: what one says now, its editions, and what changed between two."""

import json
import re
from datetime import date

import polars as pl
import pytest
from plotly.utils import PlotlyJSONEncoder

from dashboard.callbacks.edition_choice import chosen_editions
from dashboard.figures.marks import DOT
from dashboard.figures.theme import tokens
from dashboard.pages import build_page, house
from dashboard.pages.houses import covered
from dashboard.pages.scene import read_scene
from dashboard.panels import PANELS
from dashboard.panels.edition_series import compared, is_one_series
from dashboard.panels.house_frame import age_words, place_words, read_house, reading_order
from dashboard.selection import Selection, SelectionError
from tests.dashboard_frames import words_of
from tests.dashboard_samples import NAMES, warehouse_of_samples
from tests.warehouse_builders import forecast, keep
from warehouse import queries
from warehouse.store import Warehouse

TODAY = date(2026, 4, 30)
ECB_BEFORE = "ecb-2025-09.pdf"


@pytest.fixture(scope="module")
def warehouse():
    with warehouse_of_samples(names=(*NAMES, ECB_BEFORE)) as opened:
        yield opened


@pytest.fixture
def visit(warehouse):
    def go(path, query="", **told):
        return read_scene({"path": path, "query": query, **told}, warehouse=warehouse, today=TODAY)

    return go


def as_text(content):
    parts = [*content.head, *content.body]
    return json.dumps(parts, cls=PlotlyJSONEncoder, ensure_ascii=False)


def edition(title, *topics, day=1, figures=3):
    return {
        "report_sha256": f"{day:02x}" * 32,
        "title": title,
        "topics": list(topics),
        "published": date(2026, 1, day),
        "figures": figures,
    }


def test_every_house_leads_to_its_page(visit):
    text = as_text(build_page(visit("/houses")))
    assert "/houses/goldman-sachs" in text
    assert "/houses/federal-reserve" in text


def test_houses_that_are_all_older_than_half_a_year_are_said_in_words(visit):
    text = as_text(build_page(visit("/houses", "asof=2027-06-30")))
    assert "; none published in the last six months" in text


@pytest.mark.parametrize("room", ["phone", "tablet", "desk"])
@pytest.mark.parametrize("path", ["/houses", "/houses/ecb", "/houses/oecd"])
def test_the_pages_are_built_for_every_room(visit, path, room):
    assert build_page(visit(path, room=room, theme="dark")).body


def test_a_house_says_what_it_says_now_with_rank_and_age(visit):
    text = as_text(build_page(visit("/houses/goldman-sachs")))
    assert "What it says now" in text
    assert "highest of" in text
    assert "4 months" in text


def test_a_long_house_is_shown_in_stretches(visit, warehouse, monkeypatch):
    monkeypatch.setattr(house, "MOST_FIGURES", 10)
    chosen = Selection(institutions=("OECD",), asof=TODAY)
    ids = [row["forecast_id"] for row in reading_order(read_house(warehouse.cursor(), chosen))]
    first, second = (
        build_page(visit("/houses/oecd")),
        build_page(visit("/houses/oecd", "list=now-2")),
    )
    assert f'data-figure": "{ids[0]}"' in as_text(first)
    assert f'data-figure": "{ids[10]}"' not in as_text(first)
    assert f'data-figure": "{ids[10]}"' in as_text(second)


def test_what_is_over_a_year_old_is_set_apart(visit):
    fresh = as_text(build_page(visit("/houses/goldman-sachs")))
    old = as_text(build_page(visit("/houses/goldman-sachs", "asof=2027-06-30")))
    assert "months, old" in old
    assert "aged" in old
    assert "months, old" not in fresh


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        pytest.param(None, "–", id="no date"),
        pytest.param(10, "under a month", id="new"),
        pytest.param(366, "12 months", id="a year"),
        pytest.param(367, "12 months, old", id="over a year"),
    ],
)
def test_an_age_in_words(days, expected):
    assert age_words(days) == expected


def test_both_clocks_stay_on_the_ways_of_a_house(visit):
    clocks = "asof=2026-03-01&known=2099-01-01T00:00:00Z"
    text = as_text(build_page(visit("/houses/ecb", clocks)))
    doors = re.findall(r'"href": "(/[^"]*)"', text)
    left = [door for door in doors if "asof=2026-03-01" not in door or "known=" not in door]
    assert [door for door in left if not door.startswith("/api/")] == []


def test_an_alias_finds_the_house(visit):
    assert build_page(visit("/houses/GS")).title == "Goldman Sachs"


def test_an_unknown_house_says_what_to_do(visit):
    content = build_page(visit("/houses/nobody-at-all"))
    assert "No house here goes by" in as_text(content)
    assert "All houses" in as_text(content)


def test_a_house_before_its_first_report_is_honest(visit):
    text = as_text(build_page(visit("/houses/ecb", "asof=2020-01-01")))
    assert "ECB has no figure on record by 1 Jan 2020" in text


def test_a_single_edition_says_so(visit):
    text = as_text(build_page(visit("/houses/goldman-sachs")))
    assert "There is no earlier edition with a figure to compare with" in text
    assert "no revision to draw" in text


def test_two_editions_are_set_against_each_other(visit):
    text = as_text(build_page(visit("/houses/ecb")))
    assert "side by side" in text
    assert "later one" in text
    assert "earlier one" in text


def test_a_row_opens_both_page_regions(visit, warehouse):
    view = PANELS["edition-diff"].view(
        warehouse.cursor(), Selection(institutions=("ECB",)), today=TODAY
    )
    row = next(row for row in view.frame.iter_rows(named=True) if row["role"] == "changed")
    pair = f"{row['before_id']}-{row['forecast_id']}"
    text = as_text(build_page(visit("/houses/ecb", f"pair={pair}")))
    assert f"documents/{row['pages_sha256']}/pages/{row['page']}.png" in text
    assert f"documents/{row['before_pages']}/pages/{row['before_page']}.png" in text


def test_a_pair_that_is_none_is_named(visit):
    with pytest.raises(SelectionError, match="pair"):
        build_page(visit("/houses/ecb", "pair=soon"))


def test_chosen_editions_may_be_turned_round(visit, warehouse):
    newer, older = queries.house_editions(warehouse.cursor(), "ECB")["report_sha256"].to_list()
    chosen = Selection(institutions=("ECB",), edition=older[:12], against=newer[:12])
    view = PANELS["edition-diff"].view(warehouse.cursor(), chosen, today=TODAY)
    assert set(view.frame["before_report"]) == {newer}


def codes_of(warehouse):
    return [
        code[:12] for code in queries.house_editions(warehouse.cursor(), "ECB")["report_sha256"]
    ]


def test_the_pickers_of_a_house_hold_the_editions_that_are_compared(visit, warehouse):
    newer, older = codes_of(warehouse)
    content = build_page(visit("/houses/ecb"))
    assert content.values == {"edition": newer, "against": older}
    assert [entry["value"] for entry in content.options["edition"]] == [newer, older]
    assert content.options["edition"][0]["label"].startswith("19 Dec 2025, ")
    assert build_page(visit("/houses/goldman-sachs")).controls == []


def test_the_panel_lets_one_house_and_two_editions_be_picked(visit, warehouse):
    newer, older = codes_of(warehouse)
    content = build_page(visit("/panels/edition-diff", "institution=ECB"))
    assert content.values == {"institutions": "ECB", "edition": newer, "against": older}
    assert len(content.options["institutions"]) > 1


@pytest.mark.parametrize("path", ["/houses/ecb", "/panels/edition-diff"])
def test_only_what_is_picked_stands_in_the_address(warehouse, path):
    newer, older = codes_of(warehouse)
    before = Selection(institutions=("ECB",) if path.startswith("/panels") else ())

    def picked(edition, against, was=before):
        told = {"edition": edition, "against": against}
        return chosen_editions(warehouse.cursor(), was, told, path=path, today=TODAY)

    assert picked(newer, older) == {"edition": "", "against": ""}
    assert picked(older, older) == {"edition": older, "against": ""}
    assert picked(older, newer, before.at(edition=older)) == {"edition": older, "against": newer}
    turned = before.at(edition=older, against=newer)
    assert picked(newer, newer, turned) == {"edition": "", "against": ""}


def test_another_house_starts_with_its_own_editions(warehouse):
    newer, older = codes_of(warehouse)
    was = Selection(institutions=("ECB",), edition=older, against=newer)
    told = {"institutions": "OECD", "edition": older, "against": newer}
    path = "/panels/edition-diff"
    found = chosen_editions(warehouse.cursor(), was, told, path=path, today=TODAY)
    assert found == {"edition": "", "against": ""}


def test_the_length_of_both_editions_stands_below_the_diff(warehouse):
    chosen = Selection(institutions=("ECB",))
    view = PANELS["edition-diff"].view(warehouse.cursor(), chosen, today=TODAY)
    row = view.frame.row(0, named=True)
    assert f"later: {row['page_count']} page" in view.footer
    assert "shorter" not in view.footer
    longer = view.frame.with_columns(
        before_page_count=pl.lit(90), role=pl.lit("vanished"), is_over=pl.lit(value=False)
    )
    assert "The later document is the shorter one" in view.panel.footer(longer, view.shown)


def test_what_waits_for_a_person_is_hollow(warehouse):
    chosen = Selection(institutions=("ECB",))
    view = PANELS["edition-diff"].view(warehouse.cursor(), chosen, today=TODAY)
    frames = [view.frame.with_columns(status=pl.lit(word)) for word in ("accepted", "review")]
    drawn = [view.panel.figure(frame, view.shown, "light") for frame in frames]
    filled, hollow = (
        {t["marker"]["color"] for t in figure["data"] if t.get("marker", {}).get("size") == DOT - 1}
        for figure in drawn
    )
    assert hollow == {tokens("light").paper}
    assert tokens("light").ink in filled


def test_twelve_editions_are_listed_and_the_others_folded(tmp_path):
    with Warehouse.open(":memory:") as opened:
        for number in range(15):
            keep(opened, tmp_path, f"e{number}", forecast("HSBC", 2.0 + number / 10),
                 publisher="HSBC", published=date(2025, 1, 1 + number))  # fmt: skip
        told = {"path": "/houses/hsbc"}
        scene = read_scene(told, warehouse=opened, today=TODAY)
        content = build_page(scene)
        text = as_text(content)
        assert len(content.options["edition"]) == 15
        assert "3 older editions" in text
        assert '"open": false' in text
        oldest = content.options["edition"][-1]["value"]
        again = read_scene({**told, "query": f"against={oldest}"}, warehouse=opened, today=TODAY)
        assert '"open": true' in as_text(build_page(again))


@pytest.mark.parametrize("panel", ["house", "edition-diff"])
def test_the_panels_pick_a_house_where_none_is_chosen(warehouse, panel):
    view = PANELS[panel].view(warehouse.cursor(), Selection(), today=TODAY)
    assert view.shown.institutions
    assert view.draw(width="narrow")["layout"]["height"] > 0


def test_evidence_and_search_lead_to_the_page_of_a_house(visit, warehouse):
    from dashboard.evidence import build_evidence

    figure = queries.figures(warehouse.cursor(), institutions=["ECB"])["forecast_id"][0]
    drawer = json.dumps(build_evidence(visit("/"), figure), cls=PlotlyJSONEncoder)
    assert "/houses/ecb" in drawer
    assert "/houses/ecb" in as_text(build_page(visit("/search", "q=ECB")))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        pytest.param(edition("Outlook Q1 2026"), edition("Outlook Q4 2025"), True, id="dates"),
        pytest.param(edition("Ahead", "a", "b"), edition("Back", "a", "b"), True, id="topics"),
        pytest.param(edition("Ahead", "a", "b", "c"), edition("Back", "a", "x", "y"), False,
                     id="too little in common"),
        pytest.param(edition("Weekly view", "a", "b"), edition("Outlook", "a", "b"), False,
                     id="a weekly and an outlook"),
    ],
)  # fmt: skip
def test_editions_of_one_series(one, other, expected):
    assert is_one_series(one, other) is expected


def test_the_one_before_is_of_the_same_series():
    newest = edition("Outlook 2027", "a", "b", day=20)
    weekly = edition("Weekly of 15 January", "a", day=15)
    before = edition("Outlook 2026", "a", day=10)
    found = compared([newest, weekly, before], Selection())
    assert (found.newer, found.older, found.why) == (newest, before, "")


def test_of_ten_editions_the_last_two_are_compared():
    held = [edition("Outlook", "a", day=day) for day in range(20, 10, -1)]
    found = compared(held, Selection())
    assert found.newer is held[0]
    assert found.older is held[1]


def test_an_edition_of_another_house_is_said():
    held = [edition("Outlook", "a", day=2), edition("Outlook", "a", day=1)]
    assert "not one of this house" in compared(held, Selection(edition="f" * 12)).why


@pytest.mark.parametrize(
    ("above", "below", "n", "expected"),
    [
        pytest.param(0, 8, 9, "highest of 9", id="highest"),
        pytest.param(1, 7, 9, "2nd highest of 9", id="second"),
        pytest.param(8, 0, 9, "lowest of 9", id="lowest"),
        pytest.param(4, 4, 9, "in the middle of 9", id="middle"),
        pytest.param(0, 0, 1, "the only one", id="alone"),
    ],
)
def test_a_rank_in_words(above, below, n, expected):
    row = {"n": n, "above": above, "below": below, "lowest": 1.0, "highest": 2.0}
    assert place_words(row) == expected


def test_coverage_tells_each_side_of_a_set_piece():
    assert covered(["gdp_growth US", "policy_rate EA", "fx_rate EURUSD"]) == [
        "US growth", "ECB", "dollar",
    ]  # fmt: skip


@pytest.mark.parametrize(("gone", "folds"), [(12, True), (4, False)], ids=["by far", "few"])
def test_what_is_not_printed_again_is_folded_where_it_outnumbers_the_rest(tmp_path, gone, folds):
    regions = ["DE", "FR", "IT", "ES", "JP", "CN", "IN", "BR", "CA", "AU", "KR", "MX"][:gone]
    with Warehouse.open(":memory:") as opened:
        keep(opened, tmp_path, "long", forecast("HSBC", 2.0),
             *(forecast("HSBC", 1.0, region=code) for code in regions),
             publisher="HSBC", published=date(2026, 1, 5))  # fmt: skip
        keep(opened, tmp_path, "short", forecast("HSBC", 1.5), publisher="HSBC",
             published=date(2026, 4, 5))  # fmt: skip
        chosen = Selection(institutions=("HSBC",))
        view = PANELS["edition-diff"].view(opened.cursor(), chosen, today=TODAY)
        scene = read_scene({"path": "/houses/hsbc"}, warehouse=opened, today=TODAY)
        page = as_text(build_page(scene))
    assert view.finding.startswith("HSBC changed 1 of 1 figure that both editions hold: US growth")
    assert f"{gone} not printed again" in view.footer
    drawn = words_of(view.figure)
    assert ("listed in the table" in drawn) == folds
    assert ("Brazil growth" in drawn) is False
    assert ("Germany growth" in drawn) == (not folds)
    assert (f"{gone} figures not printed again" in page) == folds


def test_rows_of_a_house_begin_with_a_capital(warehouse):
    chosen = Selection(institutions=("OECD",))
    drawn = words_of(PANELS["house"].view(warehouse.cursor(), chosen, today=TODAY).figure)
    assert "Euro area growth, 2026" in drawn
    assert "\neuro area" not in drawn
