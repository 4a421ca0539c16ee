"""Rolls printed as text: the names under each option, or each name with the option behind it.

"Mit Ja stimmten: A, B und C." / "Ja-Stimmen (2): ..." / "Herr A: ja" / "A (nein), B (Enthaltung)".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from pipeline.minutes.draft import Draft, Fact, Place, Roll
from pipeline.minutes.rules_file import Rule, load_rules
from pipeline.minutes.votes_names import Faction, Group, Named, named_in, option_in, party_of, person_at, roll_rule
from pipeline.minutes.votes_scan import rule

_OPEN = re.compile(
    r"\s*(?::\s*(?P<n>\d{1,3})\b(?!\s*[.:/]\s*\d)(?:\s*Stimmen?)?\s*(?P<bracket>\()?\s*[:–-]?|:|[–-](?=\s)|(?P<plain>\((?=[A-ZÄÖÜ])))"
)
_SUM = re.compile(r"[ \t]*(?:\((?P<n>\d{1,3})(?:\s+\w+)?\)|\n?[ \t]*\((?:insgesamt|zusammen)\s+(?P<m>\d{1,3})\))")
_NOBODY = re.compile(r"\s*(keine[rs]?|niemand|–|-|/)(?=\s*(?:[.,;]|\n|$))", re.IGNORECASE)
_GAP = re.compile(r"[\s.;,)/|–-]*(?:und\s+|sowie\s+|(?:haben|hat)?\s*(?:ge)?stimmt[\s.;,]*(?:haben[\s.;,]*)?)?")
_NEAR = 1500  # characters behind the call of a ballot by name
_SIDES = ("yes", "no", "abstain")


@dataclass(slots=True)
class _Group:
    """The people (or factions) under one option."""

    side: str
    rule: str
    start: int
    end: int
    head_end: int
    verb: bool
    number: Fact[int] | None = None
    people: list[Named] = field(default_factory=list)
    factions: list[str] = field(default_factory=list)


# --- names under an option --------------------------------------------------------------------------------------------


def list_rolls(draft: Draft, start: int, end: int, *, called: Sequence[int]) -> Iterator[Roll]:
    """The lists of text[start:end]. `called`: where ballots by name are called."""
    groups = list(_groups(draft, start, end))
    chain: list[_Group] = []
    for group in groups:
        if chain and not _follows(draft, chain[-1], group):
            yield from _of_chain(draft, chain, start, called=called)
            chain = []
        chain.append(group)
    if chain:
        yield from _of_chain(draft, chain, start, called=called)


def _groups(draft: Draft, start: int, end: int) -> Iterator[_Group]:
    heads = sorted(
        ((match, one) for one in _heads() for match in one.pattern.finditer(draft.text, start, end)),
        key=lambda found: (_bare_start(found[0]), -found[0].end()),
    )
    behind = start
    for index, (match, one) in enumerate(heads):
        first = _bare_start(match)
        if first < behind:
            continue
        limit = next((_bare_start(other) for other, _ in heads[index + 1 :] if _bare_start(other) >= match.end()), end)
        group = _group(draft, match, one, limit)
        if group is not None:
            behind = group.end
            yield group


def _bare_start(match: re.Match[str]) -> int:
    whole = match.group()
    return match.start() + len(whole) - len(whole.lstrip(" \t-•*▪–"))


def _group(draft: Draft, match: re.Match[str], one: Rule, limit: int) -> _Group | None:
    text = draft.text
    verb = match["verb"] is not None
    opening = _OPEN.match(text, match.end(), limit)
    if opening is None and not (verb and text[match.end() : match.end() + 1].isspace()):
        return None
    side = one.id.rpartition(".")[2]
    begin = opening.end() if opening else match.end()
    group = _Group(side, one.id, _bare_start(match), begin, match.end(), verb)
    for where in (*((match, name) for name in ("n0", "n") if name in match.re.groupindex), (opening, "n")):
        found, name = where
        if found is not None and found[name]:
            group.number = Fact.at(int(found[name]), found.start(name), found.end(name), one.id)
    for named in named_in(draft, begin, limit):
        if isinstance(named, int):
            group.end = max(named, begin)
        elif isinstance(named, Named):
            group.people.append(named)
        elif isinstance(named, Faction):
            group.factions.append(named.name)
        else:
            _give_party(group, named)
    nobody = _NOBODY.match(text, begin, limit)
    if nobody and not group.people:
        group.number = group.number or Fact.at(0, nobody.start(1), nobody.end(1), one.id)
        group.end = nobody.end()
        return group
    if not group.people and not group.factions:
        return None
    if opening and opening["n"] and not opening.group().rstrip().endswith((":", "(", "–", "-")):
        close = "\n\n" not in text[begin : group.people[0].start if group.people else group.end]
        if not close or group.number is None or len(group.people) != group.number.value:
            return None  # a figure, and names that have nothing to do with it
    total = _SUM.match(text, group.end, limit)
    if total and group.number is None and not (opening and (opening["bracket"] or opening["plain"])):
        name = "n" if total["n"] else "m"
        group.number = Fact.at(int(total[name]), total.start(name), total.end(name), one.id)
        group.end = total.end()
    return group


def _give_party(group: _Group, named: Group) -> None:
    for person in reversed(group.people):
        if person.party:
            break
        person.party = named.party


def _follows(draft: Draft, one: _Group, other: _Group) -> bool:
    between = draft.text[one.end : other.start]
    return len(between) < 120 and not _GAP.sub("", between) and one.side != other.side


def _of_chain(draft: Draft, chain: list[_Group], floor: int, *, called: Sequence[int]) -> Iterator[Roll]:
    """The roll of lists that follow each other, where they tell a ballot of today."""
    while chain and chain[0].side == "absent":
        chain = chain[1:]  # an attendance list begins like that
    if not chain:
        return
    by_name = any(chain[0].start - _NEAR < place < chain[0].start for place in called)
    if not by_name and _quoted(draft, chain[0].start, floor):
        return
    sentence = draft.flow[_sentence_start(draft, chain[0].start, floor) : chain[-1].end]
    if not by_name and any(rule(name).pattern.search(sentence) for name in ("not_now", "elsewhere", "recalled")):
        return
    if by_name or _tells_ballot(chain):
        yield _roll(chain, called=by_name and sum(bool(group.people) for group in chain) > 1)


def _tells_ballot(chain: list[_Group]) -> bool:
    """Whether lists tell a ballot where none by name was called: two of them, or one with people and a verb of voting."""
    named = [group for group in chain if group.people]
    if len(named) == 1 and named[0].verb:
        people = named[0].people
        return len(people) > 1 or any(person.salutation for person in people)
    return len(named) > 1 or (not named and len({group.side for group in chain}) > 1)


def _roll(chain: list[_Group], *, called: bool) -> Roll:
    roll = Roll(chain[0].start, chain[-1].end, chain[0].rule, called=called)
    for group in chain:
        roll.sides.add(group.side)
        if group.number is not None and group.side in _SIDES:
            roll.counts[group.side] = group.number
        if group.factions and group.side in _SIDES:
            roll.factions.setdefault(group.side, []).extend(group.factions)
        head = Place(group.start, group.head_end, group.rule)
        for person in group.people:
            places = [Place(person.start, person.end, group.rule), head]
            roll.votes.append(Fact(person.vote(group.side), places))
    return roll


def _sentence_start(draft: Draft, position: int, floor: int) -> int:
    last = max(draft.flow.rfind(mark, floor, position) for mark in (". ", "! ", "? ", "\n", ".\n"))
    return max(last + 1, floor)


def _quoted(draft: Draft, position: int, floor: int) -> bool:
    """Whether a quotation that began before is still open."""
    before = draft.flow[max(floor, position - 900) : position]
    return before.count("„") > before.count("“") + before.count("”")


@cache
def _heads() -> tuple[Rule, ...]:
    return load_rules("rolls").of("head")


# --- each name with its option ----------------------------------------------------------------------------------------

_SEPARATED = re.compile(
    r"(?:[ \t]*[|\t][ \t|]*(?P<cell>[^\t|\n]{2,40}?)[ \t]*)?(?:[ ]*\?\s*[–-]?\s*|[ \t]*[:=|][ \t|]*|[ ]+[–—-]+[ ]+|[ \t]*\.{2,}[ \t]*|[ \t]*\t[ \t]*|[ ]+(?:stimmte?|votierte?)\s+(?:mit\s+)?|[ ]+mit\s+|[ ]*,[ ]+|[ ]+)[„\"“(]?(?=\w)"
)
_CLOSING = re.compile(r"[“”\")]?(?:[ ]*[.,;!|])?(?=\s|$)")
_START = re.compile(r"[ \t]*(?:[-•*▪–|][ \t]+|\d{1,3}[.)]?[ \t]+(?=\D))?")
_BREAK = re.compile(r"[\n:.]")
_JOINT = re.compile(r"(?:\s|,|;|und\b|sowie\b)*")


def spoken_rolls(draft: Draft, called: Sequence[int], end: int) -> Iterator[Roll]:
    """Names each with an option behind: one a line, or one behind the other in a sentence; two people at least, and not
    far behind one of `called`, where ballots by name are called."""
    behind = 0
    for place in called:
        position = max(place, behind)
        while position < min(end, place + _NEAR):
            roll, behind = _spoken(draft, position, end)
            if roll is not None:
                yield roll
                position = behind
                continue
            following = _BREAK.search(draft.text, position, end)
            position = following.end() if following else end
        behind = max(behind, position)


def _spoken(draft: Draft, start: int, end: int) -> tuple[Roll | None, int]:
    """The chain of people with options that begins at `start`."""
    text = draft.text
    votes: list[Fact[Named]] = []
    options: list[str] = []
    party: str | None = None
    position, last = start, start
    first: int | None = None
    while position < end:
        line_end = text.find("\n", position, end)
        line_end = end if line_end < 0 else line_end
        alone = party_of(text[position:line_end].strip(" \t|:()"))
        if alone:
            party, position = alone, line_end + 1
            continue
        one = _with_option(text, position, end)
        if one is None:
            break
        person, option, behind = one
        person.party = person.party or party
        votes.append(Fact.at(person, person.start, behind, "roll.spoken"))
        options.append(option)
        first = person.start if first is None else first
        last = behind
        joint = _JOINT.match(text, behind, end)
        position = joint.end() if joint else behind
        while position > behind and text[position - 1] in " \t":
            position -= 1
    if len(votes) < 2 or first is None:
        return None, start
    roll = Roll(first, last, "roll.spoken", sides={"yes", "no", "abstain", "absent"}, called=True)
    roll.votes = [
        Fact(fact.value.vote(option), fact.places) for fact, option in zip(votes, options, strict=True)
    ]  # fmt: skip
    return roll, last


def _with_option(text: str, position: int, end: int) -> tuple[Named, str, int] | None:
    lead = _START.match(text, position, end)
    begin = lead.end() if lead else position
    for surname_first in (True, False):
        one = person_at(text, begin, end, surname_first=surname_first)
        if one is None:
            return None
        person, after = one
        separated = _SEPARATED.match(text, after, end)
        if separated is None:
            continue
        told = roll_rule("option").pattern.match(text, separated.end(), end)
        if told is None:
            continue
        closing = _CLOSING.match(text, told.end(), end)
        cell = separated["cell"]
        if closing is None or (cell and party_of(cell) is None):
            continue
        person.party = person.party or (party_of(cell) if cell else None)
        return person, option_in(told.group()) or "", closing.end()
    return None
