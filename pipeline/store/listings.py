"""Plain lists and counts: documents, findings, corrections, rows per kind."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, exists, func, select

from pipeline.model.record import Evidence
from pipeline.store.answers import CorrectionRow, Counts, DocumentRef, DocumentRow, FindingRow
from pipeline.store.corrections import all_corrections, split
from pipeline.store.oparl_tables import OParlDocument, OParlFinding
from pipeline.store.schema import (
    AgendaItem,
    AgendaItemPaper,
    Attachment,
    Document,
    Finding,
    MeetingStatement,
    Mention,
    Organization,
    Paper,
    Speaker,
    VoteEvent,
)
from pipeline.store.searching import place_of
from pipeline.store.terms import plain


def findings(
    connection: Connection, *, code: str | None, severity: str | None, include_non_public: bool
) -> tuple[FindingRow, ...]:
    """See `Store.list_findings`. First those of minutes, then those of OParl files."""
    found: list[Row[Any]] = []
    for finding, document in ((Finding, Document), (OParlFinding, OParlDocument)):
        query = select(
            finding.code, finding.severity, finding.message, finding.places, document.name, document.sha256
        ).join(document, document.id == finding.document_id)
        if code is not None:
            query = query.where(finding.code == plain(code))
        if severity is not None:
            query = query.where(finding.severity == plain(severity))
        if not include_non_public:
            query = query.where(finding.non_public.is_(False))
        found += connection.execute(query.order_by(document.name, document.sha256, finding.position)).all()
    return tuple(
        FindingRow(
            code=row.code, severity=row.severity, message=row.message,
            document=DocumentRef(name=row.name, sha256=row.sha256),
            places=tuple(place_of(row.name, Evidence.model_validate(place)) for place in row.places or ()),
        )
        for row in found
    )  # fmt: skip


def documents(connection: Connection, *, include_non_public: bool) -> tuple[DocumentRow, ...]:
    """See `Store.documents`."""
    items = select(func.count()).where(AgendaItem.document_id == Document.id)
    if not include_non_public:
        items = items.where(AgendaItem.non_public.is_(False))
    query = (
        select(
            Document.name, Document.sha256, Document.media_type, Document.bytes, Document.pages, Document.extractor,
            Organization.name.label("committee"), MeetingStatement.organization, MeetingStatement.date,
            MeetingStatement.number.label("meeting_number"), items.scalar_subquery().label("items"),
        )
        .join(MeetingStatement, MeetingStatement.document_id == Document.id)
        .outerjoin(Organization, Organization.id == MeetingStatement.organization_id)
        .order_by(Document.name, Document.sha256)
    )  # fmt: skip
    if not include_non_public:
        query = query.where(Document.non_public.is_(False))
    found = []
    for row in connection.execute(query):
        values = dict(row._mapping)
        stated = values.pop("organization") is not None
        found.append(DocumentRow(**values, committee_inferred=row.committee is not None and not stated))
    return tuple(found)


def counts(connection: Connection, *, include_non_public: bool) -> Counts:
    """See `Store.counts`."""

    def number(query: Select[Any]) -> int:
        return connection.scalar(query) or 0

    in_sight: list[ColumnElement[bool]] = [] if include_non_public else [AgendaItem.non_public.is_(False)]
    open_document: list[ColumnElement[bool]] = [] if include_non_public else [Document.non_public.is_(False)]
    clean = [] if include_non_public else [~exists().where(AgendaItem.document_id == Attachment.document_id,
                                                           AgendaItem.non_public.is_(True))]  # fmt: skip

    def of_items(model: Any) -> int:
        return number(
            select(func.count()).select_from(model).join(AgendaItem, AgendaItem.id == model.item_id).where(*in_sight)
        )

    of_documents = (
        select(MeetingStatement.organization_id)
        .join(Document, Document.id == MeetingStatement.document_id)
        .where(MeetingStatement.organization_id.is_not(None), *open_document)
    )
    named = exists().where(AgendaItemPaper.reference == Paper.reference, AgendaItemPaper.item_id == AgendaItem.id)
    unsaid = [] if include_non_public else [Finding.non_public.is_(False)]
    unsaid_officially = [] if include_non_public else [OParlFinding.non_public.is_(False)]
    return Counts(
        documents=number(select(func.count()).select_from(Document).where(*open_document)),
        oparl_files=number(select(func.count()).select_from(OParlDocument)),
        organizations=number(select(func.count(of_documents.distinct().subquery().c.organization_id))),
        meetings=number(select(func.count(Document.meeting_id.distinct())).where(*open_document)),
        papers=number(select(func.count()).select_from(Paper).where(named.where(*in_sight))),
        agenda_items=number(select(func.count()).select_from(AgendaItem).where(*in_sight)),
        vote_events=of_items(VoteEvent),
        speakers=of_items(Speaker),
        mentions=of_items(Mention),
        attachments=number(
            select(func.count()).select_from(Attachment).join(Document, Document.id == Attachment.document_id)
            .where(*open_document, *clean)
        ),
        findings=number(select(func.count()).select_from(Finding).where(*unsaid))
        + number(select(func.count()).select_from(OParlFinding).where(*unsaid_officially)),
        corrections=len(corrections(connection, include_non_public=include_non_public)),
    )  # fmt: skip


def corrections(connection: Connection, *, include_non_public: bool) -> tuple[CorrectionRow, ...]:
    """See `Store.corrections`."""
    rows = connection.execute(all_corrections()).all()
    return tuple(
        CorrectionRow(
            id=row.id, document_sha256=row.document_sha256, pointer=row.pointer, value=json.loads(row.value),
            was=json.loads(row.was), by=row.author, why=row.reason, at=row.made_at, applied=row.applied,
            problem=row.problem,
        )
        for row in rows
        if include_non_public or _may_be_seen(connection, row)
    )  # fmt: skip


def _may_be_seen(connection: Connection, entry: Row[Any]) -> bool:
    """Whether what was corrected is public for certain: its document is loaded, and its item is there and public."""
    document = connection.execute(
        select(Document.id, Document.non_public).where(Document.sha256 == entry.document_sha256)
    ).one_or_none()
    if document is None or document.non_public:
        return False
    secret = exists().where(AgendaItem.document_id == document.id, AgendaItem.non_public.is_(True))
    parts = split(entry.pointer)
    if parts[0] == "meeting" or not connection.scalar(select(secret)):
        return True
    if parts[0] != "agenda_items" or len(parts) < 2 or not parts[1].isdecimal():
        return False
    of_item = select(AgendaItem.number, AgendaItem.non_public).where(
        AgendaItem.document_id == document.id, AgendaItem.position == int(parts[1])
    )
    item = connection.execute(of_item).one_or_none()
    return item is not None and not item.non_public and entry.item_number in (None, item.number)
