"""Going through suggestions in the terminal, one at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from pipeline.cli.identity_show import show_suggestion
from pipeline.model.errors import StoreError

if TYPE_CHECKING:
    from rich.console import Console

    from pipeline.identity import Suggestion
    from pipeline.store import Store
    from pipeline.store.verdicts import Decision, Kind

_ANSWERS: dict[str, Decision] = {"y": "same", "n": "different"}


def review(
    store: Store, kinds: Sequence[Kind], *, least: float, by: str, why: str, include_non_public: bool,
    console: Console,
) -> dict[str, int]:  # fmt: skip
    """Asks for a verdict on each open suggestion; returns how many were given, by decision, and how many skipped.

    A verdict answers more than its own pair: what follows from it is not asked again.
    """
    from pipeline.identity import suggestions

    counted: Counter[str] = Counter(same=0, different=0, skipped=0)
    skipped: set[frozenset[str]] = set()
    for kind in kinds:
        while True:
            with store.reading() as connection:
                found = suggestions(connection, kind, least=least, include_non_public=include_non_public)
            todo = [one for one in found if frozenset((one.left.key, one.right.key)) not in skipped]
            for one in todo:
                show_suggestion(one, console=console, left=len(todo))
                answer = _ask()
                if answer == "q":
                    return dict(counted)
                if answer == "s":
                    skipped.add(frozenset((one.left.key, one.right.key)))
                    counted["skipped"] += 1
                    continue
                if _decide(store, one, _ANSWERS[answer], by=by, why=why, include_non_public=include_non_public):
                    counted[_ANSWERS[answer]] += 1
                else:
                    skipped.add(frozenset((one.left.key, one.right.key)))
                break  # what follows from the verdict changes the rest
            else:
                break
    console.print(f"{counted['same']} same, {counted['different']} different, {counted['skipped']} left open.")
    return dict(counted)


def _ask() -> str:
    """y, n, s or q; the end of the input quits."""
    try:
        answer: str = click.prompt(
            "One and the same? y(same) n(different) s(kip) q(uit)", type=click.Choice(["y", "n", "s", "q"]),
            show_choices=False, err=True,
        )  # fmt: skip
    except click.Abort:
        return "q"
    return answer


def _decide(store: Store, one: Suggestion, decision: Decision, *, by: str, why: str, include_non_public: bool) -> bool:
    """Whether the verdict was taken; one that contradicts others is told and left open."""
    from pipeline.identity import decide

    reasons = "; ".join((*one.reasons, *(f"against: {doubt}" for doubt in one.doubts)))
    try:
        with store.writing() as connection:
            decide(
                connection, one.kind, one.left.key, one.right.key, decision, by=by,
                why=f"{why} ({one.score:.2f}: {reasons})", at=store.now(), include_non_public=include_non_public,
            )  # fmt: skip
    except StoreError as error:
        if error.code != "contradiction":
            raise
        click.echo(f"protokolle: {error}", err=True)
        return False
    return True
