"""The outcome an item states of itself, and the one that only follows from its ballots; recommending or deciding."""

from __future__ import annotations

import re

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.language.passages import sentences_of
from pipeline.minutes.draft import Draft, Fact, ItemDraft, Place, VoteDraft
from pipeline.minutes.results_scan import code_of, make_result
from pipeline.minutes.votes_scan import is_bare
from pipeline.model.record import Result, Role

_HEADS = ("Beschluss", "Abstimmung", "Ergebnis")
_SECTION = re.compile(
    r"^(?:(?P<head>Beschlusslage|Beschlussart|Beschluss|Abstimmungsergebnisse|Abstimmungsergebnis|Abstimmung|Ergebnis)\s*:?[ \t]*)(?P<rest>.*)$",
    re.MULTILINE,
)
_INNER = re.compile(r"^Beschluss\s*:[^\n]*\n[^\x00]{1,1500}?^Protokoll\s*:?\s*$", re.MULTILINE)
_BARE = re.compile(
    r"^(?:[Ee]ntfällt|[Vv]ertagt|[Aa]bgesetzt|[Zz]urückgezogen|[Zz]ur\s+Kenntnis(?:\s+genommen)?|[Zz]urückgestellt|[Ee]instimmig|[Mm]ehrheitlich)\s*\.?$"
)
_VERBAL = (
    (re.compile(r"\b(?:nimmt|nehmen)\b[^.\n]{3,140}?\b(?P<r>zur\s+Kenntnis)\b"), "noted", "result.sentence_noted"),
    (re.compile(r"\b(?P<r>dient\s+(?:nur\s+)?zur\s+Kenntnis(?:nahme)?)\b"), "noted", "result.sentence_serves"),
    (re.compile(r"\b(?P<r>stimmt\b[^.,\n]{3,120}?\bzu)\b"), "adopted", "result.sentence_approves"),
    (re.compile(r"\b(?P<r>empfiehlt\b[^.\n]{3,160}?\b(?:die\s+)?Annahme)\b"), "adopted", "result.sentence_recommends"),
    (
        re.compile(r"\b(?P<r>empfiehlt\b[^.\n]{3,160}?\b(?:die\s+)?Ablehnung)\b"),
        "rejected",
        "result.sentence_recommends_not",
    ),
    (re.compile(r"\b(?P<r>lehnt\s[^.\n]{3,220}?\bab)\b"), "rejected", "result.sentence_rejects"),
)
_WORDING = re.compile(
    r"\(?\b(?P<r>(?:nicht\s+|mit\s+Änderung(?:en)?\s+|in\s+(?:der\s+)?geänderten?r?\s+(?:Form|Fassung)\s+)?(?:(?i:einstimmig|mehrheitlich)\w*\s+(?:(?:bei|gegen)\s+[^.\n]{3,60}?\s+)?)?(?i:abgelehnt|angenommen|zugestimmt|beschlossen|bestätigt|gewählt|empfohlen|Ablehnung|Zustimmung|Annahme)|(?i:einstimmig|mehrheitlich))\b(?!\s*[:=]?\s*\d)"
)
_RECOMMENDS = re.compile(
    r"\bempfiehlt\s+(?:\w+\s+){0,2}?(?:der\s+(?:Stadtverordnetenversammlung|SVV|Bürgerschaft|Gemeindevertretung|Bezirksversammlung)|dem\s+(?:Rat|Gemeinderat|Stadtrat|Hauptausschuss|Kreistag|Magistrat))"
)
_RECOMMENDS_AT_ALL = re.compile(
    r"\bBeschlussempfehlung\b|\b(?:Ausschuss|\w+ausschuss|\w*[Bb]eirat|\w*rat)\b[^.\n]{0,90}\bempfiehlt\b"
)
_DECIDING_BODY = re.compile(
    r"^(?:Stadtverordnetenversammlung|Gemeinderat|Marktgemeinderat|Stadtrat|Rat|Bürgerschaft|Gemeindevertretung|Bezirksversammlung|Kreistag)\b"
)
_RECOMMENDS_OTHER = re.compile(r"\b(?:empfiehlt|empfehlen)\b")


