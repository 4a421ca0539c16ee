"""Reads the rows of an attendance list: who, for which party, present or not, from when to when, in whose stead.

Sources of the forms: lists of Potsdam, Hannover, Dortmund, Dresden, Escheburg, Schauenburg and others. A row that cannot be
read safely gives nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from pipeline.minutes.persons_scan import PARTY
from pipeline.minutes.rules_file import load_rules

_UPPER = r"[A-ZÄÖÜØ]"
_WORD = rf"{_UPPER}[a-zäöüßøéèçáóğışćčńł]+(?:['’]{_UPPER}?[a-zäöüß]+)?(?:[-–‑]{_UPPER}[a-zäöüß]+)*"
_NEXT = re.compile(rf"(?P<particle>(?:(?:von|van|de|der|den|dem|zu|vom|zur|ten|la)\s)+)?(?P<word>{_WORD}|{_UPPER}\.)")
_TITLE = r"(?:(?:Prof|Dr|Dipl|Ing|Mag|h\.\s?c|med|jur|phil|rer|nat)\.[-\s]*)+"
_BULLET = re.compile(r"(?:[-•*▪–]|\d{1,2}[.)])\s+")
_INSTEAD = re.compile(
    r"(?:\bi\.\s?V\.\s*(?:für|f\.|von)?|\b(?:als\s+)?(?:[Ii]n\s+)?[Vv]ertret(?:ung|er|erin)\s+(?:für|von|des|der)|\bfür|\bf\.|\bstatt|\banstelle\s+von)\s*$"
)
_EXCUSED = re.compile(r"\(\s*(?:e|E|entsch\.?|entschuldigt)\s*\)|(?<!un)\bentschuldigt\b")
_ABSENT = re.compile(r"\(\s*(?:u|ue|fehlt|abw\.?)\s*\)|\b(?:unentschuldigt|abwesend|nicht\s+anwesend|fehlt)\b")
_CLOCK = r"(\d{1,2})(?:\s?[.:]\s?(\d{2}))?"
_RANGE = re.compile(rf"(?<![\d.:]){_CLOCK}\s*(?:Uhr|h)?\s*(?:-|–|bis)\s*{_CLOCK}\s*(?:Uhr|h)\b")
_FROM = re.compile(rf"\b(?:ab|seit|kommt|erscheint)\s+(?:um\s+)?{_CLOCK}\s*(?:Uhr|h)\b")
_UNTIL = re.compile(rf"\b(?:bis|geht|verlässt)\s+(?:um\s+)?{_CLOCK}\s*(?:Uhr|h)\b")
_TIMES = re.compile(
    r"\b(?:ab|bis|von|seit)\s+(?:TOP\s*)?[\d.:]+\s*(?:Uhr|h)?|[\d.:]+\s*(?:-|–)\s*[\d.:]+\s*(?:Uhr|h)|\bTOP\s*[\d.]+"
)
_ROLE = re.compile(
    r"(?:stellv(?:\.|ertretende[rn]?)\s*)?(?:Ausschuss)?[Vv]orsitz(?:ende[rn]?)?|Sitzungsleitung|(?:Ober|Bezirks|Orts)?[Bb]ürgermeister(?:in)?|Ortsvorsteher(?:in)?|"
    r"Schriftführ(?:er(?:in)?|ung)|Protokoll(?:führ(?:er(?:in)?|ung)|ant(?:in)?)|Amtsleiter(?:in)?|Kämmer(?:er|in)|Gast|Stellvertreter(?:in)?|Beigeordnete[r]?"
)
_OTHER_PARTY = re.compile(
    r"Fraktion\s+(?P<p>[A-ZÄÖÜ][\w./ -]{1,40})|(?!Herrn?\s|Frau\s|Dr\.)(?P<q>(?:[A-ZÄÖÜ][\w./-]* ){0,2}\w*(?:[Gg]ruppe|[Gg]emeinschaft|[Ii]nitiative|[Pp]artei|[Ll]iste|Wähler|[Ff]orum)(?: [\w./-]+){0,2})"
)
_THING = re.compile(
    r"(?:straße|platz|saal|schule|zentrum|tion|behörde|dienst|gesellschaft|beirat|büro|verwaltung|raum)$"
)
_NO_FIRST_NAME = re.compile(
    r"(?:lich|isch|end|ig)e[rns]?$|(?:straße|platz|haus|saal|weg|schule|zentrum|amt|raum|ung|heit|keit|schaft|tion|betriebe?|werke?|verein)$"
)
_FOLLOWING_ROLE = re.compile(rf"\s+[-–]\s+(?P<role>{_ROLE.pattern})(?=\s|$|[,;])")


@dataclass(slots=True)
class Row:
    """One person of the list; offsets count the text that was read."""

    start: int
    end: int
    name: str
    salutation: str | None = None
    honorific: str | None = None
    role: str | None = None
    party: str | None = None
    status: str | None = None  # None: as the heading says
    arrives: str | None = None
    leaves: str | None = None
    stands_in_for: str | None = None
    represented: bool = False  # known only because another stands in


def party_alone(line: str) -> str | None:
    """The party, where the line holds nothing else: a heading, or the column of a table that fell apart."""
    if len(line) > 48:
        return None
    bare = line.strip(" :()")
    match = PARTY.fullmatch(bare) or _OTHER_PARTY.fullmatch(bare)
    return next(group for group in match.groups() if group) if match else None


def rows_of(text: str, start: int, end: int, *, listed: bool, party_column: bool = False) -> list[Row]:
    """The people of a line text[start:end]. `listed`: names stand side by side behind a heading, bare surnames too.

    `party_column`: the heading names a column of parties, so that what stands behind a name is one, known or not.
    """
    bullet = _BULLET.match(text, start, end)
    if bullet:
        start = bullet.end()
    if "|" in text[start:end]:
        return _pipe_row(text, start, end)
    found = list(_marked(text, start, end))
    if found:
        rows: list[Row] = []
        for index, (row, stands_in) in enumerate(found):
            following = found[index + 1][0].start if index + 1 < len(found) else end
            if stands_in and rows:
                rows[-1].stands_in_for = row.name
                row.status, row.represented = "absent", True
            _describe(text, row, start, following, party_column=party_column)
            rows.append(row)
        return rows
    return _bare_names(text, start, end, listed=listed, party_column=party_column)


@cache
def _marked_person() -> re.Pattern[str]:
    offices = "|".join(re.escape(office) for office in load_rules("attendance").lists["offices"])
    return re.compile(
        rf"(?<![\w-])(?<![-–]\s)(?:(?P<office>{offices})\s+)?(?:(?P<salutation>Herrn?|Frau|Hr\.|Hrn\.|Fr\.)\s+)?(?:(?P<office2>{offices})\s+)?"
        rf"(?P<title>{_TITLE})?(?={_UPPER}|von\s|van\s|de\s)"
    )


def _marked(text: str, start: int, end: int) -> Iterator[tuple[Row, bool]]:
    """People with salutation, office or title, and whether the words before say that another stands in for them."""
    position = start
    for match in _marked_person().finditer(text, start, end):
        if match.start() < position or not (
            match["office"] or match["salutation"] or match["office2"] or match["title"]
        ):
            continue
        name_end = _name_end(text, match.end(), end)
        if name_end is None:
            continue
        row = Row(match.start(), name_end, _folded(text[match.end() : name_end]))
        written = match["salutation"]
        row.salutation = {"Herrn": "Herr", "Hr.": "Herr", "Hrn.": "Herr"}.get(written, written) if written else None
        row.honorific = _folded(match["title"]) if match["title"] else None
        row.role = match["office"] or match["office2"]
        yield row, bool(_INSTEAD.search(text, position, match.start()))
        position = name_end


def _name_end(text: str, position: int, end: int, *, most: int = 3) -> int | None:
    """Where the name ends: words parted by one blank, up to a party, an office or a column."""
    last = None
    for _ in range(most):
        match = _NEXT.match(text, position, end)
        if (
            match is None
            or match["word"] in _no_names()
            or (last is not None and PARTY.match(text, match.start(), end))
        ):
            break
        if text[match.end() : match.end() + 1].isalnum():
            break  # AfD, SPD/Grüne: no name goes on like this
        if not match["word"].endswith("."):
            last = match.end()
        position = match.end() + 1
        if text[match.end() : match.end() + 1] != " " or position >= end:
            break
    return last


def _describe(text: str, row: Row, first: int, following: int, *, party_column: bool) -> None:
    """Party, hours, status and function behind the name, and the bracket round it."""
    rest = text[row.end : following]
    wrapped = text[first : row.start].rstrip(" ").endswith("(") and ")" in rest
    if wrapped:
        row.status = "absent"
        rest = rest.replace(")", " ", 1)
    if _ABSENT.search(rest):
        row.status = "absent"
    elif _EXCUSED.search(rest):
        row.status = "excused"
    row.arrives, row.leaves = _hours(rest)
    rest = _TIMES.sub(" ", _ABSENT.sub(" ", _EXCUSED.sub(" ", rest)))
    instead = re.search(r"\bi\.\s?V\.|\b[Ii]n\s+Vertretung|\b[Vv]ertret|(?<!\w)f(?:ür|\.)\s*$", rest)
    rest = rest[: instead.start()] if instead else rest
    rest = rest.strip(" \t,;:–-.")
    party = PARTY.match(rest.lstrip("( "))
    if party:
        row.party = party["p"]
        rest = rest.lstrip("( ")[party.end() :].strip(" \t,;:()–-.")
    elif party_column and rest:
        row.party, rest = rest, ""
    role = rest.strip("()")
    if role and role[0].isupper() and len(role) <= 60 and not role.startswith(("Uhr", "und ")):
        row.role = f"{row.role}, {role}" if row.role else role


def _hours(rest: str) -> tuple[str | None, str | None]:
    both = _RANGE.search(rest)
    if both:
        return clock(both.group(1), both.group(2)), clock(both.group(3), both.group(4))
    comes, goes = _FROM.search(rest), _UNTIL.search(rest)
    return (
        clock(comes.group(1), comes.group(2)) if comes else None,
        clock(goes.group(1), goes.group(2)) if goes else None,
    )


def clock(hours: str, minutes: str | None) -> str | None:
    """ "18", "55" -> "18:55"; None for an hour that no day has."""
    if int(hours) > 24 or int(minutes or 0) > 59:
        return None
    return f"{int(hours):02d}:{int(minutes or 0):02d}"


def _pipe_row(text: str, start: int, end: int) -> list[Row]:
    """ "Sommer, Grete | SPD | bis 20 Uhr": surname first."""
    cell_end = text.index("|", start, end)
    cell = text[start:cell_end]
    if not cell.strip():
        lead = len(text[start:end]) - len(text[start:end].lstrip("| \t"))
        return _pipe_row(text, start + lead, end) if "|" in text[start + lead : end] else []
    match = re.match(
        rf"\s*(?P<last>(?:(?:von|van|de|zu)\s+)*{_WORD}),\s*(?P<title>{_TITLE})?(?P<first>{_WORD}(?:\s{_WORD})?)(?=\s*(?:$|\())",
        cell,
    )
    if match is None:
        return rows_of(text, start, cell_end, listed=False)
    title = match["title"]
    row = Row(start + match.start("last"), start + match.end("first"), f"{match['first']} {match['last']}")
    row.honorific = _folded(title) if title else None
    _describe(text.replace("|", " "), row, start, end, party_column=False)
    return [row]


def _bare_names(text: str, start: int, end: int, *, listed: bool, party_column: bool) -> list[Row]:
    """Names without salutation: one a line, by commas, or side by side in pairs ("Hans Voß - Vorsitzender Peter Lüth")."""
    rows: list[Row] = []
    parts = list(re.finditer(r"[^,;\t]+", text[start:end]))
    commas = len(parts) > 1
    reverse = len(parts) == 2 and not listed and all(re.fullmatch(rf"\s*{_WORD}\s*", part.group()) for part in parts)
    if reverse:
        surname, first_name = (part.group().strip() for part in parts)
        refused = (
            surname in _no_names()
            or first_name in _no_names()
            or _NO_FIRST_NAME.search(first_name)
            or PARTY.fullmatch(first_name)
        )
        at = start + parts[0].start()
        return [] if refused else [Row(at, start + parts[1].end(), f"{first_name} {surname}")]
    for part in parts:
        first = start + part.start() + len(part.group()) - len(part.group().lstrip())
        last = start + part.end() - (len(part.group()) - len(part.group().rstrip()))
        people = _side_by_side(text, first, last, alone=listed and commas)
        if people:
            rows.extend(people)
        elif rows:
            _describe_further(text[first:last], rows[-1], party_column=party_column)
        elif not listed:
            return []
    return rows


def _describe_further(part: str, row: Row, *, party_column: bool) -> None:
    """A part behind a comma or tab that is no name: it tells of the person before."""
    told = Row(0, 0, row.name)
    _describe(part, told, 0, len(part), party_column=party_column)
    row.party = row.party or told.party
    row.status = row.status or told.status
    row.arrives, row.leaves = row.arrives or told.arrives, row.leaves or told.leaves
    if told.role:
        row.role = f"{row.role}, {told.role}" if row.role else told.role


def _side_by_side(text: str, start: int, end: int, *, alone: bool) -> list[Row]:
    """The people of text[start:end] when it holds nothing but names and their functions; else none."""
    people: list[Row] = []
    position = start
    while position < end:
        if people and text.startswith("und ", position):
            position += 4
        left = len(re.findall(rf"{_WORD}", text[position:end].split(" - ")[0].split(" – ")[0].split("(")[0]))
        most = 2 if left >= 4 and left % 2 == 0 else 3
        name_end = _name_end(text, position, end, most=most)
        if name_end is None:
            return _with_rest(text, people, position, end)
        name = _folded(text[position:name_end])
        if (" " not in name and not alone) or _NO_FIRST_NAME.search(name.split(" ")[0]) or _THING.search(name):
            return []
        row = Row(position, name_end, name)
        people.append(row)
        role = _FOLLOWING_ROLE.match(text, name_end, end)
        bracket = re.compile(r"\s*\(([^()\n]{1,60})\)").match(text, name_end, end)
        if role:
            row.role, position = role["role"], role.end()
        elif bracket:
            _describe(text, row, position, bracket.end(), party_column=False)
            position = bracket.end()
        else:
            position = name_end
        while position < end and text[position] == " ":
            position += 1
    return people


def _with_rest(text: str, people: list[Row], position: int, end: int) -> list[Row]:
    """What stands behind the only name of a row: its party or hours. Anything else makes the row unsafe."""
    rest = text[position:end].lstrip("(–- ")
    known = (
        any(pattern.match(rest) for pattern in (PARTY, _TIMES, _EXCUSED, _ABSENT))
        or rest.split(" ")[0].rstrip(",.)") in _no_names()
    )
    if len(people) != 1 or not known:
        return []
    _describe_further(text[position:end], people[0], party_column=False)
    return people


def _folded(text: str) -> str:
    return " ".join(text.split())


@cache
def _no_names() -> frozenset[str]:
    return frozenset(load_rules("attendance").lists["no_names"])
