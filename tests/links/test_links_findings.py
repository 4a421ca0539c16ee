"""What does not add up about links is named with both sides."""

from __future__ import annotations

from link_samples import GUIDES, PLAN, STREET, item, load, minutes, motions, put_plan, three

from pipeline.links import link
from pipeline.links.deciding import decide
from pipeline.links.findings import list_link_findings
from pipeline.links.ledger import Decision
from pipeline.store import Store


def say(store: Store, reference: str, number: str, decision: Decision) -> None:
    (row,) = [one for one in store.concepts.measures() if one.number == number]
    decide(store, reference, row, decision, by="A. Muster", why="steht so da")


def told(store: Store) -> list[tuple[str, str]]:
    link(store)
    return [(one.code, one.reference) for one in list_link_findings(store, include_non_public=True)]


def test_a_link_that_rests_on_a_dropped_passage_is_named_with_it(store: Store) -> None:
    put_plan(store)
    load(store, minutes("erst.txt", item("Vorhaben", GUIDES, paper="21/SVV/0111", kind="original", result="referred")))
    assert told(store) == []
    load(store, minutes("dann.txt", item("Vorhaben", STREET, paper="21/SVV/0111"), date="2021-11-05"))
    assert told(store) == [("L001", "21/SVV/0111")]
    (one,) = list_link_findings(store)
    assert "measure 2.1 “Integrationslotsen einsetzen” rests on a passage that the text in force" in one.message
    assert GUIDES[:40] in one.message
    assert one.places[0].document == "erst.txt"
    say(store, "21/SVV/0111", "2.1", "rejected")
    assert told(store) == []


def test_a_text_that_changed_since_a_verdict_is_named(store: Store) -> None:
    three(store)
    link(store)
    say(store, "21/SVV/0102", "2.4", "confirmed")
    put_plan(store, PLAN.replace("Das Hallenbad öffnet", "Das Freibad öffnet"))
    assert told(store) == [("L002", "21/SVV/0102")]
    (one,) = list_link_findings(store)
    assert "measure 2.4 “Schwimmkurse für geflüchtete Frauen” was confirmed by A. Muster" in one.message
    assert list_link_findings(store, severity="error") == ()
    say(store, "21/SVV/0102", "2.4", "confirmed")
    assert told(store) == []


def test_a_verdict_whose_motion_is_gone_is_named_once_and_not_when_it_was_withdrawn(store: Store) -> None:
    three(store)
    link(store)
    for decision in ("rejected", "confirmed"):
        say(store, "21/SVV/0102", "2.4", decision)  # type: ignore[arg-type]
    say(store, "21/SVV/0101", "2.1", "rejected")
    say(store, "21/SVV/0101", "2.1", "withdrawn")
    store.rebuild([one for one in motions() if one.source.name == "strasse.txt"])
    assert told(store) == [("L003", "21/SVV/0102")]
    (one,) = list_link_findings(store, include_non_public=True)
    assert "confirmed by A. Muster" in one.message
