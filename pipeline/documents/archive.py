"""ZIP archives as inputs. They come from mail and shared drives, so nothing they say of themselves is believed: paths
that lead outside, members that unpack to a hundred times their size and archives within archives are refused."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath

from pipeline.documents.detect import detect
from pipeline.documents.kinds import ZIP
from pipeline.documents.limits import Limits
from pipeline.documents.names import explain, is_litter, nfc
from pipeline.model.errors import BadInput

_STARTS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_DRIVE = re.compile(r"[A-Za-z]:")
_HARMLESS = 100_000  # bytes; below this no ratio is a danger
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, KeyError, UnicodeError)


@dataclass(frozen=True, slots=True)
class Member:
    """One file inside an archive. Only places are kept, no open handles: it can be sent to another process."""

    archive: Path
    inner: tuple[str, ...]  # the member's own name; with an archive inside the archive, that one's name first
    label: str

    def __call__(self) -> bytes:
        """The unpacked bytes. Raises BadInput: damaged, encrypted, no_permission, missing."""
        try:
            return _opened(self.archive, _stamp(self.archive), self.inner[:-1]).read(self.inner[-1])
        except OSError as error:
            raise explain(error, self.label) from error
        except _BROKEN as error:
            raise _damaged(self.label) from error
        except RuntimeError as error:  # zipfile's word for a missing password
            raise _encrypted(self.label) from error


Found = tuple[str, str, BadInput | None, Member | None]
"""name, label, error, how to load it."""


def is_archive(path: Path) -> bool:
    """Whether the file is a ZIP of documents; a DOCX is a ZIP too, but one document. Raises OSError."""
    with path.open("rb", buffering=0) as file:  # once for every input: nothing is asked of the system but these bytes
        if file.read(4) not in _STARTS:
            return False
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except _BROKEN:
        return True
    return "[Content_Types].xml" not in names and "mimetype" not in names


def members(path: Path, *, label: str, limits: Limits) -> Iterator[Found]:
    """The documents of an archive in the order of their names. A broken archive is one entry with an error."""
    yield from _members(path, (), label, limits)


def _members(path: Path, outer: tuple[str, ...], label: str, limits: Limits) -> Iterator[Found]:
    name = nfc(outer[-1].rsplit("/", 1)[-1] if outer else path.name)
    try:
        infos = _opened(path, _stamp(path), outer).infolist()
    except OSError as error:
        yield name, label, explain(error, label), None
        return
    except _BROKEN:
        yield name, label, _damaged(label), None
        return
    total = sum(info.file_size for info in infos)
    if total > limits.max_archive_bytes or len(infos) > limits.max_members:
        message = (
            f"{label} would unpack to {total:,} bytes in {len(infos):,} files, more than the limit of "
            f"{limits.max_archive_bytes:,} bytes or {limits.max_members:,} files. Unpack it and give the folder."
        )
        yield name, label, BadInput(message, code="zip_bomb"), None
        return
    for info in sorted(infos, key=lambda info: (_display(info), info.header_offset)):
        shown = _display(info)
        parts = PurePosixPath(shown.replace("\\", "/")).parts
        if info.is_dir() or not parts or any(is_litter(part) for part in parts if part not in (".", "..")):
            continue
        inner_label = f"{label}!/{shown}"
        refusal = _refusal(info, shown, parts, inner_label, limits)
        member = Member(path, (*outer, info.filename), inner_label)
        if refusal is not None:
            yield parts[-1], inner_label, refusal, None
        elif _is_inner_archive(member):
            if outer:
                message = f"{inner_label} is an archive within an archive within an archive. Unpack it yourself."
                yield parts[-1], inner_label, BadInput(message, code="nested_archive"), None
            else:
                yield from _members(path, (info.filename,), inner_label, limits)
        else:
            yield parts[-1], inner_label, None, member


def _refusal(info: zipfile.ZipInfo, shown: str, parts: tuple[str, ...], label: str, limits: Limits) -> BadInput | None:
    if ".." in parts or shown.startswith(("/", "\\")) or _DRIVE.match(shown):
        message = f"{label} points to a place outside the archive, which honest archives do not do. It was left out."
        return BadInput(message, code="unsafe_path")
    if info.flag_bits & 1:
        return _encrypted(label)
    if info.file_size > _HARMLESS and info.file_size > limits.max_ratio * max(info.compress_size, 1):
        message = (
            f"{label} unpacks to {info.file_size:,} bytes from {info.compress_size:,}, more than {limits.max_ratio}:1: "
            "no document, and made to fill a disk. It was left out."
        )
        return BadInput(message, code="zip_bomb")
    if info.file_size > limits.max_bytes:
        message = f"{label} has {info.file_size:,} bytes, more than the limit of {limits.max_bytes:,}. Split it."
        return BadInput(message, code="too_large")
    return None


def _is_inner_archive(member: Member) -> bool:
    """Whether the member is a ZIP of its own. A damaged member is not: it says so itself when it is loaded."""
    try:
        with _opened(member.archive, _stamp(member.archive), member.inner[:-1]).open(member.inner[-1]) as file:
            if file.read(4) not in _STARTS:
                return False
        return detect(member()) == ZIP
    except (*_BROKEN, OSError, RuntimeError, BadInput):
        return False


def _stamp(path: Path) -> tuple[int, int]:
    status = path.stat()
    return status.st_mtime_ns, status.st_size


@lru_cache(maxsize=2)
def _opened(path: Path, stamp: tuple[int, int], outer: tuple[str, ...]) -> zipfile.ZipFile:
    """The archive, kept open: reading the directory anew for each member would take the square of their number."""
    del stamp  # part of the key: a changed file is opened again
    if not outer:
        return zipfile.ZipFile(path)
    with zipfile.ZipFile(path) as archive:
        return zipfile.ZipFile(io.BytesIO(archive.read(outer[0])))


def _display(info: zipfile.ZipInfo) -> str:
    """The name for people. Names without the UTF-8 flag are read as cp437 by zipfile; macOS writes UTF-8 there."""
    name = info.filename
    if not info.flag_bits & 0x800:
        try:
            name = name.encode("cp437").decode("utf-8")
        except UnicodeError:
            name = info.filename
    return nfc(name)


def _damaged(label: str) -> BadInput:
    return BadInput(
        f"{label} is damaged: it begins like a ZIP archive but cannot be unpacked. Get it again.", code="damaged"
    )


def _encrypted(label: str) -> BadInput:
    return BadInput(f"{label} is protected by a password. Unpack it yourself and give the folder.", code="encrypted")
