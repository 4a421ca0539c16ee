"""Word files: the Protokollauszug of one item, and a whole Niederschrift with attendance, agenda and two parts."""

from __future__ import annotations

from typing import Any

from layouts.docx_kit import add_block, line, new_document, to_bytes
from layouts.german import figures, genitive, publicity, sitting
from layouts.story import Item, Story


def render_auszug(story: Story) -> bytes:
    """A Protokollauszug of Potsdam (form D)."""
    (item,) = story.items
    document = new_document(title="Protokollauszug")
    line(document, "Protokollauszug", bold=True, size=18)
    line(document, "aus der")
    line(document, sitting(story))
    line(document, f"vom {figures(story.meeting['date'])}")
    document.add_paragraph("_" * 60)
    line(document, publicity(item))
    line(document, f"Top {item.number} {item.title}", bold=True)
    for words in filter(None, (item.paper, item.result)):
        line(document, words, bold=True)
    for block in item.blocks:
        add_block(document, block)
    return to_bytes(document)


def render_niederschrift(story: Story) -> bytes:
    """A whole Niederschrift; the running head is a real page header of the Word file."""
    meeting = story.meeting
    document = new_document(title="Niederschrift")
    document.sections[0].header.paragraphs[
        0
    ].text = f"{meeting['number']}. Sitzung {genitive(meeting['organization'])}, {figures(meeting['date'])}"
    line(document, "Niederschrift", bold=True, size=18)
    line(
        document, f"der {meeting['number']}. öffentlichen/nichtöffentlichen Sitzung {genitive(meeting['organization'])}"
    )
    line(document, f"vom {figures(meeting['date'])}")
    _table(document, [("Beginn:", meeting["begins"]), ("Ende:", meeting["ends"]), ("Ort:", meeting["room"])])
    line(document, "Anwesend:", bold=True)
    for group in story.options["attendance"]:
        line(document, group["group"])
        _table(document, [tuple(row) for row in group["names"]])
    line(document, story.options["quorum"])
    line(document, "Tagesordnung:", bold=True)
    for item in story.items:
        document.add_paragraph(f"{item.number}\t{item.title}")
    line(document, "Protokoll:", bold=True)
    _part(document, "Öffentlicher Teil", [item for item in story.items if item.public is not False])
    _part(document, "Nichtöffentlicher Teil", [item for item in story.items if item.public is False])
    for words in story.options["signed_by"]:
        line(document, words)
    return to_bytes(document)


def _part(document: Any, title: str, items: list[Item]) -> None:
    if not items:
        return
    line(document, title, bold=True, size=13)
    for item in items:
        line(document, f"{item.number}\t{item.title}", bold=True)
        for words in filter(None, (item.extra.get("mover"), item.paper, item.result)):
            line(document, words, bold=True)
        for block in item.blocks:
            add_block(document, block)


def _table(document: Any, rows: list[tuple[str, str]]) -> None:
    table = document.add_table(rows=0, cols=2)
    for left, right in rows:
        cells = table.add_row().cells
        cells[0].text, cells[1].text = left, right
