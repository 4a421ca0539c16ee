"""The two ways to work through documents: one after the other here, or in processes. Results come in input order.

Both hold a bounded number of documents. A document that was in flight when an earlier run died (`suspect`) is worked
on alone in a process of its own, so that if it kills again, it kills nothing else.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.connection import wait
from typing import TypeAlias

from pipeline.batch import collector
from pipeline.batch.work import Made, Ocr, Refused, Task, make, make_elsewhere

Result: TypeAlias = Made | Refused
_AHEAD = 3  # documents in flight per process: one at work, the others on the way
_AHEAD_BYTES = 256 * 1024 * 1024  # and no more than this in all, whatever their number


def one_by_one(tasks: Iterator[Task], *, ocr: Ocr) -> Iterator[tuple[Task, Result]]:
    """Works in this process: the leanest way, no parcels and no second interpreter."""
    alone = _Alone(ocr)
    try:
        for task in tasks:
            yield task, (alone.make(task) if task.suspect else make(task, ocr=ocr))
    finally:
        alone.close()


def in_processes(tasks: Iterator[Task], *, jobs: int, ocr: Ocr) -> Iterator[tuple[Task, Result]]:
    """Works in `jobs` processes. When one dies, the documents in flight are tried again one at a time."""
    window: deque[tuple[Task, Future[Result] | None]] = deque()
    alone = _Alone(ocr)
    pool = _pool(jobs)
    weight = 0
    try:
        for task in tasks:
            window.append((task, None if task.suspect else _submit(pool, task, ocr)))
            weight += len(task.data)
            while window and (len(window) >= jobs * _AHEAD or weight > _AHEAD_BYTES):
                done, future = window.popleft()
                weight -= len(done.data)
                result, whole = _collect(done, future, alone)
                if not whole:
                    pool.shutdown(wait=False, cancel_futures=True)
                    pool = _pool(jobs)
                    window = deque((waiting, _salvage(old)) for waiting, old in window)
                yield done, result
        while window:
            done, future = window.popleft()
            yield done, _collect(done, future, alone)[0]
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
        alone.close()


def _submit(pool: ProcessPoolExecutor, task: Task, ocr: Ocr) -> Future[Result] | None:
    try:
        return pool.submit(make_elsewhere, task, ocr=ocr)
    except BrokenProcessPool:
        return None  # a worker has just died; whoever collects this one works on it alone


def _collect(task: Task, future: Future[Result] | None, alone: _Alone) -> tuple[Result, bool]:
    """The document's result, and whether the pool is still whole."""
    if future is None:
        return alone.make(task), task.suspect
    try:
        return future.result(), True
    except BrokenProcessPool:
        return alone.make(task), False


def _salvage(future: Future[Result] | None) -> Future[Result] | None:
    """A future of a broken pool, if its work was done before the break."""
    if future is not None and future.done() and not future.cancelled() and future.exception() is None:
        return future
    return None


class _Alone:
    """One process for one document at a time; it is renewed when a document kills it."""

    def __init__(self, ocr: Ocr) -> None:
        self._ocr = ocr
        self._pool: ProcessPoolExecutor | None = None

    def make(self, task: Task) -> Result:
        if self._pool is None:
            self._pool = _pool(1)
        try:
            return self._pool.submit(make_elsewhere, task, ocr=self._ocr).result()
        except BrokenProcessPool:
            self.close()
            return crashed(task.label)

    def close(self) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None


def crashed(label: str) -> Refused:
    """The refusal of a document that ends the process that reads it."""
    return Refused(
        "crashed_reader",
        f"{label} ended the process that read it, twice. It is left alone from now on, until a newer version of "
        "Protokolle; please report it, and convert the file (for example print it to a new PDF) to take it in now.",
    )


def _pool(jobs: int) -> ProcessPoolExecutor:
    # Never plain fork: the parent holds a database connection. A fork server imports the rules once for all workers.
    method = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
    context = multiprocessing.get_context(method)
    if method == "forkserver":
        context.set_forkserver_preload(["pipeline.batch.work", "pipeline.documents", "pipeline.minutes"])
    return ProcessPoolExecutor(jobs, mp_context=context, initializer=_settle_in)


def _settle_in() -> None:
    """Ctrl-C is the parent's to answer; and when the parent is gone, however it went, the worker goes too."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    collector.for_good()
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_follow, args=(parent.sentinel,), daemon=True).start()


def _follow(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)
