"""What minutes say of a concept against its catalogue, its reports, and other minutes."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from typing import Any

import pytest

from pipeline.concepts import bring_in, read_concept_file
from pipeline.concepts.checks import check_concept
from pipeline.concepts.exporting import written
from pipeline.model.concept import ActionField, Concept, Goal, Measure, MeasureStatus, Period
from pipeline.model.record import AgendaItem, Attachment, ConceptStatement, Evidence, Meeting, MinutesRecord, Source
from pipeline.store import Store, open_store

NAME = "Integrationskonzept der Stadt Bachstadt 2016-2020"
SAID = "Integrationskonzeptes der Stadt Bachstadt 2016-2020"


@pytest.fixture(params=["sqlite", "postgres"])
def store(request: pytest.FixtureRequest) -> Iterator[Store]:
    with open_store("sqlite://" if request.param == "sqlite" else request.getfixturevalue("postgres_url")) as opened:
        bring_in(opened, read_concept_file(written(catalogue(), form="yaml"), name="konzept.yaml"))
        yield opened


def catalogue(*, name: str = NAME, body: str = "Stadt Bachstadt") -> Concept:
    """Two fields (the second unnamed), three goals, ten measures: five fulfilled, two with restrictions."""
    codes = ["fulfilled"] * 5 + ["partly_fulfilled"] * 2 + ["not_fulfilled"] * 3
    measures = [
        Measure(number=f"1.{at}", title=f"Vorhaben {at}", topic=f"Thema {at % 3}",
                status=(MeasureStatus(date="2021-10", code=code, text=code, source="21/SVV/1188"),))
        for at, code in enumerate(codes, start=1)
    ]  # fmt: skip
    fields = (
        ActionField(
            number="1", name="Wohnen im Stadtteil", goals=(Goal(number="1"), Goal(number="2")), measures=tuple(measures)
        ),
        ActionField(number="2", goals=(Goal(number="1"),)),
    )
    return Concept(
        name=name, body=body, period=Period(start="2016", end="2020"), adopted="2017-07", action_fields=fields
    )


def say(store: Store, *statements: dict[str, Any], name: str = "protokoll.pdf", date: str = "2021-12-14",
        public: bool | None = True, paper: str | None = "21/SVV/1188") -> None:  # fmt: skip
    """A document of minutes that says these things in its only item."""
    made = tuple(ConceptStatement(**{"text": "wie gesagt", "concept": SAID, "item": 0, **one}) for one in statements)
    item = AgendaItem(number="6.1", title="Bestandsaufnahme", paper=paper, public=public)
    record = MinutesRecord(
        extractor="1", meeting=Meeting(organization="Ausschuss", date=date), agenda_items=(item,),
        source=Source(name=name, sha256=sha256(name.encode()).hexdigest(), media_type="application/pdf", bytes=1, pages=1),
        attachments=(Attachment(text="Folien"),), concept_statements=made,
        evidence={f"/concept_statements/{at}": (Evidence(page=2, start=10, end=20, rule="statement.count"),)
                  for at in range(len(made))},
    )  # fmt: skip
    store.load(record, label=name)


def found(store: Store, **options: bool) -> list[tuple[str, str]]:
    view = store.concepts.view(store.concepts.find("integrationskonzept"))
    assert view is not None
    return [(one.code, one.message) for one in check_concept(store, view, **options).findings]


def codes(store: Store, **options: bool) -> list[str]:
    return [code for code, _ in found(store, **options)]


def count(kind: str, value: float, **more: Any) -> dict[str, Any]:
    return {"kind": kind, "value": value, **more}


RIGHT = [
    count("fields", 2), count("goals", 3), count("measures", 10), count("fulfilled", 5), count("partly_fulfilled", 2),
    count("not_fulfilled", 3), count("implemented", 7), count("topics", 3, field="1"), count("measures", 10, field="1"),
    count("goals", 1, field="2"), {"kind": "adopted", "date": "2017-07"}, {"kind": "period", "date": "2016/2020"},
    {"kind": "field_name", "field": "1", "name": "Wohnen im Stadtteil"}, {"kind": "field_name", "field": "1", "name": "Wohnen"},
    {"kind": "field_name", "field": "2", "name": "Bildung"},
    count("share", 70, of=("fulfilled", "partly_fulfilled")),
]  # fmt: skip


def test_what_is_right_is_no_finding(store: Store) -> None:
    say(store, *RIGHT)
    view = store.concepts.view(store.concepts.find())
    assert view is not None
    checked = check_concept(store, view)
    assert len(checked.statements) == len(RIGHT)
    assert checked.findings == ()
    assert checked.statements[0].places[0].page == 2


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (count("fields", 6), "K301"), (count("goals", 77), "K301"), (count("measures", 137), "K301"),
        (count("fulfilled", 6), "K301"), (count("topics", 5, field="1"), "K301"), (count("goals", 2, field="2"), "K301"),
        ({"kind": "adopted", "date": "2016-07"}, "K301"), ({"kind": "period", "date": "2017/2021"}, "K301"),
        ({"kind": "field_name", "field": "1", "name": "Arbeit"}, "K304"), ({"kind": "field_name", "field": "7", "name": "Sport"}, "K304"),
        (count("share", 80, of=("fulfilled", "partly_fulfilled")), "K303"),
    ],
)  # fmt: skip
def test_what_contradicts_the_catalogue_is_told_with_its_place(store: Store, wrong: dict[str, Any], code: str) -> None:
    say(store, wrong)
    view = store.concepts.view(store.concepts.find())
    assert view is not None
    (finding,) = check_concept(store, view).findings
    assert finding.code == code
    assert "protokoll.pdf (TOP 6.1)" in finding.message
    assert [(place.page, place.start, place.end) for place in finding.places] == [(2, 10, 20)]


@pytest.mark.parametrize(("share", "fits"), [(65, True), (66, True), (65.7, True), (64, False), (67, False)])
def test_90_of_137_is_65_percent_cut_and_66_percent_rounded(store: Store, share: float, fits: bool) -> None:
    say(store, count("measures", 137), count("fulfilled", 35), count("partly_fulfilled", 55),
        count("share", share, of=("fulfilled", "partly_fulfilled")))  # fmt: skip
    assert ("K303" not in codes(store)) is fits


def test_a_day_within_the_month_contradicts_nothing(store: Store) -> None:
    say(store, {"kind": "adopted", "date": "2017-07-05"})
    assert codes(store) == []


def test_a_field_that_no_source_names_may_be_named_by_the_minutes(store: Store) -> None:
    say(store, {"kind": "field_name", "field": "2", "name": "Bildung"})
    assert codes(store) == []


def test_two_documents_that_contradict_each_other(store: Store) -> None:
    say(store, count("measures", 10), name="a.pdf")
    say(store, count("measures", 11), name="b.pdf")
    assert sorted(codes(store)) == ["K301", "K302"]
    message = dict(found(store))["K302"]
    assert "a.pdf" in message
    assert "b.pdf" in message


def test_progress_is_no_contradiction(store: Store) -> None:
    later = MeasureStatus(date="2023-01", code="fulfilled", text="erfüllt", source="23/SVV/0100")
    concept = catalogue()
    measures = [one.model_copy(update={"status": (*one.status, later)}) for one in concept.measures]
    first = concept.action_fields[0].model_copy(update={"measures": tuple(measures)})
    grown = concept.model_copy(update={"action_fields": (first, *concept.action_fields[1:])})
    bring_in(store, read_concept_file(written(grown, form="yaml"), name="konzept.yaml"))
    say(store, count("fulfilled", 5), name="2021.pdf", date="2021-12-14")
    say(store, count("fulfilled", 10), name="2023.pdf", date="2023-03-01", paper="23/SVV/0100")
    assert codes(store) == []


def test_two_figures_for_one_report_contradict_each_other(store: Store) -> None:
    say(store, count("fulfilled", 5), name="ausschuss.pdf", date="2021-12-14")
    say(store, count("fulfilled", 6), name="rat.pdf", date="2022-01-26")
    assert sorted(codes(store)) == ["K301", "K302"]


@pytest.mark.parametrize(
    ("named", "about"),
    [
        ("Integrationskonzept", True), ("Integrationskonzeptes der LHP 2016-2020", True), ("Konzept", True),
        ("Integrationskonzept 2021-2025", False), ("Verkehrskonzept", False), ("Integrationskonzept der Stadt Grünau", False),
        ("Integrationskonzept der Stadt Bachstadt", True),
    ],
)  # fmt: skip
def test_only_what_names_this_concept_is_held_against_it(store: Store, named: str, about: bool) -> None:
    say(store, count("measures", 99, concept=named))
    assert (codes(store) == ["K301"]) is about


def test_where_two_towns_have_one_the_bare_name_is_nobodys(store: Store) -> None:
    other = catalogue(name="Integrationskonzept der Stadt Grünau 2016-2020", body="Stadt Grünau")
    bring_in(store, read_concept_file(written(other, form="yaml"), name="anderes.yaml"))
    say(
        store,
        count("measures", 99, concept="Integrationskonzept"),
        count("measures", 98, concept="Integrationskonzept der Stadt Grünau"),
    )
    bachstadt = store.concepts.view(store.concepts.find("bachstadt"))
    gruenau = store.concepts.view(store.concepts.find("gruenau"))
    assert bachstadt is not None
    assert gruenau is not None
    assert check_concept(store, bachstadt).findings == ()
    assert [one.code for one in check_concept(store, gruenau).findings] == ["K301"]


def test_what_was_said_behind_closed_doors_is_not_told(store: Store) -> None:
    say(store, count("measures", 99), public=False)
    assert codes(store) == []
    assert store.concepts.statements() == ()
    assert codes(store, include_non_public=True) == ["K301"]


def test_slides_of_minutes_with_a_closed_part_are_not_told(store: Store) -> None:
    say(store, count("measures", 99, item=None, attachment=0), public=False)
    assert codes(store) == []
    assert codes(store, include_non_public=True) == ["K301"]


def test_two_states_of_one_day_are_told(store: Store) -> None:
    concept = catalogue()
    twice = MeasureStatus(date="2021-10", code="not_fulfilled", text="nicht erfüllt", source="21/SVV/9999")
    first = concept.measures[0].model_copy(update={"status": (*concept.measures[0].status, twice)})
    one = concept.action_fields[0].model_copy(update={"measures": (first, *concept.measures[1:])})
    changed = concept.model_copy(update={"action_fields": (one, *concept.action_fields[1:])})
    bring_in(store, read_concept_file(written(changed, form="yaml"), name="konzept.yaml"))
    (told,) = [message for code, message in found(store) if code == "K206"]
    assert "21/SVV/1188" in told
    assert "21/SVV/9999" in told
