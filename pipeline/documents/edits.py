"""A text under revision that remembers where each of its characters came from.

Normalising is done in several passes, each easier to read than one large pattern. Every pass hands over its edits
(spans and what stands there instead); the segments of `OffsetMap` are carried along, so that after the last pass the
map leads straight back to the text of the beginning.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from pipeline.model.document import OffsetMap

Edit = tuple[int, int, str]
"""start, end (end > start, of the text as it is before the pass) and the replacement; an empty one deletes."""


class Revision:
    """The text after the passes so far, and the segments back to the original (see `OffsetMap` for their shape)."""

    __slots__ = ("_orig", "_replaced", "_work", "original_length", "text")

    def __init__(self, original: str) -> None:
        self.text = original
        self.original_length = len(original)
        self._work: list[int] = [0]
        self._orig: list[int] = [0]
        self._replaced: list[int] = [0]

    def apply(self, edits: Iterable[Edit]) -> None:
        """Carries the edits out. Of two that overlap the one that begins first (then the longer one) is kept."""
        todo = sorted(edits, key=lambda edit: (edit[0], -edit[1]))
        if not todo:
            return
        work: list[int] = []
        orig: list[int] = []
        replaced: list[int] = []
        pieces: list[str] = []
        old_work, old_orig, old_replaced, text = self._work, self._orig, self._replaced, self.text
        index, last, length, position = 0, len(old_work) - 1, 0, 0
        todo.append((len(text), len(text), ""))
        for start, end, new in todo:
            if start < position:
                continue
            if start > position:  # what stands between two edits keeps the segments it has
                while index < last and old_work[index + 1] <= position:
                    index += 1
                while True:
                    begin = max(old_work[index], position)
                    work.append(length + begin - position)
                    orig.append(old_orig[index] if old_replaced[index] else old_orig[index] + begin - old_work[index])
                    replaced.append(old_replaced[index])
                    if index == last or old_work[index + 1] >= start:
                        break
                    index += 1
                pieces.append(text[position:start])
                length += start - position
            if new:
                first, after = self._origin(start, end)
                work.append(length)
                orig.append(first)
                replaced.append(after - first)
                pieces.append(new)
                length += len(new)
            position = end
        self.text = "".join(pieces)
        self._work, self._orig, self._replaced = work, orig, replaced

    def _origin(self, start: int, end: int) -> tuple[int, int]:
        index = bisect_right(self._work, start) - 1
        first = self._orig[index] + (0 if self._replaced[index] else start - self._work[index])
        index = bisect_right(self._work, end - 1) - 1
        return first, self._orig[index] + (self._replaced[index] or end - self._work[index])

    def position_of(self, original_offset: int) -> int:
        """Where an offset of the original has gone in the present text; what was deleted leads to its successor."""
        if not self._work:
            return 0
        index = max(bisect_right(self._orig, original_offset) - 1, 0)
        here, gone = self._work[index], original_offset - self._orig[index]
        after = self._work[index + 1] if index + 1 < len(self._work) else len(self.text)
        if gone <= 0:
            return here
        if self._replaced[index]:
            return after if gone >= self._replaced[index] else here
        return min(here + gone, after)

    def frozen(self) -> OffsetMap:
        """The finished map. The identity is the empty map."""
        untouched = self._work == [0] and self._orig == [0] and self._replaced == [0]
        if untouched and len(self.text) == self.original_length:
            return OffsetMap()
        return OffsetMap(tuple(self._work), tuple(self._orig), tuple(self._replaced))
