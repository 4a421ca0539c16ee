"""Small councils for the tests of this folder: who spoke where and when; all of it ours."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from pipeline.identity import Judgement, PersonAnswer, Suggestion, ask_person, decide, suggestions
from pipeline.model.record import AgendaItem, Evidence, Meeting, Mention, MinutesRecord, Source, Speaker, Speech
from pipeline.store import Store
from pipeline.store.verdicts import Decision, Kind

NOON = "2026-01-02T12:00:00Z"
HEALTH = "Ausschuss für Gesundheit, Soziales und Inklusion"
HOUSING = "Ausschuss für Gesundheit, Soziales, Wohnen und Inklusion"
COUNCIL = "Stadtverordnetenversammlung"
POTSDAM, ELSEWHERE = "15/SVV/0743", "2023/0964"
WHO = {"by": "A. Muster", "why": "steht in der Personalakte", "at": NOON}


def who(written: str, *, role: str | None = None, party: str | None = None) -> Speaker:
    """`Frau Dr. Müller` as the extraction gives her; without salutation the name alone."""
    words, salutation, honorific = written.split(), None, None
    if words[0] in ("Frau", "Herr"):
        salutation = words.pop(0)
    if words and words[0] == "Dr.":
        honorific = words.pop(0)
    return Speaker(name=" ".join(words) or None, salutation=salutation, honorific=honorific, role=role, party=party)


def minutes(
    date: str | None,
    *people: Speaker,
    committee: str | None = HEALTH,
    paper: str | None = POTSDAM,
    public: bool | None = None,
    name: str = "",
    mentioned: Iterable[Mention] = (),
    number: int | None = None,
    **item: Any,
) -> MinutesRecord:
    """A document of one item in which these people speak, each with a turn and its place."""
    name = name or f"{committee}-{date}-{'-'.join(str(one.name or one.role) for one in people)}.txt"
    speeches = tuple(Speech(speaker=index, start=10, end=20, kind="asks") for index in range(len(people)))
    evidence = {
        f"/agenda_items/0/speakers/{index}": (
            Evidence(page=1, start=100 * index, end=100 * index + 9, rule="test", quote=one.name or one.role),
        )
        for index, one in enumerate(people)
    }
    values = {"number": "7.1", "title": "Radweg", "paper": paper, "public": public, "speakers": people,
              "speeches": speeches, "mentioned_people": tuple(mentioned), **item}  # fmt: skip
    return MinutesRecord(
        extractor="1",
        source=Source(name=name, sha256=sha256(name.encode()).hexdigest(), media_type="text/plain", bytes=1, pages=1),
        meeting=Meeting(organization=committee, date=date, number=number),
        agenda_items=(AgendaItem(**values),),
        evidence=evidence,
    )


def load(store: Store, *records: MinutesRecord) -> None:
    for record in records:
        store.load(record, label=record.source.name)


def grasnick(store: Store) -> None:
    """Two spellings of one name, in a committee that was renamed between them."""
    load(
        store,
        minutes("2016-06-14", who("Frau Grasnik"), name="2016.txt"),
        minutes("2021-12-14", who("Frau Grasnack"), committee=HOUSING, paper="21/SVV/1188", name="2021.txt"),
    )


class Desk:
    """The questions of this room, asked of one store."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def person(self, name: str, **options: Any) -> PersonAnswer:
        with self.store.reading() as connection:
            return ask_person(connection, name, **options)

    def suggested(self, kind: Kind = "person", **options: Any) -> dict[frozenset[str], Suggestion]:
        """By the labels of both sides."""
        with self.store.reading() as connection:
            found = suggestions(connection, kind, **options)
        return {frozenset((one.left.label, one.right.label)): one for one in found}

    def say(self, one: str, decision: Decision, other: str, *, kind: Kind = "person", **options: Any) -> Judgement:
        with self.store.writing() as connection:
            return decide(connection, kind, one, other, decision, **{**WHO, **options})
