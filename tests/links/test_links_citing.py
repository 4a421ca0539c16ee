"""Motions that name a measure, a field or a goal of a concept by number or name."""

from __future__ import annotations

import pytest
from link_samples import index, measure, motion

from pipeline.links.citing import Cited, cite

PLAN = index(
    *(measure(f"4.{at}", f"Werkstatt {at}", field_name="Beratung und Begegnung", goals=["1" if at < 4 else "2"])
      for at in range(1, 9)),
    *(measure(f"5.{at}", f"Laden {at}", field_name="Arbeit und Ausbildung", goals=["1"]) for at in range(1, 3)),
)  # fmt: skip
CLIMATE = index(
    *(measure(f"B{at}", f"Haltestelle {at}", field="B", field_name="Wege", name="Klimaplan Neustetten", paper=None)
      for at in range(1, 7)),
)  # fmt: skip
ROMAN = index(
    measure("1", "Lotsen", field="IV", name="Teilhabeplan Bachstadt"),
    measure("2", "Läden", field="V", name="Teilhabeplan Bachstadt"),
)


def cited(*texts: str, of: object = PLAN, **options: object) -> tuple[Cited, set[str]]:
    (found,) = cite(motion(*texts, **options), of)  # type: ignore[arg-type]
    return found, {of.rows[column].number for column in found.measures}  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("Maßnahme 4.2 des Integrationskonzepts", "4.2"),
        ("die Maßnahme Nr. 4.2 aus dem Integrationskonzept.", "4.2"),
        ("Massnahme 4.2 des Integrationskonzeptes", "4.2"),
        ("Einzelmaßnahmen 4.2 und 4.5 des Integrationskonzepts", "4.2 4.5"),
        ("Maßnahmen 4.2, 4.3 und 4.5 des Integrationskonzepts", "4.2 4.3 4.5"),
        ("Maßnahmen 4.2/4.3 sowie 5.1 des Integrationskonzepts", "4.2 4.3 5.1"),
        ("Maßnahmen 4.2 bis 4.5 des Integrationskonzepts", "4.2 4.3 4.4 4.5"),
        ("Maßnahmen 4.1, 4.3 bis 4.5 und 5.1 des Integrationskonzepts", "4.1 4.3 4.4 4.5 5.1"),
        ("Maßnahmen 4.2 – 4.4 des Integrationskonzepts", "4.2 4.3 4.4"),
        ("Maßnahmen 4.2-4.4 des Integrationskonzepts", "4.2 4.3 4.4"),
        ("Maßnahme 4.20 des Integrationskonzepts", ""),
        ("Maßnahme 9.2 des Integrationskonzepts", ""),
        ("Maßnahmen 4.5 bis 5.2 des Integrationskonzepts", "4.5 5.2"),  # what lies between is not known
    ],
)
def test_measures_are_cited_by_number(words: str, numbers: str) -> None:
    assert cited(f"Dies setzt die {words} um.")[1] == set(numbers.split())


@pytest.mark.parametrize(
    ("words", "numbers"),
    [("Maßnahme B3", "B3"), ("Maßnahmen B2 und B3", "B2 B3"), ("Maßnahmen B2 bis B4", "B2 B3 B4"),
     ("Maßnahme B 3", "B3"), ("Maßnahme 3", "")],
)  # fmt: skip
def test_numbers_with_a_letter(words: str, numbers: str) -> None:
    assert cited(f"{words} des Klimaplans wird vorgezogen.", of=CLIMATE)[1] == set(numbers.split())


def test_a_number_without_the_concept_counts_for_nothing() -> None:
    found, numbers = cited("Maßnahme 4.2 der Straßenliste wird vorgezogen, im Handlungsfeld 4 ebenso.")
    assert (found.named, numbers, found.of_fields, found.passages) == (False, set(), frozenset(), ())


def test_the_concept_may_be_named_in_another_passage_or_by_its_paper() -> None:
    assert cited("Das Integrationskonzept gilt.", "Maßnahme 4.2 beginnt.")[1] == {"4.2"}
    assert cited("Grundlage ist die Vorlage 20/SVV/0400.", "Maßnahme 4.2 beginnt.")[1] == {"4.2"}
    assert cited("Maßnahme 4.2 beginnt.", title="Bericht zum Integrationskonzept")[1] == {"4.2"}
    assert cited("Grundlage ist die Vorlage 20/SVV/0401.", "Maßnahme 4.2 beginnt.")[1] == set()


@pytest.mark.parametrize(
    "words",
    ["Handlungsfeld 4", "Handlungsfeldes 4", "Handlungsfeld „Beratung und Begegnung“",
     "Handlungsfeld Beratung und Begegnung"],
)  # fmt: skip
def test_a_field_is_cited_by_number_or_name(words: str) -> None:
    found, numbers = cited(f"Das Integrationskonzept nennt es im {words}.")
    assert numbers == set()
    assert {PLAN.rows[column].field.number for column in found.of_fields} == {"4"}
    assert found.of_goals == frozenset()


def test_a_field_in_roman_figures() -> None:
    found, _ = cited("Der Teilhabeplan nennt es im Handlungsfeld IV.", of=ROMAN)
    assert {ROMAN.rows[column].field.number for column in found.of_fields} == {"IV"}
    arabic = index(measure("4.1", "Lotsen"), measure("5.1", "Läden"))
    (found,) = cite(motion("Das Integrationskonzept nennt es im Handlungsfeld IV."), arabic)
    assert {arabic.rows[column].number for column in found.of_fields} == {"4.1"}


def test_a_goal_counts_within_its_field_alone() -> None:
    found, _ = cited("Das Integrationskonzept nennt im Handlungsfeld 4 das Ziel 1.")
    assert {PLAN.rows[column].number for column in found.of_goals} == {"4.1", "4.2", "4.3"}
    found, _ = cited("Das Integrationskonzept nennt das Ziel 1.")
    assert found.of_goals == frozenset()


def test_two_concepts_are_told_apart() -> None:
    both = index(*CLIMATE.rows, *PLAN.rows)
    climate, integration = cite(motion("Nach dem Klimaplan sind B3 und die Maßnahme 4.2 vorgesehen."), both)
    assert climate.named
    assert climate.measures == frozenset()
    assert not integration.named
    assert integration.measures == frozenset()
