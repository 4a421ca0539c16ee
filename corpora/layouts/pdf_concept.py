"""A concept as a city prints it: cover, contents, and for each Handlungsfeld its goals and a table of measures.

The tables do what real ones do: rows run over page breaks, the head comes again on every page, words are broken at line
ends, neighbouring measures that serve the same goals share one cell, a Themenfeld stands across the whole table.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from reportlab.lib.colors import HexColor, white
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Flowable,
    Frame,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
)

from layouts.pdf_kit import BOLD, FONT, build, style
from layouts.pdf_measures import LINE, MeasuresTable, Row, words

Concept = dict[str, Any]

MARGIN = 22 * mm
WIDTH = A4[0] - 2 * MARGIN
_GREY = HexColor("#5b6570")


@dataclass(frozen=True)
class Look:
    """What differs between cities. `columns`: heading, share of the width and key of each column; `shared`: numbers of
    measures whose goal cell is one with that of the measure before."""

    colour: str
    pale: str
    adopted: str
    note: tuple[str, ...]
    columns: tuple[tuple[str, float, str], ...]
    shared: frozenset[str] = field(default_factory=frozenset)
    size: float = 8.5  # points of the letters in the tables
    own_pages: bool = True  # every field begins a page


def render(concept: Concept, look: Look) -> bytes:
    """The PDF of a concept; the same concept gives the same bytes."""
    pages = _contents_pages(concept, look)

    def make(document: BaseDocTemplate) -> list[Flowable]:
        frame = Frame(MARGIN, 20 * mm, WIDTH, A4[1] - 44 * mm, 0, 0, 0, 0)
        document.addPageTemplates([
            PageTemplate("cover", [frame], onPage=lambda canvas, _: _cover(canvas, concept, look)),
            PageTemplate("page", [frame], onPage=lambda canvas, _: _edges(canvas, concept, look)),
        ])  # fmt: skip
        return _flowables(concept, look, pages)

    return build(make, title=concept["concept"]["name"], margin=MARGIN)


def _contents_pages(concept: Concept, look: Look) -> dict[str, int]:
    """The page on which each field begins: the document is set once to find out."""
    found: dict[str, int] = {}

    def make(document: BaseDocTemplate) -> list[Flowable]:
        frame = Frame(MARGIN, 20 * mm, WIDTH, A4[1] - 44 * mm, 0, 0, 0, 0)
        document.addPageTemplates([PageTemplate("cover", [frame]), PageTemplate("page", [frame])])
        return _flowables(concept, look, {}, found=found)

    build(make, title="", margin=MARGIN)
    return found


class _Mark(Flowable):
    """Nothing on the page; notes the number of the page it comes to."""

    def __init__(self, number: str, found: dict[str, int] | None) -> None:
        super().__init__()
        self.number, self.found = number, found
        self.width = self.height = 0

    def draw(self) -> None:
        if self.found is not None:
            self.found[self.number] = self.canv.getPageNumber()


def _flowables(
    concept: Concept, look: Look, pages: dict[str, int], found: dict[str, int] | None = None
) -> list[Flowable]:
    plain = style(justify=False, after=5)
    title = style(font=BOLD, size=15, after=10, justify=False, hyphens=False, keep=True)
    flow: list[Flowable] = [NextPageTemplate("page"), PageBreak(), Paragraph("Inhalt", title)]
    flow += [_entry(one, pages.get(one["number"], 0)) for one in concept["action_fields"]]
    flow += [Spacer(1, 14 * mm), Paragraph("Zu dieser Datei", style(font=BOLD, size=11, after=4, justify=False))]
    flow += [Paragraph(text, plain) for text in look.note]
    for index, one in enumerate(concept["action_fields"]):
        parting = PageBreak() if look.own_pages or not index else Spacer(1, 9 * mm)
        flow += [parting, _Mark(one["number"], found), *_section(one, look)]
    return flow


def _entry(one: dict[str, Any], page: int) -> Table:
    plain = style(justify=False, hyphens=False, after=0)
    number = ParagraphStyle("page", parent=plain, alignment=2)
    row = [Paragraph(heading(one), plain), Paragraph(str(page), number)]
    return Table([row], colWidths=[WIDTH - 12 * mm, 12 * mm], style=[
        ("LEFTPADDING", (0, 0), (-1, -1), 0), ("RIGHTPADDING", (0, 0), (-1, -1), 0),
        ("LINEBELOW", (0, 0), (-1, -1), 0.4, LINE),
    ])  # fmt: skip


def heading(one: dict[str, Any]) -> str:
    """`Handlungsfeld 3: Arbeit`; a field that no source names says so."""
    return f"Handlungsfeld {one['number']}: {one['name']}" if one.get("name") else (
        f"Handlungsfeld {one['number']} (nicht genannt)"
    )  # fmt: skip


def _section(one: dict[str, Any], look: Look) -> list[Flowable]:
    plain = style(font=BOLD, size=15, after=10, justify=False, hyphens=False, keep=True)
    big = ParagraphStyle("field", parent=plain, textColor=HexColor(look.colour))
    small = style(font=BOLD, size=11, after=4, before=6, justify=False)
    goal = ParagraphStyle("goal", parent=style(justify=False, after=3), leftIndent=18, bulletIndent=0)
    flow: list[Flowable] = [Paragraph(heading(one), big), Paragraph("Ziele", small)]
    flow += [Paragraph(goal_text["text"], goal, bulletText=f"{goal_text['number']}.") for goal_text in one["goals"]]
    return [*flow, CondPageBreak(35 * mm), Paragraph("Maßnahmen", small), measures_table(one["measures"], look)]


def measures_table(measures: list[dict[str, Any]], look: Look) -> MeasuresTable:
    """The table of a field's measures, topics across it."""
    goals_at = next(index for index, (_, _, key) in enumerate(look.columns) if key == "goals")
    rows: list[Row] = []
    topic = None
    for measure in measures:
        if measure.get("topic") != topic:
            topic = measure.get("topic")
            blank = [""] * (len(look.columns) - 1)
            fills = tuple((column, look.pale) for column in range(len(look.columns)))
            rows.append(Row((words(topic or "", strong=True, size=look.size), *blank), across=True, fills=fills))
        shared = measure["number"] in look.shared
        texts = {**measure, "goals": "" if shared else ", ".join(f"{number}." for number in measure["goals"])}
        cells = (
            words(texts[key], strong=key == "title", size=look.size) if texts.get(key) else ""
            for _, _, key in look.columns
        )
        rows.append(Row(tuple(cells), shared=goals_at if shared else None))
    return MeasuresTable(
        [name for name, _, _ in look.columns], [WIDTH * share for _, share, _ in look.columns], rows, look.colour
    )


