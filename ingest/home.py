"""Pages -> the country that a report is about, where neither its title nor its house says so.

A running head names it ("Research Briefing | Eurozone"); in a report that no known house signs, the
rates, statistics offices and countries that it speaks of most do. It is the last resort for a
figure without a place, and it comes before a country that only an earlier paragraph was about.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from ingest.candidates import Candidate, Meaning, Origin, Phrase
from ingest.resolving import cues, lexicon
from ingest.resolving.confidence import CALL_READER
from ingest.resolving.places import home_of
from warehouse.reference import region_by_code

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.pdf.layout import Line, Page
    from warehouse.records import Rejection

FRONT_PAGES = 3  # on which a report speaks of its own country most
HEAD_SHARE = 0.12  # of the page height: heads stand above
HEAD_WORDS = 6  # of a part of a head line at most
TELLING = 3  # names that a national rate or statistics office is worth
ENOUGH, CLEAR_LEAD = 5, 2.5  # names that the country needs, and how many times the next one's
_PARTS = re.compile(r"\s[|•·/–—]\s|\s{3,}")
_WORD = re.compile(r"[^\W\d_]+")
_UNION = "EA"


def find_home(pages: Sequence[Page], *, publisher: str | None, title: str) -> Phrase | None:
    """Return the words that say which country a report is about, None where others say it.

    Args:
        pages: of the report.
        publisher: the house that signs it, if one does.
        title: of the report.
    """
    if not pages or home_of(publisher, title) is not None:
        return None
    return _in_head(pages[0]) or (_spoken_of(pages) if publisher is None else None)


def at_home(found: Candidate | Rejection, home: Phrase | None) -> Candidate | Rejection:
    """Return a candidate that takes the report's country where nothing nearer names one.

    Args:
        found: a candidate, or what was passed over.
        home: as `find_home` gives it.
    """
    if home is None or not isinstance(found, Candidate) or found.reader == CALL_READER:
        return found
    regions = tuple(found.phrases.get(Meaning.REGION, ()))
    return replace(found, phrases={**found.phrases, Meaning.REGION: (*regions, home)})


def _in_head(page: Page) -> Phrase | None:
    """Return the one country that the head of the first page names by itself."""
    found: dict[str, Phrase] = {}
    for line in page.lines:
        if line.bottom > HEAD_SHARE * page.height:
            continue
        for part in _PARTS.split(line.text):
            code = _named_alone(part)
            if code is not None:
                found[code] = _phrase(part.strip(), line, page.number)
    return next(iter(found.values())) if len(found) == 1 else None


def _named_alone(part: str) -> str | None:
    """Return the country of "Swiss Economics Weekly", of nothing that is anybody's name."""
    if len(part.split()) > HEAD_WORDS or lexicon.institutions().find(part):
        return None
    named = lexicon.regions().find(part)
    if len({n.key for n in named}) != 1 or not _may_be_home(named[0].key):
        return None
    rest = part[: named[0].start] + part[named[0].end :]
    known = {word.lower() for word in cues.words("prose", "head_words")}
    return named[0].key if all(w.lower() in known for w in _WORD.findall(rest)) else None


def _may_be_home(code: str) -> bool:
    region = region_by_code().get(code)
    return region is not None and (region.kind == "country" or code == _UNION)


def _phrase(text: str, line: Line, page: int) -> Phrase:
    return Phrase(text, (line.bbox,), Origin.REPORT, page)


def _spoken_of(pages: Sequence[Page]) -> Phrase | None:
    """Return the country that a report nobody signs speaks of far more than of any other."""
    text = "\n".join(line.text for page in pages[:FRONT_PAGES] for line in page.lines)
    counts = Counter(n.key for n in lexicon.regions().find(text) if _may_be_home(n.key))
    signs = (cues.table("calls", "own_rates"), cues.section("national_offices"))
    for words, code in (pair for table in signs for pair in table.items()):
        if re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text):
            counts[code] += TELLING
    best = counts.most_common(2)
    if not best or best[0][1] < ENOUGH:
        return None
    if len(best) > 1 and best[0][1] < CLEAR_LEAD * best[1][1]:
        return None
    name = region_by_code()[best[0][0]].name
    return Phrase(name, (), Origin.REPORT, pages[0].number)
