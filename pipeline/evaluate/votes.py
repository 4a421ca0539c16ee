"""Votes are right whole or not at all: every count (unknown is not zero), passed, and the manner without counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Protocol

from pipeline.evaluate.gold import GoldVote
from pipeline.evaluate.tally import Tally

Key = tuple[int | None, int | None, int | None, str | None]


class Ballot(Protocol):
    """What gold and record have in common."""

    @property
    def yes(self) -> int | None: ...
    @property
    def no(self) -> int | None: ...
    @property
    def abstain(self) -> int | None: ...
    @property
    def manner(self) -> str | None: ...
    @property
    def passed(self) -> bool | None: ...


def score_votes(tally: Tally, gold: Sequence[GoldVote], record: Sequence[Ballot], *, pointer: str) -> None:
    """Scores `votes` and `polarity` of one item; `pointer` is the place of the item's list of votes in the record.

    Votes are matched one to one: two ballots with equal figures are two. What is left over on both sides is one wrong
    vote (a miss and a false alarm). Polarity asks of every matched pair, and of the wrong ones in order, whether
    `passed` is the same; votes without a partner do not count there. Optional ballots of gold (told in the debate only,
    with figures that leave room) take one that came out the same way with them, and count neither way.
    """
    expected, got = [vote for vote in gold if not vote.optional], list(record)
    pairs = _match(expected, got, exact=True)
    for _ in pairs:
        tally.hit("votes")
    rest_gold = [i for i in range(len(expected)) if i not in pairs]
    rest_got = [j for j in range(len(got)) if j not in pairs.values()]
    for vote in gold:
        if vote.optional and len(rest_got) > len(rest_gold):
            taken = next((j for j in rest_got if got[j].passed == vote.passed), None)
            rest_got = [j for j in rest_got if j != taken]
    same_counts = _match([expected[i] for i in rest_gold], [got[j] for j in rest_got], exact=False)
    wrong = {rest_gold[i]: rest_got[j] for i, j in same_counts.items()}
    left = (i for i in rest_gold if i not in wrong)
    wrong |= dict(zip(left, [j for j in rest_got if j not in wrong.values()], strict=False))
    for i, j in sorted(wrong.items()):
        tally.wrong("votes", describe(expected[i]), describe(got[j]), f"{pointer}/{j}")
    for i in (i for i in rest_gold if i not in wrong):
        tally.missed("votes", describe(expected[i]), near=pointer.rpartition("/")[0])
    for j in (j for j in rest_got if j not in wrong.values()):
        tally.false_alarm("votes", describe(got[j]), f"{pointer}/{j}")
    for i, j in sorted((pairs | wrong).items()):
        tally.value("polarity", expected[i].passed, got[j].passed, f"{pointer}/{j}", same=bool.__eq__)
    if not gold:
        for j, ballot in enumerate(got):
            tally.invent(describe(ballot), f"{pointer}/{j}")


def describe(vote: Ballot) -> str:
    """`7:0:? passed` or `majority failed`: yes, no, abstain; `?` is unknown."""
    counts = (vote.yes, vote.no, vote.abstain)
    outcome = {True: "passed", False: "failed", None: "undecided"}[vote.passed]
    if any(count is not None for count in counts):
        return ":".join("?" if count is None else str(count) for count in counts) + " " + outcome
    return f"{vote.manner or 'no counts, no manner'} {outcome}"


def _match(expected: Sequence[GoldVote], got: Sequence[Ballot], *, exact: bool) -> dict[int, int]:
    """Index in `expected` to index in `got`, one to one, equal keys in order."""
    used: Counter[int] = Counter()
    pairs: dict[int, int] = {}
    for i, vote in enumerate(expected):
        for j, candidate in enumerate(got):
            if not used[j] and _equal(vote, candidate, exact=exact):
                used[j] += 1
                pairs[i] = j
                break
    return pairs


def _equal(first: GoldVote, second: Ballot, *, exact: bool) -> bool:
    counts = (second.yes, second.no, second.abstain)
    same = _key(first) == _key(second) or counts in first.fuller
    return same and (not exact or first.passed == second.passed)


def _key(vote: Ballot) -> Key:
    """The manner only tells something where there are no counts: with them it follows, or is a matter of taste."""
    counted = any(count is not None for count in (vote.yes, vote.no, vote.abstain))
    return vote.yes, vote.no, vote.abstain, None if counted else vote.manner
