"""Histories and joins hold their floors (corpora/gold-histories/floors.json), and the scorer counts what it should."""

from __future__ import annotations

import importlib
import json
import sys
from pathlib import Path
from types import ModuleType

import pytest

from pipeline.evaluate.histories import Share

ROOT = Path(__file__).resolve().parents[2]
GOLD = ROOT / "corpora" / "gold-histories"
CITY = ROOT.parent / "shared" / "minutes" / "karlsruhe"
FLOORS = json.loads((GOLD / "floors.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def bench() -> ModuleType:
    sys.path.insert(0, str(ROOT / "bench"))
    try:
        return importlib.import_module("histories")
    finally:
        sys.path.remove(str(ROOT / "bench"))


def test_the_samples_hold_their_floors(bench: ModuleType) -> None:
    score = bench.histories([ROOT / "corpora" / "protokolle"], GOLD / "samples.json")
    floors = FLOORS["samples"]
    assert score.stations.recall >= floors["station_recall"], score.stations.wrong
    assert score.stations.precision >= floors["station_precision"], score.stations.wrong
    assert score.states.recall >= floors["states"], score.states.wrong
    assert score.relations.recall >= floors["relations_recall"], score.relations.wrong
    assert score.relations.precision >= floors["relations_precision"], score.relations.wrong
    assert min(score.duties.recall, score.duties.precision) >= floors["duties"], score.duties.wrong


def test_no_sample_without_its_number_goes_to_a_namesake(bench: ModuleType) -> None:
    score = bench.hidden([ROOT / "corpora" / "protokolle"])
    assert score.wrong == FLOORS["joins"]["namesake_errors"], score.errors
    assert score.recall >= FLOORS["joins"]["recall_samples"], score.errors
    assert score.right > 0


@pytest.mark.skipif(not CITY.is_dir(), reason="the given minutes stand beside the project, not in it")
def test_the_citys_papers_hold_their_floors(bench: ModuleType) -> None:
    score = bench.histories([CITY], GOLD / "karlsruhe.json")
    assert score.stations.recall >= FLOORS["karlsruhe"]["station_recall"], score.stations.wrong
    assert score.stations.precision >= FLOORS["karlsruhe"]["station_precision"], score.stations.wrong


@pytest.mark.skipif(not CITY.is_dir(), reason="the given minutes stand beside the project, not in it")
def test_the_citys_items_find_their_papers_without_their_numbers(bench: ModuleType) -> None:
    score = bench.hidden_in_the_city()
    assert score.wrong == FLOORS["joins"]["namesake_errors"], score.errors
    assert score.precision >= FLOORS["joins"]["precision"]
    assert score.recall >= FLOORS["joins"]["recall_karlsruhe"], score.errors


def test_a_share_counts_hits_extras_and_misses() -> None:
    share = Share()
    share.take("a", {1, 2}, {2, 3})
    assert (share.hit, share.extra, share.missed) == (1, 1, 1)
    assert (share.precision, share.recall) == (0.5, 0.5)
    assert share.wrong == ["a: extra 1", "a: missed 3"]
