"""The tables of the tracker's feed: which decisions it has told, in the order in which they changed last.

They are no facts: what stands in them is what other programs were told, and a rebuild or an import changes nothing in
them. `pipeline.exports.feed` compares them with what holds today.
"""

from __future__ import annotations

from sqlalchemy import JSON, BigInteger, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from pipeline.store.schema import Base

_KEYED = {"sqlite_with_rowid": False}


class TrackerFeed(Base):
    """A feed that was asked for. `profile`: which links it takes; `feed`: a random name, made once; `form`: the version
    of its lines, empty until all motions with links are queued."""

    __tablename__ = "tracker_feed"
    __table_args__ = _KEYED
    profile: Mapped[str] = mapped_column(String(12), primary_key=True)
    feed: Mapped[str] = mapped_column(String(16))
    form: Mapped[str] = mapped_column(String(12))


class TrackerRun(Base):
    """A run that changed something: the last number it gave, and a random token. By the token a cursor is known to
    come from this database and not from one that was put back to an earlier state."""

    __tablename__ = "tracker_run"
    __table_args__ = _KEYED
    profile: Mapped[str] = mapped_column(String(12), primary_key=True)
    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    token: Mapped[str] = mapped_column(String(16))


class TrackerQueue(Base):
    """Motions whose decisions must be compared anew. `stamp` is another one whenever the motion is queued again, so
    that what was made before that is not kept."""

    __tablename__ = "tracker_queue"
    __table_args__ = _KEYED
    profile: Mapped[str] = mapped_column(String(12), primary_key=True)
    reference: Mapped[str] = mapped_column(Text, primary_key=True)
    stamp: Mapped[str] = mapped_column(String(16))


class TrackerEntry(Base):
    """A decision that was told. `seq`: when it changed last, in numbers that only rise; `spans`: from which number to
    which it was there, as [first, end], the last end null while it is; `body`: its line (JSON) without `op` and `seq`,
    null once it is removed: nothing of what it was stays."""

    __tablename__ = "tracker_entry"
    __table_args__ = (Index(None, "profile", "seq", unique=True), Index(None, "profile", "reference"), _KEYED)
    profile: Mapped[str] = mapped_column(String(12), primary_key=True)
    id: Mapped[str] = mapped_column(String(16), primary_key=True)
    reference: Mapped[str] = mapped_column(Text)
    seq: Mapped[int] = mapped_column(BigInteger)
    spans: Mapped[list[list[int | None]]] = mapped_column(JSON)
    digest: Mapped[str] = mapped_column(String(32))
    body: Mapped[str | None] = mapped_column(Text)
