"""A whole Niederschrift as PDF: attendance, agenda, public and non-public part, running heads."""

from __future__ import annotations

from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, KeepTogether, PageTemplate, Paragraph, Spacer, Table

from layouts.german import figures, genitive
from layouts.pdf_kit import BOLD, FONT, build, count_pages, flow, markup, style
from layouts.story import Item, Run, Story


def render(story: Story) -> bytes:
    """The PDF of a story with many items. Built twice: the first run tells how many pages `Seite 2 von 5` counts."""
    pages = count_pages(_build(story, pages=0))
    return _build(story, pages=pages)


def _build(story: Story, *, pages: int) -> bytes:
    return build(lambda document: _flowables(story, document, pages), title="Niederschrift")


def _flowables(story: Story, document: BaseDocTemplate, pages: int) -> list[Flowable]:
    meeting = story.meeting

    def running_head(canvas: Any, current: BaseDocTemplate) -> None:
        if current.page == 1:
            return
        top = A4[1] - 15 * mm
        canvas.setFont(FONT, 8)
        short = f"Niederschrift der {meeting['number']}. Sitzung {genitive(meeting['organization'])}"
        canvas.drawString(25 * mm, top, f"{short} vom {figures(meeting['date'])}")
        canvas.drawRightString(A4[0] - 25 * mm, top, f"Seite {current.page} von {pages}")

    width, height = A4
    edge = document.leftMargin
    frame = Frame(edge, edge, width - 2 * edge, height - 2 * edge - 4 * mm, 0, 0, 0, 0)
    document.addPageTemplates([PageTemplate("page", [frame], onPage=running_head)])
    return [*_head(story), *_attendance(story), *_agenda(story), *_minutes(story), *_signatures(story)]


def _head(story: Story) -> list[Flowable]:
    meeting = story.meeting
    plain = style(justify=False, after=3)
    return [
        Paragraph("Niederschrift", style(font=BOLD, size=18, justify=False, after=12)),
        Paragraph(
            f"der {meeting['number']}. öffentlichen/nicht öffentlichen Sitzung {genitive(meeting['organization'])}",
            plain,
        ),
        Paragraph(f"vom {figures(meeting['date'])}", plain),
        Spacer(1, 8),
        _columns(
            [("Sitzungsbeginn:", meeting["begins"]), ("Sitzungsende:", meeting["ends"]), ("Ort:", meeting["room"])]
        ),
        Spacer(1, 8),
    ]


def _attendance(story: Story) -> list[Flowable]:
    out: list[Flowable] = [_heading("Anwesenheit")]
    for group in story.options["attendance"]:
        out.append(Paragraph(markup((Run(group["group"], bold=True),)), style(justify=False, after=2)))
        out.append(_columns([tuple(row) for row in group["names"]]))
        out.append(Spacer(1, 5))
    out.append(Paragraph(story.options["quorum"], style()))
    return out


def _agenda(story: Story) -> list[Flowable]:
    out: list[Flowable] = [_heading("Tagesordnung")]
    for title, items in _parts(story):
        out.append(Paragraph(title, style(font=BOLD, justify=False, after=4, keep=True)))
        for item in items:
            row = [(str(item.number), item.title)]
            row += [("", line) for line in (item.extra.get("mover"), item.paper) if line]
            out += [_columns(row, first=14 * mm), Spacer(1, 3)]
        out.append(Spacer(1, 4))
    return out


def _minutes(story: Story) -> list[Flowable]:
    out: list[Flowable] = [_heading("Protokoll")]
    body, head = style(), style(font=BOLD, justify=False, after=3)
    for title, items in _parts(story):
        out += [Spacer(1, 4), Paragraph(title, style(font=BOLD, size=11, justify=False, after=8, keep=True))]
        for item in items:
            lines: list[Flowable] = [_columns([(str(item.number), item.title)], first=14 * mm, font=BOLD), Spacer(1, 3)]
            for line in (item.extra.get("mover"), item.paper, item.result):
                lines += [Paragraph(line, head)] if line else []
            out.append(KeepTogether(lines))
            out.append(Spacer(1, 4))
            for block in item.blocks:
                out += flow(block, body)
            out.append(Spacer(1, 8))
    return out


def _signatures(story: Story) -> list[Flowable]:
    left, right = story.options["signed_by"]
    table = Table([["_" * 26, "_" * 26], [left, right]], hAlign="LEFT", colWidths=[80 * mm, 80 * mm])
    table.setStyle([("FONT", (0, 0), (-1, -1), FONT, 9)])
    return [Spacer(1, 10 * mm), KeepTogether([table])]


def _parts(story: Story) -> list[tuple[str, list[Item]]]:
    public = [item for item in story.items if item.public is not False]
    closed = [item for item in story.items if item.public is False]
    parts = [("Öffentlicher Teil", public), ("Nicht öffentlicher Teil", closed)]
    return [(title, items) for title, items in parts if items]


def _heading(words: str) -> Flowable:
    return Paragraph(words, style(font=BOLD, size=12, justify=False, after=6, before=6, keep=True))


def _columns(rows: list[tuple[str, str]], *, first: float = 58 * mm, font: str = FONT) -> Table:
    cell = style(font=font, justify=False, after=0, hyphens=False)
    table = Table(
        [[Paragraph(markup((Run(text),)), cell) for text in row] for row in rows],
        colWidths=[first, 160 * mm - first],
        hAlign="LEFT",
    )
    table.setStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 0), *_TIGHT])
    return table


_TIGHT = [("TOPPADDING", (0, 0), (-1, -1), 0.5), ("BOTTOMPADDING", (0, 0), (-1, -1), 0.5)]
