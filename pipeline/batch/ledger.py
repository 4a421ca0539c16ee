"""What the run asks the database and tells it: is this content known, it is in now, it is set aside.

Entries for inputs without work come in batches, one transaction each; imported documents' entries are written by
`Store.load_many` together with their facts.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Literal

from pipeline.batch.portion import Parcel
from pipeline.batch.work import Refused
from pipeline.model.records import parse_record
from pipeline.store import Finished, KnownDocument, Loading

if TYPE_CHECKING:
    from pipeline.store import LoadOutcome, Store

_BATCH = 200


class Ledger:
    """The store as one run sees it; `version` is the extractor's, `others` are those of other kinds of record."""

    def __init__(self, store: Store, *, version: str, others: Collection[str] = ()) -> None:
        self._store = store
        self._version = version
        self._current = frozenset({version, *others})
        self._waiting: list[Finished] = []

    def known(self, sha256: str) -> KnownDocument | None:
        """The document of this content, if its facts are in and made by this version of the rules."""
        document = self._store.journal.known(sha256)
        return document if document is not None and document.extractor in self._current else None

    def imported(self, parcels: Iterable[Parcel]) -> list[LoadOutcome]:
        """Facts and journal entries of some documents, in one transaction. Raises `StoreError`, and `BadInput` where
        one of them holds what no database can hold; then nothing of any is stored."""
        return self._store.load_many(
            [
                Loading(record=one.made.record or parse_record(one.made.json), label=one.label, said=one.made.json)
                for one in parcels
            ]
        )

    def booked(
        self, label: str, status: Literal["unchanged", "duplicate"], sha256: str, size: int, extractor: str | None
    ) -> None:
        """An input without work; `extractor`: the version its facts were made by, where that is known."""
        self._add(Finished(label, status, sha256=sha256, size=size, extractor=extractor or self._version))

    def quarantined(self, label: str, refused: Refused, sha256: str | None, size: int | None) -> None:
        """An input that is set aside."""
        self._add(
            Finished(
                label,
                "quarantined",
                sha256=sha256,
                size=size,
                extractor=self._version,
                reason=refused.code,
                message=refused.message,
            )
        )

    def flush(self) -> None:
        """Writes the entries that wait."""
        waiting, self._waiting = self._waiting, []
        self._store.journal.finish_many(waiting)

    def _add(self, entry: Finished) -> None:
        self._waiting.append(entry)
        if len(self._waiting) >= _BATCH:
            self.flush()
