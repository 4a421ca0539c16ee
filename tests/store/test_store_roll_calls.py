"""A roll call is kept person by person: read back, asked in SQL, corrected, and gone with its document."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import func, select
from store_samples import content, full_record, integration_item, make_record

from pipeline.model.errors import StoreError
from pipeline.model.record import AgendaItem, Vote, VoteEvent
from pipeline.store import Store, schema

SHA = content("0743.pdf")
ROLL = "/agenda_items/0/vote_events/2/votes"


@pytest.fixture
def loaded(store: Store) -> Store:
    store.load(full_record(), label="a")
    return store


def roll(store: Store) -> tuple[Vote, ...]:
    record = store.record(SHA)
    assert record is not None
    return record.agenda_items[0].vote_events[2].votes


def rows(store: Store) -> int:
    with store.engine.connect() as connection:
        return connection.scalar(select(func.count()).select_from(schema.Vote)) or 0


def correct(store: Store, pointer: str, value: Any) -> None:
    store.correct(SHA, pointer, value, by="Archiv", why="steht so im Original")


def test_how_a_person_voted_can_be_asked_of_the_table(loaded: Store) -> None:
    with loaded.engine.connect() as connection:
        found = connection.execute(
            select(schema.Vote.option, schema.VoteEvent.about)
            .join(
                schema.VoteEvent,
                (schema.VoteEvent.item_id == schema.Vote.item_id) & (schema.VoteEvent.position == schema.Vote.event),
            )
            .where(schema.Vote.name == "Ohm")
        ).all()
    assert [tuple(row) for row in found] == [("no", "Antrag")]


def test_each_ballot_of_an_item_keeps_its_own_roll(store: Store) -> None:
    first = VoteEvent(manner="roll_call", votes=(Vote(name="Ohm", option="no"), Vote(name="Lind", option="yes")))
    second = VoteEvent(manner="roll_call", votes=(Vote(name="Ohm", option="yes"),))
    record = make_record("a.pdf", AgendaItem(number="1", vote_events=(first, VoteEvent(yes=3), second)))
    store.load(record, label="a")
    assert store.record(content("a.pdf")) == record


def test_a_document_without_a_roll_has_no_rows_there(store: Store) -> None:
    store.load(make_record("a.pdf", integration_item(vote_events=(VoteEvent(yes=4, no=1),))), label="a")
    assert rows(store) == 0


def test_a_better_extraction_replaces_the_roll(loaded: Store) -> None:
    ballot = VoteEvent(manner="roll_call", votes=(Vote(name="Ohm", option="abstain"),))
    loaded.load(make_record("0743.pdf", integration_item(vote_events=(ballot,)), extractor="2"), label="a")
    assert rows(loaded) == 1
    loaded.load(make_record("0743.pdf", integration_item(vote_events=()), extractor="3"), label="a")
    assert rows(loaded) == 0


def test_one_persons_vote_is_corrected_and_stays_so_over_a_new_run(loaded: Store) -> None:
    correct(loaded, f"{ROLL}/1/option", "abstain")
    correct(loaded, f"{ROLL}/3", {"name": "Weiß", "option": "absent"})
    correct(loaded, f"{ROLL}/4", {"name": "Lind", "salutation": "Frau", "option": "yes"})
    assert [(vote.name, vote.option) for vote in roll(loaded)] == [
        ("Anna Schulze", "yes"), ("Ohm", "abstain"), ("Krüger", "absent"), ("Weiß", "absent"), ("Lind", "yes"),
    ]  # fmt: skip
    again = full_record().model_copy(update={"extractor": "2"})
    assert loaded.load(again, label="a") == "replaced"
    assert roll(loaded)[1].option == "abstain"
    assert loaded.rebuild([again]) == 1
    assert roll(loaded)[1].option == "abstain"


@pytest.mark.parametrize("value", ["ja", "not voting", 1])
def test_an_option_that_does_not_exist_is_refused(loaded: Store, value: object) -> None:
    with pytest.raises(StoreError, match="does not fit"):
        correct(loaded, f"{ROLL}/0/option", value)
    assert roll(loaded)[0].option == "yes"


def test_the_history_of_a_paper_tells_the_roll_with_its_places(store: Store) -> None:
    from store_samples import place

    store.load(full_record(evidence={f"{ROLL}/1": place(400, 403)}), label="a")
    history = store.motion("15/SVV/0743")
    assert history is not None
    (station,) = history.stations
    assert [vote.option for vote in station.item.vote_events[2].votes] == ["yes", "no", "absent", None]
    assert [found.start for found in station.places("/item/vote_events/2/votes/1/option")] == [400]


def test_the_roll_of_a_non_public_item_is_told_only_to_those_who_may_ask(store: Store) -> None:
    store.load(make_record("0743.pdf", integration_item(public=False)), label="a")
    assert store.motion("15/SVV/0743") is None
    history = store.motion("15/SVV/0743", include_non_public=True)
    assert history is not None
    assert len(history.stations[0].item.vote_events[2].votes) == 4
