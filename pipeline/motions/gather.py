"""Reading for the joining: many items, papers and marks in few questions. Rows come back as the values the pure
modules take (`Step`, `Told`, `Speaking`)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, Select, delete, func, select
from sqlalchemy.orm import aliased

from pipeline.model.record import Duty
from pipeline.motions.duties import Report, Told
from pipeline.motions.joining import Candidate
from pipeline.motions.misprints import near_numbers as near
from pipeline.motions.official_steps import official_step
from pipeline.motions.relations import Speaking
from pipeline.motions.steps import Step
from pipeline.store.answers import OfficialStation
from pipeline.store.dialects.among import among
from pipeline.store.official import official_papers, official_ways
from pipeline.store.portions import portions
from pipeline.store.rows import MENTIONED, OWN
from pipeline.store.schema import (
    AgendaItem,
    AgendaItemPaper,
    MeetingStatement,
    MotionStation,
    Organization,
    PaperRelation,
    TitleMark,
)

TOO_COMMON = 60
"""Owners of one mark from which it tells nothing: so many papers of one title are no namesakes but a routine."""

ITEM_OWNER = "item:"
_PAPERS_AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class Item:
    """An item as the joining meets it: its step, its own paper's reference, its document."""

    step: Step
    reference: str | None
    document_id: int


@dataclass(frozen=True, slots=True)
class Station:
    """A step of a motion as it is kept, with what its item tells besides."""

    step: Step
    how: str
    duties: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """What minutes and city tell of a paper under its number: steps, and the name that the city gives it."""

    reference: str
    steps: tuple[Step, ...]
    name: str | None

    def candidate(self, *, hidden: bool, without: int = 0) -> Candidate | None:
        """As the joining takes it, by public steps alone or by all (`hidden`), and without one item. None where
        nothing is left."""
        steps = tuple(step for step in self.steps
                      if (hidden or not step.non_public) and not (without and step.item_id == without))  # fmt: skip
        titles = dict.fromkeys(step.title for step in steps if step.title)
        return Candidate(self.reference, (*titles, self.name or ""), steps) if steps else None


def items_of_documents(connection: Connection, documents: Iterable[int]) -> list[Item]:
    """All items of these documents."""
    return _items(rows(connection, _ITEMS, AgendaItem.document_id, documents))


def items_by_id(connection: Connection, ids: Iterable[int]) -> list[Item]:
    """These items, by row number."""
    return _items(rows(connection, _ITEMS, AgendaItem.id, ids))


def stations(connection: Connection, references: Iterable[str]) -> dict[str, list[Station]]:
    """The stations kept for each motion, suggestions included."""
    gathered: dict[str, list[Station]] = defaultdict(list)
    for row in rows(connection, _STATIONS, MotionStation.reference, references):
        step = _step(row, joined=row.how != "number")
        duties = tuple(
            Told(row.id, position, row.date, Duty.model_validate(duty), row.non_public)
            for position, duty in enumerate(row.duties or ())
        )
        gathered[row.reference].append(Station(step, row.how, duties))
    return gathered


def official(connection: Connection, references: Iterable[str]) -> dict[str, tuple[OfficialStation, ...]]:
    """The city's own stations of the papers that it knows, non-public ones too."""
    return official_ways(connection, references, include_non_public=True)


def official_titles(connection: Connection, references: Iterable[str]) -> dict[str, str]:
    """The names that the city gives these papers; those that only non-public items know are left out."""
    papers = official_papers(connection, references, include_non_public=False)
    return {reference: paper.name for reference, paper in papers.items() if paper.name}


def known_papers(connection: Connection, references: Iterable[str]) -> dict[str, Known]:
    """These papers, as far as anything is told of them under their numbers."""
    references = set(references)
    kept = stations(connection, references)
    ways = official(connection, references)
    names = official_titles(connection, ways)
    found = {}
    for reference in kept.keys() | ways.keys():
        told = [one.step for one in kept.get(reference, ()) if one.how == "number"]
        told += [official_step(one) for one in ways.get(reference, ()) if one.date and not one.cancelled]
        found[reference] = Known(reference, tuple(told), names.get(reference))
    return found


def near_numbers(connection: Connection, references: Iterable[str]) -> dict[str, set[str]]:
    """Papers that share marks (of titles, or of sitting and item number: two at least) with each of these, and whose
    numbers differ in a figure or two."""
    found: dict[str, set[str]] = defaultdict(set)
    for some in portions(references, _PAPERS_AT_ONCE):
        # Some dozens for each paper, of which hardly one is near.
        for row in rows(connection, _SHARING, _OWN.owner, some):
            if near(row.one, row.other):
                found[row.one].add(row.other)
    return found


def mentions(connection: Connection, items: Iterable[int]) -> dict[int, list[tuple[str, str]]]:
    """The papers an item names: (written, normalised)."""
    gathered: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for row in rows(connection, _MENTIONS, AgendaItemPaper.item_id, items):
        gathered[row.item_id].append((row.written, row.reference))
    return gathered


