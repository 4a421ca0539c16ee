"""A Bestandsaufnahme as an annex prints it: the state of each measure as a symbol on a colour, with a legend."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import BaseDocTemplate, CondPageBreak, Flowable, Frame, PageTemplate, Paragraph, Spacer, Table

from layouts.pdf_concept import MARGIN, WIDTH, heading
from layouts.pdf_kit import BOLD, FONT, build, style
from layouts.pdf_measures import LINE, MeasuresTable, Row, words

COLOUR = "#1f3a5f"


@dataclass(frozen=True)
class State:
    """How a state is shown: its words, its character in the font ZapfDingbats, its colour."""

    words: str
    letter: str
    colour: str


@dataclass(frozen=True)
class Report:
    """What stands above the tables: title, the lines below it, a paragraph, the states in the order of the legend."""

    title: str
    lines: tuple[str, ...]
    summary: str
    states: tuple[State, ...]


Entry = tuple[str, str, str]
"""Title as the report writes it, words of the state, comment."""


def render(report: Report, fields: list[tuple[dict[str, Any], list[Entry]]]) -> bytes:
    """The PDF of a report: for each field (as in the catalogue) its entries."""

    def make(document: BaseDocTemplate) -> list[Flowable]:
        frame = Frame(MARGIN, 20 * mm, WIDTH, A4[1] - 44 * mm, 0, 0, 0, 0)
        document.addPageTemplates([PageTemplate("page", [frame], onPage=lambda canvas, _: _edges(canvas, report))])
        flow = _opening(report)
        for field, entries in fields:
            head = style(font=BOLD, size=12, after=6, before=14, justify=False, hyphens=False)
            flow += [CondPageBreak(30 * mm), Paragraph(heading(field), head), _table(report, entries)]
        return flow

    return build(make, title=report.title, margin=MARGIN)


def _opening(report: Report) -> list[Flowable]:
    title = ParagraphStyle("title", fontName=BOLD, fontSize=17, leading=22, textColor=HexColor(COLOUR), spaceAfter=8)
    plain = style(justify=False, after=4, hyphens=False)
    flow: list[Flowable] = [Paragraph(report.title, title), *(Paragraph(line, plain) for line in report.lines)]
    flow += [Spacer(1, 4 * mm), Paragraph(report.summary, style(justify=False, after=8))]
    rows = [[_symbol(state), Paragraph(state.words, plain)] for state in report.states]
    legend = Table(rows, colWidths=[18 * mm, 90 * mm], hAlign="LEFT", style=[
        ("GRID", (0, 0), (-1, -1), 0.5, LINE), ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        *(("BACKGROUND", (0, row), (0, row), HexColor(state.colour)) for row, state in enumerate(report.states)),
    ])  # fmt: skip
    return [*flow, Paragraph("Legende", style(font=BOLD, size=10, after=3, justify=False)), legend, Spacer(1, 3 * mm)]


def _table(report: Report, entries: list[Entry]) -> MeasuresTable:
    known = {state.words: state for state in report.states}
    rows = [
        Row(
            (words(title, strong=True), _symbol(known[state]), words(comment) if comment else ""),
            fills=((1, known[state].colour),),
        )
        for title, state, comment in entries
    ]
    return MeasuresTable(
        ("Maßnahme", "Umsetzungsstand", "Kommentar"), (WIDTH * 0.38, WIDTH * 0.2, WIDTH * 0.42), rows, COLOUR
    )


def _symbol(state: State) -> Paragraph:
    return Paragraph(
        state.letter, ParagraphStyle("symbol", fontName="ZapfDingbats", fontSize=11, leading=13, alignment=1)
    )


def _edges(canvas: Any, report: Report) -> None:
    canvas.saveState()
    canvas.setFont(FONT, 8)
    canvas.setFillColor(HexColor("#5b6570"))
    canvas.drawString(MARGIN, A4[1] - 14 * mm, report.lines[0])
    canvas.drawRightString(A4[0] - MARGIN, 11 * mm, f"Seite {canvas.getPageNumber()}")
    canvas.restoreState()
