"""What a page of an unseen maker gets: the figures of each layout when its rules are not used.

python bench/leave_one_out.py GOLD_DIR... [--texts DIR]

A layout's rules are taken away by not recognising it: the first lines no longer tell who made the page, so neither its
headings nor what the components know of it is used, and the general rules must do. Only documents of that layout are
scored. What stays is what the rules learned from all layouts together (words of results, forms of ballots, names), so
the figures are more likely too good than too bad for the pages of a maker that nobody here has seen.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

import measure  # isort: skip # noqa: F401 (puts the checkout on the path)
from pipeline.evaluate import FIELDS, Report, Score, evaluate, extract_file
from pipeline.minutes.components import segments
from pipeline.minutes.draft import Draft
from pipeline.minutes.rules_file import load_rules
from pipeline.model.record import MinutesRecord


@dataclass(frozen=True)
class Left:
    """The figures of one layout with its rules and without."""

    layout: str
    documents: int
    full: dict[str, Score]
    without: dict[str, Score]
    invented: int  # ballots read without the layout's rules where there was none


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path, metavar="GOLD_DIR")
    parser.add_argument("--texts", action="append", default=[], type=Path, metavar="DIR")
    options = parser.parse_args()
    rows = leave_one_out(options.folders, texts=options.texts)
    print(markdown(rows))
    print(
        json.dumps(
            {
                row.layout: {
                    name: {"with": row.full[name].f1, "without": row.without.get(name, Score()).f1}
                    for name in FIELDS
                    if name in row.full
                }
                for row in rows
            }
        )
    )


def leave_one_out(folders: Sequence[Path], *, texts: Sequence[Path] = ()) -> list[Left]:
    """One entry a layout that a document of the folders has, most documents first."""
    layouts: dict[Path, str] = {}
    records: dict[Path, MinutesRecord] = {}

    def extract(path: Path) -> MinutesRecord:
        with _layouts(watch=lambda layout: layouts.__setitem__(path, layout)):
            records[path] = extract_file(path)
        return records[path]

    report = evaluate(folders, extract=extract, texts=texts, pages=True)
    rows = []
    for layout in sorted(set(layouts.values()) - {"other"}):
        of_it = {path for path, name in layouts.items() if name == layout}

        def without(path: Path, layout: str = layout, of_it: set[Path] = of_it) -> MinutesRecord:
            if path not in of_it:
                return records[path]
            with _layouts(without=layout):
                return extract_file(path)

        names = {path.name for path in of_it}
        left = evaluate(folders, extract=without, texts=texts, pages=True)
        invented = sum(1 for miss in left.invented if miss.document in names)
        rows.append(Left(layout, len(of_it), _sum(report, names), _sum(left, names), invented))
    return sorted(rows, key=lambda row: -row.documents)


def markdown(rows: Sequence[Left]) -> str:
    """A table: one line a field, two columns a layout (with its rules, without)."""
    names = [name for name in FIELDS if any(name in row.full for row in rows)]
    head = "| field | " + " | ".join(f"{row.layout} ({row.documents})" for row in rows) + " |"
    lines = [head, "|---|" + "---:|" * len(rows)]
    for name in names:
        cells = (
            f"{_figure(row.full.get(name, Score()).f1)} → {_figure(row.without.get(name, Score()).f1)}" for row in rows
        )
        lines.append(f"| {name.replace('_', ' ')} | " + " | ".join(cells) + " |")
    lines.append("| ballots invented | " + " | ".join(str(row.invented) for row in rows) + " |")
    return "\n".join(lines)


@contextmanager
def _layouts(*, without: str | None = None, watch: Callable[[str], None] | None = None) -> Iterator[None]:
    """Layouts are recognised without one of them, or watched, while the block runs."""
    original = segments._layout

    def recognise(draft: Draft) -> tuple[str, str]:
        found = original(draft) if without is None else _recognise_without(draft, without)
        if watch is not None:
            watch(found[0])
        return found

    with patch.object(segments, "_layout", recognise):
        yield


def _recognise_without(draft: Draft, layout: str) -> tuple[str, str]:
    for rule in load_rules("layouts").rules:
        if rule.values["layout"] != layout:
            for line in draft.lines[: int(rule.values["within"])]:
                if rule.pattern.match(line.text):
                    return str(rule.values["layout"]), rule.id
    return "other", "layout.other"


def _sum(report: Report, names: set[str]) -> dict[str, Score]:
    sums: dict[str, Score] = {}
    for page in report.pages:
        if page.document in names:
            for name, score in page.scores.items():
                sums[name] = sums.get(name, Score()) + score
    return sums


def _figure(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


if __name__ == "__main__":
    main()
