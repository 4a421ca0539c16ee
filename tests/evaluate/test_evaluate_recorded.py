"""The office's recorded result beside the record's code and manner; what the minutes themselves deny is left out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from evaluate_records import record

from pipeline.evaluate import Report, evaluate, read_otherwise
from pipeline.evaluate.recorded import agrees, recorded_codes
from pipeline.model.errors import BadInput
from pipeline.model.record import AgendaItem, MinutesRecord

LINE = {"file": "text/1.txt", "reference": "2023/1291", "meeting_date": "2023-12-19", "agenda_number": "6.2"}


def item(code: str | None) -> AgendaItem:
    result = {"text": "…", "code": code} if code is not None else None
    return AgendaItem.model_validate({"result": result})


@pytest.mark.parametrize(
    ("word", "code", "manner", "same"),
    [
        ("einstimmig zugestimmt", "adopted", "einstimmig", True),
        ("einstimmig zugestimmt", "adopted", "mehrheitlich", False),
        ("mehrheitlich abgelehnt", "rejected", "mehrheitlich", True),
        ("mehrheitlich abgelehnt", "adopted", "mehrheitlich", False),
        ("mehrheitlich beschlossen", "adopted_amended", "mehrheitlich", True),
        ("Kenntnisnahme", "noted", None, True),
        ("Kenntnisnahme", "no_decision", None, False),
        ("verwiesen in Fachausschuss", "referred", None, True),
        ("Beratung im Fachgremium/Arbeitskreis", "no_decision", None, False),
        ("Zustimmung", "adopted", "mehrheitlich", True),
        ("gewählt", "adopted", None, True),
        ("einstimmig zugestimmt", None, None, False),
    ],
)
def test_words_of_the_office(word: str, code: str | None, manner: str | None, same: bool) -> None:
    assert agrees(word, item(code), manner) is same  # type: ignore[arg-type]


def test_a_word_nobody_knows_is_not_asked() -> None:
    assert recorded_codes("sonstiges") == ()
    assert recorded_codes(None) == ()


def run(tmp_path: Path, made: MinutesRecord, word: str, otherwise: dict[str, str] | None = None) -> Report:
    (tmp_path / "text").mkdir()
    (tmp_path / "text" / "1.txt").write_text("Abstimmungsergebnis:\nKeine Abstimmung\n", encoding="utf-8")
    (tmp_path / "index.jsonl").write_text(json.dumps(LINE | {"result": word}), encoding="utf-8")
    return evaluate([tmp_path], extract=lambda _path: made, otherwise=otherwise)


MADE = record({"paper": "2023/1291", "result": {"text": "verwiesen", "code": "referred"}}, date="2023-12-19")


def test_a_disagreement_is_a_miss_with_the_minutes_words(tmp_path: Path) -> None:
    report = run(tmp_path, MADE, "Kenntnisnahme")
    assert report.score(tmp_path.name, "recorded_result").fn == 1
    (miss,) = report.misses
    assert (miss.expected, miss.got, miss.source) == ("Kenntnisnahme", "referred", "Keine Abstimmung")


def test_what_the_minutes_deny_is_left_out_and_shown(tmp_path: Path) -> None:
    report = run(tmp_path, MADE, "Kenntnisnahme", {"1.txt": "verwiesen in den Hauptausschuss"})
    assert report.score(tmp_path.name, "recorded_result").fn == 0
    assert report.misses == ()
    (left,) = report.left_out
    assert (left.expected, left.source) == ("Kenntnisnahme", "verwiesen in den Hauptausschuss")
    assert "verwiesen in den Hauptausschuss" in report.text()


def test_the_list_of_those_left_out(tmp_path: Path) -> None:
    path = tmp_path / "otherwise.json"
    path.write_text('{"documents": [{"file": "1.txt", "recorded": "x", "minutes": "y"}]}', encoding="utf-8")
    assert read_otherwise(path) == {"1.txt": "y"}
    path.write_text('{"documents": [{"file": "1.txt"}]}', encoding="utf-8")
    with pytest.raises(BadInput, match="expected an object with"):
        read_otherwise(path)
