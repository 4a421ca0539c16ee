"""Votes by faction, kept as factions and never as numbers.

Frankfurt's minutes tell ballots by faction alone: "CDU, GRÜNE und SPD gegen AfD (= Ablehnung); FDP (= Enthaltung)". The
first list votes for what the body decides; what a faction in brackets wanted stands behind the sign of equality. Other
cities print the shares of each faction behind a count: "10 Ja-Stimmen (5 CDU, 4 SPD, 1 FDP)".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from pipeline.language.passages import sentences_of
from pipeline.minutes.draft import Draft, Fact, Place, Roll, VoteDraft
from pipeline.minutes.persons_scan import PARTY
from pipeline.minutes.spans import Spans
from pipeline.minutes.votes_names import Named, person_at
from pipeline.minutes.votes_scan import read_words, rule

_BRACKET = re.compile(r"\(\s*=\s*([^()]{2,80}?)\s*\)")
_NUMBERED = re.compile(
    r"[\s•*-]*(?:(?:[Zz]u\s+)?(?:(?:Ziffer|Punkt|Nr\.?|TOP)\s*)?(?P<to>\d{1,2}(?:\.\d+)*[a-z]?)[.)]?(?P<more>(?:\s*(?:,|und|bis|–|-)\s*\d{1,2}\.?)*)\s*:?\s+|[Zz]u\s+(?P<letter>[a-z])\)\s*:?\s*|[Zz]u\s+(?P<paper>(?:Vorlage\s+|Antrag\s+)?[A-Z]{1,3}\s?\d{1,5}(?:/\d+)?)\s*:\s*)"
)
_PART = re.compile(
    r"\n(?=[ \t]*(?:[Zz]u\s+(?:Ziffer\s+|Punkt\s+)?(?:\d|[a-z]\)|[A-Z]{1,3}\s?\d)|\d{1,2}[.)]\s))|(?<=[).;])\s+(?=[Zz]u\s+(?:Ziffer\s+|Punkt\s+)?\d{1,2}\b)|(?<=\))[.;]?\s+(?=\d{1,2}\.\s+[A-ZÄÖÜ])"
)
_LABEL = re.compile(r"\W*(?:Abstimmung(?:sergebnis)?|Votum|Abst\.-?Ergebnis)\s*:\s*")
_LEAD = re.compile(r"[\s;,]*(?:(?:sowie|und|bei)\s+)?(?:Enthaltung(?:en)?\s+(?:von\s+|der\s+)?)?")
_SPLIT = re.compile(r"\s*,\s*(?:und\s+|sowie\s+)?|\s+(?:und|sowie)\s+")
_LOOSE = re.compile(r"(?:(?:die|der|den|dem)\s+)?(?:Fraktion(?:en)?\s+)?(?:der\s+|von\s+)?(?P<name>[A-ZÄÖÜ0-9][\w./|&'’-]*(?:\s[\w./|&'’-]+){0,3}|fraktionslos\w*|parteilos\w*|freie\s+\w+|d?[a-z]+/[A-ZÄÖÜ][\w-]+)(?:-Fraktion)?(?:\s+\(\d{1,2}\))?")  # fmt: skip
_WORD_OUTCOME = re.compile(
    r"(?P<what>Annahme|Zustimmung|Ablehnung)(?:\s+gegen\s+(?:die\s+)?(?P<against>[^;:()]{2,120}?))?"
    r"(?:,?\s+bei\s+(?:Stimm)?[Ee]nthaltung(?:en)?\s+(?:(?:der|von|die)\s+)?(?P<abstaining>[^;:()]{2,120}?))?\.?"
)
_WORDED = re.compile(
    r"(?i:einstimmig|mehrheitlich)\w*\s+(?i:annahme|zustimmung|ablehnung|angenommen|zugestimmt|abgelehnt|beschlossen)"
)
_SAYS = re.compile(r"\b(?:wird|werden|wurde|wurden|ist|sind|dient|dienen|gilt|gelten|hat|stimmt|lehnt)\b")
_VERDICT = (
    (re.compile(r"(?:Annahme|Zustimmung|Ja)"), "yes"),
    (re.compile(r"(?:Ablehnung|Nein)"), "no"),
    (re.compile(r"(?:Stimm)?[Ee]nthaltung(?:en)?"), "abstain"),
)
_NO_FACTION = re.compile(
    r"Einzel\w*|Ober\w*meister\w*|Bürgermeister\w*|OB|BM|TOP|DS|Stimmen?|Mitglied\w*|Person\w*|Herrn?|Frau|Ja|Nein|Enthaltung\w*"
)
_NEEDLES = ("=", " gegen ", " bei Enthaltung", " bei Stimmenthaltung")
_SHARE = re.compile(r"(?:(?P<n>\d{1,3})\s*(?:x\s+|×\s*)?)?(?P<name>\S.*)")
_SIDES = ("yes", "no", "abstain")


@dataclass(slots=True)
class _Camp:
    """Factions that want the same: `how` in the words of the bracket, None where there is none."""

    names: list[str]
    how: str | None
    against: bool


def faction_ballots(draft: Draft, start: int, end: int, floor: int) -> list[VoteDraft]:
    """The ballots of text[start:end] told by faction alone; `floor`: where the text of what is decided begins."""
    flow = draft.flow
    if all(flow.find(needle, start, end) < 0 for needle in _NEEDLES):
        return []
    found: list[VoteDraft] = []
    taken = Spans()
    for first, last in _candidates(flow, start, end):
        parts = [first, *(match.end() for match in _PART.finditer(draft.text, first, last)), last]
        for at, behind in pairwise(parts):
            vote = _ballot(draft, at, behind, floor)
            if vote is not None and not taken.overlaps(vote.start, vote.end):
                taken.add(vote.start, vote.end)
                found.append(vote)
    return found


def _candidates(flow: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Lines with an option in brackets, and lines below the label Abstimmung with factions against each other."""
    known: set[int] = set()
    for match in _BRACKET.finditer(flow, start, end):
        first = max(flow.rfind("\n", start, match.start()) + 1, start)
        if not flow[first : match.start()].strip():  # the bracket stands on the line below
            first = max(flow.rfind("\n", start, max(first - 1, start)) + 1, start)
        last = flow.find("\n", match.end(), end)
        last = end if last < 0 else last
        if first not in known and last - first < 1500:
            known.add(first)
            yield first, last
    at = flow.find("Abstimmung", start, end)
    while at >= 0:
        line_end = flow.find("\n", at, end)
        line_end = end if line_end < 0 else line_end
        label = _LABEL.match(flow, max(flow.rfind("\n", start, at) + 1, start), end)
        if label is not None:
            position = label.end()
            for _ in range(12):  # the lines of the section
                last = flow.find("\n", position, end)
                last = end if last < 0 else last
                if position not in known and _told_by_words(flow[position:last]):
                    known.add(position)
                    yield position, last
                elif flow[position:last].strip() and not _NUMBERED.match(flow, position, last):
                    break
                position = last + 1
                if position >= end:
                    break
        at = flow.find("Abstimmung", line_end, end)


