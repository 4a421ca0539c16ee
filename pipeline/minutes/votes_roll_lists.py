"""Rolls printed as text: the names under each option, or each name with the option behind it.

"Mit Ja stimmten: A, B und C." / "Ja-Stimmen (2): ..." / "Herr A: ja" / "A (nein), B (Enthaltung)".
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from pipeline.minutes.draft import Draft, Fact, Place, Roll
from pipeline.minutes.rules_file import Rule, load_rules
from pipeline.minutes.spans import Spans
from pipeline.minutes.votes_names import (
    Faction,
    Group,
    Named,
    named_in,
    names_within,
    option_in,
    party_of,
    person_at,
    roll_rule,
)
from pipeline.minutes.votes_scan import rule

_OPEN = re.compile(
    r"[ \t]*(?P<before>\d{1,3})[ \t]*(?:Stimmen?)?:|\s*(?::\s*(?P<n>\d{1,3})\b(?!\s*[.:/]\s*\d)(?:[ \t]*Stimmen?)?[ \t]*(?P<bracket>\()?[ \t]*[:–-]?|:)|[ \t]*(?:[–-](?=[ \t])|\|)|"
    r"[ \t]*(?P<bare>\n)(?=\s*(?:[-•*▪–]\s|[A-ZÄÖÜ]))|\s*(?P<many>\d{1,3})?(?:\s*[A-ZÄÖÜ][\w-]+)?\s*(?P<plain>\((?=[A-ZÄÖÜ]))"
)
_SUM = re.compile(r"[ \t]*(?:\((?P<n>\d{1,3})(?:\s+\w+)?\)|\n?[ \t]*\((?:insgesamt|zusammen)\s+(?P<m>\d{1,3})\))")
_NOBODY = re.compile(r"\s*(keine[rs]?|niemand|–|-|/)(?=\s*(?:[.,;]|\n|$))", re.IGNORECASE)
_GAP = re.compile(r"[\s.;,)/|–-]*(?:und\s+|sowie\s+|(?:haben|hat)?\s*(?:ge)?stimmt[\s.;,]*(?:haben[\s.;,]*)?)?")
_LONG = 400  # characters of a sentence that are looked at around the head of a list
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
    behind: bool = False  # the verb stands behind the names
    head: tuple[int, int] | None = None  # what tells the option, where it does not stand at the front
    bare: bool = False  # the head stands alone on its line, without a colon
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
    """The lists in order: those behind a head, and those whose verb stands behind the names."""
    told = list(_told_behind(draft, start, end))
    taken = Spans((group.start, group.end) for group in told)
    heads = sorted(
        (
            (_bare_start(match), match, one)
            for one in _heads()
            for match in one.pattern.finditer(draft.text, start, end)
        ),
        key=lambda head: (head[0], -head[1].end()),
    )
    starts = sorted([*(first for first, _, _ in heads), *(group.start for group in told), end])
    behind = start
    found = told
    for first, match, one in heads:
        if first < behind or taken.overlaps(first, first + 1):
            continue
        group = _group(draft, match, one, starts[bisect_left(starts, match.end())])
        if group is not None:
            behind = group.end
            found.append(group)
    yield from sorted(found, key=lambda group: group.start)


_CLAUSE = re.compile(r"(?:[.!?:;]\s+|,\s+|\n\s*)(?:und\s+|sowie\s+)?")


def _told_behind(draft: Draft, start: int, end: int) -> Iterator[_Group]:
    """ "A, B und C stimmten mit Ja, D mit Nein; E enthielt sich." Nothing but names may stand before the verb."""
    floor = start
    behind = roll_rule("behind")
    for match in behind.pattern.finditer(draft.flow, start, end):
        side = match.lastgroup or ""
        first = max(draft.flow.rfind("\n", floor, match.start()) + 1, floor, match.start() - 3000)
        begins = [first, *(mark.end() for mark in _CLAUSE.finditer(draft.flow, first, match.start()))]
        for begin in begins:
            while begin < match.start() and draft.flow[begin] in " ,;.":
                begin += 1
            named = list(names_within(draft, begin, match.start()))
            if not named or named[-1] != match.start():
                continue
            group = _Group(side, behind.id, begin, match.end(), match.end(), verb=False, behind=True)
            group.head = (match.start(), match.end())
            _fill(group, named)
            floor = match.end()
            yield group
            break


def _fill(group: _Group, found: Iterable[Named | Faction | Group | int]) -> None:
    for named in found:
        if isinstance(named, Named):
            group.people.append(named)
        elif isinstance(named, Faction):
            group.factions.append(named.name)
        elif isinstance(named, Group):
            _give_party(group, named)


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
    if opening and opening["bare"]:
        begin = opening.start("bare")
    group = _Group(side, one.id, _bare_start(match), begin, match.end(), verb, bare=bool(opening and opening["bare"]))
    for where in (
        *((match, name) for name in ("n0", "n") if name in match.re.groupindex),
        (opening, "n"),
        (opening, "many"),
        (opening, "before"),
    ):
        found, name = where
        if found is not None and found[name]:
            group.number = Fact.at(int(found[name]), found.start(name), found.end(name), one.id)
    named = list(named_in(draft, begin, limit))
    told = sum(isinstance(one, Named) for one in named)
    if group.number is not None and told == 2 * group.number.value > 0:  # "(2): Kolbe, Anna, Voss, Karl"
        named = list(named_in(draft, begin, limit, surname_first=True))
    _fill(group, named)
    group.end = max([begin, *(one for one in named if isinstance(one, int))])
    nobody = _NOBODY.match(text, begin, limit)
    if nobody and not group.people:
        group.number = group.number or Fact.at(0, nobody.start(1), nobody.end(1), one.id)
        group.end = nobody.end()
        return group
    if not group.people and not group.factions:
        return None
    if group.bare and text[match.start() : group.start].strip(" \t\n-•*▪–#"):
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
    return (
        len(between) < 120 and not _GAP.sub("", between) and (one.side != other.side or (one.behind and other.behind))
    )


def _of_chain(draft: Draft, chain: list[_Group], floor: int, *, called: Sequence[int]) -> Iterator[Roll]:
    """The roll of lists that follow each other, where they tell a ballot of today."""
    while chain and chain[0].side == "absent":
        chain = chain[1:]  # an attendance list begins like that
    if not chain:
        return
    last = bisect_left(called, chain[0].start) - 1
    by_name = last >= 0 and chain[0].start - called[last] < _NEAR
    if not by_name and _quoted(draft, chain[0].start, floor):
        return
    sentence = draft.flow[_sentence_start(draft, chain[0].start, floor) : chain[0].start + _LONG]
    if not by_name and any(rule(name).pattern.search(sentence) for name in ("not_now", "elsewhere", "recalled")):
        return
    if by_name or _tells_ballot(chain):
        yield _roll(chain, called=by_name and sum(bool(group.people) for group in chain) > 1)


def _tells_ballot(chain: list[_Group]) -> bool:
    """Whether lists tell a ballot where none by name was called: two of them, or one with people and a verb of voting."""
    named = [group for group in chain if group.people and not group.bare]
    if len(chain) == 1 and chain[0].behind:
        return False
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
        head = Place(*(group.head or (group.start, group.head_end)), group.rule)
        for person in group.people:
            places = [Place(person.start, person.end, group.rule), head]
            roll.votes.append(Fact(person.vote(group.side), places))
    return roll


def _sentence_start(draft: Draft, position: int, floor: int) -> int:
    floor = max(floor, position - _LONG)
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
    r"(?:[ \t]*[|\t;][ \t|]*(?P<cell>[^\t|;\n]{2,40}?)[ \t]*)?(?:[ ]*\?\s*[–-]?\s*|[ \t]*[:=|;][ \t|]*|[ ]+[–—-]+[ ]+|[ \t]*\.{2,}[ \t]*|[ \t]*\t[ \t]*|[ ]+(?:stimmte?|votierte?)\s+(?:mit\s+)?|[ ]+mit\s+|[ ]*,[ ]+|[ ]+)[„\"“(]?(?=\S)"
)
_CLOSING = re.compile(r"[“”\")]?(?:[ ]*[.,;!|])?(?=\s|$)")
_PARTY_FRONT = re.compile(r"[ \t]*(?P<party>[^:\n,;()]{2,40}?)(?:[-\s]Fraktion)?[ ]*:[ ]*(?=[A-ZÄÖÜ])")
_START = re.compile(r"[ \t]*(?:[-•*▪–|][ \t]+|\d{1,3}[.)]?[ \t]+(?=\D))?")
_MOST_STRANGE = 2
_TELLS = re.compile(r"bstimm|ntrag\b|eschl[uo]ss|ngenommen|bgelehnt|Stimmen|[.:?!]\s*$")
_BREAK = re.compile(r"[\n:.]")
_ASKED = r"\n[^\n?]{3,60}\?[ \t]*(?=\n)"  # "Schriftführerin: Frau Adler?"
_BEFORE = re.compile(r"(?<=\n)[^\n?]{3,60}\?\s*$")
_JOINT = re.compile(rf"(?:{_ASKED}|\s|,|;|und\b|sowie\b)*")


def spoken_rolls(draft: Draft, called: Sequence[int], end: int) -> Iterator[Roll]:
    """Names each with an option behind: one a line, or one behind the other in a sentence; two people at least, and not
    far behind one of `called`, where ballots by name are called."""
    behind = 0
    legend = _legend(draft, called, end)
    for place in called:
        position = max(place, behind)
        while position < min(end, place + _NEAR):
            roll, behind = _spoken(draft, position, end, legend)
            if roll is not None:
                yield roll
                position = behind
                continue
            following = _BREAK.search(draft.text, position, end)
            position = following.end() if following else end
        behind = max(behind, position)


def _legend(draft: Draft, called: Sequence[int], end: int) -> dict[str, str]:
    """The signs that stand for options, where a legend says so: (J = Ja, N = Nein, E = Enthaltung)."""
    found: dict[str, str] = {}
    for place in called:
        for match in roll_rule("legend").pattern.finditer(draft.text, place, min(end, place + 600)):
            option = option_in(match["word"])
            if option:
                found.setdefault(match["code"], option)
    return found if {"yes", "no"} <= set(found.values()) else {}


def _spoken(draft: Draft, start: int, end: int, legend: Mapping[str, str]) -> tuple[Roll | None, int]:
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
        headed = _PARTY_FRONT.match(text, position, line_end)
        if headed and party_of(headed["party"]):
            party, position = party_of(headed["party"]), headed.end()
        one = _with_option(text, position, end, legend) or _on_next_page(text, position, end, legend, votes)
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
    asked = _BEFORE.search(text, max(0, first - 80), first)
    first = asked.start() if asked else first
    roll = Roll(first, last, "roll.spoken", sides={"yes", "no", "abstain", "absent"}, called=True)
    roll.votes = [
        Fact(fact.value.vote(option), fact.places) for fact, option in zip(votes, options, strict=True)
    ]  # fmt: skip
    return roll, last


def _on_next_page(
    text: str, position: int, end: int, legend: Mapping[str, str], votes: Sequence[Fact[Named]]
) -> tuple[Named, str, int] | None:
    """The roll goes on behind a running head: one or two lines that are no row of it and tell no ballot."""
    known = {fact.value.name for fact in votes}
    for _ in range(_MOST_STRANGE if votes else 0):
        while text.startswith("\n", position):
            position += 1
        line_end = text.find("\n", position, end)
        if line_end < 0 or line_end - position > 110 or _TELLS.search(text, position, line_end):
            return None
        position = line_end
        while position < end and text[position].isspace():
            position += 1
        one = _with_option(text, position, end, legend)
        if one is not None:
            return None if one[0].name in known else one
    return None


def _with_option(text: str, position: int, end: int, legend: Mapping[str, str]) -> tuple[Named, str, int] | None:
    lead = _START.match(text, position, end)
    begin = lead.end() if lead else position
    for surname_first in (True, False):
        one = person_at(text, begin, end, surname_first=surname_first, lists=False)
        if one is None:
            return None
        person, after = one
        separated = _SEPARATED.match(text, after, end)
        if separated is None:
            continue
        told = _option(text, separated.end(), end, legend)
        if told is None:
            continue
        closing = _CLOSING.match(text, told[1], end)
        cell = separated["cell"]
        if closing is None or (cell and party_of(cell) is None):
            continue
        person.party = person.party or (party_of(cell) if cell else None)
        return person, told[0], closing.end()
    return None


def _option(text: str, position: int, end: int, legend: Mapping[str, str]) -> tuple[str, int] | None:
    """The option at this place, in words or by its sign, and where it ends."""
    told = roll_rule("option").pattern.match(text, position, end)
    if told is not None:
        return told.lastgroup or "", told.end()
    for code, option in legend.items():
        if text.startswith(code, position, end):
            return option, position + len(code)
    return None
