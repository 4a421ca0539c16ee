"""Who speaks or acts in an item, each once, and apart from them the people only mentioned."""

from __future__ import annotations

import re
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.minutes.draft import Draft, Fact, ItemDraft, Place
from pipeline.minutes.persons_scan import Person, act_nouns, behalf, find_people, verb_pattern
from pipeline.minutes.rules_file import load_rules
from pipeline.model.record import Mention, Speaker

_QUOTES = re.compile(r"„[^“”\"\n]{0,1200}[“”\"]|“[^“”\n]{0,1200}”|\"[^\"\n]{20,1200}\"")
_LIST_HEAD = re.compile(
    r"^(?:[-•*▪–]|\d+[.)])\s|^(?:gez\.|Anwesend|Abwesend|Entschuldigt|Nicht\s+anwesend|Es\s+fehl|Verteiler|Teilnehmer|Stimmberechtigt|Befangen|Stimmzähler|Schriftführ|Vorsitz\w*(?:/r)?\s*:|Mitglieder|Gäste|Verwaltung\s*:|Unterschrift)"
)
_SIGNED = re.compile(r"^gez\.", re.MULTILINE)
_ROLL = re.compile(
    r"\b(?:Hierzu\s+sprechen|Es\s+sprechen|Zu\s+diesem\s+Punkt\s+sprechen|Wortmeldungen\s+der\s+Stadtverordneten|[Aa]n\s+der\s+(?:Diskussion|Aussprache|Debatte)\s+beteilig)"
)
_RIGHT_TO_SPEAK = re.compile(
    r"Rederecht\s+(?:haben\s+beantragt|wurde\s+beantragt|für|beantragt|wird|erhalten|an)|(?:haben|hat)\s+Rederecht\s+beantragt|Rederecht\b[^.\n]{0,40}\bfür\s*$"
)
_PASSIVE_AGENT = re.compile(
    r"(?:\b(?:[Vv]on|[Dd]urch|[Vv]om|[Ss]eitens|durch\s+den|durch\s+die|[Dd]urch\s+den|[Dd]urch\s+die|[Vv]on\s+der|[Vv]on\s+dem)\s+(?:(?:dem|der|den|die)\s+)?(?:[A-ZÄÖÜ][\w-]+(?:\s+für\s+[^.\n]{2,80})?,?\s+)?)$"
)
_ACCORDING = re.compile(
    r"(?:\b(?:[Ll]aut|[Nn]ach\s+(?:Ansicht|Meinung|Auffassung|Angaben|Ausführungen|Auskunft|Aussage|Einschätzung|Worten)\s+von|[Ss]o)\s+(?:der|die|dem)?\s*)$"
)
_FOR = re.compile(r"(?:^|[.!?]\s+|\n)\W*(?:Für|r)\s+$")
_JOINED = re.compile(r"^\s*(?:und|sowie|,|/)\s*(?:auch\s+)?$")
_BY_FACTION = re.compile(r"(?:^|[,:;])\W*[Ff]ür\s+die\s+(?:Fraktion|Gruppe)\b[^.,]{2,60}\b(?:der|die)\s+$")
_SUBJECT_FRONT = re.compile(
    r"^(?:\W|\b(?:Der|Die|bisherige|neue|amtierende|stellvertretende|scheidende|ehemalige|Auch|Hierzu|Dazu|Dann|Danach|Zunächst|Abschließend|Anschließend|Darauf|Daraufhin|Ferner|Weiter|Außerdem|Zudem|Schließlich|Als|Nur)\b)*$"
)
_AUX = re.compile(r"^(?:wird|werden|wurde|wurden|ist|war|sei|sind|hat|habe)$")
_SILENT = re.compile(
    r"^(?:ist|war|sind|bleibt|fehlt|verlässt|nimmt\s+nicht|erscheint|kommt\s+um|trifft)\b[^.]{0,60}\b(?:anwesend|abwesend|entschuldigt|verhindert|befangen|erkrankt|Vertreter\w*|vertreten|Mitglied|fehlt|Sitzung|Raum|Saal|gewählt)\b|"
    r"^nimmt\b[^.]{0,70}\b(?:stellvertretend|Vertret\w+|in\s+Vertretung)\b"
)
_ABSENT = re.compile(
    r"^(?:(?:fehlt|verlässt|erscheint|scheidet|rückt)\b|hat\b[^.]{0,80}\bnicht\s+(?:mitgestimmt|teilgenommen|mitgewirkt))"
)
_NOMINATIVE_ARTICLE = re.compile(r"(?:^|[^\w])(?:[Dd]er|Die)\s+$")
_PREPOSITION = re.compile(
    r"\b(?:dem|den|des|beim|zum|zur|vom|von|mit|bei|an|für|gegen|gegenüber|über|durch|statt|anstelle|nach|unter|wegen|namens|anhand|hinter|auf|um|ohne|seit|aus|in)\s+"
    r"(?:(?:der|die|den|dem|des|das)\s+)?(?:[\w-]+\s+für\s+[^.\n]{2,70}\s)?$"
)
_VERB_OBJECT = re.compile(
    r"\b(?:dankt|danken|bittet|gratuliert|begrüßt|verabschiedet|fragt|widerspricht|stimmt|unterstützt|ehrt|erteilt|ersucht|pflichtet|empfiehlt|antwortet|vertritt|vertreten)\s+"
    r"(?:(?:der|die|den|dem)\s+)?$"
)
_OFFICE_FRONT = re.compile(
    r"(?:(?:Der|Die)\s+)?(?:[A-ZÄÖÜ][\w-]*(?:vorsteher|bürgermeister|meister|leiter|sprecher|vertreter|beauftragte|dezernent|geordnete|direktor|kämmerer|präsident|sitzende|anwalt|pfleger|arbeiter|manager|ratsmitglied|planer)(?:in|r|n|s)?)"
    r"(?:\s+(?:für|der|des|von)\s+[^.\n]{2,90}?)?,?\s+$"
)
_NAME_KEY = re.compile(r"[^a-zäöüß]")


