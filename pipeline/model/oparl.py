"""What one OParl file says, every value with its source. Schema id `protokolle/oparl-record/1`.

The objects are OParl's (1.0 and 1.1), reduced to what a paper's way through the committees needs; names are those of
the specification, in our spelling. A field is null when the file does not say. Nobody is named here: who wrote a paper,
who keeps a file and who sits in a meeting is passed over when the file is read.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Literal

from pydantic import ConfigDict, Field

from pipeline.model.record import Evidence, Finding, Part, Result, Source

OPARL_SCHEMA_ID: Literal["protokolle/oparl-record/1"] = "protokolle/oparl-record/1"

ConsultationCode = Literal["recommending", "deciding", "lead", "hearing", "noting", "unmapped"]


class OParlObject(Part):
    """`id` is the object's URL. `modified` as written; an embedded object without one takes that of its container.
    A deleted object keeps its id alone."""

    id: str
    modified: str | None = None
    deleted: bool = False


class OParlPaper(OParlObject):
    reference: str | None = None  # as written
    name: str | None = None
    paper_type: str | None = None
    date: str | None = None  # ISO 8601
    body: str | None = None  # URL
    main_file: str | None = None  # its name
    auxiliary_files: tuple[str, ...] = ()  # their names
    superordinated: tuple[str, ...] = ()  # URLs of papers
    subordinated: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    consultations: tuple[str, ...] | None = None  # URLs of those the paper lists; null: it has no list


class ConsultationRole(Part):
    """Why a committee takes a paper up: the wording beside the code."""

    text: str
    code: ConsultationCode


class OParlConsultation(OParlObject):
    paper: str | None = None  # URLs, all four
    agenda_item: str | None = None
    meeting: str | None = None
    organizations: tuple[str, ...] = ()
    role: ConsultationRole | None = None
    authoritative: bool | None = None


class OParlMeeting(OParlObject):
    name: str | None = None
    number: int | None = None  # where the name says "12. Sitzung"
    date: str | None = None  # the local day, ISO 8601
    start: str | None = None  # as written
    cancelled: bool | None = None
    organizations: tuple[str, ...] = ()  # URLs
    agenda_items: tuple[str, ...] | None = None  # URLs of those the meeting lists; null: it has no list


class OParlAgendaItem(OParlObject):
    meeting: str | None = None  # URL
    number: str | None = None  # text: 4.10 is not 4.1
    order: int | None = None
    name: str | None = None
    public: bool | None = None
    result: Result | None = None
    resolution_text: str | None = None
    consultation: str | None = None  # URL


class OParlOrganization(OParlObject):
    name: str | None = None
    short_name: str | None = None
    classification: str | None = None
    start_date: str | None = None  # ISO 8601
    end_date: str | None = None


class OParlRecord(Part):
    """Each object once, in the order of the file; where a file holds an object twice, its newest form. Only a
    consultation that is given for several items at once (a paper was put off, and came again) stands once for each."""

    schema_id: Literal["protokolle/oparl-record/1"] = Field(default=OPARL_SCHEMA_ID, alias="schema")
    extractor: str  # version of the reader that made this record
    source: Source
    papers: tuple[OParlPaper, ...] = ()
    consultations: tuple[OParlConsultation, ...] = ()
    meetings: tuple[OParlMeeting, ...] = ()
    agenda_items: tuple[OParlAgendaItem, ...] = ()
    organizations: tuple[OParlOrganization, ...] = ()
    findings: tuple[Finding, ...] = ()
    evidence: dict[str, tuple[Evidence, ...]] = Field(default_factory=dict)

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, serialize_by_alias=True)


_NEVER = "0000-00-00T00:00:00"


def changed_at(modified: str | None) -> str:
    """A point in time as a text that sorts by time (UTC, seconds), always of one length; what is missing or cannot be
    read sorts first."""
    try:
        moment = datetime.fromisoformat(modified or "")
        return (moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment).isoformat(timespec="seconds")
    except (ValueError, OverflowError):
        return _NEVER
