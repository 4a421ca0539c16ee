"""The meeting: organization, number, date, public or not. Header first; then the sentences by which a body acts."""

from __future__ import annotations

import re
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.language.passages import Line
from pipeline.minutes.dates import DATE, to_iso
from pipeline.minutes.draft import Draft, Fact, Place
from pipeline.minutes.labels import label_kind
from pipeline.minutes.rules_file import Rule, load_rules

_GENITIVE = (
    (re.compile(r"([Aa]usschuss)es\b"), r"\1"),
    (re.compile(r"([Rr]at|[Bb]eirat|[Ss]enat|[Mm]agistrat|[Kk]reistag)e?s\b"), r"\1"),
)
_JOINT = re.compile(r"(\b(?:und|sowie)\s+)(?:des|der)\s+(?=[\w-]*(?:[Aa]usschuss|[Bb]eirat|[Rr]at\b|[Rr]ates\b))")
_SUFFIX = re.compile(r"\s*[-–]\s*(?:Videokonferenz|Hybrid\w*|Sondersitzung|Online\w*)\s*$")
_NUMBER = re.compile(
    r"(?<![\d.])(\d{1,3})\s?\.\s+(?:(?:[Öö]ffentlich|[Nn]icht|gemeinsam|[Oo]rdentlich|[Aa]ußerordentlich|[Kk]onstituierend)\S*\s+){0,3}?(?:Plenars|Rats|S|s|Sonders|Gemeinderatss|Ausschusss|Stadtratss)itzung\b"
)
_NUMBER_YEAR = re.compile(r"\bNr\.\s*(\d{1,3})/20\d\d\b|\bSitzung\s+Nr\.?\s*:?\s*(\d{1,3})\b")
_MIXED = re.compile(r"öffentlich\w*\s*(?:/|\||und)\s*(?:-\s*)?nicht\s?-?\s?öffentlich|gemischt", re.IGNORECASE)
_NOT_PUBLIC = re.compile(r"\bnicht\s?-?\s?öffentlich", re.IGNORECASE)
_IS_PUBLIC = re.compile(r"\böffentlich", re.IGNORECASE)
_PREFER = re.compile(
    r"(?:\bvom|\bam|\bSitzung\w*|Datum|Termin|,\s*(?:den|dem)|tag,?)\s*$|(?:\bam|\bvom)\s+\w+tag,?\s+(?:de[nm]\s+)?$"
)
_NOT_MEETING = re.compile(
    r"(?:Stand|Druck\w*|ausgegeben|erstellt|Ausdruck|Schreiben vom|Antrag\w* vom|Anfrage vom|Fassung\b[^\n]{0,50}vom|genehmigt am)\s*:?\s*$|\bDatum\s*$"
)
_EXTRACT_OF = re.compile(r"^Auszug\s+aus\s+(?:der|dem)\s+(?:Niederschrift|Protokoll)\b")
_OTHER_MINUTES = re.compile(
    r"\S.*\b(?:Niederschrift|Protokolls?)\b[^\n]{0,60}$"
)  # "Bestätigung der Niederschrift vom ..."
_ATTENDANCE = re.compile(
    r"(\d{1,3})\s+(?:von|der)\s+(?:insgesamt\s+)?(\d{1,3})\s+(?:stimmberechtigten?\s+|anwesenden\s+|gewählten\s+)?(?:Mitglied|Stadtverordnet|Stimmberechtigt|Ratsmitglied|Gemeinderatsmitglied|Ausschussmitglied)"
)


@Language.component("protokolle_meeting")
def meeting(doc: Doc) -> Doc:
    """Fills the draft's meeting facts. A date that is printed elsewhere differently goes to `dates` for the
    checks."""
    draft: Draft = doc._.draft
    head_end = max((item.body for item in draft.items[:1]), default=0)
    if draft.items and draft.items[0].number is None and draft.items[0].title is None:
        head_end = min(len(draft.text), 600)
    head = [line for line in draft.lines if line.start < max(head_end, 1)]
    if draft.layout in ("sessionnet", "keyvalue"):
        head = [line for line in head if line.text[-1:] != "."]  # a sentence of the body is no header
    if draft.layout == "minutes":
        head = [line for line in draft.lines[:40] if line.start < max(draft.body, 300)]
    elif draft.layout in ("extract", "other"):
        head = head[:25]
    _from_labels(draft)
    _sitting(draft, head)
    _date(draft, head)
    _public(draft, head)
    if draft.public is not None and not draft.public.value:
        for item in draft.items:  # a meeting behind closed doors has no public item
            item.public = item.public or draft.public
    _number_elsewhere(draft)
    _acting_body(draft)
    _attendance(draft)
    return doc


