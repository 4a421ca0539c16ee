"""The city's own record of a motion's way as steps: what it adds to the minutes, and where the two contradict each
other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.motions.official import Conflict, conflicts, pair
from pipeline.motions.steps import Step

if TYPE_CHECKING:
    from pipeline.model.record import Role
    from pipeline.store.answers import OfficialStation, Station


def with_official(
    steps: Sequence[Step], stations: dict[int, Station], official: Sequence[OfficialStation]
) -> tuple[list[Step], tuple[Conflict, ...]]:
    """All steps, and the conflicts. A step that both tell is the minutes' one, with what they leave open (result,
    role) taken from the city; one that only the city tells, with a day, is a step of its own. `stations`: by the
    steps' item."""
    told = [(step, stations[step.item_id]) for step in steps if step.item_id in stations]
    pairing = pair([station for _, station in told], official)
    paired = {one.station.id: one.official for one in pairing.pairs}
    of_item = {step.item_id: paired[station.id] for step, station in told if station.id in paired}
    joined = [_filled(step, of_item[step.item_id]) if step.item_id in of_item else step for step in steps]
    joined += [official_step(one) for one in pairing.official_only if one.date and not one.cancelled]
    return joined, tuple(conflict for one in pairing.pairs for conflict in conflicts(one))


def official_step(station: OfficialStation) -> Step:
    """A station that only the city tells. Its body is known by name alone: it has no row of its own."""
    return Step(0, station.date, None, station.committee, station.number, station.title,
                station.result.code if station.result else None, role_of(station), not station.public)  # fmt: skip


def role_of(station: OfficialStation) -> Role | None:
    """`deciding` or `recommending`, where the city says either."""
    if station.role is None:
        return None
    return {"deciding": "deciding", "recommending": "recommending"}.get(station.role.code or "")  # type: ignore[return-value]


def _filled(step: Step, official: OfficialStation) -> Step:
    result = step.result if step.result not in (None, "unmapped") else official.result.code if official.result else None
    return replace(step, result=result, role=step.role or role_of(official))
