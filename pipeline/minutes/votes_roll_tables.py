"""Rolls printed as a table with a cross for each person: cells parted by tabs or bars, columns of blanks, columns of a PDF.

The column of a cross is never guessed: where it cannot be told, how the person voted stays unknown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pipeline.minutes.draft import Draft, Fact, Place, Roll
from pipeline.minutes.votes_names import Named, faction_at, option_in, party_of, person_at, roll_rule
from pipeline.minutes.votes_roll_columns import (
    MARK,
    MARK_CELL,
    NOTHING,
    SIDES,
    UNKNOWN,
    Column,
    Head,
    Row,
    by_cell,
    by_place,
    cells_of,
)
from pipeline.model.record import Vote

_MARK_TOKEN = re.compile(rf"(?<!\S)(?:{MARK})(?!\S)")
_BETWEEN_HEADS = re.compile(r"[\s|:/.,*–-]*")
_RULER = re.compile(r"[\s|:+=_–-]+")
_NUMBERED = re.compile(r"\s*\d{1,3}[.)]?\s+(?=\D)")
_CODES = {"J": "yes", "N": "no", "E": "abstain"}  # in cells of their own
_MOST_STRANGE = 2  # lines of another kind within a roll: a running head, a page's letterhead


def table_rolls(draft: Draft, hits: list[int], start: int, end: int) -> Iterator[Roll]:
    """The tables whose head stands on a line of one of `hits`."""
    behind = start
    for hit in hits:
        if hit < behind:
            continue
        first = draft.text.rfind("\n", start, hit) + 1 or start
        last = draft.text.find("\n", hit, end)
        last = end if last < 0 else last
        head = _head(draft.text, first, last)
        behind = max(last, behind)
        if head is None or not _is_roll(draft, head, start):
            continue
        roll = _table(draft, head, end)
        if roll is not None:
            behind = roll.end
            yield roll


def _head(text: str, start: int, end: int) -> Head | None:
    """The head of a table: names of columns and nothing else, Ja and Nein among them."""
    if end - start > 200:
        return None
    line = text[start:end]
    found = [
        Column(match.lastgroup or "", start + match.start(), start + match.end())
        for rule in ("column", "name_column")
        for match in roll_rule(rule).pattern.finditer(line)
    ]
    found.sort(key=lambda column: column.start)
    kinds = [column.kind for column in found]
    mark = "\t" if "\t" in line else "|" if "|" in line else ""
    if mark:
        head = _head_of_cells(line, start, mark, found)
        return head if head is not None and _has_options(column.kind for column in head.columns) else None
    if not _has_options(kinds):
        return None
    position = start
    for column in found:
        if column.start < position or not _BETWEEN_HEADS.fullmatch(text, position, column.start):
            return None
        position = column.end
    return Head(start, end, found, "") if _BETWEEN_HEADS.fullmatch(text, position, end) else None


def _has_options(kinds: Iterable[str]) -> bool:
    told = list(kinds)
    return told.count("yes") == told.count("no") == 1 and told.count("abstain") < 2 and told.count("absent") < 3


def _head_of_cells(line: str, start: int, mark: str, found: list[Column]) -> Head | None:
    """Every cell names a column; what the first one says does not matter."""
    columns: list[Column] = []
    for first, last in cells_of(line, mark):
        inside = [column for column in found if first <= column.start - start < last]
        if (code := _CODES.get(line[first:last].strip())) is not None:
            inside = [Column(code, start + first, start + last)]
        if any(column.kind in SIDES for column in inside):
            if len(inside) > 1 or not _BETWEEN_HEADS.fullmatch(line, inside[0].end - start, last):
                return None
        elif columns and not inside and line[first:last].strip(" .:"):
            return None
        kind = "nothing" if columns else "name"
        columns.append(inside[0] if inside else Column(kind, start + first, start + last))
    return Head(start, start + len(line), columns, mark)


_ATTENDANCE = re.compile(r"[Aa]nwesen|ANWESEN|[Tt]eilnehm|[Ee]inladung|[Bb]efangenheit")


def _is_roll(draft: Draft, head: Head, floor: int) -> bool:
    """A column of abstentions, or a ballot called above and no attendance list nearer than that."""
    if any(column.kind == "abstain" for column in head.columns):
        return True
    above = draft.text[max(floor, head.start - 400) : head.start]
    called = [match.end() for match in re.finditer(r"[Aa]bstimm|ABSTIMM|[Aa]bgestimmt", above)]
    listed = [match.end() for match in _ATTENDANCE.finditer(above)]
    return bool(called) and (not listed or called[-1] > listed[-1])


def _table(draft: Draft, head: Head, end: int) -> Roll | None:
    rows, last = _rows(draft, head, end)
    if sum(not row.total for row in rows) < 2:
        return None
    roll = Roll(head.start, last, "roll.table", sides={column.kind for column in head.options})
    column_of = by_cell(head, rows) if head.mark else by_place(draft, head)
    for row in rows:
        sides = dict(column_of(row))
        if row.total:
            for side, (first, after) in sides.items():
                if side in SIDES[:3]:
                    roll.counts[side] = Fact.at(int(draft.text[first:after]), first, after, "roll.total")
        elif row.faction is not None:
            for side in sides:
                if side in SIDES[:3]:
                    roll.factions.setdefault(side, []).append(row.faction)
        elif row.person is not None:
            roll.votes.append(_vote(row, row.person, list(sides)))
    told = sum(fact.value.option is not None for fact in roll.votes) + sum(map(len, roll.factions.values()))
    roll.called = len(roll.votes) > 1
    return roll if told >= 2 else None


def _vote(row: Row, person: Named, sides: list[str]) -> Fact[Vote]:
    """Known only where one cross stands in one column, and no word says otherwise."""
    told = {*sides, row.told} - {None}
    option = told.pop() if len(told) == 1 and len(sides) < 2 else UNKNOWN
    return Fact(person.vote(option), [Place(row.start, row.end, "roll.table")])


def _rows(draft: Draft, head: Head, end: int) -> tuple[list[Row], int]:
    """The rows below the head, and where the table ends. A line of a party alone is that of the people below it."""
    rows: list[Row] = []
    kept = 0  # rows before the last that is sure to belong here: a bare name behind them may be a heading
    last, strange, party = head.end, 0, None
    names: set[str] = set()
    again: int | None = None  # where the head stood once more: the next page, or the next roll
    text = draft.text
    position = head.end + 1
    while position < end:
        line_end = text.find("\n", position, end)
        line_end = end if line_end < 0 else line_end
        line = text[position:line_end]
        start, position = position, line_end + 1
        if not line.strip() or _RULER.fullmatch(line):
            continue
        if _head(text, start, line_end) is not None:
            again = again or start
            continue
        alone = party_of(line.strip(" \t|:"))
        if alone is not None:
            party = alone
            continue
        row = _row(text, start, line_end, head)
        if row is None:
            strange += 1
            if strange > _MOST_STRANGE:
                break
            continue
        if row.person is None and row.faction is None and not row.total:  # crosses alone, on the line below their name
            if head.mark or not rows or rows[-1].marks:
                break
            rows[-1].marks, rows[-1].end = row.marks, row.end
            last, kept = row.end, len(rows)
            continue
        if row.person is not None:
            row.person.party = row.person.party or party
            if again is not None and row.person.name in names:
                break
            names.add(row.person.name)
        again, strange = None, 0
        rows.append(row)
        if (
            row.total
            or row.marks
            or row.told
            or (head.mark and head.mark in line)
            or any(map(MARK_CELL.fullmatch, row.cells))
        ):
            last, kept = row.end, len(rows)
        if row.total:
            break
    return rows[:kept], last


def _row(text: str, start: int, end: int, head: Head) -> Row | None:
    line = text[start:end]
    total = roll_rule("total").pattern.match(line)
    row = Row(start + len(line) - len(line.lstrip()), start + len(line.rstrip()))
    if total is not None and re.search(r"\d", line[total.end() :]):
        row.total = True
        if head.mark:
            row.set_cells(line, start, head.mark)
        row.marks = [(start + m.start(), start + m.end()) for m in re.finditer(r"(?<!\S)\d{1,3}(?!\S)", line)]
        return row
    if head.mark:
        row.set_cells(line, start, head.mark)
        return _with_person_of_cells(row, head)
    row.marks = [(start + m.start(), start + m.end()) for m in _MARK_TOKEN.finditer(line)]
    who = _MARK_TOKEN.sub(" ", line)
    if not who.strip():
        return row if row.marks else None
    if row.marks and line[row.marks[0][1] - start :].strip(" xX×хХ✓✔☒☑●■[]()"):
        return None  # words behind the cross
    return _with_person(row, who)


def _with_person_of_cells(row: Row, head: Head) -> Row | None:
    words = [cell for cell in row.cells if cell and not MARK_CELL.fullmatch(cell) and not NOTHING.fullmatch(cell)]
    words = [cell for cell in words if not cell.isdigit()]
    by_kind: dict[str, str] = {}
    for cell, column in zip(row.cells, head.columns[: head.lead], strict=False):
        by_kind.setdefault(column.kind, cell)
    for word in list(words):
        option = option_in(word)
        if option is not None:
            row.told = option if row.told is None else UNKNOWN
            words.remove(word)
    party = next((party_of(word) for word in words[1:] if party_of(word)), None)
    if by_kind.get("party"):
        party = by_kind["party"]
    words = [word for word in words if word != party]
    salutation = next((word for word in words if word in ("Herr", "Frau")), None)
    words = [word for word in words if word != salutation]
    if not words:
        faction = faction_at(party) if party else None
        row.faction = faction
        return row if faction else None
    first = by_kind.get("first")
    if first and first in words and len(words) > 1:
        name = f"{first} {next(word for word in words if word != first)}"
    else:
        name = words[0]
    if (faction := faction_at(name)) is not None:
        row.faction = faction
        return row
    row.person = _named(name)
    if any(cell.isdigit() and int(cell) > 1 for cell in row.cells[head.lead :]):
        return None  # counts: a row is a motion, not a person
    if row.person is None:
        return None
    row.person.party = row.person.party or (party_of(party) or party if party else None)
    row.person.salutation = row.person.salutation or salutation
    return row


def _named(words: str) -> Named | None:
    """The person of a cell, which holds nothing else."""
    numbered = _NUMBERED.match(words)
    words = words[numbered.end() :] if numbered else words
    one = person_at(words, 0, len(words), surname_first=True)
    return one[0] if one is not None and not words[one[1] :].strip(" .;,*") else None


def _with_person(row: Row, words: str) -> Row | None:
    """The person of a line without cells: name, then at most a party, an option in words or columns of blanks."""
    numbered = _NUMBERED.match(words)
    bare = (words[numbered.end() :] if numbered else words).strip()
    parts = [part for part in re.split(r"\s{2,}", bare) if part]
    if parts and (option := option_in(parts[-1])) is not None and len(parts) > 1:
        row.told = option
        parts.pop()
    if not parts:
        return None
    if len(parts) == 1 and (faction := faction_at(parts[0])) is not None:
        row.faction = faction
        return row
    party = party_of(parts[-1]) if len(parts) > 1 else None
    name = " ".join(parts[:-1] if party else parts)
    one = person_at(name, 0, len(name), surname_first=True)
    if one is None:
        return None
    rest = name[one[1] :].strip(" .;,")
    if rest and (option := option_in(rest)) is not None:
        row.told, rest = option, ""
    if rest and (party or not (party := party_of(rest))):
        return None
    row.person = one[0]
    row.person.party = row.person.party or party
    return row
