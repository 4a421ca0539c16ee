"""Whom a typed name means: `Wollenberg`, `Frau Dr. Müller (CDU)`, `B. Müller`, or a key as the ledger has it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.identity.committee_names import parse_committee, shared_topics, spelled_otherwise
from pipeline.identity.committees import Committee, Committees
from pipeline.identity.keys import party_key, read_person_key
from pipeline.identity.names import Name, gender_of, name_key, parse_name
from pipeline.identity.parties import Parties, Party
from pipeline.identity.party_names import same_spelling, share_a_part
from pipeline.identity.people import People, Person
from pipeline.identity.spelling import given_agree, likeness
from pipeline.identity.tables import words
from pipeline.language import words as folded_words
from pipeline.store.identity import organization_key

_PARTY = re.compile(r"\s*\(([^()]{1,60})\)\s*$")
_NEAR = 5  # names offered where nobody is meant


@dataclass(frozen=True, slots=True)
class Asked:
    """A typed name taken apart. `key`: it was a key of the ledger."""

    typed: str
    name: Name
    written: str  # without salutation, title and party, small
    gender: str = ""
    doctor: bool = False
    party: str = ""
    key: str = ""


def read_asked(typed: str) -> Asked:
    """What someone typed. A key's name is the one in front of its first bar."""
    key = read_person_key(typed) if typed.count("|") == 5 else None
    if key is not None:
        return Asked(typed, parse_name(key.name), key.name, key=typed)
    match = _PARTY.search(typed)
    bare = typed[: match.start()] if match else typed
    parts = bare.split()
    salutation, titles = "", words("names", "titles", "words")
    while len(parts) > 1:
        said = parts[0].lower()
        if gender_of(said, None):
            salutation = said
        elif said.strip(".") not in titles:
            break
        del parts[0]
    name = parse_name(bare)
    return Asked(
        typed, name, name_key(" ".join(parts)), gender=gender_of(salutation or None, name.office or None) or "",
        doctor=name.doctor, party=party_key(match.group(1)) if match else "",
    )  # fmt: skip


def people_named(people: People, asked: Asked) -> list[Person]:
    """Everyone who may be meant. A surname means all who bear it; a name with a given name means who is printed just
    so, else all whom it fits."""
    if asked.key:
        person = people.person(asked.key)
        return [person] if person else []
    fitting = [person for person in people.persons if _fits(person, asked)]
    if asked.name.given:
        exact = [person for person in fitting if _printed_so(person, asked)]
        return exact or fitting
    return fitting


def exactly_named(people: People, asked: Asked) -> list[Person]:
    """Who is printed just as it was typed: for a verdict, which means one spelling and no other."""
    if asked.key:
        return people_named(people, asked)
    found = [person for person in people.persons if _fits(person, asked) and _printed_so(person, asked)]
    alike = [person for person in found if person.label.casefold() == asked.typed.strip().casefold()]
    return alike or [person for person in found if person.doctor == asked.doctor] or found


def near_people(people: People, asked: Asked) -> tuple[str, ...]:
    """Labels of people who are nearly called so."""
    scored = []
    for person in people.persons:
        near = likeness(asked.name.surname, person.name.surname)
        if near is not None:
            scored.append((-near.score, person.label))
    return tuple(dict.fromkeys(label for _, label in sorted(scored)))[:_NEAR]


def committees_named(committees: Committees, typed: str) -> list[Committee]:
    """The committee of just this name or key, else of a spelling of it, else all that have its words in theirs."""
    exact = committees.committee(typed)
    if exact is not None:
        return [exact]
    key = organization_key(typed)
    for fits in (
        lambda one: one.keys[0].name == key,
        lambda one: (near := spelled_otherwise(typed, one.name)) is not None and near.score >= 0.85,
        lambda one: set(folded_words(typed)) <= set(folded_words(one.name)),
    ):
        found = [committee for committee in committees.committees if fits(committee)]
        if found and key:
            return found
    return []


def near_committees(committees: Committees, typed: str) -> tuple[str, ...]:
    """Names of committees that are about something of it."""
    wanted = set(parse_committee(typed).words)
    scored = [
        (-max(shared_topics(typed, one.name), len(wanted & set(parse_committee(one.name).words)) / 10), one.name)
        for one in committees.committees
    ]
    return tuple(name for score, name in sorted(set(scored)) if score < 0)[:_NEAR]


def parties_named(parties: Parties, typed: str) -> list[Party]:
    """The party of just this spelling; else of another spelling of it."""
    exact = parties.party(party_key(typed))
    if exact is not None:
        return [exact]
    return [party for party in parties.parties if same_spelling(party_key(typed), party.key)]


def near_parties(parties: Parties, typed: str) -> tuple[str, ...]:
    return tuple(sorted(party.label for party in parties.parties if share_a_part(party_key(typed), party.key)))[:_NEAR]


def identities_of(people: People, persons: Iterable[Person]) -> list[tuple[Person, ...]]:
    """The identities of these, each once, the one seen most often first."""
    found = {people.identity(person)[0].number: people.identity(person) for person in persons}
    return sorted(found.values(), key=lambda identity: (-sum(one.seen.count for one in identity), identity[0].key))


def surnames_of(asked: Sequence[Asked]) -> list[str]:
    """What to look for in the database."""
    return [one.name.surname for one in asked if one.name.surname]


def _fits(person: Person, asked: Asked) -> bool:
    if asked.gender and person.gender and asked.gender != person.gender:
        return False
    if (asked.doctor and not person.doctor) or (asked.party and not _of_party(person, asked.party)):
        return False
    if not _same_word(person.name.surname, asked.name.surname):
        return not asked.name.given and asked.name.surname in person.name.pieces
    return not asked.name.given or (
        not person.name.given or given_agree(asked.name.given, person.name.given) is not None
    )


def _printed_so(person: Person, asked: Asked) -> bool:
    """The same words; a title or a salutation may be typed or not."""
    return (
        person.name.given == asked.name.given
        and _same_word(person.name.surname, asked.name.surname)
        and (not person.name.office or bool(asked.name.office))
    )


def _of_party(person: Person, party: str) -> bool:
    return party in person.parties or any(same_spelling(party, own) for own in person.parties)


def _same_word(one: str, other: str) -> bool:
    return one == other or folded_words(one) == folded_words(other)
