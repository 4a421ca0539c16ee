"""Offices that speak without a name: who held them then is a suggestion, where the minutes name just one.

An office is asked after year by year. Who held it in 2016 can be said for good; who holds it may change tomorrow.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from pipeline.identity.fit import Fit
from pipeline.identity.graph import Verdicts
from pipeline.identity.keys import OfficeKey, town_of
from pipeline.identity.people import People, Person
from pipeline.identity.periods import NEVER, Period
from pipeline.identity.sightings import OfficeSighting
from pipeline.identity.tables import words
from pipeline.store.identity import organization_key


@dataclass(frozen=True)
class Office:
    """An office without a name, in one year."""

    key: OfficeKey
    sightings: tuple[OfficeSighting, ...]

    @cached_property
    def seen(self) -> Period:
        return sum((Period(seen.count, seen.first, seen.last) for seen in self.sightings), NEVER)

    @property
    def label(self) -> str:
        """`Der Oberbürgermeister 2016`, `Die Vorsitzende 2016, Ausschuss für Kultur`."""
        seen = max(self.sightings, key=lambda one: (one.count, one.role))
        where = f", {seen.organization}" if self.key.organization and seen.organization else ""
        return f"{seen.role} {self.key.year}{where}"


def offices(seen: Iterable[OfficeSighting]) -> tuple[Office, ...]:
    """By office, year and council; an office of a committee by committee."""
    by_key: dict[OfficeKey, list[OfficeSighting]] = defaultdict(list)
    for sighting in seen:
        office = plain_office(sighting.role)
        of_council = is_of_the_council(office)
        if not of_council and not sighting.organization:
            continue  # a chair of nobody knows what
        key = OfficeKey(
            office=office,
            organization="" if of_council else organization_key(sighting.organization or "").replace("|", " "),
            town=town_of(sighting.organization), numbering=sighting.numbering or "", year=sighting.year,
        )  # fmt: skip
        by_key[key].append(sighting)
    return tuple(Office(key, tuple(by_key[key])) for key in sorted(by_key))


def office_suggestions(
    people: People, known: Sequence[Office], verdicts: Verdicts, *, least: float, of: Iterable[Person] | None = None
) -> list[tuple[Fit, Office, Person]]:
    """Who may have spoken as an office, best first. Nobody is suggested for an office that a verdict has given away."""
    wanted = None if of is None else {people.identity(person)[0].key for person in of}
    holders = _holders(people)
    found = []
    for office in known:
        if holder(office, people, verdicts) is not None:
            continue
        bearers = _in_office(office, holders.get(office.key.office, ()), people)
        for identity, named_then in bearers:
            person = identity[0]
            if (wanted is not None and person.key not in wanted) or verdicts.between(office.key.text, person.key):
                continue
            fit = Fit(0.75, [f"named as {office.key.office} before and after"])
            if named_then:
                fit = Fit(0.85, [f"named as {office.key.office} in {office.key.year}"])
            if len(bearers) > 1:
                fit.add(-0.45, f"{len(bearers)} people are named so at the time")
            if not office.key.numbering or not person.numberings:
                fit.add(-0.05, "nothing says that both are of one council")
            fit.score = round(fit.score, 2)
            if fit.score >= least:
                found.append((fit, office, person))
    return sorted(found, key=lambda judged: (-judged[0].score, judged[1].key, judged[2].key))


def holder(office: Office, people: People, verdicts: Verdicts) -> Person | None:
    """Whom a verdict names for an office; None where none does, or the person is not printed today."""
    for row in verdicts.rows:
        if row.decision == "same" and office.key.text in (row.left, row.right):
            return people.person(row.left if row.right == office.key.text else row.right)
    return None


@lru_cache(maxsize=4096)
def plain_office(role: str) -> str:
    """`Der Oberbürgermeister`, `Oberbürgermeisterin`: oberbürgermeister. `Die Ausschussvorsitzende`: vorsitz."""
    said = " ".join(role.casefold().split())
    for article in ("der ", "die ", "des ", "dem "):
        said = said.removeprefix(article)
    for ending in ("ausschussvorsitzender", "ausschussvorsitzende", "vorsitzender", "vorsitzende"):
        if said == ending:
            return "vorsitz"
    return said.removesuffix("in") if said.endswith(("meisterin", "rätin", "vorsteherin", "leiterin")) else said


def is_of_the_council(office: str) -> bool:
    return office in words("names", "offices", "of_the_council")


def _holders(people: People) -> dict[str, list[Person]]:
    """Office -> people printed with it beside their name."""
    found: dict[str, list[Person]] = defaultdict(list)
    for person in people.persons:
        for office in {plain_office(role) for role in person.offices}:
            found[office].append(person)
    return found


def _in_office(office: Office, named: Iterable[Person], people: People) -> list[tuple[tuple[Person, ...], bool]]:
    """Identities whose time in the office covers the year; beside each, whether they are named so in that very year."""
    key = office.key
    committees = {seen.organization_id for seen in office.sightings}
    found: dict[str, tuple[tuple[Person, ...], bool]] = {}
    for person in named:
        identity = people.identity(person)
        seen = [
            sighting
            for one in identity
            for sighting in one.sightings
            if sighting.role and plain_office(sighting.role) == key.office
            and (not key.organization or sighting.organization_id in committees)
            and not (key.numbering and sighting.numbering and key.numbering != sighting.numbering)
        ]  # fmt: skip
        years = [(sighting.first[:4], sighting.last[:4]) for sighting in seen if sighting.first and sighting.last]
        if not years or not min(first for first, _ in years) <= key.year <= max(last for _, last in years):
            continue
        found[identity[0].key] = (identity, any(key.year in span for span in years))
    return [found[person] for person in sorted(found)]
