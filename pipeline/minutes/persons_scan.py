"""Finds people in a stretch of flowing text: with salutation, by office and name, by office alone, before a colon."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from pipeline.minutes.rules_file import load_rules
from pipeline.minutes.spans import Spans

_RULES = ("person.salutation", "person.councillor", "person.office_name", "person.office_any", "person.title_only")
_OFFICE_ENDS = (
    "leiter",
    "leiterin",
    "direktor",
    "ommandant",
    "ommandantin",
    "präsident",
    "präsidentin",
    "direktorin",
    "beauftragte",
    "sprecher",
    "sprecherin",
    "vorsteher",
    "vorsteherin",
    "dezernent",
    "dezernentin",
    "referent",
    "referentin",
    "meister",
    "meisterin",
    "pfleger",
    "planer",
    "planerin",
)
_PARTY = (
    r"(?:SPD(?:[/-]\w+)?|CDU(?:/\w+)?|CSU|FDP(?:/\w+)?|AfD|AFD|GR[ÜU]NE|Gr[üu]ne|B90/Gr[üu]ne|(?:B[üu])?ndnis\s?90/Die\s+Gr[üu]nen|Bündnis\s+90/DIE\s+GRÜNEN|"
    r"BÜNDNIS\s+90/DIE\s+GRÜNEN|DIE\s+LINKE\.?|Die\s+LINKE|Die\s+Linke\.?|DIE\s+aNDERE|Die\s+Andere|PDS|BürgerBündnis|Bürgerbündnis(?:-FDP)?|BVB/Freie\s+Wähler|"
    r"Freie\s+Wähler|Freie\s+Demokraten|FW(?:\|FÜR)?|KULT|KAL/Die\s+PARTEI|GfK|Volt|BSW|Piraten(?:partei)?|Potsdam\s+sozial\s+gerecht|Potsdamer\s+Demokraten|Die\s+PARTEI|ödp|ÖDP|UWG|ANW)"
)
PARTY = re.compile(
    rf"(?:(?:Fraktion|Gruppe|für\s+die|namens\s+der\s+Fraktion|Fraktion\s+der)\s+)?(?P<p>{_PARTY})(?:-Fraktion)?(?![\w-]*(?:antrag|Antrag))"
)
_APPOSITION_PARTY = re.compile(
    rf"\s*(?:,\s*(?:Fraktion|Gruppe)\s+(?P<a>[A-ZÄÖÜa-z][\w./ -]{{1,40}}?)(?=\s*[,.;:)]|\s+[a-zäöü]{{3,}})|,\s*(?P<b>{_PARTY})(?:-Fraktion)?(?=\s*[,.;:)]|\s+[a-zäöü])|\s*\((?P<c>{_PARTY})(?:-Fraktion)?\))"
)
_BEHALF = re.compile(
    rf"(?:namens|im\s+Namen|für)\s+(?:der|die)\s+(?:(?:Fraktion|Gruppe)\s+(?P<p>{_PARTY})|(?P<q>{_PARTY})-Fraktion)"
)
_BRACKET = re.compile(r"\s*\((?P<role>[^()\n]{3,90})\)")
_APPOSITION = re.compile(
    r"\s*,\s+(?P<role>(?:[A-ZÄÖÜ][\wäöüß-]+(?:in|er|te|tin|rin|or|ent)\b)(?:\s+(?:der|des|für|von|beim|im|vom)\s+[^,.\n]{2,70})?),"
)
_OFFICE_BEFORE = re.compile(
    r"(?P<role>(?:stellvertretende[rn]?\s+)?(?:Oberbürgermeister(?:in|s)?|Bürgermeister(?:in|s)?|Beigeordnete[nr]?(?:\s+für\s+[^.\n]{3,90}?)?|Ausländerbeauftragte[nr]?|Ortsvorsteher(?:in|s)?|"
    r"(?:Ausschuss)?[Vv]orsitzende[nr]?|[A-ZÄÖÜ][\wäöüß]+(?:beauftragte[nr]?|leiter(?:in)?|sprecher(?:in)?|vertreter(?:in)?|dezernent(?:in)?)))\s*,?\s*$"
)
_DAMAGE_TAIL = re.compile(r"(?<=[bcdfghjklmnpqrstvwxz])(?:lt|hrt|chte|nscht|ndert|utert|ußert|ndigt|sst|ndet|gt)$")
_FEMALE = ("Frau", "Fr.")
_COMMON_NOUN = re.compile(
    r"(?:ung|ungen|heit|keit|tion|schaft|ität)$|^(?:Auskunft|Bezug|Stellung|Bedenken|Fragen?|Kenntnis|Folgendes|Einwände|Rederecht|Abstand|Anträge|"
    r"Bericht|Beschluss|Protokoll|Bitte|Dank|Wort|Uhr|Herr|Frau|Herrn|Nachfragen|Hinweise|Kritik|Rede|Position|Gründe|Vorschläge|Antwort)$"
)
_NOT_SURNAME = re.compile(
    r"^(?:Fraktion|Ausschuss|Stadtverordnete\w*|Vorsitzende\w*|Oberbürgermeister\w*|Beigeordnete\w*|Dr|Prof|Antrag|Vorlage|Fachbereich|Stadt|Verwaltung|Bündnis|Frau|Herrn?|Fr|Nein|Ja|Doch|Danke|Bitte|Stadtr[aä]t\w*|(?:Ober)?[Bb]ürgermeister\w*|Kolleg\w*|Erste[rn]?|Mitglied\w*|Vertreter\w*|Die|Der|Das|Und|Auch|Für|Im|In|Am)$"
)


@dataclass(slots=True)
class Person:
    """One naming of a person; offsets of the whole naming and of what belongs to it (bracket, apposition)."""

    start: int
    end: int
    after: int  # behind bracket and apposition
    rule: str
    name: str | None = None
    salutation: str | None = None
    honorific: str | None = None
    role: str | None = None
    party: str | None = None
    key: str = ""
    written: str = ""  # the salutation or office as written: Herrn is not Herr
    colon: bool = False


@cache
def _lists() -> dict[str, tuple[str, ...]]:
    return load_rules("speakers").lists


@cache
def verb_pattern() -> re.Pattern[str]:
    """A finite verb of speaking or acting, by its stem."""
    return re.compile(r"(?:" + "|".join(sorted(_lists()["verbs"], key=len, reverse=True)) + r")[a-zäöüß]*")


@cache
def act_nouns() -> str:
    return "|".join(_lists()["acts"])


def _councillors(flow: str, found: list[Person], end: int) -> Iterator[Person]:
    """ "Die Stadtverordneten A, Fraktion X, und B, Fraktion Y, sprechen": those behind the first have no office of their own."""
    for person in found:
        if person.rule != "person.councillor" or not person.written.endswith("verordneten"):
            continue
        if not re.search(r"\b[Dd]ie\s+$", flow[max(0, person.start - 5) : person.start]):
            continue
        at = person.after
        while match := _ANOTHER.match(flow, at, end):
            if _NOT_SURNAME.match(match["name"]) or PARTY.match(match["name"]):
                break
            other = Person(match.start("name"), match.end("name"), match.end("name"), "person.councillor", name=match["name"],
                           honorific=(match["title"] or "").strip() or None, role=person.role, written=person.written)  # fmt: skip
            _behind(flow, other, end)
            yield other
            at = other.after


_ANOTHER = re.compile(
    r"\s*,?\s*(?:und|sowie|,)\s+(?P<title>Dr\.\s+)?(?P<name>[A-ZÄÖÜ][a-zäöüß]+(?:-[A-ZÄÖÜ][a-zäöüß]+)*)(?=[,.\s])"
)


def find_people(flow: str, start: int, end: int) -> list[Person]:
    """All namings in flow[start:end], in order, none overlapping."""
    rules = load_rules("speakers")
    named: dict[str, list[re.Match[str]]] = {}
    offices: list[re.Match[str]] = []
    alone = rules.one("office.alone").pattern
    for word in _trigger_pattern().finditer(flow, start, end):
        at = word.start()
        if at and flow[at - 1].isalnum():
            continue
        for name in _TRIGGERS[word.group().lower()]:
            if name == "office.alone":
                match = _with_article(alone, flow, start, at, end)
                if match:
                    offices.append(match)
                continue
            first = at
            if name == "person.office_name" and flow[at - 3 : at].endswith(". ") and flow[at - 3 : at - 2].isdigit():
                first -= 3  # "1. Bürgermeisterin"
            match = rules.one(name).pattern.match(flow, first, end)
            if match:
                named.setdefault(name, []).append(match)
    named["person.office_any"] = list(_other_offices(flow, start, end))
    found: list[Person] = []
    taken = Spans()
    for name in _RULES:
        for match in named.get(name, ()):
            if taken.overlaps(match.start(), match.end()):
                continue
            person = _person(flow, match, name, end)
            if person is not None:
                found.append(person)
                taken.add(person.start, person.end)
    for other in list(_councillors(flow, found, end)):
        if not taken.overlaps(other.start, other.end):
            found.append(other)
            taken.add(other.start, other.end)
    whole = Spans(sorted((person.start, person.after) for person in found))
    for match in offices:
        if whole.overlaps(match.start(), match.end()):
            continue
        if re.match(r",?\s+(?:Herrn?|Frau|Dr\.)", flow[match.end() : match.end() + 12]):
            continue
        article = match["article"]
        role = f"{article} {match['office']}" if article in ("Der", "Die") else match["office"]
        if article == "des":
            role = re.sub(r"s$", "", role)
        found.append(Person(match.start(), match.end(), match.end(), "office.alone", role=role, written=article))
    found.sort(key=lambda person: person.start)
    return found


_SALUTED, _COUNCIL, _OFFICE, _TITLED, _ALONE = (
    "person.salutation",
    "person.councillor",
    "person.office_name",
    "person.title_only",
    "office.alone",
)
_STARTS: dict[str, str] = {
    _SALUTED: "herr frau fr hr hrn",
    _COUNCIL: "stad rats bezi geme orts krei mark sena abge mitg rm rh rf sb se am bm gv stv srin sr orin or ovin ov bvin bv rh rf auss str stri bzst bd",
    _OFFICE: "ober bezi orts erst bürg beig auss rats stad vors käm kämm baub ausl glei vert amts fach refe spre land werk schu deze beau",
    _TITLED: "prof dr",
    _ALONE: "stel amti ober bürg bezi orts auss rats sitz geme stad vors kämm vers land amts",
}


def _triggers() -> dict[str, tuple[str, ...]]:
    """First four letters of a word -> the rules that can begin with it. Looking words up is ten times faster than scanning."""
    table: dict[str, tuple[str, ...]] = {}
    for rule, starts in _STARTS.items():
        for start in starts.split():
            table[start] = (*table.get(start, ()), rule)
    return table


_TRIGGERS = _triggers()


@cache
def _trigger_pattern() -> re.Pattern[str]:
    """The first letters of every trigger word. The words of one first letter stand together, so that at most places
    the engine tries twenty alternatives and not a hundred."""
    forms = {
        form
        for key in _TRIGGERS
        for form in ((key[0] + key[1].upper(),) if key in ("sb", "se") else (key.capitalize(), key.upper()))
    }
    rests: dict[str, list[str]] = {}
    for form in sorted(forms, key=lambda form: (-len(form), form)):
        rests.setdefault(form[0], []).append(re.escape(form[1:]))
    return re.compile("|".join(f"{first}(?:{'|'.join(rest)})" for first, rest in rests.items()))


def _other_offices(flow: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Words such as Bauamtsleiter, found by their ends."""
    pattern = load_rules("speakers").one("person.office_any").pattern
    absent: str | None = None
    for ending in _OFFICE_ENDS:
        if absent is not None and ending.startswith(absent):
            continue  # where nothing is a "leiter", nothing is a "leiterin"
        at = flow.find(ending, start, end)
        absent = ending if at < 0 else None
        while at >= 0:
            first = at
            while first > start and flow[first - 1].isalpha():
                first -= 1
            match = (
                pattern.match(flow, first, end)
                if flow[first].isupper() and not flow[at + len(ending) : at + len(ending) + 1].isalpha()
                else None
            )
            if match:
                yield match
            at = flow.find(ending, at + len(ending), end)


