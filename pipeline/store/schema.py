"""The tables, as SQLAlchemy models. Names follow OParl 1.1 and Popolo; a fact's column is the record's field.

Everything one document says hangs on `document.id`, so that a better extraction can replace it as a whole. Shared
rows (organization, meeting, paper) hold only what their key determines or what all documents agree on; what a
document says of its meeting stands in `meeting_statement`. What people enter (`correction`, `verdict`) and what
happened to inputs (`input_journal`) refer to documents by content, never by row id, and outlive every rebuild.

The full text index is not here: it differs by database and lives in `dialects`.
"""

from __future__ import annotations

from typing import Any, ClassVar

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, Integer, MetaData, String, Text, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

ItemId = BigInteger().with_variant(Integer, "sqlite")  # INTEGER PRIMARY KEY is SQLite's own row number: no second index

# A row of these tables is small and found by its key alone: SQLite keeps it in the key's own tree.
_KEYED = {"sqlite_with_rowid": False}


class Base(DeclarativeBase):
    """Names of constraints are fixed, so that later migrations can speak of them."""

    type_annotation_map: ClassVar = {int: ItemId}  # a count that was read wrongly may be of any size
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class Organization(Base):
    """A committee, council or board. `id` and `key` come from its name alone (see `identity.organization_key`)."""

    __tablename__ = "organization"
    __table_args__ = _KEYED
    id: Mapped[str] = mapped_column(String(16), primary_key=True)
    key: Mapped[str] = mapped_column(Text, unique=True)
    name: Mapped[str] = mapped_column(Text)


class OrganizationAlias(Base):
    """Each spelling of an organization's name that a document uses."""

    __tablename__ = "organization_alias"
    __table_args__ = _KEYED
    organization_id: Mapped[str] = mapped_column(ForeignKey("organization.id"), primary_key=True)
    name: Mapped[str] = mapped_column(Text, primary_key=True)


class Meeting(Base):
    """A meeting: organization and date, for numbers restart with each Wahlperiode.

    A document that does not state both has a meeting of its own. Where documents disagree, the smaller number stands
    here, and non-public beats public; each document's own words are in `meeting_statement`.
    """

    __tablename__ = "meeting"
    __table_args__ = (Index(None, "organization_id", "date"), _KEYED)
    id: Mapped[str] = mapped_column(String(16), primary_key=True)
    organization_id: Mapped[str | None] = mapped_column(ForeignKey("organization.id"))
    date: Mapped[str | None] = mapped_column(String(10))  # ISO 8601
    number: Mapped[int | None]
    public: Mapped[bool | None]
    members: Mapped[int | None]
    present: Mapped[int | None]


class Document(Base):
    """One document, by its content. `digest` is that of the record its facts were loaded from. `id` is an inner
    number (it differs between databases): whoever refers to a document from outside uses `sha256`."""

    __tablename__ = "document"
    __table_args__ = (Index(None, "meeting_id"),)
    id: Mapped[int] = mapped_column(ItemId, primary_key=True, autoincrement=False)
    sha256: Mapped[str] = mapped_column(String(64), unique=True)
    meeting_id: Mapped[str] = mapped_column(ForeignKey("meeting.id"))
    name: Mapped[str] = mapped_column(Text)
    media_type: Mapped[str] = mapped_column(Text)
    bytes: Mapped[int] = mapped_column(BigInteger)
    pages: Mapped[int]
    extractor: Mapped[str] = mapped_column(Text)
    digest: Mapped[str] = mapped_column(String(32))
    non_public: Mapped[bool]  # holds nothing that the public may see


class MeetingStatement(Base):
    """What one document says of its meeting."""

    __tablename__ = "meeting_statement"
    __table_args__ = (Index(None, "organization_id"), Index(None, "numbering"))
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), primary_key=True, autoincrement=False)
    organization_id: Mapped[str | None] = mapped_column(ForeignKey("organization.id"))
    organization: Mapped[str | None] = mapped_column(Text)  # as written
    inferred_organization: Mapped[str | None] = mapped_column(Text)
    number: Mapped[int | None]
    date: Mapped[str | None] = mapped_column(String(10))
    public: Mapped[bool | None]
    members: Mapped[int | None]
    present: Mapped[int | None]
    numbering: Mapped[str | None] = mapped_column(String(20))  # of the document's own papers, see `model.reference`


