"""Where rows of words are cut: at gutters of columns, not at the wide spaces of justified lines."""

from ingest.pdf.layout import Line, Word, split_rows

SIZE, LEADING = 9.0, 12.0
NARROW = (
    "growth slows to a crawl by",
    "We      project      two",
    "cuts in the coming months",
    "of the year and then none",
)
BESIDE = ("the euro area grows", "by one per cent and", "prices rise by two", "per cent next year")


def words_of(text, *, x, top):
    """Set a line with every space as wide as it is typed, a letter taking half an em."""
    words, at = [], x
    for part in text.split(" "):
        if part:
            end = at + len(part) * SIZE / 2
            words.append(Word(part, at, top, end, top + SIZE, SIZE))
            at = end
        at += SIZE / 2
    return words


def texts(*columns):
    """Return the pieces of columns given as (left edge, lines)."""
    height = max(len(lines) for _, lines in columns)
    rows = [
        Line(tuple(w for x, lines in columns if at < len(lines)
                   for w in words_of(lines[at], x=x, top=100 + at * LEADING)))
        for at in range(height)
    ]  # fmt: skip
    return [piece.text for piece in split_rows(rows)]


def test_wide_spaces_of_a_justified_line_are_no_gutter():
    assert texts((50, NARROW)) == [NARROW[0], "We project two", *NARROW[2:]]


def test_gutter_beside_a_justified_line_is_still_one():
    pieces = texts((50, NARROW), (190, BESIDE))

    assert "We project two" in pieces
    assert set(BESIDE) <= set(pieces)


def test_heading_over_two_columns_does_not_join_them():
    heading = ("A heading in one line that runs over both of the columns below",)
    pieces = texts((50, (*heading, "left one", "left two", "left three")), (200, ()))
    joined = texts(
        (50, (*heading, "growth slows to", "two per cent now")), (200, ("", *BESIDE[:2]))
    )

    assert pieces[0] == joined[0] == heading[0]
    assert set(BESIDE[:2]) <= set(joined)


def test_label_and_number_far_apart_are_not_joined():
    rows = ("Growth              2.1", "A much longer label 1.9", "Prices              2.4")

    assert "Growth 2.1" not in texts((50, rows))
