"""The whole run over files the tests make: columns, resumption, and what must not stop it."""

import gc
import importlib
import json
import os
import signal
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

import pytest

import pipeline
from pipeline.batch import Balance, StoppedError, ingest, portion, workers
from pipeline.batch import run as run_module
from pipeline.batch.progress import Silent
from pipeline.batch.work import Made, Ocr, Refused, Task
from pipeline.model.errors import StoreError
from pipeline.model.record import MinutesRecord
from pipeline.store import open_store

HEAD = (
    "# Protokollauszug\n\naus der  \n{n}. öffentliche Sitzung des Ausschusses für Verkehr  \n"
    "vom {n:02}.03.2019\n\n---\n\n"
)
BODY = (
    "öffentlich\n\n**Top 3.2 Radweg an der Lindenallee  \n19/SVV/01{n:02}  \nungeändert beschlossen**\n\n"
    "Frau Beispiel trägt vor.\n"
)


def minutes(n: int, tail: str = "") -> str:
    """A Protokollauszug of our own making."""
    return HEAD.format(n=n) + BODY.format(n=n) + tail


class Place:
    """A folder of minutes, a database, a shelf; and runs over them."""

    def __init__(self, folder: Path) -> None:
        self.minutes = folder / "minutes"
        self.minutes.mkdir()
        self.db = folder / "p.sqlite"
        self.shelf = folder / "extracted"

    def write(self, name: str, content: str | bytes) -> Path:
        path = self.minutes / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def run(self, *paths: Path, jobs: int | None = 1) -> Balance:
        with open_store(f"sqlite:///{self.db}") as store:
            return ingest(
                list(paths) or [self.minutes], store=store, extracted=self.shelf, state=self.db, jobs=jobs, ocr="never"
            )

    def command(self, *, hook: str = "", jobs: int = 1) -> subprocess.CompletedProcess[str]:
        """The same run in a process of its own, with `hook` run at the start of every interpreter in it."""
        hooks = self.db.parent / "hooks"
        hooks.mkdir(exist_ok=True)
        (hooks / "sitecustomize.py").write_text("import os, signal\n" + hook)
        home = Path(pipeline.__file__).parents[1]
        return subprocess.run(
            [
                *(sys.executable, "-c", "from pipeline.cli.main import main; main()", "ingest", str(self.minutes)),
                *("--db", f"sqlite:///{self.db}", "--extracted", str(self.shelf), "--jobs", str(jobs), "--json"),
            ],
            env={**os.environ, "PYTHONPATH": f"{hooks}{os.pathsep}{home}"},
            capture_output=True,
            text=True,
            check=False,
            timeout=180,
        )

    def documents(self) -> list[str]:
        with open_store(f"sqlite:///{self.db}") as store:
            return sorted(row.name for row in store.documents(include_non_public=True))


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def columns(balance: Balance) -> tuple[int, int, int, int, int]:
    return balance.inputs, balance.imported, balance.unchanged, balance.duplicate, balance.quarantined


def test_every_input_finds_its_column_and_a_second_run_imports_nothing(place: Place) -> None:
    place.write("a.txt", minutes(1))
    place.write("deep/b.md", minutes(2))
    place.write("copy of a.txt", minutes(1))
    place.write("empty.pdf", b"")
    place.write("shopping.txt", "Brot\nMilch\n")
    place.write("table.json", '{"a": 1}')
    first = place.run()
    assert columns(first) == (6, 2, 0, 1, 3)
    assert {Path(reason.input).name: reason.code for reason in first.reasons} == {
        "empty.pdf": "empty",
        "shopping.txt": "no_minutes",
        "table.json": "data_file",
    }
    second = place.run()
    assert columns(second) == (6, 0, 2, 1, 3)


def test_the_record_on_the_shelf_is_what_the_contract_says(place: Place) -> None:
    place.write("a.txt", minutes(1))
    place.run()
    [file] = place.shelf.glob("*.json")
    record = json.loads(file.read_text(encoding="utf-8"))
    assert record["schema"] == "protokolle/minutes-record/1"
    assert record["source"]["sha256"] == file.stem
    assert record["source"]["name"] == "a.txt"
    assert record["meeting"]["date"] == "2019-03-01"


