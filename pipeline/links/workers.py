"""Judging motions here, or in processes where there are many: the measures are indexed once in each."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from pipeline.links.features import Meaning
from pipeline.links.judge import Candidate, judge
from pipeline.links.measures import Measures, index_measures
from pipeline.links.score import Scorer, scorer
from pipeline.links.texts import MotionText
from pipeline.store.concept_answers import MeasureRow

MANY = 500  # from this number of motions on, processes pay for their start
_CHUNK = 10  # motions in one parcel
_THREADS = "OPENBLAS_NUM_THREADS"  # of numpy's library, in processes that begin later
WORDS = "words"

Rows = list[dict[str, Any]]
Judge = Callable[[Sequence[MotionText]], Rows]


def judging(rows: Sequence[MeasureRow], way: str, *, motions: int) -> AbstractContextManager[Judge]:
    """What makes rows of `measure_link` of motions. Where `motions` are many and there is more than one processor, in
    processes; meanings are compared by a library that uses all processors by itself."""
    jobs = os.cpu_count() or 1
    if motions < MANY or jobs == 1 or way != WORDS:
        return nullcontext(_Bench(rows, way).rows)
    return _Processes(rows, way, jobs=jobs)


class _Bench:
    """The index of the measures, and what is needed to judge."""

    def __init__(self, rows: Sequence[MeasureRow], way: str) -> None:
        self._measures: Measures = index_measures(rows)
        self._scorer: Scorer = scorer(way)
        self._meaning: Meaning | None = None if way == WORDS else _encoder()

    def rows(self, motions: Sequence[MotionText]) -> Rows:
        return [
            _row(motion, one)
            for motion in motions
            for one in judge(motion, self._measures, self._scorer, meaning=self._meaning)
        ]


class _Processes:
    """The same in processes. When one dies, the motions at hand are judged here."""

    def __init__(self, rows: Sequence[MeasureRow], way: str, *, jobs: int) -> None:
        self._rows, self._way = rows, way
        context = multiprocessing.get_context("spawn")
        self._pool = ProcessPoolExecutor(jobs, mp_context=context, initializer=_begin, initargs=(list(rows), way))
        self._here: _Bench | None = None
        self._threads: str | None = None

    def __enter__(self) -> Judge:
        self._threads = os.environ.get(_THREADS)
        os.environ[_THREADS] = (
            "1"  # there is a process for each processor already: more threads only wait for each other
        )
        return self._judge

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)
        if self._threads is None:
            os.environ.pop(_THREADS, None)
        else:
            os.environ[_THREADS] = self._threads

    def _judge(self, motions: Sequence[MotionText]) -> Rows:
        parcels = [motions[start : start + _CHUNK] for start in range(0, len(motions), _CHUNK)]
        if self._here is None:
            try:
                return [row for rows in self._pool.map(_elsewhere, parcels) for row in rows]
            except BrokenProcessPool:
                self._here = _Bench(self._rows, self._way)
        return self._here.rows(motions)


_bench: _Bench | None = None


def _begin(rows: Sequence[MeasureRow], way: str) -> None:
    global _bench
    _bench = _Bench(rows, way)


def _elsewhere(motions: Sequence[MotionText]) -> Rows:
    assert _bench is not None  # `_begin` ran when this process started
    return _bench.rows(motions)


def _encoder() -> Meaning:
    from pipeline.links.meaning import Encoder

    return Encoder()


def _row(motion: MotionText, one: Candidate) -> dict[str, Any]:
    return {
        "reference": motion.reference, "concept_id": one.measure.concept.id, "number": one.measure.number,
        "non_public": motion.non_public, "score": one.score, "state": one.state, "reasons": list(one.reasons),
        "evidence": [[passage.item_id, passage.value, passage.start, passage.end, [list(mark) for mark in marks]]
                     for passage, marks in one.evidence],
        "words": [list(word) for word in one.words], "rests_on": one.rests_on, "dropped": one.dropped,
    }  # fmt: skip
