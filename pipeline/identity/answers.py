"""What this room answers: immutable values. `answer.model_dump(mode="json")` gives what `--json` prints."""

from __future__ import annotations

from typing import Literal

from pipeline.store.answers import Answer, DocumentRef, Place
from pipeline.store.verdicts import Kind, VerdictRow

State = Literal["open", "same", "different"]


class Seen(Answer):
    """How often something was printed, and from when to when (ISO 8601; null where no document is dated). For a
    committee `count` counts meetings, else items."""

    count: int
    first: str | None
    last: str | None


class Spelling(Seen):
    """One way of writing: `Frau Dr. Müller`."""

    written: str


class Sample(Answer):
    """One place where it is written. `place` is null where the record gives none."""

    date: str | None
    committee: str | None
    number: str | None
    title: str | None
    document: DocumentRef
    pointer: str
    place: Place | None


class Side(Seen):
    """One of the two of a suggestion, or one of a list. `key` stands for it in the ledger and on the command line,
    `label` is for people."""

    kind: Kind
    key: str
    label: str
    mentions: int = 0
    spellings: tuple[Spelling, ...] = ()
    offices: tuple[Spelling, ...] = ()
    parties: tuple[Spelling, ...] = ()
    committees: tuple[Spelling, ...] = ()
    samples: tuple[Sample, ...] = ()


class Suggestion(Answer):
    """Two that may be one. `reasons` speak for it, `doubts` against."""

    kind: Kind
    score: float
    left: Side
    right: Side
    reasons: tuple[str, ...]
    doubts: tuple[str, ...]


class Judgement(Answer):
    """A standing verdict and whom it speaks of; a side is null where nobody is printed so today."""

    verdict: VerdictRow
    left: Side | None
    right: Side | None


class Turn(Answer):
    """One item in which a person speaks or acts. `kinds`: what was done (`asks`, `reports`), in order; `moved`: a text
    of the motion is theirs; `by_office`: the minutes name the office alone, a verdict the person."""

    date: str | None
    committee: str | None
    number: str | None
    title: str | None
    paper: str | None
    written: str
    kinds: tuple[str, ...]
    moved: bool
    by_office: bool
    public: bool
    item: str
    document: DocumentRef
    pointer: str
    place: Place | None


class Person(Side):
    """An identity, its turns newest first (`turns_total` counts all that the filters leave), what is suggested of it,
    and the verdicts it rests on. `notes`: what a careful reader should know."""

    members: tuple[str, ...]
    turns: tuple[Turn, ...]
    turns_total: int
    suggestions: tuple[Suggestion, ...]
    verdicts: tuple[VerdictRow, ...]
    notes: tuple[str, ...]


class PersonAnswer(Answer):
    """What a name asks for: one person, or the candidates among whom the asker must choose; neither: nobody."""

    asked: str
    person: Person | None
    candidates: tuple[Side, ...]
    near: tuple[str, ...]


class NamePeriod(Seen):
    """A name of a committee with its validity: from the first to the last meeting seen under it. `lowest` and `highest`
    are numbers of meetings; they begin anew with each Wahlperiode."""

    key: str
    name: str
    spellings: tuple[str, ...]
    lowest: int | None
    highest: int | None


class Committee(Side):
    """An identity of committees: its names in order of time."""

    names: tuple[NamePeriod, ...]
    suggestions: tuple[Suggestion, ...]
    verdicts: tuple[VerdictRow, ...]
    notes: tuple[str, ...]


class CommitteeAnswer(Answer):
    """What a name asks for: one committee, or the candidates among whom the asker must choose; neither: none."""

    asked: str
    committee: Committee | None
    candidates: tuple[Side, ...]
    near: tuple[str, ...]


__all__ = [
    "Committee", "CommitteeAnswer", "Judgement", "NamePeriod", "Person", "PersonAnswer", "Sample", "Seen", "Side",
    "Spelling", "State", "Suggestion", "Turn",
]  # fmt: skip