def _told_by_words(line: str) -> bool:
    if len(line) > 600 or "(=" in line or "( =" in line:
        return False
    return " gegen " in line or ("nthaltung" in line and not any(letter.isdigit() for letter in line[4:]))


def _ballot(draft: Draft, start: int, end: int, floor: int) -> VoteDraft | None:
    line = draft.flow[start:end]
    label = _LABEL.match(line)
    position = label.end() if label else 0
    numbered = _NUMBERED.match(line, position)
    if numbered:
        position = numbered.end()
    body = line[position:].strip().rstrip(".")
    camps = _camps(body)
    vote = VoteDraft(
        start + len(line) - len(line.lstrip()), start + len(line.rstrip()), "vote.faction_list", labelled=True
    )
    if camps is None and not _by_outcome(vote, body):
        return None
    point = (numbered["to"] or numbered["letter"] or numbered["paper"]) if numbered else None
    decision = _decision(draft, floor, start, point)
    if camps is not None:
        _decide(vote, camps, decision)
    vote.text = " ".join(line.split())
    if numbered:
        vote.about = (_subject(decision) if decision else None) or f"zu {point}"
    elif decision:
        vote.about = _subject(decision)
    return vote


def _camps(body: str) -> list[_Camp] | None:
    """The factions of a line by what they want; None where anything else stands in it."""
    pieces = _BRACKET.split(body)
    if pieces[-1].strip(" .;,"):
        pieces.append("")
    camps: list[_Camp] = []
    strict = len(pieces) == 1 or (len(pieces) == 2 and not pieces[1])
    for index in range(0, len(pieces) - 1 if len(pieces) > 1 else 1, 2):
        how = pieces[index + 1] or None if index + 1 < len(pieces) else None
        groups = [group for group in pieces[index].split(";") if group.strip(" .,")]
        for number, group in enumerate(groups):
            sides = re.split(r"\s+gegen\s+(?:die\s+(?=[A-ZÄÖÜ]))?|^\s*gegen\s+", group)
            if len(sides) > 2 or (len(sides) > 1 and any(camp.against for camp in camps)):
                return None
            for side, words in enumerate(sides):
                if side == 0 and len(sides) == 2 and not words.strip(" ,"):
                    continue
                names = _names(words, strict=strict)
                if not names:
                    return None
                last = number == len(groups) - 1 and side == len(sides) - 1
                camps.append(_Camp(names, how if last else None, against=side == 1))
    if len(camps) < 2 or camps[0].how is not None or camps[0].against:
        return None
    if strict and not any(camp.against for camp in camps):
        return None
    return camps


