"""The lists: what is suggested, what was decided, everyone under one roof, every spelling of one."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection

from pipeline.identity import answers
from pipeline.identity.committees import committee_suggestions
from pipeline.identity.fit import SHOWN
from pipeline.identity.keys import read_office_key
from pipeline.identity.naming import (
    committees_named,
    identities_of,
    parties_named,
    people_named,
    read_asked,
    surnames_of,
)
from pipeline.identity.offices import office_suggestions
from pipeline.identity.sides import side_of_committees, side_of_office, side_of_parties, side_of_people
from pipeline.identity.sightings import committee_sightings
from pipeline.identity.suggested import (
    suggestion_of_committees,
    suggestion_of_office,
    suggestion_of_parties,
    suggestion_of_people,
)
from pipeline.identity.suggesting import suggestions as people_suggestions
from pipeline.identity.view import View
from pipeline.identity.world import (
    all_committees,
    all_offices,
    all_parties,
    circumstances,
    everyone,
    organizations_meant,
    people_near,
    surroundings,
    verdicts_on,
)
from pipeline.store.verdicts import Kind, standing_verdicts


def suggestions(
    connection: Connection, kind: Kind, *, least: float = SHOWN, include_non_public: bool = False
) -> tuple[answers.Suggestion, ...]:
    """All pairs that may be one and that no verdict speaks of, best first."""
    view = View(connection, include_non_public)
    if kind == "organization":
        committees = all_committees(view)
        around = surroundings(view)
        return tuple(
            suggestion_of_committees(view, one) for one in committee_suggestions(committees, around, least=least)
        )
    if kind == "party":
        parties = all_parties(view)
        return tuple(suggestion_of_parties(view, one) for one in parties.suggestions(least=least))
    people = everyone(view)
    known = all_offices(view)
    pairs = people_suggestions(circumstances(view, people), least=least)
    named = office_suggestions(people, known, verdicts_on(view, "person"), least=least)
    found = [suggestion_of_people(view, one) for one in pairs]
    found += [suggestion_of_office(view, one) for one in named]
    return tuple(sorted(found, key=lambda one: (-one.score, one.left.key, one.right.key)))


def judgements(
    connection: Connection, kind: Kind, *, include_non_public: bool = False
) -> tuple[answers.Judgement, ...]:
    """The standing verdicts, oldest first. One on a name that is not certainly public is left out unless asked for."""
    view = View(connection, include_non_public)
    sides = sides_of_keys(view, kind)
    found = []
    for row in verdicts_on(view, kind).rows:
        left, right = sides.get(row.left), sides.get(row.right)
        if include_non_public or (left is not None and right is not None):
            found.append(answers.Judgement(verdict=row, left=left, right=right))
    return tuple(found)


def identities(connection: Connection, kind: Kind, *, include_non_public: bool = False) -> tuple[answers.Side, ...]:
    """Everyone of a kind under one roof, by label: names with their periods."""
    view = View(connection, include_non_public)
    if kind == "organization":
        committees = all_committees(view)
        sides: Iterable[answers.Side] = (side_of_committees(view, one, samples=0) for one in committees.identities())
    elif kind == "party":
        parties = all_parties(view)
        sides = (side_of_parties(view, one, samples=0) for one in parties.identities())
    else:
        people = everyone(view)
        sides = (side_of_people(view, one, samples=0) for one in people.identities())
    return tuple(sorted(sides, key=lambda side: (side.label.casefold(), side.key)))


def identity_names(
    connection: Connection, kind: Kind, name: str, *, include_non_public: bool = False
) -> tuple[str, ...]:
    """Every spelling of whoever `name` means, as the minutes write it, without salutation and title; empty where nobody
    is meant, or more than one. For filters: whoever asks for one spelling gets all that verdicts make one."""
    view = View(connection, include_non_public)
    if kind == "organization":
        committees = all_committees(view)
        found = {committees.identity(one) for one in committees_named(committees, name)}
        return tuple(sorted({one.name for one in next(iter(found))})) if len(found) == 1 else ()
    if kind == "party":
        parties = all_parties(view)
        same = {parties.identity(one) for one in parties_named(parties, name)}
        return (
            tuple(sorted({written for one in next(iter(same)) for written in one.spellings})) if len(same) == 1 else ()
        )
    asked = read_asked(name)
    people = people_near(view, surnames_of([asked]))
    meant = identities_of(people, people_named(people, asked))
    return tuple(sorted({seen.name for one in meant[0] for seen in one.sightings})) if len(meant) == 1 else ()


def spellings(
    connection: Connection, kind: Kind, typed: str, *, include_non_public: bool = False
) -> tuple[str, ...]:  # fmt: skip
    """What a filter by `typed` means: itself first, then the other names that verdicts make one with it. Where there
    are no verdicts of this kind, that costs one question."""
    if not standing_verdicts(connection, kind):
        return (typed,)
    if kind != "organization":
        found = identity_names(connection, kind, typed, include_non_public=include_non_public)
    else:
        view = View(connection, include_non_public)
        meant = organizations_meant(view, typed)
        found = tuple(sorted({seen.name for seen in committee_sightings(view, meant)})) if meant else ()
    return (typed, *(name for name in found if name != typed))


def sides_of_keys(view: View, kind: Kind, *, more: Iterable[str] = ()) -> dict[str, answers.Side]:
    """The keys of the ledger, and `more`, that somebody is printed under today."""
    keys = {key for row in verdicts_on(view, kind).rows for key in (row.left, row.right)} | set(more)
    found: dict[str, answers.Side] = {}
    if kind == "organization":
        committees = all_committees(view)
        return {key: side_of_committees(view, [one], samples=0) for key in keys if (one := committees.committee(key))}
    if kind == "party":
        parties = all_parties(view)
        return {key: side_of_parties(view, [party], samples=0) for key in keys if (party := parties.party(key))}
    asked = [read_asked(key) for key in keys if read_office_key(key) is None]
    people = people_near(view, surnames_of(asked))
    offices = {}
    if len(asked) < len(keys):
        offices = {one.key.text: one for one in all_offices(view)}
    for key in keys:
        person = people.person(key)
        if person is not None:
            found[key] = side_of_people(view, [person], samples=0)
        elif key in offices:
            found[key] = side_of_office(view, offices[key], samples=0)
    return found
