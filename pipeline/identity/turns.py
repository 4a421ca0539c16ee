"""What someone did: the items in which they speak or act, newest first, with the kind of turn and the place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, Select, select

from pipeline.identity.answers import Turn
from pipeline.identity.keys import PersonKey
from pipeline.identity.names import parse_name
from pipeline.identity.offices import Office
from pipeline.identity.people import Person
from pipeline.identity.samples import places_of
from pipeline.identity.sides import printed
from pipeline.identity.sightings import key_of_row
from pipeline.identity.view import View
from pipeline.store.answers import DocumentRef, Place
from pipeline.store.identity import public_id
from pipeline.store.schema import AgendaItem, Document, MeetingStatement, Organization, Speaker
from pipeline.store.searching import Years

_AT_ONCE = 400  # items in one question
_MOVED = frozenset({"moves_amendment"})


@dataclass(frozen=True, slots=True)
class Done:
    """The newest turns, how many there are in all, and the days of all of them."""

    turns: tuple[Turn, ...]
    total: int
    days: tuple[str, ...]


def turns(
    view: View, persons: Sequence[Person], held: Sequence[Office], *, organizations: Sequence[str] | None,
    years: Years | None, limit: int,
) -> Done:  # fmt: skip
    """The newest `limit` turns of an identity and of the offices that verdicts give it.

    `organizations`: row ids, None is all. An item in which two spellings of one identity stand counts once.
    """
    rows: dict[int, tuple[Row[Any], bool]] = {}
    keys = {key for person in persons for key in person.keys}
    names = sorted({seen.name for person in persons for seen in person.sightings if seen.deed == "spoke"})
    for row in _by_name(view, names, keys, organizations, years):
        rows.setdefault(row.item_id, (row, False))
    for row in _by_office(view, held, organizations, years):
        rows.setdefault(row.item_id, (row, True))
    ordered = sorted(rows.values(), key=lambda entry: entry[0].item_id)
    newest = sorted(ordered, key=lambda entry: entry[0].date or "", reverse=True)[:limit]  # undated last
    surnames = {person.name.surname for person in persons}
    days = sorted({row.date for row, _ in ordered if row.date})
    return Done(tuple(_turns(view, newest, surnames)), len(rows), tuple(days))


def _by_name(
    view: View, names: Sequence[str], keys: set[PersonKey], organizations: Sequence[str] | None,
    years: Years | None) -> Iterator[Row[Any]]:  # fmt: skip
    if names:
        query = _filtered(view, _rows().where(Speaker.name.in_(names)), organizations, years)
        yield from (row for row in view.connection.execute(query) if key_of_row(row) in keys)


def _by_office(
    view: View, held: Sequence[Office], organizations: Sequence[str] | None, years: Years | None
) -> Iterator[Row[Any]]:
    for office in held:
        for seen in office.sightings:
            query = _rows().where(
                Speaker.name.is_(None), Speaker.role == seen.role, MeetingStatement.date.startswith(office.key.year),
                MeetingStatement.organization_id.is_not_distinct_from(seen.organization_id),
                MeetingStatement.numbering.is_not_distinct_from(seen.numbering),
            )  # fmt: skip
            yield from view.connection.execute(_filtered(view, query, organizations, years))


def _rows() -> Select[Any]:
    """Only what tells people apart: the texts of an item are read for those that are shown."""
    wanted: list[Any] = [
        Speaker.item_id, Speaker.position, Speaker.name, Speaker.salutation, Speaker.honorific, Speaker.role,
        Speaker.party, MeetingStatement.date, MeetingStatement.numbering, Organization.name.label("organization"),
    ]  # fmt: skip
    return (
        select(*wanted)
        .select_from(Speaker)
        .join(AgendaItem, AgendaItem.id == Speaker.item_id)
        .join(MeetingStatement, MeetingStatement.document_id == AgendaItem.document_id)
        .outerjoin(Organization, Organization.id == MeetingStatement.organization_id)
    )


def _filtered(view: View, query: Select[Any], organizations: Sequence[str] | None, years: Years | None) -> Select[Any]:
    if not view.include_non_public:
        query = query.where(AgendaItem.non_public.is_(False))
    if organizations is not None:
        query = query.where(MeetingStatement.organization_id.in_(organizations))
    first, last = years or (None, None)
    if first is not None:
        query = query.where(MeetingStatement.date >= f"{first:04d}")
    if last is not None:
        query = query.where(MeetingStatement.date < f"{last + 1:04d}")
    return query


def _turns(view: View, rows: Sequence[tuple[Row[Any], bool]], surnames: set[str]) -> Iterator[Turn]:
    wanted: list[Any] = [
        AgendaItem.id, AgendaItem.document_id, AgendaItem.position, AgendaItem.number, AgendaItem.title,
        AgendaItem.paper, AgendaItem.non_public, AgendaItem.speeches, AgendaItem.versions, Document.name,
        Document.sha256,
    ]  # fmt: skip
    query = select(*wanted).join(Document, Document.id == AgendaItem.document_id)
    items: dict[int, Row[Any]] = {}
    for start in range(0, len(rows), _AT_ONCE):
        some = [row.item_id for row, _ in rows[start : start + _AT_ONCE]]
        items |= {row.id: row for row in view.connection.execute(query.where(AgendaItem.id.in_(some)))}
    pointers = [
        (items[row.item_id].document_id, items[row.item_id].name, _pointer(items[row.item_id], row)) for row, _ in rows
    ]
    places = places_of(view, pointers)
    for (row, by_office), (document, _, pointer) in zip(rows, pointers, strict=True):
        yield _turn(row, items[row.item_id], places.get((document, pointer)), surnames, by_office=by_office)


def _pointer(item: Row[Any], row: Row[Any]) -> str:
    return f"/agenda_items/{item.position}/speakers/{row.position}"


def _turn(row: Row[Any], item: Row[Any], place: Place | None, surnames: set[str], *, by_office: bool) -> Turn:
    kinds = [speech["kind"] for speech in item.speeches or () if speech["speaker"] == row.position and speech["kind"]]
    movers = [version["by"] for version in item.versions or () if version.get("by")]
    return Turn(
        date=row.date, committee=row.organization, number=item.number, title=item.title, paper=item.paper,
        written=printed(row.salutation, row.honorific, row.name, row.role), kinds=tuple(dict.fromkeys(kinds)),
        moved=bool(_MOVED & set(kinds)) or any(parse_name(mover).surname in surnames for mover in movers),
        by_office=by_office, public=not item.non_public, item=public_id(item.sha256, item.position),
        document=DocumentRef(name=item.name, sha256=item.sha256), pointer=f"/agenda_items/{item.position}",
        place=place,
    )  # fmt: skip
