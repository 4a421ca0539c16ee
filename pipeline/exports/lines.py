"""The lines of the tracker's feed, as they are written and published (`docs/tracker-decision.schema.json`).

A field is null where neither minutes nor the city's own record say anything; nothing is guessed, and nothing in a line
depends on the day it is written.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from pipeline.model.record import Manner, ResultCode, Role
from pipeline.motions.answers import StationRole
from pipeline.motions.duties import Standing_ as DutyStanding
from pipeline.motions.states import State as MotionState
from pipeline.store.answers import Answer

SCHEMA_ID: Literal["protokolle/tracker-decision/1"] = "protokolle/tracker-decision/1"
FORM = "1"
"""Raised when a line tells more or otherwise than before: all decisions are then made anew and compared."""

Kind = Literal["decision", "recommendation", "noting", "hearing", "unknown"]
SourceMap = dict[str, tuple["SourcePlace", ...]]

# Published, not enforced: a date that somebody corrected into something else must not stop the feed.
Id = Annotated[str, Field(json_schema_extra={"pattern": r"^[0-9a-f]{16}$"})]
Sha256 = Annotated[str, Field(json_schema_extra={"pattern": r"^[0-9a-f]{64}$"})]
Date = Annotated[str, Field(json_schema_extra={"pattern": r"^\d{4}-\d{2}-\d{2}$"})]
Count = Annotated[int, Field(json_schema_extra={"minimum": 0})]
Page = Annotated[int, Field(json_schema_extra={"minimum": 1})]
Share = Annotated[float, Field(json_schema_extra={"minimum": 0, "maximum": 1})]


class SourcePlace(Answer):
    """Where a value stands."""

    document: str = Field(description="name of the file when it was told; a file that is only renamed is no change")
    sha256: Sha256 | None = Field(
        description="hash of the file's bytes; null where several files of the city's record bear this name"
    )
    page: Page = Field(description="page, from 1")
    start: Count = Field(description="first character, counted in the document's own text")
    end: Count = Field(description="character behind the passage")
    bbox: tuple[float, float, float, float] | None = Field(
        description="left, top, right, bottom in points from the page's top left corner; PDF only"
    )


class TrackedPaper(Answer):
    """The motion (OParl Paper)."""

    reference: str | None = Field(description="its number, such as 15/SVV/0743; null: the minutes print none")
    title: str | None = Field(description="its title")
    state: MotionState = Field(description="what became of the motion so far, over all bodies")


class TrackedItem(Answer):
    """The agenda item."""

    number: str | None = Field(description="its number as text: 4.10 is not 4.1")
    title: str | None = Field(description="its title; one that the page cut ends with ...")


class TrackedResult(Answer):
    """The outcome: raw wording beside the code."""

    text: str = Field(description="wording of the source")
    code: ResultCode = Field(description="the outcome's code; unmapped: a wording that no rule knows")
    inferred: bool = Field(description="it is not stated and only follows from the text")


class TrackedVote(Answer):
    """One ballot. Counts that the minutes do not give are null, never zero."""

    yes: Count | None = Field(description="votes for")
    no: Count | None = Field(description="votes against")
    abstain: Count | None = Field(description="abstentions")
    other: dict[str, int] = Field(description="counts of further options by name")
    manner: Manner | None = Field(description="how it was voted, where the minutes say so")
    about: str | None = Field(description="what was voted on, as written")
    passed: bool | None = Field(description="whether it was carried; null where it is not said and does not follow")
    procedural: bool = Field(description="a ballot on the procedure: referral, agenda, end of debate")
    role: Role | None = Field(description="whether the body recommends or decides by it")
    text: str | None = Field(description="wording of the ballot")


class TrackedText(Answer):
    """A text of the motion."""

    relation: Literal["adopted", "recommended", "dealt_with"] = Field(
        description="adopted or recommended here; dealt_with: the text that lay before the body"
    )
    kind: Literal["original", "new_version", "recommended", "adopted"] = Field(description="which text it is")
    text: str = Field(description="the text; paragraphs are parted by a blank line")
    by: str | None = Field(description="whose text: a faction, a committee, a person")
    date: Date | None = Field(description="day of the sitting whose minutes print it")


class TrackedDuty(Answer):
    """Who must do or report what by when, of the motion as a whole."""

    text: str = Field(description="the sentence that says so")
    kind: Literal["report", "do"] = Field(description="to report or to do something")
    who: str | None = Field(description="who is bound")
    to: str | None = Field(description="to whom it is reported")
    due: str | None = Field(description="the date as written: im November 2016")
    due_from: Date | None = Field(description="first day that keeps the date")
    due_to: Date | None = Field(description="last day that keeps the date")
    recurring: str | None = Field(description="how often it returns, as written")
    standing: DutyStanding = Field(description="proposed until the motion is decided, then binding; fallen with it")
    met_by: str | None = Field(description="reference of the paper that met it")
    met_on: Date | None = Field(description="the day that paper first came before a body")
    decision: Id | None = Field(description="the line in whose item it stands; null: an item without outcome")


class TrackedMeasure(Answer):
    """A measure of a concept that the motion concerns."""

    id: str = Field(description="the measure's id")
    concept: str = Field(description="the concept's id")
    concept_name: str = Field(description="the concept's name")
    number: str = Field(description="number as text: 4.10 is not 4.1")
    title: str = Field(description="its title")
    field: str = Field(description="number of its action field")
    retired: bool = Field(description="the newest catalogue does not have it any more")
    state: Literal["accepted", "confirmed", "suggested"] = Field(
        description="confirmed: a person said so; suggested only where these were asked for"
    )
    score: Share | None = Field(
        description="probability that the motion concerns the measure; null: a person alone says so"
    )
    reasons: tuple[str, ...] = Field(description="why, in words")
    rests_on: str | None = Field(description="kind of the text that the best passage stands in")
    dropped: bool = Field(description="it rests on a passage that the text in force no longer has")


class OfficialIds(Answer):
    """The same station in the city's own record (URLs of OParl objects)."""

    consultation: str = Field(description="the Consultation")
    agenda_item: str | None = Field(description="the AgendaItem")
    meeting: str | None = Field(description="the Meeting")


