"""A city's own index as gold: date, reference, unanimous or by majority, and votes that never took place."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from evaluate_records import record

from pipeline.evaluate import Report, evaluate
from pipeline.evaluate.city import says_no_vote, section_text, unanimity_of
from pipeline.model.errors import BadInput
from pipeline.model.record import AgendaItem, MinutesRecord

LINE = {"file": "text/1.txt", "reference": "2023/1291", "meeting_date": "2023-12-19", "agenda_number": "6.2"}
ITEM = {"number": "6.2", "paper": "2023/1291"}


def run(tmp_path: Path, result: str, made: MinutesRecord, *, text: str = "") -> Report:
    (tmp_path / "text").mkdir()
    (tmp_path / "text" / "1.txt").write_text(text, encoding="utf-8")
    (tmp_path / "index.jsonl").write_text(json.dumps(LINE | {"result": result}) + "\n\n", encoding="utf-8")
    return evaluate([tmp_path], extract=lambda _path: made)


def counts(report: Report, tmp_path: Path, name: str) -> tuple[int, int, int]:
    found = report.score(tmp_path.name, name)
    return found.tp, found.fp, found.fn


def test_date_reference_and_unanimity(tmp_path: Path) -> None:
    vote = {"yes": 41, "no": 0, "passed": True, "manner": "unanimous"}
    report = run(tmp_path, "einstimmig beschlossen", record(ITEM | {"vote_events": [vote]}, date="2023-12-19"))
    assert [counts(report, tmp_path, name) for name in ("date", "paper", "unanimity")] == [(1, 0, 0)] * 3
    assert report.disagreements == ()
    assert "all" not in report.scores


def test_a_disagreement_shows_what_the_minutes_say(tmp_path: Path) -> None:
    vote = {"yes": 39, "no": 0, "abstain": 3, "passed": True, "manner": "unanimous"}
    text = "Kopf\n\nAbstimmungsergebnis:\n\nEinstimmig (39 Ja, 3 Enth.)\n\nRede"
    report = run(tmp_path, "mehrheitlich beschlossen", record(ITEM | {"vote_events": [vote]}), text=text)
    assert counts(report, tmp_path, "unanimity") == (0, 1, 1)
    (found,) = report.disagreements
    assert (found.expected, found.got) == ("mehrheitlich beschlossen", "einstimmig")
    assert found.source == "Einstimmig (39 Ja, 3 Enth.)"


def test_a_silent_record_misses_but_raises_no_false_alarm(tmp_path: Path) -> None:
    report = run(tmp_path, "einstimmig zugestimmt", record(ITEM))
    assert counts(report, tmp_path, "unanimity") == (0, 0, 1)


@pytest.mark.parametrize("result", ["Kenntnisnahme", "Zustimmung", "verwiesen in Fachausschuss"])
def test_unanimity_is_asked_only_where_the_city_recorded_it(tmp_path: Path, result: str) -> None:
    vote = {"manner": "unanimous", "passed": True}
    report = run(tmp_path, result, record(ITEM | {"vote_events": [vote]}))
    assert counts(report, tmp_path, "unanimity") == (0, 0, 0)


def test_the_item_of_a_text_with_several_is_found_by_its_paper(tmp_path: Path) -> None:
    first = {"number": "6.1", "paper": "2023/0001", "vote_events": [{"manner": "majority", "passed": True}]}
    second = ITEM | {"vote_events": [{"manner": "unanimous", "passed": True}]}
    report = run(tmp_path, "einstimmig beschlossen", record(first, second))
    assert counts(report, tmp_path, "unanimity") == (1, 0, 0)


def test_another_paper_is_wrong(tmp_path: Path) -> None:
    report = run(tmp_path, "Kenntnisnahme", record({"number": "6.2", "paper": "2023/0001"}))
    assert counts(report, tmp_path, "paper") == (0, 1, 1)


@pytest.mark.parametrize(
    ("section", "procedural", "invented"),
    [
        ("Kenntnisnahme, keine Abstimmung", False, 1),
        ("Kenntnisnahme, keine Abstimmung", True, 0),
        ("TOP 6.1: keine Abstimmung \nTOP 6.2: einstimmig zugestimmt", False, 0),
        ("Kenntnisnahme", False, 0),
    ],
)
def test_invented_votes(tmp_path: Path, section: str, procedural: bool, invented: int) -> None:
    made = record(ITEM | {"vote_events": [{"yes": 6, "no": 4, "passed": True, "procedural": procedural}]})
    report = run(tmp_path, "Kenntnisnahme", made, text=f"Abstimmungsergebnis:\n{section}\n\n")
    assert report.invented_in(tmp_path.name) == invented


def item(*votes: dict[str, Any], **more: Any) -> AgendaItem:
    return AgendaItem.model_validate({"vote_events": list(votes), **more})


def test_the_main_vote_is_the_first_that_is_not_procedural() -> None:
    closing = {"manner": "majority", "passed": True, "procedural": True}
    vote = {"yes": 40, "no": 0, "passed": True}
    later = {"yes": 7, "no": 36, "passed": False}
    assert unanimity_of(item(closing, vote, later)) == (1, "einstimmig")


def test_the_vote_about_the_indexed_item_comes_first() -> None:
    votes = [{"manner": "majority", "about": "TOP 6.1"}, {"manner": "unanimous", "about": "TOP 6.2"}]
    assert unanimity_of(item(*votes), agenda_number="6.2") == (1, "einstimmig")
    assert unanimity_of(item(*votes), agenda_number="6") == (0, "mehrheitlich")


def test_yes_votes_alone_are_not_unanimous() -> None:
    assert unanimity_of(item({"yes": 37, "passed": True})) == (None, None)
    assert unanimity_of(item({"yes": 37, "no": 0, "passed": True})) == (0, "einstimmig")
    assert unanimity_of(item({"yes": 37, "no": 2, "passed": True})) == (0, "mehrheitlich")


def test_without_a_vote_the_result_speaks() -> None:
    text = {"text": "Mehrheit-\nlich abgelehnt", "code": "rejected"}
    assert unanimity_of(item(result=text)) == (None, "mehrheitlich")
    assert unanimity_of(item(result={"text": "Kenntnisnahme", "code": "noted"})) == (None, None)


def test_section_text() -> None:
    assert section_text("Abstimmungsergebnis: \n \nBei 3 Ja-\nStimmen\n\nMehr") == "Bei 3 Ja- Stimmen"
    assert section_text("Das Abstimmungsergebnis wird verlesen.") is None
    assert not says_no_vote(None)


def test_a_broken_index_names_its_line(tmp_path: Path) -> None:
    (tmp_path / "index.jsonl").write_text('{"file": "a.txt"}\nnonsense\n', encoding="utf-8")
    with pytest.raises(BadInput, match="line 2"):
        evaluate([tmp_path], extract=lambda _path: record())


def test_an_index_that_names_a_missing_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "index.jsonl").write_text('{"file": "a.txt"}\n', encoding="utf-8")
    with pytest.raises(BadInput, match=r"a\.txt, which is not there"):
        evaluate([tmp_path], extract=lambda _path: record())
