"""Rows put together again: a document's record, and single items of many documents. The counterpart of `rows.py`.

Nothing is lost on the way: what is read here equals the record that was loaded, with people's corrections on top.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, select

from pipeline.model import record as model
from pipeline.store import schema
from pipeline.store.identity import item_ids
from pipeline.store.rows import MENTIONED

_ROWS_AT_ONCE = 400  # ids in one question


def read_record(connection: Connection, sha256: str) -> model.MinutesRecord | None:
    """The record of a document as the database holds it; None where it is not loaded."""
    query = select(*schema.Document.__table__.columns).where(schema.Document.sha256 == sha256)
    document = connection.execute(query).one_or_none()
    if document is None:
        return None
    key = document.id
    first, last = item_ids(key)
    ids = connection.scalars(select(schema.AgendaItem.id).where(schema.AgendaItem.id.between(first, last)))
    items = read_items(connection, list(ids))
    return model.MinutesRecord(
        extractor=document.extractor,
        source=model.Source(
            name=document.name, sha256=document.sha256, media_type=document.media_type, bytes=document.bytes,
            pages=document.pages,
        ),
        meeting=read_meetings(connection, [key])[key],
        agenda_items=tuple(items[item] for item in sorted(items)),
        attachments=tuple(
            model.Attachment(title=row.title, text=row.text) for row in _of_document(connection, schema.Attachment, key)
        ),
        concept_statements=tuple(
            read_statement(row) for row in _of_document(connection, schema.ConceptStatement, key)
        ),
        findings=tuple(
            model.Finding(code=row.code, severity=row.severity, message=row.message, evidence=row.places or ())
            for row in _of_document(connection, schema.Finding, key)
        ),
        evidence=read_evidence(connection, [key])[key],
    )  # fmt: skip


def read_meetings(connection: Connection, documents: Iterable[int]) -> dict[int, model.Meeting]:
    """What each document says of its meeting."""
    table = schema.MeetingStatement
    return {
        row.document_id: model.Meeting(
            organization=row.organization, inferred_organization=row.inferred_organization, number=row.number,
            date=row.date, public=row.public, members=row.members, present=row.present,
        )
        for row in _in(connection, table, table.document_id, documents)
    }  # fmt: skip


def read_items(connection: Connection, ids: Iterable[int]) -> dict[int, model.AgendaItem]:
    """Agenda items by row id, with their votes and people."""
    wanted = list(ids)
    votes = _children(connection, schema.VoteEvent, wanted)
    rolls = _children(connection, schema.Vote, wanted) if votes else {}
    speakers = _children(connection, schema.Speaker, wanted)
    people = _children(connection, schema.Mention, wanted)
    papers = _children(connection, schema.AgendaItemPaper, wanted)
    return {
        row.id: model.AgendaItem(
            number=row.number, title=row.title, public=row.public, paper=row.paper,
            result=_result(row.result_text, row.result_code),
            inferred_result=_result(row.inferred_result_text, row.inferred_result_code),
            role=row.role, text=row.text, speeches=row.speeches or (), versions=row.versions or (),
            duties=row.duties or (),
            vote_events=tuple(_vote(vote, rolls.get(row.id, ())) for vote in votes[row.id]),
            speakers=tuple(
                model.Speaker(name=who.name, salutation=who.salutation, honorific=who.honorific, role=who.role,
                              party=who.party)
                for who in speakers[row.id]
            ),
            mentioned_people=tuple(
                model.Mention(name=who.name, salutation=who.salutation, honorific=who.honorific)
                for who in people[row.id]
            ),
            mentioned_papers=tuple(paper.written for paper in papers[row.id] if paper.relation == MENTIONED),
        )
        for row in _in(connection, schema.AgendaItem, schema.AgendaItem.id, wanted)
    }  # fmt: skip


def read_evidence(connection: Connection, documents: Iterable[int]) -> dict[int, dict[str, tuple[model.Evidence, ...]]]:
    """Each document's evidence: JSON pointer into its record, places in order."""
    table = schema.Evidence
    gathered: dict[int, dict[str, list[model.Evidence]]] = defaultdict(lambda: defaultdict(list))
    for row in _in(connection, table, table.document_id, documents):
        gathered[row.document_id][row.pointer].append(_place(row))
    found: dict[int, dict[str, tuple[model.Evidence, ...]]] = defaultdict(dict)
    for document, pointers in gathered.items():
        found[document] = {pointer: tuple(places) for pointer, places in pointers.items()}
    return found


