"""Web pages: ALLRIS 4 cards, ALLRIS classic with nested documents, SessionNet, and a plain page for the rest."""

from __future__ import annotations

from html import escape

from pipeline.synth.page import Block, Page
from pipeline.synth.print_marks import Typography

_SECTIONS = {"Wortprotokoll": "allrisWP", "Beschluss": "allrisBS", "Abstimmungsergebnis": "allrisAE"}
_MENU = ("Startseite", "Kalender", "Gremien", "Personen", "Vorlagen", "Recherche", "Hilfe")


def render(page: Page, blocks: list[Block], typography: Typography) -> bytes:
    """The web page, UTF-8 (ALLRIS classic: Windows-1252)."""
    if page.family == "allris4":
        return _allris4(blocks, typography).encode()
    if page.family == "classic":
        return _classic(blocks).encode("windows-1252", errors="xmlcharrefreplace")
    if page.family == "sessionnet":
        inside = "\n".join(_html(block) for block in blocks)
        content = f'<div id="smccontent" class="smccontent">\n{inside}\n</div>'
        return _frame("SessionNet | Tagesordnungspunkt", content).encode()
    inside = "\n".join(_html(block) for block in blocks)
    return _frame("Niederschrift", f"<main>\n{inside}\n</main>").encode()


def _frame(title: str, inside: str, *, charset: str = "utf-8") -> str:
    return f"""<!DOCTYPE html>
<html lang="de">
<head>
<meta charset="{charset}">
<title>{escape(title)}</title>
</head>
<body>
{inside}
</body>
</html>
"""


def _allris4(blocks: list[Block], typography: Typography) -> str:
    menu = "\n".join(f'<a href="#{name.lower()}">{name}</a>' for name in _MENU)
    gap = "\n<p>&nbsp;</p>\n" if typography.hollow else "\n"
    title, *rest = blocks
    cards: list[list[Block]] = [[]]
    for block in rest:
        if block.kind == "card":
            cards.append([])
        else:
            cards[-1].append(block)
    made = [f'<section class="card">\n{gap.join(_html(block) for block in card)}\n</section>' for card in cards if card]
    head = f'<header class="navbar"><nav aria-label="Hauptnavigation">\n{menu}\n</nav></header>'
    content = f'<main id="content">\n<h1 class="title">{_text(title.text)}</h1>\n{chr(10).join(made)}\n</main>'
    return _frame(
        "Ratsinformationssystem - Auszug", f"{head}\n{content}\n<footer>Impressum &middot; Datenschutz</footer>"
    )


def _classic(blocks: list[Block]) -> str:
    """Behind each anchor stands a whole document: a reader that stops at the first `</html>` loses the rest."""
    head: list[Block] = []
    sections: list[tuple[str, list[Block]]] = []
    for block in blocks:
        if block.kind == "section":
            sections.append((block.text, []))
        elif sections:
            sections[-1][1].append(block)
        else:
            head.append(block)
    menu = "\n".join(f"<li><a href='#p{index}'>{name}</a></li>" for index, name in enumerate(_MENU))
    parts = [f'<div id="portal"><ul>\n{menu}\n</ul></div>\n<div id="rismain_raw">']
    parts += [_classic_head(block) for block in head]
    parts += [
        f'<a name="{_SECTIONS.get(title, "allrisSV")}"></a><h3>{escape(title)}</h3>\n{_nested(title, inside)}'
        for title, inside in sections
    ]
    parts.append('</div>\n<div id="risunten">Seite drucken | zum Seitenanfang</div>')
    title = head[0].text if head else "Auszug"
    return _frame(title, "\n".join(parts), charset="windows-1252")


def _classic_head(block: Block) -> str:
    if block.kind == "title":
        return f"<h1>{_text(block.text)}&nbsp;&nbsp;</h1>"
    if block.kind == "rows":
        rows = "\n".join(_classic_row(row) for row in block.text.split("\n"))
        return f'<table class="tk1" cellspacing="0">\n{rows}\n</table>'
    reference, blank, title = block.text.partition(" ")
    if blank and "/" in reference:
        return (
            f'<table class="tk1"><tr><td class="text4">{_text(reference)}&nbsp;&nbsp;{_text(title)}</td></tr></table>'
        )
    return f"<h2>{_text(block.text)}</h2>"


def _classic_row(row: str) -> str:
    cells = "".join(
        f'<td class="{"kb1" if index % 2 == 0 else "text1"}">{_text(cell)}</td>'
        for index, cell in enumerate(row.split("\t"))
    )
    return f"<tr>{cells}</tr>"


def _nested(title: str, blocks: list[Block]) -> str:
    inside = "\n".join(_html(block) for block in blocks)
    return f"""<?xml version="1.0" encoding="iso-8859-1"?>
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "">
<html>
<head><title>{escape(title)}</title><meta name="generator" content="Word-Konverter"/></head>
<body><div style="margin-top:0pt">
{inside}
</div></body>
</html>"""


def _html(block: Block) -> str:
    match block.kind:
        case "title":
            return f"<h1>{_text(block.text)}</h1>"
        case "heading" | "item":
            return f"<h2>{_text(block.text)}</h2>"
        case "label":
            return f"<h3>{_text(block.text)}</h3>"
        case "bold":
            return f"<p><b>{_text(block.text)}</b></p>"
        case "button":
            return '<button type="button">Reduzieren</button>'
        case "rule":
            return "<hr>"
        case "table":
            label, *rows = block.text.split("\n")
            head = f"<p>{_text(label)}</p>\n" if label else ""
            return head + _table(rows)
        case "rows" | "grid":
            return _table(block.text.split("\n"))
        case "glued":  # label and value are two spans of one cell, with nothing between
            glued = "\n".join(
                "<tr><td>" + "".join(f"<span>{_text(part)}</span>" for part in row.split("\t")) + "</td></tr>"
                for row in block.text.split("\n")
            )
            return f"<table>\n{glued}\n</table>"
        case _:
            return f"<p>{_text(block.text)}</p>"


def _table(rows: list[str]) -> str:
    made = "\n".join("<tr>" + "".join(f"<td>{_text(cell)}</td>" for cell in row.split("\t")) + "</tr>" for row in rows)
    return f"<table>\n{made}\n</table>"


def _text(text: str) -> str:
    return escape(text, quote=False).replace("\n", "<br>\n")
