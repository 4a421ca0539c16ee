"""What a reader hands to `read`: the original text and everything that only the reader can know about it."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.documents.normalise import Mark
from pipeline.model.document import BoxSource, ReaderNote


@dataclass(frozen=True, slots=True)
class Content:
    """Offsets count characters of `original`."""

    original: str
    page_starts: tuple[int, ...] = (0,)
    emphasis: tuple[Mark, ...] = ()
    drop: tuple[tuple[int, int], ...] = ()  # not for the working text: running heads
    markup: bool = False  # Markdown and stray HTML marks are to be read
    layout: str | None = None
    notes: tuple[ReaderNote, ...] = ()
    box_source: BoxSource | None = None
