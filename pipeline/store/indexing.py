"""The full text index and the facets: kept with every document, and made anew from the tables when the language rules
or the index's form have changed. Both follow from the other tables alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby, islice
from typing import Any

from sqlalchemy import Connection, Select, bindparam, delete, insert, select

from pipeline.language import LANGUAGE
from pipeline.store import dialects
from pipeline.store.dialects import Prepared
from pipeline.store.rows import MENTIONED, Rows
from pipeline.store.schema import (
    AgendaItem,
    AgendaItemPaper,
    ItemFacet,
    MeetingStatement,
    Mention,
    SearchState,
    Speaker,
)
from pipeline.store.search_rows import FacetRow, Searchable, SearchRow, search_rows

_DOCUMENTS_AT_ONCE = 200


def add(connection: Connection, rows: Rows) -> None:
    """Make a document's items findable."""
    _add(connection, rows.search, rows.facets, rows.spellings)


def remove(connection: Connection, document_id: int) -> None:
    """Make the items of a document unfindable, while they still are in the other tables."""
    of_document = _documents().where(MeetingStatement.document_id == document_id)
    search, facets, _ = search_rows(_stored(connection, connection.execute(of_document).all()))
    dialect = dialects.of(connection)
    dialect.search_remove(connection, search)
    dialect.driver(connection).executemany(_REMOVE_FACET.on(dialect), [(row.search_key,) for row in facets])


def is_current(connection: Connection) -> bool:
    """Whether the index was made with today's language rules."""
    return connection.scalar(select(SearchState.language)) == LANGUAGE


def refill(connection: Connection) -> None:
    """Make the index and the facets anew from the items that are stored."""
    dialect = dialects.of(connection)
    dialect.search_create(connection)
    connection.execute(delete(ItemFacet))
    by_date = _documents().order_by(MeetingStatement.date, MeetingStatement.document_id)
    documents = iter(connection.execute(by_date).all())
    filled = False
    while batch := list(islice(documents, _DOCUMENTS_AT_ONCE)):
        search, facets, spellings = search_rows(_stored(connection, batch))
        _add(connection, search, facets, spellings)
        filled = True
    if filled:
        dialect.search_tidy(connection)
    connection.execute(delete(SearchState))
    connection.execute(insert(SearchState).values(language=LANGUAGE))


def _add(connection: Connection, search: Sequence[SearchRow], facets: Sequence[FacetRow], spellings: set[str]) -> None:
    if not search:
        return
    dialect = dialects.of(connection)
    with dialect.together(connection):
        dialect.search_add(connection, search, spellings)
        dialect.driver(connection).executemany(_ADD_FACET.on(dialect), facets)


def _documents() -> Select[int, str | None, str | None]:
    return select(MeetingStatement.document_id, MeetingStatement.date, MeetingStatement.organization_id)


def _stored(connection: Connection, documents: Sequence[Any]) -> Iterator[Searchable]:
    """The items of these documents, as `rows.searchable` gives them of a record."""
    about = {row.document_id: row for row in documents}
    items = connection.execute(
        select(
            AgendaItem.id, AgendaItem.document_id, AgendaItem.title, AgendaItem.non_public, AgendaItem.paper,
            AgendaItem.result_text, AgendaItem.result_code, AgendaItem.inferred_result_text,
            AgendaItem.inferred_result_code, AgendaItem.text, AgendaItem.versions,
        ).where(AgendaItem.document_id.in_(about)).order_by(AgendaItem.id)
    ).all()  # fmt: skip
    ids = [row.id for row in items]
    papers = _children(connection, AgendaItemPaper, ids)
    speakers = _children(connection, Speaker, ids)
    mentions = _children(connection, Mention, ids)
    for row in items:
        mentioned = [paper.written for paper in papers[row.id] if paper.relation == MENTIONED]
        people = [part for who in speakers[row.id] for part in (who.name, who.role) if part]
        stated = row.result_text is not None
        yield Searchable(
            row.id, row.non_public, about[row.document_id].date, about[row.document_id].organization_id, row.title,
            row.text or "\n".join([version["text"] for version in row.versions or ()]),
            (row.paper, *mentioned) if row.paper else tuple(mentioned),
            (*people, *(person.name for person in mentions[row.id])),
            tuple([who.name for who in speakers[row.id] if who.name]),
            row.result_text if stated else row.inferred_result_text,
            row.result_code if stated else row.inferred_result_code,
        )  # fmt: skip


def _children(connection: Connection, table: Any, ids: Sequence[int]) -> dict[int, list[Any]]:
    """Rows of a table by their item, in order. The items of neighbouring documents lie together."""
    found: dict[int, list[Any]] = defaultdict(list)
    for first, last in _spans(ids):
        columns = table.__table__
        query = select(*columns.columns).where(table.item_id.between(first, last))
        for row in connection.execute(query.order_by(*columns.primary_key.columns)):
            found[row.item_id].append(row)
    return found


def _spans(ids: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Runs of ids that follow one another."""
    for _, run in groupby(enumerate(sorted(ids)), key=lambda pair: pair[1] - pair[0]):
        members = [item for _, item in run]
        yield members[0], members[-1]


_ADD_FACET = Prepared(insert(ItemFacet))
_REMOVE_FACET = Prepared(delete(ItemFacet).where(ItemFacet.search_key == bindparam("search_key")))
