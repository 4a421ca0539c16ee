"""Damage that changes how words are printed and not what they say: wraps, hyphens, page marks, odd blanks.

It is done after gold was read, on text without marks.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from random import Random

from pipeline.synth.bank import chance
from pipeline.synth.page import Block

SOFT_HYPHEN = "\u00ad"
NO_BREAK = "\u00a0"
LINES_A_PAGE = 42
_VOWELS = "aeiouyäöüAEIOUYÄÖÜ"
_WORD = re.compile(r"[^\W\d_]{8,}")
_KEEP_TOGETHER = ("sch", "ch", "ck", "ph", "th", "ss", "st")


@dataclass(frozen=True, slots=True)
class Typography:
    """What the printer did to this document."""

    wrap: bool = False
    hyphens: bool = False
    page_marks: bool = False
    soft_hyphens: bool = False
    no_break: bool = False
    combining: bool = False
    hollow: bool = False  # a line with one blank between paragraphs
    width: int = 88


CLEAN = Typography()


def draw(rng: Random, dirt: float, form: str) -> Typography:
    """The typography of one document; what a file format cannot show is left out."""
    if dirt <= 0:
        return CLEAN
    printed = form in ("md", "pdf")
    return Typography(
        wrap=chance(rng, dirt * 0.8) and printed,
        hyphens=chance(rng, dirt) and printed,
        page_marks=chance(rng, dirt) and printed,
        soft_hyphens=chance(rng, dirt * 0.4) and not printed,
        no_break=chance(rng, dirt * 0.4),
        combining=chance(rng, dirt * 0.25) and form != "pdf",
        hollow=chance(rng, dirt),
        width=rng.randrange(72, 98),
    )


def misprint(blocks: list[Block], typography: Typography, rng: Random) -> list[Block]:
    """The blocks with odd blanks, soft hyphens and umlauts of two characters."""
    if not (typography.no_break or typography.soft_hyphens or typography.combining):
        return blocks
    return [Block(block.kind, _misprint(block.text, typography, rng)) for block in blocks]


def _misprint(text: str, typography: Typography, rng: Random) -> str:
    if typography.no_break:
        text = re.sub(" ", lambda _: NO_BREAK if chance(rng, 0.06) else " ", text)
    if typography.soft_hyphens:
        text = _WORD.sub(lambda match: _softened(match.group(), rng), text)
    if typography.combining:
        text = unicodedata.normalize("NFD", text)
    return text


def _softened(word: str, rng: Random) -> str:
    at = break_at(word, len(word) - 3) if chance(rng, 0.2) else 0
    return f"{word[:at]}{SOFT_HYPHEN}{word[at:]}" if at else word


def wrapped(text: str, typography: Typography) -> list[str]:
    """The paragraph in lines of at most `width` characters, with hyphens where the printer sets them."""
    width = typography.width
    out: list[str] = []
    line = ""
    for word in text.split(" "):
        if not line:
            line = word
        elif len(line) + 1 + len(word) <= width:
            line += " " + word
        else:
            room = width - len(line) - 2
            at = break_at(word, room) if typography.hyphens else 0
            if at:
                out.append(f"{line} {word[:at]}{'' if word[at - 1] == '-' else '-'}")
                line = word[at:]
            else:
                out.append(line)
                line = word
    return [*out, line]


def break_at(word: str, room: int) -> int:
    """Where the word may break with at most `room` letters before it: behind its hyphen, between syllables; 0: not."""
    own = word.rfind("-", 3, room + 1)
    if own > 0 and own + 3 < len(word):
        return own + 1
    if len(word) < 7 or not word.isalpha():
        return 0
    for at in range(min(room, len(word) - 3), 2, -1):
        before, after, behind = word[at - 1], word[at], word[at + 1]
        if after in _VOWELS or behind not in _VOWELS or not any(letter in _VOWELS for letter in word[:at]):
            continue
        if word[at - 1 : at + 1] in _KEEP_TOGETHER or word[at - 2 : at + 1] in _KEEP_TOGETHER:
            continue
        if before in _VOWELS or after not in _VOWELS:
            return at
    return 0


def paged(text: list[str], mark: str, head: str) -> list[str]:
    """Lines of a text file with page marks and running heads between them, as a text export leaves them."""
    pages = [text[start : start + LINES_A_PAGE] for start in range(0, len(text), LINES_A_PAGE)]
    out = list(pages[0]) if pages else []
    for number, page in enumerate(pages[1:], start=2):
        if mark:
            out.append(page_mark(mark, number, len(pages)))
        if head:
            out.append(head)
        out += page
    return out


def page_mark(form: str, number: int, pages: int) -> str:
    """`– 2 –`, `Seite 2 von 3`"""
    return form.format(number, pages)
