"""Who speaks or acts in an item, each once, and apart from them the people only mentioned."""

from __future__ import annotations

import re

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.minutes.draft import Draft
from pipeline.minutes.people_once import each_once, mentions, signatories
from pipeline.minutes.persons_scan import Person, behalf, find_people
from pipeline.minutes.rules_file import load_rules
from pipeline.minutes.spans import Spans
from pipeline.minutes.who_speaks import RIGHT_TO_SPEAK, speaks_here

_QUOTES = re.compile(r"„[^“”\"\n]{0,1200}[“”\"]|“[^“”\n]{0,1200}”|\"[^\"\n]{20,1200}\"")
_SIGNED = re.compile(r"^gez\.", re.MULTILINE)


@Language.component("protokolle_speakers")
def speakers(doc: Doc) -> Doc:
    """Fills speakers and mentioned_people of each item."""
    draft: Draft = doc._.draft
    for item in draft.items:
        if item.from_agenda:
            continue
        spoken: list[Person] = []
        named: list[Person] = []
        start = item.body
        signed = _SIGNED.search(draft.flow, start, item.end)
        end = item.end
        colons = _colon_speakers(draft, start, end)
        verbatim = len(colons) > 2
        rolls = Spans(item.rolls) if item.rolls else None
        if rolls is not None:
            colons = [colon for colon in colons if not rolls.overlaps(colon.start, colon.end)]
            verbatim = len(colons) > 2
        for person, speaks in _judged(draft, start, end):
            if rolls is not None and rolls.overlaps(person.start, person.end):
                continue  # who only votes is neither a speaker nor a mention
            if verbatim and speaks and not _opens_line(draft, person):
                speaks = False  # within somebody's speech, others are only addressed or named
            if signed and person.start > signed.start():
                speaks = False
            (spoken if speaks else named).append(person)
        if signed:
            named.extend(signatories(draft, signed.end(), end))
        near = Spans((person.start, person.end) for person in spoken)
        spoken.extend(colon for colon in colons if not near.near(colon.start, 12))
        spoken.sort(key=lambda person: person.start)
        item.speakers = each_once(spoken)
        item.mentioned_people = mentions(named, item)
    return doc


def _judged(draft: Draft, start: int, end: int) -> list[tuple[Person, bool]]:
    """Each naming with whether it speaks."""
    flow = draft.flow
    quotes = [match.span() for match in _QUOTES.finditer(flow, start, end)]
    result: list[tuple[Person, bool]] = []
    people = [
        person
        for person in find_people(flow, start, end)
        if not (person.name is None and _in_resolution(draft, person))
    ]
    if not people:
        return result
    spans = draft.sentences_in(start, end)
    index = 0
    in_list_of_speakers_to_come = False
    rights = flow.find("ederecht", start, end) >= 0
    for first, last in spans:
        if not rights and (index >= len(people) or people[index].start >= last):
            continue
        sentence = flow[first:last]
        inside: list[Person] = []
        while index < len(people) and people[index].start < last:
            if people[index].start >= first:
                inside.append(people[index])
            index += 1
        if sentence[-1] == ":" and "ederecht" in sentence and RIGHT_TO_SPEAK.search(sentence):
            in_list_of_speakers_to_come = True
        elif in_list_of_speakers_to_come and sentence[0] not in "-•*▪–" and len(sentence) > 3:
            in_list_of_speakers_to_come = in_list_of_speakers_to_come and not sentence[0].isalpha()
        if not inside:
            continue
        quoted = [person for person in inside if any(a < person.start < b for a, b in quotes)]
        speaking_before = False
        for position, person in enumerate(inside):
            if person in quoted or in_list_of_speakers_to_come:
                speaks = False
            elif _cut_off(flow, person, end):
                continue  # the page ends inside the name
            else:
                speaks = speaks_here(flow, first, last, inside, position, speaking_before=speaking_before)
            speaking_before = speaks
            if speaks and person.party is None:
                person.party = behalf(flow, person.after, min(last, person.after + 90)) or behalf(
                    flow, max(first, person.start - 60), person.start
                )
            result.append((person, speaks))
    return result


_RESOLUTION = re.compile(
    r"(?:beschlie(?:ß|ss)(?:t|en)|[Bb]eschluss(?:vorschlag|text|empfehlung)?|lautet)[^\n.]{0,24}:\s*$"
)


def _in_resolution(draft: Draft, person: Person) -> bool:
    """An office that begins the text of a resolution ("Der Oberbürgermeister prüft ...") is told what to do, it does not speak."""
    above = draft.text[max(0, person.start - 90) : person.start].rstrip(' \t\n„"1234567890.)-')
    return bool(_RESOLUTION.search(above))


def _cut_off(flow: str, person: Person, end: int) -> bool:
    """The page ends inside the name: nothing behind it, no full stop, and the name stands nowhere else."""
    if person.name is None or flow[person.end : end].strip():
        return False
    return len(person.name) <= 3 or (
        len(re.findall(rf"\b{re.escape(person.name)}\b", flow)) < 2
        and not flow[: person.end].rstrip().endswith((".", ":"))
    )


_PARTY_NAME = re.compile(r"[A-ZÄÖÜ0-9][\w./|&-]*(?:\s+[A-ZÄÖÜ0-9a][\w./|&-]*)*$|\w+\s\w+amt$")


def _opens_line(draft: Draft, person: Person) -> bool:
    """Nothing but an article or office stands before the naming on its line."""
    first = draft.text.rfind("\n", 0, person.start) + 1
    return bool(re.match(r"\W*(?:(?:Der|Die|Herr|Frau)\s+)?$", draft.text[first : person.start]))


def _colon_speakers(draft: Draft, start: int, end: int) -> list[Person]:
    """Verbatim minutes: the speaker stands before a colon."""
    found = []
    refused = set(load_rules("speakers").lists["no_names"])
    pattern = load_rules("speakers").one("person.colon").pattern
    for line in draft.lines_in(start, end):
        if ":" not in line.text[:90]:
            continue
        match = pattern.match(draft.text, line.start, end)
        if match is None:
            continue
        office, name = match["office"], match["name"]
        if name and (name.split()[0] in refused or name.split()[-1] in refused):
            continue
        if not name and not (office and office.startswith(("Der", "Die"))):
            continue
        if not office and not match["party"] and not (match["title"] and name) and not match["lead"]:
            continue
        if match["party"] and not _PARTY_NAME.match(match["party"]):
            continue  # "(zeigt eine Präsentation)"
        salutation = office if office in ("Herr", "Frau") else None
        title = " ".join(match["title"].split()) if match["title"] else None
        found.append(
            Person(
                match.start() + len(match.group()) - len(match.group().lstrip("▪•| \t\n")), match.end() - 1, match.end() - 1, "person.colon",
                name=" ".join(name.split()) if name else None, salutation=salutation, honorific=title,
                role=None if salutation else office, party=match["party"] or match["lead"], colon=True,
            )
        )  # fmt: skip
    return found
