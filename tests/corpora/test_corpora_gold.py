"""Gold files: they say nothing that does not stand in the document beside them."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from corpora_reading import documents, gold_of, text_of

_WORDS = ["keine", "eine", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn"]
_MONTHS = [
    "Januar", "Februar", "März", "April", "Mai", "Juni",
    "Juli", "August", "September", "Oktober", "November", "Dezember",
]  # fmt: skip
_NEAR = 260
"""Characters within which all counts of one ballot stand."""

GOLD = [pytest.param(path, json.loads(gold_of(path).read_text("utf-8")), id=path.name) for path in documents()]


def _items(gold: dict[str, Any]) -> list[dict[str, Any]]:
    return list(gold["agenda_items"])


@pytest.mark.parametrize(("document", "gold"), GOLD)
def test_the_keys_are_those_of_the_schema(document: Path, gold: dict[str, Any]) -> None:
    assert gold["schema"] == "minutes-gold/1"
    assert set(gold) == {"schema", "layout", "meeting", "agenda_items", "truncated", "notes"}
    assert set(gold["meeting"]) == {"organization", "number", "date"}
    assert gold["notes"], f"{document.name}: say what is special"
    for item in _items(gold):
        assert set(item) == {
            "number", "title", "title_truncated", "public", "paper", "result", "vote_events", "speakers",
            "mentioned_papers", "mentioned_people",
        }  # fmt: skip
        for vote in item["vote_events"]:
            assert set(vote) == {"yes", "no", "abstain", "manner", "about", "passed", "procedural"}
            assert vote["about"]
            assert isinstance(vote["passed"], bool)


@pytest.mark.parametrize(("document", "gold"), GOLD)
def test_meeting_stands_in_the_document(document: Path, gold: dict[str, Any]) -> None:
    text, meeting = text_of(document), gold["meeting"]
    if meeting["date"]:
        day = date.fromisoformat(meeting["date"])
        assert day.strftime("%d.%m.%Y") in text or f"{day.day}. {_MONTHS[day.month - 1]} {day.year}" in text
    if meeting["number"]:
        assert re.search(rf"\b{meeting['number']}\. (?:\S+ )*?(?:Plenars|S)itzung", text)
    if meeting["organization"]:
        first, _, rest = meeting["organization"].partition(" ")
        assert re.search(rf"{first}(?:e?s)?\s*{re.escape(rest)}", text)


@pytest.mark.parametrize(("document", "gold"), GOLD)
def test_item_head_stands_in_the_document(document: Path, gold: dict[str, Any]) -> None:
    text = text_of(document)
    for item in _items(gold):
        for key in ("number", "title", "paper", "result"):
            assert item[key] is None or item[key] in text, key
        assert item["title_truncated"] == bool(item["title"] and item["title"].endswith("..."))
        for reference in item["mentioned_papers"]:
            assert reference in text
            assert reference != item["paper"]


@pytest.mark.parametrize(("document", "gold"), GOLD)
def test_people_stand_in_the_document(document: Path, gold: dict[str, Any]) -> None:
    text = text_of(document)
    for item in _items(gold):
        names = [speaker["name"] for speaker in item["speakers"] if speaker["name"]]
        assert len(set(names)) == len(names), "each speaker once"
        assert not set(names) & set(item["mentioned_people"]), "who speaks is not only mentioned"
        for name in names + item["mentioned_people"]:
            assert name in text
        for speaker in item["speakers"]:
            if speaker["name"] is None:
                assert speaker["role"].split()[-1] in text
                assert not re.search(r"\b(?:Herrn?|Frau|von|vom)\b", speaker["role"]), "a person taken for an office"
            if speaker["honorific"]:
                assert f"{speaker['honorific']} {speaker['name']}" in text or speaker["honorific"] in text


@pytest.mark.parametrize(("document", "gold"), GOLD)
def test_counts_of_a_ballot_stand_together_in_the_document(document: Path, gold: dict[str, Any]) -> None:
    text = text_of(document)
    for item in _items(gold):
        for vote in item["vote_events"]:
            counts = [vote[key] for key in ("yes", "no", "abstain") if vote[key] is not None]
            assert not counts or _stand_together(text, counts), (vote, "not in the text")


def _stand_together(text: str, counts: list[int]) -> bool:
    forms = [rf"(?<![\w.])(?:{count}{_word(count)})(?![\w])(?!\.\d)" for count in counts]
    places = [[match.start() for match in re.finditer(form, text, re.IGNORECASE)] for form in forms]
    return any(
        all(any(abs(other - place) <= _NEAR for other in others) for others in places[1:]) for place in places[0]
    )


def _word(count: int) -> str:
    return f"|{_WORDS[count]}[rnms]?" if count < len(_WORDS) else ""


def test_a_wrong_count_would_be_noticed() -> None:
    text = "Zustimmung: 7 Ablehnung: 0 Stimmenthaltung: 1"
    assert _stand_together(text, [7, 0, 1])
    assert not _stand_together(text, [8, 0, 1])
    assert not _stand_together("vom 17.02.2020 mit 14 Ja-Stimmen", [17])


@pytest.mark.parametrize(("document", "gold"), GOLD)
def test_whether_a_ballot_passed_agrees_with_its_counts(document: Path, gold: dict[str, Any]) -> None:
    for item in _items(gold):
        for vote in item["vote_events"]:
            if vote["yes"] is not None and vote["no"] is not None:
                assert vote["passed"] == (vote["yes"] > vote["no"]), document.name


def test_the_sample_rejected_by_roll_call_holds_everybodys_vote() -> None:
    (path,) = [path for path in documents() if path.name == "potsdam-2020-05-06-svv-20-SVV-0264.md"]
    more = json.loads(path.with_name(f"{path.stem}.more.json").read_text("utf-8"))
    (roll,) = more["agenda_items"][0]["roll_calls"]
    options = [voter["option"] for voter in roll["votes"]]
    ballot = json.loads(gold_of(path).read_text("utf-8"))["agenda_items"][0]["vote_events"][1]
    assert [options.count(side) for side in ("yes", "no", "abstain")] == [
        ballot[side] for side in ("yes", "no", "abstain")
    ]
    text = path.read_text(encoding="utf-8")
    for voter in roll["votes"]:
        given, _, surname = voter["name"].partition(" ")
        column = ("yes", "no", "abstain", "absent").index(voter["option"])
        crosses = r"\|".join(" x " if index == column else "   " for index in range(4))
        assert re.search(rf"\| {surname}, (?:Prof\. )?(?:Dr\. )?{given} \| [^|]+ \|{crosses}\|", text), voter