@Language.component("protokolle_results")
def results(doc: Doc) -> Doc:
    """Fills result, inferred_result and role of each item, and the votes' role."""
    draft: Draft = doc._.draft
    for item in draft.items:
        if item.from_agenda:
            continue
        _role(draft, item)
        if item.result is None:
            _stated(draft, item)
        if item.result is None and draft.layout in ("other", "sessionnet", "minutes"):
            _sentence(draft, item)
        _inferred(item)
        for vote in item.votes:
            vote.role = item.role.value if item.role and not vote.procedural else None
    return doc


def _stated(draft: Draft, item: ItemDraft) -> None:
    """A wording behind Beschluss: or Abstimmungsergebnis:, or alone on a line."""
    candidates: list[tuple[int, Fact[Result]]] = []
    # behind the protocol of a SessionNet page stand the ballots on single motions
    inner = _INNER.search(draft.text, item.start, item.end) if draft.layout == "sessionnet" else None
    for line in draft.lines_in(item.start, item.end):
        match = _SECTION.match(draft.text, line.start, item.end) if line.text.startswith(_HEADS) else None
        if match is None:
            continue
        if inner and match.start() > inner.end() and match["head"].startswith("Abst"):
            continue
        start = match.start("rest")
        value = match["rest"].strip()
        if not value:
            following = draft.lines_in(match.end(), min(item.end, match.end() + 400))
            if not following:
                continue
            start, value = following[0].start, following[0].text
        known = code_of(value)
        if known is not None:
            if known[0] and not (draft.layout in ("allris4", "extract", "allris") and match["head"].startswith("Abst")):
                rank = 2 if match["head"].startswith("Beschluss") else 1
                candidates.append(
                    (rank, Fact.at(make_result(value, known[0]), start, start + len(value.rstrip(" .")), known[1]))
                )
            continue
        if match["head"].startswith("Beschluss") and draft.layout in ("minutes", "other", "extract", "sessionnet"):
            candidates.extend(_resolved(draft, start, item.end))
        if match["head"].startswith("Abst") and (draft.layout in ("karlsruhe", "minutes", "other", "sessionnet")):
            stretch = draft.flow[start : min(item.end, start + 300)].split("\n")[0]
            worded = _WORDING.search(stretch)
            if _by_faction(item, start, start + len(stretch)):
                continue
            if worded and _votes_at(item, start, start + len(stretch)):
                known = code_of(worded["r"])
                if known and known[0]:
                    at = start + worded.start("r")
                    candidates.append(
                        (1, Fact.at(make_result(worded["r"], known[0]), at, at + len(worded["r"]), known[1]))
                    )
    if draft.layout == "karlsruhe":
        item.result = _verbatim(draft, item, [fact for _, fact in candidates])
        return
    if not candidates and draft.layout in ("minutes", "other"):
        candidates = _told_by_ballot(draft, item)
    if candidates:
        item.result = max(candidates, key=lambda candidate: candidate[0])[1]
        return
    for line in draft.lines_in(item.body, item.end):
        if _BARE.match(line.text) and draft.layout in ("minutes", "other", "sessionnet"):
            known = code_of(line.text)
            if known and known[0]:
                item.result = Fact.at(
                    make_result(line.text, known[0]), line.start, line.start + len(line.text.rstrip(" .")), known[1]
                )
                return


_FATE = re.compile(
    r"\W*(?:\d+\.\s+)?(?:Die\s+Vorlage|Der\s+Vorlage|Die\s+Entscheidung|Die\s+Mitteilung|Der\s+Antrag|Dem\s+Antrag|Die\s+Drucksache|Der\s+Bericht)\b[^.,]{0,40}?\s(?:wird\s+)?(?:in\s+der\s+vorgelegten\s+Fassung\s+)?(?P<r>(?:(?:mit\s+)?\w*(?:mehrheit|einstimmig|mehrheitlich)\s+)?(?:abgelehnt|angenommen|beschlossen|zugestimmt|zurückgezogen|zur\s+Kenntnis\s+genommen|vertagt|zurückgestellt|in\s+der\s+geänderten\s+Fassung\s+beschlossen)|dient\s+zur\s+Kenntnis)\W*$"
)
_MATTER = re.compile(
    r"\W*(?:\d+\.\s+)?(?:Der|Die|Dem|Das)\s+(?:\w+e\s+)?(?:\w*[Aa]ntrag|\w*[Vv]orlage|Drucksache|Satzung|Beschlussvorschlag)\b"
)


