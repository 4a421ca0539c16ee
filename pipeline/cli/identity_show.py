"""How people, committees, suggestions and verdicts look in a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from pipeline.cli.words import date_words, place_words

if TYPE_CHECKING:
    from rich.console import Console

    from pipeline.identity import Committee, Judgement, Person, Sample, Side, Spelling, Suggestion, Turn

_SHOWN = 6  # values of a kind named in one line
_LABEL = 13  # columns


def show_person(person: Person, *, console: Console) -> None:
    """Who it is, what is suggested, what was done."""
    wide = not console.is_terminal
    console.print(Text(person.label, style="bold magenta"), soft_wrap=wide)
    console.print(_facts(person))
    for note in person.notes:
        console.print(Text(f"  note: {note}", style="yellow"), soft_wrap=wide)
    _show_open(person.suggestions, console=console)
    shown = len(person.turns)
    more = f", the newest {shown} shown" if shown < person.turns_total else ""
    console.print(Text(f"\nSpeaks or acts in {_count(person.turns_total, 'item')}{more}", style="bold"), soft_wrap=wide)
    for turn in person.turns:
        console.print(_turn(turn), soft_wrap=wide)


def show_committee(committee: Committee, *, console: Console) -> None:
    """The names in order of time, and what else may be this committee."""
    wide = not console.is_terminal
    console.print(Text(committee.label, style="bold magenta"), soft_wrap=wide)
    for name in committee.names:
        line = Text(f"  {_period(name.first, name.last)}  ", style="cyan")
        line.append(name.name, style="default")
        line.append(f"  {_count(name.count, 'meeting')}", style="default")
        if name.lowest is not None:
            numbers = f"{name.lowest}." if name.lowest == name.highest else f"{name.lowest}. to {name.highest}."
            line.append(f", numbered {numbers}", style="dim")
        console.print(line, soft_wrap=wide)
    for note in committee.notes:
        console.print(Text(f"  note: {note}", style="yellow"), soft_wrap=wide)
    _show_open(committee.suggestions, console=console)


def show_candidates(sides: Sequence[Side], *, console: Console) -> None:
    """Who may be meant, each with its key."""
    for side in sides:
        console.print(_one_line(side), soft_wrap=not console.is_terminal)


def show_sides(sides: Sequence[Side], *, console: Console) -> None:
    """Everyone under one roof: a line each, below it the other spellings."""
    wide = not console.is_terminal
    for side in sides:
        console.print(_one_line(side), soft_wrap=wide)
        if len(side.spellings) > 1:
            for spelling in side.spellings:
                console.print(Text(f"      {_period(spelling.first, spelling.last)}  {spelling.written}", style="dim"),
                              soft_wrap=wide)  # fmt: skip
    console.print(f"{len(sides):,} in all.")


def show_suggestions(found: Sequence[Suggestion], *, console: Console) -> None:
    """Each with both sides."""
    for one in found:
        show_suggestion(one, console=console)
    if found:
        console.print(f"{_count(len(found), 'suggestion')}; a verdict decides: `protokolle identity review`.")
    else:
        console.print("Nothing is suggested: no two names look like one, or all have their verdict.")


def show_suggestion(one: Suggestion, *, console: Console, left: int | None = None) -> None:
    """The score, both sides with their places, what speaks for it and against."""
    wide = not console.is_terminal
    head = Text(f"{one.score:.2f}  ", style="bold cyan")
    head.append(f"{one.left.label}  ~  {one.right.label}", style="bold")
    head.append(f"  ({_count(left, 'suggestion')} open)" if left else "", style="dim")
    console.print(head, soft_wrap=wide)
    for reason in one.reasons:
        console.print(Text(f"      + {reason}", style="green"), soft_wrap=wide)
    for doubt in one.doubts:
        console.print(Text(f"      - {doubt}", style="yellow"), soft_wrap=wide)
    for side in (one.left, one.right):
        console.print(Text("   ").append_text(_one_line(side)), soft_wrap=wide)
        for sample in side.samples:
            console.print(Text(f"         {_sample(sample)}", style="dim"), soft_wrap=wide)
    console.print()


def show_judgements(found: Sequence[Judgement], *, console: Console) -> None:
    """A line per verdict."""
    for one in found:
        console.print(Text(judgement_words(one)), soft_wrap=not console.is_terminal)
    console.print(f"{_count(len(found), 'verdict')}.")


def judgement_words(one: Judgement) -> str:
    """`Frau Grasnik and Frau Grasnack are one (A. Muster, 2026-01-02: same office).`"""
    verdict = one.verdict
    left = one.left.label if one.left else verdict.left
    right = one.right.label if one.right else verdict.right
    said = {"same": "are one", "different": "are two", "withdrawn": "have no verdict any more"}[verdict.decision]
    return f"{left} and {right} {said} ({verdict.by}, {verdict.at[:10]}: {verdict.why})."


def _show_open(found: Sequence[Suggestion], *, console: Console) -> None:
    if found:
        console.print(Text(f"\n{_count(len(found), 'suggestion')} without a verdict", style="bold"))
    wide = not console.is_terminal
    for one in found:
        line = Text(f"  {one.score:.2f}  {one.left.label}  ~  {one.right.label}")
        line.append(f"  {_period(one.right.first, one.right.last)}", style="dim")
        console.print(line, soft_wrap=wide)
        told = [*one.reasons, *(f"but {doubt}" for doubt in one.doubts)]
        console.print(Text(f"        {'; '.join(told)}", style="dim"), soft_wrap=wide)


def _facts(person: Person) -> Table:
    """A line per kind of fact: label, values with their periods."""
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(width=_LABEL)
    table.add_column(overflow="fold")

    def row(label: str, value: str) -> None:
        if value:
            table.add_row(Text(f"  {label}"), Text(value))

    row("seen", f"{_period(person.first, person.last)}, {_count(person.count, 'turn')}"
        + (f", {_count(person.mentions, 'mention')}" if person.mentions else ""))  # fmt: skip
    row("written", _values(person.spellings))
    row("offices", _values(person.offices))
    row("parties", _values(person.parties))
    row("committees", _values(person.committees))
    for verdict in person.verdicts:
        said = {"same": "one with", "different": "not"}.get(verdict.decision, verdict.decision)
        own = {verdict.left, verdict.right} & set(person.members)
        other = verdict.right if verdict.left in own else verdict.left
        row("verdict", f"{said} {other} ({verdict.by}, {verdict.at[:10]}: {verdict.why})")
    return table


def _turn(turn: Turn) -> Text:
    out = Text(f"  {date_words(turn.date)}  ", style="cyan")
    out.append(turn.committee or "committee not stated", style="default")
    out.append(f", TOP {turn.number}" if turn.number else "", style="default")
    out.append(f"  {turn.paper}" if turn.paper else "", style="magenta")
    out.append(f"  {turn.title}" if turn.title else "", style="default")
    done = [*turn.kinds, *(["moved"] if turn.moved else []), *(["by office"] if turn.by_office else [])]
    out.append(f"  [{', '.join(done)}]" if done else "", style="green")
    out.append("" if turn.public else "  (non-public)", style="red")
    place = f", {place_words([turn.place])}" if turn.place else ""
    out.append(f"\n      {turn.written}: {turn.document.name} {turn.pointer}{place}", style="dim")
    return out


def _one_line(side: Side) -> Text:
    out = Text(side.label, style="bold")
    unit = {"organization": "meeting", "party": "turn"}.get(side.kind, "turn")
    out.append(f"  {_period(side.first, side.last)}, {_count(side.count, unit)}", style="default")
    if side.mentions:
        out.append(f", {_count(side.mentions, 'mention')}", style="default")
    where = _values(side.committees[:2], periods=False)
    out.append(f"  {where}" if where else "", style="dim")
    out.append(f"  key: {side.key}", style="dim")
    return out


def _sample(sample: Sample) -> str:
    number = f", TOP {sample.number}" if sample.number else ""
    place = f", {place_words([sample.place])}" if sample.place else ""
    quote = f" {sample.place.quote!r}" if sample.place and sample.place.quote else ""
    where = sample.committee or "committee not stated"
    return f"{date_words(sample.date)} {where}{number}: {sample.document.name} {sample.pointer}{place}{quote}"


def _values(found: Iterable[Spelling], *, periods: bool = True) -> str:
    values = list(found)
    told = [
        f"{one.written} ({one.count}{', ' + _period(one.first, one.last) if one.first else ''})"
        if periods
        else one.written
        for one in values[:_SHOWN]
    ]
    more = f" and {len(values) - _SHOWN} more" if len(values) > _SHOWN else ""
    return "; ".join(told) + more


def _period(first: str | None, last: str | None) -> str:
    """`14.06.2016` for one day, `2016 to 2021` would hide what counts: whole dates."""
    if not first or not last:
        return "undated"
    return date_words(first) if first == last else f"{date_words(first)} to {date_words(last)}"


def _count(number: int, unit: str) -> str:
    return f"{number:,} {unit}{'' if number == 1 else 's'}"
