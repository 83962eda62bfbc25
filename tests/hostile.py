"""PDFs that want to break their reader, each made from a few lines of raw syntax."""

import zlib

from tests.pdfs import OUTLOOK

FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
SHEET = b"[0 0 595 842]"
CONTROLS_AND_HALVES = b"""begincmap 1 begincodespacerange <00> <FF> endcodespacerange
1 beginbfrange <20> <7e> <0020> endbfrange
4 beginbfchar <41> <D800> <42> <0000> <43> <202E> <44> <001B> endbfchar endcmap"""


def assembled(objects):
    """Return a PDF of numbered objects, the first of which is the catalogue."""
    out, places = bytearray(b"%PDF-1.7\n"), {}
    for number, body in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    start, size = len(out), max(objects) + 1
    out += b"xref\n0 %d\n" % size
    for number in range(size):
        known = number in places
        out += b"%010d %05d %c \n" % (places.get(number, 0), 0 if known else 65535, b"fn"[known])
    info = b"/Info 9 0 R" if 9 in objects else b""
    trailer = b"trailer\n<</Size %d/Root 1 0 R%b>>\nstartxref\n%d\n%%%%EOF\n"
    return bytes(out + trailer % (size, info, start))


def stream(data, entries=b"", *, length=None):
    """Return a compressed stream object."""
    packed = zlib.compress(data, 9)
    told = len(packed) if length is None else length
    return b"<</Length %d/Filter/FlateDecode%b>>stream\n%b\nendstream" % (told, entries, packed)


def words(*lines):
    """Return the operators that print the usual outlook and further lines."""
    printed = [text for _, text in OUTLOOK] + list(lines)
    escaped = (
        line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)") for line in printed
    )
    shown = b" ".join(b"(%b) Tj T*" % line.encode("latin-1") for line in escaped)
    return b"BT /F1 11 Tf 60 780 Td 20 TL %b ET" % shown


def sheet(content=None, *, page=b"", catalogue=b"", resources=b"", font=FONT, box=SHEET, more=()):
    """Return one page; every part of it can be replaced by something worse."""
    return assembled(
        {
            1: b"<</Type/Catalog/Pages 2 0 R%b>>" % catalogue,
            2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            3: b"<</Type/Page/Parent 2 0 R/MediaBox%b/Contents 4 0 R"
            b"/Resources<</Font<</F1 5 0 R>>%b>>%b>>" % (box, resources, page),
            4: content or stream(words()),
            5: font,
        }
        | dict(more)
    )


def form(content, name, number):
    """Return a drawing that may draw another."""
    entries = b"/Type/XObject/Subtype/Form/BBox%b/Resources<</XObject<</%b %d 0 R>>>>"
    return stream(content, entries % (SHEET, name, number))


def page_tree_of(kids, *, count=2):
    """Return a page tree whose only branch is given."""
    return assembled(
        {
            1: b"<</Type/Catalog/Pages 2 0 R>>",
            2: b"<</Type/Pages/Kids[%b]/Count %d>>" % (kids, count),
        }
    )


def many_pages(count):
    """Return a file of that many pages that all print the same."""
    page = b"<</Type/Page/Parent 2 0 R/MediaBox%b/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>"
    numbers = range(10, 10 + count)
    kids = b" ".join(b"%d 0 R" % number for number in numbers)
    return assembled(
        {
            1: b"<</Type/Catalog/Pages 2 0 R>>",
            2: b"<</Type/Pages/Kids[%b]/Count %d>>" % (kids, count),
            4: stream(words()),
            5: FONT,
        }
        | dict.fromkeys(numbers, page % SHEET)
    )


def blow_up():
    """Return a kilobyte that unpacks to a hundred million spaces, twice packed."""
    packed = zlib.compress(zlib.compress(b" " * 100_000_000, 9), 9)
    head = b"<</Length %d/Filter[/FlateDecode/FlateDecode]>>stream\n" % len(packed)
    return sheet(head + packed + b"\nendstream")


