"""Who is who at the terminal: person, committee, identity list, same, different, withdraw, review."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from pipeline.cli.main import main

WHO = ("--by", "A. Muster", "--why", "dasselbe Amt")

PAGE = """# Protokollauszug

aus der
{number}. öffentliche Sitzung des {committee}
vom {day}

---

{public}

**Top 3.2 Radweg an der Lindenallee
{paper}
{result}**

{text}
"""
HEALTH = "Ausschusses für Gesundheit, Soziales und Inklusion"
HOUSING = "Ausschusses für Gesundheit, Soziales, Wohnen und Inklusion"


def page(day: str, text: str, *, committee: str = HEALTH, number: int = 5, public: str = "öffentlich") -> str:
    return PAGE.format(day=day, text=text, committee=committee, number=number, public=public, paper="19/SVV/0101",
                       result="ungeändert beschlossen")  # fmt: skip


@pytest.fixture(scope="module")
def minutes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("identity")
    pages = {
        "a.txt": page("14.06.2016", "Frau Grasnik wirbt für den Radweg.\n\nHerr Vassilev fragt nach den Kosten."),
        "b.txt": page("14.12.2021", "Frau Grasnack berichtet.\n\nFrau Amsel fragt nach den Kosten.", committee=HOUSING),
        "c.txt": page("18.01.2022", "Herr Amsel fragt nach dem Zeitplan.", committee=HOUSING, number=6),
        "d.txt": page("20.01.2022", "Frau Heimlich berichtet.", public="nichtöffentlich", number=7),
    }
    for name, text in pages.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def call(minutes: Path, tmp_path: Path) -> Callable[..., Result]:
    """Calls a command on a database of its own, with the minutes in it."""
    places = ("--db", f"sqlite:///{tmp_path / 'p.sqlite'}")

    def run(*words: str, answers: str | None = None) -> Result:
        return CliRunner().invoke(main, [*words, *places], input=answers)

    done = CliRunner().invoke(main, ["ingest", str(minutes), *places, "--extracted", str(tmp_path / "x"), "--quiet"])
    assert done.exit_code == 0, done.output
    return run


def as_json(result: Result) -> Any:
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_a_person_with_turns_places_and_suggestions(call: Callable[..., Result]) -> None:
    out = call("person", "Grasnik")
    assert out.exit_code == 0, out.output
    assert out.stdout.startswith("Frau Grasnik\n")
    for told in ("14.06.2016, 1 turn", "Frau Grasnack  ~  Frau Grasnik", "the same consonants, another vowel",
                 "Speaks or acts in 1 item", "19/SVV/0101", "a.txt /agenda_items/0, p. 1, "):  # fmt: skip
        assert told in out.stdout, told
    assert "\x1b" not in out.stdout
    told = as_json(call("person", "Frau", "Grasnik", "--json"))
    assert told["person"]["turns"][0]["place"]["quote"] == "Frau Grasnik"
    assert told["candidates"] == []


def test_candidates_are_listed_and_nobody_is_chosen(call: Callable[..., Result]) -> None:
    out = call("person", "Amsel")
    assert out.exit_code == 1
    assert "Frau Amsel" in out.stdout
    assert "Herr Amsel" in out.stdout
    assert "protokolle: 2 people may be meant by 'Amsel'. Ask for one by its key." in out.stderr
    key = next(line.split("key: ")[1].strip() for line in out.stdout.splitlines() if "Herr Amsel" in line)
    assert call("person", key).stdout.startswith("Herr Amsel\n")


def test_nobody_is_told_with_who_is_near(call: Callable[..., Result]) -> None:
    out = call("person", "Grasnick", "--json")
    assert out.exit_code == 1
    assert json.loads(out.stdout)["person"] is None
    assert "print nobody called 'Grasnick'. Near it are: " in out.stderr
    assert call("person", "Heimlich").exit_code == 1
    assert call("person", "Heimlich", "--non-public").stdout.startswith("Frau Heimlich\n")


def test_years_and_committee_leave_out_turns(call: Callable[..., Result]) -> None:
    person = as_json(call("person", "Grasnik", "--years", "2020-", "--json"))["person"]
    assert (person["turns_total"], person["count"]) == (0, 1)
    assert call("person", "Grasnik", "--years", "gestern").exit_code == 2


def test_a_committee_with_its_names(call: Callable[..., Result]) -> None:
    assert call("committee", "Inklusion").exit_code == 1
    said = call("identity", "same", "Ausschuss für Gesundheit, Soziales und Inklusion",
                "Ausschuss für Gesundheit, Soziales, Wohnen und Inklusion", "--kind", "committee", *WHO)  # fmt: skip
    assert said.exit_code == 0, said.output
    out = call("committee", "Inklusion")
    assert out.exit_code == 0
    first, second = (line for line in out.stdout.splitlines() if " meeting" in line)
    assert first.startswith("  14.06.2016  Ausschuss für Gesundheit, Soziales und Inklusion  1 meeting, numbered 5.")
    assert second.startswith("  14.12.2021 to 18.01.2022  Ausschuss für Gesundheit, Soziales, Wohnen und Inklusion")
    assert [name["count"] for name in as_json(call("committee", "Inklusion", "--json"))["committee"]["names"]] == [1, 2]


def test_same_list_different_withdraw(call: Callable[..., Result]) -> None:
    listed = call("identity", "list", "--kind", "person")
    assert "~" in listed.stdout
    assert "1 suggestion; a verdict decides" in listed.stdout
    said = call("identity", "same", "Grasnik", "Grasnack", *WHO)
    assert said.stdout.startswith("Frau Grasnack and Frau Grasnik are one (A. Muster, ")
    assert "dasselbe Amt" in said.stdout
    assert "Nothing is suggested" in call("identity", "list", "--kind", "person").stdout
    (one,) = as_json(call("identity", "list", "--state", "same", "--json"))
    assert (one["verdict"]["by"], one["left"]["label"]) == ("A. Muster", "Frau Grasnack")
    both = as_json(call("person", "Grasnik", "--json"))["person"]
    assert both["turns_total"] == 2
    two = as_json(call("identity", "different", "Grasnik", "Grasnack", *WHO, "--json"))
    assert two["verdict"]["decision"] == "different"
    assert "1 verdict." in call("identity", "list", "--state", "different").stdout
    assert "have no verdict any more" in call("identity", "withdraw", "Grasnik", "Grasnack", *WHO).stdout
    assert len(as_json(call("identity", "list", "--kind", "person", "--json"))) == 1


def test_everyone_under_one_roof(call: Callable[..., Result]) -> None:
    out = call("identity", "list", "--state", "all")
    assert "Herr Vassilev" in out.stdout
    assert "Ausschuss für Gesundheit, Soziales und Inklusion" in out.stdout
    assert "Heimlich" not in out.stdout
    assert "Heimlich" in call("identity", "list", "--state", "all", "--non-public").stdout


def test_what_cannot_be_said_is_a_sentence(call: Callable[..., Result]) -> None:
    out = call("identity", "same", "Grasnik", "Amsel", *WHO)
    assert out.exit_code == 1
    assert out.stderr.startswith("protokolle: 'Amsel' may mean 2; name one by its key: ")
    assert call("identity", "same", "Grasnik", "Grasnack", "--by", "A").exit_code == 2


def test_review_asks_one_by_one_and_goes_on_later(call: Callable[..., Result]) -> None:
    out = call("identity", "review", "--by", "A. Muster", answers="q\n")
    assert out.exit_code == 0, out.output
    assert "Frau Grasnack  ~  Frau Grasnik" in out.stdout
    assert "'Frau Grasnik'" in out.stdout  # the place on the page
    out = call("identity", "review", "--by", "A. Muster", answers="?\ny\ns\n")
    assert out.exit_code == 0, out.output
    assert "1 same, 0 different, 1 left open." in out.stdout
    (one,) = as_json(call("identity", "list", "--state", "same", "--json"))
    assert one["verdict"]["why"].startswith("decided in review (0.7")
    out = call("identity", "review", "--by", "A. Muster", answers="n\n")
    assert "Grasnik" not in out.stdout
    assert "0 same, 1 different, 0 left open." in out.stdout
    assert "0 same, 0 different, 0 left open." in call("identity", "review", "--by", "A. Muster").stdout


def test_review_for_machines_counts(call: Callable[..., Result]) -> None:
    out = call("identity", "review", "--kind", "person", "--by", "A", "--json", answers="y\n")
    assert out.exit_code == 0, out.output
    assert json.loads(out.stdout) == {"same": 1, "different": 0, "skipped": 0}


def test_the_end_of_the_input_quits(call: Callable[..., Result]) -> None:
    out = call("identity", "review", "--by", "A. Muster", answers="")
    assert out.exit_code == 0
    assert as_json(call("identity", "list", "--state", "same", "--json")) == []
