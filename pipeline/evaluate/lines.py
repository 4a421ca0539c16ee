"""The line of the source a value stands on, so that a miss can be looked up at once."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from pipeline.evaluate.same import fold
from pipeline.model.record import Evidence, MinutesRecord

_TEXT_SUFFIXES = frozenset({".txt", ".md"})
_LONGEST = 160


@dataclass(frozen=True, slots=True)
class Place:
    """Line (from 1) and its text; None where unknown."""

    line: int | None = None
    text: str | None = None


class Finder(Protocol):
    """Finds the place of a miss in one document."""

    def __call__(self, pointer: str | None, expected: str | None, *, near: str | None = None) -> Place:
        """The evidence of `pointer` decides; else a search for `expected`; else the evidence of `near`, its item."""


def source_text(path: Path) -> str | None:
    """The characters of a text document, line ends untouched; None for kinds whose text the reader makes."""
    if path.suffix.lower() not in _TEXT_SUFFIXES:
        return None
    data = path.read_bytes()
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def finder(text: str | None, record: MinutesRecord | None) -> Finder:
    """A function that finds places in one document. Without text (PDF, web page) the evidence's quote must do."""

    def find(pointer: str | None, expected: str | None, *, near: str | None = None) -> Place:
        evidence = _evidence(record, pointer)
        if evidence is not None:
            return _by_offset(text, evidence)
        found = _by_search(text, expected) if text is not None and expected else Place()
        evidence = _evidence(record, near)
        return _by_offset(text, evidence) if evidence is not None and found.line is None else found

    return find


def _evidence(record: MinutesRecord | None, pointer: str | None) -> Evidence | None:
    """Of the value itself, else of its first part."""
    if record is None or pointer is None:
        return None
    for key, places in record.evidence.items():
        if places and (key == pointer or key.startswith(pointer + "/")):
            return places[0]
    return None


def _by_offset(text: str | None, evidence: Evidence) -> Place:
    if text is None or evidence.start > len(text):
        return Place(None, _short(evidence.quote or ""))
    start = text.rfind("\n", 0, evidence.start) + 1
    end = text.find("\n", evidence.start)
    return Place(text.count("\n", 0, start) + 1, _short(text[start : end if end >= 0 else len(text)]))


def _by_search(text: str, expected: str) -> Place:
    wanted = fold(expected).casefold().rstrip(" .…")
    for number, line in enumerate(text.split("\n"), start=1):
        if wanted and wanted in fold(line).casefold():
            return Place(number, _short(line))
    return Place()


def _short(line: str) -> str:
    folded = " ".join(line.split())
    return folded if len(folded) <= _LONGEST else folded[: _LONGEST - 1] + "…"
