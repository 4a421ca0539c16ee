"""What the questions about links answer: immutable values; `model_dump(mode="json")` is what `--json` prints."""

from __future__ import annotations

from typing import Literal

from pipeline.model.concept import SourcePlace
from pipeline.store.answers import Answer, DocumentRef, Place
from pipeline.store.concept_answers import FieldRef

MachineState = Literal["accepted", "suggested", "below"]
"""What the machine thinks of a pair; `below`: kept, and shown only to those who ask for all."""

LinkState = Literal["accepted", "suggested", "below", "confirmed", "rejected"]
"""The same, or what a person said of it (`confirmed`, `rejected`)."""

LINKED: frozenset[LinkState] = frozenset({"accepted", "confirmed"})
"""The states that count as linked."""


class Span(Answer):
    """Characters `start` to `end` of a passage's text."""

    start: int
    end: int


class MotionPassage(Answer):
    """A passage of a motion that a link rests on. `value` is where it stands within the item (`/title`, `/versions/0`,
    `/speeches/3`, `/text`), `start` and `end` its characters in that value's text; `marks` are the shared words, in
    characters of `text`. `places`: where the value was read."""

    document: DocumentRef
    item: str | None
    pointer: str
    value: str
    version: str | None  # kind of the text, where it is one of a motion's versions
    date: str | None
    start: int
    end: int
    text: str
    marks: tuple[Span, ...]
    places: tuple[Place, ...]


Side = Literal["title", "description"]
"""Where the measure's words stand."""


class MeasurePassage(Answer):
    """The measure's side: its title or description, with the shared words marked and where it stands in the
    catalogue."""

    value: Side
    text: str
    marks: tuple[Span, ...]
    places: tuple[SourcePlace, ...]


class LinkEvidence(Answer):
    motion: tuple[MotionPassage, ...]
    measure: tuple[MeasurePassage, ...]


class MeasureRef(Answer):
    """A measure, as a link names it."""

    id: str
    concept: str
    concept_name: str
    number: str
    title: str
    field: FieldRef
    retired: bool


class LinkVerdict(Answer):
    """What a person said of a link. `changed`: one of the two texts is another since; it asks to be confirmed."""

    decision: Literal["confirmed", "rejected"]
    by: str
    why: str
    at: str
    changed: bool


class LinkItem(Answer):
    """An agenda item of the linked motion."""

    id: str
    document: DocumentRef
    pointer: str
    number: str | None
    committee: str | None
    date: str | None


class Link(Answer):
    """A motion and a measure. `score`: the probability that the motion concerns the measure; null where only a person
    says so. `machine` is null then, too. `rests_on`: the kind of text the best passage stands in (`adopted`,
    `new_version` ...; null: in no text of the motion itself). `dropped`: it rests on a passage that the text in force
    no longer has. `items`: the motion's items, by date; `notes`: what people wrote beside it."""

    reference: str
    title: str | None
    measure: MeasureRef
    score: float | None
    machine: MachineState | None
    state: LinkState
    reasons: tuple[str, ...]
    evidence: LinkEvidence
    rests_on: str | None
    dropped: bool
    verdict: LinkVerdict | None
    notes: tuple[str, ...]
    items: tuple[LinkItem, ...]
