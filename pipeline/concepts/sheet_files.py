"""CSV and XLSX as grids of cells, and written again. Every cell knows line and characters, or sheet and cell."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import Any

from pipeline.concepts.blocks import Block, Cell, Grid, Layout, Line
from pipeline.documents.encoding import decode
from pipeline.documents.limits import DEFAULT
from pipeline.model.concept import SourcePlace
from pipeline.model.errors import BadInput

CSV_RULE, XLSX_RULE = "concept.csv.cell", "concept.xlsx.cell"
_SEPARATORS = (";", "\t", ",", "|")
_MOST_ROWS, _MOST_COLUMNS = 20_000, 200
_EPOCH = (1980, 1, 1, 0, 0, 0)
_SHORT = ("Jan", "Feb", "Mrz", "Apr", "Mai", "Jun", "Jul", "Aug", "Sep", "Okt", "Nov", "Dez")
_FIXED = re.compile(r"^[#,]*0\.(0+)(?:;|_|$)")  # a format that always shows as many decimals
_MODIFIED = re.compile(rb"(<dcterms:(?:modified|created)[^>]*>)[^<]*")


# --- CSV -------------------------------------------------------------------------------------------------------------


def csv_layout(data: bytes, *, sha256: str) -> Layout:
    """The one grid of a CSV file; separator and encoding are told from the file."""
    text = decode(data).text
    rows = list(_parsed(text, _separator(text)))
    grid = _grid(
        [[_csv_cell(text, value, start, end, sha256) for value, start, end in row] for row in rows[:_MOST_ROWS]]
    )
    return Layout((grid,), text)


def write_csv(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Rows with commas and line feeds (RFC 4180 but for the line ends)."""
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return target.getvalue()


def _separator(text: str) -> str:
    """The separator that parts the first lines most often outside quotes."""
    head = "\n".join(text.split("\n")[:5])
    counts = {mark: sum(len(row) - 1 for row in _parsed(head, mark)) for mark in _SEPARATORS}
    return max(_SEPARATORS, key=lambda mark: counts[mark])


def _parsed(text: str, separator: str) -> Iterable[list[tuple[str, int, int]]]:
    """Rows of (value, start, end): a quoted value may hold separators, line ends and doubled quotes."""
    row: list[tuple[str, int, int]] = []
    at, length = 0, len(text)
    while at < length:
        start = at
        if text[at] == '"':
            value, at = _quoted(text, at)
        else:
            ends = [end for mark in (separator, "\n") if (end := text.find(mark, at)) >= 0]
            at = min(ends, default=length)
            value = text[start:at].rstrip("\r")
        row.append((value, start, at))
        if at < length and text[at] == separator:
            at += 1
            if at == length or text[at] in "\r\n":  # a separator at the end of a line opens an empty value
                row.append(("", at, at))
        if at >= length or text[at] in "\r\n":
            yield row
            row = []
            at += 2 if text[at : at + 2] == "\r\n" else 1
    if row:
        yield row


def _quoted(text: str, at: int) -> tuple[str, int]:
    """The value of a quoted cell and where it ends; what stands behind the closing quote belongs to it."""
    value = ""
    begin = at + 1
    while True:
        end = text.find('"', begin)
        if end < 0:
            return value + text[begin:], len(text)
        value += text[begin:end]
        if text[end + 1 : end + 2] != '"':
            return value, end + 1
        value += '"'
        begin = end + 2


def _csv_cell(text: str, value: str, start: int, end: int, source: str) -> Cell:
    place = SourcePlace(
        source=source, start=start, end=end, line=text.count("\n", 0, start) + 1, rule=CSV_RULE, quote=value[:240]
    )
    return Cell(value.replace("\r\n", "\n").strip(), (place,))


# --- XLSX ------------------------------------------------------------------------------------------------------------


def xlsx_layout(data: bytes, *, name: str, sha256: str) -> Layout:
    """A line with the sheet's name and a grid for every sheet that is shown. BadInput: missing_extra, damaged."""
    openpyxl = _openpyxl()
    _check_size(data, name)
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    except (zipfile.BadZipFile, KeyError, ValueError, TypeError, OSError) as error:
        raise BadInput(
            f"{name} is a damaged Excel file ({error}). Open and save it in Excel.", code="damaged"
        ) from error
    blocks: list[Block] = []
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            continue
        if len(book.worksheets) > 1:
            place = SourcePlace(source=sha256, cell=sheet.title, rule=XLSX_RULE, quote=sheet.title)
            blocks.append(Line(sheet.title, place, bold=True, whole=True))
        blocks.append(_sheet(sheet, sha256))
    return Layout(tuple(blocks))


