"""Items that print another paper's number: one or two figures off (2019/1059 for 2019/1070), while sitting and title,
in other minutes or in the city's own record, are that paper's. Pure functions.

The join stays as printed: a finding tells both numbers, and a person decides.
"""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.motions.joining import JOINED, SUGGESTED, Candidate, Join, judge, one_body
from pipeline.motions.steps import Step
from pipeline.store.identity import ITEM_BITS

_MOST_FIGURES = 2


def near_numbers(one: str, other: str) -> bool:
    """Whether two references differ in one or two figures, and in nothing else."""
    if len(one) != len(other) or one == other:
        return False
    slips = 0
    for left, right in zip(one, other, strict=True):
        if left != right:
            if not (left.isdigit() and right.isdigit()):
                return False
            slips += 1
            if slips > _MOST_FIGURES:
                return False
    return True


def meant(item: Step, reference: str, printed: Candidate | None, others: Iterable[Candidate]) -> Join | None:
    """The paper that an item which prints `reference` seems to be of; None where nothing speaks for a misprint.

    `printed`: what is known of the paper of that number but for this item. `others`: papers of near numbers. A paper
    that the city or other minutes have in this very sitting, or whose title fits, is the one printed; titles alone
    mean another paper only where this one is known to be another matter.
    """
    if printed is not None and _fits(item, printed):
        return None
    found = []
    for other in others:
        if any(_in_one_document(item, step) for step in other.steps):
            continue  # the document tells the two apart
        join = judge(item, other, mentioned=False)
        if join is None or join.confidence < JOINED or (join.how == "title" and printed is None):
            continue
        if printed is None and len(other.steps) == 1 and other.steps[0].item_id and other.reference < reference:
            continue  # two documents, two numbers, nothing more: told once
        found.append(join)
    return found[0] if len(found) == 1 else None


def _fits(item: Step, printed: Candidate) -> bool:
    if any(step.date and step.date == item.date and one_body(item, step) is not False for step in printed.steps):
        return True
    own = judge(item, printed, mentioned=False)
    return own is not None and own.confidence >= SUGGESTED


def _in_one_document(item: Step, step: Step) -> bool:
    return bool(step.item_id) and step.item_id >> ITEM_BITS == item.item_id >> ITEM_BITS
