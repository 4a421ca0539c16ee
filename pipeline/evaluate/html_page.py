"""One document of the HTML report: its text with the facts marked, the facts and the misses beside it."""

from __future__ import annotations

import re
from html import escape
from itertools import pairwise

from pipeline.evaluate.marks import KINDS, Mark, marks_of
from pipeline.evaluate.report import Miss, Page
from pipeline.evaluate.votes import describe
from pipeline.model.record import AgendaItem, Duty, MinutesRecord, Speaker, VoteEvent

_BROKEN_WORD = re.compile(r"[\x02\ufffe](?=[a-zäöüß])")
_LINE_END_HYPHEN = re.compile(r"[\x02\ufffe]")
_BLANK_LINES = re.compile(r"\n[ \t]*(?:\n[ \t]*)+\n")


def legend() -> str:
    """What the marks mean."""
    entries = [
        f'<li><span class="turn">name · kind</span> {name}</li>'
        if kind == "turn"
        else f'<li><span class="k k-{kind}">{name}</span></li>'
        for kind, name in KINDS.items()
    ]
    entries.append('<li><span class="tag">1</span><span class="k-missed">not right</span> (number of the miss)</li>')
    return f'<ul class="legend">{"".join(entries)}</ul>'


def page_article(page: Page, number: int) -> str:
    """The document as an article with the id `d<number>`."""
    wrong = f'<span class="bad">{len(page.misses)} not right</span>' if page.misses else "<span>all right</span>"
    where = page.folder + (f" · layout {page.layout}" if page.layout else "")
    return (
        f'<article id="d{number}"><header><h2>{escape(page.document)}</h2><span>{escape(where)}</span>{wrong}</header>'
        f'<div class="both"><div class="text">{marked_text(page, number)}</div>'
        f'<div class="facts">{_misses(page, number)}{_facts(page.record)}</div></div></article>'
    )


def marked_text(page: Page, number: int) -> str:
    """The text, escaped, cut at every border of a mark; a stretch carries the classes of all marks on it."""
    marks = marks_of(page.record, length=len(page.text)) if page.record is not None else []
    misses = _placed(page)
    borders = {0, len(page.text)}
    for mark in marks:
        borders |= {mark.start} if mark.kind == "turn" else {mark.start, mark.end}
    for _, start, _ in misses:
        borders |= {start, _first_words(page.text, start)}
    cuts = sorted(borders)
    # A turn is told by the label at its beginning: it covers most of a text, and colour there would say nothing.
    spans = [mark for mark in marks if mark.kind != "turn"]
    out: list[str] = []
    for start, end in pairwise(cuts):
        for n, begin, _ in misses:
            if begin == start:
                out.append(f'<a class="tag" id="d{number}m{n}" href="#d{number}l{n}">{n}</a>')
        turns = [mark.label or "turn" for mark in marks if mark.kind == "turn" and mark.start == start]
        out.extend(f'<span class="turn">{escape(label)}</span>' for label in turns)
        out.append(_stretch(page.text[start:end], start, spans, misses, page.text))
    return "".join(out)


def _placed(page: Page) -> list[tuple[int, int, int]]:
    """(number, start, end) of the misses that have a place in the text."""
    return [
        (n, miss.start, miss.end)
        for n, miss in enumerate(page.misses, start=1)
        if miss.start is not None and miss.end is not None and 0 <= miss.start < miss.end <= len(page.text)
    ]


def _stretch(words: str, start: int, spans: list[Mark], misses: list[tuple[int, int, int]], text: str) -> str:
    kinds = {mark.kind for mark in spans if mark.start <= start < mark.end}
    classes = [f"k-{kind}" for kind in KINDS if kind in kinds]
    if any(begin <= start < _first_words(text, begin) for _, begin, _ in misses):
        classes.append("k-missed")
    shown = escape(_BLANK_LINES.sub("\n\n", _readable(words)))
    return f'<span class="k {" ".join(classes)}">{shown}</span>' if classes else shown


