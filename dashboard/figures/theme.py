"""Theme name -> the colours, faces and sizes that charts are drawn with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

FACE: Final = "'Source Sans 3', system-ui, sans-serif"
LABEL_SIZE: Final = 13  # px: names and values
NOTE_SIZE: Final = 12  # px: axes, dates and notes; the smallest text
BOLD: Final = 600


@dataclass(frozen=True, slots=True)
class Tokens:
    """Colours of one theme as hex; the names are those of the style sheet.

    `step1` to `step5` are the hueless tints of a distance, with the text that stands on the last
    two; on the others it is ink.
    """

    paper: str
    sheet: str
    sunk: str
    ink: str
    ink2: str
    ink3: str
    mark: str
    rule: str
    rule2: str
    grid: str
    us: str
    ea: str
    strong: str
    strong_tint: str
    weak: str
    weak_tint: str
    ban: str
    restrict: str
    permit: str
    organise: str
    step1: str
    step2: str
    step3: str
    step4: str
    step5: str
    on_step4: str
    on_step5: str


LIGHT: Final = Tokens(
    paper="#F8F6F0",
    sheet="#FFFEFB",
    sunk="#EFECE3",
    ink="#1A1917",
    ink2="#46433D",
    ink3="#686459",
    mark="#8B8677",
    rule="#DDD8CB",
    rule2="#B9B3A3",
    grid="#E7E3D8",
    us="#1D5C9E",
    ea="#AB4E08",
    strong="#5A3B96",
    strong_tint="#E7E0F3",
    weak="#55741A",
    weak_tint="#E6ECD4",
    ban="#8C1D3F",
    restrict="#C0708A",
    permit="#1F756F",
    organise="#4B5260",
    step1="#F3F0E7",
    step2="#E4DFD0",
    step3="#CDC6B2",
    step4="#A49C86",
    step5="#57503F",
    on_step4="#14130F",
    on_step5="#FFFFFF",
)
DARK: Final = Tokens(
    paper="#131519",
    sheet="#1A1D23",
    sunk="#20242B",
    ink="#EFEBE2",
    ink2="#C2BDB1",
    ink3="#9C978B",
    mark="#807C73",
    rule="#2E333B",
    rule2="#4A505A",
    grid="#262B32",
    us="#7FB2EE",
    ea="#F2A057",
    strong="#BBA4F2",
    strong_tint="#2F2747",
    weak="#A9C667",
    weak_tint="#2A3219",
    ban="#F08BA4",
    restrict="#B57A8D",
    permit="#63C2B8",
    organise="#D0D5DE",
    step1="#20242B",
    step2="#2C3138",
    step3="#40464E",
    step4="#666C74",
    step5="#98A0A8",
    on_step4="#FFFFFF",
    on_step5="#14130F",
)


def tokens(theme: str) -> Tokens:
    """Return the colours of a theme; "auto" and "transparent" start from light."""
    return DARK if theme == "dark" else LIGHT


def faded(colour: str, *, alpha: float) -> str:
    """Return a hex colour as rgba with the given opacity, 0 to 1."""
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return f"rgba({red},{green},{blue},{alpha:g})"
