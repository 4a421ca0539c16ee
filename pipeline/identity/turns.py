"""What someone did: the items in which they speak or act, newest first, with the kind of turn and the place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Row, Select, select

from pipeline.identity.answers import Turn
from pipeline.identity.keys import PersonKey
from pipeline.identity.names import parse_name
from pipeline.identity.offices import Office
from pipeline.identity.people import Person
from pipeline.identity.samples import item_place
from pipeline.identity.sides import printed
from pipeline.identity.sightings import key_of_row
from pipeline.identity.view import View
from pipeline.store.answers import DocumentRef
from pipeline.store.identity import public_id
from pipeline.store.schema import AgendaItem, Document, MeetingStatement, Organization, Speaker
from pipeline.store.searching import Years

_MOVED = frozenset({"moves_amendment"})


def turns(
    view: View, persons: Sequence[Person], held: Sequence[Office], *, organizations: Sequence[str] | None,
    years: Years | None, limit: int) -> tuple[tuple[Turn, ...], int]:  # fmt: skip
    """The newest `limit` turns of an identity and of the offices that verdicts give it, and how many there are in all.

    `organizations`: row ids, None is all. An item in which two spellings of one identity stand counts once.
    """
    rows: dict[int, tuple[Row[Any], bool]] = {}
    keys = {key for person in persons for key in person.keys}
    names = sorted({seen.name for person in persons for seen in person.sightings if seen.deed == "spoke"})
    for row in _by_name(view, names, keys, organizations, years):
        rows.setdefault(row.item_id, (row, False))
    for row in _by_office(view, held, organizations, years):
        rows.setdefault(row.item_id, (row, True))
    newest = sorted(rows.values(), key=lambda entry: (_backwards(entry[0].date), entry[0].item_id))[:limit]
    surnames = {person.name.surname for person in persons}
    return tuple(_turn(view, row, surnames, by_office=office) for row, office in newest), len(rows)


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


def _turn(view: View, row: Row[Any], surnames: Iterable[str], *, by_office: bool) -> Turn:
    item = view.connection.execute(
        select(AgendaItem.document_id, AgendaItem.position, AgendaItem.number, AgendaItem.title, AgendaItem.paper,
               AgendaItem.non_public, AgendaItem.speeches, AgendaItem.versions, Document.name, Document.sha256)
        .join(Document, Document.id == AgendaItem.document_id)
        .where(AgendaItem.id == row.item_id)
    ).one()  # fmt: skip
    kinds = [speech["kind"] for speech in item.speeches or () if speech["speaker"] == row.position and speech["kind"]]
    movers = [version["by"] for version in item.versions or () if version.get("by")]
    pointer = f"/agenda_items/{item.position}"
    return Turn(
        date=row.date, committee=row.organization, number=item.number, title=item.title, paper=item.paper,
        written=printed(row.salutation, row.honorific, row.name, row.role), kinds=tuple(dict.fromkeys(kinds)),
        moved=bool(_MOVED & set(kinds)) or any(parse_name(mover).surname in surnames for mover in movers),
        by_office=by_office, public=not item.non_public, item=public_id(item.sha256, item.position),
        document=DocumentRef(name=item.name, sha256=item.sha256), pointer=pointer,
        place=item_place(view, item.document_id, item.name, pointer, f"speakers/{row.position}"),
    )  # fmt: skip


def _backwards(date: str | None) -> tuple[int, ...]:
    """Newest first, undated last."""
    return (1,) if not date else (0, *(-int(part) for part in date.split("-")))
