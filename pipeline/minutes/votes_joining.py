"""One ballot told in pieces, or twice, becomes one vote; two ballots with equal counts stay two."""

from __future__ import annotations

import re

from pipeline.minutes.draft import Draft, Place, VoteDraft
from pipeline.minutes.votes_scan import is_bare, rule

_LABELS = re.compile(
    r"(?:Abstimmungsergebnis(?:se)?|Abstimmung|Ergebnis|Beschluss|Reduzieren|Damit|Somit|und|bei|mit|[\W\d_])+"
)
# "Der Antrag wird abgelehnt." between two ballots: the second one is its own
_OUTCOME = re.compile(
    r"(?m)^\W*(?:Der|Die|Das|Dem)\s[^.\n]{2,120}?\s(?:wird|werden|ist|sind)\s(?:[^.\n]{0,60}\s)?(?:angenommen|abgelehnt|zugestimmt|beschlossen|bestätigt)\b"
)


def join_ballots(draft: Draft, found: list[VoteDraft]) -> list[VoteDraft]:
    """One ballot told in pieces becomes one vote; two ballots with equal counts stay two."""
    joined: list[VoteDraft] = []
    for vote in found:
        previous = joined[-1] if joined else None
        if previous is not None and _pieces(draft, previous, vote):
            _merge(previous, vote)
            continue
        twin = next((other for other in reversed(joined[-12:]) if _twin(draft, other, vote)), None)
        if twin is not None:
            twin.more.append(Place(vote.start, vote.end, vote.rule))
            twin.manner = twin.manner or vote.manner
            _take_names(twin, vote)
            continue
        joined.append(vote)
    if draft.layout in ("sessionnet", "keyvalue"):
        _join_head(draft, joined)
    return joined


def _join_head(draft: Draft, joined: list[VoteDraft]) -> None:
    """A page of labels begins with the outcome of the item's ballot: the ballot at its end is the same one."""
    if len(joined) < 2 or joined[0].start > 400:
        return
    head, last = joined[0], joined[-1]
    if (
        head.counted == last.counted
        or last.procedural
        or (None not in (head.carried, last.carried) and head.carried != last.carried)
    ):
        return
    second = joined[1]
    if not head.counted and second.counted and second.start < 600 and None in (head.carried, second.carried):
        joined.pop(1)
        _merge(head, second)
        return
    if not head.counted and (last.table or (len(joined) == 2 and last.bare_line(draft))):
        joined.pop()
        _merge(head, last)
    elif head.counted and last.labelled and last.manner:
        joined.pop()
        head.manner = head.manner or last.manner
        head.more.append(Place(last.start, last.end, last.rule))
        _take_names(head, last)


def _pieces(draft: Draft, one: VoteDraft, other: VoteDraft) -> bool:
    """Counts here, wording there, nothing but headings between."""
    gap = draft.text[one.end : other.start]
    if _LABELS.sub("", gap):
        return False
    for side in ("yes", "no", "abstain"):
        if getattr(one, side) is not None and getattr(other, side) is not None:
            return False
    if one.counted == other.counted and not (one.counted and (one.bare_line(draft) and other.bare_line(draft))):
        return False
    one_bare = one.table or is_bare(draft.flow[one.start : one.end])
    other_bare = other.table or is_bare(draft.flow[other.start : other.end])
    if other_bare:
        return not (one_bare and gap.count("Abstimmung") and one.counted)
    return one_bare and bool(re.match(r"\W*(?:Damit|Somit|Der\s+Antrag\s+ist)\b", draft.flow[other.start : other.end]))


def _merge(one: VoteDraft, other: VoteDraft) -> None:
    for side in ("yes", "no", "abstain"):
        if getattr(one, side) is None:
            setattr(one, side, getattr(other, side))
    one.manner = one.manner or other.manner
    one.carried = one.carried if one.carried is not None else other.carried
    one.about = one.about or other.about
    one.procedural = one.procedural or other.procedural
    one.text = f"{one.text} {other.text}".strip()
    one.other.update(other.other)
    one.end = max(one.end, other.end)
    one.labelled = one.labelled or other.labelled
    _take_names(one, other)


def _take_names(one: VoteDraft, other: VoteDraft) -> None:
    """The factions and people that only the second telling names."""
    one.roll = one.roll or other.roll
    for named, more in ((one.factions, other.factions), (one.other_factions, other.other_factions)):
        for side, names in more.items():
            known = named.setdefault(side, [])
            known.extend(name for name in names if name not in known)


def _twin(draft: Draft, one: VoteDraft, other: VoteDraft) -> bool:
    """The same ballot told twice: equal full counts, once in prose or in the page's head, and no new call between."""
    if not (one.counted and other.counted):
        return False
    if draft.layout == "sessionnet" and one.start < 200 and not one.more and _agree(one, other):
        return True  # the page's head tells the item's ballot, its body tells it again
    if one.table == other.table:
        return False
    for side in ("yes", "no", "abstain"):
        first, second = getattr(one, side), getattr(other, side)
        if (first.value if first else None) != (second.value if second else None):
            return False
    if one.yes is None or one.procedural != other.procedural:
        return False
    between = draft.flow[one.end : other.start]
    return not (rule("call").pattern.search(between) or _OUTCOME.search(between))


def _agree(one: VoteDraft, other: VoteDraft) -> bool:
    """Equal wherever both give a count, and both give yes."""
    if one.yes is None or other.yes is None:
        return False
    pairs = [(getattr(one, side), getattr(other, side)) for side in ("yes", "no", "abstain")]
    return all(a is None or b is None or a.value == b.value for a, b in pairs)
