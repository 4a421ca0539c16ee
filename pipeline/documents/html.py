"""Web pages: the item pages of ALLRIS (old and new) and SessionNet, and any other page by its main text.

The text comes out in the form the text files of such pages have (one label and value a line, parted by a tab; blank
lines between paragraphs), so that one set of rules reads both. Staff names ("Bearbeiter") are left out here already.
"""

from __future__ import annotations

import re
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from pipeline.documents.content import Content
from pipeline.documents.encoding import decode
from pipeline.documents.html_lines import Lines, is_dropped

_CHARSET = re.compile(rb"<(?:meta|\?xml)\b[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w-]{2,30})", re.IGNORECASE)
_BODY = re.compile(r"<body\b[^>]*>", re.IGNORECASE)
_NESTED_HEAD = re.compile(r"<head\b[^>]*>(?:(?!<body\b|</?html\b).)*?</head\s*>", re.IGNORECASE | re.DOTALL)
_NESTED_SHELL = re.compile(r"<\?xml\b[^>]*>|<!doctype\b[^>]*>|</?(?:html|head|body)\b[^>]*>", re.IGNORECASE)

_ALLRIS_ROOTS = ("#rismain_raw", "#bomain")
_MAIN_ROOTS = ("main", "[role=main]", "article", "#maincontent", "#content", "#main", ".content")
_SESSIONNET_ROOTS = ("#smccontent", "#smc_page_content", ".smccontent", *_MAIN_ROOTS)
_ALLRIS_ANCHOR = re.compile(r"\ballris(?:WP|BS|AE|SV)\b")
_SESSIONNET = re.compile(r"sessionnet|class=[\"'][^\"']*\bsmc[\w-]*|to0050\.(?:asp|php)", re.IGNORECASE)
_ALLRIS4 = re.compile(r"/public/to020|\bto020\?|name=[\"']generator[\"'][^>]*allris", re.IGNORECASE)
_HEADING4 = re.compile(r"\s*\d{1,2}\.\d{1,2}\.\d{4} - ")


def read_html(data: bytes) -> Content:
    """The visible main text of a page, and whose layout it is where that is known. Never fails."""
    charset = _CHARSET.search(data[:8192])
    source = cut_open(decode(data, declared=charset.group(1).decode("ascii") if charset else None).text)
    tree = LexborHTMLParser(source)
    if tree.body is None:
        return Content(original="")
    layout, root = _layout(tree, source)
    if root is None:
        root = _main_text(tree)
    lines = Lines(buttons=layout == "allris4")
    title = _title(tree, root, layout)
    if title:
        lines.line(title, heading=True)
    lines.walk(root)
    text, emphasis = lines.finish()
    return Content(original=text, emphasis=emphasis, layout=layout)


def cut_open(source: str) -> str:
    """The page without the shells of whole documents nested in it: ALLRIS puts each part of the minutes there as its
    Word converter made it, with `<?xml`, DOCTYPE, `<html>`, `<head>`; parsers end the page at the first `</html>`."""
    body = _BODY.search(source)
    if body is None:
        return source
    inside = source[body.end() :]
    return source[: body.end()] + _NESTED_SHELL.sub("", _NESTED_HEAD.sub("", inside))


def _layout(tree: LexborHTMLParser, source: str) -> tuple[str | None, Any]:
    root = _first(tree, _ALLRIS_ROOTS)
    if root is not None or (_ALLRIS_ANCHOR.search(source) and tree.css_first(".kb1, .text1") is not None):
        return "allris", root if root is not None else tree.body
    cards = [heading.text(strip=True) for heading in tree.css("h1, h2, h3, h4, h5, .card-header, button, .card-title")]
    known = {"Grunddaten", "Reduzieren", "Beschluss:"} & set(cards)
    if _ALLRIS4.search(source) or len(known) > 1 or ("Reduzieren" in known):
        return "allris4", _first(tree, _MAIN_ROOTS)
    if _SESSIONNET.search(source):
        return "sessionnet", _first(tree, _SESSIONNET_ROOTS)
    return None, _first(tree, _MAIN_ROOTS)


def _first(tree: LexborHTMLParser, selectors: tuple[str, ...]) -> Any:
    """The first of the selectors' elements that holds text."""
    for selector in selectors:
        for node in tree.css(selector):
            if len(node.text(strip=True)) > 20:
                return node
    return None


def _title(tree: LexborHTMLParser, root: Any, layout: str | None) -> str | None:
    """The page's heading where it stands outside the main text: "Auszug - TITLE", "14.01.2020 - 5.2 TITLE..."."""
    if layout not in ("allris", "allris4"):
        return None
    inside = " ".join(root.text(separator=" ").split())
    for node in tree.css("#risname h1, #risname, h1, title"):
        title = " ".join(node.text(separator=" ").split())
        if title.startswith("Auszug - ") or _HEADING4.match(title):
            return None if title in inside else title
    return None


def _main_text(tree: LexborHTMLParser) -> Any:
    """The smallest block that holds nearly all of the page's text that is not links, and what names the meeting."""
    body = tree.body
    assert body is not None
    best, least = body, 0.75 * _substance(body)
    for _ in range(_DEPTH):
        blocks = [node for node in best.iter() if node.tag in _BLOCKS and not is_dropped(node)]
        inner = max(blocks, key=_substance, default=None)
        if inner is None or _substance(inner) < max(least, 1):
            break
        if any(
            _TELLING.search(_unlinked(node)) for node in best.iter(include_text=True) if node.mem_id != inner.mem_id
        ):
            break
        best = inner
    return best


def _unlinked(node: Any) -> str:
    """The text of what stands beside the main block, unless it is a menu."""
    if node.tag == "-text":
        return node.text_content or ""
    return "" if is_dropped(node) or node.css_first("a") is not None else str(node.text())


_TELLING = re.compile(r"\d{1,2}\. ?(?:\d{1,2}\.|[A-Z][a-zä]+) ?\d{4}|Sitzung|Niederschrift|Protokoll|Gremium|Ausschuss")
_DEPTH = 60  # blocks within blocks; honest pages have a dozen
_BLOCKS = frozenset({"div", "section", "article", "main", "center", "table", "tbody", "tr", "td", "form"})


def _substance(node: Any) -> int:
    """Characters of text outside links and scripts."""
    dropped = sum(len(part.text()) for part in node.css("a, script, style, select, nav, footer, noscript"))
    return len(node.text()) - dropped
