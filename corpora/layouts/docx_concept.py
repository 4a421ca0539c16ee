"""A concept and a report on it as Word files: headings, numbered goals, tables with merged cells and shaded states."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from layouts.docx_kit import line, new_document, to_bytes
from layouts.pdf_concept import Concept, Look, heading

_TEXT_WIDTH = 15.9  # centimetres between the margins


def render_concept(concept: Concept, look: Look) -> bytes:
    """The catalogue as a Word file."""
    head = concept["concept"]
    document = new_document(title=head["name"])
    line(document, head["body"], size=12)
    line(document, head["name"], bold=True, size=20)
    for part in look.adopted.split("<br/>"):
        line(document, part)
    for part in look.note:
        line(document, part)
    for field in concept["action_fields"]:
        document.add_heading(heading(field), level=1)
        document.add_heading("Ziele", level=2)
        for goal in field["goals"]:
            line(document, f"{goal['number']}. {goal['text']}")
        document.add_heading("Maßnahmen", level=2)
        _measures(document, field["measures"], look)
    return to_bytes(document)


def render_report(
    title: str,
    lines: Sequence[str],
    legend: Sequence[tuple[str, str]],
    fields: Sequence[tuple[dict[str, Any], Sequence[tuple[str, str, str, str]]]],
) -> bytes:
    """A report whose states are colours alone. `legend`: words and colour (hexadecimal, without #); the entries of a
    field: number, title, words of the state, comment."""
    document = new_document(title=title)
    line(document, title, bold=True, size=17)
    for part in lines:
        line(document, part)
    line(document, "Legende", bold=True)
    key = _table(document, (1.5, 8.0))
    for words, colour in legend:
        cells = key.add_row().cells
        _shade(cells[0], colour)
        cells[1].text = words
    colours = dict(legend)
    for field, entries in fields:
        document.add_heading(heading(field), level=1)
        table = _table(document, (1.4, 5.5, 2.0, 7.0))
        _head(table, ("Nr.", "Maßnahme", "Stand", "Kommentar"), "20603D")
        for number, name, state, comment in entries:
            cells = table.add_row().cells
            cells[0].text, cells[1].text, cells[3].text = number, name, comment
            _shade(cells[2], colours[state])
    return to_bytes(document)


def _measures(document: Any, measures: Sequence[dict[str, Any]], look: Look) -> None:
    table = _table(document, tuple(_TEXT_WIDTH * share for _, share, _ in look.columns))
    _head(table, tuple(name for name, _, _ in look.columns), look.colour.lstrip("#"))
    keys = [key for _, _, key in look.columns]
    begun = None  # the cell that holds the goals of several measures
    topic = None
    for measure in measures:
        if measure.get("topic") != topic:
            topic = measure.get("topic")
            row = table.add_row().cells
            row[0].merge(row[-1]).text = topic or ""
        cells = table.add_row().cells
        for cell, key in zip(cells, keys, strict=True):
            if key == "goals" and measure["number"] in look.shared and begun is not None:
                begun.merge(cell)
            elif key == "goals":
                cell.text, begun = ", ".join(f"{number}." for number in measure["goals"]), cell
            else:
                cell.text = measure.get(key, "")


def _table(document: Any, widths: Sequence[float]) -> Any:
    """An empty table with lines, its columns that many centimetres wide."""
    table = document.add_table(rows=0, cols=len(widths))
    table.alignment = WD_TABLE_ALIGNMENT.LEFT
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        edge = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", "AAB2BB")):
            edge.set(qn(f"w:{name}"), value)
        borders.append(edge)
    table._tbl.tblPr.append(borders)
    return table


def _head(table: Any, names: Sequence[str], colour: str) -> None:
    row = table.add_row()
    repeat = OxmlElement("w:tblHeader")
    repeat.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(repeat)
    for cell, name in zip(row.cells, names, strict=True):
        _shade(cell, colour)
        run = cell.paragraphs[0].add_run(name)
        run.bold = True
        run.font.color.rgb = RGBColor(0xFF, 0xFF, 0xFF)
        run.font.size = Pt(10)


def _shade(cell: Any, colour: str) -> None:
    shading = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", colour)):
        shading.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shading)
