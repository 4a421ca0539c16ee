"""What makes two titles one, and two namesakes two."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.motions.titles import before_here, likeness, marks, read


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Radweg am Kanal", "Radweg am  Kanal"),
        ("Antrag: Radweg am Kanal", "Radweg am Kanal"),
        (
            "Soziale Arbeit mit Flüchtlingen in der Landeshaupt...",
            "Soziale Arbeit mit Flüchtlingen in der Landeshauptstadt",
        ),
        ("Verkehrskonzept für die Gartenstadt", "Verkehrskonzept für die Gartenstad"),
        ("Straßenbeleuchtung Lindenallee", "Strassenbeleuchtung Lindenallee"),
    ],
)
def test_one_matter_keeps_its_title_through_cuts_and_spellings(one: str, other: str) -> None:
    assert likeness(read(one), read(other)) >= 0.9


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Bebauungsplan Nr. 12 Am Anger", "Bebauungsplan Nr. 14 Am Anger"),
        ("Schulhof Nord erneuern", "Schulhof Süd erneuern"),
        ("Haushaltssatzung 2019", "Haushaltssatzung 2020"),
        ("Radweg am Kanal", "Radweg am Kanal, 2. Bauabschnitt"),
        ("Erweiterung der Grundschule Weststadt", "Erweiterung der Grundschule Oststadt"),
        ("Grunderwerb Wiesenweg 4", "Grunderwerb Wiesenweg 6"),
        ("Umbau...", "Umbau der Schule"),
    ],
)
def test_namesakes_that_differ_in_a_figure_or_a_word_are_two(one: str, other: str) -> None:
    assert likeness(read(one), read(other)) == 0.0


def test_a_routine_is_no_name() -> None:
    assert read("Bericht der Verwaltung").telling == 0
    assert marks(read("Mitteilungen der Verwaltung"), of="item") == ()
    assert read("Radweg am Kanal").telling == 2


def test_papers_and_items_bear_marks_of_their_own() -> None:
    title = read("Radweg am Kanal bis zur Brücke")
    assert set(marks(title, of="paper")).isdisjoint(marks(title, of="item"))
    assert marks(title, of="paper") == marks(read("Radweg am Kanal bis zur Brücke"), of="paper")


@pytest.mark.parametrize(
    ("title", "before"),
    [("Soziale Arbeit, hier: Lotsen", "Soziale Arbeit"), ("Soziale Arbeit - hier : Lotsen", "Soziale Arbeit"),
     ("Hierarchie der Wege", None), ("hier: Lotsen", None)],
)  # fmt: skip
def test_what_stands_before_here(title: str, before: str | None) -> None:
    assert before_here(title) == before


@given(st.text(max_size=80), st.text(max_size=80))
def test_likeness_is_symmetric_and_bounded(one: str, other: str) -> None:
    there, back = likeness(read(one), read(other)), likeness(read(other), read(one))
    assert 0.0 <= there <= 1.0
    assert there == back


@given(st.text(max_size=80))
def test_marks_fit_a_signed_column(title: str) -> None:
    assert all(-(2**63) <= mark < 2**63 for mark in marks(read(title), of="item"))
