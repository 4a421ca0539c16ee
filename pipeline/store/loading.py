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
from sqlalchemy import (
    ClauseElement,
    Connection,
    bindparam,
    case,
    delete,
    exists,
    func,
    insert,
    literal_column,
    or_,
    select,
    update,
)

from pipeline.model.errors import BadInput
from pipeline.model.oparl import OParlRecord
from pipeline.model.record import MinutesRecord
from pipeline.model.records import AnyRecord
from pipeline.store import corrections, dialects, indexing, oparl_loading, schema
from pipeline.store.dialects import Dialect, Prepared
from pipeline.store.feed_tables import TrackerEntry
from pipeline.store.identity import ITEM_BITS, better_name, item_ids, last_word
from pipeline.store.link_queue import told_otherwise
from pipeline.store.link_tables import LinkBasis
from pipeline.store.refusals import no_text, number_too_large
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
    PersonName,
)

LoadOutcome = Literal["imported", "unchanged", "replaced"]


def load(
    connection: Connection,
    record: AnyRecord,
    *,
    number: int | None = None,
    said: bytes | None = None,
    index: bool = True,
) -> LoadOutcome:
    """Bring one document's facts in, or an OParl file's. `number`: the row number a new one gets (default: the next);
    `said`: the record's JSON where the caller has it already; `index`: a new one becomes findable at once, else by
    `indexing.refill`. Raises BadInput where the record cannot be stored."""
    digest = digest_of(record, said)
    if isinstance(record, OParlRecord):
        return oparl_loading.load(connection, record, digest=digest, number=number)
    sha256 = record.source.sha256
    dialect = dialects.of(connection)
    cursor = dialect.driver(connection)
    cursor.execute(_FIND.on(dialect), (sha256,))
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
            cursor.execute(_LAST_NUMBER.on(dialect))
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
    dialect = dialects.of(connection)
    cursor = dialect.driver(connection)
    cursor.execute(_OLD_PAPERS.on(dialect), first_last)
    papers = {row[0] for row in cursor.fetchall() if row[0]}
    cursor.execute(_OLD_NAMES.on(dialect), first_last * 3)
    names = {row[0] for row in cursor.fetchall() if row[0]}
    cursor.execute(_OLD_MEETING.on(dialect), (document_id,))
    meeting_id, organization_id, name = cursor.fetchall()[0]
    indexing.remove(connection, document_id)
    with dialect.together(connection):
        for statement in _DELETE_BY_ITEM:
            cursor.execute(statement.on(dialect), first_last)
        for statement in _DELETE_BY_DOCUMENT:
            cursor.execute(statement.on(dialect), (document_id,))
    _agree(connection, meeting_id)
    _insert(connection, rows)
    indexing.add(connection, rows)
    _changed(connection, document_id, papers)
    _drop_orphans(connection, papers - rows.papers, meeting_id, organization_id, name)
    _drop_names(connection, names - rows.names)


def rebuild(connection: Connection, records: Iterable[AnyRecord]) -> int:
    """Forget all facts and load `records` anew; documents that were there keep their row numbers. Returns how many
    documents and OParl files there are now."""
    minutes = {row.sha256: row.id for row in connection.execute(select(Document.sha256, Document.id))}
    rows = _Numbers(minutes), _Numbers(oparl_loading.numbers(connection))
    _clear(connection)
    loaded = 0
    for record in records:
        number = rows[isinstance(record, OParlRecord)].of(record.source.sha256)
        loaded += load(connection, record, number=number, index=False) == "imported"
    indexing.refill(connection)
    return loaded


class _Numbers:
    """Row numbers of a rebuild: those that were there, then the following."""

    def __init__(self, known: dict[str, int]) -> None:
        self._known = known
        self._last = max(known.values(), default=0)

    def of(self, sha256: str) -> int:
        if sha256 not in self._known:
            self._last += 1
            self._known[sha256] = self._last
        return self._known[sha256]


