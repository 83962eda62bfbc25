"""A whole web page -> the part that a reader came for.

Left out: scripts and styles, what is hidden, controls, navigation, footers, links to other pages,
banners. Never left out: text that holds a figure outside a link, or a good part of the page.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement


def names(text: str) -> frozenset[str]:
    """Return the names in a text, parted by blanks."""
    return frozenset(text.split())


UNSEEN_TAGS: Final = names(
    "script style noscript template iframe frame object embed canvas svg video audio map area "
    "button input select textarea option optgroup datalist dialog progress meter head link meta "
    "annotation annotation-xml"
)
GONE: Final = "houseviews-gone"  # the tag of what is to be dropped
FURNITURE_TAGS: Final = frozenset({"nav", "footer", "header", "aside", "menu"})
FURNITURE_ROLES: Final = names(
    "navigation banner contentinfo search dialog alertdialog menu menubar toolbar complementary "
    "form tooltip"
)
_FURNITURE: Final = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|navigation|menu|breadcrumbs?|cookies?|cookie\w*|consent|onetrust\S*|"
    r"gdpr|share|sharing|social|socials|related|recommend\w*|newsletter|subscri\w*|sign-?up|promo|"
    r"advert\w*|ads|banner|sidebar|comments|disqus\S*|footer|toolbar|pagination|popup|modal|"
    r"skip-?link|tag-?list|tags|most-?read|trending|more-?stories|up-?next|paywall|login)"
    r"(?:$|[\s_-])",
    re.IGNORECASE,
)
_HIDDEN_STYLE: Final = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?:px|pt|em|%)?\s*(?:;|!|$)",
    re.IGNORECASE,
)
_HIDDEN_CLASS: Final = re.compile(
    r"(?:^|\s)(?:visually-?hidden|sr-only|screen-reader(?:-text)?|u-hidden|is-hidden|d-none)(?:$|\s)",
    re.IGNORECASE,
)
_FIGURE: Final = re.compile(r"\d\s?(?:%|percent|per cent|pp\b|bps?\b|basis)|[$€£]\s?\d", re.I)
_COPYRIGHT: Final = re.compile(r"©|\(c\)\s*(?:19|20)\d\d|copyright\b", re.IGNORECASE)
FURNITURE_SHARE: Final = 0.3  # of the page's own words: more is no furniture, whatever its name
MAIN_SHARE: Final = 0.6  # of the page's own words that its main part holds at least
LINK_SHARE: Final = 0.7  # of the words of a list of links stand in links
LEAST_LINKS: Final = 3  # links that make a list of them
LONGEST_COPYRIGHT: Final = 200  # characters


class _Weights:
    """How many characters stand in each element, how many of them in links, and any figures."""

    def __init__(self, root: HtmlElement) -> None:
        self.elements = [e for e in root.iter() if isinstance(e.tag, str)]  # keeps them alive
        self.words: dict[HtmlElement, int] = {}
        self.linked: dict[HtmlElement, int] = {}
        self.links: dict[HtmlElement, int] = {}
        self.has_figures: dict[HtmlElement, bool] = {}
        for element in reversed(self.elements):
            self._weigh(element)

    def _weigh(self, element: HtmlElement) -> None:
        children = [child for child in element if isinstance(child.tag, str)]
        own = [element.text or "", *(child.tail or "" for child in element)]
        words = sum(len(text.strip()) for text in own)
        is_link = element.tag == "a"
        self.words[element] = words + sum(self.words.get(c, 0) for c in children)
        self.linked[element] = (
            self.words[element] if is_link else sum(self.linked.get(c, 0) for c in children)
        )
        self.links[element] = is_link + sum(self.links.get(c, 0) for c in children)
        told = any(_FIGURE.search(text) for text in own) or element.tag == "table"
        self.has_figures[element] = not is_link and (
            told or any(self.has_figures.get(c, False) for c in children)
        )

    def own_words(self, element: HtmlElement) -> int:
        """Characters outside links."""
        return self.words.get(element, 0) - self.linked.get(element, 0)


def prune(root: HtmlElement) -> tuple[HtmlElement, str]:
    """Drop the furniture of a page, in place.

    Returns:
        The element that holds what the page is about, and the copyright line of what was dropped.
    """
    _drop_unseen(root)
    body = root if root.tag == "body" else root.find(".//body")
    body = root if body is None else body
    copyright_line = _copyright(body)
    weights = _Weights(body)
    main = _main_part(body, weights)
    whole = max(weights.own_words(main), 1)
    for element in list(main.iter()):
        if element is main or element not in weights.words:
            continue
        if _is_furniture(element, weights, whole) or _is_link_list(element, weights):
            element.tag = GONE
    _drop_marked(main)
    return main, copyright_line


def _drop_unseen(root: HtmlElement) -> None:
    for element in root.iter(etree.Element):
        if element is not root and (element.tag in UNSEEN_TAGS or _is_hidden(element)):
            element.tag = GONE
    _drop_marked(root)


def _drop_marked(root: HtmlElement) -> None:
    """Take marked elements and comments out of a tree; the text after each stays.

    All at once: joining the text after one to that before it, one by one, costs the square of them.
    """
    etree.strip_elements(
        root, GONE, etree.Comment, etree.ProcessingInstruction, etree.Entity, with_tail=False
    )


def _is_hidden(element: HtmlElement) -> bool:
    return bool(
        element.get("hidden") is not None
        or _HIDDEN_STYLE.search(element.get("style") or "")
        or _HIDDEN_CLASS.search(element.get("class") or "")
    )


def _main_part(body: HtmlElement, weights: _Weights) -> HtmlElement:
    """Return the smallest marked part that holds most of the page's own words, else the body."""
    marked = [e for e in weights.elements if _is_marked_main(e)]
    content = weights.own_words(body) - sum(
        weights.own_words(e) for e in _outermost_furniture(body)
    )
    best = body
    for element in marked:
        enough = weights.own_words(element) >= MAIN_SHARE * max(content, 1)
        if enough and weights.words[element] < weights.words[best]:
            best = element
    return best


