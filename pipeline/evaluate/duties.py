"""Duties and findings against gold.

A duty is right when its evidence meets the sentence of gold, and the kind and the bounds of the due date agree where
gold asks for them. Findings are compared as a set of codes; those of severity `info` describe the page and are asked
only where gold names them.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.evaluate.gold import GoldDuty, GoldFindings
from pipeline.evaluate.passages import Passages, Span, overlap
from pipeline.evaluate.tally import Tally
from pipeline.model.record import Duty, MinutesRecord


def score_duties(tally: Tally, expected: Sequence[GoldDuty], record: MinutesRecord | None, text: Passages) -> None:
    """Scores `duties` of a document, one to one. Optional ones of gold take their partner with them."""
    free = _duties(record)
    for duty in sorted(expected, key=lambda duty: duty.optional):
        spans = [text.resolve(stretch) for stretch in (duty, *duty.also)]
        span = spans[0]
        meeting = [
            pointer
            for pointer, (_, places) in free.items()
            if any(overlap(one, place) > 0 for one in spans for place in places)
        ]
        right = [pointer for pointer in meeting if _agrees(duty, free[pointer][0])]
        if duty.optional or right:
            for pointer in meeting if duty.optional else right:
                del free[pointer]
            if not duty.optional:
                tally.hit("duties")
        elif meeting:
            got = free.pop(meeting[0])[0]
            tally.wrong("duties", _show(duty, span, text), _got(got), meeting[0], span=span)
        else:
            tally.missed("duties", _show(duty, span, text), span=span)
    for pointer, (duty_got, _) in free.items():
        tally.false_alarm("duties", _got(duty_got), pointer)


def score_findings(tally: Tally, expected: GoldFindings, record: MinutesRecord | None) -> None:
    """Scores `findings` of a document: every code once."""
    asked = {*expected.findings, *expected.optional_findings}
    got = {
        finding.code: finding.message
        for finding in (record.findings if record is not None else ())
        if finding.severity != "info" or finding.code in asked
    }
    for code in dict.fromkeys(expected.findings):
        if code in got:
            tally.hit("findings")
        else:
            tally.missed("findings", code)
    for code, message in got.items():
        if code not in asked:
            tally.false_alarm("findings", f"{code}: {message}")


def _duties(record: MinutesRecord | None) -> dict[str, tuple[Duty, list[Span]]]:
    found: dict[str, tuple[Duty, list[Span]]] = {}
    for i, item in enumerate(record.agenda_items if record is not None else ()):
        for j, duty in enumerate(item.duties):
            pointer = f"/agenda_items/{i}/duties/{j}"
            places = record.evidence.get(pointer, ()) if record is not None else ()
            found[pointer] = duty, [(place.start, place.end) for place in places]
    return found


def _agrees(expected: GoldDuty, got: Duty) -> bool:
    kinds = (expected.kind,) if isinstance(expected.kind, str) else expected.kind
    asked = expected.model_fields_set
    return (
        (kinds is None or got.kind in kinds)
        and ("due_from" not in asked or got.due_from == expected.due_from)
        and ("due_to" not in asked or got.due_to == expected.due_to)
    )


def _show(duty: GoldDuty, span: Span, text: Passages) -> str:
    kinds = (duty.kind,) if isinstance(duty.kind, str) else duty.kind or ("?",)
    return f"{'/'.join(kinds)} {_bounds(duty.due_from, duty.due_to)}: {text.plain(span)[:80]}"


def _got(duty: Duty) -> str:
    return f"{duty.kind} {_bounds(duty.due_from, duty.due_to)}: {duty.text[:80]}"


def _bounds(first: str | None, last: str | None) -> str:
    return first or "?" if first == last else f"{first or '?'} to {last or '?'}"