class Paper(Base):
    """A Drucksache, by its normalised reference (`15/SVV/0743`)."""

    __tablename__ = "paper"
    __table_args__ = _KEYED
    reference: Mapped[str] = mapped_column(Text, primary_key=True)


class AgendaItem(Base):
    """One item. `id` is made of the document's id and the item's position in the record."""

    __tablename__ = "agenda_item"
    __table_args__ = (UniqueConstraint("document_id", "position"),)
    id: Mapped[int] = mapped_column(ItemId, primary_key=True, autoincrement=False)
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"))
    position: Mapped[int]
    number: Mapped[str | None] = mapped_column(Text)
    title: Mapped[str | None] = mapped_column(Text)
    public: Mapped[bool | None]  # as the document says of the item itself
    non_public: Mapped[bool]  # what holds: the item's own word, else its meeting's
    paper: Mapped[str | None] = mapped_column(Text)  # as written; `agenda_item_paper` has the normalised one
    result_text: Mapped[str | None] = mapped_column(Text)
    result_code: Mapped[str | None] = mapped_column(String(20))
    inferred_result_text: Mapped[str | None] = mapped_column(Text)
    inferred_result_code: Mapped[str | None] = mapped_column(String(20))
    role: Mapped[str | None] = mapped_column(String(20))
    text: Mapped[str | None] = mapped_column(Text)
    speeches: Mapped[list[dict[str, Any]] | None] = mapped_column(JSON(none_as_null=True))
    versions: Mapped[list[dict[str, Any]] | None] = mapped_column(JSON(none_as_null=True))
    duties: Mapped[list[dict[str, Any]] | None] = mapped_column(JSON(none_as_null=True))


class AgendaItemPaper(Base):
    """Which papers an item is about (`own`) and which it only speaks of (`mentioned`)."""

    __tablename__ = "agenda_item_paper"
    __table_args__ = (Index(None, "reference"), _KEYED)
    item_id: Mapped[int] = mapped_column(ForeignKey("agenda_item.id"), primary_key=True, autoincrement=False)
    relation: Mapped[str] = mapped_column(String(10), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    reference: Mapped[str | None] = mapped_column(ForeignKey("paper.reference"))
    written: Mapped[str] = mapped_column(Text)


class VoteEvent(Base):
    """One ballot. A count is null where the minutes do not give it."""

    __tablename__ = "vote_event"
    __table_args__ = _KEYED
    item_id: Mapped[int] = mapped_column(ForeignKey("agenda_item.id"), primary_key=True, autoincrement=False)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    yes: Mapped[int | None]
    no: Mapped[int | None]
    abstain: Mapped[int | None]
    manner: Mapped[str | None] = mapped_column(String(20))
    about: Mapped[str | None] = mapped_column(Text)
    passed: Mapped[bool | None]
    procedural: Mapped[bool]
    role: Mapped[str | None] = mapped_column(String(20))
    text: Mapped[str | None] = mapped_column(Text)
    other: Mapped[dict[str, int] | None] = mapped_column(JSON(none_as_null=True))
    factions: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))  # keys yes, no, abstain, other


class Vote(Base):
    """How one person voted, where the minutes print the roll. `event` is the ballot's position in its item."""

    __tablename__ = "vote"
    __table_args__ = _KEYED
    item_id: Mapped[int] = mapped_column(ForeignKey("agenda_item.id"), primary_key=True, autoincrement=False)
    event: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(Text)
    salutation: Mapped[str | None] = mapped_column(Text)
    honorific: Mapped[str | None] = mapped_column(Text)
    party: Mapped[str | None] = mapped_column(Text)
    option: Mapped[str | None] = mapped_column(String(10))


