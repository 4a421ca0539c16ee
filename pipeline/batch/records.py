"""The records of a folder, one after the other, for those who load them anew."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from pipeline.model.errors import StoreError
from pipeline.model.records import AnyRecord, parse_record

_NAME = re.compile(r"[0-9a-f]{64}\.json")


class Records:
    """Iterates over `FOLDER/<sha256>.json` by name. Files that are no record are passed over and named in
    `unreadable` as (path, sentence)."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.unreadable: list[tuple[Path, str]] = []

    def must_exist(self) -> None:
        """Raises `StoreError` (code `no_records`) where there is nothing to load: an empty database helps nobody."""
        if next(self._paths(), None) is None:
            raise StoreError(
                f"There are no records in {self.folder}, so nothing was changed. Name their folder with --extracted, "
                "or run `protokolle ingest` on the documents.",
                code="no_records",
            )

    def __iter__(self) -> Iterator[AnyRecord]:
        for path in sorted(self._paths()):
            record = self._read(path)
            if record is not None:
                yield record

    def _paths(self) -> Iterator[Path]:
        return (path for path in self.folder.glob("*.json") if _NAME.fullmatch(path.name))

    def _read(self, path: Path) -> AnyRecord | None:
        try:
            record = parse_record(path.read_bytes())
        except (OSError, ValueError) as error:
            why = "cannot be read" if isinstance(error, OSError) else "is damaged or from another version"
            self.unreadable.append(
                (path, f"{path} {why} and was left out. Run `protokolle ingest` on its document to make it anew.")
            )
            return None
        if record.source.sha256 != path.stem:
            self.unreadable.append((path, f"{path} holds the record of another document and was left out."))
            return None
        return record
