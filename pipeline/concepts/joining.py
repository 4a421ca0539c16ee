"""Rows of a report to the measures of a catalogue: by number, by title, by a title that is much alike and no other's.

No row is dropped: what cannot be joined for certain is handed back with the measures nearest to it, for a wrong join
would write a state into the history of another measure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from rapidfuzz import fuzz

from pipeline.model.concept import StatusRow

ALIKE = 78.0
"""Least likeness (of 100) of two titles that are joined."""
MARGIN = 8.0
"""By how much the best must be better than the second."""
_CONTRADICTS = 45.0  # a number is not believed where the title is less alike than this
_SHOWN = 3  # candidates named for a row that is not joined
_LEAST_LETTERS = 10  # a title of fewer letters is not joined because a longer one holds it
_NOT_LETTERS = re.compile(r"[\W_]+")
_NUMBER = re.compile(r"^(?:Maßnahme|Nr\.?|M)?\s*", re.IGNORECASE)

How = Literal["number", "title", "similar"]


@dataclass(frozen=True, slots=True)
class Target:
    """A measure as joining needs it."""

    number: str
    title: str
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    number: str
    title: str
    score: float


@dataclass(frozen=True, slots=True)
class Joined:
    """A row and its measure (null: not joined). `score`: likeness of the titles, of 100; `candidates`: the nearest."""

    row: StatusRow
    number: str | None
    how: How | None = None
    score: float | None = None
    candidates: tuple[Candidate, ...] = ()


def join(rows: Sequence[StatusRow], targets: Sequence[Target]) -> tuple[Joined, ...]:
    """Every row in order, joined or not."""
    found: list[Joined | None] = [_by_number(row, targets) or _by_title(row, targets) for row in rows]
    taken = {one.number for one in found if one is not None and one.number is not None}
    claims: dict[str, list[int]] = {}
    for index, row in enumerate(rows):
        if found[index] is None:
            found[index] = _similar(row, [one for one in targets if one.number not in taken], targets)
            number = found[index].number  # type: ignore[union-attr] # set in the line above
            if number is not None:
                claims.setdefault(number, []).append(index)
    for claimed in claims.values():
        if len(claimed) > 1:  # two rows, one measure: neither is certain
            for index in claimed:
                one = found[index]
                found[index] = Joined(rows[index], None, candidates=one.candidates if one else ())
    return tuple(one for one in found if one is not None)


def alike(one: str, other: str) -> float:
    """Likeness of two titles, 0 to 100: whatever the order of their words, and where one is a part of the other."""
    left, right = _folded(one), _folded(other)
    if not left or not right:
        return 0.0
    score = max(fuzz.ratio(left, right), fuzz.token_sort_ratio(left, right))
    if min(len(left), len(right)) >= _LEAST_LETTERS:
        score = max(score, 0.92 * fuzz.token_set_ratio(left, right))
    return float(score)


def _by_number(row: StatusRow, targets: Sequence[Target]) -> Joined | None:
    if not row.number:
        return None
    wanted = _bare(row.number)
    same = [one for one in targets if _bare(one.number) == wanted]
    if len(same) > 1 or not same:
        return None
    score = alike(row.title, same[0].title) if row.title else None
    if score is not None and score < _CONTRADICTS:
        near = _nearest(row, targets)
        return Joined(row, None, candidates=(Candidate(same[0].number, same[0].title, round(score, 1)), *near)[:_SHOWN])
    return Joined(row, same[0].number, "number", score)


def _by_title(row: StatusRow, targets: Sequence[Target]) -> Joined | None:
    if not row.title:
        return None
    wanted = _folded(row.title)
    same = [one for one in targets if _folded(one.title) == wanted]
    if len(same) > 1:
        same = [one for one in same if one.field == row.field]
    return Joined(row, same[0].number, "title", 100.0) if len(same) == 1 else None


def _similar(row: StatusRow, free: Sequence[Target], targets: Sequence[Target]) -> Joined:
    near = _nearest(row, free)
    if near and near[0].score >= ALIKE and (len(near) == 1 or near[0].score - near[1].score >= MARGIN):
        return Joined(row, near[0].number, "similar", near[0].score, near)
    return Joined(row, None, candidates=near or _nearest(row, targets))


def _nearest(row: StatusRow, targets: Sequence[Target]) -> tuple[Candidate, ...]:
    """The most alike, those of the row's own field first where it names one."""
    if not row.title:
        return ()
    of_field = [one for one in targets if row.field is not None and one.field == row.field]
    scored = [Candidate(one.number, one.title, round(alike(row.title, one.title), 1)) for one in of_field or targets]
    return tuple(sorted(scored, key=lambda one: -one.score)[:_SHOWN])


def _folded(title: str) -> str:
    return " ".join(_NOT_LETTERS.sub(" ", title.lower()).split())


def _bare(number: str) -> str:
    return _NUMBER.sub("", number).replace(" ", "").strip(".").upper()
