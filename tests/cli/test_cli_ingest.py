"""`ingest` and `extract` as people and machines meet them."""

import json
import os
import sqlite3
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from cli_support import FIRST, HOME, SHARED, ingest_words, process
from click.testing import CliRunner
from sqlalchemy import Engine, event

from pipeline.cli.main import main

COLUMNS = ("imported", "unchanged", "duplicate", "quarantined")


def test_json_ends_with_one_object_whose_books_balance(own: Path) -> None:
    (own / "minutes" / "copy.txt").write_text(FIRST, encoding="utf-8")
    (own / "minutes" / "broken.pdf").write_bytes(b"%PDF-1.7\nnothing behind it")
    out = CliRunner().invoke(main, ingest_words(own, "--json"))
    books = json.loads(out.stdout)
    assert list(books) == ["inputs", *COLUMNS, "reasons"]
    assert books["inputs"] == 4 == sum(books[name] for name in COLUMNS)
    assert [books[name] for name in COLUMNS] == [2, 0, 1, 1]
    [reason] = books["reasons"]
    assert set(reason) == {"input", "code", "message"}
    assert reason["input"].endswith("broken.pdf")
    assert out.exit_code == 1


def test_people_get_a_table_and_the_reasons_by_code(own: Path) -> None:
    for n in range(8):
        (own / "minutes" / f"data{n}.json").write_text(f'{{"a": {n}}}', encoding="utf-8")
    out = CliRunner().invoke(main, ingest_words(own))
    assert out.exit_code == 0  # data files are no failure
    rows = {line.split()[0]: line.split()[1] for line in out.stdout.splitlines() if len(line.split()) == 2}
    assert (rows["inputs"], rows["imported"], rows["quarantined"], rows["data_file:"]) == ("10", "2", "8", "8")
    assert "data4.json" in out.stdout
    assert "data5.json" not in out.stdout
    assert "and 3 more" in out.stdout
    assert "--json" in out.stdout


def test_quiet_says_nothing_when_nothing_failed(own: Path) -> None:
    assert CliRunner().invoke(main, ingest_words(own, "--quiet")).output == ""
    (own / "minutes" / "empty.txt").write_bytes(b"")
    out = CliRunner().invoke(main, ingest_words(own, "--quiet"))
    assert out.exit_code == 1
    assert "empty.txt" in out.output


def test_without_a_terminal_there_are_no_escape_codes(own: Path) -> None:
    env = {"TERM": "xterm-256color", "FORCE_COLOR": "1"}
    out = process(*ingest_words(own), env=env)
    assert out.returncode == 0, out.stderr
    assert "imported" in out.stdout
    assert "\x1b" not in out.stdout + out.stderr
    explained = process("extract", "--explain", str(own / "minutes" / "klima.txt"), env=env)
    assert "[paper: 19/SVV/0101]" in explained.stdout
    assert "\x1b" not in explained.stdout
    told = process("motion", "19/SVV/0101", "--db", f"sqlite:///{own / 'p.sqlite'}", env=env)
    assert "19/SVV/0101" in told.stdout
    assert "\x1b" not in told.stdout


def test_a_zip_is_read_like_a_folder(own: Path) -> None:
    with zipfile.ZipFile(own / "all.zip", "w") as archive:
        for path in (own / "minutes").iterdir():
            archive.write(path, f"inner/{path.name}")
    for path in (own / "minutes").iterdir():
        path.unlink()
    (own / "all.zip").rename(own / "minutes" / "all.zip")
    books = json.loads(CliRunner().invoke(main, ingest_words(own, "--json")).stdout)
    assert (books["inputs"], books["imported"]) == (2, 2)


