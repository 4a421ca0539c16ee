"""What the components fill in while they read one document: values with the places they were read from.

Offsets here count the working text; `extract.py` turns them into evidence on the original.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from pipeline.language.passages import Line, sentences_of
from pipeline.minutes.agenda_scan import AgendaEntry
from pipeline.model.document import Document
from pipeline.model.record import (
    Attendee,
    ConceptStatement,
    Duty,
    Mention,
    PaperVersion,
    Result,
    Role,
    Speaker,
    Speech,
    Vote,
    VoteEvent,
)

Value = TypeVar("Value")


@dataclass(slots=True)
class Place:
    """A span of the working text and the rule that read it."""

    start: int
    end: int
    rule: str


@dataclass(slots=True)
class Fact(Generic[Value]):
    """A value and where it stands."""

    value: Value
    places: list[Place]

    @classmethod
    def at(cls, value: Value, start: int, end: int, rule: str) -> Fact[Value]:
        return cls(value, [Place(start, end, rule)])


@dataclass(slots=True)
class Roll:
    """A roll as printed: who voted how, the figures that stand in it, and the factions that vote as a whole."""

    start: int
    end: int
    rule: str
    votes: list[Fact[Vote]] = field(default_factory=list)
    counts: dict[str, Fact[int]] = field(default_factory=dict)
    factions: dict[str, list[str]] = field(default_factory=dict)
    sides: set[str] = field(default_factory=set)  # the options that it has a column or list for
    torn: bool = False  # there is more of it, which no rule reads
    called: bool = False  # a ballot by name was called; else the names only complete a ballot

    @property
    def alone(self) -> bool:
        """Whether it tells a ballot of its own, and what stands in it tells no other."""
        return self.called or self.rule == "roll.table"

    @property
    def whole(self) -> bool:
        """Whether a ballot by name was called and every person's option is known: the roll then says what came of it."""
        told = self.called and not self.torn and {"yes", "no"} <= self.sides
        return told and all(fact.value.option is not None for fact in self.votes) and not self.factions

    def number(self, side: str) -> int:
        """How many people it has under this option."""
        return sum(fact.value.option == side for fact in self.votes)


@dataclass(slots=True)
class VoteDraft:
    """A ballot under way: the counts each with their own place."""

    start: int
    end: int
    rule: str
    yes: Fact[int] | None = None
    no: Fact[int] | None = None
    abstain: Fact[int] | None = None
    manner: str | None = None
    passed: bool | None = None
    carried: bool | None = None  # what the verb says; None: no verb
    about: str | None = None
    procedural: bool = False
    role: Role | None = None
    text: str = ""
    other: dict[str, int] = field(default_factory=dict)
    vague: bool = False
    labelled: bool = False  # stands under a heading such as Abstimmungsergebnis
    table: bool = False
    factions: dict[str, list[str]] = field(default_factory=dict)
    other_factions: dict[str, list[str]] = field(default_factory=dict)
    roll: Roll | None = None
    more: list[Place] = field(default_factory=list)  # the same ballot told again

    def bare_line(self, draft: Draft) -> bool:
        """A line of its own within the ballot, with figures alone."""
        return self.end - self.start < 60 and "\n" not in draft.text[self.start : self.end]

    @property
    def counted(self) -> bool:
        return self.yes is not None or self.no is not None or self.abstain is not None


@dataclass(slots=True)
class ItemDraft:
    """One agenda item: its heading, the body it owns, and the facts found in it."""

    start: int
    end: int
    body: int  # where the body begins
    number: Fact[str] | None = None
    title: Fact[str] | None = None
    public: Fact[bool] | None = None
    paper: Fact[str] | None = None
    result: Fact[Result] | None = None
    inferred_result: Fact[Result] | None = None
    role: Fact[Role] | None = None
    votes: list[VoteDraft] = field(default_factory=list)
    rolls: list[tuple[int, int]] = field(default_factory=list)  # where rolls stand: who is named there does not speak
    events: list[VoteEvent] = field(default_factory=list)
    speakers: list[Fact[Speaker]] = field(default_factory=list)
    mentioned_papers: list[Fact[str]] = field(default_factory=list)
    mentioned_people: list[Fact[Mention]] = field(default_factory=list)
    speeches: list[Fact[Speech]] = field(default_factory=list)
    versions: list[Fact[PaperVersion]] = field(default_factory=list)
    duties: list[Fact[Duty]] = field(default_factory=list)
    agenda_title: Fact[str] | None = None  # the title as the table of contents gives it
    shares_body: bool = False  # several items are dealt with together: one body, each its own ballots
    from_agenda: bool = False  # known from the table of contents alone: has no body


@dataclass(slots=True)
class Draft:
    """The whole document under way."""

    document: Document
    text: str
    lines: list[Line]
    flow: str
    layout: str = "other"
    body: int = 0  # where the header ends
    end: int = 0  # where the minutes end and attachments begin
    organization: Fact[str] | None = None
    inferred_organization: Fact[str] | None = None
    number: Fact[int] | None = None
    date: Fact[str] | None = None
    dates: list[Fact[str]] = field(default_factory=list)  # all dates that claim to be the meeting's
    public: Fact[bool] | None = None
    members: Fact[int] | None = None
    present: Fact[int] | None = None
    begins: Fact[str] | None = None
    ends: Fact[str] | None = None
    attendance: list[Fact[Attendee]] = field(default_factory=list)
    chair: Fact[Speaker] | None = None
    items: list[ItemDraft] = field(default_factory=list)
    attachments: list[tuple[str | None, int, int]] = field(default_factory=list)
    statements: list[Fact[ConceptStatement]] = field(default_factory=list)
    labels: list[tuple[str, str, int, int]] = field(
        default_factory=list
    )  # header rows: label, value, place of the value
    _starts: list[int] = field(default_factory=list, repr=False)
    sentences: dict[tuple[int, int], list[tuple[int, int]]] = field(default_factory=dict)
    agenda: list[AgendaEntry] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._starts = [line.start for line in self.lines]

    def lines_in(self, start: int, end: int) -> list[Line]:
        """The lines that begin in [start, end)."""
        return self.lines[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def sentences_in(self, start: int, end: int) -> list[tuple[int, int]]:
        """The sentences of flow[start:end]; cut once, asked for by several components."""
        found = self.sentences.get((start, end))
        if found is None:
            found = self.sentences[start, end] = list(sentences_of(self.flow, start, end))
        return found
