"""Duties of an item: who must do or report what by when. Read in the texts of the motion and in promises, nowhere
else.

A date in the debate is no due date ("Die Konferenz soll am 10.10.2016 stattfinden"), a term of office or of a
contract is none either, and what lies before the meeting is history. The words stand in rules/duties.toml, the dates
are read by due_dates.py.
"""

from __future__ import annotations

import datetime
import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.language.passages import sentences_of
from pipeline.minutes.components.meeting import nominative
from pipeline.minutes.draft import Draft, Fact, ItemDraft, Place
from pipeline.minutes.due_dates import Due, find_due
from pipeline.minutes.rules_file import load_rules
from pipeline.model.record import Duty, Speaker

_LONGEST = 1500  # characters of a sentence; longer ones are tables or damage
_LOOK_BACK = 800  # characters between a speaker's name and the "Er sagt zu" that goes on
_NOUN = re.compile(r"\b[A-ZÄÖÜ][\wäöüß-]{3,}")
_TASKED_ALOUD = re.compile(r"\b(?:beauftragt|gebeten|aufgefordert|ersucht)\b[^.]*[,:]\W*$")
_NUMERAL_ENDS = re.compile(r"\b(?:I{1,3}|IV)\.$")
_INFINITIVE_ENDS = re.compile(r"(?:\bzu\s+[a-zäöüß]+n|[a-zäöüß]{2,}zu[a-zäöüß]{3,}n)\W*$")
_ABOUT = re.compile(
    r"\b[Üü]ber\s+(?P<what>[^.;]+?)(?=\s+(?:zu\s+(?:berichten|informieren|unterrichten)|berichte[tn]|informier(?:t|en)|unterrichte[tn]|Bericht|Auskunft|Rechenschaft)\b|\s*[.;]?\s*$)"
)
_AUXILIARY_END = re.compile(r"\s+(?:ist|sind|wird|werden|soll|sollen|hat|haben)$")
_TELLS = re.compile(r"\b(?:Auskunft|Antwort|Bericht|Information|Beantwortung)\w*\b")
_FRAME = (  # (one of these words must stand there, what is cut)
    (("bat", "bittet"), re.compile(r"^.*?\b(?:bat|baten|bittet)\b[^,]{0,80},\s*")),
    (
        ("beauftragt", "gebeten", "aufgefordert", "ersucht", "verpflichtet"),
        re.compile(r"^.*?\b(?:beauftragt|gebeten|aufgefordert|ersucht|verpflichtet)\b\s*,?\s*(?:dass\s+)?"),
    ),
    (
        ("sagt", "sagen", "verspricht", "kündigt"),
        re.compile(
            r"^.*?\b(?:sagt|sagte|sagen|zugesagt|zusagt|verspricht|kündigt)\b(?:[^,;]{0,60}?\b(?:zu|an)\b)?\s*,\s*(?:dass\s+)?"
        ),
    ),
    (("sag",), re.compile(r"^.*?\bsag(?:t|te|en|ten)\b(?=[^,;]+\bzu\W*$)|\bzu\W*$")),
    (
        ("",),
        re.compile(
            r"^\W*(?:(?:\d+[.)]|[a-z]\)|[-–•*])\s*)?(?:(?:Er|Sie|Es|Dies|Das|Hier(?:zu|über)|Dazu|Darüber|Dabei)\b\s*)?"
        ),
    ),
    (
        ("",),
        re.compile(
            r"\b(?:ist|sind|wird|werden|soll|sollen|muss|müssen|liegt|liegen|legt|legen|hat|haben|erhält|erhalten|es|zu\s+(?:berichten|informieren|unterrichten|erstatten|geben|dürfen|übergeben)|vorzulegen|vorgelegt|vorlegen|vorliegen|vorzustellen|vorgestellt|erwartet|berichte[tn]|informier(?:t|en)|unterrichte[tn]|nachzureichen|nachgereicht|mitzuteilen|zugesagt|schriftlich|vor|erst|dann|auch|seitens)\b"
        ),
    ),
    (
        ("ürgermeister", "erwaltung"),
        re.compile(
            r"(?:^\W*(?:Der|Die|Das)|\bvo[mn]\s+(?:der)?|\bdurch\s+(?:den|die))\s*(?:Oberbürgermeister(?:in)?|(?:Stadt)?[Vv]erwaltung|Bürgermeister(?:in)?)\b"
        ),
    ),
)
_ARTICLE = re.compile(r"^(?:ein(?:e[nrms]?)?|de[rnms]|die|das)\s+", re.IGNORECASE)