def _with_article(pattern: re.Pattern[str], flow: str, start: int, at: int, end: int) -> re.Match[str] | None:
    """An office alone needs its article, which stands before the word."""
    before = flow[max(start, at - 5) : at]
    for article in ("der", "die", "dem", "vom", "des", "den", "zum"):
        if before.rstrip()[-3:].lower() == article and before[-1:].isspace():
            return pattern.match(flow, at - (len(before) - len(before.rstrip())) - 3, end)
    return None


def _person(flow: str, match: re.Match[str], rule: str, limit: int) -> Person | None:
    groups = match.groupdict()
    name = groups["name"]
    end = match.end("name")
    words = name.split()
    if (
        rule in ("person.office_name", "person.office_any")
        and words[0] in ("von", "vom", "zu", "der")
        and re.match(r"\w*(?:vorsteher|[Bb]ürgermeister)", groups["office"])
    ):
        return None  # "Der Ortsvorsteher von Golm": a place, no name
    if words[0] in ("der", "zur", "zu") and rule != "person.salutation":
        return None  # "Vertreter der Schülerinnen": no name
    if _NOT_SURNAME.match(words[0]) or _NOT_SURNAME.match(words[-1]):
        return None
    if re.match(r"-?(?:[Ss]traße|[Ss]tr\.|Platz|Weg|Allee|Haus|Schule|Stiftung|Preis)\b", flow[end : end + 12]):
        return None
    name, end = _trim_name(flow, name, end)
    title = groups.get("title")
    person = Person(match.start(), end, end, rule, name=name, honorific=" ".join(title.split()) if title else None)
    if rule == "person.salutation":
        written = groups["salutation"]
        person.written = written
        person.salutation = {"Herrn": "Herr", "Hr.": "Herr", "Hrn.": "Herr"}.get(written, written)
        before = flow[max(0, match.start() - 110) : match.start()]
        before = before[before.rfind("\n") + 1 :]
        rank = groups.get("rank")
        if rank and not rank.startswith("Kolleg"):
            person.role = nominative_office(" ".join(rank.split()), female=written in _FEMALE)
        nearest = before.rstrip(" ,").rsplit(" ", 1)[-1]
        office = _OFFICE_BEFORE.search(before) if nearest[:1].isupper() or " für " in before else None
        if office and person.role is None:
            person.role = nominative_office(office["role"], female=written in _FEMALE)
    elif rule in ("person.councillor", "person.office_name", "person.office_any"):
        person.written = groups["office"]
        person.role = nominative_office(
            groups["office"], female=None, before=flow[max(0, match.start() - 12) : match.start()]
        )
    _behind(flow, person, limit)
    return person


