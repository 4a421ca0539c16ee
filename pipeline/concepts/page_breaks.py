"""Whether the first row of a page goes on with the last row of the page before.

No mark in a PDF says so. What speaks: an empty cell where every measure has its title or number, a word broken at the
page's end, a sentence that goes on. Each sign has a weight; what stays in the middle is told as uncertain.
"""

from __future__ import annotations

import re
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.concepts.tables import Row

_END = re.compile(r"[.!?:;…)“”\"»]\s*$")
_OPEN_END = re.compile(
    r"(?:[,–]|\b(?:und|oder|sowie|der|die|das|den|dem|des|ein|eine|einer|eines|einem|einen|für|von|vom|zu|zur|zum|in|im|am|"
    r"an|auf|mit|bei|beim|durch|aus|nach|über|unter|als|bzw\.))\s*$",
    re.IGNORECASE,
)
_BROKEN = re.compile(r"[^\W\d_]-\s*$")
_NUMBER = re.compile(r"^(?:[A-Z]{1,3}[ -]?)?\d+(?:\.\d+)*\.?\s+\S")
_MID = re.compile(r"^[a-zäöüß,;)]")
_SURE, _NO = 3, 0


class Verdict(Enum):
    """SAME: one row; NEW: another; UNCERTAIN: read as another, to be looked at."""

    SAME = "same"
    NEW = "new"
    UNCERTAIN = "uncertain"


def goes_on(above: Row, below: Row) -> Verdict:
    """Whether `below`, the first row of a page, is the rest of `above`, the last of the page before."""
    if _numbered(below):
        return Verdict.NEW
    if _numbered(above) or not below.text("title"):
        return Verdict.SAME  # where rows are numbered or titled, one that is not is no row of its own
    score = _words(_raw(above, "title"), below.text("title"), broken=4)
    for role in ("description", "comment"):
        score += _sentences(above, below, role)
    for role, weight in (("goals", 2), ("responsible", 2), ("status", 3)):
        score += _short_column(above, below, role, weight)
    if score >= _SURE:
        return Verdict.SAME
    return Verdict.NEW if score <= _NO else Verdict.UNCERTAIN


def _numbered(row: Row) -> bool:
    return bool(row.text("number") or _NUMBER.match(row.text("title")))


def _words(above: str, below: str, *, broken: int) -> int:
    """Whether the words of a cell run on: a broken word or an open end above, a small letter below."""
    if not above or not below:
        return 0
    if _BROKEN.search(above) or _MID.match(below):
        return broken
    return 3 if _OPEN_END.search(above) else 0


def _sentences(above: Row, below: Row, role: str) -> int:
    """A text that ends as a sentence does, and one that begins as one: two rows. One only above has ended there."""
    first, second = _raw(above, role), below.text(role)
    if not first or not second:
        return 1 if first else 0
    runs_on = _words(first, second, broken=3)
    if runs_on:
        return runs_on
    return -2 if _END.search(first) else 1


def _short_column(above: Row, below: Row, role: str, weight: int) -> int:
    """Short columns are whole on one of the two pages: filled in one and empty in the other speaks for one row."""
    if role not in above.cells or role not in below.cells:
        return 0
    first, second = above.text(role), below.text(role)
    if first and second:
        return -weight
    return weight if first or second else 0


def _raw(row: Row, role: str) -> str:
    cells = row.cells.get(role, ())
    return (cells[-1].raw or cells[-1].text).rstrip() if cells else ""
