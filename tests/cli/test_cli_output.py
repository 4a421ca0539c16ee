"""Words and output: what people read, and what a poor terminal can take."""

import io
import json
import sys
from pathlib import Path

import pytest

from pipeline.cli import output, words
from pipeline.cli.places import database_url, extracted_folder, find_checkout, run_files
from pipeline.model.record import Result, Speaker, VoteEvent


@pytest.mark.parametrize(
    ("vote", "said"),
    [
        (VoteEvent(yes=7, no=0, abstain=0), "7 : 0 : 0"),
        (VoteEvent(yes=7, no=None, abstain=1), "7 : ? : 1"),
        (VoteEvent(manner="unanimous", passed=True), "unanimous, passed"),
        (VoteEvent(), "not counted"),
        (VoteEvent(yes=3, no=4, abstain=0, passed=False, procedural=True), "3 : 4 : 0, not passed, procedural"),
        (VoteEvent(yes=1, no=2, abstain=0, about="Absatz 2"), "1 : 2 : 0 on: Absatz 2"),
        (VoteEvent(manner="majority", no_factions=("FDP", "CDU")), "majority, no: FDP CDU"),
        (VoteEvent(yes=5, no=1, abstain=0, other={"Befangen": 2}), "5 : 1 : 0, Befangen 2"),
    ],
)
def test_votes_in_words(vote: VoteEvent, said: str) -> None:
    assert words.vote_words(vote) == said


def test_a_recommendation_is_called_one() -> None:
    assert words.vote_words(VoteEvent(yes=7, no=0, abstain=0), "recommending") == "7 : 0 : 0, recommending"
    result = Result(text="geändert beschlossen", code="adopted_amended")
    assert words.result_words(result, "recommending") == "geändert beschlossen (adopted_amended, recommending)"


@pytest.mark.parametrize(
    ("speaker", "said"),
    [
        (Speaker(name="Klein", salutation="Frau", honorific="Dr.", party="SPD"), "Frau Dr. Klein (SPD)"),
        (Speaker(role="Oberbürgermeister"), "Oberbürgermeister"),
        (Speaker(name="Groß", salutation="Herr", role="Vorsitzender"), "Herr Groß, Vorsitzender"),
    ],
)
def test_persons_in_words(speaker: Speaker, said: str) -> None:
    assert words.person_words(speaker) == said


def test_dates_in_words() -> None:
    assert words.date_words("2016-06-14") == "14.06.2016"
    assert words.date_words(None).strip() == "undated"


class _Terminal(io.TextIOWrapper):
    """A terminal of one encoding, in memory."""

    def __init__(self, encoding: str) -> None:
        super().__init__(io.BytesIO(), encoding=encoding)

    def shown(self) -> bytes:
        self.flush()
        return self.buffer.getvalue()  # type: ignore[attr-defined]


def test_a_windows_terminal_does_not_end_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = _Terminal("cp1252")
    monkeypatch.setattr(sys, "stdout", terminal)
    output.forgive_encoding()
    sys.stdout.write("Straße → ✓\n")
    assert terminal.shown() == "Straße ? ?\n".encode("cp1252")


def test_json_loses_nothing_on_a_windows_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = _Terminal("cp1252")
    monkeypatch.setattr(sys, "stdout", terminal)
    output.say_json({"name": "Müller → ✓"})
    assert json.loads(terminal.shown()) == {"name": "Müller → ✓"}


def test_a_bare_path_is_a_sqlite_file(tmp_path: Path) -> None:
    assert database_url(str(tmp_path / "a.sqlite")) == f"sqlite:///{tmp_path}/a.sqlite"
    assert database_url("sqlite:///x.sqlite") == "sqlite:///x.sqlite"


def test_inside_a_checkout_its_own_folders_are_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    deep = tmp_path / "docs" / "deep"
    deep.mkdir(parents=True)
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "protokolle"\n')
    monkeypatch.chdir(deep)
    assert database_url(None) == f"sqlite:///{tmp_path}/db/protokolle.sqlite"
    assert extracted_folder(None) == tmp_path / "extracted"


def test_elsewhere_the_users_folder_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "protokolle-extra"\n')
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    assert find_checkout(tmp_path) is None
    assert "protokolle" in database_url(None)
    assert str(tmp_path / "extracted") not in str(extracted_folder(None))


def test_a_runs_own_files_stand_beside_the_database(tmp_path: Path) -> None:
    assert run_files("sqlite:////a/b/p.sqlite?timeout=3", tmp_path) == Path("/a/b/p.sqlite")
    assert run_files("sqlite://", tmp_path) == tmp_path / ".protokolle"
