"""The tables of concepts. A catalogue's own facts give way to its next version; states of measures are only added.

No row here refers to minutes, and a rebuild leaves all of them: what a person imported is not among the records.
Fields, goals and measures that a new version no longer has stay, marked as retired, with their history.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from pipeline.store.schema import Base, ItemId

_KEYED = {"sqlite_with_rowid": False}
_Json = JSON(none_as_null=True)


class ConceptTable(Base):
    """A concept; `id` follows from name, body and period. `digest`: of the catalogue that holds now."""

    __tablename__ = "concept"
    __table_args__ = _KEYED
    id: Mapped[str] = mapped_column(String(200), primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    body: Mapped[str | None] = mapped_column(Text)
    period_start: Mapped[str | None] = mapped_column(String(10))
    period_end: Mapped[str | None] = mapped_column(String(10))
    paper: Mapped[str | None] = mapped_column(Text)  # as written
    paper_reference: Mapped[str | None] = mapped_column(Text, index=True)  # normalised, as papers of minutes are
    adopted: Mapped[str | None] = mapped_column(String(10))
    source: Mapped[str | None] = mapped_column(Text)
    digest: Mapped[str] = mapped_column(String(32))
    places: Mapped[dict[str, Any] | None] = mapped_column(_Json)


class ConceptSource(Base):
    """A file that something was read from: the catalogue or a report on it. `unjoined`: rows of a report that found no
    measure, with the nearest ones."""

    __tablename__ = "concept_source"
    __table_args__ = _KEYED
    concept_id: Mapped[str] = mapped_column(ForeignKey("concept.id"), primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    role: Mapped[str] = mapped_column(String(12))  # catalogue, report
    name: Mapped[str] = mapped_column(Text)
    media_type: Mapped[str] = mapped_column(Text)
    bytes: Mapped[int] = mapped_column(BigInteger)
    pages: Mapped[int]
    reader: Mapped[str] = mapped_column(Text)
    as_of: Mapped[str | None] = mapped_column(String(10))  # from when a report's states are
    row_count: Mapped[int | None]  # rows of a report
    joined: Mapped[int | None]
    digest: Mapped[str | None] = mapped_column(String(32))  # of a catalogue, see `concept.digest`
    findings: Mapped[list[dict[str, Any]] | None] = mapped_column(_Json)
    unjoined: Mapped[list[dict[str, Any]] | None] = mapped_column(_Json)
    imported_at: Mapped[str] = mapped_column(String(20))  # UTC, ISO 8601


class ActionFieldTable(Base):
    __tablename__ = "action_field"
    __table_args__ = (Index(None, "concept_id"), _KEYED)
    id: Mapped[str] = mapped_column(String(240), primary_key=True)
    concept_id: Mapped[str] = mapped_column(ForeignKey("concept.id"))
    number: Mapped[str] = mapped_column(Text)
    position: Mapped[int]
    name: Mapped[str | None] = mapped_column(Text)
    retired: Mapped[bool]
    places: Mapped[dict[str, Any] | None] = mapped_column(_Json)


class GoalTable(Base):
    __tablename__ = "goal"
    __table_args__ = _KEYED
    field_id: Mapped[str] = mapped_column(ForeignKey("action_field.id"), primary_key=True)
    number: Mapped[str] = mapped_column(Text, primary_key=True)
    position: Mapped[int]
    text: Mapped[str | None] = mapped_column(Text)
    invented: Mapped[bool]
    retired: Mapped[bool]
    places: Mapped[list[dict[str, Any]] | None] = mapped_column(_Json)


class MeasureTable(Base):
    """A measure; `id` is the concept's and its number. One that is retired and whose number was given to another has a
    mark of its title behind it."""

    __tablename__ = "measure"
    __table_args__ = (Index(None, "concept_id"), _KEYED)
    id: Mapped[str] = mapped_column(String(260), primary_key=True)
    concept_id: Mapped[str] = mapped_column(ForeignKey("concept.id"))
    field_id: Mapped[str] = mapped_column(ForeignKey("action_field.id"))
    number: Mapped[str] = mapped_column(Text)
    position: Mapped[int]
    title: Mapped[str] = mapped_column(Text)
    description: Mapped[str | None] = mapped_column(Text)
    responsible: Mapped[str | None] = mapped_column(Text)
    topic: Mapped[str | None] = mapped_column(Text)
    invented: Mapped[bool]
    retired: Mapped[bool]
    places: Mapped[dict[str, Any] | None] = mapped_column(_Json)


class MeasureGoal(Base):
    """Which goals of its field a measure serves."""

    __tablename__ = "measure_goal"
    __table_args__ = _KEYED
    measure_id: Mapped[str] = mapped_column(ForeignKey("measure.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[str] = mapped_column(Text)


class MeasureStatusTable(Base):
    """What was said of a measure's state. Rows are added, never changed; `id` follows from concept, measure's number,
    date, code and source. `title`: the measure's when it was said, should numbers move in a later version."""

    __tablename__ = "measure_status"
    __table_args__ = (Index(None, "concept_id"), _KEYED)
    id: Mapped[str] = mapped_column(String(16), primary_key=True)
    concept_id: Mapped[str] = mapped_column(ForeignKey("concept.id"))
    number: Mapped[str] = mapped_column(Text)
    title: Mapped[str] = mapped_column(Text)
    position: Mapped[int] = mapped_column(ItemId)  # the order in which they came
    date: Mapped[str | None] = mapped_column(String(10))
    code: Mapped[str | None] = mapped_column(String(20))
    text: Mapped[str | None] = mapped_column(Text)
    comment: Mapped[str | None] = mapped_column(Text)
    source: Mapped[str | None] = mapped_column(Text)
    manner: Mapped[str | None] = mapped_column(String(10))
    invented: Mapped[bool]
    document_sha256: Mapped[str] = mapped_column(String(64))
    places: Mapped[list[dict[str, Any]] | None] = mapped_column(_Json)
    recorded_at: Mapped[str] = mapped_column(String(20))  # UTC, ISO 8601
