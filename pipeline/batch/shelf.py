"""The folder of records, `extracted/<sha256>.json`: the durable middle from which the database can be rebuilt."""

from __future__ import annotations

import os
import time
from pathlib import Path

from pipeline.batch.inflight import unwritable

_STALE = 3600.0  # seconds


class Shelf:
    """Writes records so that a reader never sees half of one: a temporary file first, then a rename.

    Raises `StoreError` (codes `disk_full`, `not_writable`) when the folder cannot take a file.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._temporary = folder / f".{os.getpid()}.part"
        self._stem, self._part = f"{folder}/", str(self._temporary)  # as text: `put` is once for every document
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for left in folder.glob(".*.part"):  # of a run that was killed; a living one's is younger
                if time.time() - left.stat().st_mtime > _STALE:
                    left.unlink(missing_ok=True)
        except OSError as error:
            raise unwritable(folder, error) from error

    def path(self, sha256: str) -> Path:
        """Where the record of the document with this hash stands."""
        return self.folder / f"{sha256}.json"

    def holds(self, sha256: str) -> bool:
        """Whether a record with content is there; an empty file (power cut) does not count."""
        try:
            return os.stat(f"{self._stem}{sha256}.json").st_size > 0  # noqa: PTH116 - once per input, kept cheap
        except OSError:
            return False

    def put(self, sha256: str, json: bytes) -> None:
        """Stores a record, replacing an older one of the same document."""
        try:
            with open(self._part, "wb", buffering=0) as file:  # noqa: PTH123
                rest = memoryview(json)
                while rest:  # the system may take less than all at once
                    rest = rest[file.write(rest) :]
            os.replace(self._part, f"{self._stem}{sha256}.json")  # noqa: PTH105
        except OSError as error:
            self._temporary.unlink(missing_ok=True)
            raise unwritable(self.path(sha256), error) from error

    def drop(self, sha256: str) -> None:
        """Takes a record away again that the database would not have."""
        self.path(sha256).unlink(missing_ok=True)
