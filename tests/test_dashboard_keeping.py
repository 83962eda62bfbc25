"""Results that several people ask for."""

from __future__ import annotations

import threading

import polars as pl
import pytest

from dashboard.keeping import Kept, KeptByData
from dashboard.panels.once import once_a_frame
from warehouse.store import Warehouse


def test_a_question_is_worked_out_once_however_many_ask() -> None:
    kept: Kept[int] = Kept(most=4)
    made: list[int] = []
    ready = threading.Barrier(4)

    def ask() -> None:
        ready.wait()
        kept.find("one", lambda: (made.append(1), 7)[1])

    people = [threading.Thread(target=ask) for _ in range(4)]
    for person in people:
        person.start()
    for person in people:
        person.join()
    assert made == [1]


def test_the_result_longest_unasked_for_is_let_go() -> None:
    kept: Kept[str] = Kept(most=2)
    for question in ("one", "two", "one", "three"):
        kept.find(question, lambda question=question: question)
    assert kept.find("one", lambda: "anew") == "one"
    assert kept.find("two", lambda: "anew") == "anew"


def test_heavy_results_leave_room_for_the_newest_only() -> None:
    kept: Kept[str] = Kept(most=9, heaviest=5, weigh=len)
    kept.find("first", lambda: "four")
    kept.find("second", lambda: "more than five")
    assert kept.find("second", lambda: "anew") == "more than five"
    assert kept.find("first", lambda: "anew") == "anew"


def test_what_raises_is_asked_again() -> None:
    kept: Kept[int] = Kept(most=2)

    def fail() -> int:
        raise ValueError("not now")

    with pytest.raises(ValueError, match="not now"):
        kept.find("one", fail)
    assert kept.find("one", lambda: 3) == 3


def test_a_frame_is_worked_through_once_for_the_same_question() -> None:
    seen: list[tuple[int, str]] = []

    @once_a_frame
    def height(frame: pl.DataFrame, word: str) -> int:
        seen.append((frame.height, word))
        return frame.height

    first, same = pl.DataFrame({"a": [1]}), pl.DataFrame({"a": [1]})
    assert [height(first, "x"), height(first, "x"), height(first, "y"), height(same, "x")] == [
        1
    ] * 4
    assert seen == [(1, "x"), (1, "y"), (1, "x")]


def test_what_follows_from_a_warehouse_is_kept_until_something_is_written() -> None:
    kept: KeptByData[str] = KeptByData(lambda: Kept(most=2))
    with Warehouse.open(":memory:") as opened, Warehouse.open(":memory:") as other:
        assert kept.find(opened.cursor(), "who", lambda: "one") == "one"
        assert kept.find(opened.cursor(), "who", lambda: "anew") == "one"
        assert kept.find(other.cursor(), "who", lambda: "another") == "another"
        with opened.writing():
            pass
        assert kept.find(opened.cursor(), "who", lambda: "anew") == "anew"
