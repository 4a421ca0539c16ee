"""Scans: recognised as such, and read by tesseract with German data where that is installed.

ocrmypdf needs tesseract too, so tesseract is asked directly: its words keep their boxes. `--psm 4` (one column of text
of varying sizes) keeps vote tables together, which the default loses; more than one thread only makes it slower.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from pipeline.documents.content import Content
from pipeline.model.document import Box, ReaderNote

_DPI = 300
_POINTS = 72 / _DPI
_SECONDS_A_PAGE = 120
# "/" is read as 7, l, I, | or ! between year, body and number of a Potsdam paper (15/SVV/0743).
_REFERENCE = re.compile(r"\b(\d{2})\s?[/|!lI7](SVV|OBR|HA)\s?[/|!lI7]\s?(\d{3,4})(?!\d)")
_VOTE_LABEL = re.compile(r"(?:zustimmung|ablehnung|enthaltung|ja|nein|stimmen?)(?:en)?:\Z", re.IGNORECASE)
_FIGURES = {"O": "0", "o": "0", "l": "1", "I": "1", "|": "1"}
_READ_WRONG = re.compile(r"\b(\d{2})[/|!lI7]?[S5$][VW]{1,2}[VN]?[/|!lI7](\d{4})(?!\d)")


@dataclass(frozen=True, slots=True)
class _Word:
    start: int
    end: int
    page: int  # from 1
    line: int
    box: Box


@dataclass(frozen=True, slots=True)
class OcrBoxes:
    """`BoxSource` of a scan: the boxes of the recognised words."""

    words: tuple[_Word, ...]

    def boxes(self, start: int, end: int) -> list[tuple[int, Box]]:
        """(page, box) for each line that has words in [start, end)."""
        first = bisect_right(self.words, start, key=lambda word: word.end)
        last = bisect_left(self.words, end, key=lambda word: word.start)
        lines: dict[tuple[int, int], list[Box]] = {}
        for word in self.words[first:last]:
            lines.setdefault((word.page, word.line), []).append(word.box)
        return [
            (page, (min(b[0] for b in all_), min(b[1] for b in all_), max(b[2] for b in all_), max(b[3] for b in all_)))
            for (page, _), all_ in lines.items()
        ]


@cache
def tesseract() -> str | None:
    """The path of a tesseract that can read German, or None."""
    program = shutil.which("tesseract")
    if program is None:
        return None
    try:
        answer = subprocess.run([program, "--list-langs"], capture_output=True, text=True, timeout=30, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return program if "deu" in (answer.stdout + answer.stderr).split() else None


def read_scan(document: Any, pictures: list[int], content: Content, *, ocr: str) -> Content:
    """The content of a scan. `pictures` are the pages (from 0) to be recognised; the others are kept empty.

    Without tesseract, or with `ocr="never"`, the text stays as it is and the note `scan_without_text` says so.
    """
    program = tesseract() if ocr == "auto" else None
    pages = len(content.page_starts)
    if program is None:
        remedy = "OCR is switched off" if ocr != "auto" else "install tesseract with German (tesseract-ocr-deu)"
        message = f"A scan: {pages} page(s) without text; {remedy} to have it read."
        if ocr != "auto":
            message = f"A scan: {pages} page(s) without text, and {remedy}."
        return replace(content, notes=(*content.notes, ReaderNote("scan_without_text", message)))
    text, starts, words, failed, repaired = "", [], [], 0, 0
    for number in range(pages):
        if number:
            text += "\f"
        starts.append(len(text))
        if number not in pictures:
            continue
        rows = _recognise(program, document, number)
        if rows is None:
            failed += 1
            continue
        page_text, page_words, count = _page(rows, number + 1, len(text))
        text, repaired = text + page_text, repaired + count
        words += page_words
    note = f"A scan: {len(pictures) - failed} of {pages} page(s) read by OCR (tesseract, German); check before quoting."
    if repaired:
        note += f" {repaired} misread paper number(s) or vote figure(s) were put right."
    notes = (*content.notes, ReaderNote("read_by_ocr", note))
    if failed:
        notes += (ReaderNote("scan_without_text", f"OCR failed on {failed} page(s); they have no text."),)
    return Content(original=text, page_starts=tuple(starts), notes=notes, box_source=OcrBoxes(tuple(words)))


def _recognise(program: str, document: Any, number: int) -> list[list[str]] | None:
    """The rows of tesseract's TSV for a page; None where it failed or took too long."""
    page = document[number]
    bitmap = page.render(scale=_DPI / 72, grayscale=True)
    try:
        picture = _portable_graymap(bitmap)
    finally:
        bitmap.close()
        page.close()
    command = [program, "stdin", "stdout", "-l", "deu", "--psm", "4", "--dpi", str(_DPI), "tsv"]
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    try:
        answer = subprocess.run(
            command, input=picture, capture_output=True, timeout=_SECONDS_A_PAGE, check=False, env=environment
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    if answer.returncode:
        return None
    return [line.split("\t") for line in answer.stdout.decode("utf-8", "replace").splitlines()[1:]]


def _portable_graymap(bitmap: Any) -> bytes:
    """The picture as PGM (P5), which tesseract reads and which needs no imaging library."""
    stride, width, height = bitmap.stride, bitmap.width, bitmap.height
    pixels = bytes(bitmap.buffer)
    picture = io.BytesIO()
    picture.write(f"P5 {width} {height} 255\n".encode())
    for row in range(height):
        picture.write(pixels[row * stride : row * stride + width])
    return picture.getvalue()


def _page(rows: list[list[str]], page: int, offset: int) -> tuple[str, list[_Word], int]:
    """Text of a page, its words with offsets from `offset`, and how many references were repaired."""
    lines: dict[tuple[str, ...], list[tuple[str, Box]]] = {}
    blocks: list[tuple[str, ...]] = []
    for row in rows:
        if len(row) == 12 and row[0] == "5" and row[11].strip():
            key = tuple(row[1:5])
            if key not in lines:
                lines[key] = []
                blocks.append(key)
            left, top, width, height = (int(value) * _POINTS for value in row[6:10])
            box = (round(left, 2), round(top, 2), round(left + width, 2), round(top + height, 2))
            lines[key].append((row[11].strip(), box))
    text, words, repaired, before = "", [], 0, None
    for number, key in enumerate(blocks):
        if before is not None:
            text += "\n" if key[:3] == before[:3] else "\n\n"
        before = key
        for place, (recognised, box) in enumerate(lines[key]):
            before_it = lines[key][place - 1][0] if place else ""
            written = repair_figure(before_it, recognised) or repair_reference(recognised)
            repaired += written != recognised
            if place:
                text += " "
            start = offset + len(text)
            text += written
            words.append(_Word(start, start + len(written), page, number, box))
    return text, words, repaired


def repair_reference(word: str) -> str:
    """A paper number with its slashes misread: `15ISVV/0743` gives `15/SVV/0743`."""
    return _READ_WRONG.sub(r"\1/SVV/\2", _REFERENCE.sub(r"\1/\2/\3", word))


def repair_figure(label: str, word: str) -> str | None:
    """A lone letter behind a vote label is a figure (`Ablehnung: O` is 0); None: nothing to repair."""
    return _FIGURES.get(word) if _VOTE_LABEL.search(label) else None
