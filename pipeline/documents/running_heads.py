"""Running heads and page numbers: lines that stand at the edge of most pages and belong to none of them.

They cut sentences in two and repeat the meeting's name inside every item. The first of each stays, as it may be the
only place where the meeting is named.
"""

from __future__ import annotations

import re
from collections import defaultdict

_EDGE = 3  # lines looked at, from the top and from the bottom of a page
_DIGITS = re.compile(r"\d+")
# The last line of a page may be an item's outcome on page after page: never take these for a running head.
_OUTCOME = re.compile(
    r"einstimmig|mehrheitlich|stimmung|stimmen|lehnung|enthaltung|\b(?:ja|nein)\b|angenommen|abgelehnt|kenntnis|beschlossen"
    r"|vertagt|zurückg|überwiesen|erledigt",
    re.IGNORECASE,
)


def running_heads(texts: list[str], starts: list[int]) -> tuple[tuple[int, int], ...]:
    """Spans (offsets of the joined text) of the repeated edge lines of `texts`, one text a page, from the third
    occurrence's worth of evidence on: fewer than three pages have none. The first occurrence is not among them,
    except for a bare page number."""
    if len(texts) < 3:
        return ()
    seen: dict[tuple[bool, str], list[tuple[int, int, int, tuple[int, ...]]]] = defaultdict(list)
    for page, (text, start) in enumerate(zip(texts, starts, strict=True)):
        lines = _lines(text)
        for top, edge in ((True, lines[:_EDGE]), (False, lines[max(_EDGE, len(lines) - _EDGE) :])):
            for begin, end in edge:
                line = text[begin:end].strip()
                numbers = tuple(int(digits[:9]) for digits in _DIGITS.findall(line))
                seen[top, _DIGITS.sub("#", line)].append((page, start + begin, start + end, numbers))
    drop: list[tuple[int, int]] = []
    for (_, folded), places in seen.items():
        if len({page for page, *_ in places}) * 2 <= len(texts) or len(places) < 3 or _OUTCOME.search(folded):
            continue
        counted = _counts_pages(places)
        if folded.strip("-–— ") == "#":
            if counted:
                drop += [(begin, end) for _, begin, end, _ in places]
        elif counted or len({numbers for *_, numbers in places}) == 1:
            drop += [(begin, end) for _, begin, end, _ in places[1:]]
    return tuple(sorted(drop))


def _lines(text: str) -> list[tuple[int, int]]:
    """Spans of the lines that have characters, each with its line end."""
    spans: list[tuple[int, int]] = []
    position = 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            spans.append((position, position + len(line)))
        position += len(line)
    return spans


def _counts_pages(places: list[tuple[int, int, int, tuple[int, ...]]]) -> bool:
    """Whether one of the numbers in the line goes up by one from page to page, and the others stay."""
    rows = [(page, numbers) for page, _, _, numbers in places]
    width = len(rows[0][1])
    if not width or any(len(numbers) != width for _, numbers in rows):
        return False
    distances = [{numbers[column] - page for page, numbers in rows} for column in range(width)]
    constant = [len({numbers[column] for _, numbers in rows}) == 1 for column in range(width)]
    counting = [len(distance) == 1 for distance in distances]
    return any(counting) and all(a or b for a, b in zip(counting, constant, strict=True))
