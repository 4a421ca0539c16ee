"""Puts the record together from the draft: values, JSON pointers, and evidence on the original."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar, cast

from pipeline.minutes.draft import Draft, Fact, ItemDraft, Place, VoteDraft
from pipeline.minutes.findings import check
from pipeline.model.document import Box
from pipeline.model.record import (
    AgendaItem,
    Attachment,
    Evidence,
    Manner,
    Meeting,
    MinutesRecord,
    Source,
    Speech,
    VoteEvent,
)

Value = TypeVar("Value")
_BOXED = 200  # a passage longer than this is told by its first line
_QUOTE = 240  # characters of a quote; the span itself is never shortened


class _Evidence:
    """Collects the places of values under their JSON pointers."""

    def __init__(self, draft: Draft) -> None:
        document = draft.document
        self.draft, self.text, self.original = draft, draft.text, document.original
        self.span, self.page_of = document.offsets.span, document.page_of
        self.boxes = document.box_source.boxes if document.box_source is not None else None
        self.places: dict[str, tuple[Evidence, ...]] = {}

    def of(self, place: Place) -> Evidence:
        """The evidence of a place of the working text."""
        start, end = self.span(place.start, place.end)
        page, bbox = 0, None
        if self.boxes is not None:
            boxed = end
            if end - start > _BOXED:  # the box of a long passage is that of its first line
                boxed = self.original.find("\n", start + 1, end)
            found = self.boxes(start, boxed if boxed > 0 else end)
            if found:
                page, bbox = found[0] if len(found) == 1 else _union(found)
        return Evidence(
            page=page or self.page_of(start),
            start=start,
            end=end,
            bbox=bbox,
            rule=place.rule,
            quote=self.text[place.start : min(place.end, place.start + _QUOTE)],
        )

    def add(self, pointer: str, places: Iterable[Place]) -> None:
        found = tuple(self.of(place) for place in places)
        if found:
            self.places[pointer] = found

    def held(self, pointer: str, fact: Fact[Value]) -> Value:
        """The fact's value; its places go under the pointer."""
        self.add(pointer, fact.places)
        return fact.value

    def all(self, pointer: str, facts: list[Fact[Value]]) -> tuple[Value, ...]:
        """The values of a list, each with its places under its index."""
        return tuple(self.held(f"{pointer}/{index}", fact) for index, fact in enumerate(facts))

    def value(self, pointer: str, fact: Fact[Value] | None) -> Value | None:
        """The same, and None for a fact that was not found."""
        return None if fact is None else self.held(pointer, fact)


def _union(found: list[tuple[int, Box]]) -> tuple[int, Box]:
    """One box around the boxes on the first page."""
    page = found[0][0]
    lefts, tops, rights, bottoms = zip(*(box for number, box in found if number == page), strict=True)
    return page, (min(lefts), min(tops), max(rights), max(bottoms))


def assemble(draft: Draft, extractor: str) -> MinutesRecord:
    """The record of a finished draft, checked."""
    evidence = _Evidence(draft)
    document = draft.document
    meeting = Meeting(
        organization=evidence.value("/meeting/organization", draft.organization),
        inferred_organization=evidence.value("/meeting/inferred_organization", draft.inferred_organization),
        number=evidence.value("/meeting/number", draft.number),
        date=evidence.value("/meeting/date", draft.date),
        public=evidence.value("/meeting/public", draft.public),
        members=evidence.value("/meeting/members", draft.members),
        present=evidence.value("/meeting/present", draft.present),
        begins=evidence.value("/meeting/begins", draft.begins),
        ends=evidence.value("/meeting/ends", draft.ends),
        attendance=evidence.all("/meeting/attendance", draft.attendance),
        chair=evidence.value("/meeting/chair", draft.chair),
    )
    items = tuple(_item(draft, item, f"/agenda_items/{index}", evidence) for index, item in enumerate(draft.items))
    attachments = []
    for index, (title, start, end) in enumerate(draft.attachments):
        attachments.append(Attachment(title=title, text=draft.text[start:end].strip()))
        evidence.add(f"/attachments/{index}", [Place(start, end, "attachment.behind_minutes")])
    return MinutesRecord(
        extractor=extractor,
        source=Source(
            name=document.name,
            sha256=document.sha256,
            media_type=document.media_type,
            bytes=document.size,
            pages=document.pages,
        ),
        meeting=meeting,
        agenda_items=items,
        attachments=tuple(attachments),
        concept_statements=evidence.all("/concept_statements", draft.statements),
        findings=check(draft, items, evidence.of),
        evidence=evidence.places,
    )


