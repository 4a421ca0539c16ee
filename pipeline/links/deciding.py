"""What people say of links: one at a time, or as a table from a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pipeline.links.answers import Link
from pipeline.links.ledger import Decision, Entry, add_entry, standing
from pipeline.model.errors import StoreError
from pipeline.store import Store
from pipeline.store.concept_answers import MeasureRow
from pipeline.store.terms import plain

COLUMNS = (
    "motion", "motion_title", "measure", "measure_title", "field", "score", "state", "reasons", "passage", "document",
    "decision", "why", "by",
)  # fmt: skip
"""Of a table of links. `decision`, `why` and `by` are what people fill in."""

_DECISIONS: dict[str, Decision] = {
    "y": "confirmed", "yes": "confirmed", "j": "confirmed", "ja": "confirmed", "confirmed": "confirmed",
    "n": "rejected", "no": "rejected", "nein": "rejected", "rejected": "rejected",
    "withdrawn": "withdrawn", "note": "note",
}  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would run


@dataclass(frozen=True, slots=True)
class Taken:
    """What an import of a table did: rows that said nothing, said what holds already, were added; and what is wrong
    with the rest, by line."""

    rows: int
    empty: int
    known: int
    added: int
    refused: tuple[tuple[int, str], ...]


def decide(
    store: Store, reference: str, measure: MeasureRow, decision: Decision, *, by: str, why: str, knowing: bool = False
) -> Entry:
    """Write down what somebody says. `knowing`: the person is shown non-public items, see `add_entry`. Raises
    StoreError: `bad_verdict`, `unknown_motion`."""
    with store.writing() as connection:
        return add_entry(connection, reference, measure, decision, by=by, why=why, at=store.now(), knowing=knowing)


def take_back(store: Store, entry: Entry, measure: MeasureRow, *, by: str) -> Entry | None:
    """Undo a decision: what held before it holds again, by the texts it was said of. None where somebody has decided
    otherwise since: that holds."""
    measures = store.concepts.measures(retired=True)
    with store.writing() as connection:
        held, _ = standing(connection, measures, include_non_public=entry.non_public)
        said = next((one.decisions for one in held if entry in one.decisions), ())
        if not said or said[-1] != entry:
            return None
        before = said[-2] if len(said) > 1 and said[-2].decision != "withdrawn" else None
        decision, who, why = (
            (before.decision, before.by, before.why) if before else ("withdrawn", by, "undone in review")
        )
        return add_entry(connection, entry.reference, measure, decision, by=who, why=why, at=store.now(),
                         knowing=entry.non_public, as_of=before)  # fmt: skip


def sheet(links: Sequence[Link]) -> str:
    """Links as CSV with the columns of `COLUMNS`: what was decided stands there already."""
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow(COLUMNS)
    for link in links:
        passage = link.evidence.motion[0] if link.evidence.motion else None
        # What was said of a text that has changed since is to be said anew, not by a table that comes back as it is.
        verdict = link.verdict if link.verdict is not None and not link.verdict.changed else None
        changed = "; a text has changed since, please decide again" if link.verdict and link.verdict.changed else ""
        writer.writerow([_safe(value) for value in (
            link.reference, link.title or "", link.measure.id, link.measure.title,
            " ".join(part for part in (link.measure.field.number, link.measure.field.name) if part),
            "" if link.score is None else f"{link.score:.2f}", link.state, "; ".join(link.reasons) + changed,
            " ".join(passage.text.split()) if passage else "", passage.document.name if passage else "",
            verdict.decision if verdict else "", verdict.why if verdict else "", verdict.by if verdict else "",
        )])  # fmt: skip
    return target.getvalue()


def take_sheet(
    store: Store, text: str, *, by: str | None, motion_of: Callable[[str], str],
    measure_of: Callable[[str], MeasureRow], knowing: bool = False,
) -> Taken:  # fmt: skip
    """What people filled into a table of links, into the ledger; rows with nothing under `decision` say nothing. `by`:
    who says so where a row does not; `knowing`: they are shown non-public items. A row that cannot be taken is refused
    with a reason, and keeps no other from it.

    Raises StoreError, code `bad_sheet`, where the columns motion, measure and decision are not all there.
    """
    separator = ";" if text.split("\n", 1)[0].count(";") > text.split("\n", 1)[0].count(",") else ","
    reader = csv.DictReader(io.StringIO(text.lstrip("\ufeff")), delimiter=separator)
    missing = [name for name in ("motion", "measure", "decision") if name not in (reader.fieldnames or ())]
    if missing:
        raise StoreError(
            f"The table has no column {', '.join(missing)}. `protokolle link export` writes one to fill in.",
            code="bad_sheet",
        )
    measures = store.concepts.measures()
    with store.reading() as connection:
        held, _ = standing(connection, measures, include_non_public=knowing)
    known = {(one.reference, one.measure.id): one.decision for one in held if not one.changed}
    given = {(one.reference, one.measure.id) for one in held if one.decision is not None}
    notes = {(one.reference, one.measure.id, note.by, note.why) for one in held for note in one.notes}
    rows = empty = same = added = 0
    refused: list[tuple[int, str]] = []
    for row in reader:
        rows += 1
        word = (row.get("decision") or "").strip().lower()
        if not word:
            empty += 1
            continue
        try:
            decision = _decision(word)
            reference, measure = motion_of(_plain(row["motion"])), measure_of(_plain(row["measure"]))
            key = (reference, measure.id)
            now = known.get(key)
            who, why = _plain(row.get("by")) or by or "", _plain(row.get("why")) or "from a table"
            if (
                (decision in ("confirmed", "rejected") and now is not None and now.decision == decision)
                or (decision == "withdrawn" and key not in given)
                or (decision == "note" and (*key, plain(who), plain(why)) in notes)
            ):
                same += 1
                continue
            entry = decide(store, reference, measure, decision, by=who, why=why, knowing=knowing)
            added += 1
            if decision == "note":
                notes.add((*key, entry.by, entry.why))
            elif decision == "withdrawn":
                known.pop(key, None)
                given.discard(key)
            else:
                known[key] = entry
                given.add(key)
        except StoreError as error:
            if error.code not in ("unknown_motion", "ambiguous_motion", "unknown_measure", "ambiguous_measure",
                                  "bad_verdict", "bad_sheet"):  # fmt: skip
                raise
            refused.append((reader.line_num, str(error)))
    return Taken(rows, empty, same, added, tuple(refused))


def _decision(word: str) -> Decision:
    if word not in _DECISIONS:
        raise StoreError(
            f"{word!r} is no decision: write yes or no (ja, nein), note, withdrawn, or nothing.", code="bad_sheet"
        )
    return _DECISIONS[word]


def _safe(value: str) -> str:
    """A text that a spreadsheet takes for text, not for a formula."""
    return f"'{value}" if value.startswith(_FORMULA) else value


def _plain(value: str | None) -> str:
    text = (value or "").strip()
    return text[1:] if text.startswith("'") and text[1:].startswith(_FORMULA) else text
