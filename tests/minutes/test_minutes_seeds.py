"""The two real Protokollauszüge, exactly. Their texts are read in place."""

from __future__ import annotations

from pathlib import Path

import pytest
from minutes_helpers import SHARED, record_and_original, spells

SEEDS = SHARED / "seeds"
pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="the seeds stand beside the project, not in it")


def seed(number: str) -> Path:
    return next(SEEDS.glob(f"{number}_*.txt"))


def read_seed(number: str):
    path = seed(number)
    return record_and_original(path.read_bytes(), name=path.name)


def test_motion_on_integrationslotsen():
    record, _ = read_seed("003")
    assert record.meeting.organization == "Ausschuss für Gesundheit, Soziales und Inklusion"
    assert (record.meeting.number, record.meeting.date) == (21, "2016-06-14")
    assert len(record.agenda_items) == 1
    item = record.agenda_items[0]
    assert (item.number, item.paper, item.public) == ("7.1", "15/SVV/0743", True)
    assert item.title == "Soziale Arbeit mit Flüchtlingen in der Landeshauptstadt Potsdam"
    assert (item.result.text, item.result.code) == ("geändert beschlossen", "adopted_amended")
    assert item.role == "recommending"
    assert [(v.yes, v.no, v.abstain, v.passed, v.procedural, v.role) for v in item.vote_events] == [
        (7, 0, 0, True, False, "recommending")
    ]
    assert [s.name for s in item.speakers] == [
        "Schulze", "Thomann", "Müller-Preinesberger", "Schubert", "Grasnik", "Eisenblätter",
    ]  # fmt: skip
    assert [s.salutation for s in item.speakers] == ["Frau", "Herr", "Frau", "Herr", "Frau", "Frau"]
    assert item.mentioned_people == ()
    assert record.attachments == ()
    assert record.findings == ()


def test_report_with_slides_behind_it():
    record, original = read_seed("000")
    assert record.meeting.organization == "Ausschuss für Gesundheit, Soziales, Wohnen und Inklusion"
    assert (record.meeting.number, record.meeting.date, record.meeting.public) == (22, "2021-12-14", True)
    item = record.agenda_items[0]
    assert (item.number, item.paper) == ("6.1", "21/SVV/1188")
    assert item.title.startswith("EINE Stadt für ALLE - Bestandsaufnahme")
    assert item.title.endswith("2016-2020")
    assert (item.result.text, item.result.code) == ("zur Kenntnis genommen", "noted")
    assert item.vote_events == ()  # absent is not 0:0:0
    assert [s.name for s in item.speakers] == ["Grasnack"]  # as written, damage included
    assert len(record.attachments) == 1
    assert "137 Maßnahmen" in record.attachments[0].text
    assert "137" not in item.text
    place = record.evidence["/attachments/0"][0]
    assert original[place.start : place.end].lstrip("# ").startswith("EINE Stadt für ALLE")


@pytest.mark.parametrize("number", ["000", "003"])
def test_every_value_of_the_seeds_stands_where_its_evidence_points(number):
    record, original = read_seed(number)
    data = record.model_dump(by_alias=True)
    checked = 0
    for pointer, places in record.evidence.items():
        value = data
        for part in pointer.strip("/").split("/"):
            value = value[int(part)] if part.isdigit() else value[part]
        if isinstance(value, dict):
            value = value.get("name") or value.get("text")
        for place in places:
            assert 0 <= place.start < place.end <= len(original)
            if (
                "attachments" not in pointer
                and "vote_events" not in pointer.removesuffix("/yes")
                and "role" not in pointer
            ):
                assert spells(pointer, value, original[place.start : place.end]), pointer
                checked += 1
    assert checked >= 10
    assert not [
        p for p in ("/meeting/date", "/agenda_items/0/title", "/agenda_items/0/result") if p not in record.evidence
    ]
