"""Places where something is written: enough of them to look, cheap for what was written ten thousand times."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Row, Select, and_, or_, select

from pipeline.identity.answers import Sample
from pipeline.identity.committees import Committee
from pipeline.identity.view import View
from pipeline.store.answers import DocumentRef, Place
from pipeline.store.schema import AgendaItem, Document, Evidence, MeetingStatement, Mention, Organization, Speaker

_AT_ONCE = 100  # places in one question


def people_samples(view: View, seen: Iterable[Any], number: int) -> tuple[Sample, ...]:
    """A place of each of the `number` most frequent printings (sightings of people or of offices)."""
    frequent = sorted(seen, key=lambda one: (-one.count, str(one)))[:number]
    found = (_of_printing(view, one) for one in frequent)
    return tuple(sorted((one for one in found if one), key=_in_time))


def party_samples(view: View, written: Iterable[str], number: int) -> tuple[Sample, ...]:
    """A place of each of the first `number` spellings."""
    found = []
    for party in list(written)[:number]:
        row = _first(view, _items(Speaker).where(Speaker.party == party))
        found += [] if row is None else [_of_item(view, row, f"speakers/{row.at}")]
    return tuple(sorted(found, key=_in_time))


def committee_samples(view: View, committees: Sequence[Committee]) -> tuple[Sample, ...]:
    """The first and the last meeting of each, where the documents name the committee."""
    found: dict[tuple[str, str], Sample] = {}
    for seen in (sighting for committee in committees for sighting in committee.sightings):
        wanted: list[Any] = [
            Document.id, Document.name, Document.sha256, MeetingStatement.date, MeetingStatement.organization,
            MeetingStatement.inferred_organization,
        ]  # fmt: skip
        query = (
            select(*wanted)
            .join(MeetingStatement, MeetingStatement.document_id == Document.id)
            .where(MeetingStatement.organization_id == seen.organization_id,
                   MeetingStatement.numbering.is_not_distinct_from(seen.numbering))
        )  # fmt: skip
        if not view.include_non_public:
            query = query.where(Document.non_public.is_(False))
        for order in (MeetingStatement.date.asc(), MeetingStatement.date.desc()):
            row = view.connection.execute(query.order_by(order, Document.sha256).limit(1)).first()
            if row is not None:
                found.setdefault((row.sha256, seen.name), _of_meeting(view, row))
    return tuple(sorted(found.values(), key=_in_time))


def places_of(view: View, wanted: Sequence[tuple[int, str, str]]) -> dict[tuple[int, str], Place]:
    """Where values stand: (row id of the document, pointer) to the first place of each. `wanted`: row id, the
    document's name, pointer. A speaker's place may stand at the name alone."""
    names = {(document, exact): (name, pointer) for document, name, pointer in wanted
             for exact in (pointer, f"{pointer}/name")}  # fmt: skip
    found: dict[tuple[int, str], Place] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        either = [
            and_(Evidence.document_id == document, Evidence.pointer.in_((pointer, f"{pointer}/name")))
            for document, _, pointer in wanted[start : start + _AT_ONCE]
        ]
        query = select(*Evidence.__table__.columns).where(or_(*either)).order_by(Evidence.pointer, Evidence.position)
        for row in view.connection.execute(query):
            name, pointer = names[row.document_id, row.pointer]
            box = (row.bbox_left, row.bbox_top, row.bbox_right, row.bbox_bottom)
            place = Place(
                document=name, page=row.page, start=row.span_start, end=row.span_end, rule=row.rule, quote=row.quote,
                bbox=None if row.bbox_left is None else box,
            )  # fmt: skip
            found.setdefault((row.document_id, pointer), place)
    return found


def _of_printing(view: View, seen: Any) -> Sample | None:
    table: Any = Mention if getattr(seen, "deed", "spoke") == "mentioned" else Speaker
    columns = ("name", "salutation", "honorific") + (("role", "party") if table is Speaker else ())
    query = _items(table).where(
        *(getattr(table, column).is_not_distinct_from(getattr(seen, column, None)) for column in columns),
        MeetingStatement.organization_id.is_not_distinct_from(seen.organization_id),
        MeetingStatement.numbering.is_not_distinct_from(seen.numbering),
    )
    if not hasattr(seen, "name"):
        query = query.where(MeetingStatement.date.startswith(seen.year))
    row = _first(view, query)
    within = "speakers" if table is Speaker else "mentioned_people"
    return None if row is None else _of_item(view, row, f"{within}/{row.at}")


def _items(table: Any) -> Select[Any]:
    """Items with a row of `table` (speakers or mentions), `at` being its position."""
    wanted: list[Any] = [
        table.position.label("at"), AgendaItem.document_id, AgendaItem.position, AgendaItem.number, AgendaItem.title,
        Document.name, Document.sha256, MeetingStatement.date, Organization.name.label("committee"),
    ]  # fmt: skip
    return (
        select(*wanted)
        .select_from(table)
        .join(AgendaItem, AgendaItem.id == table.item_id)
        .join(Document, Document.id == AgendaItem.document_id)
        .join(MeetingStatement, MeetingStatement.document_id == AgendaItem.document_id)
        .outerjoin(Organization, Organization.id == MeetingStatement.organization_id)
    )


def _first(view: View, query: Select[Any]) -> Row[Any] | None:
    if not view.include_non_public:
        query = query.where(AgendaItem.non_public.is_(False))
    return view.connection.execute(query.limit(1)).first()


def _of_item(view: View, row: Row[Any], within: str) -> Sample:
    pointer = f"/agenda_items/{row.position}"
    at = f"{pointer}/{within}"
    return Sample(
        date=row.date, committee=row.committee, number=row.number, title=row.title,
        document=DocumentRef(name=row.name, sha256=row.sha256), pointer=pointer,
        place=places_of(view, [(row.document_id, row.name, at)]).get((row.document_id, at)),
    )  # fmt: skip


def _of_meeting(view: View, row: Row[Any]) -> Sample:
    stated = row.organization is not None
    pointer = "/meeting/organization" if stated else "/meeting/inferred_organization"
    return Sample(
        date=row.date, committee=row.organization if stated else row.inferred_organization, number=None, title=None,
        document=DocumentRef(name=row.name, sha256=row.sha256), pointer=pointer,
        place=places_of(view, [(row.id, row.name, pointer)]).get((row.id, pointer)),
    )  # fmt: skip


def _in_time(sample: Sample) -> tuple[str, str, str]:
    return (sample.date or "", sample.document.sha256, sample.pointer)
