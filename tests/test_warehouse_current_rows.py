"""What is kept for now says what the views say, whatever was written in whatever order."""

from __future__ import annotations

import random
import re
from datetime import UTC, date, datetime, timedelta

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from tests.warehouse_builders import forecast, keep
from warehouse import queries
from warehouse.search_queries import Term, find_quotes
from warehouse.store import Warehouse
from warehouse.view_files import call_now, view_statements, views

START = date(2026, 1, 1)
LATER = datetime(
    2030, 1, 1, tzinfo=UTC
)  # after everything, and yet no "now": the plain views answer
TWINS = ("figures", "consensus", "divergence", "revisions", "coverage")
HOUSES = ("HSBC", "UBS", "IMF", "A house of no reference")
QUOTES = (
    "Growth of 2.0% – Élan",
    "a co-operative growth_rate",
    "60/40 + rates",
    "the row as printed",
)


@pytest.fixture
def warehouse():
    with Warehouse.open(":memory:") as opened:
        yield opened


def some_forecast(chance: random.Random, *, place: int):
    low = chance.choice([None, 1.0, 2.0, 2.5])
    return forecast(
        chance.choice(HOUSES),
        low=low,
        high=chance.choice([low, 3.0, None]),
        region=chance.choice(["US", "EA"]),
        period=chance.choice(["2026", "2026Q4", "12M"]),
        measure=chance.choice(["annual_avg", "q4q4"]),
        status=chance.choice(["accepted", "review"]),
        kind=chance.choice(["forecast", "scenario"]),
        confidence=chance.choice([0.5, 0.9]),
        page=chance.choice([1, 2]),
        x0=10.0 + 30.0 * place,
        quote=chance.choice(QUOTES),
    )


def write_something(warehouse: Warehouse, folder, chance: random.Random, *, step: int) -> None:
    """Store a report, read one again, or correct a figure, at some moment."""
    moment = datetime(2026, 1, 2, tzinfo=UTC) + timedelta(days=chance.randrange(60), minutes=step)
    found = queries.reports(warehouse.cursor())
    if found.height and chance.random() < 0.4:
        sha = chance.choice(sorted(found["sha256"]))
        rows = queries.report_forecasts(warehouse.cursor(), sha)
        if rows.height:
            row = chance.choice(rows.rows(named=True))
            field, new = chance.choice(
                [("institution", "UBS"), ("region", "EA"), ("low", "1.5"), ("kind", "scenario")]
            )
            warehouse.correct(
                sha,
                place=row["place"],
                field=field,
                old=None if row[field] is None else str(row[field]),
                new=new,
                author="a person",
                why="a reason",
                recorded_at=moment,
            )
            return
    keep(
        warehouse,
        folder,
        f"report {chance.randrange(8)}",
        *(some_forecast(chance, place=place) for place in range(6)),
        recorded_at=moment,
        publisher=chance.choice(["HSBC", "UBS", None]),
        published=chance.choice([None, START + timedelta(days=chance.randrange(40))]),
    )


@pytest.mark.parametrize("seed", range(4))
def test_what_is_kept_for_now_is_what_the_views_say(warehouse, tmp_path, seed):
    chance = random.Random(seed)
    for step in range(16):
        write_something(warehouse, tmp_path, chance, step=step)
    for days in (0, 9, 25, 50, 400):
        clocks = {"asof": START + timedelta(days=days)}
        for name in TWINS:
            ask = getattr(queries, name)
            kept, plain = (
                ask(warehouse.cursor(), **clocks),
                ask(warehouse.cursor(), **clocks, known=LATER),
            )
            plain = plain.with_columns(pl.col(pl.UInt64).cast(pl.Int64))
            kept = kept.with_columns(pl.col(pl.UInt64).cast(pl.Int64))
            # The order of additions differs, and with it the last bit of a mean.
            assert_frame_equal(kept, plain, check_row_order=False, rel_tol=1e-9)


SOUGHT = (
    *([Term(words)] for words in ("growth", "growth rate", "elan", "operative", "perative")),
    *([Term(words)] for words in ("60 40", "+", "–")),
    [Term("row"), Term("hsbc", institution="HSBC")],
    [Term("ubs", institution="UBS"), Term("us", region="US")],
    [Term("growth", indicators=("gdp_growth",)), Term("the euro area", region="EA")],
)


@pytest.mark.parametrize("seed", range(7, 10))
def test_sentences_are_found_in_what_is_kept_as_the_views_find_them(warehouse, tmp_path, seed):
    chance = random.Random(seed)
    for step in range(16):
        write_something(warehouse, tmp_path, chance, step=step)
    found = 0
    for days in (0, 25, 400):
        for terms in SOUGHT:
            clocks = {"asof": START + timedelta(days=days), "most": 5}
            kept = find_quotes(warehouse.cursor(), terms, **clocks)
            assert kept == find_quotes(warehouse.cursor(), terms, **clocks, known=LATER), terms
            found += len(kept)
    assert found > len(SOUGHT)


