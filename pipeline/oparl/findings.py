"""What does not add up within one OParl file. A result's wording that no rule knows has the minutes' code, R001."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.minutes.findings import FINDINGS
from pipeline.model.codes import Code
from pipeline.model.record import Evidence, Finding

OPARL_FINDINGS: dict[str, Code] = {
    "O001": Code("warning", "an object of an OParl file has no id: it was left out"),
    "O002": Code("warning", "a date of an OParl file cannot be read: it stays unknown"),
    "O003": Code("info", "the role of a consultation is in no vocabulary: kept raw"),
}


def oparl_finding(code: str, message: str, evidence: Iterable[Evidence]) -> Finding:
    """A finding of the registry. Raises KeyError for a code that is not in it."""
    entry = OPARL_FINDINGS.get(code) or FINDINGS[code]
    return Finding(code=code, severity=entry.severity, message=message, evidence=tuple(evidence))
