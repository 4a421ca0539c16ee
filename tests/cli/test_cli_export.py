"""`protokolle export`: pages on stdout, cursors, and the sentences where one cannot be used."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from cli_support import HOME
from click.testing import CliRunner, Result

from pipeline.cli.main import main

SAMPLES = HOME / "corpora" / "protokolle"
CONCEPT = HOME / "corpora" / "konzepte" / "integrationskonzept-potsdam-2016-2020.yaml"
Call = Callable[..., Result]


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The samples about the guides, and their concept; tests add to the ledger of links alone."""
    folder = tmp_path_factory.mktemp("export")
    files = [str(path) for path in SAMPLES.iterdir() if "15-SVV-0743" in path.name and path.suffix != ".json"]
    db = ["--db", f"sqlite:///{folder / 'p.sqlite'}"]
    for words in (["ingest", *files, "--extracted", str(folder / "extracted")], ["concept", "import", str(CONCEPT)]):
        done = CliRunner().invoke(main, [*words, *db])
        assert done.exit_code == 0, done.output
    return folder


@pytest.fixture
def ask(samples: Path) -> Call:
    def run(*words: str) -> Result:
        return CliRunner().invoke(main, ["export", "tracker", *words, "--db", f"sqlite:///{samples / 'p.sqlite'}"])

    return run


def lines(out: Result) -> list[dict[str, object]]:
    assert out.exit_code == 0, out.output
    return [json.loads(line) for line in out.stdout.splitlines()]


def test_pages_lead_on_to_the_end(ask: Call) -> None:
    *whole, end = lines(ask())
    assert [line["op"] for line in whole] == ["added"] * 4
    *first, cursor = lines(ask("--limit", "3"))
    assert (len(first), cursor["more"]) == (3, True)
    *rest, last = lines(ask("--limit", "3", "--since", str(cursor["cursor"])))
    assert [*first, *rest] == whole
    assert (last["cursor"], last["more"]) == (end["cursor"], False)
    assert len(lines(ask("--since", str(end["cursor"])))) == 1


def test_json_is_the_default_and_umlauts_stay(ask: Call) -> None:
    assert ask("--json").stdout == ask().stdout
    assert "Flüchtlingen" in ask().stdout


def test_a_verdict_comes_with_the_next_cursor(ask: Call, samples: Path) -> None:
    cursor = str(lines(ask())[-1]["cursor"])
    words = ["link", "add", "15/SVV/0743", "4.1", "--by", "A. Muster", "--why", "gelesen"]
    done = CliRunner().invoke(main, [*words, "--db", f"sqlite:///{samples / 'p.sqlite'}"])
    assert done.exit_code == 0, done.output
    *changed, _ = lines(ask("--since", cursor))
    assert [line["op"] for line in changed] == ["changed"] * 4


def test_broken_and_foreign_cursors_are_sentences(ask: Call, tmp_path: Path, samples: Path) -> None:
    cursor = str(lines(ask())[-1]["cursor"])
    broken = ask("--since", cursor[:-4])
    assert (broken.exit_code, broken.stdout) == (2, "")
    assert "is no cursor of this feed" in broken.stderr
    other = ask("--since", cursor, "--with-suggested")
    assert (other.exit_code, other.stdout) == (2, "")
    assert "leave out the option" in other.stderr
    foreign = tmp_path / "other.sqlite"
    db = ["--db", f"sqlite:///{foreign}"]
    assert CliRunner().invoke(main, ["db", "rebuild", "--extracted", str(samples / "extracted"), *db]).exit_code == 0
    empty = CliRunner().invoke(main, ["export", "tracker", *db])
    assert [line["op"] for line in lines(empty)] == ["cursor"]
    assert "protokolle concept import FILE" in empty.stderr
    refused = CliRunner().invoke(main, ["export", "tracker", "--since", cursor, *db])
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert "protokolle: The cursor comes from another database" in refused.stderr
    assert "replace everything" in refused.stderr


def test_without_a_database_or_with_an_unknown_format_it_says_what_to_do(tmp_path: Path) -> None:
    missing = CliRunner().invoke(main, ["export", "tracker", "--db", f"sqlite:///{tmp_path / 'no.sqlite'}"])
    assert missing.exit_code == 1
    assert "Run `protokolle ingest FOLDER` first" in missing.stderr
    unknown = CliRunner().invoke(main, ["export", "xml"])
    assert unknown.exit_code == 2
    assert "No such command 'xml'" in unknown.stderr
    assert "tracker" in CliRunner().invoke(main, ["export", "--help"]).stdout