@pytest.mark.parametrize("seed", [5, 6])
def test_filling_by_house_leaves_what_filling_all_would(warehouse, tmp_path, seed):
    chance = random.Random(seed)
    for step in range(12):
        write_something(warehouse, tmp_path, chance, step=step)
    for table in ("current_row", "current_sentence"):
        every = f"FROM {table} ORDER BY ALL"
        before = warehouse.cursor().execute(every).fetchall()
        warehouse.fill_current_rows()
        assert before
        assert warehouse.cursor().execute(every).fetchall() == before


def test_every_column_of_a_published_row_is_kept(warehouse):
    def columns(view: str) -> set[str]:
        call = f"{view}('infinity'::DATE, TIMESTAMP '9999-12-31')"
        rows = warehouse.cursor().execute(f"DESCRIBE FROM {call}").fetchall()
        return {(name, kind) for name, kind, *_ in rows}

    def takes_the_clocks_alone(view: str) -> bool:
        usual = r"as_of, known(?:, \w+ := [^,()]+)*\)"
        return re.search(rf"MACRO {view}\({usual}", views()[view]) is not None

    twins = [name for name in views() if f"{name}_now" in views() and takes_the_clocks_alone(name)]
    assert set(twins) >= {"published_rows", "standing", "latest", "revisions", "consensus"}
    for name in twins:
        assert columns(f"{name}_now") == columns(name), name


def test_every_view_that_reads_one_with_a_twin_has_a_twin():
    plain = {name: text for name, text in views().items() if not name.endswith("_now")}
    twins = [name for name in plain if f"{name}_now" in views()]
    reads = re.compile(rf"\b(?:{'|'.join(twins)})\(as_of, known\b")
    readers = {name for name, text in plain.items() if reads.search(text)}
    assert "dispersion" in readers
    assert readers <= set(twins)


def test_only_calls_of_views_with_a_twin_are_turned():
    sql = "SELECT published FROM known_runs($known) JOIN standing($asof, $known) AS standing"
    assert call_now(sql) == sql.replace("standing(", "standing_now(")


def test_a_reader_with_other_views_asks_without_what_is_kept(warehouse, tmp_path):
    keep(warehouse, tmp_path, "one", forecast("HSBC"), forecast("UBS", low=3.0))
    before = queries.figures(warehouse.cursor())
    cursor = warehouse.cursor()
    cursor.execute("DELETE FROM current_row")
    for statement in view_statements(temporary=True):
        cursor.execute(statement)
    warehouse._answers.forget()
    assert_frame_equal(queries.figures(cursor), before, check_row_order=False)


def test_answers_are_kept_until_something_is_written(warehouse, tmp_path):
    keep(warehouse, tmp_path, "one", forecast("HSBC"))
    first = queries.figures(warehouse.cursor())
    assert queries.figures(warehouse.cursor()) is first
    keep(warehouse, tmp_path, "two", forecast("UBS", low=3.0))
    assert queries.figures(warehouse.cursor()).height == 2


def test_what_still_stands_lies_before_what_was_followed(warehouse, tmp_path):
    for number, day in enumerate((date(2026, 5, 1), date(2026, 3, 1), date(2026, 4, 1))):
        keep(
            warehouse,
            tmp_path,
            f"report {number}",
            forecast("HSBC", low=1.0 + number),
            forecast("HSBC", low=1.0 + number, region="EA"),
            published=day,
        )
    warehouse.fill_current_rows()
    rows = warehouse.cursor().execute("SELECT region, published FROM current_row").fetchall()
    assert rows[:2] == [("EA", date(2026, 5, 1)), ("US", date(2026, 5, 1))]
    assert [region for region, _ in rows[2:]] == ["EA", "EA", "US", "US"]


def test_a_sentence_goes_with_what_was_read_from_it_and_stays_known_for_then(warehouse, tmp_path):
    def found(words: str, **clocks) -> list[str]:
        rows = find_quotes(warehouse.cursor(), [Term(words)], most=5, asof=START, **clocks)
        return [row["institution"] for row in rows]

    moment = datetime(2026, 1, 1, tzinfo=UTC)
    report = {"publisher": "HSBC", "published": date(2026, 1, 1)}
    first = (forecast(quote="Growth slows"), forecast(x0=50.0, quote="Rates stay"))
    sha = keep(warehouse, tmp_path, "one", *first, recorded_at=moment, **report)
    assert found("growth slows") == found("rates stay") == ["HSBC"]
    place = queries.report_forecasts(warehouse.cursor(), sha)["place"][0]
    told = {"author": "a person", "why": "a reason"}
    for field, old, new in (
        ("institution", "HSBC", "UBS"),
        ("status", "accepted", "withdrawn"),
    ):
        warehouse.correct(sha, place=place, field=field, old=old, new=new, **told,
                          recorded_at=moment + timedelta(days=1 + (field == "status")))  # fmt: skip
        assert found("growth slows") == (["UBS"] if field == "institution" else [])
    keep(warehouse, tmp_path, "one", forecast(quote="Growth slows"),
         recorded_at=moment + timedelta(days=3), **report)  # fmt: skip
    assert found("rates stay") == []
    assert found("rates stay", known=moment + timedelta(days=2)) == ["HSBC"]
    assert found("growth slows", known=moment + timedelta(hours=1)) == ["HSBC"]
    assert found("growth slows", known=moment + timedelta(days=1, hours=1)) == ["UBS"]
