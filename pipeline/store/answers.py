"""What the store answers: immutable values. `answer.model_dump(mode="json")` gives what `--json` prints."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from pipeline.model.oparl import ConsultationRole
from pipeline.model.record import AgendaItem, Meeting, Result, Severity


class Answer(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class DocumentRef(Answer):
    """A document, as an answer names it."""

    name: str
    sha256: str


class Place(Answer):
    """Where a value stands: characters `start` to `end` of the document's own text, on `page` (from 1), in the box
    (points; left, top, right, bottom; PDF only)."""

    document: str
    page: int
    start: int
    end: int
    bbox: tuple[float, float, float, float] | None = None
    rule: str
    quote: str | None = None


class SearchHit(Answer):
    """One item found. `rank`: smaller is better; null where the hits are not ordered by relevance."""

    id: str
    document: DocumentRef
    pointer: str
    number: str | None
    title: str | None
    committee: str | None
    committee_inferred: bool
    date: str | None
    paper: str | None
    result: Result | None
    result_inferred: bool
    public: bool
    snippet: str
    rank: float | None
    place: Place | None


class FacetCount(Answer):
    value: str
    count: int


class Facets(Answer):
    """How the items found fall apart, the most frequent first (years: the latest first). `result` counts codes, an
    inferred one where none is stated. What an item does not say is not counted."""

    committee: tuple[FacetCount, ...] = ()
    year: tuple[FacetCount, ...] = ()
    result: tuple[FacetCount, ...] = ()
    speaker: tuple[FacetCount, ...] = ()


class SearchPage(Answer):
    """A page of hits; `total` counts all of them, or says how many there are at least (`total_is_exact`).

    `order`: `relevance` (the best first), `title_first` (too many to rank, or of too frequent words: hits in the title,
    then the others, the newest first), or `newest`. `facets` are null where they were not asked for; `facets_exact`
    says whether they count all items found, or only the newest `facets_over` of them.
    """

    query: str
    total: int
    total_is_exact: bool = True
    offset: int
    order: Literal["relevance", "title_first", "newest"] = "relevance"
    hits: tuple[SearchHit, ...]
    facets: Facets | None = None
    facets_exact: bool = True
    facets_over: int = 0


class Station(Answer):
    """One item that a motion went through. `sources` leads from a JSON pointer into this station (`/meeting/date`,
    `/item/vote_events/0/yes`) to where the value was read."""

    id: str
    document: DocumentRef
    pointer: str
    committee: str | None
    committee_inferred: bool
    public: bool
    meeting: Meeting
    item: AgendaItem
    sources: dict[str, tuple[Place, ...]]

    @property
    def date(self) -> str | None:
        return self.meeting.date

    def places(self, pointer: str) -> tuple[Place, ...]:
        """Where the value at `pointer` was read; the nearest value around it that has a place; else ()."""
        while pointer:
            if pointer in self.sources:
                return self.sources[pointer]
            pointer = pointer.rpartition("/")[0]
        return ()


class MotionHistory(Answer):
    """All that is known of a paper. `stations` are the items about it, `mentions` those that only speak of it, both by
    date (undated last); `related` are papers of the same number (amendments, supplements)."""

    reference: str
    titles: tuple[str, ...]
    stations: tuple[Station, ...]
    mentions: tuple[Station, ...]
    related: tuple[str, ...]


class OfficialStation(Answer):
    """A station of a paper as the city's council information system has it: a Consultation, with its AgendaItem and
    Meeting where these are loaded (`agenda_item` and `meeting` name them even where they are not). A city may give one
    consultation for several items: `id` and `agenda_item` together are unique.

    `organization` is the name its Organization object gives; `inferred_organization` only follows from the meeting's
    name. `sources` leads from a JSON pointer into this station (`/date`, `/result`, `/role`) to where it was read.
    """

    id: str  # URLs: of the consultation
    paper: str
    agenda_item: str | None
    meeting: str | None
    organization_id: str | None
    reference: str
    date: str | None
    organization: str | None
    inferred_organization: str | None
    meeting_name: str | None
    meeting_number: int | None
    cancelled: bool | None
    number: str | None
    title: str | None
    result: Result | None
    role: ConsultationRole | None
    authoritative: bool | None
    public: bool
    sources: dict[str, tuple[Place, ...]]

    @property
    def committee(self) -> str | None:
        """The organization's name, given or inferred."""
        return self.organization or self.inferred_organization

    def places(self, pointer: str) -> tuple[Place, ...]:
        """Where the value at `pointer` was read, else where the station itself stands."""
        return self.sources.get(pointer) or self.sources.get("/id", ())


class OfficialPaper(Answer):
    """A paper as the city's council information system has it. `place` is where its name stands, or its id."""

    id: str  # URL
    reference: str
    name: str | None
    paper_type: str | None
    date: str | None
    main_file: str | None
    auxiliary_files: tuple[str, ...]
    place: Place | None


class FindingRow(Answer):
    code: str
    severity: Severity
    message: str
    document: DocumentRef
    places: tuple[Place, ...]


class DocumentRow(Answer):
    name: str
    sha256: str
    media_type: str
    bytes: int
    pages: int
    extractor: str
    committee: str | None
    committee_inferred: bool
    date: str | None
    meeting_number: int | None
    items: int


class CorrectionRow(Answer):
    """One entry of the ledger. `applied` is null while its document is not loaded; `problem` says why it is not."""

    id: int
    document_sha256: str
    pointer: str
    value: Any
    was: Any
    by: str
    why: str
    at: str
    applied: bool | None
    problem: str | None


class Counts(Answer):
    """Rows per kind."""

    documents: int
    oparl_files: int = 0
    organizations: int
    meetings: int
    papers: int
    agenda_items: int
    vote_events: int
    speakers: int
    mentions: int
    attachments: int
    findings: int
    corrections: int


class KnownDocument(Answer):
    sha256: str
    name: str
    extractor: str
    digest: str


class InterruptedInput(Answer):
    label: str
    attempts: int
    started_at: str
    sha256: str | None
    size: int | None


class JournalEntry(Answer):
    label: str
    status: str
    sha256: str | None
    size: int | None
    extractor: str | None
    reason: str | None
    message: str | None
    attempts: int
    started_at: str
    finished_at: str | None


class Balance(Answer):
    """Inputs by what became of them; `started` are those a killed run left."""

    inputs: int = 0
    imported: int = 0
    unchanged: int = 0
    duplicate: int = 0
    quarantined: int = 0
    started: int = 0


__all__ = [
    "Answer", "Balance", "CorrectionRow", "Counts", "DocumentRef", "DocumentRow", "FacetCount", "Facets", "FindingRow",
    "InterruptedInput", "JournalEntry", "KnownDocument", "MotionHistory", "OfficialPaper", "OfficialStation", "Place",
    "SearchHit", "SearchPage", "Station",
]  # fmt: skip