class DecisionLine(Answer):
    """What one body did with one motion on one day. `added` and `changed` both mean: this is how it is now."""

    model_config = ConfigDict(populate_by_name=True, serialize_by_alias=True)

    op: Literal["added", "changed"] = Field(description="since the cursor")
    seq: Count = Field(description="number of the change; numbers only rise")
    schema_id: Literal["protokolle/tracker-decision/1"] = Field(
        alias="schema", description="id of this schema; changes only when a field changes its meaning"
    )
    id: Id = Field(description="follows from motion, body, date and item number; stays over every re-import")
    kind: Kind = Field(description="in what capacity the body acted; what came of it says result")
    motion: str = Field(
        description="key of the motion: its reference, else one that begins with ~, or § for an item alone"
    )
    paper: TrackedPaper = Field(description="the motion")
    item: TrackedItem = Field(description="the agenda item")
    body: str | None = Field(description="the committee's name")
    body_inferred: bool = Field(description="the name only follows from the context")
    date: Date | None = Field(description="day of the sitting")
    meeting: Count | None = Field(description="number of the sitting; restarts with each electoral term")
    role: StationRole | None = Field(description="in what capacity the body acts")
    role_inferred: bool = Field(description="the role is not stated: the body's name or the outcome tells it")
    result: TrackedResult | None = Field(description="the outcome")
    votes: tuple[TrackedVote, ...] = Field(description="the ballots, in order")
    text: TrackedText | None = Field(description="the text adopted or recommended here, else the one dealt with")
    duties: tuple[TrackedDuty, ...] = Field(description="duties of the motion, the earliest due first")
    measures: tuple[TrackedMeasure, ...] = Field(description="the measures that the motion concerns; at least one")
    official: OfficialIds | None = Field(description="the station in the city's own record")
    sources: SourceMap = Field(
        description="for a JSON pointer into this line (/date, /result, /votes/0, /text, /duties/0, /measures/0) the "
        "places its value was read from"
    )


class RemovedLine(Answer):
    """A decision that is there no more: its motion is linked to nothing now, or no minutes tell of it."""

    op: Literal["removed"] = Field(description="since the cursor")
    seq: Count = Field(description="number of the change")
    id: Id = Field(description="the decision's id")


class CursorLine(Answer):
    """The last line of a page. The page is the whole truth about the numbers after `since` up to `seq`."""

    op: Literal["cursor"] = Field(description="no change: the end of the page")
    cursor: str = Field(description="give it as --since to get what follows; keep it with the data, do not read it")
    feed: Id = Field(description="the feed's name; another one when the database was made anew or another is asked")
    since: Count = Field(description="the page begins behind this number")
    seq: Count = Field(description="the page ends with this number")
    more: bool = Field(description="there is more already: ask again with this cursor")


Line = DecisionLine | RemovedLine | CursorLine