# --- pages -----------------------------------------------------------------------------------------------------------


def _cover(canvas: Any, concept: Concept, look: Look) -> None:
    head = concept["concept"]
    width, height = A4
    canvas.saveState()
    canvas.setFillColor(HexColor(look.colour))
    canvas.rect(0, height * 0.62, width, height * 0.38, stroke=0, fill=1)
    canvas.setFillColor(HexColor(look.pale))
    canvas.rect(0, height * 0.62 - 5, width, 5, stroke=0, fill=1)
    canvas.setFillColor(white)
    canvas.setFont(FONT, 12)
    canvas.drawString(MARGIN, height - 40 * mm, head["body"])
    canvas.restoreState()
    title = ParagraphStyle("cover", fontName=BOLD, fontSize=25, leading=32, textColor=white)
    name = Paragraph(head["name"], title)
    name.wrap(WIDTH, height)
    name.drawOn(canvas, MARGIN, height * 0.62 + 14 * mm)
    below = Paragraph(look.adopted, ParagraphStyle("below", fontName=FONT, fontSize=11, leading=16, textColor=_GREY))
    _, tall = below.wrap(WIDTH, height)
    below.drawOn(canvas, MARGIN, height * 0.55 - tall)


def _edges(canvas: Any, concept: Concept, look: Look) -> None:
    width, height = A4
    canvas.saveState()
    canvas.setFont(FONT, 8)
    canvas.setFillColor(_GREY)
    canvas.drawString(MARGIN, height - 14 * mm, concept["concept"]["name"])
    canvas.setStrokeColor(HexColor(look.colour))
    canvas.setLineWidth(1.2)
    canvas.line(MARGIN, height - 16 * mm, width - MARGIN, height - 16 * mm)
    canvas.drawCentredString(width / 2, 11 * mm, f"Seite {canvas.getPageNumber()}")
    canvas.restoreState()
