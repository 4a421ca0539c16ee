"""Words as both sides of a link share them: stems and parts of compounds, each weighed by how rare it is in minutes.

How rare a stem is stands in `rules/rarity.txt` (made by bench/word_rarity.py) and does not depend on what is loaded: a
link must not change because another document came.
"""

from __future__ import annotations

import math
import re
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from pipeline.language import fold_word, inner, parts, stem

WORD = re.compile(r"[^\W\d_]{3,}")
"""A word as it is looked at; figures and very short words tell nothing."""

_RULES = Path(__file__).parent / "rules"
_TOO_COMMON = 0.12  # share of documents from which a stem tells nothing
_KNOWN_BY_ITS_PARTS = 0.5  # what a compound weighs more than its rarest part
_NO_NOUN = 0.4  # German writes nouns with a capital; what is not one seldom names the matter
_EXACT = 0.15  # share of a word's weight that only the same word earns; the rest is its root's, or its parts'
_KIN = 0.6  # what a word of the same matter earns
ROOT = "√"  # before roots: `√berat` is that of Beratung, Berater, beraten
_LEAST = 4  # letters of a root
_SUFFIXES = (
    "ierung", "ationen", "ation", "schaften", "schaft", "lichkeit", "igkeit", "keit", "heit", "erinn", "erin", "ung",
    "lich", "isch", "ling", "nis", "bar", "ier", "tum", "end", "ion", "ig", "er", "in", "et",
)  # fmt: skip


class Term(NamedTuple):
    """A stem and what sharing it earns (0: it tells nothing)."""

    stem: str
    weight: float


@lru_cache(maxsize=200_000)
def stems(word: str) -> tuple[str, ...]:
    """All that a word (as written) can share with others: its stem, what stands within a compound, their roots."""
    folded = fold_word(word)
    found = [stem(folded), *(part for part in inner(folded) if len(part) > 2), *_rest(folded)]
    return tuple(dict.fromkeys([*found, *(ROOT + root(one) for one in found)]))


@lru_cache(maxsize=50_000)
def terms(word: str) -> tuple[Term, ...]:
    """What sharing a word of a measure earns. The same word earns all of it; its root (Berater for Beratung), or the
    parts of a compound by their rarity, a share; words of the same matter (`rules/kin.txt`) less."""
    folded = fold_word(word)
    bare = stem(folded)
    shares = [*parts(folded), *_rest(folded)]
    within = {part: rarity(part) for part in shares if part != bare and len(part) > 2}
    known = sum(within.values())
    whole = (1.0 if word[0].isupper() else _NO_NOUN) * rarity(bare)
    if known:
        whole = min(whole, max(within.values()) + _KNOWN_BY_ITS_PARTS)
    shared = {root(part): weight / known for part, weight in within.items()} if known else {root(bare): 1.0}
    earned = {bare: _EXACT * whole}
    for one, share in shared.items():
        weight = (1 - _EXACT) * whole * share
        for other in (one, *kin(one)):
            earned[ROOT + other] = max(earned.get(ROOT + other, 0.0), weight if other == one else _KIN * weight)
    if known:  # a compound's own root: another word for the whole of it
        for other in (root(bare), *kin(root(bare))):
            earned[ROOT + other] = max(earned.get(ROOT + other, 0.0), _KIN * (1 - _EXACT) * whole)
    return tuple(Term(*pair) for pair in earned.items())


def _rest(folded: str) -> list[str]:
    """What stands before the only known part of a compound: `diskriminierung` in Antidiskriminierungsberatung."""
    known = parts(folded)
    bare = stem(folded)
    if len(known) != 1 or not bare.endswith(known[0]):
        return []
    rest = bare[: -len(known[0])].removesuffix("s").removeprefix("anti")
    return [stem(rest)] if len(rest) > _LEAST else []


def root_rarity(of: str) -> float:
    """The same of a root (without its mark), by all stems that have it."""
    number, counted = _roots()
    return -math.log(min(max(counted.get(of, 0), 1), number) / number)


def rarity(of: str) -> float:
    """What sharing this stem tells: 0 for a word of every other item, about 6 for one that the minutes counted never
    have (the natural logarithm of how many documents there are for each that has it)."""
    number, counted = _counted()
    share = counted.get(of, 0) / number
    return 0.0 if share > _TOO_COMMON else -math.log(max(share, 1 / number))


@lru_cache(maxsize=50_000)
def root(of: str) -> str:
    """A stem without what derives a word from another: Berater, Beratung, beraten. Coarser than a stem, and wrong
    more often: it earns less."""
    for suffix in _SUFFIXES:
        if of.endswith(suffix) and len(of) - len(suffix) >= _LEAST:
            return of[: -len(suffix)]
    return of


def kin(of: str) -> tuple[str, ...]:
    """The roots that stand for the same matter as this one."""
    return _kin().get(of, ())


@cache
def _kin() -> dict[str, tuple[str, ...]]:
    """The roots that stand for the same matter, by root."""
    found: dict[str, dict[str, None]] = {}
    for line in (_RULES / "kin.txt").read_text(encoding="utf-8").splitlines():
        group = [root(stem(fold_word(word))) for word in line.split()] if not line.startswith("#") else []
        for one in group:
            found.setdefault(one, {}).update(dict.fromkeys(other for other in group if other != one))
    return {one: tuple(others) for one, others in found.items()}


@cache
def _roots() -> tuple[int, dict[str, int]]:
    number, counted = _counted()
    found: dict[str, int] = {}
    for one, count in counted.items():
        found[root(one)] = max(found.get(root(one), 0), count)
    return number, found


@cache
def _counted() -> tuple[int, dict[str, int]]:
    number, counted = 1, {}
    for line in (_RULES / "rarity.txt").read_text(encoding="utf-8").splitlines():
        first, _, count = line.rpartition(" ")
        if first == "# documents":
            number = int(count)
        elif not line.startswith("#"):
            counted[first] = int(count)
    return number, counted
