"""The tables of OParl files: what a city's council information system says of papers, beside what the minutes say.

Every version of an object is a row, keyed by the object's URL and `rank`; the one with the greatest rank holds (see
`oparl_rows.rank_of`), the others are superseded. A consultation that a file gives for several items has a row for each,
and all rows of the file that holds hold. Nothing is marked, so the order of imports cannot matter, and a file
that is read anew takes nothing from others. URLs lead to objects that may not be loaded: there are no foreign keys
between them. `places` is JSON: `{FIELD: [[start, end, rule], ...]}`, in characters of the file.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from pipeline.store.schema import Base, ItemId

Urls = list[str]


class OParlDocument(Base):
    """One OParl file, by its content. They stand apart from `document`: no meeting is theirs, and no item."""

    __tablename__ = "oparl_document"
    id: Mapped[int] = mapped_column(ItemId, primary_key=True, autoincrement=False)
    sha256: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[str] = mapped_column(Text)
    media_type: Mapped[str] = mapped_column(Text)
    bytes: Mapped[int] = mapped_column(BigInteger)
    extractor: Mapped[str] = mapped_column(Text)
    digest: Mapped[str] = mapped_column(String(32))


class OParlFinding(Base):
    """Something that does not add up within one OParl file."""

    __tablename__ = "oparl_finding"
    __table_args__ = (Index(None, "code"),)
    document_id: Mapped[int] = mapped_column(ForeignKey("oparl_document.id"), primary_key=True, autoincrement=False)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    code: Mapped[str] = mapped_column(Text)
    severity: Mapped[str] = mapped_column(String(10))
    message: Mapped[str] = mapped_column(Text)
    non_public: Mapped[bool]  # may speak of a non-public item
    places: Mapped[list[dict[str, Any]] | None] = mapped_column(JSON(none_as_null=True))


class _Version:
    """What every version of an object has, as its first columns. `modified` as written."""

    id: Mapped[str] = mapped_column(Text, primary_key=True, sort_order=-6)
    rank: Mapped[str] = mapped_column(String(48), primary_key=True, sort_order=-5)
    modified: Mapped[str | None] = mapped_column(Text, sort_order=-3)
    deleted: Mapped[bool] = mapped_column(sort_order=-2)
    places: Mapped[dict[str, list[list[Any]]]] = mapped_column(JSON, sort_order=-1)

    @declared_attr
    def document_id(cls) -> Mapped[int]:  # noqa: N805 - a class attribute of each table, as SQLAlchemy has it
        return mapped_column(ForeignKey("oparl_document.id"), index=True, sort_order=-4)


class OParlPaper(_Version, Base):
    __tablename__ = "oparl_paper"
    reference: Mapped[str | None] = mapped_column(Text)  # as written
    normalised: Mapped[str | None] = mapped_column(Text, index=True)  # as `paper.reference` has it
    name: Mapped[str | None] = mapped_column(Text)
    paper_type: Mapped[str | None] = mapped_column(Text)
    date: Mapped[str | None] = mapped_column(String(10))
    body: Mapped[str | None] = mapped_column(Text)
    main_file: Mapped[str | None] = mapped_column(Text)
    auxiliary_files: Mapped[list[str]] = mapped_column(JSON)
    superordinated: Mapped[Urls] = mapped_column(JSON)
    subordinated: Mapped[Urls] = mapped_column(JSON)
    related: Mapped[Urls] = mapped_column(JSON)
    consultations: Mapped[Urls | None] = mapped_column(JSON(none_as_null=True))


class OParlConsultation(_Version, Base):
    __tablename__ = "oparl_consultation"
    paper: Mapped[str | None] = mapped_column(Text, index=True)
    agenda_item: Mapped[str | None] = mapped_column(Text, index=True)
    meeting: Mapped[str | None] = mapped_column(Text, index=True)
    organization: Mapped[str | None] = mapped_column(Text, index=True)  # the first of `organizations`
    organizations: Mapped[Urls] = mapped_column(JSON)
    role_text: Mapped[str | None] = mapped_column(Text)
    role_code: Mapped[str | None] = mapped_column(String(20))
    authoritative: Mapped[bool | None]


class OParlMeeting(_Version, Base):
    __tablename__ = "oparl_meeting"
    name: Mapped[str | None] = mapped_column(Text)
    number: Mapped[int | None]
    date: Mapped[str | None] = mapped_column(String(10))
    start: Mapped[str | None] = mapped_column(Text)
    cancelled: Mapped[bool | None]
    organizations: Mapped[Urls] = mapped_column(JSON)
    agenda_items: Mapped[Urls | None] = mapped_column(JSON(none_as_null=True))


class OParlAgendaItem(_Version, Base):
    __tablename__ = "oparl_agenda_item"
    meeting: Mapped[str | None] = mapped_column(Text, index=True)
    number: Mapped[str | None] = mapped_column(Text)
    position: Mapped[int | None]  # OParl's `order`
    name: Mapped[str | None] = mapped_column(Text)
    public: Mapped[bool | None]  # as the file says; `official.is_hidden` says what holds
    result_text: Mapped[str | None] = mapped_column(Text)
    result_code: Mapped[str | None] = mapped_column(String(20))
    resolution_text: Mapped[str | None] = mapped_column(Text)
    consultation: Mapped[str | None] = mapped_column(Text, index=True)


class OParlOrganization(_Version, Base):
    __tablename__ = "oparl_organization"
    name: Mapped[str | None] = mapped_column(Text)
    short_name: Mapped[str | None] = mapped_column(Text)
    classification: Mapped[str | None] = mapped_column(Text)
    start_date: Mapped[str | None] = mapped_column(String(10))
    end_date: Mapped[str | None] = mapped_column(String(10))


OBJECTS = (OParlPaper, OParlConsultation, OParlMeeting, OParlAgendaItem, OParlOrganization)
"""The tables of objects, in the order of the record's lists."""

FACTS: tuple[type[Base], ...] = (*OBJECTS, OParlFinding, OParlDocument)
"""Tables a rebuild empties and fills again, children before parents."""
