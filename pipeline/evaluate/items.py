"""Agenda items of gold beside those of the record, and the scoring of one pair."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.evaluate.gold import GoldDocument, GoldItem
from pipeline.evaluate.people import score_speakers
from pipeline.evaluate.same import (
    fold,
    item_number,
    same_organization,
    same_paper,
    same_result,
    same_title,
)
from pipeline.evaluate.tally import Tally
from pipeline.evaluate.votes import score_votes
from pipeline.model.record import AgendaItem, Meeting, MinutesRecord

_NOTHING = AgendaItem()
_NOT_THERE = GoldItem()


def score_record(tally: Tally, gold: GoldDocument, record: MinutesRecord | None) -> None:
    """Scores a whole document; None (it could not be read) misses everything gold has."""
    score_meeting(tally, gold, record.meeting if record is not None else Meeting())
    items = record.agenda_items if record is not None else ()
    pairs = align(gold.agenda_items, items)
    for i, j in pairs:
        expected = gold.agenda_items[i] if i is not None else _NOT_THERE
        got = items[j] if j is not None else _NOTHING
        score_item(tally, expected, got, pointer=f"/agenda_items/{j}", anywhere=gold.mentioned_papers_all)


def score_meeting(tally: Tally, gold: GoldDocument, got: Meeting) -> None:
    """Committee, number, date. A committee that is only inferred is no answer and is never scored."""
    expected = gold.meeting
    tally.value(
        "organization", expected.organization, got.organization, "/meeting/organization", same=same_organization
    )
    tally.value("meeting_number", expected.number, got.number, "/meeting/number", same=int.__eq__)
    tally.value("date", expected.date, got.date, "/meeting/date", same=str.__eq__)


def score_item(
    tally: Tally, expected: GoldItem, got: AgendaItem, *, pointer: str, anywhere: Sequence[str] = ()
) -> None:
    """Every field of one pair; an empty partner makes all of the other side misses or false alarms.

    `anywhere`: papers gold knows to be named somewhere in the document.
    """
    tally.value("item_number", expected.number, got.number, f"{pointer}/number", same=_same_number)
    tally.value(
        "title", expected.title, got.title, f"{pointer}/title",
        same=lambda first, second: same_title(first, second, truncated=expected.title_truncated),
    )  # fmt: skip
    tally.value("public", expected.public, got.public, f"{pointer}/public", same=bool.__eq__)
    tally.value("paper", expected.paper, got.paper, f"{pointer}/paper", same=same_paper)
    result = got.result.text if got.result is not None else None
    tally.value("result", expected.result, result, f"{pointer}/result", same=same_result)
    code = got.result.code if got.result is not None else None
    codes = (expected.result_code,) if isinstance(expected.result_code, str) else expected.result_code
    tally.value(
        "result_code", "/".join(codes) if codes else None, code, f"{pointer}/result",
        same=lambda _expected, found: codes is not None and found in codes,
    )  # fmt: skip
    score_votes(tally, expected.vote_events, got.vote_events, pointer=f"{pointer}/vote_events")
    score_speakers(tally, expected.speakers, got.speakers, pointer=f"{pointer}/speakers")
    _score_mentions(tally, expected, got, pointer=f"{pointer}/mentioned_papers", anywhere=anywhere)


def align(expected: Sequence[GoldItem], got: Sequence[AgendaItem]) -> list[tuple[int | None, int | None]]:
    """Pairs of indices: by number, the rest by order. None on one side: it has no partner.

    A document with one item on both sides is that pair, whatever the numbers say. In the rest, order is kept and
    those are paired that agree in most, so that one missing item does not shift all that follow.
    """
    if len(expected) == len(got) == 1:
        return [(0, 0)]
    pairs: dict[int, int] = {}
    for i, item in enumerate(expected):
        for j, candidate in enumerate(got):
            if j not in pairs.values() and item.number is not None and candidate.number is not None:
                if not _same_number(item.number, candidate.number):
                    continue
                pairs[i] = j
                break
    rest_gold = [i for i in range(len(expected)) if i not in pairs]
    rest_got = [j for j in range(len(got)) if j not in pairs.values()]
    pairs |= _by_order(expected, got, rest_gold, rest_got)
    aligned: list[tuple[int | None, int | None]] = [(i, pairs.get(i)) for i in range(len(expected))]
    return aligned + [(None, j) for j in range(len(got)) if j not in pairs.values()]


def _by_order(
    expected: Sequence[GoldItem], got: Sequence[AgendaItem], rows: Sequence[int], columns: Sequence[int]
) -> dict[int, int]:
    """The order-keeping pairing with the most agreement (longest common subsequence with weights)."""
    best: list[list[float]] = [[0.0] * (len(columns) + 1) for _ in range(len(rows) + 1)]
    for i in range(len(rows) - 1, -1, -1):
        for j in range(len(columns) - 1, -1, -1):
            together = best[i + 1][j + 1] + _agreement(expected[rows[i]], got[columns[j]])
            best[i][j] = max(together, best[i + 1][j], best[i][j + 1])
    pairs: dict[int, int] = {}
    i = j = 0
    while i < len(rows) and j < len(columns):
        if best[i][j] == best[i + 1][j + 1] + _agreement(expected[rows[i]], got[columns[j]]):
            pairs[rows[i]] = columns[j]
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


def _agreement(expected: GoldItem, got: AgendaItem) -> float:
    """How much speaks for a pair; a little even where nothing agrees, since a wrong value beats none plus another."""
    result = got.result.text if got.result is not None else None
    agreeing = (
        expected.title is not None and got.title is not None
        and same_title(expected.title, got.title, truncated=expected.title_truncated),
        expected.paper is not None and got.paper is not None and same_paper(expected.paper, got.paper),
        expected.result is not None and result is not None and same_result(expected.result, result),
        bool(expected.vote_events) == bool(got.vote_events),
    )  # fmt: skip
    return 0.25 + sum(agreeing)


def _score_mentions(
    tally: Tally, expected: GoldItem, got: AgendaItem, *, pointer: str, anywhere: Sequence[str]
) -> None:
    """One to one. A paper gold knows from the document, but of which it does not say the item, counts neither way."""
    left = list(expected.mentioned_papers)
    elsewhere = [
        paper for paper in anywhere if expected.paper is None or not same_paper(expected.paper, paper)
    ]  # the item's own paper among the mentioned ones stays a false alarm
    for j, written in enumerate(got.mentioned_papers):
        partner = next((paper for paper in left if same_paper(paper, written)), None)
        if partner is not None:
            left.remove(partner)
            tally.hit("mentioned_papers")
        elif not any(same_paper(paper, written) for paper in elsewhere):
            tally.false_alarm("mentioned_papers", fold(written), f"{pointer}/{j}")
    for paper in left:
        tally.missed("mentioned_papers", paper, near=pointer.rpartition("/")[0])


def _same_number(expected: str, got: str) -> bool:
    return item_number(expected) == item_number(got)
