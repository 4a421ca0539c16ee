"""Goals: the numbered list above a field's table, and the numbers a measure's goal cell cites."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.concepts.blocks import Line
from pipeline.concepts.pdf_page import unwrapped
from pipeline.model.concept import SourcePlace

_LISTED = re.compile(r"^(?:Ziel\s+|Z\s?)?(?P<number>\d{1,3}(?:\.\d{1,3})*)[.):]?\s+(?P<text>\S.*)$", re.DOTALL)
_NAMED = re.compile(r"^Ziel\s+\d")
_SEPARATOR = re.compile(r"[,;/\n&+]|\bund\b|\bu\.|\bsowie\b")
_LEAD = re.compile(r"^(?:alle\s+)?(?:Teil)?Ziel(?:e|en)?\b\s*(?:Nr\.?|Nummer)?\s*:?\s*", re.IGNORECASE)
_RANGE = re.compile(r"^(\d{1,3})\.?\s*(?:[-–—]|bis)\s*(\d{1,3})\.?$")
_NUMBER = re.compile(r"^(?:[A-Z]{1,2}\s?)?\d{1,3}(?:\.\d{1,3})*$")
_GLUED = re.compile(r"^\d{1,3}(?:\.\s*\d{1,3})+$")  # "3.5.6.": three numbers, or one of three parts
_WRAPPED = 45  # characters; a shorter line did not end because the page did
_PARAGRAPH = 2.0  # of a line's size; a wider step from line to line ends the list


@dataclass(slots=True)
class Listed:
    """A goal as its list has it."""

    number: str
    lines: list[Line]
    first: str

    @property
    def text(self) -> str:
        return unwrapped("\n".join([self.first, *(line.text for line in self.lines[1:])]))

    @property
    def places(self) -> tuple[SourcePlace, ...]:
        return tuple(line.place for line in self.lines)


class GoalList:
    """Takes the lines under a heading "Ziele" one by one; `add` says whether a line belongs to the list."""

    def __init__(self) -> None:
        self.found: list[Listed] = []

    def add(self, line: Line) -> bool:
        match = _LISTED.match(line.text)
        if match and self._is_next(match["number"], line):
            self.found.append(Listed(match["number"], [line], match["text"]))
            return True
        if not self.found or line.bold or line.whole:
            return False
        last = self.found[-1].lines[-1]
        same_page = last.place.page == line.place.page
        if same_page and line.top - last.top > _PARAGRAPH * max(line.size, 6):
            return False
        if len(last.text) < _WRAPPED and not last.text.endswith("-") and not line.text[:1].islower():
            return False  # the line before ended of itself
        self.found[-1].lines.append(line)
        return True

    def _is_next(self, number: str, line: Line) -> bool:
        """A line that begins with a number is a goal where the number follows; "2016 waren ..." is none."""
        if not self.found or _NAMED.match(line.text):
            return True
        last, this = self.found[-1].number.split("."), number.split(".")
        return last[:-1] == this[:-1] and int(this[-1]) == int(last[-1]) + 1


def cited(text: str, known: Sequence[str]) -> tuple[str, ...] | None:
    """The numbers of a goal cell: `3., 5., 6.`, `1-3`, `Ziele 1 und 2`. None where the cell holds words instead.

    `known`: numbers of the field's goals, which tell `3.5.` (two goals) from `3.5` (one).
    """
    found: list[str] = []
    if re.fullmatch(r"(?i)alle(?:\s+ziele)?\.?", text.strip()):
        return tuple(known)
    for part in _SEPARATOR.split(_LEAD.sub("", text.strip())):
        words = _LEAD.sub("", part.strip())
        bare = words.rstrip(". ")
        if not bare:
            continue
        span = _RANGE.match(words)
        if span and int(span[1]) < int(span[2]) <= int(span[1]) + 50:
            found += [str(number) for number in range(int(span[1]), int(span[2]) + 1)]
        elif _GLUED.match(bare) and bare not in known and (words.endswith(".") or _all_known(bare, known)):
            found += [one.strip() for one in bare.split(".")]
        elif re.fullmatch(r"\d{1,3}\.?(?:\s+\d{1,3}\.?)+", words):
            found += [one.rstrip(".") for one in words.split()]
        elif _NUMBER.match(bare):
            found.append(bare)
        else:
            return None
    return tuple(dict.fromkeys(found))


def _all_known(glued: str, known: Iterable[str]) -> bool:
    numbers = set(known)
    return bool(numbers) and all(part.strip() in numbers for part in glued.split("."))
