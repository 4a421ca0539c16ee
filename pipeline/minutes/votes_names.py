"""Names as rolls print them: people with salutation, office, title and party, surname first or last; factions as a whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import cast

from pipeline.minutes.attendance_scan import party_alone
from pipeline.minutes.draft import Draft
from pipeline.minutes.persons_scan import PARTY
from pipeline.minutes.rules_file import Rule, load_rules
from pipeline.model.record import Vote, VoteOption

_BULLET = re.compile(r"[ \t]*(?:[-•*▪–]\s+|\d{1,3}[.)]?[ \t]+(?=\D))")
_PARTY = PARTY.pattern.replace("?P<p>", "?:")
_BEHIND = re.compile(
    rf"[ ]*(?:,[ ]*(?P<apposed>{_PARTY})|\((?P<bracket>[^()\n]{{1,60}})\)|[–-][ ]*(?P<dashed>{_PARTY}))(?!\w)"
)
_ABBREVIATION = re.compile(r"[A-ZÄÖÜ]{2,}[\w./|&-]*|fraktionslos|parteilos")
_TOGETHER = re.compile(r"(?:beide|alle)(?:\s+(?:von|der|die))*\s+(?P<party>.+)")
_FACTION = re.compile(
    r"(?:(?:die|der|den|von|Die)\s+)*(?P<called>Fraktion(?:en)?\s+|Gruppe\s+)?(?:(?:der|von|des)\s+)?"
    r"(?P<name>[A-ZÄÖÜ0-9][\w./|&-]*?(?:\s(?:[A-ZÄÖÜ0-9][\w./|&-]*?|für|sozial|gerecht|aNDERE)){0,4}|fraktionslos|parteilos)"
    r"(?P<suffix>[-–\s]Fraktion)?"
)
_THING = re.compile(r"(?:heit|keit|schaft|tion|ierung|stimmen?)$")
_ARTICLE = re.compile(r"(?:(?:die|der|das|den|Die|Der|Das)\s+)?(?:Damen\s+und\s+Herren\s+)?(?:folgenden\s+)?")


@dataclass(slots=True)
class Named:
    """A person of a roll; offsets of the name in the text that was read."""

    start: int
    end: int
    name: str
    salutation: str | None = None
    honorific: str | None = None
    party: str | None = None

    def vote(self, option: str | None) -> Vote:
        """The person's vote; what is no option of the record is unknown."""
        known = cast("VoteOption", option) if option in ("yes", "no", "abstain", "absent") else None
        return Vote(
            name=self.name, salutation=self.salutation, honorific=self.honorific, party=self.party, option=known
        )


@dataclass(slots=True)
class Faction:
    """A faction that votes as a whole."""

    start: int
    end: int
    name: str


@dataclass(slots=True)
class Group:
    """The party of those before it: "(beide CDU)"."""

    party: str


@cache
def roll_rule(name: str) -> Rule:
    """A rule of rules/rolls.toml by the part of its id behind the dot."""
    return load_rules("rolls").one(f"roll.{name}")


@cache
def _vote_words() -> frozenset[str]:
    return frozenset(load_rules("rolls").lists["no_names"])


@cache
def _no_names() -> frozenset[str]:
    return frozenset(load_rules("attendance").lists["no_names"])


def person_at(text: str, start: int, end: int, *, surname_first: bool, lists: bool = True) -> tuple[Named, int] | None:
    """The person whose naming begins at `start`, and where it ends, party and bracket included; None: no name there.

    `surname_first`: a comma parts surname and first name ("Müller, Anna"), it does not part people. `lists`: a party with a
    colon behind it heads a list of its own.
    """
    article = _ARTICLE.match(text, start, end)
    match = roll_rule("person").pattern.match(text, article.end() if article else start, end)
    if match is None or PARTY.match(text, match.start("name"), end):
        return None
    first = roll_rule("first_name").pattern.match(text, match.end(), end)
    if first and not surname_first and not first["first"].endswith("."):
        first = None  # "Kunz, Eva": two people of a list; "Kunz, E.": one
    if first and (not _is_name(first["first"], sure=True) or PARTY.match(text, first.start("first"), end)):
        first = None
    sure = first is not None or match["salutation"] is not None or match["title"] is not None
    name, last = match["name"], match.end()
    while not _is_name(name, sure=sure):  # a capital word that begins something else
        name, parted, _ = name.rpartition(" ")
        if not parted:
            return None
        last, first = match.start("name") + len(name := name.rstrip()), None
    written = match["salutation"]
    found = Named(match.start(), last, " ".join(name.split()))
    found.salutation = {"Herrn": "Herr", "Hr.": "Herr", "Hrn.": "Herr"}.get(written, written) if written else None
    title = match["title"]
    if first:
        found.name, found.end = f"{' '.join(first['first'].split())} {found.name}", first.end()
        title = title or first["title"]
    found.honorific = " ".join(title.split()) if title else None
    return _with_party(text, found, end, lists=lists)