def write_xlsx(header: Sequence[str], rows: Iterable[Sequence[str]], *, title: str) -> bytes:
    """A sheet whose cells are all text, so that Excel makes no figure of 4.10; the same rows give the same bytes."""
    openpyxl = _openpyxl()
    from openpyxl.styles import Alignment, Font, PatternFill

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = title
    for number, row in enumerate([header, *rows], start=1):
        for column, value in enumerate(row, start=1):
            cell = sheet.cell(row=number, column=column)
            cell.number_format = "@"
            if value:
                cell.value = value
                cell.data_type = "s"  # "=..." is text, no formula
            cell.alignment = Alignment(vertical="top", wrap_text=True)
            if number == 1:
                cell.font = Font(bold=True, color="FFFFFF")
                cell.fill = PatternFill("solid", fgColor="1F3A5F")
    for column, name in enumerate(header, start=1):
        wide = {"title": 38, "description": 60, "comment": 40, "status": 22, "responsible": 22, "source": 18}
        sheet.column_dimensions[openpyxl.utils.get_column_letter(column)].width = wide.get(name, 11)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    saved = io.BytesIO()
    book.save(saved)
    return _timeless(saved)


def _openpyxl() -> Any:
    try:
        import openpyxl
    except ImportError as error:
        raise BadInput(
            "Excel files need openpyxl: pip install 'protokolle[concepts]'.", code="missing_extra"
        ) from error
    return openpyxl


def _check_size(data: bytes, name: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            for info in package.infolist():
                grown = info.file_size > DEFAULT.max_ratio * max(info.compress_size, 1) and info.file_size > 10_000_000
                if grown or info.file_size > DEFAULT.max_bytes:
                    raise BadInput(
                        f"{name} unpacks to {info.file_size:,} bytes, which no concept needs.", code="too_large"
                    )
    except zipfile.BadZipFile as error:
        raise BadInput(
            f"{name} is a damaged Excel file ({error}). Open and save it in Excel.", code="damaged"
        ) from error


def _sheet(sheet: Any, source: str) -> Grid:
    merged: dict[tuple[int, int], tuple[int, int, int]] = {}  # each covered cell: the first one, and rows covered
    for area in sheet.merged_cells.ranges:
        for row in range(area.min_row, area.max_row + 1):
            for column in range(area.min_col, area.max_col + 1):
                merged[row, column] = (area.min_row, area.min_col, area.max_row - area.min_row + 1)
    made: dict[tuple[int, int], Cell] = {}
    rows = []
    for row in sheet.iter_rows(max_row=min(sheet.max_row, _MOST_ROWS), max_col=min(sheet.max_column, _MOST_COLUMNS)):
        band = []
        for cell in row:
            first, column, span = merged.get((cell.row, cell.column), (cell.row, cell.column, 1))
            if (first, column) not in made:
                made[first, column] = _xlsx_cell(sheet, sheet.cell(row=first, column=column), source, span)
            band.append(made[first, column])
        rows.append(band)
    return _grid(rows)


def _xlsx_cell(sheet: Any, cell: Any, source: str, span: int) -> Cell:
    text, typed = _value(cell)
    where = f"{sheet.title}!{cell.coordinate}"
    place = SourcePlace(source=source, cell=where, rule=XLSX_RULE, quote=text[:240] or None)
    return Cell(text, (place,), fill=_fill(cell), typed=typed, span=span)


def _value(cell: Any) -> tuple[str, str | None]:
    value, shown = cell.value, str(cell.number_format or "")
    if value is None:
        return "", None
    if isinstance(value, bool):
        return str(value).lower(), None
    if isinstance(value, datetime | date):
        day = value.date() if isinstance(value, datetime) else value
        bare = shown.lower().split(";")[0]
        if "y" in bare and "d" not in bare.replace("mmmm", "").replace("mmm", "") and day.day == 1:
            return f"{_SHORT[day.month - 1]} {day.year % 100:02d}", "date"  # April 2020, typed as 4.20
        return day.isoformat(), "date"
    if isinstance(value, time):
        return value.isoformat(timespec="minutes"), None
    if isinstance(value, float):
        fixed = _FIXED.match(shown)
        return (f"{value:.{len(fixed[1])}f}" if fixed else f"{value:.10g}"), "number"
    if isinstance(value, int):
        return str(value), "number"
    return str(value).replace("\r\n", "\n").strip(), None


def _fill(cell: Any) -> str | None:
    """The background as six hexadecimal digits; a colour of the theme is not told."""
    fill = cell.fill
    if fill is None or fill.fill_type != "solid" or fill.fgColor.type != "rgb":
        return None
    colour = str(fill.fgColor.rgb)[-6:].lower()
    return None if colour in ("ffffff", "000000") else colour


def _grid(rows: Sequence[Sequence[Cell]]) -> Grid:
    width = max((len(row) for row in rows), default=0)
    return Grid(tuple((*row, *[None] * (width - len(row))) for row in rows))


def _timeless(saved: io.BytesIO) -> bytes:
    """The package with one time for all its parts."""
    target = io.BytesIO()
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in source.namelist():
            part = _MODIFIED.sub(rb"\g<1>2020-01-01T00:00:00Z", source.read(name))
            packed.writestr(zipfile.ZipInfo(name, _EPOCH), part, zipfile.ZIP_DEFLATED)
    return target.getvalue()
