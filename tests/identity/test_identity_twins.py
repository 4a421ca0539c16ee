"""SQLite and PostgreSQL give the same answers to every question of this room."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from identity_samples import ELSEWHERE, HEALTH, HOUSING, NOON, Desk, grasnick, load, minutes, who

from pipeline.identity import ask_committee, identities, identity_names, judgements, suggestions
from pipeline.model.record import Mention, Speaker, Vote, VoteEvent
from pipeline.store import Store, open_store

NAMES = ("Grasnik", "Grasnick", "Müller", "Hüneke", "Schubert", "Øre", "Eva Hallmann", "Preinesberger", "ß")


@pytest.fixture
def twins(postgres_url: str) -> Iterator[tuple[Desk, Desk]]:
    with open_store("sqlite://", now=lambda: NOON) as one, open_store(postgres_url, now=lambda: NOON) as other:
        for store in (one, other):
            fill(store)
        yield Desk(one), Desk(other)


def fill(store: Store) -> None:
    office = {"role": "Oberbürgermeister"}
    ballot = VoteEvent(manner="roll_call", votes=(Vote(name="Eva Hallmann", party="SPD", option="yes"),
                                                  Vote(name="Uwe Kühnel", party="CDU", option=None)))  # fmt: skip
    grasnick(store)
    load(
        store,
        minutes("2016-03-02", who("Frau Birgit Müller", party="DIE LINKE."), who("Frau B. Müller"), name="1"),
        minutes("2016-06-14", who("Frau Müller-Preinesberger"), who("Müller", party="Die Linke"), name="2"),
        minutes("2016-09-13", who("Herr Schubert", **office), name="3"),
        minutes("2016-10-11", Speaker(role="Der Oberbürgermeister"), name="4"),
        minutes("2017-01-17", who("Herr Schubert"), paper=ELSEWHERE, committee="Hauptausschuss", name="5"),
        minutes("2017-02-14", who("Frau Hüneke"), who("Herr Øre"), mentioned=[Mention(name="neke", salutation="Frau")],
                name="6"),
        minutes(None, who("Frau neke"), committee=None, paper=None, name="7"),
        minutes("2018-11-07", who("Frau Hallmann"), vote_events=(ballot,), name="8"),
        minutes("2019-11-07", who("Frau Heimlich"), public=False, name="9"),
    )  # fmt: skip


def every_answer(desk: Desk) -> list[Any]:
    with desk.store.reading() as connection:
        kinds = ("person", "organization", "party")
        lists = [
            *(suggestions(connection, kind, least=0.0) for kind in kinds),
            *(identities(connection, kind) for kind in kinds),
            *(judgements(connection, kind) for kind in kinds),
        ]
        found: list[Any] = [[one.model_dump() for one in answers] for answers in lists]
        found += [ask_committee(connection, name).model_dump() for name in (HEALTH, "Inklusion", "Gibt es nicht")]
        found += [identity_names(connection, "person", name) for name in NAMES]
    return found + [desk.person(name, years=(2016, None)).model_dump() for name in NAMES]


def test_before_and_after_verdicts(twins: tuple[Desk, Desk]) -> None:
    one, other = twins
    assert every_answer(one) == every_answer(other)
    for desk in twins:
        desk.say("Grasnik", "same", "Grasnack")
        desk.say("Frau B. Müller", "different", "Birgit Müller")
        desk.say(HEALTH, "same", HOUSING, kind="organization")
        (office,) = (side for pair in desk.suggested().values() for side in (pair.left, pair.right)
                     if side.key.startswith("office:"))  # fmt: skip
        desk.say(office.key, "same", "schubert||m|||y/A/n")
    assert every_answer(one) == every_answer(other)
    person = other.person("Grasnack").person
    assert person is not None
    assert person.turns_total == 2
