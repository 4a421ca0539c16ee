"""Which documents are being worked on, on disk, so that a run that died tells the next one where.

The file is a journal of lines appended before and after the work on each document: `+ SHA256` when it begins,
`- SHA256` when it is done. A begin without an end was in flight when the process died. At the start of a run
the journal is folded into lines `! SHA256 TIMES VERSION`; a document that was in flight twice with the same extractor
version is not tried again. The file is also the lock of the run: two runs over one database would spoil its journal.
"""

from __future__ import annotations

import errno
import os
from pathlib import Path
from types import TracebackType
from typing import IO

from pipeline.model.errors import StoreError

GIVE_UP_AFTER = 2  # times in flight when the process died
_FULL = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}  # Windows knows no quota error


class InFlight:
    """Context manager around the journal at `path`, for one extractor `version`.

    Raises `StoreError` with code `busy` when another run holds the file, `disk_full` or `not_writable` when it cannot
    be written.
    """

    def __init__(self, path: Path, *, version: str) -> None:
        self.path = path
        self._version = version
        self._deaths: dict[str, int] = {}
        self._file: IO[bytes] | None = None

    def __enter__(self) -> InFlight:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            file = self.path.open("a+b", buffering=0)
        except OSError as error:
            raise unwritable(self.path, error) from error
        if not _lock(file):
            file.close()
            raise StoreError(
                f"Another ingest is at work on this database (it holds {self.path}). Wait until it has ended, "
                "then start this one again.",
                code="busy",
            )
        self._file = file
        self._deaths = self._read(file)
        self._rewrite()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file is None:
            return
        self._rewrite()  # an orderly end leaves only the documents that were given up
        self._file.close()
        self._file = None

    def deaths(self, sha256: str) -> int:
        """How often a run died with this document in flight."""
        return self._deaths.get(sha256, 0)

    def begin(self, sha256: str) -> None:
        """Work on the document begins."""
        self._append(b"+ " + sha256.encode() + b"\n")

    def end(self, sha256: str) -> None:
        """Work on the document ended, well or not."""
        self._append(b"- " + sha256.encode() + b"\n")
        self._deaths.pop(sha256, None)

    def give_up(self, sha256: str) -> None:
        """The document killed its worker even alone: later runs with these rules leave it in quarantine."""
        self._deaths[sha256] = GIVE_UP_AFTER
        self._append(f"! {sha256} {GIVE_UP_AFTER} {self._version}\n".encode())

    def _read(self, file: IO[bytes]) -> dict[str, int]:
        file.seek(0)
        flying: dict[str, None] = {}
        deaths: dict[str, int] = {}
        for line in file.read().decode("ascii", "replace").splitlines():
            mark, _, rest = line.partition(" ")
            sha256, _, tail = rest.partition(" ")
            if mark == "+":
                flying[sha256] = None
            elif mark == "-":
                flying.pop(sha256, None)
                deaths.pop(sha256, None)
            elif mark == "!":
                times, _, version = tail.partition(" ")
                flying.pop(sha256, None)
                if version == self._version and times.isdigit():  # better rules deserve a fresh try
                    deaths[sha256] = int(times)
        for sha256 in flying:
            deaths[sha256] = deaths.get(sha256, 0) + 1
        return deaths

    def _rewrite(self) -> None:
        lines = [f"! {sha256} {times} {self._version}\n" for sha256, times in self._deaths.items()]
        assert self._file is not None
        try:
            self._file.truncate(0)
            self._file.write("".join(lines).encode())
        except OSError as error:
            raise unwritable(self.path, error) from error

    def _append(self, line: bytes) -> None:
        assert self._file is not None
        try:
            self._file.write(line)
        except OSError as error:
            raise unwritable(self.path, error) from error


def unwritable(path: Path, error: OSError) -> StoreError:
    """The sentence for a file of ours that cannot be written: disk full, or no permission."""
    if error.errno in _FULL:
        return StoreError(
            f"The disk is full: {path} could not be written. Nothing is half written; make room and start the same "
            "command again, it goes on where it was.",
            code="disk_full",
        )
    return StoreError(
        f"{path} cannot be written ({error.strerror or error}). Choose a place you may write to, or change its "
        "permissions, and start the same command again.",
        code="not_writable",
    )


def _lock(file: IO[bytes]) -> bool:
    """Takes the file for this process until it closes it or dies; False when another process has it."""
    if os.name == "nt":  # pragma: no cover - Windows
        import msvcrt

        try:
            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        except OSError:
            return False
        return True
    import fcntl

    try:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return True  # a file system without locks (some network drives): the run goes on unguarded
    return True
