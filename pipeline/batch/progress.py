"""What a run tells whoever is watching. The batch knows nothing of terminals."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Called in this order: `begin` once, `advance` for each settled input, `end` once (also after an error)."""

    def begin(self, total: int) -> None:
        """`total` inputs were found."""

    def advance(self, name: str) -> None:
        """The input `name` has found its column."""

    def end(self) -> None:
        """The run is over."""


class Silent:
    """Nobody is watching."""

    def begin(self, total: int) -> None:
        """Says nothing."""

    def advance(self, name: str) -> None:
        """Says nothing."""

    def end(self) -> None:
        """Says nothing."""
