"""Which printer makes which file: by the story's layout and the ending of the file's name."""

from __future__ import annotations

from collections.abc import Callable

from layouts import (
    docx_minutes,
    html_allris4,
    html_allris_classic,
    html_sessionnet,
    pdf_auszug,
    pdf_niederschrift,
    pdf_plenary,
    plain,
)
from layouts.story import Story, StoryError

PRINTERS: dict[tuple[str, str], Callable[[Story], bytes]] = {
    ("auszug", "pdf"): pdf_auszug.render,
    ("auszug", "docx"): docx_minutes.render_auszug,
    ("auszug", "md"): plain.render_markdown,
    ("niederschrift", "pdf"): pdf_niederschrift.render,
    ("niederschrift", "docx"): docx_minutes.render_niederschrift,
    ("plenary", "pdf"): pdf_plenary.render,
    ("plenary_old", "pdf"): pdf_plenary.render,
    ("allris4", "html"): html_allris4.render,
    ("grunddaten", "html"): html_allris4.render,
    ("allris4_text", "txt"): plain.render_allris4_text,
    ("allris_classic", "html"): html_allris_classic.render,
    ("sessionnet", "html"): html_sessionnet.render,
    ("sessionnet_bayern", "html"): html_sessionnet.render,
    ("village", "txt"): plain.render_village,
}


def render(story: Story) -> bytes:
    """The bytes of a story's file. Raises StoryError for a layout that cannot make this kind of file."""
    kind = story.file.rpartition(".")[2]
    printer = PRINTERS.get((story.layout, kind))
    if printer is None:
        raise StoryError(f"{story.file}: no printer for {story.layout} as {kind}; there are {sorted(PRINTERS)}")
    return printer(story)
