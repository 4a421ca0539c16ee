"""ALLRIS classic item page (`to020.asp`): long portal navigation, header table, anchors with nested HTML documents.

Behind each anchor (`allrisWP`, `allrisBS`, `allrisAE`) stands a whole HTML document made by a Word converter, as on
the real pages: a reader that stops at the first `</html>` loses everything.
"""

from __future__ import annotations

from html import escape

from layouts.german import figures, weekday
from layouts.html_kit import inner
from layouts.story import Block, Item, Story

_STYLE = """
body { font-family: Verdana, Arial, sans-serif; font-size: 12px; margin: 0; }
#portal { background: #e8ecef; padding: 8px 16px; } #portal ul { columns: 4; margin: 0; list-style: none; padding: 0; }
#rismain_raw { margin: 16px; max-width: 880px; }
h1 { font-size: 15px; background: #c7d3df; padding: 4px; }
td.kb1 { font-weight: bold; background: #eef2f5; padding: 2px 8px; vertical-align: top; }
td.text1, td.text2, td.text3, td.text4 { padding: 2px 8px; vertical-align: top; }
"""
_PORTAL = (
    "Leben in der Stadt", "Bürgerservice A-Z", "Termine online", "Formulare", "Stadtplan", "Kinderbetreuung", "Schulen",
    "Büchereien", "Theater und Museen", "Sport und Bäder", "Vereine", "Wirtschaft", "Gewerbeflächen", "Bauleitplanung",
    "Umwelt und Klima", "Abfall", "Verkehr und Parken", "Baustellen", "Rathaus", "Stellenangebote", "Ausschreibungen",
    "Haushalt", "Ortsrecht", "Wahlen", "Bürgerinfo", "Sitzungskalender", "Gremien", "Mitglieder", "Vorlagen", "Anträge",
    "Recherche", "Textrecherche", "Fraktionen", "Hilfe",
)  # fmt: skip
_SECTIONS = {
    "Wortprotokoll": "allrisWP",
    "Beschluss": "allrisBS",
    "Abstimmungsergebnis": "allrisAE",
    "Sachverhalt": "allrisSV",
}


def render(story: Story) -> bytes:
    """The page of a story with one item; labels named in `_SECTIONS` begin a section of their own."""
    (item,) = story.items
    portal = "\n".join(f'<li><a href="#p{index}">{name}</a></li>' for index, name in enumerate(_PORTAL))
    page = f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "">
<html lang="de">
<head>
<meta http-equiv="Content-Type" content="text/html; charset=windows-1252">
<title>Auszug - {escape(item.title)}</title>
<style type="text/css">{_STYLE}</style>
</head>
<body>
<div id="portal"><ul>
{portal}
</ul></div>
<div id="rismain_raw">
<h1>Auszug - {escape(item.title)}&nbsp;&nbsp;</h1>
<div id="bomain">
{_header(story, item)}
{_paper(item)}
{_sections(item)}
</div>
</div>
<div id="risunten">Seite drucken | zum Seitenanfang</div>
</body>
</html>
"""
    return page.encode("windows-1252", errors="xmlcharrefreplace")


def _header(story: Story, item: Item) -> str:
    meeting = story.meeting
    day = meeting["date"]
    rows = [
        (("TOP:", f"{'N' if item.public is False else 'Ö'} {item.number}"), ("", "")),
        (
            ("Gremium:", f'<a href="au020.asp?AULFDNR=7">{escape(meeting["organization"])}</a>'),
            ("Beschlussart:", item.result or ""),
        ),
        (
            ("Datum:", f'<a href="si010.asp?YY={day.year}">{weekday(day, short=True)}, {figures(day)}</a>'),
            ("Status:", "öffentlich/nichtöffentlich"),
        ),
        (("Zeit:", meeting["time"]), ("Anlass:", "Sitzung")),
        (("Raum:", meeting["room"]), ("", "")),
        (("Ort:", meeting["place"]), ("", "")),
    ]
    cells = "\n".join(
        f'<tr><td class="kb1">{a}</td><td class="text1">{b}</td><td class="kb1">{c}</td><td class="text2">{d}</td></tr>'
        for (a, b), (c, d) in rows
    )
    number = f"{meeting['number']}. Sitzung {meeting.get('of', '')}".strip()
    return f'<h2>{escape(number)}</h2>\n<table class="tk1" cellspacing="0">\n{cells}\n</table>'


def _paper(item: Item) -> str:
    rows = [("Status:", "öffentlich"), ("Vorlage-Art:", item.extra["paper_type"])]
    rows += [("Verfasser:", item.extra["author"]), ("Federführend:", item.extra["office"])]
    cells = "\n".join(f'<tr><td class="kb1">{a}</td><td class="text3">{escape(b)}</td></tr>' for a, b in rows)
    return (
        f'<table class="tk1" cellspacing="0">\n<tr><td class="text4" colspan="2"><a href="vo020.asp?VOLFDNR=1">'
        f"{item.paper}</a>&nbsp;&nbsp;{escape(item.title)}</td></tr>\n{cells}\n</table>"
    )


def _sections(item: Item) -> str:
    parts: list[tuple[str, list[Block]]] = []
    for block in item.blocks:
        if block.kind == "label" and block.text in _SECTIONS:
            parts.append((block.text, []))
        else:
            parts[-1][1].append(block)
    return "\n".join(
        f'<a name="{_SECTIONS[title]}"></a><h3>{title}</h3>\n{_converted(title, blocks)}' for title, blocks in parts
    )


def _converted(title: str, blocks: list[Block]) -> str:
    """The nested document of one section, as the Word converter leaves it."""
    inside = "\n".join(_html(block) for block in blocks)
    return f"""<?xml version="1.0" encoding="iso-8859-1"?>
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "">
<html>
<head>
<title>{title}</title>
<meta name="generator" content="Word-Konverter"/>
</head>
<body>
<div style="margin-top:0pt">
{inside}
</div>
</body>
</html>"""


def _html(block: Block) -> str:
    if block.kind == "vote_table":
        return _vote_table(block)
    return f'<p style="text-align:justify"><span style="font-family:Arial;font-size:11pt">{inner(block)}</span></p>'


def _vote_table(block: Block) -> str:
    """The full form with the rows that were not ticked left empty."""
    counts = [("Ja-Stimmen", "yes"), ("Nein-Stimmen", "no"), ("Enthaltungen", "abstain")]
    rows = [("einstimmige Annahme", ""), ("einstimmige Ablehnung", "")]
    rows += [(name, "" if block.vote[key] is None else str(block.vote[key])) for name, key in counts]
    rows += [("Kenntnisnahme", ""), ("Vertagung", "")]
    cells = "\n".join(f"<tr><td>{name}</td><td>{figure}</td></tr>" for name, figure in rows)
    return f'<table border="1" cellspacing="0">\n{cells}\n</table>'
