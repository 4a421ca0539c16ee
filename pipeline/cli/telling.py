"""The history of a motion as blocks of short lines, the same for the terminal, Markdown and HTML: a block per
station, a line per fact with its place; behind them texts and what changed, duties, relations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from pipeline.cli.words import date_words, person_words, place_words, result_words, roll_words, vote_words

if TYPE_CHECKING:
    from pipeline.links import Link
    from pipeline.motions.answers import History, MotionStation, OwedDuty, Version
    from pipeline.store.answers import OfficialStation, Place, Station

Style = Literal["", "result", "vote", "warn", "dim"]
Mark = Literal["kept", "removed", "added"]

VERSION_WORDS = {
    "original": "original text", "new_version": "new version", "amendment": "amendment",
    "recommended": "recommended text", "adopted": "adopted text",
}  # fmt: skip
RELATION_WORDS = {
    ("amends", "out"): "amends", ("amends", "in"): "amended by",
    ("replaces", "out"): "replaces", ("replaces", "in"): "replaced by",
    ("carries_out", "out"): "carries out", ("carries_out", "in"): "carried out by",
    ("reports_on", "out"): "reports on", ("reports_on", "in"): "reported on by",
    ("answers", "out"): "answers", ("answers", "in"): "answered by",
    ("belongs_to", "out"): "belongs to", ("belongs_to", "in"): "has with it",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """One fact: what it is, its value, where it stands."""

    label: str
    value: str
    place: str = ""
    style: Style = ""


@dataclass(frozen=True, slots=True)
class Change:
    """One changed sentence: runs of words with what became of them."""

    runs: tuple[tuple[Mark, str], ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A heading with its lines, and below them changed sentences. `note`: behind the heading, such as
    `non-public`."""

    heading: str
    lines: tuple[Line, ...] = ()
    changes: tuple[Change, ...] = ()
    note: str = ""
    kind: Literal["station", "section"] = "station"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A whole history. `summary`: the state in words."""

    reference: str
    titles: tuple[str, ...]
    summary: str
    blocks: tuple[Block, ...] = field(default_factory=tuple)


def sheet(history: History, links: Sequence[Link] = ()) -> Sheet:
    """The history as blocks. `links`: the measures it concerns."""
    blocks = [_station(station, history) for station in history.stations]
    if not history.stations:
        blocks.append(Block("No minutes in this database deal with it; it is only mentioned.", kind="section"))
    blocks += _sections(history)
    if links:
        lines = tuple(line for link in sorted(links, key=lambda one: -(one.score or 1.0)) for line in _measure(link))
        blocks.append(Block("Measures it concerns", lines, kind="section"))
    shown = history.reference if not history.reference.startswith("~") else "without a number"
    return Sheet(shown, tuple(whole_titles(history.titles)), f"{history.state}: {history.reason}", tuple(blocks))


def _measure(link: Link) -> list[Line]:
    score = "" if link.score is None else f" {link.score:.2f}"
    concept = f"{link.measure.number} {link.measure.title} ({link.measure.concept_name})"
    lines = [Line(f"{link.state}{score}", concept, "", "warn" if link.dropped else "")]
    said = link.verdict.why if link.verdict is not None and not link.reasons else "; ".join(link.reasons)
    return [*lines, Line("", said, places(link.evidence.motion[0].places) if link.evidence.motion else "", "dim")]


def whole_titles(titles: Sequence[str]) -> list[str]:
    """Without those that a page cut (`Soziale Arbeit mit Flücht...`) where another one gives the whole."""

    def cut_from(title: str, other: str) -> bool:
        begun = title.rstrip(" .…")
        return begun != title and title != other and other.startswith(begun)

    return [title for title in titles if not any(cut_from(title, other) for other in titles)]


def _sections(history: History) -> list[Block]:
    blocks = [_version(version, history.versions) for version in history.versions]
    if history.duties:
        blocks.append(Block("Duties", tuple(line for duty in history.duties for line in _duty(duty)), kind="section"))
    if history.relations:
        lines = tuple(
            Line(RELATION_WORDS[paper.kind, paper.direction],
                 paper.reference + (f" {paper.title}" if paper.title else ""), paper.reason, "")
            for paper in history.relations
        )  # fmt: skip
        blocks.append(Block("Related papers", lines, kind="section"))
    if history.findings:
        lines = tuple(Line(found.code, found.message, places(found.places), "warn") for found in history.findings)
        blocks.append(Block("What does not add up", lines, kind="section"))
    if history.suggested:
        lines = tuple(
            Line(date_words(station.date), f"{_where(station)}: {station.item.title or ''}",
                 f"{station.joined.confidence:.2f}: {'; '.join(station.joined.reasons)}" if station.joined else "")
            for station in history.suggested
        )  # fmt: skip
        blocks.append(Block("May belong to it (counts nowhere)", lines, kind="section"))
    if history.mentions:
        lines = tuple(_mention(station, history.reference) for station in history.mentions)
        blocks.append(Block("Mentioned in", lines, kind="section"))
    return blocks


def _station(station: MotionStation, history: History) -> Block:
    lines: list[Line] = []
    item = station.item
    role = (station.role or "") + (" (inferred)" if station.role_inferred else "") + (", lead" if station.lead else "")

    def line(label: str, value: str, pointer: str, style: Style = "") -> None:
        lines.append(Line(label, value, _places(station, pointer), style))

    if station.date:
        line("date", date_words(station.date), "/meeting/date")
    if station.committee:
        inferred = station.committee_inferred
        pointer = "/meeting/inferred_organization" if inferred else "/meeting/organization"
        line("committee", station.committee + (" (inferred)" if inferred else ""), pointer)
    if station.meeting.number is not None:
        line("meeting", f"{station.meeting.number}.", "/meeting/number")
    if item.number:
        line("TOP", item.number, "/item/number")
    if item.title:
        line("title", item.title, "/item/title")
    if item.result is not None:
        line("result", result_words(item.result, role), "/item/result", "result")
    elif item.inferred_result is not None:
        line("result", result_words(item.inferred_result, role) + " (inferred)", "/item/inferred_result", "result")
    for index, vote in enumerate(item.vote_events):
        line("vote", vote_words(vote, item.role), f"/item/vote_events/{index}", "vote")
        for words, people in roll_words(vote.votes):
            found = [station.places(f"/item/vote_events/{index}/votes/{person}")[:1] for person in people]
            lines.append(Line("", words, place_words([place for some in found for place in some])))
    for index, speaker in enumerate(item.speakers):
        line("" if index else "speakers", person_words(speaker), f"/item/speakers/{index}")
    if station.dealt_with is not None and history.versions[station.dealt_with].station != station.id:
        text = history.versions[station.dealt_with]
        lines.append(Line("text", f"{VERSION_WORDS[text.kind]} of {date_words(text.date)}"))
    if station.next is not None:
        lines.append(Line("next", _next(station, history)))
    if station.official is not None and station.minutes:
        lines.append(Line("city", _official(station.official), places(station.official.places("/result"))))
    if station.joined is not None:
        lines.append(Line("joined", f"by {station.joined.how}, {station.joined.confidence:.2f}: "
                          + "; ".join(station.joined.reasons), style="warn"))  # fmt: skip
    lines.append(Line("document", station.document.name, station.pointer))
    lines += [Line("", other.document.name, other.pointer) for other in station.also]
    heading = f"{date_words(station.date)}  {_where(station)}"
    notes = [*(() if station.public else ("non-public",)), *(() if station.minutes else ("no minutes at hand",))]
    return Block(heading, tuple(lines), note=", ".join(notes))


def _official(official: OfficialStation) -> str:
    """What the city's own record says of a station that the minutes tell."""
    said = (official.role.text if official.role else None, official.result.text if official.result else None,
            f"TOP {official.number}" if official.number else None)  # fmt: skip
    return ", ".join(part for part in said if part) or "recorded without a result"


