"""The country that a report is about, where neither its title nor its house says so."""

import pytest
from running_text import page_of, report

from ingest.context import ReadingContext
from ingest.home import at_home, find_home
from ingest.prose.reader import find_candidates
from ingest.resolving.resolve import resolve
from warehouse.records import Rejection

SHORT = "Nothing else is said here, and nobody is named."
HEADS = {
    "a country alone": ("Research Briefing | Eurozone", "Eurozone"),
    "a country among general words": ("Swiss Economics Weekly", "Swiss Economics Weekly"),
    "a house of that country": ("UBS Switzerland AG | Monthly", None),
    "the world": ("Global | Research Briefing", None),
    "two countries": ("Germany | France", None),
    "a sentence": ("Germany will surprise us all", None),
}


@pytest.mark.parametrize(("head", "wanted"), HEADS.values(), ids=HEADS.keys())
def test_the_head_of_a_page_names_what_it_is_about(head, wanted):
    home = find_home([page_of(head, SHORT)], publisher="HSBC", title="Higher for longer")
    assert (home.text if home else None) == wanted


def test_a_report_that_nobody_signs_is_of_the_country_it_speaks_of():
    page = page_of(
        "Growth should recover, and the OCR should fall. Sources: Stats NZ.",
        "Exports to China rise.",
    )
    home = find_home([page], publisher=None, title="Executive summary")
    assert home is not None
    assert home.text == "New Zealand"
    assert find_home([page], publisher="HSBC", title="Executive summary") is None


def test_a_report_on_many_countries_has_no_home():
    text = "France and Germany, Italy and Spain, France and Germany: all of them slow."
    assert find_home([page_of(text)], publisher=None, title="Executive summary") is None


def test_title_and_official_house_come_first():
    page = page_of("Research Briefing | Eurozone", SHORT)
    assert find_home([page], publisher="HSBC", title="Poland in 2026") is None
    assert find_home([page], publisher="Banco de España", title="Projections") is None


def _places(*paragraphs):
    page, own = page_of(*paragraphs), report(title="Higher for longer")
    home = find_home([page], publisher=own.publisher, title=own.title)
    context = ReadingContext(own.publisher, own.published, own.title, home)
    found = (at_home(one, home) for one in find_candidates(page, context=context))
    read = [resolve(one, report=own) for one in found if not isinstance(one, Rejection)]
    return [row.region for rows in read if not isinstance(rows, Rejection) for row in rows]


def test_a_new_paragraph_is_about_the_report_not_the_paragraph_before():
    assert _places(
        "Research Briefing | Eurozone",
        "German GDP growth should reach 1.1% in 2026.",
        "We expect core inflation to average 2.2% in 2026.",
    ) == ["DE", "EA"]
