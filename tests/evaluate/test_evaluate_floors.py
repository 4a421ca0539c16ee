"""Floors: missed ones are sentences, misspelt ones are refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.evaluate import Miss, Report, Score, check_floors, load_floors
from pipeline.model.errors import UsageError

REPORT = Report(
    scores={"potsdam": {"votes": Score(tp=9, fp=1, fn=3)}},
    documents={"potsdam": 3},
    invented=(Miss("potsdam", "1.txt", "votes", None, "6:7:? failed"),),
)


@pytest.mark.parametrize("floor", [0.81, {"precision": 0.9}, {"recall": 0.75}, {"recall": 0.75, "precision": 0.9}])
def test_floors_that_hold_say_nothing(floor: float | dict[str, float]) -> None:
    assert check_floors(REPORT, {"potsdam": {"votes": floor}}) == []


def test_a_missed_floor_is_a_sentence_with_the_figures() -> None:
    (sentence,) = check_floors(REPORT, {"potsdam": {"votes": 0.92}})
    assert sentence == (
        "potsdam: f1 of votes is 0.818, the floor is 0.920 (9 right, 1 false alarms, 3 missed)."
    )  # fmt: skip
    assert len(check_floors(REPORT, {"potsdam": {"votes": {"recall": 0.8, "precision": 0.91}}})) == 2


def test_a_field_that_was_never_met_does_not_hold_its_floor() -> None:
    (sentence,) = check_floors(REPORT, {"potsdam": {"date": 0.5}})
    assert "not measured" in sentence


def test_invented_votes_have_a_ceiling() -> None:
    assert check_floors(REPORT, {"potsdam": {"invented_votes": {"at_most": 0}}}) == [
        "potsdam: 1 votes are invented, at most 0 may be."
    ]
    assert check_floors(REPORT, {"potsdam": {"invented_votes": {"at_most": 1}}}) == []


def test_folders_that_were_not_evaluated_are_passed_over() -> None:
    assert check_floors(REPORT, {"karlsruhe": {"date": 0.99}}) == []


@pytest.mark.parametrize(
    "floors", [{"potsdam": {"dates": 0.9}}, {"x": {"date": {"f2": 0.9}}}, {"x": {"invented_votes": 0}}]
)
def test_a_misspelt_floor_is_refused(floors: dict[str, dict[str, float]]) -> None:
    with pytest.raises(UsageError):
        check_floors(REPORT, floors)


def test_floors_that_cannot_be_read_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        load_floors(tmp_path / "none.json")
    (tmp_path / "list.json").write_text("[]", encoding="utf-8")
    with pytest.raises(UsageError, match="object of folders"):
        load_floors(tmp_path / "list.json")
