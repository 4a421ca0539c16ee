"""Namings become people: each speaker once, with all places, and apart from them the people only mentioned."""

from __future__ import annotations

import re

from pipeline.minutes.draft import Draft, Fact, ItemDraft, Place
from pipeline.minutes.persons_scan import Person
from pipeline.model.record import Mention, Speaker

_NAME_KEY = re.compile(r"[^a-zäöüß]")


def _key(person: Person) -> str:
    """What two namings of one person share: the surname, or the office."""
    if not person.key:
        if person.name is None:
            person.key = "office:" + _NAME_KEY.sub(
                "", (person.role or "").lower().removeprefix("der ").removeprefix("die ").removesuffix("r")
            )
        else:
            person.key = person.name[person.name.rfind(" ") + 1 :].lower()
    return person.key


def each_once(people: list[Person]) -> list[Fact[Speaker]]:
    """One speaker for each person; a surname alone joins the full name told before, a title joins when it fits."""
    merged: list[tuple[Person, list[Place]]] = []
    by_key: dict[str, list[int]] = {}
    for person in people:
        place = Place(person.start, person.end, person.rule)
        known_as = next(
            (index for key in _keys(person) for index in by_key.get(key, ()) if _same(merged[index][0], person)), None
        )
        if known_as is None:
            by_key.setdefault(_key(person), []).append(len(merged))
            merged.append((person, [place]))
            continue
        known, places = merged[known_as]
        places.append(place)
        if person.name and known.name and len(person.name) > len(known.name):
            known.name = person.name
        known.role = known.role or person.role
        known.party = known.party or person.party
        known.honorific = known.honorific or person.honorific
        known.salutation = known.salutation or person.salutation
    return [
        Fact(Speaker(name=p.name, salutation=p.salutation, honorific=p.honorific, role=p.role, party=p.party), places)
        for p, places in merged
    ]


def _keys(person: Person) -> tuple[str, ...]:
    """The person's own key, and the one a slip of its last letter would give (Gelfand, Gelfant)."""
    key = _key(person)
    slip = {"d": "t", "t": "d"}.get(key[-1]) if person.name and len(key) >= 6 else None
    return (key, key[:-1] + slip) if slip else (key,)


def _same(one: Person, other: Person) -> bool:
    if (one.name is None) != (other.name is None):
        return False
    if _key(one) != _key(other):
        return _one_letter_apart(one, other)
    if one.name is None:
        return True
    first, second = one.name.split(), (other.name or "").split()
    if len(first) > 1 and len(second) > 1 and first[0].rstrip(".")[0] != second[0].rstrip(".")[0]:
        return False
    female = {"Frau", "Fr."}
    if one.salutation and other.salutation and (one.salutation in female) != (other.salutation in female):
        return False
    return not (
        one.honorific
        and other.honorific
        and one.honorific != other.honorific
        and "Prof" not in one.honorific + other.honorific
    )


def _one_letter_apart(one: Person, other: Person) -> bool:
    """Gelfand and Gelfant in one item, both Frau: one person whose name slipped; the first spelling stays."""
    if not one.name or not other.name or one.salutation is None or one.salutation != other.salutation:
        return False
    a, b = one.name, other.name
    return len(a) == len(b) >= 6 and a[:-1] == b[:-1] and a[-1] in "dt" and b[-1] in "dt"


def mentions(people: list[Person], item: ItemDraft) -> list[Fact[Mention]]:
    spoken = {(fact.value.name or "").split()[-1].lower() for fact in item.speakers if fact.value.name}
    merged: dict[str, Fact[Mention]] = {}
    for person in people:
        if person.name is None or _key(person) in spoken:
            continue
        place = Place(person.start, person.end, person.rule)
        if person.name in merged:
            merged[person.name].places.append(place)
        else:
            merged[person.name] = Fact(
                Mention(name=person.name, salutation=person.salutation, honorific=person.honorific), [place]
            )
    return list(merged.values())


_SIGNATORY = re.compile(r"\b(?:[A-ZÄÖÜ][a-z]{0,2}\.\s?-?){1,3}\s*[A-ZÄÖÜ][a-zäöüß]+(?:-[A-ZÄÖÜ][a-zäöüß]+)?")


def signatories(draft: Draft, start: int, end: int) -> list[Person]:
    return [
        Person(match.start(), match.end(), match.end(), "person.signed", name=re.sub(r"\s+", " ", match.group()))
        for match in _SIGNATORY.finditer(draft.flow, start, min(end, start + 600))
    ]
