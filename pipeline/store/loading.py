"""Records into the database. Idempotent: the same record changes nothing, a better one replaces its document's facts
as a whole, and what people entered is laid over either.

All statements are made once and handed to the driver with plain tuples: the cost of a document is then that of its
rows. Everything here runs within a transaction that the caller holds.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from hashlib import blake2b
from typing import Any, Literal

from pydantic_core import PydanticSerializationError
from sqlalchemy import Connection, bindparam, case, delete, exists, func, insert, literal_column, or_, select, update

from pipeline.model.errors import BadInput
from pipeline.model.record import MinutesRecord
from pipeline.store import corrections, indexing, schema, sqlite
from pipeline.store.identity import ITEM_BITS, better_name, item_ids
from pipeline.store.rows import Row, Rows, rows_of
from pipeline.store.schema import (
    AgendaItem,
    AgendaItemPaper,
    Document,
    Meeting,
    MeetingStatement,
    Organization,
    OrganizationAlias,
    Paper,
)
from pipeline.store.terms import plain

LoadOutcome = Literal["imported", "unchanged", "replaced"]


def load(
    connection: Connection,
    record: MinutesRecord,
    *,
    number: int | None = None,
    said: bytes | None = None,
    index: bool = True,
) -> LoadOutcome:
    """Bring one document's facts in. `number`: the row number a new one gets (default: the next); `said`: the record's
    JSON where the caller has it already; `index`: a new one becomes findable at once, else by `indexing.refill`.
    Raises BadInput where the record cannot be stored."""
    digest = digest_of(record, said)
    sha256 = record.source.sha256
    cursor = sqlite.driver(connection)
    cursor.execute(_FIND, (sha256,))
    old = cursor.fetchone()
    if old is not None and old[1] == digest:
        return "unchanged"
    entries = corrections.entries_for(connection, sha256)
    effects: list[corrections.Effect] = []
    if entries:
        record, effects = corrections.apply(record, entries)
    if old is not None:
        replace(connection, record, document_id=old[0], digest=digest)
    else:
        if number is None:
            cursor.execute(_LAST_NUMBER)
            number = int((cursor.fetchone() or (0,))[0]) + 1
        rows = rows_of(_checked(record), document_id=number, digest=digest)
        _insert(connection, rows)
        if index:
            indexing.add(connection, rows)
    if effects:
        corrections.keep_effects(connection, effects)
    return "imported" if old is None else "replaced"


def replace(connection: Connection, record: MinutesRecord, *, document_id: int, digest: str) -> None:
    """Put the facts of `record` in the place of those the document has, and drop what then belongs to nobody."""
    rows = rows_of(_checked(record), document_id=document_id, digest=digest)
    first_last = item_ids(document_id)
    cursor = sqlite.driver(connection)
    papers = {row[0] for row in cursor.execute(_OLD_PAPERS, first_last) if row[0]}
    meeting_id, organization_id, name = cursor.execute(_OLD_MEETING, (document_id,)).fetchone()
    indexing.remove(connection, document_id)
    for statement in _DELETE_BY_ITEM:
        cursor.execute(statement, first_last)
    for statement in _DELETE_BY_DOCUMENT:
        cursor.execute(statement, (document_id,))
    _agree(connection, meeting_id)
    _insert(connection, rows)
    indexing.add(connection, rows)
    _drop_orphans(connection, papers - rows.papers, meeting_id, organization_id, name)


def rebuild(connection: Connection, records: Iterable[MinutesRecord]) -> int:
    """Forget all facts and load `records` anew; documents that were there keep their row numbers. Returns how many
    documents there are now."""
    numbers = {row.sha256: row.id for row in connection.execute(select(Document.sha256, Document.id))}
    following = max(numbers.values(), default=0) + 1
    _clear(connection)
    loaded = 0
    for record in records:
        number = numbers.get(record.source.sha256, following)
        if load(connection, record, number=number, index=False) == "imported":
            loaded += 1
            following += number == following
    indexing.refill(connection)
    return loaded


def _clear(connection: Connection) -> None:
    """Forget all facts. What people entered, and the journal, stay."""
    connection.execute(delete(schema.CorrectionEffect))
    for model in schema.FACTS:
        connection.execute(delete(model))


def digest_of(record: MinutesRecord, said: bytes | None = None) -> str:
    """What a record says, in 32 hexadecimal digits. The file's name is no part of it: a renamed file says the same.

    `said` is the record's JSON where the caller has it already; the digest is the same.
    """
    if said is not None:
        name = b'"name":' + json.dumps(record.source.name, ensure_ascii=False).encode()
        if said.count(name, 0, said.find(b"}")) == 1:
            return blake2b(said.replace(name, b'"name":""', 1), digest_size=16).hexdigest()
    try:
        nameless = record.model_copy(update={"source": record.source.model_copy(update={"name": ""})})
        written = nameless.model_dump_json()
    except (PydanticSerializationError, UnicodeEncodeError) as error:
        raise _no_text(record.source.name) from error
    return blake2b(written.encode(), digest_size=16).hexdigest()


def _checked(record: MinutesRecord) -> MinutesRecord:
    if len(record.agenda_items) >> ITEM_BITS:
        raise BadInput(
            f"{record.source.name} has {len(record.agenda_items)} agenda items; a document can have "
            f"{(1 << ITEM_BITS) - 1}. It was read wrongly, or is no minutes.",
            code="too_many_items",
        )
    return record


def _insert(connection: Connection, rows: Rows) -> None:
    try:
        _insert_rows(connection, rows)
    except OverflowError as error:
        raise BadInput(
            f"{rows.document[3]} holds a number that is too large for the database (more than 18 digits). "
            "It was read wrongly, or the document is damaged.",
            code="number_too_large",
        ) from error
    except UnicodeEncodeError as error:
        raise _no_text(rows.document[3]) from error


def _no_text(name: str) -> BadInput:
    return BadInput(
        f"The text of {plain(name)} holds characters that no text file can hold (lone surrogates). "
        "The file is damaged or was decoded with the wrong encoding.",
        code="bad_text",
    )


def _insert_rows(connection: Connection, rows: Rows) -> None:
    cursor = sqlite.driver(connection)
    if rows.organization is not None:
        organization_id, _, name = rows.organization
        is_new = cursor.execute(_ADD_ORGANIZATION, rows.organization).rowcount
        if cursor.execute(_ADD_ALIAS, (organization_id, name)).rowcount and not is_new:
            _rename(connection, organization_id)
    cursor.execute(_ADD_MEETING, rows.meeting)
    cursor.execute(_ADD_DOCUMENT, rows.document)
    cursor.execute(_ADD_STATEMENT, rows.statement)
    cursor.executemany(_ADD_PAPER, [(reference,) for reference in sorted(rows.papers)])
    for statement, facts in zip(_ADD_FACTS, _facts(rows), strict=True):
        if facts:
            cursor.executemany(statement, facts)


def _facts(rows: Rows) -> Iterable[list[Row]]:
    """In the order of `_ADD_FACTS`."""
    return (rows.items, rows.item_papers, rows.votes, rows.speakers, rows.mentions, rows.attachments, rows.findings,
            rows.evidence)  # fmt: skip


def _rename(connection: Connection, organization_id: str) -> None:
    """Show the best spelling of all that are used, whatever the order in which documents came."""
    query = select(OrganizationAlias.name).where(OrganizationAlias.organization_id == organization_id)
    names = list(connection.scalars(query))
    if names:
        best = better_name(names)
        connection.execute(update(Organization).where(Organization.id == organization_id).values(name=best))


def _agree(connection: Connection, meeting_id: str) -> None:
    """What the remaining documents of a meeting say of it; the same rule as `_ADD_MEETING`'s."""
    said = select(MeetingStatement).join(Document, Document.id == MeetingStatement.document_id)
    of_meeting = said.where(Document.meeting_id == meeting_id)

    def least(column: Any) -> Any:
        return of_meeting.with_only_columns(func.min(column)).scalar_subquery()

    connection.execute(
        update(Meeting)
        .where(Meeting.id == meeting_id)
        .values(
            number=least(MeetingStatement.number),
            public=least(MeetingStatement.public),
            members=least(MeetingStatement.members),
            present=least(MeetingStatement.present),
        )
    )


