"""The nouns: one frozen record per arrow of the flow.

A report is read into an `Extraction`; its `Forecast` and `Rejection` rows carry the places on the
page that they were read from. Nothing here touches a file or a database.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING

from warehouse.formats import Format
from warehouse.vocabulary import Precision, Role

if TYPE_CHECKING:
    from warehouse.vocabulary import (
        Indicator,
        Kind,
        Measure,
        Reason,
        Stance,
        Status,
        ThemeWeight,
        Tilt,
        TiltChange,
        Unit,
    )

ID_LENGTH = 16  # hex digits of a forecast id: 64 bits, no clash below billions of rows


@dataclass(frozen=True, slots=True)
class Box:
    """A place on a page and what stands there.

    Attributes:
        page: 1-based index of the page in the file.
        x0: left edge, PDF points of the visible page (crop box, rotation applied).
        top: upper edge, in points from the top of the visible page.
        x1: right edge.
        bottom: lower edge.
        role: what the words in the box mean for the figure.
        text: the words as printed.
    """

    page: int
    x0: float
    top: float
    x1: float
    bottom: float
    role: Role
    text: str

    def as_list(self) -> list[float]:
        """Return `[page, x0, top, x1, bottom]`, the form that the scorer reads."""
        return [self.page, *(round(v, 2) for v in (self.x0, self.top, self.x1, self.bottom))]


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a figure was read.

    Attributes:
        page: 1-based page of the value.
        quote: the sentence or row as printed, whitespace collapsed.
        boxes: the value first, then what gave it meaning; never empty.
        original_place: where it stands in the original, in words, where the pages are those of a
            rendition ("table 2, row 5 (United States), column 2026"); else empty.
    """

    page: int
    quote: str
    boxes: tuple[Box, ...]
    original_place: str = ""


@dataclass(frozen=True, slots=True)
class Forecast:
    """One figure that one institution states.

    Attributes:
        institution: usual short name, a row of `reference/institutions.csv` or a name as printed.
        indicator: what is forecast.
        region: a code of `reference/regions.csv`; for `fx_rate` a pair or currency.
        period: canonical text of a `Period` ("2026", "2026Q4", "2026-12", "12M", "LR").
        measure: how the figure is defined.
        low: lower bound in `unit`; None where the text leaves it open ("below 4%").
        high: upper bound in `unit`; equal to `low` for a point; None for "over 3%".
        unit: None only for a call without a number.
        stance: the direction, only where there is no number.
        kind: forecast, scenario, previous, estimate or target.
        status: accepted or review.
        confidence: 0 to 1, the reader's own promise that every field is right.
        reasons: sentences for a person: what was assumed or is in doubt; may be empty.
        evidence: where it stands.
        reader: the reader that found it ("table", "prose").
        traits: names of the doubts and supports that the confidence was made of; they serve the
            reading only, are not stored, and do not tell one row from another.
    """

    institution: str
    indicator: Indicator
    region: str
    period: str
    measure: Measure
    low: float | None
    high: float | None
    unit: Unit | None
    stance: Stance | None
    kind: Kind
    status: Status
    confidence: float
    reasons: tuple[str, ...]
    evidence: Evidence
    reader: str
    traits: tuple[str, ...] = field(default=(), compare=False)

    def identity(self, report_sha256: str) -> str:
        """Return an id that stays the same when the same engine reads the same bytes again."""
        place = self.evidence.boxes[0].as_list()
        claim = (
            self.institution,
            self.indicator,
            self.region,
            self.period,
            self.measure,
            self.kind,
        )
        seed = repr((report_sha256, place, *map(str, claim), self.low, self.high, str(self.stance)))
        return sha256(seed.encode()).hexdigest()[:ID_LENGTH]


