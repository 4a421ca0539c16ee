"""A concept: a catalogue of measures that a council adopted, and what became of each measure.

Terms follow SKOS (a scheme with notations that are text) and the papers themselves: Konzept, Handlungsfeld, Ziel,
Maßnahme. Numbers are text throughout: 4.10 is not 4.1. A field is null where the source does not say.

Ids follow from content: a concept's from its name, body and period, a measure's from the concept's and its number.
What a person says of a measure (a verdict on a link) is keyed by its number and title within the concept, because
a catalogue whose measures carry no number of their own counts them, and a new edition may count otherwise.
"""

from __future__ import annotations

import re
import unicodedata
from hashlib import blake2b
from typing import Annotated, Any, Literal, get_args

from pydantic import BeforeValidator, Field, model_validator

from pipeline.model.record import Part, Severity, Source

StatusCode = Literal["fulfilled", "partly_fulfilled", "not_fulfilled", "not_assessable"]
STATUS_CODES: tuple[StatusCode, ...] = get_args(StatusCode)

_LONGEST_ID = 120  # characters; what is longer is cut and marked
_SPELLED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_UNTOLD = re.compile(r"[^a-z0-9]+")
_KINDS_OF_TOWN = frozenset(
    ["landeshauptstadt", "hauptstadt", "hansestadt", "stadt", "gemeinde", "markt", "landkreis", "kreis", "der", "des"]
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\ufffe\uffff\ud800-\udfff]")
_DATE = re.compile(r"(?P<year>\d{4})(?:-(?P<month>0[1-9]|1[0-2])(?:-(?P<day>0[1-9]|[12]\d|3[01]))?)?")


def _words(value: Any) -> Any:
    """Text as every form of a catalogue can hold it: NFC, line feeds, no invisible characters, no blanks at its ends;
    nothing at all is null."""
    if not isinstance(value, str):
        return value
    plain = unicodedata.normalize("NFC", value.replace("\r\n", "\n").replace("\r", "\n"))
    return _INVISIBLE.sub("", plain).strip() or None


def _day(value: Any) -> Any:
    value = _words(value)
    if isinstance(value, str) and not _DATE.fullmatch(value):
        raise ValueError("a date is written 2021, 2021-10 or 2021-10-31")
    return value


Words = Annotated[str, BeforeValidator(_words)]
MaybeWords = Annotated[str | None, BeforeValidator(_words)]
Notation = Annotated[str, BeforeValidator(_words), Field(pattern=r"^[^\s,;|]+( [^\s,;|]+){0,2}$")]
"""A number as text: `4.2`, `IV`, `M 3`."""
MaybeDay = Annotated[str | None, BeforeValidator(_day)]
"""ISO 8601, as exact as it is known: 2021, 2021-10, 2021-10-31."""


class Period(Part):
    """From when to when a concept is meant to hold; not the day it was adopted."""

    start: MaybeDay = None
    end: MaybeDay = None


class MeasureStatus(Part):
    """What was said of a measure's state, once. `text` is the wording, symbol or colour as it stands in the source;
    `code` is null where no rule knows it."""

    date: MaybeDay = None
    code: StatusCode | None = None
    text: MaybeWords = None
    comment: MaybeWords = None
    source: MaybeWords = None  # the paper or report it stands in
    invented: bool = False  # made up for a sample


class Goal(Part):
    """A numbered goal of a field; text null where the source only cites its number."""

    number: Notation
    text: MaybeWords = None
    invented: bool = False


class Measure(Part):
    number: Notation
    title: Words
    description: MaybeWords = None
    goals: tuple[Notation, ...] = ()  # numbers of goals of the same field
    responsible: MaybeWords = None
    topic: MaybeWords = None  # heading within the field (Themenfeld)
    invented: bool = False
    status: tuple[MeasureStatus, ...] = ()


class ActionField(Part):
    """A Handlungsfeld. `name` is null where no source names it."""

    number: Notation
    name: MaybeWords = None
    goals: tuple[Goal, ...] = ()
    measures: tuple[Measure, ...] = ()


