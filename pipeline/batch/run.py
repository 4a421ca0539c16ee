"""One run over many inputs: take in, work, store, book. Nothing is held but a bounded window of documents.

An input is taken once: its bytes are hashed, and the journal decides whether there is work to do. The parent process
alone writes: first a document's record to the shelf; then the facts and the journal entries of a portion of documents
to the database, in one transaction. A run that dies between the two reads these few again. A document is in flight
only while it is read: one that waits for its portion is not what ends a run.
"""

from __future__ import annotations

import hashlib
import logging
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias

from pipeline.batch import collector
from pipeline.batch.balance import Balance
from pipeline.batch.inflight import GIVE_UP_AFTER, InFlight
from pipeline.batch.ledger import Ledger
from pipeline.batch.log import crash_log
from pipeline.batch.portion import Parcel, Portion
from pipeline.batch.progress import Progress, Silent
from pipeline.batch.shelf import Shelf
from pipeline.batch.stop import Stop
from pipeline.batch.work import Ocr, Refused, Task, our_fault
from pipeline.batch.workers import Result, crashed, in_processes, one_by_one
from pipeline.model.errors import BadInput, StoreError

if TYPE_CHECKING:
    from pipeline.documents import Input
    from pipeline.store import LoadOutcome, Store

Booked: TypeAlias = Literal["unchanged", "duplicate"]


class StoppedError(StoreError):
    """The database or the disk failed in the middle. What `balance` holds is booked; the next run goes on."""

    def __init__(self, message: str, *, code: str, balance: Balance) -> None:
        super().__init__(message, code=code)
        self.balance = balance


MANY = 200  # from this number of inputs on, processes pay for their start


def ingest(
    paths: Sequence[Path],
    *,
    store: Store,
    extracted: Path,
    state: Path | None = None,
    jobs: int | None = None,
    ocr: Ocr = "auto",
    progress: Progress | None = None,
    join: bool = True,
) -> Balance:
    """Takes in every input behind `paths` (files, folders, ZIP files) and returns the balance, proven.

    `extracted`: folder of the records. `state`: stem of the run's own files, `STATE.running` (documents in flight)
    and `STATE.log` (tracebacks of our own faults); by default they stand beside the records. `jobs`: processes; None
    takes 1 below `MANY` inputs, else one per processor. `join`: also bring the motions up to
    date at the end; without it, the next question does. A polite interruption (Ctrl-C, TERM) ends the run after the
    documents in flight, with `balance.interrupted` true. Raises `StoppedError` when the database or the disk fails on
    the way, and `StoreError` when it cannot be used from the start.
    """
    from pipeline.documents import inputs
    from pipeline.minutes import EXTRACTOR
    from pipeline.oparl import OPARL_EXTRACTOR

    paths = list(paths)
    stem = state if state is not None else extracted / ".protokolle"
    progress = progress if progress is not None else Silent()
    total = sum(1 for _ in inputs(paths))
    jobs = jobs if jobs is not None else (1 if total < MANY else os.cpu_count() or 1)
    ledger = Ledger(store, version=EXTRACTOR, others=[OPARL_EXTRACTOR])
    shelf = Shelf(extracted)
    with (
        collector.seldom(),
        InFlight(stem.with_name(stem.name + ".running"), version=EXTRACTOR) as flights,
        Stop() as stop,
        crash_log(stem.with_name(stem.name + ".log")) as log,
    ):
        run = _Run(ledger=ledger, shelf=shelf, flights=flights, progress=progress, stop=stop, log=log)
        progress.begin(total)
        try:
            tasks = run.tasks(inputs(paths))
            results = one_by_one(tasks, ocr=ocr) if jobs == 1 else in_processes(tasks, jobs=jobs, ocr=ocr)
            for task, result in results:
                run.settle(task, result)
            run.store()
            ledger.flush()
            if join and not stop.asked:
                from pipeline.motions.relate import relate

                relate(store)
        except StoreError as error:
            run.balance.inputs = run.balance.settled  # what was in flight is not lost: the next run takes it
            raise StoppedError(str(error), code=error.code, balance=run.balance) from error
        finally:
            progress.end()
    run.balance.prove()
    return run.balance