def _drop_orphans(
    connection: Connection, papers: set[str], meeting_id: str, organization_id: str | None, name: str | None
) -> None:
    run = connection.execute
    for reference in papers:
        used = exists().where(AgendaItemPaper.reference == reference)
        run(delete(Paper).where(Paper.reference == reference, ~used))
    run(delete(Meeting).where(Meeting.id == meeting_id, ~exists().where(Document.meeting_id == meeting_id)))
    if organization_id is None:
        return
    of_organization = MeetingStatement.organization_id == organization_id
    written = func.coalesce(MeetingStatement.organization, MeetingStatement.inferred_organization)
    alias = delete(OrganizationAlias).where(
        OrganizationAlias.organization_id == organization_id, OrganizationAlias.name == name
    )
    run(alias.where(~exists().where(of_organization, written == name)))
    if connection.scalar(select(exists().where(of_organization))):
        _rename(connection, organization_id)
    else:
        run(delete(Organization).where(Organization.id == organization_id))


def _smaller(new: Any, column: Any) -> Any:
    """The smaller of what is known and what is new; an unknown one gives way."""
    return case((or_(new < column, column.is_(None)), new), else_=column)


def _add_meeting() -> sqlite.Insert:
    return sqlite.insert_or_update(
        Meeting,
        key="id",
        update=lambda new: {
            name: _smaller(getattr(new, name), getattr(Meeting, name))
            for name in ("number", "public", "members", "present")
        },
    )


