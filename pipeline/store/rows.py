"""A record taken apart into the rows of the fact tables. Pure: no database here. `reading.py` goes the other way.

Rows are tuples in the order of the table's columns, because they are handed to the driver as they are: a document's
sixty rows cost less than a millisecond this way.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel, TypeAdapter

from pipeline.model.record import AgendaItem, Evidence, Meeting, MinutesRecord, VoteEvent
from pipeline.model.reference import numbering
from pipeline.store.identity import content_id, item_ids, organization_key
from pipeline.store.search_rows import FacetRow, Searchable, SearchRow, normalise_reference, search_rows
from pipeline.store.terms import plain

Row = tuple[Any, ...]

OWN, MENTIONED = "own", "mentioned"


@dataclass(slots=True)
class Rows:
    """All rows one document asks for. `organization` is (id, key, name as written) or None."""

    organization: tuple[str, str, str] | None
    meeting: Row
    document: Row
    statement: Row
    papers: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    items: list[Row] = field(default_factory=list)
    item_papers: list[Row] = field(default_factory=list)
    votes: list[Row] = field(default_factory=list)
    rolls: list[Row] = field(default_factory=list)
    speakers: list[Row] = field(default_factory=list)
    mentions: list[Row] = field(default_factory=list)
    attachments: list[Row] = field(default_factory=list)
    statements: list[Row] = field(default_factory=list)
    findings: list[Row] = field(default_factory=list)
    evidence: list[Row] = field(default_factory=list)
    search: list[SearchRow] = field(default_factory=list)
    facets: list[FacetRow] = field(default_factory=list)
    spellings: set[str] = field(default_factory=set)


def rows_of(record: MinutesRecord, *, document_id: int, digest: str) -> Rows:
    """The rows of a record; the same record always gives the same rows."""
    source, meeting, items = record.source, record.meeting, record.agenda_items
    hidden = [is_hidden(item, meeting) for item in items]
    named = meeting.organization or meeting.inferred_organization
    key = organization_key(named) if named else ""
    organization = (content_id("organization", key), key, named) if named and key else None
    organization_id = organization[0] if organization else None
    meeting_id = _meeting_id(meeting, organization_id, source.sha256)
    rows = Rows(
        organization=organization,
        meeting=(meeting_id, organization_id, meeting.date, meeting.number, meeting.public, meeting.members,
                 meeting.present),
        document=(document_id, source.sha256, meeting_id, plain(source.name), source.media_type, source.bytes,
                  source.pages, record.extractor, digest, all(hidden) if items else meeting.public is False),
        statement=(document_id, organization_id, meeting.organization, meeting.inferred_organization, meeting.number,
                   meeting.date, meeting.public, meeting.members, meeting.present,
                   numbering([item.paper for item in items if item.paper])),
    )  # fmt: skip
    first, _ = item_ids(document_id)
    for position, item in enumerate(items):
        _add_item(rows, item, document_id, first + position, position, non_public=hidden[position])
    rows.search, rows.facets, rows.spellings = search_rows(
        [
            searchable(item, first + position, hidden=hidden[position], date=meeting.date,
                       organization_id=organization_id)
            for position, item in enumerate(items)
        ]
    )  # fmt: skip
    rows.attachments = [
        (document_id, position, attachment.title, attachment.text)
        for position, attachment in enumerate(record.attachments)
    ]
    rows.statements = [
        (document_id, position, one.kind, one.value, json.dumps(one.of) if one.of else None, one.field, one.name,
         one.date, one.text, one.concept, one.item, one.attachment,
         hidden[one.item] if one.item is not None and one.item < len(hidden) else any(hidden) or rows.document[-1])
        for position, one in enumerate(record.concept_statements)
    ]  # fmt: skip
    if record.findings:
        regions = _regions(record, hidden)
        rows.findings = [
            (document_id, position, finding.code, finding.severity, finding.message,
             _touches_hidden(finding.evidence, regions, hidden, non_public=rows.document[-1]), _json(finding.evidence))
            for position, finding in enumerate(record.findings)
        ]  # fmt: skip
    add = rows.evidence.append
    for pointer, places in record.evidence.items():
        for position, place in enumerate(places):
            left, top, right, bottom = place.bbox or (None, None, None, None)
            add((document_id, pointer, position, place.page, place.start, place.end, left, top, right, bottom,
                 place.rule, place.quote))  # fmt: skip
    return rows


def is_hidden(item: AgendaItem, meeting: Meeting) -> bool:
    """Whether an item is non-public: by its own word, else by its meeting's. Silence of both is public, as in the
    extracts that councils publish without saying so."""
    return not item.public if item.public is not None else meeting.public is False


def _meeting_id(meeting: Meeting, organization_id: str | None, sha256: str) -> str:
    """Organization and date make a meeting. One that is not stated (or only follows from context) makes it the
    document's own: joining two meetings by a guess could not be undone."""
    if meeting.organization and organization_id and meeting.date:
        return content_id("meeting", organization_id, meeting.date)
    return content_id("meeting of document", sha256)


