"""Calls as people say them: "the next move is a cut", "is done", "on hold for now"."""

import pytest
from running_text import claims

MOVE = "policy_rate_change"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param(
            "We expect the Fed to start easing next month.", [f"{MOVE} US 2026-01 down"],
            id="next month",
        ),
        pytest.param(
            "The ECB's next move in 2026 is likely to be up, not down.", [], id="a time in between",
        ),
        pytest.param(
            "In 2026 the next move from the Bank of England is likely to be a cut.",
            [f"{MOVE} UK 2026 down"],
            id="the next move",
        ),
        pytest.param(
            "The Riksbank is on hold for the foreseeable future.", [f"{MOVE} SE 2026 flat"],
            id="on hold, lasting",
        ),
        pytest.param("The SNB is done.", [f"{MOVE} CH 2026 flat"], id="done"),
        pytest.param(
            "The Fed's easing cycle has run its course.", [f"{MOVE} US 2026 flat"],
            id="a cycle that is over",
        ),
        pytest.param(
            "The Bank of Korea is seen standing pat in 2026.", [f"{MOVE} KR 2026 flat"],
            id="seen doing nothing",
        ),
        pytest.param(
            "June remains our call for the first ECB hike.", [f"{MOVE} EA 2026-06 up"],
            id="a month that opens the sentence",
        ),
        pytest.param(
            "The lira will continue its gradual depreciation in 2026.", ["fx_rate TRY 2026 down"],
            id="goes on with its fall",
        ),
        pytest.param(
            "The yen has lost its way, but should gain ground in 2026.", ["fx_rate JPY 2026 up"],
            id="what has been, but",
        ),
        pytest.param(
            "The Canadian dollar, we believe, will lose a bit more ground in 2026.",
            ["fx_rate CAD 2026 down"],
            id="an aside between subject and verb",
        ),
        pytest.param(
            "The Australian dollar should outperform the New Zealand dollar in 2026.",
            ["fx_rate AUDNZD 2026 up"],
            id="one against the other",
        ),
        pytest.param("The tightening cycle has hurt the yen.", [], id="what has been"),
    ],
)  # fmt: skip
def test_reads_calls_of_plain_speech(text, wanted):
    assert claims(text) == wanted
