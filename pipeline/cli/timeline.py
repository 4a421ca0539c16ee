"""How the history of a motion looks in a terminal: a block per station, a line per fact, its place at the end."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from pipeline.cli.words import date_words, person_words, place_words, result_words, roll_words, vote_words

if TYPE_CHECKING:
    from rich.console import Console

    from pipeline.store.answers import MotionHistory, Station

_LABEL, _INDENT = 9, 2  # columns


def show(history: MotionHistory, *, console: Console) -> None:
    """Prints the whole history."""
    console.print(Text(history.reference, style="bold magenta"))
    for title in whole_titles(history.titles):
        console.print(Text(title, style="bold"), soft_wrap=not console.is_terminal)
    for station in history.stations:
        console.print()
        console.print(heading(station), soft_wrap=not console.is_terminal)
        console.print(facts(station))
    if not history.stations:
        console.print(Text("\nNo minutes in this database deal with it; it is only mentioned."))
    if history.mentions:
        console.print(Text("\nMentioned in", style="bold"))
        for station in history.mentions:
            console.print(_mention(station, history.reference), soft_wrap=not console.is_terminal)
    if history.related:
        console.print(Text(f"\nRelated: {', '.join(history.related)}"), soft_wrap=not console.is_terminal)


def whole_titles(titles: Sequence[str]) -> list[str]:
    """Without those that a page cut (`Soziale Arbeit mit Flücht...`) where another one gives the whole."""

    def cut_from(title: str, other: str) -> bool:
        begun = title.rstrip(" .…")
        return begun != title and title != other and other.startswith(begun)

    return [title for title in titles if not any(cut_from(title, other) for other in titles)]


def heading(station: Station) -> Text:
    """`14.06.2016  Ausschuss ..., 21. Sitzung, TOP 7.1`."""
    out = Text(date_words(station.date) + "  ", style="bold cyan")
    out.append(_where(station), style="bold")
    if not station.public:
        out.append("  (non-public)", style="red")
    return out


def facts(station: Station) -> Table:
    """A line per fact: what, value, place."""
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(width=_LABEL + _INDENT)
    table.add_column(ratio=3, overflow="fold")
    table.add_column(overflow="fold", style="dim")

    def row(label: str, value: str, pointer: str, style: str = "") -> None:
        table.add_row(Text(" " * _INDENT + label), Text(value, style=style), Text(_places(station, pointer)))

    item = station.item
    if station.date:
        row("date", date_words(station.date), "/meeting/date")
    if station.committee:
        inferred = station.committee_inferred
        pointer = "/meeting/inferred_organization" if inferred else "/meeting/organization"
        row("committee", station.committee + (" (inferred)" if inferred else ""), pointer)
    if station.meeting.number is not None:
        row("meeting", f"{station.meeting.number}.", "/meeting/number")
    if item.number:
        row("TOP", item.number, "/item/number")
    if item.title:
        row("title", item.title, "/item/title")
    if item.result is not None:
        row("result", result_words(item.result, item.role), "/item/result", "green")
    elif item.inferred_result is not None:
        row("result", result_words(item.inferred_result, item.role) + " (inferred)", "/item/inferred_result", "green")
    for index, vote in enumerate(item.vote_events):
        row("vote", vote_words(vote, item.role), f"/item/vote_events/{index}", "bold")
        for line, people in roll_words(vote.votes):
            places = [station.places(f"/item/vote_events/{index}/votes/{person}")[:1] for person in people]
            table.add_row(Text(), Text(line), Text(place_words([place for one in places for place in one])))
    for index, speaker in enumerate(item.speakers):
        row("" if index else "speakers", person_words(speaker), f"/item/speakers/{index}")
    for index, duty in enumerate(item.duties):
        due = f" (due {duty.due})" if duty.due else ""
        row("duty", f"{duty.text}{due}", f"/item/duties/{index}")
    table.add_row(Text(" " * _INDENT + "document"), Text(station.document.name), Text(station.pointer))
    return table


def _where(station: Station) -> str:
    parts = [station.committee or "committee not stated"]
    if station.meeting.number is not None:
        parts.append(f"{station.meeting.number}. Sitzung")
    if station.item.number:
        parts.append(f"TOP {station.item.number}")
    return ", ".join(parts)


def _mention(station: Station, reference: str) -> Text:
    from pipeline.model.reference import normalise_reference

    out = Text(f"  {date_words(station.date)}  {_where(station)}")
    if station.item.title:
        out.append(f": {station.item.title}")
    for index, paper in enumerate(station.item.mentioned_papers):
        if normalise_reference(paper) == reference:
            out.append(f"  {_places(station, f'/item/mentioned_papers/{index}')}", style="dim")
            break
    return out


def _places(station: Station, pointer: str) -> str:
    """The places of a value; where only its parts have places, theirs."""
    places = station.sources.get(pointer) or tuple(
        place for part, found in station.sources.items() if part.startswith(pointer + "/") for place in found
    )
    return place_words(places or station.places(pointer))
