"""Full text over agenda items: title, text, paper references and people; ranked, filtered, with snippets."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, func, or_, select

from pipeline.model.record import Evidence, Result
from pipeline.model.reference import normalise_reference
from pipeline.store import dialects
from pipeline.store.answers import DocumentRef, Place, SearchHit, SearchPage
from pipeline.store.dialects import Dialect
from pipeline.store.identity import organization_key, public_id
from pipeline.store.reading import read_evidence_of_item
from pipeline.store.rows import OWN
from pipeline.store.schema import AgendaItem, AgendaItemPaper, Document, MeetingStatement, Organization
from pipeline.store.snippets import snippet
from pipeline.store.terms import Term, parse, plain, words

Years = tuple[int | None, int | None]
"""First and last year, both included; None: open."""

_ADDRESSES = frozenset({"herr", "frau", "hr", "fr", "herrn", "dr", "prof"})  # not stored in names


def search(
    connection: Connection,
    query: str,
    *,
    committee: str | None,
    years: Years | None,
    result: str | None,
    person: str | None,
    paper: str | None,
    limit: int,
    offset: int,
    markers: tuple[str, str],
    include_non_public: bool,
) -> SearchPage:
    """See `Store.search`."""
    query = plain(query)
    terms = parse(query)
    filtered = any(value is not None for value in (committee, years, result, person, paper))
    empty = SearchPage(query=query, total=0, offset=offset, hits=())
    if not terms and (query.strip() or not filtered):
        return empty  # nothing in it that could be looked for
    conditions = _conditions(connection, committee=committee, years=years, result=result, paper=paper)
    if conditions is None:
        return empty
    if not include_non_public:
        conditions.append(AgendaItem.non_public.is_(False))
    dialect = dialects.of(connection)
    expressions = [_expression(dialect, term) for term in terms]
    if person is not None:
        named = [word for word in words(person) if word not in _ADDRESSES]
        if not named:
            return empty
        expressions += [dialect.phrase(word, column="people") for word in named]
    wanted = dialect.search_all(expressions) if expressions else None
    found = _found(dialect, wanted).where(*conditions)
    total = connection.scalar(found.with_only_columns(func.count())) or 0
    rank = dialect.search_rank(wanted) if expressions else None
    order: list[Any] = [MeetingStatement.date.desc().nulls_last(), AgendaItem.id]
    page = found.add_columns(rank.label("rank")).order_by(rank, *order) if rank is not None else found.order_by(*order)
    rows = connection.execute(page.limit(limit).offset(offset)).all()
    hits = tuple(_hit(connection, row, terms, markers=markers, ranked=rank is not None) for row in rows)
    return SearchPage(query=query, total=total, offset=offset, hits=hits)


def item_ids_matching(connection: Connection, query: str, *, limit: int, include_non_public: bool) -> list[int]:
    """Row numbers of the items that `search` finds for these words, the best first."""
    terms = parse(plain(query))
    if not terms:
        return []
    dialect = dialects.of(connection)
    wanted = dialect.search_all([_expression(dialect, term) for term in terms])
    found = _found(dialect, wanted)
    if not include_non_public:
        found = found.where(AgendaItem.non_public.is_(False))
    ranked = found.with_only_columns(AgendaItem.id).order_by(dialect.search_rank(wanted))
    return list(connection.scalars(ranked.limit(limit)))


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


def _conditions(
    connection: Connection, *, committee: str | None, years: Years | None, result: str | None, paper: str | None
) -> list[ColumnElement[bool]] | None:
    """The filters as SQL; None where one of them cannot be met at all."""
    conditions: list[ColumnElement[bool]] = []
    if committee is not None:
        organizations = organizations_named(connection, committee)
        if not organizations:
            return None
        conditions.append(MeetingStatement.organization_id.in_(organizations))
    if years is not None:
        first, last = years
        if first is not None:
            conditions.append(MeetingStatement.date >= f"{first:04d}")
        if last is not None:
            conditions.append(MeetingStatement.date < f"{last + 1:04d}")
    if result is not None:
        wanted = plain(result.strip())
        stated = or_(AgendaItem.result_code == wanted, AgendaItem.result_text == wanted)
        inferred = or_(AgendaItem.inferred_result_code == wanted, AgendaItem.inferred_result_text == wanted)
        conditions.append(or_(stated, AgendaItem.result_code.is_(None) & inferred))
    if paper is not None:
        of_paper = select(AgendaItemPaper.item_id).where(AgendaItemPaper.reference == normalise_reference(plain(paper)))
        conditions.append(AgendaItem.id.in_(of_paper))
    return conditions


def _expression(dialect: Dialect, term: Term) -> Any:
    return dialect.search_any(dialect.phrase(" ".join(row), prefix=term.prefix) for row in term.variants)


def _found(dialect: Dialect, expression: Any) -> Select[Any]:
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
    columns: Select[Any] = select(*wanted)
    items = AgendaItem.__table__
    if expression is not None:
        source, key = dialect.search_source()
        columns = columns.select_from(source.join(items, AgendaItem.id == key))
        columns = columns.where(dialect.search_matches(expression))
    else:
        columns = columns.select_from(items)
    return (
        columns.join(Document, Document.id == AgendaItem.document_id)
        .join(MeetingStatement, MeetingStatement.document_id == AgendaItem.document_id)
        .outerjoin(Organization, Organization.id == MeetingStatement.organization_id)
    )


def _hit(
    connection: Connection, row: Row[Any], terms: tuple[Term, ...], *, markers: tuple[str, str], ranked: bool
) -> SearchHit:
    pointer = f"/agenda_items/{row.position}"
    body = row.text or "\n".join(version["text"] for version in row.versions or ())
    cut, marked = snippet(body, terms, markers=markers)
    if not marked and row.title:
        in_title, marked = snippet(row.title, terms, markers=markers)
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
        rank=row.rank if ranked else None,
        place=_place(row.name, read_evidence_of_item(connection, row.document_id, pointer), pointer),
    )


def _place(name: str, evidence: dict[str, tuple[Evidence, ...]], pointer: str) -> Place | None:
    """Where the item stands: its title, else its number, else the first of its values."""
    for key in (f"{pointer}/title", f"{pointer}/number"):
        if key in evidence:
            return place_of(name, evidence[key][0])
    places = [place for found in evidence.values() for place in found]
    return place_of(name, min(places, key=lambda place: place.start)) if places else None


def place_of(name: str, evidence: Evidence) -> Place:
    """Evidence with the document's name beside it."""
    return Place(document=name, **evidence.model_dump())