class Speaker(Base):
    """Who speaks or acts in an item, each once."""

    __tablename__ = "speaker"
    __table_args__ = (Index(None, "name", "role"), _KEYED)
    item_id: Mapped[int] = mapped_column(ForeignKey("agenda_item.id"), primary_key=True, autoincrement=False)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str | None] = mapped_column(Text)
    salutation: Mapped[str | None] = mapped_column(Text)
    honorific: Mapped[str | None] = mapped_column(Text)
    role: Mapped[str | None] = mapped_column(Text)
    party: Mapped[str | None] = mapped_column(Text)


class Mention(Base):
    """Someone an item only speaks of."""

    __tablename__ = "mention"
    __table_args__ = (Index(None, "name"), _KEYED)
    item_id: Mapped[int] = mapped_column(ForeignKey("agenda_item.id"), primary_key=True, autoincrement=False)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(Text)
    salutation: Mapped[str | None] = mapped_column(Text)
    honorific: Mapped[str | None] = mapped_column(Text)


class PersonName(Base):
    """Every name that someone is printed with, speaking or mentioned, by its last word: whoever looks for people
    alike need not go through millions of turns. Holds names of non-public items too: it is looked into, never
    shown."""

    __tablename__ = "person_name"
    __table_args__ = _KEYED
    last_word: Mapped[str] = mapped_column(Text, primary_key=True)  # small
    name: Mapped[str] = mapped_column(Text, primary_key=True)


class Attachment(Base):
    """Text behind the minutes."""

    __tablename__ = "attachment"
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), primary_key=True, autoincrement=False)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    title: Mapped[str | None] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)


class ConceptStatement(Base):
    """What a document says about a concept (see the record)."""

    __tablename__ = "concept_statement"
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), primary_key=True, autoincrement=False)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(String(20))
    value: Mapped[float | None]
    share_of: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))
    field: Mapped[str | None] = mapped_column(Text)
    name: Mapped[str | None] = mapped_column(Text)
    date: Mapped[str | None] = mapped_column(String(21))
    text: Mapped[str] = mapped_column(Text)
    concept: Mapped[str | None] = mapped_column(Text)
    item: Mapped[int | None]
    attachment: Mapped[int | None]
    non_public: Mapped[bool]  # may speak of a non-public item


class Finding(Base):
    """Something that does not add up."""

    __tablename__ = "finding"
    __table_args__ = (Index(None, "code"),)
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), primary_key=True, autoincrement=False)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    code: Mapped[str] = mapped_column(Text)
    severity: Mapped[str] = mapped_column(String(10))
    message: Mapped[str] = mapped_column(Text)
    non_public: Mapped[bool]  # may speak of a non-public item
    places: Mapped[list[dict[str, Any]] | None] = mapped_column(JSON(none_as_null=True))


class Evidence(Base):
    """Where a value was read: characters of the document's own text, and the box on the page where there is one."""

    __tablename__ = "evidence"
    __table_args__ = _KEYED
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), primary_key=True, autoincrement=False)
    pointer: Mapped[str] = mapped_column(Text, primary_key=True)  # JSON pointer into the record
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    page: Mapped[int]
    span_start: Mapped[int]
    span_end: Mapped[int]
    bbox_left: Mapped[float | None]
    bbox_top: Mapped[float | None]
    bbox_right: Mapped[float | None]
    bbox_bottom: Mapped[float | None]
    rule: Mapped[str] = mapped_column(Text)
    quote: Mapped[str | None] = mapped_column(Text)


class ItemFacet(Base):
    """What is counted beside a list of hits, by the number an item has in the search (see `search_keys`). Follows from
    the other tables, as the full text index does, and is made anew with it."""

    __tablename__ = "item_facet"
    search_key: Mapped[int] = mapped_column(ItemId, primary_key=True, autoincrement=False)
    organization_id: Mapped[str | None] = mapped_column(String(16))
    result_code: Mapped[str | None] = mapped_column(String(20))  # the stated one, else the inferred one
    speakers: Mapped[str | None] = mapped_column(Text)  # names, parted by line ends


