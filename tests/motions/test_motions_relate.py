"""Items join to motions by number, by title with a stated confidence, or not at all."""

from __future__ import annotations

import itertools
import re

import pytest
from motions_records import COMMITTEE, COUNCIL, fill, item, minutes, report_due
from sqlalchemy import select

from pipeline.model.record import MinutesRecord
from pipeline.motions import history, list_motions, relate
from pipeline.motions.relate import Related
from pipeline.store import Store
from pipeline.store.schema import RELATIONS

TITLE = "Lotsenstelle für Neuzugezogene"


def kept(store: Store) -> dict[str, list[str]]:
    """All that joining keeps, by table; row numbers, which differ by the order of arrival, as names of items."""
    relate(store)
    with store.reading() as connection:
        rows = connection.exec_driver_sql(
            "SELECT i.id, i.position, d.name FROM agenda_item i JOIN document d ON d.id = i.document_id"
        )
        names = {str(row.id): f"{row.name}#{row.position}" for row in rows}
        named = re.compile(r"\b(" + "|".join(names) + r")\b")
        return {
            model.__tablename__: sorted(
                named.sub(lambda match: names[match[0]], str(tuple(row)))
                for row in connection.execute(select(*model.__table__.columns))
            )
            for model in RELATIONS
        }


def committee(name: str, date: str, *items: object, **more: object) -> MinutesRecord:
    return minutes(name, date, *items, organization=COMMITTEE, **more)  # type: ignore[arg-type]


def test_an_item_without_a_number_joins_by_its_title_and_says_why(store: Store) -> None:
    fill(
        store,
        minutes("council.txt", "2016-05-04", item(TITLE, "16/SVV/0100", "referred")),
        committee("committee.txt", "2016-06-14", item(TITLE, None, "adopted")),
    )
    relate(store)
    told = history(store, "16/SVV/0100")
    assert told is not None
    first, second = told.stations
    assert first.joined is None
    assert second.joined is not None
    assert second.joined.how == "title"
    assert 0.85 <= second.joined.confidence < 1
    assert "the titles have the same words" in second.joined.reasons
    assert any("41 days" in reason for reason in second.joined.reasons)