def nominative(name: str) -> str:
    """ "Ausschusses für Kultur" -> "Ausschuss für Kultur"; damage that is known is mended, a suffix cut."""
    name = re.sub(r"\s+", " ", name).strip(" ,;:.-–")
    name = _SUFFIX.sub("", name)
    name = _JOINT.sub(r"\1", name)
    for pattern, replacement in _GENITIVE:
        name = pattern.sub(replacement, name)
    for pattern, whole in _repairs():
        name = pattern.sub(whole, name)
    return name


@cache
def _repairs() -> list[tuple[re.Pattern[str], str]]:
    pairs = (repair.split("=") for repair in load_rules("organizations").lists["repairs"])
    return [(re.compile(rf"(?<!\w){re.escape(damaged)}"), whole) for damaged, whole in pairs]


def _from_labels(draft: Draft) -> None:
    kinds = label_kind()
    for label, value, start, end in draft.labels:
        kind = kinds.get(label)
        if kind == "organization" and draft.organization is None:
            sitting = load_rules("organizations").one("organization.sitting").pattern.match(value)
            plain = re.match(r"(?:(?P<n>\d{1,3})\.\s+Plenarsitzung\s+)(?P<o>.+)", value) or sitting
            name = plain["o"] if plain else value
            if plain and plain["n"]:
                draft.number = Fact.at(int(plain["n"]), start, start + len(plain["n"]), "meeting.number_label")
            at = start + value.index(name)
            draft.organization = Fact.at(nominative(name), at, at + len(name), "organization.label")
        elif kind == "date":
            if label == "Sitzung" and draft.number is None and (number := _NUMBER.search(value)):
                at = start + number.start(1)
                draft.number = Fact.at(int(number[1]), at, at + len(number[1]), "meeting.number_label")
            match = DATE.search(value)
            iso = to_iso(match) if match else None
            if match and iso:
                fact = Fact.at(iso, start + match.start(), start + match.end(), "date.label")
                draft.dates.append(fact)
                if draft.date is None or label in ("Sitzung", "Termin", "Besprechung am", "Sitzungsdatum"):
                    draft.date = fact
        elif kind == "status" and draft.public is None and not _MIXED.search(value):
            if _NOT_PUBLIC.search(value):
                draft.public = Fact.at(False, start, end, "meeting.status")
            elif _IS_PUBLIC.search(value):
                draft.public = Fact.at(True, start, end, "meeting.status")


def _sitting(draft: Draft, head: list[Line]) -> None:
    rule = load_rules("organizations").one("organization.sitting")
    titled = load_rules("organizations").one("organization.of_title")
    ends = load_rules("organizations").one("organization.ends").pattern
    for index, line in enumerate(head):
        stretch = _stretch(draft, head, index)
        if not any(word in stretch for word in ("itzung", "Niederschrift", "Protokoll")):
            continue
        match = rule.pattern.search(stretch)
        used = rule
        if match is None or match.start() > len(line.text):
            match, used = titled.pattern.search(stretch), titled
        if match is None or match.start() > len(line.text):
            continue
        if (
            re.search(r"(?:Niederschrift|Protokoll)e?s?\s+(?:der|des|zur)\s*$", stretch[: match.start()])
            and draft.date
            and draft.layout == "allris4"
        ):
            continue
        name = match["o"]
        end = ends.search(name)
        if end:
            name = name[: end.start()]
        cleaned = nominative(name)
        start = line.start + match.start("o")
        if draft.organization is None and cleaned:
            draft.organization = Fact.at(cleaned, start, start + len(name.rstrip()), used.id)
        groups = match.groupdict()
        if groups.get("n") and draft.number is None:
            draft.number = Fact.at(
                int(groups["n"]), line.start + match.start("n"), line.start + match.end("n"), "meeting.number"
            )
        kind = groups.get("kind") or ""
        if kind and draft.public is None and not _MIXED.search(kind):
            at = line.start + match.start("kind")
            if _NOT_PUBLIC.search(kind):
                draft.public = Fact.at(False, at, at + len(kind.strip()), "meeting.kind")
            elif _IS_PUBLIC.search(kind):
                draft.public = Fact.at(True, at, at + len(kind.strip()), "meeting.kind")
        break
    if draft.organization is None:
        _named(draft, head)
    if draft.number is None:
        for line in head:
            match = _NUMBER.search(line.text) or _NUMBER_YEAR.search(line.text)
            before = line.text[: match.start()] if match else ""
            if match and (
                before in ("Niederschrift der ", "Protokoll der ")
                or not re.search(r"(?:Niederschrift|Protokoll)\s+(?:der|zur)\s*$", before)
            ):
                group = match.lastindex or 1
                at = line.start + match.start(group)
                draft.number = Fact.at(int(match[group]), at, line.start + match.end(group), "meeting.number")
                break


