"""A motion's history: its stations in order, each value with its place; who only mentions it stands apart."""

from __future__ import annotations

import json

import pytest
from store_samples import COMMITTEE, COUNCIL, full_record, integration_item, make_record

from pipeline.model.record import AgendaItem, Duty, Result, VoteEvent
from pipeline.store import Store


@pytest.fixture
def told(store: Store) -> Store:
    store.load(
        make_record(
            "2017.pdf",
            AgendaItem(
                number="6.3", title="Integrationslotsen", paper="17/SVV/0212", mentioned_papers=("15/SVV/0743",)
            ),
            date="2017-04-25",
        ),
        label="c",
    )
    store.load(
        make_record(
            "rat.pdf",
            AgendaItem(number="1", title="Tagesordnung", mentioned_papers=("15/SVV/0743",)),
            AgendaItem(number="4.1", title="Konzept", paper="DS 15/SVV/743", mentioned_papers=("15/SVV/0743",),
                       result=Result(text="überwiesen", code="referred")),
            AgendaItem(number="4.2", title="Änderung", paper="15/SVV/0743-01"),
            organization=COUNCIL, date="2015-11-04", number=15,
        ),
        label="b",
    )  # fmt: skip
    store.load(make_record("ohne.pdf", integration_item(number="2"), organization=None, date=None), label="d")
    store.load(full_record(), label="a")
    return store


def test_stations_stand_in_order_and_undated_ones_last(told: Store) -> None:
    history = told.motion("15/svv/743")
    assert history is not None
    assert history.reference == "15/SVV/0743"
    assert [(s.date, s.committee, s.meeting.number, s.item.number) for s in history.stations] == [
        ("2015-11-04", COUNCIL, 15, "4.1"),
        ("2016-06-14", COMMITTEE, 21, "7.1"),
        (None, None, 21, "2"),
    ]
    assert history.titles == ("Konzept", "Konzept für Flüchtlinge fortschreiben")


def test_items_that_only_speak_of_it_stand_apart(told: Store) -> None:
    history = told.motion("15/SVV/0743")
    assert history is not None
    assert [(s.document.name, s.item.number) for s in history.mentions] == [("rat.pdf", "1"), ("2017.pdf", "6.3")]


def test_a_station_holds_all_facts_of_its_item(told: Store) -> None:
    history = told.motion("15/SVV/0743")
    assert history is not None
    station = history.stations[1]
    assert station.item == integration_item()
    assert station.item.vote_events[0] == VoteEvent(
        yes=7, no=0, abstain=0, manner="counted", passed=True, role="recommending", text="7/0/0"
    )
    assert station.item.vote_events[1].procedural
    assert station.item.duties == (Duty(text="Im Ausschuss berichten", who="Verwaltung", due="2016-11"),)


def test_each_value_leads_to_its_place(told: Store) -> None:
    history = told.motion("15/SVV/0743")
    assert history is not None
    station = history.stations[1]
    [first, second] = station.places("/item/vote_events/0/yes")
    assert (first.document, first.page, first.start, first.end, first.bbox, first.rule) == (
        "0743.pdf", 2, 900, 901, (10.0, 20.5, 30.0, 40.0), "vote.table"
    )  # fmt: skip
    assert second.bbox is None
    assert station.places("/meeting/date")[0].quote == "14.06.2016"
    assert station.places("/item/title/anything/below")[0].start == 100
    assert station.places("/item/speakers/0") == ()


def test_evidence_of_another_item_is_not_taken_for_this_ones(store: Store) -> None:
    items = [AgendaItem(number=str(n), paper=f"15/SVV/{n:04}") for n in range(11)]
    evidence = {f"/agenda_items/{n}/paper": full_record().evidence["/meeting/date"] for n in (1, 10)}
    store.load(make_record("a.pdf", *items, evidence=evidence), label="a")
    history = store.motion("15/SVV/0001")
    assert history is not None
    assert list(history.stations[0].sources) == ["/item/paper"]


def test_papers_of_the_same_number_are_named(told: Store) -> None:
    history, amendment = told.motion("15/SVV/0743"), told.motion("15/SVV/0743-01")
    assert history is not None
    assert amendment is not None
    assert history.related == ("15/SVV/0743-01",)
    assert amendment.related == ("15/SVV/0743",)


def test_other_cities_references_work_too(store: Store) -> None:
    store.load(make_record("k.pdf", AgendaItem(number="17", paper="2023/1291"),
                           AgendaItem(number="18", paper="2023/1291/1"), AgendaItem(number="19", paper="2023/12910")),
               label="k")  # fmt: skip
    history = store.motion("Vorlage Nr. 2023/1291")
    assert history is not None
    assert history.related == ("2023/1291/1",)


def test_only_mentioned_is_a_history_too(told: Store) -> None:
    history = told.motion("14/SVV/0012")
    assert history is not None
    assert history.stations == ()
    assert len(history.mentions) == 2


def test_nothing_found_gives_near_references(told: Store) -> None:
    assert told.motion("15/SVV/0734") is None
    assert told.close_references("15/SVV/0734")[0] == "15/SVV/0743"
    assert told.close_references("15/svv/743-1")[0] in ("15/SVV/0743", "15/SVV/0743-01")
    assert "15/SVV/0743" in told.close_references("16/svv/743")
    assert told.close_references("etwas ganz anderes") == ()
    assert told.close_references("") == ()


def test_the_answer_is_json(told: Store) -> None:
    history = told.motion("15/SVV/0743")
    assert history is not None
    told_again = json.loads(history.model_dump_json())
    assert told_again["stations"][1]["item"]["vote_events"][0]["yes"] == 7
    assert told_again["stations"][1]["sources"]["/meeting/date"][0]["quote"] == "14.06.2016"
