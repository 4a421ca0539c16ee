"""OParl files in a run: the same columns, journal, shelf and resumption as minutes."""

from __future__ import annotations

import importlib
import json
import zipfile
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from pipeline.batch import Balance, ingest
from pipeline.batch.records import Records
from pipeline.store import open_store

TOWN = "https://rat.bachstadt.example/oparl/"
MINUTES = (
    "# Protokollauszug\n\naus der  \n3. öffentliche Sitzung des Ausschusses für Verkehr  \nvom 05.03.2019\n\n---\n\n"
    "öffentlich\n\n**Top 3.2 Radweg an der Lindenallee  \n19/SVV/0101  \nungeändert beschlossen**\n\n"
    "Frau Beispiel trägt vor.\n"
)


def thing(kind: str, key: int, **members: Any) -> dict[str, Any]:
    return {"type": f"https://schema.oparl.org/1.1/{kind}", "id": f"{TOWN}{kind}/{key}", **members}


def paper(key: int, **members: Any) -> dict[str, Any]:
    consultation = thing("Consultation", key, meeting=f"{TOWN}Meeting/1", role="Entscheidung")
    return thing("Paper", key, reference=f"2019/{key:04}", name="Radweg", consultation=[consultation], **members)


def meeting(*, day: str = "2019-03-05", **members: Any) -> dict[str, Any]:
    return thing("Meeting", 1, name="Verkehrsausschuss", start=f"{day}T18:00:00+01:00", **members)


class Place:
    def __init__(self, folder: Path) -> None:
        self.files = folder / "files"
        self.files.mkdir(parents=True)
        self.db = folder / "p.sqlite"
        self.shelf = folder / "extracted"

    def write(self, name: str, content: Any) -> Path:
        path = self.files / name
        text = content if isinstance(content, str) else json.dumps(content)
        path.write_text(text, encoding="utf-8")
        return path

    def run(self, *, jobs: int = 1) -> Balance:
        with open_store(f"sqlite:///{self.db}") as store:
            return ingest([self.files], store=store, extracted=self.shelf, state=self.db, jobs=jobs, ocr="never")

    def day(self, reference: str = "2019/0101") -> str | None:
        with open_store(f"sqlite:///{self.db}") as store:
            (station,) = store.official_stations(reference)
            return station.date


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def columns(balance: Balance) -> tuple[int, int, int, int, int]:
    return balance.inputs, balance.imported, balance.unchanged, balance.duplicate, balance.quarantined


def fill(place: Place) -> None:
    """Minutes, two papers of which one is in a ZIP, a list page, a copy; and what is set aside or passed over."""
    place.write("minutes.md", MINUTES)
    place.write("paper.json", paper(101))
    place.write("copy.json", paper(101))
    place.write("page.json", {"data": [meeting()], "pagination": {}, "links": {}})
    with zipfile.ZipFile(place.files / "papers.zip", "w") as archive:
        archive.writestr("deep/102.json", json.dumps(paper(102)))
    place.write("cut.json", json.dumps(paper(103))[:-9])
    place.write("index.jsonl", json.dumps({"reference": "2019/0101", "see": "https://schema.oparl.org/1.1/Paper"}))
    place.write("person.json", thing("Person", 1, name="Erika Beispiel"))
    place.write("data.json", {"a": 1})
    place.write("minutes.gold.json", paper(104))
    place.write("minutes.more.json", paper(105))


def test_minutes_and_oparl_files_share_one_balance(place: Place) -> None:
    fill(place)
    balance = place.run()
    assert columns(balance) == (9, 4, 0, 1, 4)
    assert {Path(reason.input).name: reason.code for reason in balance.reasons} == {
        "cut.json": "damaged",
        "index.jsonl": "data_file",
        "person.json": "data_file",
        "data.json": "data_file",
    }
    assert balance.failed  # the cut file
    assert place.day() == place.day("2019/0102") == "2019-03-05"
    assert columns(place.run()) == (9, 0, 4, 1, 4)


