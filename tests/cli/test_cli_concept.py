"""`protokolle concept` and `protokolle measure` as a user meets them: on the sample concepts and minutes."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from cli_support import HOME, process
from click.testing import CliRunner, Result

from pipeline.cli.main import main

KONZEPTE = HOME / "corpora" / "konzepte"
INTEGRATION = "integrationskonzept-potsdam-2016-2020"
ID = "integrationskonzept-der-landeshauptstadt-potsdam-2016-2020"
REPORT = "bestandsaufnahme-integrationskonzept-potsdam-2021.pdf"
SLIDES = "potsdam-2021-12-14-gesundheit-soziales-wohnen-21-SVV-1188.pdf"

Call = Callable[..., Result]


def run(*words: str, db: Path) -> Result:
    return CliRunner().invoke(main, [*words, "--db", f"sqlite:///{db}"])


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with both sample concepts, the report on one, and the minutes with its slides; tests must not change
    it."""
    folder = tmp_path_factory.mktemp("concepts")
    db = folder / "p.sqlite"
    files = [KONZEPTE / name for name in (REPORT, f"{INTEGRATION}.pdf", "klimaplan-neustetten-2030.yaml")]
    assert run("concept", "import", *map(str, files), db=db).exit_code == 0
    minutes = str(HOME / "corpora" / "protokolle" / SLIDES)
    assert run("ingest", minutes, "--extracted", str(folder / "extracted"), db=db).exit_code == 0
    return db


@pytest.fixture
def ask(filled: Path) -> Call:
    return lambda *words: run(*words, db=filled)


# --- import ----------------------------------------------------------------------------------------------------------


def test_reports_wait_for_their_catalogue_whatever_the_order(tmp_path: Path) -> None:
    out = run(
        "concept", "import", str(KONZEPTE / REPORT), str(KONZEPTE / f"{INTEGRATION}.yaml"), db=tmp_path / "p.sqlite"
    )
    assert out.exit_code == 0, out.output
    assert "new: 137 measures" in out.stdout
    assert "137 rows = 137 joined + 0 not joined + 0 without a state; 137 states added" in out.stdout


def test_the_books_of_a_report_are_in_the_json(filled: Path) -> None:
    out = json.loads(run("concept", "import", str(KONZEPTE / REPORT), "--json", db=filled).stdout)
    (done,) = out["imported"]
    assert done["balance"] == {"rows": 137, "joined": 137, "not_joined": 0, "without_state": 0}
    assert (done["statuses_added"], done["statuses_known"], out["errors"]) == (0, 137, [])


def test_a_row_that_joins_nothing_is_told_and_makes_the_exit_code_1(tmp_path: Path) -> None:
    db = tmp_path / "p.sqlite"
    report = tmp_path / "stand.csv"
    report.write_text(
        "Maßnahme;Status\nNachtbusse an Wochenenden;erfüllt\nSeilbahn zum Rathaus;erfüllt\n", encoding="utf-8"
    )
    assert run("concept", "import", str(KONZEPTE / "klimaplan-neustetten-2030.yaml"), db=db).exit_code == 0
    out = run("concept", "import", str(report), "--concept", "klimaplan", "--date", "2025-06", db=db)
    assert out.exit_code == 1
    assert "2 rows = 1 joined + 1 not joined + 0 without a state" in out.stdout
    assert "“Seilbahn zum Rathaus” joins no measure. Nearest:" in out.stdout
    told = json.loads(run("measure", "B1", "--json", db=db).stdout)
    assert told["latest"]["date"] == "2025-06"
    assert told["latest"]["source"] == "stand.csv"


def test_one_file_that_cannot_be_used_stops_no_other(tmp_path: Path) -> None:
    broken = tmp_path / "kaputt.yaml"
    broken.write_text("concept: {nam: x}", encoding="utf-8")
    out = run("concept", "import", str(broken), str(KONZEPTE / f"{INTEGRATION}.yaml"), str(tmp_path / "fehlt.pdf"),
              db=tmp_path / "p.sqlite")  # fmt: skip
    assert out.exit_code == 1
    assert "new: 137 measures" in out.stdout
    assert "protokolle: kaputt.yaml, line 1: concept has no 'nam'" in out.stderr
    assert "fehlt.pdf cannot be read" in out.stderr


def test_what_the_file_does_not_say_may_be_stated(tmp_path: Path) -> None:
    db = tmp_path / "p.sqlite"
    table = tmp_path / "plan.csv"
    table.write_text("Handlungsfeld;Maßnahme;Beschreibung\n1 Rad;Radwege;Bauen\n", encoding="utf-8")
    refused = run("concept", "import", str(table), db=db)
    assert refused.exit_code == 1
    assert "does not say what the concept is called. Give it with --name" in refused.stderr
    stated = ("--name", "Radplan", "--body", "Stadt Bachstadt", "--period", "2020-2025", "--paper", "2020/0017")
    out = run("concept", "import", str(table), *stated, "--adopted", "2020-03", db=db)
    assert out.exit_code == 0, out.output
    (one,) = json.loads(run("concept", "list", "--json", db=db).stdout)
    assert one["concept"]["id"] == "radplan-bachstadt-2020-2025"
    assert one["concept"]["paper_reference"] == "2020/0017"
    assert "stated at the import" in run("concept", "show", db=db).stdout


