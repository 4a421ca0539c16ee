"""Who is one without a verdict, who is suggested, and what the answer to a name holds."""

from __future__ import annotations

from identity_samples import COUNCIL, ELSEWHERE, HEALTH, HOUSING, Desk, grasnick, load, minutes, who

from pipeline.identity import Suggestion, identity_names
from pipeline.model.record import Mention, PaperVersion, Speech
from pipeline.store import Store

LINKE, SPD, CDU = {"party": "DIE LINKE"}, {"party": "SPD"}, {"party": "CDU"}


def labels(desk: Desk, name: str) -> list[str]:
    """Who may be meant by a name."""
    answer = desk.person(name)
    return [answer.person.label] if answer.person else [side.label for side in answer.candidates]


def of(found: dict[frozenset[str], Suggestion], one: str, other: str) -> Suggestion | None:
    return found.get(frozenset((one, other)))


# --- one without a verdict ------------------------------------------------------------------------------------------


def test_the_same_name_is_one_person_while_nothing_tells_its_bearers_apart(desk: Desk, store: Store) -> None:
    load(store, minutes("2011-03-02", who("Wollenberg", role="Stadtverordneter", **LINKE)),
         minutes("2020-09-01", who("Herr Wollenberg")), minutes("2021-09-01", who("Wollenberg")))  # fmt: skip
    person = desk.person("Wollenberg").person
    assert person is not None
    assert (person.label, person.count) == ("Herr Wollenberg (DIE LINKE)", 3)
    assert [(one.written, one.count) for one in person.spellings] == [("Wollenberg", 2), ("Herr Wollenberg", 1)]
    assert [(one.written, one.first) for one in person.parties] == [("DIE LINKE", "2011-03-02")]
    assert [one.written for one in person.offices] == ["Stadtverordneter"]


def test_herr_and_frau_are_two_and_the_bare_surname_belongs_to_neither(desk: Desk, store: Store) -> None:
    load(store, minutes("2016-06-14", who("Frau Müller")), minutes("2016-09-13", who("Herr Müller")),
         minutes("2017-01-17", who("Müller")))  # fmt: skip
    assert sorted(labels(desk, "Müller")) == ["Frau Müller", "Herr Müller", "Müller"]


def test_one_surname_in_two_factions_is_two_people(desk: Desk, store: Store) -> None:
    load(store, minutes("2016-06-14", who("Herr Tröger", **SPD)), minutes("2016-09-13", who("Herr Tröger", **CDU)),
         minutes("2017-01-17", who("Herr Tröger")))  # fmt: skip
    assert sorted(labels(desk, "Tröger")) == ["Herr Tröger", "Herr Tröger (CDU)", "Herr Tröger (SPD)"]
    assert labels(desk, "Tröger (SPD)") == ["Herr Tröger (SPD)"]


def test_spellings_of_one_party_do_not_part_a_person(desk: Desk, store: Store) -> None:
    load(store, minutes("2016-06-14", who("Frau Weber", party="GRÜNE")),
         minutes("2016-09-13", who("Frau Weber", party="Bündnis 90/Die Grünen")),
         minutes("2019-06-18", who("Frau Lorenz", party="FW|FÜR")),
         minutes("2024-06-18", who("Frau Lorenz", party="FDP/FW")))  # fmt: skip
    assert len(labels(desk, "Weber")) == 1
    assert len(labels(desk, "Lorenz")) == 1


def test_two_councils_keep_their_people_apart(desk: Desk, store: Store) -> None:
    load(
        store,
        minutes("2016-06-14", who("Herr Schubert"), committee="Hauptausschuss", name="a.txt"),
        minutes("2016-06-14", who("Herr Schubert"), committee="Hauptausschuss", paper=ELSEWHERE, name="b.txt"),
    )
    assert len(labels(desk, "Schubert")) == 2
    assert desk.suggested(least=0.3) == {}


def test_a_professor_is_the_same_person_without_his_chair(desk: Desk, store: Store) -> None:
    load(store, minutes("2016-06-14", who("Dr. Senft")),
         minutes("2017-06-13", who("Senft").model_copy(update={"honorific": "Prof. Dr."})))  # fmt: skip
    assert len(labels(desk, "Senft")) == 1


# --- suggested ------------------------------------------------------------------------------------------------------


def test_grasnik_and_grasnack_are_suggested_with_reasons_and_places(desk: Desk, store: Store) -> None:
    grasnick(store)
    (one,) = desk.suggested().values()
    assert {one.left.label, one.right.label} == {"Frau Grasnik", "Frau Grasnack"}
    assert one.score >= 0.7
    assert "the same consonants, another vowel" in one.reasons
    assert "their committees bear names alike" in one.reasons
    for side in (one.left, one.right):
        (sample,) = side.samples
        assert sample.place is not None
        assert sample.place.quote == side.label.removeprefix("Frau ")
    assert labels(desk, "Grasnik") == ["Frau Grasnik"]  # suggested, not merged


