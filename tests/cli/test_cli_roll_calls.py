"""Roll calls as people see them: in the history of a paper and in the explained text."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cli_support import HOME
from click.testing import CliRunner

from pipeline.cli.main import main
from pipeline.cli.words import roll_words, vote_words
from pipeline.model.record import Vote, VoteEvent

SAMPLE = HOME / "corpora" / "protokolle" / "potsdam-2020-05-06-svv-20-SVV-0264.md"


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    folder = tmp_path_factory.mktemp("rolls")
    options = ["--db", f"sqlite:///{folder}/x.sqlite"]
    done = CliRunner().invoke(main, ["ingest", str(SAMPLE), *options, "--extracted", str(folder / "extracted")])
    assert done.exit_code == 0, done.output
    return options


def test_the_history_tells_a_roll_in_a_line_per_option(db: list[str]) -> None:
    out = CliRunner().invoke(main, ["motion", "20/SVV/0264", *db], env={"COLUMNS": "400"}).stdout
    lines = [line.strip() for line in out.splitlines()]
    (abstained,) = [line for line in lines if line.startswith("abstain (")]
    assert abstained.startswith("abstain (3): SPD: Bernd Fährmann; FDP: Petra Hinrichs; CDU: Rita Jessen")
    (yes,) = [line for line in lines if line.startswith("yes (")]
    assert yes.startswith("yes (19): DIE LINKE: Dr. Uwe Bellmann, ")
    assert [line.partition(":")[0] for line in lines if "): " in line[:14]] == [
        "yes (19)", "no (27)", "abstain (3)", "absent (7)",
    ]  # fmt: skip


def test_the_places_of_a_line_are_those_of_its_people(db: list[str]) -> None:
    history = json.loads(CliRunner().invoke(main, ["motion", "20/SVV/0264", "--json", *db]).stdout)
    (station,) = history["stations"]
    votes = station["item"]["vote_events"][1]["votes"]
    first = next(index for index, vote in enumerate(votes) if vote["option"] == "abstain")
    (place,) = station["sources"][f"/item/vote_events/1/votes/{first}"]
    row = SAMPLE.read_text(encoding="utf-8")[place["start"] : place["end"]]
    assert row == "| Fährmann, Bernd | SPD |   |   | x |   |"
    out = CliRunner().invoke(main, ["motion", "20/SVV/0264", *db], env={"COLUMNS": "400"}).stdout
    (line,) = [line for line in out.splitlines() if "abstain (3)" in line]
    assert f"p. 1, {place['start']}-{place['end']}" in line


def test_explain_marks_every_row_of_the_roll() -> None:
    out = CliRunner().invoke(main, ["extract", str(SAMPLE), "--explain"]).stdout
    assert "[roll: | Freitag, Katja | DIE LINKE | x |   |   |   |]" in out
    assert "roll (56)" in out


def test_a_correction_of_one_persons_vote_shows_in_the_history(tmp_path: Path) -> None:
    options = ["--db", f"sqlite:///{tmp_path}/x.sqlite"]
    runner = CliRunner()
    runner.invoke(main, ["ingest", str(SAMPLE), *options, "--extracted", str(tmp_path / "extracted")])
    pointer = "/agenda_items/0/vote_events/1/votes/0/option"
    done = runner.invoke(
        main, ["correct", SAMPLE.name, pointer, '"abstain"', "--by", "A", "--why", "so gezählt", *options]
    )
    assert done.exit_code == 0, done.output
    out = runner.invoke(main, ["motion", "20/SVV/0264", *options], env={"COLUMNS": "400"}).stdout
    assert "abstain (4): CDU: Jens Ahlborn, Rita Jessen;" in out


def test_people_of_no_party_and_of_unknown_option_are_told_too() -> None:
    votes = (
        Vote(name="Lind", option="no"),
        Vote(name="Ohm", honorific="Dr.", option="no"),
        Vote(name="Bär", party="SPD"),
    )
    assert roll_words(votes) == [("no (2): Lind, Dr. Ohm", [0, 1]), ("unknown (1): SPD: Bär", [2])]


def test_further_options_of_factions_are_told() -> None:
    vote = VoteEvent(manner="majority", no_factions=("AfD",), other_factions={"Prüfung": ("FDP", "BFF")}, passed=True)
    assert vote_words(vote) == "majority, no: AfD, Prüfung: FDP BFF, passed"
