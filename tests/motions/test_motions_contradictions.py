"""Two minutes of one sitting that do not agree are a finding with both places; those that agree are none."""

from __future__ import annotations

import pytest
from motions_records import fill, item, minutes

from pipeline.model.record import AgendaItem, VoteEvent
from pipeline.motions import history, list_cross_findings, relate
from pipeline.store import Store

TITLE = "Lotsenstelle für Neuzugezogene"


def vote(yes: int | None, no: int, abstain: int, **more: object) -> VoteEvent:
    return VoteEvent(yes=yes, no=no, abstain=abstain, **more)  # type: ignore[arg-type]


def voted(*events: VoteEvent) -> AgendaItem:
    return item(TITLE, "16/SVV/0100", vote_events=events)


@pytest.mark.parametrize(
    ("one", "other", "codes"),
    [
        (item(TITLE, "16/SVV/0100", "adopted"), item(TITLE, "16/SVV/0100", "rejected"), ["M001"]),
        (item(TITLE, "16/SVV/0100", "adopted"), item(TITLE, "16/SVV/0100", "adopted_amended"), []),
        (item(TITLE, "16/SVV/0100", "adopted"), item(TITLE, "16/SVV/0100"), []),
        (voted(vote(7, 0, 0)), voted(vote(6, 1, 0)), ["M002"]),
        (voted(vote(7, 0, 0)), voted(vote(7, 0, 0)), []),
        (voted(vote(7, 0, 0)), voted(vote(None, 1, 0)), []),
        (voted(vote(7, 0, 0)), voted(vote(3, 4, 0, procedural=True), vote(7, 0, 0)), []),
        (item(TITLE, "16/SVV/0100", "adopted", number="4.1"), item(TITLE, "16/SVV/0100", "rejected", number="4.2"), []),
    ],
)  # fmt: skip
def test_what_two_minutes_of_one_sitting_tell_differently(
    store: Store, one: AgendaItem, other: AgendaItem, codes: list[str]
) -> None:
    fill(store, minutes("a.txt", "2016-05-04", one), minutes("b.txt", "2016-05-04", other))
    relate(store)
    found = list_cross_findings(store)
    assert [finding.code for finding in found] == codes
    for finding in found:
        assert {place.document for place in finding.places} == {"a.txt", "b.txt"}
        assert "a.txt" in finding.message
    told = history(store, "16/SVV/0100")
    assert told is not None
    assert [finding.code for finding in told.findings] == codes


def test_a_contradiction_of_a_secret_item_stays_secret(store: Store) -> None:
    fill(
        store,
        minutes("a.txt", "2016-05-04", item(TITLE, "16/SVV/0100", "adopted")),
        minutes("b.txt", "2016-05-04", item(TITLE, "16/SVV/0100", "rejected", public=False)),
    )
    relate(store)
    assert list_cross_findings(store) == ()
    assert len(list_cross_findings(store, include_non_public=True)) == 1


def test_a_contradiction_ends_with_the_better_reading(store: Store) -> None:
    fill(
        store,
        minutes("a.txt", "2016-05-04", item(TITLE, "16/SVV/0100", "adopted")),
        minutes("b.txt", "2016-05-04", item(TITLE, "16/SVV/0100", "rejected")),
    )
    relate(store)
    assert len(list_cross_findings(store)) == 1
    fill(store, minutes("b.txt", "2016-05-04", item(TITLE, "16/SVV/0100", "adopted")))
    relate(store)
    assert list_cross_findings(store) == ()
