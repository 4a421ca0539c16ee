"""The visible text of a part of a web page, line by line, with what is bold and what is a heading."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from pipeline.documents.normalise import Mark

_DROPPED = frozenset({
    "script", "style", "noscript", "template", "svg", "head", "title", "iframe", "object", "embed", "select", "option",
    "optgroup", "textarea", "input", "datalist", "img", "nav", "footer", "aside", "audio", "video", "canvas", "map",
    "dialog", "meta", "link", "-comment",
})  # fmt: skip
_DROPPED_NAME = re.compile(
    r"cookie|consent|breadcrumb|skip-?link|sr-only|visually-hidden|navbar|sidebar|pagination|\bnavigation\b",
    re.IGNORECASE,
)
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_BOLD_STYLE = re.compile(r"font-weight\s*:\s*(bold|bolder|[6-9]00|normal|[1-5]00)", re.IGNORECASE)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_PARAGRAPHS = frozenset({"p", "blockquote", "pre", "ul", "ol", "dl", "table", "fieldset", "hr", *_HEADINGS})
_BLOCKS = frozenset({
    "div", "section", "article", "main", "header", "address", "center", "form", "li", "dt", "dd", "tr", "td", "th",
    "thead", "tbody", "tfoot", "caption", "figure", "figcaption", "details", "summary", "legend", "body", "html",
    "button",
})  # fmt: skip
_ARRANGED = frozenset({"table", "ul", "ol", "dl", *_HEADINGS})
_BLANK = re.compile(r"[ \t\n\r\f]+")
_LABEL = re.compile(
    r"-?\s*(?:TOP|Gremium|Datum|Status|Zeit|Uhrzeit|Raum|Ort|Anlass|Sitzung|Beschlussart|Vorlage(?:-?art|-Art)?|Beratung"
    r"|Verfasser(?:/-?in)?|Federführend|Zusätze|Dezernent/in|Bezüglich|Beteiligt|Bearbeiter(?:/-?in|\(in\)|:in|in)?):"
)
_SHORT_LABEL = re.compile(r"[^:]{2,30}:")
_STAFF = re.compile(r"\s*\bBearbeiter(?:/-?in|\(in\)|:in|in)?\s*:[^\t]*(?:\t[^\t]*)?")
_VALUES_IN_A_ROW = 24  # paragraphs; a row with more is an arranged page
_LONG = 80  # characters; a line beside others in its cell that is longer is running text
_CELL_LIMIT = 400  # characters; a longer cell holds text and not a value


def is_dropped(node: Any) -> bool:
    """Whether an element belongs to the page around the text: navigation, forms' fields, hidden parts, banners."""
    tag = node.tag
    if tag in _DROPPED:
        return True
    attributes = node.attributes
    if not attributes or tag in ("body", "html", "main"):
        return False
    if "hidden" in attributes or _HIDDEN_STYLE.search(attributes.get("style") or ""):
        return True
    if attributes.get("role") in ("navigation", "contentinfo", "search", "banner", "dialog"):
        return True
    names = f"{attributes.get('id') or ''} {attributes.get('class') or ''}"
    return len(names) > 1 and _DROPPED_NAME.search(names) is not None


@dataclass(slots=True)
class _Line:
    text: str
    marks: list[Mark] = field(default_factory=list)
    gap: bool = False  # a blank line stands before it


