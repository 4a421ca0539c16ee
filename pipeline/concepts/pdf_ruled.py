"""Tables that have level lines only: columns are told from the words of the head, rows from the lines.

Designed brochures print tables so. A page that goes on without a head keeps the columns of the page before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.concepts.columns import role_of
from pipeline.concepts.pdf_page import Char, words_of
from pipeline.model.document import Box

if TYPE_CHECKING:
    from pdfplumber.page import Page as PlumberPage

_NEAR = 2.5  # points
_LEAST_WIDTH = 200.0  # points; shorter level lines underline something
_MARGIN = 3.0  # points that a column begins left of its head
_SHIFT = 8.0  # points that a table may move from page to page
_COLUMN_GAP = 12.0  # points between the words of two heads


@dataclass(frozen=True, slots=True)
class Ruled:
    """The cells of such a table, and the left edges of its columns with the right one of the last."""

    boxes: list[Box]
    edges: tuple[float, ...]


def ruled_table(page: PlumberPage, lines: Sequence[Sequence[Char]], before: Ruled | None) -> Ruled | None:
    """The table of a page; None where there is none. `before`: that of the page before."""
    rules = _level_lines(page)
    if len(rules) < 2:
        return None
    x0, x1 = min(rule[0] for rule in rules), max(rule[1] for rule in rules)
    head = next((found for line in lines if (found := _heads(line)) is not None), None)
    if head is not None:
        top, starts = head
        edges = (min(x0, starts[0] - _MARGIN), *(start - _MARGIN for start in starts[1:]), x1)
    elif before is not None and abs(before.edges[0] - x0) < _SHIFT and abs(before.edges[-1] - x1) < _SHIFT:
        top, edges = min(line[0].box[1] for line in lines), before.edges
    else:
        return None
    levels = [rule[2] for rule in rules if head is None or rule[2] > top - _NEAR]
    if not levels or levels[0] > top + 2:
        levels.insert(0, top - _NEAR)  # nothing is drawn above the first row
    levels = _closed(levels, lines)
    boxes = [(left, upper, right, lower) for upper, lower in pairwise(levels) for left, right in pairwise(edges)]
    return Ruled(boxes, tuple(edges)) if len(levels) > 2 or (before is not None and boxes) else None


def _level_lines(page: PlumberPage) -> list[tuple[float, float, float]]:
    """Level lines that go over a table: left, right, and distance from the top; those at one height as one."""
    left, top = page.bbox[0], page.bbox[1]
    found: list[list[float]] = []
    for edge in sorted(page.edges, key=lambda one: one["top"]):
        if edge["orientation"] != "h":
            continue
        x0, x1, y = edge["x0"] - left, edge["x1"] - left, edge["top"] - top
        if found and y - found[-1][2] <= _NEAR:
            found[-1][0], found[-1][1] = min(found[-1][0], x0), max(found[-1][1], x1)
        else:
            found.append([x0, x1, y])
    return [(x0, x1, y) for x0, x1, y in found if x1 - x0 >= _LEAST_WIDTH]


def _heads(line: Sequence[Char]) -> tuple[float, list[float]] | None:
    """Top of the line and left edge of each head, where a line is the head of a table of measures."""
    groups: list[list[Char]] = []
    for word in words_of(line):
        if groups and word[0].box[0] - groups[-1][-1].box[2] < _COLUMN_GAP:
            groups[-1] += word
        else:
            groups.append(list(word))
    roles = [role_of("".join(char.text for char in group)) for group in groups]
    if "title" not in roles or len({role for role in roles if role}) < 2 or None in roles:
        return None
    return min(char.box[1] for char in line), [group[0].box[0] for group in groups]


def _closed(levels: list[float], lines: Sequence[Sequence[Char]]) -> list[float]:
    """Where words stand below the last line, close to it, the row runs over the page's end: it ends behind them."""
    below = [max(char.box[3] for char in line) for line in lines if line[0].box[1] > levels[-1]]
    end = levels[-1]
    for bottom in sorted(below):
        if bottom - end > 30:
            break
        end = bottom
    return [*levels, end + _NEAR] if end > levels[-1] else levels
