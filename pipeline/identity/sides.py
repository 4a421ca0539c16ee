"""A person, a committee, a party or an office as one side of an answer: how written, when seen, and a few places."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from pipeline.identity.answers import Side, Spelling
from pipeline.identity.committees import Committee
from pipeline.identity.offices import Office
from pipeline.identity.parties import Party
from pipeline.identity.party_names import is_party
from pipeline.identity.people import Person
from pipeline.identity.periods import NEVER, Period
from pipeline.identity.samples import committee_samples, party_samples, people_samples
from pipeline.identity.sightings import Sighting
from pipeline.identity.view import View

SAMPLES = 3  # places shown of each side


def side_of_people(view: View, persons: Sequence[Person], *, samples: int = SAMPLES) -> Side:
    """An identity, or one person of it; the first one gives the name."""
    seen = [sighting for person in persons for sighting in person.sightings]
    spoke = sum((person.spoke for person in persons), NEVER)
    everywhere = sum((person.seen for person in persons), NEVER)
    return Side(
        kind="person", key=persons[0].key, label=persons[0].label, count=spoke.count,
        first=everywhere.first, last=everywhere.last, mentions=everywhere.count - spoke.count,
        spellings=_counted(seen, _printed),
        offices=_counted(seen, lambda one: None if is_party(one.role) else one.role),
        parties=_counted(seen, lambda one: one.party or (one.role if is_party(one.role) else None)),
        committees=_counted(seen, lambda one: one.organization),
        samples=people_samples(view, seen, samples),
    )  # fmt: skip


def side_of_office(view: View, office: Office, *, samples: int = SAMPLES) -> Side:
    """An office without a name, in one year."""
    seen = office.sightings
    return Side(
        kind="person", key=office.key.text, label=office.label, count=office.seen.count,
        first=office.seen.first, last=office.seen.last, offices=_counted(seen, lambda one: one.role),
        committees=_counted(seen, lambda one: one.organization),
        samples=people_samples(view, seen, samples),
    )  # fmt: skip


def side_of_committees(view: View, committees: Sequence[Committee], *, samples: int = SAMPLES) -> Side:
    """An identity of committees, or one of them; the last name is the one it goes by."""
    last = max(committees, key=lambda one: (one.seen.last or "", one.key))
    period = sum((committee.seen for committee in committees), NEVER)
    return Side(
        kind="organization", key=last.key, label=last.name, count=period.count, first=period.first,
        last=period.last, spellings=tuple(_spelling(one.name, one.seen) for one in committees),
        samples=committee_samples(view, committees) if samples else (),
    )  # fmt: skip


def side_of_parties(view: View, parties: Sequence[Party], *, samples: int = SAMPLES) -> Side:
    """An identity of parties, or one of them; the last name is the one it goes by."""
    last = max(parties, key=lambda one: (one.seen.last or "", one.key))
    period = sum((party.seen for party in parties), NEVER)
    spellings = [(name, seen) for party in parties for name, seen in sorted(party.spellings.items())]
    written = [name for name, _ in spellings]
    return Side(
        kind="party", key=last.key, label=last.label, count=period.count, first=period.first,
        last=period.last, spellings=tuple(_spelling(name, seen) for name, seen in spellings),
        samples=party_samples(view, written, samples),
    )  # fmt: skip


def printed(salutation: str | None, honorific: str | None, name: str | None, role: str | None = None) -> str:
    """As the minutes have it: `Frau Dr. Müller`; the office where there is no name."""
    return " ".join(part for part in (salutation, honorific, name) if part) or role or ""


def _printed(seen: Sighting) -> str:
    return printed(seen.salutation, seen.honorific, seen.name)


def _counted(seen: Iterable[Any], what: Callable[[Any], str | None]) -> tuple[Spelling, ...]:
    """Each value with its period, the most frequent first."""
    found: dict[str, Period] = {}
    for sighting in seen:
        value = what(sighting)
        if value:
            found[value] = found.get(value, NEVER) + Period(sighting.count, sighting.first, sighting.last)
    ordered = sorted(found.items(), key=lambda entry: (-entry[1].count, entry[0]))
    return tuple(_spelling(value, period) for value, period in ordered)


def _spelling(written: str, period: Period) -> Spelling:
    return Spelling(written=written, count=period.count, first=period.first, last=period.last)
