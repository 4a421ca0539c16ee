"""A paper's way through the committees: its stations in order, and the items that only speak of it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import SequenceMatcher

from sqlalchemy import ColumnElement, Connection, exists, or_, select

from pipeline.model.reference import normalise_reference
from pipeline.store.answers import DocumentRef, MotionHistory, Station
from pipeline.store.dialects.among import among
from pipeline.store.identity import public_id
from pipeline.store.reading import read_evidence_of_item, read_items, read_meetings
from pipeline.store.rows import MENTIONED, OWN
from pipeline.store.schema import AgendaItem, AgendaItemPaper, Document, MeetingStatement, Organization, Paper
from pipeline.store.searching import place_of
from pipeline.store.terms import plain

_NUMBERED = re.compile(r"^(\d{2}/[A-Z]+/\d{4})")  # Potsdam's form, without the suffix of an amendment
_MOST_CANDIDATES = 5000
_NEAR = 0.75  # share of characters that must agree


def motion(connection: Connection, reference: str, *, include_non_public: bool) -> MotionHistory | None:
    """See `Store.motion`."""
    wanted = normalise_reference(plain(reference))
    own = item_ids_of(connection, wanted, OWN, include_non_public=include_non_public)
    mentioned = set(item_ids_of(connection, wanted, MENTIONED, include_non_public=include_non_public)) - set(own)
    if not own and not mentioned:
        return None
    stations = stations_of(connection, own)
    return MotionHistory(
        reference=wanted,
        titles=tuple(dict.fromkeys(station.item.title for station in stations if station.item.title)),
        stations=stations,
        mentions=stations_of(connection, mentioned),
        related=_related(connection, wanted, include_non_public=include_non_public),
    )


def close_references(
    connection: Connection, reference: str, *, limit: int, include_non_public: bool
) -> tuple[str, ...]:
    """See `Store.close_references`."""
    wanted = normalise_reference(plain(reference))
    if not wanted:
        return ()
    likely = or_(Paper.reference.istartswith(wanted[:3], autoescape=True),
                 Paper.reference.iendswith(wanted[-3:], autoescape=True))  # fmt: skip
    query = select(Paper.reference).where(likely, Paper.reference != wanted, _visible(include_non_public))
    scored = []
    for candidate in connection.scalars(query.order_by(Paper.reference).limit(_MOST_CANDIDATES)):
        matcher = SequenceMatcher(None, candidate, wanted, autojunk=False)
        if matcher.quick_ratio() >= _NEAR and (ratio := matcher.ratio()) >= _NEAR:
            scored.append((-ratio, candidate))
    return tuple(candidate for _, candidate in sorted(scored)[:limit])


def item_ids_of(connection: Connection, reference: str, relation: str, *, include_non_public: bool) -> list[int]:
    """Row numbers of the items that name a paper (normalised) as their own or only mention it."""
    query = (
        select(AgendaItem.id)
        .join(AgendaItemPaper, AgendaItemPaper.item_id == AgendaItem.id)
        .where(AgendaItemPaper.reference == reference, AgendaItemPaper.relation == relation)
        .distinct()
    )
    if not include_non_public:
        query = query.where(AgendaItem.non_public.is_(False))
    return list(connection.scalars(query))


def stations_of(connection: Connection, ids: Iterable[int]) -> tuple[Station, ...]:
    """Agenda items by row number as stations, by date, undated last."""
    return tuple(sorted((station for _, station in numbered_stations(connection, ids)), key=_by_date))


def numbered_stations(connection: Connection, ids: Iterable[int]) -> list[tuple[int, Station]]:
    """The same with their row numbers, in no order."""
    wanted = list(ids)
    if not wanted:
        return []
    query = (
        select(AgendaItem.id, AgendaItem.document_id, AgendaItem.position, AgendaItem.non_public, Document.name,
               Document.sha256, MeetingStatement.organization, Organization.name.label("committee"))
        .join(Document, Document.id == AgendaItem.document_id)
        .join(MeetingStatement, MeetingStatement.document_id == Document.id)
        .outerjoin(Organization, Organization.id == MeetingStatement.organization_id)
        .where(among(AgendaItem.id, wanted))
    )  # fmt: skip
    rows = connection.execute(query).all()
    items = read_items(connection, wanted)
    meetings = read_meetings(connection, {row.document_id for row in rows})
    found = []
    for row in rows:
        pointer = f"/agenda_items/{row.position}"
        evidence = read_evidence_of_item(connection, row.document_id, pointer, meeting=True)
        sources = {
            "/item" + key[len(pointer) :] if key.startswith(pointer) else key: tuple(
                place_of(row.name, place) for place in places
            )
            for key, places in evidence.items()
        }
        station = Station(
            id=public_id(row.sha256, row.position),
            document=DocumentRef(name=row.name, sha256=row.sha256),
            pointer=pointer,
            committee=row.committee,
            committee_inferred=row.committee is not None and row.organization is None,
            public=not row.non_public,
            meeting=meetings[row.document_id],
            item=items[row.id],
            sources=sources,
        )
        found.append((row.id, station))
    return found


def _by_date(station: Station) -> tuple[object, ...]:
    position = int(station.pointer.rpartition("/")[2])
    return (station.date is None, station.date or "", station.committee or "", station.document.sha256, position)


def _related(connection: Connection, reference: str, *, include_non_public: bool) -> tuple[str, ...]:
    """Papers whose reference differs only by a suffix: amendments, supplements, and the paper they belong to."""
    match = _NUMBERED.match(reference)
    stem = match.group(1) if match else reference
    same = or_(Paper.reference == stem, Paper.reference.istartswith(f"{stem}-", autoescape=True),
               Paper.reference.istartswith(f"{stem}/", autoescape=True))  # fmt: skip
    query = select(Paper.reference).where(same, Paper.reference != reference, _visible(include_non_public))
    return tuple(connection.scalars(query.order_by(Paper.reference)))


def _visible(include_non_public: bool) -> ColumnElement[bool]:
    """A paper that at least one item in sight names: a suggestion must not give away a secret reference."""
    seen = exists().where(AgendaItemPaper.reference == Paper.reference, AgendaItemPaper.item_id == AgendaItem.id)
    return seen if include_non_public else seen.where(AgendaItem.non_public.is_(False))