def _clear(connection: Connection) -> None:
    """Forget all facts. What people entered, and the journal, stay."""
    connection.execute(delete(schema.CorrectionEffect))
    oparl_loading.clear(connection)
    for model in (*schema.RELATIONS, *schema.FACTS):
        connection.execute(delete(model))
    connection.execute(delete(LinkBasis))  # all links are then made anew
    told = select(TrackerEntry.reference).where(TrackerEntry.body.is_not(None)).distinct()
    told_otherwise(connection, connection.scalars(told).all())  # a motion may be gone with its document


def digest_of(record: AnyRecord, said: bytes | None = None) -> str:
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
        raise no_text(record.source.name) from error
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
    dialect = dialects.of(connection)
    try:
        _insert_rows(connection, dialect, rows)
    except dialect.TOO_LARGE as error:
        raise number_too_large(rows.document[3]) from error
    except UnicodeEncodeError as error:
        raise no_text(rows.document[3]) from error


def _insert_rows(connection: Connection, dialect: Dialect, rows: Rows) -> None:
    cursor = dialect.driver(connection)
    if rows.organization is not None:
        organization_id, _, name = rows.organization
        cursor.execute(_ADD_ORGANIZATION.on(dialect), rows.organization)
        is_new = cursor.rowcount
        cursor.execute(_ADD_ALIAS.on(dialect), (organization_id, name))
        if cursor.rowcount and not is_new:
            _rename(connection, organization_id)
    with dialect.together(connection):
        cursor.execute(_ADD_MEETING.on(dialect), rows.meeting)
        cursor.execute(_ADD_DOCUMENT.on(dialect), rows.document)
        cursor.execute(_ADD_STATEMENT.on(dialect), rows.statement)
        cursor.executemany(_ADD_PAPER.on(dialect), [(reference,) for reference in sorted(rows.papers)])
        cursor.executemany(_ADD_NAME.on(dialect), [(last_word(name), name) for name in sorted(rows.names)])
        cursor.execute(_QUEUE.on(dialect), ("document", str(rows.document[0])))
        for statement, facts in zip(_ADD_FACTS, _facts(rows), strict=True):
            if facts:
                cursor.executemany(statement.on(dialect), facts)


def _facts(rows: Rows) -> Iterable[list[Row]]:
    """In the order of `_ADD_FACTS`."""
    return (rows.items, rows.item_papers, rows.votes, rows.rolls, rows.speakers, rows.mentions, rows.attachments,
            rows.statements, rows.findings, rows.evidence)  # fmt: skip


def _changed(connection: Connection, document_id: int, papers: set[str]) -> None:
    """Papers that a document named before: their histories lose a station, unless it names them still."""
    rows = [("replaced", str(document_id)), *(("paper", reference) for reference in sorted(papers))]
    dialect = dialects.of(connection)
    dialect.driver(connection).executemany(_QUEUE.on(dialect), rows)


def _rename(connection: Connection, organization_id: str) -> None:
    """Show the best spelling of all that are used, whatever the order in which documents came."""
    dialect = dialects.of(connection)
    cursor = dialect.driver(connection)
    cursor.execute(_SPELLINGS.on(dialect), (organization_id,))
    names = [row[0] for row in cursor.fetchall()]
    if names:
        cursor.execute(_SHOW_AS.on(dialect), (better_name(names), organization_id))


def _agree(connection: Connection, meeting_id: str) -> None:
    """What the remaining documents of a meeting say of it; the same rule as `_ADD_MEETING`'s."""
    said = select(MeetingStatement).join(Document, Document.id == MeetingStatement.document_id)
    of_meeting = said.where(Document.meeting_id == meeting_id)

    def least(column: Any) -> Any:  # by order: there is a smallest yes or no, but not everywhere a min() of them
        known = of_meeting.with_only_columns(column).where(column.is_not(None))
        return known.order_by(column).limit(1).scalar_subquery()

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


