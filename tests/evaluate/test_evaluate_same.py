"""When two values are the same, and when they only look it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.evaluate import same


@pytest.mark.parametrize(
    ("expected", "got", "equal"),
    [
        ("Ö 5.3", "5.3", True),
        ("5.3", "TOP 5.3", True),
        ("7", "Ö7", True),
        ("3", "3.", True),
        ("4.10", "4.1", False),
        ("1a", "1", False),
        ("N 3", "Ö 3", True),
    ],
)
def test_item_numbers_compare_without_their_label(expected: str, got: str, equal: bool) -> None:
    assert (same.item_number(expected) == same.item_number(got)) is equal


@pytest.mark.parametrize(
    ("expected", "got", "truncated", "equal"),
    [
        ("Plan „Am Anger“", 'Plan "Am  Anger"', False, True),
        ("Radweg am Kanal", "Radweg am Kanal und Brücke", False, False),
        ("Feststellung der ordnungs...", "Feststellung der ordnungs", True, True),
        ("Feststellung der ordnungs...", "Feststellung der ordnungs…", True, True),
        ("Feststellung der ordnungs...", "Feststellung der", True, False),
        ("Was nun...", "Was nun", False, False),
        ("Radweg", "radweg", False, False),
    ],
)
def test_titles(expected: str, got: str, truncated: bool, equal: bool) -> None:
    assert same.same_title(expected, got, truncated=truncated) is equal


@pytest.mark.parametrize(
    ("expected", "got", "equal"),
    [
        ("Ausschuss für Gesundheit", "ausschuss  für gesundheit", True),
        ("Ausschuss für Bildung und ländlichen Raum", "Ausschuss fr Bildung und lndlichen Raum", True),
        ("Entwicklung des ländlichen Raumes am Havelufer", "Entwicklung des ndlichen Raumes am Havelufer", True),
        ("Hauptausschuss", "Ausschuss", False),
        ("Ortsbeirat Golm", "Ortsbeirat Grube", False),
        ("Ausschuss für Kultur", "Ausschuss für Kultur und Sport", False),
    ],
)
def test_committees(expected: str, got: str, equal: bool) -> None:
    assert same.same_organization(expected, got) is equal


@pytest.mark.parametrize(
    ("expected", "got", "equal"),
    [
        ("ungeändert beschlossen", "Ungeändert  beschlossen.", True),
        ("ungeändert beschlossen", "geändert beschlossen", False),
        ("geändert beschlossen", "ungeändert beschlossen", False),
        ("lehnt den Antrag ... ab", "lehnt den Antrag mit großer Mehrheit ab", True),
        ("lehnt den Antrag ... ab", "ab lehnt den Antrag", False),
        ("vertagt", "wird vertagt", False),
    ],
)
def test_results(expected: str, got: str, equal: bool) -> None:
    assert same.same_result(expected, got) is equal


@pytest.mark.parametrize(
    ("expected", "got", "equal"),
    [
        ("Sabine Blossey", "Sabine Blossey", True),
        ("Blossey", "Sabine Blossey", True),
        ("Sabine Blossey", "Blossey", True),
        ("Sabine Blossey", "Petra Blossey", False),
        ("Blossey", "Sabine Blosse", False),
        ("neke", "Hüneke", False),
        ("de la Motte", "Motte", False),
        ("de la Motte", "Claire de la Motte", True),
        ("von Rehm", "Rehm", False),
        ("Müller", "Müller-Preinesberger", False),
    ],
)
def test_people(expected: str, got: str, equal: bool) -> None:
    assert same.same_person(expected, got) is equal


@pytest.mark.parametrize(
    ("expected", "got", "equal"),
    [
        ("Der Vorsitzende", "Vorsitzender", True),
        ("Oberbürgermeister", "der Oberbürgermeister", True),
        ("Oberbürgermeister", "des Oberbürgermeisters", True),
        ("Oberbürgermeister", "Oberbürgermeisterin", False),
        ("Der Ausschussvorsitzende", "Der Vorsitzende", False),
        ("Ortsvorsteher", "Vorsitzender", False),
    ],
)
def test_offices_compare_without_article_and_declension(expected: str, got: str, equal: bool) -> None:
    assert same.same_office(expected, got) is equal


def test_references_compare_in_their_normal_form() -> None:
    assert same.same_paper("15/SVV/0743", "DS 15/svv/743")
    assert not same.same_paper("24/SVV/0679", "24/SVV/0679-01")


@given(st.text())
def test_every_value_equals_itself(value: str) -> None:
    assert same.same_title(value, value, truncated=False)
    assert same.same_title(value, value, truncated=True)
    assert same.same_organization(value, value)
    assert same.same_result(value, value)
    assert same.same_person(value, value)
    assert same.same_office(value, value)


@given(st.text(), st.text())
def test_people_and_offices_do_not_depend_on_the_side(first: str, second: str) -> None:
    assert same.same_person(first, second) == same.same_person(second, first)
    assert same.same_office(first, second) == same.same_office(second, first)
