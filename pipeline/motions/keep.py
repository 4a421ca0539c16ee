"""Judge motions from their stations and keep what was found: state, relations, duties. Each motion is judged once for
what the public may know, and once more where non-public items add to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, delete, insert, or_, select

from pipeline.motions import gather
from pipeline.motions.duties import Obligation, Report, obligations
from pipeline.motions.gather import Station
from pipeline.motions.relations import Relation, by_number, by_title, relations
from pipeline.motions.states import Standing, standing
from pipeline.motions.steps import Step, in_order
from pipeline.motions.titles import before_here, read, whole_mark
from pipeline.store.schema import Motion, MotionDuty, PaperRelation

Row = dict[str, Any]


def judge(connection: Connection, references: set[str]) -> int:
    """Judge these motions anew, and those that a relation leads to from them. Returns how many."""
    if not references:
        return 0
    kept = gather.stations(connection, references)
    concerned = references | _relate_papers(connection, references, kept)
    kept |= gather.stations(connection, concerned - references)
    reports = gather.reports(connection, concerned)
    motions: list[Row] = []
    duties: list[Row] = []
    for reference in sorted(concerned):
        all_stations = [station for station in kept.get(reference, ()) if station.how != "suggested"]
        open_stations = [station for station in all_stations if not station.step.non_public]
        told = reports.get(reference, ())
        secret = len(open_stations) < len(all_stations) or len({report for report, _ in told}) > sum(
            1 for _, hidden in told if not hidden
        )
        for hidden, stations in ((False, open_stations), (True, all_stations if secret else [])):
            if stations:
                seen = [report for report, only in told if only == hidden]
                motion, owed = _judged(reference, hidden, stations, seen)
                motions.append(motion)
                duties += owed
    for model in (Motion, MotionDuty):
        for some in gather.portions(concerned):
            connection.execute(delete(model).where(model.reference.in_(some)))
    if motions:
        connection.execute(insert(Motion), motions)
    if duties:
        connection.execute(insert(MotionDuty), duties)
    return len(concerned)


def title_of(steps: Iterable[Step]) -> str | None:
    """The title a motion goes by: the one most items print, whole ones before those a page cut."""
    counted = Counter(step.title for step in steps if step.title)
    if not counted:
        return None
    return min(counted, key=lambda title: (read(title).cut, -counted[title], -len(title), title))


def _judged(
    reference: str, hidden: bool, stations: Sequence[Station], reports: Sequence[Report]
) -> tuple[Row, list[Row]]:
    steps = sorted((station.step for station in stations), key=in_order)
    now = standing(steps)
    told = [duty for station in stations for duty in station.duties]
    owed = obligations(reference, told, now, steps, reports)
    dates = [step.date for step in steps if step.date]
    state, reason = _with_reports(now, owed)
    motion = {
        "reference": reference, "non_public": hidden, "title": title_of(steps), "state": state, "reason": reason,
        "state_item": now.step.item_id if now.step is not None else None,
        "first_date": min(dates, default=None), "last_date": max(dates, default=None),
        "stations": len({(step.date, step.organization_id) if step.date and step.organization_id else step.item_id
                         for step in steps}),
        "open_due": min((one.told.duty.due_to for one in owed
                         if one.standing == "binding" and one.met_on is None and one.told.duty.due_to), default=None),
    }  # fmt: skip
    return motion, [_duty_row(reference, hidden, position, one) for position, one in enumerate(owed)]


def _with_reports(now: Standing, owed: Sequence[Obligation]) -> tuple[str, str]:
    """A resolution whose reports have all been given is `reported`."""
    due = [one for one in owed if one.standing == "binding" and one.told.duty.kind == "report"]
    if now.state == "decided" and due and all(one.met_on for one in due):
        last = max(due, key=lambda one: one.met_on or "")
        return "reported", f"{now.reason}; reported on by {last.met_by} on {last.met_on}"
    return now.state, now.reason


def _duty_row(reference: str, hidden: bool, position: int, one: Obligation) -> Row:
    return {
        "reference": reference, "non_public": hidden, "position": position, "item_id": one.told.item_id,
        "duty": one.told.position, "also": [[told.item_id, told.position] for told in one.also] or None,
        "standing": one.standing, "due_to": one.told.duty.due_to, "met_by": one.met_by, "met_on": one.met_on,
        "met_item": one.met_item,
    }  # fmt: skip


def _relate_papers(connection: Connection, references: set[str], kept: dict[str, list[Station]]) -> set[str]:
    """Read the relations of these motions anew. Returns the motions at their other ends, before and now."""
    concerned: set[str] = set()
    for some in gather.portions(references):
        ends = select(PaperRelation.source, PaperRelation.target).where(
            or_(PaperRelation.told_by.in_(some), PaperRelation.source.in_(some))
        )
        for row in connection.execute(ends):
            concerned |= {row.source, row.target}
        connection.execute(delete(PaperRelation).where(PaperRelation.told_by.in_(some)))
    speaking = gather.speaking(connection, kept)
    by_titles = _by_titles(connection, kept)
    rows: list[Row] = []
    for reference in sorted(references & kept.keys()):
        spoken = speaking.get(reference, [])
        seen = relations(item for item, hidden in spoken if not hidden)
        every = relations(item for item, _ in spoken) if any(hidden for _, hidden in spoken) else seen
        secret = all(station.step.non_public for station in kept[reference])
        suffix = by_number(reference)
        rest = [(suffix, secret)] if suffix is not None else []
        rest += by_titles.get(reference, [])
        rows += _relation_rows(reference, seen, every, rest)
    if rows:
        connection.execute(insert(PaperRelation), rows)
    return concerned | {str(end) for row in rows for end in (row["source"], row["target"])}


def _relation_rows(
    reference: str, seen: Sequence[Relation], every: Sequence[Relation], rest: Sequence[tuple[Relation, bool]]
) -> list[Row]:
    """What public items state; what only non-public ones add; what titles and numbers alone say, where no item says
    more."""
    told: dict[tuple[str, str], tuple[Relation, bool]] = {(one.source, one.target): (one, False) for one in seen}
    for one in every:
        told.setdefault((one.source, one.target), (one, True))
    for one, secret in rest:
        told.setdefault((one.source, one.target), (one, secret))
    return [
        {
            "told_by": reference, "source": one.source, "target": one.target, "non_public": secret, "kind": one.kind,
            "item_id": one.item_id, "reason": one.reason, "confidence": one.confidence,
        }
        for one, secret in told.values()
    ]  # fmt: skip


def _by_titles(connection: Connection, kept: dict[str, list[Station]]) -> dict[str, list[tuple[Relation, bool]]]:
    """Papers whose title is another's with `hier:` behind it."""
    asking = {
        reference: [station.step for station in stations if station.step.title and before_here(station.step.title)]
        for reference, stations in kept.items()
    }
    wanted = {step.title: whole_mark(read(before_here(step.title) or ""), of="paper")
              for steps in asking.values() for step in steps if step.title}  # fmt: skip
    if not wanted:
        return {}
    bearing = gather.owners(connection, wanted.values())
    others = {owner for some in bearing.values() if len(some) < gather.TOO_COMMON for owner in some}  # fmt: skip
    named = gather.stations(connection, others)
    found: dict[str, list[tuple[Relation, bool]]] = {}
    for reference, steps in asking.items():
        for step in steps:
            titles: dict[str, list[str]] = {
                owner: [one.step.title for one in named.get(owner, ()) if one.step.title and not one.step.non_public]
                for owner in bearing.get(wanted[step.title or ""], ())
            }
            relation = by_title(reference, [step.title or ""], step.result, step.item_id, titles)
            if relation is not None:
                found.setdefault(reference, []).append((relation, step.non_public))
                break
    return found
