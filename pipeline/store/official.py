"""The way of a paper as the city's council information system has it, from the OParl files that are loaded.

What is non-public is in no answer by default: an item that says so (see `oparl_rows.is_hidden`); and where all items
known of a paper are non-public, everything of that paper, for its title and its way may be the secret.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, select

from pipeline.model.oparl import ConsultationRole
from pipeline.model.record import Result
from pipeline.model.reference import normalise_reference
from pipeline.store.answers import OfficialPaper, OfficialStation, Place
from pipeline.store.oparl_reading import (
    Objects,
    document_names,
    holding_where,
    newest,
    places_of,
    still_listed,
    values_where,
)
from pipeline.store.oparl_rows import is_hidden
from pipeline.store.oparl_tables import (
    OParlAgendaItem,
    OParlConsultation,
    OParlDocument,
    OParlMeeting,
    OParlOrganization,
    OParlPaper,
)
from pipeline.store.terms import plain

_PAPERS_AT_ONCE = 200
_BRACKET = re.compile(r"\s*\([^()]*\)\s*$")
_NO_NAME = re.compile(r"\d|sitzung|termin", re.IGNORECASE)


def official_stations(
    connection: Connection, reference: str, *, include_non_public: bool
) -> tuple[OfficialStation, ...]:
    """The consultations of all papers with this reference (typed in any way), by date; undated ones last."""
    wanted = normalise_reference(plain(reference))
    return official_ways(connection, [wanted], include_non_public=include_non_public).get(wanted, ())


def official_paper(connection: Connection, reference: str, *, include_non_public: bool) -> OfficialPaper | None:
    """What the city says of the paper itself; of several objects with this reference, the one changed last."""
    wanted = normalise_reference(plain(reference))
    return official_papers(connection, [wanted], include_non_public=include_non_public).get(wanted)


def official_ways(
    connection: Connection, references: Iterable[str], *, include_non_public: bool
) -> dict[str, tuple[OfficialStation, ...]]:
    """The stations of many papers, by normalised reference, in few questions; papers that no file knows (or that are
    secret) are left out."""
    found: dict[str, list[OfficialStation]] = {}
    for way in _ways(connection, references):
        for row in way.papers.values():
            if include_non_public or row.id not in way.secret:
                found.setdefault(row.normalised, [])
        for stop in way.stops:
            station = _station(way, stop)
            if include_non_public or (station.public and station.paper not in way.secret):
                found[station.reference].append(station)
    return {reference: tuple(sorted(stations, key=_by_date)) for reference, stations in found.items()}


def official_papers(
    connection: Connection, references: Iterable[str], *, include_non_public: bool
) -> dict[str, OfficialPaper]:
    """The papers themselves, by normalised reference."""
    found = {}
    for way in _ways(connection, references):
        for row in sorted(way.papers.values(), key=lambda paper: (paper.rank, paper.id)):  # the last one holds
            if include_non_public or row.id not in way.secret:
                found[row.normalised] = _paper(way, row)
    return found


def oparl_document_ids(connection: Connection, sha256s: Iterable[str]) -> list[int]:
    """The row numbers of OParl files by content, for `references_of`."""
    return sorted(values_where(connection, OParlDocument.id, OParlDocument.sha256, sha256s))


def references_of(connection: Connection, document_ids: Iterable[int]) -> set[str]:
    """The references whose way the OParl files with these row numbers (of `oparl_document`) touch: by a paper, a
    consultation, an item, a meeting or an organization in them. Of each object all versions count, so that what a
    newer one no longer says is among them. Non-public ones too: this is asked by the import, not by readers."""
    ids = list(document_ids)

    def inside(table: Any) -> set[str]:
        return values_where(connection, table.id, table.document_id, ids)

    items, meetings = inside(OParlAgendaItem), inside(OParlMeeting)
    items |= values_where(connection, OParlAgendaItem.id, OParlAgendaItem.meeting, meetings)
    consultations = inside(OParlConsultation)
    for column, values in (
        (OParlConsultation.agenda_item, items),
        (OParlConsultation.meeting, meetings),
        (OParlConsultation.organization, _renamed(connection, inside(OParlOrganization))),
    ):
        consultations |= values_where(connection, OParlConsultation.id, column, values)
    consultations |= values_where(connection, OParlAgendaItem.consultation, OParlAgendaItem.id, items)
    papers = inside(OParlPaper)
    papers |= values_where(connection, OParlConsultation.paper, OParlConsultation.id, consultations)
    return values_where(connection, OParlPaper.normalised, OParlPaper.id, papers)


def _renamed(connection: Connection, organizations: set[str]) -> list[str]:
    """Organizations that are new or have had more than one name: the others, downloaded again every night, touch
    nothing."""
    return [
        one
        for one in organizations
        if len(versions := _names(connection, one)) == 1 or len(set(versions)) > 1
    ]  # fmt: skip


def _names(connection: Connection, organization: str) -> list[str | None]:
    return list(connection.scalars(select(OParlOrganization.name).where(OParlOrganization.id == organization)))


@dataclass(frozen=True, slots=True)
class _Stop:
    """The rows of one station."""

    consultation: Row[Any]
    item: Row[Any] | None
    meeting: Row[Any] | None


@dataclass(frozen=True, slots=True)
class _Way:
    """All rows that the stations of some papers are made of."""

    papers: Objects
    stops: list[_Stop]
    organizations: Objects
    secret: frozenset[str]  # papers all whose known items are non-public
    names: dict[int, str]  # of the files


def _ways(connection: Connection, references: Iterable[str]) -> Iterator[_Way]:
    """The ways of papers, many at a time."""
    wanted = sorted({reference for reference in references if reference})
    for start in range(0, len(wanted), _PAPERS_AT_ONCE):
        rows = holding_where(connection, OParlPaper.normalised, wanted[start : start + _PAPERS_AT_ONCE])
        if rows:
            yield _way(connection, {row.id: row for row in rows})


def _way(connection: Connection, papers: Objects) -> _Way:
    consultations = [
        row
        for row in holding_where(connection, OParlConsultation.paper, papers)
        if still_listed(row, papers[row.paper], papers[row.paper].consultations)
    ]
    stops = _stops(connection, consultations)
    organizations = newest(connection, OParlOrganization, (row.organization for row in consultations))
    rows = [*papers.values(), *organizations.values()]
    rows += [row for stop in stops for row in (stop.consultation, stop.item, stop.meeting) if row is not None]
    return _Way(papers, stops, organizations, _secret(stops), document_names(connection, rows))


def _stops(connection: Connection, consultations: list[Row[Any]]) -> list[_Stop]:
    """Each consultation with the item it names; one that names none with every item that names it."""
    items = newest(connection, OParlAgendaItem, (row.agenda_item for row in consultations))
    silent = [row.id for row in consultations if row.agenda_item is None]
    naming: dict[str, list[Row[Any]]] = {}
    for row in holding_where(connection, OParlAgendaItem.consultation, silent):
        naming.setdefault(row.consultation, []).append(row)
    every_item = [*items.values(), *(row for rows in naming.values() for row in rows)]
    meetings = newest(connection, OParlMeeting, {row.meeting for row in (*consultations, *every_item)})

    def alive(item: Row[Any]) -> bool:
        meeting = meetings.get(item.meeting)
        return still_listed(item, meeting, meeting.agenda_items if meeting is not None else None)

    stops = []
    for consultation in consultations:
        named = items.get(consultation.agenda_item)
        found = [named] if named is not None else naming.get(consultation.id, [])
        living: list[Row[Any] | None] = [row for row in found if alive(row)]
        stops += [_Stop(consultation, item, _meeting(consultation, item, meetings)) for item in living or [None]]
    return stops


def _secret(stops: list[_Stop]) -> frozenset[str]:
    hidden: dict[str, list[bool]] = {}
    for stop in stops:
        if stop.item is not None:
            hidden.setdefault(stop.consultation.paper, []).append(_is_hidden(stop))
    return frozenset(paper for paper, all_known in hidden.items() if all(all_known))


def _meeting(consultation: Row[Any], item: Row[Any] | None, meetings: Objects) -> Row[Any] | None:
    """The item's meeting, else the consultation's: a silent consultation may have items in several."""
    own = meetings.get(item.meeting) if item is not None else None
    return own if own is not None else meetings.get(consultation.meeting)


def _is_hidden(stop: _Stop) -> bool:
    name = stop.meeting.name if stop.meeting is not None else None
    if stop.item is None:
        return is_hidden(public=None, number=None, meeting=name)
    return is_hidden(public=stop.item.public, number=stop.item.number, meeting=name)


def _by_date(one: OfficialStation) -> tuple[object, ...]:
    return one.date is None, one.date or "", one.committee or "", one.id, one.agenda_item or ""


def _paper(way: _Way, row: Row[Any]) -> OfficialPaper:
    place = places_of(row, "name", way.names) or places_of(row, "id", way.names)
    return OfficialPaper(
        id=row.id,
        reference=row.normalised,
        name=row.name,
        paper_type=row.paper_type,
        date=row.date,
        main_file=row.main_file,
        auxiliary_files=tuple(row.auxiliary_files),
        place=place[0] if place else None,
    )


def _station(way: _Way, stop: _Stop) -> OfficialStation:
    consultation, item, meeting = stop.consultation, stop.item, stop.meeting
    organization = way.organizations.get(consultation.organization)
    return OfficialStation(
        id=consultation.id,
        paper=consultation.paper,
        agenda_item=item.id if item is not None else consultation.agenda_item,
        meeting=meeting.id if meeting is not None else consultation.meeting,
        organization_id=consultation.organization,
        reference=way.papers[consultation.paper].normalised,
        date=meeting.date if meeting is not None else None,
        organization=organization.name if organization is not None else None,
        inferred_organization=_inferred(consultation, meeting),
        meeting_name=meeting.name if meeting is not None else None,
        meeting_number=meeting.number if meeting is not None else None,
        cancelled=meeting.cancelled if meeting is not None else None,
        number=item.number if item is not None else None,
        title=item.name if item is not None else None,
        result=_result(item),
        role=_role(consultation),
        authoritative=consultation.authoritative,
        public=not _is_hidden(stop),
        sources=_sources(way, stop, organization),
    )


def _inferred(consultation: Row[Any], meeting: Row[Any] | None) -> str | None:
    """The committee, where its meetings bear its name: "Gemeinderat (öffentlich/nicht öffentlich)"."""
    if meeting is None or meeting.name is None or meeting.organizations != consultation.organizations:
        return None
    name = _BRACKET.sub("", meeting.name)
    return name if name and len(meeting.organizations) == 1 and not _NO_NAME.search(name) else None


def _result(item: Row[Any] | None) -> Result | None:
    if item is None or item.result_text is None:
        return None
    return Result(text=item.result_text, code=item.result_code)


def _role(consultation: Row[Any]) -> ConsultationRole | None:
    if consultation.role_text is None:
        return None
    return ConsultationRole(text=consultation.role_text, code=consultation.role_code)


def _sources(way: _Way, stop: _Stop, organization: Row[Any] | None) -> dict[str, tuple[Place, ...]]:
    consultation, item, meeting = stop.consultation, stop.item, stop.meeting
    paper = way.papers[consultation.paper]
    named_by = meeting if _inferred(consultation, meeting) is not None else None
    read = (
        ("/id", consultation, "id"), ("/paper", consultation, "paper"), ("/reference", paper, "reference"),
        ("/agenda_item", consultation, "agenda_item"), ("/meeting", consultation, "meeting"),
        ("/organization_id", consultation, "organizations/0"), ("/organization", organization, "name"),
        ("/role", consultation, "role"), ("/authoritative", consultation, "authoritative"),
        ("/date", meeting, "date"), ("/meeting_name", meeting, "name"), ("/meeting_number", meeting, "number"),
        ("/cancelled", meeting, "cancelled"), ("/number", item, "number"), ("/title", item, "name"),
        ("/result", item, "result"), ("/public", item, "public"), ("/inferred_organization", named_by, "name"),
    )  # fmt: skip
    return {pointer: places for pointer, row, field in read if (places := places_of(row, field, way.names))}
