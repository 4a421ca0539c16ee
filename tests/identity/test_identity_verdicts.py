"""What a person said holds: at once, after every re-import and rebuild, and against whoever says the contrary."""

from __future__ import annotations

import pytest
from identity_samples import ELSEWHERE, HOUSING, NOON, WHO, Desk, grasnick, load, minutes, who
from sqlalchemy import select

from pipeline.identity import ask_committee, judgements
from pipeline.model.errors import StoreError
from pipeline.model.record import Speaker
from pipeline.store import Store, open_store
from pipeline.store.schema import FACTS, PersonName, Verdict
from pipeline.store.verdicts import all_verdicts, standing_verdicts


def spellings(desk: Desk, name: str) -> list[str]:
    """Under which spellings someone goes."""
    person = desk.person(name, include_non_public=True).person
    return sorted(one.written for one in person.spellings) if person else []


def refused(desk: Desk, one: str, decision: str, other: str, **options: object) -> StoreError:
    with pytest.raises(StoreError) as error:
        desk.say(one, decision, other, **options)  # type: ignore[arg-type]
    return error.value


BOTH = ["Frau Grasnack", "Frau Grasnik"]


def test_same_makes_them_one_person_with_all_their_turns(desk: Desk, store: Store) -> None:
    grasnick(store)
    desk.say("Grasnik", "same", "Grasnack")
    for name in ("Grasnik", "Grasnack"):
        person = desk.person(name).person
        assert person is not None
        assert sorted(one.written for one in person.spellings) == BOTH
        assert [turn.date for turn in person.turns] == ["2021-12-14", "2016-06-14"]
        assert person.suggestions == ()
        (verdict,) = person.verdicts
        assert (verdict.decision, verdict.by, verdict.why, verdict.at) == ("same", WHO["by"], WHO["why"], NOON)
    assert desk.suggested() == {}


def test_different_is_not_suggested_again(desk: Desk, store: Store) -> None:
    grasnick(store)
    desk.say("Grasnack", "different", "Grasnik")
    assert desk.suggested(least=0.0) == {}
    assert spellings(desk, "Grasnik") == ["Frau Grasnik"]


def test_the_last_word_holds_and_the_ledger_keeps_every_one(desk: Desk, store: Store) -> None:
    grasnick(store)
    desk.say("Grasnik", "same", "Grasnack")
    desk.say("Grasnack", "different", "Grasnik", why="verwechselt")
    desk.say("Grasnik", "same", "Grasnack", why="doch")
    assert spellings(desk, "Grasnik") == BOTH
    desk.say("Grasnack", "withdrawn", "Grasnik", why="unklar")
    assert spellings(desk, "Grasnik") == ["Frau Grasnik"]
    assert len(desk.suggested()) == 1
    with store.reading() as connection:
        assert [row.decision for row in all_verdicts(connection, "person")] == [
            "same", "different", "same", "withdrawn",
        ]  # fmt: skip
        assert standing_verdicts(connection, "person") == ()
    assert refused(desk, "Grasnik", "withdrawn", "Grasnack").code == "unknown_name"


def test_a_verdict_outlives_replacement_and_rebuild(desk: Desk, store: Store) -> None:
    grasnick(store)
    desk.say("Grasnik", "same", "Grasnack")
    better = minutes("2016-06-14", who("Herr Vassilev"), who("Frau Grasnik", party="SPD"), name="2016.txt")
    load(store, better.model_copy(update={"extractor": "2"}))  # another row, and a party that was not read before
    assert spellings(desk, "Grasnack") == BOTH
    later = minutes("2021-12-14", who("Frau Grasnack"), committee=HOUSING, paper="21/SVV/1188", name="2021.txt")
    store.rebuild([later, better])
    assert spellings(desk, "Grasnik") == BOTH


def test_a_verdict_waits_for_documents_that_are_gone(desk: Desk, store: Store) -> None:
    grasnick(store)
    desk.say("Grasnik", "same", "Grasnack")
    store.rebuild([])
    assert desk.person("Grasnik").person is None
    grasnick(store)
    assert spellings(desk, "Grasnik") == BOTH


def test_a_verdict_is_no_fact_and_has_no_row_id() -> None:
    assert Verdict not in FACTS
    assert PersonName in FACTS
    columns = {column.name: column for column in Verdict.__table__.columns}
    assert set(columns) == {"id", "kind", "left_key", "right_key", "decision", "author", "reason", "made_at"}
    assert not any(column.foreign_keys for column in columns.values())


def test_it_means_the_same_in_another_database(desk: Desk, store: Store) -> None:
    load(store, minutes("2011-01-11", who("Herr Vorher")))  # other rows in front
    grasnick(store)
    row = desk.say("Grasnack", "same", "Grasnik").verdict
    with open_store("sqlite://", now=lambda: NOON) as other:
        grasnick(other)
        same = Desk(other).say("Grasnik", "same", "Grasnack").verdict
    assert (row.left, row.right) == (same.left, same.right) == ("grasnack||f|||y/A/n", "grasnik||f|||y/A/n")


