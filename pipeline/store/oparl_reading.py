"""The objects that hold: of each object's versions the newest, and not one that the city has deleted."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import Connection, Row, select

from pipeline.model.oparl import changed_at
from pipeline.store.answers import Place
from pipeline.store.dialects.among import among
from pipeline.store.oparl_tables import OParlDocument

Objects = dict[str, Row[Any]]
"""Rows by the object's URL."""


def newest(connection: Connection, table: Any, ids: Iterable[str | None]) -> Objects:
    """The rows that hold, of the objects with these URLs; deleted and unknown ones are left out."""
    return {row.id: row for row in holding(connection, table, ids)}


def holding(connection: Connection, table: Any, ids: Iterable[str | None]) -> list[Row[Any]]:
    """The same, with all rows of a consultation that stands for several items."""
    query = select(*table.__table__.columns)
    rows = _asked(connection, query, table.id, ids)
    rows.sort(key=lambda row: (row.id, row.rank))  # by code points; how a database sorts text is its own affair
    last = {row.id: row for row in rows}  # the greatest rank comes last
    return [row for row in rows if row.document_id == last[row.id].document_id and not last[row.id].deleted]


def holding_where(connection: Connection, column: Any, values: Iterable[str | None]) -> list[Row[Any]]:
    """The rows that hold and have one of `values` in `column`; a version that had it and holds no more is none."""
    wanted = {value for value in values if value is not None}
    rows = holding(connection, column.class_, values_where(connection, column.class_.id, column, wanted))
    return [row for row in rows if getattr(row, column.key) in wanted]


def values_where(connection: Connection, wanted: Any, column: Any, values: Iterable[Any]) -> set[Any]:
    """All values of `wanted` in rows whose `column` is one of `values`, of any version; null is left out."""
    found = {row[0] for row in _asked(connection, select(wanted).distinct(), column, values)}
    found.discard(None)
    return found


def still_listed(one: Row[Any], container: Row[Any] | None, listed: Collection[str] | None) -> bool:
    """Whether an object still belongs to its container: the container lists it, or has no list, or is not newer. What
    a city takes out of a list it rarely marks as deleted."""
    if container is None or listed is None or one.id in listed:
        return True
    return changed_at(one.modified) > changed_at(container.modified)


def document_names(connection: Connection, rows: Iterable[Row[Any]]) -> dict[int, str]:
    """The names of the files that rows come from, by row number."""
    query = select(OParlDocument.id, OParlDocument.name)
    ids = {row.document_id for row in rows}
    return {row.id: row.name for row in _asked(connection, query, OParlDocument.id, ids)}


def places_of(row: Row[Any] | None, field: str, names: dict[int, str]) -> tuple[Place, ...]:
    """Where a field of an object was read."""
    if row is None:
        return ()
    return tuple(
        Place(document=names[row.document_id], page=1, start=start, end=end, rule=rule)
        for start, end, rule in row.places.get(field, ())
    )


def _asked(connection: Connection, query: Any, column: Any, values: Iterable[Any]) -> list[Row[Any]]:
    wanted = {value for value in values if value is not None}
    return list(connection.execute(query.where(among(column, wanted)))) if wanted else []
