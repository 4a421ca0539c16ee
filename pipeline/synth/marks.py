"""Facts in the text itself: private characters open and close each place where a fact is written.

A document is composed as one marked text; damage is done to it, and gold is read from what is left between the marks.
So a name is in gold as it stands in the document, and what lies behind a cut is gone from both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

Key = tuple[str | int, ...]
"""What a mark stands for: ("speaker", 2), ("vote", 0, "yes"), ("keep", 7) ..."""

_FIRST = 0xE000
CLOSE = "\uf8ff"
MARK = re.compile("[\ue000-\uf8ff]")
_OUT = dict.fromkeys(range(_FIRST, 0xF900))


class Marks:
    """Hands out the marks of one document. Key number n is opened by the n-th private character."""

    def __init__(self) -> None:
        self.keys: list[Key] = []

    def mark(self, key: Key, text: str) -> str:
        """`text` between the marks of `key`; a key may be marked in many places."""
        self.keys.append(key)
        return f"{chr(_FIRST + len(self.keys) - 1)}{text}{CLOSE}"

    def key(self, opening: str) -> Key:
        """The key an opening character stands for."""
        return self.keys[ord(opening) - _FIRST]

    def written(self, texts: Sequence[str]) -> dict[Key, list[str]]:
        """For each key, what stands between its marks, in order; a mark that was cut open is not there."""
        found: dict[Key, list[str]] = {}
        for text in texts:
            for opening, _, inside in self.places(text):
                found.setdefault(self.key(opening), []).append(inside)
        return found

    def places(self, text: str) -> Iterator[tuple[str, int, str]]:
        """(opening mark, its offset in the marked text, text inside without marks), by closing order."""
        stack: list[tuple[str, int]] = []
        for match in MARK.finditer(text):
            sign = match.group()
            if sign != CLOSE:
                stack.append((sign, match.start()))
            elif stack:
                opening, start = stack.pop()
                yield opening, start, plain(text[start + 1 : match.start()])


def plain(text: str) -> str:
    """The text without marks."""
    return text if text.isascii() else text.translate(_OUT)
