"""Protokollauszug of Potsdam (form D) as PDF: bold title block, body, vote form, slides on their own pages."""

from __future__ import annotations

from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    HRFlowable,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
)

from layouts.german import figures, publicity, sitting
from layouts.pdf_kit import BOLD, build, flow, markup, style
from layouts.story import Run, Story


def render(story: Story) -> bytes:
    """The PDF of a story with one item."""
    return build(lambda document: _flowables(story, document), title="Protokollauszug")


def _flowables(story: Story, document: BaseDocTemplate) -> list[Flowable]:
    _pages(document)
    plain, head = style(justify=False, after=3), style(font=BOLD, justify=False, after=3)
    # The title block of the real form is a narrow column: long committee names break inside.
    narrow = style(justify=False, after=3, hyphens=False, right_indent=45 * mm)
    narrow_head = style(font=BOLD, justify=False, after=3, hyphens=False, right_indent=45 * mm)
    (item,) = story.items
    out: list[Flowable] = [
        Spacer(1, 12 * mm),
        Paragraph("Protokollauszug", style(font=BOLD, size=18, justify=False, after=14)),
        Paragraph("aus der", plain),
        Paragraph(sitting(story), narrow),
        Paragraph(f"vom {figures(story.meeting['date'])}", plain),
        HRFlowable(width="100%", thickness=0.6, spaceBefore=8, spaceAfter=12),
        Paragraph(publicity(item), plain),
        Spacer(1, 6),
        Paragraph(markup((Run(f"Top {item.number} {item.title}"),)), narrow_head),
    ]
    out += [Paragraph(line, head) for line in (item.paper, item.result) if line]
    out.append(Spacer(1, 8))
    body = style()
    for block in item.blocks:
        if block.kind == "slide":
            out += [NextPageTemplate("slide"), PageBreak(), Paragraph(markup(block.runs), _slide_head())]
            body = style(size=16, after=10, justify=False)
        else:
            out += flow(block, body)
    return out


def _slide_head() -> ParagraphStyle:
    return style(font=BOLD, size=22, after=18, justify=False)


def _pages(document: BaseDocTemplate) -> None:
    width, height = A4
    edge = document.leftMargin
    wide, low = landscape(A4)
    upright = Frame(edge, edge, width - 2 * edge, height - 2 * edge, 0, 0, 0, 0)
    across = Frame(edge, edge, wide - 2 * edge, low - 2 * edge, 0, 0, 0, 0)
    document.addPageTemplates(
        [
            PageTemplate("minutes", [upright], pagesize=A4),
            PageTemplate("slide", [across], pagesize=landscape(A4)),
        ]
    )
