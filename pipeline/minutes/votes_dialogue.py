"""Ballots told as they were called: "Gegenstimmen? – Keine. Enthaltungen? – Zwei. Damit ist der Antrag angenommen."."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from pipeline.minutes.draft import Draft, Fact, Place, VoteDraft
from pipeline.minutes.votes_scan import number_of, read_words, rule

_BETWEEN = re.compile(r"[\s.,;–—-]*(?:\((?:[^()\n]{0,40})\)[\s.]*)?")
_SENTENCE = re.compile(r"[\s.–—-]*(?P<said>[^.?!\n]{3,160}[.!])")
_SIDES = ("yes", "no", "abstain")


def with_dialogues(draft: Draft, start: int, end: int, found: list[VoteDraft]) -> list[VoteDraft]:
    """The ballots in order, those told in question and answer among them; what the chair then declares is the same ballot.

    One question alone is no ballot unless its outcome is declared: the chair may have asked for anything.
    """
    if all(draft.flow.find(mark, start, end) < 0 for mark in ("?", ". –", ". -", ". —")):
        return found
    calls = list(_calls(draft, start, end))
    starts = [vote.start for vote in found]
    gone: set[int] = set()
    added: list[VoteDraft] = []
    for pairs, following in zip(calls, [*calls[1:], None], strict=False):
        first, last = pairs[0].start(), pairs[-1].end()
        within, behind = bisect_left(starts, first), bisect_left(starts, last)
        if within and found[within - 1].end > first:
            within -= 1
        limit = bisect_left(starts, following[0].start()) if following else len(found)
        declared = behind < limit and not _BETWEEN.sub("", draft.flow[last : starts[behind]])
        section = behind + declared
        if section < limit and _tells(draft, last, found[section]):
            found[section].more.append(Place(first, last, "vote.dialogue"))
            gone.update(range(within, section))
            continue
        own = declared and not found[behind].counted
        vote = found[behind] if own else _declared(draft, first, last, end)
        for pair in pairs:
            _fill(vote, pair)
        if vote.carried is None and (len(pairs) < 2 or not vote.counted):
            continue
        vote.start = first
        vote.text = re.sub(r"\s+", " ", draft.flow[first : vote.end]).strip()
        gone.update(range(within, behind))
        if not own:
            added.append(vote)
    kept = [vote for index, vote in enumerate(found) if index not in gone]
    return sorted([*kept, *added], key=lambda vote: vote.start)


def _declared(draft: Draft, first: int, last: int, end: int) -> VoteDraft:
    """The ballot of a dialogue that ends at `last`, with the sentence in which the chair says what came of it."""
    vote = VoteDraft(first, last, "vote.dialogue")
    said = _SENTENCE.match(draft.flow, last, end)
    if said is not None and rule("declared").pattern.search(said["said"]):
        read_words(vote, said["said"])
        vote.end = said.end()
    return vote


def _tells(draft: Draft, position: int, section: VoteDraft) -> bool:
    """Whether a section behind the debate tells the ballot as it goes on record: it counts, the dialogue is evidence."""
    labelled = section.labelled or section.table
    return labelled and not rule("call").pattern.search(draft.flow, position, section.start)


def _calls(draft: Draft, start: int, end: int) -> Iterator[list[re.Match[str]]]:
    """Questions with their answers that stand one behind the other; a side asked for twice begins a new ballot."""
    pairs: list[re.Match[str]] = []
    for match in rule("dialogue").pattern.finditer(draft.flow, start, end):
        follows = pairs and not _BETWEEN.sub("", draft.flow[pairs[-1].end() : match.start()])
        if pairs and (not follows or any(_side(pair) == _side(match) for pair in pairs)):
            yield pairs
            pairs = []
        pairs.append(match)
    if pairs:
        yield pairs


def _side(pair: re.Match[str]) -> str:
    return next(side for side in _SIDES if pair[side])


def _fill(vote: VoteDraft, pair: re.Match[str]) -> None:
    if pair["most"]:
        vote.manner = vote.manner or "majority"
        return
    number = 0 if pair["none"] else number_of(pair["n"])
    if number is not None:
        answer = "none" if pair["none"] else "n"
        setattr(vote, _side(pair), Fact.at(number, pair.start(answer), pair.end(answer), "vote.dialogue"))