def _resolved(draft: Draft, start: int, end: int) -> list[tuple[int, Fact[Result]]]:
    """Below Beschluss: the sentence that says what became of the paper ("Die Vorlage NR 317 wird abgelehnt.")."""
    found = []
    for first, last in list(sentences_of(draft.flow, start, min(end, start + 500)))[:4]:
        match = _FATE.match(draft.flow[first:last])
        known = code_of(match["r"]) if match else None
        if match and known and known[0]:
            found.append(
                (
                    3,
                    Fact.at(
                        make_result(match["r"], known[0]), first + match.start("r"), first + match.end("r"), known[1]
                    ),
                )
            )
    return found


def _under_number(draft: Draft, item: ItemDraft) -> Fact[Result] | None:
    """Of items dealt with together: the outcome told under this item's number ("TOP 6.1: Kenntnisnahme")."""
    number = re.escape(item.number.value) if item.number else ""
    pattern = re.compile(rf"^(?:(?:TOP|Punkt)\s+)?{number}\s*:[ \t]*(?P<r>[^\n]{{3,120}})$", re.MULTILINE)
    for match in pattern.finditer(draft.text, item.body, item.end):
        known = code_of(match["r"])
        if known and known[0]:
            return Fact.at(make_result(match["r"], known[0]), match.start("r"), match.end("r"), known[1])
    return None


def _told_by_ballot(draft: Draft, item: ItemDraft) -> list[tuple[int, Fact[Result]]]:
    """Whole minutes have no line for the outcome: the one sentence that tells the item's ballot states it."""
    main = [vote for vote in item.votes if not vote.procedural]
    if len(main) != 1 or main[0].table:
        return []
    vote = main[0]
    if vote.rule == "vote.faction_list":
        return []
    worded = _WORDING.search(draft.flow, vote.start, vote.end)
    known = code_of(worded["r"]) if worded else None
    if worded is None or known is None or not known[0] or not re.search(r"(?:en|t|ung)$", worded["r"]):
        return []
    sentence = draft.flow[vote.start : vote.end]
    if not (is_bare(sentence) or worded["r"].endswith("gewählt") or _MATTER.match(sentence)):
        return []
    return [(1, Fact.at(make_result(worded["r"], known[0]), worded.start("r"), worded.end("r"), known[1]))]


_SIDE_MOTION = re.compile(
    r"(?:Änderungs|Ergänzungs|Zusatz|Alternativ|Geschäftsordnungs)antr|Vertagung|Absetzung|Verweisung"
)
_SENT_ON = re.compile(
    r"^Beschluss\s*:?\s*\n?[^\n]{0,60}?\b(?P<r>(?:zurück)?(?:verwiesen|überwiesen)\s+(?:in|an)\s+[^.\n]{3,80}|zurückgezogen|vertagt|abgesetzt)\b",
    re.MULTILINE,
)


def _verbatim(draft: Draft, item: ItemDraft, candidates: list[Fact[Result]]) -> Fact[Result] | None:
    """Karlsruhe: the outcome of the ballot on the matter itself, else what stands under Beschluss."""
    own = _under_number(draft, item) if item.shares_body and item.number is not None else None
    if own is not None:
        return own
    main = [vote for vote in item.votes if not vote.procedural and not _SIDE_MOTION.search(vote.about or "")]
    if _split(main):
        return None
    for vote in main:
        within = [fact for fact in candidates if vote.start <= fact.places[0].start < vote.end]
        if within:
            return within[0]
        worded = _WORDING.search(draft.text[vote.start : vote.end].replace("\n", " "))
        known = code_of(worded["r"]) if worded else None
        if worded and known and known[0]:
            at = vote.start + worded.start("r")
            return Fact.at(make_result(worded["r"], known[0]), at, at + len(worded["r"]), known[1])
    sent = _SENT_ON.search(draft.text, item.start, item.end)
    known = code_of(sent["r"]) if sent else None
    if sent and known and known[0]:
        return Fact.at(make_result(sent["r"], known[0]), sent.start("r"), sent.end("r"), known[1])
    told = [fact for fact in candidates if fact.value.code != "no_decision"]
    return next(iter(told or candidates), None)


