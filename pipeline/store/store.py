"""`Store`: one database of minutes. What it does, each method in a room of its own; state lives here alone."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from types import TracebackType
from typing import Any

from sqlalchemy import Connection, Engine, insert, select

from pipeline.model.errors import StoreError
from pipeline.model.record import MinutesRecord, Severity
from pipeline.model.records import AnyRecord
from pipeline.store import corrections, listings, loading, motions, official, searching
from pipeline.store.answers import (
    CorrectionRow,
    Counts,
    DocumentRow,
    FindingRow,
    MotionHistory,
    OfficialPaper,
    OfficialStation,
    SearchPage,
)
from pipeline.store.concepts import Concepts
from pipeline.store.database import WAIT, Database, open_database
from pipeline.store.journal import Clock, Finished, Journal, Status
from pipeline.store.loading import LoadOutcome
from pipeline.store.reading import read_record
from pipeline.store.schema import Correction, Document
from pipeline.store.searching import Years
from pipeline.store.terms import plain


def utc_now() -> str:
    """This second, in UTC, ISO 8601."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def open_store(url: str, *, create: bool = True, wait: float = WAIT, now: Clock = utc_now) -> Store:
    """Open a database, make it where it is missing and bring an older one up to date.

    `url`: `sqlite:///db/protokolle.sqlite` (`sqlite://` lives in memory) or `postgresql://user:password@host/database`
    (the database must be there; its tables are made in the first schema of the search path).
    `create=False`: a missing one is an error. `wait`: seconds to wait for another run that is writing. `now`: the
    clock of the journal and the ledger.
    Raises StoreError with the codes `newer_version`, `locked`, `not_a_database`, `disk_full`, `no_permission`,
    `missing`, `unknown_url`, `damaged`; for PostgreSQL also `unreachable`, `bad_encoding`, `missing_driver`.
    """
    return Store(open_database(url, create=create, wait=wait), now=now)


@dataclass(frozen=True, slots=True, kw_only=True)
class Loading:
    """One document (or OParl file) to bring in: see `Store.load`."""

    record: AnyRecord
    label: str
    said: bytes | None = None