@cache
def _passive() -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(load_rules("speakers").lists["passive"]) + r")\b")


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
        for person, speaks in _judged(draft, start, end):
            if verbatim and speaks and not _opens_line(draft, person):
                speaks = False  # within somebody's speech, others are only addressed or named
            if signed and person.start > signed.start():
                speaks = False
            (spoken if speaks else named).append(person)
        if signed:
            named.extend(_signatories(draft, signed.end(), end))
        for colon in colons:
            if not any(abs(colon.start - person.start) < 12 for person in spoken):
                spoken.append(colon)
        spoken.sort(key=lambda person: person.start)
        item.speakers = _each_once(spoken)
        item.mentioned_people = _mentions(named, item)
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
    for first, last in spans:
        sentence = flow[first:last]
        inside: list[Person] = []
        while index < len(people) and people[index].start < last:
            if people[index].start >= first:
                inside.append(people[index])
            index += 1
        if sentence[-1] == ":" and "ederecht" in sentence and _RIGHT_TO_SPEAK.search(sentence):
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
                speaks = _speaks(flow, first, last, inside, position, speaking_before=speaking_before)
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


def _speaks(flow: str, first: int, last: int, inside: list[Person], position: int, *, speaking_before: bool) -> bool:
    person = inside[position]
    sentence = flow[first:last]
    before = flow[first : person.start]
    after = flow[person.after : last].lstrip()
    if _LIST_HEAD.match(sentence) and not re.match(
        r"(?:[-•*▪–]|\d+[.)])\s+(?:Herr|Frau)\s.{2,60}\s" + verb_pattern().pattern, sentence
    ):
        return False
    if _ROLL.search(before):
        return True
    previous = inside[position - 1] if position else None
    if previous is not None and _JOINED.match(flow[previous.after : person.start]):
        if speaking_before and (person.written not in ("Herrn", "Hrn.") or previous.written in ("Herrn", "Hrn.")):
            return True
        if not speaking_before:
            return False
    oblique = person.written in ("Herrn", "Hrn.")
    if _agent(before, after):
        return True
    if oblique:
        return bool(_FOR.search(flow[max(0, first - 2) : person.start]))
    if person.rule == "office.alone":
        return _office_speaks(person, before, after)
    if person.rule in ("person.councillor", "person.office_name", "person.office_any") and re.search(
        r"(?:Stadtverordneten|Beigeordneten|Vorsitzenden)$", person.written
    ):
        return False
    if person.rule == "person.councillor" and _BY_FACTION.search(before):
        return True
    if _RIGHT_TO_SPEAK.search(before):
        return False
    if person.written != "Herr" and (
        _PREPOSITION.search(before) or (_VERB_OBJECT.search(before) and _has_subject(before))
    ):
        return False
    if re.search(
        r"\b(?:[Vv]orwürfe?n?|Person|Stelle|Namen?|Schreiben|Brief|Rede|Antr[aä]g\w*|Wahl|Anwesenheit|Wunsch|Beitrag|Vorschl[aä]ge?)\s+(?:de[rs]|von)\s+$",
        before,
    ):
        return False
    return _acts(before, after, person)


