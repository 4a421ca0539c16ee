"""Cuts working text into what the rules read: lines, a flow in which wrapped sentences are whole, and sentences.

All offsets are those of the working text: the flow has the same length, only some line feeds have become blanks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

_LINE = re.compile(r"[^\n]+")
_CONTINUING = frozenset(
    [
        "der",
        "die",
        "das",
        "den",
        "dem",
        "des",
        "ein",
        "eine",
        "einen",
        "einem",
        "einer",
        "Der",
        "Die",
        "Das",
        "Den",
        "Dem",
        "Des",
        "Vom",
        "Von",
        "vom",
        "von",
        "zum",
        "zur",
        "für",
        "und",
        "oder",
        "mit",
        "bei",
        "im",
        "in",
        "an",
        "am",
        "auf",
        "aus",
        "über",
        "durch",
        "nach",
        "wird",
        "werden",
        "wurde",
        "wurden",
        "Herr",
        "Herrn",
        "Frau",
        "Fr.",
        "Dr.",
        "Prof.",
        "Fraktion",
        "Stadtverordnete",
        "Stadtverordneten",
        "Stadtverordneter",
        "Ausschuss",
        "Ausschusses",
        "sowie",
        "namens",
        "gegen",
        "sich",
        "dass",
    ]
)
_HEADING = re.compile(
    r"(?:Reduzieren|Abstimmung(?:sergebnis(?:se)?)?|Beschluss(?:vorschlag|text|empfehlung)?|Wortprotokoll|Sachverhalt|Protokoll|Anlagen?|Grunddaten|Begründung)[\s|]*$"
)
_LIST_ENTRY = re.compile(r"(?:[-–•*▪]|\d+[.)])\s")
_WRAPPED = 58  # a line of so many characters without an end mark was wrapped, not ended
_STARTS_LOW = re.compile(r"[a-zäöüß(]|\d{1,3}\s+(?:Ja|Nein|Gegen|Stimm|Enth|ja|nein)")
_SENTENCE_END = re.compile(r"[.!?][\"“”')\]]*(?=\s+[A-ZÄÖÜ„\"(–-]|\s*$)|\n", re.MULTILINE)
_ABBREVIATION = re.compile(
    r"(?:\b(?:Dr|II|III|IV|VI{1,3}|Prof|Nr|Nrn|Hr|Hrn|Fr|Abs|Art|bzw|ca|z\.\s?B|d\.\s?h|u\.\s?a|i\.\s?V|usw|St|Str|Tel|Mio|Mrd|ggf|inkl|"
    r"evtl|vgl|lfd|Drs|Drucks|Stv|Chr|Sti|Ziff|S|Bd|Kap|Anl|gez|geb|ehem|stellv|Vors|Pos|Enth|Top|TOP|e\.\s?V|h\.c|"
    r"Dipl|Ing|Mag|med|jur|phil|rer|nat|Rm|Rh|Rf|Gv|b|o\.\s?g|s\.\s?o|m\.\s?E)|\b[A-ZÄÖÜ]|(?:^|[\s(])\d{1,2}|-[A-Z])$"
)


# "der Nummer 2. Frau Lubasch": a figure may end a sentence where a person or article begins the next
_NEW_SENTENCE = re.compile(r"\s+(?:Frau|Herr|Fr\.|Hr\.|Er|Sie|Es)\s")


class Line(NamedTuple):
    """A line with something on it: offsets of its stripped text."""

    start: int
    end: int
    text: str


def lines_of(text: str, start: int = 0, end: int | None = None) -> list[Line]:
    """The lines of text[start:end] that are not blank."""
    found = []
    for match in _LINE.finditer(text, start, len(text) if end is None else end):
        raw = match.group()
        stripped = raw.strip()
        if stripped:
            first = match.start()
            if stripped != raw:
                first += len(raw) - len(raw.lstrip())
            found.append(Line(first, first + len(stripped), stripped))
    return found


def flow_of(text: str, lines: list[Line]) -> str:
    """`text` with the line feeds inside a sentence replaced by blanks, character for character."""
    parts = []
    position = 0
    for line, following in pairwise(lines):
        gap = text[line.end : following.start]
        if "\n" not in gap or not _runs_on(line.text, following.text, gap):
            continue
        parts.append(text[position : line.end])
        parts.append(" " * len(gap))
        position = following.start
    parts.append(text[position:])
    return "".join(parts)


def runs_on(line: object) -> bool:
    """Whether a line cannot end where it ends: behind an article, a preposition, a comma."""
    text = str(line)
    return text.endswith(",") or text[text.rfind(" ") + 1 :].lstrip("(") in _CONTINUING


def _runs_on(line: str, following: str, gap: str) -> bool:
    last = line[-1]
    if last in ":;" or following == "Reduzieren" or (len(line) < 24 and _HEADING.match(line)):
        return False
    word = line[line.rfind(" ") + 1 :].lstrip("(")
    if last == "," or word in _CONTINUING:
        if word.startswith(("wird", "werd", "wurd")) and following[0].isupper():
            return False  # the full stop was lost, as in "soll durchgeführt werden"
        return not _LIST_ENTRY.match(following)
    if last in ".!?":
        return bool(_ABBREVIATION.search(line[-14:-1])) and gap.count("\n") == 1 and len(line) > _WRAPPED
    if _STARTS_LOW.match(following):
        return len(line) > 3
    return len(line) >= _WRAPPED and gap.count("\n") == 1 and not following.startswith(("-", "–", "•", "*"))


def sentences_of(flow: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Spans of the sentences (and bare lines) in flow[start:end], stripped, in order."""
    position = start
    for match in _SENTENCE_END.finditer(flow, start, end):
        if (
            match.group() != "\n"
            and match.group()[0] == "."
            and not _NEW_SENTENCE.match(flow, match.end())
            and _ABBREVIATION.search(flow[max(start, match.start() - 12) : match.start()])
        ):
            continue
        span = _stripped(flow, position, match.end())
        position = match.end()
        if span is not None:
            yield span
    span = _stripped(flow, position, end)
    if span is not None:
        yield span


def _stripped(flow: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end and flow[start].isspace():
        start += 1
    while end > start and flow[end - 1].isspace():
        end -= 1
    return (start, end) if end > start else None
