"""The stream of lines and rows of a document becomes a concept: fields, goals, measures, each with its places."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from pipeline.concepts.blocks import Line
from pipeline.concepts.findings import finding
from pipeline.concepts.goals import GoalList, cited
from pipeline.concepts.headings import FieldHeading, body_size, field_heading, field_name, match_field, section
from pipeline.concepts.places import Places
from pipeline.concepts.statuses import Legend, state_of
from pipeline.concepts.tables import Across, Item, Reading, Row
from pipeline.model.concept import ActionField, ConceptFinding, Goal, Measure, MeasureStatus, SourcePlace, pointer

_NUMBERED = re.compile(
    r"^(?P<number>(?:[A-Z]{1,3}[ -]?)?\d{1,3}(?:\.\d{1,3})+|[A-Z]{1,3}[ -]?\d{1,3})[.:)]?\s+(?P<title>\S.*)$", re.DOTALL
)
_NUMBER_CELL = re.compile(r"^[\w.\- /]{1,12}$")
_GOAL_HEADING = re.compile(r"^Ziel\s+(?P<number>\d{1,3}(?:\.\d+)*)\s*[.:–-]?\s*(?P<text>.*)$", re.DOTALL)


@dataclass(slots=True)
class Draft:
    """A measure while it is read. `number` is what the source gives, null where it gives none."""

    number: str | None
    title: str
    row: Row
    goals: tuple[str, ...]
    topic: str | None


@dataclass(slots=True)
class FieldDraft:
    number: str
    name: str | None
    places: tuple[SourcePlace, ...]
    goals: dict[str, tuple[str | None, tuple[SourcePlace, ...]]] = field(default_factory=dict)
    measures: list[Draft] = field(default_factory=list)
    listed: bool = False  # the source lists its goals


@dataclass(slots=True)
class Catalogue:
    """What the stream holds. `before`: the lines before the first field, where the cover speaks."""

    fields: tuple[ActionField, ...]
    before: list[Line]
    findings: list[ConceptFinding]


def read_catalogue(reading: Reading, places: Places, *, legend: Legend) -> Catalogue:
    """Fields with their goals and measures; `places` gets where each stands."""
    reader = _Reader(reading.items)
    reader.run()
    findings = reader.findings
    findings += unread(reading)
    fields = _numbered(reader.fields, places, findings, legend)
    return Catalogue(fields, reader.before, findings)


def unread(reading: Reading) -> list[ConceptFinding]:
    """Tables and columns that nothing was taken from."""
    found = []
    for block in reading.unread:
        if isinstance(block, Line):
            message = f"Under “{block.text}” stands a table without lines, which is not read."
            found.append(finding("K101", message, [block.place]))
        else:
            where = [place for cell in block.cells() for place in cell.places][:1]
            page = f"on page {block.page} " if block.page else ""
            found.append(finding("K101", f"A table {page}speaks of measures and could not be read.", where))
    for name, places in reading.ignored.items():
        found.append(finding("K108", f"The column “{name}” is not read.", places))
    return found


class _Reader:
    """Walks the stream; the state is which field is open and whether its goals are being listed."""

    def __init__(self, items: list[Item]) -> None:
        self.items = items
        self.lines = [item for item in items if isinstance(item, Line)]
        self.body = body_size(self.lines)
        self.fields: list[FieldDraft] = []
        self.before: list[Line] = []
        self.findings: list[ConceptFinding] = []
        self.heading: FieldHeading | None = None  # seen, but nothing stands under it yet
        self.goals: GoalList | None = None
        self.topic: str | None = None
        self.goal: str | None = None  # a heading "Ziel 3" within the table

    def run(self) -> None:
        at_line = 0
        skip = 0
        for item in self.items:
            if isinstance(item, Line):
                at_line += 1
                if skip:
                    skip -= 1
                    continue
                skip = self._line(item, at_line - 1)
            elif isinstance(item, Across):
                self._across(item)
            else:
                self._row(item)
        self._end_goals()

    def _line(self, line: Line, at: int) -> int:
        """Takes a line in; how many of the next ones belong to it."""
        found = field_heading(self.lines, at, body=self.body)
        if found is not None:
            self._end_goals()
            self.heading, self.topic, self.goal = found[0], None, None
            return found[1] - 1
        kind = section(line.text)
        if kind is not None:
            self._end_goals()
            self.goals = GoalList() if kind == "goals" and (self.heading or self.fields) else None
        elif self.goals is not None:
            if not self.goals.add(line):
                self._end_goals()
        elif not self.fields and self.heading is None:
            self.before.append(line)
        return 0

    def _across(self, item: Across) -> None:
        self._end_goals()
        text = item.cell.text
        heading = match_field(text)
        goal = _GOAL_HEADING.match(text)
        if heading:
            self.heading = FieldHeading(heading["number"], field_name(heading["name"]), item.cell.places)
            self.topic = self.goal = None
        elif goal:
            self._open().goals.setdefault(goal["number"], (goal["text"] or None, item.cell.places))
            self.goal = goal["number"]
        else:
            self.topic, self.goal = text or None, None

    def _row(self, row: Row) -> None:
        self._end_goals()
        named = row.text("field")
        if named:
            self._field_of_column(named, row)
        current = self._open()
        if row.columns.goals:
            listed, text = row.text("number").strip(" ."), row.text("goals")
            if listed and text:
                current.goals[listed] = (text, row.places("number", "goals"))
            return
        number, title = number_and_title(row)
        if not title:
            if any(row.text(role) for role in row.cells):
                self.findings.append(finding("K101", "A row of a table has no title and was not read.", row.places()))
            return
        if row.uncertain:
            message = f"“{_short(title)}” begins a page and may go on with the row before; it is read as its own."
            self.findings.append(finding("K102", message, row.places("title")))
        goals = self._goals_of(row, current)
        topic = row.text("topic") or self.topic
        current.measures.append(Draft(number, title, row, goals, topic or None))

    def _goals_of(self, row: Row, current: FieldDraft) -> tuple[str, ...]:
        text = row.text("goals")
        if not text:
            return (self.goal,) if self.goal else ()
        figures = [cell for cell in row.cells["goals"] if cell.typed == "number" and "." in cell.text]
        if figures and text not in current.goals:
            text = text.replace(".", ",")  # "3,5" typed into a German Excel is a figure
        numbers = cited(text, list(current.goals))
        if numbers is not None:
            return numbers
        for number, (known, _) in current.goals.items():  # the goal's words stand in the cell itself
            if known and _folded(known) == _folded(text):
                return (number,)
        free = next(str(count) for count in range(len(current.goals) + 1, 10_000) if str(count) not in current.goals)
        current.goals[free] = (text, row.places("goals"))
        return (free,)

    def _field_of_column(self, named: str, row: Row) -> None:
        """A column that names the field of each measure."""
        match = match_field(named) or re.match(r"^(?P<number>\d+|[IVX]+|[A-Z])(?:[.:]?\s+(?P<name>\S.*))?$", named)
        number: str = match["number"] if match else ""
        name = field_name((match["name"] or "") if match else named)
        current = self.fields[-1] if self.fields else None
        if current and (number or None, name) in ((current.number, current.name), (None, current.name),
                                                  (current.number, None)):  # fmt: skip
            return
        known = next(
            (one for one in self.fields if (number and one.number == number) or (name and one.name == name)), None
        )
        if known is not None:
            self.fields.remove(known)
            self.fields.append(known)
            self.heading = None
        else:
            self.heading = FieldHeading(number, name, row.places("field"))

    def _end_goals(self) -> None:
        if self.goals is not None and self.goals.found:
            current = self._open()
            for goal in self.goals.found:
                current.goals.setdefault(goal.number, (goal.text, goal.places))
        self.goals = None

    def _open(self) -> FieldDraft:
        """The field that things belong to: that of the heading seen last, once something stands under it."""
        heading = self.heading
        if heading is not None:
            self.heading = None
            known = next((one for one in self.fields if heading.number and one.number == heading.number), None)
            if known is not None and (known is self.fields[-1] or known.name == heading.name or heading.name is None):
                if known.name is None:
                    known.name, known.places = heading.name, heading.places
                return known
            number = heading.number if heading.number and known is None else str(len(self.fields) + 1)
            self.fields.append(FieldDraft(number, heading.name, heading.places))
        if not self.fields:
            self.findings.append(finding("K110", "Measures stand before any heading of an action field."))
            self.fields.append(FieldDraft("1", None, ()))
        return self.fields[-1]


def number_and_title(row: Row) -> tuple[str | None, str]:
    """Number and title of a row: from two columns, two cells under one head, or one cell that begins with a number."""
    number = row.text("number").strip(" .:)") or None
    titles = [cell.text for cell in row.cells.get("title", ()) if cell.text]
    if number is None and len(titles) == 2 and _NUMBER_CELL.match(titles[0]) and any(map(str.isdigit, titles[0])):
        return titles[0].strip(" .:)"), titles[1]
    title = " ".join("\n".join(titles).split())
    if number is None:
        match = _NUMBERED.match(title)
        if match:
            return match["number"], match["title"]
    return number, title


# --- numbers ---------------------------------------------------------------------------------------------------------


def _numbered(
    drafts: list[FieldDraft], places: Places, findings: list[ConceptFinding], legend: Legend
) -> tuple[ActionField, ...]:
    """The fields with every measure numbered: as the source does, else by order within its field."""
    drafts = sorted(drafts, key=lambda one: _order(one.number)) if _sortable(drafts) else drafts
    written = Counter(draft.number for one in drafts for draft in one.measures if draft.number)
    restarts = any(count > 1 for count in written.values())
    counted = sum(draft.number is None for one in drafts for draft in one.measures)
    if counted:
        findings.append(
            finding("K104", f"The source numbers no measures: {counted} are counted within their fields, from the top.")
        )
    taken: set[str] = set()
    return tuple(_field(one, places, findings, taken, legend, restarts=restarts) for one in drafts)


def _field(
    draft: FieldDraft,
    places: Places,
    findings: list[ConceptFinding],
    taken: set[str],
    legend: Legend,
    *,
    restarts: bool,
) -> ActionField:
    base = ("action_fields", draft.number)
    places.add(pointer(*base, "number"), draft.places)
    if draft.name is not None:
        places.add(pointer(*base, "name"), draft.places)
    else:
        findings.append(finding("K107", f"The source gives action field {draft.number} no name.", draft.places))
    draft.listed = bool(draft.goals)
    if not draft.listed and any(one.goals for one in draft.measures):
        message = f"Field {draft.number} lists no goals; those its measures cite are known by number alone."
        findings.append(finding("K106", message, draft.places))
    measures = []
    for position, one in enumerate(draft.measures, start=1):
        number = _full_number(one.number, draft.number, position, restarts=restarts)
        if number in taken:
            free = next(f"{number}-{count}" for count in range(2, 1000) if f"{number}-{count}" not in taken)
            message = f"The number {number} stands for two measures; “{_short(one.title)}” is listed as {free}."
            findings.append(finding("K103", message, one.row.places("number", "title")))
            number = free
        taken.add(number)
        measures.append(_measure(one, number, draft, places, findings, legend))
    goals = []
    for number, (text, where) in draft.goals.items():
        places.add(pointer(*base, "goals", number), where)
        goals.append(Goal(number=number, text=text))
    return ActionField(number=draft.number, name=draft.name, goals=tuple(goals), measures=tuple(measures))


def _full_number(written: str | None, field_number: str, position: int, *, restarts: bool) -> str:
    if written is None:
        return f"{field_number}.{position}"
    own = written.startswith(f"{field_number}." if field_number[-1:].isdigit() else field_number)
    return f"{field_number}.{written}" if restarts and not own else written


def _measure(
    draft: Draft, number: str, field_draft: FieldDraft, places: Places, findings: list[ConceptFinding], legend: Legend
) -> Measure:
    row, base = draft.row, ("measures", number)
    places.add(pointer(*base), _around(_own(row)))
    rule = "concept.number.stated" if draft.number else "concept.number.by_order"
    where = row.places("number") if row.text("number") else row.places("title")
    places.add(pointer(*base, "number"), (place.model_copy(update={"rule": rule}) for place in where[:1]))
    for role in ("title", "description", "goals", "responsible"):
        if row.text(role):
            places.add(pointer(*base, role), row.places(role))
    for goal in draft.goals:
        if goal not in field_draft.goals:
            if field_draft.listed:
                message = f"Measure {number} cites goal {goal}, which field {field_draft.number} does not list."
                findings.append(finding("K106", message, row.places("goals")))
            field_draft.goals[goal] = (None, row.places("goals"))
    if not draft.goals and "goals" in row.cells:
        findings.append(
            finding("K105", f"Measure {number} “{_short(draft.title)}” names no goal.", row.places("title"))
        )
    return Measure(
        number=number, title=draft.title, description=row.text("description") or None, goals=draft.goals,
        responsible=row.text("responsible") or None, topic=draft.topic,
        status=_status(row, number, places, findings, legend),
    )  # fmt: skip


def _status(
    row: Row, number: str, places: Places, findings: list[ConceptFinding], legend: Legend
) -> tuple[MeasureStatus, ...]:
    """The state a catalogue gives beside the measure itself."""
    state = next((state for cell in row.cells.get("status", ()) if (state := state_of(cell, legend))), None)
    if state is None:
        return ()
    places.add(pointer("measures", number, "status", "0"), row.places("status"))
    if state.code is None:
        message = f"Measure {number}: no rule knows the state “{_short(state.text)}”."
        findings.append(finding("K202", message, row.places("status")))
    comment = row.text("comment") or None
    return (MeasureStatus(code=state.code, text=state.text, comment=comment, source=row.text("source") or None),)


def _around(found: Iterable[SourcePlace]) -> tuple[SourcePlace, ...]:
    """One place for each page: the box around all cells of the row, from its first character to its last."""
    by_page: dict[int | None, list[SourcePlace]] = {}
    for place in found:
        by_page.setdefault(place.page, []).append(place)
    return tuple(_union(some) for some in by_page.values())


def _own(row: Row) -> list[SourcePlace]:
    """The places of the row's cells without those it shares with rows above or below."""
    height = max((cell.span for cell in (*row.cells.get("title", ()), *row.cells.get("number", ()))), default=1)
    return [place for held in row.cells.values() for cell in held if cell.span <= height for place in cell.places]


def _union(some: list[SourcePlace]) -> SourcePlace:
    boxes = [place.bbox for place in some if place.bbox is not None]
    spans = [(place.start, place.end) for place in some if place.start is not None and place.end is not None]
    values: dict[str, Any] = {"rule": "concept.row", "quote": None}
    if boxes:
        lefts, tops, rights, bottoms = zip(*boxes, strict=True)
        values["bbox"] = (min(lefts), min(tops), max(rights), max(bottoms))
    if spans:
        values["start"], values["end"] = min(start for start, _ in spans), max(end for _, end in spans)
    return some[0].model_copy(update=values)


def _sortable(drafts: list[FieldDraft]) -> bool:
    return all(draft.number.isdecimal() for draft in drafts)


def _order(number: str) -> int:
    return int(number)


def _folded(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).lower()


def _short(title: str) -> str:
    return title if len(title) <= 60 else title[:59] + "…"
