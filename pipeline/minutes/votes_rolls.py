"""Roll calls: finds the rolls of an item and gives each to the ballot it belongs to.

A roll without a ballot of its own is one: who voted how is told, the counts stay unknown unless they are printed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.minutes.draft import Draft, Place, Roll, VoteDraft
from pipeline.minutes.spans import Spans
from pipeline.minutes.votes_names import roll_rule
from pipeline.minutes.votes_roll_lists import list_rolls, spoken_rolls
from pipeline.minutes.votes_roll_tables import table_rolls
from pipeline.minutes.votes_scan import read_words, rule

_AGAINST = re.compile(r"\b(?:[Nn]ein|NEIN|[Dd]agegen|[Aa]blehnung|N(?=[ ]?[\t|][ ]?E))")
_CONTEXT = ("AMENTLICH", "timmverhalten", "ungsverhalten", "timmabgabe")
# Behind the word stands something like a name, or another head; a figure alone tells a count.
_HEADED = re.compile(
    r"N[ ]?[\t|]|(?i:nein|dagegen|ablehnung)(?:-?stimmen?)?\s*(?:\(\d{1,3}\)\s*)?(?:\d{1,3}\s*:|(?::|–|\t|\||[ ]{2,})\s*(?:[A-ZÄÖÜa-zäöü„(*•–-]|\d{1,3}\s*[–(:])|\s+(?:stimm|vot|haben|Enth|die\s|der\s|das\s)|(?P<last>[.)“”]?\s*$))",
    re.MULTILINE,
)
_SIDES = ("yes", "no", "abstain")
_LABELS = re.compile(
    r"(?:Abstimmungsergebnis(?:se)?|(?:Die\s+)?(?:Namentliche[rn]?\s+)?Abstimmung|Ergebnis(?:\s+der\s+(?:namentlichen\s+)?Abstimmung)?|Gesamtergebnis|"
    r"Stimmverhalten|Im\s+Einzelnen|im\s+Einzelnen|Reduzieren|Beschluss|ergab|ergibt|stimmten|haben|wie\s+folgt|folgendes|[\W\d_])+"
)
_FOR_A_ROLL = re.compile(
    r"\b(?:Dem|Das|Dieses|Diesem)\s+(?:\w+\s+)?Verlangen\b|\b(?:auf|nach)\s+(?:eine[r]?\s+)?namentliche[r]?\s+Abstimmung"
)
_ANOTHER = re.compile(r"bstimm|bgestimmt|amentlich|ngenommen|bgelehnt|eschlossen|ugestimmt|\?")
_FOLLOWS = re.compile(r"\b(?:[Dd]amit|[Ss]omit|[Dd]emnach|[Mm]ithin|[Dd]emzufolge)\b")
_OUTCOME = re.compile(r"[\s.]*(?P<said>[^\n.!?]{4,200}[.!]?)")


def find_rolls(draft: Draft, start: int, end: int, hits: Sequence[int]) -> list[Roll]:
    """The rolls of text[start:end], in order. `hits`: where a word for a vote against stands."""
    by_name = draft.text.find("amentlich", start, end) >= 0
    if not by_name and not hits:
        return []
    if by_name:
        hits = [match.start() for match in _AGAINST.finditer(draft.text, start, end)]
    headed: list[int] = []
    ends = False  # a line ends with the word: "Kolbe, Anna .... NEIN"
    for hit in hits:
        match = _HEADED.match(draft.text, hit, min(hit + 60, end))
        if match is not None:
            ends = ends or match["last"] is not None
            headed += [hit] if match["last"] is None else []
    if not (by_name or headed or (ends and any(draft.text.find(word, start, end) >= 0 for word in _CONTEXT))):
        return []
    called = [match.start() for match in roll_rule("context").pattern.finditer(draft.text, start, end)]
    tables = table_rolls(draft, sorted(headed), start, end)
    found = _apart([*tables, *spoken_rolls(draft, called, end), *list_rolls(draft, start, end, called=called)])
    return _joined(draft, found) if len(found) > 1 else found


def _apart(rolls: list[Roll]) -> list[Roll]:
    """Those that do not overlap, in order: of two readings of one roll the one that tells more people."""
    kept: list[Roll] = []
    taken = Spans()
    for roll in sorted(rolls, key=lambda roll: (roll.rule != "roll.table", -len(roll.votes))):
        if not taken.overlaps(roll.start, roll.end):
            taken.add(roll.start, roll.end)
            kept.append(roll)
    return sorted(kept, key=lambda roll: roll.start)


def _joined(draft: Draft, rolls: list[Roll]) -> list[Roll]:
    """Lists that a running head or a word no rule knows tore apart are one roll: no side twice, no call between them."""
    joined: list[Roll] = []
    for roll in rolls:
        last = joined[-1] if joined else None
        if last is None or "roll.table" in (last.rule, roll.rule) or not _goes_on(last, roll):
            joined.append(roll)
            continue
        between = draft.flow[last.end : roll.start]
        if len(between) > 400 or _ANOTHER.search(between):
            joined.append(roll)
            continue
        last.end, last.called = roll.end, last.called or roll.called
        last.votes += roll.votes
        last.sides |= roll.sides
        last.counts = {**roll.counts, **last.counts}
        for side, names in roll.factions.items():
            last.factions.setdefault(side, []).extend(names)
    return joined


def _goes_on(one: Roll, other: Roll) -> bool:
    """No side twice; or names with their options in both, and nobody twice."""
    if one.rule == other.rule == "roll.spoken":
        return not {fact.value.name for fact in one.votes} & {fact.value.name for fact in other.votes}
    return not one.sides & other.sides


def with_rolls(draft: Draft, rolls: list[Roll], found: list[VoteDraft], end: int) -> tuple[list[VoteDraft], list[Roll]]:
    """The ballots in order, each roll given to its own; and the rolls that were given to one.

    What was read inside the roll of a ballot by name is the roll's; lists that only complete a ballot leave it as it is.
    """
    inside = Spans((roll.start, roll.end) for roll in rolls if roll.alone)
    kept = [vote for vote in found if not inside.overlaps(vote.start, vote.end)] if rolls else found
    given = []
    for index, roll in enumerate(rolls):
        floor = rolls[index - 1].end if index else 0
        limit = rolls[index + 1].start if index + 1 < len(rolls) else end
        vote = _ballot_of(draft, roll, kept, floor, limit)
        if vote is None:
            if not roll.alone and (not roll.votes or len(roll.sides & set(_SIDES)) < 2):
                continue  # one list of names, or factions without a ballot: somebody's speech
            vote = _own_ballot(draft, roll, limit)
            kept.append(vote)
        _take(vote, roll)
        given.append(roll)
        kept.sort(key=lambda one: one.start)
    return kept, given


def with_section_rolls(
    draft: Draft, rolls: list[Roll], found: list[VoteDraft], end: int
) -> tuple[list[VoteDraft], list[Roll]]:
    """The same where a section tells the ballots and the debate tells them again: a roll belongs to the one ballot of the
    section that it fits, and begins none beside them."""
    if not found:
        return with_rolls(draft, rolls, found, end)
    given = []
    for roll in rolls:
        fitting = [vote for vote in found if vote.roll is None and not vote.procedural and _fits(vote, roll)]
        if len(fitting) == 1:
            _take(fitting[0], roll)
            given.append(roll)
    return found, given


def _fits(vote: VoteDraft, roll: Roll) -> bool:
    """No figure of the ballot says otherwise than the names."""
    facts = [(side, getattr(vote, side)) for side in _SIDES if side in roll.sides]
    return all(fact is None or fact.value == roll.number(side) for side, fact in facts)


def _ballot_of(draft: Draft, roll: Roll, found: list[VoteDraft], floor: int, limit: int) -> VoteDraft | None:
    """The ballot whose roll this is: told directly above or below, or above as the one taken by name."""
    free = [vote for vote in found if vote.roll is None and floor <= vote.start < limit and _may_have(draft, vote)]
    around = next((vote for vote in free if vote.start < roll.end and roll.start < vote.end), None)
    if around is not None:
        return around
    before = next((vote for vote in reversed(free) if vote.end <= roll.start), None)
    after = next((vote for vote in free if vote.start >= roll.end), None)
    if after is not None and not _near(draft, roll.end, after.start):
        after = None
    if before is not None and not _leads_to(draft, before, roll):
        before = None
    if before is not None and after is not None and _told_again(draft, before, after):
        before.more.append(Place(after.start, after.end, after.rule))
        for side in _SIDES:
            if getattr(before, side) is None:
                setattr(before, side, getattr(after, side))
        before.manner = before.manner or after.manner
        before.carried = before.carried if before.carried is not None else after.carried
        before.text = f"{before.text} {after.text}".strip()
        found.remove(after)
        return before
    return before or after


def _may_have(draft: Draft, vote: VoteDraft) -> bool:
    """A ballot on procedure has a roll only where it says so; that on the motion for a ballot by name has none."""
    told = draft.flow[vote.start : vote.end]
    if _FOR_A_ROLL.search(told):
        return False
    return not vote.procedural or roll_rule("context").pattern.search(told) is not None


def _near(draft: Draft, start: int, end: int) -> bool:
    between = draft.text[start:end]
    return len(between) < 200 and not _LABELS.sub("", between)


def _leads_to(draft: Draft, vote: VoteDraft, roll: Roll) -> bool:
    """Nothing but headings between; or the ballot says that it was taken by name, and no other is called behind it."""
    if _near(draft, vote.end, roll.start):
        return True
    by_name = roll_rule("context").pattern.search(draft.flow, vote.start, vote.end)
    between = draft.flow[vote.end : roll.start]
    return bool(by_name) and len(between) < 1200 and not rule("call").pattern.search(between)


def _told_again(draft: Draft, one: VoteDraft, other: VoteDraft) -> bool:
    """The ballot above is told again below its roll: with the same figures, as what follows from them, or told only there."""
    shared = 0
    for side in _SIDES:
        first, second = getattr(one, side), getattr(other, side)
        if first is not None and second is not None and first.value != second.value:
            return False
        shared += first is not None and second is not None
    if None not in (one.carried, other.carried) and one.carried != other.carried:
        return False
    follows = _FOLLOWS.search(draft.flow, other.start, other.end) is not None
    return shared > 0 or follows or (one.carried is None and not one.counted)


def _own_ballot(draft: Draft, roll: Roll, limit: int) -> VoteDraft:
    """A ballot that only its roll tells, with the sentence above or below that says what came of it."""
    vote = VoteDraft(roll.start, roll.end, roll.rule, table=True, manner="roll_call" if roll.called else None)
    head = draft.text[roll.start : roll.end].partition("\n")[0]
    vote.text = re.sub(r"\s+", " ", head).strip()[:160]
    roll.torn = roll_rule("torn").pattern.search(draft.flow, roll.end, min(limit, roll.end + 160)) is not None
    said = _OUTCOME.match(draft.flow, roll.end, limit)
    if said is not None and rule("declared").pattern.search(said["said"]):
        _told(vote, said["said"])
        vote.more.append(Place(said.start("said"), said.end("said"), "roll.declared"))
        return vote
    above = draft.flow[max(0, roll.start - 300) : roll.start].rstrip(" :\n")
    sentence = re.split(r"(?<=[.!?])\s+|\n", above)[-1]
    if roll_rule("context").pattern.search(sentence) and not rule("not_now").pattern.search(sentence):
        _told(vote, sentence)
    return vote


def _told(vote: VoteDraft, sentence: str) -> None:
    """What came of it, from a sentence beside the roll; that it was taken by name says more than "mehrheitlich"."""
    manner = vote.manner
    read_words(vote, sentence)
    vote.manner = manner or vote.manner
    vote.text = " ".join(sentence.split())


def _take(vote: VoteDraft, roll: Roll) -> None:
    vote.roll = roll
    if roll.called:
        vote.manner = vote.manner or "roll_call"
    for side in _SIDES:
        if getattr(vote, side) is None and side in roll.counts:
            setattr(vote, side, roll.counts[side])
    for side, names in roll.factions.items():
        known = vote.factions.setdefault(side, [])
        known.extend(name for name in names if name not in known)
    if (vote.start, vote.end) != (roll.start, roll.end):
        vote.more.append(Place(roll.start, roll.end, roll.rule))
