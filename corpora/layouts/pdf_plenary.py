"""`Niederschrift N. Plenarsitzung`, one item with verbatim speeches, as PDF in Helvetica with page marks `– 2 –`.

`plenary` is the head since 2017 (`Niederschrift 61. Plenarsitzung des Gemeinderates`), `plenary_old` the one before
(`Gremium: 10. Plenarsitzung Gemeinderat`, `Termin: ...`).
"""

from __future__ import annotations

from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Paragraph, Spacer

from layouts.german import in_words
from layouts.pdf_kit import build, flow, markup, style
from layouts.story import Run, Story

_FONT, _BOLD = "Helvetica", "Helvetica-Bold"


def render(story: Story) -> bytes:
    """The PDF of a story with one item; `running` of the story is the second number above `Punkt N`."""
    return build(lambda document: _flowables(story, document), title="Niederschrift")


def _flowables(story: Story, document: BaseDocTemplate) -> list[Flowable]:
    width, height = A4
    edge = document.leftMargin
    frame = Frame(edge, edge, width - 2 * edge, height - 2 * edge, 0, 0, 0, 0)
    document.addPageTemplates([PageTemplate("page", [frame], onPage=_page_mark)])
    plain = style(font=_FONT, size=11, justify=False, after=1)
    title = style(font=_BOLD, size=11, justify=False, after=1)
    body = style(font=_FONT, size=11, justify=False, after=8)
    (item,) = story.items
    out: list[Flowable] = [Spacer(1, 14 * mm)]
    out += [Paragraph(markup((Run(line),)), title if first else plain) for first, line in _head(story)]
    out.append(Spacer(1, 12 * mm))
    if "running" in story.options:
        out += [Paragraph(f"{story.options['running']}.", title), Spacer(1, 4 * mm)]
    out.append(Paragraph(markup((Run(f"Punkt {item.number} der Tagesordnung: {item.title}"),)), title))
    out.append(Paragraph(f"Vorlage: {item.paper}", plain))
    out.append(Spacer(1, 8 * mm))
    for block in item.blocks:
        if block.kind == "label":
            out += [Spacer(1, 3 * mm), Paragraph(markup(block.runs, bold=True), title)]
        else:
            out += flow(block, body)
    out += [Spacer(1, 8 * mm), Paragraph("Zur Beurkundung:", plain), Paragraph(story.options["clerk"], plain)]
    out += [Spacer(1, 14 * mm), Paragraph("Hauptamt - Ratsangelegenheiten -", plain)]
    out.append(Paragraph(in_words(story.options["signed"]), plain))
    return out


def _head(story: Story) -> list[tuple[bool, str]]:
    """(bold, line) for each line of the head."""
    meeting: dict[str, Any] = story.meeting
    when = f"{in_words(meeting['date'])}, {meeting['time']}"
    if story.layout == "plenary":
        return [
            (True, f"Niederschrift {meeting['number']}. Plenarsitzung des Gemeinderates"),
            (False, when),
            (False, "öffentlich"),
            (False, meeting["room"]),
            (False, f"Vorsitzender: {meeting['chair']}"),
        ]
    return [
        (True, "NIEDERSCHRIFT"),
        (False, f"Gremium: {meeting['number']}. Plenarsitzung Gemeinderat"),
        (False, f"Termin: {when}"),
        (False, "öffentlich"),
        (False, f"Ort: {meeting['room']}"),
        (False, f"Vorsitzende/r: {meeting['chair']}"),
    ]


def _page_mark(canvas: Any, document: BaseDocTemplate) -> None:
    if document.page > 1:
        canvas.setFont(_FONT, 11)
        canvas.drawCentredString(A4[0] / 2, A4[1] - 15 * mm, f"– {document.page} –")
