"""Roll calls against gold, person by person: right with the name and the option.

Rolls are looked for in the whole document, as turns are. Each roll of gold takes the one that shares most people with
it; a roll that gold does not have is a false alarm for every person in it.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.evaluate.gold import GoldRoll, GoldRollVote
from pipeline.evaluate.same import same_person
from pipeline.evaluate.tally import Tally
from pipeline.model.record import MinutesRecord, Vote

_Roll = tuple[str, dict[int, Vote]]


def score_rolls(tally: Tally, expected: Sequence[GoldRoll], record: MinutesRecord | None) -> None:
    """Scores `roll_calls` of a document. An option that gold leaves null must stay unknown."""
    free = _rolls(record)
    for roll in expected:
        shared = [len(_pairs(roll.votes, votes)) for _, votes in free]
        if not free or not max(shared):
            for vote in roll.votes:
                tally.missed("roll_calls", _show(vote.name, vote.option))
            continue
        pointer, votes = free.pop(shared.index(max(shared)))
        pairs = _pairs(roll.votes, votes)
        for i, vote in enumerate(roll.votes):
            if i not in pairs:
                tally.missed("roll_calls", _show(vote.name, vote.option), near=pointer.rpartition("/")[0])
                continue
            got = votes.pop(pairs[i])
            if got.option == vote.option:
                tally.hit("roll_calls")
            else:
                place = f"{pointer}/{pairs[i]}"
                tally.wrong("roll_calls", _show(vote.name, vote.option), _show(got.name, got.option), place)
        _alarm(tally, (pointer, votes))
    for left in free:
        _alarm(tally, left)


def _rolls(record: MinutesRecord | None) -> list[_Roll]:
    return [
        (f"/agenda_items/{i}/vote_events/{j}/votes", dict(enumerate(event.votes)))
        for i, item in enumerate(record.agenda_items if record is not None else ())
        for j, event in enumerate(item.vote_events)
        if event.votes
    ]


def _pairs(expected: Sequence[GoldRollVote], got: dict[int, Vote]) -> dict[int, int]:
    """Index in gold to index in the record, one to one; of two people of one name, the one whose option agrees."""
    pairs: dict[int, int] = {}
    for i, vote in enumerate(expected):
        named = [k for k, one in got.items() if k not in pairs.values() and same_person(vote.name, one.name)]
        if named:
            pairs[i] = next((k for k in named if got[k].option == vote.option), named[0])
    return pairs


def _alarm(tally: Tally, roll: _Roll) -> None:
    pointer, votes = roll
    for k, vote in votes.items():
        tally.false_alarm("roll_calls", _show(vote.name, vote.option), f"{pointer}/{k}")


def _show(name: str, option: str | None) -> str:
    return f"{name}: {option or 'unknown'}"
