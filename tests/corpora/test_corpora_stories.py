"""The stories: the corpus shows what its README promises, and its sentences are its own."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from corpora_reading import ROOT, documents, gold_of
from layouts.story import Story, StoryError, load_stories

SHARED = ROOT / "../shared"
RUN = 8
"""Words in a row that must not be the same as in the minutes of the development set."""


def _gold() -> list[dict[str, Any]]:
    return [json.loads(gold_of(path).read_text("utf-8")) for path in documents()]


def _stations(paper: str) -> list[tuple[str, str, str | None]]:
    """(date, committee or '', result) of each meeting that had the paper on its agenda, by date."""
    found = [
        (gold["meeting"]["date"], item["result"])
        for gold in _gold()
        for item in gold["agenda_items"]
        if item["paper"] == paper
    ]
    return sorted(found)


def test_the_story_of_the_motion_on_social_work_and_its_late_report() -> None:
    assert _stations("15/SVV/0743") == [
        ("2015-11-04", "an Gremium überwiesen"),
        ("2016-01-19", "vertagt"),
        ("2016-06-14", "geändert beschlossen"),
        ("2016-07-06", "geändert beschlossen"),
    ]
    assert _stations("17/SVV/0212") == [
        ("2017-03-01", "zur Kenntnis genommen"),
        ("2017-04-25", "zur Kenntnis genommen"),
    ]
    reports = [item for gold in _gold() for item in gold["agenda_items"] if item["paper"] == "17/SVV/0212"]
    assert all("15/SVV/0743" in item["mentioned_papers"] for item in reports)


def test_a_motion_is_deferred_twice_and_then_decided() -> None:
    results = [result for _, result in _stations("18/SVV/0391")]
    assert results == [
        "an Gremium überwiesen",
        "vertagt",
        "vertagt",
        "ungeändert beschlossen",
        "ungeändert beschlossen",
    ]


def test_one_report_comes_on_time_and_two_come_late() -> None:
    due = {"20/SVV/0118": "2020-03-31", "17/SVV/0212": "2016-11-30", "24/SVV/0088": "2023-11-30"}
    late = {paper: _stations(paper)[0][0] > day for paper, day in due.items()}
    assert late == {"20/SVV/0118": False, "17/SVV/0212": True, "24/SVV/0088": True}


def test_every_outcome_and_every_kind_of_ballot_occurs() -> None:
    items = [item for gold in _gold() for item in gold["agenda_items"]]
    votes = [vote for item in items for vote in item["vote_events"]]
    assert {
        "an Gremium überwiesen", "vertagt", "geändert beschlossen", "ungeändert beschlossen", "abgelehnt",
        "zurückgezogen", "zur Kenntnis genommen", "durch Verwaltungshandeln erledigt",
    } <= {item["result"] for item in items}  # fmt: skip
    assert {"unanimous", "majority", "secret", "roll_call", "tie"} <= {vote["manner"] for vote in votes}
    assert any(vote["procedural"] and vote["passed"] for vote in votes)
    assert any(vote["procedural"] and not vote["passed"] for vote in votes)
    assert any(vote["yes"] is not None and vote["no"] is None for vote in votes), "a partial count"
    assert any(item["public"] is False for item in items), "a non-public item"
    assert any(s["name"] is None for item in items for s in item["speakers"]), "a speaker by office only"
    assert any(item["mentioned_people"] for item in items)


def test_two_equal_ballots_are_two_ballots() -> None:
    (item,) = [
        item
        for gold in _gold()
        for item in gold["agenda_items"]
        if item["paper"] == "19/SVV/0527" and len(item["vote_events"]) == 2
    ]
    first, second = ({key: vote[key] for key in ("yes", "no", "abstain")} for vote in item["vote_events"])
    assert first == second
    assert item["vote_events"][0]["about"] != item["vote_events"][1]["about"]


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def _runs(text: str) -> Iterator[str]:
    words = _words(text)
    return (" ".join(words[i : i + RUN]) for i in range(len(words) - RUN + 1))


def _printed(story: Story) -> Iterator[str]:
    """The sentences of a story; titles and names of committees are facts and stand in the heads alone."""
    for item in story.items:
        facts = {item.title, str(story.meeting["organization"])}
        for block in item.blocks:
            for sentence in re.split(r"(?<=[.!?:])\s+", block.text):
                for fact in facts:
                    sentence = sentence.replace(fact, " ")
                yield sentence


@pytest.mark.skipif(not SHARED.is_dir(), reason="the development set is not beside this checkout")
def test_no_sentence_is_taken_from_the_development_set() -> None:
    given: set[str] = set()
    for path in [*SHARED.glob("seeds/*.txt"), *SHARED.glob("minutes/**/*.txt")]:
        given.update(_runs(path.read_text("utf-8")))
    assert given
    taken = [
        (story.file, sentence)
        for story in load_stories(ROOT / "corpora" / "stories")
        for sentence in _printed(story)
        if not given.isdisjoint(_runs(sentence))
    ]
    assert not taken, "\n".join(f"{file}: {sentence}" for file, sentence in taken)


def _story_file(folder: Path, body: str) -> None:
    text = f'''[[document]]
file = "x.md"
layout = "auszug"
meeting = {{ organization = "Hauptausschuss", number = 1, date = 2020-01-01 }}
[[document.item]]
number = "1"
title = "T"
body = """
{body}
"""
'''
    (folder / "x.toml").write_text(text, encoding="utf-8")


def test_marks_in_a_body_become_gold_and_leave_the_text_readable(tmp_path: Path) -> None:
    _story_file(
        tmp_path,
        "[[Frau Prof. Dr. Lenz]] dankt ((Herrn Ohm)) für {{20/SVV/0001}}.\n\n"
        "[[von der Stadtverordneten Kern|;;Kern;Stadtverordnete]]",
    )
    (story,) = load_stories(tmp_path)
    (item,) = story.items
    assert item.blocks[0].text == "Frau Prof. Dr. Lenz dankt Herrn Ohm für 20/SVV/0001."
    assert item.speakers == [
        {"name": "Lenz", "salutation": "Frau", "honorific": "Prof. Dr.", "role": None},
        {"name": "Kern", "salutation": None, "honorific": None, "role": "Stadtverordnete"},
    ]
    assert (item.people, item.papers) == (["Ohm"], ["20/SVV/0001"])


def test_an_unknown_mark_is_named_with_its_file(tmp_path: Path) -> None:
    _story_file(tmp_path, "@ballot yes=3")
    with pytest.raises(StoryError, match=r"x\.toml, document x\.md: unknown mark @ballot"):
        load_stories(tmp_path)
