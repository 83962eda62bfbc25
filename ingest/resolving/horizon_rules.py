"""Every way of writing a period: its pattern and what reads it. The first that fits wins."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from ingest.months import MONTHS, NAMES, QUARTER
from ingest.resolving import horizon_near as near
from ingest.resolving import horizon_words as words
from ingest.resolving.cues import matches_from
from ingest.resolving.horizon_words import COUNTS, Horizon, Now

_YEAR = r"(?:19|20)\d\d"
_MONTH = rf"{NAMES}\b\.?"
_SHORT = r"['’]?\d\d"
_WORDED = (
    r"(?:this\scoming|this|the\scurrent|the\ssame|that|next|the\scoming|the\snext|the\sfollowing|"
    r"the|last|of\sthe|(?:this|current|the\scurrent|next|the\snext|last)\s(?:fiscal|financial|calendar)|"
    r"(?:(?:of\s)?the|this)\s(?:full|whole|entire))\syear(?!\s+(?:earlier|ago|before|after|ahead)\b|[\s-]end\b)|"
    r"(?:this|next|last|the\scurrent)\sfiscal(?=\s*(?:[,.;)]|$|(?:and|as|on|with|but|while|from|after)\b))"
)
_ANY = rf"(?:{_YEAR}(?![\d-]\d)|{_WORDED})"
_ORD = r"(?:first|second|third|fourth|final|last|closing|opening|1st|2nd|3rd|4th)"
_LETTER = r"(?:\s?\([EFAPefap]\)|[EFAefa])?"  # "Q3E", "Q3 (f)": an estimate or a forecast
_COLON = r":(?=(?:20)?\d\d(?!\d|[.,]\d|\s?%))"  # "Q2:26", but not "Q2:26.5"
_COUNT = rf"(?:\d{{1,2}}|{'|'.join(COUNTS)})"


@dataclass(frozen=True, slots=True)
class Rule:
    """One way of writing a period and how to read it."""

    compiled: re.Pattern[str]
    read: Callable[[re.Match[str], Now], Horizon | None]


_COUNTED = rf"(?:\d|{'|'.join(COUNTS)})"
_MONTHLY = "|".join(MONTHS)
_OPENING = re.compile(  # how every period below begins, in small letters; it passes over the rest
    rf"(?<!\w)(?=[\d'’abcdefhijlmnoqstvwy])(?=\d|['’]\d|q[1-4]|h[12]|{_MONTHLY}|fy|cy|eo[py]|ye|lr|long|"
    r"the\s(?:[12]|begin|clos|coming|current|end|entire|final|first|following|fourth|full|last|"
    r"latter|mid|next|opening|remainder|rest|same|second|start|subsequent|third|turn|very|whole|year|time\sthe\syear|time\sthis\syear|"
    r"early\s|late\s|winter|spring|summer|autumn)|each\sof\sthe\s|christmas|"
    rf"(?:in|over)\s(?:the\s|next|coming|following|{_COUNTED})|"
    rf"(?:within|during|across)\s(?:the\s|next|coming|following|{_COUNTED})|"
    rf"(?:a|at|on)\s\d|(?:in|for|by)-\d|of\sthe\s(?:year|full|whole|entire)|{_COUNTED}[\s-]|"
    r"(?:this|that|last|coming|current)\s|next|(?:beginning|start|turn)\sof|"
    r"(?:a|one)\syear\slater|(?:twelve|12)\smonths\slater|"
    r"(?:first|second|third|fourth|final|last|closing|opening|latter|close|end)[\s-]|year|"
    r"ends\s|ending\s|finish|closes\s|exits?\s|exiting\s|throughout\sthe\s|"
    r"between\s\d|before\slong|fiscal|mid|early|late|very\s|winter|spring|summer|autumn)"
)
_END = r"(?:(?:the\s)?end[\s-](?:of[\s-])?)?"
_OF = r"(?:\s+(?:of|in|for))?\s+"
_Q_DIGITS = (
    rf"(?:{_YEAR}[\s-]?Q[1-4]|Q[1-4][\s'’/-]*(?:{_YEAR}|\d\d)|[1-4]Q\s?['’]?(?:{_YEAR}|\d\d))"
)
_PATTERNS: dict[str, tuple[str, Callable[[re.Match[str], Now], Horizon | None]]] = {
    "month_of_short_year": (
        rf"^(?P<m>{_MONTH})\s(?P<y>\d\d)(?:\s?\(?[EFef]\)?)?$",
        words.read_month_of_short_year,
    ),
    "ratio": (
        r"(?:Q4\s*/\s*Q4|4Q\s*/\s*4Q|Q4[\s-](?:on|over)[\s-]Q4|"
        r"fourth[\s-]quarter\s(?:on|over|to|versus)\s(?:the\s)?fourth[\s-]quarter)",
        words.read_nothing,
    ),
    "quarters": (rf"(?P<a>{_Q_DIGITS})\s*(?:-|–|to)\s*(?P<b>{_Q_DIGITS})", words.read_quarter_span),
    "quarter_of_year": (
        rf"{_END}(?:(?P<y>{_YEAR})[\s-]?(?:Q(?P<q>[1-4])|:Q?(?P<q2>[1-4])(?!\d))"
        rf"){_LETTER}(?![\w/])",
        lambda m, n: words.read_quarter_named(m, n),
    ),
    "quarter_then_year": (
        rf"{_END}(?:Q(?P<q>[1-4])(?:\s*['’/-]?\s*|{_COLON}|\s+of\s+)(?P<y>{_YEAR}|\d\d|{_WORDED})){_LETTER}(?!\w)",
        words.read_quarter,
    ),
    "quarter_short": (
        rf"{_END}(?P<q>[1-4])Q\s?['’]?(?P<y>{_YEAR}|\d\d)?[EFef]?(?![\w/])",
        words.read_quarter,
    ),
    "quarter_bare": (
        r"(?:(?:the\s)?end[\s-](?:of[\s-])?)?Q(?P<q>[1-4])" + _LETTER + r"(?![\w/])",
        words.read_quarter,
    ),
    "year_to": (
        rf"(?:the\s)?(?:year|(?:12|twelve)\smonths)\s(?:to|through|ending|ended)\s(?:the\s)?(?P<m>{_MONTH})"
        rf"(?P<quarter>\squarter)?(?:{_OF}(?P<y>{_ANY}))?(?!\w)",
        words.read_year_to,
    ),
    "quarter_of_month": (
        rf"(?:the\s)?(?P<m>March|June|Sept?(?:ember)?|Dec(?:ember)?)\s(?P<y>{_YEAR})(?P<quarter>\squarter)(?!\w)",
        words.read_month_quarter,
    ),
    "month_quarter": (
        rf"(?:the\s)?(?P<m>March|June|Sept?(?:ember)?|Dec(?:ember)?)(?P<quarter>\squarter)(?:{_OF}(?P<y>{_ANY}))?(?!\w)",
        words.read_month_quarter,
    ),
    "quarter_listed": (
        rf"(?:the\s)?(?P<o>{_ORD})(?=(?:,\s{_ORD})*\s(?:and|or)\s{_ORD}[\s-]quarters?\b)",
        words.read_quarter,
    ),
    "quarter_worded": (
        rf"(?:(?:the\s)?end\sof\s)?(?:the\s)?(?P<o>{_ORD})[\s-]quarters?(?:{_OF}(?P<y>{_ANY}))?(?!\w)",
        words.read_quarter,
    ),
    "ordinal_bare": (
        r"(?:(?<=for )|(?<=in )|(?<=by ))the\s(?P<o>second|third|fourth)(?=\s*(?:[,.;)]|and\b|$))",
        words.read_ordinal,
    ),
    "months_of_quarter": (
        rf"{QUARTER}\.?(?:(?:{_OF}|\s?,\s?|\s?)(?P<y>{_ANY}|['’]\d\d))?(?!\w)",
        words.read_months_of_quarter,
    ),
    "three_months": (
        rf"(?P<o>first|last|final)\s(?:three|3)\smonths(?:{_OF}(?P<y>{_ANY}))?",
        words.read_quarter,
    ),
    "six_months": (
        rf"(?P<o>first|second|last|final)\s(?:six|6)\smonths(?:{_OF}(?P<y>{_ANY}))?",
        words.read_half,
    ),
    "half_short": (
        rf"{_END}(?P<h>[12])H\s?['’]?(?P<y>{_YEAR}|\d\d)?{_LETTER}(?!\w)",
        words.read_half,
    ),
    "half_of_year": (rf"{_END}(?P<y>{_YEAR})[\s-]?H(?P<h>[12]){_LETTER}(?!\w)", words.read_half),
    "half_then_year": (
        rf"{_END}H(?P<h>[12])(?:(?:\s*['’/-]?\s*|\s+of\s+)(?P<y>{_YEAR}|\d\d|{_WORDED}))?(?!\w)",
        words.read_half,
    ),
    "half_worded": (
        rf"{_END}(?:the\s)?(?P<o>first|second|latter|1st|2nd)[\s-]half(?:{_OF}(?P<y>{_ANY}))?(?!\w)",
        words.read_half,
    ),
    "turn_of_year": (
        r"(?:the\s)?turn\sof\sthe\s(?:calendar\s)?year(?!\w)",
        near.read_turn_of_year,
    ),
    "year_start": (
        r"(?:the\s)?(?:start|beginning)\sof\s(?:the|this)\s(?:calendar\s)?year(?!\w)",
        words.read_nothing,
    ),
    "year_end": (
        rf"(?:(?:the\s)?(?:very\s)?(?:end|close)[\s-](?:of[\s-])?(?:calendar\s)?(?P<y>(?:(?:the|calendar|calendar\syear|financial|fiscal)\syear\s)?(?:year\s)?{_YEAR}(?!\d)|{_WORDED}|['’]?\d\d(?![\d.,%]|\s?[%A-Za-z]))"
        rf")(?!\w)",
        words.read_year_end,
    ),
    "ends_year": (
        rf"(?:ends|ending|finish(?:es|ing)?|clos(?:es|ing)|exits?|exiting)\s(?P<y>{_YEAR}|(?:this|next|the)\syear)"
        r"(?=\s(?:(?:just|only|slightly|a\slittle|well|broadly)\s)*(?:at|near|around|about|above|below|under|over|close|with|on|in|with)\b)",
        words.read_ends_year,
    ),
    "year_end_noun": (
        rf"(?:(?:this|next|the)\s)?year[\s-]end"
        r"(?!\s+(?:outlook|report|review|survey|publication|forecast round))"
        rf"(?:[\s-]*(?:of\s)?(?P<y>{_YEAR}))?(?!\w)",
        lambda m, n: words.read_year_end_noun(m, n),
    ),
    "year_then_end": (
        rf"(?P<y>{_YEAR})[\s-](?:year[\s-]end|eop|eoy|(?-i:YE)|end)(?!\w)|(?:eop|eoy|(?-i:YE))\s?(?P<y3>{_YEAR}|\d\d)(?!\w)|(?P<y2>{_WORDED})\s(?:closes|ends|draws)\b",
        lambda m, n: words.read_year_then_end(m, n),
    ),
    "day": (
        rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\s(?:of\s)?{_MONTH}(?:,?\s{_YEAR})?|"
        rf"{_MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?(?!\d)(?:,?\s{_YEAR})?)",
        words.read_day,
    ),
    "month": (
        rf"(?:(?:the\s)?end[\s-](?:of[\s-])?)?(?P<m>{_MONTH})[\s,/-]*(?:of\s)?(?P<y>{_YEAR}|['’]\d\d|(?<=-)\d\d|{_WORDED})(?:[EFef](?!\w))?(?!\w)",
        words.read_month,
    ),
    "month_bare": (
        rf"(?:(?<=[\w,]\s)|end-)(?P<m>{_MONTH})(?!\s?\d)(?=\W|$)"
        r"(?!\s+(?:(?-i:(?!(?:CPI|HICP|PCE|PPI|GDP)\b)[A-Z])|round|projection|forecast|outlook|meeting\b|report|survey|data|release|numbers|figures|view|"
        r"estimate|baseline|edition|issue|update|publication|assessment|call))"
        rf"|(?:(?<=at its )|(?<=at the )|(?<=at their ))(?P<m3>{_MONTH})"
        r"(?=\s+(?:(?:policy|board|rate|FOMC|MPC)\s+)?meeting\b)"
        rf"|^(?P<m4>{_MONTH})(?=\s+(?:remains?|is|looks?|seems?|stays?)\b)"
        rf"|^(?P<m2>{_MONTH})$",
        lambda m, n: words.read_month_bare(m, n),
    ),
    "edge": (
        rf"(?P<edge>(?:the\s)?mid(?:dle)?(?:\sof)?|early(?:\sin)?|late(?:\sin)?|(?:the\s)?latter\spart\sof|later(?:\sin)?)"
        rf"[\s-](?P<y>{_ANY})(?!\w)",
        words.read_edge_of_year,
    ),
    "mid_year": (
        r"(?:(?<=by )|(?<=around )|(?<=until )|(?<=at )|(?<=from )|(?<=in )|(?<=before ))"
        r"mid-?year(?!\w|\s+(?:outlook|update|review|report|edition|budget))",
        words.read_mid_year,
    ),
    "rest_of_year": (
        r"the\s(?:rest|remainder)\sof\s(?:the|this)\s(?:calendar\s)?year(?!\w)",
        near.read_rest_of_year,
    ),
    "each_following": (
        rf"each\sof\sthe\s(?:following|next|subsequent|remaining|other)\s(?P<n>{_COUNT})(?:\squarters)?(?!\w)",
        near.read_each_following,
    ),
    "year_later": (
        r"(?:a|one)\syear\slater(?!\w)|(?:twelve|12)\smonths\slater(?!\w)",
        near.read_year_later,
    ),
    "year_out": (
        r"(?:the\stime\s)?(?:the|this)\syear\sis\s(?:out|over|through)(?!\w)",
        near.read_year_out,
    ),
    "year_ending": (
        r"the\syear\s(?:(?:now|just|that\sis)\s)(?:ending|closing|ended|drawing\sto\sa\sclose)(?!\w)",
        near.read_this_year,
    ),
    "quarter_near": (
        r"(?P<which>this|the\scurrent|the\spresent|next|the\snext|the\scoming)\squarter(?!\w)",
        near.read_quarter_near,
    ),
    "month_near": (
        r"(?P<which>this|next|the\scoming)\s(?P<unit>month|week)(?!\w|['’]s\s(?:data|figures|report))",
        near.read_month_near,
    ),
    "season": (
        rf"(?P<s>winter|spring|summer|autumn)(?:{_OF}|\s)(?P<y>{_ANY})",
        words.read_season,
    ),
    "season_bare": (
        r"(?:the\s(?:(?:early|late)\s)?|(?<=this )|(?<=next ))(?P<s>winter|spring|summer|autumn)"
        r"(?!\w|\s+(?:forecast|round|outlook|report|statement|update|projection|budget|bulletin|edition|survey|wage|meeting|of|term)s?\b)",
        words.read_season,
    ),
    "christmas": (r"(?:(?<=by )|(?<=before )|(?<=until ))christmas(?!\w)", near.read_christmas),
    "years_between": (
        rf"between\s(?P<a>{_YEAR})(?P<dash>\sand\s)(?P<b>{_YEAR})(?P<fy>(?!.))?(?![\w%]|\.\d)",
        words.read_year_span,
    ),
    "years": (
        rf"(?P<fy>FY\s?|fiscal\s(?:years?\s)?)?(?P<a>{_YEAR})\s?(?P<dash>[-–/]|to)\s?(?P<b>{_YEAR}|\d\d)(?![\w%]|\.\d)",
        words.read_year_span,
    ),
    "fiscal_pair": (
        r"FY\s?['’]?(?P<a>\d\d)\s?[-–/]\s?['’]?(?P<b>\d\d)(?![\d%]|\.\d)",
        words.read_fiscal_pair,
    ),
    "fiscal": (
        r"(?:FY|CY)\s?['’]?(?P<y>\d\d(?:\d\d)?)(?P<suffix>[EFefPp])?(?!\w)",
        words.read_year,
    ),
    "year": (
        rf"(?<![\w$€£.,/'’-])(?:(?:in|for|by)-)?(?P<y>{_YEAR})(?P<suffix>[EFefPp]|\s?(?:est|proj)\b\.?)?(?![\w%]|[.,/]\d)",
        words.read_year,
    ),
    "short_year": (r"(?<!\w)['’](?P<y>[2-4]\d)(?P<suffix>[EFefPp])?(?!\w)", words.read_year),
    "year_after": (
        r"the\s(?:year\safter|following\syear|subsequent\syear)(?:\sthat)?(?!\w)",
        words.read_year_after,
    ),
    "ahead": (
        rf"(?:over|in|within|during|across)\s(?:the\s)?(?:next|coming|following)?\s?(?P<n>{_COUNT})[\s-]"
        r"(?P<unit>months?|quarters?|years?)(?:'|’)?(?:\stime|\sahead)?(?!\w)|"
        rf"(?:the\s)?(?:next|coming)\s(?P<n2>{_COUNT})[\s-](?P<unit2>months?|quarters?|years?)(?!\w)|"
        rf"(?P<n3>{_COUNT})[\s-](?P<unit3>months?)[\s-](?:ahead|forward|horizon|view|forecasts?|targets?|projections?)(?!\w)|"
        r"(?:over|in|within)\sthe\s(?:next|coming)\s(?P<unit4>year)(?!\w)|"
        r"(?<!\w)(?P<n5>3|6|12|24)-?(?P<unit5>M)(?!\w)|"
        r"(?:in|on|over|a|at)\s(?P<n6>1|9|18)-?(?P<unit6>M)(?!\w)",
        lambda m, n: words.read_ahead_any(m, n),
    ),
    "worded": (_WORDED + r"(?!\w)", words.read_worded),
    "next_bare": (
        r"next(?=\s*(?:[,.;:)%]|$|(?:and|as|but|with|while|thanks|helped|before|is|are|will|should|at)\b))",
        near.read_next_bare,
    ),
    "whole_horizon": (
        r"(?:over|across|throughout|within|during)\sthe\s(?:entire\s|whole\s)?(?:projection|forecast|forecasting|policy)\s"
        r"(?:horizon|period)(?!\w)",
        words.read_vague,
    ),
    "medium_term": (
        r"(?:in|over)\sthe\smedium(?:[\s-]to[\s-]long(?:er)?)?[\s-](?:term|run)(?!\w)",
        words.read_vague,
    ),
    "near_term": (r"(?:in|over)\sthe\s(?:near|short)[\s-]term(?!\w)", words.read_near_term),
    "before_long": (r"before\slong(?!\w|[\s-]term)", words.read_before_long),
    "longer_run": (
        r"(?:(?:in|over)\sthe\slong(?:er)?[\s-](?:run|term)|long(?:er)?[\s-]run\d?(?![\s-][A-Za-z])|"
        r"^longer[\s-]term$|longer[\s-](?:run|term)(?=\s(?:projection|estimate|forecast|level|rate|value|dot))|LR)(?!\w)",
        words.read_longer_run,
    ),
}


RULES = {
    name: Rule(re.compile(rf"(?<!\w)(?:{body})", re.IGNORECASE), read)
    for name, (body, read) in _PATTERNS.items()
}


def periods_in(text: str) -> Iterator[tuple[Rule, re.Match[str]]]:
    """Yield what looks like a period in a text, in reading order, with the rule that reads it."""
    for found in matches_from(_OPENING, _any_rule(), text):
        rule = RULES[found.lastgroup or ""]
        if (inner := rule.compiled.match(text, found.start())) is not None:
            yield rule, inner


@lru_cache(maxsize=1)
def _any_rule() -> re.Pattern[str]:
    """Return one pattern over all rules; the name of the group says which rule fits."""
    parts = []
    for name, (body, _) in _PATTERNS.items():
        parts.append(f"(?P<{name}>{re.sub(r'[(][?]P<[a-z0-9]+>', '(?:', body)})")
    return re.compile("|".join(parts), re.IGNORECASE)
