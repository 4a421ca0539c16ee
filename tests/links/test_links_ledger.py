"""What people say of links outlives linking, imports, rebuilds and new versions of the catalogue."""

from __future__ import annotations

from typing import Any

import pytest
from link_samples import CONCEPT, GUIDES, PLAN, READING, SWIMMING, item, linked, load, minutes, motions, put_plan, three
from sqlalchemy import select

from pipeline.links import Link, link, list_links, lost_verdicts
from pipeline.links.deciding import decide, take_back
from pipeline.links.ledger import Decision, Entry, entries
from pipeline.model.errors import StoreError
from pipeline.store import Store
from pipeline.store.link_tables import LinkVerdictTable

LOTSEN, BADEN = "21/SVV/0101", "21/SVV/0102"


def say(store: Store, reference: str, number: str, decision: Decision, *, why: str = "steht so da") -> Entry:
    link(store)
    (row,) = [one for one in store.concepts.measures() if one.number == number]
    return decide(store, reference, row, decision, by="A. Muster", why=why)


def of(store: Store, reference: str = BADEN, number: str = "2.4") -> Link:
    return linked(store)[reference, number]


def rows(store: Store) -> list[tuple[Any, ...]]:
    with store.reading() as connection:
        return [tuple(row) for row in connection.execute(
            select(*LinkVerdictTable.__table__.columns).order_by(LinkVerdictTable.id)
        )]  # fmt: skip


def test_a_verdict_holds_over_what_the_machine_says(store: Store) -> None:
    three(store)
    say(store, LOTSEN, "2.1", "rejected")
    say(store, BADEN, "2.4", "confirmed", why="ist gemeint")
    say(store, "21/SVV/0103", "1.3", "confirmed")
    found = linked(store)
    assert (found[LOTSEN, "2.1"].state, found[LOTSEN, "2.1"].machine) == ("rejected", "accepted")
    assert found[BADEN, "2.4"].state == "confirmed"
    verdict = found[BADEN, "2.4"].verdict
    assert verdict is not None
    assert (verdict.by, verdict.why, verdict.at, verdict.changed) == (
        "A. Muster", "ist gemeint", "2026-01-02T12:00:00Z", False,
    )  # fmt: skip
    by_hand = found["21/SVV/0103", "1.3"]
    assert (by_hand.state, by_hand.score, by_hand.machine, by_hand.reasons) == ("confirmed", None, None, ())
    assert [one.document.name for one in by_hand.items] == ["strasse.txt"]


def test_it_outlives_linking_importing_and_rebuilding(store: Store) -> None:
    three(store)
    say(store, BADEN, "2.4", "confirmed")
    before = of(store)
    link(store, again=True)
    assert of(store) == before
    load(store, *motions())
    assert of(store) == before
    store.rebuild(motions())
    assert of(store) == before


def test_it_follows_a_measure_whose_number_moved(store: Store) -> None:
    three(store)
    say(store, BADEN, "2.4", "confirmed")
    moved = PLAN.replace("number: '2.4'", "number: '2.9'").replace("number: '2.3'", "number: '2.4'")
    put_plan(store, moved)
    found = linked(store)
    assert found[BADEN, "2.9"].state == "confirmed"
    assert found[BADEN, "2.9"].verdict is not None
    assert not found[BADEN, "2.9"].verdict.changed
    assert (BADEN, "2.4") not in found
    assert lost_verdicts(store, include_non_public=True) == ()


def test_of_two_measures_of_one_title_it_stays_with_the_one_that_was_judged(store: Store) -> None:
    twice = PLAN.replace("title: Beratungsstelle gegen Diskriminierung", "title: Schwimmkurse für geflüchtete Frauen")
    put_plan(store, twice)
    load(store, *motions())
    say(store, BADEN, "2.4", "rejected")
    other = list_links(store, measure=f"{CONCEPT}/2.2", reference=BADEN)
    assert not any(one.verdict for one in other)
    (judged,) = list_links(store, measure=f"{CONCEPT}/2.4", reference=BADEN)
    assert judged.state == "rejected"


def test_a_text_that_changed_since_asks_to_be_confirmed_and_is_not_dropped(store: Store) -> None:
    three(store)
    say(store, BADEN, "2.4", "rejected")
    later = minutes("baden-2.txt", item("Schwimmkurse für geflüchtete Frauen", SWIMMING + " Dies gilt bis 2023.",
                                        paper=BADEN), date="2021-09-01")  # fmt: skip
    load(store, later)
    changed = of(store)
    assert changed.state == "rejected"
    assert changed.verdict is not None
    assert changed.verdict.changed
    say(store, BADEN, "2.4", "confirmed")
    again = of(store)
    assert (again.state, again.verdict and again.verdict.changed) == ("confirmed", False)
    put_plan(store, PLAN.replace("Das Hallenbad öffnet", "Das Freibad öffnet"))
    reworded = of(store)
    assert (reworded.state, reworded.verdict and reworded.verdict.changed) == ("confirmed", True)


