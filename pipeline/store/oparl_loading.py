"""Records of OParl files into the database: the counterpart of `loading.py`, which calls it. Within the transaction of
the caller; idempotent; a better record of a file replaces that file's rows and touches no other's. Each file leaves a
note for the joining of motions (`relate_queue`)."""

from __future__ import annotations

from typing import Literal

from sqlalchemy import Connection, bindparam, delete, func, insert, literal_column, select

from pipeline.model.oparl import OParlRecord
from pipeline.store import dialects
from pipeline.store.dialects import Prepared
from pipeline.store.official import references_of
from pipeline.store.oparl_rows import OParlRows, oparl_rows_of
from pipeline.store.oparl_tables import FACTS, OBJECTS, OParlDocument, OParlFinding
from pipeline.store.refusals import no_text, number_too_large
from pipeline.store.schema import RelateQueue


def load(
    connection: Connection, record: OParlRecord, *, digest: str, number: int | None = None
) -> Literal["imported", "unchanged", "replaced"]:
    """Bring one file's objects in; `number` is the row number a new file gets (default: the next). Raises BadInput
    where a value cannot be stored."""
    dialect = dialects.of(connection)
    cursor = dialect.driver(connection)
    cursor.execute(_FIND.on(dialect), (record.source.sha256,))
    old = cursor.fetchone()
    if old is not None and old[1] == digest:
        return "unchanged"
    if old is not None:
        number = int(old[0])
        before = [("paper", reference) for reference in sorted(references_of(connection, [number]))]
        cursor.executemany(_QUEUE.on(dialect), before)
        for statement in _DELETE:
            cursor.execute(statement.on(dialect), (number,))
    elif number is None:
        cursor.execute(_LAST_NUMBER.on(dialect))
        number = int((cursor.fetchone() or (0,))[0]) + 1
    _insert(connection, oparl_rows_of(record, document_id=number, digest=digest))
    cursor.execute(_QUEUE.on(dialect), ("oparl", str(number)))
    return "imported" if old is None else "replaced"


def numbers(connection: Connection) -> dict[str, int]:
    """The row number of each file, by its content."""
    return {row.sha256: row.id for row in connection.execute(select(OParlDocument.sha256, OParlDocument.id))}


def clear(connection: Connection) -> None:
    """Forget all objects and files."""
    for model in FACTS:
        connection.execute(delete(model))


def _insert(connection: Connection, rows: OParlRows) -> None:
    dialect = dialects.of(connection)
    cursor = dialect.driver(connection)
    try:
        cursor.execute(_ADD_DOCUMENT.on(dialect), rows.document)
        for statement, facts in zip(_ADD, (*rows.objects, rows.findings), strict=True):
            if facts:
                cursor.executemany(statement.on(dialect), facts)
    except dialect.TOO_LARGE as error:
        raise number_too_large(rows.document[2]) from error
    except UnicodeEncodeError as error:
        raise no_text(rows.document[2]) from error


_FIND = Prepared(select(OParlDocument.id, OParlDocument.digest).where(OParlDocument.sha256 == bindparam("sha256")))
_LAST_NUMBER = Prepared(select(func.coalesce(func.max(OParlDocument.id), literal_column("0"))))
_ADD_DOCUMENT = Prepared(insert(OParlDocument))
_QUEUE = Prepared(lambda dialect: dialect.insert_new(RelateQueue))
_ADD = [Prepared(insert(model)) for model in (*OBJECTS, OParlFinding)]
_DELETE = [
    *(Prepared(delete(model).where(model.document_id == bindparam("document_id"))) for model in OBJECTS),
    Prepared(delete(OParlFinding).where(OParlFinding.document_id == bindparam("document_id"))),
    Prepared(delete(OParlDocument).where(OParlDocument.id == bindparam("id"))),
]
