"""What an evaluation found: a table per field, per folder and layout, and every miss with the line of its source."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from pipeline.model.record import MinutesRecord

SCHEMA_ID = "protokolle/evaluation/1"
ALL = "all"
"""The group that pools every document with a gold file (a city's own index is scored apart)."""

FIELDS = (
    "organization", "date", "meeting_number", "item_number", "title", "public", "paper", "result", "result_code",
    "votes", "polarity", "roll_calls", "speakers", "speeches", "speech_kind", "versions", "duties", "mentioned_papers",
    "findings", "unanimity", "recorded_result",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of one field. A wrong value is a false alarm and a miss at once; both empty is neither."""

    tp: int = 0
    fp: int = 0
    fn: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(self.tp + other.tp, self.fp + other.fp, self.fn + other.fn)

    @property
    def precision(self) -> float | None:
        """Share of what was read that is right; None when nothing was read."""
        return self.tp / (self.tp + self.fp) if self.tp + self.fp else None

    @property
    def recall(self) -> float | None:
        """Share of what is there that was read; None when nothing is there."""
        return self.tp / (self.tp + self.fn) if self.tp + self.fn else None

    @property
    def f1(self) -> float | None:
        """Harmonic mean of the two; None when there was nothing to read and nothing was read."""
        return 2 * self.tp / (2 * self.tp + self.fp + self.fn) if self.tp + self.fp + self.fn else None


@dataclass(frozen=True, slots=True)
class Miss:
    """One value that is not right. `expected` None: a false alarm; `got` None: nothing was read.

    `line` counts from 1 and `source` is that line's text; `start` and `end` are characters of the document's own
    text; None where the place is unknown.
    """

    folder: str
    document: str
    field: str
    expected: str | None
    got: str | None
    line: int | None = None
    source: str | None = None
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Macro:
    """A field's mean over cities; None where no city measured it."""

    cities: int
    precision: float | None
    recall: float | None
    f1: float | None


@dataclass(frozen=True, slots=True)
class Page:
    """One document beside its facts: its own text, the record, and what was not right."""

    folder: str
    document: str
    layout: str | None
    text: str
    record: MinutesRecord | None
    misses: tuple[Miss, ...] = ()
    scores: Mapping[str, Score] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Report:
    """The whole evaluation.

    `scores[group][field]`: groups are `all`, folder names, and `folder/layout`. `documents[group]` counts inputs.
    `invented`: votes read where there was none. `disagreements`: where the city's own index and the minutes part;
    `expected` is then what the city recorded, `source` what the minutes say. `left_out`: documents whose minutes say
    otherwise than the city's index, decided by reading. `unreadable`: document and reason. `cities`: the counts of
    each city, for the average over cities. `pages`: the documents beside their facts, where they were asked for.
    """

    scores: Mapping[str, Mapping[str, Score]]
    documents: Mapping[str, int]
    misses: tuple[Miss, ...] = ()
    invented: tuple[Miss, ...] = ()
    disagreements: tuple[Miss, ...] = ()
    left_out: tuple[Miss, ...] = ()
    cities: Mapping[str, Mapping[str, Score]] = field(default_factory=dict)
    pages: tuple[Page, ...] = ()
    unreadable: tuple[tuple[str, str], ...] = field(default=())

    def score(self, group: str, name: str) -> Score:
        """The counts of one field in one group; zeros where it was never met."""
        return self.scores.get(group, {}).get(name, Score())

    def macro(self, name: str) -> Macro:
        """One field averaged over the cities in which it was met, each city counting the same."""
        met = [scores[name] for scores in self.cities.values() if name in scores and scores[name].f1 is not None]
        return Macro(
            cities=len(met),
            precision=_mean([score.precision for score in met]),
            recall=_mean([score.recall for score in met]),
            f1=_mean([score.f1 for score in met]),
        )

    def invented_in(self, group: str) -> int:
        """How many votes were invented in a folder (or in all)."""
        return sum(1 for miss in self.invented if group in (ALL, miss.folder))

    def to_json(self) -> dict[str, Any]:
        """Plain values, ready for json.dumps; figures are rounded to four digits."""
        return {
            "schema": SCHEMA_ID,
            "documents": dict(self.documents),
            "scores": {
                group: {name: _score_json(score) for name, score in _ordered(fields)}
                for group, fields in self.scores.items()
            },
            "macro": {
                name: {"cities": mean.cities, **_rounded(mean.precision, mean.recall, mean.f1)}
                for name in FIELDS
                if (mean := self.macro(name)).cities
            },
            "invented_votes": [_miss_json(miss) for miss in self.invented],
            "misses": [_miss_json(miss) for miss in self.misses],
            "disagreements": [_miss_json(miss) for miss in self.disagreements],
            "left_out": [_miss_json(miss) for miss in self.left_out],
            "unreadable": [{"document": name, "reason": reason} for name, reason in self.unreadable],
        }

    def text(self, *, width: int = 120, misses: bool = True, color: bool = False) -> str:
        """Tables for people; `misses=False` leaves the list of single misses out."""
        out = io.StringIO()
        console = Console(file=out, width=width, force_terminal=color, no_color=not color, highlight=False)
        for group, fields in self.scores.items():
            console.print(_score_table(group, self.documents.get(group, 0), fields))
        if len(self.cities) > 1:
            console.print(_macro_table(self))
        if self.invented:
            console.print(_miss_table("Votes invented", self.invented))
        if misses and self.misses:
            console.print(_miss_table("Misses", self.misses))
        if misses and self.disagreements:
            console.print(_miss_table("Where the city's index and the record disagree", self.disagreements))
        if misses and self.left_out:
            console.print(_miss_table("Left out: the minutes say otherwise than the city's index", self.left_out))
        for name, reason in self.unreadable:
            console.print(f"Not read: {name}: {reason}", markup=False)
        return out.getvalue()


def _ordered(fields: Mapping[str, Score]) -> list[tuple[str, Score]]:
    return [(name, fields[name]) for name in FIELDS if name in fields]


def _score_json(score: Score) -> dict[str, Any]:
    return {"tp": score.tp, "fp": score.fp, "fn": score.fn, **_rounded(score.precision, score.recall, score.f1)}


def _rounded(precision: float | None, recall: float | None, f1: float | None) -> dict[str, float | None]:
    figures = {"precision": precision, "recall": recall, "f1": f1}
    return {name: None if value is None else round(value, 4) for name, value in figures.items()}


def _mean(values: Sequence[float | None]) -> float | None:
    """Of those that were measured; None where none was."""
    measured = [value for value in values if value is not None]
    return sum(measured) / len(measured) if measured else None


def _miss_json(miss: Miss) -> dict[str, Any]:
    return {
        "folder": miss.folder, "document": miss.document, "field": miss.field, "expected": miss.expected,
        "got": miss.got, "line": miss.line, "source": miss.source, "start": miss.start, "end": miss.end,
    }  # fmt: skip


def _score_table(group: str, documents: int, fields: Mapping[str, Score]) -> Table:
    table = Table(title=Text(f"{group}: {documents} document{'' if documents == 1 else 's'}"), title_justify="left")
    table.add_column("field")
    for name in ("right", "false alarm", "missed", "precision", "recall", "F1"):
        table.add_column(name, justify="right")
    for name, score in _ordered(fields):
        figures = (_figure(value) for value in (score.precision, score.recall, score.f1))
        table.add_row(name, str(score.tp), str(score.fp), str(score.fn), *figures)
    return table


def _macro_table(report: Report) -> Table:
    title = f"average over {len(report.cities)} cities: {', '.join(report.cities)}"
    table = Table(title=Text(title), title_justify="left")
    for name in ("field", "cities", "precision", "recall", "F1"):
        table.add_column(name, justify="left" if name == "field" else "right")
    for name in FIELDS:
        mean = report.macro(name)
        if mean.cities:
            table.add_row(name, str(mean.cities), *map(_figure, (mean.precision, mean.recall, mean.f1)))
    return table


def _miss_table(title: str, misses: tuple[Miss, ...]) -> Table:
    table = Table(title=title, title_justify="left", show_lines=False)
    for name in ("document", "field", "expected", "got", "source"):
        table.add_column(name, overflow="fold")
    for miss in misses:
        place = "" if miss.line is None else f"{miss.line}: "
        cells = (f"{miss.folder}/{miss.document}", miss.field, miss.expected or "–", miss.got or "–")
        # As Text, not str: brackets in minutes are no markup.
        table.add_row(*map(Text, (*cells, place + (miss.source or ""))))
    return table


def _figure(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"