def _next(station: MotionStation, history: History) -> str:
    assert station.next is not None
    words = station.next.kind + (f" to {', '.join(station.next.to)}" if station.next.to else "")
    following = next((one for one in history.stations if one.id == station.next.station), None)
    if following is None:
        return f"{words}; no later station is known"
    return f"{words}; dealt with on {date_words(following.date)} in {following.committee or 'a body that is not named'}"


def _version(version: Version, versions: Sequence[Version]) -> Block:
    by = f" by {version.by}" if version.by else ""
    where = f"{date_words(version.date)}, {version.committee or 'committee not stated'}"
    heading = f"{VERSION_WORDS[version.kind][0].upper()}{VERSION_WORDS[version.kind][1:]}{by} ({where})"
    lines: list[Line] = []
    changes: list[Change] = []
    if version.compared_with is None:
        lines.append(Line("text", version.text, places(version.places)))
    else:
        before = versions[version.compared_with]
        counted = {
            kind: sum(1 for one in version.changes if one.kind == kind)
            for kind in ("kept", "reworded", "removed", "added")
        }
        if not any(counted[kind] for kind in ("reworded", "removed", "added")):
            said = "no change"
        else:
            said = ", ".join(f"{number} {kind}" for kind, number in counted.items() if number)
        lines.append(Line("sentences", f"{said}, against the {VERSION_WORDS[before.kind]} of {date_words(before.date)}",
                          places(version.places)))  # fmt: skip
        for change in version.changes:
            if change.kind == "reworded":
                changes.append(Change(tuple((word.kind, word.text) for word in change.words)))
            elif change.kind != "kept":
                changes.append(Change(((change.kind, change.old or change.new or ""),)))
    return Block(heading, tuple(lines), tuple(changes), kind="section")


