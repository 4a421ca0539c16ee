"""What the lines around the tables say: the concept's name, body, period and adoption; headings of fields; sections."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.concepts.blocks import Line
from pipeline.concepts.dates import find_day, find_span
from pipeline.concepts.pdf_page import unwrapped
from pipeline.concepts.places import Places
from pipeline.model.concept import SourcePlace

_FIELD = re.compile(
    r"^(?:\d+(?:\.\d+)*\.?\s+)?(?:Handlungsfeld|HANDLUNGSFELD|HF)\s*(?P<number>\d+|[IVX]+|[A-Z])(?![\w.]*\w)\s*"
    r"(?P<mark>[:.–—-]\s*)?(?P<name>.*)$"
)
_FIELD_BEHIND = re.compile(r"^(?P<number>\d+|[IVX]+)\.\s*Handlungsfeld\s*(?P<mark>[:–—-]\s*)?(?P<name>.*)$")
_FIELD_COUNTED = re.compile(r"^(?P<number>)Handlungsfeld(?P<mark>\s*[:–—-])?\s+(?P<name>[„“\"]?[A-ZÄÖÜ][^.!?]{2,80})$")
_CONTENTS = re.compile(r"(?:[\s.…·_]{2,}|\s)\d{1,3}$")  # the page number at the end of an entry
_UNNAMED = re.compile(r"^\(?(?:nicht (?:genannt|benannt)|ohne (?:Namen|Titel)|unbenannt|N\.\s?N\.?)\)?$", re.IGNORECASE)
_SECTION = re.compile(
    r"^(?:\d+(?:\.\d+)*\.?\s+)?(?P<what>(?:(?:Strategisch|Operativ|Konkret|Unser|Di)e )?Ziele|Zielsetzungen?|Maßnahmen)"
    r"(?:\s+(?:im|des|in diesem|zum)\s+Handlungsfeld.{0,60})?\s*:?$"
)
CONCEPT_WORD = re.compile(r"(?i)konzept|plan\b|programm|strategie|leitbild|agenda|charta|masterplan")
_TOWN = (
    r"(?:Landeshauptstadt|Hauptstadt|Hansestadt|Universitätsstadt|Große Kreisstadt|Kreisstadt|Stadt|Gemeinde|Markt|"
    r"Landkreis|Kreis|Verbandsgemeinde|Samtgemeinde)\s+[A-ZÄÖÜ][\w-]+"
    r"(?:\s(?:an der|am|im|in|ob der|bei|vor der)\s[\w-]+)?"
)
_BODY_LINE = re.compile(rf"^(?P<body>{_TOWN}(?:\s[A-ZÄÖÜ][\w-]+)?)$")
_BODY_IN_NAME = re.compile(rf"\b(?:der|des)\s+(?P<body>{_TOWN})")
_PERIOD = re.compile(r"(?i)\b(?:laufzeit|geltung(?:sdauer)?|gültig|zeitraum|fortschreibung)\b")
_ADOPTED = re.compile(r"(?i)\b(?:beschlossen|verabschiedet|beschluss|beschlossene[rs]?)\b")
_PAPER = re.compile(
    r"(?:\b(?:Vorlagen?|Drucksachen?|DS|Drs|Beschluss|Antrag|Beschlussvorlage|Mitteilungsvorlage)\.?"
    r"(?:[- ]?(?:Nr|Nummer)\.?)?:?\s{0,2})(?P<reference>(?=[\w./-]*\d)[0-9A-Z][\w./-]*\w)"
    r"|(?<![\w/])(?P<svv>\d{2}/SVV/\d{3,4})"
)


@dataclass(frozen=True, slots=True)
class FieldHeading:
    """A heading that begins a field. `number` is empty where fields are only named, `name` null where only numbered."""

    number: str
    name: str | None
    places: tuple[SourcePlace, ...]


def body_size(lines: Sequence[Line]) -> float:
    """The size most letters outside tables have, those in bold left out; 0 where sizes are unknown."""
    counted: Counter[float] = Counter()
    for line in [line for line in lines if not line.bold] or lines:
        counted[line.size] += len(line.text)
    return counted.most_common(1)[0][0] if counted else 0.0


def field_heading(lines: Sequence[Line], at: int, *, body: float) -> tuple[FieldHeading, int] | None:
    """The heading that begins at line `at`, and how many lines it takes; None where none begins there.

    An entry of a table of contents and a sentence about a field are no headings.
    """
    line = lines[at]
    match = match_field(line.text)
    if match is None or _is_entry(line, match, body) or not _reads_as_heading(line, match, body):
        return None
    taken = [line]
    name = match["name"]
    while at + len(taken) < len(lines) and len(taken) < 4:
        following = lines[at + len(taken)]
        if not _goes_on(taken[-1], following, body, empty=not name):
            break
        taken.append(following)
        name = f"{name}\n{following.text}" if name else following.text
    return FieldHeading(match["number"], field_name(unwrapped(name)), tuple(one.place for one in taken)), len(taken)


def match_field(text: str) -> re.Match[str] | None:
    """`Handlungsfeld 4: Name` in its spellings; the number is empty where the heading has none."""
    return _FIELD.match(text) or _FIELD_BEHIND.match(text) or _FIELD_COUNTED.match(text)


def field_name(written: str) -> str | None:
    """A field's name without marks around it; words that say there is none are none."""
    name = re.sub(r"\s*\(Fortsetzung\)$", "", " ".join(written.split())).strip(" :–—-")
    if not name or _UNNAMED.match(name):
        return None
    return name[1:-1] if name[0] in '(„“"' and name[-1] in ')“”"' else name


