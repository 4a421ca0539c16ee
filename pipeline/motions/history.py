"""The question a researcher asks: what happened to this motion? Everything known of one, put together from the
store."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, or_, select

from pipeline.model.reference import normalise_reference
from pipeline.motions.answers import (
    CrossFinding,
    History,
    Joined,
    MotionStation,
    RelatedPaper,
    Telling,
    shown_state,
)
from pipeline.motions.listing import duties_of, duty_rows, motion_row
from pipeline.motions.onward import onward
from pipeline.motions.steps import role_by_name
from pipeline.motions.versions import dealt_with, versions_of
from pipeline.store import Store
from pipeline.store.answers import DocumentRef, Place, Station
from pipeline.store.identity import public_id
from pipeline.store.motions import item_ids_of, numbered_stations, stations_of
from pipeline.store.rows import MENTIONED
from pipeline.store.schema import AgendaItem, Document, MotionFinding, PaperRelation
from pipeline.store.schema import MotionStation as KeptStation
from pipeline.store.terms import plain

_RELATIONS_SHOWN = 200


def history(store: Store, reference: str, *, on: str | None = None, include_non_public: bool = False) -> History | None:
    """The history of a motion, its reference typed in any way (or a `~` key as `list_motions` gives it); None where
    nothing in the database names it. `on`: the day (ISO 8601) as of which duties are overdue; default today."""
    wanted = plain(reference).strip()
    wanted = wanted if wanted.startswith("~") else normalise_reference(wanted)
    day = on or date.today().isoformat()
    with store.reading() as connection:
        return _told(connection, wanted, day, include_non_public=include_non_public)


def _told(connection: Connection, reference: str, on: str, *, include_non_public: bool) -> History | None:
    kept = _kept(connection, reference, include_non_public=include_non_public)
    own = {row.item_id for row in kept}
    speaking = item_ids_of(connection, reference, MENTIONED, include_non_public=include_non_public)
    mentions = stations_of(connection, set(speaking) - {row.item_id for row in kept if row.how != "suggested"})
    if not own and not mentions:
        return None
    stations, suggested = _stations(connection, kept)
    texts = versions_of(stations)
    stations = tuple(
        station.model_copy(update={"next": onward(station, stations[place + 1 :]),
                                   "dealt_with": dealt_with(station.id, texts, stations)})
        for place, station in enumerate(stations)
    )  # fmt: skip
    row = motion_row(connection, reference, include_non_public=include_non_public)
    titles = tuple(dict.fromkeys(station.item.title for station in stations if station.item.title))
    owed = duty_rows(connection, reference=reference, include_non_public=include_non_public)
    return History(
        reference=reference,
        title=row.title if row else None,
        titles=titles,
        state=shown_state(row.state, row.open_due, on=on) if row else "pending",
        reason=row.reason if row else "only mentioned",
        on=on,
        stations=stations,
        suggested=suggested,
        mentions=mentions,
        relations=_relations(connection, reference, include_non_public=include_non_public),
        versions=texts,
        duties=duties_of(connection, owed, on=on),
        findings=_findings(connection, reference, include_non_public=include_non_public),
    )


def _kept(connection: Connection, reference: str, *, include_non_public: bool) -> list[Row[Any]]:
    query = select(KeptStation.item_id, KeptStation.how, KeptStation.confidence, KeptStation.reasons)
    query = query.where(KeptStation.reference == reference)
    if not include_non_public:
        query = query.where(KeptStation.non_public.is_(False))
    return list(connection.execute(query))


def _stations(
    connection: Connection, kept: Sequence[Row[Any]]
) -> tuple[tuple[MotionStation, ...], tuple[MotionStation, ...]]:
    """The stations, one for each sitting, and the items that are only suggested."""
    rows = {row.item_id: row for row in kept}
    sure: dict[tuple[object, ...], list[MotionStation]] = defaultdict(list)
    suggested: list[MotionStation] = []
    for item, station in numbered_stations(connection, rows):
        row = rows[item]
        joined = None if row.how == "number" else Joined(
            how=row.how, confidence=row.confidence, reasons=tuple(row.reasons or ())
        )  # fmt: skip
        role = station.item.role
        inferred = role or role_by_name(station.committee)
        one = MotionStation(**dict(station), role=inferred, role_inferred=role is None and inferred is not None,
                            joined=joined)  # fmt: skip
        if row.how == "suggested":
            suggested.append(one)
        else:
            sure[_sitting(station)].append(one)
    merged = [_merged(tellings) for tellings in sure.values()]
    order = {station.id: place for place, stations in enumerate(sure.values()) for station in stations}
    return tuple(
        sorted(merged, key=lambda station: (station.date is None, station.date or "", order[station.id]))
    ), tuple(suggested)


def _sitting(station: Station) -> tuple[object, ...]:
    """Two documents of one body and day tell one station, unless they print different item numbers."""
    if station.committee and station.date:
        return (station.committee, station.date, station.item.number or "")
    return (station.id,)


def _merged(tellings: list[MotionStation]) -> MotionStation:
    """One station of several documents: the one that says most speaks, the others are named."""
    best = max(tellings, key=lambda station: (_weight(station), station.document.sha256))
    others = sorted((station for station in tellings if station is not best), key=lambda station: station.document.name)
    return best.model_copy(update={"also": tuple(
        Telling(id=station.id, document=station.document, pointer=station.pointer) for station in others
    )})  # fmt: skip


def _weight(station: MotionStation) -> int:
    item = station.item
    return (
        len(item.speakers)
        + 3 * len(item.vote_events)
        + 3 * len(item.versions)
        + 3 * len(item.duties)
        + bool(item.result)
    )


def _relations(connection: Connection, reference: str, *, include_non_public: bool) -> tuple[RelatedPaper, ...]:
    query = select(PaperRelation).where(or_(PaperRelation.source == reference, PaperRelation.target == reference))
    if not include_non_public:
        query = query.where(PaperRelation.non_public.is_(False))
    columns = PaperRelation.__table__.columns
    rows = connection.execute(query.with_only_columns(*columns).order_by(PaperRelation.source, PaperRelation.target)
                              .limit(_RELATIONS_SHOWN)).all()  # fmt: skip
    items = {row.item_id for row in rows if row.item_id}
    where = {
        row.id: row
        for row in connection.execute(
            select(AgendaItem.id, AgendaItem.position, Document.name, Document.sha256)
            .join(Document, Document.id == AgendaItem.document_id)
            .where(AgendaItem.id.in_(items))
        )
    }
    found: dict[tuple[str, str, str], RelatedPaper] = {}
    for row in rows:
        outward = row.source == reference
        other = row.target if outward else row.source
        motion = motion_row(connection, other, include_non_public=include_non_public)
        at = where.get(row.item_id)
        found.setdefault((other, row.kind, str(outward)), RelatedPaper(
            reference=other, title=motion.title if motion else None, kind=row.kind,
            direction="out" if outward else "in", reason=row.reason, confidence=row.confidence,
            station=public_id(at.sha256, at.position) if at else None,
            document=DocumentRef(name=at.name, sha256=at.sha256) if at else None,
        ))  # fmt: skip
    return tuple(found.values())


def _findings(connection: Connection, reference: str, *, include_non_public: bool) -> tuple[CrossFinding, ...]:
    query = select(*MotionFinding.__table__.columns).where(MotionFinding.reference == reference)
    if not include_non_public:
        query = query.where(MotionFinding.non_public.is_(False))
    return tuple(
        CrossFinding(reference=reference, code=row.code, severity=row.severity, message=row.message,
                     places=tuple(Place.model_validate(place) for place in row.places or ()))
        for row in connection.execute(query.order_by(MotionFinding.position))
    )  # fmt: skip
