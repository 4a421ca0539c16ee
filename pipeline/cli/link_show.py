"""How links look in a terminal, and as JSON: the motion, the measure, why, and the passages with the shared words
marked."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

from rich.text import Text

from pipeline.cli.telling import VERSION_WORDS
from pipeline.cli.words import date_words, place_words

if TYPE_CHECKING:
    from rich.console import Console

    from pipeline.links import Link
    from pipeline.links.answers import MeasurePassage, MotionPassage, Span

STATE_COLOURS = {
    "accepted": "green", "suggested": "yellow", "below": "bright_black", "confirmed": "bold green",
    "rejected": "red",
}  # fmt: skip
_MARK = "bold magenta"
_AROUND = 90  # characters on either side of the shared words that are shown in a list


def item_rows(links: Sequence[Link], *, top: int | None = None) -> list[dict[str, Any]]:
    """An object for each item of a motion and each measure; `top`: only the best of each item."""
    rows = [row for link in links for row in _rows(link)]
    if top is None:
        return rows
    kept: list[dict[str, Any]] = []
    counted: Counter[tuple[str, str]] = Counter()
    for row in sorted(rows, key=lambda row: (row["sha256"], row["pointer"], -_rank(row["score"], row["state"]))):
        counted[row["sha256"], row["pointer"]] += 1
        if counted[row["sha256"], row["pointer"]] <= top:
            kept.append(row)
    return kept


def _rows(link: Link) -> list[dict[str, Any]]:
    said = link.model_dump(mode="json")
    numbered = not link.reference.startswith(("~", "§"))
    return [
        {
            "source": item["document"]["name"], "sha256": item["document"]["sha256"], "item": item["number"],
            "date": item["date"], "committee": item["committee"], "pointer": item["pointer"],
            "paper": link.reference if numbered else None, "motion": link.reference, "title": link.title,
            "measure": link.measure.number, "measure_id": link.measure.id, "measure_title": link.measure.title,
            "field": said["measure"]["field"], "concept": link.measure.concept, "score": link.score,
            "state": link.state, "machine": link.machine, "reasons": said["reasons"], "rests_on": link.rests_on,
            "dropped": link.dropped, "verdict": said["verdict"], "notes": said["notes"], "evidence": said["evidence"],
        }
        for item in said["items"]
    ]  # fmt: skip


def top_of_each(links: Sequence[Link], top: int | None) -> Sequence[Link]:
    """The best links of each motion."""
    if top is None:
        return links
    return [
        link
        for _, some in groupby(links, key=lambda one: one.reference)
        for link in sorted(some, key=lambda one: -_rank(one.score, one.state))[:top]
    ]


def show_links(links: Sequence[Link], *, console: Console) -> None:
    """By motion: each measure with its score, its reasons and the passage with its place."""
    if not links:
        console.print("No link. `protokolle link list --all` also shows candidates below the threshold.")
        return
    wide = not console.is_terminal
    for reference, some in groupby(links, key=lambda one: one.reference):
        of_motion = list(some)
        console.print(Text(f"{motion_words(reference)}  {of_motion[0].title or '(no title)'}", style="bold magenta"),
                      soft_wrap=wide)  # fmt: skip
        for link in sorted(of_motion, key=lambda one: -_rank(one.score, one.state)):
            console.print(_head(link), soft_wrap=wide)
            console.print(Text("    " + "; ".join(link.reasons), style="dim") if link.reasons else "", soft_wrap=wide)
            for passage in link.evidence.motion[:1]:
                line = Text("    ").append_text(_marked(passage, around=_AROUND))
                line.append(f"  ({_where(passage)})", style="dim")
                console.print(line, soft_wrap=wide)
            if link.verdict is not None:
                console.print(Text(f"    {verdict_words(link)}", style="cyan"), soft_wrap=wide)
            for note in link.notes:
                console.print(Text(f"    note: {note}", style="yellow"), soft_wrap=wide)
        console.print()
    counts = Counter(link.state for link in links)
    console.print(Text(", ".join(f"{count} {state}" for state, count in counts.most_common()), style="dim"))


def show_one(link: Link, *, left: int, console: Console) -> None:
    """One link as a reviewer needs it: both sides whole, the shared words marked."""
    wide = not console.is_terminal
    console.rule(f"{left} to go", style="dim")
    console.print(Text(f"{motion_words(link.reference)}  {link.title or '(no title)'}", style="bold"), soft_wrap=wide)
    for passage in link.evidence.motion:
        line = Text("  ").append_text(_marked(passage))
        line.append(f"\n  {_where(passage)}", style="dim")
        console.print(line, soft_wrap=wide)
    if not link.evidence.motion:
        console.print(Text("  (no passage: a person said so)", style="dim"))
    console.print(_head(link), soft_wrap=wide)
    for side in link.evidence.measure:
        console.print(Text("    ").append_text(_marked(side)), soft_wrap=wide)
    console.print(Text("  " + "; ".join(link.reasons), style="cyan"), soft_wrap=wide)
    if link.verdict is not None:
        console.print(Text(f"  {verdict_words(link)}", style="yellow"), soft_wrap=wide)
    for note in link.notes:
        console.print(Text(f"  note: {note}", style="yellow"), soft_wrap=wide)


def verdict_words(link: Link) -> str:
    """`confirmed by A. Muster on 22.11.2026: the reason`, and whether a text has changed since."""
    verdict = link.verdict
    if verdict is None:
        return ""
    said = f"{verdict.decision} by {verdict.by} on {date_words(verdict.at[:10])}: {verdict.why}"
    return f"{said} (a text has changed since: please confirm)" if verdict.changed else said


def motion_words(reference: str) -> str:
    """The reference, or that there is none."""
    return "(no number)" if reference.startswith("~") else reference


def _rank(score: float | None, state: str) -> float:
    return 2.0 if state == "confirmed" else -1.0 if state == "rejected" else score or 0.0


def _head(link: Link) -> Text:
    line = Text("  ")
    line.append(f"{link.state:<9}", style=STATE_COLOURS[link.state])
    line.append(f" {link.score:.2f}" if link.score is not None else "    -")
    line.append(f"  {link.measure.number} {link.measure.title}", style="bold")
    if link.dropped:
        line.append("  [dropped by the text in force]", style="red")
    return line


def _where(passage: MotionPassage) -> str:
    kind = VERSION_WORDS.get(passage.version or "", "title" if passage.value == "/title" else "what was said")
    return f"{kind}, {date_words(passage.date).strip()}, {passage.document.name}, {place_words(passage.places)}"


def _marked(passage: MotionPassage | MeasurePassage, *, around: int | None = None) -> Text:
    """The text with the shared words marked, on one line; `around`: cut to what stands about them."""
    start, end = _window(passage.text, passage.marks, around)
    left, right = ("", "") if sys.stdout.isatty() else ("**", "**")  # a pipe shows no colours
    line = Text("… " if start else "")
    at = start
    for mark in passage.marks:
        if start <= mark.start and mark.end <= end:
            line.append(passage.text[at : mark.start].replace("\n", " "))
            line.append(left + passage.text[mark.start : mark.end] + right, style=_MARK)
            at = mark.end
    line.append(passage.text[at:end].replace("\n", " "))
    return line.append(" …") if end < len(passage.text) else line


def _window(text: str, marks: Sequence[Span], around: int | None) -> tuple[int, int]:
    if around is None or not marks:
        return 0, len(text) if around is None else min(len(text), 2 * around)
    start, end = max(0, marks[0].start - around), min(len(text), marks[-1].end + around)
    start = text.rfind(" ", 0, start) + 1 if start else 0
    cut = text.find(" ", end)
    return start, cut if cut >= 0 and end < len(text) else len(text)
