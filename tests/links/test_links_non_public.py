"""A motion that only non-public items know appears at no door of the links, unless it is asked for."""

from __future__ import annotations

import inspect
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from link_samples import CONCEPT, GUIDES, READING, SWIMMING, item, linked, load, minutes, motions, put_plan

import pipeline.links
from pipeline.cli.main import main
from pipeline.links import link, list_links, lost_verdicts
from pipeline.links.concerning import concerning, coverage, decisions_by_year
from pipeline.links.deciding import decide, sheet, take_back
from pipeline.links.findings import list_link_findings
from pipeline.links.listing import BELOW, SHOWN
from pipeline.model.record import Result as Outcome
from pipeline.store import Store, open_store

SECRET = "21/SVV/0666"
ALL = [*SHOWN, BELOW]
HIDDEN = minutes("geheim.txt", item("Geheime Lotsen", GUIDES, paper=SECRET, public=False), date="2021-08-01")
ALONE = f"{READING} Das bleibt bis zum Abschluss des Vertrags geheim, so der Ausschuss in seiner Sitzung."


def guarded(store: Store) -> Store:
    """A motion that only a non-public item knows, with a verdict and a note; a non-public item without a motion; and
    non-public words on a motion that all know."""
    put_plan(store)
    load(store, *motions(), HIDDEN)
    load(store, minutes("geheim-2.txt", item(None, "", said=ALONE, public=False), date="2021-08-02"))
    street = item("Lindenallee", SWIMMING, paper="21/SVV/0103", public=False)
    load(store, minutes("geheim-3.txt", street, date="2022-08-02"))
    link(store)
    (row,) = [one for one in store.concepts.measures() if one.number == "2.2"]
    decide(store, SECRET, row, "confirmed", by="A. Muster", why="geheimer Grund")
    decide(store, SECRET, row, "note", by="A. Muster", why="geheime Notiz")
    link(store)
    return store


def is_hidden(told: object) -> bool:
    said = told if isinstance(told, str) else repr(told)
    return "0666" not in said and "eheim" not in said


def test_lists_tables_coverage_and_charts_leave_it_out(store: Store) -> None:
    guarded(store)
    view = store.concepts.view(CONCEPT)
    assert view is not None
    row = next(one for one in store.concepts.measures() if one.number == "2.1")
    public, whole = list_links(store, states=ALL), list_links(store, states=ALL, include_non_public=True)
    assert is_hidden(public)
    told = {one.reference for one in public}
    assert {"21/SVV/0101", "21/SVV/0102"} <= told <= {"21/SVV/0101", "21/SVV/0102", "21/SVV/0103"}
    assert (SECRET, "2.1") in {(one.reference, one.measure.number) for one in whole}
    assert (SECRET, "confirmed") in {(one.reference, one.state) for one in whole}
    assert any(one.reference.startswith("§") for one in whole)
    assert list_links(store, reference=SECRET, states=ALL) == ()
    assert is_hidden(sheet(public))
    assert not is_hidden(sheet(whole))
    for seen, asked in (
        (concerning(store, row), concerning(store, row, include_non_public=True)),
        (coverage(store, view), coverage(store, view, include_non_public=True)),
    ):
        assert is_hidden(seen)
        assert seen != asked
    covered = coverage(store, view)
    assert sum(one.linked for field in covered.fields for one in field.measures) == 1
    assert {(one.field.number, one.year, one.adopted) for one in decisions_by_year(store, view)} == {("2", 2021, 1)}


def test_non_public_words_add_nothing_to_a_motion_that_all_know(store: Store) -> None:
    guarded(store)
    assert ("21/SVV/0103", "2.4") not in linked(store)
    asked = linked(store, include_non_public=True)["21/SVV/0103", "2.4"]
    assert asked.evidence.motion[0].document.name == "geheim-3.txt"
    assert is_hidden([one.evidence for one in list_links(store, reference="21/SVV/0103", states=ALL)])
    assert link(store).suggested == 1


