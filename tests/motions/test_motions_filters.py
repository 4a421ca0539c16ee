"""Filters take every name that verdicts make one with the one that is asked for."""

from __future__ import annotations

from motions_records import fill, item, minutes

from pipeline.identity import decide, spellings
from pipeline.model.record import Speaker
from pipeline.motions import list_motions, relate
from pipeline.store import Store
from pipeline.store.verdicts import Decision, Kind

OLD, NEW = "Ausschuss für Soziales und Gesundheit", "Ausschuss für Gesundheit, Soziales und Inklusion"


def filled(store: Store) -> None:
    old = Speaker(name="Grasnik", salutation="Frau", party="PDS")
    new = Speaker(name="Grasnack", salutation="Frau", party="DIE LINKE")
    fill(
        store,
        minutes("a.txt", "2016-05-04", item("Radweg am Kanal", "16/SVV/0100", speakers=(old,)), organization=OLD),
        minutes("b.txt", "2021-05-04", item("Brücke am Hafen", "21/SVV/0200", speakers=(new,)), organization=NEW),
    )
    relate(store)


def say(store: Store, kind: Kind, one: str, decision: Decision, other: str) -> None:
    with store.writing() as connection:
        decide(connection, kind, one, other, decision, by="A. Muster", why="Hauptsatzung", at=store.now())


def listed(store: Store, **filters: str) -> set[str]:
    return {motion.reference for motion in list_motions(store, **filters).motions}


def found(store: Store, kind: Kind, name: str) -> set[str | None]:
    with store.reading() as connection:
        names = spellings(connection, kind, name)
    page = store.search("", **{"organization": {"committee": names}, "person": {"person": names}}[kind])
    return {hit.paper for hit in page.hits}


BOTH = {"16/SVV/0100", "21/SVV/0200"}


def test_a_committee_is_found_under_all_its_names(store: Store) -> None:
    filled(store)
    assert listed(store, committee=OLD) == found(store, "organization", OLD) == {"16/SVV/0100"}
    say(store, "organization", OLD, "same", NEW)
    for name in (OLD, NEW):
        assert listed(store, committee=name) == found(store, "organization", name) == BOTH
    say(store, "organization", OLD, "withdrawn", NEW)
    assert listed(store, committee=OLD) == found(store, "organization", OLD) == {"16/SVV/0100"}


def test_a_party_is_found_under_all_its_names(store: Store) -> None:
    filled(store)
    assert listed(store, party="pds") == {"16/SVV/0100"}
    say(store, "party", "PDS", "same", "DIE LINKE")
    assert listed(store, party="PDS") == listed(store, party="DIE LINKE") == BOTH
    assert listed(store, party="SPD") == set()


def test_a_person_is_found_under_all_names_and_by_no_word_of_two_of_them(store: Store) -> None:
    filled(store)
    assert found(store, "person", "Grasnik") == {"16/SVV/0100"}
    say(store, "person", "Grasnik", "same", "Grasnack")
    assert found(store, "person", "Grasnik") == found(store, "person", "Frau Grasnack") == BOTH
    assert found(store, "person", "Herr") == set()
    assert {hit.paper for hit in store.search("Brücke", person=("Grasnik", "Niemand Grasnack")).hits} == set()
    assert {hit.paper for hit in store.search("Brücke", person=("Niemand", "Grasnack")).hits} == {"21/SVV/0200"}


def test_without_verdicts_a_filter_is_what_was_typed(store: Store) -> None:
    filled(store)
    with store.reading() as connection:
        kinds: tuple[Kind, ...] = ("person", "organization", "party")
        assert [spellings(connection, kind, "x") for kind in kinds] == [("x",)] * 3


def test_a_name_that_only_secret_items_print_is_not_given_away(store: Store) -> None:
    secret = item("Grundstück am Hafen", "21/SVV/0300", public=False, speakers=(Speaker(name="Heimlich"),))
    filled(store)
    fill(store, minutes("c.txt", "2021-06-01", secret, organization="Geheimer Ausschuss"))
    with store.writing() as connection:
        decide(connection, "organization", OLD, "Geheimer Ausschuss", "same", by="A. Muster", why="Satzung",
               at=store.now(), include_non_public=True)  # fmt: skip
    with store.reading() as connection:
        assert spellings(connection, "organization", OLD) == (OLD,)
        assert set(spellings(connection, "organization", OLD, include_non_public=True)) == {OLD, "Geheimer Ausschuss"}
