"""Word files, written by hand: four parts of a package are all that a reader needs, and the bytes never differ."""

from __future__ import annotations

import io
import zipfile
from xml.sax.saxutils import escape

from pipeline.synth.page import Block, Page
from pipeline.synth.print_marks import Typography

_EPOCH = (1980, 1, 1, 0, 0, 0)
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" \
ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" \
ContentType="application/xml"/><Override PartName="/word/document.xml" \
ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override \
PartName="/word/header1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"/>\
</Types>"""
_RELATIONS = f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" Type="{_R}/officeDocument" \
Target="word/document.xml"/></Relationships>"""
_DOCUMENT_RELATIONS = f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" Type="{_R}/header" Target="header1.xml"/>\
</Relationships>"""


def render(page: Page, blocks: list[Block], typography: Typography) -> bytes:
    """The Word file; the running head is a real page header."""
    del typography  # Word breaks lines itself
    inside = "".join(_word(block) for block in blocks)
    sheet = (
        '<w:sectPr><w:headerReference w:type="default" r:id="rId1"/><w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="1417" w:right="1417" w:bottom="1134" w:left="1417" w:header="708" w:footer="708" '
        'w:gutter="0"/></w:sectPr>'
    )
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _RELATIONS,
        "word/_rels/document.xml.rels": _DOCUMENT_RELATIONS,
        "word/document.xml": _part("document", f"<w:body>{inside}{sheet}</w:body>"),
        "word/header1.xml": _part("hdr", _paragraph(page.running_head)),
    }
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as packed:
        for name, text in parts.items():
            info = zipfile.ZipInfo(name, _EPOCH)
            info.create_system = 3
            packed.writestr(info, text.encode())
    return target.getvalue()


def _part(root: str, inside: str) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<w:{root} xmlns:w="{_W}" xmlns:r="{_R}">{inside}</w:{root}>'
    )


def _word(block: Block) -> str:
    match block.kind:
        case "button" | "card":
            return ""
        case "title":
            return _paragraph(block.text, bold=True, size=36)
        case "heading" | "label" | "bold":
            return _paragraph(block.text, bold=True)
        case "section":
            return _paragraph(block.text, bold=True)
        case "item":
            return "".join(_paragraph(line, bold=True) for line in block.text.split("\n"))
        case "rule":
            return _paragraph("_" * 60)
        case "table":
            label, *rows = block.text.split("\n")
            return (_paragraph(label, bold=True) if label else "") + _table(rows, bold_last=True)
        case "rows" | "grid":
            return _table(block.text.split("\n"))
        case "glued":
            return "".join(_paragraph(row.replace("\t", "")) for row in block.text.split("\n"))
        case _:
            return "".join(_paragraph(line) for line in block.text.split("\n"))


def _paragraph(text: str, *, bold: bool = False, size: int | None = None) -> str:
    return f"<w:p>{_run(text, bold=bold, size=size)}</w:p>"


def _run(text: str, *, bold: bool = False, size: int | None = None) -> str:
    look = ("<w:b/>" if bold else "") + (f'<w:sz w:val="{size}"/>' if size else "")
    look = f"<w:rPr>{look}</w:rPr>" if look else ""
    words = "<w:tab/>".join(f'<w:t xml:space="preserve">{escape(part)}</w:t>' for part in text.split("\t"))
    return f"<w:r>{look}{words}</w:r>"


def _table(rows: list[str], *, bold_last: bool = False) -> str:
    """A table; Word wants a paragraph behind it."""
    made = []
    width = max(row.count("\t") for row in rows) + 1
    for row in rows:
        cells = row.split("\t")
        cells += [""] * (width - len(cells))
        made.append(
            "<w:tr>"
            + "".join(
                f'<w:tc><w:tcPr><w:tcW w:w="{9000 // width}" w:type="dxa"/></w:tcPr><w:p>'
                f"{_run(cell, bold=bold_last and index > 0)}</w:p></w:tc>"
                for index, cell in enumerate(cells)
            )
            + "</w:tr>"
        )
    grid = "".join(f'<w:gridCol w:w="{9000 // width}"/>' for _ in range(width))
    look = '<w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr>'
    return f"<w:tbl>{look}<w:tblGrid>{grid}</w:tblGrid>{''.join(made)}</w:tbl><w:p/>"
