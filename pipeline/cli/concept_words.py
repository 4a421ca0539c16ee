"""How concepts look in a terminal, and as JSON: imports with their books, a concept, what does not add up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from rich import box
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from rich.console import Console

    from pipeline.concepts.checks import Checked
    from pipeline.concepts.importing import Imported
    from pipeline.model.concept import ActionField, ConceptFinding, SourcePlace
    from pipeline.store.concept_answers import ConceptRow, ConceptView, MeasureRow, StatementRow, StatusEntry

COLOURS = {"error": "bold red", "warning": "yellow", "info": "cyan"}
STATE_COLOURS = {
    "fulfilled": "green", "partly_fulfilled": "yellow", "not_fulfilled": "red", "not_assessable": "bright_black",
}  # fmt: skip
STATE_WORDS = {
    "fulfilled": "fulfilled", "partly_fulfilled": "with restrictions", "not_fulfilled": "not fulfilled",
    "not_assessable": "not assessable",
}  # fmt: skip
_SHOWN = 8  # findings of one code that are named after an import


# --- words -----------------------------------------------------------------------------------------------------------


def source_words(places: Iterable[SourcePlace], names: Mapping[str, str]) -> str:
    """`konzept.pdf p. 4, 3912-4314`: the file, and the page and characters, the line, or the cell."""
    return "; ".join(dict.fromkeys(_one_place(place, names) for place in places))


def _one_place(place: SourcePlace, names: Mapping[str, str]) -> str:
    name = names.get(place.source, place.source[:12])
    if place.rule == "concept.given":
        return "stated at the import"
    where = f"p. {place.page}" if place.page is not None else f"line {place.line}" if place.line is not None else ""
    where = place.cell or where
    span = f"{place.start}-{place.end}" if place.start is not None else ""
    return " ".join(part for part in (name, ", ".join(part for part in (where, span) if part)) if part)


def state_words(entry: StatusEntry | None) -> Text:
    """The state in words, its date behind it."""
    if entry is None:
        return Text("no state known", style="dim")
    code = entry.code or ""
    out = Text(STATE_WORDS.get(code, f"“{entry.text}” (no known state)"), style=STATE_COLOURS.get(code, ""))
    if entry.date:
        out.append(f", {day_words(entry.date)}", style="dim")
    return out


def day_words(day: str) -> str:
    """`2021-10-31` as 31.10.2021, `2021-10` as 10/2021."""
    parts = day.split("-")
    return f"{parts[2]}.{parts[1]}.{parts[0]}" if len(parts) == 3 else "/".join(reversed(parts))


def names_of(view: ConceptView) -> dict[str, str]:
    """File names by content."""
    return {one.sha256: one.name for one in view.row.sources}


# --- import and list -------------------------------------------------------------------------------------------------


def imported_json(done: Imported) -> dict[str, Any]:
    """What one import did, with its balance."""
    outcome = done.outcome
    said: dict[str, Any] = {
        "file": done.file.source.name, "sha256": done.file.source.sha256, "concept": done.concept_id,
        "kind": "catalogue" if done.file.concept else "report", "state": outcome.state, "measures": outcome.measures,
        "added": outcome.added, "changed": outcome.changed, "retired": outcome.retired,
        "statuses_added": outcome.statuses_added, "statuses_known": outcome.statuses_known,
        "findings": [one.model_dump(mode="json") for one in done.findings],
    }  # fmt: skip
    if done.file.concept is None:
        said["balance"] = {
            "rows": done.rows, "joined": len(done.joined), "not_joined": len(done.unjoined),
            "without_state": done.without_state,
        }  # fmt: skip
        said["not_joined"] = [
            {"row": one.row.model_dump(mode="json"),
             "nearest": [{"number": near.number, "title": near.title, "score": near.score} for near in one.candidates]}
            for one in done.unjoined
        ]  # fmt: skip
    return said


def say_imported(done: Imported, *, console: Console) -> None:
    """One import: what it was, the books, what does not add up."""
    outcome, wide = done.outcome, not console.is_terminal
    kind = "catalogue" if done.file.concept else "report"
    head = Text(done.file.source.name, style="bold")
    head.append(
        f"  {kind} {'on' if kind == 'report' else 'of'} {done.concept_name} ({done.concept_id})", style="default"
    )
    console.print(head, soft_wrap=wide)
    if done.file.concept is not None:
        parts = [f"{outcome.state}: {outcome.measures} measures"]
        if outcome.state == "changed":
            parts.append(f"{outcome.added} added, {outcome.changed} reworded, {outcome.retired} retired")
    else:
        parts = [
            f"{done.rows} rows = {len(done.joined)} joined + {len(done.unjoined)} not joined + {done.without_state} "
            "without a state"
        ]
    if outcome.statuses_added or outcome.statuses_known:
        parts.append(f"{outcome.statuses_added} states added, {outcome.statuses_known} known already")
    console.print(Text("  " + "; ".join(parts)), soft_wrap=wide)
    names = {done.file.source.sha256: done.file.source.name}
    _say_findings(done.findings, names, console=console, indent="  ", most=_SHOWN)


def say_list(rows: Sequence[ConceptRow], *, console: Console) -> None:
    """A line per concept."""
    if not rows:
        console.print("No concept yet: `protokolle concept import FILE` brings one in.")
        return
    table = Table(box=box.SIMPLE, pad_edge=False)
    for name in ("concept", "id", "period", "adopted"):
        table.add_column(name, overflow="fold")
    for name in ("fields", "goals", "measures", "states", "files"):
        table.add_column(name, justify="right")
    for row in rows:
        ref = row.concept
        period = "-".join(day for day in (ref.period.start, ref.period.end) if day)
        numbers = (row.fields, row.goals, row.measures, row.statuses, len(row.sources))
        table.add_row(
            Text(ref.name), Text(ref.id), period, day_words(ref.adopted) if ref.adopted else "", *map(str, numbers)
        )
    console.print(table)


# --- a concept -------------------------------------------------------------------------------------------------------


def say_view(view: ConceptView, checked: Checked, *, field: str | None, brief: bool, console: Console) -> None:
    """The head, what is said of it, the states by field, then each field with goals and measures."""
    _say_head(view, console=console)
    _say_statements(checked.statements, console=console)
    _say_findings(
        [one for one in checked.findings if one.severity != "info"], names_of(view), console=console, most=_SHOWN
    )
    _say_overview(view, field=field, console=console)
    if not brief:
        for one in view.catalogue.action_fields:
            if field in (None, one.number):
                _say_field(one, [row for row in view.measures if row.field.number == one.number], console=console)
    if view.retired and field is None and not brief:
        console.print(Text("\nRetired (not in the catalogue that holds now)", style="bold"))
        _say_measures(view.retired, console=console)


def _say_head(view: ConceptView, *, console: Console) -> None:
    ref, names = view.row.concept, names_of(view)
    console.print(Text(ref.name, style="bold magenta"), soft_wrap=not console.is_terminal)
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(width=11)
    table.add_column(ratio=2, overflow="fold")
    table.add_column(ratio=1, overflow="fold", style="dim")

    def row(label: str, value: str | None, key: str = "") -> None:
        if value:
            table.add_row(Text("  " + label), Text(value), Text(source_words(view.places.get(key, ())[-1:], names)))

    row("id", ref.id)
    row("body", ref.body, "body")
    row("period", "-".join(day for day in (ref.period.start, ref.period.end) if day), "period")
    row("adopted", day_words(ref.adopted) if ref.adopted else None, "adopted")
    row("paper", ref.paper, "paper")
    row("source", ref.source, "source")
    for source in view.row.sources:
        about = f"{source.joined} of {source.rows} rows joined" if source.role == "report" else "catalogue"
        older = "" if source.current or source.role == "report" else ", an older version"
        row("file", f"{source.name} ({about}{older})")
    console.print(table)


def _say_statements(statements: Sequence[StatementRow], *, console: Console) -> None:
    """What minutes and slides say, the same thing once with all its places."""
    if not statements:
        return
    console.print(Text("\nWhat minutes and slides say of it", style="bold"))
    told: dict[str, list[StatementRow]] = {}
    for one in statements:
        told.setdefault(statement_words(one), []).append(one)
    for words, rows in told.items():
        line = Text(f"  {words}")
        line.append("  " + "; ".join(dict.fromkeys(_statement_place(row) for row in rows)), style="dim")
        console.print(line, soft_wrap=not console.is_terminal)


def statement_words(row: StatementRow) -> str:
    """`137 measures`, `65 % fulfilled or with restrictions`, `field 3: Arbeit`."""
    one = row.statement
    of_field = f"field {one.field}: " if one.field else ""
    if one.kind == "field_name":
        return f"field {one.field} is called {one.name}"
    if one.kind in ("adopted", "period"):
        return f"{one.kind} {one.date}"
    if one.kind == "share":
        of = " and ".join(STATE_WORDS.get(kind, kind) for kind in one.of)
        return f"{of_field}{one.value:g} %" + (f" {of}" if of else "")
    words = {**STATE_WORDS, "implemented": "fulfilled at least with restrictions"}.get(one.kind, one.kind)
    return f"{of_field}{one.value:g} {words}"


def _statement_place(row: StatementRow) -> str:
    place = row.places[0] if row.places else None
    return row.document.name + (f" p. {place.page}, {place.start}-{place.end}" if place else "")


def _say_overview(view: ConceptView, *, field: str | None, console: Console) -> None:
    table = Table(box=box.SIMPLE, pad_edge=False)
    table.add_column("field")
    table.add_column("name", overflow="fold")
    for name in ("goals", "measures", *STATE_WORDS.values(), "no state"):
        table.add_column(name, justify="right")
    totals: Counter[str] = Counter()
    for one in view.catalogue.action_fields:
        if field not in (None, one.number):
            continue
        states = Counter(str(row.code or "none") for row in view.measures if row.field.number == one.number)
        counts = {"goals": len(one.goals), "measures": len(one.measures), **{key: states[key] for key in STATE_WORDS},
                  "none": states["none"]}  # fmt: skip
        totals.update(counts)
        called = Text(one.name) if one.name else Text("(not named)", style="dim")
        table.add_row(Text(one.number), called, *(str(number) for number in counts.values()))
    if field is None:
        table.add_section()
        order = ("goals", "measures", *STATE_WORDS, "none")
        table.add_row("", "all", *(str(totals[key]) for key in order), style="bold")
    console.print(table)


def _say_field(one: ActionField, rows: Sequence[MeasureRow], *, console: Console) -> None:
    wide = not console.is_terminal
    head = Text(f"\nHandlungsfeld {one.number}", style="bold cyan")
    head.append(f"  {one.name}" if one.name else "  (not named)", style="bold" if one.name else "dim")
    console.print(head, soft_wrap=wide)
    for goal in one.goals:
        console.print(Text(f"  Ziel {goal.number}  {goal.text or '(text not known)'}", style="dim"), soft_wrap=wide)
    _say_measures(rows, console=console)


def _say_measures(rows: Sequence[MeasureRow], *, console: Console) -> None:
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 2))
    table.add_column(no_wrap=True)
    table.add_column(ratio=3, overflow="fold")
    table.add_column(overflow="fold", style="dim")
    table.add_column(ratio=1, overflow="fold")
    topic = None
    for row in rows:
        if row.topic != topic:
            topic = row.topic
            table.add_row("", Text(topic or "", style="italic"), "", "")
        goals = ", ".join(goal.number for goal in row.goals)
        table.add_row(Text(row.number, style="bold"), Text(row.title), Text(f"Ziel {goals}" if goals else ""),
                      state_words(row.latest))  # fmt: skip
    console.print(table)


def view_json(view: ConceptView, checked: Checked, *, field: str | None, brief: bool) -> dict[str, Any]:
    """A concept as one object: its head, statements, findings, fields with goals and measures."""
    fields = []
    for one in view.catalogue.action_fields:
        if field not in (None, one.number):
            continue
        rows = [row for row in view.measures if row.field.number == one.number]
        states = Counter(row.code or "none" for row in rows)
        said: dict[str, Any] = {"number": one.number, "name": one.name, "goal_count": len(one.goals),
                                "measure_count": len(rows), "states": dict(states)}  # fmt: skip
        if not brief:
            said["goals"] = [goal.model_dump(mode="json") for goal in one.goals]
            said["measures"] = [measure_json(row) for row in rows]
        fields.append(said)
    return {
        **view.row.model_dump(mode="json", exclude={"sources": {"__all__": {"findings", "unjoined"}}}),
        "statements": [one.model_dump(mode="json") for one in checked.statements],
        "findings": [one.model_dump(mode="json") for one in checked.findings],
        "action_fields": fields,
        "retired_measures": [] if brief else [measure_json(row) for row in view.retired],
    }


def measure_json(row: MeasureRow) -> dict[str, Any]:
    """A measure with its history; `latest` is the state that holds."""
    latest = row.latest.model_dump(mode="json") if row.latest else None
    return {**row.model_dump(mode="json", exclude={"concept"}), "concept": row.concept.id, "latest": latest}


# --- findings --------------------------------------------------------------------------------------------------------


def check_json(view: ConceptView, checked: Checked, *, codes: Sequence[str]) -> dict[str, Any]:
    """Findings with the names of their files, and the rows of reports that found no measure."""
    names = {**names_of(view), **{one.document.sha256: one.document.name for one in checked.statements}}
    return {
        "concept": view.row.concept.id,
        "findings": [
            {**one.model_dump(mode="json"),
             "documents": list(dict.fromkeys(names.get(place.source, place.source) for place in one.places))}
            for one in checked.findings if not codes or one.code in codes
        ],
        "unjoined": [
            {"report": source.name, **one.model_dump(mode="json")}
            for source in view.row.sources for one in source.unjoined
        ],
        "statements": [one.model_dump(mode="json") for one in checked.statements],
    }  # fmt: skip


def say_check(view: ConceptView, checked: Checked, *, codes: Sequence[str], console: Console) -> None:
    """A table by code, then each finding with its places."""
    from pipeline.concepts.findings import CONCEPT_FINDINGS

    found = [one for one in checked.findings if not codes or one.code in codes]
    console.print(Text(view.row.concept.name, style="bold magenta"), soft_wrap=not console.is_terminal)
    _say_statements(checked.statements, console=console)
    if not found:
        console.print("Nothing to report: everything that could be checked adds up.")
        return
    table = Table(box=box.SIMPLE, pad_edge=False)
    for name in ("code", "severity"):
        table.add_column(name)
    table.add_column("count", justify="right")
    table.add_column("what it says", overflow="fold")
    for code, count in sorted(Counter(one.code for one in found).items()):
        entry = CONCEPT_FINDINGS[code]
        table.add_row(Text(code), Text(entry.severity, style=COLOURS[entry.severity]), f"{count:,}", Text(entry.help))
    console.print(table)
    names = {**names_of(view), **{one.document.sha256: one.document.name for one in checked.statements}}
    _say_findings(found, names, console=console)


def _say_findings(
    found: Sequence[ConceptFinding], names: Mapping[str, str], *, console: Console, indent: str = "", most: int = 0
) -> None:
    told: Counter[str] = Counter()
    for one in sorted(found, key=lambda one: (list(COLOURS).index(one.severity), one.code)):
        told[one.code] += 1
        if most and told[one.code] > most:
            continue
        line = Text(f"{indent}{one.code}", style=COLOURS[one.severity])
        places = source_words(one.places[:3], names)
        line.append(f"  {f'{places}: ' if places else ''}{one.message}", style="default")
        console.print(line, soft_wrap=not console.is_terminal)
    for code, count in told.items():
        if most and count > most:
            more = f"{indent}{code}  and {count - most} more; `protokolle concept check` lists all"
            console.print(Text(more), soft_wrap=not console.is_terminal)
