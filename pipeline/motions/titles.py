"""Titles of agenda items: what is compared, how alike two are, and by what two namesakes differ.

A page cuts titles at about 50 characters, offices type them anew for each sitting, and many items of different years
are called the same. So words are compared, figures must be equal, and a title that only names a routine says nothing.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from itertools import pairwise
from pathlib import Path
from typing import Literal

from rapidfuzz.distance import OSA

from pipeline.language import words

_CUT = re.compile(r"(?:\.{2,}|…)\s*$")
_HERE = re.compile(r",?\s*[-–]?\s*hier\s*:", re.IGNORECASE)  # "TITLE, hier: PART": a part or a report of TITLE
_SHORTEST_SLIP = 7  # letters of a word that may be misspelt: short ones are other words
_FEWEST_FOR_SLIP = 2  # words of a title of which one may be
_FEWEST_FOR_PREFIX = 4  # words that a cut title must still show
_SKETCH = 3  # smallest hashes of word pairs that a title is known by
TELLING = 2
"""Words of a title that are no routine, for it to be a name."""

_WORDS = tomllib.loads(Path(__file__).with_name("title_words.toml").read_text(encoding="utf-8"))
_EMPTY = frozenset(_WORDS["empty"])
_ROUTINE = frozenset(_WORDS["routine"])
ASKING = frozenset(_WORDS["asking"])
"""Words of a question that name nothing."""


@dataclass(frozen=True, slots=True)
class Title:
    """A title as it is compared: its telling words in order, its figures, and whether the page cut it."""

    words: tuple[str, ...]
    figures: tuple[str, ...]
    cut: bool

    @property
    def telling(self) -> int:
        """How many of its words are no routine."""
        return sum(1 for word in self.words if word not in _ROUTINE)

    @property
    def key(self) -> str:
        """Equal for titles that say the same."""
        return " ".join((*self.words, *self.figures))


@lru_cache(maxsize=16384)
def read(title: str) -> Title:
    """A title as written, made comparable. An empty one has no words."""
    cut = _CUT.search(title)
    shown = title[: cut.start()] if cut else title
    found = words(shown)
    if cut and found and not shown.endswith(" "):
        found = found[:-1]  # the last word may be half a word
    figures = tuple(word for word in found if any(char.isdigit() for char in word))
    telling = tuple(word for word in found if word not in _EMPTY and word not in figures and len(word) > 1)
    return Title(telling, figures, cut is not None)


def before_here(title: str) -> str | None:
    """`Soziale Arbeit, hier: Integrationslotsen` gives `Soziale Arbeit`; None where there is no such part."""
    match = _HERE.search(title)
    return title[: match.start()] if match and match.start() else None


def likeness(one: Title, other: Title) -> float:
    """From 0 (another matter) to 1 (the same words). Namesakes that differ in a figure or in one word are 0:
    `Bebauungsplan Nr. 12` is not `Nr. 14`, and `Schulhof Nord` is not `Schulhof Süd`."""
    if not one.words or not other.words:
        return 0.0
    if one.cut or other.cut:
        return _cut_likeness(one, other)
    if one.figures != other.figures:
        return 0.0
    if one.words == other.words:
        return 1.0
    return _misspelt(one.words, other.words)


Owner = Literal["paper", "item"]


def kinship(one: Title, other: Title) -> float:
    """Share of the shorter title's words that the longer has too, in any order: from 0 to 1. Says something of items
    of one sitting and number alone: minutes shorten, lengthen and reword what the agenda says."""
    ours, theirs = set(one.words + one.figures), set(other.words + other.figures)
    if not ours or not theirs:
        return 0.0
    short, long = sorted((ours, theirs), key=len)
    return len(short & long) / len(short)


def marks(title: Title, *, of: Owner) -> tuple[int, ...]:
    """Numbers that like titles share: the whole, the first words, and the smallest of the hashes of its word pairs.
    Finding those that may be alike is then a look into an index, whatever the number of titles. `of`: papers and
    items without a number bear marks of their own, so that either is found without the other."""
    if title.telling < TELLING:
        return ()
    found = []
    if len(title.words) >= _FEWEST_FOR_PREFIX:
        found.append(_hash(f"{of} begin", " ".join(title.words[:_FEWEST_FOR_PREFIX])))
    if not title.cut:
        found.append(whole_mark(title, of=of))
        pairs = {_hash(f"{of} pair", f"{left} {right}") for left, right in pairwise(title.words)}
        found += sorted(pairs)[:_SKETCH]
    return tuple(dict.fromkeys(found))


def sitting_mark(date: str | None, number: str | None, *, of: Owner) -> int | None:
    """The mark of an item by day and number alone: whatever its title, it is looked at. None where one is missing."""
    return None if not date or not number else _hash(f"{of} sitting", f"{date} {number.strip().rstrip('.')}")


def whole_mark(title: Title, *, of: Owner) -> int:
    """The mark that only titles of the same words have."""
    return _hash(f"{of} whole", title.key)


def here_mark(title: str) -> int | None:
    """`TITLE, hier: PART` bears the mark that TITLE asks for, whichever of the two comes first."""
    before = before_here(title)
    return None if before is None else asked_by_here(read(before))


def asked_by_here(title: Title) -> int:
    """The mark that papers bear which are a part of this one by their title."""
    return _hash("here", title.key)


def _cut_likeness(one: Title, other: Title) -> float:
    short, long = sorted((one, other), key=lambda title: (not title.cut, len(title.words)))
    shown = len(short.words)
    if shown < _FEWEST_FOR_PREFIX and (shown < 2 or short.telling < shown):
        return 0.0
    if long.words[:shown] != short.words[: len(long.words)] or (len(long.words) < shown and not long.cut):
        return 0.0
    if short.figures != long.figures[: len(short.figures)]:
        return 0.0
    return 0.96 if shown >= _FEWEST_FOR_PREFIX else 0.9


def _misspelt(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    """Titles of the same length of which one word has a letter too many, too few or wrong. More is another matter:
    `Weststadt` is not `Oststadt`."""
    if len(one) != len(other) or len(one) < _FEWEST_FOR_SLIP:
        return 0.0
    slips = [(left, right) for left, right in zip(one, other, strict=True) if left != right]
    if len(slips) != 1:
        return 0.0
    left, right = slips[0]
    long = min(len(left), len(right)) >= _SHORTEST_SLIP
    return 0.95 if long and left[0] == right[0] and OSA.distance(left, right, score_cutoff=1) == 1 else 0.0


def _hash(kind: str, text: str) -> int:
    """A number that fits a signed 64-bit column."""
    digest = blake2b(f"{kind}\x1f{text}".encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)
