"""Where a motion names a concept, or a measure, goal or field of it, by number or name.

A number alone says nothing (`Maßnahme 3` may be of any paper): it counts where the same motion names the concept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from pipeline.language import fold_word, words
from pipeline.links.measures import CONCEPT_KINDS, Measures
from pipeline.links.texts import MotionText, Passage
from pipeline.model.reference import normalise_reference
from pipeline.store.concept_answers import ConceptRef

_ONE = r"(?:(?:[A-Z]{1,2} ?)?\d+(?:\.\d+)*|[A-HIVX]{1,4}\b)"  # 4.2, B3, M 3, IV, A
_LIST = rf"(?P<list>{_ONE}(?:\s*(?:,|und|sowie|bis|/|&|[-–—])\s*{_ONE})*)"
_RANGE = re.compile(rf"(?P<first>{_ONE})\s*(?:bis|[-–—])\s*(?P<last>{_ONE})")
_COUNTED = r"\s*(?:Nr\.|Nummern?|No\.)?\s*"
_MEASURE = re.compile(rf"\b(?:Einzel|Leit)?[Mm]a(?:ß|ss)nahmen?{_COUNTED}{_LIST}")
_FIELD = re.compile(rf"\bHandlungsfeld(?:e?s|e|er|ern)?{_COUNTED}{_LIST}")
_GOAL = re.compile(rf"\bZiel(?:e?s|e|en)?{_COUNTED}{_LIST}")
_NUMBER = re.compile(_ONE)
_NAMED_FIELD = re.compile(r"\bHandlungsfeld(?:e?s|er|ern)?\s*[„\"»]?(?P<name>[A-ZÄÖÜ][^.;:“\"«\n]{3,80})")
_PAPER = re.compile(r"\b\d{2,4}/(?:[A-Za-zÄÖÜ]{2,4}/)?\d{3,5}\b")
_TAIL = re.compile(r"(.*?)(\d{1,4})")
_LONGEST_RANGE = 100
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")  # fields that are counted 1, 2, 3
_TELLING = 8  # letters of a word that names a concept: Klimaplan, Integrationskonzept
_SHORT = 3  # letters of a word that tells nothing
_FEW = 0.6  # share of a field's name that must be there


@dataclass(frozen=True, slots=True)
class Cited:
    """What a motion cites of one concept: columns of its measures, numbers of its fields, and the passages that do."""

    named: bool
    measures: frozenset[int]
    of_fields: frozenset[int]
    of_goals: frozenset[int]
    passages: tuple[Passage, ...]


_NOTHING = Cited(False, frozenset(), frozenset(), frozenset(), ())


def cite(motion: MotionText, measures: Measures) -> list[Cited]:
    """For each concept of the index what the motion cites of it."""
    folded = fold_word("\n".join(passage.text for passage in motion.passages))
    return [_of_concept(motion, folded, measures, *concept[1:]) for concept in measures.concepts]


def _of_concept(motion: MotionText, folded: str, measures: Measures, first: int, last: int) -> Cited:
    concept = measures.rows[first].concept
    if not _may_name(folded, concept):
        return _NOTHING
    naming = [passage for passage in motion.passages if _names(passage.text, concept)]
    if not naming:
        return _NOTHING
    cited: set[int] = set()
    fields: set[int] = set()
    goals: set[int] = set()
    telling: list[Passage] = []
    for passage in motion.passages:
        numbers = set(_numbers(_MEASURE, passage.text))
        found = {column for column in range(first, last) if measures.rows[column].number.replace(" ", "") in numbers}
        told = _fields(passage.text, measures, first, last)
        aimed = _goals(passage.text, measures, told)
        if found or told:
            telling.append(passage)
        cited |= found
        fields |= told
        goals |= aimed
    return Cited(True, frozenset(cited), frozenset(fields), frozenset(goals), tuple(telling or naming))


def _may_name(folded: str, concept: ConceptRef) -> bool:
    """Whether a motion's folded text may name the concept: most do not, and need no closer look."""
    paper = concept.paper_reference
    return any(name in folded for name in _own_words(concept.name)) or (
        paper is not None and paper.rpartition("/")[2].lstrip("0") in folded
    )


def _names(text: str, concept: ConceptRef) -> bool:
    if concept.paper_reference and any(
        normalise_reference(match.group()) == concept.paper_reference for match in _PAPER.finditer(text)
    ):
        return True
    names = _own_words(concept.name)
    return any(word.startswith(name) for word in words(text) for name in names) if names else False


@lru_cache(maxsize=256)
def _own_words(called: str) -> tuple[str, ...]:
    """The words a concept of this name goes by: those that say of what kind it is."""
    long = [fold_word(word) for word in re.findall(r"[^\W\d_]+", called)]
    return tuple(word for word in long if len(word) >= _TELLING and word.endswith(CONCEPT_KINDS))


def _fields(text: str, measures: Measures, first: int, last: int) -> set[int]:
    """The columns of the fields cited in a passage, by number or by name."""
    numbers = set(_numbers(_FIELD, text))
    numbers |= {str(_ROMAN.index(one) + 1) for one in numbers if one in _ROMAN}
    names = [set(words(match.group("name"))) for match in _NAMED_FIELD.finditer(text)]
    if not numbers and not names:
        return set()
    found = set()
    for column in range(first, last):
        field = measures.rows[column].field
        told = _telling(field.name or "")
        if field.number in numbers or any(told and len(told & name) >= _FEW * len(told) for name in names):
            found.add(column)
    return found


@lru_cache(maxsize=1024)
def _telling(name: str) -> frozenset[str]:
    return frozenset(word for word in words(name) if len(word) > _SHORT)


def _goals(text: str, measures: Measures, within: set[int]) -> set[int]:
    """The measures that serve a goal cited in the passage: goals are counted within a field, which must be cited."""
    numbers = set(_numbers(_GOAL, text))
    return {column for column in within if numbers & {goal.number for goal in measures.rows[column].goals}}


def _numbers(pattern: re.Pattern[str], text: str) -> Iterator[str]:
    for match in pattern.finditer(text):
        yield from (one.replace(" ", "") for one in _NUMBER.findall(match.group("list")))
        for ends in _RANGE.finditer(match.group("list")):
            yield from _between(ends.group("first").replace(" ", ""), ends.group("last").replace(" ", ""))


def _between(first: str, last: str) -> Iterator[str]:
    ends = [_TAIL.fullmatch(one) for one in (first, last)]
    if ends[0] and ends[1] and ends[0].group(1) == ends[1].group(1):
        low, high = (int(end.group(2)) for end in ends if end)
        yield from (f"{ends[0].group(1)}{number}" for number in range(low + 1, min(high, low + _LONGEST_RANGE)))
