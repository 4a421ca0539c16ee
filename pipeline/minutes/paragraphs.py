"""Where paragraphs are: the flow's lines in a stretch, put together as they were printed, and which are set in bold."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import pairwise

from pipeline.minutes.draft import Draft

_LIST_ENTRY = re.compile(
    r"(?:[-–•*▪]|\d{1,2}[.)](?!\s+(?:Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember))|[a-zA-Z]\)|\([a-z\d]\))\s"
)
_PRINT_BREAK = re.compile(r"[\n\r\ufffe\x02]+")  # PDFium marks a hyphen at the line end with U+FFFE or U+0002


def pieces_in(draft: Draft, begin: int, limit: int) -> Iterator[tuple[int, int]]:
    """The flow's lines in [begin, limit), stripped, the empty ones left out; as many as are asked for."""
    position = begin
    flow = draft.flow
    while position < limit:
        end = flow.find("\n", position, limit)
        end = limit if end < 0 else end
        start, last = position, end
        while start < last and flow[start].isspace():
            start += 1
        while last > start and flow[last - 1].isspace():
            last -= 1
        if last > start:
            yield start, last
        position = end + 1


def paragraphs_of(draft: Draft, pieces: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Paragraphs of lines: parted by a blank line, a list mark, or a sentence that ended early in a wrapped line."""
    text = draft.text
    if not any("\n" in text[start:end] for start, end in pieces):
        return pieces  # nothing is wrapped: a line is a paragraph
    width = max(len(line) for line in _printed(draft, pieces[0][0], pieces[-1][1]))
    joined = [pieces[0]]
    for (_, before), (start, end) in pairwise(pieces):
        parted = text.count("\n", before, start) > 1 or _LIST_ENTRY.match(text, start, end)
        ended = text[before - 1] in ".!?:;" and len(_printed(draft, joined[-1][0], before)[-1]) < 0.85 * width
        if parted or ended or text[before - 1] == ":":
            joined.append((start, end))
        else:
            joined[-1] = (joined[-1][0], end)
    return joined


def is_bold(draft: Draft, start: int, end: int) -> bool:
    """Whether nearly all of the span is set in bold."""
    spans = draft.document.emphasis
    if not spans:
        return False
    index = max(bisect_right(spans, start, key=lambda mark: mark.start) - 1, 0)
    covered = 0
    while index < len(spans) and spans[index].start < end:
        mark = spans[index]
        if mark.kind == "bold":
            covered += max(0, min(end, mark.end) - max(start, mark.start))
        index += 1
    return covered > 0.8 * (end - start)


def _printed(draft: Draft, start: int, end: int) -> list[str]:
    """The lines as they were printed, before hyphens at line ends were closed."""
    first, last = draft.document.offsets.span(start, end)
    return _PRINT_BREAK.split(draft.document.original[first:last].rstrip())
