"""Forecasts in sentences: which words belong to which number, over clauses, sentences and pages."""

from datetime import date

import pytest
from running_text import claim, claims, page_of, read, report

from ingest.context import ReadingContext
from ingest.prose.memory import Memory
from ingest.prose.reader import find_candidates
from ingest.resolving.resolve import resolve
from warehouse.vocabulary import Kind, Reason

GDP, CPI, CORE = "gdp_growth", "cpi_inflation", "core_inflation"
RATE, MOVE, JOBLESS = "policy_rate", "policy_rate_change", "unemployment_rate"

PLAIN = {
    "one number": (
        "We expect euro area GDP growth of 1.1% in 2026.",
        [f"{GDP} EA 2026 1.1..1.1 pct"],
    ),
    "region behind": (
        "Real GDP should grow by 6.4% in India in 2026.",
        [f"{GDP} IN 2026 6.4..6.4 pct"],
    ),
    "a list of years": (
        "German output is forecast to expand 0.9% in 2026, 1.4% in 2027 and 1.5% in 2028.",
        [f"{GDP} DE {y} {v}..{v} pct" for y, v in (("2026", 0.9), ("2027", 1.4), ("2028", 1.5))],
    ),
    "respectively": (
        "Canadian inflation is projected at 2.1% and 1.9% in 2026 and 2027, respectively.",
        [f"{CPI} CA 2026 2.1..2.1 pct", f"{CPI} CA 2027 1.9..1.9 pct"],
    ),
    "respectively over regions": (
        "For 2026 we forecast policy rates of 3.5% and 2.0% in the UK and the euro area, "
        "respectively.",
        [f"{RATE} EA 2026-12 2..2 pct", f"{RATE} UK 2026-12 3.5..3.5 pct"],
    ),
    "two regions share a number": (
        "Growth in both France and Italy is expected to reach 0.8% in 2026.",
        [f"{GDP} FR 2026 0.8..0.8 pct", f"{GDP} IT 2026 0.8..0.8 pct"],
    ),
    "two years share a number": (
        "Swiss inflation is likely to average 0.5% in 2026 and 2027.",
        [f"{CPI} CH 2026 0.5..0.5 pct", f"{CPI} CH 2027 0.5..0.5 pct"],
    ),
    "each region its own": (
        "Next year GDP should rise by 2.2% in the US, 1.3% in the UK and 4.6% in China.",
        [
            f"{GDP} CN 2026 4.6..4.6 pct",
            f"{GDP} UK 2026 1.3..1.3 pct",
            f"{GDP} US 2026 2.2..2.2 pct",
        ],
    ),
    "periods of the number before": (
        "US growth is seen at 2.0% in 2026 and 1.8% in 2027, Japan's at 0.8% and 0.7%.",
        [
            f"{GDP} JP 2026 0.8..0.8 pct",
            f"{GDP} JP 2027 0.7..0.7 pct",
            f"{GDP} US 2026 2..2 pct",
            f"{GDP} US 2027 1.8..1.8 pct",
        ],
    ),
    "three stretches of one year": (
        "The US economy grows about 1% in the first quarter of 2026, over 2% in the second "
        "quarter, then 1-2% in the second half of 2026.",
        [
            f"{GDP} US 2026H2 1..2 pct",
            f"{GDP} US 2026Q1 1..1 pct",
            f"{GDP} US 2026Q2 2.. pct",
        ],
    ),
    "an aside is not the subject": (
        "Mexican GDP growth, hurt by lower exports to the United States, is forecast at 1.2% in "
        "2026.",
        [f"{GDP} MX 2026 1.2..1.2 pct"],
    ),
    "two indicators": (
        "In Poland we see growth at 3.4% and inflation at 2.8% in 2026.",
        [f"{CPI} PL 2026 2.8..2.8 pct", f"{GDP} PL 2026 3.4..3.4 pct"],
    ),
    "core narrows what follows": (
        "Excluding food and energy, inflation in Sweden is forecast at 2.0% in 2026.",
        [f"{CORE} SE 2026 2..2 pct"],
    ),
    "jobless rate": (
        "The US unemployment rate is expected to edge up to 4.5% by the end of 2026.",
        [f"{JOBLESS} US 2026-12 4.5..4.5 pct"],
    ),
    "picks up to is a level": (
        "Inflation in Japan picks up to 2.2% in 2026.",
        [f"{CPI} JP 2026 2.2..2.2 pct"],
    ),
    "open below": (
        "Chinese growth is likely to slow to below 4% by 2027.",
        [f"{GDP} CN 2027 ..4 pct"],
    ),
    "a fall by": (
        "Russian GDP is forecast to contract by 0.5% in 2026 and 0.2% in 2027.",
        [f"{GDP} RU 2026 -0.5..-0.5 pct", f"{GDP} RU 2027 -0.2..-0.2 pct"],
    ),
    "basis points of cuts": (
        "We look for 75bp of further Fed easing in 2026.",
        [f"{MOVE} US 2026 -75..-75 bp"],
    ),
    "a number of hikes": (
        "The Bank of Japan is expected to deliver two rate hikes in 2026.",
        [f"{MOVE} JP 2026 2..2 hikes"],
    ),
    "times": (
        "We think the Bank of England will cut rates two or three times in 2026.",
        [f"{MOVE} UK 2026 2..3 cuts"],
    ),
    "where the cuts lead": (
        "The Fed should cut by another 50bp to a terminal rate of 3.25%.",
        [f"{MOVE} US LR -50..-50 bp", f"{RATE} US LR 3.25..3.25 pct"],
    ),
    "target range": (
        "That would leave the federal funds rate at 3.00–3.25% at the end of 2026.",
        [f"{RATE} US 2026-12 3..3.25 pct"],
    ),
    "exchange rates": (
        "We forecast EUR/USD at 1.22 and USD/JPY at 148 by the end of 2026.",
        ["fx_rate EURUSD 2026-12 1.22..1.22 level", "fx_rate USDJPY 2026-12 148..148 level"],
    ),
    "a yield": (
        "The 10-year Treasury yield should be trading at 3.75-4.25% by mid-2026.",
        ["yield_10y US 2026-06 3.75..4.25 pct"],
    ),
    "insolvencies": (
        "Global business insolvencies are set to rise by 5% in 2026.",
        ["bankruptcies_growth WORLD 2026 5..5 pct"],
    ),
    "words for per cent": (
        "Brazilian inflation should come down to 4.2 per cent in 2026.",
        [f"{CPI} BR 2026 4.2..4.2 pct"],
    ),
    "next year": (
        "Next year, we think core inflation in the UK will average 2.9%.",
        [f"{CORE} UK 2026 2.9..2.9 pct"],
    ),
    "oil": (
        "We forecast Brent at $62 per barrel in 2026.",
        ["oil_price WORLD 2026 62..62 usd"],
    ),
    "jobs a month": (
        "US payrolls are expected to rise by 60,000 a month in 2026.",
        ["payrolls US 2026 60000..60000 count"],
    ),
}