_PARTS = re.compile(r"\s+[·|–-]\s+|,\s+(?=(?:nicht)?öffentlich)")


def _named(draft: Draft, head: list[Line]) -> None:
    """The body named without the words "Sitzung des": before the meeting's number, or on a line of its own."""
    if draft.layout == "sessionnet" and draft.items[0].number is None:
        return  # a body alone: its first lines are no header
    sits = load_rules("organizations").one("organization.sits")
    alone = load_rules("organizations").one("organization.alone")
    for line in head[:12]:
        match = sits.pattern.match(line.text) if "itzung" in line.text else None
        if match:
            start = line.start + match.start("o")
            draft.organization = Fact.at(nominative(match["o"]), start, start + len(match["o"]), sits.id)
            return
        if _named_with_date(draft, line, alone):
            return
        at = 0
        for part in _PARTS.split(line.text):
            at = line.text.index(part, at)
            whole = alone.pattern.fullmatch(part)
            if whole:
                name = whole["o"].rstrip()
                draft.organization = Fact.at(nominative(name), line.start + at, line.start + at + len(name), alone.id)
                return


_BEFORE_DATE = re.compile(r"(?:\s*[,–-])?(?:\s+(?:vom|am|den|dem|\w+tag,?))*\s*$")


def _named_with_date(draft: Draft, line: Line, alone: Rule) -> bool:
    """ "Stadtrat vom 14.06.2022", "Bauausschuss, 14.06.2022": the body before the meeting's date."""
    date = DATE.search(line.text)
    iso = to_iso(date) if date else None
    if date is None or iso is None:
        return False
    whole = alone.pattern.fullmatch(_BEFORE_DATE.sub("", line.text[: date.start()]))
    if whole is None:
        return False
    name = whole["o"].rstrip()
    draft.organization = Fact.at(nominative(name), line.start, line.start + len(name), alone.id)
    if draft.date is None:
        draft.date = Fact.at(iso, line.start + date.start(), line.start + date.end(), "date.header")
        draft.dates.append(draft.date)
    return True


def _stretch(draft: Draft, head: list[Line], index: int) -> str:
    """The line and, where the name may run on, the next two; line feeds as blanks, offsets kept."""
    line = head[index]
    last = line
    for following in head[index + 1 : index + 3]:
        gap = draft.text[last.end : following.start]
        if gap.count("\n") > 1 or re.match(
            r"(?:vom|am|öffentlich|nicht|Datum|Termin|Ort|Beginn|TOP|Top|Vorsitz|---|\d)", following.text
        ):
            break
        if not (
            last.text.endswith((",", "und", "für", "des", "der", "Sitzung", "-", "sowie", "die"))
            or following.text[0].islower()
        ):
            break
        last = following
    return draft.text[line.start : last.end].replace("\n", " ")


def _date(draft: Draft, head: list[Line]) -> None:
    if draft.layout == "allris4" and head:
        match = DATE.match(head[0].text.lstrip("# "))
        iso = to_iso(match) if match else None
        if match and iso:
            at = head[0].start + head[0].text.index(match.group())
            draft.date = Fact.at(iso, at, at + len(match.group()), "date.heading")
            draft.dates.append(draft.date)
            return
    candidates: list[tuple[int, Fact[str]]] = []
    for index, line in enumerate(head):
        for match in DATE.finditer(line.text):
            iso = to_iso(match)
            before = _EXTRACT_OF.sub("", line.text[: match.start()])
            if (
                iso is None
                or (("Niederschrift" in before or "Protokoll" in before) and _OTHER_MINUTES.search(before))
                or (_NOT_MEETING.search(before) and not before.startswith(("Datum", "- ")))
            ):
                continue
            fact = Fact.at(iso, line.start + match.start(), line.start + match.end(), "date.header")
            score = 0
            if _PREFER.search(before) or "itzung" in before:
                score += 2
            if match.start() == 0 or re.fullmatch(r"(?:am|vom|den|Am)?\s*(?:\w+tag,?\s*)?(?:den|dem)?\s*", before):
                score += 1
            if index and "itzung" in head[index - 1].text:
                score += 1
            if "itzung" in line.text or "Uhr" in line.text:
                score += 1
            candidates.append((score, fact))
    if draft.layout == "bare":
        candidates = [candidate for candidate in candidates if _of_bare(draft, candidate[1].places[0])]
    if draft.date is not None:
        draft.dates.extend(fact for score, fact in candidates if score >= 3)
    if candidates and draft.date is None:
        best = max(score for score, _ in candidates)
        if best > 0:
            draft.date = next(fact for score, fact in candidates if score == best)
            draft.dates.extend(fact for score, fact in candidates if score >= 2)