def _drop_names(connection: Connection, names: set[str]) -> None:
    for name in names:
        printed = [exists().where(model.name == name) for model in (schema.Speaker, schema.Mention, schema.Vote)]
        connection.execute(
            delete(PersonName).where(
                PersonName.last_word == last_word(name), PersonName.name == name, *(~still for still in printed)
            )
        )


def _smaller(new: Any, column: Any) -> Any:
    """The smaller of what is known and what is new; an unknown one gives way."""
    return case((or_(new < column, column.is_(None)), new), else_=column)


def _add_meeting(dialect: Dialect) -> ClauseElement:
    return dialect.insert_or_update(
        Meeting,
        key="id",
        update=lambda new: {
            name: _smaller(getattr(new, name), getattr(Meeting, name))
            for name in ("number", "public", "members", "present")
        },
    )


def _new(model: Any) -> Prepared:
    return Prepared(lambda dialect: dialect.insert_new(model))


def _by_document(model: Any) -> Prepared:
    column = model.id if model is Document else model.document_id
    return Prepared(delete(model).where(column == bindparam("document_id")))


def _by_item(model: Any) -> Prepared:
    column = model.id if model is AgendaItem else model.item_id
    return Prepared(delete(model).where(column.between(bindparam("first"), bindparam("last"))))


_FIND = Prepared(select(Document.id, Document.digest).where(Document.sha256 == bindparam("sha256")))
_LAST_NUMBER = Prepared(select(func.coalesce(func.max(Document.id), literal_column("0"))))
_OLD_PAPERS = Prepared(
    select(AgendaItemPaper.reference).where(AgendaItemPaper.item_id.between(bindparam("first"), bindparam("last")))
)
_OLD_NAMES = Prepared(
    lambda dialect: " UNION ".join(
        dialect.compiled(select(model.name).where(model.item_id.between(bindparam("first"), bindparam("last"))))
        for model in (schema.Speaker, schema.Mention, schema.Vote)
    )
)
_OLD_MEETING = Prepared(
    select(
        Document.meeting_id,
        MeetingStatement.organization_id,
        func.coalesce(MeetingStatement.organization, MeetingStatement.inferred_organization),
    )
    .join(MeetingStatement, MeetingStatement.document_id == Document.id)
    .where(Document.id == bindparam("id"))
)
_ADD_ORGANIZATION = _new(Organization)
_ADD_ALIAS = _new(OrganizationAlias)
_SPELLINGS = Prepared(
    select(OrganizationAlias.name).where(OrganizationAlias.organization_id == bindparam("organization_id"))
)
_SHOW_AS = Prepared(
    update(Organization).where(Organization.id == bindparam("organization_id")).values(name=bindparam("best"))
)
_ADD_MEETING = Prepared(_add_meeting)
_ADD_DOCUMENT = Prepared(insert(Document))
_ADD_STATEMENT = Prepared(insert(MeetingStatement))
_QUEUE = _new(schema.RelateQueue)
_ADD_PAPER = _new(Paper)
_ADD_NAME = _new(PersonName)
_ADD_FACTS = [
    Prepared(insert(model))
    for model in (AgendaItem, AgendaItemPaper, schema.VoteEvent, schema.Vote, schema.Speaker, schema.Mention,
                  schema.Attachment, schema.ConceptStatement, schema.Finding, schema.Evidence)
]  # fmt: skip
_DELETE_BY_ITEM = [
    _by_item(model)
    for model in (schema.Mention, schema.Speaker, schema.Vote, schema.VoteEvent, AgendaItemPaper, AgendaItem)
]
_DELETE_BY_DOCUMENT = [
    _by_document(model)
    for model in (
        schema.Evidence,
        schema.Finding,
        schema.ConceptStatement,
        schema.Attachment,
        MeetingStatement,
        Document,
    )
]
