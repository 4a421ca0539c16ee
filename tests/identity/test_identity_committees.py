"""Committees: one name in several spellings, renamed ones, and those that only sound alike."""

from __future__ import annotations

import pytest
from identity_samples import ELSEWHERE, HEALTH, HOUSING, Desk, load, minutes, who

from pipeline.identity import ask_committee, ask_person
from pipeline.identity.committee_names import parse_committee, shared_topics, spelled_otherwise
from pipeline.store import Store


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("SVV", "Stadtverordnetenversammlung"), (f"{HOUSING} - Videokonferenz", HOUSING),
        (f"{HOUSING} (Videokonferenz)", HOUSING), ("Finanzausschuss", "Ausschuss für Finanzen"),
        ("Ausschuss f. Finanzen", "Ausschuss für Finanzen"), ("Ortsbeirat Gr. Glienicke", "Ortsbeirat Groß Glienicke"),
        ("Stadtverordnetenversammlung der Landeshauptstadt Potsdam", "Stadtverordnetenversammlung"),
        ("Ausschuss für Bildung und Spoort", "Ausschuss für Bildung und Sport"),
    ],
)  # fmt: skip
def test_one_name_written_in_two_ways(one: str, other: str) -> None:
    found = spelled_otherwise(one, other)
    assert found is not None
    assert found.score >= 0.8
    assert spelled_otherwise(other, one) == found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ortsbeirat Golm", "Ortsbeirat Grube"), ("Stadtbezirksrat Süd", "Stadtbezirksrat Nord"),
        ("Bauausschuss", "Hauptausschuss"), ("Gemeinderat Talfeld", "Gemeinderat Talheim"), ("Gemeinderat", "Beirat"),
        ("Ausschuss für Kultur", "Ausschuss für Kultur und Wissenschaft"), ("Unterausschuss Bau", "Bauausschuss"),
    ],
)  # fmt: skip
def test_two_committees_are_not_one_name(one: str, other: str) -> None:
    assert spelled_otherwise(one, other) is None


def test_topics_are_shared_in_another_form_too() -> None:
    assert shared_topics(HEALTH, HOUSING) > 0.8
    assert shared_topics("Hauptausschuss", "Haupt- und Finanzausschuss") > 0.7
    assert shared_topics("Ausschuss für Umweltschutz", "Ausschuss für Umwelt und Mobilität") > 0.5
    assert shared_topics("Ortsbeirat Golm", "Ortsbeirat Golm und Grube") == 0
    assert parse_committee("Haupt- und Finanzausschuss").words == ("haupt", "finanz")


def renamed(store: Store) -> None:
    load(store,
         minutes("2016-06-14", who("Frau Schulze"), number=21, name="a.txt"),
         minutes("2019-04-09", who("Frau Schulze"), number=48, name="b.txt"),
         minutes("2019-09-10", who("Frau Schulze"), committee=HOUSING, number=1, name="c.txt"),
         minutes("2021-12-14", who("Herr Amoah"), committee=HOUSING, number=22, name="d.txt"),
         minutes("2018-06-14", who("Herr Kuhn"), committee="Ausschuss für Kultur", name="e.txt"))  # fmt: skip


def test_a_renamed_committee_is_suggested_with_reasons_and_places(desk: Desk, store: Store) -> None:
    renamed(store)
    (one,) = desk.suggested("organization").values()
    assert (one.left.label, one.right.label) == (HEALTH, HOUSING)
    assert any("one ends (2019-04-09) before the other begins (2019-09-10)" in reason for reason in one.reasons)
    assert any("speak in both" in reason for reason in one.reasons)
    assert [sample.date for sample in one.left.samples] == ["2016-06-14", "2019-04-09"]


def test_committees_that_meet_at_the_same_time_are_two(desk: Desk, store: Store) -> None:
    renamed(store)
    load(store, minutes("2018-03-06", who("Frau Amsel"), committee=HOUSING, name="early.txt"))
    assert desk.suggested("organization") == {}


def test_the_names_of_a_committee_with_their_validity(desk: Desk, store: Store) -> None:
    renamed(store)
    desk.say(HEALTH, "same", HOUSING, kind="organization")
    with store.reading() as connection:
        for asked in (HOUSING, HEALTH):
            answer = ask_committee(connection, asked)
            assert answer.committee is not None
            assert [(name.name, name.first, name.last, name.count, name.lowest, name.highest)
                    for name in answer.committee.names] == [
                (HEALTH, "2016-06-14", "2019-04-09", 2, 21, 48), (HOUSING, "2019-09-10", "2021-12-14", 2, 1, 22),
            ]  # fmt: skip
            assert answer.committee.suggestions == ()
        turns = ask_person(connection, "Schulze", committee=HOUSING).person
    assert turns is not None
    assert turns.turns_total == 3  # the filter finds what verdicts make one


def test_words_of_two_committees_name_both(store: Store) -> None:
    renamed(store)
    with store.reading() as connection:
        answer = ask_committee(connection, "Inklusion")
        assert answer.committee is None
        assert [side.label for side in answer.candidates] == [HEALTH, HOUSING]
        unknown = ask_committee(connection, "Ausschuss für Kultur und Sport")
    assert unknown.candidates == ()
    assert unknown.near[0] == "Ausschuss für Kultur"


def test_the_main_committees_of_two_councils_are_two(desk: Desk, store: Store) -> None:
    there = {"paper": ELSEWHERE}
    load(
        store,
        minutes("2016-06-14", who("Herr Bahr"), committee="Hauptausschuss", name="a.txt"),
        minutes("2016-06-21", who("Herr Hock"), committee="Hauptausschuss", name="b.txt", **there),
        minutes("2024-10-08", who("Herr Hock"), committee="Haupt- und Finanzausschuss", name="c.txt", **there),
    )
    with store.reading() as connection:
        assert len(ask_committee(connection, "Hauptausschuss").candidates) == 2
    (one,) = desk.suggested("organization", least=0.3).values()
    assert one.left.key == "hauptausschuss|Y/n"
