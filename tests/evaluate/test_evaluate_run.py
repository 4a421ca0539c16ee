"""The scorer on small gold folders: what counts as right, as a false alarm, as missed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from evaluate_records import record, write_gold

from pipeline.evaluate import Report, Score, evaluate
from pipeline.model.errors import BadInput, UsageError
from pipeline.model.record import MinutesRecord

UNANIMOUS = {"manner": "unanimous", "passed": True}


def run(folder: Path, made: MinutesRecord) -> Report:
    return evaluate([folder], extract=lambda _path: made)


def score(report: Report, name: str) -> tuple[int, int, int]:
    found = report.score("all", name)
    return found.tp, found.fp, found.fn


def compare(tmp_path: Path, gold: dict[str, Any], item: dict[str, Any]) -> Report:
    """One document, one item on both sides."""
    write_gold(tmp_path / "set", "001", gold)
    return run(tmp_path / "set", record(item))


def test_both_empty_is_no_hit_and_no_miss(tmp_path: Path) -> None:
    report = compare(tmp_path, {}, {})
    for name in ("organization", "date", "title", "paper", "result", "votes", "speakers", "polarity"):
        assert score(report, name) == (0, 0, 0)
    assert report.score("all", "date").f1 is None


def test_a_wrong_value_is_a_miss_and_a_false_alarm(tmp_path: Path) -> None:
    report = compare(tmp_path, {"result": "vertagt"}, {"result": {"text": "abgelehnt", "code": "rejected"}})
    assert score(report, "result") == (0, 1, 1)
    (miss,) = report.misses
    assert (miss.document, miss.field, miss.expected, miss.got) == ("001.txt", "result", "vertagt", "abgelehnt")


def test_what_only_the_record_has_is_a_false_alarm(tmp_path: Path) -> None:
    assert score(compare(tmp_path, {}, {"paper": "15/SVV/0743"}), "paper") == (0, 1, 0)


def test_an_inferred_committee_is_never_scored(tmp_path: Path) -> None:
    write_gold(tmp_path / "a", "1", meeting={"organization": "Hauptausschuss"})
    report = run(tmp_path / "a", record(inferred_organization="Hauptausschuss"))
    assert score(report, "organization") == (0, 0, 1)
    write_gold(tmp_path / "b", "1", meeting={"organization": None})
    report = run(tmp_path / "b", record(inferred_organization="Hauptausschuss"))
    assert score(report, "organization") == (0, 0, 0)


def test_a_committee_gold_does_not_have_is_a_false_alarm(tmp_path: Path) -> None:
    write_gold(tmp_path / "a", "1", meeting={"organization": None})
    assert score(run(tmp_path / "a", record(organization="Hauptausschuss")), "organization") == (0, 1, 0)


def test_an_inferred_result_is_no_result(tmp_path: Path) -> None:
    item = {"inferred_result": {"text": "abgelehnt", "code": "rejected"}}
    assert score(compare(tmp_path, {"result": "abgelehnt"}, item), "result") == (0, 0, 1)


def test_a_truncated_title_may_lack_its_dots(tmp_path: Path) -> None:
    gold = {"title": "Feststellung der Anwesenheit sowie ...", "title_truncated": True}
    assert score(compare(tmp_path, gold, {"title": "Feststellung der Anwesenheit sowie"}), "title") == (1, 0, 0)


@pytest.mark.parametrize(
    ("gold", "got", "expected"),
    [
        ([{"yes": 7, "no": 0, "abstain": 1, "passed": True}], [{"yes": 7, "no": 0, "abstain": 1, "passed": True}],
         (1, 0, 0)),
        ([{"yes": 7, "no": 1, "abstain": 0, "passed": True}], [{"yes": 7, "no": 0, "abstain": 1, "passed": True}],
         (0, 1, 1)),
        ([{"yes": 7, "no": 0, "passed": True}], [{"yes": 7, "no": 0, "abstain": 0, "passed": True}], (0, 1, 1)),
        ([{"yes": 7, "no": 0, "abstain": 1, "passed": True}], [{"yes": 7, "no": 0, "abstain": 1, "passed": False}],
         (0, 1, 1)),
        ([{"yes": 7, "passed": True}], [{"yes": 7, "passed": True, "manner": "majority"}], (1, 0, 0)),
        ([UNANIMOUS], [{"manner": "majority", "passed": True}], (0, 1, 1)),
        ([UNANIMOUS, UNANIMOUS], [UNANIMOUS], (1, 0, 1)),
        ([UNANIMOUS], [UNANIMOUS, UNANIMOUS], (1, 1, 0)),
        ([UNANIMOUS, UNANIMOUS], [UNANIMOUS, UNANIMOUS], (2, 0, 0)),
        ([UNANIMOUS], [], (0, 0, 1)),
        ([{"yes": 9, "no": 2, "passed": True}, UNANIMOUS], [UNANIMOUS, {"yes": 9, "no": 2, "passed": True}],
         (2, 0, 0)),
    ],
    ids=[
        "equal", "swapped counts", "unknown is not zero", "passed decides", "manner beside counts is free",
        "manner without counts decides", "two equal ballots are two", "told once, read twice", "twice and twice",
        "missing", "any order",
    ],
)  # fmt: skip
def test_votes_are_right_whole_or_not_at_all(
    tmp_path: Path, gold: list[Any], got: list[Any], expected: tuple[int, int, int]
) -> None:
    assert score(compare(tmp_path, {"vote_events": gold}, {"vote_events": got}), "votes") == expected


def test_polarity_is_scored_apart_from_the_counts(tmp_path: Path) -> None:
    gold = {"vote_events": [{"yes": 7, "no": 1, "passed": True}, {"yes": 2, "no": 9, "passed": False}]}
    got = {"vote_events": [{"yes": 7, "no": 2, "passed": True}, {"yes": 2, "no": 9, "passed": True}]}
    report = compare(tmp_path, gold, got)
    assert score(report, "votes") == (0, 2, 2)
    assert score(report, "polarity") == (1, 1, 1)


def test_an_undecided_vote_has_no_polarity_to_read(tmp_path: Path) -> None:
    vote = {"yes": 1, "no": 2, "passed": None}
    report = compare(tmp_path, {"vote_events": [vote]}, {"vote_events": [vote]})
    assert score(report, "votes") == (1, 0, 0)
    assert score(report, "polarity") == (0, 0, 0)


def test_a_vote_where_gold_has_none_is_reported_as_invented(tmp_path: Path) -> None:
    report = compare(tmp_path, {}, {"vote_events": [{"yes": 6, "no": 7, "passed": False}]})
    assert [miss.got for miss in report.invented] == ["6:7:? failed"]
    assert report.invented_in("set") == 1


def test_optional_speakers_count_neither_way(tmp_path: Path) -> None:
    gold = {"speakers": [{"name": "Feser", "role": "Chair", "optional": True}, {"name": "Lenz"}]}
    assert score(compare(tmp_path / "a", gold, {"speakers": [{"name": "Lenz"}]}), "speakers") == (1, 0, 0)
    both = {"speakers": [{"name": "Feser"}, {"name": "Lenz"}]}
    assert score(compare(tmp_path / "b", gold, both), "speakers") == (1, 0, 0)


def test_an_optional_speaker_does_not_take_the_partner_of_a_required_one(tmp_path: Path) -> None:
    gold = {"speakers": [{"name": "Eva Lenz", "optional": True}, {"name": "Lenz"}]}
    assert score(compare(tmp_path, gold, {"speakers": [{"name": "Lenz"}]}), "speakers") == (1, 0, 0)


def test_an_office_speaks_where_there_is_no_name(tmp_path: Path) -> None:
    gold = {"speakers": [{"name": None, "role": "Der Vorsitzende"}]}
    assert score(compare(tmp_path / "a", gold, {"speakers": [{"role": "Vorsitzender"}]}), "speakers") == (1, 0, 0)
    named = {"speakers": [{"name": "Lenz", "role": "Vorsitzender"}]}
    assert score(compare(tmp_path / "b", gold, named), "speakers") == (0, 1, 1)


def test_the_same_speaker_read_twice_is_a_false_alarm(tmp_path: Path) -> None:
    got = {"speakers": [{"name": "Lenz"}, {"name": "Lenz"}]}
    assert score(compare(tmp_path, {"speakers": [{"name": "Lenz"}]}, got), "speakers") == (1, 1, 0)


def test_mentioned_papers_match_in_normal_form(tmp_path: Path) -> None:
    gold = {"mentioned_papers": ["04/SVV/0010", "07/SVV/0057"]}
    got = {"mentioned_papers": ["DS 04/SVV/10", "08/SVV/0001"]}
    assert score(compare(tmp_path, gold, got), "mentioned_papers") == (1, 1, 1)


def test_a_paper_gold_knows_only_from_the_document_counts_neither_way(tmp_path: Path) -> None:
    item = {"number": "2.1", "paper": "05157-04"}
    write_gold(tmp_path, "1", item, mentioned_papers_all=["05157-04", "05157-04-E1"])
    report = run(tmp_path, record(item | {"mentioned_papers": ["05157-04-E1"]}))
    assert score(report, "mentioned_papers") == (0, 0, 0)
    report = run(tmp_path, record(item | {"mentioned_papers": ["05157-04"]}))
    assert score(report, "mentioned_papers") == (0, 1, 0)


def test_items_are_paired_by_number_not_by_place(tmp_path: Path) -> None:
    write_gold(tmp_path, "1", {"number": "2", "title": "B"}, {"number": "Ö 1", "title": "A"})
    report = run(tmp_path, record({"number": "1", "title": "A"}, {"number": "2", "title": "B"}))
    assert score(report, "title") == (2, 0, 0)
    assert score(report, "item_number") == (2, 0, 0)


def test_a_missing_item_does_not_shift_those_behind_it(tmp_path: Path) -> None:
    gold = [{"result": word} for word in ("vertagt", "abgelehnt", "erledigt")]
    write_gold(tmp_path, "1", *gold)
    report = run(tmp_path, record(*({"result": {"text": w, "code": "unmapped"}} for w in ("abgelehnt", "erledigt"))))
    assert score(report, "result") == (2, 0, 1)


def test_an_item_too_many_is_all_false_alarms(tmp_path: Path) -> None:
    write_gold(tmp_path, "1", {"number": "1", "title": "A"})
    report = run(tmp_path, record({"number": "1", "title": "A"}, {"number": "2", "title": "B"}))
    assert score(report, "title") == (1, 1, 0)


def test_one_item_on_both_sides_is_one_pair_whatever_its_number(tmp_path: Path) -> None:
    report = compare(tmp_path, {"number": "4.10", "title": "A"}, {"number": "4.1", "title": "A"})
    assert score(report, "item_number") == (0, 1, 1)
    assert score(report, "title") == (1, 0, 0)


def test_misses_name_the_line_of_the_source(tmp_path: Path) -> None:
    text = "TOP 1\r\nBeschluss: vertagt\r\nAnwesend sind alle.\r\n"
    write_gold(tmp_path, "1", {"result": "vertagt", "title": "Ohne"}, text=text)
    start = text.index("Anwesend")
    evidence = {"/agenda_items/0/title": [{"page": 1, "start": start, "end": start + 8, "rule": "r"}]}
    report = run(tmp_path, record({"title": "Anwesend"}, evidence=evidence))
    places = {miss.field: (miss.line, miss.source) for miss in report.misses}
    assert places["result"] == (2, "Beschluss: vertagt")
    assert places["title"] == (3, "Anwesend sind alle.")


def test_a_missing_vote_points_to_its_item(tmp_path: Path) -> None:
    text = "Kopf\nTOP 4 Radweg\n7 dafür, 2 dagegen\n"
    write_gold(tmp_path, "1", {"number": "4", "vote_events": [{"yes": 7, "no": 2, "passed": True}]}, text=text)
    evidence = {"/agenda_items/0/number": [{"page": 1, "start": 9, "end": 10, "rule": "r"}]}
    (miss,) = run(tmp_path, record({"number": "4"}, evidence=evidence)).misses
    assert (miss.expected, miss.line, miss.source) == ("7:2:? passed", 2, "TOP 4 Radweg")


def test_groups_are_folder_and_layout(tmp_path: Path) -> None:
    write_gold(tmp_path / "x", "1", {"title": "A"}, layout="A")
    write_gold(tmp_path / "y", "1", {"title": "B"}, layout="B")
    report = run(tmp_path, record({"title": "A"}))
    assert report.documents == {"all": 2, "x": 1, "x/A": 1, "y": 1, "y/B": 1}
    assert report.score("x/A", "title") == Score(tp=1)
    assert report.score("y", "title") == Score(fp=1, fn=1)


def test_a_refused_document_misses_everything_and_is_named(tmp_path: Path) -> None:
    write_gold(tmp_path, "1", {"title": "A", "vote_events": [UNANIMOUS]})

    def refuse(_path: Path) -> MinutesRecord:
        raise BadInput("1.txt is empty; nothing to read.")

    report = evaluate([tmp_path], extract=refuse)
    assert score(report, "title") == (0, 0, 1)
    assert score(report, "votes") == (0, 0, 1)
    assert report.unreadable == (("1.txt", "1.txt is empty; nothing to read."),)
    assert "1.txt is empty" in report.text()


def test_the_report_as_json_and_as_text(tmp_path: Path) -> None:
    report = compare(tmp_path, {"title": "Radweg [Nord]", "result": "vertagt"}, {"title": "Radweg [Nord]"})
    content = json.loads(json.dumps(report.to_json()))
    assert content["scores"]["all"]["title"] == {
        "tp": 1, "fp": 0, "fn": 0, "precision": 1.0, "recall": 1.0, "f1": 1.0,
    }  # fmt: skip
    assert content["misses"][0]["expected"] == "vertagt"
    text = report.text()
    assert "set: 1 document" in text
    assert "vertagt" in text
    assert "vertagt" not in report.text(misses=False)


def test_brackets_of_the_minutes_are_shown_as_they_are(tmp_path: Path) -> None:
    assert "[bold]Nord" in compare(tmp_path, {"title": "[bold]Nord"}, {}).text()


def test_folders_without_gold_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no gold here"):
        run(tmp_path, record())
    with pytest.raises(UsageError, match="not a folder"):
        run(tmp_path / "nowhere", record())


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("{", "line 1: the gold file is not valid JSON"),
        ('{"schema": "minutes-gold/9", "meeting": {}}', "does not follow minutes-gold/1 at 'schema'"),
    ],
)
def test_broken_gold_is_named_with_its_place(tmp_path: Path, content: str, message: str) -> None:
    (tmp_path / "1.gold.json").write_text(content, encoding="utf-8")
    (tmp_path / "1.txt").write_text("", encoding="utf-8")
    with pytest.raises(BadInput, match=message):
        run(tmp_path, record())


def test_gold_without_its_document_is_refused(tmp_path: Path) -> None:
    write_gold(tmp_path, "1")
    (tmp_path / "1.txt").unlink()
    with pytest.raises(BadInput, match="no document stands beside"):
        run(tmp_path, record())


SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "minutes"


@pytest.mark.parametrize("folder", ["potsdam", "forms"])
def test_gold_scored_against_itself_is_perfect(folder: str) -> None:
    if not (SHARED / folder).is_dir():
        pytest.skip("the development set (../shared/minutes) is not beside this checkout")

    def perfect(path: Path) -> MinutesRecord:
        gold = json.loads(path.with_suffix(".gold.json").read_text(encoding="utf-8"))
        keys = ("yes", "no", "abstain", "manner", "passed")
        items = [
            {name: item[name] for name in ("number", "title", "public", "paper", "mentioned_papers")}
            | {
                "result": {"text": item["result"], "code": "unmapped"} if item["result"] else None,
                "vote_events": [{key: vote[key] for key in keys} for vote in item["vote_events"]],
                "speakers": [{"name": one["name"], "role": one["role"]} for one in item["speakers"]],
            }
            for item in gold["agenda_items"]
        ]
        return record(*items, **gold["meeting"])

    report = evaluate([SHARED / folder], extract=perfect)
    assert report.misses == ()
    assert report.invented == ()
    assert report.score("all", "votes").tp > 10