def test_processes_find_the_same(place: Place, tmp_path: Path) -> None:
    fill(place)
    many = place.run(jobs=2)
    other = Place(tmp_path / "single")
    other.files = place.files
    assert asdict(other.run()) == asdict(many)
    assert {path.name: path.read_bytes() for path in place.shelf.glob("*.json")} == {
        path.name: path.read_bytes() for path in other.shelf.glob("*.json")
    }


def test_records_on_the_shelf_bring_everything_back(place: Place) -> None:
    fill(place)
    place.run()
    records = Records(place.shelf)
    with open_store("sqlite://") as store:
        assert store.rebuild(records) == 4
        assert records.unreadable == []
        assert [station.date for station in store.official_stations("2019/0102")] == ["2019-03-05"]
        assert store.motion("19/SVV/0101") is not None


def test_a_record_whose_members_were_sorted_is_still_told_apart(place: Place) -> None:
    place.write("paper.json", paper(101))
    place.run()
    [path] = place.shelf.glob("*.json")
    path.write_text(json.dumps(json.loads(path.read_text("utf-8")), sort_keys=True, indent=1), encoding="utf-8")
    records = Records(place.shelf)
    assert [one.source.name for one in records] == ["paper.json"]
    assert records.unreadable == []


def test_a_file_that_is_no_record_is_named_and_stops_nothing(place: Place) -> None:
    fill(place)
    place.run()
    broken = place.shelf / f"{'0' * 64}.json"
    broken.write_text('{"schema": "protokolle/oparl-record/1"}', encoding="utf-8")
    (place.shelf / f"{'1' * 64}.json").write_text("[]", encoding="utf-8")
    records = Records(place.shelf)
    assert len(list(records)) == 4
    assert [path.name[0] for path, _ in records.unreadable] == ["0", "1"]


def test_a_file_that_changed_since_yesterday_replaces_what_it_said(place: Place) -> None:
    place.write("paper.json", paper(101))
    place.write("meeting.json", meeting(modified="2019-03-01T10:00:00+01:00"))
    place.run()
    newer = meeting(day="2019-03-12", modified="2019-03-06T10:00:00+01:00")
    older = meeting(day="2019-02-26", modified="2019-02-20T10:00:00+01:00")
    place.write("meeting.json", newer)
    assert columns(place.run()) == (2, 1, 1, 0, 0)
    assert place.day() == "2019-03-12"
    place.write("meeting.json", older)
    place.run()
    assert place.day() == "2019-03-12"


def test_a_newer_reader_reads_again_and_leaves_minutes_alone(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(place)
    place.run()
    monkeypatch.setattr(importlib.import_module("pipeline.oparl.read"), "OPARL_EXTRACTOR", "newer/2")
    monkeypatch.setattr("pipeline.oparl.OPARL_EXTRACTOR", "newer/2")
    assert columns(place.run()) == (9, 3, 1, 1, 4)
    assert columns(place.run()) == (9, 0, 4, 1, 4)


def test_the_journal_names_the_version_that_read_each_kind(place: Place) -> None:
    place.write("paper.json", paper(101))
    place.write("minutes.md", MINUTES)
    for _ in range(2):  # imported, then unchanged
        place.run()
        with open_store(f"sqlite:///{place.db}") as store:
            versions = {Path(entry.label).name: entry.extractor for entry in store.journal.entries()}
        assert {name: (version or "").partition("/")[0] for name, version in versions.items()} == {
            "paper.json": "protokolle-oparl",
            "minutes.md": "protokolle-minutes",
        }


def test_a_fault_of_ours_in_one_oparl_file_stops_nothing(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    import pipeline.oparl

    real = pipeline.oparl.read_oparl

    def faulty(data: bytes, *, name: str, sha256: str) -> Any:
        if name == "101.json":
            raise ZeroDivisionError("no papers")
        return real(data, name=name, sha256=sha256)

    monkeypatch.setattr(pipeline.oparl, "read_oparl", faulty)
    place.write("101.json", paper(101))
    place.write("102.json", paper(102))
    balance = place.run()
    assert columns(balance) == (2, 1, 0, 0, 1)
    assert balance.reasons[0].code == "internal_error"
