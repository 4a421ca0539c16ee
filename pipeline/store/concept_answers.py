"""What the store answers about concepts: immutable values, as in `answers`."""

from __future__ import annotations

from pipeline.model.concept import (
    Concept,
    ConceptFinding,
    Goal,
    MeasureStatus,
    Period,
    SourcePlace,
    StatusCode,
    StatusManner,
    StatusRow,
)
from pipeline.model.record import ConceptStatement
from pipeline.store.answers import Answer, DocumentRef, Place


class ConceptRef(Answer):
    """A concept, as an answer names it. `papers`: the reference of the paper it was adopted by, normalised."""

    id: str
    name: str
    body: str | None
    period: Period
    paper: str | None
    paper_reference: str | None
    adopted: str | None
    source: str | None


class FieldRef(Answer):
    number: str
    name: str | None


class StatusEntry(MeasureStatus):
    """One entry of a measure's history. `document`: name of the file it was read from; `number`: the measure's when it
    was said."""

    id: str
    number: str
    manner: StatusManner | None
    document: str | None
    sha256: str
    places: tuple[SourcePlace, ...]
    recorded_at: str


class MeasureRow(Answer):
    """A measure with all that is known of it. `status`: oldest first, those without a date before all others.

    `places` leads from the name of a value (`title`, `description`, `goals` ...; `row`: the whole) to where it stands.
    """

    id: str
    concept: ConceptRef
    field: FieldRef
    number: str
    title: str
    description: str | None
    goals: tuple[Goal, ...]
    responsible: str | None
    topic: str | None
    invented: bool
    retired: bool
    status: tuple[StatusEntry, ...]
    places: dict[str, tuple[SourcePlace, ...]]

    @property
    def latest(self) -> StatusEntry | None:
        """The state that holds: the last that says anything."""
        return next((one for one in reversed(self.status) if one.code or one.text), None)

    @property
    def code(self) -> StatusCode | None:
        return self.latest.code if self.latest else None


class UnjoinedRow(Answer):
    """A row of a report that found no measure, with those nearest to it: number, title, likeness of 100."""

    row: StatusRow
    candidates: tuple[tuple[str, str, float], ...]


class SourceRow(Answer):
    """A file that was imported: a catalogue or a report."""

    sha256: str
    role: str
    name: str
    media_type: str
    bytes: int
    pages: int
    reader: str
    as_of: str | None
    rows: int | None
    joined: int | None
    findings: tuple[ConceptFinding, ...]
    unjoined: tuple[UnjoinedRow, ...]
    imported_at: str
    current: bool


class ConceptRow(Answer):
    """A concept with its size: what stands in `concept list`. Retired parts are not counted."""

    concept: ConceptRef
    fields: int
    goals: int
    measures: int
    retired: int
    statuses: int
    sources: tuple[SourceRow, ...]


class ConceptView(Answer):
    """A concept as a whole. `catalogue` is what `concept export` writes; `places`: where its own values stand."""

    row: ConceptRow
    catalogue: Concept
    measures: tuple[MeasureRow, ...]
    retired: tuple[MeasureRow, ...]
    places: dict[str, tuple[SourcePlace, ...]]


class StatementRow(Answer):
    """What a document says about a concept, with the meeting and the item (number, paper) it was said in."""

    statement: ConceptStatement
    document: DocumentRef
    committee: str | None
    date: str | None
    item: str | None
    paper: str | None
    places: tuple[Place, ...]


class PutOutcome(Answer):
    """What an import changed. `state`: new, unchanged or changed (a new version of the catalogue)."""

    id: str
    state: str
    measures: int
    added: int = 0
    changed: int = 0
    retired: int = 0
    statuses_added: int = 0
    statuses_known: int = 0
    moved: tuple[tuple[str, str, str], ...] = ()  # number, title before, title now