def _agent(before: str, after: str) -> bool:
    """Acts in the passive or behind a noun of speaking: "wird von Frau X beantwortet", "Auf Nachfrage von Herrn Y"."""
    if _ACCORDING.search(before):
        return True
    if re.search(
        r"(?:^|[.!?]\s)\W*(?:Die|Eine|Der|Ein)\s+(?:\w+e[rn]?\s+)?(?:Nachfragen?|Fragen?|Rückfragen?|Bitte|Hinweis|Einwand|Wortmeldung)\s+(?:von|des|der)\s+$",
        before,
    ):
        return True
    if re.search(
        rf"\b(?:[Aa]uf|[Nn]ach|[Zz]ur|[Dd]ie|[Ee]ine[rn]?|[Zz]u)\s+(?:\w+\s+)?(?:{act_nouns()})\s+(?:von|des|der|durch|seitens)\s+(?:(?:der|des|dem|den)\s+)?(?:[A-ZÄÖÜ][\w-]+(?:\s+für\s+[^.\n]{{2,90}}?)?,?\s+)?$",
        before,
    ):
        return bool(re.search(r"\b[Aa]uf\s|\b[Nn]ach\s", before[-150:]))
    if _PASSIVE_AGENT.search(before):
        tail = before[-90:]
        if not re.search(r"\b(?:wird|werden|wurde|wurden)\b", before) and re.search(
            r"\b(?:Vorschlag|Vorschläge|Antrag|Antrags|Schreiben|Brief|Wortbeitrag|Anregungen?|Mail|E-Mail|Stelle|Rede)\s+(?:von|vom|des|der)\s+(?:\w+\s+)?$",
            tail,
        ):
            return False
        rest = after[:200].lstrip(" ,")
        return bool(
            re.search(r"\b(?:wird|werden|wurde|wurden|kommt|kam|erfolgt|ist)\b", before + " " + rest)
            or re.match(
                r"(?:\([^)]*\)\s*|,[^,]*,\s*)?(?:\w+\s+){0,6}?(?:ge|be|ver|er|über|vor|ein|aus|an|auf|ab|zu|hin)\w*(?:t|en|te[nrs]?|ene[nrs]?)\b",
                rest,
            )
        ) and not re.search(r"\b(?:Ausfertigung|Vertretung)\s", before)
    return False


def _office_speaks(person: Person, before: str, after: str) -> bool:
    if person.written not in ("Der", "Die", "der", "die"):
        return person.written in ("des", "dem", "vom") and bool(
            re.search(
                r"\b(?:[Nn]ach\s+(?:Auskunft|Ansicht|Meinung|Angaben|Ausführungen|Auffassung)|[Aa]uf\s+(?:Nachfrage|Hinweis|Bitte|Vorschlag|Anregung))\s+$",
                before,
            )
            or (
                person.written == "vom"
                and re.search(r"\b(?:wird|werden|wurde|wurden)\b", before + after[:160])
                and re.search(r"(?:^|\s)(?:ge|be|ver|er|ein|aus|vor|an|zu)\w+(?:t|en)\b", after[:160])
            )
        )
    if person.written in ("der", "die"):
        word = re.search(r"([a-zäöüß]+)\s*$", before)
        if not (
            word
            and verb_pattern().fullmatch(word.group(1))
            and not re.search(r"\b(?:wird|werden|sind|ist)\s*$", before)
        ):
            return False
        return word.group(1) not in ("ist", "wird", "hat", "kann", "war") or bool(
            re.search(r"\b(?:bat|bittet|erklärt|teilt|sagt|so)\b", before)
        )
    if not _SUBJECT_FRONT.match(before):
        return False
    if re.match(
        r"(?:wird|werden|wurde|ist|soll|möge|hat\s+die|sollte)\b[^.]{0,40}?\b(?:beauftragt|gebeten|aufgefordert|ersucht|zu\s+|ermächtigt|berichten|prüfen|wir\b)",
        after,
    ) or re.match(r"(?:wird|wir|soll|möge|werde)\b", after):
        return False
    return bool(verb_pattern().match(after)) or bool(re.match(r"[a-zäöüß]+(?:t|te|en)\b", after))


