"""Every ballot of an item: found in tables and sentences, joined where one ballot is told in pieces or twice."""

from __future__ import annotations

import re
from bisect import bisect_left

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.minutes.draft import Draft, ItemDraft, Place, VoteDraft
from pipeline.minutes.votes_scan import (
    find_tables,
    is_bare,
    read_counts,
    read_factions,
    read_words,
    rule,
    settle,
)

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
_FIGURES = re.compile(r"\d\s?[/:]\s?\d|\d zu \d")
_LABELS = re.compile(
    r"(?:Abstimmungsergebnis(?:se)?|Abstimmung|Ergebnis|Beschluss|Reduzieren|Damit|Somit|und|bei|mit|[\W\d_])+"
)
_QUOTE = re.compile(r"[„“\"][^„“”\"]{0,900}[“”\"]")
_OTHER_BODY = re.compile(
    r"^\W*(?:Der|Die|Das|Im|In|Auch\s+(?:der|die))\s+(?:Ortsbeir[aä]te?|Ausschüsse|[A-ZÄÖÜ][\w-]*(?:ausschuss|beirat)|Ausschuss|Migrantenbeirat|Beirat)\b"
)
_COUNCIL_PAGE = re.compile(
    r"\b(?:Der|Die|[Vv]om|[Vv]on\s+der|der)\s+Stadtverordnete[n]?\b|\bDie\s+Stadtverordnetenversammlung\s+beschließt\b"
)
_SECTION_ENDS = re.compile(
    r"^(?:(?:Der|Die)\s+(?:stellv\w*\.?\s+)?Vorsitzende|Stadtr[aä]t|Ortschaftsr[aä]t|(?:Ober|Erste\w*\s+|Orts)?[Bb]ürgermeister|Zur\s+Beurkundung|Herr\b|Frau\b|"
    r"\(?Anmerkung|Beschluss\b|Vorsitzende|Hauptamt|OR(?:in)?\s|SR(?:in)?\s|Begründung)"
)
_PARTS = re.compile(
    r"\n(?=(?:TOP|Punkt|Ziffer|Zu|Antrag|Änderungsantrag|Ergänzungsantrag|Beschlussvorlage|Vorlage|\d+(?:\.\d+)*[:.)])\s?)|(?<=[.)])\s+(?=(?:Einstimmig|Mehrheitlich|Bei\s+\d))"
)
_ABOUT = (
    re.compile(r"\bAbstimmungsergebnis\s+(?:über|zu[rm]?)\s+(?P<a>[^:]{3,120})"),
    re.compile(
        r"\b(?:stellt|ruft|bringt|lässt)\s+(?:\w+\s+)??(?:erst|dann|danach|nun|nunmehr|folgendes?)?\s*(?:über\s+)?(?P<a>[^.:]{3,160}?)\s+(?:zur\s+Abstimmung|abstimmen|auf)\b"
    ),
    re.compile(r"\b(?:[Üü]ber)\s+(?P<a>[^.:]{3,120}?)\s+(?:wird|werden|wurde)\s+(?:\w+\s+)?abgestimmt"),
    re.compile(r"\bAbstimmung\s+(?:über|zu[rm]?|des|der)\s+(?P<a>[^.:]{3,120})"),
    re.compile(r"^\W*(?P<a>(?:[A-ZÄÖÜ][^.:]{3,120}?))\s+(?:wird|werden|wurde|wurden|ist)\b"),
    re.compile(
        r"\b(?:lehnt|stimmt|nimmt|beschließt|bestätigt)\b[^.]*?(?P<a>\b(?:den|dem|die|der)\s+(?:Antrag|geänderte|Änderung|Tagesordnung|Niederschrift|Vorlage)[^.,]{0,80}?)(?:\s+(?:zu|ab|an))?\.?$"
    ),
)
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
            found = _own_ballots(item, _sections(draft, item))
        else:
            found = _fragments(draft, item, _head(draft, item), item.end)
            found = _join(draft, found)
        for vote in found:
            settle(vote)
        item.votes = found
    return doc


def _head(draft: Draft, item: ItemDraft) -> int:
    """Where ballots may begin: a page whose first lines are the result has no heading to skip."""
    return item.start if item.number is None or draft.layout == "keyvalue" else item.body


def _fragments(draft: Draft, item: ItemDraft, start: int, end: int) -> list[VoteDraft]:
    flow = draft.flow
    found = find_tables(draft.text, draft.lines_in(start, end), end)
    forms = [match.span() for match in rule("form").pattern.finditer(draft.text, start, end)]
    for table in found:
        table.labelled = _label_before(draft, table.start, start) is not None
    quotes = [match.span() for match in _QUOTE.finditer(flow, start, end)]
    council = draft.layout == "allris4" and bool(_COUNCIL_PAGE.search(flow, start, end))
    for first, last in _hot(flow, draft.sentences_in(start, end), start, end):
        if any(table.start < last and first < table.end for table in found if table.table):
            continue
        if any(a <= first and last <= b for a, b in (*quotes, *forms)):
            continue
        for vote in _sentence_votes(draft, first, last, start, council=council):
            found.append(vote)
    found.sort(key=lambda vote: vote.start)
    for vote in found:
        _describe(draft, vote, item)
    return found


