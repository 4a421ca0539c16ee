"""`extract --explain`: the document's own text with every fact marked where it was read.

Evidence gives spans of `Document.original`; spans may nest and overlap. With colours, a stretch takes the colour of the
shortest span it lies in and is underlined when it serves several facts. Without colours, spans become brackets,
`[vote: 7 : 0 : 0]`, and a span that crosses another one's border is closed and opened again there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.model.document import Document
from pipeline.model.record import MinutesRecord

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

# Field of the record -> (kind, colour). The first entry that begins the pointer's path wins, so order matters.
_KINDS: tuple[tuple[str, str, str], ...] = (
    ("meeting/organization", "committee", "bold blue"),
    ("meeting/inferred_organization", "committee", "bold blue"),
    ("meeting", "meeting", "cyan"),
    ("agenda_items/*/number", "item", "bold yellow"),
    ("agenda_items/*/title", "title", "yellow"),
    ("agenda_items/*/public", "public", "cyan"),
    ("agenda_items/*/paper", "paper", "bold magenta"),
    ("agenda_items/*/mentioned_papers", "mentioned paper", "magenta"),
    ("agenda_items/*/result", "result", "bold green"),
    ("agenda_items/*/inferred_result", "result", "green"),
    ("agenda_items/*/role", "role", "green"),
    ("agenda_items/*/vote_events/*/votes", "roll", "red"),
    ("agenda_items/*/vote_events", "vote", "bold red"),
    ("agenda_items/*/speakers", "speaker", "bold cyan"),
    ("agenda_items/*/mentioned_people", "mentioned person", "bright_blue"),
    ("agenda_items/*/duties", "duty", "bright_magenta"),
    ("agenda_items/*/versions", "version", "bright_green"),
    ("agenda_items/*/speeches", "speech", "bright_black"),
    ("attachments", "attachment", "bright_black"),
)
_PASSAGES = frozenset(
    {"version", "speech", "attachment"}
)  # whole paragraphs: marked only when asked for, they drown the rest
_OTHER = ("other", "white")
_BROKEN_WORD = re.compile("[\x02\ufffe]")  # PDFium's mark for the hyphen and the line end within a word
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0d-\x1f\x7f-\x9f]")  # a document must not steer the terminal


@dataclass(frozen=True, slots=True)
class Mark:
    """One span of `original` that serves facts of one kind."""

    start: int
    end: int
    kind: str
    style: str
    rules: tuple[str, ...]

    def label(self, *, rules: bool) -> str:
        """The kind, and with `rules` the ids of the rules that read it."""
        return f"{self.kind} {','.join(self.rules)}" if rules else self.kind


def marks(record: MinutesRecord, *, length: int, passages: bool = False) -> list[Mark]:
    """The spans to mark in a text of `length` characters, in order; the same span of one kind once."""
    found: dict[tuple[int, int, str], tuple[str, list[str]]] = {}
    for pointer, places in record.evidence.items():
        kind, style = _kind(pointer)
        if kind in _PASSAGES and not passages:
            continue
        for place in places:
            start, end = max(place.start, 0), min(place.end, length)
            if start >= end:
                continue
            rules = found.setdefault((start, end, kind), (style, []))[1]
            if place.rule not in rules:
                rules.append(place.rule)
    return [
        Mark(start, end, kind, style, tuple(rules))
        for (start, end, kind), (style, rules) in sorted(found.items(), key=lambda one: (one[0][0], -one[0][1]))
    ]


def bracketed(text: str, spans: list[Mark], *, rules: bool = False) -> str:
    """The text with brackets around every span, well nested."""
    out: list[str] = []
    stack: list[Mark] = []
    for start, end, opening, closing in _sweep(spans, len(text)):
        reopen: list[Mark] = []
        while any(mark in closing for mark in stack):
            top = stack.pop()
            out.append("]")
            if top not in closing:
                reopen.append(top)
        for mark in (*reversed(reopen), *opening):
            stack.append(mark)
            out.append(f"[{mark.label(rules=rules)}: ")
        out.append(text[start:end])
    out.append("]" * len(stack))
    return _printable("".join(out))


def coloured(text: str, spans: list[Mark], *, rules: bool = False) -> Text:
    """The text with a colour per kind."""
    from rich.text import Text

    out = Text()
    active: list[Mark] = []
    for start, end, opening, closing in _sweep(spans, len(text)):
        if rules:
            for mark in reversed([mark for mark in active if mark in closing]):
                out.append(f"({','.join(mark.rules)})", style="dim")
        active = [mark for mark in active if mark not in closing]
        active.extend(opening)
        style = ""
        if active:
            shortest = min(active, key=lambda mark: mark.end - mark.start)
            style = shortest.style + (" underline" if len({mark.kind for mark in active}) > 1 else "")
        out.append(_printable(text[start:end]), style=style)
    return out


def show(document: Document, record: MinutesRecord, *, console: Console, verbose: bool = False) -> None:
    """Prints one document with its facts, a legend and its findings."""
    from rich.text import Text

    spans = marks(record, length=len(document.original), passages=verbose)
    colour = console.color_system is not None and not console.no_color and console.is_terminal
    console.print(Text(_printable(document.name), style="bold"), soft_wrap=True)
    body: Text | str = (
        coloured(document.original, spans, rules=verbose)
        if colour
        else bracketed(document.original, spans, rules=verbose)
    )
    console.print(body, markup=False, soft_wrap=True)
    console.print()
    console.print(legend(spans, colour=colour), soft_wrap=True)
    for finding in record.findings:
        line = f"{finding.severity} {finding.code}: {finding.message}"
        console.print(Text(_printable(line)), soft_wrap=True)
    console.print()


def legend(spans: Iterable[Mark], *, colour: bool) -> Text:
    """The kinds that occur, each in its colour, with how often."""
    from rich.text import Text

    counts: dict[tuple[str, str], int] = {}
    for mark in spans:
        counts[mark.kind, mark.style] = counts.get((mark.kind, mark.style), 0) + 1
    out = Text("Marked: " if counts else "Marked: nothing was found.")
    for index, ((kind, style), count) in enumerate(sorted(counts.items())):
        out.append(", " if index else "")
        out.append(kind, style=style if colour else "")
        out.append(f" ({count})")
    return out


def _kind(pointer: str) -> tuple[str, str]:
    path = "/".join("*" if part.isdigit() else part for part in pointer.strip("/").split("/"))
    for prefix, kind, style in _KINDS:
        if path == prefix or path.startswith(prefix + "/"):
            return kind, style
    return _OTHER


def _sweep(spans: list[Mark], length: int) -> Iterator[tuple[int, int, list[Mark], list[Mark]]]:
    """Stretches of the text without a border inside: start, end, spans that open and that closed at its start."""
    opening: dict[int, list[Mark]] = {}
    closing: dict[int, list[Mark]] = {}
    for mark in spans:
        opening.setdefault(mark.start, []).append(mark)
        closing.setdefault(mark.end, []).append(mark)
    borders = sorted({0, length, *opening, *closing})
    for start, end in zip(borders, (*borders[1:], length), strict=True):
        if start == length and start not in closing:
            continue
        yield start, end, opening.get(start, []), closing.get(start, [])


def _printable(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n----- next page -----\n")
    text = _BROKEN_WORD.sub("-\n", text)
    return _UNPRINTABLE.sub("\N{MIDDLE DOT}", text)