@dataclass(frozen=True, slots=True)
class AllocationStance:
    """Which way one institution leans on one asset: overweight US equities, underweight duration.

    Attributes:
        institution: usual short name, or a name as printed.
        asset: a code of `reference/assets.csv`.
        asset_words: the asset as printed.
        region: a code of `reference/regions.csv`, or "" where the asset is of no one place.
        tilt: which way it leans.
        change: raised, cut or kept, where the text says so.
        horizon: canonical text of a `Period` ("2026", "6M"), or "" where none is named.
        status: accepted or review.
        confidence: 0 to 1, the reader's promise that every field is right.
        reasons: sentences for a person; may be empty.
        evidence: where it stands, the words of the tilt first.
        reader: the reader that found it ("prose", "grid").
        traits: names of what the confidence was made of; they serve the reading only, are not
            stored, and do not tell one row from another.
    """

    institution: str
    asset: str
    asset_words: str
    region: str
    tilt: Tilt
    change: TiltChange | None
    horizon: str
    status: Status
    confidence: float
    reasons: tuple[str, ...]
    evidence: Evidence
    reader: str
    traits: tuple[str, ...] = field(default=(), compare=False)

    def identity(self, report_sha256: str) -> str:
        """Return an id that stays the same when the same engine reads the same bytes again."""
        place = self.evidence.boxes[0].as_list()
        claim = (self.institution, self.asset, self.asset_words, self.region, str(self.tilt))
        return sha256(repr((report_sha256, place, claim)).encode()).hexdigest()[:ID_LENGTH]


@dataclass(frozen=True, slots=True)
class ThemeMention:
    """One place where a report speaks of a theme.

    Attributes:
        institution: usual short name of the house.
        theme: a code of `reference/themes.csv`.
        weight: how it speaks of it.
        words: the words that name it, as printed.
        mentions: how often the report mentions the theme in all, denials left out.
        evidence: where it stands, the words first.
    """

    institution: str
    theme: str
    weight: ThemeWeight
    words: str
    mentions: int
    evidence: Evidence

    def identity(self, report_sha256: str) -> str:
        """Return an id that stays the same when the same engine reads the same bytes again."""
        place = self.evidence.boxes[0].as_list()
        claim = (self.institution, self.theme, self.words)
        return sha256(repr((report_sha256, place, claim)).encode()).hexdigest()[:ID_LENGTH]


@dataclass(frozen=True, slots=True)
class Rejection:
    """A candidate that did not become a forecast.

    Attributes:
        page: 1-based page.
        text: the number or word as printed.
        quote: the sentence or row it stands in.
        boxes: its places, value first.
        reason: the code, for counting.
        detail: a sentence for a person.
    """

    page: int
    text: str
    quote: str
    boxes: tuple[Box, ...]
    reason: Reason
    detail: str


@dataclass(frozen=True, slots=True)
class Report:
    """One document, known by the SHA-256 of its original bytes.

    Attributes:
        sha256: hex digest of the bytes as received.
        file_name: the last part of the name it came with; never used as a path.
        size_bytes: length of the original.
        page_count: number of pages, of the rendition where the original has none.
        publisher: the house, by its usual short name, or None where none was found.
        title: as printed, or the file name's stem.
        published: the last day that the printed date can mean (31 Dec 2025 for "December 2025").
        published_precision: whether a day, a month or only a year is printed; None with no date.
        masthead_notes: sentences on where publisher and date were found.
        format: what the original is.
    """

    sha256: str
    file_name: str
    size_bytes: int
    page_count: int
    publisher: str | None
    title: str
    published: date | None
    published_precision: Precision | None
    masthead_notes: tuple[str, ...] = ()
    format: Format = Format.PDF


@dataclass(frozen=True, slots=True)
class Extraction:
    """What one run of the engine read from one report.

    Attributes:
        report: the document and its masthead.
        engine: name and version of the reader, e.g. "houseviews 0.3.0".
        seconds: wall time of the reading.
        forecasts: the rows, in reading order.
        rejections: what was passed over, in reading order.
        unread_pages: 1-based pages without text that could be read.
        recognised_pages: 1-based pages whose text was recognised from a picture.
        stances: leanings on assets, in reading order.
        themes: mentions of themes, in reading order; None where nobody looked for any.
        rendition: the PDF that was read where the original is none, else None.
    """

    report: Report
    engine: str
    seconds: float
    forecasts: tuple[Forecast, ...]
    rejections: tuple[Rejection, ...]
    unread_pages: tuple[int, ...] = field(default=())
    recognised_pages: tuple[int, ...] = field(default=())
    stances: tuple[AllocationStance, ...] = field(default=())
    themes: tuple[ThemeMention, ...] | None = field(default=None)
    rendition: bytes | None = field(default=None, repr=False)