def _hot(flow: str, sentences: list[tuple[int, int]], start: int, end: int) -> list[tuple[int, int]]:
    """The sentences in which a word or figure of a ballot stands; plain substring search is a hundred times a regex's speed."""
    hits = {match.start() for match in _FIGURES.finditer(flow, start, end)}
    for needle in _NEEDLES:
        at = flow.find(needle, start, end)
        while at >= 0:
            hits.add(at)
            at = flow.find(needle, at + len(needle), end)
    ordered = sorted(hits)
    found = []
    for first, last in sentences:
        index = bisect_left(ordered, first)
        if index < len(ordered) and ordered[index] < last:
            found.append((first, last))
    return found


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
    label = _label_before(draft, first, floor)
    vote.labelled = label is not None or bool(
        re.match(r"\W*(?:Abstimmung|Abstimmungsergebnis|Ergebnis)\b.{0,80}?:", sentence)
    )
    if not _is_ballot(draft, vote, sentence, council=council):
        return []
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
    if rule("elsewhere").pattern.search(sentence):
        return False
    if (
        not vote.labelled
        and rule("not_now").pattern.search(sentence)
        and not (vote.counted and vote.carried is not None and not re.search(r"\b(?:sei|habe|hatten?)\b", sentence))
    ):
        return False
    if _OTHER_BODY.match(sentence):
        own = draft.organization.value if draft.organization else None
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
    sentence = flow[vote.start : vote.end]
    label = _label_before(draft, vote.start, floor)
    context = sentence
    about = vote.about
    if about is None and not vote.table and not is_bare(sentence):
        about = _about(sentence)
    if about is None and label is not None and label["about"].strip(" :"):
        about = label["about"].strip(" :")
        context = label.group() + " " + sentence
    if about is None:
        before = [
            flow[a:b] for a, b in draft.sentences_in(_head(draft, item), item.end) if floor <= a and b <= vote.start
        ]
        calls = [text for text in before if rule("call").pattern.search(text)][-1:]
        context = " ".join([*calls, sentence]) if calls else sentence
        about = _about(calls[0]) if calls else None
        if not calls and label is not None and before and vote.manner is not None and not vote.counted:
            context = " ".join([*before[-2:], sentence])
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
            return match["a"].strip()
    return None


def _join(draft: Draft, found: list[VoteDraft]) -> list[VoteDraft]:
    """One ballot told in pieces becomes one vote; two ballots with equal counts stay two."""
    joined: list[VoteDraft] = []
    for vote in found:
        previous = joined[-1] if joined else None
        if previous is not None and _pieces(draft, previous, vote):
            _merge(previous, vote)
            continue
        twin = next((other for other in reversed(joined) if _twin(draft, other, vote)), None)
        if twin is not None:
            twin.more.append(Place(vote.start, vote.end, vote.rule))
            twin.manner = twin.manner or vote.manner
            continue
        joined.append(vote)
    if draft.layout == "sessionnet":
        _join_head(joined)
    return joined


def _join_head(joined: list[VoteDraft]) -> None:
    """A SessionNet page begins with the outcome of the item's ballot: the ballot at its end is the same one."""
    if len(joined) < 2 or joined[0].start > 200:
        return
    head, last = joined[0], joined[-1]
    if (
        head.counted == last.counted
        or last.procedural
        or None not in (head.carried, last.carried)
        and head.carried != last.carried
    ):
        return
    if not head.counted and last.table:
        joined.pop()
        _merge(head, last)
    elif head.counted and last.labelled and last.manner:
        joined.pop()
        head.manner = head.manner or last.manner
        head.more.append(Place(last.start, last.end, last.rule))


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
    for side, names in other.factions.items():
        one.factions.setdefault(side, []).extend(names)


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
    return not rule("call").pattern.search(draft.flow, one.end, other.start)


def _agree(one: VoteDraft, other: VoteDraft) -> bool:
    """Equal wherever both give a count, and both give yes."""
    if one.yes is None or other.yes is None:
        return False
    pairs = [(getattr(one, side), getattr(other, side)) for side in ("yes", "no", "abstain")]
    return all(a is None or b is None or a.value == b.value for a, b in pairs)


def _sections(draft: Draft, item: ItemDraft) -> list[VoteDraft]:
    """Karlsruhe: the section Abstimmungsergebnis alone tells the ballots; the dialogue behind it tells them again."""
    found: list[VoteDraft] = []
    section = re.compile(r"^(?:Abstimmungsergebnis(?:se)?|Wahlergebnis)\s*:?[ \t]*", re.MULTILINE)
    silent = True
    for match in section.finditer(draft.text, item.body, item.end):
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


def _own_ballots(item: ItemDraft, found: list[VoteDraft]) -> list[VoteDraft]:
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
