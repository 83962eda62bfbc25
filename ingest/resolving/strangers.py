"""Sentence -> those who say something in it though no list knows them: "Crisil projects", "MTI".

What they say is nobody's that a chart could show, least of all the publisher's.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ingest.resolving import cues
from ingest.resolving.lexicon import Named

UNATTRIBUTED = "Unattributed"

LONG_NAME = 3  # words: so long a name is one, whatever words it is made of
_OTHERS_FIGURE = re.compile(  # "below the NESDC's 1.2%", not "September's"
    r"\b(?i:vs\.?|versus|against|compared\s+(?:with|to)|than|below|above)\s+(?:the\s+)?"
    r"(?P<name>(?!(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z.]*['’])"
    r"[A-Z][\w&.-]*(?:\s+[A-Z][\w&.-]*){0,3})['’]s?\s+(?=[+−–-]?[\d½¼¾])"
)
_REVISES = (  # "has cut its range"
    r"(?:(?:has|have|had)\s+)?(?:\w+ly\s+|just\s+)?(?:cut|raised|lowered|trimmed|lifted|upgraded|downgraded|"
    r"narrowed|widened|kept|revised|maintained|nudged|reaffirmed|left)\s+(?:up\s+|down\s+)?(?:its|their)\s+"
    r"(?:[\w-]+\s+){0,4}?(?:ranges?|forecasts?|projections?|outlook|estimates?|expectations?|calls?|guidance|view)"
)
GOES_ON = re.compile(  # "is more upbeat: in its May report it had"
    r"\s+(?:is|are|was|were|looks?|sounds?|remains?|seems?|stays?)\s+[^.;:%]{2,60}?[:;,–—]\s+(?:in\s+(?:its|their)\s+[^,:;.]{0,40}?,?\s+)?"
    r"(?:it|they)\s+(?:\w+ly\s+|now\s+|still\s+)?(?:had|has|have|sees?|saw|expect(?:s|ed)?|forecasts?|projects?|projected|"
    r"puts?|predict(?:s|ed)?|anticipate[sd]?|looks?\s+for)\b"
)
_OWNS = (  # "the central bank's own number", "the Treasury's panel of forecasts puts"
    r"['’]s?\s+(?:[\w-]+\s+){0,5}?(?:numbers?|forecasts?|projections?|estimates?|figures?|ranges?|calls?|puts?|panel)\b"
)
_OPENS = r"(?:^|[.;:,–—]\s+|\b(?:while|and|but|whereas|although|that)\s+)"


def find_strangers(text: str) -> list[Named[str]]:
    """Return names that are no known house, but say what they expect: "Crisil projects"."""
    told = cues.may_stand(text, "speakers", "forecasting") or "its" in text or "it had" in text
    named = _stranger().finditer(text) if told else ()
    found = [m for m in (*named, *_OTHERS_FIGURE.finditer(text)) if _is_name(m["name"])]
    if cues.may_stand(text, "speakers", "bodies"):
        found += _body().finditer(text)
    return [Named(UNATTRIBUTED, m["name"], m.start("name"), m.end("name")) for m in found]


def _is_name(words: str) -> bool:
    """Whether words are a name: "National Development Council", not "Governing Council"."""
    proper = words.removeprefix("The ").split()
    if len(proper) >= LONG_NAME:
        return _not_a_name().fullmatch(proper[0]) is None
    return _not_a_name().search(words) is None


@lru_cache(maxsize=1)
def _says() -> str:
    verbs = cues.alternatives(cues.words("speakers", "forecasting"))
    lead = r"(?:,[^,;.]{2,30},)?\s+(?:(?:also|now|still|itself)\s+)?"
    said = rf"{lead}(?:(?i:{verbs})(?!\w)|{_REVISES})"
    return rf"(?:{said}|(?={GOES_ON.pattern}))"


@lru_cache(maxsize=1)
def _stranger() -> re.Pattern[str]:
    """A capitalised name right before "expects" or "economists expect"."""
    name = r"[A-Z][\w&’'.-]*(?:\s+(?:of\s+|&\s+|and\s+)?[A-Z][\w&’'.-]*){0,6}"
    people = r"(?:['’]s?)?(?:\s+(?:economists?|analysts?|strategists?|research))?"
    return re.compile(rf"{_OPENS}(?P<name>{name}){people}{_says()}")


@lru_cache(maxsize=1)
def _body() -> re.Pattern[str]:
    """A ministry, a government, a central bank: "the finance ministry in Seoul sees"."""
    bodies = cues.alternatives(cues.words("speakers", "bodies"))
    place = r"(?:\s+(?:of|in|for)\s+(?:the\s+)?[A-Z][\w-]*(?:\s+(?:and\s+)?[A-Z][\w-]*){0,3})?"
    owner = r"(?:[Tt]he\s+|[A-Z][\w]+['’]s?\s+|[Ii]ts\s+)"
    return re.compile(
        rf"{_OPENS}{owner}(?P<name>(?:[\w-]+\s+){{0,2}}?(?i:{bodies}){place})(?:{_says()}|(?={_OWNS}))"
    )


@lru_cache(maxsize=1)
def _not_a_name() -> re.Pattern[str]:
    words = cues.words("speakers", "not_names")
    lists = (cues.words("speakers", "consensus"), cues.words("prose", "pronouns"))
    return re.compile(
        cues.alternatives((*words, *(w for entries in lists for w in entries))), re.IGNORECASE
    )
