"""Markdown and stray HTML marks in plain text: what to take out, and what they meant.

Only what real minutes carry is read: `**`, `__`, leading `#`, `<b>` and its kin, `<br>`, a backslash before a line
end or a mark, `<https://...>`, character references such as `&nbsp;`. It is no Markdown parser: lists, tables and
rulers are text that the rules read as it stands.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from pipeline.documents.edits import Edit

Found = tuple[int, int, str]
"""start, end, kind of emphasis; in offsets of the text that was looked at."""

_HINT = re.compile(r"[*_#<\\&]")
_HEADING = re.compile(r"(?:\A|(?<=\n))#{1,6}[ \t]+(?=\S)(?P<text>[^\n]*)")
_STARS = re.compile(r"(?<![*\\])\*\*\*?(?!\*)")
_UNDERSCORES = re.compile(r"(?<![\w\\])__(?=[^\s_])([^_\n]+)(?<=\S)__(?!\w)")
_TAG = re.compile(
    r"<(?P<close>/?)(?P<name>b|strong|i|em|u|s|br|p|span|sup|sub|font|div|h[1-6])\b(?P<rest>[^<>\n]{0,200})>",
    re.IGNORECASE,
)
_LINK = re.compile(r"<((?:https?|mailto):[^<>\s]{1,500})>", re.IGNORECASE)
_ESCAPE = re.compile(r"\\(?=[\\`*_{}\[\]()#+\-.!~>|\"'&])|\\(?=\n)")
_REFERENCE = re.compile(r"&(?:#\d{1,6}|#[xX][0-9a-fA-F]{1,5}|[a-zA-Z]{2,8}\d{0,2});")
_PARAGRAPH = re.compile(r"\n[ \t]*\n")
_BOLD_TAGS = frozenset({"b", "strong"})


def find_marks(text: str) -> tuple[list[Edit], list[Found]]:
    """Edits that take the marks out of `text`, and the emphasis they stood for (spans with the marks inside)."""
    if not _HINT.search(text):
        return [], []
    edits: list[Edit] = []
    found: list[Found] = []
    for heading in _HEADING.finditer(text):
        edits.append((heading.start(), heading.start("text"), ""))
        found.append((heading.start("text"), heading.end("text"), "heading"))
    _stars(text, edits, found)
    for pair in _UNDERSCORES.finditer(text):
        edits += [(pair.start(), pair.start() + 2, ""), (pair.end() - 2, pair.end(), "")]
        found.append((pair.start() + 2, pair.end() - 2, "bold"))
    _tags(text, edits, found)
    edits += [(link.start(), link.start() + 1, "") for link in _LINK.finditer(text)]
    edits += [(link.end() - 1, link.end(), "") for link in _LINK.finditer(text)]
    edits += [(escape.start(), escape.end(), "") for escape in _ESCAPE.finditer(text)]
    edits += _references(text)
    return edits, found


def _stars(text: str, edits: list[Edit], found: list[Found]) -> None:
    """Pairs of `**`. An opening one leans on what follows, a closing one on what precedes; a pair ends with its
    paragraph at the latest, so that one forgotten mark does not turn the emphasis of the rest inside out."""
    opened = -1
    for mark in _STARS.finditer(text):
        start, end = mark.span()
        if opened >= 0 and _PARAGRAPH.search(text, opened, start):
            opened = -1
        closes = opened >= 0 and start > 0 and not text[start - 1].isspace()
        opens = not closes and end < len(text) and not text[end].isspace()
        if closes:
            found.append((opened, start, "bold"))
            opened = -1
        elif opens:
            opened = end
        elif start == 0 or text[start - 1].isspace():
            continue  # stars with blanks on both sides are text
        edits.append((start, end, ""))


def _tags(text: str, edits: list[Edit], found: list[Found]) -> None:
    opened = -1
    for tag in _TAG.finditer(text):
        name, rest = tag["name"].lower(), tag["rest"]
        if rest and not (rest[0].isspace() or rest == "/"):
            continue
        line_break = name == "br" and text[tag.end() : tag.end() + 1] != "\n"
        edits.append((tag.start(), tag.end(), "\n" if line_break else ""))
        if name in _BOLD_TAGS and not tag["close"]:
            opened = tag.end()
        elif name in _BOLD_TAGS and opened >= 0:
            found.append((opened, tag.start(), "bold"))
            opened = -1


def _references(text: str) -> Iterator[Edit]:
    for reference in _REFERENCE.finditer(text):
        meant = html.unescape(reference.group())
        if (meant != reference.group() and meant.isprintable()) or meant == "\u00a0":
            yield reference.start(), reference.end(), " " if meant == "\u00a0" else meant