def _readable(words: str) -> str:
    """Line ends of one kind; a PDF's mark for a hyphen at the line end is one only before a capital letter."""
    return _LINE_END_HYPHEN.sub("-", _BROKEN_WORD.sub("", words.replace("\r\n", "\n").replace("\f", "\n")))


def _first_words(text: str, start: int) -> int:
    """The end of what is framed at a miss: a turn or a version may be a page long, its first words are enough."""
    stop = min(start + 48, len(text))
    line = text.find("\n", start + 1, stop)
    if line >= 0:
        return line
    blank = text.rfind(" ", start + 1, stop)
    return blank if blank > start and stop < len(text) else stop


def _misses(page: Page, number: int) -> str:
    if not page.misses:
        return '<p class="allright">Everything gold asks for is right.</p>'
    placed = {n for n, _, _ in _placed(page)}
    entries = (_miss(miss, n, number, placed=n in placed) for n, miss in enumerate(page.misses, start=1))
    return f'<ul class="misses">{"".join(entries)}</ul>'


def _miss(miss: Miss, n: int, number: int, *, placed: bool) -> str:
    got = f'<span class="g">{escape(miss.got)}</span>' if miss.got is not None else "nothing"
    expected = f'<span class="e">{escape(miss.expected)}</span>' if miss.expected is not None else "nothing"
    link = f'<a class="tag" href="#d{number}m{n}">{n}</a>' if placed else ""
    line = f" · line {miss.line}" if miss.line is not None else ""
    return (
        f'<li id="d{number}l{n}">{link}<span class="field">{escape(miss.field.replace("_", " "))}</span>{line}<br>'
        f"expected {expected}<br>got {got}</li>"
    )


def _facts(record: MinutesRecord | None) -> str:
    if record is None:
        return "<p>The document could not be read.</p>"
    meeting = record.meeting
    rows = [
        ("body", meeting.organization or meeting.inferred_organization),
        ("meeting", f"no. {meeting.number}" if meeting.number is not None else None),
        ("date", meeting.date),
    ]
    return f"<h3>Meeting</h3>{_list(rows, 'meeting')}" + "".join(_item(item) for item in record.agenda_items)


def _item(item: AgendaItem) -> str:
    result = f"{item.result.text} ({item.result.code})" if item.result is not None else None
    rows = [
        ("title", _mark("item", item.title)),
        ("paper", _mark("paper", item.paper)),
        ("result", _mark("result", result)),
        *(("vote", _mark("vote", _vote(vote))) for vote in item.vote_events),
        ("speakers", ", ".join(_mark("speaker", _name(speaker)) or "" for speaker in item.speakers) or None),
        *(("version", _mark("version", f"{one.kind}, {len(one.text.split())} words")) for one in item.versions),
        *(("duty", _mark("duty", _duty(duty))) for duty in item.duties),
    ]
    heading = f"Item {item.number}" if item.number else "Item"
    return f"<h3>{escape(heading)}</h3><dl>" + _rows(rows) + "</dl>"


def _vote(vote: VoteEvent) -> str:
    return describe(vote) + (", procedural" if vote.procedural else "")


def _duty(duty: Duty) -> str:
    return " ".join(filter(None, (duty.kind, duty.who, duty.due or duty.due_to)))


def _list(rows: list[tuple[str, str | None]], kind: str) -> str:
    return "<dl>" + _rows([(name, _mark(kind, value)) for name, value in rows]) + "</dl>"


def _rows(rows: list[tuple[str, str | None]]) -> str:
    return "".join(f"<dt>{name}</dt><dd>{value}</dd>" for name, value in rows if value)


def _mark(kind: str, value: str | None) -> str | None:
    return f'<span class="k k-{kind}">{escape(value)}</span>' if value else None


def _name(speaker: Speaker) -> str:
    return " ".join(filter(None, (speaker.honorific, speaker.name))) or speaker.role or "?"
