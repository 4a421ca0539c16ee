"""Who was seen where and when, counted by the database: every way of printing a person, an office or a committee.

Nothing is kept: what is asked is what is loaded now. Non-public items do not exist here unless they are asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Literal

from sqlalchemy import ColumnElement, Select, bindparam, func, literal, or_, select

from pipeline.identity import tables
from pipeline.identity.keys import PersonKey, person_key, town_of
from pipeline.identity.party_names import is_party
from pipeline.identity.view import View
from pipeline.store.schema import AgendaItem, Document, MeetingStatement, Mention, Organization, PersonName, Speaker

Deed = Literal["spoke", "mentioned"]
_AT_ONCE = 400  # names in one question
_SHORTEST = 3  # letters of a surname


@dataclass(frozen=True, slots=True)
class Sighting:
    """People printed alike in the documents of one committee. Dates are ISO 8601; null where no document is dated."""

    deed: Deed
    name: str
    salutation: str | None
    honorific: str | None
    role: str | None
    party: str | None
    organization_id: str | None
    organization: str | None
    numbering: str | None
    count: int
    first: str | None
    last: str | None

    @property
    def key(self) -> PersonKey:
        return printed_key(
            self.name, self.salutation, self.honorific, self.role, self.party, self.organization, self.numbering
        )


@dataclass(frozen=True, slots=True)
class OfficeSighting:
    """An office that spoke without a name, in the documents of one committee and year."""

    role: str
    organization_id: str | None
    organization: str | None
    numbering: str | None
    year: str
    count: int
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class PartySighting:
    """A party as it is printed beside one name (null: beside an office)."""

    party: str
    name: str | None
    count: int
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class CommitteeSighting:
    """A committee as one way of numbering papers knows it. `meetings`: how many; `numbers`: first and last in order."""

    organization_id: str
    name: str
    numbering: str | None
    meetings: int
    first: str | None
    last: str | None
    lowest: int | None
    highest: int | None


def names_near(view: View, surnames: Iterable[str], words: Iterable[str] = ()) -> dict[str, list[str]]:
    """Names that speak or are mentioned, by their last word (small), as far as it may be one of these surnames (small):
    it begins with the same letter, ends like one that lost its beginning, or is a double name, a suffix or an initial.
    `words`: last words to be had as well. Non-public names are among them.

    The database goes through its list of names, which is short beside the turns; what passes is compared by
    `suggesting.similar_names`."""
    word = PersonName.last_word
    suffixes = tables.table("names")["parts"]["suffixes"]
    wanted = [word.in_([*words, *suffixes]), word.contains("-"), word.contains("."), func.length(word) < _SHORTEST]
    for surname in surnames:
        tails = [surname[lost:] for lost in range(4) if len(surname) - lost >= _SHORTEST]
        wanted += [func.substr(word, 1, 1) == surname[:1], literal(surname).endswith(word)]
        wanted += [word.endswith(tail, autoescape=True) for tail in tails]
        wanted += [word == piece for piece in surname.split("-")]
    found: dict[str, list[str]] = {}
    for last_word, name in view.connection.execute(select(word, PersonName.name).where(or_(*wanted))):
        found.setdefault(last_word, []).append(name)
    return found


def sightings(view: View, names: Sequence[str] | None) -> tuple[Sighting, ...]:
    """Sightings of these names as they are written; None: of all. Only people addressed as such (Herr, Frau, Dr.) count
    where they are merely mentioned: the others may be places."""
    found: list[Sighting] = []
    kinds: list[tuple[Deed, Any, tuple[Any, ...]]] = [
        ("spoke", Speaker, (Speaker.role, Speaker.party)),
        ("mentioned", Mention, ()),
    ]
    for chunk in _chunks(names):
        for deed, table, more in kinds:
            query = _people(view, table, chunk, more)
            found += [
                Sighting(deed=deed, **{"role": None, "party": None, **row._mapping})
                for row in view.connection.execute(query)
            ]
    return tuple(found)


def numberings_in(view: View) -> frozenset[str]:
    """The ways in which papers are numbered: more than one are more than one council, as a rule."""
    return frozenset(_distinct(view, MeetingStatement.numbering))


def offices_alone(view: View) -> list[str]:
    """Every office that speaks without a name."""
    return _distinct(view, Speaker.role, Speaker.name.is_(None))


def office_sightings(view: View, roles: Sequence[str]) -> tuple[OfficeSighting, ...]:
    """Where offices spoke without a name, by committee and year; those of undated documents are left out: who held an
    office at an unknown time is unknown."""
    year = func.substr(MeetingStatement.date, 1, 4)
    found: list[OfficeSighting] = []
    for chunk in _chunks(roles):
        query = (
            select(Speaker.role, MeetingStatement.organization_id, Organization.name.label("organization"),
                   MeetingStatement.numbering, year.label("year"), *_seen())
            .select_from(Speaker)
            .where(Speaker.name.is_(None), Speaker.role.in_(chunk or ()), MeetingStatement.date.is_not(None))
            .group_by(Speaker.role, MeetingStatement.organization_id, Organization.name, MeetingStatement.numbering,
                      year)
        )  # fmt: skip
        found += [OfficeSighting(**row._mapping) for row in view.connection.execute(_placed(view, query, Speaker))]
    return tuple(found)


def committee_sightings(view: View, organizations: Sequence[str] | None) -> tuple[CommitteeSighting, ...]:
    """Committees (by row id; None: all) with their meetings. A document that names no committee is none of theirs; one
    whose committee only follows from context is."""
    query = (
        select(
            MeetingStatement.organization_id, Organization.name, MeetingStatement.numbering,
            func.count(Document.meeting_id.distinct()).label("meetings"),
            func.min(MeetingStatement.date).label("first"), func.max(MeetingStatement.date).label("last"),
            func.min(MeetingStatement.number).label("lowest"), func.max(MeetingStatement.number).label("highest"),
        )
        .select_from(MeetingStatement)
        .join(Document, Document.id == MeetingStatement.document_id)
        .join(Organization, Organization.id == MeetingStatement.organization_id)
        .group_by(MeetingStatement.organization_id, Organization.name, MeetingStatement.numbering)
    )  # fmt: skip
    if organizations is not None:
        query = query.where(MeetingStatement.organization_id.in_(organizations))
    if not view.include_non_public:
        query = query.where(Document.non_public.is_(False))
    return tuple(CommitteeSighting(**row._mapping) for row in view.connection.execute(query))


def parties_seen(view: View) -> tuple[PartySighting, ...]:
    """Every party or faction printed beside a speaker, by speaker."""
    query = (
        select(Speaker.party, Speaker.name, *_seen())
        .select_from(Speaker)
        .where(Speaker.party.is_not(None))
        .group_by(Speaker.party, Speaker.name)
    )
    rows = view.connection.execute(_placed(view, query, Speaker))
    return tuple(PartySighting(**row._mapping) for row in rows)


def times_alone(view: View, role: str) -> int:
    """How often an office speaks without a name, non-public items too: what a closer look would cost."""
    return view.connection.scalar(select(func.count()).where(Speaker.name.is_(None), Speaker.role == role)) or 0


def speak_together(view: View, one: Iterable[str], other: Iterable[str]) -> list[tuple[PersonKey, PersonKey]]:
    """Keys of people who speak in one item, one with a name of `one`, the other with a name of `other`; at most 50."""
    rows = view.connection.execute(_together(view.include_non_public), {"these": list(one), "those": list(other)})
    return [(_key(row, "one"), _key(row, "other")) for row in rows]


@cache
def _together(include_non_public: bool) -> Select[Any]:
    """Made once: it is asked for every pair that may be one."""
    left, right = Speaker.__table__.alias("one"), Speaker.__table__.alias("other")

    def printed(table: Any, side: str) -> list[Any]:
        return [table.c[name].label(f"{side}_{name}") for name in ("name", "salutation", "honorific", "role", "party")]

    wanted = [*printed(left, "one"), *printed(right, "other"), Organization.name.label("organization")]
    query = (
        select(*wanted, MeetingStatement.numbering)
        .select_from(left)
        .join(right, (right.c.item_id == left.c.item_id) & (right.c.position != left.c.position))
        .join(AgendaItem, AgendaItem.id == left.c.item_id)
        .join(MeetingStatement, MeetingStatement.document_id == AgendaItem.document_id)
        .outerjoin(Organization, Organization.id == MeetingStatement.organization_id)
        .where(left.c.name.in_(bindparam("these", expanding=True)))
        .where(right.c.name.in_(bindparam("those", expanding=True)))
        .limit(50)
    )
    return query if include_non_public else query.where(AgendaItem.non_public.is_(False))


def _key(row: Any, side: str) -> PersonKey:
    printed = (getattr(row, f"{side}_{part}") for part in ("name", "salutation", "honorific", "role", "party"))
    return printed_key(*printed, row.organization, row.numbering)


def key_of_row(row: Any) -> PersonKey:
    """The key of a row that has what is printed, `organization` and `numbering`."""
    return printed_key(row.name, row.salutation, row.honorific, row.role, row.party, row.organization, row.numbering)


@lru_cache(maxsize=65536)
def printed_key(
    name: str, salutation: str | None, honorific: str | None, role: str | None, party: str | None,
    organization: str | None, numbering: str | None,
) -> PersonKey:  # fmt: skip
    """A party where an office is expected (`Stadtrat Cramer, KAL`) is a party."""
    return person_key(
        name=name,
        salutation=salutation,
        honorific=honorific,
        role=role,
        party=party or (role if is_party(role) else None),
        town=town_of(organization),
        numbering=numbering,
    )


def _people(view: View, table: Any, names: Sequence[str] | None, more: Sequence[Any]) -> Select[Any]:
    printed = (table.name, table.salutation, table.honorific, *more)
    place = (MeetingStatement.organization_id, Organization.name, MeetingStatement.numbering)
    query = (
        select(*printed, MeetingStatement.organization_id, Organization.name.label("organization"),
               MeetingStatement.numbering, *_seen())
        .select_from(table)
        .where(table.name.is_not(None))
        .group_by(*printed, *place)
    )  # fmt: skip
    if names is not None:
        query = query.where(table.name.in_(names))
    if table is Mention:
        query = query.where(Mention.salutation.is_not(None) | Mention.honorific.is_not(None))
    return _placed(view, query, table)


def _placed(view: View, query: Select[Any], table: Any) -> Select[Any]:
    query = (
        query.join(AgendaItem, AgendaItem.id == table.item_id)
        .join(MeetingStatement, MeetingStatement.document_id == AgendaItem.document_id)
        .outerjoin(Organization, Organization.id == MeetingStatement.organization_id)
    )
    return query if view.include_non_public else query.where(AgendaItem.non_public.is_(False))


def _seen() -> tuple[ColumnElement[Any], ...]:
    return (
        func.count().label("count"),
        func.min(MeetingStatement.date).label("first"),
        func.max(MeetingStatement.date).label("last"),
    )


def _distinct(view: View, column: Any, *where: Any) -> list[str]:
    """The values of an indexed column, each once, smallest first: one look into the index for every value."""
    values = select(func.min(column).label("value")).where(*where).cte("values", recursive=True)
    following = select(func.min(column)).where(column > values.c.value, *where).scalar_subquery()
    values = values.union_all(select(following).where(values.c.value.is_not(None)))
    return [value for value in view.connection.scalars(select(values.c.value)) if value is not None]


def _chunks(values: Sequence[str] | None) -> Iterator[Sequence[str] | None]:
    if values is None:
        yield None
        return
    for start in range(0, len(values), _AT_ONCE):
        yield values[start : start + _AT_ONCE]
