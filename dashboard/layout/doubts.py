"""What the reader noted about a figure -> sentences for a person.

The reader's notes are short, for logs and tables; in the drawer they stand alone. A note that is
not known here is shown as it is, as a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from dashboard import numbers
from dashboard.panels.wording import period_label

NO_DOUBT: Final = "Value, subject, period and unit are printed together."
NO_DEFINITION: Final = "The page does not say how the figure is measured"
PLAINER: Final = (
    (r"definition not stated: taken as annual avg", f"{NO_DEFINITION}; read as an annual average"),
    (
        r"definition not stated: taken as year end",
        f"{NO_DEFINITION}; read as the end of the period",
    ),
    (r"definition not stated: taken as other", NO_DEFINITION),
    (r"definition not stated: taken as (.+)", rf"{NO_DEFINITION}; read as \1"),
    (
        r"(\w+) taken from the ((?:\w| )+): (“.+”)",
        r"The \1 is named not beside it but in the \2: \3",
    ),
    (r"a direction read from (“.+”)", r"A direction without a number, read from \1"),
    (
        r"the own tables of (.+) define it as q4q4",
        r"\1’s own tables give growth over the four quarters of a year (Q4/Q4), which this may be",
    ),
    (
        r"the own tables of (.+) define it as quarter avg",
        r"\1’s own tables give the average of the fourth quarter, which this may be",
    ),
    (r"the page states two figures for this", "The page prints two figures for this question"),
    (r"(“.+”) is taken as real gdp growth", r"\1 is read as real GDP growth"),
    (r"(“.+”) is taken as (.+)", r"\1 is read as \2"),
)
_AS_PERIOD: Final = re.compile(r"(“.+?)(?: \[[^\]]+\])?” is read as (\S+)")


def doubt_sentences(notes: Sequence[str]) -> str:
    """Return the reader's notes as sentences, or that there was nothing to doubt."""
    return " ".join(_sentence(note.rstrip(".")) for note in notes) if notes else NO_DOUBT


def _sentence(note: str) -> str:
    if period := _AS_PERIOD.fullmatch(note):
        said, code = period.groups()
        plain = f"{said}” is read as {period_label(code)}"
    else:
        plain = next(
            (
                match.expand(words)
                for pattern, words in PLAINER
                if (match := re.fullmatch(pattern, note))
            ),
            note,
        )
    return f"{numbers.sentence(plain)}."