def _damaged(flat: str, position: int, limit: int) -> tuple[Named, int] | None:
    """ "Frau gele": a name that lost its front with an umlaut (Nägele), in a list of people with salutations."""
    match = _WITHOUT_FRONT.match(flat, position, limit)
    if match is None:
        return None
    return Named(
        match.start(), match.end(), match["name"], "Frau" if match["salutation"] == "Frau" else "Herr"
    ), match.end()


_WITHOUT_FRONT = re.compile(
    r"(?P<salutation>Herrn?|Frau)\s+(?P<name>[a-zß-ÿ]{2,}(?:-[A-ZÄÖÜ][a-zß-ÿ]+)?)(?=\s*(?:[,.;]|$)|\s+(?:und|sowie)\s)"
)


def _with_party(text: str, found: Named, end: int, *, lists: bool) -> tuple[Named, int]:
    position = found.end
    while behind := _BEHIND.match(text, position, end):
        if behind["bracket"] is not None and (_TOGETHER.fullmatch(behind["bracket"].strip()) or _digits(behind)):
            break
        party = behind["apposed"] or behind["dashed"] or party_of(behind["bracket"])
        if lists and behind["bracket"] is None and not _ends(text, behind.end(), end):
            break
        if behind["bracket"] is not None and party is None and option_in(behind["bracket"]):
            break
        found.party = found.party or (_plain_faction(party) if party else None)
        position = behind.end()
        if party:
            break
    return found, position


def _digits(behind: re.Match[str]) -> bool:
    return behind["bracket"].strip().isdigit()


def _ends(text: str, position: int, end: int) -> bool:
    """A party behind a comma belongs to the person before, unless it is a faction with a list of its own ("CDU: Kunz")."""
    return not re.match(r"[ ]*:", text[position : min(end, position + 3)])


def option_in(words: str) -> str | None:
    """yes, no, abstain or absent, where the words are an option and nothing else."""
    match = roll_rule("option").pattern.fullmatch(words.strip(" .„“”\"'"))
    return match.lastgroup if match else None


def party_of(words: str | None) -> str | None:
    """The party that the words name and nothing else: CDU, Fraktion DIE LINKE, FWG, fraktionslos."""
    bare = (words or "").strip()
    known = PARTY.fullmatch(bare)
    if known:
        return known["p"]
    return bare if _ABBREVIATION.fullmatch(bare) and bare not in ("JA", "NEIN") else party_alone(bare)


def faction_at(words: str) -> str | None:
    """The faction that the words name: a known party, an abbreviation, or whatever is called a Fraktion."""
    bare = words.strip(" .\n\t")
    match = _FACTION.fullmatch(bare)
    if match is None or not bare:
        return None
    name = " ".join(match["name"].split())
    known = match["called"] or match["suffix"] or PARTY.fullmatch(name) or _ABBREVIATION.fullmatch(name)
    if not (known or PARTY.fullmatch(bare)) or name in ("JA", "NEIN", "TOP", "Fraktion", "Gruppe"):
        return None
    return _plain_faction(name)


def _plain_faction(name: str) -> str:
    return re.sub(r"^(?:die\s+)?(?:Fraktion|Gruppe)\s+|[-\s]+Fraktion$", "", " ".join(name.split()))


def _is_name(name: str, *, sure: bool) -> bool:
    """Whether the words can be a name. `sure`: a salutation or a first name says so; people are called Freitag or Gast."""
    words = name.split()
    if any(word in _vote_words() for word in words):
        return False
    return sure or not (
        any(word in _no_names() for word in words)
        or _THING.search(words[-1])
        or (len(words) > 1 and re.search(r"(?:lich|isch|end|ig)e[rns]?$", words[0]))
    )


def named_in(
    draft: Draft, start: int, end: int, *, surname_first: bool = False
) -> Iterator[Named | Faction | Group | int]:
    """The people and factions of a list, in order; at its end one number: where it stopped.

    A list on one line is parted by commas, "und" or semicolons and may wrap; where nothing is behind the head, every line
    is a name. What is no name ends the list. `surname_first`: it is known that commas part surname and first name.
    """
    by_lines = _by_lines(draft.text, start, end)
    yield from (
        _lines(draft.text, start, end)
        if by_lines
        else _enumeration(draft.flow, start, end, surname_first=surname_first)
    )


def names_within(draft: Draft, start: int, end: int) -> Iterator[Named | Faction | Group | int]:
    """The same for a list in running text that ends at `end`."""
    yield from _enumeration(draft.flow, start, end, surname_first=False)