class SearchState(Base):
    """One row: the version of the language rules that the index was made with."""

    __tablename__ = "search_state"
    language: Mapped[str] = mapped_column(String(20), primary_key=True)


class Correction(Base):
    """What a person said a value should be. Rows are added, never changed; the last one for a pointer holds."""

    __tablename__ = "correction"
    __table_args__ = (Index(None, "document_sha256"),)
    id: Mapped[int] = mapped_column(ItemId, primary_key=True)
    document_sha256: Mapped[str] = mapped_column(String(64))
    pointer: Mapped[str] = mapped_column(Text)
    value: Mapped[str] = mapped_column(Text)  # JSON
    was: Mapped[str] = mapped_column(Text)  # JSON, the value it replaced
    item_number: Mapped[str | None] = mapped_column(Text)  # which item was meant, should positions move
    item_title: Mapped[str | None] = mapped_column(Text)
    author: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)
    made_at: Mapped[str] = mapped_column(String(20))  # UTC, ISO 8601


class CorrectionEffect(Base):
    """Whether a correction still fits what is loaded. Made anew with every load."""

    __tablename__ = "correction_effect"
    correction_id: Mapped[int] = mapped_column(ForeignKey("correction.id"), primary_key=True, autoincrement=False)
    applied: Mapped[bool]
    problem: Mapped[str | None] = mapped_column(Text)


class Verdict(Base):
    """What a person said of two names: one (`same`), two (`different`), or nothing any more (`withdrawn`). Rows are
    added, never changed; the last one of a pair holds. Keys come from what is written (see `pipeline.identity.keys`),
    the smaller one stands left."""

    __tablename__ = "verdict"
    __table_args__ = (Index(None, "kind", "left_key", "right_key"),)
    id: Mapped[int] = mapped_column(ItemId, primary_key=True)
    kind: Mapped[str] = mapped_column(String(12))  # person, organization, party
    left_key: Mapped[str] = mapped_column(Text)
    right_key: Mapped[str] = mapped_column(Text)
    decision: Mapped[str] = mapped_column(String(10))
    author: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)
    made_at: Mapped[str] = mapped_column(String(20))  # UTC, ISO 8601


class InputJournal(Base):
    """What became of each input. `started` without an end is a killed run."""

    __tablename__ = "input_journal"
    __table_args__ = _KEYED
    label: Mapped[str] = mapped_column(Text, primary_key=True)
    status: Mapped[str] = mapped_column(String(12))
    sha256: Mapped[str | None] = mapped_column(String(64))
    size: Mapped[int | None] = mapped_column(BigInteger)
    extractor: Mapped[str | None] = mapped_column(Text)
    reason: Mapped[str | None] = mapped_column(Text)  # code
    message: Mapped[str | None] = mapped_column(Text)
    attempts: Mapped[int]
    started_at: Mapped[str] = mapped_column(String(20))  # UTC, ISO 8601
    finished_at: Mapped[str | None] = mapped_column(String(20))


class RelateQueue(Base):
    """What the relations do not know yet: documents that came or (`kind` replaced, as well) changed since
    `pipeline.motions.relate` ran last, by row number, papers they named before, and OParl files (`kind` oparl)."""

    __tablename__ = "relate_queue"
    __table_args__ = _KEYED
    kind: Mapped[str] = mapped_column(String(8), primary_key=True)
    key: Mapped[str] = mapped_column(Text, primary_key=True)


class Motion(Base):
    """A paper, or a matter without a number (`reference` then begins with `~`), and what became of it.

    Two rows where some of its items are not public: `non_public` False is what the public may know, True is all.
    """

    __tablename__ = "motion"
    __table_args__ = (Index(None, "last_date"), _KEYED)
    reference: Mapped[str] = mapped_column(Text, primary_key=True)
    non_public: Mapped[bool] = mapped_column(primary_key=True)
    title: Mapped[str | None] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(12))
    reason: Mapped[str] = mapped_column(Text)
    state_item: Mapped[int | None] = mapped_column(BigInteger)
    first_date: Mapped[str | None] = mapped_column(String(10))
    last_date: Mapped[str | None] = mapped_column(String(10))
    stations: Mapped[int]
    open_due: Mapped[str | None] = mapped_column(String(10))  # the earliest binding duty that nothing met


