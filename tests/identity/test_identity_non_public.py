"""A name that stands in non-public items alone is nowhere, unless it is asked for."""

from __future__ import annotations

import inspect
import json

import pytest
from identity_samples import Desk, load, minutes, who

import pipeline.identity
from pipeline.identity import ask_committee, ask_person, identities, identity_names, judgements, suggestions
from pipeline.model.errors import StoreError
from pipeline.model.record import Mention
from pipeline.store import Store

SECRET = "Heimlich"


@pytest.fixture
def guarded(store: Store) -> Store:
    hidden = {"public": False, "committee": "Geheimer Ausschuss"}
    secret = [Mention(name="Heimlichkeit", salutation="Frau")]
    load(
        store,
        minutes("2016-06-14", who("Frau Heimlicht"), name="open.txt"),
        minutes("2016-09-13", who(f"Frau {SECRET}", party="Geheimpartei"), who("Frau Amsel"), name="1.txt", **hidden),
        minutes("2016-11-15", who("Frau Amsel"), mentioned=secret, name="2.txt", **hidden),
        minutes("2017-01-17", who("Frau Amsel"), name="open too.txt"),
    )
    return store


@pytest.mark.parametrize(
    "asked", [SECRET, "Frau Heimlich", "Heimlichst", "heimlich||f|geheimpartei||y/A/n", "Heimlichkeit"]
)
def test_no_question_gives_the_name_away(guarded: Store, asked: str) -> None:
    with guarded.reading() as connection:
        answer = ask_person(connection, asked)
        told = (
            answer.model_copy(update={"asked": ""}).model_dump_json().replace("Heimlicht", "").replace("heimlicht", "")
        )
    assert "eimlich" not in told
    assert "Geheim" not in told


def test_what_is_asked_for_is_there(guarded: Store) -> None:
    with guarded.reading() as connection:
        answer = ask_person(connection, SECRET, include_non_public=True)
        assert answer.person is not None
        assert not answer.person.turns[0].public
        assert len(suggestions(connection, "person", include_non_public=True, least=0.3)) >= 1
        assert ask_committee(connection, "Geheimer Ausschuss", include_non_public=True).committee is not None


def test_no_list_gives_the_name_away(guarded: Store) -> None:
    with guarded.reading() as connection:
        lists = [
            *(suggestions(connection, kind, least=0.0) for kind in ("person", "organization", "party")),
            *(identities(connection, kind) for kind in ("person", "organization", "party")),
        ]
        assert identity_names(connection, "person", SECRET) == ()
        assert identity_names(connection, "organization", "Geheimer Ausschuss") == ()
        assert ask_committee(connection, "Geheimer Ausschuss").committee is None
    told = json.dumps([one.model_dump(mode="json") for found in lists for one in found]).replace("eimlicht", "")
    assert "eimlich" not in told
    assert "Geheim" not in told


def test_turns_of_a_public_person_leave_out_what_is_not(guarded: Store) -> None:
    with guarded.reading() as connection:
        person = ask_person(connection, "Amsel").person
        assert person is not None
        assert (person.turns_total, person.count, person.first) == (1, 1, "2017-01-17")
        whole = ask_person(connection, "Amsel", include_non_public=True).person
        assert whole is not None
        assert (whole.turns_total, whole.first) == (3, "2016-09-13")


def test_verdicts_on_a_hidden_name_are_not_listed_and_not_told(guarded: Store) -> None:
    desk = Desk(guarded)
    desk.say(SECRET, "same", "Heimlicht", include_non_public=True)
    desk.say(SECRET, "different", "Amsel", include_non_public=True)
    with guarded.reading() as connection:
        assert judgements(connection, "person") == ()
        assert len(judgements(connection, "person", include_non_public=True)) == 2
        person = ask_person(connection, "Heimlicht").person
        assert person is not None
        assert person.verdicts == ()
        assert [one.written for one in person.spellings] == ["Frau Heimlicht"]
    with pytest.raises(StoreError) as refused:
        desk.say("Heimlicht", "same", "Amsel")
    assert refused.value.code == "contradiction"
    assert "eimlich " not in str(refused.value)
    assert "a name that is not public" in str(refused.value)


def test_a_verdict_cannot_be_given_on_what_is_not_seen(guarded: Store) -> None:
    with pytest.raises(StoreError) as refused:
        Desk(guarded).say(SECRET, "same", "Heimlicht")
    assert refused.value.code == "unknown_name"
    assert "Geheim" not in str(refused.value)


def test_that_two_speak_together_in_secret_is_no_reason(store: Store) -> None:
    load(store, minutes("2014-02-06", who("Frau Thürmer"), name="a.txt"),
         minutes("2014-05-08", who("Frau Thürner"), name="b.txt"),
         minutes("2014-06-05", who("Frau Thürmer"), who("Frau Thürner"), public=False, name="c.txt"))  # fmt: skip
    (one,) = Desk(store).suggested(least=0.3).values()
    assert "both speak in the same item, or vote in the same roll" not in one.doubts


def test_every_question_has_this_door() -> None:
    """A question added later without the guard turns this red."""
    asked = {
        name: value
        for name in pipeline.identity.__all__
        if inspect.isfunction(value := getattr(pipeline.identity, name))
    }
    assert set(asked) == {
        "ask_person", "ask_committee", "suggestions", "judgements", "identities", "identity_names", "spellings",
        "decide",
    }  # fmt: skip
    for name, function in asked.items():
        option = inspect.signature(function).parameters["include_non_public"]
        assert option.default is False, name
        assert option.kind is inspect.Parameter.KEYWORD_ONLY, name
