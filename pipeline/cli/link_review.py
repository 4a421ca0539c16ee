"""Going through links in the terminal, one at a time, with a way back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from pipeline.cli.link_show import show_one

if TYPE_CHECKING:
    from rich.console import Console

    from pipeline.links import Link
    from pipeline.links.ledger import Decision, Entry
    from pipeline.store import Store

_ANSWERS: dict[str, Decision] = {"y": "confirmed", "n": "rejected"}


def review(
    store: Store, links: Sequence[Link], *, by: str, why: str, console: Console, knowing: bool = False
) -> dict[str, int]:
    """Asks for a decision on each link: those whose text has changed first, then the likeliest. Returns how many were
    given, by decision, and how many skipped, noted and undone."""
    from pipeline.links.deciding import decide, take_back

    todo = sorted(links, key=lambda link: (not (link.verdict and link.verdict.changed), -(link.score or 0.0)))
    measures = {row.id: row for row in store.concepts.measures(retired=True)}
    counted: Counter[str] = Counter(confirmed=0, rejected=0, skipped=0, notes=0, undone=0)
    place = 0
    answered: list[tuple[int, Entry | None]] = []  # what was said last of which link; None: skipped
    while True:
        if place < len(todo):
            show_one(todo[place], left=len(todo) - place, console=console)
            answer = _ask()
        else:
            answer = _ask_at_the_end() if answered else "q"
        if answer == "q":
            break
        if answer == "u":
            if not answered:
                click.echo("Nothing was answered yet.", err=True)
                continue
            place, entry = answered.pop()
            if entry is None:
                counted["skipped"] -= 1
            else:
                if take_back(store, entry, measures[todo[place].measure.id], by=by) is None:
                    click.echo("Somebody has decided otherwise since; that holds.", err=True)
                counted[entry.decision] -= 1
                counted["undone"] += 1
            continue
        link = todo[place]
        measure = measures[link.measure.id]
        if answer == "o":
            note = click.prompt("Note", err=True, default="", show_default=False)
            if note.strip():
                decide(store, link.reference, measure, "note", by=by, why=note, knowing=knowing)
                counted["notes"] += 1
            continue
        if answer == "s":
            counted["skipped"] += 1
            answered.append((place, None))
        else:
            entry = decide(store, link.reference, measure, _ANSWERS[answer], by=by, why=why, knowing=knowing)
            counted[entry.decision] += 1
            answered.append((place, entry))
        place += 1
    console.print(f"{counted['confirmed']} confirmed, {counted['rejected']} rejected, {len(todo) - place} not seen, "
                  f"{counted['skipped']} skipped.")  # fmt: skip
    return dict(counted)


def _ask() -> str:
    return _answer("Does the motion concern the measure? y(es) n(o) s(kip) o (a note) u(ndo) q(uit)", "ynsouq")


def _ask_at_the_end() -> str:
    return _answer("That was the last one. u(ndo) the last answer, q(uit)", "uq", default="q")


def _answer(question: str, letters: str, default: str | None = None) -> str:
    """One of the letters; the end of the input quits."""
    try:
        answer: str = click.prompt(
            question, type=click.Choice(list(letters)), show_choices=False, default=default, err=True
        )
    except click.Abort:
        return "q"
    return answer
