"""Facts as short words for people: dates, results, votes, persons, places. The same words in every command."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.model.record import Result, Speaker, Vote, VoteEvent
    from pipeline.store.answers import Place

_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
SHOWN = 3  # places named for one value


def date_words(iso: str | None) -> str:
    """`2016-06-14` as the minutes write it, `14.06.2016`; an unknown date says so."""
    if not iso:
        return "undated   "
    match = _ISO.fullmatch(iso)
    return f"{match[3]}.{match[2]}.{match[1]}" if match else iso


def result_words(result: Result, role: str | None = None) -> str:
    """The wording, then the code and whether the body recommends or decides."""
    return f"{result.text} ({', '.join(part for part in (result.code, role) if part)})"


def vote_words(vote: VoteEvent, role: str | None = None) -> str:
    """`7 : 0 : 0 (yes : no : abstain), recommending`. A count the minutes do not give is a question mark."""
    parts: list[str] = []
    if any(count is not None for count in (vote.yes, vote.no, vote.abstain)):
        parts.append(" : ".join("?" if count is None else str(count) for count in (vote.yes, vote.no, vote.abstain)))
    elif vote.manner:
        parts.append(vote.manner)
    else:
        parts.append("not counted")
    parts.extend(f"{name} {count}" for name, count in vote.other.items())
    for word, factions in (
        ("yes", vote.yes_factions),
        ("no", vote.no_factions),
        ("abstain", vote.abstain_factions),
    ):
        if factions:
            parts.append(f"{word}: {' '.join(factions)}")
    parts.extend(f"{wording}: {' '.join(factions)}" for wording, factions in vote.other_factions.items())
    if vote.passed is not None:
        parts.append("passed" if vote.passed else "not passed")
    if vote.procedural:
        parts.append("procedural")
    if vote.role or role:
        parts.append(vote.role or role or "")
    words = ", ".join(parts)
    return f"{words} on: {vote.about}" if vote.about else words


def roll_words(votes: Sequence[Vote]) -> list[tuple[str, list[int]]]:
    """A roll in short, a line per option with the people's places in the roll: `no (3): CDU: Ohm, Dr. Lind; SPD: Bär`.
    Whose option is unknown stands last."""
    lines = []
    for word, option in (*((option, option) for option in ("yes", "no", "abstain", "absent")), ("unknown", None)):
        places = [index for index, vote in enumerate(votes) if vote.option == option]
        if not places:
            continue
        groups: dict[str | None, list[str]] = {}
        for index in places:
            who = votes[index]
            groups.setdefault(who.party, []).append(f"{who.honorific} {who.name}" if who.honorific else who.name)
        told = [f"{party}: {', '.join(names)}" if party else ", ".join(names) for party, names in groups.items()]
        lines.append((f"{word} ({len(places)}): {'; '.join(told)}", places))
    return lines


def person_words(person: Speaker) -> str:
    """`Frau Dr. Müller (SPD), Ausschussvorsitzende`, or the office alone."""
    name = " ".join(part for part in (person.salutation, person.honorific, person.name) if part)
    party = f" ({person.party})" if person.party else ""
    if not name:
        return f"{person.role or 'unnamed'}{party}"
    return f"{name}{party}{f', {person.role}' if person.role else ''}"


def place_words(places: Sequence[Place]) -> str:
    """`p. 1, 112-183`: page and characters of the document's own text; the same place once."""
    named = list(dict.fromkeys(f"p. {place.page}, {place.start}-{place.end}" for place in places))
    more = f" +{len(named) - SHOWN}" if len(named) > SHOWN else ""
    return "; ".join(named[:SHOWN]) + more
