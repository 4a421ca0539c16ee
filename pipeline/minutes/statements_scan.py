"""What minutes and slides say about a concept: how many fields, goals and measures it has, how many are fulfilled.

Pure: a text in, statements out. Only text that names a concept is read, and a count of measures or goals is believed
only where the sentence speaks of the whole: "sie hebt drei Maßnahmen hervor" states nothing about a catalogue.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.minutes.dates import DATE, MONTHS, to_iso
from pipeline.model.record import ConceptStatement, StatementKind

_WORDS = {
    "zwei": 2, "drei": 3, "vier": 4, "fünf": 5, "sechs": 6, "sieben": 7, "acht": 8, "neun": 9, "zehn": 10, "elf": 11,
    "zwölf": 12,
}  # fmt: skip
_KIND = r"(?:konzept|[a-zäöüß]plan|programm|strategie)"
CONCEPT = re.compile(
    rf"(?<![\wÄÖÜäöü-])(?P<name>(?:[A-ZÄÖÜ][\wäöüß-]*{_KIND}|Konzept)(?:e?s|e|en)?(?=[\s.,;:)“”\"–-]|$)"
    r"(?:\s+(?:der|des|für\s+die|für)\s+[A-ZÄÖÜ][^\s.,;:()]*(?:\s+[A-ZÄÖÜ][^\s.,;:()]*){0,2})?"
    r"(?:\s+(?P<first>(?:19|20)\d\d)\s*(?:[-–—]|bis)\s*(?P<last>(?:19|20)\d\d))?)"
)
_ENDINGS = ("onzept", "plan", "programm", "strategie")
_WORD_END = re.compile(r"(?:e?s|e|en)?(?![\wäöüß])")
_NUMBER = rf"(?P<number>\d{{1,4}}|{'|'.join(_WORDS)})"
_COUNT = re.compile(
    rf"(?<![\d.,/\w-]){_NUMBER}\s+(?P<between>(?:[a-zäöü][\wäöüß]*\s+){{0,2}})"
    r"(?P<noun>Handlungsfelder|Themenfelder|(?:Teil|Einzel)?[Zz]iele|(?:Einzel)?[Mm]aßnahmen)(?P<more>n?(?:vorschläge[n]?)?)(?!\w)",
    re.IGNORECASE,
)
_BARE = re.compile(r"(?<![\d.,/\w§-])(?P<number>\d{1,4})(?![\d.,/]*\d|\s*(?:%|Prozent|€|Euro|Uhr|Jahre|\.\s?[A-Z]))")
_OF = re.compile(r"\s+(?:von|der|aller|aus)\s+(?:insgesamt\s+|den\s+|allen\s+)?(?=\d{1,4}\s+(?:\w+\s+){0,2}Maßnahmen)")
_SHARE = re.compile(r"(?<![\d.,])(?P<number>\d{1,3}(?:,\d{1,2})?)\s?(?:%|Prozent\b|v\.\s?H\.)")
_STATES: tuple[tuple[StatementKind, re.Pattern[str]], ...] = (
    ("implemented", re.compile(r"(?:ganz|vollständig)\s+oder\s+(?:teilweise|mit\s+Einschränkungen)")),
    ("partly_fulfilled", re.compile(r"\bmit\s+(?:\w+\s+)?Einschränkung|\b(?:teilweise|eingeschränkt|zum\s+Teil)\b")),
    (
        "not_assessable",
        re.compile(r"\bnicht\s+(?:ein(?:zu)?schätz|bewertbar|beurteilbar|bekannt)|\b(?:unklar|unbekannt)\b"),
    ),
    ("not_fulfilled", re.compile(r"\b(?:noch\s+)?nicht\s+(?:\w+\s+)?(?:erfüll|umgesetz|begonnen|realisier)")),
    ("fulfilled", re.compile(r"\b(?:erfolgreich|erfüllt|umgesetzt|abgeschlossen|realisiert)\b")),
)
_ENTRY = re.compile(
    r"^[-–•*▪\s]*(?P<words>[^\d:]{3,60}?)\s*(?:[:\t=]|\s[–-]\s)\s*(?P<number>\d{1,4})(?:\s+Maßnahmen)?\s*$"
)
_PLANNED = re.compile(r"\b(?:soll(?:en|te|ten)?|umzusetzen|geplant|vorgesehen|zu\s+erfüllen)\b")
_WHOLE = re.compile(
    r"\b(?:insgesamt|umfass\w+|enthält|enthalten|besteht\s+aus|definiert|benennt|gliedert|beschlossen|aller|alle|von|sind)\b|konzept|"
    r"handlungsfelder",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)\d\d(?!\d)")
_VERB = re.compile(r"\b(?:wurden?|werden|sind|ist|sollen|haben|hat|waren|wird|und|oder|mit|von|für|in)\b")
_NO_COUNT = re.compile(r"(?:§|\b(?:Jahre?s?|Nr\.|TOP|Nummer|Absatz|Abs\.|Artikel|Art\.|Seite|bis|seit|ab|vom|im))\s*$")
_SOME = re.compile(r"\b(?:weitere|neue|folgende|zusätzliche|einzelne|konkrete|mehrere|ersten?|letzten?)\b")
_PICKED = re.compile(r"^\s*(?:hervor|heraus|vor\b|als\s+Beispiel|beispielhaft)")
_FIELD = re.compile(
    r"^[-–•*#▪\s]*(?:\d+(?:\.\d+)*\.?\s+)?Handlungsfeld\s+(?P<number>\d{1,2}|[IVX]{1,4}|[A-Z])(?!\w)\s*(?P<mark>[:–—-]?)\s*"
    r"(?P<name>[^.;(\n]*)"
)
_IN_FIELD = re.compile(r"\bHandlungsfeld(?:e?s|e)?\s+(?P<number>\d{1,2}|[IVX]{1,4}|[A-Z])(?!\w)")
_SLIDE = re.compile(r"^[#\s]*(?:\d+(?:\.\d+)*\.?\s+)\S[^.]{2,70}$")
_MONTH = "|".join(name for name in sorted(MONTHS, key=len, reverse=True) if len(name) > 2)
_MONTH_YEAR = re.compile(rf"\b(?P<month>{_MONTH})\s+(?P<year>(?:19|20)\d\d)\b", re.IGNORECASE)
_ADOPTED = re.compile(r"\b(?:beschlossen|verabschiedet)\b")
_ASKED = re.compile(r"\b(?:zu\s+\w+en\b|dass|über|wonach)")  # "hat beschlossen, das Konzept zu ändern"
_MOST_BETWEEN = 110  # characters between a count and the words of its state


@dataclass(frozen=True, slots=True)
class FoundStatement:
    """A statement and the span it was read from."""

    statement: ConceptStatement
    start: int
    end: int
    rule: str


def names_concept(text: str) -> re.Match[str] | None:
    """The first concept a text names, with its years if they stand there."""
    return CONCEPT.search(text) if may_name_concept(text, 0, len(text)) else None


def may_name_concept(text: str, start: int, end: int) -> bool:
    """Whether a word stands there that ends like a concept's name: what `CONCEPT` tries at every capital letter, much
    quicker, and "geplant" is none."""
    for word in _ENDINGS:
        at = text.find(word, start, end)
        while at >= 0:
            if _WORD_END.match(text, at + len(word), end):
                return True
            at = text.find(word, at + 1, end)
    return False


def find_statements(
    flow: str, units: Iterable[tuple[int, int]], *, headings: frozenset[int], concept: str | None
) -> Iterator[FoundStatement]:
    """The statements of sentences and lines. `headings`: where headings begin; `concept`: as it is named before or
    around these units, where a unit itself names none."""
    field: str | None = None
    named: tuple[str, int, int] | None = None  # a heading "Handlungsfeld 4" whose name may be the next line
    for start, end in units:
        unit = flow[start:end]
        here = names_concept(unit)
        if here and (concept is None or not _is_said_short(here["name"], concept)):
            concept = here["name"]
        if concept is None:
            continue
        about = " ".join(concept.split())
        heading = _FIELD.match(unit)
        if named is not None and heading is None and _may_be_name(unit, start in headings):
            yield _name(named[0], unit, about, named[1], end)
            named = None
            continue
        named = None
        if heading:
            field = heading["number"]
            name = heading["name"].strip(" :–—-\t")
            if name and name[0].isupper():
                at = start + heading.start("name") + heading["name"].index(name)
                yield _name(field, name, about, start + heading.start("number"), at + len(name))
            elif not name and len(unit) < 40:
                named = (field, start, end)
        elif start in headings or _SLIDE.match(unit):
            field = None
        inside = _IN_FIELD.search(unit) if "Handlungsfeld" in unit else None
        yield from _counts(unit, start, about, inside["number"] if inside else field)
        yield from _dates(unit, start, about, here)


def _is_said_short(name: str, concept: str) -> bool:
    """ "das Konzept", "das Integrationskonzept": the one that was named before in full."""
    first = name.split()[0]
    return len(name) <= len(concept) and (first.startswith("Konzept") or concept.startswith(first.rstrip("es")))


def _name(field: str, name: str, concept: str, start: int, end: int) -> FoundStatement:
    name = " ".join(name.split()).strip("# ")
    made = ConceptStatement(
        kind="field_name", field=field, name=name, text=f"Handlungsfeld {field} {name}", concept=concept
    )
    return FoundStatement(made, start, end, "statement.field_name")


def _may_be_name(unit: str, is_heading: bool) -> bool:
    return (is_heading or len(unit) <= 70) and unit[:1].isupper() and unit[-1] not in ".:;,"


# --- counts ----------------------------------------------------------------------------------------------------------


def _counts(unit: str, start: int, concept: str, field: str | None) -> Iterator[FoundStatement]:
    if not any(word in unit for word in ("aßnahm", "andlungsfeld", "emenfeld", "iele", "erfüll", "umgesetz", "%")):
        return
    entry = _ENTRY.match(unit)
    if entry:
        kind = next((kind for kind, pattern in _STATES if pattern.search(entry["words"])), None)
        if kind is not None:
            yield _made(
                kind, int(entry["number"]), unit.strip(), concept, field, start, start + len(unit), "statement.entry"
            )
        return
    found: list[FoundStatement] = []
    of_measures = "aßnahmen" in unit
    nouns = {
        match.start("number"): match for match in _COUNT.finditer(unit)
        if _is_count(unit, match.start()) and not _VERB.search(match["between"])
    }  # fmt: skip
    bare = {match.start(): match for match in _BARE.finditer(unit) if of_measures and _is_count(unit, match.start())}
    wholes: set[int] = set()  # where the whole stands that a part is said of
    positions = sorted({*nouns, *bare})
    for index, at in enumerate(positions):
        noun = nouns.get(at)
        end = noun.end() if noun else bare[at].end()
        following = positions[index + 1] if index + 1 < len(positions) else len(unit)
        share = _SHARE.search(unit, end, following)
        tail = unit[end : min(share.start() if share else following, end + _MOST_BETWEEN)]
        written = noun["number"] if noun else bare[at]["number"]
        value = _value(written)
        if noun and not noun["noun"].lower().endswith("maßnahmen"):
            kind = _kind_of(noun["noun"])
            if kind in ("fields", "topics") or (written.isdecimal() and _is_whole(unit, noun, tail, len(nouns))):
                found.append(_made(kind, value, noun[0], concept, field, start + at, start + end, "statement.count"))
            continue
        if not written.isdecimal():
            continue
        of = _OF.match(unit, end) if noun is None else None
        if of:  # "90 von 137 Maßnahmen": the state stands behind the whole
            whole = nouns.get(of.end())
            wholes.add(of.end())
            tail = unit[whole.end() : whole.end() + _MOST_BETWEEN] if whole else tail
        kind = None if at in wholes else _state(tail)
        if kind is not None and (noun or of or _directly(tail)):
            said = unit[at : end + len(tail)].strip(" ,;–-")
            found.append(_made(kind, value, said, concept, field, start + at, start + end, "statement.state"))
        elif noun and _is_whole(unit, noun, tail, len(nouns)):
            before = unit[max(at - 20, 0) : at]
            if not re.search(r"(?:\d|\w)\s+(?:der|von)\s+$", before) or re.search(r"[Vv]on\s+$", before):
                found.append(
                    _made("measures", value, noun[0], concept, field, start + at, start + end, "statement.count")
                )
    yield from found
    yield from _shares(unit, start, concept, field, found, of_measures=of_measures)


def _shares(
    unit: str, start: int, concept: str, field: str | None, counts: list[FoundStatement], *, of_measures: bool
) -> Iterator[FoundStatement]:
    for match in _SHARE.finditer(unit):
        before = tuple(
            one.statement.kind for one in counts
            if one.start - start < match.start() and one.statement.kind in ("fulfilled", "partly_fulfilled", "implemented")
        )  # fmt: skip
        if not of_measures and not before:
            continue
        kind = _state(unit[match.end() : match.end() + _MOST_BETWEEN])
        of = before or ((kind,) if kind else ())
        made = ConceptStatement(
            kind="share", value=float(match["number"].replace(",", ".")), of=tuple(dict.fromkeys(of)), field=field,
            text=match[0], concept=concept,
        )  # fmt: skip
        yield FoundStatement(made, start + match.start(), start + match.end(), "statement.share")


def _is_count(unit: str, at: int) -> bool:
    """Whether a number is none of a year, a paragraph, a page."""
    return not _NO_COUNT.search(unit, max(at - 12, 0), at) and not _YEAR.match(unit, at)


def _made(
    kind: StatementKind, value: int, text: str, concept: str, field: str | None, start: int, end: int, rule: str
) -> FoundStatement:
    made = ConceptStatement(kind=kind, value=value, field=field, text=" ".join(text.split()), concept=concept)
    return FoundStatement(made, start, end, rule)


def _value(written: str) -> int:
    return int(written) if written.isdecimal() else _WORDS[written.lower()]


def _kind_of(noun: str) -> StatementKind:
    word = noun.lower()
    if word.endswith("ziele"):
        return "goals"
    return "topics" if word.startswith("themen") else "fields"


def _state(tail: str) -> StatementKind | None:
    """The state that the words behind a count give it; None where they speak of what is planned, or of none."""
    first = min(((match.start(), kind) for kind, pattern in _STATES if (match := pattern.search(tail))), default=None)
    if first is None or _PLANNED.search(tail[: first[0]]):
        return None
    return first[1]


def _directly(tail: str) -> bool:
    """A count without a noun of its own ("und 55 mit Einschränkungen") is followed by its state at once."""
    return any((match := pattern.search(tail)) is not None and match.start() <= 25 for _, pattern in _STATES)


def _is_whole(unit: str, noun: re.Match[str], tail: str, nouns: int) -> bool:
    """Whether a count is that of the whole catalogue."""
    if _SOME.search(noun["between"]) or _PICKED.match(tail):
        return False
    return nouns > 1 or bool(_WHOLE.search(unit))


# --- dates -----------------------------------------------------------------------------------------------------------


def _dates(unit: str, start: int, concept: str, here: re.Match[str] | None) -> Iterator[FoundStatement]:
    if here is not None and here["first"]:
        made = ConceptStatement(
            kind="period",
            date=f"{here['first']}/{here['last']}",
            text=f"{here['first']}-{here['last']}",
            concept=concept,
        )
        yield FoundStatement(made, start + here.start("first"), start + here.end("last"), "statement.period")
    said = _ADOPTED.search(unit) if "beschlossen" in unit or "verabschiedet" in unit else None
    if said is None or not CONCEPT.search(unit, 0, said.start()) or _ASKED.search(unit, said.end()):
        return
    day = next((found for match in DATE.finditer(unit, 0, said.start()) if (found := to_iso(match))), None)
    where = DATE.search(unit, 0, said.start()) if day else None
    if day is None:
        where = _MONTH_YEAR.search(unit, 0, said.start())
        day = f"{where['year']}-{MONTHS[where['month'].lower()]:02d}" if where else None
    if day is not None and where is not None:
        made = ConceptStatement(kind="adopted", date=day, text=" ".join(unit.split())[:200], concept=concept)
        yield FoundStatement(made, start + where.start(), start + where.end(), "statement.adopted")
