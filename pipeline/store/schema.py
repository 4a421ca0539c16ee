"""The tables, as SQLAlchemy models. Names follow OParl 1.1 and Popolo; a fact's column is the record's field.

Everything one document says hangs on `document.id`, so that a better extraction can replace it as a whole. Shared rows
(organization, meeting, paper) hold only what their key determines or what all documents agree on; what a document says
of its meeting stands in `meeting_statement`. What people enter (`correction`) and what happened to inputs
(`input_journal`) refer to documents by content, never by row id, and outlive every rebuild.

The full text index is not here: it differs by database and lives in `sqlite_search.py`.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, Integer, MetaData, String, Text, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

ItemId = BigInteger().with_variant(Integer, "sqlite")  # INTEGER PRIMARY KEY is SQLite's own row number: no second index

# A row of these tables is small and found by its key alone: SQLite keeps it in the key's own tree.
_KEYED = {"sqlite_with_rowid": False}


class Base(DeclarativeBase):
    """Names of constraints are fixed, so that later migrations can speak of them."""

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
    """One document, by its content. `digest` is that of the record its facts were loaded from. `id` is an inner number
    (it differs between databases): whoever refers to a document from outside uses `sha256`."""

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
    __table_args__ = (Index(None, "organization_id"),)
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), primary_key=True, autoincrement=False)
    organization_id: Mapped[str | None] = mapped_column(ForeignKey("organization.id"))
    organization: Mapped[str | None] = mapped_column(Text)  # as written
    inferred_organization: Mapped[str | None] = mapped_column(Text)
    number: Mapped[int | None]
    date: Mapped[str | None] = mapped_column(String(10))
    public: Mapped[bool | None]
    members: Mapped[int | None]
    present: Mapped[int | None]


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
    factions: Mapped[dict[str, list[str]] | None] = mapped_column(JSON(none_as_null=True))  # keys yes, no, abstain


class Speaker(Base):
    """Who speaks or acts in an item, each once."""

    __tablename__ = "speaker"
    __table_args__ = _KEYED
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
    __table_args__ = _KEYED
    item_id: Mapped[int] = mapped_column(ForeignKey("agenda_item.id"), primary_key=True, autoincrement=False)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(Text)
    salutation: Mapped[str | None] = mapped_column(Text)
    honorific: Mapped[str | None] = mapped_column(Text)


class Attachment(Base):
    """Text behind the minutes."""

    __tablename__ = "attachment"
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), primary_key=True, autoincrement=False)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    title: Mapped[str | None] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)


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


FACTS: tuple[type[Base], ...] = (
    ItemFacet, Evidence, Finding, Attachment, Mention, Speaker, VoteEvent, AgendaItemPaper, AgendaItem,
    MeetingStatement, Document, Meeting, OrganizationAlias, Organization, Paper,
)  # fmt: skip
"""Tables a rebuild empties and fills again, children before parents."""