def _item(draft: Draft, item: ItemDraft, pointer: str, evidence: _Evidence) -> AgendaItem:
    body = "" if item.from_agenda else draft.text[item.body : item.end].strip()
    record = AgendaItem(
        number=evidence.value(f"{pointer}/number", item.number),
        title=evidence.value(f"{pointer}/title", item.title),
        public=evidence.value(f"{pointer}/public", item.public),
        paper=evidence.value(f"{pointer}/paper", item.paper),
        result=evidence.value(f"{pointer}/result", item.result),
        inferred_result=evidence.value(f"{pointer}/inferred_result", item.inferred_result),
        role=evidence.value(f"{pointer}/role", item.role),
        vote_events=tuple(
            _vote(vote, f"{pointer}/vote_events/{index}", evidence) for index, vote in enumerate(item.votes)
        ),
        speakers=evidence.all(f"{pointer}/speakers", item.speakers),
        speeches=tuple(
            _speech(fact, f"{pointer}/speeches/{index}", evidence) for index, fact in enumerate(item.speeches)
        ),
        versions=evidence.all(f"{pointer}/versions", item.versions),
        duties=evidence.all(f"{pointer}/duties", item.duties),
        mentioned_papers=evidence.all(f"{pointer}/mentioned_papers", item.mentioned_papers),
        mentioned_people=evidence.all(f"{pointer}/mentioned_people", item.mentioned_people),
        text=body or None,
    )
    item.events = list(record.vote_events)
    return record


def _speech(fact: Fact[Speech], pointer: str, evidence: _Evidence) -> Speech:
    """The turn with its offsets brought to the original, as its evidence has them."""
    evidence.add(pointer, fact.places)
    start, end = evidence.draft.document.offsets.span(fact.value.start, fact.value.end)
    told = fact.value
    return Speech(speaker=told.speaker, start=start, end=end, kind=told.kind, text=told.text)


def _vote(vote: VoteDraft, pointer: str, evidence: _Evidence) -> VoteEvent:
    evidence.add(pointer, [Place(vote.start, vote.end, vote.rule), *vote.more])
    return VoteEvent(
        yes=evidence.value(f"{pointer}/yes", vote.yes),
        no=evidence.value(f"{pointer}/no", vote.no),
        abstain=evidence.value(f"{pointer}/abstain", vote.abstain),
        manner=cast("Manner | None", vote.manner),
        about=vote.about,
        passed=vote.passed,
        procedural=vote.procedural,
        role=vote.role,
        text=vote.text or None,
        other=vote.other,
        yes_factions=tuple(vote.factions.get("yes", ())),
        no_factions=tuple(vote.factions.get("no", ())),
        abstain_factions=tuple(vote.factions.get("abstain", ())),
        **_named(vote, pointer, evidence),
    )


def _named(vote: VoteDraft, pointer: str, evidence: _Evidence) -> dict[str, Any]:
    """What few ballots have: a roll, and factions with an option of their own."""
    named: dict[str, Any] = {}
    if vote.other_factions:
        named["other_factions"] = {wording: tuple(names) for wording, names in vote.other_factions.items()}
    if vote.roll is not None:
        named["votes"] = evidence.all(f"{pointer}/votes", vote.roll.votes)
    return named