def _by_document(model: Any) -> str:
    column = model.id if model is Document else model.document_id
    return sqlite.compiled(delete(model).where(column == bindparam("document_id")))


def _by_item(model: Any) -> str:
    column = model.id if model is AgendaItem else model.item_id
    return sqlite.compiled(delete(model).where(column.between(bindparam("first"), bindparam("last"))))


_FIND = sqlite.compiled(select(Document.id, Document.digest).where(Document.sha256 == bindparam("sha256")))
_LAST_NUMBER = sqlite.compiled(select(func.coalesce(func.max(Document.id), literal_column("0"))))
_OLD_PAPERS = sqlite.compiled(
    select(AgendaItemPaper.reference).where(AgendaItemPaper.item_id.between(bindparam("first"), bindparam("last")))
)
_OLD_MEETING = sqlite.compiled(
    select(
        Document.meeting_id,
        MeetingStatement.organization_id,
        func.coalesce(MeetingStatement.organization, MeetingStatement.inferred_organization),
    )
    .join(MeetingStatement, MeetingStatement.document_id == Document.id)
    .where(Document.id == bindparam("id"))
)
_ADD_ORGANIZATION = sqlite.compiled(sqlite.insert_new(Organization))
_ADD_ALIAS = sqlite.compiled(sqlite.insert_new(OrganizationAlias))
_ADD_MEETING = sqlite.compiled(_add_meeting())
_ADD_DOCUMENT = sqlite.compiled(insert(Document))
_ADD_STATEMENT = sqlite.compiled(insert(MeetingStatement))
_ADD_PAPER = sqlite.compiled(sqlite.insert_new(Paper))
_ADD_FACTS = [
    sqlite.compiled(insert(model))
    for model in (AgendaItem, AgendaItemPaper, schema.VoteEvent, schema.Speaker, schema.Mention, schema.Attachment,
                  schema.Finding, schema.Evidence)
]  # fmt: skip
_DELETE_BY_ITEM = [
    _by_item(model) for model in (schema.Mention, schema.Speaker, schema.VoteEvent, AgendaItemPaper, AgendaItem)
]
_DELETE_BY_DOCUMENT = [
    _by_document(model) for model in (schema.Evidence, schema.Finding, schema.Attachment, MeetingStatement, Document)
]
