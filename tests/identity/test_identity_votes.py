"""Names in a roll are names: how someone voted, under whichever spelling, and that two in one roll are two."""

from __future__ import annotations

from identity_samples import Desk, load, minutes, who

from pipeline.identity import suggestions
from pipeline.model.record import Evidence, MinutesRecord, Vote, VoteEvent
from pipeline.store import Store


def roll(date: str, *votes: Vote, name: str, about: str = "Hauptantrag", public: bool | None = None) -> MinutesRecord:
    record = minutes(date, name=name, public=public,
                     vote_events=(VoteEvent(manner="roll_call", about=about, passed=True, votes=votes),))  # fmt: skip
    places = {
        f"/agenda_items/0/vote_events/0/votes/{index}": (
            Evidence(page=2, start=50 + index, end=60 + index, rule="test", quote=vote.name),
        )
        for index, vote in enumerate(votes)
    }
    return record.model_copy(update={"evidence": places})


def test_how_someone_voted_newest_first_with_the_place(desk: Desk, store: Store) -> None:
    load(store,
         roll("2018-11-07", Vote(name="Eva Hallmann", party="SPD", option="yes"), name="a.txt"),
         roll("2019-03-06", Vote(name="Eva Hallmann", salutation="Frau", option="no"), name="b.txt", about="Änderung"),
         roll("2019-05-08", Vote(name="Eva Hallmann", option=None), name="c.txt", public=False))  # fmt: skip
    person = desk.person("Hallmann").person
    assert person is not None
    assert (person.label, person.count, person.votes, person.votes_total) == ("Frau Eva Hallmann (SPD)", 0, 2, 2)
    assert [(vote.date, vote.option, vote.about) for vote in person.cast] == [
        ("2019-03-06", "no", "Änderung"), ("2018-11-07", "yes", "Hauptantrag"),
    ]  # fmt: skip
    place = person.cast[0].place
    assert place is not None
    assert (place.document, place.page, place.start, place.quote) == ("b.txt", 2, 50, "Eva Hallmann")
    assert [one.written for one in person.parties] == ["SPD"]
    some = desk.person("Hallmann", years=(2018, 2018)).person
    assert some is not None
    assert some.votes_total == 1


def test_a_speakers_surname_is_suggested_with_the_full_name_of_a_roll(desk: Desk, store: Store) -> None:
    votes = (Vote(name="Eva Hallmann", option="yes"), Vote(name="Uwe Kühnel", option="no"))
    load(store, minutes("2018-11-07", who("Frau Hallmann"), name="a.txt"), roll("2018-12-05", *votes, name="b.txt"))
    (one,) = desk.suggested().values()
    assert {one.left.label, one.right.label} == {"Frau Hallmann", "Eva Hallmann"}
    assert not any("only mentioned" in doubt for doubt in one.doubts)
    for side in (one.left, one.right):
        assert side.samples[0].place is not None
    desk.say("Frau Hallmann", "same", "Eva Hallmann")
    person = desk.person("Eva Hallmann").person
    assert person is not None
    assert (person.turns_total, person.votes_total) == (1, 1)


def test_two_who_vote_in_one_roll_are_hardly_one(desk: Desk, store: Store) -> None:
    load(store, minutes("2014-02-06", who("Frau Thürmer")), minutes("2014-05-08", who("Frau Thürner")))
    (before,) = desk.suggested().values()
    load(store, roll("2014-06-05", Vote(name="Thürmer", salutation="Frau", option="yes"),
                     Vote(name="Thürner", salutation="Frau", option="no"), name="roll.txt"))  # fmt: skip
    (after,) = desk.suggested(least=0.3).values()
    assert after.score < before.score
    assert "both speak in the same item, or vote in the same roll" in after.doubts


def test_a_roll_gives_a_party_its_period(store: Store) -> None:
    load(store, roll("2010-01-12", Vote(name="Amsel", party="Freie Demokraten", option="yes"), name="a.txt"),
         minutes("2012-01-17", who("Frau Drossel", party="FDP")))  # fmt: skip
    with store.reading() as connection:
        (one,) = suggestions(connection, "party")
    assert (one.left.label, one.left.first, one.right.label) == ("Freie Demokraten", "2010-01-12", "FDP")
