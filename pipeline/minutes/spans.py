"""Sorted, separate stretches of a text that can be asked fast: ten thousand of them cost a look-up each, not a scan."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable


class Spans:
    """Half-open stretches [start, end) that do not overlap each other; added in any order."""

    __slots__ = ("_ends", "_starts")

    def __init__(self, spans: Iterable[tuple[int, int]] = ()) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in spans:
            self.add(start, end)

    def add(self, start: int, end: int) -> None:
        """Adds a stretch."""
        at = bisect_left(self._starts, start)
        self._starts.insert(at, start)
        self._ends.insert(at, end)

    def overlaps(self, start: int, end: int) -> bool:
        """Whether a stretch has a character in common with [start, end)."""
        at = bisect_right(self._starts, start)
        return (at > 0 and self._ends[at - 1] > start) or (at < len(self._starts) and self._starts[at] < end)

    def covers(self, start: int, end: int) -> bool:
        """Whether one stretch holds [start, end) whole."""
        at = bisect_right(self._starts, start)
        return at > 0 and self._ends[at - 1] >= end

    def near(self, position: int, reach: int) -> bool:
        """Whether a stretch begins less than `reach` characters away."""
        at = bisect_left(self._starts, position - reach + 1)
        return at < len(self._starts) and self._starts[at] < position + reach
