"""Counting one document: hits, false alarms and misses per field, each with its place."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from pipeline.evaluate.lines import Finder
from pipeline.evaluate.report import Miss, Score

T = TypeVar("T")


class Tally:
    """Collects the counts of one document; the driver adds the tallies up."""

    def __init__(self, *, folder: str, document: str, find: Finder, only: frozenset[str] | None = None) -> None:
        """`only`: the fields gold holds; what is counted for others is passed over. None: all."""
        self.folder = folder
        self.document = document
        self.only = only
        self.scores: dict[str, Score] = {}
        self.misses: list[Miss] = []
        self.invented: list[Miss] = []
        self._find = find

    def hit(self, name: str) -> None:
        self._add(name, Score(tp=1))

    def wrong(
        self, name: str, expected: str, got: str, pointer: str | None = None, *, span: tuple[int, int] | None = None
    ) -> None:
        """A value that is there but not the right one: a miss and a false alarm. `span` is where gold has it."""
        if self._add(name, Score(fp=1, fn=1)):
            self.misses.append(self.miss(name, expected, got, pointer, span=span))

    def missed(self, name: str, expected: str, *, near: str | None = None, span: tuple[int, int] | None = None) -> None:
        """A value that is not there; `near` points to the item it belongs to, `span` is where gold has it."""
        if self._add(name, Score(fn=1)):
            self.misses.append(self.miss(name, expected, None, None, near=near, span=span))

    def false_alarm(self, name: str, got: str, pointer: str | None = None) -> None:
        if self._add(name, Score(fp=1)):
            self.misses.append(self.miss(name, None, got, pointer))

    def value(
        self, name: str, expected: T | None, got: T | None, pointer: str, *, same: Callable[[T, T], bool]
    ) -> None:
        """One single value. Both empty is neither a hit nor a miss."""
        if expected is not None and got is not None:
            if same(expected, got):
                self.hit(name)
            else:
                self.wrong(name, show(expected), show(got), pointer)
        elif expected is not None:
            self.missed(name, show(expected), near=pointer.rpartition("/")[0])
        elif got is not None:
            self.false_alarm(name, show(got), pointer)

    def invent(self, got: str, pointer: str | None) -> None:
        self.invented.append(self.miss("votes", None, got, pointer))

    def miss(
        self,
        name: str,
        expected: str | None,
        got: str | None,
        pointer: str | None,
        *,
        near: str | None = None,
        span: tuple[int, int] | None = None,
    ) -> Miss:
        """A miss with its place; counts nothing."""
        place = self._find(pointer, expected, near=near, span=span)
        return Miss(self.folder, self.document, name, expected, got, place.line, place.text, place.start, place.end)

    def _add(self, name: str, score: Score) -> bool:
        if self.only is not None and name not in self.only:
            return False
        self.scores[name] = self.scores.get(name, Score()) + score
        return True


def show(value: object) -> str:
    """A value as people read it in a table."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
