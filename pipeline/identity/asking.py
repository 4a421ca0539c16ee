"""The questions: who is this, which committee is this?"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from sqlalchemy import Connection

from pipeline.identity import answers
from pipeline.identity.committees import Committee, committee_suggestions
from pipeline.identity.fit import WEAK
from pipeline.identity.naming import (
    committees_named,
    identities_of,
    near_committees,
    near_people,
    people_named,
    read_asked,
    surnames_of,
)
from pipeline.identity.offices import Office, holder, office_suggestions
from pipeline.identity.people import People, Person
from pipeline.identity.periods import years_from
from pipeline.identity.sides import side_of_committees, side_of_people
from pipeline.identity.suggested import suggestion_of_committees, suggestion_of_office, suggestion_of_people
from pipeline.identity.suggesting import suggestions as people_suggestions
from pipeline.identity.turns import turns
from pipeline.identity.view import View
from pipeline.identity.world import (
    all_committees,
    circumstances,
    offices_of,
    organizations_meant,
    people_near,
    surroundings,
    verdicts_on,
)
from pipeline.store.searching import Years
from pipeline.store.verdicts import VerdictRow

_LONG_SILENCE = 8  # years without a sign of someone, after which one name may be two people


def ask_person(
    connection: Connection, name: str, *, committee: str | None = None, years: Years | None = None, limit: int = 20,
    include_non_public: bool = False,
) -> answers.PersonAnswer:  # fmt: skip
    """Who is meant by `name`, and what they did. `committee` and `years` leave out turns, not the person.

    Where more than one may be meant, nobody is chosen: the candidates are named.
    """
    view = View(connection, include_non_public)
    asked = read_asked(name)
    people = people_near(view, surnames_of([asked]))
    meant = identities_of(people, people_named(people, asked))
    if len(meant) != 1:
        candidates = tuple(side_of_people(view, one, samples=0) for one in meant)
        near = () if meant else near_people(people, asked)
        return answers.PersonAnswer(asked=name, person=None, candidates=candidates, near=near)
    identity = meant[0]
    verdicts = verdicts_on(view, "person")
    offices, too_many = offices_of(view, identity)
    held = [office for office in offices if holder(office, people, verdicts) in identity]
    organizations = None if committee is None else organizations_meant(view, committee)
    done = turns(view, identity, held, organizations=organizations, years=years, limit=limit)
    around = circumstances(view, people)
    pairs = people_suggestions(around, least=WEAK, of=identity)
    named = office_suggestions(people, offices, verdicts, least=WEAK, of=identity)
    side = side_of_people(view, identity)
    person = answers.Person(
        **dict(side), members=tuple(one.key for one in identity), turns=done.turns, turns_total=done.total,
        suggestions=(
            *(suggestion_of_people(view, one, samples=0) for one in pairs),
            *(suggestion_of_office(view, one, samples=0) for one in named),
        ),
        verdicts=_shown(verdicts.rows, {key.text for one in identity for key in one.keys}, people, offices),
        notes=_notes(identity, done.days, too_many),
    )  # fmt: skip
    return answers.PersonAnswer(asked=name, person=person, candidates=(), near=())


def ask_committee(connection: Connection, name: str, *, include_non_public: bool = False) -> answers.CommitteeAnswer:
    """Which committee is meant by `name`, under which names it met and from when to when."""
    view = View(connection, include_non_public)
    committees = all_committees(view)
    meant: dict[int, tuple[Committee, ...]] = {}
    for one in committees_named(committees, name):
        identity = committees.identity(one)
        meant[identity[0].number] = identity
    if len(meant) != 1:
        sides = tuple(side_of_committees(view, one, samples=0) for one in meant.values())
        near = () if meant else near_committees(committees, name)
        return answers.CommitteeAnswer(asked=name, committee=None, candidates=sides, near=near)
    identity = next(iter(meant.values()))
    around = surroundings(view)
    pairs = committee_suggestions(committees, around, least=WEAK, of=identity)
    keys = {key.text for one in identity for key in one.keys}
    committee = answers.Committee(
        **dict(side_of_committees(view, identity)), names=tuple(_name_period(one) for one in identity),
        suggestions=tuple(suggestion_of_committees(view, one) for one in pairs),
        verdicts=tuple(
            row for row in verdicts_on(view, "organization").rows
            if {row.left, row.right} & keys and committees.committee(row.left) and committees.committee(row.right)
        ),
        notes=_committee_notes(identity),
    )  # fmt: skip
    return answers.CommitteeAnswer(asked=name, committee=committee, candidates=(), near=())


def _shown(
    rows: Sequence[VerdictRow], keys: set[str], people: People, offices: Sequence[Office]
) -> tuple[VerdictRow, ...]:
    """The verdicts on these keys whose other side is in sight, too."""
    seen = {office.key.text for office in offices}

    def in_sight(key: str) -> bool:
        return key in seen or people.person(key) is not None

    return tuple(row for row in rows if {row.left, row.right} & keys and in_sight(row.left) and in_sight(row.right))


def _notes(identity: Sequence[Person], days: Sequence[str], too_many: Sequence[str]) -> tuple[str, ...]:
    """`days`: of all turns that were asked for, in order."""
    notes = [
        f"Some places of {one.label} do not say of which council they are."
        for one in identity
        if not one.name.given and one.numberings and any(not key.numbering for key in one.keys)
    ]
    notes += [
        f"No turn between {before} and {after}: one name, perhaps two people."
        for before, after in pairwise(days)
        if years_from(before, after) > _LONG_SILENCE
    ]
    notes += [f"{role} speaks too often without a name to look here; see `identity list`." for role in too_many]
    return tuple(dict.fromkeys(notes))


def _committee_notes(identity: Sequence[Committee]) -> tuple[str, ...]:
    if any(None in {seen.numbering for seen in one.sightings} and one.numberings for one in identity):
        return ("Some of its minutes do not say of which council they are.",)
    return ()


def _name_period(committee: Committee) -> answers.NamePeriod:
    return answers.NamePeriod(
        key=committee.key, name=committee.name, spellings=(), count=committee.seen.count, first=committee.seen.first,
        last=committee.seen.last, lowest=committee.lowest, highest=committee.highest,
    )  # fmt: skip
