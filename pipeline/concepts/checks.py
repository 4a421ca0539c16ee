"""What is said about a concept against its catalogue, its reports, and itself.

Counts are compared as they stand. A share may be rounded or cut: 90 of 137 is 65.7 %, so "65 %" and "66 %" are both
fine, 70 % is a contradiction. A statement is only held against the concept it names.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from pipeline.concepts.findings import finding
from pipeline.model.concept import ConceptFinding, MeasureStatus, SourcePlace, slug_of
from pipeline.model.record import ConceptStatement
from pipeline.store import Store
from pipeline.store.concept_answers import ConceptRef, ConceptRow, ConceptView, MeasureRow, StatementRow

_STATES = ("fulfilled", "partly_fulfilled", "not_fulfilled", "not_assessable", "implemented")
_KIND_WORD = re.compile(r"(?:konzept|plan|programm|strategie)(?:e?s|en?)?$")
_GENERIC = frozenset({"der", "die", "das", "des", "fuer", "stadt", "landeshauptstadt", "gemeinde", "lhp"})
_LETTERS = re.compile(r"[\W_]+")
_SHARE_STEP = 1.0  # percent; a share that is cut or rounded to whole percents is off by less than that
_NAMES = {
    "fields": "action fields", "topics": "Themenfelder", "goals": "goals", "measures": "measures",
    "fulfilled": "fulfilled", "partly_fulfilled": "fulfilled with restrictions", "not_fulfilled": "not fulfilled",
    "not_assessable": "not assessable", "implemented": "fulfilled at least with restrictions",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Checked:
    """Statements about the concept, and everything that was found: by the imports, and now."""

    statements: tuple[StatementRow, ...]
    findings: tuple[ConceptFinding, ...]


def check_concept(store: Store, view: ConceptView, *, include_non_public: bool = False) -> Checked:
    """Reads the statements in the store and checks them; what imports found stands first."""
    said = [
        one for one in store.concepts.statements(include_non_public=include_non_public)
        if is_about(one.statement, view.row.concept, store.concepts.list())
    ]  # fmt: skip
    imported = [one for source in view.row.sources for one in source.findings]
    return Checked(tuple(said), (*imported, *check(view, said)))


def check(view: ConceptView, statements: Sequence[StatementRow]) -> tuple[ConceptFinding, ...]:
    """Findings about a concept: contradicting states, and statements against catalogue, reports and each other."""
    return (
        *_double_states([*view.measures, *view.retired]),
        *_against_catalogue(view, statements),
        *_against_each_other(statements),
        *_shares(view, statements),
    )


def is_about(statement: ConceptStatement, concept: ConceptRef, known: Iterable[ConceptRow]) -> bool:
    """Whether a statement names this concept: the same kind of concept, no other years, no other town; and where only
    the kind is named, no other concept of that kind is known."""
    if not statement.concept:
        return False
    said = slug_of(statement.concept).split("-")
    own = slug_of(concept.name).split("-")
    kind = _kind(said)
    if kind is None or (kind != "konzept" and kind not in {_kind([word]) for word in own}):
        return False
    years = {word for word in said if re.fullmatch(r"(?:19|20)\d\d", word)}
    known_years = {word for word in own if re.fullmatch(r"(?:19|20)\d\d", word)}
    known_years |= {day[:4] for day in (concept.period.start, concept.period.end) if day}
    if years and known_years and not years & known_years:
        return False
    body = set(slug_of(concept.body or "").split("-"))
    others = {word for word in said if not word.isdecimal() and word not in _GENERIC and _kind([word]) is None}
    if others and not others & ({*own} | body):
        return False
    if years or others:
        return True
    rivals = [row for row in known if row.concept.id != concept.id]
    return not any(kind == "konzept" or kind == _kind(slug_of(row.concept.name).split("-")) for row in rivals)


def _kind(words: Sequence[str]) -> str | None:
    """`integrationskonzept` of `des Integrationskonzeptes der Landeshauptstadt Potsdam`."""
    for word in words:
        match = _KIND_WORD.search(word)
        if match:
            bare = re.match(r"konzept|plan|programm|strategie", word[match.start() :])
            return word[: match.start()] + (bare[0] if bare else "")
    return None


# --- states ----------------------------------------------------------------------------------------------------------


def _double_states(measures: Sequence[MeasureRow]) -> Iterator[ConceptFinding]:
    for measure in measures:
        by_day: dict[str, list[MeasureStatus]] = {}
        for one in measure.status:
            if one.date and one.code:
                by_day.setdefault(one.date, []).append(one)
        for day, some in by_day.items():
            codes = list(dict.fromkeys(one.code for one in some if one.code))
            if len(codes) > 1:
                told = " and ".join(f"{_NAMES[code]} ({_source(some, code)})" for code in codes)
                places = [place for one in measure.status if one.date == day for place in one.places[:1]]
                yield finding("K206", f"Measure {measure.number} “{measure.title}” is {told} as of {day}.", places)


def _source(some: Sequence[MeasureStatus], code: str) -> str:
    return next((one.source or "no source" for one in some if one.code == code), "no source")


def state_counts(view: ConceptView) -> Counter[str]:
    """How many measures are in which state now; measures without one are not counted."""
    return Counter(measure.code for measure in view.measures if measure.code)


# --- statements ------------------------------------------------------------------------------------------------------


def _against_catalogue(view: ConceptView, statements: Sequence[StatementRow]) -> Iterator[ConceptFinding]:
    for row in statements:
        one = row.statement
        if one.kind == "field_name":
            yield from _field_name(view, row)
        elif one.kind == "adopted":
            if not _same_day(one.date, view.catalogue.adopted):
                yield _contradiction(row, f"adopted {one.date}", f"adopted {view.catalogue.adopted}", "K301")
        elif one.kind == "period":
            period = view.catalogue.period
            own = f"{period.start}/{period.end}"
            if period.start and period.end and one.date != own:
                yield _contradiction(row, f"from {one.date}", f"from {own}", "K301")
        elif one.kind != "share" and one.value is not None:
            have = _have(view, one, on=row.date)
            if have is not None and have != one.value:
                yield _contradiction(row, f"{one.value:g} {_NAMES[one.kind]}", f"{have} {_NAMES[one.kind]}", "K301")


def _have(view: ConceptView, one: ConceptStatement, *, on: str | None) -> int | None:
    """What the catalogue and the reports up to a day give for a statement; None where they give nothing."""
    fields = [field for field in view.catalogue.action_fields if one.field in (None, field.number)]
    if not fields:
        return None
    if one.kind == "fields":
        return len(view.catalogue.action_fields) if one.field is None else None
    if one.kind == "goals":
        return sum(len(field.goals) for field in fields) or None
    measures = [measure for field in fields for measure in field.measures]
    if one.kind == "measures":
        return len(measures)
    if one.kind == "topics":
        return len({measure.topic for measure in measures if measure.topic}) or None
    numbers = {measure.number for measure in measures}
    known = [code for row in view.measures if row.number in numbers and (code := _code_on(row, on))]
    if not known:
        return None
    wanted = ("fulfilled", "partly_fulfilled") if one.kind == "implemented" else (one.kind,)
    return sum(code in wanted for code in known)


def _code_on(measure: MeasureRow, day: str | None) -> str | None:
    """The state that held on a day; None: none was known. Without a day the one that holds now."""
    known = [one for one in measure.status if one.code and (day is None or (one.date or "") <= day)]
    return known[-1].code if known else None


def _field_name(view: ConceptView, row: StatementRow) -> Iterator[ConceptFinding]:
    one = row.statement
    field = next((field for field in view.catalogue.action_fields if field.number == one.field), None)
    if field is None:
        message = f"{_where(row)} names an action field {one.field} “{one.name}”, which the catalogue does not have."
        yield finding("K304", message, _places(row))
    elif field.name and one.name and not _same_name(field.name, one.name):
        message = f"{_where(row)} calls action field {field.number} “{one.name}”, the catalogue “{field.name}”."
        yield finding("K304", message, _places(row))


def _same_name(one: str, other: str) -> bool:
    """Slides shorten names: one may be a part of the other, word by word."""
    left, right = (set(_LETTERS.sub(" ", text.lower()).split()) for text in (one, other))
    return left <= right or right <= left


def _against_each_other(statements: Sequence[StatementRow]) -> Iterator[ConceptFinding]:
    """Two documents (or two places of one) that give different figures for the same."""
    told: dict[tuple[str, str | None], dict[str, StatementRow]] = {}
    for row in statements:
        statement = row.statement
        if statement.kind in ("share", "field_name"):
            continue
        value = statement.date if statement.value is None else f"{statement.value:g}"
        told.setdefault((statement.kind, statement.field), {}).setdefault(str(value), row)
    for (kind, _), values in told.items():
        for (first, one), (second, other) in combinations(values.items(), 2):
            if (kind == "adopted" and _same_day(first, second)) or (kind in _STATES and not _same_time(one, other)):
                continue
            name = _NAMES.get(kind, kind)
            message = f"{_where(one)} says {first} {name}, {_where(other)} says {second}."
            yield finding("K302", message, (*_places(one), *_places(other)))


def _same_time(one: StatementRow, other: StatementRow) -> bool:
    """States change: two figures contradict each other only where they speak of one report."""
    if one.document.sha256 == other.document.sha256:
        return True
    return one.date == other.date or (one.paper is not None and one.paper == other.paper)


def _shares(view: ConceptView, statements: Sequence[StatementRow]) -> Iterator[ConceptFinding]:
    """Every share against the counts that its own document gives; where it gives none, against the reports."""
    for row in statements:
        one = row.statement
        if one.kind != "share" or one.value is None or not one.of:
            continue
        near = [other.statement for other in statements if other.document.sha256 == row.document.sha256
                and other.statement.field == one.field]  # fmt: skip
        parts = [_told(near, kind) for kind in one.of]
        whole = _have(view, one.model_copy(update={"kind": "measures"}), on=row.date)
        total = _told(near, "measures") or float(whole or 0)
        if any(part is None for part in parts):
            counts = [_have(view, one.model_copy(update={"kind": kind}), on=row.date) for kind in one.of]
            parts = [None if count is None else float(count) for count in counts]
        if not total or any(part is None for part in parts):
            continue
        summed = sum(part for part in parts if part is not None)
        share = 100 * summed / total
        if abs(share - one.value) >= _SHARE_STEP:
            message = f"{_where(row)} says {one.text}, but {summed:g} of {total:g} are {share:.1f} %."
            yield finding("K303", message, _places(row))


def _told(near: Sequence[ConceptStatement], kind: str) -> float | None:
    return next((one.value for one in near if one.kind == kind and one.value is not None), None)


def _contradiction(row: StatementRow, said: str, have: str, code: str) -> ConceptFinding:
    message = f"{_where(row)} says {said} (“{row.statement.text[:80]}”), the catalogue and its reports give {have}."
    return finding(code, message, _places(row))


def _same_day(one: str | None, other: str | None) -> bool:
    """Whether two dates can be the same, each as exact as it is told; an unknown one contradicts nothing."""
    return not one or not other or one.startswith(other) or other.startswith(one)


def _where(row: StatementRow) -> str:
    return f"{row.document.name}{f' (TOP {row.item})' if row.item else ''}"


def _places(row: StatementRow) -> tuple[SourcePlace, ...]:
    return tuple(
        SourcePlace(source=row.document.sha256, page=place.page, start=place.start, end=place.end, bbox=place.bbox,
                    rule=place.rule, quote=place.quote)
        for place in row.places
    )  # fmt: skip
