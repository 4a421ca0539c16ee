"""Roll calls against gold: every person counts, with name and option."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from evaluate_records import record, write_gold

from pipeline.evaluate import Report, evaluate

GOLD = [{"name": "Anna Kolbe", "option": "yes"}, {"name": "Voss", "option": "no"}, {"name": "Lind", "option": None}]


def run(tmp_path: Path, rolls: list[list[dict[str, Any]]], *events: list[dict[str, Any]]) -> tuple[int, int, int]:
    score = report_of(tmp_path, rolls, *events).score("all", "roll_calls")
    return score.tp, score.fp, score.fn


def report_of(tmp_path: Path, rolls: list[list[dict[str, Any]]], *events: list[dict[str, Any]]) -> Report:
    gold = {"roll_calls": [{"about": "Antrag", "votes": votes} for votes in rolls]}
    write_gold(tmp_path, "1", gold, scored=["roll_calls"], text="x")
    made = record({"vote_events": [{"manner": "roll_call", "votes": votes} for votes in events]})
    return evaluate([tmp_path], extract=lambda _path: made)


def vote(name: str, option: str | None) -> dict[str, Any]:
    return {"name": name, "option": option}


@pytest.mark.parametrize(
    ("got", "expected"),
    [
        ([vote("Anna Kolbe", "yes"), vote("Voss", "no"), vote("Lind", None)], (3, 0, 0)),
        ([vote("Kolbe", "yes"), vote("Karl Voss", "no"), vote("Lind", None)], (3, 0, 0)),
        ([vote("Anna Kolbe", "no"), vote("Voss", "no"), vote("Lind", None)], (2, 1, 1)),
        ([vote("Anna Kolbe", "yes"), vote("Voss", "no"), vote("Lind", "yes")], (2, 1, 1)),
        ([vote("Anna Kolbe", "yes"), vote("Voss", "no")], (2, 0, 1)),
        ([vote("Anna Kolbe", "yes"), vote("Voss", "no"), vote("Lind", None), vote("Ohm", "yes")], (3, 1, 0)),
        ([], (0, 0, 3)),
    ],
)
def test_every_person_is_right_or_not(
    tmp_path: Path, got: list[dict[str, Any]], expected: tuple[int, int, int]
) -> None:
    assert run(tmp_path, [GOLD], got) == expected


def test_a_roll_that_is_not_there_is_a_false_alarm_for_each_person(tmp_path: Path) -> None:
    assert run(tmp_path, [], [vote("Kolbe", "yes"), vote("Voss", "no")]) == (0, 2, 0)


def test_a_document_without_rolls_counts_nothing(tmp_path: Path) -> None:
    assert report_of(tmp_path, []).score("all", "roll_calls").f1 is None


def test_each_roll_of_gold_takes_the_one_that_shares_most_people(tmp_path: Path) -> None:
    first, second = (
        [vote("Kolbe", "yes"), vote("Voss", "no")],
        [vote("Lind", "no"), vote("Ohm", "no"), vote("Kolbe", "no")],
    )
    assert run(tmp_path, [first, second], second, first) == (5, 0, 0)


def test_of_two_people_of_one_name_the_one_with_the_option_is_taken(tmp_path: Path) -> None:
    gold = [vote("Kolbe", "no"), vote("Kolbe", "yes")]
    assert run(tmp_path, [gold], [vote("Anna Kolbe", "yes"), vote("Karl Kolbe", "no")]) == (2, 0, 0)


def test_a_miss_names_the_person_and_what_was_read(tmp_path: Path) -> None:
    (miss,) = report_of(tmp_path, [[vote("Kolbe", "yes")]], [vote("Kolbe", "no")]).misses
    assert (miss.field, miss.expected, miss.got) == ("roll_calls", "Kolbe: yes", "Kolbe: no")


def test_the_file_of_later_fields_may_hold_the_roll(tmp_path: Path) -> None:
    write_gold(tmp_path, "1", {}, text="x")
    more = {"schema": "minutes-gold-more/1", "agenda_items": [{"roll_calls": [{"votes": GOLD}]}]}
    (tmp_path / "1.more.json").write_text(json.dumps(more), encoding="utf-8")
    made = record({"vote_events": [{"votes": GOLD}]})
    score = evaluate([tmp_path], extract=lambda _path: made).score("all", "roll_calls")
    assert (score.tp, score.fp, score.fn) == (3, 0, 0)
