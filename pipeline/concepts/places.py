"""Collects where the values of a file stand, by pointer; the same small interface for every kind of file."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from pipeline.model.concept import SourcePlace

_QUOTE = 240  # characters of a quote; the span itself is never shortened


class Places:
    """Places by pointer (see `ConceptFile.places`). `text`: the document's own text, where it has one."""

    def __init__(self, sha256: str, text: str | None = None) -> None:
        self.sha256, self.text = sha256, text
        self.found: dict[str, tuple[SourcePlace, ...]] = {}
        self._lines: list[int] | None = None

    def add(self, pointer: str, places: Iterable[SourcePlace]) -> None:
        """More places of a value; the same place once."""
        known = self.found.get(pointer, ())
        self.found[pointer] = (*known, *(place for place in dict.fromkeys(places) if place not in known))

    def characters(self, pointer: str, start: int, end: int, *, rule: str) -> None:
        """A value of a text file: characters `start` to `end`, and its line."""
        self.add(pointer, [self.span(start, end, rule=rule)])

    def span(self, start: int, end: int, *, rule: str) -> SourcePlace:
        """The place of characters `start` to `end` of a text file, blanks at its end left out."""
        text = self.text or ""
        end = start + len(text[start:end].rstrip())
        return SourcePlace(
            source=self.sha256,
            start=start,
            end=end,
            line=self.line_of(start),
            rule=rule,
            quote=text[start:end][:_QUOTE],
        )

    def line_of(self, offset: int) -> int:
        """The line (from 1) a character stands in."""
        if self._lines is None:
            self._lines = [0, *(at + 1 for at, char in enumerate(self.text or "") if char == "\n")]
        return bisect_right(self._lines, offset)
