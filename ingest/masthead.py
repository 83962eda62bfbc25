"""Pages -> masthead: who published the report, what it is called and when it came out.

Every place where a house may sign (title block, running header, copyright line, web address, file
metadata) gives points to the institutions named there. Bodies of reports name many institutions,
so a mention in running text counts little and a house must win clearly, or none is named.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from ingest.publication_date import TITLE_BLOCK_LINES, TITLE_DEPTH, find_date
from ingest.resolving import cues
from warehouse.reference import Institution, fold, institutions
from warehouse.vocabulary import InstitutionKind, Precision

if TYPE_CHECKING:
    from ingest.pdf.layout import Line, Page

FRONT_PAGES = 2  # title, date and authors stand on the first pages
BACK_PAGES = 2  # imprint and copyright on the last ones
TITLE_LINES = 4  # a printed title runs over at most this many lines
SIGNATURE_WORDS = 9  # a line with more words is running text
OPENING_WORDS = 14  # a line that opens with a name may go on with the series and the date
SIGNATURE_BLOCK_WORDS = 18  # so is a block with more, even where a line of it is short
ROUNDUP_HOUSES = 4  # a text that quotes this many houses is a round-up and belongs to none of them
LONGEST_TITLE = 160  # characters
POINTS_TITLE, POINTS_SIGNATURE, POINTS_DIGEST = 3.0, 4.0, 9.0
POINTS_RUNNING, POINTS_COPYRIGHT, POINTS_ADDRESS = 5.0, 7.0, 4.0
POINTS_METADATA, POINTS_FILE_NAME, POINTS_MENTION, POINTS_QUOTED = 3.0, 2.0, 0.5, 4.0
MOST_MENTIONS = 8  # a body that names a house more often does not make it more of a publisher
SUBJECT_SHARE = 0.25  # central banks are written about: a mention of one counts a quarter
ENOUGH, CLEAR_LEAD = 3.5, 1.3  # points that a publisher needs, and how many times the runner-up's
SHORTEST_IN_ADDRESS = 3  # letters: shorter names are parts of other words
SHORTEST_CAPITALISED = 6  # letters: shorter names in capitals are acronyms of something else
SHORTEST_BEGINNING = 6  # letters: "bnymellonwealth" begins with a name, "ingredients" does not

_VARYING = {" ": r"\s+", "'": "['’]"}  # signs of a name that are printed in more than one way
_COPYRIGHT = re.compile(r"©|\(c\)\s*(?:19|20)\d\d|copyright|all rights reserved", re.IGNORECASE)
_ADDRESS = re.compile(r"(?:https?://|www\.|@)\s?([\w.-]+\.[a-z]{2,})", re.IGNORECASE)
_DIGEST = re.compile(r"\b(?:digest|summary|summaries|coverage|highlights)\b.{0,40}?\bof\b", re.I)
_OWNED = re.compile(
    r"\b(?:projections|forecasts|outlook|assessments?)\s+(?:of|by)\b", re.IGNORECASE
)
_PARTS = re.compile(r"\s[|•·/–—]\s")
_REPORTED = re.compile(  # in small letters: "Economic Forecasts" is a noun
    r"\b(?:says|said|told|thinks|believes|reckons|notes|argues|[Aa]ccording to|"
    r"projects|sees|expects|forecasts)\b"
)
_SAYS = re.compile(rf"\W+(?:\w+\W+){{0,2}}?{_REPORTED.pattern}")


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What the file says of itself outside its pages.

    Attributes:
        title: from the document information, may be empty or useless.
        author: likewise.
        created: the creation date, or None.
        file_name: last part of the name that it came with.
    """

    title: str = ""
    author: str = ""
    created: date | None = None
    file_name: str = ""


@dataclass(frozen=True, slots=True)
class Masthead:
    """Who, what and when, with a note on where each was found.

    Attributes:
        publisher: usual short name, or None where nobody wins clearly.
        title: as printed, else from the file.
        published: the last day that the printed date can mean, or None.
        precision: what is printed of the date.
        notes: sentences for a person.
    """

    publisher: str | None
    title: str
    published: date | None
    precision: Precision | None
    notes: tuple[str, ...]


def read_masthead(pages: Sequence[Page], facts: FileFacts) -> Masthead:
    """Find publisher, title and date of publication."""
    publisher, who = find_publisher(pages, facts)
    found = find_date(pages, created=facts.created)
    return Masthead(
        publisher=publisher,
        title=find_title(pages, facts),
        published=found.day if found else None,
        precision=found.precision if found else None,
        notes=(who, found.note if found else "No date of publication is printed."),
    )