def _votes_at(item: ItemDraft, start: int, end: int) -> list[VoteDraft]:
    return [vote for vote in item.votes if vote.start < end and start < vote.end]


def _by_faction(item: ItemDraft, start: int, end: int) -> bool:
    """ "gegen AfD (= Ablehnung)" says what some wanted, and not what came of it."""
    return any(vote.rule == "vote.faction_list" for vote in _votes_at(item, start, end))


def _sentence(draft: Draft, item: ItemDraft) -> None:
    """ "Die Bezirksversammlung nimmt die Drucksache zur Kenntnis": the body's own sentence is the outcome, when it is
    the only one."""
    if any(vote.procedural for vote in item.votes):
        return
    for pattern, code, rule in _VERBAL:
        matches = list(pattern.finditer(draft.flow, item.body, item.end))
        matches = [match for match in matches if _of_body(draft.flow, match.start())]
        if len(matches) == 1:
            match = matches[0]
            item.result = Fact.at(make_result(match["r"], code), match.start("r"), match.end("r"), rule)
            return


_BODY_SUBJECT = re.compile(
    r"\W*(?:Der|Die|Das|Dem|Damit)\s+(?!\w*(?:vorsitzende|meister|verordnete|geordnete)\b)(?:\w*(?:[Aa]usschuss|[Bb]eirat|[Rr]at|[Vv]ersammlung|[Vv]ertretung|Bürgerschaft|[Tt]ag|[Ss]enat|Magistrat|Bericht|Vorlage|Antrag|Drucksache|Mitteilungsvorlage)\b)"
)


def _of_body(flow: str, position: int) -> bool:
    """The sentence's subject is the body or the paper, not a person; and it is no amendment that is decided."""
    first = max(flow.rfind("\n", 0, position), flow.rfind(". ", 0, position) + 1) + 1
    sentence = flow[first : position + 120].split("\n")[0]
    return bool(_BODY_SUBJECT.match(sentence)) and not re.search(r"(?:Änderungs|Ergänzungs)antrag", sentence)


_DECIDES = re.compile(r"\bbeschließt\s*:")


def _role(draft: Draft, item: ItemDraft) -> None:
    told = any(draft.flow.find(word, item.body, item.end) >= 0 for word in ("empfiehlt", "Beschlussempfehlung"))
    match = None
    if told:
        match = _RECOMMENDS.search(draft.flow, item.body, item.end) or _RECOMMENDS_AT_ALL.search(
            draft.flow, item.body, item.end
        )
    role: Role
    if draft.organization and _DECIDING_BODY.match(draft.organization.value):
        role, place = "deciding", draft.organization.places[0]
    elif match:
        role, place = "recommending", Place(match.start(), match.end(), "role.recommends")
    else:
        if draft.flow.find("beschließt", item.body, item.end) < 0:
            return
        decides = _DECIDES.search(draft.flow, item.body, item.end)
        if not decides:
            return
        role, place = "deciding", Place(decides.start(), decides.end(), "role.decides")
    item.role = Fact(role, [place])


def _inferred(item: ItemDraft) -> None:
    """What follows from the last ballot on the item itself."""
    if item.result is not None:
        return
    main = [vote for vote in item.votes if not vote.procedural and vote.passed is not None]
    if main and not _split(main):
        vote = main[-1]
        code = "adopted" if vote.passed else "rejected"
        item.inferred_result = Fact.at(
            make_result(vote.text[:120] or code, code), vote.start, vote.end, "result.from_vote"
        )


def _split(votes: list[VoteDraft]) -> bool:
    """A table of ballots on single points, some passed and some not: no one outcome follows from it."""
    rows = [vote.passed for vote in votes if vote.rule == "vote.columns"]
    return len(rows) > 1 and len(rows) == len(votes) and len(set(rows)) > 1
