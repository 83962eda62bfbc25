"""The houses that a text, a web address or a line in capitals names, by their usual names."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from ingest.resolving import cues
from warehouse.reference import Institution, fold, institution_by_name, institutions
from warehouse.vocabulary import InstitutionKind

SHORTEST_IN_ADDRESS = 3  # letters: shorter names are parts of other words
SHORTEST_CAPITALISED = 6  # letters: shorter names in capitals are acronyms of something else
SHORTEST_BEGINNING = 6  # letters: "bnymellonwealth" begins with a name, "ingredients" does not
_VARYING = {" ": r"\s+", "'": "['’]"}  # signs of a name that are printed in more than one way


def named_in(text: str) -> list[str]:
    """Return the usual names of the institutions in a text, one for each mention."""
    return [by_alias()[key_of(found.group())] for found in pattern().finditer(text)]


def key_of(alias: str) -> str:
    """Return the form under which a printed name is looked up."""
    return re.sub(r"\s+", " ", alias.replace("’", "'"))


@lru_cache(maxsize=1)
def by_alias() -> dict[str, str]:
    """Return printed form -> usual name; longer names in capitals as well, and "BOJ" for BoJ."""
    names = [(key_of(alias), one.name) for one in _publishers() for alias in one.names]
    plain = {_without_accents(alias): name for alias, name in names}
    capitals = {a.upper(): name for a, name in names if _stands_in_capitals(a)}
    for alias, name in names:  # BOC is Canada's central bank, or begins "BOC International"
        first = alias.partition(" ")[0]
        if first != alias and capitals.get(first, name) != name:
            del capitals[first]
    return plain | capitals | dict(names)


def _without_accents(alias: str) -> str:
    """Return "Societe Generale" for "Société Générale", as typewriters and addresses have it."""
    apart = unicodedata.normalize("NFKD", alias)
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def _stands_in_capitals(alias: str) -> bool:
    is_acronym = alias.isalpha() and not alias.istitle() and not alias.islower()
    return len(alias) >= SHORTEST_CAPITALISED or is_acronym


def _publishers() -> list[Institution]:
    return [one for one in institutions() if one.kind is not InstitutionKind.COLLECTIVE]


@lru_cache(maxsize=1)
def pattern() -> re.Pattern[str]:
    """Names that begin alike share their beginning: a long list is quick only that way."""
    beginnings: cues.Trie = {}
    for alias in by_alias():
        node = beginnings
        for letter in alias:
            node = node.setdefault(_VARYING.get(letter) or re.escape(letter), {})
        node[""] = {}
    # "S&P 500" is an index, not a house; a year may follow a name.
    return re.compile(rf"(?<![\w&]){cues.branch(beginnings)}(?![\w&]|\.\w|\s\d{{3}}\b)")


@lru_cache(maxsize=1)
def address_forms() -> dict[str, str]:
    """Return names as web addresses write them ("lombardodier") -> usual name."""
    forms: dict[str, str] = {}
    for one in _publishers():
        for alias in one.names:
            form = re.sub(r"[^a-z0-9]", "", fold(alias))
            if len(form) >= SHORTEST_IN_ADDRESS or (len(form) > 1 and alias.isupper()):
                forms.setdefault(form, one.name)
    return forms


def named_in_address(host: str) -> set[str]:
    """Match "gs.com", "bnymellonwealth.com", "think.ing.com" label by label."""
    found = set()
    for label in host.split(".")[:-1]:
        form = re.sub(r"[^a-z0-9]", "", label)
        exact = address_forms().get(form)
        longer = [name for known, name in address_forms().items() if _begins(form, known)]
        found |= {exact} if exact else set(longer[:1])
    return found


def _begins(form: str, known: str) -> bool:
    return len(known) >= SHORTEST_BEGINNING and form.startswith(known)


@lru_cache(maxsize=1)
def _subjects() -> frozenset[str]:
    written_about = (InstitutionKind.CENTRAL_BANK, InstitutionKind.OFFICIAL)
    return frozenset(one.name for one in institutions() if one.kind in written_about)


def is_central_bank(name: str) -> bool:
    """Whether this house sets a policy rate, which every other house writes about."""
    known = institution_by_name().get(name)
    return known is not None and known.kind is InstitutionKind.CENTRAL_BANK


def is_subject(name: str) -> bool:
    """Whether others write about this house: central banks and official bodies."""
    return name in _subjects()
