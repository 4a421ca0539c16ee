"""Which measures decisions concern, in a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich import box
from rich.table import Table
from rich.text import Text

from pipeline.cli.words import date_words, place_words, result_words, vote_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from pipeline.links.concerning import Concern, Coverage, Decision

_SHOWN = 12  # measures without a decision that are named of a field


def say_coverage(covered: Coverage, *, console: Console) -> None:
    """A table by field, then the measures that no decision concerns and the decisions that concern no measure."""
    wide = not console.is_terminal
    table = Table(box=box.SIMPLE, pad_edge=False)
    table.add_column("field")
    table.add_column("name", overflow="fold")
    for name in ("measures", "with a motion", "decided", "only suggested", "without any"):
        table.add_column(name, justify="right")
    totals = [0] * 5
    for field in covered.fields:
        counts = [
            len(field.measures), sum(1 for one in field.measures if one.linked),
            sum(1 for one in field.measures if one.decided),
            sum(1 for one in field.without if one.suggested),
            sum(1 for one in field.without if not one.suggested),
        ]  # fmt: skip
        totals = [total + count for total, count in zip(totals, counts, strict=True)]
        called = Text(field.field.name) if field.field.name else Text("(not named)", style="dim")
        table.add_row(Text(field.field.number), called, *(str(count) for count in counts))
    table.add_section()
    table.add_row("", "all", *(str(total) for total in totals), style="bold")
    console.print(table)
    for field in covered.fields:
        bare = [f"{one.number} {one.title}" for one in field.without if not one.suggested]
        if bare:
            more = f"; and {len(bare) - _SHOWN} more" if len(bare) > _SHOWN else ""
            line = Text(f"Field {field.field.number} without any motion: ", style="bold")
            line.append("; ".join(bare[:_SHOWN]) + more, style="default")
            console.print(line, soft_wrap=wide)
    line = Text(f"\n{covered.touching} of {covered.decided} decided motions concern a measure. ", style="bold")
    if covered.touching_none:
        line.append("The newest that concern none:", style="default")
    console.print(line, soft_wrap=wide)
    for one in covered.touching_none:
        console.print(Text(f"  {date_words(one.date)}  {_number(one.reference)}  {one.title or '(no title)'}"),
                      soft_wrap=wide)  # fmt: skip


def say_concerns(concerns: Sequence[Concern], *, console: Console) -> None:
    """The motions that concern a measure: what was decided, what is owed."""
    wide = not console.is_terminal
    console.print(Text("\nDecisions that concern it", style="bold"))
    if not concerns:
        console.print(Text("  no motion in this database is linked to it", style="dim"))
        return
    for one in concerns:
        line = Text(f"  {_number(one.link.reference)}  {one.link.title or '(no title)'}", style="magenta")
        score = "" if one.link.score is None else f" {one.link.score:.2f}"
        line.append(f"  {one.link.state}{score}" + (f", {one.state}" if one.state else ""), style="cyan")
        console.print(line, soft_wrap=wide)
        console.print(Text("    " + "; ".join(one.link.reasons), style="dim"), soft_wrap=wide)
        for decision in one.decisions:
            console.print(_decision(decision), soft_wrap=wide)
        for duty in one.duties:
            due = duty.due or duty.due_to or "no date"
            met = f"met by {duty.met_by} on {date_words(duty.met_on)}" if duty.met_by else (
                "overdue" if duty.overdue else "open")  # fmt: skip
            console.print(Text(f"    owed ({due}; {met}): {duty.text}", style="yellow"), soft_wrap=wide)


def _decision(one: Decision) -> Text:
    line = Text(f"    {date_words(one.date)}  {one.committee or '(committee unknown)'}")
    said = [one.role or "", result_words(one.result) if one.result else "", *(vote_words(vote) for vote in one.votes)]
    line.append(": " + "; ".join(part for part in said if part))
    line.append(f"  ({one.document}{', ' if one.places else ''}{place_words(one.places)})", style="dim")
    return line


def _number(reference: str) -> str:
    return "(no number)" if reference.startswith(("~", "§")) else reference
