"""Every ballot of an item: found in tables and sentences, joined where one ballot is told in pieces or twice."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import pairwise

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.minutes.draft import Draft, ItemDraft, VoteDraft
from pipeline.minutes.spans import Spans
from pipeline.minutes.votes_dialogue import with_dialogues
from pipeline.minutes.votes_factions import faction_ballots, read_shares
from pipeline.minutes.votes_joining import join_ballots
from pipeline.minutes.votes_rolls import find_rolls, with_rolls, with_section_rolls
from pipeline.minutes.votes_scan import (
    find_tables,
    is_bare,
    read_counts,
    read_factions,
    read_words,
    rule,
    settle,
)
from pipeline.minutes.votes_sections import has_section, is_verbatim, own_ballots, section_ballots

_NEEDLES = (
    "timm",
    "TIMM",
    "ehrheit",
    "nthalt",
    "afür",
    "agegen",
    "blehn",
    "nnahm",
    "Ja-",
    "Ja ",
    "Ja:",
    "Ja,",
    "Ja)",
    "Ja\t",
    "JA",
    "Nein",
    "NEIN",
    " ja",
    " nein",
    "inhellig",
    "inmütig",
    "ewählt",
    "Enth.",
)
_AGAINST = {
    "Nein": 0,
    "NEIN": 0,
    "agegen": 1,
    "blehn": 1,
    " nein": -1,
}  # needles of a vote against, and what stands before them
_FIGURES = re.compile(r"[0-9](?:\s?[/:]\s?\d| zu \d)")  # a set is found a third faster than \d
_QUOTE = re.compile(r"[„“\"][^„“”\"]{0,900}[“”\"]")
_OTHER_BODY = re.compile(
    r"^\W*(?:Der|Die|Das|Im|In|Auch\s+(?:der|die))\s+(?:Ortsbeir[aä]te?|Ausschüsse|[A-ZÄÖÜ][\w-]*(?:ausschuss|beirat)|Ausschuss|Migrantenbeirat|Beirat)\b"
)
_COUNCIL_PAGE = re.compile(
    r"\b(?:Der|Die|[Vv]om|[Vv]on\s+der|der)\s+Stadtverordnete[n]?\b|\bDie\s+Stadtverordnetenversammlung\s+beschließt\b"
)
_ABOUT = (
    re.compile(
        r"^\W*(?:Abstimmung(?:sergebnis)?:\s*)?(?P<a>(?:Ziffer|Punkt|Nummer|Absatz|Satz|Buchstabe)\w{0,2}\s+[\da-z](?:[\d, bisund–-]{0,30}\d)?)\)?:?\s+(?:einstimmig|mehrheitlich|bei|mit|gegen)\b"
    ),
    re.compile(  # "In namentlicher Abstimmung wird der Antrag mit ...", "Bei Stimmengleichheit ist der Antrag abgelehnt"
        r"^\W*(?:In|Bei|Mit|Gegen)\b[^.]{2,140}?\s(?:wird|werden|wurde|wurden|ist|sind)\s+(?P<a>(?:der|die|das|dem|den)\s+[^.:,]{3,100}?)\s+(?:mit|bei|gegen|nicht|damit|somit|ein\w+|mehr\w+|ab\w+|an\w+|zu\w+|be\w+)\b"
    ),
    re.compile(r"\bAbstimmungsergebnis\s+(?:über|zu[rm]?)\s+(?P<a>[^:]{3,120})"),
    re.compile(
        r"\b(?:stellt|ruft|bringt|lässt)\s+(?:\w+\s+)??(?:erst|dann|danach|nun|nunmehr|folgendes?)?\s*(?:über\s+)?(?P<a>[^.:]{3,160}?)\s+(?:zur\s+Abstimmung|abstimmen|auf)\b"
    ),
    re.compile(r"\b(?:[Üü]ber)\s+(?P<a>[^.:]{3,120}?)\s+(?:wird|werden|wurde)\s+(?:\w+\s+)?abgestimmt"),
    re.compile(r"\bAbstimmung\s+(?:über|zu[rm]?|des|der)\s+(?P<a>[^.:]{3,120})"),
    re.compile(r"\b[Ww]er\s+stimmt\s+(?P<a>(?:de[mr]|für\s+d\w\w)\s+[^?.]{3,80}?)(?:\s+zu)?\?"),
    re.compile(
        r"(?:^|[.–]\s+)(?:Damit|Dann|Somit)\s+(?:ist|sind|wird|werden)\s+(?:(?P<a>(?:der|die|das)\s+(?:\w+e\s+)?[A-ZÄÖÜ][\w-]+)|\w)"
    ),
    re.compile(r"^\W*(?P<a>(?:[A-ZÄÖÜ][^.:]{3,120}?))\s+(?:wird|werden|wurde|wurden|ist)\b"),
    re.compile(
        r"\b(?:lehnt|stimmt|nimmt|beschließt|bestätigt)\b[^.]*?(?P<a>\b(?:den|dem|die|der)\s+(?:Antrag|geänderte|Änderung|Tagesordnung|Niederschrift|Vorlage)[^.,]{0,80}?)(?:\s+(?:zu|ab|an))?\.?$"
    ),
)
_BY_NAME = re.compile(r"[Nn]amentliche[rn]?\s+Abstimmung")
_ADOPTS_PART = re.compile(
    r",\s+(?:der|dem|den)\s+(?P<a>(?:Ziffer|Punkt|Nummer|Absatz|Satz)\w*\s+\d+)\s+(?=bei\s|unter\s|mit\s)"
)
_STANDS_WORDED = re.compile(r"^\W*(?:angenommen|abgelehnt|zugestimmt|bestätigt|beschlossen|nicht\s+angenommen)\W*$")


@Language.component("protokolle_votes")
def votes(doc: Doc) -> Doc:
    """Fills the ballots of each item, in order."""
    draft: Draft = doc._.draft
    for item in draft.items:
        if item.from_agenda:
            continue
        if draft.layout == "karlsruhe":
            found = own_ballots(item, section_ballots(draft, item))
            rolls = find_rolls(draft, item.body, item.end, ())
            found, rolls = with_section_rolls(draft, rolls, found, item.end)
            item.rolls = [(roll.start, roll.end) for roll in rolls]
            if not found and not has_section(draft, item):
                found = _fragments(draft, item, item.body, item.end)
                if is_verbatim(draft, item):  # what is said in a debate of other ballots is none
                    found = [vote for vote in found if vote.table or vote.labelled]
                found = join_ballots(draft, found)
        else:
            found = _fragments(draft, item, _head(draft, item), item.end)
            found = join_ballots(draft, found)
        for vote in found:
            settle(vote)
        item.votes = found
    return doc


def _head(draft: Draft, item: ItemDraft) -> int:
    """Where ballots may begin: a page whose first lines are the result has no heading to skip."""
    return item.start if item.number is None or draft.layout == "keyvalue" else item.body


def _fragments(draft: Draft, item: ItemDraft, start: int, end: int) -> list[VoteDraft]:
    flow = draft.flow
    hits, against = _hits(flow, start, end)
    rolls = find_rolls(draft, start, end, against)
    alone = [(roll.start, roll.end) for roll in rolls if roll.alone]
    listed = Spans(alone)
    found = find_tables(draft.text, draft.lines_in(start, end), end)
    if alone:
        found = [table for table in found if not listed.overlaps(table.start, table.end)]
    forms: list[tuple[int, int]] = []
    if draft.text.find("instimmige A", start, end) >= 0:
        forms = [match.span() for match in rule("form").pattern.finditer(draft.text, start, end)]
    for table in found:
        table.labelled = _label_before(draft, table.start, start) is not None
    quotes = [match.span() for match in _QUOTE.finditer(flow, start, end)]
    council = draft.layout == "allris4" and bool(_COUNCIL_PAGE.search(flow, start, end))
    by_faction = faction_ballots(draft, start, end, item.body)
    found += [vote for vote in by_faction if not listed.overlaps(vote.start, vote.end)]
    tables, quoted = Spans((table.start, table.end) for table in found), Spans(sorted((*quotes, *forms)))
    sentences = _hot(hits, draft.sentences_in(start, end))
    if alone:
        sentences = [piece for first, last in sentences for piece in _beside(alone, first, last)]
    for first, last in sentences:
        if tables.overlaps(first, last) or quoted.covers(first, last):
            continue
        for begin, stop in _parted(flow, first, last):
            found.extend(_sentence_votes(draft, begin, stop, start, council=council))
    found.sort(key=lambda vote: vote.start)
    found = with_dialogues(draft, start, end, found)
    for vote in found:
        _describe(draft, vote, item)
    if rolls:
        found, rolls = with_rolls(draft, rolls, found, end)
        item.rolls = [(roll.start, roll.end) for roll in rolls]
        for vote in found:
            if vote.rule.startswith("roll."):
                _describe(draft, vote, item)
    for vote in found:
        if vote.counted and vote.roll is None:
            _shared(draft, vote, item)
    return found


_NEXT_PART = re.compile(r";\s+(?=(?:Ziffer|Punkt|Nummer|Absatz|Satz|Buchstabe)\w{0,2}\s)")


def _parted(flow: str, first: int, last: int) -> list[tuple[int, int]]:
    """ "Ziffer 1 einstimmig; Ziffer 2 bei 9 Ja und 4 Nein angenommen": a ballot for each."""
    if flow.find(";", first, last) < 0:
        return [(first, last)]
    cuts = [match.end() for match in _NEXT_PART.finditer(flow, first, last)]
    return list(pairwise([first, *cuts, last]))


def _shared(draft: Draft, vote: VoteDraft, item: ItemDraft) -> None:
    """The factions and people behind the counts of a ballot."""
    people = read_shares(draft, vote, item.end)
    if people is not None:
        vote.roll = people
        item.rolls.append((people.start, people.end))


def _hits(flow: str, start: int, end: int) -> tuple[set[int], list[int]]:
    """Where words and figures of a ballot stand, and those that tell a vote against; plain substring search is a hundred
    times a regex's speed."""
    hits = {match.start() for match in _FIGURES.finditer(flow, start, end)}
    against: list[int] = []
    for needle in _NEEDLES:
        at = flow.find(needle, start, end)
        if at < 0:
            continue
        front = _AGAINST.get(needle)
        while at >= 0:
            hits.add(at)
            if front is not None:
                against.append(at - front)
            at = flow.find(needle, at + len(needle), end)
    return hits, against


