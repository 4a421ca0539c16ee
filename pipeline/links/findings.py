"""What does not add up about links. Codes are stable and never reused."""

from __future__ import annotations

from pipeline.links.answers import Link
from pipeline.links.ledger import Entry
from pipeline.links.listing import list_links, lost_verdicts
from pipeline.model.codes import Code
from pipeline.model.record import Severity
from pipeline.motions.answers import CrossFinding
from pipeline.store import Store

LINK_FINDINGS: dict[str, Code] = {
    "L001": Code("warning", "a link rests on a passage that the text in force no longer has"),
    "L002": Code("warning", "a text has changed since a person judged the link: it asks to be confirmed"),
    "L003": Code("info", "a person judged a link whose motion or measure is not in the database any more"),
}


def list_link_findings(
    store: Store, *, severity: str | None = None, include_non_public: bool = False
) -> tuple[CrossFinding, ...]:
    """Findings about links, by motion, with the passages they rest on."""
    links = list_links(store, include_non_public=include_non_public)
    found = [_dropped(link) for link in links if link.dropped and link.state != "rejected"]
    found += [_changed(link) for link in links if link.verdict is not None and link.verdict.changed]
    found += [_lost(entry) for entry in lost_verdicts(store, include_non_public=include_non_public)
              if entry.decision in ("confirmed", "rejected")]  # fmt: skip
    wanted = [one for one in found if severity is None or one.severity == severity]
    return tuple(sorted(wanted, key=lambda one: (one.reference, one.code)))


def _dropped(link: Link) -> CrossFinding:
    passage = link.evidence.motion[0] if link.evidence.motion else None
    said = f": “{_short(passage.text)}”" if passage else ""
    return _finding("L001", link, f"{_named(link)} rests on a passage that the text in force no longer has{said}")


def _changed(link: Link) -> CrossFinding:
    verdict = link.verdict
    by = f"{verdict.decision} by {verdict.by} on {verdict.at[:10]}" if verdict is not None else ""
    return _finding("L002", link, f"{_named(link)} was {by}; the motion's or the measure's text has changed since")


def _lost(entry: Entry) -> CrossFinding:
    message = (
        f"{entry.reference} and measure {entry.number} “{entry.title}” of {entry.concept_id}: {entry.decision} by "
        f"{entry.by} on {entry.at[:10]}, but one of them is not in the database any more"
    )
    return CrossFinding(reference=entry.reference, code="L003", severity=_severity("L003"), message=message, places=())


def _finding(code: str, link: Link, message: str) -> CrossFinding:
    places = tuple(place for passage in link.evidence.motion for place in passage.places)
    return CrossFinding(reference=link.reference, code=code, severity=_severity(code), message=message, places=places)


def _named(link: Link) -> str:
    return f"the link of {link.reference} with measure {link.measure.number} “{link.measure.title}”"


def _severity(code: str) -> Severity:
    severity: Severity = LINK_FINDINGS[code].severity
    return severity


def _short(text: str, most: int = 120) -> str:
    whole = " ".join(text.split())
    return whole if len(whole) <= most else f"{whole[:most].rpartition(' ')[0]} …"
