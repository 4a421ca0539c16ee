"""Inputs: files, folders and ZIP archives as a flat, stable sequence; what cannot be opened is an input with an error,
so that the books balance. Only what people put there is listed: dot files and litter of the system are passed over."""

from __future__ import annotations

import os
import stat
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.documents.archive import is_archive, members
from pipeline.documents.limits import DEFAULT, Limits
from pipeline.documents.names import explain, is_litter, nfc
from pipeline.model.errors import BadInput


@dataclass(frozen=True, slots=True)
class Input:
    """One document to be read, or the reason why it cannot be. Names are NFC, whatever the disk has. It can be
    pickled: bytes are fetched where `load` is called."""

    name: str
    label: str  # as the user gave it; `archive.zip!/inner/name.pdf` for a ZIP member
    error: BadInput | None = field(default=None, compare=False)
    source: Callable[[], bytes] | None = field(default=None, repr=False, compare=False)

    def load(self) -> bytes:
        """The bytes. Raises BadInput; codes: no_permission, missing, unreadable, too_large, damaged, encrypted,
        unsafe_path, zip_bomb, nested_archive, unsupported."""
        if self.error is not None:
            raise self.error
        if self.source is None:
            raise BadInput(f"{self.label} has no content to read.", code="unreadable")
        return self.source()


@dataclass(frozen=True, slots=True)
class _File:
    path: Path
    label: str
    max_bytes: int

    def __call__(self) -> bytes:
        try:
            with self.path.open("rb", buffering=0) as file:
                size = os.fstat(file.fileno()).st_size
                if size > self.max_bytes:
                    message = f"{self.label} has {size:,} bytes, more than the limit of {self.max_bytes:,}. Split it."
                    raise BadInput(message, code="too_large")
                data = file.read(size + 1)
                return data if len(data) == size else data + file.readall()  # it grew, or the system read in parts
        except OSError as error:
            raise explain(error, self.label) from error


def inputs(paths: Iterable[Path], *, limits: Limits = DEFAULT) -> Iterator[Input]:
    """Every document below `paths`: in the order given, folders sorted by name and walked to the bottom, the members
    of archives (and of archives in these) one by one. Never raises: what cannot be opened is an Input with `error`."""
    for path in paths:
        given = Path(path)
        yield from _below(_existing(given), str(given), limits, frozenset())


def _existing(path: Path) -> Path:
    """The path as the disk spells it: some write umlauts in two characters (NFD), keyboards in one."""
    if not os.path.lexists(path):
        for form in ("NFC", "NFD"):
            spelled = Path(unicodedata.normalize(form, str(path)))
            if os.path.lexists(spelled):
                return spelled
    return path


def _below(path: Path, label: str, limits: Limits, above: frozenset[tuple[int, int]]) -> Iterator[Input]:
    label = nfc(label)
    name = nfc(path.name or label)
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            identity = status.st_dev, status.st_ino
            if identity not in above:  # otherwise a link back to a folder we are in
                for inner in sorted(os.listdir(path), key=lambda entry: (nfc(entry), entry)):  # noqa: PTH208  # names only
                    if not is_litter(inner):
                        yield from _below(path / inner, f"{label.rstrip('/')}/{inner}", limits, above | {identity})
        elif not stat.S_ISREG(status.st_mode):
            message = f"{label} is neither a file nor a folder. Give documents, folders or ZIP archives."
            yield Input(name, label, BadInput(message, code="unsupported"))
        elif is_archive(path):
            for entry in members(path, label=label, limits=limits):
                yield Input(*entry)
        else:
            yield Input(name, label, None, _File(path, label, limits.max_bytes))
    except OSError as error:
        yield Input(name, label, explain(error, label))
