"""`motion`, `search`, `findings`, `correct`, `db`: what people and machines get."""

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from cli_support import ingest_words
from click.testing import CliRunner, Result

from pipeline.cli.main import main

Call = Callable[..., Result]


@pytest.mark.parametrize("typed", ["19/SVV/0101", "19/svv/101", "DS 19/SVV/0101", "Drucksache 19 / SVV / 0101"])
def test_a_motion_is_told_in_order_however_it_is_typed(call: Call, typed: str) -> None:
    out = call("motion", typed)
    assert out.exit_code == 0, out.output
    text = out.stdout
    assert text.startswith("19/SVV/0101\nRadweg an der Lindenallee\n")
    first, second = text.index("\n12.03.2019"), text.index("\n04.06.2020")
    assert first < second
    assert "6 : 1 : 0" in text[first:second]
    assert "ungeändert beschlossen (adopted" in text[first:second]
    assert "TOP 3.2" in text[first:second]
    assert "Frau Beispiel" in text[first:second]
    assert "2 : 5 : 1" in text[second:]
    assert "abgelehnt (rejected" in text[second:]
    assert "klima.txt" in text[first:second]


def test_the_places_of_a_motion_spell_its_facts(call: Call, library: Path) -> None:
    history = json.loads(call("motion", "19/SVV/0101", "--json").stdout)
    station = history["stations"][0]
    text = (library / "minutes" / station["document"]["name"]).read_text(encoding="utf-8")
    [place] = station["sources"]["/item/title"]
    assert text[place["start"] : place["end"]] == "Radweg an der Lindenallee"
    shown = call("motion", "19/SVV/0101").stdout
    assert f"p. {place['page']}, {place['start']}-{place['end']}" in shown


def test_a_paper_that_is_only_mentioned_says_so(call: Call) -> None:
    text = call("motion", "18/svv/999").stdout
    assert "only mentioned" in text
    assert "Mentioned in" in text
    assert "12.03.2019  Ausschuss für Klima und Verkehr" in text


def test_an_unknown_reference_names_near_ones(call: Call) -> None:
    out = call("motion", "19/SVV/0110")
    assert out.exit_code == 1
    assert "protokolle: No minutes in this database know the paper '19/SVV/0110'." in out.stderr
    assert "19/SVV/0101" in out.stderr
    assert out.stdout == ""


def test_search_marks_the_words_and_folds_spelling(call: Call) -> None:
    text = call("search", "strassenbeleuchtung").stdout
    assert "**Straßenbeleuchtung**" in text
    assert "1 item found." in text


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        (["--committee", "Finanzen"], ["finanzen.txt"]),
        (["--years", "2019"], ["klima.txt"]),
        (["--years", "2020-"], ["finanzen.txt"]),
        (["--years", "2018-2020"], ["finanzen.txt", "klima.txt"]),
        (["--years", "-2018"], []),
        (["--result", "rejected"], ["finanzen.txt"]),
        (["--person", "Muster"], ["klima.txt"]),
        (["--paper", "18/svv/999"], ["klima.txt"]),
    ],
)
def test_search_filters(call: Call, filters: list[str], found: list[str]) -> None:
    page = json.loads(call("search", "Radweg", *filters, "--json").stdout)
    assert sorted(hit["document"]["name"] for hit in page["hits"]) == found
    assert page["total"] == len(found)


@pytest.mark.parametrize("years", ["", "-", "19", "2021-2019", "gestern", "2019-2020-2021"])
def test_wrong_years_are_a_usage_error_with_the_valid_forms(call: Call, years: str) -> None:
    out = call("search", "x", "--years", years)
    assert out.exit_code == 2
    assert "2016-2021" in out.stderr or "ends before it begins" in out.stderr


@pytest.mark.parametrize("query", ['"', "19/SVV/0101", "a OR", "NEAR(", "*", "ü" * 500, "--", "'; DROP TABLE document"])
def test_no_query_fails(library: Path, query: str) -> None:
    out = CliRunner().invoke(main, ["search", "--json", "--db", f"sqlite:///{library / 'p.sqlite'}", "--", query])
    assert out.exit_code == 0, out.output
    assert json.loads(out.stdout)["query"] == query


def test_a_search_without_anything_is_a_usage_error(call: Call) -> None:
    assert call("search").exit_code == 2


def test_findings_are_answers(own: Path) -> None:
    text = (own / "minutes" / "klima.txt").read_text(encoding="utf-8")
    text = text.replace("ungeändert beschlossen", "abgelehnt")
    (own / "minutes" / "klima.txt").write_text(text, encoding="utf-8")
    runner, db = CliRunner(), ["--db", f"sqlite:///{own / 'p.sqlite'}"]
    assert runner.invoke(main, ingest_words(own)).exit_code == 0
    shown = runner.invoke(main, ["findings", *db])
    assert shown.exit_code == 0
    assert "V003" in shown.stdout
    assert "klima.txt, p. 1, " in shown.stdout
    rows = json.loads(runner.invoke(main, ["findings", "--code", "V003", "--json", *db]).stdout)
    assert [row["document"]["name"] for row in rows] == ["klima.txt"]
    assert rows[0]["severity"] == "warning"
    assert json.loads(runner.invoke(main, ["findings", "--code", "D001", "--json", *db]).stdout) == []
    assert json.loads(runner.invoke(main, ["findings", "--severity", "error", "--json", *db]).stdout) == []


