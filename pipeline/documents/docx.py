"""DOCX: a ZIP with XML, read by hand with lxml: sixty times faster than an object model, and nothing else is needed.

Text is that of the body in order. Deleted text of tracked changes is left out, inserted text is in; headers and
footers of the sections are left out; a text box is read once although Word stores it twice; footnotes stand at the end.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any, TypeVar

from lxml import etree

from pipeline.documents.content import Content
from pipeline.documents.limits import Limits
from pipeline.documents.normalise import Mark
from pipeline.model.errors import BadInput

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SKIPPED = frozenset(
    {f"{_W}{name}" for name in ("del", "moveFrom", "delText", "instrText", "pPr", "rPr", "sectPr", "tblPr", "trPr")}
    | {_FALLBACK}
)
_NOT_IN_CELLS = _SKIPPED | {f"{_W}txbxContent"}  # a text box is read with the paragraph that holds it
_CHARACTERS = {
    f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "\u2011", f"{_W}softHyphen": "\u00ad",
    f"{_W}ptab": "\t",
}  # fmt: skip
_BROKEN = (
    zipfile.BadZipFile, zlib.error, KeyError, EOFError, OSError, NotImplementedError, ValueError, etree.XMLSyntaxError,
)  # fmt: skip
_OFF = frozenset({"0", "false", "off", "none"})
AnyWriter = TypeVar("AnyWriter", bound="Writer")
_HEADING = re.compile(r"heading|berschrift|^titel$|^title$", re.IGNORECASE)


def read_docx(data: bytes, *, name: str, limits: Limits) -> Content:
    """The text of a Word file. Raises BadInput: damaged (no readable body), encrypted, too_large."""
    writer = write_docx(data, Writer, name=name, limits=limits)
    return Content(original=writer.text(), emphasis=tuple(writer.emphasis))


def write_docx(data: bytes, kind: type[AnyWriter], *, name: str, limits: Limits) -> AnyWriter:
    """A writer of this kind that has gone through the file. Raises BadInput as `read_docx`."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            body = _part(package, "word/document.xml", name, limits)
            styles = _styles(_part(package, "word/styles.xml", name, limits, optional=True))
            notes = _part(package, "word/footnotes.xml", name, limits, optional=True)
    except _BROKEN as error:
        raise BadInput(
            f"{name} is a damaged Word file ({error}). Open and save it in Word, or fetch it again.", code="damaged"
        ) from error
    except RuntimeError as error:  # zipfile's word for a part with a password
        raise BadInput(f"{name} is a Word file with a password. Save it without.", code="encrypted") from error
    writer = kind(styles)
    if body is not None:
        writer.blocks(next(iter(body), body))
    if notes is not None:
        for note in notes:
            if note.get(f"{_W}type") in (None, "normal"):
                writer.blocks(note)
    return writer


def _part(package: zipfile.ZipFile, part: str, name: str, limits: Limits, *, optional: bool = False) -> Any:
    if optional and part not in package.namelist():
        return None
    info = package.getinfo(part)
    small = info.file_size < 10_000_000
    if info.file_size > limits.max_bytes or (
        not small and info.file_size > limits.max_ratio * max(info.compress_size, 1)
    ):
        raise BadInput(f"{name} unpacks to {info.file_size:,} bytes, which no minutes need.", code="too_large")
    # XML can be written to explode when read: entities are not resolved, and lxml's own limits stay on.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
    xml = package.read(part).replace(_STRICT[1:-1].encode(), _W[1:-1].encode())
    return etree.fromstring(xml, parser)


def _styles(root: Any) -> dict[str, tuple[bool, bool]]:
    """Style id to (heading, bold), with what a style inherits."""
    if root is None:
        return {}
    own: dict[str, tuple[bool, bool | None, str | None]] = {}
    for style in root.iter(f"{_W}style"):
        title = style.find(f"{_W}name")
        based = style.find(f"{_W}basedOn")
        heading = title is not None and bool(_HEADING.search(title.get(f"{_W}val", "")))
        bold = _switch(style.find(f"{_W}rPr"))
        own[style.get(f"{_W}styleId", "")] = (heading, bold, None if based is None else based.get(f"{_W}val"))
    known: dict[str, tuple[bool, bool]] = {}
    for style in own:
        heading, bold, current = False, None, style
        for _ in range(20):  # styles may be based on each other in a ring
            if current not in own:
                break
            is_heading, is_bold, parent = own[current]
            heading = heading or is_heading
            bold = is_bold if bold is None else bold
            current = parent or ""
        known[style] = heading, bool(bold)
    return known


