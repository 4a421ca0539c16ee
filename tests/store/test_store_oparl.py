"""OParl files in the database: the newest form of an object holds, whatever the order of the files."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, func, select, text
from store_oparl import REFERENCE, consultation, item, meeting, paper, record, thing, url, way
from store_samples import full_record

from pipeline.model.errors import BadInput
from pipeline.model.oparl import OParlRecord
from pipeline.store import Store, open_store
from pipeline.store.official import official_papers, official_ways, oparl_document_ids, references_of
from pipeline.store.oparl_tables import FACTS, OParlPaper
from pipeline.store.schema import RelateQueue


def load(store: Store, *records: OParlRecord) -> list[str]:
    return [store.load(one, label=one.source.name) for one in records]


def told(store: Store, reference: str = REFERENCE) -> list[tuple[Any, ...]]:
    return [
        (one.date, one.number, one.result.code if one.result else None) for one in store.official_stations(reference)
    ]


def state(store: Store) -> dict[str, list[Any]]:
    """All rows of the OParl tables."""
    with store.engine.connect() as connection:
        return {
            model.__tablename__: sorted(map(repr, connection.execute(select(*model.__table__.columns)).all()))
            for model in FACTS
        }


def test_a_way_is_put_together_from_its_files(store: Store) -> None:
    assert load(store, *way()) == ["imported"] * 3
    first, second = store.official_stations("2024 / 0007")
    assert (first.date, first.number, first.title) == ("2024-04-23", "4.1", "Radweg am Bach")
    assert (first.organization, first.inferred_organization) == (None, "Bauausschuss")
    assert (first.organization_id, first.meeting_name) == (url("Organization", 1), "Bauausschuss")
    assert first.result is not None
    assert first.role is not None
    assert (first.result.text, first.result.code) == ("einstimmig beschlossen", "adopted")
    assert (first.role.text, first.role.code, first.authoritative) == ("Entscheidung", "deciding", True)
    assert second.date == "2024-06-04"


def test_every_value_of_a_station_has_its_file_and_place(store: Store) -> None:
    load(store, *way(), record(thing("Organization", 1, name="Ausschuss für Bauen"), name="organization.json"))
    first = store.official_stations(REFERENCE)[0]
    assert first.organization == "Ausschuss für Bauen"
    files = {pointer: places[0].document for pointer, places in first.sources.items()}
    assert files == {
        **dict.fromkeys(("/id", "/paper", "/reference", "/agenda_item", "/meeting", "/organization_id", "/role",
                         "/authoritative"), "paper.json"),
        **dict.fromkeys(("/date", "/meeting_name", "/inferred_organization", "/number", "/title", "/result", "/public"),
                        "meeting1.json"),
        "/organization": "organization.json",
    }  # fmt: skip
    (place,) = first.sources["/result"]
    assert (place.page, place.rule, place.start < place.end) == (1, "oparl.result", True)


def test_the_paper_itself(store: Store) -> None:
    load(store, *way())
    found = store.official_paper("DS 2024/0007")
    assert found is not None
    assert (found.name, found.paper_type, found.date) == ("Radweg am Bach", "Antrag", "2024-04-02")
    assert found.place is not None
    assert (found.place.document, found.place.rule) == ("paper.json", "oparl.name")
    assert store.official_paper("2024/0008") is None
    assert store.official_stations("2024/0008") == ()
    assert store.official_stations("") == ()


def test_a_consultation_whose_meeting_is_not_loaded_stays_undated_and_comes_last(store: Store) -> None:
    load(store, *way()[:2])
    assert told(store) == [("2024-04-23", "4.1", "adopted"), (None, None, None)]


def test_an_item_is_found_from_either_side(store: Store) -> None:
    bare = {key: value for key, value in consultation(1).items() if key not in ("agendaItem", "meeting")}
    load(store, record(paper(bare)), record(meeting(1, item(1))))
    assert told(store) == [("2024-04-23", "4.1", "adopted")]


def test_a_silent_consultation_has_every_item_that_names_it(store: Store) -> None:
    bare = {key: value for key, value in consultation(1).items() if key not in ("agendaItem", "meeting")}
    second = item(2, consultation=url("Consultation", 1), result="vertagt")
    load(store, record(paper(bare)), record(meeting(1, item(1))), record(meeting(2, second, day="2024-04-02")))
    assert told(store) == [("2024-04-02", "4.2", "deferred"), ("2024-04-23", "4.1", "adopted")]


def test_a_consultation_given_for_several_items_is_a_station_for_each(store: Store) -> None:
    again = consultation(1, agendaItem=url("AgendaItem", 2), meeting=url("Meeting", 2))
    both = record(paper(consultation(1), again))
    second = item(2, consultation=url("Consultation", 1))
    load(store, both, record(meeting(1, item(1, result="vertagt"))), record(meeting(2, second, day="2024-06-04")))
    expected = [("2024-04-23", "4.1", "deferred"), ("2024-06-04", "4.2", "adopted")]
    assert told(store) == expected
    load(store, record(consultation(1)))  # of the same time, and says less
    assert told(store) == expected
    load(store, record(paper(again, on="2024-07-01")))
    load(store, record(consultation(1, agendaItem=url("AgendaItem", 2), meeting=url("Meeting", 2), on="2024-07-01")))
    assert told(store) == expected[1:]


VERSIONS = [
    record(paper(consultation(1), on="2024-05-01")),
    record(meeting(1, item(1, result=None, on="2024-05-01"), on="2024-05-01")),
    record(meeting(1, item(1, number="5", on="2024-05-02"), day="2024-04-24", on="2024-05-02")),
    record(thing("AgendaItem", 1, deleted=True, on="2024-05-03")),
    record(item(1, number="6", result="vertagt", meeting=url("Meeting", 1), on="2024-05-04")),
    record(item(1, number="6", meeting=url("Meeting", 1), result=None, on="2024-05-04")),  # the same day, but shorter
    record(paper(consultation(1), key=8, reference="2024/0008", on="2024-05-01")),
]


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.permutations(VERSIONS))
def test_the_newest_form_of_an_object_holds_whatever_the_order(order: list[OParlRecord]) -> None:
    with open_store("sqlite://") as store:
        load(store, *order)
        assert told(store) == [("2024-04-24", "6", "deferred")]


def test_each_newer_file_changes_the_answer(store: Store) -> None:
    answers = []
    for one in VERSIONS[:5]:
        load(store, one)
        answers.append(told(store))
    assert answers == [
        [(None, None, None)],
        [("2024-04-23", "4.1", None)],
        [("2024-04-24", "5", "adopted")],
        [("2024-04-24", None, None)],
        [("2024-04-24", "6", "deferred")],
    ]


def test_two_forms_of_one_time_have_one_winner() -> None:
    twins = [record(paper(name="Radweg"), name="a"), record(paper(name="Fußweg"), name="b")]
    found = set()
    for order in itertools.permutations(twins):
        with open_store("sqlite://") as other:
            load(other, *order)
            answer = other.official_paper(REFERENCE)
            assert answer is not None
            found.add(answer.name)
    assert len(found) == 1


def test_a_form_that_does_not_say_when_it_was_changed_is_the_oldest() -> None:
    dated, undated = record(paper(name="Radweg")), record({**paper(name="Fußweg"), "modified": None})
    for order in itertools.permutations([dated, undated]):
        with open_store("sqlite://") as store:
            load(store, *order)
            found = store.official_paper(REFERENCE)
            assert found is not None
            assert found.name == "Radweg"


def test_what_a_newer_list_no_longer_names_is_gone(store: Store) -> None:
    load(store, *way())
    load(store, record(paper(consultation(1), on="2024-07-01")))
    assert told(store) == [("2024-04-23", "4.1", "adopted")]
    load(store, record(meeting(1, on="2024-07-01")))
    assert told(store) == [("2024-04-23", None, None)]
    load(store, record(consultation(3, on="2024-07-02")))  # newer than the list
    assert len(told(store)) == 2


def test_a_deleted_consultation_or_paper_is_no_station(store: Store) -> None:
    load(store, *way(), record(thing("Consultation", 2, deleted=True, on="2024-06-01")))
    assert told(store) == [("2024-04-23", "4.1", "adopted")]
    load(store, record(thing("Paper", 7, deleted=True, on="2024-06-01")))
    assert told(store) == []
    assert store.official_paper(REFERENCE) is None


def test_a_paper_whose_reference_was_corrected_answers_to_the_new_one(store: Store) -> None:
    load(store, *way(), record(paper(consultation(1), reference="2024/0009", on="2024-06-01")))
    assert told(store) == []
    assert len(told(store, "2024/0009")) == 1


def test_the_same_file_again_changes_nothing_and_a_better_reading_replaces_it(store: Store) -> None:
    records = way()
    load(store, *records)
    before = state(store)
    assert load(store, *records) == ["unchanged"] * 3
    better = records[1].model_copy(update={"extractor": "protokolle-oparl/99", "agenda_items": (), "evidence": {}})
    assert load(store, better) == ["replaced"]
    assert told(store)[0] == ("2024-04-23", None, None)
    assert load(store, records[1]) == ["replaced"]
    assert state(store) == before


def test_an_older_form_comes_back_when_the_file_of_the_newer_is_read_otherwise(store: Store) -> None:
    newer = record(meeting(1, item(1, number="9", on="2024-06-01"), on="2024-06-01"))
    load(store, *way(), newer)
    assert told(store)[0] == ("2024-04-23", "9", "adopted")
    load(store, newer.model_copy(update={"extractor": "2", "agenda_items": (), "meetings": (), "evidence": {}}))
    assert told(store)[0] == ("2024-04-23", "4.1", "adopted")


def test_a_rebuild_brings_minutes_and_oparl_files_back(store: Store) -> None:
    minutes, records = full_record(), way()
    store.load(minutes, label="a")
    load(store, *records)
    before, counts = state(store), store.counts()
    assert (counts.documents, counts.oparl_files) == (1, 3)
    assert store.rebuild([records[1], minutes, records[0], records[2]]) == 4
    assert (state(store), store.counts()) == (before, counts)
    assert store.rebuild([minutes]) == 1
    assert told(store) == []


def test_an_oparl_file_is_known_to_the_journal_and_is_no_document_of_minutes(store: Store) -> None:
    (one, *_) = way()
    load(store, one)
    known = store.journal.known(one.source.sha256)
    assert known is not None
    assert (known.name, known.extractor) == ("paper.json", one.extractor)
    assert store.documents(include_non_public=True) == ()
    assert store.record(one.source.sha256) is None
    assert [entry.status for entry in store.journal.entries()] == ["imported"]


def test_many_ways_at_once_are_what_each_is_alone(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.store.official._PAPERS_AT_ONCE", 2)
    references = [f"2024/{key:04}" for key in range(1, 6)]
    for key, reference in enumerate(references, 1):
        load(store, record(paper(consultation(key, of=key), key=key, reference=reference, name=reference)))
        load(store, record(meeting(key, item(key), day=f"2024-04-0{key}")))
    with store.reading() as connection:
        ways = official_ways(connection, [*references, "2024/0099", ""], include_non_public=False)
        papers = official_papers(connection, references, include_non_public=False)
    assert ways == {reference: store.official_stations(reference) for reference in references}
    assert papers == {reference: store.official_paper(reference) for reference in references}
    assert [ways[reference][0].date for reference in references] == [f"2024-04-0{key}" for key in range(1, 6)]


def touched(store: Store, *records: OParlRecord) -> set[str]:
    with store.engine.connect() as connection:
        return references_of(connection, oparl_document_ids(connection, [one.source.sha256 for one in records]))


def test_every_kind_of_object_names_the_references_it_touches(store: Store) -> None:
    way_files = way()
    other = record(paper(consultation(5, of=8), key=8, reference="2024/0008"))
    load(store, *way_files, other)
    files = {
        "meeting": record(meeting(1, on="2024-05-09")),
        "item": record(item(2, on="2024-05-09")),
        "consultation": record(consultation(2, on="2024-05-09")),
        "organization": record(thing("Organization", 1, name="Bauausschuss")),
        "unknown": record(item(99), meeting(99)),
    }
    load(store, *files.values())
    found = {name: touched(store, one) for name, one in files.items()}
    assert found == {
        **{name: {REFERENCE} for name in ("meeting", "item", "consultation", "organization")},
        "unknown": set(),
    }
    assert touched(store, way_files[0], other) == {REFERENCE, "2024/0008"}


def test_a_corrected_reference_touches_the_old_one_too(store: Store) -> None:
    corrected = record(paper(reference="2024/0009", on="2024-06-01"))
    load(store, *way(), corrected)
    assert touched(store, corrected) == {REFERENCE, "2024/0009"}


def test_a_committee_downloaded_again_under_its_old_name_touches_nothing(store: Store) -> None:
    same = record(thing("Organization", 1, name="Bauausschuss", on="2024-06-01"))
    renamed = record(thing("Organization", 1, name="Bau- und Verkehrsausschuss", on="2024-06-02"))
    load(store, *way(), record(thing("Organization", 1, name="Bauausschuss")), same)
    assert touched(store, same) == set()
    load(store, renamed)
    assert touched(store, renamed) == {REFERENCE}


def test_each_file_leaves_a_note_for_the_joining_of_motions(store: Store) -> None:
    def notes() -> list[tuple[str, str]]:
        with store.engine.begin() as connection:
            rows = connection.execute(select(RelateQueue.kind, RelateQueue.key)).all()
            connection.execute(delete(RelateQueue))
        return sorted((row.kind, row.key) for row in rows)

    files = way()
    load(store, *files[:2])
    assert notes() == [("oparl", "1"), ("oparl", "2")]
    load(store, *files[:2])
    assert notes() == []
    load(store, files[0].model_copy(update={"papers": (), "consultations": (), "evidence": {}, "extractor": "2"}))
    assert notes() == [("oparl", "1"), ("paper", REFERENCE)]


def test_findings_of_oparl_files_are_listed_with_those_of_minutes(store: Store) -> None:
    store.load(full_record(), label="a")
    load(store, record(meeting(1, item(1, result="Aushang am Brett"))))
    rows = store.list_findings()
    assert [(row.code, row.document.name) for row in rows] == [("V001", "0743.pdf"), ("R001", "rat.json")]
    assert rows[1].places[0].rule == "oparl.result"
    assert [row.code for row in store.list_findings("R001")] == ["R001"]
    assert store.counts().findings == 2


@pytest.mark.parametrize("table", [model.__tablename__ for model in FACTS])
def test_every_question_finds_its_rows_by_an_index(sqlite_url: str, table: str) -> None:
    """The columns that questions ask by are the first of an index: a million rows are then as quick as ten."""
    asked = {
        "oparl_paper": {"id", "normalised", "document_id"},
        "oparl_consultation": {"id", "paper", "agenda_item", "meeting", "organization", "document_id"},
        "oparl_meeting": {"id", "document_id"},
        "oparl_agenda_item": {"id", "meeting", "consultation", "document_id"},
        "oparl_organization": {"id", "document_id"},
        "oparl_document": {"sha256", "id"},
        "oparl_finding": {"document_id"},
    }[table]
    with open_store(sqlite_url) as store, store.engine.connect() as connection:
        for column in asked:
            plan = connection.execute(text(f"EXPLAIN QUERY PLAN SELECT * FROM {table} WHERE {column} = 'x'")).all()
            assert "SEARCH" in plan[0][-1], column


def test_damaged_values_stop_no_database(store: Store) -> None:
    """Characters and lengths that one database or the other cannot hold or sort."""
    damaged = paper(name="Rad\x00weg", reference="2024/" + "7" * 9000, modified="2024-05-01T10:00:00.123456789+99:99")
    load(store, record(damaged, item(1, name="\x01", resolutionText="x" * 100_000, order=10**30)))
    load(store, record(paper(name="Rad\x00weg")))
    found = store.official_paper(REFERENCE)
    assert found is not None
    assert found.name == "Rad\x00weg"


def test_a_number_no_column_can_hold_is_refused_and_nothing_of_its_file_stays(store: Store) -> None:
    told = record(paper(), item(1))
    huge = told.model_copy(update={
        "agenda_items": tuple(one.model_copy(update={"order": 10**30}) for one in told.agenda_items)})  # fmt: skip
    with pytest.raises(BadInput) as refused:
        store.load(huge, label="a.json")
    assert refused.value.code == "number_too_large"
    assert told.source.name in str(refused.value)
    assert store.official_paper(REFERENCE) is None
    load(store, told)
    assert store.official_paper(REFERENCE) is not None


def test_older_forms_stay_in_the_tables(store: Store) -> None:
    load(store, record(paper(name="alt")), record(paper(name="neu", on="2024-06-01")))
    with store.engine.connect() as connection:
        assert connection.scalar(select(func.count()).select_from(OParlPaper)) == 2
    found = store.official_paper(REFERENCE)
    assert found is not None
    assert found.name == "neu"
