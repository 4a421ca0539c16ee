"""The item's own paper where its head does not name it, and the other papers mentioned, kept apart."""

from __future__ import annotations

import re

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.minutes.draft import Draft, Fact, ItemDraft
from pipeline.minutes.papers_scan import FoundPaper, find_papers
from pipeline.model.reference import normalise_reference

# items about the meeting itself: the papers named there belong to other items
_HOUSEKEEPING = re.compile(
    r"(?i:feststellung\s+der|eröffnung|tagesordnung|niederschrift|mitteilungen|informationen|\bberichte\b|^bericht\s+(?:des|der|aus)\b|sonstiges|anfragen|"
    r"verschiedenes|bekanntgaben|wiedervorlagen|fragestunde|genehmigung\s+der|aktuelle\s+stunde)"
)
_OWN_BEFORE = re.compile(
    r"(?:\b(?:stell(?:t|en)|bring(?:t|en)|begründe[tn]|erläuter[tn]|präsentier(?:t|en)|trägt|eingebracht\w*|Überweisung|Erledigung|Vertagung|"
    r"Zurückstellung|Ablehnung|Annahme|Rücknahme|Abstimmung\s+über|Einbringung|zurückstellen)\b[^.\n]{0,60}|"
    r"(?:empfiehlt|beschließt)\b[^.\n]{0,90}|\((?=Beschlussdrucksache)|^\W*(?:Der|Die|Zu[rm]?|Den)\s+[^.\n]{0,24}|\bruft\s+|[Ff]ür\s+die\s+|[Vv]orliegende\w*\s+)"
    r"(?:(?:Antrag\w*|Vorlage|Beschlussdrucksache|Mitteilungsvorlage|Beschlussvorlage|Drucksache|DS|Ergänzungsantrag|Die|der|den|die|-)\s*[(]?)*\s*$"
)
_DEFINITE = re.compile(
    r"\b(?:der|die|den|dem|zur|zum|Der|Die|Zur|Zum)\s+(?:so\s+)?(?:\w+e[rnm]?\s+)?(?:Antrag\w*|Vorlage|Mitteilungsvorlage|Beschlussvorlage|Drucksache|DS)(?:\s+(?:DS|Nr\.))?\s*[(]?\s*$"
)
_ACTED_ON = re.compile(
    r"[^.,]{0,50}\s(?:zurückzustellen|zu\s+(?:überweisen|vertagen|verweisen))\b|\W{0,2}\s*(?:zur\s+Abstimmung|abstimmen|abgestimmt|als\s+(?:durch|für|erledigt)[^.]{0,40}erledig|für\s+erledigt)"
)
_FOREIGN_AFTER = re.compile(
    r"\W{0,3}[^.\n]{0,40}?\((?:TOP|Top)\s*\d|\W{1,4}(?:im|in\s+der)\s+(?:Ausschuss|Hauptausschuss)|\W+(?:bleibt|blieb|(?:wurde|war|ist)\s+(?:bereits|damals|schon|seinerzeit))"
)
_FOREIGN_BEFORE = re.compile(
    r"(?:[Ff]rühere|Zusammenhang|berührt|[Vv]erweist|[Hh]inweis|[Ee]rinnert|ähnliche|seinerzeit|vergleichbare|anderen?|Parallelen|\baus\s*$|damalige|Beschl(?:uss|usses|üsse|üssen)\b|gemäß|laut|entsprechend|siehe|vgl\.|auf\s+der\s+Grundlage|bereits|[Ee]rst\s+soll|analog|Bezug)\b[^.\n]{0,50}$"
)
_CLOSES = re.compile(  # "DS 18/SVV/0602", "(19/SVV/0089)", "8/0/0  zur DS 18/SVV/0801": what stands before, on its line
    r"\W*(?:\d{1,3}[/:]\d{1,3}[/:]\d{1,3}\s+)?[\s(\[*]*(?:zu[rm]?\s+)?"
    r"(?:(?:DS|Drs\.?|Drucksachen?|(?:Beschluss|Mitteilungs)?[Vv]orlagen?|Antrag)(?:\s*-?\s*Nr\.?)?)?[\s:]*"
)
_AMENDMENT = re.compile(r"-\d{1,2}$|/\d{1,2}$|-E\d$")
_AMENDS = re.compile(r"(?:Änderungs|Ergänzungs|Zusatz|Alternativ)\w*antrag\w*\W{0,12}[^.\n]{0,30}$")


@Language.component("protokolle_papers")
def papers(doc: Doc) -> Doc:
    """Fills paper (when the head left it open) and mentioned_papers of each item."""
    draft: Draft = doc._.draft
    for item in draft.items:
        found = find_papers(draft.text, item.start if not item.from_agenda else item.body, item.end)
        if item.paper is None and found:
            own = _own(draft, item, found)
            if own is not None:
                item.paper = Fact.at(own.reference, own.start, own.end, "paper.own_in_body")
        own_key = normalise_reference(item.paper.value) if item.paper else None
        seen: dict[str, Fact[str]] = {}
        for paper in found:
            key = normalise_reference(paper.reference)
            if key == own_key:
                continue
            if key in seen:
                seen[key].places.append(Fact.at("", paper.start, paper.end, paper.rule).places[0])
            else:
                seen[key] = Fact.at(paper.reference, paper.start, paper.end, paper.rule)
        item.mentioned_papers = list(seen.values())
    return doc


def _own(draft: Draft, item: ItemDraft, found: list[FoundPaper]) -> FoundPaper | None:
    """A paper of the running text is the item's own only where the item acts on it and nothing says otherwise."""
    if item.title is not None and _HOUSEKEEPING.search(item.title.value):
        return None
    if draft.layout in ("sessionnet", "bare") and item.number is None and len({paper.reference for paper in found}) > 1:
        return None
    candidates: dict[str, FoundPaper] = {}
    for paper in found:
        before = draft.flow[max(item.start, paper.start - 130) : paper.start]
        before = before[before.rfind("\n") + 1 :]
        after = draft.flow[paper.end : paper.end + 70].split("\n")[0]
        if _FOREIGN_BEFORE.search(before) or _FOREIGN_AFTER.match(after) or _AMENDS.search(before):
            continue
        if _AMENDMENT.search(paper.reference) and "/SVV/" in paper.reference:
            continue
        if (
            _closes(draft, item, paper)
            or _OWN_BEFORE.search(before)
            or (_DEFINITE.search(before) and (paper.start < item.body + 260 or _ACTED_ON.match(after)))
            or (paper.worded and before.rstrip().endswith("(DS") and "ntrag" in before)
        ):
            candidates.setdefault(normalise_reference(paper.reference), paper)
    if len(candidates) == 1:
        return next(iter(candidates.values()))
    return None


def _closes(draft: Draft, item: ItemDraft, paper: FoundPaper) -> bool:
    """The item ends with a line that is nothing but the reference: the clerk's note of what it was about."""
    line = max(item.body, draft.text.rfind("\n", 0, paper.start) + 1)
    if paper.start - line > 40 or draft.text[paper.end : item.end].strip(" \n)].*"):
        return False
    return _CLOSES.fullmatch(draft.text, line, paper.start) is not None