def _of_bare(draft: Draft, place: Place) -> bool:
    """A bare body tells its date in its first line, or alone on the second."""
    second = draft.lines[1] if len(draft.lines) > 1 else draft.lines[0]
    return place.start < draft.lines[0].end or (
        second.start <= place.start < second.end
        and place.end == second.end
        and draft.text[second.start : place.start] in ("", "vom ", "am ")
    )


def _number_elsewhere(draft: Draft) -> None:
    """The number in a row of the body that names this meeting by its date ("9. Sitzung des Gemeinderates
    14.09.2021")."""
    if draft.number is not None or draft.date is None or draft.layout != "minutes":
        return
    for match in DATE.finditer(draft.text, draft.body, draft.end):
        if to_iso(match) != draft.date.value:
            continue
        first = draft.text.rfind("\n", 0, match.start()) + 1
        number = _NUMBER.search(draft.text, first, match.start())
        if number:
            draft.number = Fact.at(int(number.group(1)), number.start(1), number.end(1), "meeting.number_row")
            return


def _public(draft: Draft, head: list[Line]) -> None:
    for line in head:
        bare = line.text.strip("*-–• ").lower()
        if bare in ("öffentlich", "nichtöffentlich", "nicht öffentlich"):
            fact = Fact.at(bare == "öffentlich", line.start, line.end, "public.line")
            if draft.layout == "extract":
                for item in draft.items:
                    item.public = item.public or fact
            elif draft.public is None:
                draft.public = fact
            break


def _acting_body(draft: Draft) -> None:
    """The sentences by which a body acts name it where no header does; weaker hints go to inferred_organization."""
    if draft.organization is not None:
        return
    found: dict[str, list[tuple[str, Place]]] = {}
    for rule in load_rules("organizations").rules:
        kind = rule.values.get("kind")
        if kind is None:
            continue
        for match in rule.pattern.finditer(draft.flow, draft.body, draft.end):
            name = nominative(match["o"])
            if re.search(
                r"Beschluss(?:empfehlung|vorschlag)\s*:\s*$",
                draft.flow[max(0, match.start() - 40) : match.start("o")].rsplit("Der", 1)[0].rsplit("Die", 1)[0],
            ):
                continue
            if name and name not in ("Rat", "Ausschuss", "Ortsbeirat", "Beirat", "Kommission", "Verwaltungsrat"):
                found.setdefault(str(kind), []).append(
                    (name, Place(match.start("o"), match.start("o") + len(match["o"].rstrip()), rule.id))
                )
    for kind in ("decides", "recommends", "attendance", "acts"):
        if kind in found:
            name, place = found[kind][-1 if kind in ("decides", "recommends") else 0]
            draft.organization = Fact(name, [place])
            return
    plain = found.get("recommends_plain", [])
    council_page = re.search(r"\b(?:Der|Die|[Vv]om|[Vv]on\s+der)\s+Stadtverordnete", draft.flow[draft.body : draft.end])
    last = plain[-1] if plain else None
    if last and len({name for name, _ in plain}) == 1 and not council_page and not _is_history(draft, last[1]):
        draft.organization = Fact(last[0], [last[1]])
        return
    for kind in ("inferred", "recommends_plain"):
        if kind in found and not (kind == "recommends_plain" and (council_page or len(found[kind]) > 1)):
            draft.inferred_organization = Fact(found[kind][0][0], [found[kind][0][1]])
            return


def _is_history(draft: Draft, place: Place) -> bool:
    """A recommendation told before anything happened in this meeting is an earlier body's."""
    before = draft.flow[draft.body : place.start]
    return not re.search(r"\b(?:Herrn?|Frau|Fr\.|Vorsitzende|Abstimmung)", before)


def _attendance(draft: Draft) -> None:
    if not any(
        word in draft.flow for word in ("Mitglied", "mitglied", "Stadtverordneten", "Stimmberechtigt", "timmberechtigt")
    ):
        return
    match = _ATTENDANCE.search(draft.flow, 0, draft.end)
    if match and int(match.group(1)) <= int(match.group(2)):
        draft.present = Fact.at(int(match.group(1)), match.start(1), match.end(1), "meeting.present")
        draft.members = Fact.at(int(match.group(2)), match.start(2), match.end(2), "meeting.members")
