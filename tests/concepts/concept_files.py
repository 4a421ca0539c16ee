"""Files of concepts made for one test: PDF pages with tables as offices print them, Word files, sheets."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from openpyxl import Workbook
from reportlab.lib.colors import HexColor, black
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table

from pipeline.concepts import Given, read_concept_file
from pipeline.concepts.load import Kind
from pipeline.model.concept import Concept, ConceptFile

pdfmetrics.registerFont(TTFont("Vera", "Vera.ttf"))
pdfmetrics.registerFont(TTFont("Vera-Bold", "VeraBd.ttf"))

CELL = ParagraphStyle("cell", fontName="Vera", fontSize=9, leading=12, splitLongWords=0)
BOLD = ParagraphStyle("bold", fontName="Vera-Bold", fontSize=9, leading=12)
TITLE = ParagraphStyle("title", fontName="Vera-Bold", fontSize=20, leading=26, spaceAfter=14)
HEADING = ParagraphStyle("heading", fontName="Vera-Bold", fontSize=14, leading=18, spaceAfter=8, spaceBefore=12)
SMALL = ParagraphStyle("small", fontName="Vera-Bold", fontSize=11, leading=14, spaceAfter=4)
GRID = ("GRID", (0, 0), (-1, -1), 0.5, black)
HEAD = ("Maßnahme", "Beschreibung", "Ziel")
NAME = "Mobilitätskonzept der Stadt Bachstadt 2020-2025"


def text(words: str, style: ParagraphStyle = CELL) -> Paragraph:
    return Paragraph(words, style)


def cover(*lines: str, name: str = NAME) -> list[Flowable]:
    return [text(name, TITLE), *(text(line) for line in lines)]


def field(number: int | str, name: str, goals: Sequence[str] = ()) -> list[Flowable]:
    """Heading of a field, with its numbered goals."""
    listed = [text(f"{at}. {goal}") for at, goal in enumerate(goals, start=1)]
    head = f"Handlungsfeld {number}: {name}" if name else f"Handlungsfeld {number}"
    return [text(head, HEADING), *([text("Ziele", SMALL), *listed] if goals else []), Spacer(1, 6)]


def table(
    rows: Sequence[Sequence[Any]], *, head: Sequence[str] | None = HEAD, widths: Sequence[float] = (130, 260, 60),
    style: Sequence[Any] = (GRID,), repeat: bool = True, **options: Any,
) -> Table:  # fmt: skip
    """A table; strings become wrapped paragraphs."""
    all_rows = [*([list(head)] if head else []), *rows]
    data = [[text(cell) if isinstance(cell, str) and cell else cell for cell in row] for row in all_rows]
    commands = [("VALIGN", (0, 0), (-1, -1), "TOP"), *style]
    return Table(data, colWidths=widths, repeatRows=1 if head and repeat else 0, style=commands, **options)


def pdf(*flow: Flowable, wide: bool = False) -> bytes:
    target = io.BytesIO()
    size = landscape(A4) if wide else A4
    SimpleDocTemplate(target, pagesize=size, margin=50, invariant=1).build(list(flow))
    return target.getvalue()


def read(data: bytes, *, name: str = "konzept.pdf", kind: Kind = "auto", given: Given | None = None) -> ConceptFile:
    return read_concept_file(data, name=name, kind=kind, given=given)


def concept_of(data: bytes, **options: Any) -> Concept:
    concept = read(data, **options).concept
    assert concept is not None
    return concept


def short(concept: Concept) -> list[tuple[str, str, str | None, tuple[str, ...]]]:
    """Number, title, description and goals of every measure."""
    return [(one.number, one.title, one.description, one.goals) for one in concept.measures]


# --- Word ------------------------------------------------------------------------------------------------------------


def docx(*parts: Any) -> bytes:
    """Strings are paragraphs, `# ...` headings, lists of rows tables; a cell may be a tuple of words and fill."""
    document = Document()
    for part in parts:
        if isinstance(part, str):
            if part.startswith("# "):
                document.add_heading(part[2:], level=1)
            else:
                document.add_paragraph(part)
            continue
        made = document.add_table(rows=0, cols=len(part[0]))
        for row in part:
            cells = made.add_row().cells
            for cell, value in zip(cells, row, strict=True):
                words, fill = value if isinstance(value, tuple) else (value, None)
                cell.text = words
                if fill:
                    shading = OxmlElement("w:shd")
                    for key, said in (("val", "clear"), ("color", "auto"), ("fill", fill)):
                        shading.set(qn(f"w:{key}"), said)
                    cell._tc.get_or_add_tcPr().append(shading)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


# --- Excel -----------------------------------------------------------------------------------------------------------


def xlsx(
    rows: Sequence[Sequence[Any]], *, formats: dict[str, str] | None = None, fills: dict[str, str] | None = None
) -> bytes:
    """One sheet; `formats` and `fills` by cell (`A2`)."""
    from openpyxl.styles import PatternFill

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    for cell, shown in (formats or {}).items():
        sheet[cell].number_format = shown
    for cell, colour in (fills or {}).items():
        sheet[cell].fill = PatternFill("solid", fgColor=colour)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def ground(colour: str, *cells: tuple[int, int]) -> list[Any]:
    """Table commands that paint cells (column, row)."""
    return [("BACKGROUND", cell, cell, HexColor(colour)) for cell in cells]


__all__ = [
    "BOLD", "CELL", "GRID", "HEAD", "HEADING", "NAME", "SMALL", "PageBreak", "Spacer", "black", "concept_of", "cover",
    "docx", "field", "ground", "pdf", "read", "short", "table", "text", "xlsx",
]  # fmt: skip
