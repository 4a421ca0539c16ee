"""Histories against gold: stations, states, relations, duties; and joins without a number, by hiding numbers that are
known.

Gold files: schema `histories-gold/1` (see corpora/README.md). A station is known by its document, or where no
document of it is given, by its date; gold stations with neither are not counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import PurePosixPath
from typing import Any

from pipeline.model.record import MinutesRecord
from pipeline.model.reference import normalise_reference
from pipeline.motions import find, history, relate
from pipeline.motions.answers import History
from pipeline.store import Store, open_store


@dataclass(slots=True)
class Share:
    """Hits, what was claimed and is not in the gold, what is in the gold and was not claimed."""

    hit: int = 0
    extra: int = 0
    missed: int = 0
    wrong: list[str] = field(default_factory=list)  # what was extra or missed, for people

    @property
    def precision(self) -> float:
        return self.hit / (self.hit + self.extra) if self.hit + self.extra else 1.0

    @property
    def recall(self) -> float:
        return self.hit / (self.hit + self.missed) if self.hit + self.missed else 1.0

    def take(self, name: str, claimed: set[Any], gold: set[Any]) -> None:
        """Count one paper's claims."""
        self.hit += len(claimed & gold)
        self.extra += len(claimed - gold)
        self.missed += len(gold - claimed)
        self.wrong += [f"{name}: extra {one}" for one in sorted(claimed - gold, key=str)]
        self.wrong += [f"{name}: missed {one}" for one in sorted(gold - claimed, key=str)]


@dataclass(slots=True)
class HistoryScore:
    """Figures over all papers of a gold file."""

    papers: int = 0
    stations: Share = field(default_factory=Share)
    states: Share = field(default_factory=Share)
    relations: Share = field(default_factory=Share)
    duties: Share = field(default_factory=Share)


@dataclass(slots=True)
class JoinScore:
    """Items whose number was hidden. `right`: joined to their own paper; `wrong`: to another (a namesake error);
    `apart`: left alone, though another item of the paper is there; `alone`: left alone, and rightly, for nothing else
    of it is known."""

    hidden: int = 0
    right: int = 0
    wrong: int = 0
    apart: int = 0
    alone: int = 0
    errors: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.apart) if self.right + self.apart else 1.0


def score_histories(store: Store, gold: Mapping[str, Any]) -> HistoryScore:
    """Every paper of the gold asked of the store, non-public items included. What the gold does not speak of is not
    counted."""
    relate(store)
    score = HistoryScore()
    for paper in gold["papers"]:
        name = paper["reference"] or paper["title"]
        reference = paper["reference"] or find(store, paper["title"], include_non_public=True).meant
        told = None if reference is None else history(store, reference, on=gold.get("on"), include_non_public=True)
        score.papers += 1
        score.stations.take(name, _stations(told), _gold_stations(paper))
        if "state" in paper:
            score.states.take(name, {told.state} if told else set(), {paper["state"]})
        if "relations" in paper:
            score.relations.take(name, _relations(told), {
                (one["kind"], one.get("source") or name, one.get("target") or name) for one in paper["relations"]
            })  # fmt: skip
        if "duties" in paper:
            score.duties.take(name, _duties(told), {
                (one["due_to"], one["met_by"], one.get("met_on"), one.get("months_late")) for one in paper["duties"]
            })  # fmt: skip
    return score


def score_joins(
    records: Iterable[MinutesRecord],
    *,
    others: Iterable[Any] = (),
    parts: int = 2,
    recorded: Mapping[str, str] | None = None,
) -> JoinScore:
    """Hide the numbers of one item in `parts` (by its content, so always the same ones), join, and see where they went.
    `others`: further records to load unchanged, such as OParl files. `recorded`: by a document's name, the reference
    that the city itself has for its only item: a number that the minutes misprint is no truth."""
    truth: dict[str, str] = {}
    known: set[str] = set()
    score = JoinScore()
    with open_store("sqlite://") as store:
        for record in others:
            store.load(record, label=record.source.sha256)
        for record in records:
            items = list(record.agenda_items)
            for position, item in enumerate(items):
                if item.paper is None:
                    continue
                reference = normalise_reference(item.paper)
                if _hidden(record.source.sha256, position, parts):
                    own = (recorded or {}).get(record.source.name, reference) if len(items) == 1 else reference
                    truth[f"{record.source.sha256[:16]}-{position}"] = own
                    items[position] = item.model_copy(update={"paper": None})
                else:
                    known.add(reference)
            store.load(record.model_copy(update={"agenda_items": tuple(items)}), label=record.source.sha256)
        relate(store)
        joined = _joined(store, truth)
        known |= {reference for reference in truth.values() if _known(store, reference, truth)}
    for item_id, reference in truth.items():
        score.hidden += 1
        where = joined.get(item_id)
        if where == reference:
            score.right += 1
        elif where is not None:
            score.wrong += 1
            score.errors.append(f"{item_id}: joined to {where}, belongs to {reference}")
        elif reference in known:
            score.apart += 1
            score.errors.append(f"{item_id}: left apart from {reference}")
        else:
            score.alone += 1
    return score


def _hidden(content: str, position: int, parts: int) -> bool:
    return sha256(f"{content}/{position}".encode()).digest()[0] % parts == 0


def _joined(store: Store, truth: Mapping[str, str]) -> dict[str, str]:
    """Where each hidden item went, by its public id; those of a matter without a number are left out."""
    from sqlalchemy import select

    from pipeline.store.identity import public_id
    from pipeline.store.schema import AgendaItem, Document, MotionStation

    query = (
        select(MotionStation.reference, AgendaItem.position, Document.sha256)
        .join(AgendaItem, AgendaItem.id == MotionStation.item_id)
        .join(Document, Document.id == AgendaItem.document_id)
        .where(MotionStation.how != "suggested", ~MotionStation.reference.startswith("~"))
    )
    with store.reading() as connection:
        rows = [(public_id(row.sha256, row.position), row.reference) for row in connection.execute(query)]
    return {item: reference for item, reference in rows if item in truth}


def _known(store: Store, reference: str, truth: Mapping[str, str]) -> bool:
    """Whether anything but hidden items tells of the paper."""
    told = history(store, reference, include_non_public=True)
    return told is not None and any(station.id not in truth for station in told.stations)


def _stations(told: History | None) -> set[str]:
    if told is None:
        return set()
    found = set()
    for station in told.stations:
        names = [station.document.name, *(other.document.name for other in station.also)]
        minutes = [PurePosixPath(name).name for name in names if not name.endswith(".json")]
        if minutes:
            found.update(minutes)
        elif station.date:
            found.add(station.date)
    return found


def _gold_stations(paper: Mapping[str, Any]) -> set[str]:
    named = (PurePosixPath(station["document"]).name if station["document"] else station["date"]
             for station in paper["stations"])  # fmt: skip
    return {name for name in named if name}


def _relations(told: History | None) -> set[tuple[str, str, str]]:
    if told is None:
        return set()
    return {
        (one.kind, told.reference, one.reference)
        if one.direction == "out"
        else (one.kind, one.reference, told.reference)
        for one in told.relations
    }


def _duties(told: History | None) -> set[tuple[Any, ...]]:
    if told is None:
        return set()
    return {(one.due_to, one.met_by, one.met_on, one.months_late) for one in told.duties if one.due_to}