@pytest.mark.parametrize(("text", "wanted"), PLAIN.values(), ids=PLAIN.keys())
def test_binds_what_belongs_together(text, wanted):
    assert claims(text) == sorted(wanted)


NONE = {
    "history": "US GDP grew 2.4% in 2024 after 2.9% in 2023.",
    "where things stand": "Inflation in the euro area is running at 2.1% at present.",
    "moves so far": "After 150bp of cuts since September, the Fed can wait.",
    "a question": "How can inflation fall to 2% in 2026 without a recession in the US?",
    "a confidence interval": (
        "A 70 percent confidence interval for inflation in 2026 would be 1.1 to 3.1 percent."
    ),
    "a weight": "We would hold 60% in equities and 40% in bonds in 2026.",
    "a return": "US equities should return 7.5% in 2026.",
    "a company": "The bank expects net interest income to rise by 4% in 2026.",
    "a tariff": "The average US tariff rate will be 17% in 2026.",
    "a share of output": "Investment in data centres will come to 1.3% of GDP in 2026.",
    "potential": "Potential growth in Germany is estimated at 0.4% in 2026.",
    "an example": "Suppose inflation were 3% in 2026.",
    "a label": "See Table 3 and Figure 12 on page 26 for our 2026 outlook.",
}


@pytest.mark.parametrize("text", NONE.values(), ids=NONE.keys())
def test_passes_over_what_is_no_forecast(text):
    assert claims(text) == []


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        pytest.param(
            "We cut our 2026 growth forecast for France from 1.1% to 0.7%.",
            Kind.PREVIOUS, 1.1, id="from, in a revision",
        ),
        pytest.param(
            "We see Spanish GDP growth at 2.3% in 2026 (2.0% previously).",
            Kind.PREVIOUS, 2.0, id="in brackets",
        ),
        pytest.param(
            "Spanish growth is put at 2.3% for 2026 against 2.0% before.",
            Kind.PREVIOUS, 2.0, id="against",
        ),
        pytest.param(
            "In a downside scenario, US growth would drop to 0.4% in 2026.",
            Kind.SCENARIO, 0.4, id="scenario",
        ),
        pytest.param(
            "If tariffs rise again, euro area inflation could fall to 1.2% in 2026.",
            Kind.SCENARIO, 1.2, id="condition",
        ),
        pytest.param(
            "Beijing is expected to announce a growth target of 5% for 2026.",
            Kind.TARGET, 5.0, id="target",
        ),
    ],
)  # fmt: skip
def test_says_what_kind_of_claim_it_is(text, kind, value):
    forecasts, _ = read(text, title="China and Europe: outlook 2026")
    assert (kind, value) in {(f.kind, f.low) for f in forecasts}
    assert (Kind.FORECAST, value) not in {(f.kind, f.low) for f in forecasts}


