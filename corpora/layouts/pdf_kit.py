"""What the PDF layouts share: fonts, hyphenated German paragraphs, the vote form, files that never differ.

The bytes depend on the story alone: reportlab's invariant mode fixes dates and ids, and nothing is deflated, because
two builds of zlib may pack the same text differently.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.enums import TA_JUSTIFY, TA_LEFT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfdoc, pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import BaseDocTemplate, Flowable, Paragraph, Spacer, Table

from layouts.story import Block, Run

FONT, BOLD = "Vera", "Vera-Bold"
"""Bitstream Vera comes with reportlab, covers German and is embedded in the file."""

PageDrawer = Callable[[Any, BaseDocTemplate], None]


def _register_fonts() -> None:
    pdfmetrics.registerFont(TTFont(FONT, "Vera.ttf"))
    pdfmetrics.registerFont(TTFont(BOLD, "VeraBd.ttf"))
    pdfmetrics.registerFontFamily(FONT, normal=FONT, bold=BOLD, italic=FONT, boldItalic=BOLD)


_register_fonts()


def style(
    *,
    font: str = FONT,
    size: float = 9.5,
    after: float = 7,
    before: float = 0,
    justify: bool = True,
    hyphens: bool = True,
    right_indent: float = 0,
    keep: bool = False,
) -> ParagraphStyle:
    """A paragraph style with German hyphenation. `size`, `after` and `before` (space) and `right_indent` in points;
    `keep` holds a heading on the page of what follows."""
    return ParagraphStyle(
        f"{font}-{size}-{after}-{before}-{justify}-{hyphens}-{right_indent}-{keep}",
        fontName=font,
        fontSize=size,
        leading=size * 1.35,
        spaceAfter=after,
        spaceBefore=before,
        rightIndent=right_indent,
        alignment=TA_JUSTIFY if justify else TA_LEFT,
        hyphenationLang="de_DE" if hyphens else "",
        hyphenationMinWordLength=6,
        uriWasteReduce=0.3,
        splitLongWords=0,
        allowWidows=1,
        keepWithNext=keep,
        allowOrphans=1,
    )


def markup(runs: tuple[Run, ...], *, bold: bool = False) -> str:
    """The runs in reportlab's paragraph markup."""
    return "".join(f"<b>{escape(run.text)}</b>" if run.bold or bold else escape(run.text) for run in runs)


def flow(block: Block, body: ParagraphStyle, *, table_width: float = 70 * mm) -> list[Flowable]:
    """One block of a body as flowables; slides and the ALLRIS button print nothing here."""
    if block.kind in ("reduce", "slide"):
        return []
    if block.kind == "vote_table":
        return vote_form(block, body, width=table_width)
    if block.kind == "bullet":
        hanging = ParagraphStyle("bullet", parent=body, leftIndent=12, bulletIndent=2)
        return [Paragraph(markup(block.runs), hanging, bulletText="•")]
    bold = block.kind in ("bold", "label")
    return [Paragraph(markup(block.runs, bold=bold), body)]


def vote_form(block: Block, body: ParagraphStyle, *, width: float = 70 * mm) -> list[Flowable]:
    """The form Zustimmung / Ablehnung / Stimmenthaltung with bold figures."""
    rows = [
        [Paragraph(name, body), Paragraph(f"<b>{block.vote[key]}</b>" if block.vote[key] is not None else "", body)]
        for name, key in (("Zustimmung:", "yes"), ("Ablehnung:", "no"), ("Stimmenthaltung:", "abstain"))
    ]
    table = Table(rows, colWidths=[width * 0.7, width * 0.3], hAlign="LEFT")
    table.setStyle(
        [
            ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
            ("TOPPADDING", (0, 0), (-1, -1), 0),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ]
    )
    return [Spacer(1, 4), Paragraph(markup(block.runs, bold=True), body), table, Spacer(1, 10)]


def build(make: Callable[[BaseDocTemplate], list[Flowable]], *, title: str, margin: float = 25 * mm) -> bytes:
    """The bytes of a PDF. `make` adds page templates to the document it is given and returns what flows into it."""
    target = io.BytesIO()
    document = BaseDocTemplate(
        target,
        pagesize=A4,
        leftMargin=margin,
        rightMargin=margin,
        topMargin=margin,
        bottomMargin=margin,
        title=title,
        author="",
        lang="de-DE",
        invariant=1,
        pageCompression=0,
    )
    flowables = make(document)
    with _nothing_deflated():
        document.build(flowables)
    return target.getvalue()


def count_pages(data: bytes) -> int:
    """How many pages a PDF made here has (nothing in it is compressed, so the page objects can be counted)."""
    return data.count(b"/Type /Page\n") + data.count(b"/Type /Page ")


@contextmanager
def _nothing_deflated() -> Iterator[None]:
    """Font programs are deflated by reportlab whatever its settings say; for the time of a build they are not."""
    deflate = pdfdoc.PDFZCompress
    pdfdoc.PDFZCompress = pdfdoc.PDFBase85Encode
    try:
        yield
    finally:
        pdfdoc.PDFZCompress = deflate
