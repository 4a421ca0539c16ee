"""Reads the table of contents at the front of whole minutes: a table of contents is not the items, but names them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.language.passages import Line, runs_on

_SPACED_PUBLIC = (
    r"ö\s?f\s?f\s?e\s?n\s?t\s?l\s?i\s?c\s?h\s?e\s?r?\s*(?:T\s?e\s?i\s?l|S\s?i\s?t\s?z\s?u\s?n\s?g)\s*:?\s*$"
)
NON_PUBLIC_PART = re.compile(rf"^(?:[IVXB]+[.)]\s*)?N\s?i\s?c\s?h\s?t\s?-?\s?{_SPACED_PUBLIC}", re.IGNORECASE)
PUBLIC_PART = re.compile(rf"^(?:[IVXA]+[.)]\s*|1\.\s*)?{_SPACED_PUBLIC}", re.IGNORECASE)
_HEAD = re.compile(
    r"^(?:T\s?a\s?g\s?e\s?s\s?o\s?r\s?d\s?n\s?u\s?n\s?g|Inhaltsverzeichnis|TOP-Nr\.\S*.*)\s*:?\s*$", re.IGNORECASE
)
_INLINE = re.compile(r"^Tagesordnung\s*:?\s+(?=\d+\.\s)")
_INLINE_ENTRY = re.compile(r"(?:^|\s)(\d{1,2}(?:\.\d{1,2})*)\.\s+((?:(?!\s\d{1,2}(?:\.\d{1,2})*\.\s).)+)")
_ENTRY = re.compile(
    r"^(?:TOP\s+)?(?P<letter>[ÖN]\s+)?(?P<n>\d{1,3}(?:\.\d{1,3})*(?:[a-z](?![a-z]))?)(?P<paper>[a-z]{2,4}/\d+/\d+/\d{2})?(?:\.\)|[.)])?[ \t]+(?P<t>\S.*?)\s*$"
)
_BODY_STARTS = re.compile(
    r"^(?:Verhandelt|Protokoll|Verlauf(?: der Sitzung)?|Sitzungsverlauf|Niederschrift|Eröffnung der Sitzung|"
    r"(?:I+\.\s*)?Öffentlicher Teil|Verhandlungsniederschrift|Beratungsverlauf)\s*:?\s*$"
)


@dataclass(slots=True)
class AgendaEntry:
    """A row of the agenda: number, title and where the title stands in the working text."""

    number: str
    title: str
    start: int
    first: Line
    line: Line  # the last line of the entry
    end: int = 0
    letter: str = ""
    paper: str | None = None
    paper_start: int = 0


def read_agenda(lines: list[Line]) -> tuple[list[AgendaEntry], int]:
    """The entries of the table of contents, and the index of the first line behind it (0: there is none)."""
    for index, line in enumerate(lines[:400]):
        inline = _INLINE.match(line.text)
        if inline:
            found = _INLINE_ENTRY.finditer(line.text, inline.end() - 1)
            rows = [AgendaEntry(m.group(1), m.group(2).strip(), line.start + m.start(2), line, line) for m in found]
            return rows, index + 1
        if not _HEAD.match(line.text):
            continue
        entries, behind = _rows(lines, index + 1)
        if len(entries) > 1 or (entries and behind < len(lines)):
            return entries, behind if behind < len(lines) else index + 1
    return [], 0


def _rows(lines: list[Line], first: int) -> tuple[list[AgendaEntry], int]:
    entries: list[AgendaEntry] = []
    seen: set[str] = set()
    position = first
    while position < len(lines):
        row = lines[position]
        match = _ENTRY.match(row.text)
        if match:
            if match["n"] in seen or row.text.startswith("TOP "):
                break
            seen.add(match["n"])
            entries.append(_entry(row, match))
        elif entries and entries[-1].line is lines[position - 1] and _continues(entries[-1], row):
            entries[-1].title += f" {row.text}"
            entries[-1].end, entries[-1].line = row.end, row
        elif _BODY_STARTS.match(row.text) and entries:
            fresh = _ENTRY.match(lines[position + 1].text) if position + 1 < len(lines) else None
            if not (PUBLIC_PART.match(row.text) and fresh and fresh["n"] not in seen):
                break
        elif not entries and position - first > 5:
            break
        position += 1
    return entries, position


def _continues(entry: AgendaEntry, row: Line) -> bool:
    """A title over two lines: the first cannot end where it ends, or the second begins small."""
    return runs_on(entry.title) or row.text[0].islower()


def _entry(row: Line, match: re.Match[str]) -> AgendaEntry:
    return AgendaEntry(
        number=match["n"],
        title=match["t"],
        start=row.start + match.start("t"),
        first=row,
        line=row,
        letter=(match["letter"] or "").strip(),
        paper=match["paper"],
        paper_start=row.start + match.start("paper") if match["paper"] else 0,
    )