class Lines:
    """Walks elements and collects lines. `buttons`: the label of "Reduzieren" buttons is kept, as it parts blocks."""

    def __init__(self, *, buttons: bool = False) -> None:
        self._buttons = buttons
        self._lines: list[_Line] = []
        self._current = _Line("")
        self._pieces: list[str] = []
        self._length = 0
        self._gap = False

    def finish(self) -> tuple[str, tuple[Mark, ...]]:
        """The text and its emphasis in offsets of it."""
        self._end_line()
        pieces: list[str] = []
        marks: list[Mark] = []
        length = 0
        for line in self._lines:
            if pieces:
                separator = "\n\n" if line.gap else "\n"
                pieces.append(separator)
                length += len(separator)
            marks += [(start + length, end + length, kind) for start, end, kind in line.marks]
            pieces.append(line.text)
            length += len(line.text)
        return "".join(pieces) + ("\n" if pieces else ""), tuple(marks)

    def line(self, text: str, *, heading: bool = False) -> None:
        """A line of its own, with a blank line behind it."""
        self._end_line()
        self._text(text, bold=False)
        if heading:
            self._current.marks.append((0, self._length, "heading"))
        self._end_line()
        self._gap = True

    def walk(self, root: Any) -> None:
        """Everything visible below `root`. Pages nest without limit, so the walk keeps its own stack."""
        stack: list[tuple[Any, bool, bool]] = [(root, False, False)]  # element, bold, whether it is being left
        starts: list[tuple[int, int]] = []
        while stack:
            node, bold, leaving = stack.pop()
            tag = node.tag
            if leaving:
                self._leave(tag, starts)
                continue
            if tag == "-text":
                self._text(node.text_content or "", bold=bold)
                continue
            if tag in ("br", "hr"):
                self._end_line()
                continue
            if node is not root and self._passed_over(node):
                continue
            if (tag == "tr" and self._row(node, bold)) or (tag in ("ul", "dl") and self._pairs(node, bold)):
                continue
            bold = _bold(node, bold)
            self._enter(tag, starts, node)
            stack.append((node, bold, True))
            children = list(node.iter(include_text=True))
            stack += [(child, bold, False) for child in reversed(children)]

    def _passed_over(self, node: Any) -> bool:
        if node.tag == "button":
            return not (self._buttons and "Reduzieren" in node.text())
        if node.tag == "header":
            return node.css_first("h1, h2") is None
        return is_dropped(node)

    def _enter(self, tag: str, starts: list[tuple[int, int]], node: Any) -> None:
        if tag in _PARAGRAPHS:
            self._end_line()
            self._gap = bool(self._lines)
        elif tag in _BLOCKS:
            self._end_line()
        if tag == "li":
            self._text(_bullet(node), bold=False)
        if tag in _HEADINGS:
            starts.append((len(self._lines), self._length))

    def _leave(self, tag: str, starts: list[tuple[int, int]]) -> None:
        if tag in _HEADINGS:
            line, _ = starts.pop()
            if line == len(self._lines) and self._length:
                self._current.marks.append((0, self._length, "heading"))
        if tag in _PARAGRAPHS or tag in _BLOCKS:
            self._end_line()
            self._gap = self._gap or (tag in _PARAGRAPHS and bool(self._lines))

    def _row(self, row: Any, bold: bool) -> bool:
        """A table row as one line, cells parted by tabs; a header row of labels and values as a line for each pair.
        False: the table only arranges the page, and its cells are read one below the other."""
        if _arranges(row):
            return False
        cells = [cell for cell in row.iter() if cell.tag in ("td", "th")]
        if not cells or any(len(cell.text()) > _CELL_LIMIT for cell in cells):
            return False
        columns = [self._cell(cell, bold) for cell in cells if not is_dropped(cell)]
        heights = {len(column) for column in columns if column}
        if heights and max(heights) > 1:
            if len(heights) > 1 and any(len(line.text) > _LONG for column in columns for line in column):
                return False
            if len(heights) == 1 and sum(map(bool, columns)) > 1:
                self._end_line()  # Word puts all labels of a vote into one cell and all figures into the next
                for row_lines in zip(*filter(None, columns), strict=True):
                    self._cells(list(row_lines))
                return True
        self._end_line()
        parts = [_joined(column) for column in columns]
        filled = [part for part in parts if part.text]
        labels = sum(1 for part in filled if part.text.endswith(":"))
        labelled = labels and any("kb1" in (cell.attributes.get("class") or "") for cell in cells)
        if labelled or (labels > 1 and filled[0].text.endswith(":")):
            self._label_lines(filled)
            return True
        while parts and not parts[-1].text:
            parts.pop()
        self._cells(parts)
        return True

    def _pairs(self, node: Any, bold: bool) -> bool:
        """A list of labels and values ("TOP:", "Ö 5.3", "Datum:", ...) as a line for each pair; False: another list."""
        items = [item for item in _items(node) if not is_dropped(item)]
        if len(items) < 2 or any(map(_arranges, items)) or any(len(item.text()) > _CELL_LIMIT for item in items):
            return False
        labels = [item.tag == "dt" or _SHORT_LABEL.fullmatch(item.text(strip=True)) is not None for item in items]
        if not labels[0] or sum(labels) < 2 or sum(labels) * 3 < len(items):
            return False
        self._end_line()
        self._gap = bool(self._lines)
        self._label_lines([_joined(self._cell(item, bold)) for item in items])
        self._gap = True
        return True

    def _label_lines(self, parts: list[_Line]) -> None:
        group: list[_Line] = []
        for part in parts:
            if group and part.text.endswith(":"):
                self._cells(group)
                group = []
            if part.text:
                group.append(part)
        self._cells(group)

    def _cell(self, cell: Any, bold: bool) -> list[_Line]:
        """The lines of a cell."""
        inner = Lines(buttons=self._buttons)
        inner.walk_inside(cell, bold=bold or cell.tag == "th")
        inner._end_line()
        return inner._lines

    def walk_inside(self, cell: Any, *, bold: bool) -> None:
        """The children of a cell; the cell itself is no block here."""
        for child in cell.iter(include_text=True):
            if child.tag == "-text":
                self._text(child.text_content or "", bold=bold)
            elif child.tag in ("br", "hr"):
                self._end_line()
            elif not self._passed_over(child):
                self.walk(child)

    def _cells(self, parts: list[_Line]) -> None:
        whole = _Line("")
        for number, part in enumerate(parts):
            _append(whole, part, "\t" if number else "", always=bool(number))
        self._put(whole)

    def _text(self, text: str, *, bold: bool) -> None:
        text = _BLANK.sub(" ", text)
        if not self._length or self._pieces[-1].endswith(" "):
            text = text.removeprefix(" ")
        if not text:
            return
        if bold and text.strip():
            self._current.marks.append((self._length, self._length + len(text), "bold"))
        self._pieces.append(text)
        self._length += len(text)

    def _end_line(self) -> None:
        if self._length:
            self._current.text = "".join(self._pieces).rstrip(" ")
            self._put(self._current)
            self._current, self._pieces, self._length = _Line(""), [], 0

    def _put(self, line: _Line) -> None:
        _without_staff(line)
        if not line.text.strip():
            return
        waits = self._lines[-1] if self._lines else None
        if waits is not None and _LABEL.fullmatch(waits.text) and not _LABEL.match(line.text):
            _append(waits, line, "\t")
            _without_staff(waits)
            if not waits.text:
                self._lines.pop()
        else:
            line.gap = self._gap and bool(self._lines)
            self._lines.append(line)
        self._gap = False