def slow_picture():
    """Return a page that reads at once and takes minutes to draw."""
    return sheet(stream(words() + b" 0 0 m " + b"1 1 l 590 840 l " * 700_000 + b"S"))


SCRIPT = "<script>window.PWN=1</script><img src=x onerror=window.PWN=1>"
READ = {
    "wrong stream length": sheet(stream(words(), length=5)),
    "no stream end": sheet(stream(words(), length=2**31 - 1)),
    "wrong xref": sheet().replace(b"startxref\n", b"startxref\n9"),
    "count lies": sheet().replace(b"/Count 1", b"/Count 2147483647"),
    "deep nesting": sheet(page=b"/X " + b"[" * 100_000 + b"]" * 100_000),
    "open script": sheet(
        catalogue=b"/OpenAction<</S/JavaScript/JS(while\\(1\\){})>>",
        page=b"/AA<</O<</S/Launch/F(/bin/sh)>>>>",
    ),
    "embedded file": sheet(
        catalogue=b"/Names<</EmbeddedFiles<</Names[(../../escaped.sh) 6 0 R]>>>>",
        more={
            6: b"<</Type/Filespec/F(../../escaped.sh)/EF<</F 7 0 R>>>>",
            7: stream(b"#!/bin/sh\n", b"/Type/EmbeddedFile"),
        },
    ),
    "huge picture": sheet(
        stream(words() + b" /I Do"),
        resources=b"/XObject<</I 6 0 R>>",
        more={
            6: stream(
                b"\0",
                b"/Subtype/Image/Width 60000/Height 60000/BitsPerComponent 8/ColorSpace/DeviceRGB",
            )
        },
    ),
    "no names of letters": sheet(
        font=b"<</Type/Font/Subtype/TrueType/BaseFont/ABCDEF+X/FirstChar 32/LastChar 126"
        b"/Widths[%b]>>" % (b"500 " * 95)
    ),
    "half letters": sheet(
        stream(words("ABCD")),
        font=FONT[:-2] + b"/ToUnicode 6 0 R>>",
        more={6: stream(CONTROLS_AND_HALVES)},
    ),
    "properties that are no text": sheet(
        more={9: b"<</Title(\\376\\377\\330\\000\\000A)/CreationDate(D:99999999999999Z)>>"}
    ),
    "terminal commands": sheet(stream(words("\x1b[31m\x07 \x9b31m"))),
    "script in text": sheet(
        stream(words(SCRIPT)), more={9: b"<</Title(=cmd %b)>>" % SCRIPT.encode()}
    ),
    "endless digits": sheet(stream(words("US inflation of " + "9" * 6000 + "% in 2026."))),
}
REFUSED = {
    "empty": (b"", 4),
    "archive": (b"PK\3\4" + bytes(2000) + b"%%EOF", 3),
    "head and tail only": (b"%PDF-1.7\n%%EOF\n", 6),
    "no catalogue": (assembled({1: b"null"}), 6),
    "tree of itself": (page_tree_of(b"2 0 R 2 0 R"), 6),
    "missing pages": (sheet().replace(b"/Count 1>>", b"/Count 900>>"), 6),
    "ten thousand pages": (many_pages(10_000), 7),
    "page without size": (sheet(box=b"[0 0 0 0]"), 8),
    "page without end": (sheet(box=b"[0 0 1e400 1e400]"), 8),
    "noise for a page": (sheet(b"<</Length 99/Filter/FlateDecode>>stream\nxyz\nendstream"), 8),
    "five thousand filters": (
        sheet(b"<</Length 3/Filter[%b]>>stream\nxyz\nendstream" % (b"/FlateDecode" * 5000)),
        8,
    ),
    "unpacks to a hundred million": (blow_up(), 8),
    "draws itself": (
        sheet(
            stream(words() + b" /X Do"),
            resources=b"/XObject<</X 6 0 R>>",
            more={6: form(b"/X Do /X Do", b"X", 6)},
        ),
        9,
    ),
}