class Store:
    """A database of minutes. Every question leaves out non-public items unless `include_non_public=True`.

    Every method may raise StoreError: `locked`, `disk_full`, `no_permission`, `damaged`, `unreachable`, or `store` for
    the rest.
    """

    def __init__(self, database: Database, *, now: Clock = utc_now) -> None:
        self._database = database
        self._now = now
        self.journal = Journal(database, now=now)
        self.concepts = Concepts(database, now=now)

    @property
    def engine(self) -> Engine:
        """For those who ask in SQL themselves."""
        return self._database.engine

    @property
    def address(self) -> str:
        """The database's URL, for people: without its password."""
        return self._database.engine.url.render_as_string(hide_password=True)

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def now(self) -> str:
        """The store's clock: this second, in UTC, ISO 8601."""
        return self._now()

    def close(self) -> None:
        """Let go of the database, its log merged into the one file."""
        self._database.close()

    def reading(self) -> AbstractContextManager[Connection]:
        """One consistent view of the database, for the rooms above: they look after what is not public."""
        return self._database.read()

    def writing(self) -> AbstractContextManager[Connection]:
        """One transaction, for the rooms above: all of it is kept, or after an error nothing."""
        return self._database.write()

    # --- bringing in ---------------------------------------------------------------------------------------------

    def load(self, record: AnyRecord, *, label: str, said: bytes | None = None) -> LoadOutcome:
        """Bring in one document (or OParl file) and write down in the journal that the input `label` is done: one
        transaction.

        `imported`: new; `unchanged`: the database holds just this record; `replaced`: another record of the same
        document gave way, people's corrections were laid over the new one. `said` is the record's JSON, where the
        caller has it already: it saves writing the record a second time to compare it.
        Raises BadInput where a value cannot be stored; nothing of the document is then changed.
        """
        return self.load_many([Loading(record=record, label=label, said=said)])[0]

    def load_many(self, batch: Sequence[Loading]) -> list[LoadOutcome]:
        """`load` of several documents in one transaction, which costs less; the outcome of each, in their order.
        Raises BadInput where a value of any cannot be stored; nothing is then changed."""
        with self._database.write() as connection:
            outcomes = [loading.load(connection, one.record, said=one.said) for one in batch]
            self.journal.finish_in(connection, [_done(*pair) for pair in zip(batch, outcomes, strict=True)])
        return outcomes

    def rebuild(self, records: Iterable[AnyRecord]) -> int:
        """Forget all facts and load `records` anew, in one transaction: should it fail, all is as before. Corrections
        and the journal stay. Returns the number of documents and OParl files."""
        with self._database.write() as connection:
            return loading.rebuild(connection, records)

    def record(self, document_sha256: str) -> MinutesRecord | None:
        """The record of a document as the database holds it, with people's corrections; None where it is not loaded.

        This is the whole document, its non-public items too: for the import and for people who correct, not for
        publishing.
        """
        with self._database.read() as connection:
            return read_record(connection, document_sha256)

    # --- what people enter ---------------------------------------------------------------------------------------

    def correct(self, document_sha256: str, pointer: str, value: Any, *, by: str, why: str) -> CorrectionRow:
        """Say what a value should be. Holds at once, and after every later extraction and rebuild.

        `pointer` is a JSON pointer into the record (`/agenda_items/0/vote_events/0/yes`), `value` what JSON gives for
        the field. Nothing is overwritten in the ledger: to take a correction back, enter the value it replaced.
        Raises StoreError: `unknown_document` or `bad_correction`.
        """
        if not by.strip() or not why.strip():
            raise StoreError("A correction needs who made it and why.", code="bad_correction")
        with self._database.write() as connection:
            record = read_record(connection, document_sha256)
            if record is None:
                raise StoreError(
                    f"No document with the content {document_sha256[:12]}… is in the database. Ingest it first.",
                    code="unknown_document",
                )
            changed = corrections.set_value(record, pointer, value)
            number, title = corrections.item_of(record, pointer)
            entered = {
                "document_sha256": document_sha256,
                "pointer": pointer,
                "value": json.dumps(value, ensure_ascii=False),
                "was": json.dumps(corrections.get_value(record, pointer), ensure_ascii=False),
                "item_number": number,
                "item_title": title,
                "author": plain(by),
                "reason": plain(why),
                "made_at": self._now(),
            }
            new_id = connection.scalars(insert(Correction).returning(Correction.id), [entered]).one()
            row = connection.execute(
                select(Document.id, Document.digest).where(Document.sha256 == document_sha256)
            ).one()
            loading.replace(connection, changed, document_id=row.id, digest=row.digest)
            corrections.keep_effects(connection, [corrections.Effect(new_id, None)])
            ledger = listings.corrections(connection, include_non_public=True)
        return next(entry for entry in ledger if entry.id == new_id)

    def corrections(self, *, include_non_public: bool = False) -> tuple[CorrectionRow, ...]:
        """The ledger, oldest first. Entries on what is not certainly public are left out."""
        with self._database.read() as connection:
            return listings.corrections(connection, include_non_public=include_non_public)

    # --- questions -----------------------------------------------------------------------------------------------

    def search(
        self,
        query: str,
        *,
        committee: str | Sequence[str] | None = None,
        years: Years | None = None,
        result: str | None = None,
        person: str | Sequence[str] | None = None,
        paper: str | None = None,
        items: Collection[tuple[str, int]] | None = None,
        limit: int = 20,
        offset: int = 0,
        markers: tuple[str, str] = ("**", "**"),
        facets: bool = False,
        include_non_public: bool = False,
    ) -> SearchPage:
        """Items that have all words of `query` in title, text, paper references or people, best first.

        A word stands for its inflected forms and for the compounds it is a part of (`Lotse` finds
        `Integrationslotsen`). Quotes make a phrase, a star at a word's end a prefix; spellings of umlauts and ß are
        one. No query fails. Where hits are too many to rank or to count all of them, the answer says so (see
        `SearchPage`).
        `committee`: its name, or words of it. `years`: first and last, None is open. `result`: a code (`rejected`) or
        the wording; an inferred one counts where none is stated. `person`: words of a name. Of several committees or
        persons, any. `paper`: a reference, own or mentioned. `items`: these alone, each by its document's sha256 and
        its position. An empty query with a filter lists what the filter leaves, newest first. The words found stand
        between `markers` in the snippet. `facets`: also how the items fall into committees, years, results, speakers.
        """
        with self._database.read() as connection:
            return searching.search(
                connection, query, committee=_several(committee), years=years, result=result, person=_several(person),
                paper=paper, items=items,
                limit=limit, offset=offset, markers=markers, facets=facets, include_non_public=include_non_public,
            )  # fmt: skip

    def motion(self, reference: str, *, include_non_public: bool = False) -> MotionHistory | None:
        """What names a paper by its number, its reference typed in any way; None where no item does. The store's
        own answer, from the documents' facts alone and at any moment; what joins without a number, the city's record
        and the state are told by `pipeline.motions.history`."""
        with self._database.read() as connection:
            return motions.motion(connection, reference, include_non_public=include_non_public)

    def official_stations(self, reference: str, *, include_non_public: bool = False) -> tuple[OfficialStation, ...]:
        """The paper's way as the city's council information system has it, from the OParl files that are loaded."""
        with self._database.read() as connection:
            return official.official_stations(connection, reference, include_non_public=include_non_public)

    def official_paper(self, reference: str, *, include_non_public: bool = False) -> OfficialPaper | None:
        """What the council information system says of the paper itself; None where no OParl file has it."""
        with self._database.read() as connection:
            return official.official_paper(connection, reference, include_non_public=include_non_public)

    def close_references(self, reference: str, *, limit: int = 5, include_non_public: bool = False) -> tuple[str, ...]:
        """References that look like this one, the nearest first: for `did you mean`."""
        with self._database.read() as connection:
            return motions.close_references(connection, reference, limit=limit, include_non_public=include_non_public)

    def list_findings(
        self, code: str | None = None, severity: Severity | None = None, *, include_non_public: bool = False
    ) -> tuple[FindingRow, ...]:
        """What does not add up, by document; of one code, of one severity."""
        with self._database.read() as connection:
            return listings.findings(connection, code=code, severity=severity, include_non_public=include_non_public)

    def documents(self, *, include_non_public: bool = False) -> tuple[DocumentRow, ...]:
        """All documents by name; those that hold nothing public are left out."""
        with self._database.read() as connection:
            return listings.documents(connection, include_non_public=include_non_public)

    def counts(self, *, include_non_public: bool = False) -> Counts:
        """How many rows there are of each kind."""
        with self._database.read() as connection:
            return listings.counts(connection, include_non_public=include_non_public)


def _done(one: Loading, outcome: LoadOutcome) -> Finished:
    """The journal's entry."""
    source = one.record.source
    status: Status = "unchanged" if outcome == "unchanged" else "imported"
    return Finished(one.label, status, source.sha256, source.bytes, one.record.extractor)


def _several(names: str | Sequence[str] | None) -> Sequence[str] | None:
    return (names,) if isinstance(names, str) else names
