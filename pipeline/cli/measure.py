"""`protokolle measure`: one measure of a concept: what it is, what became of it, where that is written."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from pipeline.cli.options import db_option, json_option, non_public_option, on_option

if TYPE_CHECKING:
    from rich.console import Console

    from pipeline.store.concept_answers import ConceptView, MeasureRow

Section = Callable[["MeasureRow", "ConceptView", "Console"], None]


@click.command(short_help="Tell what became of a measure of a concept.")
@click.argument("reference", metavar="REF")
@click.option("--concept", "named", metavar="CONCEPT", help="The concept, where several have a measure of this number.")
@on_option
@non_public_option
@db_option
@json_option
def measure(
    reference: str, *, named: str | None, on: str | None, non_public: bool, db: str | None, as_json: bool
) -> None:
    """Tell what became of a measure: what it is and serves, the history of its state, the decisions that concern it and
    what they oblige to, and where each is written.

    REF is the measure's number (4.2), its id (CONCEPT/4.2), or words of its title that only it has.

    Exit code 1 when there is no such measure, or several; the output names those that may be meant.

    \b
    Example:
      protokolle measure 4.2
      protokolle measure 4.10 --concept integrationskonzept --json
    """
    from pipeline.cli.concept_words import measure_json
    from pipeline.cli.coverage_words import say_concerns
    from pipeline.cli.link import warn_waiting
    from pipeline.cli.meant import meant_measure
    from pipeline.cli.output import console, say_json
    from pipeline.cli.places import database_url
    from pipeline.links import bring_up_to_date
    from pipeline.links.concerning import concerning
    from pipeline.model.errors import StoreError
    from pipeline.store import open_store

    with open_store(database_url(db), create=False) as store:
        row = meant_measure(store, reference, named)
        view = store.concepts.view(row.concept.id)
        if view is None:
            raise StoreError(f"The concept {row.concept.id} is gone.", code="unknown_concept")
        warn_waiting(bring_up_to_date(store))
        concerns = concerning(store, row, on=on, include_non_public=non_public)
    if as_json:
        say_json({**measure_json(row), "concerns": [one.model_dump(mode="json") for one in concerns]})
        return
    for section in SECTIONS:
        section(row, view, console())
    say_concerns(concerns, console=console())


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
"""What `measure` tells of the catalogue and its reports, in this order; the decisions come behind."""