class MotionStation(Base):
    """Which items belong to a motion, and by what. `how` suggested: shown, and counts nowhere."""

    __tablename__ = "motion_station"
    __table_args__ = (Index(None, "item_id"), Index(None, "organization_id"), _KEYED)
    reference: Mapped[str] = mapped_column(Text, primary_key=True)
    item_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    organization_id: Mapped[str | None] = mapped_column(String(16))
    date: Mapped[str | None] = mapped_column(String(10))
    how: Mapped[str] = mapped_column(String(10))
    confidence: Mapped[float]
    reasons: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))
    non_public: Mapped[bool]


class TitleMark(Base):
    """Numbers that like titles share (`pipeline.motions.titles.marks`). `owner`: a paper's reference, or `item:` and
    the row number of an item without one."""

    __tablename__ = "title_mark"
    __table_args__ = (Index(None, "owner"), _KEYED)
    mark: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    owner: Mapped[str] = mapped_column(Text, primary_key=True)


class PaperRelation(Base):
    """How one paper stands to another, read in an item of the motion `told_by` (`item_id` 0: from the numbers alone).
    `non_public`: only non-public items say so."""

    __tablename__ = "paper_relation"
    __table_args__ = (Index(None, "source"), Index(None, "target"), _KEYED)
    told_by: Mapped[str] = mapped_column(Text, primary_key=True)
    source: Mapped[str] = mapped_column(Text, primary_key=True)
    target: Mapped[str] = mapped_column(Text, primary_key=True)
    non_public: Mapped[bool] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(12))
    item_id: Mapped[int] = mapped_column(BigInteger)
    reason: Mapped[str] = mapped_column(Text)
    confidence: Mapped[float]


class MotionDuty(Base):
    """A duty of a motion and what met it, as of the last joining. `item_id` and `duty`: where it stands in the
    record; `non_public` as in `Motion`."""

    __tablename__ = "motion_duty"
    __table_args__ = (Index(None, "due_to"), _KEYED)
    reference: Mapped[str] = mapped_column(Text, primary_key=True)
    non_public: Mapped[bool] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    item_id: Mapped[int] = mapped_column(BigInteger)
    duty: Mapped[int]
    also: Mapped[list[list[int]] | None] = mapped_column(JSON(none_as_null=True))  # [item, duty] of the other tellings
    standing: Mapped[str] = mapped_column(String(8))
    due_to: Mapped[str | None] = mapped_column(String(10))
    met_by: Mapped[str | None] = mapped_column(Text)
    met_on: Mapped[str | None] = mapped_column(String(10))
    met_item: Mapped[int | None] = mapped_column(BigInteger)


class MotionFinding(Base):
    """What does not add up between documents: the minutes against the city's own data, or two minutes of one
    sitting."""

    __tablename__ = "motion_finding"
    __table_args__ = (Index(None, "code"), _KEYED)
    reference: Mapped[str] = mapped_column(Text, primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    code: Mapped[str] = mapped_column(Text)
    severity: Mapped[str] = mapped_column(String(10))
    message: Mapped[str] = mapped_column(Text)
    non_public: Mapped[bool]
    places: Mapped[list[dict[str, Any]] | None] = mapped_column(JSON(none_as_null=True))


FACTS: tuple[type[Base], ...] = (
    ItemFacet, Evidence, Finding, ConceptStatement, Attachment, Mention, Speaker, Vote, VoteEvent, AgendaItemPaper,
    AgendaItem, MeetingStatement, Document, Meeting, OrganizationAlias, Organization, Paper, PersonName,
)  # fmt: skip
"""Tables a rebuild empties and fills again, children before parents."""

RELATIONS: tuple[type[Base], ...] = (
    RelateQueue, MotionFinding, MotionDuty, PaperRelation, TitleMark, MotionStation, Motion,
)  # fmt: skip
"""Tables that follow from the facts of several documents; `pipeline.motions.relate` fills them."""