def _joined(lines: list[_Line]) -> _Line:
    """All lines as one, parted by blanks."""
    whole = _Line("")
    for line in lines:
        _append(whole, line, " ")
    return whole


def _append(whole: _Line, part: _Line, separator: str, *, always: bool = False) -> None:
    if always or (whole.text and part.text):
        whole.text += separator
    shift = len(whole.text)
    whole.text += part.text
    whole.marks += [(start + shift, end + shift, kind) for start, end, kind in part.marks]


def _without_staff(line: _Line) -> None:
    """Takes "Bearbeiter/-in: NAME" out; a lone label waits for its value first (see `_put`)."""
    found = _STAFF.search(line.text)
    if found is None or _LABEL.fullmatch(line.text):
        return
    start, end = found.span()
    line.text = line.text[:start] + line.text[end:]

    def moved(place: int) -> int:
        return min(place, start) if place < end else place - (end - start)

    shifted = [(moved(first), moved(after), kind) for first, after, kind in line.marks]
    line.marks = [(first, after, kind) for first, after, kind in shifted if first < after]


def _arranges(node: Any) -> bool:
    """Whether a row or list item holds more than a value: tables, lists, headings, paragraphs after paragraphs.
    Stops at the first of these, as pages nest tables a thousand deep."""
    stack = list(node.iter())
    paragraphs = 0
    while stack:
        inner = stack.pop()
        paragraphs += inner.tag == "p"
        if inner.tag in _ARRANGED or paragraphs > _VALUES_IN_A_ROW:
            return True
        if inner.tag == "a" and (inner.attributes.get("name") or "").startswith("allris"):
            return True
        stack += inner.iter()
    return False


def _items(node: Any) -> list[Any]:
    """The entries of a list, also where the pairs of a `dl` are wrapped in `div`s."""
    items: list[Any] = []
    for child in node.iter():
        if child.tag == "div":
            items += [inner for inner in child.iter() if inner.tag in ("dt", "dd")]
        elif child.tag in ("li", "dt", "dd"):
            items.append(child)
    return items


def _bold(node: Any, bold: bool) -> bool:
    if node.tag in ("b", "strong", "th"):
        bold = True
    style = node.attributes.get("style") if node.attributes else None
    weight = _BOLD_STYLE.search(style) if style else None
    if weight is None:
        return bold
    return weight.group(1).lower() in ("bold", "bolder") or weight.group(1)[0] in "6789"


def _bullet(node: Any) -> str:
    parent = node.parent
    if parent is None or parent.tag != "ol":
        return "- "
    number, before = 1, node.prev
    while before is not None:
        number += before.tag == "li"
        before = before.prev
    return f"{number}. "