def _names(words: str, *, strict: bool) -> list[str]:
    """The factions of a list; none where one of them is no name. `strict`: only those that are known as parties."""
    lead = _LEAD.match(words)
    names = []
    for part in _SPLIT.split(words[lead.end() if lead else 0 :].strip(" ;,")):
        match = _LOOSE.fullmatch(part.strip())
        if match is None or _NO_FACTION.fullmatch(match["name"]):
            return []
        name = match["name"].strip()
        known = PARTY.fullmatch(name) or re.fullmatch(r"[A-ZÄÖÜ0-9]{2,}[\w./|&-]*|fraktionslos\w*|parteilos\w*", name)
        if strict and not known:
            return []
        names.append(name)
    return names


def _verdict(how: str) -> str | None:
    return next((side for pattern, side in _VERDICT if pattern.fullmatch(how)), None)


def _decide(vote: VoteDraft, camps: list[_Camp], decision: str | None) -> None:
    """Who voted how. The first list carries the decision: yes where something was adopted, no where it was rejected."""
    wanted = {_verdict(camp.how) for camp in camps if camp.how and camp.against}
    carried = _carried(decision)
    if carried is None:  # the decision is not told: it is what those against it did not want
        carried = False if wanted == {"yes"} else True if wanted == {"no"} else None
    vote.carried = carried
    for camp in camps:
        side = _verdict(camp.how) if camp.how else None
        if camp.how is None:
            if carried is None:
                continue
            side = "yes" if carried != camp.against else "no"
        if side == "yes" and camp.how and carried:
            side = None  # something else was decided: they wanted the paper as it was
        if side is None:
            vote.other_factions.setdefault(camp.how or "", []).extend(camp.names)
        else:
            vote.factions.setdefault(side, []).extend(camp.names)
    if any(camp.against for camp in camps):
        vote.manner = "majority"  # some were against it: it was not unanimous, and it was decided


def _by_outcome(vote: VoteDraft, body: str) -> bool:
    """ "Annahme bei Enthaltung SPD", "Ablehnung gegen LINKE." below the label Abstimmung."""
    if _WORDED.fullmatch(body):
        read_words(vote, body)
        vote.rule = "vote.faction_outcome"
        return vote.carried is not None
    match = _WORD_OUTCOME.fullmatch(body)
    if match is None:
        return False
    against = _names(match["against"] or "", strict=True)
    abstaining = _names(match["abstaining"] or "", strict=True)
    if bool(against) != bool(match["against"]) or bool(abstaining) != bool(match["abstaining"]):
        return False
    if not against and not abstaining:
        return False
    vote.rule = "vote.faction_outcome"
    vote.carried = match["what"] != "Ablehnung"
    if against:
        vote.factions["no" if vote.carried else "yes"] = against
        vote.manner = "majority"
    if abstaining:
        vote.factions["abstain"] = abstaining
    return True