def _duty(duty: OwedDuty) -> tuple[Line, Line]:
    due = f" (due {duty.due})" if duty.due else ""
    style: Style = "warn" if duty.overdue or duty.days_late else ""
    return Line("duty", duty.text + due, places(duty.places)), Line("", duty_state(duty), style=style)


def duty_state(duty: OwedDuty) -> str:
    """`met 01.03.2017 by 17/SVV/0212, 4 months late`, `overdue since 30.11.2016`, `open`, `proposed`."""
    if duty.standing != "binding":
        return {"proposed": "proposed", "fallen": "fallen with the motion"}[duty.standing]
    if duty.met_on is not None:
        late = ""
        if duty.days_late:
            months = duty.months_late or 0
            late = f", {months} month{'s' if months != 1 else ''} late" if months else f", {duty.days_late} days late"
        return f"met {date_words(duty.met_on)} by {duty.met_by}{late}"
    if duty.overdue:
        return f"overdue since {date_words(duty.due_to)}"
    return "open"


def _mention(station: Station, reference: str) -> Line:
    from pipeline.model.reference import normalise_reference

    title = f": {station.item.title}" if station.item.title else ""
    index = next((place for place, paper in enumerate(station.item.mentioned_papers)
                  if normalise_reference(paper) == reference), None)  # fmt: skip
    where = _places(station, f"/item/mentioned_papers/{index}") if index is not None else ""
    return Line(date_words(station.date), _where(station) + title, where)


def _where(station: Station) -> str:
    parts = [station.committee or "committee not stated"]
    if station.meeting.number is not None:
        parts.append(f"{station.meeting.number}. Sitzung")
    if station.item.number:
        parts.append(f"TOP {station.item.number}")
    return ", ".join(parts)


def places(found: Sequence[Place]) -> str:
    """Places with the documents' names: for facts that stand under no station."""
    by_document: dict[str, list[Place]] = {}
    for place in found:
        by_document.setdefault(place.document, []).append(place)
    return "; ".join(f"{name}, {place_words(some)}" for name, some in by_document.items())


def _places(station: Station, pointer: str) -> str:
    """The places of a value; where only its parts have places, theirs."""
    found = station.sources.get(pointer) or tuple(
        place for part, some in station.sources.items() if part.startswith(pointer + "/") for place in some
    )
    return place_words(found or station.places(pointer))
