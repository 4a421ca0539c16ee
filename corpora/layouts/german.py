"""German forms the printers share: genitives of committee names, dates in words and figures, publicity."""

from __future__ import annotations

from datetime import date

from layouts.story import Item, Story

_MONTHS = (
    "Januar", "Februar", "März", "April", "Mai", "Juni",
    "Juli", "August", "September", "Oktober", "November", "Dezember",
)  # fmt: skip
_DAYS = ["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"]


def genitive(organization: str) -> str:
    """`Ausschuss für Finanzen` → `des Ausschusses für Finanzen`; `Stadtverordnetenversammlung` → `der ...`."""
    first, _, rest = organization.partition(" ")
    tail = f" {rest}" if rest else ""
    if first.endswith("ausschuss") or first == "Ausschuss":
        return f"des {first}es{tail}"
    if first in ("Ortsbeirat", "Gemeinderat", "Rat", "Marktgemeinderat"):
        return f"des {first}{'e' if first == 'Rat' else ''}{'es' if first != 'Rat' else 's'}{tail}"
    return f"der {first}{tail}"


def figures(day: date) -> str:
    """14.06.2016"""
    return day.strftime("%d.%m.%Y")


def in_words(day: date) -> str:
    """4. März 2020"""
    return f"{day.day}. {_MONTHS[day.month - 1]} {day.year}"


def weekday(day: date, *, short: bool = False) -> str:
    """Dienstag, or Di."""
    return _DAYS[day.weekday()][:2] if short else _DAYS[day.weekday()]


def sitting(story: Story) -> str:
    """`21. öffentliche/nichtöffentliche Sitzung des Ausschusses für Finanzen - Videokonferenz`"""
    meeting = story.meeting
    kind = meeting.get("kind", "öffentliche/nichtöffentliche")
    return f"{meeting['number']}. {kind} Sitzung {genitive(meeting['organization'])}{meeting.get('suffix', '')}"


def publicity(item: Item) -> str:
    """The word a Protokollauszug prints for one item."""
    return "nichtöffentlich" if item.public is False else "öffentlich"
