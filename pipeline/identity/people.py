"""The people of a database: what nothing tells apart is one person, what verdicts join is one identity."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from pipeline.identity.graph import Verdicts
from pipeline.identity.grouping import Identities
from pipeline.identity.keys import PersonKey, read_person_key
from pipeline.identity.names import Name, parse_name
from pipeline.identity.party_names import is_party, may_be_one
from pipeline.identity.periods import NEVER, Period
from pipeline.identity.sightings import Sighting

NOBODY = Verdicts(())


@dataclass(frozen=True)
class Person:
    """One name as its printings go together. `keys[0]` says most, and stands for it in a verdict."""

    number: int  # within its `People`
    keys: tuple[PersonKey, ...]
    sightings: tuple[Sighting, ...]

    @property
    def key(self) -> str:
        return self.keys[0].text

    @cached_property
    def written(self) -> str:
        """The name as it is printed most often."""
        counted: Counter[str] = Counter()
        for seen in self.sightings:
            counted[seen.name] += seen.count
        return min(counted, key=lambda name: (-counted[name], name))

    @cached_property
    def name(self) -> Name:
        return parse_name(self.written)

    @cached_property
    def gender(self) -> str:
        return next((key.gender for key in self.keys if key.gender), "")

    @cached_property
    def doctor(self) -> bool:
        return self.keys[0].doctor

    @cached_property
    def numberings(self) -> frozenset[str]:
        return frozenset(key.numbering for key in self.keys if key.numbering)

    @cached_property
    def towns(self) -> frozenset[str]:
        return frozenset(key.town for key in self.keys if key.town)

    @cached_property
    def parties(self) -> dict[str, Period]:
        """Key of a party -> when it was printed."""
        return self._periods(lambda seen: seen.key.party or None)

    @cached_property
    def committees(self) -> dict[str, Period]:
        """Row id of an organization -> when the person was seen there."""
        return self._periods(lambda seen: seen.organization_id)

    @cached_property
    def offices(self) -> dict[str, Period]:
        """An office as printed -> when."""
        return self._periods(lambda seen: None if is_party(seen.role) else seen.role)

    @cached_property
    def spoke(self) -> Period:
        return sum((_period(seen) for seen in self.sightings if seen.deed == "spoke"), NEVER)

    @cached_property
    def mentioned(self) -> Period:
        return sum((_period(seen) for seen in self.sightings if seen.deed == "mentioned"), NEVER)

    @cached_property
    def seen(self) -> Period:
        return self.spoke + self.mentioned

    @cached_property
    def label(self) -> str:
        """`Frau Dr. Müller (CDU)`: with what is printed beside the name."""
        salutation = {"f": "Frau", "m": "Herr"}.get(self.gender, "")
        title = "Dr." if self.doctor and not self.name.doctor else ""
        party = self.party_written
        name = " ".join(part for part in (salutation, title, self.written) if part)
        return f"{name} ({party})" if party else name

    @cached_property
    def party_written(self) -> str:
        counted: Counter[str] = Counter()
        for seen in self.sightings:
            said = seen.party or (seen.role if is_party(seen.role) else None)
            if said:
                counted[said] += seen.count
        return min(counted, key=lambda name: (-counted[name], name)) if counted else ""

    def _periods(self, what: Callable[[Sighting], str | None]) -> dict[str, Period]:
        found: dict[str, Period] = {}
        for seen in self.sightings:
            value = what(seen)
            if value:
                found[value] = found.get(value, NEVER) + _period(seen)
        return found


class People:
    """Persons and identities out of sightings and verdicts. Immutable once made."""

    def __init__(self, seen: Iterable[Sighting], *, verdicts: Verdicts = NOBODY, parties: Verdicts = NOBODY) -> None:
        self._parties = parties
        by_key: dict[PersonKey, list[Sighting]] = defaultdict(list)
        for sighting in seen:
            by_key[sighting.key].append(sighting)
        self._identities = Identities(
            by_key, verdicts=verdicts, bucket=lambda key: (key.name, key.doctor), contradict=self._contradict,
            read=read_person_key,
        )  # fmt: skip
        self.persons = tuple(
            Person(number, keys, tuple(sighting for key in keys for sighting in by_key[key]))
            for number, keys in enumerate(self._identities.groups)
        )

    def person(self, key: str) -> Person | None:
        """Who a key of the ledger means today; None where nobody is printed so, or more than one might be meant."""
        number = self._identities.number(key)
        return None if number is None else self.persons[number]

    def identity(self, person: Person) -> tuple[Person, ...]:
        """All whom verdicts make one with this person, the one seen most often first."""
        members = [self.persons[number] for number in self._identities.members(person.number)]
        return tuple(sorted(members, key=lambda one: (-one.seen.count, one.key)))

    def identities(self) -> Iterator[tuple[Person, ...]]:
        """Everyone, once."""
        for numbers in self._identities.each():
            yield self.identity(self.persons[numbers[0]])

    def same(self, one: Person, other: Person) -> bool:
        return self._identities.same(one.number, other.number)

    def apart(self, one: Person, other: Person) -> bool:
        """Whether a verdict, with those that make persons one, says that these are two."""
        return self._identities.apart(one.number, other.number)

    def parties_agree(self, one: Person, other: Person) -> bool:
        """Whether any party of one may be a party of the other; True where one of them has none."""
        if not one.parties or not other.parties:
            return True
        return any(may_be_one(a, b, self._parties) for a in one.parties for b in other.parties)

    def with_surname(self, surname: str) -> Sequence[Person]:
        """Everyone of this surname (small)."""
        return self._by_surname.get(surname, ())

    @property
    def surnames(self) -> list[str]:
        """All surnames (small), each once."""
        return sorted(self._by_surname)

    @cached_property
    def _by_surname(self) -> dict[str, list[Person]]:
        found: dict[str, list[Person]] = defaultdict(list)
        for person in self.persons:
            found[person.name.surname].append(person)
        return found

    def _contradict(self, one: PersonKey, other: PersonKey) -> bool:
        return (
            _differ(one.gender, other.gender)
            or _differ(one.town, other.town)
            or _differ(one.numbering, other.numbering)
            or not may_be_one(one.party, other.party, self._parties)
        )


def _differ(one: str, other: str) -> bool:
    return bool(one) and bool(other) and one != other


def _period(seen: Sighting) -> Period:
    return Period(seen.count, seen.first, seen.last)
