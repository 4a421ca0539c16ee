"""Which column of a grid holds what: read off its head, kept for the pages that follow."""

from __future__ import annotations

from dataclasses import dataclass
from typing import get_args

from pipeline.concepts.blocks import Band, Grid, distinct
from pipeline.concepts.rules_file import load_rules
from pipeline.concepts.statuses import code_of_words
from pipeline.model.concept import StatusCode

_ROWS_LOOKED_AT = 12  # a sheet may begin with its title and a few notes
_LONGEST_HEAD = 60  # characters; what is longer is no head
_MOST_HEADS = 7  # words of a line that is the head of a table
_SHIFT = 8.0  # points that a column may move from page to page
STATUS = "status:"
"""Prefix of a column that stands for one state and is ticked: `status:fulfilled`."""


@dataclass(frozen=True, slots=True)
class Columns:
    """`roles`: for each column of the grid what it holds, None where the head is no word we know. `head`: rows of the
    grid up to and with the head; `first`: the row the head begins in. `names`: heads as written."""

    roles: tuple[str | None, ...]
    names: tuple[str, ...]
    first: int
    head: int
    edges: tuple[float, ...] = ()

    @property
    def measures(self) -> bool:
        """Whether the rows are measures: a head that names them, and something that is said of each."""
        return "title" in self.roles and len(set(self.roles) - {None, "title", "number"}) > 0

    @property
    def goals(self) -> bool:
        """Whether the rows are goals: their number and their words."""
        return set(self.roles) - {None} == {"number", "goals"}

    @property
    def states(self) -> bool:
        """Whether the rows say how far measures are."""
        return "title" in self.roles and any(role and role.startswith("status") for role in self.roles)

    def unread(self) -> list[str]:
        """Heads of columns that nothing is taken from."""
        return [name for name, role in dict.fromkeys(zip(self.names, self.roles, strict=True)) if name and role is None]


def columns_of(grid: Grid) -> Columns | None:
    """The columns by the first row that is a head; None where no row is one."""
    for index, row in enumerate(grid.rows[:_ROWS_LOOKED_AT]):
        roles = _roles(row)
        known = set(roles) - {None}
        if "title" not in known and known != {"number", "goals"}:
            continue
        if len(known) < 2 and not ("title" in known and _ticked(grid, index + 1)):
            continue
        below = _ticked(grid, index + 1)
        head = index + 1
        if below:
            roles = [one or other for one, other in zip(below, roles, strict=True)]
            head += 1
        found = Columns(tuple(roles), names_of(row), index, head, grid.edges)
        if found.measures or found.goals:
            return found
    return None


def carried(columns: Columns, grid: Grid) -> Columns | None:
    """The same columns for a grid that goes on without a head of its own; None where it is another table."""
    if grid.width == len(columns.roles) and not (grid.edges and columns.edges):
        return Columns(columns.roles, columns.names, 0, 0, grid.edges)
    if not grid.edges or not columns.edges:
        return None
    left, right = columns.edges[0], columns.edges[-1]
    if abs(grid.edges[0] - left) > _SHIFT or abs(grid.edges[-1] - right) > _SHIFT:
        return None
    roles, names = [], []
    for x0, x1 in zip(grid.edges, grid.edges[1:], strict=False):
        middle = (x0 + x1) / 2
        at = next(
            (index for index, end in enumerate(columns.edges[1:]) if columns.edges[index] <= middle < end + _SHIFT),
            None,
        )
        roles.append(None if at is None else columns.roles[at])
        names.append("" if at is None else columns.names[at])
    return Columns(tuple(roles), tuple(names), 0, 0, grid.edges)


def _roles(row: Band) -> list[str | None]:
    """The role of each column by this row; one role for one head, also where the head goes over several columns."""
    roles: list[str | None] = [None] * len(row)
    taken: set[str] = set()
    for cell in distinct(row):
        role = _role(cell.text, taken)
        if role is None:
            continue
        taken.add(role)
        for index, other in enumerate(row):
            if other is cell:
                roles[index] = role
    if "status" in taken and "description" in taken and "comment" not in taken:
        # A report's "Erläuterung" explains the state, not the measure.
        for index, other in enumerate(row):
            if roles[index] == "description" and other is not None and other.text.lower().startswith("erläuterung"):
                roles[index] = "comment"
    return roles


def role_of(head: str) -> str | None:
    """What a column with this head holds; None where the words are no head."""
    return _role(head, set())


def is_head(line: str) -> bool:
    """Whether a line of text is the head of a table of measures, each word naming a column."""
    words = line.split()
    if "aßnahme" not in line or not 2 <= len(words) <= _MOST_HEADS:
        return False
    roles = [role_of(word) for word in words]
    return "title" in roles and None not in roles and len(set(roles)) > 1


def _role(head: str, taken: set[str]) -> str | None:
    words = " ".join(head.split())
    if not words or len(words) > _LONGEST_HEAD:
        return None
    code = code_of_words(words)
    if code is not None and f"{STATUS}{code}" not in taken:
        return f"{STATUS}{code}"
    for rule in load_rules("columns").rules:
        role = str(rule.values["role"])
        if role not in taken and rule.pattern.match(words):
            return role
    return None


def _ticked(grid: Grid, index: int) -> list[str | None] | None:
    """A second row of heads that are states (one of them is ticked in each row)."""
    if index >= len(grid.rows):
        return None
    codes: list[StatusCode | None] = [
        None if cell is None else code_of_words(cell.text) for cell in grid.rows[index]
    ]  # fmt: skip
    known = {code for code in codes if code is not None}
    if len(known) < len(get_args(StatusCode)) - 1:
        return None
    return [None if code is None else f"{STATUS}{code}" for code in codes]


def names_of(row: Band) -> tuple[str, ...]:
    """The words of each column's cell on one line."""
    return tuple("" if cell is None else " ".join(cell.text.split()) for cell in row)
