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
    """Line (from 1) and its text, and the characters of the value itself; None where unknown."""

    line: int | None = None
    text: str | None = None
    start: int | None = None
    end: int | None = None


class Finder(Protocol):
    """Finds the place of a miss in one document."""

    def __call__(
        self,
        pointer: str | None,
        expected: str | None,
        *,
        near: str | None = None,
        span: tuple[int, int] | None = None,
    ) -> Place:
        """The evidence of `pointer` decides, then `span`, a search for `expected`, the evidence of `near`, its item."""


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

    def find(
        pointer: str | None,
        expected: str | None,
        *,
        near: str | None = None,
        span: tuple[int, int] | None = None,
    ) -> Place:
        evidence = _evidence(record, pointer)
        if evidence is not None:
            return _by_offset(text, evidence.start, evidence.end, evidence.quote)
        if span is not None:
            return _by_offset(text, *span, None)
        found = _by_search(text, expected) if text is not None and expected else Place()
        evidence = _evidence(record, near)
        if evidence is None or found.line is not None:
            return found
        return _by_offset(text, evidence.start, evidence.end, evidence.quote)

    return find


def _evidence(record: MinutesRecord | None, pointer: str | None) -> Evidence | None:
    """Of the value itself, else of its first part."""
    if record is None or pointer is None:
        return None
    for key, places in record.evidence.items():
        if places and (key == pointer or key.startswith(pointer + "/")):
            return places[0]
    return None


def _by_offset(text: str | None, first: int, last: int, quote: str | None) -> Place:
    if text is None or first > len(text):
        return Place(None, _short(quote or ""), first, last)
    start = text.rfind("\n", 0, first) + 1
    end = text.find("\n", first)
    return Place(text.count("\n", 0, start) + 1, _short(text[start : end if end >= 0 else len(text)]), first, last)


def _by_search(text: str, expected: str) -> Place:
    wanted = fold(expected).casefold().rstrip(" .…")
    position = 0
    for number, line in enumerate(text.split("\n"), start=1):
        if wanted and wanted in fold(line).casefold():
            return Place(number, _short(line), position, position + len(line))
        position += len(line) + 1
    return Place()


def _short(line: str) -> str:
    folded = " ".join(line.split())
    return folded if len(folded) <= _LONGEST else folded[: _LONGEST - 1] + "…"