def muellers(store: Store) -> None:
    load(
        store,
        minutes("2016-03-02", who("Frau Birgit Müller", **LINKE)),
        minutes("2016-06-14", who("Frau B. Müller"), who("Frau E. Müller"), who("Frau Müller-Preinesberger")),
        minutes("2017-02-21", who("Frau B. Müller")),
    )


def test_birgit_and_e_mueller_are_two_and_the_double_name_is_a_third(desk: Desk, store: Store) -> None:
    muellers(store)
    found = desk.suggested(least=0.3)
    assert set(desk.suggested()) == {frozenset(("Frau B. Müller", "Frau Birgit Müller (DIE LINKE)"))}
    assert of(found, "Frau E. Müller", "Frau Birgit Müller (DIE LINKE)") is None
    assert of(found, "Frau E. Müller", "Frau B. Müller") is None
    third = of(found, "Frau Müller-Preinesberger", "Frau Birgit Müller (DIE LINKE)")
    assert third is None or third.score < 0.5
    assert len(labels(desk, "Müller")) == 4


def test_a_double_name_follows_a_single_one_as_a_hint_that_says_so(desk: Desk, store: Store) -> None:
    load(store, minutes("2014-02-06", who("Frau Sabine Böhme")), minutes("2017-02-09", who("Frau Sabine Böhme-Czerny")),
         minutes("2014-03-06", who("Frau Kolbe")), minutes("2017-03-09", who("Frau Kolbe-Ott")))  # fmt: skip
    found = desk.suggested(least=0.3)
    named = of(found, "Frau Sabine Böhme", "Frau Sabine Böhme-Czerny")
    assert named is not None
    assert named.score >= 0.5
    assert "one surname is a part of the other, as after a marriage" in named.reasons
    nameless = of(found, "Frau Kolbe", "Frau Kolbe-Ott")
    assert nameless is not None
    assert nameless.score < 0.5


def test_a_surname_alone_is_suggested_where_one_person_can_be_meant(desk: Desk, store: Store) -> None:
    load(store, minutes("2016-06-14", who("Frau Yvette Melchien")), minutes("2016-09-13", who("Frau Melchien")))
    one = of(desk.suggested(), "Frau Melchien", "Frau Yvette Melchien")
    assert one is not None
    assert "the only one of that name in that committee and time" in one.reasons
    load(store, minutes("2016-11-08", who("Frau Ina Melchien")))
    assert desk.suggested() == {}
    (weak, _) = desk.suggested(least=0.3).values()
    assert "2 people of that name could be meant" in weak.doubts


def test_an_initial_for_two_is_no_suggestion(desk: Desk, store: Store) -> None:
    load(store, minutes("2016-06-14", who("Frau Martina Krämer")), minutes("2016-09-13", who("Frau Monika Krämer")),
         minutes("2016-11-08", who("Frau M. Krämer")))  # fmt: skip
    assert desk.suggested() == {}


def test_a_title_that_comes_later_is_suggested(desk: Desk, store: Store) -> None:
    load(store, minutes("2020-07-21", who("Herr Huster", **SPD)), minutes("2022-07-26", who("Herr Dr. Huster", **SPD)))
    one = of(desk.suggested(), "Herr Huster (SPD)", "Herr Dr. Huster (SPD)")
    assert one is not None
    assert "the title Dr. comes later" in one.reasons


def test_father_and_son_and_brothers_are_never_suggested(desk: Desk, store: Store) -> None:
    load(store, minutes("2003-02-04", who("Herr Hans Lüdtke sen.")),
         minutes("2003-03-04", who("Herr Hans Lüdtke jun.")), minutes("2014-02-04", who("Herr Peter Ahrendt")),
         minutes("2014-03-04", who("Herr Paul Ahrendt")))  # fmt: skip
    assert desk.suggested(least=0.0) == {}


def test_those_who_speak_in_one_item_are_hardly_one(desk: Desk, store: Store) -> None:
    load(store, minutes("2014-02-06", who("Frau Thürmer")), minutes("2014-05-08", who("Frau Thürner")))
    (before,) = desk.suggested().values()
    load(store, minutes("2015-02-06", who("Frau Thürmer"), who("Frau Thürner")))
    (after,) = desk.suggested(least=0.3).values()
    assert after.score < before.score
    assert "both speak in the same item" in after.doubts


def test_where_councils_are_many_an_unknown_one_is_a_doubt(desk: Desk, store: Store) -> None:
    doubt = "nothing says that both are of one council"
    load(store, minutes("2016-06-14", who("Frau Gelfand")), minutes("2016-09-13", who("Frau Gelfant"), paper=None))
    (one,) = desk.suggested().values()
    assert doubt not in one.doubts
    load(store, minutes("2016-09-13", who("Herr Hock"), committee="Gemeinderat", paper=ELSEWHERE))
    (other,) = desk.suggested().values()
    assert doubt in other.doubts
    assert other.score < one.score


def test_who_is_only_mentioned_counts_with_salutation_alone(desk: Desk, store: Store) -> None:
    load(store, minutes("2016-06-14", who("Frau Dederer"), mentioned=[
        Mention(name="Heike Dederer", salutation="Frau"), Mention(name="Holding Dederer")]))  # fmt: skip
    (one,) = desk.suggested().values()
    assert {one.left.label, one.right.label} == {"Frau Dederer", "Frau Heike Dederer"}
    assert "the full name is only mentioned, it never speaks" in one.doubts