def test_a_new_spelling_joins_nothing_by_itself(desk: Desk, store: Store) -> None:
    grasnick(store)
    desk.say("Grasnik", "same", "Grasnack")
    load(store, minutes("2022-02-15", who("Frau Grasnick"), committee=HOUSING, paper="21/SVV/1188"))
    assert spellings(desk, "Grasnack") == BOTH
    assert spellings(desk, "Grasnick") == ["Frau Grasnick"]
    assert len(desk.suggested()) == 1  # once for the identity, not for each of its spellings


def test_more_of_the_same_name_keeps_the_verdict_with_whom_it_was_given_for(desk: Desk, store: Store) -> None:
    load(store, minutes("2016-06-14", who("Frau Müller", party="SPD")), minutes("2016-09-13", who("Müller")),
         minutes("2017-06-13", who("Frau Birgit Müller")))  # fmt: skip
    desk.say("Frau Müller (SPD)", "same", "Birgit Müller")
    assert spellings(desk, "Birgit Müller") == ["Frau Birgit Müller", "Frau Müller", "Müller"]
    load(store, minutes("2018-06-12", who("Herr Müller")))  # now a bare Müller may be either
    assert spellings(desk, "Birgit Müller") == ["Frau Birgit Müller", "Frau Müller"]


# --- contradictions -------------------------------------------------------------------------------------------------


def three(store: Store) -> None:
    load(store, minutes("2016-06-14", who("Frau Amsel")), minutes("2017-06-13", who("Frau Drossel")),
         minutes("2018-06-12", who("Frau Fink")))  # fmt: skip


def test_different_against_a_chain_is_refused_and_names_the_chain(desk: Desk, store: Store) -> None:
    three(store)
    desk.say("Amsel", "same", "Drossel")
    desk.say("Drossel", "same", "Fink", by="B. Kundig")
    error = refused(desk, "Amsel", "different", "Fink")
    assert error.code == "contradiction"
    assert "Frau Amsel = Frau Drossel (A. Muster, 2026-01-02)" in str(error)
    assert "Frau Drossel = Frau Fink (B. Kundig, 2026-01-02)" in str(error)
    assert str(error).endswith("Withdraw one of these first, if it is wrong.")
    assert spellings(desk, "Amsel") == ["Frau Amsel", "Frau Drossel", "Frau Fink"]
    desk.say("Drossel", "withdrawn", "Fink")
    desk.say("Amsel", "different", "Fink")


def test_same_against_what_was_held_apart_is_refused_and_names_it(desk: Desk, store: Store) -> None:
    three(store)
    desk.say("Amsel", "same", "Drossel")
    desk.say("Drossel", "different", "Fink")
    error = refused(desk, "Fink", "same", "Amsel")
    assert error.code == "contradiction"
    assert "Frau Amsel = Frau Drossel" in str(error)
    assert "Frau Drossel ≠ Frau Fink" in str(error)
    assert desk.suggested(least=0.0) == {}


def test_what_two_verdicts_say_of_a_third_is_not_asked(desk: Desk, store: Store) -> None:
    load(store, minutes("2014-02-06", who("Frau Bellmann")), minutes("2014-05-08", who("Frau Belmann")),
         minutes("2014-06-05", who("Frau Bellman")))  # fmt: skip
    assert len(desk.suggested()) == 3
    desk.say("Bellmann", "same", "Belmann")
    assert len(desk.suggested()) == 1
    desk.say("Belmann", "different", "Bellman")
    assert desk.suggested(least=0.0) == {}


def test_what_is_printed_alike_can_be_parted_by_its_keys(desk: Desk, store: Store) -> None:
    load(store, minutes("2016-06-14", who("Frau Amsel", party="SPD")), minutes("2017-06-13", who("Amsel")))
    error = refused(desk, "Frau Amsel", "different", "Amsel (SPD)")
    assert error.code == "bad_verdict"
    assert "'amsel||f|spd||y/A/n'" in str(error)
    desk.say("amsel||f|spd||y/A/n", "different", "amsel|||||y/A/n")
    assert len(desk.person("Amsel").candidates) == 2
    desk.say("amsel||f|spd||y/A/n", "withdrawn", "amsel|||||y/A/n")
    assert desk.person("Amsel").person is not None


def test_a_guess_of_the_program_gives_way_to_verdicts(desk: Desk, store: Store) -> None:
    """Two printings the program takes for one, of whom people say that they are two others who are two."""
    three(store)
    load(store, minutes("2016-06-14", who("Frau Star", party="SPD")), minutes("2017-06-13", who("Star")))
    desk.say("Amsel", "different", "Fink")
    desk.say("star||f|spd||y/A/n", "same", "Amsel")
    desk.say("star|||||y/A/n", "same", "Fink")
    assert spellings(desk, "Amsel") == ["Frau Amsel", "Frau Star"]
    assert spellings(desk, "Fink") == ["Frau Fink", "Star"]


# --- names typed ----------------------------------------------------------------------------------------------------