class _Run:
    """The state of one run: what was seen, and the books."""

    def __init__(
        self, *, ledger: Ledger, shelf: Shelf, flights: InFlight, progress: Progress, stop: Stop, log: logging.Logger
    ) -> None:
        self.balance = Balance()
        self._ledger = ledger
        self._shelf = shelf
        self._flights = flights
        self._progress = progress
        self._stop = stop
        self._log = log
        self._seen: set[bytes] = set()
        self._portion = Portion()

    def tasks(self, found: Iterator[Input]) -> Iterator[Task]:
        """Books every input that needs no work at once, and passes on the others."""
        for one in found:
            if self._stop.asked:
                self.balance.interrupted = True
                return
            self.balance.inputs += 1
            task = self._take(one)
            if task is not None:
                self._flights.begin(task.sha256)
                yield task
            else:
                self._progress.advance(one.label)

    def settle(self, task: Task, result: Result) -> None:
        """Sets the document aside, or has its record wait for its portion."""
        if isinstance(result, Refused):
            self._refuse(task.label, result, task.sha256, len(task.data))
            self._progress.advance(task.label)
            if result.code == "crashed_reader":
                self._flights.give_up(task.sha256)
                return
        else:
            self._shelf.put(task.sha256, result.json)
            self._portion.add(task, result)
        self._flights.end(task.sha256)
        if self._portion.full():
            self.store()

    def store(self) -> None:
        """Stores what waits: together, or where one of them cannot be stored, one by one."""
        waiting = self._portion.take()
        if not waiting:
            return
        try:
            outcomes: list[LoadOutcome | Refused] = [*self._ledger.imported(waiting)]
        except BadInput:
            outcomes = [self._store_alone(one) for one in waiting]
        for one, outcome in zip(waiting, outcomes, strict=True):
            if isinstance(outcome, Refused):
                self._refuse(one.label, outcome, one.sha256, one.size)
            elif outcome == "unchanged":  # the database had it, the journal or the shelf did not
                self.balance.unchanged += 1
            else:
                self.balance.imported += 1
            self._progress.advance(one.label)

    def _store_alone(self, one: Parcel) -> LoadOutcome | Refused:
        try:
            return self._ledger.imported([one])[0]
        except BadInput as error:  # a value the database cannot hold: the record would spoil a rebuild, too
            self._shelf.drop(one.sha256)
            return Refused(error.code, str(error))

    def _take(self, one: Input) -> Task | None:
        """The work an input asks for, or None when it is booked already."""
        if one.error is not None:
            self._refuse(one.label, Refused(one.error.code, str(one.error)), None, None)
            return None
        try:
            data = one.load()
        except BadInput as error:
            self._refuse(one.label, Refused(error.code, str(error)), None, None)
            return None
        except Exception as error:  # noqa: BLE001 - a fault of ours with one input must leave the others alone
            self._refuse(one.label, our_fault(one.label, error), None, None)
            return None
        digest = hashlib.sha256(data)
        sha256 = digest.hexdigest()
        if digest.digest() in self._seen:
            self._book(one.label, "duplicate", sha256, len(data))
            return None
        self._seen.add(digest.digest())
        known = self._ledger.known(sha256) if self._shelf.holds(sha256) else None  # new documents cost no question
        if known is not None:
            # By name, not by path: the same folder, moved or named from elsewhere, is nothing new.
            status: Booked = "unchanged" if known.name == one.name else "duplicate"
            self._book(one.label, status, sha256, len(data), known.extractor)
            if self._flights.deaths(sha256):
                self._flights.end(sha256)  # the run died right behind the commit: it was not this document's doing
            return None
        deaths = self._flights.deaths(sha256)
        if deaths >= GIVE_UP_AFTER:
            self._refuse(one.label, crashed(one.label), sha256, len(data))
            return None
        return Task(one.name, one.label, sha256, data, suspect=deaths > 0)

    def _book(self, label: str, status: Booked, sha256: str, size: int, extractor: str | None = None) -> None:
        if status == "duplicate":
            self.balance.duplicate += 1
        else:
            self.balance.unchanged += 1
        self._ledger.booked(label, status, sha256, size, extractor)

    def _refuse(self, label: str, refused: Refused, sha256: str | None, size: int | None) -> None:
        if refused.trace is not None:
            self._log.error("%s\n%s", refused.message, refused.trace)
        self._ledger.quarantined(label, refused, sha256, size)
        self.balance.quarantine(label, refused.code, refused.message)