def test_who_only_says_something_more_has_not_changed_the_motion(store: Store) -> None:
    three(store)
    say(store, BADEN, "2.4", "confirmed")
    load(store, minutes("baden-3.txt", item("Schwimmkurse für geflüchtete Frauen", "", paper=BADEN,
                        said="Herr Probe fragt nach dem Stand der Kurse."), date="2021-10-01"))  # fmt: skip
    assert of(store).verdict is not None
    assert not of(store).verdict.changed  # type: ignore[union-attr]


def test_withdrawn_is_as_if_it_had_not_been_said_and_the_ledger_keeps_both(store: Store) -> None:
    three(store)
    say(store, BADEN, "2.4", "rejected")
    first = rows(store)
    say(store, BADEN, "2.4", "withdrawn")
    assert (of(store).state, of(store).verdict) == ("suggested", None)
    say(store, BADEN, "2.4", "confirmed")
    assert of(store).state == "confirmed"
    assert rows(store)[: len(first)] == first
    with store.reading() as connection:
        assert [one.decision for one in entries(connection)] == ["rejected", "withdrawn", "confirmed"]


def test_notes_stand_beside_a_link_and_decide_nothing(store: Store) -> None:
    three(store)
    say(store, BADEN, "2.4", "note", why="Träger fragen")
    assert of(store).state == "suggested"
    assert of(store).notes == ("Träger fragen (A. Muster, 2026-01-02)",)
    say(store, BADEN, "2.4", "confirmed")
    assert len(of(store).notes) == 1


def test_undoing_gives_back_what_held_before_and_that_it_asks_to_be_confirmed(store: Store) -> None:
    three(store)
    say(store, BADEN, "2.4", "confirmed", why="zuerst")
    put_plan(store, PLAN.replace("Das Hallenbad öffnet", "Das Freibad öffnet"))
    before = of(store)
    said = say(store, BADEN, "2.4", "confirmed", why="nochmals")
    assert of(store).verdict != before.verdict
    (row,) = [one for one in store.concepts.measures() if one.number == "2.4"]
    assert take_back(store, said, row, by="A. Muster") is not None
    assert before.verdict is not None
    assert before.verdict.changed
    assert of(store).verdict == before.verdict


def test_undoing_does_not_undo_what_somebody_else_said_since(store: Store) -> None:
    three(store)
    mine = say(store, BADEN, "2.4", "rejected")
    say(store, BADEN, "2.4", "confirmed")
    (row,) = [one for one in store.concepts.measures() if one.number == "2.4"]
    assert take_back(store, mine, row, by="A. Muster") is None
    assert of(store).state == "confirmed"


def test_what_is_said_of_a_motion_that_is_gone_is_kept_and_named(store: Store) -> None:
    three(store)
    say(store, BADEN, "2.4", "confirmed")
    others = [one for one in motions() if one.source.name != "baden.txt"]
    store.rebuild(others)
    assert (BADEN, "2.4") not in linked(store)
    (lost,) = lost_verdicts(store, include_non_public=True)
    assert (lost.reference, lost.number, lost.decision) == (BADEN, "2.4", "confirmed")
    load(store, *motions())
    assert of(store).state == "confirmed"
    assert lost_verdicts(store, include_non_public=True) == ()


def test_an_item_that_gets_a_number_later_keeps_what_was_said_of_it(store: Store) -> None:
    put_plan(store)
    said = f"{READING} Dem stimmt der Ausschuss nach kurzer Aussprache zu und dankt den Büchereien."
    load(store, minutes("auszug.txt", item("Vorlesen", "", said=said)))
    ((reference, number),) = [key for key, one in linked(store).items() if one.state == "accepted"]
    say(store, reference, number, "rejected")
    load(store, minutes("auszug.txt", item("Vorlesen", "", said=said, paper="21/SVV/0110"), extractor="2"))
    assert linked(store)["21/SVV/0110", number].state == "rejected"


@pytest.mark.parametrize(("by", "why"), [("", "steht da"), ("A. Muster", " ")])
def test_a_verdict_needs_who_and_why(store: Store, by: str, why: str) -> None:
    three(store)
    link(store)
    row = store.concepts.measures()[0]
    with pytest.raises(StoreError, match="who made it and why") as refused:
        decide(store, LOTSEN, row, "confirmed", by=by, why=why)
    assert refused.value.code == "bad_verdict"
    with pytest.raises(StoreError, match="99/SVV/0001") as unknown:
        decide(store, "99/SVV/0001", row, "confirmed", by="A. Muster", why="steht da")
    assert unknown.value.code == "unknown_motion"
    assert rows(store) == []


def test_two_texts_of_one_motion_are_told_apart_by_their_source(store: Store) -> None:
    three(store)
    assert of(store, LOTSEN, "2.1").evidence.motion[0].text == GUIDES
