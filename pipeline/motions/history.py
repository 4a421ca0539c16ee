"""The question a researcher asks: what happened to this motion? Everything known of one, put together from the
store."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, or_, select

from pipeline.model.record import AgendaItem, Meeting, Result, Role
from pipeline.model.reference import normalise_reference
from pipeline.motions.answers import (
    History,
    Joined,
    MotionStation,
    RelatedPaper,
    StationRole,
    Telling,
    shown_state,
)
from pipeline.motions.listing import cross_findings, duties_of, duty_rows, motion_row
from pipeline.motions.onward import onward
from pipeline.motions.pairing import pair, same_organization
from pipeline.motions.steps import role_by_name
from pipeline.motions.versions import dealt_with, versions_of
from pipeline.store import Store
from pipeline.store.answers import DocumentRef, OfficialStation, Station
from pipeline.store.identity import public_id
from pipeline.store.motions import item_ids_of, numbered_stations, stations_of
from pipeline.store.official import official_paper, official_stations
from pipeline.store.oparl_tables import OParlDocument
from pipeline.store.rows import MENTIONED
from pipeline.store.schema import AgendaItem as ItemRow
from pipeline.store.schema import Document, PaperRelation
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
    speaking = item_ids_of(connection, reference, MENTIONED, include_non_public=include_non_public)
    mentions = stations_of(connection, set(speaking) - {row.item_id for row in kept if row.how != "suggested"})
    way = official_stations(connection, reference, include_non_public=include_non_public)
    paper = official_paper(connection, reference, include_non_public=include_non_public)
    if not kept and not mentions and not way and paper is None:
        return None
    stations, suggested = _stations(connection, kept, way)
    texts = versions_of(stations)
    sent = [onward(station, stations[place + 1 :]) for place, station in enumerate(stations)]
    leads = [step.lead for step in sent if step is not None and step.lead]
    stations = tuple(
        station.model_copy(update={
            "next": step, "dealt_with": dealt_with(station.id, texts, stations),
            "lead": station.lead or any(same_organization(lead, station.committee) for lead in leads),
        })
        for station, step in zip(stations, sent, strict=True)
    )  # fmt: skip
    row = motion_row(connection, reference, include_non_public=include_non_public)
    title = paper.name if paper and paper.name else row.title if row else None
    titles = [station.item.title for station in stations if station.item.title]
    owed = duty_rows(connection, reference=reference, include_non_public=include_non_public)
    return History(
        reference=reference,
        title=title,
        titles=tuple(dict.fromkeys([title, *titles] if paper and title else titles)),
        state=shown_state(row.state, row.open_due, on=on) if row else "pending",
        reason=row.reason if row else "only mentioned",
        on=on,
        paper=paper,
        stations=stations,
        suggested=suggested,
        mentions=mentions,
        relations=_relations(connection, reference, include_non_public=include_non_public),
        versions=texts,
        duties=duties_of(connection, owed, on=on),
        findings=cross_findings(connection, reference=reference, include_non_public=include_non_public),
    )


def _kept(connection: Connection, reference: str, *, include_non_public: bool) -> list[Row[Any]]:
    query = select(KeptStation.item_id, KeptStation.how, KeptStation.confidence, KeptStation.reasons)
    query = query.where(KeptStation.reference == reference)
    if not include_non_public:
        query = query.where(KeptStation.non_public.is_(False))
    return list(connection.execute(query))


def _stations(
    connection: Connection, kept: Sequence[Row[Any]], way: Sequence[OfficialStation]
) -> tuple[tuple[MotionStation, ...], tuple[MotionStation, ...]]:
    """The stations, one for each sitting, with what the city tells of them; and the items that are only suggested."""
    rows = {row.item_id: row for row in kept}
    read = dict(numbered_stations(connection, rows))
    sure = {item: station for item, station in read.items() if rows[item].how != "suggested"}
    pairing = pair(list(sure.values()), way)
    official = {one.station.id: one.official for one in pairing.pairs}
    sittings: dict[tuple[object, ...], list[MotionStation]] = defaultdict(list)
    suggested: list[MotionStation] = []
    for item, station in read.items():
        one = _told_by_minutes(station, rows[item], official.get(station.id))
        if item in sure:
            sittings[_sitting(station)].append(one)
        else:
            suggested.append(one)
    merged = [_merged(tellings) for tellings in sittings.values()]
    merged += [_told_by_city(one, files) for files in [_files(connection, pairing.official_only)]
               for one in pairing.official_only]  # fmt: skip
    return tuple(
        sorted(merged, key=lambda one: (one.date is None, one.date or "", one.role == "deciding", one.id))
    ), tuple(suggested)


def _told_by_minutes(station: Station, row: Row[Any], official: OfficialStation | None) -> MotionStation:
    joined = None if row.how == "number" else Joined(
        how=row.how, confidence=row.confidence, reasons=tuple(row.reasons or ())
    )  # fmt: skip
    role, inferred = station_role(station.item.role, official, station.item.result, station.committee)
    return MotionStation(**dict(station), role=role, role_inferred=inferred, lead=_leads(official), joined=joined,
                         official=official)  # fmt: skip


def _told_by_city(one: OfficialStation, files: Mapping[str, str]) -> MotionStation:
    """A station that no minutes at hand tell of, with its values where a station of minutes has them."""
    role, inferred = station_role(None, one, one.result, one.committee)
    name = next((place.document for places in one.sources.values() for place in places), "")
    sources = {_POINTERS[key]: places for key, places in one.sources.items() if key in _POINTERS}
    return MotionStation(
        id=one.agenda_item or one.id,
        document=DocumentRef(name=name, sha256=files.get(name, "")),
        pointer="",
        committee=one.committee,
        committee_inferred=one.organization is None and one.committee is not None,
        public=one.public,
        meeting=Meeting(organization=one.committee, number=one.meeting_number, date=one.date),
        item=AgendaItem(number=one.number, title=one.title, result=one.result),
        sources=sources,
        role=role,
        role_inferred=inferred,
        lead=_leads(one),
        joined=None,
        minutes=False,
        official=one,
    )


_POINTERS = {
    "/date": "/meeting/date", "/organization": "/meeting/organization",
    "/inferred_organization": "/meeting/inferred_organization", "/meeting_number": "/meeting/number",
    "/number": "/item/number", "/title": "/item/title", "/result": "/item/result", "/role": "/role",
}  # fmt: skip


def _files(connection: Connection, way: Sequence[OfficialStation]) -> dict[str, str]:
    """The contents (sha256) of the city's files, by name."""
    names = {place.document for one in way for places in one.sources.values() for place in places}
    query = select(OParlDocument.name, OParlDocument.sha256).where(OParlDocument.name.in_(names))
    return {row.name: row.sha256 for row in connection.execute(query)} if names else {}


def station_role(
    stated: Role | None, official: OfficialStation | None, result: Result | None, committee: str | None
) -> tuple[StationRole | None, bool]:
    """The role, and whether it is inferred: the minutes' word, else the city's, else by outcome or the body's
    name."""
    if stated is not None:
        return stated, False
    said = official.role.code if official is not None and official.role is not None else None
    if said in _ROLES:
        return _ROLES[said], False
    if result is not None and result.code == "noted":
        return "noting", True
    by_name = role_by_name(committee)
    return by_name, by_name is not None


_ROLES: dict[str | None, StationRole] = {
    "deciding": "deciding", "recommending": "recommending", "noting": "noting", "hearing": "hearing",
}  # fmt: skip


def _leads(official: OfficialStation | None) -> bool:
    return official is not None and official.role is not None and official.role.code == "lead"


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
            select(ItemRow.id, ItemRow.position, Document.name, Document.sha256)
            .join(Document, Document.id == ItemRow.document_id)
            .where(ItemRow.id.in_(items))
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
