"""What the layouts share: the finished draft, item numbers, titles, times."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Any

from pipeline.synth.bank import bank, chance, pick
from pipeline.synth.ledger import Item
from pipeline.synth.page import Page
from pipeline.synth.setting import Setting, figures

TITLE_CUT = 50  # characters of a title that an ALLRIS 4 heading shows


@dataclass(slots=True)
class Draft:
    """A page with the facts of its head; the rest of gold is read from its marks."""

    page: Page
    setting: Setting
    meeting: dict[str, Any]


Layout = Callable[[Random], Draft]


def meeting_of(setting: Setting, *, named: bool, numbered: bool, dated: bool = True) -> dict[str, Any]:
    """The meeting as the head tells it; a committee that only the body names is gold where the body still does."""
    return {
        "organization": setting.organization if named else None,
        "number": setting.number if numbered else None,
        "date": setting.day.isoformat() if dated else None,
        "in_body": setting.organization,
    }


def item_number(rng: Random, *, deep: bool = True) -> str:
    """2, 3.1, 4.10, 6.3.19"""
    number = str(rng.randrange(1, 13))
    if deep and chance(rng, 0.75):
        number += f".{rng.randrange(1, 31)}"
        if chance(rng, 0.06):
            number += f".{rng.randrange(1, 20)}"
    return number


def new_item(setting: Setting, *, number: str | None, title: str | None, **more: Any) -> Item:
    """Begins an item in the ledger."""
    item = Item(number=number, title=title, **more)
    setting.ledger.items.append(item)
    return item


def title_of(setting: Setting) -> str:
    """The topic's short or long title."""
    return str(pick(setting.rng, setting.topic["titles"]))


def shown(title: str) -> tuple[str, bool]:
    """The title as a narrow heading shows it, and whether it was cut."""
    return (title, False) if len(title) <= TITLE_CUT else (title[: TITLE_CUT - 2].rstrip() + "...", True)


def result_words(setting: Setting, result: str, house: str) -> str | None:
    """The outcome in the house's words; None for outcomes that only the body tells."""
    words = bank("acts")["outcome"][house]
    name = {"settled": "noted", "examined": None}.get(result, result)
    return str(pick(setting.rng, words[name])) if name else None


def clock(rng: Random, *, start: int = 16) -> tuple[str, str]:
    """When a meeting begins and ends: 16:30, 19:05."""
    return f"{start + rng.randrange(3)}:{rng.choice(('00', '15', '30'))}", f"{start + 4}:{rng.randrange(60):02d}"


def room(rng: Random) -> str:
    """A room of the town hall."""
    return str(pick(rng, bank("towns")["names"]["rooms"]))


def place(rng: Random) -> str:
    """An invented town."""
    return str(pick(rng, bank("towns")["names"]["places"]))


def day_of(setting: Setting) -> str:
    """The meeting's day in figures."""
    return figures(setting.day)