@pytest.mark.parametrize("words", [("--period", "2020"), ("--as", "plan"), ("--adopted", "gestern")])
def test_words_that_are_off_are_named(tmp_path: Path, words: tuple[str, str]) -> None:
    out = run("concept", "import", str(KONZEPTE / "klimaplan-neustetten-2030.yaml"), *words, db=tmp_path / "p.sqlite")
    assert out.exit_code in (1, 2)
    assert out.stderr.startswith("protokolle: ")


# --- show and check --------------------------------------------------------------------------------------------------


def test_the_list_gives_sizes_and_ids(ask: Call) -> None:
    out = ask("concept", "list").stdout
    assert "Klimaplan Neustetten 2030" in out
    rows = {row["concept"]["id"]: row for row in json.loads(ask("concept", "list", "--json").stdout)}
    assert (rows[ID]["fields"], rows[ID]["goals"], rows[ID]["measures"], rows[ID]["statuses"]) == (6, 77, 137, 137)
    assert [source["role"] for source in rows[ID]["sources"]] == ["catalogue", "report"]


def test_a_concept_shows_what_is_said_of_it_and_the_states_of_its_measures(ask: Call) -> None:
    out = ask("concept", "show", "integrationskonzept").stdout
    assert f"137 measures  {SLIDES} p. 3, 750-763" in out
    assert f"65 % fulfilled and with restrictions  {SLIDES} p. 4, 931-935" in out
    assert "2       (not named)" in out
    assert "35" in out
    assert "Handlungsfeld 4  Beratung und Unterstützung" in out
    assert "4.10" in out
    assert "K3" not in out  # nothing contradicts


def test_one_field_alone_and_the_head_alone(ask: Call) -> None:
    field = ask("concept", "show", "integrationskonzept", "--field", "4").stdout
    assert "Integrationslotsen einsetzen" in field
    assert "Nachbarschaft vor dem Einzug" not in field
    brief = ask("concept", "show", "integrationskonzept", "--brief").stdout
    assert "Integrationslotsen einsetzen" not in brief
    assert "Beratung und Unterstützung" in brief


def test_the_json_of_a_concept_has_measures_states_statements_and_places(ask: Call) -> None:
    out = json.loads(ask("concept", "show", "integrationskonzept", "--json").stdout)
    fields = {field["number"]: field for field in out["action_fields"]}
    assert [len(fields[number]["measures"]) for number in "123456"] == [24, 19, 22, 32, 22, 18]
    assert fields["2"]["name"] is None
    assert sum(field["states"]["fulfilled"] for field in fields.values()) == 35
    measure = fields["4"]["measures"][5]
    assert (measure["id"], measure["title"]) == (f"{ID}/4.6", "Integrationslotsen einsetzen")
    assert measure["places"]["row"][0]["page"] == 10
    assert measure["latest"]["source"] == "21/SVV/1188"
    assert {one["statement"]["kind"] for one in out["statements"]} >= {"fields", "goals", "measures", "share"}


def test_which_concept_is_asked_for_when_there_are_several(ask: Call) -> None:
    out = ask("concept", "show")
    assert out.exit_code == 1
    assert f"Say which concept is meant: {ID}, klimaplan-neustetten-2030" in out.stderr


def test_a_field_that_is_not_there_names_those_that_are(ask: Call) -> None:
    out = ask("concept", "show", "klimaplan", "--field", "7")
    assert out.exit_code == 2
    assert "fields are A, B, C, D, E" in out.stderr


def test_check_lists_findings_by_code(ask: Call) -> None:
    out = ask("concept", "check", "integrationskonzept")
    assert out.exit_code == 0
    assert "K208" in out.stdout
    assert "the source gives an action field no name" in out.stdout
    only = json.loads(ask("concept", "check", "integrationskonzept", "--code", "K107", "--json").stdout)
    assert [one["code"] for one in only["findings"]] == ["K107"]
    assert only["findings"][0]["documents"] == [f"{INTEGRATION}.pdf"]


def test_check_finds_nothing_where_all_adds_up(ask: Call) -> None:
    assert "everything that could be checked adds up" in ask("concept", "check", "klimaplan").stdout


def test_a_code_that_is_none_is_refused(ask: Call) -> None:
    out = ask("concept", "check", "klimaplan", "--code", "X1")
    assert out.exit_code == 2
    assert "K101" in out.stderr


# --- measure ---------------------------------------------------------------------------------------------------------