def find_title(pages: Sequence[Page], facts: FileFacts) -> str:
    """Return the largest print at the head of the first page, else the file's own title."""
    lines = _title_lines(pages[0]) if pages else []
    printed = " ".join(line.text for line in lines)[:LONGEST_TITLE].strip()
    if len(re.findall(r"[^\W\d_]{2,}", printed)) >= 2:
        return printed
    return facts.title.strip()[:LONGEST_TITLE] or printed or facts.file_name.rsplit(".", 1)[0]


def _title_lines(page: Page) -> list[Line]:
    top = [line for line in page.lines if line.top < TITLE_DEPTH * page.height and line.words]
    if not top:
        return []
    largest = max(line.size for line in top)
    first = next(i for i, line in enumerate(top) if line.size >= largest)
    run: list[Line] = []
    for line in top[first : first + TITLE_LINES]:
        if line.size < 0.9 * largest:
            break
        run.append(line)
    return run


def find_publisher(pages: Sequence[Page], facts: FileFacts) -> tuple[str | None, str]:
    """Return the house that signs the report, and a sentence on why.

    Returns:
        The usual short name or None, and the note.
    """
    points: dict[str, float] = defaultdict(float)
    places: dict[str, set[str]] = defaultdict(set)
    for name, score, place in _signs(pages, facts):
        points[name] += score
        places[name].add(place)
    _merge_families(points, places)
    ranked = sorted(points.items(), key=lambda item: (-item[1], item[0]))
    if not ranked or ranked[0][1] < ENOUGH:
        return None, "No house signs this report; its figures stay without a publisher."
    if len(ranked) > 1 and ranked[0][1] < CLEAR_LEAD * ranked[1][1]:
        return None, f"{ranked[0][0]} and {ranked[1][0]} are both named; neither signs clearly."
    best = ranked[0][0]
    return best, f"Publisher {best}: found in {', '.join(sorted(places[best]))}."


def _signs(pages: Sequence[Page], facts: FileFacts) -> Iterable[tuple[str, float, str]]:
    """Yield (institution, points, place) for every place where a house may sign."""
    front, back = pages[:FRONT_PAGES], pages[-BACK_PAGES:]
    if pages:
        yield from _title_signs(pages[0])
    for name in {n for page in pages for n in _running_names(page)}:
        yield name, POINTS_RUNNING, "the running header or footer"
    imprint = {page.number: page for page in (*front, *back)}.values()
    lines = [line.text for page in imprint for line in page.lines]
    for name in {n for text in lines if _COPYRIGHT.search(text) for n in named_in(text)}:
        yield name, POINTS_COPYRIGHT, "the copyright line"
    hosts = {host.lower() for text in lines for host in _ADDRESS.findall(text)}
    for name in {n for host in hosts for n in _named_in_address(host)}:
        yield name, POINTS_ADDRESS, "a web address"
    for text in (facts.author, facts.title):
        for name in set(named_in(text)):
            yield name, POINTS_METADATA, "the file's metadata"
    for name in set(named_in(re.sub(r"[-_.]+", " ", facts.file_name))):
        yield name, POINTS_FILE_NAME, "the file name"
    for name in _quoted(front):
        share = SUBJECT_SHARE if _is_subject(name) else 1.0
        yield name, POINTS_QUOTED * share, "the text, as the one it quotes"
    for name, count in Counter(n for page in front for n in named_in(_body(page))).items():
        share = SUBJECT_SHARE if _is_subject(name) else 1.0
        yield name, min(count, MOST_MENTIONS) * POINTS_MENTION * share, "the text"


def _title_signs(page: Page) -> Iterable[tuple[str, float, str]]:
    titles = {id(line) for line in _title_lines(page)}
    head = " ".join(line.text for line in page.lines if id(line) in titles)
    for name in set(named_in(head)):
        yield name, POINTS_TITLE, "the title"
    for line, block_words in _head_lines(page):
        text = line.text
        if _DIGEST.search(text):
            for name in set(named_in(text)):
                yield name, POINTS_DIGEST, "the line that says what it digests"
        elif owned := _OWNED.search(text):
            for name in set(named_in(text[owned.end() :])):
                yield name, POINTS_SIGNATURE, "the line that says whose forecasts these are"
        elif id(line) not in titles and not _is_sentence(text):
            short = block_words <= SIGNATURE_BLOCK_WORDS
            for part in _PARTS.split(text):
                most = OPENING_WORDS if _names().match(part) else SIGNATURE_WORDS
                if short and len(part.split()) <= most:
                    for name in set(named_in(part)):
                        yield name, POINTS_SIGNATURE, "the head of the first page"


