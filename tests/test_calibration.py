"""The fit behind a row's confidence, on rows made here."""

import tomllib

import pytest

from ingest.resolving.confidence import Doubt, Support
from tests import calibrate
from tests.calibration import MOST_ROWS, Row, fit, out_of_sample, weights_of_reports

FAR, BESIDE = str(Doubt.PERIOD_FAR), str(Support.PERIOD_BESIDE)


def rows(report, *, right, wrong, traits=(), reader="prose"):
    told = frozenset(traits)
    return [Row(report, reader, told, n < right, "made here") for n in range(right + wrong)]


def corpus():
    return [
        row
        for name in ("a", "b", "c")
        for row in (
            *rows(name, right=19, wrong=1),
            *rows(name, right=4, wrong=6, traits=[FAR]),
            *rows(name, right=10, wrong=0, traits=[BESIDE]),
        )
    ]


def test_labels_move_a_doubt_and_a_support_their_own_way():
    weights = fit(corpus())
    plain, far, beside = (
        weights.confidence(Row("x", "prose", frozenset(traits), True, ""))
        for traits in ((), (FAR,), (BESIDE,))
    )
    assert far < plain < beside


def test_a_doubt_never_helps_whatever_the_labels_say():
    odd = [*rows("a", right=1, wrong=9), *rows("b", right=10, wrong=0, traits=[FAR])]
    assert fit(odd).values[FAR] <= 0


def test_a_trait_without_labels_keeps_the_weight_set_by_hand():
    values = fit(corpus()).values
    assert values[Doubt.IN_POINTS] == pytest.approx(-1.5, abs=0.01)


def test_a_long_report_counts_no_more_than_a_short_one_of_the_most_rows():
    long = rows("long", right=1000, wrong=0)
    assert sum(weights_of_reports(long)) == pytest.approx(MOST_ROWS)


def test_a_report_is_judged_by_weights_learned_without_it():
    spoilt = rows("spoilt", right=0, wrong=30, traits=[BESIDE])
    known = corpus()
    alone = out_of_sample([*known, *spoilt])[len(known)]
    assert alone == pytest.approx(fit(known).confidence(spoilt[0]), abs=0.001)


def test_the_line_keeps_what_is_accepted_right():
    found = calibrate.calibrate(corpus(), corpus())
    written = tomllib.loads(found.scorecard)
    assert 0.5 <= written["accepted_from"] < 1
    assert written["weights"][FAR] < 0 < written["weights"][BESIDE]
    assert set(found.tables) == {"summary", "reliability", "first look", "traits"}


def test_first_looks_are_kept_as_traits_and_verdicts_alone(tmp_path, monkeypatch):
    monkeypatch.setattr(calibrate, "FIRST_LOOK", tmp_path / "looks.csv")
    calibrate.write_first_look(corpus())
    assert "made here" not in (tmp_path / "looks.csv").read_text()
    key = lambda row: (row.report, sorted(row.traits), row.right)  # noqa: E731
    assert sorted(map(key, calibrate.read_first_look())) == sorted(map(key, corpus()))