def read_evidence_of_item(
    connection: Connection, document: int, pointer: str, *, meeting: bool = False
) -> dict[str, tuple[model.Evidence, ...]]:
    """The evidence of one agenda item (`/agenda_items/3`), and of its meeting if that is wanted: JSON pointer into the
    record, places in order."""
    found: dict[str, list[model.Evidence]] = defaultdict(list)
    # "0" follows "/": all that begins with the pointer and a slash lies in between, and the primary key finds it
    given = {"document": document, "pointer": pointer, "first": f"{pointer}/", "behind": f"{pointer}0"}
    for row in connection.execute(_OF_ITEM_AND_MEETING if meeting else _OF_ITEM, given):
        found[row.pointer].append(_place(row))
    return {key: tuple(places) for key, places in found.items()}


def read_first_evidence(
    connection: Connection, values: Collection[tuple[int, str]]
) -> dict[tuple[int, str], model.Evidence]:
    """The first place of each of these values (document and JSON pointer), as far as there is one."""
    if not values:
        return {}
    documents, pointers = {document for document, _ in values}, {pointer for _, pointer in values}
    rows = connection.execute(_FIRST, {"documents": list(documents), "pointers": list(pointers)})
    return {key: _place(row) for row in rows if (key := (row.document_id, row.pointer)) in values}


def read_statement(row: Any) -> model.ConceptStatement:
    """A statement about a concept, from a row of its table."""
    return model.ConceptStatement(
        kind=row.kind, value=row.value, of=tuple(row.share_of or ()), field=row.field, name=row.name, date=row.date,
        text=row.text, concept=row.concept, item=row.item, attachment=row.attachment,
    )  # fmt: skip


def _of_item(*, meeting: bool) -> Select[Any]:
    """Made once: a list of hits asks it for each of them."""
    table = schema.Evidence
    below = (table.pointer > bindparam("first")) & (table.pointer < bindparam("behind"))
    of_item = (table.pointer == bindparam("pointer")) | below
    if meeting:
        of_item |= (table.pointer > "/meeting/") & (table.pointer < "/meeting0")
    query = select(*table.__table__.columns).where(table.document_id == bindparam("document"), of_item)
    return query.order_by(table.pointer, table.position)


_OF_ITEM = _of_item(meeting=False)
_FIRST = select(*schema.Evidence.__table__.columns).where(
    schema.Evidence.document_id.in_(bindparam("documents", expanding=True)),
    schema.Evidence.pointer.in_(bindparam("pointers", expanding=True)),
    schema.Evidence.position == 0,
)
_OF_ITEM_AND_MEETING = _of_item(meeting=True)


def _place(row: Row[Any]) -> model.Evidence:
    box = (row.bbox_left, row.bbox_top, row.bbox_right, row.bbox_bottom)
    return model.Evidence(
        page=row.page, start=row.span_start, end=row.span_end, rule=row.rule, quote=row.quote,
        bbox=None if row.bbox_left is None else box,
    )  # fmt: skip


def _vote(row: Row[Any], roll: Iterable[Row[Any]]) -> model.VoteEvent:
    factions = row.factions or {}
    return model.VoteEvent(
        yes=row.yes, no=row.no, abstain=row.abstain, manner=row.manner, about=row.about, passed=row.passed,
        procedural=row.procedural, role=row.role, text=row.text, other=row.other or {},
        yes_factions=factions.get("yes", ()), no_factions=factions.get("no", ()),
        abstain_factions=factions.get("abstain", ()), other_factions=factions.get("other", {}),
        votes=tuple(
            model.Vote(name=who.name, salutation=who.salutation, honorific=who.honorific, party=who.party,
                       option=who.option)
            for who in roll
            if who.event == row.position
        ),
    )  # fmt: skip


def _result(text: str | None, code: Any) -> model.Result | None:
    return None if text is None else model.Result(text=text, code=code)


def _children(connection: Connection, table: Any, ids: Sequence[int]) -> dict[int, list[Row[Any]]]:
    found: dict[int, list[Row[Any]]] = defaultdict(list)
    for row in _in(connection, table, table.item_id, ids):
        found[row.item_id].append(row)
    return found


def _of_document(connection: Connection, table: Any, document: int) -> Iterable[Row[Any]]:
    return _in(connection, table, table.document_id, [document])


def _in(connection: Connection, table: Any, column: Any, keys: Iterable[int]) -> Iterable[Row[Any]]:
    """Rows whose `column` is one of `keys`, by primary key, so that lists keep their order."""
    wanted = list(keys)
    order = list(table.__table__.primary_key.columns)
    for start in range(0, len(wanted), _ROWS_AT_ONCE):
        query = select(*table.__table__.columns).where(column.in_(wanted[start : start + _ROWS_AT_ONCE]))
        yield from connection.execute(query.order_by(*order)).all()