@Language.component("protokolle_duties")
def duties(doc: Doc) -> Doc:
    """Fills the duties of each item."""
    draft: Draft = doc._.draft
    base = datetime.date.fromisoformat(draft.date.value) if draft.date is not None else None
    for item in draft.items:
        if item.from_agenda:
            continue
        found = [*_in_versions(draft, item, base), *_in_debate(draft, item, base)]
        if found:
            item.duties = _each_once(found)
    return doc


@dataclass(slots=True)
class _Found:
    """A duty as one sentence tells it, and the text (version) it stands in; -1: the debate."""

    duty: Duty
    place: Place
    version: int


def _in_versions(draft: Draft, item: ItemDraft, base: datetime.date | None) -> list[_Found]:
    found = []
    for index, version in enumerate(item.versions):
        for place in version.places:
            tasked: str | None = None
            for start, end in _whole(draft.flow, list(sentences_of(draft.flow, place.start, place.end))):
                sentence = draft.flow[start:end]
                if _TASKED_ALOUD.search(sentence):
                    tasked = _who(sentence)
                if len(sentence) > _LONGEST or not any(word in sentence for word in _list("triggers")):
                    continue
                duty = _of_resolution(sentence, base, tasked)
                if duty is not None:
                    found.append(_Found(duty[0], Place(start, end, duty[1]), index))
    return found


def _of_resolution(sentence: str, base: datetime.date | None, tasked: str | None) -> tuple[Duty, str] | None:
    """The duty a sentence of a resolution lays down, with its rule; None when there is none."""
    if _rule("no_duty").search(sentence):
        return None
    line = _rule("report_line").match(sentence)
    reports = line or _rule("report").search(sentence)
    recurring = _recurring(sentence) if reports else None
    due = _best(find_due(sentence, base=base), base, loose=bool(reports or _rule("delivers").search(sentence)))
    to = _to(sentence, due)
    if not line and not _rule("task").search(sentence):
        return None
    if reports is None and due is None:
        return None
    if reports is not None and due is None and recurring is None and (to is None or line):
        return None
    who = _who(sentence) or (tasked if _INFINITIVE_ENDS.search(sentence) else None)
    rule = "duty.report_line" if line else "duty.report" if reports else "duty.task"
    return _duty(sentence, "report" if reports else "do", who, to, due, recurring), rule


def _in_debate(draft: Draft, item: ItemDraft, base: datetime.date | None) -> list[_Found]:
    """Promises, last deferrals and leave to report later."""
    found = []
    taken = [(place.start, place.end) for version in item.versions for place in version.places]
    for start, end in _sentences_with(draft, item, _list("promises")):
        if end - start > _LONGEST or any(start < last and first < end for first, last in taken):
            continue
        sentence = draft.flow[start:end]
        read = _of_debate(item, sentence, start, base)
        if read is not None:
            found.append(_Found(read[0], Place(start, end, read[1]), -1))
    return found


