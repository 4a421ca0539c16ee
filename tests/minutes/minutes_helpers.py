"""Reads a text or file into a record, and says whether a place in the original spells a value."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from pipeline.documents import read
from pipeline.minutes import extract
from pipeline.minutes.components.meeting import nominative
from pipeline.minutes.dates import DATE, to_iso
from pipeline.minutes.votes_scan import number_of
from pipeline.model.record import AgendaItem, MinutesRecord

SHARED = Path(__file__).resolve().parents[3] / "shared"


def record_of(text: str, *, name: str = "minutes.txt") -> MinutesRecord:
    with read(text.encode(), name=name) as document:
        return extract(document)


def item_of(text: str) -> AgendaItem:
    return record_of(text).agenda_items[0]


def record_and_original(data: bytes, *, name: str) -> tuple[MinutesRecord, str]:
    with read(data, name=name) as document:
        return extract(document), document.original


def page(body: str, *, result: str | None = None, title: str = "3.4 Radweg am Kanal") -> str:
    """A page of ALLRIS 4 (form A) with this body."""
    head = f"12.03.2019 - {title}\n\n"
    return head + (f"Beschluss:\n{result}\n" if result else "") + f"Reduzieren\n\n{body}\n"


def folded(text: str) -> str:
    """Letters and digits alone, lower case, accents composed: what reading may change is gone."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text)).casefold()


def spells(pointer: str, value: object, place: str) -> bool:
    """Whether the characters at the place say the value."""
    if pointer.endswith("/date"):
        match = DATE.search(re.sub(r"\s+", " ", place))
        return match is not None and to_iso(match) == value
    if isinstance(value, bool):
        return bool(re.search(r"(?i)öffentlich|^\W*(?:TOP\W*)?[ÖN]\W|f\s?f\s?e\s?n\s?t|Ö|N", place))
    if isinstance(value, int):
        return number_of(place.strip(" .:")) == value
    if pointer.endswith("organization"):
        return folded(nominative(re.sub(r"[-­]\s*\n\s*|\s+", " ", place))) == folded(str(value)) or folded(str(value))[
            :8
        ] in folded(place)
    said, stands = folded(str(value)), folded(place)
    return said in stands or stands in said or in_order(said, stands)


def in_order(said: str, stands: str) -> bool:
    """The letters stand in this order; a page mark or running head between two lines may lie among them."""
    rest = iter(stands)
    return all(letter in rest for letter in said)
