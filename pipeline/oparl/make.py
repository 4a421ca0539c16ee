"""The objects of a file to its record: every value with the characters it was read from and a rule `oparl.MEMBER`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pipeline.model.oparl import (
    OParlAgendaItem,
    OParlConsultation,
    OParlMeeting,
    OParlOrganization,
    OParlPaper,
    OParlRecord,
)
from pipeline.model.record import Evidence, Finding, Source
from pipeline.oparl.findings import oparl_finding
from pipeline.oparl.objects import Found, Kind
from pipeline.oparl.reading import Reading, evidence_at
from pipeline.oparl.values import meeting_number_of
from pipeline.oparl.words import result_of, role_of

_LISTS: dict[Kind, str] = {
    "Paper": "papers",
    "Consultation": "consultations",
    "Meeting": "meetings",
    "AgendaItem": "agenda_items",
    "Organization": "organizations",
}


def make_record(objects: Iterable[Found], *, source: Source, extractor: str) -> OParlRecord:
    """The record of a file's objects (see `OParlRecord` for those that stand in it twice)."""
    findings: list[Finding] = []
    best: dict[tuple[Kind, str], list[Reading]] = {}
    for found in objects:
        reading = Reading(found)
        if reading.id is None:
            place = evidence_at(found.start, found.end, "oparl.id")
            findings.append(oparl_finding("O001", f"{found.kind}: an object without an id was left out", [place]))
            continue
        forms = best.setdefault((found.kind, reading.id), [])
        if not forms or all(reading.is_another_item(form) for form in forms):
            forms.append(reading)
        elif reading.newer_than(forms[0]):
            forms[:] = [reading]
    evidence: dict[str, tuple[Evidence, ...]] = {}
    made: dict[str, list[Any]] = {name: [] for name in _LISTS.values()}
    for reading in (form for forms in best.values() for form in forms):
        name = _LISTS[reading.kind]
        made[name].append(_MAKERS[reading.kind](reading))
        findings.extend(reading.findings)
        pointer = f"/{name}/{len(made[name]) - 1}/"
        for field, place in reading.places.items():
            evidence[pointer + field] = (place,)
    return OParlRecord(
        extractor=extractor,
        source=source,
        papers=tuple(made["papers"]),
        consultations=tuple(made["consultations"]),
        meetings=tuple(made["meetings"]),
        agenda_items=tuple(made["agenda_items"]),
        organizations=tuple(made["organizations"]),
        findings=tuple(findings),
        evidence=evidence,
    )


def _paper(read: Reading) -> OParlPaper:
    if read.deleted:
        return OParlPaper(**read.common())
    return OParlPaper(
        **read.common(),
        reference=read.line("reference", "reference"),
        name=read.line("name", "name"),
        paper_type=read.line("paper_type", "paperType"),
        date=read.day("date", "date"),
        body=read.url("body", "body"),
        main_file=read.file_name("main_file", "mainFile"),
        auxiliary_files=read.file_names("auxiliary_files", "auxiliaryFile"),
        superordinated=read.urls("superordinated", "superordinatedPaper"),
        subordinated=read.urls("subordinated", "subordinatedPaper"),
        related=read.urls("related", "relatedPaper"),
        consultations=read.listed("consultations", "consultation"),
    )


def _consultation(read: Reading) -> OParlConsultation:
    if read.deleted:
        return OParlConsultation(**read.common())
    written = read.line("role", "role")
    role = role_of(written) if written is not None else None
    made = OParlConsultation(
        **read.common(),
        paper=read.url("paper", "paper", else_inside="Paper"),
        agenda_item=read.url("agenda_item", "agendaItem", else_inside="AgendaItem"),
        meeting=read.url("meeting", "meeting"),
        organizations=read.urls("organizations", "organization"),
        role=role,
        authoritative=read.flag("authoritative", "authoritative"),
    )
    if role is not None and role.code == "unmapped":
        message = f"Consultation {read.id}: no rule knows the role “{role.text}”"
        read.findings.append(oparl_finding("O003", message, read.place_of("role")))
    return made


def _meeting(read: Reading) -> OParlMeeting:
    if read.deleted:
        return OParlMeeting(**read.common())
    name = read.line("name", "name")
    number = meeting_number_of(name) if name is not None else None
    if number is not None:
        read.places["number"] = read.places["name"]
    return OParlMeeting(
        **read.common(),
        name=name,
        number=number,
        date=read.day("date", "start"),
        start=read.text("start", "start"),
        cancelled=read.flag("cancelled", "cancelled"),
        organizations=read.urls("organizations", "organization"),
        agenda_items=read.listed("agenda_items", "agendaItem"),
    )


def _agenda_item(read: Reading) -> OParlAgendaItem:
    if read.deleted:
        return OParlAgendaItem(**read.common())
    written = read.line("result", "result")
    result = result_of(written) if written is not None else None
    made = OParlAgendaItem(
        **read.common(),
        meeting=read.url("meeting", "meeting", else_inside="Meeting"),
        number=read.line("number", "number"),
        order=read.whole("order", "order"),
        name=read.line("name", "name"),
        public=read.flag("public", "public"),
        result=result,
        resolution_text=read.text("resolution_text", "resolutionText"),
        consultation=read.url("consultation", "consultation", else_inside="Consultation"),
    )
    if result is not None and result.code == "unmapped":
        message = f"AgendaItem {read.id}: no rule knows the result wording “{result.text}”"
        read.findings.append(oparl_finding("R001", message, read.place_of("result")))
    if result is None:
        read.places.pop("result", None)
    return made


def _organization(read: Reading) -> OParlOrganization:
    if read.deleted:
        return OParlOrganization(**read.common())
    return OParlOrganization(
        **read.common(),
        name=read.line("name", "name"),
        short_name=read.line("short_name", "shortName"),
        classification=read.line("classification", "classification"),
        start_date=read.day("start_date", "startDate"),
        end_date=read.day("end_date", "endDate"),
    )


_MAKERS = {
    "Paper": _paper,
    "Consultation": _consultation,
    "Meeting": _meeting,
    "AgendaItem": _agenda_item,
    "Organization": _organization,
}
