"""What minutes and slides say about a concept: counts, shares, names of fields, dates; and what they do not say."""

from __future__ import annotations

from pathlib import Path

import pytest

import pipeline
from pipeline.documents import read
from pipeline.language.passages import flow_of, lines_of, sentences_of
from pipeline.minutes import extract
from pipeline.minutes.statements_scan import find_statements
from pipeline.model.record import ConceptStatement, MinutesRecord

HOME = Path(pipeline.__file__).parents[1]
SEED = HOME.parent / "shared" / "seeds" / "000_4ba001079620f0de.txt"
NAME = "Integrationskonzept"


def said(text: str, *, concept: str | None = NAME, headings: tuple[str, ...] = ()) -> list[ConceptStatement]:
    """The statements of a text; `headings`: lines that are headings."""
    flow = flow_of(text, lines_of(text))
    starts = frozenset(text.index(line) for line in headings)
    units = sentences_of(flow, 0, len(flow))
    return [one.statement for one in find_statements(flow, units, headings=starts, concept=concept)]


def counts(text: str, *, concept: str | None = NAME) -> list[tuple[str, float | None]]:
    return [(one.kind, one.value) for one in said(text, concept=concept)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Das Konzept gliedert sich in sechs Handlungsfelder mit 77 Zielen und 137 Maßnahmen.", "fields 6 goals 77 measures 137"),
        ("In sechs Handlungsfeldern wurden 77 Ziele mit 137 Maßnahmenvorschlägen definiert.", "fields 6 goals 77 measures 137"),
        ("Insgesamt 35 Maßnahmen erfolgreich und 55 Maßnahmen mit Einschränkungen umgesetzt.", "fulfilled 35 partly_fulfilled 55"),
        ("Von 137 Maßnahmen sind 35 erfüllt, 55 mit Einschränkungen erfüllt und 30 nicht erfüllt.",
         "measures 137 fulfilled 35 partly_fulfilled 55 not_fulfilled 30"),
        ("17 Maßnahmen sind nicht einschätzbar.", "not_assessable 17"),
        ("90 von 137 Maßnahmen sind ganz oder teilweise umgesetzt.", "implemented 90 measures 137"),
        ("Das Handlungsfeld enthält Maßnahmen in fünf unterschiedlichen Themenfeldern.", "topics 5"),
        ("- erfüllt: 35", "fulfilled 35"), ("mit Einschränkungen erfüllt\t55", "partly_fulfilled 55"), ("nicht erfüllt – 30 Maßnahmen", "not_fulfilled 30"),
        ("Alle 137 Maßnahmen sollen bis 2020 umgesetzt werden.", "measures 137"),
    ],
)  # fmt: skip
def test_counts(text: str, expected: str) -> None:
    words = expected.split()
    assert counts(text) == [(kind, float(value)) for kind, value in zip(words[::2], words[1::2], strict=True)]


@pytest.mark.parametrize(
    "text",
    [
        "Sie hebt drei Maßnahmen hervor.",
        "Es wurden 3 weitere Maßnahmen beschlossen.",
        "Die 2 ersten Maßnahmen des Konzepts beginnen im Mai.",
        "Am 14.06.2016 wurden Maßnahmen besprochen.",
        "Die Maßnahmen kosten 12.500 Euro.",
        "Im Jahr 2016 wurden Maßnahmen umgesetzt.",
        "Für 120 Kinder werden Ziele vereinbart.",
        "Die Abstimmung ergab 7 Ja-Stimmen, die Maßnahmen sind beschlossen.",
        "Nach § 5 sind Maßnahmen umgesetzt.",
        "Drucksache 15/SVV/0743 enthält Maßnahmen, die erfüllt sind.",
    ],
)
def test_what_is_no_count_of_the_catalogue(text: str) -> None:
    assert [one for one in counts(text) if one[0] not in ("adopted",)] == []


def test_nothing_is_said_where_no_concept_is_named() -> None:
    assert counts("Insgesamt 35 Maßnahmen erfolgreich umgesetzt.", concept=None) == []
    assert counts("Das Verkehrskonzept umfasst 35 Maßnahmen.", concept=None) == [("measures", 35.0)]


def test_a_share_knows_what_it_sums() -> None:
    (first, second, share) = said("35 Maßnahmen erfüllt, 55 mit Einschränkungen erfüllt, zusammen 65 %")
    assert (first.kind, second.kind) == ("fulfilled", "partly_fulfilled")
    assert (share.kind, share.value, share.of) == ("share", 65.0, ("fulfilled", "partly_fulfilled"))
    assert [one.of for one in said("65,7 Prozent der Maßnahmen sind erfüllt.") if one.kind == "share"] == [
        ("fulfilled",)
    ]
    assert [one for one in said("65 % der Haushalte haben geantwortet.") if one.kind == "share"] == []


SLIDES = """3. Erkenntnisse

Handlungsfeld 1

Wohnen im Stadtteil

Das Handlungsfeld enthält Maßnahmen in drei Themenfeldern.

Handlungsfeld 3: Arbeit; hier wurde viel erreicht

4. Ausblick

Insgesamt 137 Maßnahmen."""


