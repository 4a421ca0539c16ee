"""`protokolle measure`: one measure of a concept: what it is, what became of it, where that is written."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from pipeline.cli.options import db_option, json_option

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from pipeline.store.concept_answers import ConceptView, MeasureRow

Section = Callable[["MeasureRow", "ConceptView", "Console"], None]
_NEAR = 5  # measures offered when the one asked for is unknown


@click.command(short_help="Tell what became of a measure of a concept.")
@click.argument("reference", metavar="REF")
@click.option("--concept", "named", metavar="CONCEPT", help="The concept, where several have a measure of this number.")
@db_option
@json_option
def measure(reference: str, *, named: str | None, db: str | None, as_json: bool) -> None:
    """Tell what became of a measure: what it is and serves, the history of its state, and where each is written.

    REF is the measure's number (4.2), its id (CONCEPT/4.2), or words of its title that only it has.

    Exit code 1 when there is no such measure, or several; the output names those that may be meant.

    \b
    Example:
      protokolle measure 4.2
      protokolle measure 4.10 --concept integrationskonzept --json
    """
    from pipeline.cli.concept_words import measure_json
    from pipeline.cli.output import console, say_json
    from pipeline.cli.places import database_url
    from pipeline.store import open_store

    with open_store(database_url(db), create=False) as store:
        only = store.concepts.find(named) if named else None
        found = _find(store.concepts.measures(only, retired=True), reference)
        view = store.concepts.view(found[0].concept.id) if len(found) == 1 else None
        close = [] if found else _close(store.concepts.measures(only), reference)
    if view is None:
        click.echo(f"protokolle: {_not_one(reference, found, close)}", err=True)
        raise click.exceptions.Exit(1)
    if as_json:
        say_json(measure_json(found[0]))
        return
    for section in SECTIONS:
        section(found[0], view, console())


def _find(rows: Sequence[MeasureRow], reference: str) -> list[MeasureRow]:
    """By id, by number, by words of the title; measures that hold now come before retired ones."""
    wanted = reference.strip()
    same = [row for row in rows if row.number.upper() == wanted.upper()]
    worded = [row for row in rows if len(wanted) > 3 and wanted.casefold() in row.title.casefold()]
    return (
        [row for row in rows if row.id == wanted]
        or [row for row in same if not row.retired]
        or same
        or [row for row in worded if not row.retired]
        or worded
    )


def _close(rows: Sequence[MeasureRow], reference: str) -> list[MeasureRow]:
    """The measures whose titles are most like the words, or those of the same field."""
    from difflib import SequenceMatcher

    def likeness(row: MeasureRow) -> float:
        words = SequenceMatcher(None, row.title.casefold(), reference.casefold(), autojunk=False).ratio()
        return max(words, SequenceMatcher(None, row.number, reference, autojunk=False).ratio())

    return sorted(rows, key=likeness, reverse=True)[:_NEAR]


def _not_one(reference: str, found: Sequence[MeasureRow], close: Sequence[MeasureRow]) -> str:
    if found:
        named = "; ".join(f"{row.id} “{row.title}”" for row in found[:_NEAR])
        return f"{reference!r} may mean {len(found)} measures: {named}. Give the id, or the concept with --concept."
    if close:
        named = "; ".join(f"{row.number} “{row.title}”" for row in close)
        return f"No concept in this database has a measure {reference!r}. Near it are: {named}."
    return f"No concept in this database has a measure {reference!r}: there is no concept yet."


# --- what is told of a measure, in this order ------------------------------------------------------------------------


def _facts(row: MeasureRow, view: ConceptView, console: Console) -> None:
    """What the catalogue says: a line per value with its place."""
    from rich.table import Table
    from rich.text import Text

    from pipeline.cli.concept_words import names_of, source_words, state_words

    wide, names = not console.is_terminal, names_of(view)
    console.print(Text(f"{row.number}  {row.title}", style="bold magenta"), soft_wrap=wide)
    console.print(Text(row.concept.name, style="bold"), soft_wrap=wide)
    if row.retired:
        console.print(Text("Retired: the catalogue that holds now does not have it.", style="yellow"))
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(width=13)
    table.add_column(ratio=3, overflow="fold")
    table.add_column(ratio=1, overflow="fold", style="dim")

    def line(label: str, value: str | Text | None, key: str = "") -> None:
        if value:
            table.add_row(
                Text("  " + label),
                value if isinstance(value, Text) else Text(value),
                Text(source_words(row.places.get(key, ()), names)),
            )

    field = f"{row.field.number} {row.field.name}" if row.field.name else f"{row.field.number} (not named)"
    line("field", field)
    line("topic", row.topic)
    line("description", row.description, "description")
    for index, goal in enumerate(row.goals):
        line(
            "" if index else "goals", f"{goal.number}. {goal.text or '(text not known)'}", "goals" if not index else "-"
        )
    line("responsible", row.responsible, "responsible")
    line("state", state_words(row.latest))
    line("stands in", Text(source_words(row.places.get("row", ()), names)))
    if row.invented:
        line("note", "made up for a sample")
    console.print(table)


def _history(row: MeasureRow, view: ConceptView, console: Console) -> None:
    """All that was said of its state, oldest first."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    from pipeline.cli.concept_words import day_words, names_of, source_words, state_words

    console.print(Text("\nHistory of its state", style="bold"))
    if not row.status:
        console.print(Text("  no report says anything of it", style="dim"))
        return
    names = names_of(view)
    table = Table(box=box.SIMPLE, pad_edge=False)
    for name in ("date", "state", "as written", "comment", "source", "place"):
        table.add_column(name, overflow="fold")
    for entry in row.status:
        undated = entry.model_copy(update={"date": None})
        number = "" if entry.number == row.number else f" (then {entry.number})"
        table.add_row(
            day_words(entry.date) if entry.date else "undated", state_words(undated), Text(entry.text or ""),
            Text(entry.comment or ""), Text((entry.source or "") + number),
            Text(source_words(entry.places[:2], names), style="dim"),
        )  # fmt: skip
    console.print(table)


SECTIONS: list[Section] = [_facts, _history]
"""What `measure` tells, in this order. Decisions and duties that bear on a measure go behind its history."""