def test_a_name_must_mean_one(desk: Desk, store: Store) -> None:
    load(store, minutes("2016-06-14", who("Frau Amsel")), minutes("2017-06-13", who("Herr Amsel")))
    error = refused(desk, "Amsel", "same", "Frau Amsel")
    assert error.code == "ambiguous_name"
    assert "'amsel||f|||y/A/n', 'amsel||m|||y/A/n'" in str(error)
    unknown = refused(desk, "Ammsel", "same", "Frau Amsel")
    assert unknown.code == "unknown_name"
    assert "Near it are: Frau Amsel, Herr Amsel." in str(unknown)
    assert refused(desk, "Frau Amsel", "same", "Frau Amsel").code == "bad_verdict"


@pytest.mark.parametrize("missing", ["by", "why"])
def test_a_verdict_has_an_author_and_a_reason(desk: Desk, store: Store, missing: str) -> None:
    grasnick(store)
    assert refused(desk, "Grasnik", "same", "Grasnack", **{missing: "  "}).code == "bad_verdict"
    with store.reading() as connection:
        assert all_verdicts(connection, "person") == ()


# --- offices --------------------------------------------------------------------------------------------------------


def mayors(store: Store) -> None:
    office = {"role": "Oberbürgermeister"}
    load(
        store,
        minutes("2016-03-02", who("Herr Jakobs", **office), name="a.txt"),
        minutes("2016-06-14", Speaker(role="Der Oberbürgermeister"), name="b.txt"),
        minutes("2018-12-05", who("Herr Schubert", **office), name="c.txt"),
    )


def test_an_office_is_suggested_for_whom_the_minutes_name_in_that_year(desk: Desk, store: Store) -> None:
    mayors(store)
    (one,) = desk.suggested().values()
    assert {one.left.label, one.right.label} == {"Der Oberbürgermeister 2016", "Herr Jakobs"}
    assert one.reasons == ("named as oberbürgermeister in 2016",)
    jakobs = desk.person("Jakobs").person
    assert jakobs is not None
    assert jakobs.turns_total == 1
    desk.say(one.left.key, "same", "Jakobs")
    jakobs = desk.person("Jakobs").person
    assert jakobs is not None
    assert [(turn.date, turn.by_office) for turn in jakobs.turns] == [("2016-06-14", True), ("2016-03-02", False)]
    assert desk.suggested() == {}


def test_an_office_of_one_year_has_one_holder(desk: Desk, store: Store) -> None:
    mayors(store)
    (one,) = desk.suggested().values()
    desk.say(one.left.key, "same", "Jakobs")
    error = refused(desk, one.left.key, "same", "Schubert")
    assert error.code == "contradiction"
    assert "Herr Jakobs = Der Oberbürgermeister 2016 (A. Muster, 2026-01-02)" in str(error)
    assert desk.person("Schubert").person is not None
    assert spellings(desk, "Schubert") == ["Herr Schubert"]


# --- committees and parties -----------------------------------------------------------------------------------------


def test_a_committees_verdict_outlives_a_rebuild(desk: Desk, store: Store) -> None:
    records = [
        minutes("2016-06-14", who("Frau Amsel"), committee="SVV", name="a.txt"),
        minutes("2017-06-14", who("Frau Amsel"), committee="Stadtverordnetenversammlung", name="b.txt"),
    ]
    load(store, *records)
    desk.say("SVV", "same", "Stadtverordnetenversammlung", kind="organization")
    store.rebuild(records[::-1])
    with store.reading() as connection:
        answer = ask_committee(connection, "SVV")
    assert answer.committee is not None
    assert [name.name for name in answer.committee.names] == ["SVV", "Stadtverordnetenversammlung"]


def test_a_verdict_on_parties_brings_their_people_together(desk: Desk, store: Store) -> None:
    load(store, minutes("2014-12-02", who("Stadtrat Cramer", party="KULT"), paper=ELSEWHERE),
         minutes("2020-11-17", who("Stadtrat Cramer", party="KAL/Die PARTEI"), paper=ELSEWHERE))  # fmt: skip
    assert len(desk.person("Cramer").candidates) == 2
    desk.say("KULT", "same", "KAL/Die PARTEI", kind="party")
    assert desk.person("Cramer").person is not None


def test_the_ledger_shows_both_sides(desk: Desk, store: Store) -> None:
    grasnick(store)
    desk.say("Grasnik", "different", "Grasnack")
    with store.reading() as connection:
        (one,) = judgements(connection, "person")
        assert judgements(connection, "party") == ()
    assert one.left is not None
    assert one.right is not None
    assert (one.left.label, one.right.label, one.verdict.decision) == ("Frau Grasnack", "Frau Grasnik", "different")


def test_nothing_is_written_when_a_verdict_is_refused(desk: Desk, store: Store) -> None:
    three(store)
    desk.say("Amsel", "same", "Drossel")
    with store.engine.connect() as connection:
        before = connection.execute(select(Verdict)).all()
    refused(desk, "Amsel", "same", "Kranich")
    with store.engine.connect() as connection:
        assert connection.execute(select(Verdict)).all() == before
