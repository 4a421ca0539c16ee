"""What is asked of the database before anything can be said: everyone, or those near to a name."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from sqlalchemy import ColumnElement, or_, select

from pipeline.identity.committee_names import is_telling, shared_topics, spelled_otherwise
from pipeline.identity.committees import Committee, Committees, Surroundings
from pipeline.identity.graph import Verdicts
from pipeline.identity.keys import read_committee_key, read_person_key
from pipeline.identity.names import name_key
from pipeline.identity.offices import Office, offices, plain_office
from pipeline.identity.parties import Parties
from pipeline.identity.people import People, Person
from pipeline.identity.people_pairs import Circumstances
from pipeline.identity.sightings import (
    committee_sightings,
    names_near,
    numberings_in,
    office_sightings,
    offices_alone,
    parties_seen,
    sightings,
    speak_together,
    times_alone,
)
from pipeline.identity.suggesting import similar_names
from pipeline.identity.view import View
from pipeline.store.identity import last_word
from pipeline.store.rows import OWN
from pipeline.store.schema import AgendaItem, AgendaItemPaper, Document, MeetingStatement, Organization, Speaker
from pipeline.store.searching import organizations_named
from pipeline.store.verdicts import Kind, standing_verdicts

_ALIKE = 0.5  # of what two committees are about
_MOST_ALONE = 20_000  # times an office may speak without a name for a question that shall be answered at once


def verdicts_on(view: View, kind: Kind) -> Verdicts:
    return Verdicts(standing_verdicts(view.connection, kind))


def everyone(view: View) -> People:
    """All people of the database."""
    return People(
        sightings(view, None),
        verdicts=verdicts_on(view, "person"), parties=verdicts_on(view, "party"),
    )  # fmt: skip


def people_near(view: View, surnames: Iterable[str]) -> People:
    """People whose surname may be one of these (small), and all whom verdicts make one with them, whatever they are
    called."""
    surnames = list(surnames)
    verdicts, parties = verdicts_on(view, "person"), verdicts_on(view, "party")
    names = similar_names(surnames, names_near(view, surnames))
    joined = _joined_keys({name_key(name) for name in names}, verdicts)
    if joined:
        more = names_near(view, (), words={last_word(key) for key in joined})
        names = sorted({*names, *(name for alike in more.values() for name in alike if name_key(name) in joined)})
    return People(sightings(view, names), verdicts=verdicts, parties=parties)


def circumstances(view: View, people: People) -> Circumstances:
    """What pairs of these people are judged by; each question goes to the database once."""
    names = {
        seen.organization_id: seen.organization
        for person in people.persons
        for seen in person.sightings
        if seen.organization_id and seen.organization
    }

    @cache
    def alike(one: str, other: str) -> bool:
        return one == other or bool(
            spelled_otherwise(names[one], names[other]) or shared_topics(names[one], names[other]) >= _ALIKE
        )

    def together(one: Person, other: Person) -> bool:
        left, right = set(one.keys), set(other.keys)
        if not set(one.committees) & set(other.committees) and one.committees and other.committees:
            return False
        if one.spoke.count > other.spoke.count:
            one, other, left, right = other, one, right, left  # the rarer one leads through the items
        rows = speak_together(view, _spoken(one), _spoken(other))
        return any(a in left and b in right for a, b in rows)

    telling = frozenset(number for number, name in names.items() if is_telling(name))
    return Circumstances(
        people=people, committees_alike=alike, together=together, telling_committees=telling,
        many_councils=len(numberings_in(view)) > 1,
    )  # fmt: skip


def all_committees(view: View) -> Committees:
    return Committees(
        committee_sightings(view, None),
        verdicts=verdicts_on(view, "organization"),
    )


def organizations_meant(view: View, typed: str) -> list[str]:
    """Row ids of the organizations a filter means: of this name or with its words, and those that verdicts make one
    with them."""
    found = organizations_named(view.connection, typed)
    rows = [row for row in standing_verdicts(view.connection, "organization") if row.decision == "same"]
    if not found or not rows:
        return found
    ids = {row.key: row.id for row in view.connection.execute(select(Organization.id, Organization.key))}
    names = {key for key, number in ids.items() if number in found}
    pairs = [{read_committee_key(row.left).name, read_committee_key(row.right).name} for row in rows]
    while more := {name for pair in pairs if pair & names for name in pair} - names:
        names |= more
    return [ids[name] for name in sorted(names) if name in ids]


def all_parties(view: View) -> Parties:
    return Parties(parties_seen(view), verdicts=verdicts_on(view, "party"))


def all_offices(view: View) -> tuple[Office, ...]:
    roles = offices_alone(view)
    return offices(office_sightings(view, roles))


def offices_of(view: View, persons: Iterable[Person]) -> tuple[tuple[Office, ...], tuple[str, ...]]:
    """Offices without a name that these people are also named with, and those that speak too often to be looked at for
    one person alone."""
    held = {plain_office(role) for person in persons for role in person.offices}
    roles = [role for role in offices_alone(view) if plain_office(role) in held] if held else []
    too_many = tuple(role for role in roles if times_alone(view, role) > _MOST_ALONE)
    few = [role for role in roles if role not in too_many]
    return offices(office_sightings(view, few)), too_many


def surroundings(view: View) -> Surroundings:
    """What pairs of committees are judged by; each question goes to the database once."""
    seen = [] if view.include_non_public else [AgendaItem.non_public.is_(False)]

    @cache
    def speakers(committee: Committee) -> frozenset[str]:
        query = (
            select(Speaker.name)
            .join(AgendaItem, AgendaItem.id == Speaker.item_id)
            .join(MeetingStatement, MeetingStatement.document_id == AgendaItem.document_id)
            .where(Speaker.name.is_not(None), *seen, *_of(committee))
            .distinct()
        )
        return frozenset(name_key(name) for name in view.connection.scalars(query) if name)

    def shared_people(one: Committee, other: Committee) -> float:
        left, right = speakers(one), speakers(other)
        return len(left & right) / min(len(left), len(right)) if left and right else 0.0

    @cache
    def papers(committee: Committee) -> frozenset[str]:
        query = (
            select(AgendaItemPaper.reference)
            .join(AgendaItem, AgendaItem.id == AgendaItemPaper.item_id)
            .join(MeetingStatement, MeetingStatement.document_id == AgendaItem.document_id)
            .where(AgendaItemPaper.relation == OWN, AgendaItemPaper.reference.is_not(None), *seen, *_of(committee))
            .distinct()
        )
        return frozenset(view.connection.scalars(query))

    def same_day(one: Committee, other: Committee) -> bool:
        left, right = (_days(view, side) for side in (one, other))
        return bool(left & right)

    return Surroundings(shared_people, lambda one, other: len(papers(one) & papers(other)), same_day)


def _of(committee: Committee) -> list[ColumnElement[bool]]:
    """The committee's own documents: another council's of the same name are none."""
    numberings = {seen.numbering for seen in committee.sightings}
    own: ColumnElement[bool] = MeetingStatement.numbering.in_(numberings - {None})
    if None in numberings:
        own = or_(own, MeetingStatement.numbering.is_(None))
    return [MeetingStatement.organization_id.in_(committee.organizations), own]


def _days(view: View, committee: Committee) -> frozenset[str]:
    query = (
        select(MeetingStatement.date)
        .join(Document, Document.id == MeetingStatement.document_id)
        .where(MeetingStatement.date.is_not(None), *_of(committee))
        .distinct()
    )
    if not view.include_non_public:
        query = query.where(Document.non_public.is_(False))
    return frozenset(view.connection.scalars(query))


def _spoken(person: Person) -> set[str]:
    return {seen.name for seen in person.sightings if seen.deed == "spoke"}


def _joined_keys(own: set[str], verdicts: Verdicts) -> set[str]:
    """Keys of names that verdicts speak of together with one of `own`, and that are not among them."""
    keys = {text: key for text in verdicts.keys if (key := read_person_key(text))}
    components = {verdicts.component(text) for text, key in keys.items() if key.name in own}
    return {key.name for text, key in keys.items() if verdicts.component(text) in components} - own