def test_verdicts_on_what_is_gone_do_not_give_it_away(store: Store) -> None:
    guarded(store)
    store.rebuild(motions())
    assert lost_verdicts(store) == ()
    assert list_link_findings(store) == ()
    assert [(one.code, one.reference) for one in list_link_findings(store, include_non_public=True)] == [
        ("L003", SECRET)
    ]
    assert {one.reference for one in lost_verdicts(store, include_non_public=True)} == {SECRET}
    load(store, HIDDEN.model_copy(update={"extractor": "2", "agenda_items": (item("Geheim", public=False),)}))
    link(store)
    assert lost_verdicts(store) == ()


def test_an_item_a_person_closes_takes_its_links_along(store: Store) -> None:
    put_plan(store)
    load(store, *motions())
    assert ("21/SVV/0101", "2.1") in linked(store)
    store.correct(motions()[0].source.sha256, "/agenda_items/0/public", False, by="Archiv", why="Teil II")
    assert list_links(store, reference="21/SVV/0101", states=ALL) == ()  # even before it is linked anew
    assert ("21/SVV/0101", "2.1") not in linked(store)
    assert ("21/SVV/0101", "2.1") in linked(store, include_non_public=True)


@pytest.fixture
def ask(tmp_path: Path) -> Callable[..., Result]:
    database = f"sqlite:///{tmp_path / 'p.sqlite'}"
    with open_store(database) as store:
        guarded(store)
    return lambda *words, **options: CliRunner().invoke(main, [*words, "--db", database], **options)