def _acts(before: str, after: str, person: Person) -> bool:
    """Subject of a verb: at the front before it, or behind it."""
    front = bool(_SUBJECT_FRONT.match(_OFFICE_FRONT.sub("", before)))
    word = re.match(
        r"(?:,\s*)?(?:(?:selbst|ebenfalls|auch|erneut|nun|zunächst|jedoch|wiederum)\s+)?([a-zäöüß]+)", after
    )
    if (
        front
        or (person.rule == "person.councillor" and _NOMINATIVE_ARTICLE.search(before))
        or (re.search(r"[,;:]\s*(?:und\s+)?(?:der|die)?\s*$", before) and word is not None)
    ):
        if _ABSENT.match(after) or _SILENT.match(after):
            return False
        if re.match(r"(?:wird|werden|wurde|wurden)\b", after) and _passive().search(after[:120]):
            return False
        if word is not None and (verb_pattern().fullmatch(word.group(1)) or _looks_finite(word.group(1))):
            return not (re.search(r",\s*$", before) and not front and re.match(r"(?:ihre?|seine?|als|und)\b", after))
        if front:
            return (
                bool(re.search(verb_pattern().pattern, after[:60]))
                or after == ""
                or bool(re.match(r"(?:zu[rm]?|für|zum\s+TOP)\b", after))
            )
        if person.rule == "person.councillor":
            return True
    if re.search(r"\ban\s+de[rm]\s+sich\s+(?:auch\s+)?$", before) and "beteilig" in after[:80]:
        return True
    inverted = re.search(
        r"([a-zäöüß]+)\s+(?:(?:der|die|sich|dann|nun|nunmehr|dazu|hierzu|auch|zudem|jedoch|aber|noch)\s+){0,2}$", before
    )
    if inverted and (verb_pattern().fullmatch(inverted.group(1)) or _DAMAGED_VERB.fullmatch(inverted.group(1))):
        verb = inverted.group(1)
        if _AUX.match(verb):
            if re.match(r"(?:wird|werden|wurde|ist|war)", verb):
                return False
            return bool(
                re.search(
                    r"\b(?:erklärt|gesagt|berichtet|informiert|gefragt|gebeten|beantragt|vorgeschlagen|dargestellt|mitgeteilt)\b",
                    after,
                )
            )
        return not (
            person.written in ("Frau", "Fr.")
            and re.match(r"(?:bittet|fragt|dankt|begrüßt|ersucht|unterstützt|verabschiedet)$", verb)
            and _has_subject(before)
        )
    if re.search(r"\b(?:[Ww]ie|[Ss]o)\s+(?:der|die\s+)?$", before):
        return True
    joined = re.search(r"\bund\s+$", before)
    return bool(joined and person.written == "Herr" and not _PREPOSITION.search(before[: joined.start()] + " "))


_DAMAGED_VERB = re.compile(r"lt|rt|hrt|gt|chte|nscht|utert|ndigt|ndet|ußert|hlt|gnzt|tzt|cht")
_NOT_FINITE = frozenset(
    "mit seit statt nicht dort jetzt oft erst fast samt acht zuletzt selbst sonst bereits recht".split()
)


def _looks_finite(word: str) -> bool:
    """A small word behind a name that ends as a verb does; the front of it may be lost with its umlaut (rt, chte)."""
    return word not in _NOT_FINITE and bool(re.fullmatch(r"[a-zäöüß]+(?:t|te|ten)", word))


