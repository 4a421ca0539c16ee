"""Many motions are judged in processes: with the same result, and without them where one dies."""

from __future__ import annotations

import os
from concurrent.futures.process import BrokenProcessPool
from typing import Any

import pytest
from link_samples import GUIDES, READING, SWIMMING, motion, put_plan

from pipeline.links import workers
from pipeline.links.workers import WORDS, judging
from pipeline.store import open_store

MOTIONS = [motion(text) for text in (GUIDES, SWIMMING, READING)]


@pytest.fixture
def rows() -> Any:
    with open_store("sqlite://") as store:
        put_plan(store)
        return store.concepts.measures()


def test_processes_judge_as_this_one_does(rows: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    with judging(rows, WORDS, motions=3) as here, judging(rows, WORDS, motions=workers.MANY) as elsewhere:
        assert elsewhere(MOTIONS) == here(MOTIONS) != []


def test_where_a_process_dies_the_motions_are_judged_here(rows: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 2)

    def die(*_: object) -> Any:
        raise BrokenProcessPool

    with judging(rows, WORDS, motions=3) as here, judging(rows, WORDS, motions=workers.MANY) as elsewhere:
        monkeypatch.setattr("concurrent.futures.ProcessPoolExecutor.map", die)
        assert elsewhere(MOTIONS) == here(MOTIONS) != []
