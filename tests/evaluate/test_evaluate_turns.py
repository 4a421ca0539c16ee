"""Turns of speech: who, from which sentence on, how far; the kind apart."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from evaluate_records import record, write_gold

from pipeline.evaluate import Report, evaluate

TEXT = (
    "Der Vorsitzende ruft den Punkt auf.\n\n"
    "Stadtrat Dr. Nolte (CDU): Wir lehnen das ab. Es ist zu teuer. Es hilft niemandem.\n\n"
    "Frau Iris Behm fragt nach den Kosten. Sie bittet um Zahlen.\n"
)
SPEAKERS = [{"role": "Der Vorsitzende"}, {"name": "Nolte", "honorific": "Dr."}, {"name": "Iris Behm"}]


def place(first: str, last: str) -> dict[str, int]:
    return {"start": TEXT.index(first), "end": TEXT.index(last) + len(last)}


CHAIR = place("Der Vorsitzende", "auf.")
NOLTE = place("Stadtrat Dr.", "niemandem.")
BEHM = place("Frau Iris", "um Zahlen.")


def run(tmp_path: Path, expected: list[dict[str, Any]], got: list[dict[str, Any]]) -> Report:
    write_gold(tmp_path, "1", {"speeches": expected}, text=TEXT, scored=["speeches", "speech_kind"])
    return evaluate([tmp_path], extract=lambda _path: record({"speakers": SPEAKERS, "speeches": got}))


def counts(report: Report, name: str = "speeches") -> tuple[int, int, int]:
    score = report.score("all", name)
    return score.tp, score.fp, score.fn


def test_turns_in_any_order_of_the_record_are_right(tmp_path: Path) -> None:
    gold = [{"speaker": "Der Vorsitzende", **CHAIR}, {"speaker": "Nolte", **NOLTE}, {"speaker": "Behm", **BEHM}]
    got = [{"speaker": 2, **BEHM}, {"speaker": 0, **CHAIR}, {"speaker": 1, **NOLTE}]
    assert counts(run(tmp_path, gold, got)) == (3, 0, 0)


def test_the_label_belongs_to_the_first_sentence(tmp_path: Path) -> None:
    bare = {"start": TEXT.index("Wir lehnen"), "end": NOLTE["end"]}
    assert counts(run(tmp_path, [{"speaker": "Nolte", **NOLTE}], [{"speaker": 1, **bare}])) == (1, 0, 0)


def test_a_turn_that_begins_a_sentence_late_is_wrong(tmp_path: Path) -> None:
    late = {"start": TEXT.index("Es ist zu teuer"), "end": NOLTE["end"]}
    report = run(tmp_path, [{"speaker": "Nolte", **NOLTE}], [{"speaker": 1, **late}])
    assert counts(report) == (0, 1, 1)
    (miss,) = report.misses
    assert miss.line == 3
    assert miss.expected is not None
    assert miss.expected.startswith("Nolte: “Stadtrat Dr. Nolte (CDU):")


def test_a_turn_that_swallows_the_next_one_is_wrong(tmp_path: Path) -> None:
    whole = {"start": CHAIR["start"], "end": BEHM["end"]}
    gold = [{"speaker": "Der Vorsitzende", **CHAIR}, {"speaker": "Nolte", **NOLTE}]
    assert counts(run(tmp_path, gold, [{"speaker": 0, **whole}])) == (0, 1, 2)


def test_the_same_words_of_another_speaker_are_wrong(tmp_path: Path) -> None:
    assert counts(run(tmp_path, [{"speaker": "Behm", **BEHM}], [{"speaker": 1, **BEHM}])) == (0, 1, 1)


def test_a_speaker_may_have_several_names(tmp_path: Path) -> None:
    gold = [{"speaker": ["Die Vorsitzende", "Der Vorsitzende"], **CHAIR}]
    assert counts(run(tmp_path, gold, [{"speaker": 0, **CHAIR}])) == (1, 0, 0)


def test_optional_turns_count_neither_way(tmp_path: Path) -> None:
    gold = [{"speaker": "Behm", **BEHM, "optional": True}]
    assert counts(run(tmp_path / "a", gold, [{"speaker": 2, **BEHM}])) == (0, 0, 0)
    assert counts(run(tmp_path / "b", gold, [])) == (0, 0, 0)


def test_the_kind_is_asked_of_turns_that_are_right(tmp_path: Path) -> None:
    gold = [
        {"speaker": "Nolte", **NOLTE, "kind": "opposes"},
        {"speaker": "Behm", **BEHM, "kind": ["asks", "speaks"]},
        {"speaker": "Der Vorsitzende", **CHAIR},
    ]
    got = [
        {"speaker": 1, **NOLTE, "kind": "supports"},
        {"speaker": 2, **BEHM, "kind": "asks"},
        {"speaker": 0, **CHAIR, "kind": "opens"},
    ]
    report = run(tmp_path, gold, got)
    assert counts(report) == (3, 0, 0)
    assert counts(report, "speech_kind") == (1, 1, 1)


def test_joint_items_tell_a_turn_once(tmp_path: Path) -> None:
    write_gold(tmp_path, "1", {"speeches": [{"speaker": "Behm", **BEHM}]}, text=TEXT, scored=["speeches"])
    item = {"speakers": SPEAKERS, "speeches": [{"speaker": 2, **BEHM}]}
    report = evaluate([tmp_path], extract=lambda _path: record({"number": "1"} | item, {"number": "2"} | item))
    assert counts(report) == (1, 0, 0)


def test_gold_that_does_not_hold_a_field_is_not_asked_for_it(tmp_path: Path) -> None:
    write_gold(tmp_path, "1", {"paper": "15/SVV/0743"}, text=TEXT, scored=["speeches"])
    report = evaluate([tmp_path], extract=lambda _path: record({"title": "X", "speakers": SPEAKERS}))
    assert set(report.scores["all"]) == set()
    assert report.misses == ()
