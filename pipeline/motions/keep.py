"""Judge motions from their stations and keep what was found: state, relations, duties. Each motion is judged once for
what the public may know, and once more where non-public items add to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, insert, or_, select

from pipeline.motions import gather, misprinting
from pipeline.motions.contradictions import Contradiction, contradictions
from pipeline.motions.duties import Obligation, Report, obligations
from pipeline.motions.gather import Station
from pipeline.motions.official import Conflict
from pipeline.motions.official_steps import with_official
from pipeline.motions.relations import Relation, by_number, by_title, relations
from pipeline.motions.states import Standing, standing
from pipeline.motions.steps import Step, in_order
from pipeline.motions.titles import before_here, read, whole_mark
from pipeline.store.answers import OfficialStation
from pipeline.store.answers import Station as WholeStation
from pipeline.store.dialects.among import among
from pipeline.store.motions import numbered_stations
from pipeline.store.schema import Motion, MotionDuty, MotionFinding, PaperRelation

Row = dict[str, Any]


def judge(connection: Connection, references: set[str]) -> set[str]:
    """Judge these motions anew, and those that a relation leads to from them. Returns all of them."""
    if not references:
        return set()
    kept = gather.stations(connection, references)
    concerned = references | _relate_papers(connection, references, kept)
    near = gather.near_numbers(connection, references)
    concerned |= misprinting.concerned(connection, references, near)
    near |= gather.near_numbers(connection, concerned - references)
    kept |= gather.stations(connection, concerned - references)
    official = gather.official(connection, concerned)
    whole = _whole_stations(connection, kept, official)
    reports = gather.reports(connection, concerned)
    misprinted = misprinting.findings(connection, near)
    rows: dict[type[Motion | MotionDuty | MotionFinding], list[Row]] = {Motion: [], MotionDuty: [], MotionFinding: []}
    for reference in sorted(concerned):
        stations = [station for station in kept.get(reference, ()) if station.how != "suggested"]
        ways = official.get(reference, ())
        found: list[Contradiction | Conflict] = []
        for hidden in _views(stations, ways, reports.get(reference, ())):
            seen = [station for station in stations if hidden or not station.step.non_public]
            way = [one for one in ways if hidden or one.public]
            steps, conflicts = with_official([station.step for station in seen], whole, way)
            if steps:
                told = [report for report, only in reports.get(reference, ()) if only == hidden]
                motion, owed = _judged(reference, hidden, steps, seen, told)
                rows[Motion].append(motion)
                rows[MotionDuty] += owed
            texts = [whole[one.step.item_id] for one in seen if one.step.item_id in whole]
            found = [*contradictions(reference, texts), *conflicts]  # those of the view that sees most
        found += misprinted.get(reference, ())
        rows[MotionFinding] += [_finding_row(reference, position, one) for position, one in enumerate(found)]
    for model, made in rows.items():
        gather.drop(connection, model.reference, concerned)
        if made:
            connection.execute(insert(model), made)
    return concerned


def _views(
    stations: Sequence[Station], ways: Sequence[OfficialStation], reports: Sequence[tuple[Report, bool]]
) -> tuple[bool, ...]:
    """What the public may know, and where something non-public adds to it, all."""
    secret = any(station.step.non_public for station in stations) or not all(one.public for one in ways)
    seen = {report for report, hidden in reports if not hidden}
    return (False, True) if secret or {report for report, _ in reports} - seen else (False,)


def _whole_stations(
    connection: Connection, kept: Mapping[str, Sequence[Station]], official: Mapping[str, Sequence[OfficialStation]]
) -> dict[int, WholeStation]:
    """Items with all their facts, of those motions alone that must be looked at more closely: the city tells of them
    as well, or two documents tell of one sitting."""
    wanted: set[int] = set()
    for reference, stations in kept.items():
        steps = [station.step for station in stations if station.how != "suggested"]
        sittings = Counter((step.date, step.organization_id) for step in steps)
        if official.get(reference):
            wanted.update(step.item_id for step in steps)
        elif max(sittings.values(), default=0) > 1:
            wanted.update(step.item_id for step in steps if step.date and sittings[step.date, step.organization_id] > 1)
    return dict(numbered_stations(connection, wanted))


def _finding_row(reference: str, position: int, one: Contradiction | Conflict) -> Row:
    places = one.places if isinstance(one, Contradiction) else (*one.minutes, *one.official)
    return {
        "reference": reference, "position": position, "code": one.code, "severity": one.severity,
        "message": one.message, "non_public": one.non_public,
        "places": [place.model_dump(mode="json") for place in places],
    }  # fmt: skip


def title_of(steps: Iterable[Step]) -> str | None:
    """The title a motion goes by: the one most items print, whole ones before those a page cut."""
    counted = Counter(step.title for step in steps if step.title)
    if not counted:
        return None
    return min(counted, key=lambda title: (read(title).cut, -counted[title], -len(title), title))


def _judged(
    reference: str, hidden: bool, steps: Iterable[Step], stations: Sequence[Station], reports: Sequence[Report]
) -> tuple[Row, list[Row]]:
    steps = sorted(steps, key=in_order)
    now = standing(steps)
    told = [duty for station in stations for duty in station.duties]
    owed = obligations(reference, told, now, steps, reports)
    dates = [step.date for step in steps if step.date]
    state, reason = _with_reports(now, owed)
    motion = {
        "reference": reference, "non_public": hidden, "title": title_of(steps), "state": state, "reason": reason,
        "state_item": now.step.item_id or None if now.step is not None else None,
        "first_date": min(dates, default=None), "last_date": max(dates, default=None),
        "stations": len({(one.date, one.organization) if one.date and one.organization else one for one in steps}),
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
        "met_item": one.met_item or None,
    }  # fmt: skip


def _relate_papers(connection: Connection, references: set[str], kept: dict[str, list[Station]]) -> set[str]:
    """Read the relations of these motions anew. Returns the motions at their other ends, before and now."""
    concerned: set[str] = set()
    ends = select(PaperRelation.source, PaperRelation.target)
    told = or_(among(PaperRelation.told_by, references), among(PaperRelation.source, references))
    for row in connection.execute(ends.where(told)):
        concerned |= {row.source, row.target}
    gather.drop(connection, PaperRelation.told_by, references)
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
