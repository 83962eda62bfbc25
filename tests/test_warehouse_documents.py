"""Originals by hash, pictures drawn in a process of their own."""

from __future__ import annotations

import io
import os
import time
from hashlib import sha256
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from warehouse.documents import WIDEST_PX, Documents
from warehouse.errors import OriginalChanged, UnknownReport, WarehouseError
from warehouse.picturing import Illustrator

NEVER_ENDING = (
    b"%PDF-1.4\n" + b"1 0 obj << /Type /Catalog /Pages 1 0 R /Kids [1 0 R] >> endobj\n" * 9
)


@pytest.fixture
def documents(tmp_path):
    opened = Documents(tmp_path / "w.documents")
    yield opened
    opened.close()


@pytest.fixture
def kept(documents, tmp_path):
    """A document of two pages: upright 200 x 300, and the same page cropped and on its side."""
    plain = tmp_path / "plain.pdf"
    canvas = Canvas(str(plain), pagesize=(200, 300))
    for _ in range(2):
        canvas.setFillColorRGB(1, 0, 0)
        canvas.rect(0, 200, 100, 100, stroke=0, fill=1)  # red, upper left
        canvas.showPage()
    canvas.save()
    source = tmp_path / "two.pdf"
    with pdfium.PdfDocument(plain) as document:
        document[1].set_cropbox(0, 100, 200, 300)
        document[1].set_rotation(90)
        document.save(source)
    return keep(documents, source)


def keep(documents: Documents, source: Path) -> str:
    sha = sha256(source.read_bytes()).hexdigest()
    documents.keep(source, sha=sha)
    return sha


def picture(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data)).convert("RGB")


def is_red(pixel: tuple[int, int, int]) -> bool:
    return pixel[0] > 200 and pixel[1] < 60 and pixel[2] < 60


def test_original_is_kept_byte_for_byte(documents, kept, tmp_path):
    assert documents.path(kept).read_bytes() == (tmp_path / "two.pdf").read_bytes()
    assert documents.path(kept).parent.name == kept[:2]


def test_keeping_twice_is_keeping_once(documents, kept, tmp_path):
    before = documents.path(kept).stat().st_mtime_ns
    documents.keep(tmp_path / "two.pdf", sha=kept)
    assert documents.path(kept).stat().st_mtime_ns == before


@pytest.mark.parametrize(
    "name",
    [
        "../../../etc/passwd",
        "/etc/passwd",
        "ab/../" + "0" * 58,
        "A" * 64,
        "0" * 63,
        "0" * 64 + "\n",
        "",
    ],
)
def test_only_64_hex_digits_are_a_hash(documents, name):
    with pytest.raises(UnknownReport, match="is not a SHA-256"):
        documents.path(name)


def test_unknown_hash_is_said(documents):
    with pytest.raises(UnknownReport, match="no original"):
        documents.path("0" * 64)


def test_missing_original_is_one_sentence(documents, tmp_path):
    with pytest.raises(WarehouseError, match=r"gone\.pdf went away"):
        documents.keep(tmp_path / "gone.pdf", sha="0" * 64)


def test_page_is_drawn_as_wide_as_asked(documents, kept):
    drawn = picture(documents.page_picture(kept, 1, width_px=400))
    assert drawn.size == (400, 600)
    assert is_red(drawn.getpixel((50, 50)))
    assert not is_red(drawn.getpixel((350, 50)))
    assert not is_red(drawn.getpixel((50, 350)))


def test_crop_box_and_rotation_are_applied(documents, kept):
    drawn = picture(documents.page_picture(kept, 2, width_px=400))
    assert drawn.size == (400, 400)
    assert is_red(drawn.getpixel((350, 50)))  # upper left, turned clockwise
    assert not is_red(drawn.getpixel((50, 50)))


def test_page_size_is_that_of_the_visible_page(documents, kept):
    assert documents.page_size(kept, 1) == (200.0, 300.0)
    assert documents.page_size(kept, 2) == (200.0, 200.0)


def test_second_look_comes_from_the_disk(documents, kept):
    first = documents.page_picture(kept, 1, width_px=100)
    cached = documents.path(kept).with_suffix(".pictures") / "1-100.png"
    assert cached.read_bytes() == first
    cached.write_bytes(b"from the disk")
    assert documents.page_picture(kept, 1, width_px=100) == b"from the disk"


@pytest.mark.parametrize(
    ("asked", "given"),
    [(-5, 100), (1, 100), (101, 200), (100_000, WIDEST_PX)],
    ids=["negative", "narrow", "between", "wide"],
)
def test_width_is_brought_within_limits(documents, kept, asked, given):
    assert picture(documents.page_picture(kept, 1, width_px=asked)).width == given


@pytest.mark.parametrize("page", [0, 3, -1])
def test_page_that_is_not_there_is_said(documents, kept, page):
    with pytest.raises(WarehouseError, match="pages 1 to 2"):
        documents.page_picture(kept, page, width_px=100)


@pytest.mark.parametrize("content", [b"%PDF-1.7", NEVER_ENDING, b""], ids=["cut", "loop", "empty"])
def test_broken_file_is_an_error_and_the_next_page_is_drawn(documents, kept, tmp_path, content):
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(content)
    sha = keep(documents, broken)
    with pytest.raises(WarehouseError, match="page 1 of"):
        documents.page_picture(sha, 1, width_px=100)
    assert documents.page_picture(kept, 1, width_px=100)


def test_drawing_that_takes_too_long_is_stopped(kept, documents):
    hasty = Illustrator(timeout=0.0)
    with pytest.raises(WarehouseError, match="it took too long"):
        hasty.draw(documents.path(kept), page=1, width_px=100)
    hasty.close()


def test_drawing_process_that_was_killed_is_replaced(kept, documents):
    documents.page_picture(kept, 1, width_px=100)
    process = documents._illustrator._process
    os.kill(process.pid, 9)
    process.wait()
    assert documents.page_picture(kept, 1, width_px=200)


def test_page_that_never_ends_is_tried_once(kept, documents):
    hasty = Illustrator(timeout=0.0)
    for _ in range(2):
        with pytest.raises(WarehouseError, match="it took too long"):
            hasty.draw(documents.path(kept), page=1, width_px=100)
    hasty._timeout = 20.0
    began = time.monotonic()
    with pytest.raises(WarehouseError, match="it took too long"):
        hasty.draw(documents.path(kept), page=1, width_px=100)
    assert time.monotonic() - began < 0.1  # nobody waits for it again
    assert hasty.draw(documents.path(kept), page=2, width_px=100)
    hasty.close()


def test_half_written_pictures_are_swept(kept, documents):
    documents.page_picture(kept, 1, width_px=100)
    partial = documents.path(kept).with_suffix(".pictures") / ".part-x"
    partial.touch()
    documents.sweep()
    assert not partial.exists()


def test_original_that_changed_is_told_apart(documents, tmp_path):
    changed = tmp_path / "changed.pdf"
    changed.write_bytes(b"%PDF-")
    with pytest.raises(OriginalChanged, match="changed while it was read"):
        documents.keep(changed, sha="ab" * 32)
    assert not any(path.is_file() for path in documents.folder.rglob("*"))