@pytest.mark.parametrize(
    ("other", "why"),
    [
        (committee("b.txt", "2016-06-14", item(TITLE + " 2017")), "another figure"),
        (committee("b.txt", "2016-06-14", item("Lotsenstelle für Zugezogene Kinder")), "another word"),
        (committee("b.txt", "2021-06-14", item(TITLE)), "five years later"),
        (minutes("b.txt", "2016-06-14", item(TITLE), organization="Gemeinderat"), "another town's council"),
        (committee("b.txt", None, item(TITLE)), "no date to compare"),
        (committee("b.txt", "2016-06-14", item(None)), "no title"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_namesakes_are_not_joined(store: Store, other: MinutesRecord, why: str) -> None:
    fill(store, minutes("a.txt", "2016-05-04", item(TITLE, "16/SVV/0100", "referred")), other)
    relate(store)
    told = history(store, "16/SVV/0100")
    assert told is not None, why
    assert [station.document.name for station in told.stations] == ["a.txt"]


def test_a_matter_that_was_closed_is_only_suggested(store: Store) -> None:
    fill(
        store,
        minutes("a.txt", "2016-05-04", item(TITLE, "16/SVV/0100", "adopted")),
        committee("b.txt", "2016-09-14", item(TITLE)),
    )
    relate(store)
    told = history(store, "16/SVV/0100")
    assert told is not None
    assert len(told.stations) == 1
    [maybe] = told.suggested
    assert maybe.joined is not None
    assert maybe.joined.how == "suggested"
    assert "but the matter was closed on 2016-05-04" in maybe.joined.reasons


def test_of_two_papers_with_one_title_none_is_joined(store: Store) -> None:
    fill(
        store,
        minutes("a.txt", "2016-05-04", item(TITLE, "16/SVV/0100", "referred"), item(TITLE, "16/SVV/0101", "referred")),
        committee("b.txt", "2016-06-14", item(TITLE)),
    )
    relate(store)
    names = [[station.document.name for station in told.stations] for reference in ("16/SVV/0100", "16/SVV/0101")
             if (told := history(store, reference))]  # fmt: skip
    assert names == [["a.txt"], ["a.txt"]]


def test_a_routine_never_joins(store: Store) -> None:
    fill(
        store,
        minutes("a.txt", "2016-05-04", item("Bericht der Verwaltung", "16/SVV/0100", "referred")),
        committee("b.txt", "2016-05-14", item("Bericht der Verwaltung")),
    )
    relate(store)
    assert [row.reference for row in list_motions(store).motions] == ["16/SVV/0100"]


def test_items_without_any_number_are_a_matter_of_their_own(store: Store) -> None:
    fill(
        store,
        minutes("a.txt", "2016-05-04", item(TITLE, None, "referred")),
        committee("b.txt", "2016-06-14", item(TITLE, None, "adopted", role="recommending")),
        minutes("c.txt", "2016-07-06", item(TITLE, None, "adopted")),
        minutes("d.txt", "2019-07-06", item(TITLE, None, "adopted")),
    )
    relate(store)
    later, matter = list_motions(store).motions
    assert matter.reference.startswith("~")
    assert (matter.stations, matter.state) == (3, "decided")
    assert (later.stations, later.first_date) == (1, "2019-07-06")


def test_the_order_of_documents_changes_nothing() -> None:
    from pipeline.store import open_store

    records = [
        minutes("a.txt", "2016-05-04", item(TITLE, "16/SVV/0100", "referred")),
        committee("b.txt", "2016-06-14", item(TITLE, None, "adopted", role="recommending", duties=(report_due(),))),
        minutes("c.txt", "2016-07-06", item(TITLE, "16/SVV/0100", "adopted", duties=(report_due(),))),
        minutes("d.txt", "2017-03-01", item(TITLE + ", hier: Bericht", "17/SVV/0007", "noted")),
    ]
    outcomes = []
    for order in itertools.permutations(records):
        with open_store("sqlite://") as store:
            for record in order:
                fill(store, record)
                relate(store)
            outcomes.append(kept(store))
    for outcome in outcomes[1:]:
        assert outcome == outcomes[0]


def test_nothing_new_costs_nothing_and_only_what_changed_is_judged(store: Store) -> None:
    fill(store, *(minutes(f"{number}.txt", "2016-05-04", item(f"Thema Nummer {number} Weg", f"16/SVV/{number:04d}"))
                  for number in range(30)))  # fmt: skip
    assert relate(store).motions == 30
    assert relate(store) == Related(0, 0)
    fill(store, committee("new.txt", "2016-06-14", item("Thema Nummer 3 Weg", "16/SVV/0003", "adopted")))
    assert relate(store) == Related(1, 1)


def test_a_document_read_anew_leaves_no_trace_of_its_old_reading(store: Store) -> None:
    fill(
        store,
        minutes("a.txt", "2016-05-04", item(TITLE, "16/SVV/0100", "referred")),
        minutes("b.txt", "2016-07-06", item(TITLE, "16/SVV/0010", "adopted")),
    )
    relate(store)
    fill(store, minutes("b.txt", "2016-07-06", item(TITLE, "16/SVV/0100", "adopted")))
    relate(store)
    [row] = list_motions(store).motions
    assert (row.reference, row.state, row.stations) == ("16/SVV/0100", "decided", 2)
    assert history(store, "16/SVV/0010") is None


def test_a_rebuild_gives_the_same(store: Store) -> None:
    records = [
        minutes("a.txt", "2016-05-04", item(TITLE, "16/SVV/0100", "referred")),
        committee("b.txt", "2016-06-14", item(TITLE, None, "adopted")),
    ]
    fill(store, *records)
    before = kept(store)
    store.rebuild(records)
    assert kept(store) == before


def test_a_correction_of_the_number_moves_the_station(store: Store) -> None:
    record = minutes("b.txt", "2016-07-06", item(TITLE, "16/SVV/0010", "adopted"))
    fill(store, minutes("a.txt", "2016-05-04", item(TITLE, "16/SVV/0100", "referred")), record)
    relate(store)
    store.correct(record.source.sha256, "/agenda_items/0/paper", "16/SVV/0100", by="Amt", why="verlesen")
    relate(store)
    assert [row.reference for row in list_motions(store).motions] == ["16/SVV/0100"]


def test_a_secret_paper_does_not_take_a_public_item(store: Store) -> None:
    fill(
        store,
        minutes("secret.txt", "2016-05-04", item(TITLE, "16/SVV/0666", "referred", public=False)),
        committee("open.txt", "2016-06-14", item(TITLE, None, "adopted")),
    )
    relate(store)
    assert history(store, "16/SVV/0666") is None
    assert "0666" not in list_motions(store).model_dump_json()
    [row] = list_motions(store).motions
    assert row.reference.startswith("~")


def test_what_is_secret_changes_no_public_state(store: Store) -> None:
    fill(
        store,
        minutes("a.txt", "2016-05-04", item(TITLE, "16/SVV/0100", "referred")),
        minutes("b.txt", "2016-07-06", item(TITLE, "16/SVV/0100", "rejected", public=False)),
    )
    relate(store)
    public, whole = (history(store, "16/SVV/0100", include_non_public=secret) for secret in (False, True))
    assert public is not None
    assert whole is not None
    assert (public.state, len(public.stations)) == ("pending", 1)
    assert (whole.state, len(whole.stations)) == ("rejected", 2)
    assert "rejected" not in public.model_dump_json()


def test_two_documents_of_one_sitting_are_one_station(store: Store) -> None:
    fill(
        store,
        minutes("extract.txt", "2016-05-04", item(TITLE, "16/SVV/0100", "adopted", number="4.1")),
        minutes("whole.txt", "2016-05-04", item(TITLE, "16/SVV/0100", "adopted", number="4.1", duties=(report_due(),))),
    )
    relate(store)
    told = history(store, "16/SVV/0100")
    assert told is not None
    [station] = told.stations
    assert station.document.name == "whole.txt"
    assert [other.document.name for other in station.also] == ["extract.txt"]
    assert list_motions(store).motions[0].stations == 1


def test_the_same_item_of_the_same_sitting_joins_whatever_its_title(store: Store) -> None:
    fill(
        store,
        minutes("extract.txt", "2016-05-04", item("Bericht", "16/SVV/0100", "noted", number="4.1")),
        minutes("whole.txt", "2016-05-04", item("Bericht", None, "noted", number="4.1")),
    )
    relate(store)
    told = history(store, "16/SVV/0100")
    assert told is not None
    assert COUNCIL in {station.committee for station in told.stations}
