"""`evaluate`: the table, the misses, the floors; and what commands must not import."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from cli_support import FIRST, HOME
from click.testing import CliRunner

from pipeline.cli.main import main


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    """One document with its gold; the gold claims another date than the minutes give."""
    (tmp_path / "a.txt").write_text(FIRST, encoding="utf-8")
    item = {
        "number": "3.2",
        "title": "Radweg an der Lindenallee",
        "paper": "19/SVV/0101",
        "result": "ungeändert beschlossen",
        "vote_events": [{"yes": 6, "no": 1, "abstain": 0, "passed": True}],
        "speakers": [{"name": "Beispiel", "salutation": "Frau"}, {"name": "Muster", "salutation": "Herr"}],
        "mentioned_papers": ["18/SVV/0999"],
    }
    meeting = {"organization": "Ausschuss für Klima und Verkehr", "number": 5, "date": "2019-03-13", "public": True}
    text = json.dumps({"schema": "minutes-gold/1", "meeting": meeting, "agenda_items": [item]})
    (tmp_path / "a.gold.json").write_text(text, encoding="utf-8")
    return tmp_path


def test_the_table_counts_what_is_right_and_wrong(gold: Path) -> None:
    out = CliRunner().invoke(main, ["evaluate", str(gold)])
    assert out.exit_code == 0, out.output
    assert "item_number" in out.stdout
    assert "2019-03-13" not in out.stdout  # single misses only when asked for
    misses = CliRunner().invoke(main, ["evaluate", str(gold), "--misses"]).stdout
    assert "2019-03-13" in misses
    assert "2019-03-12" in misses


def test_machines_get_the_counts(gold: Path) -> None:
    report = json.loads(CliRunner().invoke(main, ["evaluate", str(gold), "--json"]).stdout)
    assert report["documents"]["all"] == 1
    assert report["scores"]["all"]["votes"]["f1"] == 1.0
    assert report["scores"]["all"]["date"]["f1"] == 0.0


@pytest.mark.parametrize(("field", "code"), [("votes", 0), ("date", 1)])
def test_a_missed_floor_fails_and_is_named(gold: Path, field: str, code: int) -> None:
    (gold / "floors.json").write_text(json.dumps({"all": {field: 0.9}}), encoding="utf-8")
    out = CliRunner().invoke(main, ["evaluate", str(gold), "--floors", str(gold / "floors.json"), "--json"])
    assert out.exit_code == code, out.output
    assert len(json.loads(out.stdout)["missed_floors"]) == code
    assert ("f1 of date is 0.000" in out.stderr) is bool(code)


def test_a_folder_without_gold_is_a_usage_error(tmp_path: Path) -> None:
    out = CliRunner().invoke(main, ["evaluate", str(tmp_path)])
    assert out.exit_code == 2
    assert "no gold here" in out.stderr


@pytest.mark.parametrize("words", [["--help"], ["ingest", "--help"], ["search", "x", "--db", "sqlite://"]])
def test_help_and_search_do_not_wait_for_the_language_tools(words: list[str]) -> None:
    code = (
        "import sys\nfrom pipeline.cli.main import main\n"
        "try: main(sys.argv[1:])\nexcept SystemExit: pass\n"
        "print(sorted({'spacy', 'pypdfium2', 'lxml'} & set(sys.modules)), file=sys.stderr)"
    )
    out = subprocess.run(
        [sys.executable, "-c", code, *words],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
        env={**os.environ, "PYTHONPATH": str(HOME)},
    )
    assert out.stdout
    assert out.stderr.splitlines()[-1] == "[]"


def test_the_version_is_told() -> None:
    from pipeline import __version__

    assert __version__ in CliRunner().invoke(main, ["--version"]).stdout


def test_an_unknown_command_is_a_usage_error() -> None:
    assert CliRunner().invoke(main, ["improt"]).exit_code == 2
