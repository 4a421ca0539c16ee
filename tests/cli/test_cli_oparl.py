"""OParl files at the command line: taken in, looked at, and what does not add up in them."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from pipeline.cli.main import main

TOWN = "https://rat.bachstadt.example/oparl/"


def item(result: str) -> dict[str, Any]:
    return {
        "type": "https://schema.oparl.org/1.1/AgendaItem",
        "id": f"{TOWN}item/1",
        "name": "Radweg",
        "public": True,
        "result": result,
    }


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    files = tmp_path / "files"
    files.mkdir()
    (files / "item.json").write_text(json.dumps(item("Aushang am Brett")), encoding="utf-8")
    (files / "list.json").write_text(json.dumps({"data": [{**item("vertagt"), "id": f"{TOWN}item/2"}]}), "utf-8")
    (files / "other.json").write_text("{}", encoding="utf-8")
    return tmp_path


def call(folder: Path, *words: str) -> Result:
    return CliRunner().invoke(main, [*words, "--db", f"sqlite:///{folder / 'p.sqlite'}"])


def ingest(folder: Path) -> Result:
    return call(folder, "ingest", str(folder / "files"), "--extracted", str(folder / "extracted"), "--json")


def test_they_count_as_imported_and_other_data_stays_an_answer(folder: Path) -> None:
    done = ingest(folder)
    assert done.exit_code == 0
    books = json.loads(done.stdout)
    assert (books["inputs"], books["imported"], books["quarantined"]) == (3, 2, 1)
    assert [reason["code"] for reason in books["reasons"]] == ["data_file"]
    assert json.loads(call(folder, "db", "upgrade", "--json").stdout)["counts"]["oparl_files"] == 2
    assert "0 documents and 2 OParl files" in call(folder, "db", "upgrade").stdout


def test_findings_name_the_file_and_the_characters(folder: Path) -> None:
    ingest(folder)
    [row] = json.loads(call(folder, "findings", "--json").stdout)
    assert (row["code"], row["document"]["name"]) == ("R001", "item.json")
    text = (folder / "files" / "item.json").read_text(encoding="utf-8")
    assert text[row["places"][0]["start"] : row["places"][0]["end"]] == '"Aushang am Brett"'
    assert call(folder, "findings", "--code", "O001").exit_code == 0
    assert "O001" in call(folder, "findings", "--code", "X999").stderr


def test_extract_prints_their_records_between_those_of_minutes(folder: Path) -> None:
    out = CliRunner().invoke(main, ["extract", str(folder / "files")])
    assert out.exit_code == 0, out.output
    records = [json.loads(line) for line in out.stdout.splitlines()]
    assert [record["schema"] for record in records] == ["protokolle/oparl-record/1"] * 2
    assert records[0]["agenda_items"][0]["result"] == {"text": "Aushang am Brett", "code": "unmapped"}


def test_extract_says_that_there_is_nothing_to_mark_in_data(folder: Path) -> None:
    out = CliRunner().invoke(main, ["extract", "--explain", str(folder / "files" / "item.json")])
    assert out.exit_code == 0
    assert "item.json is an OParl file" in out.stdout


def test_extract_refuses_a_cut_file(folder: Path) -> None:
    cut = folder / "cut.json"
    cut.write_text(json.dumps(item("vertagt"))[:-5], encoding="utf-8")
    out = CliRunner().invoke(main, ["extract", str(cut)])
    assert out.exit_code == 1
    assert "cut.json is an OParl file, but its JSON is broken in line 1" in out.stderr