def test_broken_inputs_stop_nothing(own: Path) -> None:
    folder = own / "minutes"
    (folder / "1 empty.pdf").write_bytes(b"")
    (folder / "2 junk.pdf").write_bytes(bytes(range(256)) * 40)
    (folder / "3 cut.pdf").write_bytes(b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog")
    (folder / "4 no.zip").write_bytes(b"PK\x03\x04 broken")
    with zipfile.ZipFile(folder / "5 outside.zip", "w") as archive:
        archive.writestr("../../outside.txt", FIRST)
    (folder / "6 wrong extension.docx").write_text(FIRST.replace("klima", "x") + "\nEnde.\n", encoding="utf-8")
    (folder / "7 Ausschu\u0308sse.txt").write_text(FIRST + "\nNachtrag.\n", encoding="utf-8")
    out = CliRunner().invoke(main, ingest_words(own, "--json"))
    books = json.loads(out.stdout)
    assert books["inputs"] == sum(books[name] for name in COLUMNS)
    assert books["imported"] == 4
    assert books["quarantined"] == 5
    assert out.exit_code == 1
    for reason in books["reasons"]:
        assert reason["code"] not in ("internal_error", "no_minutes", "data_file"), reason
        assert reason["message"].rstrip().endswith((".", "?")), reason
    assert not (own.parent / "outside.txt").exists()


def test_a_path_that_is_not_there_is_quarantined(own: Path) -> None:
    out = CliRunner().invoke(main, [*ingest_words(own, "--json"), str(own / "nowhere")])
    books = json.loads(out.stdout)
    assert (books["imported"], [reason["code"] for reason in books["reasons"]]) == (2, ["missing"])
    assert out.exit_code == 1


@pytest.mark.skipif(sys.platform != "linux", reason="root gives up its power over permissions the Linux way")
def test_a_folder_without_permission_loses_nothing_else(own: Path) -> None:
    closed = own / "minutes" / "closed"
    closed.mkdir()
    (closed / "x.txt").write_text(FIRST, encoding="utf-8")
    closed.chmod(0)
    out = process(*ingest_words(own, "--json"), preexec=_give_up_power)
    closed.chmod(0o700)
    books = json.loads(out.stdout)
    assert (books["inputs"], books["imported"]) == (3, 2)
    assert [reason["code"] for reason in books["reasons"]] == ["no_permission"]
    assert out.returncode == 1


def _give_up_power() -> None:
    """Root may read everything; without two capabilities (CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH) it may not."""
    import ctypes

    drop_from_bounding_set = 24
    for capability in (1, 2):
        ctypes.CDLL(None).prctl(drop_from_bounding_set, capability, 0, 0, 0)


def test_a_locked_database_is_a_sentence_and_the_next_run_goes_on(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.store.open_store", _impatient())
    CliRunner().invoke(main, ["db", "upgrade", "--db", f"sqlite:///{own / 'p.sqlite'}"])
    other = sqlite3.connect(own / "p.sqlite", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    out = CliRunner().invoke(main, ingest_words(own))
    other.close()
    assert out.exit_code == 1
    assert out.stderr.startswith("protokolle: ")
    assert "lock" in out.stderr.lower() or "in use" in out.stderr.lower()
    assert "Traceback" not in out.output
    assert CliRunner().invoke(main, ingest_words(own)).exit_code == 0


def _impatient():  # type: ignore[no-untyped-def]
    """`open_store` that waits no five seconds for the other one."""
    from pipeline.store import open_store

    return lambda url, **options: open_store(url, wait=0.05, **options)


def test_a_full_disk_is_a_sentence_and_the_next_run_goes_on(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.batch.portion.MOST_DOCUMENTS", 8)  # some portions before the disk is full
    for n in range(10, 46):
        (own / "minutes" / f"{n}.txt").write_text(
            FIRST.replace("12.03.2019", f"12.03.20{n}") + f"Anhang {n}.\n" * 4000, encoding="utf-8"
        )
    CliRunner().invoke(main, ["db", "upgrade", "--db", f"sqlite:///{own / 'p.sqlite'}"])

    def small_disk(connection: sqlite3.Connection, _: object) -> None:
        [pages] = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count = {pages + 300}")

    event.listen(Engine, "connect", small_disk)
    try:
        full = CliRunner().invoke(main, ingest_words(own, "--json"))
    finally:
        event.remove(Engine, "connect", small_disk)
    assert full.exit_code == 1
    assert "disk is full" in full.stderr.lower()
    assert full.stderr.startswith("protokolle: ")
    stopped = json.loads(full.stdout)
    assert stopped["error"]["code"] == "disk_full"
    assert stopped["inputs"] == sum(stopped[name] for name in COLUMNS)
    again = json.loads(CliRunner().invoke(main, ingest_words(own, "--json")).stdout)
    assert again["unchanged"] == stopped["imported"] > 0
    assert again["imported"] == 38 - stopped["imported"] > 0


def test_extract_prints_a_line_of_json_per_document_and_stores_nothing(own: Path) -> None:
    (own / "minutes" / "data.json").write_text('{"a": 1}', encoding="utf-8")
    out = CliRunner().invoke(main, ["extract", str(own / "minutes")])
    records = [json.loads(line) for line in out.stdout.splitlines()]
    assert [record["source"]["name"] for record in records] == ["finanzen.txt", "klima.txt"]
    assert records[1]["agenda_items"][0]["vote_events"][0]["no"] == 1
    assert out.exit_code == 0
    assert sorted(path.name for path in own.iterdir()) == ["minutes"]


def test_extract_names_what_it_cannot_read_and_prints_the_others(own: Path) -> None:
    (own / "minutes" / "a broken.pdf").write_bytes(b"%PDF-1.4 cut")
    out = CliRunner().invoke(main, ["extract", str(own / "minutes")])
    assert out.exit_code == 1
    assert len(out.stdout.splitlines()) == 2
    assert out.stderr.startswith("protokolle: ")
    assert "a broken.pdf" in out.stderr


def test_extract_explains_for_people_or_prints_json_not_both(own: Path) -> None:
    out = CliRunner().invoke(main, ["extract", "--explain", "--json", str(own / "minutes")])
    assert out.exit_code == 2


@pytest.mark.skipif(sys.platform == "win32", reason="needs a POSIX shell")
def test_a_reader_that_hangs_up_is_no_error(own: Path) -> None:
    (own / "minutes" / "long.txt").write_text(FIRST + "Zeile\n" * 60_000, encoding="utf-8")
    code = "from pipeline.cli.main import main; main()"
    for way in ("--explain", "--json"):
        out = subprocess.run(
            ["/bin/sh", "-c", f"'{sys.executable}' -c '{code}' extract {way} '{own / 'minutes'}' | head -c 10"],
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
            env={**os.environ, "PYTHONPATH": str(HOME)},
        )
        assert 0 < len(out.stdout) <= 10
        assert out.stderr == ""


@pytest.mark.skipif(not (SHARED / "minutes").is_dir(), reason="the shared development set is not beside the checkout")
def test_the_development_set_balances_and_a_second_run_imports_nothing(tmp_path: Path) -> None:
    words = [
        *("ingest", str(SHARED / "seeds"), str(SHARED / "minutes"), "--json", "--jobs", "1"),
        *("--db", f"sqlite:///{tmp_path / 'p.sqlite'}", "--extracted", str(tmp_path / "extracted")),
    ]
    first = json.loads(CliRunner().invoke(main, words).stdout)
    assert first["inputs"] == sum(first[name] for name in COLUMNS)
    assert first["imported"] > 300
    assert {reason["code"] for reason in first["reasons"]} <= {"data_file", "no_minutes"}
    second = json.loads(CliRunner().invoke(main, words).stdout)
    assert second["imported"] == 0
    assert second["unchanged"] == first["imported"]
    assert [second[name] for name in ("inputs", "duplicate", "quarantined")] == [
        first[name] for name in ("inputs", "duplicate", "quarantined")
    ]
