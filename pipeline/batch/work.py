"""The work on one document: bytes to a record and its JSON. No database, no files: it runs in any process.

An OParl file has a record of its own kind; everything else is read as a document and its minutes are extracted.

A document ends as `Made` or as `Refused`; an unexpected exception becomes `Refused` with code `internal_error`, the
place in our code and the traceback for the log, because one document must never end a run.
"""

from __future__ import annotations

import traceback
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

from pipeline.model.errors import BadInput
from pipeline.model.record import AgendaItem, MinutesRecord
from pipeline.model.records import AnyRecord

Ocr: TypeAlias = Literal["auto", "never"]
_PACKAGE = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class Task:
    """One document to be worked on. `sha256` is of `data`, hexadecimal."""

    name: str
    label: str
    sha256: str
    data: bytes
    suspect: bool = False  # it was in flight when an earlier run died


@dataclass(frozen=True, slots=True)
class Made:
    """A record, and its JSON exactly as it goes to disk. `record` is None when it crossed a process border."""

    json: bytes
    record: AnyRecord | None


@dataclass(frozen=True, slots=True)
class Refused:
    """The document is not imported; `trace` is a traceback when the fault is ours."""

    code: str
    message: str
    trace: str | None = None


def make(task: Task, *, ocr: Ocr) -> Made | Refused:
    """Reads and extracts one document."""
    from pipeline.documents import begins_as_json, read
    from pipeline.minutes import extract

    try:
        if begins_as_json(task.data) and (official := _official(task)) is not None:
            return official
        with read(task.data, name=task.name, sha256=task.sha256, ocr=ocr) as document:
            record = extract(document)
        if not carries_minutes(record):
            return Refused(
                "no_minutes",
                f"{task.label} was read, but carries nothing that minutes carry: no meeting, "
                "no item with a result, vote, paper or speaker. If it is minutes, please report its form.",
            )
        return Made(record.model_dump_json(by_alias=True).encode(), record)
    except BadInput as error:
        return Refused(error.code, str(error))
    except Exception as error:  # noqa: BLE001 - any fault of ours in one document must leave the others alone
        return our_fault(task.label, error)


def _official(task: Task) -> Made | None:
    """What an OParl file says. Raises BadInput where it is one and says nothing."""
    from pipeline.oparl import read_oparl

    record = read_oparl(task.data, name=task.name, sha256=task.sha256)
    return None if record is None else Made(record.model_dump_json(by_alias=True).encode(), record)


def make_elsewhere(task: Task, *, ocr: Ocr) -> Made | Refused:
    """`make` for a worker process: the record travels home as its JSON alone, which is the cheaper parcel."""
    made = make(task, ocr=ocr)
    return Made(made.json, None) if isinstance(made, Made) else made


def carries_minutes(record: MinutesRecord) -> bool:
    """Whether anything was found that only minutes carry, or the reader could not look (a finding says why)."""
    meeting = record.meeting
    if meeting.organization or meeting.number is not None:  # a date alone any letter has
        return True
    if any(finding.code in UNSEEN for finding in record.findings):
        return True
    return any(_has_fact(item) for item in record.agenda_items)


UNSEEN = frozenset({"S001"})
"""Findings that say the pages could not be looked at: such a document is kept, so that `findings` lists it."""


def _has_fact(item: AgendaItem) -> bool:
    return bool(item.paper or item.result or item.vote_events or item.speakers or item.number)


def our_fault(label: str, error: Exception) -> Refused:
    """The refusal for an exception nobody expected: its type, message and place in our code, and the traceback."""
    said = " ".join(str(error).split())[:200]
    message = (
        f"{label} met an error of Protokolle: {type(error).__name__}{f' ({said})' if said else ''} in "
        f"{_place(error)}. The document is set aside; please report it."
    )
    return Refused("internal_error", message, "".join(traceback.format_exception(error)))


def _place(error: Exception) -> str:
    """The last line of our own code on the way to the error: `minutes/votes.py line 12`."""
    place = "an unknown place"
    for frame in traceback.extract_tb(error.__traceback__):
        path = Path(frame.filename)
        if path.is_relative_to(_PACKAGE):
            place = f"{path.relative_to(_PACKAGE).as_posix()} line {frame.lineno}"
    return place