def _is_sentence(text: str) -> bool:
    """Whether a short line is running text: it reports, or it ends in a word and a full stop."""
    return bool(_REPORTED.search(text) or re.search(r"\b[a-z]{2,}\.$", text))


def _head_lines(page: Page) -> list[tuple[Line, int]]:
    """Return the first lines of a page, each with the number of words in its block."""
    lines = []
    for block in page.blocks:
        words = sum(len(line.words) for line in block.lines)
        lines += [(line, words) for line in block.lines]
    return lines[:TITLE_BLOCK_LINES]


def _quoted(pages: Sequence[Page]) -> set[str]:
    """Return the house that an article quotes, where it quotes no more than a few."""
    text = " ".join(_body(page) for page in pages)
    quoted = set()
    for found in _names().finditer(text):
        if said := _SAYS.match(text, found.end()):
            quoted.update(named_in(text[found.start() : said.end()]))
    houses = {name for name in named_in(text) if not _is_subject(name)}
    return set() if len(houses) >= ROUNDUP_HOUSES else quoted


def _running_names(page: Page) -> set[str]:
    return {n for block in page.blocks if block.running for n in named_in(block.text)}


def _body(page: Page) -> str:
    return " ".join(block.text for block in page.blocks if not block.running)


def _merge_families(points: dict[str, float], places: dict[str, set[str]]) -> None:
    """Let "J.P. Morgan" lend its points to "J.P. Morgan Asset Management" where that signs too."""
    for name in sorted(points, key=len, reverse=True):
        for parent in [p for p in points if p != name and name.startswith(p + " ")]:
            signed = places[name] - {"the text", "the file name"}
            giver, taker = (parent, name) if signed else (name, parent)
            points[taker] += points.pop(giver)
            places[taker] |= places.pop(giver)
            if giver == name:
                break


def named_in(text: str) -> list[str]:
    """Return the usual names of the institutions in a text, one for each mention."""
    return [_by_alias()[_key(found.group())] for found in _names().finditer(text)]


def _key(alias: str) -> str:
    return re.sub(r"\s+", " ", alias.replace("’", "'"))


@lru_cache(maxsize=1)
def _by_alias() -> dict[str, str]:
    """Return printed form -> usual name; longer names in capitals as well."""
    names = [(_key(alias), one.name) for one in _publishers() for alias in one.names]
    capitals = {a.upper(): name for a, name in names if len(a) >= SHORTEST_CAPITALISED}
    return capitals | dict(names)


def _publishers() -> list[Institution]:
    return [one for one in institutions() if one.kind is not InstitutionKind.COLLECTIVE]


@lru_cache(maxsize=1)
def _names() -> re.Pattern[str]:
    """Names that begin alike share their beginning: a long list is quick only that way."""
    beginnings: cues.Trie = {}
    for alias in _by_alias():
        node = beginnings
        for letter in alias:
            node = node.setdefault(_VARYING.get(letter) or re.escape(letter), {})
        node[""] = {}
    return re.compile(rf"(?<![\w&]){cues.branch(beginnings)}(?![\w&]|\.\w)")


@lru_cache(maxsize=1)
def _address_forms() -> dict[str, str]:
    forms: dict[str, str] = {}
    for one in _publishers():
        for alias in one.names:
            form = re.sub(r"[^a-z0-9]", "", fold(alias))
            if len(form) >= SHORTEST_IN_ADDRESS or (len(form) > 1 and alias.isupper()):
                forms.setdefault(form, one.name)
    return forms


def _named_in_address(host: str) -> set[str]:
    """Match "gs.com", "bnymellonwealth.com", "think.ing.com" label by label."""
    found = set()
    for label in host.split(".")[:-1]:
        form = re.sub(r"[^a-z0-9]", "", label)
        exact = _address_forms().get(form)
        longer = [name for known, name in _address_forms().items() if _begins(form, known)]
        found |= {exact} if exact else set(longer[:1])
    return found


def _begins(form: str, known: str) -> bool:
    return len(known) >= SHORTEST_BEGINNING and form.startswith(known)


@lru_cache(maxsize=1)
def _subjects() -> frozenset[str]:
    written_about = (InstitutionKind.CENTRAL_BANK, InstitutionKind.OFFICIAL)
    return frozenset(one.name for one in institutions() if one.kind in written_about)


def _is_subject(name: str) -> bool:
    return name in _subjects()
