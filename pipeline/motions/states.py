"""What became of a motion, from its steps in order: the state and the step that made it.

`pending`, `decided`, `rejected`, `withdrawn`, `reported`. `overdue` is no state of its own: a decided motion is
overdue on a day when one of its duties was due before and is not met (see `duties.py`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from pipeline.motions.steps import Step, in_order

State = Literal["pending", "decided", "rejected", "withdrawn", "reported"]

_ADOPTED = frozenset({"adopted", "adopted_amended"})


@dataclass(frozen=True, slots=True)
class Standing:
    """The state, the step it rests on, and why in words."""

    state: State
    step: Step | None
    reason: str


def standing(steps: Iterable[Step]) -> Standing:
    """The state after all steps. A committee's recommendation decides nothing; what is not stated stays pending."""
    now = Standing("pending", None, "no result is known")
    final = False
    for step in sorted(steps, key=in_order):
        after, ends = _after(step, decided=final)
        if after is not None and (ends or not final):
            now, final = after, ends
    return now


def _after(step: Step, *, decided: bool) -> tuple[Standing | None, bool]:
    """The state a step leads to (None: it changes nothing), and whether it ends the matter."""
    result, role = step.result, step.acts_as
    where = step.organization or "a body that is not named"
    if result is None or result in ("unmapped", "no_decision"):
        return (None if decided else Standing("pending", step, f"dealt with by {where}, no result is stated")), False
    if result == "withdrawn":
        return Standing("withdrawn", step, f"withdrawn in {where}"), True
    if result == "referred":
        return Standing("pending", step, f"referred by {where}"), False
    if result == "deferred":
        return Standing("pending", step, f"deferred by {where}"), False
    if result == "noted":
        if role == "recommending" and decided:
            return None, False
        return Standing("reported", step, f"taken note of by {where}"), role != "recommending"
    if role == "recommending":
        said = "rejection" if result == "rejected" else "adoption" if result in _ADOPTED else "to close the matter"
        return Standing("pending", step, f"{where} recommends {said}"), False
    unsaid = "" if role == "deciding" else "; whether it decides or recommends is not stated"
    if result in _ADOPTED:
        return Standing("decided", step, f"adopted by {where}{unsaid}"), True
    if result == "rejected":
        return Standing("rejected", step, f"rejected by {where}{unsaid}"), True
    return Standing("decided", step, f"settled by {where}{unsaid}"), True