def speaking(connection: Connection, kept: Mapping[str, Sequence[Station]]) -> dict[str, list[tuple[Speaking, bool]]]:
    """The items of each motion that name other papers, with their text; and whether the item is non-public."""
    of_item = {station.step.item_id: (reference, station.step) for reference, found in kept.items() for station in found
               if station.how != "suggested"}  # fmt: skip
    named = mentions(connection, of_item)
    texts = {row.id: row.text or "" for row in rows(connection, _TEXTS, AgendaItem.id, named)}
    gathered: dict[str, list[tuple[Speaking, bool]]] = defaultdict(list)
    for item, papers in named.items():
        reference, step = of_item[item]
        told = Speaking(item, reference, step.title, step.result, texts.get(item, ""), tuple(papers))
        gathered[reference].append((told, step.non_public))
    return gathered


def reports(connection: Connection, targets: Iterable[str]) -> dict[str, list[tuple[Report, bool]]]:
    """The papers that stand in a relation to each motion, with the day each first came before a body; and whether
    only non-public items say so."""
    reporting = rows(connection, _REPORTS, PaperRelation.target, targets)
    sources = stations(connection, {row.source for row in reporting})
    gathered: dict[str, list[tuple[Report, bool]]] = defaultdict(list)
    for row in reporting:
        for hidden in (False, True):
            dated = [
                station.step
                for station in sources.get(row.source, ())
                if station.step.date and station.how != "suggested" and (hidden or not station.step.non_public)
            ]
            if not dated or (row.non_public and not hidden):
                continue
            first = min(dated, key=lambda step: (step.date or "", step.item_id))
            gathered[row.target].append((Report(row.source, row.kind, first.date, first.item_id), hidden))
    return gathered


def owners(connection: Connection, marks: Iterable[int]) -> dict[int, list[str]]:
    """Who bears each mark; never more than `TOO_COMMON` and one (see `relate._add_marks`)."""
    gathered: dict[int, list[str]] = defaultdict(list)
    for row in rows(connection, _OWNERS, TitleMark.mark, marks):
        gathered[row.mark].append(row.owner)
    return gathered


def stations_of_items(connection: Connection, first: int, last: int) -> list[Row[Any]]:
    """(reference, item_id) kept for the items with row numbers in this range."""
    query = select(MotionStation.reference, MotionStation.item_id)
    return list(connection.execute(query.where(MotionStation.item_id.between(first, last))))


def rows(connection: Connection, query: Any, column: Any, values: Iterable[Any]) -> Sequence[Row[Any]]:
    """The rows of `query` whose `column` is one of `values`; none asks nothing."""
    wanted = set(values)
    return connection.execute(query.where(among(column, wanted))).all() if wanted else ()


def drop(connection: Connection, column: Any, values: Iterable[Any]) -> None:
    """Delete the rows whose `column` is one of `values`."""
    wanted = set(values)
    if wanted:
        connection.execute(delete(column.class_).where(among(column, wanted)))


def _items(rows: Iterable[Row[Any]]) -> list[Item]:
    return [Item(_step(row, joined=False), row.reference, row.document_id) for row in rows]


def _step(row: Row[Any], *, joined: bool) -> Step:
    return Step(row.id, row.date, row.organization_id, row.organization, row.number, row.title, row.result, row.role,
                row.non_public, joined)  # fmt: skip


def _base(*more: Any) -> Select[Any]:
    columns: tuple[Any, ...] = (
        AgendaItem.id, AgendaItem.document_id, AgendaItem.number, AgendaItem.title, AgendaItem.role,
        AgendaItem.non_public, func.coalesce(AgendaItem.result_code, AgendaItem.inferred_result_code).label("result"),
        MeetingStatement.date, MeetingStatement.organization_id, Organization.name.label("organization"), *more,
    )  # fmt: skip
    return select(*columns)


_ITEMS = (
    _base(AgendaItemPaper.reference)
    .select_from(AgendaItem)
    .join(MeetingStatement, MeetingStatement.document_id == AgendaItem.document_id)
    .outerjoin(Organization, Organization.id == MeetingStatement.organization_id)
    .outerjoin(AgendaItemPaper, (AgendaItemPaper.item_id == AgendaItem.id) & (AgendaItemPaper.relation == OWN))
)
_STATIONS = (
    _base(MotionStation.reference, MotionStation.how, AgendaItem.duties)
    .select_from(MotionStation)
    .join(AgendaItem, AgendaItem.id == MotionStation.item_id)
    .join(MeetingStatement, MeetingStatement.document_id == AgendaItem.document_id)
    .outerjoin(Organization, Organization.id == MeetingStatement.organization_id)
    .order_by(MotionStation.reference, MotionStation.item_id)
)
_MENTIONS = (
    select(AgendaItemPaper.item_id, AgendaItemPaper.written, AgendaItemPaper.reference)
    .where(AgendaItemPaper.relation == MENTIONED, AgendaItemPaper.reference.is_not(None))
    .order_by(AgendaItemPaper.item_id, AgendaItemPaper.position)
)
_TEXTS = select(AgendaItem.id, AgendaItem.text)
_REPORTS = select(PaperRelation.source, PaperRelation.target, PaperRelation.kind, PaperRelation.non_public)
_OWNERS = select(TitleMark.mark, TitleMark.owner)
_OWN, _OTHER = aliased(TitleMark), aliased(TitleMark)
_SHARING = (
    select(_OWN.owner.label("one"), _OTHER.owner.label("other"))
    .join(_OTHER, (_OTHER.mark == _OWN.mark) & (_OTHER.owner != _OWN.owner))
    .group_by(_OWN.owner, _OTHER.owner)
    .having(func.count() > 1)
)