def _has_subject(before: str) -> bool:
    return bool(
        re.search(
            r"\b(?:Herr|Frau|Er|Sie|[Ss]ie|[Ee]r|Stadtverordnete|\w*[Vv]orsitzende|Ortsvorsteher\w*|\w*[Bb]ürgermeister\w*|Ausschuss|Fraktion)\b",
            before,
        )
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


def _key(person: Person) -> str:
    """What two namings of one person share: the surname, or the office."""
    if not person.key:
        if person.name is None:
            person.key = "office:" + _NAME_KEY.sub(
                "", (person.role or "").lower().removeprefix("der ").removeprefix("die ").removesuffix("r")
            )
        else:
            person.key = person.name[person.name.rfind(" ") + 1 :].lower()
    return person.key


def _each_once(people: list[Person]) -> list[Fact[Speaker]]:
    """One speaker for each person; a surname alone joins the full name told before, a title joins when it fits."""
    merged: list[tuple[Person, list[Place]]] = []
    by_key: dict[str, list[int]] = {}
    for person in people:
        place = Place(person.start, person.end, person.rule)
        known_as = next(
            (index for key in _keys(person) for index in by_key.get(key, ()) if _same(merged[index][0], person)), None
        )
        if known_as is None:
            by_key.setdefault(_key(person), []).append(len(merged))
            merged.append((person, [place]))
            continue
        known, places = merged[known_as]
        places.append(place)
        if person.name and known.name and len(person.name) > len(known.name):
            known.name = person.name
        known.role = known.role or person.role
        known.party = known.party or person.party
        known.honorific = known.honorific or person.honorific
        known.salutation = known.salutation or person.salutation
    return [
        Fact(Speaker(name=p.name, salutation=p.salutation, honorific=p.honorific, role=p.role, party=p.party), places)
        for p, places in merged
    ]


def _keys(person: Person) -> tuple[str, ...]:
    """The person's own key, and the one a slip of its last letter would give (Gelfand, Gelfant)."""
    key = _key(person)
    slip = {"d": "t", "t": "d"}.get(key[-1]) if person.name and len(key) >= 6 else None
    return (key, key[:-1] + slip) if slip else (key,)


def _same(one: Person, other: Person) -> bool:
    if (one.name is None) != (other.name is None):
        return False
    if _key(one) != _key(other):
        return _one_letter_apart(one, other)
    if one.name is None:
        return True
    first, second = one.name.split(), (other.name or "").split()
    if len(first) > 1 and len(second) > 1 and first[0].rstrip(".")[0] != second[0].rstrip(".")[0]:
        return False
    female = {"Frau", "Fr."}
    if one.salutation and other.salutation and (one.salutation in female) != (other.salutation in female):
        return False
    return not (
        one.honorific
        and other.honorific
        and one.honorific != other.honorific
        and "Prof" not in one.honorific + other.honorific
    )


def _one_letter_apart(one: Person, other: Person) -> bool:
    """Gelfand and Gelfant in one item, both Frau: one person whose name slipped; the first spelling stays."""
    if not one.name or not other.name or one.salutation is None or one.salutation != other.salutation:
        return False
    a, b = one.name, other.name
    return len(a) == len(b) >= 6 and a[:-1] == b[:-1] and a[-1] in "dt" and b[-1] in "dt"


def _mentions(people: list[Person], item: ItemDraft) -> list[Fact[Mention]]:
    spoken = {(fact.value.name or "").split()[-1].lower() for fact in item.speakers if fact.value.name}
    merged: dict[str, Fact[Mention]] = {}
    for person in people:
        if person.name is None or _key(person) in spoken:
            continue
        place = Place(person.start, person.end, person.rule)
        if person.name in merged:
            merged[person.name].places.append(place)
        else:
            merged[person.name] = Fact(
                Mention(name=person.name, salutation=person.salutation, honorific=person.honorific), [place]
            )
    return list(merged.values())


_SIGNATORY = re.compile(r"\b(?:[A-ZÄÖÜ][a-z]{0,2}\.\s?-?){1,3}\s*[A-ZÄÖÜ][a-zäöüß]+(?:-[A-ZÄÖÜ][a-zäöüß]+)?")


def _signatories(draft: Draft, start: int, end: int) -> list[Person]:
    return [
        Person(match.start(), match.end(), match.end(), "person.signed", name=re.sub(r"\s+", " ", match.group()))
        for match in _SIGNATORY.finditer(draft.flow, start, min(end, start + 600))
    ]