@pytest.mark.parametrize(
    "words",
    [
        ("link", "list", "--all"), ("link", "list", "--all", "--json"), ("link", "export"),
        ("link", "export", "--json"),
        ("link", "review", "--by", "B"), ("measure", "2.1"), ("measure", "2.2", "--json"),
        ("concept", "show", "--coverage"), ("concept", "show", "--coverage", "--json"),
        ("motion", "21/SVV/0103"), ("motion", "21/SVV/0103", "--json"), ("motions", "--measure", "2.2"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_no_command_tells_it(ask: Callable[..., Result], words: tuple[str, ...]) -> None:
    out = ask(*words, input="s\n" * 9)
    assert is_hidden(out.output)
    assert out.exit_code == 0, out.output
    asked = ask(*words, "--non-public", input="s\n" * 9)
    assert asked.exit_code == 0, asked.output
    assert asked.output != out.output


@pytest.mark.parametrize("reference", [SECRET, "alone"])
def test_who_types_its_number_learns_nothing(ask: Callable[..., Result], reference: str, tmp_path: Path) -> None:
    if reference == "alone":
        whole = json.loads(ask("link", "list", "--all", "--json", "--non-public").stdout)
        (reference,) = {one["motion"] for one in whole if one["motion"].startswith("§")}
        unknown = "§0123456789abcdef-0"
    else:
        unknown = "21/SVV/0667"
    for command, more in (("list", ()), ("add", ("2.1", "--by", "B", "--why", "w"))):
        said, other = ask("link", command, reference, *more), ask("link", command, unknown, *more)
        assert (said.exit_code, other.exit_code) == (1, 1)
        assert said.output.replace(reference, "X") == other.output.replace(unknown, "X")
    table = tmp_path / "t.csv"
    table.write_text(f"motion,measure,decision,by\n{reference},2.1,yes,B\n", encoding="utf-8")
    refused = json.loads(ask("link", "import", str(table), "--json").stdout)
    assert (refused["added"], [one["line"] for one in refused["refused"]]) == (0, [2])


def test_every_question_has_this_door() -> None:
    """A question added later without the guard turns this red."""
    asked: dict[str, Any] = {name: getattr(pipeline.links, name) for name in ("list_links", "lost_verdicts")}
    functions = {name for name in pipeline.links.__all__ if inspect.isfunction(getattr(pipeline.links, name))}
    assert functions == {*asked, "link", "bring_up_to_date"}
    asked |= {"concerning": concerning, "coverage": coverage, "list_link_findings": list_link_findings}
    for name, function in asked.items():
        option = inspect.signature(function).parameters["include_non_public"]
        assert option.default is False, name
        assert option.kind is inspect.Parameter.KEYWORD_ONLY, name


def test_what_is_said_in_the_knowledge_of_non_public_items_is_kept_from_the_public(store: Store) -> None:
    """On a motion that all know, but of which non-public items tell more."""
    guarded(store)
    (row,) = [one for one in store.concepts.measures() if one.number == "2.4"]
    known = ("21/SVV/0103", "2.4")
    decide(store, known[0], row, "note", by="A. Muster", why="geheime Notiz", knowing=True)
    said = decide(store, known[0], row, "confirmed", by="A. Muster", why="geheimer Grund", knowing=True)
    asked = linked(store, include_non_public=True)[known]
    assert (asked.state, asked.verdict.why if asked.verdict else "", len(asked.notes)) == (
        "confirmed", "geheimer Grund", 1
    )  # fmt: skip
    assert known not in linked(store)
    assert is_hidden(list_links(store, states=ALL))
    assert is_hidden(concerning(store, row))

    decide(store, known[0], row, "rejected", by="B", why="die Straße ist kein Bad")
    assert linked(store, states=ALL)[known].state == "rejected"  # said to all, and later: holds for all
    assert linked(store, include_non_public=True)[known].state == "rejected"

    assert take_back(store, said, row, by="A. Muster") is None
    mine = decide(store, known[0], row, "confirmed", by="A. Muster", why="geheim: doch", knowing=True)
    assert take_back(store, mine, row, by="A. Muster") is not None
    assert linked(store, include_non_public=True)[known].state == "rejected"
    assert linked(store, states=ALL)[known].state == "rejected"
    assert is_hidden(list_links(store, states=ALL))


def test_on_a_motion_without_secrets_all_may_know_what_was_said(store: Store) -> None:
    guarded(store)
    (row,) = [one for one in store.concepts.measures() if one.number == "2.2"]
    decide(store, "21/SVV/0101", row, "confirmed", by="A. Muster", why="steht da", knowing=True)
    assert linked(store)["21/SVV/0101", "2.2"].state == "confirmed"


def test_commands_with_non_public_keep_what_they_are_told(ask: Callable[..., Result], tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_text("motion,measure,decision,why,by\n21/SVV/0103,2.2,yes,geheim: Vertrag,B\n", encoding="utf-8")
    who = ("--by", "B", "--why", "geheim: Vertrag", "--non-public")
    assert ask("link", "add", "21/SVV/0103", "2.4", *who).exit_code == 0
    assert ask("link", "import", str(table), "--non-public").exit_code == 0
    for words in (("link", "list", "--all"), ("motion", "21/SVV/0103"), ("measure", "2.4"), ("measure", "2.2")):
        assert is_hidden(ask(*words).output)
        assert not is_hidden(ask(*words, "--non-public").output)
    feed = ask("export", "tracker", "--with-suggested")
    assert feed.exit_code == 0, feed.output
    assert is_hidden(feed.stdout)


@pytest.mark.parametrize("public", [True, False])
def test_what_was_decided_on_an_item_without_a_motion_is_told_of_its_measure(store: Store, public: bool) -> None:
    put_plan(store)
    result = Outcome(text="einstimmig beschlossen", code="adopted")
    one = item(None, "", said=ALONE, public=public).model_copy(update={"result": result})
    load(store, minutes("allein.txt", one, date="2021-08-02"))
    link(store)
    (link_,) = [found for found in list_links(store, states=ALL, include_non_public=True)
                if found.state == "accepted"]  # fmt: skip
    (row,) = [measure for measure in store.concepts.measures() if measure.number == link_.measure.number]
    decide(store, link_.reference, row, "confirmed", by="A. Muster", why="gelesen")
    (told,) = concerning(store, row, include_non_public=True)
    assert [(one.date, one.result.code if one.result else None) for one in told.decisions] == [
        ("2021-08-02", "adopted")
    ]
    assert told.state == "decided"
    assert bool(concerning(store, row)) is public
