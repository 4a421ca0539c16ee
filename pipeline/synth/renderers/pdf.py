"""PDF files in Helvetica, drawn line by line with reportlab (the extra `synth`); bytes depend on the words alone."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

from pipeline.model.errors import UsageError
from pipeline.synth.page import Block, Page
from pipeline.synth.print_marks import Typography, break_at, page_mark

_REGULAR, _BOLD = "Helvetica", "Helvetica-Bold"
_WIDTH, _HEIGHT = 595.28, 841.89  # A4 in points
_LEFT, _TOP, _BOTTOM = 71.0, 85.0, 71.0
_ROOM = _WIDTH - 2 * _LEFT
_SIZE = 10.5
_LEADING = 14.5
_FIRST_COLUMN, _COLUMN = 190.0, 80.0  # of a table with more than two columns
_LABELS = 130.0  # where the second column begins

Line = tuple[str, str, float, float, float]
"""text, font, size, left edge from the margin, space above; all in points"""


def render(page: Page, blocks: list[Block], typography: Typography) -> bytes:
    """The PDF of a page. Raises UsageError when reportlab is not installed."""
    canvas_module, measure = require()
    drawn = _Drawn(measure, typography)
    for block in blocks:
        drawn.add(block)
    pages = _pages(drawn.lines)
    target = io.BytesIO()
    canvas = canvas_module.Canvas(target, pagesize=(_WIDTH, _HEIGHT), invariant=1, pageCompression=0)
    canvas.setTitle("Niederschrift")
    for number, lines in enumerate(pages, start=1):
        if typography.page_marks and number > 1:
            _marks(canvas, page, number, len(pages))
        for baseline, (text, font, size, left, _) in lines:
            canvas.setFont(font, size)
            canvas.drawString(_LEFT + left, baseline, text)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def require() -> tuple[Any, Callable[[str, str, float], float]]:
    """The canvas module and the function that measures text: an optional package, loaded when asked for.

    Raises UsageError that says what to install.
    """
    try:
        from reportlab.pdfbase.pdfmetrics import stringWidth  # type: ignore[import-untyped,unused-ignore] # no types
        from reportlab.pdfgen import canvas  # type: ignore[import-untyped,unused-ignore] # no types
    except ImportError as error:
        raise UsageError(
            "PDF files need reportlab, which is not installed. Install it with `pip install 'protokolle[synth]'`, or "
            "choose another --format: md, html or docx."
        ) from error
    return canvas, stringWidth


class _Drawn:
    """Lines with their fonts, from blocks."""

    def __init__(self, measure: Callable[[str, str, float], float], typography: Typography) -> None:
        self.lines: list[Line] = []
        self._measure = measure
        self._hyphens = typography.hyphens

    def add(self, block: Block) -> None:
        match block.kind:
            case "button" | "card":
                return
            case "title":
                self._wrap(block.text, _BOLD, 16 if len(block.text) < 30 else 12, above=12)
            case "heading" | "section":
                self._wrap(block.text, _BOLD, 12, above=12)
            case "item":
                for index, line in enumerate(block.text.split("\n")):
                    self._columns(line, font=_BOLD, second=35, above=0 if index else 12)
            case "label":
                self._wrap(block.text, _BOLD, _SIZE, above=10)
            case "bold":
                self._wrap(block.text, _BOLD, _SIZE)
            case "rule":
                self._wrap("_" * 70, _REGULAR, _SIZE)
            case "table":
                label, *rows = block.text.split("\n")
                if label:
                    self._wrap(label, _BOLD, _SIZE, above=8)
                for row in rows:
                    self._columns(row)
            case "grid":
                for row in block.text.split("\n"):
                    self._grid(row)
            case "rows":
                for row in block.text.split("\n"):
                    self._columns(row, second=35 if row[:1].isdigit() else _LABELS)
            case "glued":
                for row in block.text.split("\n"):
                    self._wrap(row.replace("\t", ""), _REGULAR, _SIZE)
            case "line":
                self._wrap(block.text, _REGULAR, _SIZE)
            case _:
                for index, line in enumerate(block.text.split("\n")):
                    self._wrap(line, _REGULAR, _SIZE, above=0 if index else 7)

    def _columns(self, row: str, *, font: str = _REGULAR, second: float = _LABELS, above: float = 0) -> None:
        """A row in columns. Four cells (label, value, label, value) are two rows: a page is too narrow for them."""
        cells = row.split("\t")
        for start in range(0, len(cells), 2):
            label, value = cells[start], cells[start + 1] if start + 1 < len(cells) else ""
            if not value:
                self._wrap(label, font, _SIZE, above=above)
                continue
            self.lines.append((label, font, _SIZE, 0, above))
            before = len(self.lines)
            self._wrap(value, font, _SIZE, left=second)
            text, font_, size, left, _ = self.lines[before]
            self.lines[before] = (text, font_, size, left, -_LEADING)  # on the label's own line

    def _grid(self, row: str) -> None:
        """A row of a table: the first column wide, the others alike; an empty cell prints nothing."""
        for index, cell in enumerate(row.split("\t")):
            if cell:
                left = _FIRST_COLUMN + (index - 1) * _COLUMN if index else 0.0
                self.lines.append((cell, _REGULAR, _SIZE, left, -_LEADING if index else 0))

    def _wrap(self, text: str, font: str, size: float, *, left: float = 0, above: float = 0) -> None:
        room = _ROOM - left
        line = ""
        for word in text.split(" "):
            longer = f"{line} {word}" if line else word
            if not line or self._measure(longer, font, size) <= room:
                line = longer
                continue
            free = int((room - self._measure(line, font, size)) / (size * 0.52)) - 2
            at = break_at(word, free) if self._hyphens and free > 2 else 0
            head = f"{line} {word[:at]}{'' if word[at - 1] == '-' else '-'}" if at else line
            self.lines.append((head, font, size, left, above))
            above = 0
            line = word[at:]
        self.lines.append((line, font, size, left, above))


def _pages(lines: list[Line]) -> list[list[tuple[float, Line]]]:
    """Lines with their baselines, page by page."""
    pages: list[list[tuple[float, Line]]] = [[]]
    y = _HEIGHT - _TOP
    for line in lines:
        step = line[4] + max(_LEADING, line[2] * 1.35)
        if y - step < _BOTTOM and line[4] >= 0:
            pages.append([])
            y = _HEIGHT - _TOP
        y -= step
        pages[-1].append((y, line))
    return pages


def _marks(canvas: Any, page: Page, number: int, pages: int) -> None:
    if page.running_head:
        canvas.setFont(_REGULAR, 8)
        canvas.drawString(_LEFT, _HEIGHT - 42, page.running_head)
        canvas.drawRightString(_WIDTH - _LEFT, _HEIGHT - 42, page_mark(page.page_mark, number, pages))
    elif page.page_mark:
        canvas.setFont(_REGULAR, _SIZE)
        canvas.drawCentredString(_WIDTH / 2, _HEIGHT - 50, page_mark(page.page_mark, number, pages))
