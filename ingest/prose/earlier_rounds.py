"""Words that make a number an older forecast: "had still projected", "(April: 0.9%)"."""

from __future__ import annotations

import re
from functools import lru_cache

from ingest.months import FULL_NAMES
from ingest.resolving import cues

ROUND = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*"  # "against Jan's 1.9%"
# A forecast told in the past: "had still projected", "the last forecast, in May, had".
_FORECASTS = r"(?:forecast|projection|outlook|round|estimate|survey|prediction)s?"
_TOLD = r"(?:had|was|were|showed|saw|put|stood|called|pointed)"
_SAW = (
    r"(?:saw|expected|forecast(?:ed)?|predicted|projected|anticipated|thought|believed|reckoned|"
    r"assumed|envisaged|foresaw|looked\s+for|called\s+for|pencilled\s+in|penciled\s+in|priced)"
)
_LONG_AGO = (  # "a year ago the consensus saw"; a month alone may be the latest round
    r"(?:(?:an?|one|two|three|six|nine|twelve|12)\s+(?:years?|months)\s+(?:ago|earlier|back)|"
    r"(?:(?:at\s+)?this\s+(?:time|point)\s+)?last\s+(?:year|autumn|spring|summer|winter|fall)|"
    r"at\s+the\s+time|back\s+then|(?:at\s+)?the\s+(?:start|turn|beginning)\s+of\s+(?:the|this|last)\s+year)"
)
_SUBJECT = r",?\s+(?:[^\W\d][\w’'&-]*\s+){1,9}?"
HAD_BEEN = re.compile(
    rf"\b{_LONG_AGO}{_SUBJECT}(?<!is\s)(?<!are\s)(?<!was\s)(?<!were\s)(?<!be\s)(?<!to\s){_SAW}\b|"
    rf"\b{_LONG_AGO},?\s+(?:the\s+)?(?:[\w-]+\s+){{0,2}}(?:we|consensus|forecasters?|economists|analysts|markets?|swaps|futures|dots?|medians?|forecasts?|projections?)(?:\s+(?:for|of)\s+[^,;%]{{1,40}}?)?\s+(?:had|put|was|were|stood|called)\b|"
    rf"\b(?:in\s+{ROUND}|last\s+(?:month|quarter|week)),?\s+we\s+(?:(?:had|still|originally)\s+)*(?:had|put|{_SAW})\b|"
    rf"\b[Ww]e\s+{_SAW}\s+(?:back\s+)?in\s+{ROUND}\b|"
    r"\b[Ww]e\s+(?:told|thought|wrote|said|argued|believed|assumed|reckoned)\b[^.;%]*?\bwould\s+\w+|"
    rf"\b[Ii]n\s+(?:{ROUND}\.?|last\s+month)['’]s?\s+(?:poll|survey)\b[^.;%]{{0,40}}?\b{_TOLD}\b|"
    r"\bhad\s+(?:\w+\s+){0,2}?(?:been|expected|forecast(?:ed)?|projected|seen|thought|predicted|"
    r"anticipated|assumed|pencilled|put|estimated|envisaged)\b|"
    r"\b(?:was|were)\s+(?:previously\s+)?(?:looking\s+for|forecasting|expecting|predicting|projecting|pencilling\s+in)\b|"
    rf"(?:^|[;,]\s+)(?:back\s+)?in\s+(?:{ROUND}|(?:the\s+)?(?:spring|summer|autumn|winter))(?:\s+20\d\d)?,?\s+[^,;.%]{{0,40}}?\bstill\s+(?:expected|forecast(?:ed)?|projected|predicted|anticipated|assumed|saw|put|pencilled|looked)\b|"
    rf"\b(?:previous|prior|last|earlier|old)\s+(?:\w+\s+)?{_FORECASTS}\b[^;]{{0,40}}?\b{_TOLD}\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=1)
def before_now() -> re.Pattern[str]:
    """Words right behind a number that put it back: "1.2% previously", "in the May report"."""
    words = cues.alternatives(cues.words("prose", "before_now"))
    months = "|".join(FULL_NAMES)
    return re.compile(
        rf"[\s,(]*(?P<word>{words}|before(?=\s*(?:[).,;]|$))|"
        rf"in (?:the|our|its|their)\s+(?:{months})\s+"
        r"(?:(?-i:[A-Z])\w*|round|projection|forecast|outlook|report|update|edition|publication)s?)",
        re.IGNORECASE,
    )


@lru_cache(maxsize=1)
def expected_before() -> re.Pattern[str]:
    """An older forecast told before its number: "previously 2%", "they previously expected"."""
    verbs = (
        r"expected|forecast(?:ed)?|projected|predicted|estimated|saw|seen|pencilled\s+in|"
        r"anticipated|thought|assumed|had"
    )
    return re.compile(
        rf"(?P<word>\b(?:previously|formerly|initially|originally|earlier)(?=\s+(?:{verbs})\b[^.;%]{{0,60}}$)|"
        r"\b(?:previously|formerly|prev\.?)(?=\s*:?\s+(?:at\s+)?$)|"
        r"\b(?:previous|earlier|prior|old|former|initial|original)\s+(?:\w+\s+)?"
        r"(?:forecast|call|view|expectation|projection|estimate|baseline)s?"
        r"(?=(?:\s+(?:of|for|was|were|at)|:)\s+(?:a\s+|an\s+|just\s+|only\s+)?$))",
        re.IGNORECASE,
    )


@lru_cache(maxsize=1)
def noted_round() -> re.Pattern[str]:
    """An older round noted in brackets before its number: "(April: 0.9%)", "(June forecast 1%)"."""
    nouns = r"(?:round|projection|forecast|outlook|estimate|report|update)s?"
    return re.compile(
        rf"\(\s*(?P<word>(?:in\s+)?{ROUND}\.?(?:\s+20\d\d)?(?:\s*:|\s+{nouns}\s*:?|['’]s)|"
        rf"(?:old|was|prev|formerly)\s*[.:]?)\s*(?:at\s+)?$",
        re.IGNORECASE,
    )


@lru_cache(maxsize=1)
def from_round() -> re.Pattern[str]:
    """The figure of an older round that was left: "from September's 2.4%"."""
    nouns = r"(?:(?:round|projection|forecast|outlook|estimate|report|update)s?\s+(?:of\s+)?)?"
    return re.compile(rf"\b(?P<word>from\s+(?:the\s+)?{ROUND}['’]s?)\s+{nouns}$", re.IGNORECASE)


@lru_cache(maxsize=1)
def projected_in() -> re.Pattern[str]:
    """A forecast of an earlier month: "the 3.0% projected in September"."""
    verbs = r"(?:projected|estimated|forecast|expected|seen|predicted|pencilled\s+in|anticipated)"
    months = "|".join(FULL_NAMES)
    return re.compile(
        rf"\s+(?P<word>(?:that\s+(?:\w+\s+)?)?{verbs}\s+(?:back\s+)?in\s+(?:the\s+)?(?:{months}|previous|last|prior))\b",
        re.IGNORECASE,
    )
