from datetime import date
from urllib.parse import urlsplit

import pytest

from warehouse import meetings as module
from warehouse.errors import WarehouseError
from warehouse.meetings import meetings, next_meetings

GOOD = {"bank": "ECB", "first_day": "2026-02-05", "last_day": "2026-02-05", "announced": "",
        "source": "https://example.org", "note": ""}  # fmt: skip


def told(asof):
    return [(meeting.bank, meeting.last_day) for meeting in next_meetings(asof)]


def test_every_meeting_has_its_calendar_and_is_on_working_days():
    for meeting in meetings():
        assert urlsplit(meeting.source).scheme == "https"
        assert meeting.first_day.weekday() < 5
        assert meeting.last_day.weekday() < 5
        assert 0 <= (meeting.last_day - meeting.first_day).days <= 1


def test_each_bank_has_eight_meetings_a_year():
    held = [(meeting.bank, meeting.last_day.year) for meeting in meetings()]
    assert {key: held.count(key) for key in held} == {
        (bank, year): 8 for bank in ("ECB", "Federal Reserve") for year in (2026, 2027)
    }


@pytest.mark.parametrize(
    ("asof", "expected"),
    [
        pytest.param(
            date(2026, 11, 23),
            [("Federal Reserve", date(2026, 12, 9)), ("ECB", date(2026, 12, 17))],
            id="soonest first",
        ),
        pytest.param(
            date(2026, 4, 30),
            [("ECB", date(2026, 4, 30)), ("Federal Reserve", date(2026, 6, 17))],
            id="on the day itself",
        ),
        pytest.param(
            date(2025, 4, 1), [("Federal Reserve", date(2026, 1, 28))], id="before it was announced"
        ),
        pytest.param(date(2030, 1, 1), [], id="no calendar yet"),
    ],
)
def test_the_next_meeting_of_each_bank_is_told(asof, expected):
    assert told(asof) == expected


@pytest.mark.parametrize(
    ("change", "said"),
    [
        pytest.param({"bank": "Bank of Nowhere"}, "not in institutions.csv", id="bank"),
        pytest.param({"last_day": "9 Dec 2026"}, "days are written", id="day"),
        pytest.param({"last_day": "2026-02-04"}, "ends before it begins", id="order"),
        pytest.param({"source": ""}, "no source", id="source"),
    ],
)
def test_a_bad_row_is_refused_with_its_line(change, said):
    with pytest.raises(WarehouseError, match="line 7") as refused:
        module._meeting({**GOOD, **change}, line=7)
    assert said in str(refused.value)
