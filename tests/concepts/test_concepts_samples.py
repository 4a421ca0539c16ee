"""The sample concepts: what the PDF and Word files say is exactly what the YAML files say."""

from __future__ import annotations

import csv
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from concept_files import read

import pipeline
from pipeline.concepts.joining import Target, join
from pipeline.model.concept import Concept, ConceptFile

KONZEPTE = Path(pipeline.__file__).parents[1] / "corpora" / "konzepte"
INTEGRATION, CLIMATE = "integrationskonzept-potsdam-2016-2020", "klimaplan-neustetten-2030"
REPORT = "bestandsaufnahme-integrationskonzept-potsdam-2021"
CODES = {
    "erfüllt": "fulfilled", "mit Einschränkungen erfüllt": "partly_fulfilled", "nicht erfüllt": "not_fulfilled",
    "nicht einschätzbar": "not_assessable",
}  # fmt: skip


@cache
def file(name: str) -> ConceptFile:
    return read((KONZEPTE / name).read_bytes(), name=name)


def printed(concept: Concept | None) -> Concept:
    """A concept without what no page prints: the marks of invention, and states of later reports."""
    assert concept is not None
    fields = tuple(
        field.model_copy(update={
            "goals": tuple(goal.model_copy(update={"invented": False}) for goal in field.goals),
            "measures": tuple(one.model_copy(update={"invented": False, "status": ()}) for one in field.measures),
        })
        for field in concept.action_fields
    )  # fmt: skip
    return concept.model_copy(update={"action_fields": fields})


@pytest.mark.parametrize("name", [f"{INTEGRATION}.pdf", f"{INTEGRATION}.docx", f"{CLIMATE}.pdf"])
def test_a_printed_catalogue_says_what_its_yaml_says(name: str) -> None:
    read_back, written = printed(file(name).concept), printed(file(f"{name.rpartition('.')[0]}.yaml").concept)
    assert [one.title for one in read_back.measures] == [one.title for one in written.measures]
    assert [one.goals for one in read_back.measures] == [one.goals for one in written.measures]
    assert [field.goals for field in read_back.action_fields] == [field.goals for field in written.action_fields]
    assert read_back == written


def test_the_integration_concept_has_the_counts_that_its_report_gives() -> None:
    concept = file(f"{INTEGRATION}.yaml").concept
    assert concept is not None
    assert len(concept.action_fields) == 6
    assert sum(len(field.goals) for field in concept.action_fields) == 77
    assert len(concept.measures) == 137
    assert (concept.adopted, concept.period.start, concept.period.end) == ("2017-07", "2016", "2020")
    assert concept.paper is None  # no source names the paper it was adopted by


def test_the_second_field_stays_without_a_name() -> None:
    for ending in ("yaml", "pdf", "docx"):
        concept = file(f"{INTEGRATION}.{ending}").concept
        assert concept is not None
        assert [field.number for field in concept.action_fields if field.name is None] == ["2"]


def test_every_measure_of_a_pdf_has_pages_and_boxes() -> None:
    read_file = file(f"{INTEGRATION}.pdf")
    assert read_file.concept is not None
    pages = set()
    for measure in read_file.concept.measures:
        for key in ("", "/title", "/description", "/goals"):
            places = read_file.places[f"/measures/{measure.number}{key}"]
            assert all(place.page and place.bbox and place.end for place in places), measure.number
        pages |= {place.page for place in read_file.places[f"/measures/{measure.number}"]}
    assert pages == set(range(3, 17))


def test_rows_run_over_page_breaks_in_the_sample() -> None:
    read_file = file(f"{INTEGRATION}.pdf")
    over = [key for key, places in read_file.places.items()
            if key.count("/") == 2 and key.startswith("/measures/") and len(places) == 2]  # fmt: skip
    assert len(over) >= 5


@pytest.mark.parametrize("ending", ["pdf", "csv"])
def test_the_report_gives_35_fulfilled_and_55_with_restrictions(ending: str) -> None:
    report = file(f"{REPORT}.{ending}")
    assert report.concept is None
    counts = Counter(row.status.code for row in report.rows)
    assert counts == {"fulfilled": 35, "partly_fulfilled": 55, "not_fulfilled": 30, "not_assessable": 17}


def test_every_row_of_the_report_joins_its_measure() -> None:
    concept, report = file(f"{INTEGRATION}.yaml").concept, file(f"{REPORT}.pdf")
    assert concept is not None
    targets = [Target(one.number, one.title, field.number) for field in concept.action_fields for one in field.measures]
    with (KONZEPTE / f"{REPORT}.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter=";"))
    joined = join(report.rows, targets)
    assert [one.number for one in joined] == [row["Nr."] for row in rows]
    assert [one.row.status.code for one in joined] == [CODES[row["Umsetzungsstand"]] for row in rows]
    assert [one.row.status.comment or "" for one in joined] == [row["Kommentar"] for row in rows]
    assert Counter(one.how for one in joined)["similar"] >= 5


def test_the_report_knows_its_date_its_paper_and_what_it_is_about() -> None:
    report = file(f"{REPORT}.pdf")
    assert report.date == "2021-10"
    assert {row.status.source for row in report.rows} == {"21/SVV/1188"}
    assert "Integrationskonzeptes der Landeshauptstadt Potsdam 2016-2020" in report.about[0]
    assert {row.manner for row in report.rows} == {"symbol"}


def test_the_report_on_the_climate_plan_speaks_in_colours_alone() -> None:
    report, plan = file("sachstand-klimaplan-neustetten-2024.docx"), file(f"{CLIMATE}.yaml").concept
    assert plan is not None
    assert {row.manner for row in report.rows} == {"colour"}
    assert [(row.number, row.status.code) for row in report.rows] == [
        (one.number, one.status[-1].code) for one in plan.measures
    ]
    assert (report.date, report.rows[0].status.source) == ("2024-12", "2025/0088")


def test_all_that_is_invented_is_marked_so() -> None:
    concept, plan = file(f"{INTEGRATION}.yaml").concept, file(f"{CLIMATE}.yaml").concept
    assert concept is not None
    assert plan is not None
    assert all(goal.invented for one in (concept, plan) for field in one.action_fields for goal in field.goals)
    assert all(measure.invented for measure in plan.measures)
    assert [measure.number for measure in concept.measures if not measure.invented] == [
        "1.1", "1.2", "1.3", "1.4", "1.5", "3.1", "3.2", "3.3", "4.1", "4.2", "4.3", "4.4", "5.1", "5.2", "6.1", "6.2",
    ]  # fmt: skip
