"""What a layout hands to a renderer: blocks in reading order, independent of the file format."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

Kind = Literal[
    "title", "heading", "item", "line", "bold", "para", "label", "table", "rows", "glued", "rule", "button", "section",
    "card", "grid",
]  # fmt: skip
"""title, heading, item (an agenda item's own): large; line, bold: one line, tight; para; label: a bold line over what
follows; table: the vote form, its first line a label, then rows parted by tabs; rows: label and value parted by tabs;
glued: the same without anything between; rule; button: "Reduzieren"; section: what follows is a nested document;
card: begins a part of a web page; grid: a table, its first row the heads of its columns, cells parted by tabs."""


class Block(NamedTuple):
    """One block. `text` is marked text; lines are parted by line feeds."""

    kind: Kind
    text: str = ""


@dataclass(slots=True)
class Page:
    """A document ready to be damaged and rendered. `family` chooses the web page and text file it becomes."""

    blocks: list[Block]
    family: Literal["seed", "allris4", "classic", "sessionnet", "plain"] = "plain"
    running_head: str = ""
    page_mark: str = ""  # "– {} –"; empty: none
    cuttable: bool = False  # pages of this kind end at about 2,000 characters
    spaced_title: bool = False


def para(text: str) -> Block:
    """A paragraph."""
    return Block("para", text)


def lines(*texts: str | None) -> list[Block]:
    """Tight lines; None is left out."""
    return [Block("line", text) for text in texts if text]


@dataclass(frozen=True, slots=True)
class Sample:
    """A finished document: file name without suffix, bytes and gold."""

    stem: str
    layout: str
    data: bytes
    gold: dict[str, object] = field(compare=False)
