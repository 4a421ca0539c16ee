"""Versions, duties and findings against gold, and the `NAME.more.json` they stand in."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from evaluate_records import record, write_gold

from pipeline.evaluate import Report, evaluate
from pipeline.model.errors import BadInput
from pipeline.model.record import MinutesRecord

MOTION = "Der Oberbürgermeister legt bis Ende März 2021 einen Bericht über die Radwege der Vor-\nstadt vor."
TEXT = f"Beschluss:\n{MOTION}\n\nEs wird abgestimmt.\n\nNeu: {MOTION}\n"
SPAN = {"start": TEXT.index(MOTION), "end": TEXT.index(MOTION) + len(MOTION)}


def run(tmp_path: Path, made: MinutesRecord, text: str = TEXT, **more: Any) -> Report:
    write_gold(tmp_path, "1", {}, text=text)
    content = {"schema": "minutes-gold-more/1", "agenda_items": [more.pop("item", {})], **more}
    (tmp_path / "1.more.json").write_text(json.dumps(content), encoding="utf-8")
    return evaluate([tmp_path], extract=lambda _path: made)


def counts(report: Report, name: str) -> tuple[int, int, int]:
    score = report.score("all", name)
    return score.tp, score.fp, score.fn


def version(kind: str, text: str) -> MinutesRecord:
    return record({"versions": [{"kind": kind, "text": text}]})


def test_a_version_compares_without_hyphens_at_the_line_end(tmp_path: Path) -> None:
    joined = MOTION.replace("Vor-\nstadt", "Vorstadt")
    gold = {"versions": [{"kind": "adopted", **SPAN}]}
    assert counts(run(tmp_path, version("adopted", joined), item=gold), "versions") == (1, 0, 0)


@pytest.mark.parametrize(
    ("kind", "text"),
    [("original", MOTION), ("adopted", MOTION + " " + " ".join(["Ein Satz, der nicht dazu gehört."] * 3))],
)
def test_another_kind_or_extent_is_wrong(tmp_path: Path, kind: str, text: str) -> None:
    gold = {"versions": [{"kind": "adopted", **SPAN}]}
    assert counts(run(tmp_path, version(kind, text), item=gold), "versions") == (0, 1, 1)


def test_a_version_gold_does_not_have_is_a_false_alarm(tmp_path: Path) -> None:
    assert counts(run(tmp_path, version("adopted", MOTION), item={}), "versions") == (0, 1, 0)


def duty(start: int = SPAN["start"], **more: Any) -> MinutesRecord:
    got = {"text": "Der Oberbürgermeister legt ...", "kind": "report", "due_to": "2021-03-31"} | more
    evidence = {"/agenda_items/0/duties/0": [{"page": 1, "start": start, "end": start + 20, "rule": "r"}]}
    return record({"duties": [got]}, evidence=evidence)


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (duty(), (1, 0, 0)),
        (duty(due_to="2021-04-30"), (0, 1, 1)),
        (duty(kind="do"), (0, 1, 1)),
        (duty(start=TEXT.index("Es wird")), (0, 1, 1)),
        (duty(due_from="2021-03-01"), (1, 0, 0)),
        (record({}), (0, 0, 1)),
    ],
)
def test_duties(tmp_path: Path, made: MinutesRecord, expected: tuple[int, int, int]) -> None:
    gold = {
        "duties": [{"text_start": SPAN["start"], "text_end": SPAN["end"], "kind": "report", "due_to": "2021-03-31"}]
    }
    assert counts(run(tmp_path, made, item=gold), "duties") == expected


def test_a_duty_told_twice_is_one(tmp_path: Path) -> None:
    again = TEXT.rindex(MOTION)
    gold = {"duties": [{**SPAN, "kind": "report", "also": [{"start": again, "end": again + len(MOTION)}]}]}
    assert counts(run(tmp_path, duty(start=again), item=gold), "duties") == (1, 0, 0)


def finding(code: str, severity: str) -> MinutesRecord:
    made = record({})
    found = [{"code": code, "severity": severity, "message": "Something."}]
    return MinutesRecord.model_validate(made.model_dump(by_alias=True) | {"findings": found})


@pytest.mark.parametrize(
    ("made", "gold", "expected"),
    [
        (finding("V001", "warning"), {"findings": ["V001"]}, (1, 0, 0)),
        (finding("V001", "warning"), {"findings": []}, (0, 1, 0)),
        (finding("V001", "warning"), {"optional_findings": ["V001"]}, (0, 0, 0)),
        (finding("T002", "info"), {"findings": []}, (0, 0, 0)),
        (finding("T002", "info"), {"findings": ["T002"]}, (1, 0, 0)),
        (record({}), {"findings": ["V003"]}, (0, 0, 1)),
    ],
)
def test_findings(
    tmp_path: Path, made: MinutesRecord, gold: dict[str, list[str]], expected: tuple[int, int, int]
) -> None:
    assert counts(run(tmp_path, made, **gold), "findings") == expected


def test_without_more_gold_none_of_these_is_asked(tmp_path: Path) -> None:
    write_gold(tmp_path, "1", {}, text=TEXT)
    report = evaluate([tmp_path], extract=lambda _path: version("adopted", MOTION))
    assert "versions" not in report.scores["all"]


def test_words_that_are_not_in_the_text_are_named(tmp_path: Path) -> None:
    gold = {"versions": [{"kind": "adopted", "first": "Die Katze", "last": "schläft."}]}
    with pytest.raises(BadInput, match=r"1\.gold\.json: gold quotes 'Die Katze', which is not in the text"):
        run(tmp_path, record({}), item=gold)


def test_offsets_behind_the_text_are_named(tmp_path: Path) -> None:
    gold = {"versions": [{"kind": "adopted", "start": 5, "end": 5000}]}
    with pytest.raises(BadInput, match="characters 5 to 5000"):
        run(tmp_path, record({}), item=gold)


def test_the_average_counts_each_city_the_same(tmp_path: Path) -> None:
    for number in range(3):
        write_gold(tmp_path / "a", str(number), {"title": "A"})
    write_gold(tmp_path / "b", "1", {"title": "B"}, city="Bachstadt")
    report = evaluate([tmp_path], extract=lambda _path: record({"title": "A"}))
    assert list(report.cities) == ["a", "bachstadt"]
    assert report.score("all", "title").f1 == 0.75
    assert report.macro("title").f1 == 0.5
    assert report.to_json()["macro"]["title"] == {"cities": 2, "precision": 0.5, "recall": 0.5, "f1": 0.5}
    assert "average over 2 cities" in report.text()


@pytest.mark.parametrize(("yes", "abstain", "expected"), [(42, None, 1), (42, 1, 1), (42, 2, 0)])
def test_counts_the_chair_adds_in_the_debate_are_right_too(
    tmp_path: Path, yes: int, abstain: int | None, expected: int
) -> None:
    write_gold(tmp_path, "1", {"vote_events": [{"yes": 42, "passed": True, "fuller": [[42, None, 1]]}]})
    vote = {"yes": yes, "abstain": abstain, "passed": True}
    report = evaluate([tmp_path], extract=lambda _path: record({"vote_events": [vote]}))
    assert report.score("all", "votes").tp == expected


def test_an_optional_ballot_takes_only_what_is_left_over(tmp_path: Path) -> None:
    gold = [{"yes": 27, "no": 12, "passed": True}, {"passed": False, "optional": True}]
    main, amendment = {"yes": 27, "no": 12, "passed": True}, {"yes": 19, "no": 27, "passed": False}
    write_gold(tmp_path, "1", {"vote_events": gold})
    report = evaluate([tmp_path], extract=lambda _path: record({"vote_events": [amendment, main]}))
    assert counts(report, "votes") == (1, 0, 0)
    report = evaluate([tmp_path], extract=lambda _path: record({"vote_events": [main, amendment, amendment]}))
    assert counts(report, "votes") == (1, 1, 0)
    report = evaluate([tmp_path], extract=lambda _path: record({"vote_events": [amendment]}))
    assert counts(report, "votes") == (0, 1, 1)
