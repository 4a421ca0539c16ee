"""The record: what one document says, every value with its source. Schema id `protokolle/minutes-record/1`.

Field names follow OParl 1.1 (AgendaItem.number, Paper.reference, Meeting) and Popolo (VoteEvent, Speech). A field is
null when the document does not say; nothing here is guessed. `evidence` maps a JSON pointer into the record to the
places the value was read from.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

SCHEMA_ID: Literal["protokolle/minutes-record/1"] = "protokolle/minutes-record/1"

ResultCode = Literal[
    "adopted", "adopted_amended", "rejected", "noted", "deferred", "referred", "withdrawn", "settled", "no_decision",
    "unmapped",
]  # fmt: skip
Manner = Literal["counted", "unanimous", "majority", "roll_call", "secret"]
VoteOption = Literal["yes", "no", "abstain", "absent"]
Role = Literal["recommending", "deciding"]
Severity = Literal["error", "warning", "info"]


class Part(BaseModel):
    """Base of all record parts: immutable, and strict about unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Evidence(Part):
    """Where a value was read. Offsets count characters of the document's own text (`Document.original`)."""

    page: int
    start: int
    end: int
    bbox: tuple[float, float, float, float] | None = None
    rule: str
    quote: str | None = None  # the passage as the rules read it (working text)


class Source(Part):
    name: str
    sha256: str
    media_type: str
    bytes: int
    pages: int


class Speaker(Part):
    name: str | None = None  # as written, without salutation and honorific; null: known by office only
    salutation: str | None = None
    honorific: str | None = None
    role: str | None = None
    party: str | None = None


class Attendee(Part):
    """A row of the attendance list. `status`: present, excused, absent (without excuse)."""

    name: str
    salutation: str | None = None
    honorific: str | None = None
    role: str | None = None
    party: str | None = None
    status: Literal["present", "excused", "absent"] = "present"
    arrives: str | None = None  # 18:55, where the list says so
    leaves: str | None = None
    stands_in_for: str | None = None


class Meeting(Part):
    organization: str | None = None
    inferred_organization: str | None = None  # only follows from context
    number: int | None = None
    date: str | None = None  # ISO 8601
    public: bool | None = None
    members: int | None = None  # voting members of the body, where the minutes say "6 von 7"
    present: int | None = None
    begins: str | None = None  # 15:00
    ends: str | None = None
    attendance: tuple[Attendee, ...] = ()
    chair: Speaker | None = None  # inferred from what is done, with evidence


class Result(Part):
    text: str
    code: ResultCode


class Vote(Part):
    """How one person voted in a roll call (Popolo Vote). `absent`: did not vote, for whatever reason."""

    name: str  # without salutation and honorific; "Müller, Anna" of a list is Anna Müller
    salutation: str | None = None
    honorific: str | None = None
    party: str | None = None
    option: VoteOption | None = None  # null: the page does not show it


class VoteEvent(Part):
    """One ballot. Counts are null where the minutes do not give them: absent is not zero."""

    yes: int | None = None
    no: int | None = None
    abstain: int | None = None
    manner: Manner | None = None
    about: str | None = None
    passed: bool | None = None
    procedural: bool = False
    role: Role | None = None
    text: str | None = None  # the wording
    other: dict[str, int] = Field(default_factory=dict)  # further options: Befangen, Prüfauftrag, ungültig
    yes_factions: tuple[str, ...] = ()
    no_factions: tuple[str, ...] = ()
    abstain_factions: tuple[str, ...] = ()
    other_factions: dict[str, tuple[str, ...]] = Field(default_factory=dict)  # further options in their own words
    votes: tuple[Vote, ...] = ()  # the roll, where the minutes print one


class Mention(Part):
    name: str
    salutation: str | None = None
    honorific: str | None = None


SpeechKind = Literal[
    "introduces", "asks", "answers", "reports", "moves_amendment", "moves_procedure", "withdraws", "puts_to_vote",
    "opens", "supports", "opposes", "speaks",
]  # fmt: skip


class Speech(Part):
    """A turn: what one speaker says until the next begins. Its text is the span of its evidence."""

    speaker: int  # index into the item's speakers
    start: int  # characters of the document's own text
    end: int
    kind: SpeechKind | None = None
    text: str | None = None  # working text, one paragraph


class PaperVersion(Part):
    """A text of the motion as it stands in this item."""

    kind: Literal["original", "new_version", "amendment", "recommended", "adopted"]
    text: str  # paragraphs parted by a blank line
    by: str | None = None  # whose: a faction, a committee, a person
    date: str | None = None  # "Neue Fassung vom 03.04.2019", ISO 8601


class Duty(Part):
    """Who must do or report what by when. `due_from` and `due_to` bound the due date, both included, ISO 8601."""

    text: str  # the sentence
    kind: Literal["report", "do"] = "report"
    who: str | None = None  # Oberbürgermeister, Verwaltung
    to: str | None = None  # to whom it is reported
    what: str | None = None
    due: str | None = None  # as written: "im November 2016"
    due_from: str | None = None
    due_to: str | None = None
    recurring: str | None = None  # jährlich, vierteljährlich


class AgendaItem(Part):
    number: str | None = None  # text: 4.10 is not 4.1
    title: str | None = None
    public: bool | None = None
    paper: str | None = None  # Paper.reference of the item's own paper, as written
    result: Result | None = None
    inferred_result: Result | None = None  # only follows from the body
    role: Role | None = None  # does the body recommend or decide
    vote_events: tuple[VoteEvent, ...] = ()
    speakers: tuple[Speaker, ...] = ()
    speeches: tuple[Speech, ...] = ()
    versions: tuple[PaperVersion, ...] = ()
    duties: tuple[Duty, ...] = ()
    mentioned_papers: tuple[str, ...] = ()
    mentioned_people: tuple[Mention, ...] = ()
    text: str | None = None  # the item's body, working text: what search reads


class Attachment(Part):
    title: str | None = None
    text: str


StatementKind = Literal[
    "fields", "topics", "goals", "measures", "fulfilled", "partly_fulfilled", "not_fulfilled", "not_assessable",
    "implemented", "share", "field_name", "adopted", "period",
]  # fmt: skip


class ConceptStatement(Part):
    """What the minutes or slides say about a concept: a count, a share, a field's name, a date.

    `implemented`: fulfilled, with restrictions or not. A share is in percent and `of` says which states it sums.
    """

    kind: StatementKind
    value: float | None = None
    of: tuple[StatementKind, ...] = ()
    field: str | None = None  # number of the action field it speaks of; null: of the whole concept
    name: str | None = None  # of the field
    date: str | None = None  # ISO 8601, as exact as it is told; a period as 2016/2020
    text: str  # the wording
    concept: str | None = None  # the concept as it is named there
    item: int | None = None  # index of the agenda item
    attachment: int | None = None  # index of the attachment


class Finding(Part):
    code: str
    severity: Severity
    message: str
    evidence: tuple[Evidence, ...] = ()


class MinutesRecord(Part):
    schema_id: Literal["protokolle/minutes-record/1"] = Field(default=SCHEMA_ID, alias="schema")
    extractor: str  # version of the rules that made this record
    source: Source
    meeting: Meeting
    agenda_items: tuple[AgendaItem, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    concept_statements: tuple[ConceptStatement, ...] = ()
    findings: tuple[Finding, ...] = ()
    evidence: dict[str, tuple[Evidence, ...]] = Field(default_factory=dict)

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, serialize_by_alias=True)