def _switch(properties: Any) -> bool | None:
    bold = None if properties is None else properties.find(f"{_W}b")
    return None if bold is None else bold.get(f"{_W}val", "1") not in _OFF


class Writer:
    """Collects lines of text and what is bold or a heading in them."""

    def __init__(self, styles: dict[str, tuple[bool, bool]]) -> None:
        self.styles = styles
        self.emphasis: list[Mark] = []
        self._pieces: list[str] = []
        self._length = 0

    def text(self) -> str:
        return "".join(self._pieces).rstrip("\n") + "\n" if self._pieces else ""

    def write(self, text: str, *, bold: bool = False) -> None:
        if bold and text.strip():
            self.emphasis.append((self._length, self._length + len(text), "bold"))
        self._pieces.append(text)
        self._length += len(text)

    def blocks(self, parent: Any) -> None:
        """Paragraphs and tables in order, also inside content controls, insertions and smart tags."""
        for child in parent:
            if child.tag == f"{_W}p":
                self.paragraph(child)
                self.write("\n")
            elif child.tag == f"{_W}tbl":
                self.table(child)
            elif child.tag not in _SKIPPED and isinstance(child.tag, str):
                self.blocks(child)

    def table(self, table: Any) -> None:
        """One row a line, cells parted by a tab; the paragraphs of a cell stay on its line."""
        for row in table.iter(f"{_W}tr"):
            if is_inside(row, table) or row.find(f"{_W}trPr/{_W}del") is not None:
                continue
            for number, cell in enumerate(cells_of(row)):
                if number:
                    self.write("\t")
                begin = self._length
                written = 0
                for paragraph in cell.iter(f"{_W}p"):
                    if any(ancestor.tag in _NOT_IN_CELLS for ancestor in paragraph.iterancestors()):
                        continue
                    if written and paragraph.find(f".//{_W}t") is not None:
                        self.write(" ")
                    written += self.paragraph(paragraph, one_line=True)
                self.cell(cell, begin, self._length)
            self.write("\n")

    def cell(self, cell: Any, start: int, end: int) -> None:
        """Called for every cell of a table with the characters it gave; for those who want more than text."""

    def paragraph(self, paragraph: Any, *, one_line: bool = False) -> bool:
        """Writes a paragraph without its line end; says whether it had characters."""
        begin = self._length
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        heading, bold = self.styles.get("" if style is None else style.get(f"{_W}val", ""), (False, False))
        boxes: list[Any] = []
        for text, is_bold in self._runs(paragraph, bold, boxes):
            self.write(text.replace("\n", " ").replace("\t", " ") if one_line else text, bold=is_bold)
        if heading and self._length > begin:
            self.emphasis.append((begin, self._length, "heading"))
        for box in boxes:
            if one_line:
                for inner in box.iter(f"{_W}p"):
                    self.write(" ")
                    self.paragraph(inner, one_line=True)
            else:
                self.write("\n")
                self.blocks(box)
        return self._length > begin

    def _runs(self, parent: Any, bold: bool, boxes: list[Any]) -> Iterator[tuple[str, bool]]:
        for child in parent:
            if child.tag in _SKIPPED or not isinstance(child.tag, str):
                continue
            if child.tag == f"{_W}txbxContent":
                boxes.append(child)
            elif child.tag == f"{_W}t":
                yield child.text or "", bold
            elif child.tag in _CHARACTERS:
                yield _CHARACTERS[child.tag], False
            elif child.tag == f"{_W}r":
                properties = child.find(f"{_W}rPr")
                style = None if properties is None else properties.find(f"{_W}rStyle")
                inherited = bold or (
                    style is not None and self.styles.get(style.get(f"{_W}val", ""), (False, False))[1]
                )
                own = _switch(properties)
                yield from self._runs(child, inherited if own is None else own, boxes)
            else:
                yield from self._runs(child, bold, boxes)


def cells_of(row: Any) -> Iterator[Any]:
    """The cells of a row, also those inside content controls."""
    for child in row:
        if child.tag == f"{_W}tc":
            yield child
        elif child.tag == f"{_W}sdt":
            yield from child.iter(f"{_W}tc")


def is_inside(row: Any, table: Any) -> bool:
    """Whether the row belongs to a table inside `table`: its text is read with the cell that holds it."""
    parent = row.getparent()
    while parent is not None and parent is not table:
        if parent.tag == f"{_W}tbl":
            return True
        parent = parent.getparent()
    return False
