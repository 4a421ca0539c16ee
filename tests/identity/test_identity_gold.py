"""Suggestions against what people say: the gold file's form, and floors that may only rise."""

from __future__ import annotations

import importlib.util
import sys
from collections import Counter
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from identity_samples import Desk

import pipeline
from pipeline.batch import ingest
from pipeline.identity import SHOWN
from pipeline.store import Store

HOME = Path(pipeline.__file__).parents[1]
SHARED = HOME.parent / "shared"
FLOORS = {"person": (0.98, 1.0), "organization": (1.0, 1.0), "party": (1.0, 1.0)}  # precision, recall
KINDS = {"person", "organization", "party"}


def _bench() -> ModuleType:
    sys.path.insert(0, str(HOME / "bench"))
    try:
        spec = importlib.util.spec_from_file_location("bench_identities", HOME / "bench" / "identities.py")
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules[spec.name] = module
        spec.loader.exec_module(module)
    finally:
        sys.path.remove(str(HOME / "bench"))
    return module


BENCH = _bench()
CASES: list[dict[str, Any]] = BENCH.read_gold()


@pytest.fixture(scope="module")
def pairs() -> list[Any]:
    return [pair for case in CASES for pair in BENCH.judged(case)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_case_is_whole(case: dict[str, Any]) -> None:
    named = case["people"] if case["kind"] == "person" else case["names"]
    assert case["kind"] in KINDS
    assert case["facts"] in ("real", "invented")
    assert case["set"] in ("first", "second")
    for one in named.values():
        assert one["as"].strip() == one["as"] != ""
        assert [date.fromisoformat(day).isoformat() for day in one["dates"]] == one["dates"] != []
        assert case["kind"] != "person" or one["committee"]
    for left, right, said in case["pairs"]:
        assert left != right
        assert {left, right} <= set(named)
        assert said in ("same", "different", "unclear")
    for together in case.get("together", ()):
        assert set(together) <= set(named)
    said = Counter(frozenset(pair[:2]) for pair in case["pairs"])
    assert max(said.values()) == 1


def test_there_are_enough_pairs_and_most_are_hard() -> None:
    said = Counter(pair[2] for case in CASES for pair in case["pairs"])
    assert said["same"] >= 60
    assert said["different"] >= 80
    assert len({case["name"] for case in CASES}) == len(CASES)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_suggestions_do_not_fall_below_the_floors(pairs: list[Any], kind: str) -> None:
    found = BENCH.figures([pair for pair in pairs if pair.kind == kind], threshold=SHOWN)
    precision, recall = FLOORS[kind]
    told = [(pair.case, pair.left, pair.right, pair.score) for pair in BENCH.wrong(pairs, threshold=SHOWN)]
    assert found["precision"] >= precision, told
    assert found["recall"] >= recall, told


def test_nothing_is_merged_without_a_verdict(pairs: list[Any]) -> None:
    assert [(pair.case, pair.left, pair.right) for pair in pairs if pair.merged] == []


@pytest.mark.skipif(not (SHARED / "seeds").is_dir(), reason="the seed documents are not part of the project")
def test_the_two_seeds_misspell_one_name_and_it_is_suggested(desk: Desk, store: Store, tmp_path: Path) -> None:
    assert ingest([SHARED / "seeds"], store=store, extracted=tmp_path, jobs=1).imported == 2
    found = desk.suggested()
    one = found[frozenset(("Frau Grasnik", "Frau Grasnack"))]
    assert one.score >= 0.7
    assert [sample.place.quote for side in (one.left, one.right) for sample in side.samples if sample.place] == [
        "Frau Grasnack", "Frau Grasnik",
    ]  # fmt: skip
    assert desk.person("Grasnik").person is not None
    assert not any("Müller-Preinesberger" in label for pair in found for label in pair)


def test_the_sample_minutes_give_no_suggestion_that_is_wrong(desk: Desk, store: Store, tmp_path: Path) -> None:
    """All suggestions of the samples, looked at by hand."""
    ingest([HOME / "corpora" / "protokolle"], store=store, extracted=tmp_path, jobs=1)
    assert {tuple(sorted(pair)) for pair in desk.suggested()} == {("Frau Grasnack", "Frau Grasnik")}
    committees = {tuple(sorted(label.split(",")[0] for label in pair)) for pair in desk.suggested("organization")}
    assert committees == {
        ("Ausschuss für Gesundheit", "Ausschuss für Gesundheit"), ("Ausschuss für Klima", "Ausschuss für Klima"),
    }  # fmt: skip