def test_a_measure_tells_what_it_is_and_what_became_of_it(ask: Call) -> None:
    out = ask("measure", "4.2").stdout
    assert "Wegweiser für Ratsuchende" in out
    assert "4 Beratung und Unterstützung" in out
    assert "1. Wer Rat sucht, weiß, wohin." in out
    assert "not fulfilled" in out
    assert "21/SVV/1188" in out
    assert "p. 10," in out


def test_4_10_is_not_4_1(ask: Call) -> None:
    titles = [json.loads(ask("measure", number, "--json").stdout)["title"] for number in ("4.1", "4.10")]
    assert titles == ["Beratungsstellen vernetzen", "Pool für Sprachmittlung"]


@pytest.mark.parametrize("reference", ["4.6", f"{ID}/4.6", "integrationslotsen", "Integrationslotsen einsetzen"])
def test_a_measure_is_found_by_number_id_or_words(ask: Call, reference: str) -> None:
    assert json.loads(ask("measure", reference, "--json").stdout)["number"] == "4.6"


def test_a_measure_that_is_not_there_names_those_near_it(ask: Call) -> None:
    out = ask("measure", "4.99")
    assert out.exit_code == 1
    assert "No concept in this database has a measure '4.99'. Near it are: 4.9" in out.stderr


def test_words_of_several_measures_name_them(ask: Call) -> None:
    out = ask("measure", "Sprachmittlung")
    assert out.exit_code == 1
    assert "may mean 3 measures" in out.stderr
    assert f"{ID}/4.10" in out.stderr


def test_the_history_of_a_measure_is_in_order(ask: Call) -> None:
    told = json.loads(ask("measure", "A1", "--json").stdout)
    assert [(one["date"], one["code"]) for one in told["status"]] == [
        ("2023-12", "partly_fulfilled"), ("2024-12", "fulfilled"),
    ]  # fmt: skip


# --- export and chart ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["yaml", "csv", "xlsx"])
def test_what_is_exported_can_be_imported_again(ask: Call, tmp_path: Path, form: str) -> None:
    target = tmp_path / f"klimaplan.{form}"
    assert ask("concept", "export", "klimaplan", "--format", form, "-o", str(target)).exit_code == 0
    fresh = tmp_path / "p.sqlite"
    assert run("concept", "import", str(target), db=fresh).exit_code == 0
    first = ask("concept", "export", "klimaplan").stdout
    assert run("concept", "export", db=fresh).stdout == first
    assert yaml.safe_load(first)["action_fields"][0]["measures"][0]["number"] == "A1"


def test_an_excel_file_needs_a_name(ask: Call) -> None:
    out = ask("concept", "export", "klimaplan", "--format", "xlsx")
    assert out.exit_code == 2
    assert "name it with -o" in out.stderr


@pytest.mark.parametrize(("form", "begins"), [("svg", b"<svg"), ("png", b"\x89PNG")])
def test_a_chart_is_a_picture(ask: Call, tmp_path: Path, form: str, begins: bytes) -> None:
    target = tmp_path / f"stand.{form}"
    out = ask("concept", "chart", "integrationskonzept", "--format", form, "-o", str(target))
    assert out.exit_code == 0, out.output
    assert target.read_bytes().startswith(begins)
    if form == "svg":
        drawn = target.read_text(encoding="utf-8")
        assert "mit Einschränkungen" in drawn
        assert "Stand Oktober 2021" in drawn
        assert "2 (nicht genannt)" in drawn


@pytest.mark.parametrize(("name", "begins"), [("bild.png", b"\x89PNG"), ("bild.PNG", b"\x89PNG"), ("bild", b"<svg")])
def test_the_file_says_by_its_ending_what_it_is(ask: Call, tmp_path: Path, name: str, begins: bytes) -> None:
    assert ask("concept", "chart", "integrationskonzept", "-o", str(tmp_path / name)).exit_code == 0
    assert (tmp_path / name).read_bytes().startswith(begins)
    table = tmp_path / "konzept.csv"
    assert ask("concept", "export", "integrationskonzept", "-o", str(table)).exit_code == 0
    assert table.read_text(encoding="utf-8-sig").startswith("kind,")


def test_a_place_that_cannot_be_written_is_named(ask: Call, tmp_path: Path) -> None:
    out = ask("concept", "chart", "klimaplan", "-o", str(tmp_path / "fehlt" / "x.svg"))
    assert out.exit_code == 2
    assert "cannot be written" in out.stderr


def test_help_and_list_do_not_load_the_language_tools(filled: Path) -> None:
    out = process("concept", "list", "--db", f"sqlite:///{filled}", env={"PYTHONPROFILEIMPORTTIME": "1"})
    assert out.returncode == 0, out.stderr
    loaded = {line.rpartition("|")[2].strip() for line in out.stderr.splitlines()}
    assert "pipeline.store.concepts" in loaded
    assert not loaded & {"spacy", "pdfplumber", "altair", "openpyxl"}
