"""The tables of links between motions and measures: what the machine found, which follows from minutes and catalogues
and is made anew with them, and the ledger of what people said, which is only added to.

No row refers to another table's row number but `item_id` in `evidence`: a motion is its reference, a measure its
concept's id, its number and its title.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, Index, String, Text, false
from sqlalchemy.orm import Mapped, mapped_column

from pipeline.store.schema import Base, ItemId

_KEYED = {"sqlite_with_rowid": False}
_Json = JSON(none_as_null=True)


class LinkQueue(Base):
    """Motions that were judged anew since they were linked last."""

    __tablename__ = "link_queue"
    __table_args__ = _KEYED
    reference: Mapped[str] = mapped_column(Text, primary_key=True)


class LinkChange(Base):
    """Motions with links that may be told otherwise than the tracker's feed has them: their links, what people said of
    these, or the motions themselves have changed."""

    __tablename__ = "link_change"
    __table_args__ = _KEYED
    reference: Mapped[str] = mapped_column(Text, primary_key=True)


class LinkBasis(Base):
    """With which catalogue and which rules the links of a concept were made."""

    __tablename__ = "link_basis"
    __table_args__ = _KEYED
    concept_id: Mapped[str] = mapped_column(String(200), primary_key=True)
    digest: Mapped[str] = mapped_column(String(32))  # of the measures as they are linked
    linker: Mapped[str] = mapped_column(Text)


class MeasureLink(Base):
    """What the machine thinks of a motion and a measure. Two rows where non-public items add to it, as in `Motion`.

    `evidence`: passages as [item's row number, value, start, end, [[start, end] of each shared word]]. `words`: those
    of the measure, as [value, start, end]. `print`: see `LinkVerdict`.
    """

    __tablename__ = "measure_link"
    __table_args__ = (Index(None, "concept_id", "number"), Index(None, "state"), _KEYED)
    reference: Mapped[str] = mapped_column(Text, primary_key=True)
    concept_id: Mapped[str] = mapped_column(String(200), primary_key=True)
    number: Mapped[str] = mapped_column(Text, primary_key=True)
    non_public: Mapped[bool] = mapped_column(primary_key=True)
    score: Mapped[float]
    state: Mapped[str] = mapped_column(String(10))  # accepted, suggested, below
    reasons: Mapped[list[str]] = mapped_column(JSON)
    evidence: Mapped[list[Any]] = mapped_column(JSON)
    words: Mapped[list[Any]] = mapped_column(JSON)
    rests_on: Mapped[str | None] = mapped_column(String(12))
    dropped: Mapped[bool]


class LinkText(Base):
    """A digest of what each linked motion says (its text in force, else its item's), to tell whether it has changed
    since somebody judged it."""

    __tablename__ = "link_text"
    __table_args__ = _KEYED
    reference: Mapped[str] = mapped_column(Text, primary_key=True)
    non_public: Mapped[bool] = mapped_column(primary_key=True)
    print: Mapped[str] = mapped_column(String(16))


class LinkVerdictTable(Base):
    """What a person said of a motion and a measure. Rows are added, never changed; the last decision of a pair holds.

    `title`: the measure's, should numbers move in a later catalogue. `sha256` and `item`: a document and an item
    (number and title) of the motion when it was judged, should its reference change. `motion_print`,
    `measure_print`: digests of both texts as they were judged. `decision`: confirmed, rejected, withdrawn, note.
    `non_public`: said by somebody who saw non-public items of the motion; the public is not told.
    """

    __tablename__ = "link_verdict"
    __table_args__ = (Index(None, "reference"),)
    id: Mapped[int] = mapped_column(ItemId, primary_key=True)
    reference: Mapped[str] = mapped_column(Text)
    concept_id: Mapped[str] = mapped_column(String(200))
    number: Mapped[str] = mapped_column(Text)
    title: Mapped[str] = mapped_column(Text)
    decision: Mapped[str] = mapped_column(String(10))
    author: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)
    made_at: Mapped[str] = mapped_column(String(20))  # UTC, ISO 8601
    sha256: Mapped[str | None] = mapped_column(String(64))
    item: Mapped[list[Any] | None] = mapped_column(_Json)
    motion_print: Mapped[str | None] = mapped_column(String(16))
    measure_print: Mapped[str | None] = mapped_column(String(16))
    non_public: Mapped[bool] = mapped_column(server_default=false())


LINKS: tuple[type[Base], ...] = (LinkQueue, LinkBasis, MeasureLink, LinkText)
"""Tables that follow from minutes and catalogues; `pipeline.links.run` fills them."""
