"""From what a person types to the one measure or motion that is meant; else a sentence that names those near it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pipeline.model.errors import StoreError

if TYPE_CHECKING:
    from pipeline.store import Store
    from pipeline.store.concept_answers import MeasureRow

_NEAR = 5  # offered when the one asked for is unknown


def meant_measure(store: Store, reference: str, named: str | None = None) -> MeasureRow:
    """The measure of this number, id, or with these words in its title; `named`: the concept, by words of its name.

    Raises StoreError, code `unknown_measure` or `ambiguous_measure`, naming those near it.
    """
    only = store.concepts.find(named) if named else None
    found = _find(store.concepts.measures(only, retired=True), reference)
    if len(found) == 1:
        return found[0]
    close = [] if found else _close(store.concepts.measures(only), reference)
    raise StoreError(_not_one(reference, found, close), code="ambiguous_measure" if found else "unknown_measure")


def meant_motion(store: Store, words: str, *, include_non_public: bool = False) -> str:
    """The reference, as it is kept, of the motion that is meant: by its number, or words of its title; an item that
    belongs to no motion by its id (`§...`).

    Raises StoreError, code `unknown_motion` or `ambiguous_motion`, naming those near it.
    """
    from pipeline.links.texts import read_motions
    from pipeline.motions import find
    from pipeline.store.link_queue import LONE

    wanted = words.strip()
    if wanted.startswith(LONE):
        with store.reading() as connection:
            if any(include_non_public or not one.non_public for one in read_motions(connection, [wanted])):
                return wanted
    found = find(store, wanted, include_non_public=include_non_public)
    if found.meant is not None:
        return found.meant
    if found.near:
        named = "; ".join(f"{row.reference} “{row.title or '(no title)'}”" for row in found.near[:_NEAR])
        raise StoreError(f"Several motions may be meant by {words!r}: {named}.", code="ambiguous_motion")
    raise StoreError(f"No minutes in this database know the motion {words!r}.", code="unknown_motion")


def _find(rows: Sequence[MeasureRow], reference: str) -> list[MeasureRow]:
    """By id, by number, by words of the title; measures that hold now come before retired ones."""
    wanted = reference.strip()
    same = [row for row in rows if row.number.upper() == wanted.upper()]
    worded = [row for row in rows if len(wanted) > 3 and wanted.casefold() in row.title.casefold()]
    return (
        [row for row in rows if row.id == wanted]
        or [row for row in same if not row.retired]
        or same
        or [row for row in worded if not row.retired]
        or worded
    )


def _close(rows: Sequence[MeasureRow], reference: str) -> list[MeasureRow]:
    """The measures whose titles are most like the words, or those of the same field."""
    from difflib import SequenceMatcher

    def likeness(row: MeasureRow) -> float:
        words = SequenceMatcher(None, row.title.casefold(), reference.casefold(), autojunk=False).ratio()
        return max(words, SequenceMatcher(None, row.number, reference, autojunk=False).ratio())

    return sorted(rows, key=likeness, reverse=True)[:_NEAR]


def _not_one(reference: str, found: Sequence[MeasureRow], close: Sequence[MeasureRow]) -> str:
    if found:
        named = "; ".join(f"{row.id} “{row.title}”" for row in found[:_NEAR])
        return f"{reference!r} may mean {len(found)} measures: {named}. Give the id, or the concept with --concept."
    if close:
        named = "; ".join(f"{row.number} “{row.title}”" for row in close)
        return f"No concept in this database has a measure {reference!r}. Near it are: {named}."
    return f"No concept in this database has a measure {reference!r}: there is no concept yet."