_NO_PARTICLE = frozenset({"vom", "zu", "zur", "der"})


def _trim_name(flow: str, name: str, end: int) -> tuple[str, int]:
    """Cuts what is no name: a following capital word that begins something else, a damaged verb glued to the name."""
    words = name.split()
    while len(words) > 1 and (
        _NOT_SURNAME.match(words[-1]) or _COMMON_NOUN.search(words[-1]) or PARTY.match(words[-1])
    ):
        end -= len(words[-1]) + 1
        words.pop()
    cut = next((index for index, word in enumerate(words) if index and word in _NO_PARTICLE), None)
    if cut is not None:  # "Herr Reiche vom Heimatverein", "Herr Brinkmeier zu Wort"
        end -= (
            len(name) - len(" ".join(words[:cut]))
            if " ".join(words) == name
            else len(" ".join(words)) - len(" ".join(words[:cut]))
        )
        words = words[:cut]
    while len(words) > 1 and words[-1].islower():
        end -= len(words[-1]) + 1
        words.pop()
    tail = _DAMAGE_TAIL.search(words[-1])
    following = re.match(r"\s+([a-zäöüß]+)", flow[end : end + 24])
    if (
        tail
        and not (following and verb_pattern().match(following.group(1)))
        and len(words[-1]) - len(tail.group()) >= 4
    ):
        stem = words[-1][: tail.start()]
        known = re.search(rf"\b{re.escape(stem)}\b", flow)
        if known or re.search(r"[^aeiouäöülnr]lt$|[^aeiouäöü]hrt$|[^aeiouäöü]chte$|[^aeiou]nscht$", words[-1]):
            words[-1] = stem
            end -= len(tail.group())
    return " ".join(words), end


