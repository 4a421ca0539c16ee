"""Slides and annexes behind the minutes: kept as attachments, never parsed as items."""

from __future__ import annotations

import re

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.language.passages import Line
from pipeline.minutes.draft import Draft

_LETTER_DIGIT = re.compile(r"[\W_]+")
_SLIDES = re.compile(r"^(?:Anlage\s+\d+|Präsentation\b.*|Struktur der Präsentation|Gliederung|Agenda)\s*:?$")


@Language.component("protokolle_attachments")
def attachments(doc: Doc) -> Doc:
    """Cuts the last item where its title comes again as a heading, or where a heading follows the minutes."""
    draft: Draft = doc._.draft
    if draft.layout not in ("extract", "allris4", "allris") or not draft.items:
        return doc
    cut = _cut(draft)
    if cut is not None:
        draft.end = cut.start
        draft.items[-1].end = cut.start
        draft.attachments.append((cut.text, cut.start, len(draft.text)))
    return doc


def fold(text: str) -> str:
    """Letters and digits only, lower case: for comparing a heading with a title."""
    return _LETTER_DIGIT.sub("", text).lower()


def _cut(draft: Draft) -> Line | None:
    headings = {mark.start for mark in draft.document.emphasis if mark.kind == "heading"}
    item = draft.items[-1]
    title = fold(item.title.value.rstrip(". ")) if item.title else ""
    for line in draft.lines_in(item.body, len(draft.text)):
        alike = len(line.text) >= 20 and len(title) >= 20 and line.text.lstrip('„"“ (-–#*')[:1].lower() == title[:1]
        folded = fold(line.text) if alike else ""
        repeats = len(folded) >= 20 and (folded.startswith(title) or (title.startswith(folded) and len(folded) > 40))
        headed = draft.layout == "extract" and line.start in headings
        slides = bool(_SLIDES.match(line.text)) and _opens_page(draft, line)
        if repeats or headed or slides or _slide(draft, line):
            return line
    return None


_BULLET = ("•", "▪", "–", "-", "*", "·")


def _slide(draft: Draft, line: Line) -> bool:
    """A page behind the minutes that begins with a short heading and goes on as slides do: the paper's reference
    alone on a line, or half of its lines with bullets."""
    if draft.document.pages < 2 or len(line.text) > 70 or line.text[-1] in ".,;:" or not _opens_page(draft, line):
        return False
    below = draft.lines_in(line.end, len(draft.text))[:8]
    paper = draft.items[-1].paper
    named = paper is not None and any(other.text == paper.value for other in below[:4])
    bullets = sum(other.text.startswith(_BULLET) for other in below)
    return named or bullets * 2 >= len(below) > 3


def _opens_page(draft: Draft, line: Line) -> bool:
    start, _ = draft.document.offsets.span(line.start, line.end)
    page = draft.document.page_of(start)
    return page > 1 and draft.document.original[draft.document.page_starts[page - 1] : start].strip() == ""
