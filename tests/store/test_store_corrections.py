"""What a person entered holds at once, and outlives every re-run."""

from __future__ import annotations

from typing import Any

import pytest
from store_samples import NOON, content, full_record, integration_item, make_record

from pipeline.model.errors import StoreError
from pipeline.model.record import AgendaItem, MinutesRecord, Result, VoteEvent
from pipeline.store import Store

SHA = content("0743.pdf")
YES = "/agenda_items/0/vote_events/0/yes"


@pytest.fixture
def loaded(store: Store) -> Store:
    store.load(full_record(), label="a")
    return store


def correct(store: Store, pointer: str, value: Any) -> None:
    store.correct(SHA, pointer, value, by="Archiv", why="steht so im Original")


def record_of(store: Store) -> MinutesRecord:
    record = store.record(SHA)
    assert record is not None
    return record


def test_a_correction_holds_at_once_in_every_answer(loaded: Store) -> None:
    correct(loaded, YES, 6)
    correct(loaded, "/agenda_items/0/title", "Bericht über Parkplätze")
    correct(loaded, "/agenda_items/0/paper", "16/SVV/0001")
    correct(loaded, "/meeting/organization", "Hauptausschuss")
    assert record_of(loaded).agenda_items[0].vote_events[0].yes == 6
    assert loaded.search("Parkplaetze").hits[0].committee == "Hauptausschuss"
    assert loaded.search('"Konzept für Flüchtlinge"').total == 0
    assert loaded.motion("16/SVV/0001") is not None
    assert loaded.counts().organizations == 1


def test_the_same_record_stays_unchanged_and_the_correction_stands(loaded: Store) -> None:
    correct(loaded, YES, 6)
    assert loaded.load(full_record(), label="a") == "unchanged"
    assert record_of(loaded).agenda_items[0].vote_events[0].yes == 6


def test_a_better_extraction_replaces_all_but_what_was_corrected(loaded: Store) -> None:
    correct(loaded, YES, 6)
    better = make_record("0743.pdf", integration_item(result=Result(text="abgelehnt", code="rejected")), extractor="2")
    assert loaded.load(better, label="a") == "replaced"
    item = record_of(loaded).agenda_items[0]
    assert (item.vote_events[0].yes, item.result) == (6, Result(text="abgelehnt", code="rejected"))


def test_the_ledger_tells_who_said_what_and_when(loaded: Store) -> None:
    correct(loaded, YES, 6)
    correct(loaded, YES, 5)
    told = [entry.model_dump(exclude={"id"}) for entry in loaded.corrections()]
    same = {"document_sha256": SHA, "pointer": YES, "by": "Archiv", "why": "steht so im Original", "at": NOON,
            "applied": True, "problem": None}  # fmt: skip
    assert told == [{**same, "value": 6, "was": 7}, {**same, "value": 5, "was": 6}]


def test_the_last_one_wins_after_a_rebuild_too(loaded: Store) -> None:
    correct(loaded, YES, 6)
    correct(loaded, YES, 5)
    loaded.rebuild([full_record()])
    assert record_of(loaded).agenda_items[0].vote_events[0].yes == 5


def test_a_correction_follows_its_item_when_the_items_are_counted_anew(loaded: Store) -> None:
    correct(loaded, "/agenda_items/0/title", "Der richtige Titel")
    better = make_record("0743.pdf", AgendaItem(number="1", title="Eröffnung"), integration_item(), extractor="2")
    loaded.load(better, label="a")
    assert [item.title for item in record_of(loaded).agenda_items] == ["Eröffnung", "Der richtige Titel"]


def test_a_correction_whose_item_is_gone_is_kept_and_says_so(loaded: Store) -> None:
    correct(loaded, "/agenda_items/0/title", "Der richtige Titel")
    loaded.load(make_record("0743.pdf", AgendaItem(number="1", title="Eröffnung"), extractor="2"), label="a")
    [entry] = loaded.corrections()
    assert entry.applied is False
    assert "7.1" in (entry.problem or "")
    assert record_of(loaded).agenda_items[0].title == "Eröffnung"
    loaded.load(full_record(), label="a")
    assert loaded.corrections()[0].applied is True
    assert record_of(loaded).agenda_items[0].title == "Der richtige Titel"


def test_a_correction_whose_place_is_gone_is_kept_and_says_so(loaded: Store) -> None:
    correct(loaded, "/agenda_items/0/vote_events/1/passed", False)
    loaded.load(make_record("0743.pdf", integration_item(vote_events=()), extractor="2"), label="a")
    [entry] = loaded.corrections()
    assert entry.applied is False
    assert "leads nowhere" in (entry.problem or "")


def test_the_number_itself_can_be_corrected_and_more_after_it(loaded: Store) -> None:
    correct(loaded, "/agenda_items/0/number", "7.2")
    correct(loaded, "/agenda_items/0/title", "Neu")
    loaded.rebuild([full_record()])
    item = record_of(loaded).agenda_items[0]
    assert (item.number, item.title) == ("7.2", "Neu")


def test_lists_grow_at_their_end_and_can_be_given_anew(loaded: Store) -> None:
    correct(loaded, "/agenda_items/0/vote_events/3", {"yes": 4, "no": 3})
    assert record_of(loaded).agenda_items[0].vote_events[3] == VoteEvent(yes=4, no=3)
    assert loaded.corrections()[0].was is None
    correct(loaded, "/agenda_items/0/vote_events", [])
    assert record_of(loaded).agenda_items[0].vote_events == ()


def test_unknown_is_a_value_too(loaded: Store) -> None:
    correct(loaded, YES, None)
    correct(loaded, "/agenda_items/0/result", None)
    item = record_of(loaded).agenda_items[0]
    assert (item.vote_events[0].yes, item.result) == (None, None)


@pytest.mark.parametrize(
    ("pointer", "value"),
    [
        ("/source/sha256", "0" * 64), ("/findings/0/message", "x"), ("", 1), ("agenda_items/0/title", "x"),
        ("/agenda_items/7/title", "x"), ("/agenda_items/0/vote_events/5/yes", 1), ("/agenda_items/0/nothing", 1),
        (YES, "viele"), ("/agenda_items/0/result/code", "passed"), ("/agenda_items/0/vote_events/0", None),
        ("/agenda_items/0/vote_events/x", {}), ("/agenda_items/0/title/x", "y"), ("/meeting", None),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused_and_leaves_no_trace(loaded: Store, pointer: str, value: Any) -> None:
    with pytest.raises(StoreError) as refused:
        correct(loaded, pointer, value)
    assert refused.value.code == "bad_correction"
    assert record_of(loaded) == full_record()
    assert loaded.corrections() == ()


def test_a_document_nobody_loaded_cannot_be_corrected(store: Store) -> None:
    with pytest.raises(StoreError, match="Ingest it first") as refused:
        correct(store, YES, 1)
    assert refused.value.code == "unknown_document"


@pytest.mark.parametrize(("by", "why"), [("", "grundlos"), ("Archiv", " ")])
def test_a_correction_needs_a_name_and_a_reason(loaded: Store, by: str, why: str) -> None:
    with pytest.raises(StoreError, match="who made it and why"):
        loaded.correct(SHA, YES, 1, by=by, why=why)
