"""Damaged names: which fuller name of the same document a speaker's name may stand for. Names stay as written.

Two kinds of damage are known: a slip of one letter (Grasnik, Grasnick), and the loss of an umlaut with its neighbours when
old pages were converted (neke for Hüneke, Mller for Müller). A hint needs the fuller name in this very document.
"""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.minutes.draft import Draft, Place

_SHORTEST = 5  # below that two people differ by one letter too often: Rohde and Rode
_UMLAUTS = "äöüÄÖÜß"
_MOST_LOST = 3  # an umlaut takes up to one neighbour on each side with it
_FEMALE = ("Frau", "Fr.")


@dataclass(frozen=True, slots=True)
class NameHint:
    """A speaker's name as written, what it may be, and where both stand. `item` is its index in the draft."""

    item: int
    name: str
    fuller: str
    place: Place
    source: Place


@dataclass(slots=True)
class _Known:
    surname: str
    salutation: str | None
    place: Place
    attends: bool


def damaged_names(draft: Draft) -> list[NameHint]:
    """The hints of a draft, in the order of its items; none for a name that the attendance list knows itself."""
    known = _known(draft)
    present = {one.surname for one in known.values() if one.attends}
    by_front: dict[str, list[_Known]] = {}
    for one in known.values():
        by_front.setdefault(one.surname[:3], []).append(one)
    with_umlaut = [one for one in known.values() if any(letter in one.surname for letter in _UMLAUTS)]
    hints = []
    for index, item in enumerate(draft.items):
        for fact in item.speakers:
            name = fact.value.name
            surname = name[name.rfind(" ") + 1 :] if name else ""
            if not name or not surname or surname in present:
                continue
            for other in (*by_front.get(surname[:3], ()), *with_umlaut):
                if _another_salutation(fact.value.salutation, other.salutation):
                    continue
                if may_be(surname, other.surname) and (other.attends or len(other.surname) > len(surname)):
                    hints.append(NameHint(index, name, other.surname, fact.places[0], other.place))
                    break
    return hints


def may_be(written: str, fuller: str) -> bool:
    """Whether `written` is one letter off `fuller`, or lacks an umlaut of it with at most one neighbour on each side."""
    if written == fuller or fuller == f"{written}s" or written == f"{fuller}s":
        return False  # a genitive is no damage
    if _one_letter_off(written, fuller) and min(len(written), len(fuller)) >= _SHORTEST:
        return True
    return len(written) >= 3 and _umlaut_lost(written, fuller)


def _one_letter_off(one: str, other: str) -> bool:
    if abs(len(one) - len(other)) > 1:
        return False
    front = 0
    shortest = min(len(one), len(other))
    while front < shortest and one[front] == other[front]:
        front += 1
    if len(one) == len(other):
        return one[front + 1 :] == other[front + 1 :]
    longer, shorter = (one, other) if len(one) > len(other) else (other, one)
    return longer[front + 1 :] == shorter[front:]


def _umlaut_lost(written: str, fuller: str) -> bool:
    lost = len(fuller) - len(written)
    if not 1 <= lost <= _MOST_LOST:
        return False
    for at, letter in enumerate(fuller):
        if letter in _UMLAUTS:
            for first in range(max(at - 1, 0), at + 1):
                if first + lost > at and first + lost <= at + 2 and fuller[:first] + fuller[first + lost :] == written:
                    return True
    return False


def _another_salutation(one: str | None, other: str | None) -> bool:
    return bool(one and other) and (one in _FEMALE) != (other in _FEMALE)


def _known(draft: Draft) -> dict[str, _Known]:
    """Every surname of the document with its first place; the attendance list goes first."""
    known: dict[str, _Known] = {}
    for row in draft.attendance:
        surname = row.value.name[row.value.name.rfind(" ") + 1 :]
        known.setdefault(surname, _Known(surname, row.value.salutation, row.places[0], attends=True))
    for item in draft.items:
        named = [(fact.value.name, fact.value.salutation, fact.places[0]) for fact in item.speakers]
        named += [(fact.value.name, fact.value.salutation, fact.places[0]) for fact in item.mentioned_people]
        for name, salutation, place in named:
            if name:
                surname = name[name.rfind(" ") + 1 :]
                known.setdefault(surname, _Known(surname, salutation, place, attends=False))
    return known