def section(text: str) -> str | None:
    """`goals` or `measures` for a line that heads such a section; None for others."""
    match = _SECTION.match(text.strip())
    if match is None:
        return None
    return "measures" if match["what"].endswith("Maßnahmen") else "goals"


def _is_entry(line: Line, match: re.Match[str], body: float) -> bool:
    """An entry of a table of contents: the page's number stands behind the name."""
    return bool(_CONTENTS.search(" " + match["name"])) and not (line.bold and line.size > body)


def _reads_as_heading(line: Line, match: re.Match[str], body: float) -> bool:
    name = match["name"].strip()
    if name and (name[0].islower() or (name.endswith(".") and not line.bold) or len(name) > 140):
        return False
    if line.bold or line.size > body * 1.1:
        return True
    return bool(match["number"]) and (not name or bool(match["mark"]) or name[0] == "(" or line.whole)


def _goes_on(line: Line, following: Line, body: float, *, empty: bool) -> bool:
    """Whether the next line belongs to the heading: set the same, close by, and no heading of its own."""
    if following.whole and not empty:
        return False
    alike = following.bold == line.bold and abs(following.size - line.size) < 0.6
    if section(following.text) or match_field(following.text) or re.match(r"^\d+[.)]\s", following.text):
        return False
    if following.place.page != line.place.page or following.text.endswith("."):
        return False
    if empty:
        return (following.bold or following.size > body * 1.1) and len(following.text) < 120
    near = following.top - line.top < 2.2 * max(line.size, 6)
    large = line.size > body * 1.1
    open_end = re.search(r"(?:[-,–]|\b(?:und|oder|im|in|der|die|des|für|von|zur|zum|mit|am|an|auf))$", line.text)
    return alike and near and (large or bool(open_end) or following.text[:1].islower())


# --- what stands before the first field ------------------------------------------------------------------------------


def read_cover(lines: Sequence[Line], places: Places) -> dict[str, Any]:
    """Name, body, period, adopted and paper, as far as the lines before the first field say so."""
    found: dict[str, Any] = {}
    named = _name(lines)
    if named:
        found["name"] = unwrapped("\n".join(line.text for line in named))
        places.add("/concept/name", (line.place for line in named))
    _read_body(found, lines, places)
    _read_period(found, lines, named, places)
    for line in lines:
        if not _ADOPTED.search(line.text) or len(line.text) > 200:
            continue
        day = find_day(re.sub(_PAPER, lambda match: " " * len(match[0]), line.text))
        if day and "adopted" not in found:
            found["adopted"] = day[0]
            places.add("/concept/adopted", [line.place])
        reference = find_paper(line.text)
        if reference and "paper" not in found:
            found["paper"] = reference
            places.add("/concept/paper", [line.place])
    return found


def find_paper(text: str) -> str | None:
    """The first reference of a paper in a text, as written: `17/SVV/0212`, `2022/0388` behind "Vorlage"."""
    match = _PAPER.search(text)
    return None if match is None else match["reference"] or match["svv"]


def _name(lines: Sequence[Line]) -> list[Line]:
    """The lines set largest that speak of a concept; where sizes are unknown the first line that does."""
    first = [line for line in lines if (line.place.page or 1) <= 2]
    for size in sorted({line.size for line in first}, reverse=True):
        run: list[Line] = []
        for line in first:
            if line.size == size and (not run or line.place.page == run[-1].place.page) and not line.whole:
                run.append(line)
            elif line.size == size and line.whole and CONCEPT_WORD.search(line.text):
                return [line]
        if run and CONCEPT_WORD.search(" ".join(line.text for line in run)) and len(run) <= 6:
            return run
    return []


def _read_body(found: dict[str, Any], lines: Sequence[Line], places: Places) -> None:
    for line in lines:
        match = _BODY_LINE.match(line.text.strip())
        if match and (line.place.page or 1) <= 2 and "/concept/name" in places.found:
            if line.place in places.found["/concept/name"]:
                continue
            found["body"] = match["body"]
            places.add("/concept/body", [line.place])
            return
    match = _BODY_IN_NAME.search(found.get("name", ""))
    if match:
        found["body"] = match["body"]
        places.add("/concept/body", places.found["/concept/name"])


def _read_period(found: dict[str, Any], lines: Sequence[Line], named: Sequence[Line], places: Places) -> None:
    span = find_span(found.get("name", ""))
    where: Sequence[Line] = named
    if span is None:
        where = [line for line in lines if _PERIOD.search(line.text) and find_span(line.text)]
        span = find_span(where[0].text) if where else None
    if span is not None:
        found["period"] = {"start": span[0], "end": span[1]}
        places.add("/concept/period", [line.place for line in where])
