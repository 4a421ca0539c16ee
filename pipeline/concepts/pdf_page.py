"""The characters of a PDF page with their places, and the lines they make: on the page, or within one cell of a table.

Reading order comes from the page, not from the file: a table may be written row by row or cell by cell.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

import pypdfium2.raw as raw

from pipeline.documents.normalise import normalise
from pipeline.documents.pdf_boxes import Page
from pipeline.documents.pdf_fonts import bold_spans
from pipeline.model.concept import SourcePlace
from pipeline.model.document import Box

_JOINTS = ("\x02", "\ufffe")  # pdfium's marks of a word broken over two lines
_BULLETS = ("•", "▪", "‣", "◦", "·", "●", "■")
_SAME_LINE = 0.5  # share of the smaller height that two characters of a line have in common
_PARAGRAPH = 0.7  # of a line's height; a wider gap between lines parts paragraphs
_GAP = 0.2  # of a letter's size; a wider gap parts words
_QUOTE = 240


@dataclass(frozen=True, slots=True)
class Char:
    """A visible character: its box on the displayed page, its offset in the document's own text, its size in points;
    `blank`: a blank stands before it."""

    text: str
    box: Box
    offset: int
    size: float
    bold: bool
    blank: bool

    @property
    def middle(self) -> tuple[float, float]:
        return (self.box[0] + self.box[2]) / 2, (self.box[1] + self.box[3]) / 2


def chars_of(page: Page, *, start: int) -> list[Char]:
    """The visible characters of a page in the file's order; `start`: where the page begins in the document's text."""
    text = page.text
    bold = _Spans(bold_spans(page))
    feeds = list(accumulate((char == "\n" for char in text), initial=0))
    box = raw.FS_RECTF()
    at = ctypes.byref(box)
    place = page.placed()
    found: list[Char] = []
    blank = False
    for index, char in enumerate(text):
        if char.isspace():
            blank = True
            continue
        number = page.char_index(index + page.line_shift * feeds[index])
        raw.FPDFText_GetLooseCharBox(page.textpage, number, at)
        corners = place.displayed((box.left, box.bottom, box.right, box.top))
        size = float(raw.FPDFText_GetFontSize(page.textpage, number))
        found.append(Char("-" if char in _JOINTS else char, corners, start + index, size, bold.holds(index), blank))
        blank = False
    return found


class _Spans:
    """Whether an offset lies in one of several spans; offsets are asked in rising order."""

    def __init__(self, spans: list[tuple[int, int]]) -> None:
        self.spans = iter(spans)
        self.current = next(self.spans, None)

    def holds(self, offset: int) -> bool:
        while self.current is not None and offset >= self.current[1]:
            self.current = next(self.spans, None)
        return self.current is not None and offset >= self.current[0]


def lines_of(chars: Sequence[Char]) -> list[list[Char]]:
    """Characters by line, from the top down; within a line in the file's order (see `words_of`)."""
    lines: list[list[Char]] = []
    bands: list[list[float]] = []  # top and bottom of each line
    for char in chars:
        top, bottom = char.box[1], char.box[3]
        at = len(lines) - 1
        if at >= 0 and not _overlap(bands[at], top, bottom):  # the line it goes on is nearly always the last
            at = next((index for index in range(len(lines)) if _overlap(bands[index], top, bottom)), -1)
        if at < 0:
            lines.append([char])
            bands.append([top, bottom])
        else:
            lines[at].append(char)
            bands[at] = [min(bands[at][0], top), max(bands[at][1], bottom)]
    return [lines[index] for index in sorted(range(len(lines)), key=lambda index: bands[index][0])]


def _overlap(band: Sequence[float], top: float, bottom: float) -> bool:
    common = min(band[1], bottom) - max(band[0], top)
    return common > _SAME_LINE * min(band[1] - band[0], bottom - top)


def words_of(line: Sequence[Char]) -> list[list[Char]]:
    """A line's words from left to right: parted by blanks, or by a gap wider than one.

    A word is what the file writes in one go: where a long word runs out of its cell and over the words of the next one,
    their letters lie between each other on the page, but not in the file.
    """
    written = [[line[0]]]
    for before, char in pairwise(line):
        if char.blank or not 0 < char.offset - before.offset <= 2 or not _beside(before, char):
            written.append([char])
        else:
            written[-1].append(char)
    words: list[list[Char]] = []
    for word in sorted(written, key=lambda one: one[0].box[0]):
        if words and not word[0].blank and _beside(words[-1][-1], word[0]) and min(len(words[-1]), len(word)) <= 2:
            words[-1] += word  # a file that writes letter by letter
        else:
            words.append(word)
    return words


def _beside(before: Char, char: Char) -> bool:
    gap = (char.box[0] - before.box[2]) / max(char.size, 4)
    return -_GAP <= gap <= _GAP


def line_text(line: Sequence[Char]) -> str:
    """The characters of a line, its words parted by a blank."""
    return " ".join("".join(char.text for char in word) for word in words_of(line))


def wrapped(lines: Sequence[Sequence[Char]]) -> str:
    """The lines of a cell or heading as they stand; a blank line before a paragraph or bullet. See `unwrapped`."""
    if not lines:
        return ""
    text = line_text(lines[0])
    for before, line in pairwise(lines):
        height = max(char.box[3] - char.box[1] for char in before)
        gap = min(char.box[1] for char in line) - max(char.box[3] for char in before)
        written = line_text(line)
        parted = gap > _PARAGRAPH * height or written.startswith(_BULLETS)
        text += ("\n\n" if parted else "\n") + written
    return text


def unwrapped(text: str) -> str:
    """Wrapped lines closed to running text, broken words joined; a blank line parts paragraphs and becomes a line
    feed."""
    closed, _, _ = normalise(text)
    paragraphs = [" ".join(part.split()) for part in closed.split("\n\n")]
    return "\n".join(part for part in paragraphs if part)


def places_of(chars: Iterable[Char], *, source: str, page: int, rule: str) -> tuple[SourcePlace, ...]:
    """One place for each run of characters that follow each other in the document's text, with the box around them."""
    runs: list[list[Char]] = []
    for char in sorted(chars, key=lambda one: one.offset):
        if runs and char.offset - runs[-1][-1].offset <= 3:  # a blank, a line end
            runs[-1].append(char)
        else:
            runs.append([char])
    return tuple(
        SourcePlace(
            source=source, page=page, start=run[0].offset, end=run[-1].offset + 1, bbox=box_around(run), rule=rule,
            quote=unwrapped(wrapped(lines_of(run)))[:_QUOTE],
        )
        for run in runs
    )  # fmt: skip


def box_around(chars: Iterable[Char]) -> Box:
    lefts, tops, rights, bottoms = zip(*(char.box for char in chars), strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)