def _is_marked_main(element: HtmlElement) -> bool:
    return (
        element.tag in ("article", "main")
        or element.get("role") in ("main", "article")
        or element.get("itemprop") == "articleBody"
        or element.get("id") in ("content", "main", "main-content")
    )


def _outermost_furniture(body: HtmlElement) -> Iterator[HtmlElement]:
    """Yield navigation and footers of the whole page, none inside another."""
    for element in body.iter("nav", "footer", "aside"):
        inside = (e.tag in ("nav", "footer", "aside", "article") for e in element.iterancestors())
        if not any(inside):
            yield element


def _is_furniture(element: HtmlElement, weights: _Weights, whole: int) -> bool:
    named = " ".join(filter(None, (element.get("class"), element.get("id"))))
    is_article_head = element.tag == "header" and _inside_article(element)
    suspect = (
        (element.tag in FURNITURE_TAGS and not is_article_head)
        or element.get("role") in FURNITURE_ROLES
        or bool(_FURNITURE.search(named))
    )
    if not suspect or weights.own_words(element) > FURNITURE_SHARE * whole:
        return False
    return not weights.has_figures[element] and next(element.iter("h1"), None) is None


def _inside_article(element: HtmlElement) -> bool:
    return any(one.tag in ("article", "main") for one in element.iterancestors())


def _is_link_list(element: HtmlElement, weights: _Weights) -> bool:
    if element.tag not in ("ul", "ol", "div", "section") or weights.has_figures[element]:
        return False
    words = weights.words[element]
    return weights.links[element] >= LEAST_LINKS and weights.linked[element] >= LINK_SHARE * words


def _copyright(body: HtmlElement) -> str:
    """Return the last line that claims copyright; it tells whose page this is."""
    found = ""
    for text in body.itertext():
        line = " ".join(text.split())
        if _COPYRIGHT.search(line) and len(line) <= LONGEST_COPYRIGHT:
            found = line
    return found
