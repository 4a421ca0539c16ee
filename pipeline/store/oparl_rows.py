"""An OParl file's record taken apart into rows. Pure, as `rows.py` for minutes: tuples in the order of the columns."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from pipeline.model.oparl import OParlObject, OParlRecord, changed_at
from pipeline.model.record import Evidence
from pipeline.store.rows import Row
from pipeline.store.search_rows import normalise_reference
from pipeline.store.terms import plain

_NON_PUBLIC_NUMBER = re.compile(r"(?:N|NÖ|NOe)\s*\d", re.IGNORECASE)  # "N 12", beside "Ö 3"
_NON_PUBLIC_NAME = re.compile(r"\bnicht[\s-]?öffentlich", re.IGNORECASE)
_PUBLIC_NAME = re.compile(r"(?<!nicht[\s-])\böffentlich", re.IGNORECASE)


@dataclass(slots=True)
class OParlRows:
    """All rows one OParl file asks for; `objects` in the order of `oparl_tables.OBJECTS`."""

    document: Row
    objects: tuple[list[Row], ...]
    findings: list[Row] = field(default_factory=list)


def oparl_rows_of(record: OParlRecord, *, document_id: int, digest: str) -> OParlRows:
    """The rows of a record; the same record always gives the same rows."""
    source = record.source
    places = _places(record)
    known: Counter[str] = Counter()  # values said of a consultation, which may stand here once for each of its items
    for index, consultation in enumerate(record.consultations):
        known[consultation.id] += len(places["consultations", index])

    def common(kind: str, index: int, one: OParlObject) -> Row:
        where = places[kind, index]
        said = known[one.id] if kind == "consultations" else len(where)
        rank = f"{rank_of(one.modified, known=said, sha256=source.sha256)}|{index:06}"
        return one.id, rank, document_id, one.modified, one.deleted, _json(where)

    return OParlRows(
        document=(document_id, source.sha256, plain(source.name), source.media_type, source.bytes, record.extractor,
                  digest),
        objects=(
            [(*common("papers", index, one), one.reference, _normalised(one.reference), one.name, one.paper_type,
              one.date, one.body, one.main_file, _json(one.auxiliary_files), _json(one.superordinated),
              _json(one.subordinated), _json(one.related), _json_or_none(one.consultations))
             for index, one in enumerate(record.papers)],
            [(*common("consultations", index, one), one.paper, one.agenda_item, one.meeting,
              one.organizations[0] if one.organizations else None, _json(one.organizations),
              one.role.text if one.role else None, one.role.code if one.role else None, one.authoritative)
             for index, one in enumerate(record.consultations)],
            [(*common("meetings", index, one), one.name, one.number, one.date, one.start, one.cancelled,
              _json(one.organizations), _json_or_none(one.agenda_items))
             for index, one in enumerate(record.meetings)],
            [(*common("agenda_items", index, one), one.meeting, one.number, one.order, one.name, one.public,
              one.result.text if one.result else None, one.result.code if one.result else None, one.resolution_text,
              one.consultation)
             for index, one in enumerate(record.agenda_items)],
            [(*common("organizations", index, one), one.name, one.short_name, one.classification, one.start_date,
              one.end_date)
             for index, one in enumerate(record.organizations)],
        ),
        findings=_findings(record, document_id) if record.findings else [],
    )  # fmt: skip


def rank_of(modified: str | None, *, known: int, sha256: str) -> str:
    """A text that sorts the versions of one object, the one that holds last: by time of change; of one time, the one
    that says more (some interfaces shorten objects in lists); else by the file's content, so that one always wins."""
    return f"{changed_at(modified)}|{min(known, 999):03}|{sha256[:16]}"


def is_hidden(*, public: bool | None, number: str | None, meeting: str | None) -> bool:
    """Whether an item of an OParl meeting is non-public: by its own `public`; where it has none, by a number such as
    "N 12" or by the name of a meeting that has no public part ("Hauptausschuss (nicht öffentlich)"). Silence of all
    is public, for an OParl interface is a publication."""
    if public is not None:
        return not public
    if number is not None and _NON_PUBLIC_NUMBER.match(number):
        return True
    return meeting is not None and bool(_NON_PUBLIC_NAME.search(meeting)) and not _PUBLIC_NAME.search(meeting)


def _normalised(written: str | None) -> str | None:
    """A text of more characters is no reference, and too long for an index."""
    return normalise_reference(written) or None if written is not None and len(written) <= 200 else None


def _places(record: OParlRecord) -> dict[tuple[str, int], dict[str, list[list[Any]]]]:
    """The evidence by object: (list, index) to field to places."""
    found: dict[tuple[str, int], dict[str, list[list[Any]]]] = defaultdict(dict)
    for pointer, places in record.evidence.items():
        _, kind, index, name = pointer.split("/", 3)
        found[kind, int(index)][name] = [[place.start, place.end, place.rule] for place in places]
    return found


def _findings(record: OParlRecord, document_id: int) -> list[Row]:
    secret = _secret_places(record)
    return [
        (document_id, position, finding.code, finding.severity, finding.message,
         any(_key(place) in secret for place in finding.evidence),
         _json([place.model_dump() for place in finding.evidence]))
        for position, finding in enumerate(record.findings)
    ]  # fmt: skip


def _secret_places(record: OParlRecord) -> set[tuple[int, int]]:
    """The places of all values of non-public items."""
    names = {meeting.id: meeting.name for meeting in record.meetings}
    hidden = {
        str(index)
        for index, item in enumerate(record.agenda_items)
        if is_hidden(public=item.public, number=item.number, meeting=names.get(item.meeting or ""))
    }
    if not hidden:
        return set()
    return {
        _key(place)
        for pointer, places in record.evidence.items()
        if pointer.startswith("/agenda_items/") and pointer.split("/", 3)[2] in hidden
        for place in places
    }


def _key(place: Evidence) -> tuple[int, int]:
    return place.start, place.end


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _json_or_none(value: Sequence[str] | None) -> str | None:
    return None if value is None else _json(value)