def _of_debate(item: ItemDraft, sentence: str, start: int, base: datetime.date | None) -> tuple[Duty, str] | None:
    if "etztmalig" in sentence and (match := _rule("deferral").search(sentence)):
        due = _best(find_due(sentence, base=base), base, loose=True)
        duty = _duty(sentence, "do", None, None, due, None)
        return duty.model_copy(update={"what": " ".join(match.group().split())}), "duty.deferral"
    later = "zu dürfen" in sentence and _rule("later").search(sentence)
    promise = None if later else _rule("promise").search(sentence)
    if not later and promise is None:
        return None
    due = _best(find_due(sentence, base=base), base, loose=True)
    reports = later or _rule("report").search(sentence) or _TELLS.search(sentence)
    if due is None and not (reports and promise):
        return None
    if due is None and promise and promise.group().startswith(("kündig", "Zusage", "nach")):
        return None  # announced or sent later, no day: nobody is bound
    who = _promiser(item, sentence, start) or _who(sentence)
    rule = "duty.allowed_later" if later else "duty.promise"
    return _duty(sentence, "report" if reports else "do", who, _to(sentence, due), due, None), rule


def _sentences_with(draft: Draft, item: ItemDraft, words: tuple[str, ...]) -> list[tuple[int, int]]:
    """The item's sentences in which one of the words stands, in order."""
    find, end = draft.flow.find, item.end
    places = []
    for word in words:
        at = find(word, item.body, end)
        while at >= 0:
            places.append(at)
            at = find(word, at + 1, end)
    if not places:
        return []
    sentences = _whole(draft.flow, draft.sentences_in(item.body, end))
    return [sentences[index] for index in sorted({bisect_right(sentences, (at, end)) - 1 for at in places})]