def test_the_short_question_and_the_long_list_say_the_same(desk: Desk, store: Store) -> None:
    muellers(store)
    grasnick(store)
    for asked in ("Grasnik", "Birgit Müller"):
        person = desk.person(asked).person
        assert person is not None
        for one in person.suggestions:
            listed = of(desk.suggested(least=0.3), one.left.label, one.right.label)
            assert listed is not None
            assert (listed.score, listed.reasons, listed.doubts) == (one.score, one.reasons, one.doubts)


# --- the answer -----------------------------------------------------------------------------------------------------


def test_what_someone_did_newest_first_with_kind_and_place(desk: Desk, store: Store) -> None:
    said = (Speech(speaker=0, start=1, end=2, kind="reports"), Speech(speaker=1, start=2, end=3, kind="asks"),
            Speech(speaker=0, start=3, end=4, kind="moves_amendment"))  # fmt: skip
    load(store,
         minutes("2016-06-14", who("Herr Vassilev"), who("Frau Amsel"), name="a.txt", title="Radweg", speeches=said),
         minutes("2021-12-14", who("Herr Vassilev"), committee=HOUSING, name="b.txt", number=22,
                 versions=(PaperVersion(kind="new_version", text="Neu.", by="Herr Vassilev"),)),
         minutes(None, who("Herr Vassilev"), committee=None, name="c.txt", speeches=()))  # fmt: skip
    person = desk.person("Vassilev").person
    assert person is not None
    assert [turn.date for turn in person.turns] == ["2021-12-14", "2016-06-14", None]
    newest, older, undated = person.turns
    assert (older.kinds, older.moved, older.title) == (("reports", "moves_amendment"), True, "Radweg")
    assert newest.moved
    assert undated.kinds == ()
    assert older.place is not None
    assert (older.place.document, older.place.start, older.place.quote) == ("a.txt", 0, "Vassilev")
    amsel = desk.person("Amsel").person
    assert amsel is not None
    assert not amsel.turns[0].moved
    assert amsel.turns[0].place is not None
    assert amsel.turns[0].place.start == 100


def test_filters_leave_out_turns_not_the_person(desk: Desk, store: Store) -> None:
    load(store, *(minutes(f"20{year}-06-14", who("Frau Amsel"), committee=HEALTH if year < 19 else COUNCIL)
                  for year in range(15, 23)))  # fmt: skip
    whole = desk.person("Amsel", limit=3).person
    assert whole is not None
    assert (whole.turns_total, len(whole.turns), whole.count) == (8, 3, 8)
    some = desk.person("Amsel", committee="Inklusion", years=(2016, 2017)).person
    assert some is not None
    assert [turn.date for turn in some.turns] == ["2017-06-14", "2016-06-14"]
    assert (some.turns_total, some.count) == (2, 8)
    none = desk.person("Amsel", committee="Gibt es nicht").person
    assert none is not None
    assert none.turns == ()


def test_who_is_not_there_gets_those_who_are_near(desk: Desk, store: Store) -> None:
    grasnick(store)
    answer = desk.person("Grasnick")
    assert answer.person is None
    assert answer.candidates == ()
    assert set(answer.near) == {"Frau Grasnik", "Frau Grasnack"}
    assert desk.person("Zabel").near == ()


def test_typed_otherwise_than_printed(desk: Desk, store: Store) -> None:
    load(store, minutes("2016-06-14", who("Frau Dr. Müller-Preinesberger")), minutes("2016-06-14", who("Herr Weiß")))
    for typed in ("Mueller-Preinesberger", "Preinesberger", "Frau Müller-Preinesberger", "dr. müller-preinesberger"):
        assert labels(desk, typed) == ["Frau Dr. Müller-Preinesberger"], typed
    assert labels(desk, "Weiss") == ["Herr Weiß"]
    assert labels(desk, "Herr Müller-Preinesberger") == []


def test_a_long_silence_is_told(desk: Desk, store: Store) -> None:
    load(store, minutes("1995-06-14", who("Frau Amsel")), minutes("2016-06-14", who("Frau Amsel")))
    person = desk.person("Amsel").person
    assert person is not None
    assert person.notes == ("No turn between 1995-06-14 and 2016-06-14: one name, perhaps two people.",)


def test_every_spelling_for_a_filter(desk: Desk, store: Store) -> None:
    grasnick(store)
    with store.reading() as connection:
        assert identity_names(connection, "person", "Grasnik") == ("Grasnik",)
        assert identity_names(connection, "person", "Niemand") == ()
    desk.say("Grasnik", "same", "Grasnack")
    with store.reading() as connection:
        assert identity_names(connection, "person", "Grasnack") == ("Grasnack", "Grasnik")
        assert identity_names(connection, "organization", "Inklusion") == ()
        assert identity_names(connection, "organization", HEALTH) == (HEALTH,)
