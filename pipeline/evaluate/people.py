"""Who speaks or acts in an item, matched one to one; offices stand in where the minutes give no name."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.evaluate.gold import GoldSpeaker
from pipeline.evaluate.same import same_office, same_person
from pipeline.evaluate.tally import Tally
from pipeline.model.record import Speaker


def score_speakers(tally: Tally, expected: Sequence[GoldSpeaker], got: Sequence[Speaker], *, pointer: str) -> None:
    """Scores `speakers`. Optional ones of gold take their partner with them and count neither way."""
    left = dict(enumerate(got))
    # Those who must be there choose first: an optional chair must not take the partner of a namesake.
    for speaker in sorted(expected, key=lambda one: one.optional):
        partner = next((j for j, candidate in left.items() if _same(speaker, candidate)), None)
        if partner is not None:
            del left[partner]
        if speaker.optional:
            continue
        if partner is not None:
            tally.hit("speakers")
        else:
            tally.missed("speakers", speaker.name or speaker.role or "?", near=pointer.rpartition("/")[0])
    for j, candidate in left.items():
        tally.false_alarm("speakers", candidate.name or candidate.role or "?", f"{pointer}/{j}")


def _same(expected: GoldSpeaker, got: Speaker) -> bool:
    if expected.name is not None:
        return got.name is not None and same_person(expected.name, got.name)
    if got.name is not None or expected.role is None or got.role is None:
        return False
    return same_office(expected.role, got.role)
