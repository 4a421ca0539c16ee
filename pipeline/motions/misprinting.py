"""Misprinted numbers among what is stored: which papers to look at, and the findings (M003)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Connection, select

from pipeline.motions import gather
from pipeline.motions.contradictions import Contradiction, misprint
from pipeline.motions.gather import Known
from pipeline.motions.joining import Join
from pipeline.motions.misprints import meant
from pipeline.motions.steps import Step
from pipeline.store.answers import OfficialStation, Place, Station
from pipeline.store.motions import numbered_stations
from pipeline.store.portions import portions
from pipeline.store.schema import MotionFinding

_PAPERS_AT_ONCE = 50  # each with all the papers of near numbers
_Found = list[tuple[Step, Join, str]]  # an item, the paper it seems to be of, the one it prints


def concerned(connection: Connection, references: set[str], near: Mapping[str, set[str]]) -> set[str]:
    """Papers of numbers `near` to these whose findings may be others, now that these have changed."""
    turned: dict[str, set[str]] = {}
    for reference, others in near.items():
        for other in others - references:
            turned.setdefault(other, set()).add(reference)
    if not turned:
        return set()
    told = select(MotionFinding.reference).where(MotionFinding.code == "M003")
    had = {row.reference for row in gather.rows(connection, told, MotionFinding.reference, turned)}
    for some in portions(sorted(turned), _PAPERS_AT_ONCE):
        asked = {reference: turned[reference] for reference in some}
        had |= {reference for _, _, reference in _found(_known(connection, asked), asked)}
    return had


def findings(connection: Connection, near: Mapping[str, set[str]]) -> dict[str, list[Contradiction]]:
    """The findings of papers that have others of `near` numbers, by the number that is printed."""
    told: dict[str, list[Contradiction]] = {}
    for some in portions(sorted(near), _PAPERS_AT_ONCE):
        told |= _findings(connection, {reference: near[reference] for reference in some})
    return told


def _findings(connection: Connection, near: Mapping[str, set[str]]) -> dict[str, list[Contradiction]]:
    known = _known(connection, near)
    found = _found(known, near)
    if not found:
        return {}
    ids = {step.item_id for step, _, _ in found}
    ids |= {step.item_id for _, join, _ in found for step in known[join.reference].steps if step.item_id}
    whole = dict(numbered_stations(connection, ids))
    ways = gather.official(connection, {join.reference for _, join, _ in found})
    told: dict[str, list[Contradiction]] = {}
    for step, join, reference in found:
        places = _places(step, known[join.reference].steps, whole, ways.get(join.reference, ()))
        one = misprint(whole[step.item_id], reference, join.reference, join.reasons, places, non_public=step.non_public)
        told.setdefault(reference, []).append(one)
    return told


def _known(connection: Connection, near: Mapping[str, set[str]]) -> dict[str, Known]:
    wanted = {*near, *(other for others in near.values() for other in others)}
    return gather.known_papers(connection, wanted) if wanted else {}


def _found(known: Mapping[str, Known], near: Mapping[str, set[str]]) -> _Found:
    found: _Found = []
    for reference in sorted(near.keys() & known.keys()):
        for step in known[reference].steps:
            if not step.item_id:
                continue  # the city's own record prints what it knows
            printed = known[reference].candidate(hidden=True, without=step.item_id)
            others = [
                known[other].candidate(hidden=step.non_public) for other in sorted(near[reference] & known.keys())
            ]
            join = meant(step, reference, printed, [other for other in others if other is not None])
            if join is not None:
                found.append((step, join, reference))
    return found


def _places(
    item: Step, steps: Iterable[Step], whole: Mapping[int, Station], ways: Sequence[OfficialStation]
) -> tuple[Place, ...]:
    """Where the other paper's number is told: in the same sitting if it is there, by the city before other minutes."""
    seen = [one for one in ways if item.non_public or one.public]
    there = [one for one in seen if one.date == item.date]
    if there:
        return there[0].places("/reference")
    told = [step for step in steps if step.item_id and (item.non_public or not step.non_public)]
    told.sort(key=lambda step: (step.date != item.date, step.date or "", step.item_id))
    if told:
        return whole[told[0].item_id].places("/item/paper")
    return seen[0].places("/reference") if seen else ()