def _whole(flow: str, sentences: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The sentences; one that was cut behind the numeral of "des II. Quartals" is whole again."""
    if flow.find(". Quartal") < 0 and flow.find(". Halbjahr") < 0:
        return sentences
    joined: list[tuple[int, int]] = []
    for start, end in sentences:
        if (
            joined
            and flow.startswith(("Quartal", "Halbjahr"), start)
            and _NUMERAL_ENDS.search(flow[joined[-1][1] - 5 : joined[-1][1]])
        ):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _best(dues: tuple[Due, ...], base: datetime.date | None, *, loose: bool) -> Due | None:
    """The due date among the dates of a sentence: "bis" before others, nothing that was over when the meeting was
    held.

    Where nothing is reported or delivered (not `loose`), "im Mai" and "am 3.5." say when something happens: only
    "bis", "spätestens", "innerhalb" and "zum" bind.
    """
    open_ = [due for due in dues if not _over(due, base)]
    if not loose:
        open_ = [due for due in open_ if due.until or due.text.startswith(("zum ", "Zum ", "zur ", "Zur "))]
    return next((due for due in open_ if due.until), open_[0] if open_ else None)


def _over(due: Due, base: datetime.date | None) -> bool:
    day = due.last or due.first
    return base is not None and day is not None and day <= base


def _duty(sentence: str, kind: str, who: str | None, to: str | None, due: Due | None, recurring: str | None) -> Duty:
    return Duty.model_construct(
        text=" ".join(sentence.split()),
        kind=kind,
        who=who,
        to=to,
        what=_what(sentence, due, recurring),
        due=due.text if due else None,
        due_from=due.first.isoformat() if due and due.first else None,
        due_to=due.last.isoformat() if due and due.last else None,
        recurring=recurring,
    )


def _what(sentence: str, due: Due | None, recurring: str | None) -> str | None:
    """What is to be done or reported: the sentence without its due date, recipient, bound person and frame."""
    rest = f"{sentence[: due.start]} {sentence[due.end :]}" if due else sentence
    for match in reversed(list(_rule("to").finditer(rest))):
        rest = f"{rest[: match.start()]} {rest[match.end() :]}"
    if recurring:
        rest = _rule("recurring").sub(" ", rest)
    about = _ABOUT.search(" ".join(rest.split())) if "ber " in rest else None
    if about:
        rest = _AUXILIARY_END.sub("", about["what"])
    else:
        for words, pattern in _FRAME:
            if any(word in rest for word in words):
                rest = pattern.sub(" ", rest)
    rest = _ARTICLE.sub("", " ".join(rest.split()).strip(" ,;:.-–()"))
    rest = re.sub(r"\s+([,;.])", r"\1", rest).strip(" ,;")
    return rest if len(rest) > 2 and _NOUN.search(rest) else None


def _who(sentence: str) -> str | None:
    match = _rule("who").search(sentence)
    return match["who"] if match else None


def _promiser(item: ItemDraft, sentence: str, start: int) -> str | None:
    """Who speaks in the sentence; "Er" and "Sie" are who spoke last. In the passive ("wird zugesagt") nobody is
    named."""
    places = [(place.start, fact.value) for fact in item.speakers for place in fact.places]
    named = [speaker for at, speaker in places if start <= at < start + 12]
    if not named and sentence.startswith(("Er ", "Sie ")):
        before = [(at, index) for index, (at, _) in enumerate(places) if start - _LOOK_BACK < at < start]
        named = [places[max(before)[1]][1]] if before else []
    return _called(named[0]) if named else None


def _called(speaker: Speaker) -> str | None:
    if speaker.name is None:
        role = speaker.role or ""
        if role.startswith("Der ") and role.endswith("e"):
            return role[4:] + "r"  # "Der Vorsitzende" is a Vorsitzender
        return role.removeprefix("Der ").removeprefix("Die ") or None
    return " ".join(part for part in (speaker.salutation, speaker.honorific, speaker.name) if part)


def _to(sentence: str, due: Due | None) -> str | None:
    """The body that is told; a committee that only advised before ("nach Vorberatung im ...") is none."""
    for match in _rule("to").finditer(sentence):
        if re.search(
            r"(?:[Vv]orberatung|[Bb]eratung|[Aa]bstimmung|Zusammenarbeit|mit|Fraktion|Beschluss|Mitglieder|\b(?:[Dd]ie|[Dd]er|[Dd]en|[Dd]as|[Dd]em))\s+$",
            sentence[: match.start()],
        ):
            continue
        if due is not None and due.start < match.start() < due.end and "itzung" not in due.text:
            continue
        return nominative(match["to"]).removeprefix("zuständigen ")
    return None


def _recurring(sentence: str) -> str | None:
    match = _rule("recurring").search(sentence)
    return " ".join((match["word"] or match["phrase"]).split()) if match else None


def _each_once(found: list[_Found]) -> list[Fact[Duty]]:
    """One duty for each that is told in several texts of the item; the last text's wording counts, it is the valid
    one."""
    merged: list[tuple[_Found, list[Place]]] = []
    for new in found:
        twin = next((index for index, (known, _) in enumerate(merged) if _same(known, new)), None)
        if twin is None:
            merged.append((new, [new.place]))
            continue
        known, places = merged[twin]
        places.append(new.place)
        kept = {
            name: getattr(new.duty, name) or getattr(known.duty, name)
            for name in ("who", "to", "what", "due", "due_from", "due_to", "recurring")
        }
        if new.version >= 0:
            merged[twin] = (_Found(new.duty.model_copy(update=kept), new.place, new.version), places)
    return [Fact(one.duty, places) for one, places in merged]


def _same(one: _Found, other: _Found) -> bool:
    """The same duty in two texts: kind and due date agree, and the nouns largely; within one text only the same
    words."""
    a, b = one.duty, other.duty
    if a.kind != b.kind or a.recurring != b.recurring or (a.due_from, a.due_to) != (b.due_from, b.due_to):
        return False
    if one.version == other.version:
        return (a.what, a.due, a.to) == (b.what, b.due, b.to)
    if a.due_to is None and (a.due or "").lower() != (b.due or "").lower():
        return False
    first, second = set(_NOUN.findall(a.what or a.text)), set(_NOUN.findall(b.what or b.text))
    return not first or not second or 3 * len(first & second) >= min(len(first), len(second))


@cache
def _rule(kind: str) -> re.Pattern[str]:
    return load_rules("duties").of(kind)[0].pattern


@cache
def _list(name: str) -> tuple[str, ...]:
    return load_rules("duties").lists[name]