# --- what was decided -------------------------------------------------------------------------------------------------


def _decision(draft: Draft, floor: int, position: int, number: str | None) -> str | None:
    """The sentence that says what was decided; with a number, that of the point with this number."""
    floor = max(floor, position - _FAR)
    if number is not None:
        point = re.compile(rf"(?m)^[ \t]*(?:Ziffer\s+)?{re.escape(number)}[.):]*\s+(?P<said>[^\n]+)")
        points = list(point.finditer(draft.flow, floor, position))
        if points or number[0].isdigit() or len(number) == 1:
            return points[-1]["said"] if points else None
    told = (draft.flow[a:b] for a, b in sentences_of(draft.flow, floor, position))
    outcomes = [sentence for sentence in told if _SAYS.search(sentence) and _carried(sentence) is not None]
    if number is not None:  # a paper: "zu NR 40: ..."
        outcomes = [sentence for sentence in outcomes if re.search(rf"\b{re.escape(number)}\b", sentence)]
    if len({_carried(sentence) for sentence in outcomes}) > 1 and re.match(r"\W*\d", outcomes[-1]):
        return None  # several points decided differently, one list for all
    return outcomes[-1] if outcomes else None


_FAR = 4000  # characters: no decision stands further from its ballot


def _carried(decision: str | None) -> bool | None:
    if decision is None:
        return None
    if rule("failed").pattern.search(decision):
        return False
    if rule("carried").pattern.search(decision) or re.search(
        r"\b(?:dient|dienen|Kenntnis|erledigt|zurückgezogen)\b", decision
    ):
        return True
    return None


def _subject(decision: str) -> str | None:
    match = re.match(
        r"\W*(?:\d+[.)]\s*)?(?P<a>[A-ZÄÖÜ][^.:]{3,120}?)\s+(?:wird|werden|wurde|wurden|ist|sind|dient|dienen|gilt)\b",
        decision,
    )
    return match["a"] if match else None


# --- shares behind a count --------------------------------------------------------------------------------------------


def read_shares(draft: Draft, vote: VoteDraft, limit: int) -> Roll | None:
    """Factions behind a count go to the ballot; people behind it ("1 Enthaltung (Herr Lind)") are returned as its roll."""
    roll: Roll | None = None
    for side in _SIDES:
        fact: Fact[int] | None = getattr(vote, side)
        if fact is None:
            continue
        last = fact.places[0].end
        bracket = _BEHIND_COUNT.match(draft.flow, last, min(limit, last + 240))
        if bracket is None:
            continue
        names, people = _shares(draft, bracket.start("who"), bracket.end("who"))
        known = vote.factions.setdefault(side, []) if names else []
        known.extend(name for name in names if name not in known)
        if people:
            roll = roll or Roll(bracket.start("who"), bracket.end("who"), "vote.share")
            roll.end = bracket.end("who")
            roll.sides.add(side)
            roll.votes += [
                Fact(person.vote(side), [Place(person.start, person.end, "vote.share"), fact.places[0]])
                for person in people
            ]
    return roll


_BEHIND_COUNT = re.compile(r"[^()\n\d,;/]{0,24}\((?P<who>[^()\n]{2,200})\)")


def _shares(draft: Draft, start: int, end: int) -> tuple[list[str], list[Named]]:
    names: list[str] = []
    people: list[Named] = []
    for part in re.finditer(r"[^,;/]+?(?=\s+und\s+|[,;/]|$)(?:\s+und\s+)?", draft.flow[start:end]):
        words = re.sub(r"\s+und\s+$", "", part.group())
        match = _SHARE.fullmatch(words.strip())
        if match is None:
            return [], []
        first = start + part.start() + words.index(match["name"])
        one = person_at(draft.flow, first, start + part.start() + len(words), surname_first=False)
        name = match["name"].strip()
        if one is not None and one[0].salutation and not draft.flow[one[1] : start + part.start() + len(words)].strip():
            people.append(one[0])
        elif PARTY.fullmatch(name) or (match["n"] and _LOOSE.fullmatch(name) and not _NO_FACTION.match(name)):
            names.append(re.sub(r"-Fraktion$", "", name))
        elif not (match["n"] and _NO_FACTION.match(name)):
            return [], []
    return names, people
