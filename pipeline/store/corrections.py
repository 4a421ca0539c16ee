"""What a person entered, laid over what the rules read. The ledger speaks of values by content, never by row.

A correction names a document (sha256) and a JSON pointer into its record. It also remembers which item was meant, by
number or title: should a better extraction count the items differently, the correction follows its item, and where
that is gone or the value no longer fits, it is kept, not applied, and says so.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError
from sqlalchemy import Connection, Select, bindparam, delete, insert, select

from pipeline.model.errors import StoreError
from pipeline.model.record import MinutesRecord
from pipeline.store import dialects
from pipeline.store.schema import Correction, CorrectionEffect

_OPEN = ("meeting", "agenda_items", "attachments")  # the parts of a record a person may correct


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the ledger, as far as applying it needs."""

    id: int
    pointer: str
    value: Any
    item_number: str | None
    item_title: str | None


@dataclass(frozen=True, slots=True)
class Effect:
    """What became of one correction: `problem` is None where it holds."""

    correction_id: int
    problem: str | None


def entries_for(connection: Connection, sha256: str) -> list[Entry]:
    """The document's corrections, oldest first."""
    dialect = dialects.of(connection)
    cursor = dialect.driver(connection)
    cursor.execute(_ENTRIES.on(dialect), (sha256,))
    return [Entry(row[0], row[1], json.loads(row[2]), row[3], row[4]) for row in cursor.fetchall()]


_ENTRIES = dialects.Prepared(
    select(Correction.id, Correction.pointer, Correction.value, Correction.item_number, Correction.item_title)
    .where(Correction.document_sha256 == bindparam("sha256"))
    .order_by(Correction.id)
)


def apply(record: MinutesRecord, entries: list[Entry]) -> tuple[MinutesRecord, list[Effect]]:
    """The record as people want it, and for each correction whether it could be laid on. Later ones win."""
    effects = []
    for entry in entries:
        try:
            record = set_value(record, _follow(record, entry), entry.value)
            effects.append(Effect(entry.id, None))
        except StoreError as error:
            effects.append(Effect(entry.id, str(error)))
    return record, effects


def set_value(record: MinutesRecord, pointer: str, value: Any) -> MinutesRecord:
    """A copy of `record` with one value changed. Raises StoreError, code `bad_correction`, with what is wrong.

    The value is what JSON gives for the field; a list may be replaced as a whole or grow by one at its end.
    """
    data = record.model_dump(mode="json")
    parts = split(pointer)
    holder = _walk(data, parts[:-1], pointer)
    last = parts[-1]
    if isinstance(holder, list):
        if value is None or not last.isdecimal() or int(last) > len(holder):
            raise _bad(f"{pointer} is no entry of a list of {len(holder)}; to remove one, give the whole list anew")
        holder[int(last) : int(last) + 1] = [value]
    elif isinstance(holder, dict):
        holder[last] = value
    else:
        raise _bad(f"{pointer} leads into a value that has no parts")
    try:
        return MinutesRecord.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        place = "/" + "/".join(str(part) for part in first["loc"])
        raise _bad(
            f"{json.dumps(value, ensure_ascii=False)} does not fit {pointer} ({place}: {first['msg']})"
        ) from None


def get_value(record: MinutesRecord, pointer: str) -> Any:
    """The value a pointer leads to, as JSON; None where a list has no such entry yet."""
    parts = split(pointer)
    holder = _walk(record.model_dump(mode="json"), parts[:-1], pointer)
    if isinstance(holder, list):
        return holder[int(parts[-1])] if parts[-1].isdecimal() and int(parts[-1]) < len(holder) else None
    if isinstance(holder, dict):
        return holder.get(parts[-1])
    raise _bad(f"{pointer} leads into a value that has no parts")


def item_of(record: MinutesRecord, pointer: str) -> tuple[str | None, str | None]:
    """Number and title of the item that a pointer leads into; (None, None) outside the items or for a new one."""
    parts = split(pointer)
    if parts[0] != "agenda_items" or len(parts) < 2 or not parts[1].isdecimal():
        return None, None
    if int(parts[1]) >= len(record.agenda_items):
        return None, None
    item = record.agenda_items[int(parts[1])]
    return item.number, item.title


def split(pointer: str) -> list[str]:
    """The parts of a JSON pointer (RFC 6901). Raises StoreError where it cannot be one that is open to people."""
    parts = [part.replace("~1", "/").replace("~0", "~") for part in pointer.split("/")[1:]]
    if not pointer.startswith("/") or not parts or parts[0] not in _OPEN:
        raise _bad(
            f"{pointer!r} does not point into the meeting, the agenda items or the attachments; "
            "write for example /meeting/date or /agenda_items/0/vote_events/0/yes"
        )
    return parts


def keep_effects(connection: Connection, effects: list[Effect]) -> None:
    """Remember which corrections hold."""
    connection.execute(
        delete(CorrectionEffect).where(CorrectionEffect.correction_id.in_([effect.correction_id for effect in effects]))
    )
    connection.execute(
        insert(CorrectionEffect),
        [
            {"correction_id": effect.correction_id, "applied": effect.problem is None, "problem": effect.problem}
            for effect in effects
        ],
    )


def all_corrections() -> Select[Any]:
    """The ledger with what became of each entry, oldest first."""
    return (
        select(*Correction.__table__.columns, CorrectionEffect.applied, CorrectionEffect.problem)
        .outerjoin(CorrectionEffect, CorrectionEffect.correction_id == Correction.id)
        .order_by(Correction.id)
    )


def _follow(record: MinutesRecord, entry: Entry) -> str:
    """The pointer to the item that was meant, wherever it stands now."""
    parts = split(entry.pointer)
    if entry.item_number is None and entry.item_title is None:
        return entry.pointer
    items = record.agenda_items
    at = int(parts[1])

    def meant(index: int) -> bool:
        if entry.item_number is not None:
            return items[index].number == entry.item_number
        return items[index].title == entry.item_title

    if at < len(items) and meant(at):
        return entry.pointer
    found = [index for index in range(len(items)) if meant(index)]
    if len(found) != 1:
        name = entry.item_number or entry.item_title
        raise _bad(f"The item this was said of ({name}) is {'not' if not found else 'more than once'} in the document")
    return "/" + "/".join(["agenda_items", str(found[0]), *parts[2:]])


def _walk(data: Any, parts: list[str], pointer: str) -> Any:
    for part in parts:
        if isinstance(data, list) and part.isdecimal() and int(part) < len(data):
            data = data[int(part)]
        elif isinstance(data, dict) and part in data:
            data = data[part]
        else:
            raise _bad(f"{pointer} leads nowhere in this document: there is no {part!r}")
    return data


def _bad(message: str) -> StoreError:
    return StoreError(f"{message}.", code="bad_correction")
