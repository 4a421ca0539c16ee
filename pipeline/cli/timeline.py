"""How a history looks in a terminal: a block per station, a line per fact, its place at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from rich.console import Console

    from pipeline.cli.telling import Block, Change, Line, Sheet

_INDENT = 2  # columns
_STYLES = {"": "", "result": "green", "vote": "bold", "warn": "yellow", "dim": "dim"}
_RUNS = {"kept": "", "removed": "red strike", "added": "green"}
_BRACKETS = {"kept": ("", ""), "removed": ("[-", "-]"), "added": ("[+", "+]")}  # readable without colours


def show(sheet: Sheet, *, console: Console) -> None:
    """Prints the whole history."""
    wide = not console.is_terminal
    console.print(Text(sheet.reference, style="bold magenta"))
    for title in sheet.titles:
        console.print(Text(title, style="bold"), soft_wrap=wide)
    console.print(Text(sheet.summary), soft_wrap=wide)
    for block in sheet.blocks:
        console.print()
        heading = Text(block.heading, style="bold cyan" if block.kind == "station" else "bold")
        if block.note:
            heading.append(f"  ({block.note})", style="red")
        console.print(heading, soft_wrap=wide)
        if block.lines:
            console.print(_lines(block))
        for change in block.changes:
            console.print(_change(change), soft_wrap=wide)


def _lines(block: Block) -> Table:
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(min_width=9 + _INDENT, max_width=32)
    table.add_column(ratio=3, overflow="fold")
    table.add_column(
        overflow="fold", style="dim", ratio=1 if any(len(line.place) > 60 for line in block.lines) else None
    )
    for line in block.lines:
        table.add_row(*_cells(line))
    return table


def _cells(line: Line) -> tuple[Text, Text, Text]:
    return Text(" " * _INDENT + line.label), Text(line.value, style=_STYLES[line.style]), Text(line.place)


def _change(change: Change) -> Text:
    out = Text(" " * _INDENT)
    for kind, words in change.runs:
        before, behind = _BRACKETS[kind]
        if len(out) > _INDENT and words[:1] not in ".,;:!?)":
            out.append(" ")
        out.append(f"{before}{words}{behind}", style=_RUNS[kind])
    return out