def _by_lines(text: str, start: int, end: int) -> bool:
    if text[start : text.find("\n", start, end) if text.find("\n", start, end) >= 0 else end].strip():
        return False
    below = next((line.strip() for line in text[start : min(end, start + 400)].split("\n") if line.strip()), "")
    if not below or ";" in below or below.endswith((",", " und", " sowie")):
        return False
    head = _PARTY_HEAD.match(below)
    if head and faction_at(head["party"]):
        return False
    return below.count(",") == 0 or bool(_BULLET.match(below)) or (below.count(",") == 1 and " und " not in below)


def _lines(text: str, start: int, end: int) -> Iterator[Named | Faction | Group | int]:
    position, stopped = start, start
    party: str | None = None
    gaps: set[bool] = set()
    while position < end:
        line_end = text.find("\n", position, end)
        line_end = end if line_end < 0 else line_end
        line = text[position:line_end]
        if not line.strip():
            position = line_end + 1
            continue
        blank = text.count("\n", stopped, position) > 1
        if stopped > start and blank not in gaps and gaps:
            break  # the list was set close and a blank line ends it, or the other way round
        if stopped > start:
            gaps.add(blank)
        bullet = _BULLET.match(text, position, line_end)
        first = bullet.end() if bullet else position + len(line) - len(line.lstrip())
        alone = party_of(line.strip(" :()\t"))
        one = None if alone else person_at(text, first, line_end, surname_first=True)
        if alone:
            party = _plain_faction(alone)
            following = person_at(text, line_end + 1, end, surname_first=True)
            if following is None:
                yield Faction(first, line_end, party)
        elif one and not text[one[1] : line_end].strip(" .;,"):
            one[0].party = one[0].party or party
            yield one[0]
        else:
            break
        stopped = line_end
        position = line_end + 1
    yield stopped


_FIGURE = re.compile(r"[ ]*\(\d{1,3}\)")
_IN_BRACKETS = re.compile(r"[ ]*\(([^()]{4,40})\)")
_BETWEEN = re.compile(r"\s*(?:[,;/]\s*(?:und\s+|sowie\s+)?|und\s+|sowie\s+)(?:auch\s+)?")
_PARTY_HEAD = re.compile(r"\s*(?P<party>[^:\n,;]{2,40}?)(?:\s*\(\d{1,3}\))?\s*:\s*(?=\S)")


def _enumeration(flow: str, start: int, end: int, *, surname_first: bool) -> Iterator[Named | Faction | Group | int]:
    flat = flow[start : min(end, start + 6000)]
    reverse = surname_first or _surnames_first(flat)
    position, limit = 0, len(flat)
    party: str | None = None
    while position < limit and flat[position].isspace():
        position += 1
    stopped = position
    while position < limit:
        head = _PARTY_HEAD.match(flat, position, limit)
        called = faction_at(head["party"]) if head else None
        if head and called:
            party, position = called, head.end()
        one = person_at(flat, position, limit, surname_first=reverse) or _damaged(flat, position, limit)
        if one is not None:
            person, after = one
            person.party = person.party or party
            person.start, person.end = person.start + start, person.end + start
            yield person
        else:
            after = _faction_end(flat, position, limit)
            name = faction_at(flat[position:after]) if after > position else None
            if name is None:
                break
            yield Faction(start + position, start + after, name)
            figure = _FIGURE.match(flat, after, limit)
            after = figure.end() if figure else after
        stopped = after
        together = _IN_BRACKETS.match(flat, after, limit)
        if together and (group := _TOGETHER.fullmatch(together.group(1))):
            yield Group(_plain_faction(group["party"]))
            stopped = after = together.end()
        between = _BETWEEN.match(flat, after, limit)
        if between is None:
            again = _PARTY_HEAD.match(flat, after, limit)
            if again is None or "\n" not in flat[after : again.start("party")] or faction_at(again["party"]) is None:
                break
            position = again.start()
            while position < limit and flat[position].isspace():
                position += 1
            continue
        position = between.end()
    yield start + stopped


def _surnames_first(flat: str) -> bool:
    """Semicolons part people and every one has a comma behind one word: it stands within the name."""
    first = re.split(r"[.:](?=\s|$)|\n", flat, maxsplit=1)[0]
    parts = [part for part in first.split(";") if part.strip()]
    return len(parts) > 1 and all(_REVERSED.match(part) and part.count(",") == 1 for part in parts)


_REVERSED = re.compile(r"\s*(?:(?:von|van|de|der|zu|Dr\.|Prof\.)\s+)*[\w’'-]+,")


_FACTION_SPAN = re.compile(r"(?:(?!\s(?:und|sowie|/)(?:\s|$))[^,;.()\n:]|\.(?=[,;)]|\s+(?:und|sowie)\s)){2,48}")


def _faction_end(flat: str, position: int, limit: int) -> int:
    match = _FACTION_SPAN.match(flat, position, limit)
    return match.end() if match else position
