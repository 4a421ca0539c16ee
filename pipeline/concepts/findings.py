"""What does not add up about a concept: stable codes, severities, one line of help each. A code is never reused."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.model.concept import ConceptFinding, SourcePlace
from pipeline.model.record import Severity


@dataclass(frozen=True, slots=True)
class Code:
    """An entry of the registry."""

    severity: Severity
    help: str


CONCEPT_FINDINGS: dict[str, Code] = {
    "K101": Code("warning", "a table speaks of measures, but its head or its lines could not be read"),
    "K102": Code("warning", "a row at the top of a page may go on with the last row of the page before"),
    "K103": Code("warning", "a number stands for more than one measure or goal"),
    "K104": Code("info", "the measures are numbered by their order, for the source gives no numbers"),
    "K105": Code("info", "a measure names no goal"),
    "K106": Code("warning", "a goal is cited that is not in the list of its field"),
    "K107": Code("info", "the source gives an action field no name"),
    "K108": Code("info", "a column of a table is not read"),
    "K109": Code("info", "a sheet held a number as a date or figure; it was put right"),
    "K110": Code("warning", "measures stand in no action field"),
    "K201": Code("warning", "a row of a report could not be joined to a measure"),
    "K202": Code("warning", "the wording of a state is in no vocabulary: kept raw"),
    "K203": Code("info", "a state was read from symbols or colours that no legend explains"),
    "K204": Code("warning", "words or symbol of a state contradict its colour"),
    "K205": Code("info", "a row of a report gives no state"),
    "K206": Code("warning", "two states of one measure bear the same date"),
    "K207": Code("info", "a report does not say from when its states are"),
    "K208": Code("info", "a row was joined by a title that is only similar"),
    "K209": Code("info", "a report says nothing of some measures"),
    "K301": Code("warning", "minutes or slides contradict the catalogue"),
    "K302": Code("warning", "two statements about the concept contradict each other"),
    "K303": Code("warning", "a share does not follow from the counts beside it"),
    "K304": Code("warning", "minutes or slides name an action field otherwise"),
    "K401": Code("warning", "a number stands for another measure than in the version before"),
    "K402": Code("info", "a measure of the version before is gone: kept with its history"),
}


def finding(code: str, message: str, places: Iterable[SourcePlace] = ()) -> ConceptFinding:
    """A finding of the registry. Raises KeyError for a code that is not in it."""
    return ConceptFinding(code=code, severity=CONCEPT_FINDINGS[code].severity, message=message, places=tuple(places))
