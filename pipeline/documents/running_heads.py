"""Running heads and page numbers: lines that stand at the edge of most pages and belong to none of them.

They cut sentences in two and repeat the meeting's name inside every item. Where a running head is the only place that
names the meeting, one stays: of heads the first, of feet the last, because these cut no sentence.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import NamedTuple

_WINDOW = 600  # characters at each end of a page that are looked at
_EDGE = 3  # lines looked at, from the top and from the bottom of a page, each at its place
_WORDS = re.compile(r"[^\W\d_]{2,}")
_COUNTING = frozenset({"Seite", "Blatt", "Page", "von", "of"})
_LINE = re.compile("[^\n\x02\ufffe]+")
_DIGITS = re.compile(r"\d+")
# The last line of a page may be an item's outcome on page after page: never take these for a running head.
_OUTCOME = re.compile(
    r"einstimmig|mehrheitlich|stimmung|stimmen|lehnung|enthaltung|\b(?:ja|nein)\b|angenommen|abgelehnt|kenntnis|beschlossen"
    r"|vertagt|zurückg|überwiesen|erledigt",
    re.IGNORECASE,
)


class _Place(NamedTuple):
    """Where a line stands: page from 0, its span in the joined text, the numbers in it."""

    page: int
    start: int
    end: int
    numbers: tuple[int, ...]


def running_heads(texts: list[str], starts: list[int]) -> tuple[tuple[int, int], ...]:
    """Spans (offsets of the joined text) of the repeated edge lines of `texts`, one text a page; none below three
    pages. A line is repeated when it stands on most pages, alike or with a number in it that counts the pages."""
    if len(texts) < 3:
        return ()
    seen: dict[tuple[int, str], list[_Place]] = defaultdict(list)
    for page, (text, start) in enumerate(zip(texts, starts, strict=True)):
        top, bottom = _edges(text)
        for position, (begin, end) in [*enumerate(top), *((-1 - row, span) for row, span in enumerate(bottom))]:
            line = text[begin:end].strip()
            if position >= 0:  # a head goes with the line end behind it, a foot with the one before
                end += text[end : end + 1] == "\n"
            else:
                begin -= text[max(begin - 1, 0) : begin] == "\n"
            numbers = tuple(int(digits[:9]) for digits in _DIGITS.findall(line))
            seen[position, _DIGITS.sub("#", line)].append(_Place(page, start + begin, start + end, numbers))
    drop: set[tuple[int, int]] = set()
    kept: set[tuple[int, int]] = set()
    for (position, folded), places in seen.items():
        if len(places) * 2 <= len(texts) or len(places) < 3 or _OUTCOME.search(folded):
            continue
        if not _counts_pages(places) and (len({place.numbers for place in places}) > 1 or not _WORDS.search(folded)):
            continue
        drop.update((place.start, place.end) for place in places)
        if not _said_elsewhere(folded, texts, starts, places):
            one = places[0 if position >= 0 else -1]
            kept.add((one.start, one.end))
    return tuple(sorted(drop - kept))


def _said_elsewhere(folded: str, texts: list[str], starts: list[int], places: list[_Place]) -> bool:
    """Whether the words of a running head, page counting aside, stand in the text of the first page as well, and its
    dates and numbers with them."""
    first = texts[0]
    for place in places:
        if place.page == 0:
            begin, end = place.start - starts[0], place.end - starts[0]
            first = first[:begin] + " " * (end - begin) + first[end:]
    words = [word for word in _WORDS.findall(folded) if word not in _COUNTING]
    fixed = [numbers[0] for numbers in zip(*(place.numbers for place in places), strict=True) if len(set(numbers)) == 1]
    known = {int(digits[:9]) for digits in _DIGITS.findall(first)}
    return all(word in first for word in words) and (not words or known.issuperset(fixed))


def _edges(text: str) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Spans of the first lines and of the last (from the bottom) that have characters, without their line ends. A
    broken word's mark ends a line too: pdfium joins the last line of a page to its foot where it ends with a hyphen."""
    window = min(len(text), _WINDOW)
    top = [match.span() for match in _LINE.finditer(text, 0, window) if not match.group().isspace()]
    bottom = [match.span() for match in _LINE.finditer(text, len(text) - window) if not match.group().isspace()]
    return top[:_EDGE], bottom[: -_EDGE - 1 : -1]


def _counts_pages(places: list[_Place]) -> bool:
    """Whether one of the numbers in the line goes up by one from page to page, and the others stay."""
    counting = constant = 0
    for column in zip(*(place.numbers for place in places), strict=True):
        if len({number - place.page for number, place in zip(column, places, strict=True)}) == 1:
            counting += 1
        elif len(set(column)) == 1:
            constant += 1
    return counting > 0 and counting + constant == len(places[0].numbers)
