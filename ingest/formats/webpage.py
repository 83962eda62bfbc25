"""HTML -> a document: imprint first, then what the page is about."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from lxml import etree
from lxml import html as lxml_html

from ingest.formats.blocks import Block, Document, Facts, Part, Run, Table
from ingest.formats.flow import collapse, read_blocks
from ingest.formats.imprint import read_imprint, read_margins
from ingest.formats.limits import MOST_CHARACTERS, OverSize, Unusable
from ingest.formats.pruning import prune
from warehouse.periods import MONTH_NAMES

LONGEST_H1: Final = 220  # characters of a first heading that is the title


def read_page(text: str, *, address: str = "", facts: Facts | None = None) -> Document:
    """Return what a page holds.

    Args:
        text: the HTML.
        address: where it was saved from, where something outside the page says so.
        facts: what is known of it from outside, over what the page says.

    Raises:
        OverSize: it is longer or has more in it than a report.
        Unusable: nothing can be made of it.
    """
    if len(text) > MOST_CHARACTERS:
        raise OverSize(f"more than {MOST_CHARACTERS // 1_000_000} million characters")
    root = _parse(text)
    found = _merged(facts, read_imprint(root, address=address))
    margins = read_margins(root)
    main, copyright_line = prune(root)
    blocks = read_blocks(main)
    found = replace(found, title=_title(blocks) or found.title)
    head = head_of(found)
    said = _texts(blocks)
    head += [Block(Part.IMPRINT, (Run(line),)) for line in margins if collapse(line) not in said]
    rest = [block for block in blocks if not _says_title(block, found.title)]
    end = [Block(Part.NOTE, (Run(copyright_line),), where="the foot of the page")]
    return Document((*head, *rest, *(end if copyright_line else [])), found)


def _texts(blocks: list[Block | Table]) -> set[str]:
    return {collapse(block.text) for block in blocks if isinstance(block, Block)}


def head_of(facts: Facts) -> list[Block]:
    """Return the blocks that open a rendition: the title and who published it when."""
    lines = [*facts.publishers]
    if facts.published is not None:
        day = facts.published
        lines.append(f"Published {day.day} {MONTH_NAMES[day.month - 1]} {day.year}")
    if facts.host:
        lines.append(facts.host if facts.host.startswith("www.") else f"https://{facts.host}")
    title = [Block(Part.TITLE, (Run(facts.title),))] if facts.title else []
    return [*title, *(Block(Part.IMPRINT, (Run(line),)) for line in lines)]


def _parse(text: str) -> lxml_html.HtmlElement:
    """Parse without a network and without trusting what the page says of its own encoding."""
    parser = lxml_html.HTMLParser(
        no_network=True, remove_pis=True, huge_tree=True, encoding="utf-8"
    )
    encoded = text.replace("\x00", "").encode("utf-8", errors="replace")
    try:
        root = lxml_html.document_fromstring(encoded, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise Unusable(f"its HTML is empty or broken ({error})") from error
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise Unusable("its elements are nested thousands deep")  # the rest was left out
    return root


def _merged(outer: Facts | None, inner: Facts) -> Facts:
    if outer is None:
        return inner
    return replace(
        inner,
        title=inner.title or outer.title,
        publishers=(*outer.publishers, *inner.publishers),
        authors=(*outer.authors, *inner.authors),
        host=outer.host or inner.host,
        published=outer.published or inner.published,
        created=outer.created,
        notes=outer.notes,
    )


def _title(blocks: list[Block | Table]) -> str:
    """Return the first heading of the highest level, where the page has one."""
    for block in blocks:
        if isinstance(block, Block) and block.part is Part.HEADING and block.level == 1:
            return block.text if len(block.text) <= LONGEST_H1 else ""
    return ""


def _says_title(block: Block | Table, title: str) -> bool:
    is_heading = isinstance(block, Block) and block.part is Part.HEADING
    return is_heading and collapse(block.text) == collapse(title)  # type: ignore[union-attr]