def test_an_unknown_finding_names_the_known_ones(call: Call) -> None:
    out = call("findings", "--code", "X999")
    assert out.exit_code == 2
    assert "V001" in out.stderr


def test_a_correction_outlives_re_extraction_and_rebuild(own: Path) -> None:
    runner, db = CliRunner(), ["--db", f"sqlite:///{own / 'p.sqlite'}"]
    runner.invoke(main, ingest_words(own))
    words = ["correct", "klima.txt", "/agenda_items/0/number", "3.20", "--by", "A. Muster", "--why", "Tippfehler", *db]
    done = runner.invoke(main, words)
    assert done.exit_code == 0, done.output
    assert '/agenda_items/0/number: "3.2" is now "3.20" (by A. Muster).' in done.stdout

    def number() -> str:
        history = json.loads(runner.invoke(main, ["motion", "19/SVV/0101", "--json", *db]).stdout)
        return str(history["stations"][0]["item"]["number"])

    assert number() == "3.20"
    rebuilt = runner.invoke(main, ["db", "rebuild", "--extracted", str(own / "extracted"), *db])
    assert rebuilt.exit_code == 0, rebuilt.output
    assert number() == "3.20"
    next((own / "extracted").glob("*.json")).unlink()
    runner.invoke(main, ingest_words(own))
    assert number() == "3.20"


@pytest.mark.parametrize(
    ("document", "pointer", "value", "words"),
    [
        ("nowhere.txt", "/meeting/date", "2019-01-01", "No document 'nowhere.txt'"),
        ("klima.txt", "/source/name", "x", "does not point into"),
        ("klima.txt", "/agenda_items/9/number", "1", "leads nowhere"),
        ("klima.txt", "/agenda_items/0/vote_events/0/yes", "viele", "does not fit"),
    ],
)
def test_a_correction_that_fits_nothing_is_refused(
    call: Call, document: str, pointer: str, value: str, words: str
) -> None:
    out = call("correct", document, pointer, value, "--by", "A", "--why", "B")
    assert out.exit_code in (1, 2)
    assert words in out.stderr


def test_a_rebuild_without_records_changes_nothing(own: Path) -> None:
    runner, db = CliRunner(), ["--db", f"sqlite:///{own / 'p.sqlite'}"]
    runner.invoke(main, ingest_words(own))
    (own / "nothing").mkdir()
    out = runner.invoke(main, ["db", "rebuild", "--extracted", str(own / "nothing"), *db])
    assert out.exit_code == 1
    assert "nothing was changed" in out.stderr
    assert runner.invoke(main, ["motion", "19/SVV/0101", *db]).exit_code == 0


def test_a_rebuild_names_records_it_cannot_read(own: Path) -> None:
    runner, db = CliRunner(), ["--db", f"sqlite:///{own / 'p.sqlite'}"]
    runner.invoke(main, ingest_words(own))
    broken = next((own / "extracted").glob("*.json"))
    broken.write_text("{", encoding="utf-8")
    out = runner.invoke(main, ["db", "rebuild", "--json", "--extracted", str(own / "extracted"), *db])
    assert out.exit_code == 1
    assert broken.name in out.stderr
    assert json.loads(out.stdout)["documents"] == 1
    assert runner.invoke(main, ingest_words(own)).exit_code == 0  # makes the record anew
    assert runner.invoke(main, ["db", "rebuild", "--extracted", str(own / "extracted"), *db]).exit_code == 0


def test_an_upgrade_makes_the_database(tmp_path: Path) -> None:
    out = CliRunner().invoke(main, ["db", "upgrade", "--db", str(tmp_path / "new" / "p.sqlite"), "--json"])
    assert out.exit_code == 0, out.output
    assert json.loads(out.stdout)["counts"]["documents"] == 0
    assert (tmp_path / "new" / "p.sqlite").exists()


@pytest.mark.parametrize("words", [["motion", "1/2"], ["search", "x"], ["findings"]])
def test_a_question_to_no_database_says_what_to_do_first(tmp_path: Path, words: list[str]) -> None:
    out = CliRunner().invoke(main, [*words, "--db", str(tmp_path / "none.sqlite")])
    assert out.exit_code == 1
    assert out.stderr.startswith("protokolle: There is no database at")
    assert "protokolle ingest" in out.stderr
    assert not (tmp_path / "none.sqlite").exists()


def test_a_database_of_a_newer_version_is_refused(own: Path) -> None:
    CliRunner().invoke(main, ingest_words(own))
    with sqlite3.connect(own / "p.sqlite") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    for words in (ingest_words(own), ["search", "x", "--db", f"sqlite:///{own / 'p.sqlite'}"]):
        out = CliRunner().invoke(main, words)
        assert out.exit_code == 1
        assert "newer version" in out.stderr
        assert "Update the program" in out.stderr
