"""Concepts in the database: versions, histories that only grow, reports that balance, rebuilds that forget nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from concept_files import NAME, cover, docx, field, pdf, table

from pipeline.concepts import bring_in, read_concept_file
from pipeline.concepts.exporting import written
from pipeline.concepts.importing import Imported
from pipeline.model.concept import ActionField, Concept, Goal, Measure, MeasureStatus, Period
from pipeline.model.errors import BadInput, StoreError
from pipeline.store import Store, concept_writing, open_store
from pipeline.store.concept_follow import Known, follow

DONE = MeasureStatus(date="2022", code="fulfilled", text="erfüllt", source="23/001")


@pytest.fixture(params=["sqlite", "postgres"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    sqlite = f"sqlite:///{tmp_path}/db/protokolle.sqlite"
    with open_store(sqlite if request.param == "sqlite" else request.getfixturevalue("postgres_url")) as opened:
        yield opened


def plan(*titles: str, name: str = NAME, states: dict[str, MeasureStatus] | None = None) -> Concept:
    """One field with measures 1.1, 1.2 ... of these titles; `states` by title."""
    measures = tuple(
        Measure(
            number=f"1.{at}", title=title, goals=("1",), status=(states[title],) if states and title in states else ()
        )
        for at, title in enumerate(titles, start=1)
    )
    one = ActionField(number="1", name="Rad", goals=(Goal(number="1", text="Luft"),), measures=measures)
    return Concept(name=name, body="Stadt Bachstadt", period=Period(start="2020", end="2025"), action_fields=(one,))


def put(store: Store, concept: Concept, *, named: str | None = None) -> Imported:
    return bring_in(store, read_concept_file(written(concept, form="yaml"), name="plan.yaml"), concept=named)


def put_report(store: Store, *rows: tuple[str, ...], head: tuple[str, ...] = ("Maßnahme", "Status", "Kommentar"),
               day: str = "31.12.2023", named: str | None = None, paper: str = "24/SVV/0001") -> Imported:  # fmt: skip
    data = docx(f"Bericht zum {NAME}", f"Vorlage {paper}", f"Stand: {day}", [head, *rows])
    return bring_in(store, read_concept_file(data, name="bericht.docx"), concept=named)


def history(store: Store, number: str) -> list[tuple[str | None, str | None]]:
    row = next(one for one in store.concepts.measures(retired=True) if one.number == number)
    return [(one.date, one.code) for one in row.status]


# --- catalogues ------------------------------------------------------------------------------------------------------


def test_ids_follow_from_content(store: Store) -> None:
    done = put(store, plan("Radwege", "Bänke"))
    assert done.concept_id == "mobilitaetskonzept-der-stadt-bachstadt-2020-2025"
    assert [one.id for one in store.concepts.measures()] == [f"{done.concept_id}/1.1", f"{done.concept_id}/1.2"]


@pytest.mark.parametrize(
    ("concept", "expected"),
    [
        (Concept(name="Klimaplan"), "klimaplan"),
        (Concept(name="Klimaplan", body="Stadt Grünau"), "klimaplan-gruenau"),
        (Concept(name="Klimaplan Grünau", body="Stadt Grünau", period=Period(start="2020", end="2030")),
         "klimaplan-gruenau-2020-2030"),
        (Concept(name="Klimaplan 2030", period=Period(start="2020", end="2030")), "klimaplan-2030"),
    ],
)  # fmt: skip
def test_the_id_names_body_and_years_where_the_name_does_not(concept: Concept, expected: str) -> None:
    assert concept.id == expected


def test_a_very_long_name_has_an_id_of_bounded_length() -> None:
    one, other = (Concept(name="Konzept für " + "viele verschiedene Dinge " * 20 + end) for end in ("A", "B"))
    assert len(one.id) <= 120
    assert one.id != other.id


def test_what_is_put_is_what_comes_out(store: Store) -> None:
    concept = plan("Radwege", "Bänke", states={"Radwege": DONE})
    done = put(store, concept)
    view = store.concepts.view(done.concept_id)
    assert view is not None
    assert view.catalogue == concept
    assert (view.row.fields, view.row.goals, view.row.measures, view.row.statuses) == (1, 1, 2, 1)


def test_the_same_file_again_changes_nothing(store: Store) -> None:
    concept = plan("Radwege", states={"Radwege": DONE})
    assert put(store, concept).outcome.state == "new"
    again = put(store, concept).outcome
    assert (again.state, again.statuses_added, again.statuses_known) == ("unchanged", 0, 1)
    assert history(store, "1.1") == [("2022", "fulfilled")]


def test_the_same_catalogue_from_another_file_adds_its_places(store: Store) -> None:
    put(store, plan("Radwege bauen"))
    data = pdf(*cover("Stadt Bachstadt"), *field(1, "Rad", ["Luft"]),
               table([["Radwege bauen", "1."]], head=("Maßnahme", "Ziel"), widths=(200, 100)))  # fmt: skip
    assert bring_in(store, read_concept_file(data, name="plan.pdf")).outcome.state == "unchanged"
    (row,) = store.concepts.measures()
    assert [place.page for place in row.places["title"]] == [None, 1]  # the YAML file's line, the PDF's page
    assert all(source.current for source in store.concepts.list()[0].sources)


def test_marks_of_invention_outlive_a_printed_copy(store: Store) -> None:
    one = plan("Radwege bauen")
    marked = one.action_fields[0].model_copy(
        update={"measures": (one.measures[0].model_copy(update={"invented": True}),)}
    )
    put(store, one.model_copy(update={"action_fields": (marked,)}))
    data = pdf(*cover("Stadt Bachstadt"), *field(1, "Rad", ["Luft", "Ruhe"]),
               table([["Radwege bauen", "1."]], head=("Maßnahme", "Ziel"), widths=(200, 100)))  # fmt: skip
    bring_in(store, read_concept_file(data, name="plan.pdf"))
    assert store.concepts.measures()[0].invented


def test_a_new_version_replaces_the_catalogue_and_keeps_what_is_gone(store: Store) -> None:
    put(store, plan("Radwege bauen", "Bänke aufstellen", states={"Bänke aufstellen": DONE}))
    done = put(store, plan("Radwege bauen", "Leihräder anbieten"))
    assert (done.outcome.state, done.outcome.added, done.outcome.retired) == ("changed", 1, 1)
    assert [one.code for one in done.findings] == ["K401", "K402"]
    current, retired = store.concepts.measures(), store.concepts.measures(retired=True)
    assert [(one.number, one.title) for one in current] == [("1.1", "Radwege bauen"), ("1.2", "Leihräder anbieten")]
    gone = next(one for one in retired if one.retired)
    assert (gone.number, gone.title, gone.code) == ("1.2", "Bänke aufstellen", "fulfilled")
    assert current[1].status == ()  # the history stays with the measure it was said of
    assert len({one.id for one in retired}) == 3


def test_a_measure_that_moved_to_another_number_keeps_its_history(store: Store) -> None:
    put(store, plan("Radwege bauen", "Bänke aufstellen", states={"Bänke aufstellen": DONE}))
    done = put(store, plan("Radwege bauen", "Leihräder anbieten", "Bänke aufstellen"))
    assert done.outcome.retired == 0
    rows = {one.number: one for one in store.concepts.measures()}
    assert rows["1.3"].code == "fulfilled"
    assert rows["1.3"].status[0].number == "1.2"  # the number it had when it was said
    assert rows["1.2"].status == ()


def test_a_title_that_was_only_reworded_is_the_same_measure(store: Store) -> None:
    put(store, plan("Radwege bauen", states={"Radwege bauen": DONE}))
    done = put(store, plan("Radwege bauen und erhalten"))
    assert (done.outcome.retired, done.outcome.changed) == (0, 1)
    assert history(store, "1.1") == [("2022", "fulfilled")]


def test_a_measure_that_returns_is_no_longer_retired(store: Store) -> None:
    put(store, plan("Radwege bauen", "Bänke aufstellen", states={"Bänke aufstellen": DONE}))
    put(store, plan("Radwege bauen"))
    assert [one.title for one in store.concepts.measures(retired=True) if one.retired] == ["Bänke aufstellen"]
    put(store, plan("Radwege bauen", "Bänke aufstellen"))
    rows = store.concepts.measures(retired=True)
    assert [(one.title, one.retired) for one in rows] == [("Radwege bauen", False), ("Bänke aufstellen", False)]
    assert rows[1].code == "fulfilled"


def test_a_verdict_can_follow_a_measure_through_versions(store: Store) -> None:
    concept_id = put(store, plan("Radwege bauen", "Bänke aufstellen")).concept_id
    put(store, plan("Leihräder anbieten", "Radwege bauen"))
    found = store.concepts.follow(concept_id, "1.1", "Radwege bauen")
    assert found is not None
    assert found.number == "1.2"
    assert store.concepts.follow(concept_id, "1.2", "Bänke aufstellen") is None


def test_a_number_is_believed_only_with_its_title() -> None:
    rows = [Known("1", "Radwege bauen"), Known("2", "Bänke"), Known("3", "Bänke")]
    assert follow(rows, "1", "Radwege bauen und pflegen") == rows[0]
    assert follow(rows, "1", "Ganz anderes Vorhaben") is None
    assert follow(rows, "9", "Bänke") is None  # two bear the title
    assert follow(rows, "3", "Bänke") == rows[2]


def test_a_catalogue_may_be_named_as_a_version_of_another(store: Store) -> None:
    first = put(store, plan("Radwege bauen"))
    done = put(store, plan("Radwege bauen", "Bänke", name="Mobilitätsplan Bachstadt"), named="mobilitaetskonzept")
    assert done.concept_id == first.concept_id
    assert [row.concept.name for row in store.concepts.list()] == ["Mobilitätsplan Bachstadt"]


# --- reports ---------------------------------------------------------------------------------------------------------


def test_a_report_balances_and_keeps_what_it_could_not_join(store: Store) -> None:
    put(store, plan("Radwege bauen", "Bänke aufstellen", "Licht erneuern"))
    done = put_report(
        store,
        ("Radwege bauen", "erfüllt", "fertig"),
        ("Ganz anderes", "nicht erfüllt", ""),
        ("Bänke aufstellen", "", ""),
    )
    assert done.rows == 3 == len(done.joined) + len(done.unjoined) + done.without_state
    assert (len(done.joined), len(done.unjoined), done.without_state) == (1, 1, 1)
    (source,) = [one for one in store.concepts.list()[0].sources if one.role == "report"]
    assert [one.row.title for one in source.unjoined] == ["Ganz anderes"]
    assert source.unjoined[0].row.status.code == "not_fulfilled"
    assert source.unjoined[0].candidates[0][2] < 78
    assert {one.code for one in source.findings} == {"K201", "K205", "K209"}


def test_states_are_added_and_never_overwritten(store: Store) -> None:
    put(store, plan("Radwege bauen", states={"Radwege bauen": DONE}))
    put_report(store, ("Radwege bauen", "nicht erfüllt", ""), paper="24/SVV/0001")
    put_report(store, ("Radwege bauen", "erfüllt", ""), day="30.06.2024", paper="24/SVV/0099")
    again = put_report(store, ("Radwege bauen", "nicht erfüllt", "anders gesagt"), paper="24/SVV/0001")
    assert (again.outcome.statuses_added, again.outcome.statuses_known) == (0, 1)
    assert history(store, "1.1") == [
        ("2022", "fulfilled"),
        ("2023-12-31", "not_fulfilled"),
        ("2024-06-30", "fulfilled"),
    ]
    assert store.concepts.measures()[0].code == "fulfilled"


def test_a_state_knows_where_it_stands(store: Store) -> None:
    put(store, plan("Radwege bauen"))
    put_report(store, ("Radwege bauen", "erfüllt", "fertig"))
    (entry,) = store.concepts.measures()[0].status
    assert (entry.source, entry.comment, entry.document, entry.manner) == (
        "24/SVV/0001",
        "fertig",
        "bericht.docx",
        "words",
    )
    assert entry.places[0].cell == "table 1, row 2, column 1"


def test_an_undated_state_stands_before_the_dated_ones(store: Store) -> None:
    put(
        store,
        plan("Radwege bauen", states={"Radwege bauen": MeasureStatus(code="not_fulfilled", text="nicht erfüllt")}),
    )
    put_report(store, ("Radwege bauen", "erfüllt", ""))
    assert history(store, "1.1") == [(None, "not_fulfilled"), ("2023-12-31", "fulfilled")]


def test_a_report_finds_its_concept_by_name(store: Store) -> None:
    put(store, plan("Radwege bauen"))
    put(store, plan("Radwege bauen", name="Klimaplan Bachstadt"))
    assert put_report(store, ("Radwege bauen", "erfüllt", "")).concept_name == NAME


def test_a_report_that_does_not_say_what_it_is_about_is_not_guessed(store: Store) -> None:
    put(store, plan("Radwege bauen"))
    file = read_concept_file(
        docx("Sachstand 2023", [("Maßnahme", "Status"), ("Radwege bauen", "erfüllt")]), name="s.docx"
    )
    with pytest.raises(BadInput, match="Give it with --concept"):
        bring_in(store, file)
    assert bring_in(store, file, concept="mobil").outcome.statuses_added == 1


def test_a_report_before_any_catalogue_says_so(store: Store) -> None:
    with pytest.raises(StoreError, match="There is no concept in this database yet"):
        put_report(store, ("Radwege bauen", "erfüllt", ""))


# --- finding and keeping ---------------------------------------------------------------------------------------------


def test_concepts_are_found_by_words_of_their_name(store: Store) -> None:
    put(store, plan("A"))
    put(store, plan("A", name="Klimaplan Bachstadt"))
    assert store.concepts.find("Klima") == "klimaplan-bachstadt-2020-2025"
    assert store.concepts.find("mobilität 2020").startswith("mobilitaetskonzept")
    with pytest.raises(StoreError, match="may mean") as refused:
        store.concepts.find("bachstadt")
    assert refused.value.code == "ambiguous_concept"
    with pytest.raises(StoreError, match="Say which concept is meant"):
        store.concepts.find()
    with pytest.raises(StoreError, match="No concept is called 'Sport'"):
        store.concepts.find("Sport")


def test_a_rebuild_keeps_concepts_and_states(store: Store) -> None:
    put(store, plan("Radwege bauen", states={"Radwege bauen": DONE}))
    before = store.concepts.view(store.concepts.find())
    store.rebuild([])
    assert store.concepts.view(store.concepts.find()) == before


def test_an_import_that_fails_halfway_changes_nothing(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    put(store, plan("Radwege bauen", "Bänke aufstellen"))
    before = store.concepts.view(store.concepts.find())

    def fail(*_: object, **__: object) -> None:
        raise StoreError("The disk is full.", code="disk_full")

    monkeypatch.setattr(concept_writing, "_insert_measures", fail)  # behind the point where old measures are dropped
    with pytest.raises(StoreError, match="disk is full"):
        put(store, plan("Leihräder anbieten"))
    assert store.concepts.view(store.concepts.find()) == before
