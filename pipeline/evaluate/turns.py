"""Turns of speech against gold: who, from which sentence on, how far, and what kind of turn.

A turn is right when the speaker and the sentence it starts in agree and the spans share at least half of what they
cover together. Turns are looked for in the whole document, since an item's text may stand under a joint heading. The
kind is a figure of its own, asked of the turns that are right.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.evaluate.gold import GoldSpeech
from pipeline.evaluate.passages import Passages, Span, overlap
from pipeline.evaluate.same import same_office, same_person
from pipeline.evaluate.tally import Tally
from pipeline.model.record import MinutesRecord, Speaker

LEAST_OVERLAP = 0.5


@dataclass(frozen=True, slots=True)
class _Turn:
    speaker: Speaker | None
    span: Span
    kind: str | None
    pointer: str

    @property
    def name(self) -> str:
        return (self.speaker.name or self.speaker.role or "?") if self.speaker is not None else "?"


def score_turns(tally: Tally, expected: Sequence[GoldSpeech], record: MinutesRecord | None, text: Passages) -> None:
    """Scores `speeches` and `speech_kind` of a document."""
    got = _turns(record)
    spans = [text.resolve(speech) for speech in expected]
    free = dict(enumerate(got))
    partners: dict[int, int] = {}
    # Those that must be there choose first, and each takes the one that shares most with it.
    for i in sorted(range(len(expected)), key=lambda i: expected[i].optional):
        right = [j for j, turn in free.items() if _right(expected[i], spans[i], turn, text)]
        if right:
            partners[i] = max(right, key=lambda j: overlap(spans[i], free[j].span))
            del free[partners[i]]
    for i, j in sorted(partners.items()):
        if not expected[i].optional:
            tally.hit("speeches")
            _score_kind(tally, expected[i], got[j])
    for i, speech in enumerate(expected):
        if i in partners:
            continue
        near = next((j for j, turn in free.items() if overlap(spans[i], turn.span) > 0), None)
        if near is None:
            if not speech.optional:
                tally.missed("speeches", _show(_names(speech)[0], spans[i], text), span=spans[i])
            continue
        turn = free[near]
        if speech.optional:
            if overlap(spans[i], turn.span) >= LEAST_OVERLAP:
                del free[near]
            continue
        del free[near]
        tally.wrong(
            "speeches", _show(_names(speech)[0], spans[i], text), _show(turn.name, turn.span, text), turn.pointer,
            span=spans[i],
        )  # fmt: skip
    for turn in free.values():
        tally.false_alarm("speeches", _show(turn.name, turn.span, text), turn.pointer)


def _turns(record: MinutesRecord | None) -> list[_Turn]:
    """The record's turns; joint items tell the same turn more than once, which counts once."""
    turns: dict[Span, _Turn] = {}
    for i, item in enumerate(record.agenda_items if record is not None else ()):
        for j, speech in enumerate(item.speeches):
            speaker = item.speakers[speech.speaker] if 0 <= speech.speaker < len(item.speakers) else None
            span = (speech.start, speech.end)
            turns.setdefault(span, _Turn(speaker, span, speech.kind, f"/agenda_items/{i}/speeches/{j}"))
    return list(turns.values())


def _right(expected: GoldSpeech, span: Span, turn: _Turn, text: Passages) -> bool:
    return (
        overlap(span, turn.span) >= LEAST_OVERLAP
        and _same_speaker(expected, turn.speaker)
        and text.same_sentence(span[0], turn.span[0])
    )


def _same_speaker(expected: GoldSpeech, got: Speaker | None) -> bool:
    if got is None:
        return False
    if got.name is not None:
        return any(same_person(name, got.name) for name in _names(expected))
    return got.role is not None and any(same_office(name, got.role) for name in _names(expected))


def _score_kind(tally: Tally, expected: GoldSpeech, turn: _Turn) -> None:
    if expected.kind is None:
        return
    kinds = (expected.kind,) if isinstance(expected.kind, str) else expected.kind
    tally.value(
        "speech_kind", "/".join(kinds), turn.kind, turn.pointer, same=lambda _expected, got: got in kinds
    )  # fmt: skip


def _names(speech: GoldSpeech) -> tuple[str, ...]:
    return (speech.speaker,) if isinstance(speech.speaker, str) else speech.speaker


def _show(name: str, span: Span, text: Passages) -> str:
    words = text.plain(span).split()
    shown = " ".join(words) if len(words) <= 8 else f"{' '.join(words[:4])} … {' '.join(words[-3:])}"
    return f"{name}: “{shown}”"
