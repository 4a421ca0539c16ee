"""One step of a motion's way: an agenda item (or the city's own record of one), reduced to what joining and judging
need."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from pipeline.language import words
from pipeline.model.record import Role

_COUNCIL = re.compile(
    r"stadtverordnetenversammlung|gemeinderat|stadtrat|burgerschaft(?!lich)|gemeindevertretung|ratsversammlung|kreistag"
    r"|bezirksverordnetenversammlung|bezirksversammlung|^rat\b|^rat der|gemeindeversammlung|plenum|^svv$|^bvv$"
)
_SMALLER = re.compile(r"(?<!haupt)ausschuss|beirat|kommission|ausschusses|arbeitskreis|arbeitsgruppe")


@dataclass(frozen=True, slots=True)
class Step:
    """`item_id` is 0 for a step that only the city's own data know. `result` is the stated code, else the inferred
    one."""

    item_id: int
    date: str | None
    organization_id: str | None
    organization: str | None
    number: str | None
    title: str | None
    result: str | None
    role: str | None
    non_public: bool
    joined: bool = False  # by more than its number

    @property
    def acts_as(self) -> str | None:
        """`deciding` or `recommending`: as stated, else as the body's name tells; None where neither does."""
        return self.role or role_by_name(self.organization)


@lru_cache(maxsize=4096)
def role_by_name(organization: str | None) -> Role | None:
    """A council decides, a committee recommends. A main committee (Hauptausschuss) does either,
    and says so in its minutes, as other committees do that decide for themselves."""
    if council_word(organization):
        return "deciding"
    return "recommending" if organization and _SMALLER.search(_folded(organization)) else None


@lru_cache(maxsize=4096)
def council_word(organization: str | None) -> str | None:
    """The word by which a council is known (`gemeinderat`); None for a committee. Two such words are two towns, or
    two times."""
    if not organization:
        return None
    name = _folded(organization)
    if _SMALLER.search(name):
        return None
    match = _COUNCIL.search(name)
    return match.group() if match else None


def in_order(step: Step) -> tuple[bool, str, int]:
    """By date, undated last; a committee before the council of the same day."""
    return (step.date is None, step.date or "", step.acts_as == "deciding")


def days_between(one: str | None, other: str | None) -> int | None:
    """Days from `one` to `other` (ISO 8601); None where one is missing or no day of the calendar."""
    try:
        return (date.fromisoformat(other or "") - date.fromisoformat(one or "")).days
    except ValueError:
        return None


def _folded(organization: str) -> str:
    return " ".join(words(organization))