def _add_item(rows: Rows, item: AgendaItem, document_id: int, item_id: int, position: int, *, non_public: bool) -> None:
    result, inferred = item.result, item.inferred_result
    rows.items.append(
        (item_id, document_id, position, item.number, item.title, item.public, non_public, item.paper,
         result.text if result else None, result.code if result else None,
         inferred.text if inferred else None, inferred.code if inferred else None,
         item.role, item.text, _json(item.speeches), _json(item.versions), _json(item.duties))
    )  # fmt: skip
    if item.paper is not None:
        _add_paper(rows, item_id, OWN, 0, item.paper)
    for index, written in enumerate(item.mentioned_papers):
        _add_paper(rows, item_id, MENTIONED, index, written)
    for index, vote in enumerate(item.vote_events):
        rows.votes.append(
            (item_id, index, vote.yes, vote.no, vote.abstain, vote.manner, vote.about, vote.passed, vote.procedural,
             vote.role, vote.text, json.dumps(vote.other, ensure_ascii=False) if vote.other else None, _factions(vote))
        )  # fmt: skip
        for place, who in enumerate(vote.votes):
            rows.rolls.append((item_id, index, place, who.name, who.salutation, who.honorific, who.party, who.option))
    for index, speaker in enumerate(item.speakers):
        rows.speakers.append(
            (item_id, index, speaker.name, speaker.salutation, speaker.honorific, speaker.role, speaker.party)
        )
        if speaker.name:
            rows.names.add(speaker.name)
    for index, person in enumerate(item.mentioned_people):
        rows.mentions.append((item_id, index, person.name, person.salutation, person.honorific))
        rows.names.add(person.name)


def _add_paper(rows: Rows, item_id: int, relation: str, position: int, written: str) -> None:
    reference = normalise_reference(written) or None
    if reference:
        rows.papers.add(reference)
    rows.item_papers.append((item_id, relation, position, reference, written))


def searchable(
    item: AgendaItem, item_id: int, *, hidden: bool, date: str | None, organization_id: str | None
) -> Searchable:
    """What search reads of an item."""
    result = item.result or item.inferred_result
    people = [part for who in item.speakers for part in (who.name, who.role) if part]
    people += [person.name for person in item.mentioned_people]
    return Searchable(
        item_id, hidden, date, organization_id, item.title,
        item.text or "\n".join([version.text for version in item.versions]),
        (item.paper, *item.mentioned_papers) if item.paper else item.mentioned_papers, tuple(people),
        tuple([who.name for who in item.speakers if who.name]),
        result.text if result else None, result.code if result else None,
    )  # fmt: skip


def _factions(vote: VoteEvent) -> str | None:
    named = {"yes": vote.yes_factions, "no": vote.no_factions, "abstain": vote.abstain_factions,
             "other": vote.other_factions}  # fmt: skip
    known = {option: factions for option, factions in named.items() if factions}
    return json.dumps(known, ensure_ascii=False) if known else None


def _json(parts: tuple[BaseModel, ...]) -> str | None:
    if not parts:
        return None
    kind = type(parts[0])
    writer = _writers.get(kind)
    if writer is None:
        writer = _writers[kind] = TypeAdapter(tuple[kind, ...])  # type: ignore[valid-type]
    return writer.dump_json(parts).decode()


_writers: dict[type[BaseModel], TypeAdapter[Any]] = {}  # one call for all parts costs a third of one for each


def _regions(record: MinutesRecord, hidden: list[bool]) -> list[tuple[int, int]]:
    """Where each item begins in the document's text, in that order: (start, index of the item)."""
    if not any(hidden) or all(hidden):
        return []
    starts: dict[int, int] = {}
    for pointer, places in record.evidence.items():
        parts = pointer.split("/")
        if len(parts) > 2 and parts[1] == "agenda_items" and parts[2].isdecimal() and int(parts[2]) < len(hidden):
            index = int(parts[2])
            for place in places:
                starts[index] = min(place.start, starts.get(index, place.start))
    return sorted((start, index) for index, start in starts.items())


def _touches_hidden(
    evidence: tuple[Evidence, ...], regions: list[tuple[int, int]], hidden: list[bool], *, non_public: bool
) -> bool:
    """Whether a finding may speak of a non-public item. In a document with both kinds, one whose place is unknown
    counts as non-public: hiding it costs a look, showing it may cost a secret."""
    if non_public or not any(hidden):
        return non_public
    if not evidence or len(regions) < len(hidden):
        return True
    for place in evidence:
        for number, (start, index) in enumerate(regions):
            end = regions[number + 1][0] if number + 1 < len(regions) else place.end + 1
            if hidden[index] and place.start < end and place.end >= start:
                return True
    return False
