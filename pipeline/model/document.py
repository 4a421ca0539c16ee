"""`Document`: what a reader makes of bytes. Two texts and the way back from one to the other.

`original` is the text as the reader found it (a text file's own characters, the characters of a PDF's pages, the
visible text of a web page). Every evidence offset in the product counts characters of `original`.
`text` is the working text the rules read: the same words without soft hyphens, line-end hyphenation, page marks,
running heads, Markdown marks or spaced letters. `offsets` leads from `text` back to `original`.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Protocol

Box = tuple[float, float, float, float]
"""left, top, right, bottom in points; origin at the page's top left corner."""


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """Piecewise map from working text to original text.

    Three parallel tuples, one entry per segment, in order: where it begins in the working text, where in the
    original, and how many original characters it stands for when it is a replacement (0: a run copied unchanged,
    character by character). The segments cover the working text without gaps; an empty map is the identity.
    """

    work: tuple[int, ...] = ()
    orig: tuple[int, ...] = ()
    replaced: tuple[int, ...] = ()

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The original span that the working span [start, end) was made from; an empty span stays empty."""
        if not self.work:
            return start, end
        at = bisect_right(self.work, start) - 1 if start >= self.work[0] else 0
        first = self.orig[at] if self.replaced[at] else self.orig[at] + start - self.work[at]
        if end <= start:
            return first, first
        index = bisect_right(self.work, end - 1) - 1
        if self.replaced[index]:
            return first, self.orig[index] + self.replaced[index]
        return first, self.orig[index] + (end - 1 - self.work[index]) + 1


class BoxSource(Protocol):
    """Finds where characters stand on a page; open only while the document is being read."""

    def boxes(self, start: int, end: int) -> list[tuple[int, Box]]:
        """(page number from 1, box) for each line of the original span [start, end)."""


@dataclass(frozen=True, slots=True)
class Emphasis:
    """A stretch of the *working* text that the document sets apart."""

    start: int
    end: int
    kind: str  # "bold" | "heading"


@dataclass(frozen=True, slots=True)
class ReaderNote:
    """Something the reader saw that the user should know; becomes a finding of the record."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Document:
    """One document, read. Offsets are characters; pages count from 1."""

    name: str
    sha256: str
    media_type: str
    size: int
    original: str
    text: str
    offsets: OffsetMap = OffsetMap()
    page_starts: tuple[int, ...] = (0,)  # where each page begins in `original`
    emphasis: tuple[Emphasis, ...] = ()
    notes: tuple[ReaderNote, ...] = ()
    layout: str | None = None  # what the reader knows of the page's maker: "allris", "sessionnet"; None: nothing
    box_source: BoxSource | None = field(default=None, compare=False)

    @property
    def pages(self) -> int:
        return len(self.page_starts)

    def page_of(self, original_offset: int) -> int:
        """Page number (from 1) on which an offset of `original` lies."""
        return max(bisect_right(self.page_starts, original_offset), 1)