def test_old_value_is_not_the_forecast():
    assert claims("HSBC lowers its world growth forecast for 2026 from 2.5% to 2.3%.") == [
        f"{GDP} WORLD 2026 2.3..2.3 pct"
    ]


@pytest.mark.parametrize(
    ("paragraphs", "wanted"),
    [
        pytest.param(
            ["GDP growth in Australia is forecast at 2.1% in 2026. In 2027 it should reach 2.4%."],
            [f"{GDP} AU 2026 2.1..2.1 pct", f"{GDP} AU 2027 2.4..2.4 pct"],
            id="subject of the sentence before",
        ),
        pytest.param(
            ["# United Kingdom", "We expect growth of 1.0% in 2026 and inflation of 2.5%."],
            [f"{CPI} UK 2026 2.5..2.5 pct", f"{GDP} UK 2026 1..1 pct"],
            id="region from the heading",
        ),
        pytest.param(
            [
                "US growth is put at 2.2% for 2026 and 1.9% for 2027. In the euro area we see "
                "growth of 1.1% and 1.3% over the same two years."
            ],
            [
                f"{GDP} EA 2026 1.1..1.1 pct",
                f"{GDP} EA 2027 1.3..1.3 pct",
                f"{GDP} US 2026 2.2..2.2 pct",
                f"{GDP} US 2027 1.9..1.9 pct",
            ],
            id="the same two years",
        ),
        pytest.param(
            ["The first paragraph has a worst-case scenario.", "US growth will be 2.0% in 2026."],
            [f"{GDP} US 2026 2..2 pct"],
            id="a scenario ends with its paragraph",
        ),
    ],
)
def test_leans_on_what_came_before(paragraphs, wanted):
    assert claims(*paragraphs) == sorted(wanted)


def test_runs_on_over_a_page_break():
    own, memory = report(), Memory()
    context = ReadingContext(own.publisher, own.published, own.title)
    first = page_of("# Norway", "The economy does well and the outlook for growth")
    second = page_of("remains sound: GDP is expected to rise by 1.7% in 2026.", number=2)
    find_candidates(first, context=context, memory=memory)
    [candidate] = find_candidates(second, context=context, memory=memory)
    [forecast] = resolve(candidate, report=own)
    assert claim(forecast) == f"{GDP} NO 2026 1.7..1.7 pct"
    assert any("Norway" in reason for reason in forecast.reasons)


def test_numbers_that_a_table_has_read_are_left_alone():
    own = report()
    context = ReadingContext(own.publisher, own.published, own.title)
    page = page_of("We expect US GDP growth of 2.1% in 2026.")
    assert find_candidates(page, context=context, taken=[(0.0, 0.0, 595.0, 842.0)]) == []


def test_boxes_hold_the_number_and_what_gave_it_meaning():
    [forecast], _ = read("We expect euro area GDP growth of 1.1% in 2026.")
    texts = [box.text for box in forecast.evidence.boxes]
    assert texts[0] == "1.1%"
    assert {"euro area", "GDP growth", "2026"} <= set(texts)


def test_rejections_say_why():
    _, rejections = read("US GDP grew 2.4% in 2024.")
    assert [r.reason for r in rejections] == [Reason.HISTORY]
    assert "has been" in rejections[0].detail


def test_a_report_without_a_date_still_reads_dated_sentences():
    assert claims("We expect Dutch GDP growth of 1.3% in 2026.", published=None) == [
        f"{GDP} NL 2026 1.3..1.3 pct"
    ]


def test_relative_words_count_from_the_day_of_publication():
    text = "Next year we expect Irish GDP growth of 3.0%."
    assert claims(text, published=date(2024, 11, 30), title="Ireland") == [
        f"{GDP} IE 2025 3..3 pct"
    ]