def test_a_moved_folder_is_nothing_new(place: Place) -> None:
    place.write("a.txt", minutes(1))
    place.run()
    place.minutes = place.minutes.rename(place.minutes.with_name("elsewhere"))
    assert columns(place.run()) == (1, 0, 1, 0, 0)


def test_the_same_bytes_under_another_name_are_a_duplicate_in_a_later_run_too(place: Place) -> None:
    path = place.write("a.txt", minutes(1))
    place.run()
    path.rename(path.with_name("b.txt"))
    assert columns(place.run()) == (1, 0, 0, 1, 0)
    assert place.documents() == ["a.txt"]


def test_newer_rules_extract_again(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    place.write("a.txt", minutes(1))
    place.run()
    monkeypatch.setattr(importlib.import_module("pipeline.minutes.extract"), "EXTRACTOR", "newer/2")
    monkeypatch.setattr("pipeline.minutes.EXTRACTOR", "newer/2")
    assert columns(place.run()) == (1, 1, 0, 0, 0)
    assert columns(place.run()) == (1, 0, 1, 0, 0)


def test_a_lost_record_is_made_again(place: Place) -> None:
    place.write("a.txt", minutes(1))
    place.run()
    [file] = place.shelf.glob("*.json")
    before = file.read_bytes()
    file.unlink()
    place.run()
    assert file.read_bytes() == before


def test_a_fault_of_ours_in_one_document_stops_nothing(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    import pipeline.minutes

    real = pipeline.minutes.extract

    def faulty(document):  # type: ignore[no-untyped-def]
        if "Fehlerteufel" in document.text:
            raise ZeroDivisionError("no votes")
        return real(document)

    monkeypatch.setattr(pipeline.minutes, "extract", faulty)
    place.write("a.txt", minutes(1, "Fehlerteufel\n"))
    place.write("b.txt", minutes(2))
    balance = place.run()
    assert columns(balance) == (2, 1, 0, 0, 1)
    [reason] = balance.reasons
    assert reason.code == "internal_error"
    assert "ZeroDivisionError (no votes) in batch/work.py line" in reason.message
    log = place.db.with_name("p.sqlite.log").read_text(encoding="utf-8")
    assert "Traceback" in log
    assert "a.txt" in log


def test_without_faults_there_is_no_log(place: Place) -> None:
    place.write("a.txt", minutes(1))
    place.run()
    assert sorted(path.name for path in place.db.parent.iterdir() if path.is_file()) == ["p.sqlite", "p.sqlite.running"]


def test_processes_find_the_same(place: Place, tmp_path: Path) -> None:
    for n in range(1, 8):
        place.write(f"{n}.txt", minutes(n))
    place.write("8.txt", minutes(1))
    place.write("9.txt", b"\x00\x01\x02" * 50)
    (tmp_path / "single").mkdir()
    single = Place(tmp_path / "single")
    one = single.run(place.minutes)
    many = place.run(jobs=2)
    assert asdict(many) == asdict(one)
    assert {path.name: path.read_bytes() for path in place.shelf.glob("*.json")} == {
        path.name: path.read_bytes() for path in single.shelf.glob("*.json")
    }


KILLER = """
import pipeline.documents as documents
real = documents.read
def read(data, **options):
    if b"KILLER" in data:
        os.kill(os.getpid(), signal.SIGKILL)
    return real(data, **options)
documents.read = read
"""


def test_a_worker_that_dies_loses_only_its_own_document(place: Place) -> None:
    for n in range(1, 7):
        place.write(f"{n}.txt", minutes(n, "KILLER\n" if n == 3 else ""))
    ended = place.command(hook=KILLER, jobs=2)
    books = json.loads(ended.stdout)
    assert (books["imported"], books["quarantined"]) == (5, 1), ended.stderr
    assert books["reasons"][0]["code"] == "crashed_reader"
    assert books["reasons"][0]["input"].endswith("3.txt")
    assert ended.returncode == 1
    again = json.loads(place.command(hook=KILLER, jobs=2).stdout)  # it is known now: no worker dies for it
    assert (again["unchanged"], again["quarantined"]) == (5, 1)


def test_a_document_that_kills_the_run_is_found_out_and_the_run_goes_on(place: Place) -> None:
    for n in range(1, 5):
        place.write(f"{n}.txt", minutes(n, "KILLER\n" if n == 2 else ""))
    assert place.command(hook=KILLER).returncode == -signal.SIGKILL
    books = json.loads(place.command(hook=KILLER).stdout)
    assert (books["imported"] + books["unchanged"], books["quarantined"]) == (3, 1)
    assert place.documents() == ["1.txt", "3.txt", "4.txt"]
    assert books["reasons"][0]["code"] == "crashed_reader"


PUT = "import pipeline.batch.shelf as m; c, f = m.Shelf, 'put'; "
LOAD = "import pipeline.store.store as m; c, f = m.Store, 'load_many'; "
STAGES = {  # where it is killed, and how many documents are stored then
    "before the record is stored": (PUT + "at, after = 20, False", 16),
    "between record and portion": (PUT + "at, after = 20, True", 16),
    "between portion and database": (LOAD + "at, after = 2, False", 16),
    "after the database": (LOAD + "at, after = 2, True", 32),
}
KILL_AT = """
real, calls = getattr(c, f), []
def killing(*given, **named):
    calls.append(1)
    if len(calls) == at and not after: os.kill(os.getpid(), signal.SIGKILL)
    out = real(*given, **named)
    if len(calls) == at: os.kill(os.getpid(), signal.SIGKILL)
    return out
setattr(c, f, killing)
"""
SIXTEEN = 16  # documents in a portion here: several portions of few files
PATIENT = (  # however busy the machine is
    f"\nimport pipeline.batch.portion as portion; portion.MOST_SECONDS = 1e9; portion.MOST_DOCUMENTS = {SIXTEEN}\n"
)


@pytest.mark.parametrize("stage", STAGES)
def test_a_killed_run_goes_on_where_it_was(place: Place, stage: str) -> None:
    for n in range(1, 36):
        place.write(f"{n:02}.txt", minutes(n))
    hook, done = STAGES[stage]
    assert place.command(hook=hook + PATIENT + KILL_AT).returncode == -signal.SIGKILL
    assert place.documents() == [f"{n:02}.txt" for n in range(1, done + 1)]
    balance = place.run()
    assert columns(balance) == (35, 35 - done, done, 0, 0)
    assert place.documents() == [f"{n:02}.txt" for n in range(1, 36)]
    assert len(list(place.shelf.glob("*.json"))) == 35
    assert place.db.with_name("p.sqlite.running").read_bytes() == b""


def test_documents_that_wait_to_be_stored_are_not_what_ends_a_run(place: Place) -> None:
    for n in range(1, 7):
        place.write(f"{n}.txt", minutes(n))
    hook = PUT + "at, after = 5, False" + PATIENT + KILL_AT
    for _ in range(3):  # one of them alone would be given up after two
        assert place.command(hook=hook).returncode == -signal.SIGKILL
    assert columns(place.run()) == (6, 5, 0, 0, 1)  # the fifth, which was at work each time
    assert place.documents() == ["1.txt", "2.txt", "3.txt", "4.txt", "6.txt"]


@pytest.mark.parametrize("jobs", [1, 2])
def test_ctrl_c_ends_politely_and_says_how_to_go_on(place: Place, jobs: int) -> None:
    for n in range(1, 28):
        place.write(f"{n:02}.txt", minutes(n))
    stop_early = (
        "import pipeline.batch.shelf as m\nreal = m.Shelf.put\n"
        "def put(self, *given, **named):\n"
        "    if os.environ.pop('STOP', None): os.kill(os.getpid(), signal.SIGINT)\n"
        "    return real(self, *given, **named)\n"
        "m.Shelf.put = put\n"
        "os.environ['STOP'] = '1'\n"
    )
    ended = place.command(hook=stop_early, jobs=jobs)
    books = json.loads(ended.stdout)
    assert ended.returncode == 1
    assert books["interrupted"] is True
    assert 0 < books["imported"] == books["inputs"] < 27
    assert "give the same command again" in ended.stderr
    assert columns(place.run()) == (27, 27 - books["imported"], books["imported"], 0, 0)


def test_a_database_that_fails_stops_the_run_and_the_next_goes_on(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    for n in range(1, 36):
        place.write(f"{n:02}.txt", minutes(n))
    place.write("17.txt", "Ein Brief.\n")  # set aside: it waits for nobody
    fail = _full_disk_at(monkeypatch, portion_number=2)
    with pytest.raises(StoppedError) as caught:
        place.run()
    assert columns(caught.value.balance) == (17, 16, 0, 0, 1)
    assert place.documents() == [f"{n:02}.txt" for n in range(1, 17)]
    fail.undo()
    assert columns(place.run()) == (35, 18, 16, 0, 1)


def _full_disk_at(monkeypatch: pytest.MonkeyPatch, *, portion_number: int) -> pytest.MonkeyPatch:
    """The disk is full in the middle of this portion, behind the rows of its first document."""
    from pipeline.store import loading

    monkeypatch.setattr(portion, "MOST_SECONDS", 1e9)
    monkeypatch.setattr(portion, "MOST_DOCUMENTS", SIXTEEN)
    real, calls = loading.load, []

    def failing(*given: object, **named: object) -> object:
        calls.append(1)
        if len(calls) == (portion_number - 1) * SIXTEEN + 2:
            raise StoreError("The disk is full.", code="disk_full")
        return real(*given, **named)

    monkeypatch.setattr(loading, "load", failing)
    return monkeypatch


def test_what_no_database_can_hold_is_set_aside_and_its_neighbours_are_stored(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    for n in range(1, 17):
        place.write(f"{n:02}.txt", minutes(n))
    seven = place.minutes / "07.txt"
    real = workers.make

    def make(task: Task, *, ocr: Ocr) -> Made | Refused:
        made = real(task, ocr=ocr)
        if task.name != seven.name:
            return made
        assert isinstance(made, Made)
        assert isinstance(made.record, MinutesRecord)
        meeting = made.record.meeting.model_copy(update={"number": 10**30})
        record = made.record.model_copy(update={"meeting": meeting})
        return Made(record.model_dump_json(by_alias=True).encode(), record)

    monkeypatch.setattr(workers, "make", make)
    balance = place.run()
    assert [(reason.input, reason.code) for reason in balance.reasons] == [(str(seven), "number_too_large")]
    assert columns(balance) == (16, 15, 0, 0, 1)
    assert place.documents() == [f"{n:02}.txt" for n in range(1, 17) if n != 7]
    assert len(list(place.shelf.iterdir())) == 15  # it would spoil a rebuild
    assert columns(place.run()) == (16, 0, 15, 0, 1)


@pytest.mark.parametrize("jobs", [1, 2])
def test_progress_and_journal_tell_of_every_input_once(place: Place, jobs: int) -> None:
    for n in range(1, 36):
        place.write(f"{n:02}.txt", minutes(n))
    place.write("20.txt", "Ein Brief.\n")
    place.write("30.txt", minutes(1))
    told: list[str] = []

    class Listening(Silent):
        def advance(self, name: str) -> None:
            told.append(Path(name).name)

    with open_store(f"sqlite:///{place.db}") as store:
        ingest([place.minutes], store=store, extracted=place.shelf, jobs=jobs, ocr="never", progress=Listening())
        journal = {Path(entry.label).name: entry.status for entry in store.journal.entries()}
    assert sorted(told) == [f"{n:02}.txt" for n in range(1, 36)]
    assert journal == {f"{n:02}.txt": "imported" for n in range(1, 36)} | {
        "20.txt": "quarantined",
        "30.txt": "duplicate",
    }


def test_a_run_leaves_pythons_collector_as_it_was(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    place.write("1.txt", minutes(1))
    before = gc.get_threshold(), gc.get_freeze_count()
    place.run()
    _full_disk_at(monkeypatch, portion_number=1)
    place.write("2.txt", minutes(2))
    place.write("3.txt", minutes(3))
    with pytest.raises(StoppedError):
        place.run()
    assert (gc.get_threshold(), gc.get_freeze_count()) == before


def test_a_small_run_needs_no_processes(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object, **__: object) -> None:
        pytest.fail("processes were started for one document")

    place.write("1.txt", minutes(1))
    monkeypatch.setattr(run_module, "in_processes", never)
    assert place.run(jobs=None).imported == 1