def _hot(hits: set[int], sentences: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The sentences in which a word or figure of a ballot stands."""
    ordered = sorted(hits)
    found = []
    for first, last in sentences:
        index = bisect_left(ordered, first)
        if index < len(ordered) and ordered[index] < last:
            found.append((first, last))
    return found


def _beside(rolls: list[tuple[int, int]], first: int, last: int) -> list[tuple[int, int]]:
    """What is left of a sentence when the rolls are taken out."""
    pieces = []
    for start, end in rolls:
        if first < end and start < last:
            if first < start:
                pieces.append((first, start))
            first = end
    return [*pieces, (first, last)] if first < last else pieces


def _sentence_votes(draft: Draft, first: int, last: int, floor: int, *, council: bool) -> list[VoteDraft]:
    sentence = draft.flow[first:last]
    if rule("no_vote").pattern.search(sentence):
        return []
    vote = VoteDraft(first, last, "vote.sentence", text=re.sub(r"\s+", " ", sentence).strip())
    part = _ADOPTS_PART.search(sentence)
    main = sentence[: part.start()] if part else sentence
    read_counts(vote, draft.flow, first, first + len(main))
    if vote.counted:
        vote.rule = next(fact for fact in (vote.yes, vote.no, vote.abstain) if fact).places[0].rule
    read_words(vote, main)
    if (
        main.rstrip().endswith("wie folgt:")
        and vote.manner
        and rule("failed").pattern.search(draft.flow, last, last + 300)
    ):
        vote.carried = False  # "beschließt mit Stimmenmehrheit wie folgt: Die Vorlage wird abgelehnt."
    if vote.manner is None and not vote.counted and "mit den Stimmen" in main:
        read_factions(vote, main)
        if {"yes", "no"} <= vote.factions.keys() and vote.carried is not None:
            vote.manner = "majority"  # some voted for it, some against it
    label = _label_before(draft, first, floor)
    vote.labelled = label is not None or bool(
        re.match(r"\W*(?:Abstimmung|Abstimmungsergebnis|Ergebnis)\b.{0,80}?:", sentence)
    )
    if not _is_ballot(draft, vote, sentence, council=council):
        return []
    if not vote.factions:
        read_factions(vote, main)
    found = [vote]
    if part:
        piece = VoteDraft(
            first + part.start(), last, "vote.part", about=part["a"], text=sentence[part.start() :].strip(" ,")
        )
        piece.carried = vote.carried
        read_counts(piece, draft.flow, first + part.end(), last)
        read_factions(piece, sentence[part.end() - 1 :])
        if piece.counted or piece.factions:
            found.append(piece)
    return found


def _is_ballot(draft: Draft, vote: VoteDraft, sentence: str, *, council: bool) -> bool:
    if "|" in sentence and re.search(r"[Ee]instimmig\s*\|\s*(?:mit\s+)?\w*[Mm]ehrheit", sentence):
        return False  # a form with both choices left
    told = vote.manner is not None
    if not vote.counted and not told:
        return vote.labelled and vote.carried is not None and bool(_STANDS_WORDED.match(_unlabelled(sentence)))
    if told and not vote.counted and vote.carried is None and not vote.labelled:
        bare = is_bare(sentence)
        if not bare:
            return False
    if rule("elsewhere").pattern.search(sentence) or rule("recalled").pattern.search(sentence):
        return False
    if (
        not vote.labelled
        and rule("not_now").pattern.search(sentence)
        and not (vote.counted and vote.carried is not None and not re.search(r"\b(?:sei|habe|hatten?)\b", sentence))
    ):
        return False
    if _OTHER_BODY.match(sentence):
        own = draft.organization.value if draft.organization else None
        if own and own.split()[0] in sentence:
            return True  # the body whose page this is
        if council or (
            own and own.split()[0] not in sentence and not re.match(r"\W*Der\s+Ausschuss\s+(?!für)", sentence)
        ):
            return False
    return True


def _unlabelled(sentence: str) -> str:
    return re.sub(r"^\W*(?:Abstimmungsergebnis|Abstimmung|Ergebnis)[^:]*:\s*", "", sentence)


def _label_before(draft: Draft, position: int, floor: int) -> re.Match[str] | None:
    """A heading such as Abstimmungsergebnis: directly above."""
    above = draft.text[max(floor, position - 260) : position].rstrip()
    line = above[above.rfind("\n") + 1 :].strip(" *|\t")
    if line.startswith(("Beschluss:", "Beschlussart")) and draft.layout == "allris4":
        return None
    return rule("label").pattern.fullmatch(line) if line else None


def _describe(draft: Draft, vote: VoteDraft, item: ItemDraft) -> None:
    """What the ballot was about, and whether it was procedural."""
    flow = draft.flow
    floor = max(item.start, vote.start - 420)
    sentence = "" if vote.rule.startswith("roll.") else flow[vote.start : vote.end]
    label = _label_before(draft, vote.start, floor)
    context = sentence
    about = vote.about
    if about is None and not vote.table and not is_bare(sentence):
        about = _about(sentence)
    if about is None and label is not None and label["about"].strip(" :"):
        about = label["about"].strip(" :")
        context = label.group() + " " + sentence
    if about is None:
        told = draft.sentences_in(_head(draft, item), item.end)
        before = [
            flow[a:b]
            for a, b in told[bisect_left(told, (floor, 0)) : bisect_left(told, (vote.start, 0))]
            if b <= vote.start
        ]
        calls = [text for text in before if rule("call").pattern.search(text)][-1:]
        context = " ".join([*calls, sentence]) if calls else sentence
        about = _about(calls[0]) if calls else None
        if not calls and label is not None and before and vote.manner is not None and not vote.counted:
            context = " ".join([*before[-2:], sentence])
    if vote.roll is not None:
        context = _BY_NAME.sub(" ", context)  # the ballot by name is no motion for one
    if vote.rule in ("vote.faction_list", "vote.faction_outcome"):
        about = vote.about
    vote.about = re.sub(r"\s+", " ", about).strip(' ,;:-„“"')[:160] if about else None
    vote.procedural = bool(rule("procedural").pattern.search(vote.about or context)) or bool(
        rule("procedural").pattern.search(context) and not vote.table
    )
    if (
        item.title is not None
        and re.search(r"(?i)tagesordnung|feststellung der|niederschrift", item.title.value)
        and vote.about is None
    ):
        vote.procedural = True
    if rule("secret").pattern.search(context):
        vote.manner = vote.manner or "secret"
    elif rule("roll_call").pattern.search(context) and not vote.procedural:
        vote.manner = vote.manner or "roll_call"


def _about(sentence: str) -> str | None:
    for pattern in _ABOUT:
        match = pattern.search(sentence)
        if match:
            about = re.sub(r"\s+mit\s+\d.*$", "", (match["a"] or "").strip())
            return None if not about or re.search(r"\b(?:\w*[Ee]nthaltung\w*|\w*[Ss]timmen?)\b", about) else about
    return None
