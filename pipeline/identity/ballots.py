"""How someone voted, where the minutes print the roll: newest first, with the place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, Select, null, select

from pipeline.identity.answers import CastVote
from pipeline.identity.people import Person
from pipeline.identity.samples import places_of
from pipeline.identity.sides import printed
from pipeline.identity.sightings import key_of_row
from pipeline.identity.turns import filtered
from pipeline.identity.view import View
from pipeline.store.answers import DocumentRef, Place
from pipeline.store.schema import AgendaItem, Document, MeetingStatement, Organization, Vote, VoteEvent
from pipeline.store.searching import Years


def cast_votes(
    view: View, persons: Sequence[Person], *, organizations: Sequence[str] | None, years: Years | None, limit: int
) -> tuple[tuple[CastVote, ...], int]:
    """The newest `limit` votes of an identity, and how many there are in all. `organizations`: row ids, None is all."""
    names = sorted({seen.name for person in persons for seen in person.sightings if seen.deed == "voted"})
    if not names:
        return (), 0
    keys = {key for person in persons for key in person.keys}
    query = filtered(view, _rows().where(Vote.name.in_(names)), organizations, years)
    rows = [row for row in view.connection.execute(query) if key_of_row(row) in keys]
    rows.sort(key=lambda row: (row.item_id, row.event))
    rows.sort(key=lambda row: row.date or "", reverse=True)  # undated last
    shown = rows[:limit]
    places = places_of(view, [(row.document_id, row.document, _pointer(row)) for row in shown])
    return tuple(_vote(row, places.get((row.document_id, _pointer(row)))) for row in shown), len(rows)


def _rows() -> Select[Any]:
    wanted: list[Any] = [
        Vote.item_id, Vote.event, Vote.position, Vote.name, Vote.salutation, Vote.honorific, null().label("role"),
        Vote.party, Vote.option, VoteEvent.about, VoteEvent.passed, AgendaItem.document_id,
        AgendaItem.position.label("item"), AgendaItem.number, AgendaItem.title, AgendaItem.paper,
        AgendaItem.non_public, Document.name.label("document"), Document.sha256, MeetingStatement.date,
        MeetingStatement.numbering, Organization.name.label("organization"),
    ]  # fmt: skip
    return (
        select(*wanted)
        .select_from(Vote)
        .join(VoteEvent, (VoteEvent.item_id == Vote.item_id) & (VoteEvent.position == Vote.event))
        .join(AgendaItem, AgendaItem.id == Vote.item_id)
        .join(Document, Document.id == AgendaItem.document_id)
        .join(MeetingStatement, MeetingStatement.document_id == AgendaItem.document_id)
        .outerjoin(Organization, Organization.id == MeetingStatement.organization_id)
    )


def _vote(row: Row[Any], place: Place | None) -> CastVote:
    return CastVote(
        date=row.date, committee=row.organization, number=row.number, title=row.title, paper=row.paper,
        written=printed(row.salutation, row.honorific, row.name), option=row.option, about=row.about,
        passed=row.passed, public=not row.non_public, document=DocumentRef(name=row.document, sha256=row.sha256),
        pointer=_pointer(row), place=place,
    )  # fmt: skip


def _pointer(row: Row[Any]) -> str:
    return f"/agenda_items/{row.item}/vote_events/{row.event}/votes/{row.position}"
