"""What became of each input. An input is written down as started before it is touched; a run that is killed leaves
that word behind, and the next run finds it. Nothing needs cleaning up."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import ClauseElement, ColumnElement, Connection, case, func, literal_column, null, select

from pipeline.store.answers import Balance, InterruptedInput, JournalEntry, KnownDocument
from pipeline.store.database import Database
from pipeline.store.dialects import Dialect, Prepared
from pipeline.store.oparl_tables import OParlDocument
from pipeline.store.schema import Document, InputJournal
from pipeline.store.terms import plain

Status = Literal["imported", "unchanged", "duplicate", "quarantined"]
Clock = Callable[[], str]

STARTED = "started"
_PAGE = 500  # rows read at a time


@dataclass(frozen=True, slots=True)
class Input:
    """One input about to be worked on; `label` is what the user calls it (its path)."""

    label: str
    size: int | None = None
    sha256: str | None = None


@dataclass(frozen=True, slots=True)
class Finished:
    """What became of one input. Quarantine needs `reason` (a stable code) and `message` (a sentence)."""

    label: str
    status: Status
    sha256: str | None = None
    size: int | None = None
    extractor: str | None = None
    reason: str | None = None
    message: str | None = None


class Journal:
    """The journal of one database; reached as `Store.journal`. A label has one row: its latest state."""

    def __init__(self, database: Database, *, now: Clock) -> None:
        self._database = database
        self._now = now
        self._dialect = database.dialect

    def mark_started(self, batch: Iterable[Input]) -> None:
        """Write the inputs down before touching them, in one transaction. One already left started by a killed run
        counts a further attempt."""
        at = self._now()
        rows = [(plain(one.label), STARTED, one.sha256, one.size, 1, at) for one in batch]
        if rows:
            with self._database.write() as connection:
                self._dialect.driver(connection).executemany(_START.on(self._dialect), rows)

    def finish(
        self,
        label: str,
        *,
        status: Status,
        sha256: str | None = None,
        size: int | None = None,
        extractor: str | None = None,
        reason: str | None = None,
        message: str | None = None,
    ) -> None:
        """Write down what became of one input. `Store.load` does this itself, in the transaction of the load."""
        self.finish_many([Finished(label, status, sha256, size, extractor, reason, message)])

    def finish_many(self, batch: Iterable[Finished]) -> None:
        """The same for many, in one transaction."""
        done = list(batch)
        if done:
            with self._database.write() as connection:
                self.finish_in(connection, done)

    def finish_in(self, connection: Connection, batch: list[Finished]) -> None:
        """The same within a transaction that is open."""
        at = self._now()
        rows = [
            (plain(one.label), one.status, one.sha256, one.size, one.extractor, one.reason, one.message, 1, at, at)
            for one in batch
        ]
        self._dialect.driver(connection).executemany(_FINISH.on(self._dialect), rows)

    def known(self, sha256: str) -> KnownDocument | None:
        """The document (or OParl file) of this content, if its facts are in the database (also one that is non-public
        throughout: this is asked by the import, not by readers)."""
        with self._database.read() as connection:
            for table in (Document, OParlDocument):
                query = select(table.sha256, table.name, table.extractor, table.digest)
                row = connection.execute(query.where(table.sha256 == sha256)).one_or_none()
                if row is not None:
                    return KnownDocument(**row._mapping)
        return None

    def interrupted(self) -> list[InterruptedInput]:
        """Inputs that a killed run left started, with how often they were tried: one tried again and again may be
        what kills the run."""
        columns = (InputJournal.label, InputJournal.attempts, InputJournal.started_at, InputJournal.sha256,
                   InputJournal.size)  # fmt: skip
        query = select(*columns).where(InputJournal.status == STARTED).order_by(InputJournal.label)
        with self._database.read() as connection:
            return [InterruptedInput(**row._mapping) for row in connection.execute(query)]

    def entries(self, *, status: str | None = None) -> Iterator[JournalEntry]:
        """All inputs by label, or those of one status; read page by page, so that memory stays flat."""
        query = select(*InputJournal.__table__.columns).order_by(InputJournal.label).limit(_PAGE)
        if status is not None:
            query = query.where(InputJournal.status == status)
        after: str | None = None
        while True:
            page = query if after is None else query.where(InputJournal.label > after)
            with self._database.read() as connection:
                rows = connection.execute(page).all()
            yield from (JournalEntry(**row._mapping) for row in rows)
            if len(rows) < _PAGE:
                return
            after = rows[-1].label

    def balance(self) -> Balance:
        """How many inputs are in each state, over all runs."""
        query = select(InputJournal.status, func.count()).group_by(InputJournal.status)
        with self._database.read() as connection:
            counts = {row[0]: row[1] for row in connection.execute(query)}
        return Balance(inputs=sum(counts.values()), **counts)


def _start_statement(dialect: Dialect) -> ClauseElement:
    one: ColumnElement[int] = literal_column(
        "1"
    )  # written into the text: a compiled statement keeps no values of its own
    left = InputJournal.status == literal_column(f"'{STARTED}'")
    again = case((left, InputJournal.attempts + one), else_=one)
    return dialect.insert_or_update(
        InputJournal,
        columns=("label", "status", "sha256", "size", "attempts", "started_at"),
        key="label",
        update=lambda new: {
            "status": new.status, "sha256": new.sha256, "size": new.size, "attempts": again,
            "started_at": new.started_at, "finished_at": null(), "reason": null(), "message": null(),
        },
    )  # fmt: skip


def _finish_statement(dialect: Dialect) -> ClauseElement:
    """Only what happened changes: when it was started and how often it was tried stays."""
    return dialect.insert_or_update(
        InputJournal,
        columns=("label", "status", "sha256", "size", "extractor", "reason", "message", "attempts", "started_at",
                 "finished_at"),
        key="label",
        update=lambda new: {
            "status": new.status, "sha256": func.coalesce(new.sha256, InputJournal.sha256),
            "size": func.coalesce(new.size, InputJournal.size), "extractor": new.extractor, "reason": new.reason,
            "message": new.message, "finished_at": new.finished_at,
        },
    )  # fmt: skip


_START = Prepared(_start_statement)
_FINISH = Prepared(_finish_statement)
