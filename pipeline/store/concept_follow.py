"""Which measure of a catalogue was meant by a number and a title, should a later version count otherwise.

What people and reports say of measures is kept under number and title. The number is believed while the title is much
the same; else the one measure that bears the title now.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TypeVar

from pipeline.language.folding import fold_word

SAME = 0.6
"""Least share of characters that agree in two titles of one measure whose wording was changed."""
_LETTERS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Known:
    """A measure, by what it is called."""

    number: str
    title: str


Called = TypeVar("Called", bound=Known)


def follow(measures: Sequence[Called], number: str, title: str) -> Called | None:
    """The measure that was meant; None where there is none for certain."""
    same_number = next((one for one in measures if one.number == number), None)
    if same_number is not None and is_same_title(same_number.title, title):
        return same_number
    wanted = _bare(title)
    same_title = [one for one in measures if _bare(one.title) == wanted]
    return same_title[0] if len(same_title) == 1 else None


def is_same_title(one: str, other: str) -> bool:
    """Whether two titles can be wordings of the same."""
    left, right = _bare(one), _bare(other)
    return left == right or SequenceMatcher(None, left, right, autojunk=False).ratio() >= SAME


def _bare(title: str) -> str:
    return _LETTERS.sub(" ", fold_word(title)).strip()