def test_headings_name_fields_and_say_what_the_lines_below_are_about() -> None:
    found = said(SLIDES)
    assert [(one.field, one.name) for one in found if one.kind == "field_name"] == [
        ("1", "Wohnen im Stadtteil"),
        ("3", "Arbeit"),
    ]
    assert [(one.field, one.value) for one in found if one.kind == "topics"] == [("1", 3.0)]
    assert [(one.field, one.value) for one in found if one.kind == "measures"] == [(None, 137.0)]


def test_a_sentence_about_a_field_names_none() -> None:
    assert [one.kind for one in said("Handlungsfeld 4 enthält 32 Maßnahmen.")] == ["measures"]
    assert said("Handlungsfeld 4 enthält 32 Maßnahmen.")[0].field == "4"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Die Versammlung hat im Juli 2017 das Integrationskonzept beschlossen.", "2017-07"),
        ("Das Integrationskonzept wurde am 05.07.2017 beschlossen.", "2017-07-05"),
        ("Konzept im Juli 2017 beschlossen: sechs Handlungsfelder", "2017-07"),
        ("Am 05.07.2017 wurde beschlossen, das Integrationskonzept zu überarbeiten.", None),
        ("Der Ausschuss hat am 05.07.2017 beschlossen, dass das Integrationskonzept neu gefasst wird.", None),
        ("Das Integrationskonzept wird beschlossen.", None),
    ],
)
def test_when_a_concept_was_adopted(text: str, day: str | None) -> None:
    assert [one.date for one in said(text) if one.kind == "adopted"] == ([day] if day else [])


def test_the_years_behind_a_name_are_its_period() -> None:
    (one,) = said("Das Integrationskonzept der Stadt Bachstadt 2016 - 2020 wird vorgestellt.", concept=None)
    assert (one.kind, one.date, one.concept) == (
        "period",
        "2016/2020",
        "Integrationskonzept der Stadt Bachstadt 2016 - 2020",
    )


def test_das_konzept_is_the_one_that_was_named_in_full() -> None:
    text = "Das Integrationskonzept der Stadt Bachstadt 2016-2020 liegt vor. Das Konzept umfasst 137 Maßnahmen."
    assert [one.concept for one in said(text, concept=None)] == [
        "Integrationskonzept der Stadt Bachstadt 2016-2020"
    ] * 2


# --- whole documents -------------------------------------------------------------------------------------------------


def record(path: Path) -> tuple[MinutesRecord, str]:
    with read(path.read_bytes(), name=path.name) as document:
        return extract(document), document.original


def test_the_slides_of_the_sample_are_read_with_page_and_characters() -> None:
    path = HOME / "corpora" / "protokolle" / "potsdam-2021-12-14-gesundheit-soziales-wohnen-21-SVV-1188.pdf"
    made, original = record(path)
    told = {one.kind: one.value for one in made.concept_statements if one.value is not None}
    assert told == {"fields": 6, "goals": 77, "measures": 137, "fulfilled": 35, "partly_fulfilled": 55, "share": 65}
    for at, one in enumerate(made.concept_statements):
        (place,) = made.evidence[f"/concept_statements/{at}"]
        assert place.page >= 3
        assert place.bbox is not None
        if one.kind == "measures":
            assert original[place.start : place.end] == "137 Maßnahmen"
        assert one.attachment == 0
        assert one.concept is not None
        assert one.concept.startswith("Integrationskonzeptes der Landeshauptstadt Potsdam")


def test_minutes_without_a_concept_state_nothing() -> None:
    made, _ = record(HOME / "corpora" / "protokolle" / "potsdam-2016-06-14-gesundheit-soziales-15-SVV-0743.pdf")
    assert made.concept_statements == ()


@pytest.mark.skipif(not SEED.is_file(), reason="the seeds are not beside this checkout (../shared/seeds)")
def test_the_seed_states_what_its_slides_say() -> None:
    made, original = record(SEED)
    told = [(one.kind, one.field, one.value) for one in made.concept_statements if one.value is not None]
    assert set(told) == {
        ("fields", None, 6.0), ("goals", None, 77.0), ("measures", None, 137.0), ("fulfilled", None, 35.0),
        ("partly_fulfilled", None, 55.0), ("share", None, 65.0), ("topics", "4", 5.0),
    }  # fmt: skip
    names = {one.field: one.name for one in made.concept_statements if one.kind == "field_name"}
    assert set(names) == {"1", "3", "4", "5", "6"}  # the second is never named
    assert names["6"] == "Vielfalt leben in der Verwaltung"
    assert {one.date for one in made.concept_statements if one.kind == "adopted"} == {"2017-07"}
    share = next(at for at, one in enumerate(made.concept_statements) if one.kind == "share")
    (place,) = made.evidence[f"/concept_statements/{share}"]
    assert original[place.start : place.end] == "65 %"
