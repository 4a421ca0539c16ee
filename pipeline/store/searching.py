"""Full text over agenda items: title, text, paper references and people; ranked, filtered, counted, with snippets.

What is asked becomes terms, scope tokens and ranges of keys (`Sought`); the index gives a page of keys, and the rows of
that page alone are read.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, select

from pipeline.language import words
from pipeline.model.record import Evidence, Result
from pipeline.store import dialects
from pipeline.store.answers import DocumentRef, Place, SearchHit, SearchPage
from pipeline.store.dialects.among import among
from pipeline.store.facets import facets_of
from pipeline.store.identity import organization_key, public_id
from pipeline.store.reading import read_evidence_of_item, read_first_evidence
from pipeline.store.rows import OWN
from pipeline.store.schema import AgendaItem, AgendaItemPaper, Document, MeetingStatement, Organization
from pipeline.store.search_keys import COMMITTEE, PAPER, RESULT, item_of, scope, search_key, search_ranges
from pipeline.store.search_question import Sought
from pipeline.store.search_rows import normalise_reference
from pipeline.store.snippets import Marker
from pipeline.store.terms import parse, plain

Years = tuple[int | None, int | None]
"""First and last year, both included; None: open."""

_ADDRESSES = frozenset({"herr", "frau", "hr", "fr", "herrn", "dr", "prof"})  # not stored in names


def search(
    connection: Connection,
    query: str,
    *,
    committee: Sequence[str] | None,
    years: Years | None,
    result: str | None,
    person: Sequence[str] | None,
    paper: str | None,
    items: Collection[tuple[str, int]] | None,
    limit: int,
    offset: int,
    markers: tuple[str, str],
    facets: bool,
    include_non_public: bool,
) -> SearchPage:
    """See `Store.search`."""
    query = plain(query)
    terms = parse(query)
    filtered = any(value is not None for value in (committee, years, result, person, paper, items))
    empty = SearchPage(query=query, total=0, offset=offset, hits=())
    if not terms and (query.strip() or not filtered):
        return empty  # nothing in it that could be looked for
    scopes = _scopes(connection, committee=committee, result=result, paper=paper)
    names = [tuple(word for word in words(name) if word not in _ADDRESSES) for name in person or ()]
    named = tuple(dict.fromkeys(name for name in names if name))
    if scopes is None or (person is not None and not named):
        return empty
    ranges = search_ranges(years, include_non_public=include_non_public)
    if items is not None:
        ranges = tuple(
            (key, key) for key in _keys(connection, items) if any(low <= key <= high for low, high in ranges)
        )
        if not ranges:
            return empty
    sought = Sought(terms, scopes, named, ranges, limit, offset)
    found = dialects.of(connection).search_find(connection, sought)
    ranks = dict(found.page)
    ids = [item_of(key) for key in ranks]
    rows = {row.id: row for row in connection.execute(_ROWS_OF_HITS, {"ids": ids})} if ids else {}
    marker = Marker(terms, markers=markers)
    places = _places(connection, rows.values())
    return SearchPage(
        query=query,
        total=found.total,
        total_is_exact=found.total_is_exact,
        offset=offset,
        order=found.order,
        hits=tuple(_hit(rows[item_of(key)], rank, marker, places.get(item_of(key))) for key, rank in ranks.items()),
        facets=facets_of(connection, found.sample) if facets else None,
        facets_exact=found.sample_is_all,
        facets_over=len(found.sample) if facets else 0,
    )


def item_ids_matching(connection: Connection, query: str, *, limit: int, include_non_public: bool) -> list[int]:
    """Row numbers of the items that `search` finds for these words, in its order: the best first, or those in the title
    where there are very many."""
    terms = parse(plain(query))
    if not terms:
        return []
    ranges = search_ranges(None, include_non_public=include_non_public)
    found = dialects.of(connection).search_find(connection, Sought(terms, (), (), ranges, limit, 0))
    return [item_of(key) for key, _ in found.page]


def organizations_named(connection: Connection, name: str) -> list[str]:
    """Ids of the organizations a person may mean: the one of just this name, else all that have its words in
    theirs."""
    key = organization_key(plain(name))
    exact = connection.scalars(select(Organization.id).where(Organization.key == key)).all()
    if exact:
        return list(exact)
    wanted = set(words(name))
    if not wanted:
        return []
    return [row.id for row in connection.execute(select(Organization.id, Organization.name))
            if wanted <= set(words(row.name))]  # fmt: skip


def _scopes(
    connection: Connection, *, committee: Sequence[str] | None, result: str | None, paper: str | None
) -> tuple[tuple[str, ...], ...] | None:
    """The filters as groups of scope tokens; None where one of them cannot be met at all."""
    groups: list[tuple[str, ...]] = []
    if committee is not None:
        organizations = {one: None for name in committee for one in organizations_named(connection, name)}
        if not organizations:
            return None
        groups.append(tuple(scope(COMMITTEE, organization) for organization in organizations))
    if result is not None:
        groups.append((scope(RESULT, plain(result.strip())),))
    if paper is not None:
        groups.append((scope(PAPER, normalise_reference(plain(paper))),))
    return tuple(groups)


def _keys(connection: Connection, items: Collection[tuple[str, int]]) -> list[int]:
    """What these items are filed under, as far as there are such items."""
    wanted = set(items)
    query = (
        select(AgendaItem.id, AgendaItem.position, AgendaItem.non_public, Document.sha256, MeetingStatement.date)
        .join(Document, Document.id == AgendaItem.document_id)
        .join(MeetingStatement, MeetingStatement.document_id == AgendaItem.document_id)
        .where(among(Document.sha256, {sha256 for sha256, _ in wanted}))
    )
    return [search_key(row.id, date=row.date, hidden=row.non_public) for row in connection.execute(query)
            if (row.sha256, row.position) in wanted]  # fmt: skip


def _rows_of_hits() -> Select[Any]:
    """Made once, for making it takes longer than asking it."""
    own = (
        select(AgendaItemPaper.reference)
        .where(AgendaItemPaper.item_id == AgendaItem.id, AgendaItemPaper.relation == OWN)
        .scalar_subquery()
    )
    wanted: list[Any] = [
        AgendaItem.id, AgendaItem.document_id, AgendaItem.position, AgendaItem.number, AgendaItem.title,
        AgendaItem.non_public, AgendaItem.result_text, AgendaItem.result_code, AgendaItem.inferred_result_text,
        AgendaItem.inferred_result_code, AgendaItem.text, AgendaItem.versions, Document.name, Document.sha256,
        MeetingStatement.date, MeetingStatement.organization, Organization.name.label("committee"), own.label("paper"),
    ]  # fmt: skip
    return (
        select(*wanted)
        .join(Document, Document.id == AgendaItem.document_id)
        .join(MeetingStatement, MeetingStatement.document_id == AgendaItem.document_id)
        .outerjoin(Organization, Organization.id == MeetingStatement.organization_id)
        .where(AgendaItem.id.in_(bindparam("ids", expanding=True)))
    )


_ROWS_OF_HITS = _rows_of_hits()


def _places(connection: Connection, rows: Iterable[Row[Any]]) -> dict[int, Place]:
    """Where the items stand: their titles, else their numbers, else the first of their values."""
    wanted = {
        (row.document_id, f"/agenda_items/{row.position}/{name}"): row for row in rows for name in ("title", "number")
    }
    found = read_first_evidence(connection, wanted)
    places: dict[int, Place] = {}
    for key, row in wanted.items():
        if row.id not in places and key in found:
            places[row.id] = place_of(row.name, found[key])
    for row in wanted.values():
        if row.id not in places:
            item = read_evidence_of_item(connection, row.document_id, f"/agenda_items/{row.position}")
            if all_places := [place for places_of in item.values() for place in places_of]:
                places[row.id] = place_of(row.name, min(all_places, key=lambda place: place.start))
    return places


def _hit(row: Row[Any], rank: float | None, marker: Marker, place: Place | None) -> SearchHit:
    pointer = f"/agenda_items/{row.position}"
    body = row.text or "\n".join(version["text"] for version in row.versions or ())
    cut, marked = marker.snippet(body)
    if not marked and row.title:
        in_title, marked = marker.snippet(row.title)
        cut = in_title if marked or not cut else cut
    stated = row.result_text is not None
    text, code = (row.result_text, row.result_code) if stated else (row.inferred_result_text, row.inferred_result_code)
    return SearchHit(
        id=public_id(row.sha256, row.position),
        document=DocumentRef(name=row.name, sha256=row.sha256),
        pointer=pointer,
        number=row.number,
        title=row.title,
        committee=row.committee,
        committee_inferred=row.committee is not None and row.organization is None,
        date=row.date,
        paper=row.paper,
        result=None if text is None else Result(text=text, code=code),
        result_inferred=not stated and text is not None,
        public=not row.non_public,
        snippet=cut,
        rank=rank,
        place=place,
    )


def place_of(name: str, evidence: Evidence) -> Place:
    """Evidence with the document's name beside it."""
    return Place(document=name, **evidence.model_dump())
