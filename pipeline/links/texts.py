"""What a motion says: its passages (title, sentences of its texts, sentences of what was said), each with the item and
the value it stands in. Read for many motions in few questions."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, exists, select

from pipeline.language.passages import flow_of, lines_of, sentences_of
from pipeline.store.link_queue import LONE
from pipeline.store.schema import AgendaItem, Document, Motion, MotionStation

_AT_ONCE = 400  # motions in one question
_ORDER = {"original": 0, "new_version": 1, "amendment": 2, "recommended": 3, "adopted": 4}
_ITEM = re.compile(rf"{LONE}(?P<document>[0-9a-f]{{16}})-(?P<position>[0-9]{{1,6}})")  # see `identity.public_id`
_LONGEST = 1200  # characters of a passage; what is longer is a list or a table, and is cut


class Passage(NamedTuple):
    """Characters `start` to `end` of a value (`/title`, `/versions/0`, `/text`) of an item, by its row number.
    `version`: index among the motion's texts; None for titles and for what was said."""

    item_id: int
    value: str
    start: int
    end: int
    text: str
    version: int | None = None


@dataclass(slots=True)
class MotionText:
    """A motion as it is compared with measures. `kinds`: of its texts, in order; `in_force`: index of the last whole
    one. `print`: a digest of what it says (its text in force, else all)."""

    reference: str
    non_public: bool
    title: str | None
    passages: list[Passage] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    in_force: int | None = None
    print: str = ""


def read_motions(connection: Connection, references: Iterable[str]) -> Iterator[MotionText]:
    """These motions, each as the public may know it and, where non-public items add to it, once more as a whole; and
    these items that belong to none."""
    wanted = sorted(set(references))
    for first in range(0, len(wanted), _AT_ONCE):
        some = wanted[first : first + _AT_ONCE]
        yield from _portion(connection, [one for one in some if not one.startswith(LONE)])
        yield from _alone(connection, [one for one in some if one.startswith(LONE)])


def items_alone(connection: Connection, references: Iterable[str]) -> dict[str, int]:
    """The row numbers of the items that stand for themselves, as far as they still do."""
    found = {}
    for reference in references:
        written = _ITEM.fullmatch(reference)
        if written is None:
            continue
        head = written.group("document")
        document = select(Document.id).where(Document.sha256.between(head, head + "g"))
        query = select(AgendaItem.id).where(
            AgendaItem.document_id.in_(document), AgendaItem.position == int(written.group("position"))
        )
        joined = exists().where(MotionStation.item_id == AgendaItem.id, MotionStation.how != "suggested")
        item = connection.scalar(query.where(~joined))
        if item is not None:
            found[reference] = int(item)
    return found


def _alone(connection: Connection, references: Sequence[str]) -> Iterator[MotionText]:
    known = items_alone(connection, references)
    query = select(AgendaItem.id, AgendaItem.title, AgendaItem.text, AgendaItem.versions, AgendaItem.non_public)
    rows = {row.id: row for row in connection.execute(query.where(AgendaItem.id.in_(known.values())))} if known else {}
    for reference, item in known.items():
        yield _told(reference, bool(rows[item].non_public), rows[item].title, [rows[item]])


def _portion(connection: Connection, references: Sequence[str]) -> Iterator[MotionText]:
    known = select(Motion.reference, Motion.non_public, Motion.title).where(Motion.reference.in_(references))
    items: dict[str, list[Row[Any]]] = defaultdict(list)
    for row in connection.execute(_ITEMS.where(MotionStation.reference.in_(references))):
        items[row.reference].append(row)
    for motion in connection.execute(known.order_by(Motion.reference, Motion.non_public)):
        seen = [row for row in items[motion.reference] if motion.non_public or not row.non_public]
        yield _told(motion.reference, motion.non_public, motion.title, seen)


def _told(reference: str, non_public: bool, title: str | None, items: Sequence[Row[Any]]) -> MotionText:
    told = MotionText(reference, non_public, title)
    known: set[str] = set()
    numbered = [(item, place, version) for item in items for place, version in _in_order(item.versions)]
    for index, (item, place, version) in enumerate(numbered):
        told.kinds.append(version["kind"])
        if version["kind"] != "amendment":
            told.in_force = index
        # A text that is printed at every station is the same text each time: all of them are kept, for the last one
        # tells what is in force.
        for start, end in sentences_of(version["text"], 0, len(version["text"])):
            told.passages.append(_passage(item.id, f"/versions/{place}", start, end, version["text"], index))
            known.add(_bare(told.passages[-1].text))
    for item in items:
        for value, text in (("/title", item.title), ("/text", item.text)):
            for start, end in _sentences(text) if value == "/text" else [(0, len(text or ""))]:
                passage = _passage(item.id, value, start, end, text or "", None)
                bare = _bare(passage.text)
                if bare and bare not in known:
                    known.add(bare)
                    told.passages.append(passage)
    told.print = _print(told)
    return told


def _in_order(versions: Sequence[dict[str, Any]] | None) -> list[tuple[int, dict[str, Any]]]:
    return sorted(enumerate(versions or ()), key=lambda pair: (_ORDER[pair[1]["kind"]], pair[0]))


def _sentences(text: str | None) -> Iterator[tuple[int, int]]:
    if text:
        flow = flow_of(text, lines_of(text))
        yield from sentences_of(flow, 0, len(flow))


def _passage(item_id: int, value: str, start: int, end: int, text: str, version: int | None) -> Passage:
    end = min(end, start + _LONGEST)
    return Passage(item_id, value, start, end, text[start:end], version)


def _bare(text: str) -> str:
    return " ".join(text.split())


def _print(told: MotionText) -> str:
    """The text in force where there is one (who only said something more has not changed the motion), else all."""
    said = [one.text for one in told.passages if one.version == told.in_force] if told.in_force is not None else []
    whole = _bare(" ".join([told.title or "", *(said or [one.text for one in told.passages])]))
    return blake2b(whole.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


_ITEMS = (
    select(MotionStation.reference, MotionStation.date, AgendaItem.id, AgendaItem.title, AgendaItem.text,
           AgendaItem.versions, AgendaItem.non_public)
    .join(AgendaItem, AgendaItem.id == MotionStation.item_id)
    .where(MotionStation.how != "suggested")
    .order_by(MotionStation.reference, MotionStation.date.is_(None), MotionStation.date, AgendaItem.id)
)  # fmt: skip
