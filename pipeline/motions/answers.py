"""What the questions about motions answer: immutable values; `model_dump(mode="json")` is what `--json` prints."""

from __future__ import annotations

from typing import Literal

from pipeline.motions.duties import Standing_ as DutyStanding
from pipeline.motions.relations import Kind as RelationKind
from pipeline.motions.states import State
from pipeline.store.answers import Answer, DocumentRef, OfficialPaper, OfficialStation, Place, Station

ShownState = Literal["pending", "decided", "rejected", "withdrawn", "reported", "overdue"]


class Joined(Answer):
    """By what an item that prints no number belongs to the motion. `confidence` from 0 to 1."""

    how: Literal["meeting", "title", "mention", "suggested"]
    confidence: float
    reasons: tuple[str, ...]


class Telling(Answer):
    """Another document of the same sitting that tells the same station."""

    id: str
    document: DocumentRef
    pointer: str


StationRole = Literal["recommending", "deciding", "noting", "hearing"]


class NextStep(Answer):
    """Where a station sent the motion. `to`: the bodies it names, `lead` the one of them that leads (federführend);
    `station`: the id of the station that followed."""

    kind: Literal["referred", "deferred", "recommended"]
    to: tuple[str, ...]
    lead: str | None = None
    station: str | None


class MotionStation(Station):
    """A station in a history. `role`: as the minutes or the city state it; where only the body's name or the outcome
    tells it, `role_inferred`. `lead`: the body leads among several (federführend). `dealt_with`: index of the version
    it had before it. `joined` is null where the item prints the paper's number. `official`: the same station in the
    city's own record; `minutes` is false where that record alone tells of it (`document` is then its file, `id` its
    URL)."""

    role: StationRole | None
    role_inferred: bool
    lead: bool = False
    joined: Joined | None
    minutes: bool = True
    official: OfficialStation | None = None
    also: tuple[Telling, ...] = ()
    next: NextStep | None = None
    dealt_with: int | None = None


class WordRun(Answer):
    kind: Literal["kept", "removed", "added"]
    text: str


class SentenceDiff(Answer):
    """One sentence of a comparison; `words` for reworded ones."""

    kind: Literal["kept", "removed", "added", "reworded"]
    old: str | None
    new: str | None
    words: tuple[WordRun, ...] = ()


class Version(Answer):
    """A text of the motion. `compared_with`: index of the version before it; `changes` leads from that one to
    this."""

    station: str
    date: str | None
    committee: str | None
    kind: str
    by: str | None
    version_date: str | None
    text: str
    places: tuple[Place, ...]
    compared_with: int | None = None
    changes: tuple[SentenceDiff, ...] = ()


class OwedDuty(Answer):
    """A duty of a motion. `overdue`: due before the day asked for, and not met by then. `days_late`, `months_late`:
    by how much it was met late (months of the calendar: November to March is four)."""

    reference: str
    title: str | None
    station: str
    date: str | None
    committee: str | None
    text: str
    kind: Literal["report", "do"]
    who: str | None
    to: str | None
    due: str | None
    due_from: str | None
    due_to: str | None
    recurring: str | None
    standing: DutyStanding
    met_by: str | None
    met_on: str | None
    days_late: int | None
    months_late: int | None
    overdue: bool
    places: tuple[Place, ...]


class RelatedPaper(Answer):
    """Another paper. `direction` out: this motion stands in `kind` to it; in: it does to this motion."""

    reference: str
    title: str | None
    kind: RelationKind
    direction: Literal["out", "in"]
    reason: str
    confidence: float
    station: str | None
    document: DocumentRef | None


class CrossFinding(Answer):
    """What does not add up between documents, with the places on both sides."""

    reference: str
    code: str
    severity: Literal["error", "warning", "info"]
    message: str
    places: tuple[Place, ...]


class History(Answer):
    """The life of a motion as of `on`. `paper`: what the city's own record says of it. Stations by date (undated
    last); `suggested` are items that may belong to it, and count nowhere; `mentions` only speak of it."""

    reference: str
    title: str | None
    titles: tuple[str, ...]
    state: ShownState
    reason: str
    on: str
    paper: OfficialPaper | None
    stations: tuple[MotionStation, ...]
    suggested: tuple[MotionStation, ...]
    mentions: tuple[Station, ...]
    relations: tuple[RelatedPaper, ...]
    versions: tuple[Version, ...]
    duties: tuple[OwedDuty, ...]
    findings: tuple[CrossFinding, ...]


class MotionRow(Answer):
    """One motion in a list."""

    reference: str
    title: str | None
    state: ShownState
    reason: str
    first_date: str | None
    last_date: str | None
    stations: int
    open_due: str | None


class MotionPage(Answer):
    """A page of motions; `total` counts all that the filters leave."""

    total: int
    offset: int
    motions: tuple[MotionRow, ...]


def shown_state(state: State, open_due: str | None, *, on: str) -> ShownState:
    """The state on a day: decided or reported, with a duty open that was due before, is overdue."""
    return "overdue" if state in ("decided", "reported") and open_due is not None and open_due < on else state
