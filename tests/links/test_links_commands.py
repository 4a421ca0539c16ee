"""`protokolle link`, and the links in `measure` and `concept`, as a person types them."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from link_samples import CONCEPT, PLAN, READING, item, load, minutes, motions, put_plan, three

from pipeline.cli.main import main
from pipeline.links import run, workers
from pipeline.links.score import scorer
from pipeline.model.errors import StoreError
from pipeline.store import Store, open_store

Ask = Callable[..., Result]
WHO = ("--by", "A. Muster", "--why", "steht so im Beschluss")


@pytest.fixture
def ask(tmp_path: Path) -> Ask:
    """Commands on a database of their own, with the concept and its motions."""
    database = f"sqlite:///{tmp_path / 'p.sqlite'}"
    with open_store(database) as store:
        three(store)
        load(store, minutes("vorlesen.txt", item("Vorlesestunden", READING, paper="21/SVV/0105"), date="2021-07-07"),
             minutes("baden-hauptausschuss.txt", item("Schwimmkurse für geflüchtete Frauen", "", paper="21/SVV/0102",
                     result="referred"), date="2021-05-20", organization="Hauptausschuss"))  # fmt: skip
    return lambda *words, **options: CliRunner().invoke(main, [*words, "--db", database], **options)


def as_json(result: Result) -> Any:
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def states(ask: Ask) -> dict[tuple[str, str], str]:
    return {(row["motion"], row["measure"]): row["state"] for row in as_json(ask("link", "list", "--json"))}


def test_a_run_says_what_it_did(ask: Ask) -> None:
    out = ask("link", "run")
    assert out.exit_code == 0
    assert "4 motions compared with 7 measures. There are 2 links accepted and 1 suggested" in out.stdout
    assert as_json(ask("link", "run", "--json")) == {"motions": 0, "measures": 7, "accepted": 2, "suggested": 1}


def test_the_list_as_json_has_what_programs_need(ask: Ask) -> None:
    rows = as_json(ask("link", "list", "--json"))
    for row in rows:
        assert {"source", "paper", "item", "measure", "concept", "score", "state", "reasons", "evidence"} <= set(row)
        assert row["concept"] == CONCEPT
        assert 0 <= row["score"] <= 1
        assert row["reasons"]
        assert row["evidence"]["motion"]
        assert row["evidence"]["measure"]
    assert [(row["source"], row["paper"], row["item"], row["measure"], row["state"]) for row in rows] == [
        ("lotsen.txt", "21/SVV/0101", "4", "2.1", "accepted"),
        ("baden-hauptausschuss.txt", "21/SVV/0102", "4", "2.4", "suggested"),  # an object for each item of the motion
        ("baden.txt", "21/SVV/0102", "4", "2.4", "suggested"),
        ("vorlesen.txt", "21/SVV/0105", "4", "1.2", "accepted"),
    ]


def test_all_shows_what_is_below_and_top_the_best_of_each_item(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "scorer", lambda way: replace(scorer(way), keep=0.0))  # so that there is something
    shown, whole = as_json(ask("link", "list", "--json")), as_json(ask("link", "list", "--all", "--json"))
    assert {row["state"] for row in whole} - {row["state"] for row in shown} == {"below"}
    best = as_json(ask("link", "list", "--all", "--top", "1", "--json"))
    items = [(row["source"], row["item"]) for row in best]
    assert len(set(items)) == len(items)
    assert set(items) == {(row["source"], row["item"]) for row in whole}
    for row in best:
        others = [one["score"] for one in whole if one["source"] == row["source"]]
        assert row["score"] == max(others)
    assert ask("link", "list", "--top", "0").exit_code == 2


def test_a_list_for_people_names_the_measure_the_reasons_and_the_passage(ask: Ask) -> None:
    out = ask("link", "list", "21/SVV/0101").stdout
    for words in ("21/SVV/0101  Integrationslotsen in Bachstadt", "accepted", "2.1 Integrationslotsen einsetzen",
                  "both speak of Integrationslotsen", "**Integrationslotsen**", "lotsen.txt",
                  "1 accepted"):  # fmt: skip
        assert words in out, words
    assert "21/SVV/0102" not in out
    assert "21/SVV/0105" in ask("link", "list", "--measure", "1.2").stdout
    assert "21/SVV/0102" in ask("link", "list", "--state", "suggested").stdout
    assert "21/SVV/0101" not in ask("link", "list", "--state", "suggested").stdout
    assert "21/SVV/0101" in ask("link", "list", "Integrationslotsen", "in", "Bachstadt").stdout


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("link", "list", "21/SVV/0999"), "No minutes in this database know the motion '21/SVV/0999'."),
        (("link", "list", "§"), "No minutes in this database know the motion '§'."),
        (("link", "list", "§abc-x"), "No minutes in this database know the motion '§abc-x'."),
        (("link", "list", "§0123456789abcdef-99999999999999999999"), "No minutes in this database know the motion"),
        (("link", "list", "--measure", "9.9"), "No concept in this database has a measure '9.9'. Near it are:"),
        (("link", "list", "--concept", "klimaplan"), "klimaplan"),
        (("link", "add", "21/SVV/0101", "9.9", *WHO), "No concept in this database has a measure '9.9'."),
        (("link", "remove", "21/SVV/0999", "2.1", *WHO), "No minutes in this database know the motion '21/SVV/0999'."),
        (("link", "add", "21/SVV/0101", "2.1", "--by", " ", "--why", "w"), "needs who made it and why"),
    ],
)
def test_what_is_unknown_is_told_in_a_sentence(ask: Ask, words: tuple[str, ...], told: str) -> None:
    out = ask(*words)
    assert out.exit_code == 1
    assert out.stderr.startswith("protokolle: ")
    assert told in out.stderr


@pytest.mark.parametrize(
    "words",
    [("link", "run"), ("link", "list"), ("link", "export"), ("link", "review", "--by", "A"),
     ("link", "add", "21/SVV/0101", "2.1", *WHO)],
)  # fmt: skip
def test_without_a_concept_it_says_how_to_bring_one_in(tmp_path: Path, words: tuple[str, ...]) -> None:
    database = f"sqlite:///{tmp_path / 'p.sqlite'}"
    with open_store(database) as store:
        load(store, *motions())
    out = CliRunner().invoke(main, [*words, "--db", database])
    assert out.exit_code == 1
    assert "concept" in out.stderr
    assert "Traceback" not in out.output


def test_people_add_remove_and_withdraw(ask: Ask) -> None:
    out = ask("link", "add", "21/svv/103", "1.3", *WHO)
    assert out.stdout == "confirmed: 21/SVV/0103 and measure 1.3 “Dolmetscherpool für Ämter” (A. Muster).\n"
    told = as_json(ask("link", "remove", "21/SVV/0101", "2.1", *WHO, "--json"))
    assert (told["decision"], told["motion"], told["measure"]) == ("rejected", "21/SVV/0101", f"{CONCEPT}/2.1")
    assert states(ask)["21/SVV/0103", "1.3"] == "confirmed"
    assert states(ask)["21/SVV/0101", "2.1"] == "rejected"
    assert "rejected by A. Muster on" in ask("link", "list", "21/SVV/0101").stdout
    assert ask("link", "withdraw", "21/SVV/0101", "2.1", *WHO).exit_code == 0
    assert ask("link", "withdraw", "21/SVV/0103", "1.3", *WHO).exit_code == 0
    assert states(ask)["21/SVV/0101", "2.1"] == "accepted"
    assert ("21/SVV/0103", "1.3") not in states(ask)


def test_a_search_among_the_items_of_a_measure(ask: Ask) -> None:
    (measure,) = {key[1] for key, state in states(ask).items() if state == "accepted" and key[0] == "21/SVV/0101"}
    hits = as_json(ask("search", "--measure", measure, "--json"))["hits"]
    assert {hit["paper"] for hit in hits} == {key[0] for key, state in states(ask).items()
                                              if key[1] == measure and state == "accepted"}  # fmt: skip
    assert as_json(ask("search", "Vorlesen", "--measure", "1.3", "--json"))["hits"] == []
    assert ask("link", "remove", "21/SVV/0101", measure, *WHO).exit_code == 0
    hits = as_json(ask("search", "--measure", measure, "--json"))["hits"]
    assert "21/SVV/0101" not in {hit["paper"] for hit in hits}
    unknown = ask("search", "--measure", "99.9")
    assert unknown.exit_code == 1
    assert "99.9" in unknown.stderr


# --- review ----------------------------------------------------------------------------------------------------------

REVIEW = ("link", "review", "--by", "A. Muster", "--state", "suggested", "--state", "accepted", "--json")


def counts(result: Result) -> dict[str, int]:
    found: dict[str, int] = as_json(result)
    return found


def test_a_review_takes_each_answer_and_the_next_goes_on_with_what_is_open(ask: Ask) -> None:
    first = ask(*REVIEW, input="y\nq\n")
    assert counts(first) == {"confirmed": 1, "rejected": 0, "skipped": 0, "notes": 0, "undone": 0}
    for words in ("3 to go", "Vorlesen", "**", "Does the motion concern the measure?"):
        assert words in first.stderr, words
    again = ask(*REVIEW, input="n\ns\n")
    assert "2 to go" in again.stderr
    assert "3 to go" not in again.stderr
    assert counts(again) == {"confirmed": 0, "rejected": 1, "skipped": 1, "notes": 0, "undone": 0}
    assert len({"confirmed", "rejected"} & set(states(ask).values())) == 2
    last = ask(*REVIEW, input="y\n")  # what was skipped comes again
    assert "1 to go" in last.stderr
    assert counts(ask(*REVIEW, input=""))["confirmed"] == 0
    assert set(states(ask).values()) == {"confirmed", "rejected"}


def test_a_note_is_kept_and_the_link_asked_again(ask: Ask) -> None:
    out = ask(*REVIEW, input="o\nTräger fragen\ny\nq\n")
    assert counts(out)["notes"] == 1
    assert counts(out)["confirmed"] == 1
    (noted,) = {row["motion"] for row in as_json(ask("link", "list", "--json")) if row["notes"]}
    assert states(ask)[next(key for key in states(ask) if key[0] == noted)] == "confirmed"
    assert "note: Träger fragen (A. Muster" in ask("link", "list", noted).stdout
    assert counts(ask(*REVIEW, input="o\n\nq\n"))["notes"] == 0


def test_undo_goes_back_one_answer_at_a_time(ask: Ask) -> None:
    before = states(ask)
    out = ask(*REVIEW, input="u\ny\ns\nu\nu\nq\n")
    assert "Nothing was answered yet." in out.stderr
    assert counts(out) == {"confirmed": 0, "rejected": 0, "skipped": 0, "notes": 0, "undone": 1}
    assert states(ask) == before


def test_the_very_last_answer_can_be_undone_too(ask: Ask) -> None:
    out = ask(*REVIEW, input="s\ns\ny\nu\nn\n\n")  # the last is asked again; an empty line at the end quits
    assert counts(out) == {"confirmed": 0, "rejected": 1, "skipped": 2, "notes": 0, "undone": 1}
    assert out.stderr.count("That was the last one.") == 2
    assert out.stderr.count("1 to go") == 2


def test_a_mistyped_answer_is_asked_again_and_the_end_of_the_input_quits(ask: Ask) -> None:
    out = ask(*REVIEW, input="x\nn\n")
    assert counts(out)["rejected"] == 1
    assert "'x' is not one of" in out.stderr


def test_what_changed_since_comes_first_and_undoing_leaves_it_so(ask: Ask, tmp_path: Path) -> None:
    assert ask("link", "remove", "21/SVV/0102", "2.4", *WHO).exit_code == 0
    with open_store(f"sqlite:///{tmp_path / 'p.sqlite'}") as store:
        put_plan(store, PLAN.replace("Das Hallenbad öffnet", "Das Freibad öffnet"))
    changed_first = ("--state", "changed", "--state", "accepted")
    out = ask("link", "review", "--by", "B", *changed_first, input="n\nu\nq\n")
    assert out.stdout.index("3 to go") < out.stdout.index("21/SVV/0102") < out.stdout.index("2 to go")
    assert "a text has changed since: please confirm" in out.stdout
    (row,) = {json.dumps(row["verdict"]) for row in as_json(ask("link", "list", "--state", "changed", "--json"))}
    assert json.loads(row)["by"] == "A. Muster"
    assert ask("link", "review", "--by", "B", input="y\n").exit_code == 0
    assert as_json(ask("link", "list", "--state", "changed", "--json")) == []


# --- what of it stands elsewhere -------------------------------------------------------------------------------------


def test_a_measure_shows_decisions_and_what_they_oblige_to(ask: Ask) -> None:
    out = ask("measure", "2.1", "--on", "2022-06-01").stdout
    for words in ("Decisions that concern it", "21/SVV/0101  Integrationslotsen in Bachstadt", "05.05.2021", "adopted",
                  "Stadtverordnetenversammlung", "lotsen.txt", "owed (im März 2022; overdue)"):  # fmt: skip
        assert words in " ".join(out.split()) or words in out, words
    (one,) = as_json(ask("measure", "2.1", "--json"))["concerns"]
    assert [decision["result"]["code"] for decision in one["decisions"]] == ["adopted"]
    assert one["duties"][0]["due_to"] == "2022-03-31"
    assert "no motion in this database is linked to it" in ask("measure", "2.3").stdout


def test_a_rejected_link_is_no_decision_on_the_measure(ask: Ask) -> None:
    assert ask("link", "remove", "21/SVV/0101", "2.1", *WHO).exit_code == 0
    assert as_json(ask("measure", "2.1", "--json"))["concerns"] == []


def test_coverage_counts_measures_and_names_what_touches_none(ask: Ask) -> None:
    told = as_json(ask("concept", "show", "--coverage", "--json"))
    counted = {one["number"]: (one["linked"], one["decided"], one["suggested"])
               for field in told["fields"] for one in field["measures"]}  # fmt: skip
    assert counted["2.1"] == counted["1.2"] == (1, 1, 0)
    assert counted["2.4"] == (0, 0, 1)
    assert counted["2.3"] == (0, 0, 0)
    assert (told["decided"], told["touching"]) == (4, 2)
    assert [one["reference"] for one in told["touching_none"]] == ["21/SVV/0103", "21/SVV/0102"]
    out = ask("concept", "show", "--coverage").stdout
    assert "2 of 4 decided motions concern a measure." in out
    assert "Field 1 without any motion: 1.1 Sprachkurse am Abend; 1.3 Dolmetscherpool für Ämter" in out


def test_decisions_by_field_and_year_are_a_picture(ask: Ask, tmp_path: Path) -> None:
    pytest.importorskip("altair")
    picture = tmp_path / "b.svg"
    out = ask("concept", "chart", "--of", "decisions", "-o", str(picture))
    assert out.exit_code == 0, out.output
    drawn = picture.read_text(encoding="utf-8")
    assert drawn.startswith("<svg")
    for words in ("Sprache und Bildung", "Beratung und Begegnung", "2021", "beschlossen", "(2 insgesamt)"):
        assert words in drawn, words


def test_without_a_decision_there_is_nothing_to_draw(tmp_path: Path) -> None:
    database = f"sqlite:///{tmp_path / 'p.sqlite'}"
    with open_store(database) as store:
        put_plan(store)
    out = CliRunner().invoke(
        main, ["concept", "chart", "--of", "decisions", "-o", str(tmp_path / "x.svg"), "--db", database]
    )
    assert out.exit_code == 1
    assert "there is nothing to draw" in out.stderr
    assert not (tmp_path / "x.svg").exists()


def test_a_verdict_on_a_measure_that_is_retired_with_its_field_breaks_no_picture(ask: Ask, tmp_path: Path) -> None:
    pytest.importorskip("altair")
    assert ask("link", "add", "21/SVV/0105", "1.2", *WHO).exit_code == 0
    with open_store(f"sqlite:///{tmp_path / 'p.sqlite'}") as store:
        put_plan(store, without_first_field())
    assert ask("concept", "chart", "--of", "decisions", "-o", str(tmp_path / "b.svg")).exit_code == 0
    told = as_json(ask("concept", "show", "--coverage", "--json"))
    assert [field["field"]["number"] for field in told["fields"]] == ["2"]


def without_first_field() -> str:
    return PLAN[: PLAN.index("  - number: '1'")] + PLAN[PLAN.index("  - number: '2'") :]


def test_what_cannot_be_compared_now_is_told_beside_what_is_there(
    ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert ask("link", "run").exit_code == 0
    with open_store(f"sqlite:///{tmp_path / 'p.sqlite'}") as store:
        put_plan(store, PLAN.replace("Das Hallenbad öffnet", "Das Freibad öffnet"))

    def refuse(_store: Store) -> None:
        raise StoreError("The database is locked.", code="locked")

    monkeypatch.setattr(run, "link", refuse)
    out = ask("link", "list")
    assert out.exit_code == 0
    assert "21/SVV/0101" in out.stdout
    assert "4 motions could not be compared yet" in out.stderr