class Concept(Part):
    name: Words
    body: MaybeWords = None  # the municipality
    period: Period = Period()
    paper: MaybeWords = None  # reference of the paper it was adopted by, as written
    adopted: MaybeDay = None
    source: MaybeWords = None  # where the catalogue was published
    action_fields: tuple[ActionField, ...] = ()

    @model_validator(mode="after")
    def _unique(self) -> Concept:
        """Raises ValueError, naming it, where a number stands twice: nobody could tell the two apart."""
        fields = [field.number for field in self.action_fields]
        for what, numbers in [
            ("action field", fields),
            ("measure", [measure.number for measure in self.measures]),
            *((f"goal of field {field.number}", [goal.number for goal in field.goals]) for field in self.action_fields),
        ]:
            twice = sorted({number for number in numbers if numbers.count(number) > 1})
            if twice:
                raise ValueError(f"the number {twice[0]} is given to more than one {what}")
        return self

    @property
    def id(self) -> str:
        """`integrationskonzept-der-landeshauptstadt-potsdam-2016-2020`: name, and body and years where the name lacks
        them."""
        slug = slug_of(self.name)
        body = [word for word in slug_of(self.body or "").split("-") if word not in _KINDS_OF_TOWN]
        years = [day[:4] for day in (self.period.start, self.period.end) if day and not _YEAR.search(slug)]
        known = slug.split("-")
        whole = "-".join([slug, *(word for word in dict.fromkeys([*body, *years]) if word and word not in known)])
        if len(whole) <= _LONGEST_ID:
            return whole
        mark = blake2b(whole.encode(), digest_size=4).hexdigest()
        return f"{whole[: _LONGEST_ID - 10].rpartition('-')[0] or whole[: _LONGEST_ID - 10]}-{mark}"

    @property
    def measures(self) -> tuple[Measure, ...]:
        return tuple(measure for field in self.action_fields for measure in field.measures)

    def field_of(self, number: str) -> ActionField | None:
        """The field a measure of this number stands in."""
        for field in self.action_fields:
            if any(measure.number == number for measure in field.measures):
                return field
        return None


class SourcePlace(Part):
    """Where a value of a catalogue was read: page and box of a PDF, characters of the document's own text (Document.
    original), line of a text file, cell of a sheet or table (`Maßnahmen!B12`). `source`: the file's sha256."""

    source: str
    page: int | None = None
    start: int | None = None
    end: int | None = None
    bbox: tuple[float, float, float, float] | None = None
    line: int | None = None
    cell: str | None = None
    rule: str
    quote: str | None = None


class ConceptFinding(Part):
    """Something about a concept that does not add up or that its reader should know."""

    code: str
    severity: Severity
    message: str
    places: tuple[SourcePlace, ...] = ()


StatusManner = Literal["words", "symbol", "colour"]


class StatusRow(Part):
    """One row of a Bestandsaufnahme: which measure it speaks of, as far as it says, and the state it gives.

    `manner`: what the state was read from; null where the row gives none.
    """

    number: MaybeWords = None
    title: MaybeWords = None
    field: MaybeWords = None
    status: MeasureStatus
    manner: StatusManner | None = None
    places: tuple[SourcePlace, ...] = ()


class ConceptFile(Part):
    """What one file says: a catalogue, or (concept null) the rows of a Bestandsaufnahme.

    `places` leads from a pointer that is made of numbers, not of positions (`/concept/adopted`,
    `/action_fields/4/name`, `/action_fields/4/goals/3`, `/measures/4.2`, `/measures/4.2/title`,
    `/measures/4.2/status/0`), to where it was read.
    `about`: the names a Bestandsaufnahme gives to the concept it is about. `date`: its state, where it says so.
    """

    source: Source
    reader: str
    concept: Concept | None = None
    rows: tuple[StatusRow, ...] = ()
    about: tuple[str, ...] = ()
    date: MaybeDay = None
    findings: tuple[ConceptFinding, ...] = ()
    places: dict[str, tuple[SourcePlace, ...]] = Field(default_factory=dict)


def slug_of(text: str) -> str:
    """Letters and digits in ASCII, joined by hyphens: `Maßnahmen für Bürger` gives `massnahmen-fuer-buerger`."""
    spelled = unicodedata.normalize("NFC", text).lower().translate(_SPELLED)
    bare = "".join(char for char in unicodedata.normalize("NFKD", spelled) if not unicodedata.combining(char))
    return _UNTOLD.sub("-", bare).strip("-")


def measure_id(concept_id: str, number: str) -> str:
    """`CONCEPT/4.2`: the id of a measure that holds today."""
    return f"{concept_id}/{number}"


def pointer(*parts: str) -> str:
    """A JSON pointer (RFC 6901) made of names and numbers."""
    return "".join("/" + part.replace("~", "~0").replace("/", "~1") for part in parts)
