"""The way of a paper as the city's council information system has it, from the OParl files that are loaded.

What is non-public is in no answer by default: an item that says so (see `oparl_rows.is_hidden`); and where all items
known of a paper are non-public, everything of that paper, for its title and its way may be the secret.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
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
    newest,
    newest_where,
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

_BRACKET = re.compile(r"\s*\([^()]*\)\s*$")
_NO_NAME = re.compile(r"\d|sitzung|termin", re.IGNORECASE)


def official_stations(
    connection: Connection, reference: str, *, include_non_public: bool
) -> tuple[OfficialStation, ...]:
    """The consultations of all papers with this reference (typed in any way), by date; undated ones last."""
    way = _way(connection, reference)
    if way is None:
        return ()
    stations = [_station(way, consultation) for consultation in way.consultations.values()]
    if not include_non_public:
        stations = [station for station in stations if station.public and station.paper not in way.secret]
    return tuple(sorted(stations, key=lambda one: (one.date is None, one.date or "", one.committee or "", one.id)))


def official_paper(connection: Connection, reference: str, *, include_non_public: bool) -> OfficialPaper | None:
    """What the city says of the paper itself; of several objects with this reference, the one changed last."""
    way = _way(connection, reference)
    if way is None:
        return None
    papers = [row for row in way.papers.values() if include_non_public or row.id not in way.secret]
    if not papers:
        return None
    row = max(papers, key=lambda paper: (paper.rank, paper.id))
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
class _Way:
    """All rows that the stations of a reference are made of, by URL. `items`: by the consultation they belong to."""

    reference: str
    papers: Objects
    consultations: Objects
    items: Objects
    meetings: Objects
    organizations: Objects
    secret: frozenset[str]  # papers all whose known items are non-public
    names: dict[int, str]  # of the files


def _way(connection: Connection, reference: str) -> _Way | None:
    wanted = normalise_reference(plain(reference))
    papers = newest_where(connection, OParlPaper.normalised, [wanted] if wanted else [])
    if not papers:
        return None
    consultations = {
        row.id: row
        for row in newest_where(connection, OParlConsultation.paper, papers).values()
        if still_listed(row, papers[row.paper], papers[row.paper].consultations)
    }
    candidates = newest(connection, OParlAgendaItem, (row.agenda_item for row in consultations.values()))
    candidates |= newest_where(connection, OParlAgendaItem.consultation, consultations)
    urls = {row.meeting for row in (*consultations.values(), *candidates.values())}
    meetings = newest(connection, OParlMeeting, urls)
    items = {key: item for key, row in consultations.items() if (item := _item(row, candidates, meetings)) is not None}
    organizations = newest(connection, OParlOrganization, (row.organization for row in consultations.values()))
    rows = (*papers.values(), *consultations.values(), *items.values(), *meetings.values(), *organizations.values())
    return _Way(
        reference=wanted,
        papers=papers,
        consultations=consultations,
        items=items,
        meetings=meetings,
        organizations=organizations,
        secret=_secret(consultations, items, meetings),
        names=document_names(connection, rows),
    )


def _item(consultation: Row[Any], candidates: Objects, meetings: Objects) -> Row[Any] | None:
    """The agenda item of a consultation: the one it names, else the one that names it."""

    def alive(item: Row[Any]) -> bool:
        meeting = meetings.get(item.meeting)
        return still_listed(item, meeting, meeting.agenda_items if meeting is not None else None)

    named = candidates.get(consultation.agenda_item)
    if named is not None and alive(named):
        return named
    naming = [item for item in candidates.values() if item.consultation == consultation.id and alive(item)]
    return max(naming, key=lambda item: (item.meeting == consultation.meeting, item.rank, item.id), default=None)


def _secret(consultations: Objects, items: Objects, meetings: Objects) -> frozenset[str]:
    hidden: dict[str, list[bool]] = {}
    for key, item in items.items():
        consultation = consultations[key]
        hidden.setdefault(consultation.paper, []).append(_is_hidden(item, _meeting(consultation, item, meetings)))
    return frozenset(paper for paper, all_known in hidden.items() if all(all_known))


def _meeting(consultation: Row[Any], item: Row[Any] | None, meetings: Objects) -> Row[Any] | None:
    own = meetings.get(consultation.meeting)
    return own if own is not None or item is None else meetings.get(item.meeting)


def _is_hidden(item: Row[Any] | None, meeting: Row[Any] | None) -> bool:
    name = meeting.name if meeting is not None else None
    if item is None:
        return is_hidden(public=None, number=None, meeting=name)
    return is_hidden(public=item.public, number=item.number, meeting=name)


def _station(way: _Way, consultation: Row[Any]) -> OfficialStation:
    item = way.items.get(consultation.id)
    meeting = _meeting(consultation, item, way.meetings)
    organization = way.organizations.get(consultation.organization)
    return OfficialStation(
        id=consultation.id,
        paper=consultation.paper,
        agenda_item=item.id if item is not None else consultation.agenda_item,
        meeting=consultation.meeting or (item.meeting if item is not None else None),
        organization_id=consultation.organization,
        reference=way.reference,
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
        public=not _is_hidden(item, meeting),
        sources=_sources(way, consultation, item, meeting, organization),
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


def _sources(
    way: _Way, consultation: Row[Any], item: Row[Any] | None, meeting: Row[Any] | None, organization: Row[Any] | None
) -> dict[str, tuple[Place, ...]]:
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
