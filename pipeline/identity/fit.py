"""A score on its way, with what speaks for it and what against."""

from __future__ import annotations

from dataclasses import dataclass, field

SHOWN = 0.5
"""From here on a suggestion is worth a look."""
WEAK = 0.3
"""Below, it is none."""


@dataclass(slots=True)
class Fit:
    """A score on its way: what speaks for it, and what against."""

    score: float
    reasons: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    most: float = 1.0  # what the way the names fit allows at all

    def add(self, by: float, sentence: str) -> None:
        self.move(by, **({"reason": sentence} if by > 0 else {"doubt": sentence}))

    def move(self, by: float, *, reason: str = "", doubt: str = "") -> None:
        self.score += by
        self.reasons += [reason] if reason else []
        self.doubts += [doubt] if doubt else []

    def times(self, factor: float, sentence: str) -> None:
        self.score *= factor
        self.doubts.append(sentence)
