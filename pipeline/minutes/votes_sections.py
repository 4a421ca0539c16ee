"""Karlsruhe: the section Abstimmungsergebnis tells an item's ballots; the dialogue behind it tells them again."""

from __future__ import annotations

import re

from pipeline.minutes.draft import Draft, ItemDraft, VoteDraft
from pipeline.minutes.votes_scan import read_counts, read_factions, read_words, rule

_SECTION_ENDS = re.compile(
    r"^(?:(?:Der|Die)\s+(?:stellv\w*\.?\s+)?Vorsitzende|Stadtr[aä]t|Ortschaftsr[aä]t|(?:Ober|Erste\w*\s+|Orts)?[Bb]ürgermeister|Zur\s+Beurkundung|Herr\b|Frau\b|"
    r"\(?Anmerkung|Beschluss\b|Vorsitzende|Hauptamt|OR(?:in)?\s|SR(?:in)?\s|Begründung)"
)
_PARTS = re.compile(
    r"\n(?=(?:TOP|Punkt|Ziffer|Zu|Antrag|Änderungsantrag|Ergänzungsantrag|Beschlussvorlage|Vorlage|\d+(?:\.\d+)*[:.)])\s?)|(?<=[.)])\s+(?=(?:Einstimmig|Mehrheitlich|Bei\s+\d))"
)
_SECTION = re.compile(r"^(?:Abstimmungsergebnis(?:se)?|Wahlergebnis)\s*:?[ \t]*", re.MULTILINE)
_TURN = re.compile(
    r"^[-*• ]*(?:Stadtr[aä]t|Ortschaftsr[aä]t|(?:Ober|Erste\w*\s+)?[Bb]ürgermeister|(?:Der|Die)\s+Vorsitzende)[^:\n]{0,60}:\s",
    re.MULTILINE,
)


def has_section(draft: Draft, item: ItemDraft) -> bool:
    """Whether the item has a section that tells its ballots."""
    return _SECTION.search(draft.text, item.body, item.end) is not None


def is_verbatim(draft: Draft, item: ItemDraft) -> bool:
    """Whether turns of speech are given with name and colon."""
    return _TURN.search(draft.text, item.body, item.end) is not None


def section_ballots(draft: Draft, item: ItemDraft) -> list[VoteDraft]:
    """Karlsruhe: the section Abstimmungsergebnis alone tells the ballots; the dialogue behind it tells them again."""
    found: list[VoteDraft] = []
    silent = True
    for match in _SECTION.finditer(draft.text, item.body, item.end):
        end = item.end
        position = match.end()
        count = 0
        for line in draft.lines_in(position - 1, item.end):
            if line.end <= position:
                continue
            if count > 24 or _SECTION_ENDS.match(line.text):
                end = max(line.start, position)
                break
            count += 1
        stretch = draft.flow[position:end]
        if stretch.strip():
            silent = False
        offset = position
        for part in _PARTS.split(draft.text[position:end]):
            begin = draft.text.index(part, offset) if part else offset
            offset = begin + len(part)
            found.extend(_section_part(draft, begin, offset))
    if silent and not found:
        found = _dialogue(draft, item)
    return found


def own_ballots(item: ItemDraft, found: list[VoteDraft]) -> list[VoteDraft]:
    """Of items dealt with together, each takes the ballots told under its number; one told for all belongs to all."""
    if not item.shares_body or item.number is None:
        return found
    numbered = [(re.match(r"\s*(?:TOP|Punkt|Zu)?\s*(\d+(?:\.\d+)*)", vote.text), vote) for vote in found]
    own = [vote for match, vote in numbered if match is None or match.group(1) == item.number.value or not vote.about]
    return own if any(match for match, _ in numbered) else found


def _section_part(draft: Draft, start: int, end: int) -> list[VoteDraft]:
    flow = draft.text[start:end].replace("\n", " ")
    if not flow.strip():
        return []
    vote = VoteDraft(start, end, "vote.section", labelled=True)
    while vote.start < vote.end and draft.text[vote.start].isspace():
        vote.start += 1
    while vote.end > vote.start and draft.text[vote.end - 1].isspace():
        vote.end -= 1
    read_counts(vote, flow, 0, len(flow))
    for side in ("yes", "no", "abstain"):
        fact = getattr(vote, side)
        if fact is not None:
            fact.places[0].start += start
            fact.places[0].end += start
    read_words(vote, flow)
    if rule("no_vote").pattern.search(flow) and not vote.counted and vote.manner is None:
        return []
    if not vote.counted and vote.manner is None and vote.carried is None:
        return []
    read_factions(vote, flow)
    vote.text = re.sub(r"\s+", " ", flow).strip()
    about = re.match(r"\s*(?P<a>[^:]{2,90}?)\s*:\s", flow)
    vote.about = about["a"].strip() if about else None
    vote.procedural = bool(
        vote.about
        and re.search(r"Geschäftsordnung|Vertagung|Absetzung|Verweisung|Überweisung|Tagesordnung", vote.about)
    )
    return [vote]


_DECLARED = re.compile(
    r"(?:Das\s+(?:ist|war)|Damit\s+ist\s+das|[Dd]ann\s+ist\s+das|Ich\s+stelle|stelle\s+ich|Auch\s+das\s+ist|Damit\s+(?:haben|stelle))\b[^.?!]{0,60}?\b(?:einstimmig|mehrheitlich)\w*[^.?!]*[.!]"
)


def _dialogue(draft: Draft, item: ItemDraft) -> list[VoteDraft]:
    """Verbatim minutes without a result section: what the chair declares last."""
    found = []
    for match in _DECLARED.finditer(draft.flow, item.body, item.end):
        vote = VoteDraft(match.start(), match.end(), "vote.declared", text=re.sub(r"\s+", " ", match.group()))
        read_words(vote, match.group())
        vote.carried = True if vote.carried is None else vote.carried
        found.append(vote)
    return found[-1:]
