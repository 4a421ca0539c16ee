"""What makes two tellings one decision: ids that follow from the motion, the body, the day and the item's number.

They do not depend on files: corrected minutes of the same sitting keep them. Where a station has no day, its document
(or the city's own URL) stands for the sitting.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.motions.pairing import bare_number
from pipeline.store.identity import content_id, organization_key


@dataclass(frozen=True, slots=True)
class Told:
    """A station as its id sees it. `origin`: what stands for the sitting where no day is told, and tells apart what
    would have one id: the document's hash and the item's place in it, or the city's URLs."""

    body: str | None
    date: str | None
    number: str | None
    title: str | None
    origin: tuple[str, ...]


def decision_ids(reference: str, stations: Sequence[Told]) -> tuple[str, ...]:
    """The ids of a motion's stations, in their order; no two are the same.

    Of stations that would share an id, the one whose title and origin come first keeps it, the others get one of their
    own from their origin.
    """
    plain = [_id(reference, one) for one in stations]
    first: dict[str, Told] = {}
    for key, one in zip(plain, stations, strict=True):
        if key not in first or _order(one) < _order(first[key]):
            first[key] = one
    return tuple(
        key if first[key] is one else content_id("another", key, *one.origin)
        for key, one in zip(plain, stations, strict=True)
    )


def _id(reference: str, one: Told) -> str:
    """A motion without a number is known by its title: its key moves when an earlier station of it is found."""
    motion = ("title", " ".join((one.title or "").casefold().split())) if reference.startswith("~") else (reference,)
    body = organization_key(one.body) if one.body else ""
    sitting = (one.date,) if one.date else ("undated", *one.origin)
    return content_id("decision", *motion, body, *sitting, bare_number(one.number) if one.number else "")


def _order(one: Told) -> tuple[str, tuple[str, ...]]:
    return (one.title or "", one.origin)
