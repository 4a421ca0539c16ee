"""What was promised to be reported or done by when, over the whole life of a motion: which duty binds, and what met
it.

The same duty stands in the motion, in the recommended text and in the resolution: it is one. It binds from the
decision on; before, it is proposed; with the motion's rejection it falls. A duty is met by the first paper that
reports on the motion or carries it out after the decision, or by a later station of the motion itself that takes note
of a report.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from pipeline.model.record import Duty
from pipeline.motions.states import Standing
from pipeline.motions.steps import Step, days_between

Standing_ = Literal["proposed", "binding", "fallen"]

_MEETS = frozenset({"reports_on", "carries_out", "answers"})


@dataclass(frozen=True, slots=True)
class Told:
    """A duty as one item tells it: `position` in the item's list."""

    item_id: int
    position: int
    date: str | None
    duty: Duty
    non_public: bool


@dataclass(frozen=True, slots=True)
class Report:
    """A paper that stands in `kind` to the motion; `date`: when it first came before a body."""

    reference: str
    kind: str
    date: str | None
    item_id: int


@dataclass(frozen=True, slots=True)
class Obligation:
    """One duty of a motion. `told` is where it stands last, `also` where else. `met_by`, `met_on`: the paper (or the
    motion itself) and day that met it; None while nothing did."""

    told: Told
    also: tuple[Told, ...]
    standing: Standing_
    met_by: str | None = None
    met_on: str | None = None
    met_item: int | None = None


def obligations(
    reference: str, told: Iterable[Told], now: Standing, steps: Sequence[Step], reports: Iterable[Report]
) -> tuple[Obligation, ...]:
    """The duties of a motion, the earliest due first."""
    decided_on = now.step.date if now.step is not None else None
    binding: Standing_ = (
        "fallen" if now.state in ("rejected", "withdrawn") else "proposed" if now.state == "pending" else "binding"
    )
    groups: dict[tuple[object, ...], list[Told]] = {}
    for one in sorted(told, key=lambda one: (one.date is None, one.date or "", one.item_id, one.position)):
        groups.setdefault(_same(one.duty), []).append(one)
    kept = [Obligation(group[-1], tuple(group[:-1]), binding) for group in groups.values()]
    kept.sort(key=lambda one: (one.told.duty.due_to is None, one.told.duty.due_to or "", one.told.item_id,
                               one.told.position))  # fmt: skip
    return tuple(_met(reference, kept, decided_on, steps, reports)) if binding == "binding" else tuple(kept)


def lateness(obligation: Obligation) -> tuple[int, int] | None:
    """Days and months (by the calendar's months: November to March is four) that a duty was met late; None where it
    was met in time, is not met, or has no date."""
    due, met = obligation.told.duty.due_to, obligation.met_on
    days = days_between(due, met)
    if days is None or days <= 0 or due is None or met is None:
        return None
    return days, (int(met[:4]) - int(due[:4])) * 12 + int(met[5:7]) - int(due[5:7])


def _same(duty: Duty) -> tuple[object, ...]:
    """What makes two tellings one duty: its kind and date; without a date, its words."""
    if duty.due_to or duty.due:
        return (duty.kind, duty.due_to or duty.due, duty.recurring)
    return (duty.kind, duty.recurring, " ".join(duty.text.split()).casefold())


def _met(
    reference: str, duties: list[Obligation], decided_on: str | None, steps: Sequence[Step], reports: Iterable[Report]
) -> Iterable[Obligation]:
    """Each duty with what met it; a report meets one duty, in the order of their dates."""
    after = [report for report in reports if report.kind in _MEETS and _later(report.date, decided_on)]
    after += [
        Report(reference, "reports_on", step.date, step.item_id)
        for step in steps
        if step.result == "noted" and _later(step.date, decided_on)
    ]
    waiting = sorted(after, key=lambda report: (report.date or "", report.reference))
    for duty in duties:
        match = next((report for report in waiting if _in_time_for(report, duty)), None)
        if match is None:
            yield duty
            continue
        waiting.remove(match)
        yield replace(duty, met_by=match.reference, met_on=match.date, met_item=match.item_id)


def _later(date: str | None, than: str | None) -> bool:
    return date is not None and (than is None or date > than)


def _in_time_for(report: Report, duty: Obligation) -> bool:
    """A report long before the first day it was due is another one."""
    begin = duty.told.duty.due_from
    gap = days_between(begin, report.date)
    return gap is None or gap >= -190
