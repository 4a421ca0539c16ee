"""Records on their way into the database. Beginning and ending a transaction costs as much as a small document's rows,
so several share one; a portion stays so small that a run which dies has little to do again."""

from __future__ import annotations

import time
from dataclasses import dataclass

from pipeline.batch.work import Made, Task

MOST_DOCUMENTS = 64
MOST_BYTES = 4 * 1024 * 1024  # of records, as JSON
MOST_SECONDS = 1.0  # documents that take long to read (scans) are stored at once


@dataclass(frozen=True, slots=True)
class Parcel:
    """A record and the input it is of; the input's bytes are let go. `size`: bytes of the input."""

    label: str
    sha256: str
    size: int
    made: Made


class Portion:
    """Records that wait to be stored together."""

    def __init__(self) -> None:
        self._parcels: list[Parcel] = []
        self._weight = 0
        self._since = 0.0

    def add(self, task: Task, made: Made) -> None:
        """The record of `task` waits from now on."""
        if not self._parcels:
            self._since = time.monotonic()
        self._parcels.append(Parcel(task.label, task.sha256, len(task.data), made))
        self._weight += len(made.json)

    def full(self) -> bool:
        """Whether what waits should be stored now."""
        return (
            len(self._parcels) >= MOST_DOCUMENTS
            or self._weight >= MOST_BYTES
            or (bool(self._parcels) and time.monotonic() - self._since >= MOST_SECONDS)
        )

    def take(self) -> list[Parcel]:
        """What waits, in the order in which it came; nothing waits then."""
        taken, self._parcels, self._weight = self._parcels, [], 0
        return taken
