"""What the Word layouts share: a document with German defaults, runs, the vote form, and a ZIP that never differs."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime
from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.shared import Cm, Pt

from layouts.story import Block

_EPOCH = (1980, 1, 1, 0, 0, 0)
_UNUSED = ("thumbnail.jpeg", "stylesWithEffects.xml")  # parts of the template no reader needs


def new_document(*, title: str) -> Any:
    """An empty document in Arial 11 whose properties carry no date of the day."""
    document = Document()
    document.styles["Normal"].font.name = "Arial"
    document.styles["Normal"].font.size = Pt(11)
    document.styles["Normal"].paragraph_format.space_after = Pt(6)
    properties = document.core_properties
    properties.title, properties.author, properties.language = title, "", "de-DE"
    properties.comments = properties.last_modified_by = ""
    properties.created = properties.modified = datetime(2020, 1, 1)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    return document


def line(document: Any, words: str, *, bold: bool = False, size: float | None = None) -> None:
    """One paragraph in one weight."""
    run = document.add_paragraph().add_run(words)
    run.bold = bold
    if size:
        run.font.size = Pt(size)


def add_block(document: Any, block: Block) -> None:
    """One block of a body."""
    if block.kind in ("reduce", "slide"):
        return
    if block.kind == "vote_table":
        line(document, block.text, bold=True)
        table = document.add_table(rows=0, cols=2)
        for name, key in (("Zustimmung:", "yes"), ("Ablehnung:", "no"), ("Stimmenthaltung:", "abstain")):
            cells = table.add_row().cells
            cells[0].text = name
            cells[1].paragraphs[0].add_run("" if block.vote[key] is None else str(block.vote[key])).bold = True
        document.add_paragraph()
        return
    paragraph = document.add_paragraph(style="List Bullet" if block.kind == "bullet" else None)
    for run in block.runs:
        paragraph.add_run(run.text).bold = True if run.bold or block.kind in ("bold", "label") else None


def to_bytes(document: Any) -> bytes:
    """The file's bytes, packed again without compression and with one time for all parts."""
    _drop_table_styles(document)
    saved = io.BytesIO()
    document.save(saved)
    target = io.BytesIO()
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as packed:
        for name in source.namelist():
            if not name.endswith(_UNUSED):
                info = zipfile.ZipInfo(name, _EPOCH)
                info.create_system = 3
                packed.writestr(info, _without_unused(source.read(name)))
    return target.getvalue()


def _drop_table_styles(document: Any) -> None:
    """The template's hundred table styles are most of its size; the tables here use none of them."""
    for known in list(document.styles):
        if known.type == WD_STYLE_TYPE.TABLE and known.name != "Normal Table":
            known.delete()


def _without_unused(data: bytes) -> bytes:
    """A package part without the entries that point to the parts left out."""
    for name in _UNUSED:
        data = re.sub(rb"<(Relationship|Override)\b[^>]*" + re.escape(name.encode()) + rb"[^>]*/>", b"", data)
    return data