def _behind(flow: str, person: Person, limit: int) -> None:
    """Party, bracket and apposition behind the name."""
    party = _APPOSITION_PARTY.match(flow, person.end, limit)
    if party:
        person.party = next(group for group in (party["a"], party["b"], party["c"]) if group).strip()
        person.after = party.end()
        return
    bracket = _BRACKET.match(flow, person.end, limit)
    if bracket and not re.fullmatch(r"(?:TOP\s.*|\d+|e)", bracket["role"]):
        inside = PARTY.fullmatch(bracket["role"].strip())
        if inside:
            person.party = inside["p"]
        else:
            person.role = bracket["role"].strip()
        person.after = bracket.end()
        return
    apposition = _APPOSITION.match(flow, person.end, limit)
    if apposition:
        person.role = apposition["role"].strip()
        person.after = apposition.end()


def nominative_office(office: str, *, female: bool | None, before: str = "") -> str:
    """ "vom Stadtverordneten" -> "Stadtverordneter"; "der Beigeordneten ... Frau" -> "Beigeordnete"."""
    office = re.sub(r"\s+", " ", office).strip(" ,")
    if re.match(r"(?:Stadtverordnete|Beigeordnete|Abgeordnete|Bezirksverordnete)", office):
        if (
            female is None
        ):  # "die Stadtverordnete", "der Stadtverordneten"; but "der Stadtverordnete", "dem Stadtverordneten"
            article = "der" if re.match(r"\w+n\b", office) else "die"
            female = bool(re.search(rf"(?i)\b{article}\s+$", before))
        stem = re.sub(r"^(\w+?)(?:n|r)?\b", lambda match: match.group(1), office, count=1)
        return stem if female else re.sub(r"^(\w+)", r"\1r", stem, count=1)
    return office


def behalf(flow: str, start: int, end: int) -> str | None:
    """ "namens der Fraktion SPD", "für die SPD-Fraktion": the party a speaker speaks for."""
    if flow.find("amen", start, end) < 0 and flow.find("für", start, end) < 0:
        return None
    match = _BEHALF.search(flow, start, end)
    return (match["p"] or match["q"]) if match else None
