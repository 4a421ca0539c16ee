"""ALLRIS 4 item pages (`/public/to020?...`): form A with the heading `25.04.2017 - 2 Title...`, form B with Grunddaten.

The parts of a page are cards parted by the button "Reduzieren". The page names neither committee nor meeting number.
"""

from __future__ import annotations

from html import escape

from layouts.german import figures, weekday
from layouts.gold import shown_title
from layouts.html_kit import inner, vote_rows
from layouts.story import Block, Item, Story

_STYLE = """
  body { font-family: "Open Sans", Arial, sans-serif; margin: 0; color: #333; background: #f4f5f7; }
  header.navbar { background: #00467f; color: #fff; padding: .8rem 2rem; }
  header.navbar a { color: #dbe7f3; margin-right: 1.5rem; text-decoration: none; }
  main { max-width: 58rem; margin: 1.5rem auto; padding: 0 1rem; }
  h2.h6 { font-size: 1rem; margin: 0 0 .6rem; }
  h1 { font-size: 1.35rem; font-weight: 600; }
  .card { background: #fff; border: 1px solid #d6dae0; border-radius: 3px; margin-bottom: 1rem; padding: 1rem 1.4rem;
          overflow: hidden; }
  .card button { float: right; border: 0; background: none; color: #00467f; }
  dl.grunddaten { display: grid; grid-template-columns: 10rem 1fr; row-gap: .3rem; }
  dl.grunddaten dt { font-weight: 600; } dl.grunddaten dd { margin: 0; }
  table.stimmen td { padding: 0 2rem .2rem 0; }
  footer { color: #777; font-size: .8rem; padding: 1rem 2rem; }
"""
_MENU = ("Startseite", "Kalender", "Gremien", "Personen", "Vorlagen", "Recherche", "Hilfe")


def render(story: Story) -> bytes:
    """The page of a story with one item: form B for the layout `grunddaten`, else form A."""
    (item,) = story.items
    heading = f"{figures(story.meeting['date'])} - {item.number} {shown_title(story, item)}"
    menu = "\n".join(f'    <a href="#{name.lower()}">{name}</a>' for name in _MENU)
    cards = _basic_data(story, item) if story.layout == "grunddaten" else _outcome(item)
    cards += _bodies(item)
    page = f"""<!DOCTYPE html>
<html lang="de">
<head>
<meta charset="utf-8">
<title>Ratsinformationssystem - Auszug</title>
<style>{_STYLE}</style>
</head>
<body>
<header class="navbar"><nav aria-label="Hauptnavigation">
{menu}
</nav></header>
<main id="content">
<h1 class="title">{escape(heading)}</h1>
{chr(10).join(cards)}
</main>
<footer>Sitzungsdienst &middot; Impressum &middot; Datenschutz &middot; Barrierefreiheit</footer>
</body>
</html>
"""
    return page.encode("utf-8")


def _outcome(item: Item) -> list[str]:
    if item.result is None:
        return [_card("")]
    return [_card(f'<h2 class="h6">Beschluss:</h2>\n<p class="beschluss">{escape(item.result)}</p>')]


def _basic_data(story: Story, item: Item) -> list[str]:
    day = story.meeting["date"]
    rows = [("TOP:", f"Ö {item.number}"), ("Zusätze:", item.extra.get("mover"))]
    rows.append(("Gremium:", story.meeting["organization"] if story.meeting.get("named") else None))
    rows += [
        ("Datum:", f"{weekday(day, short=True)}., {figures(day)}"),
        ("Status:", item.extra.get("status", "öffentlich (Sitzung abgeschlossen)")),
        ("Uhrzeit:", story.meeting.get("time")),
        ("Anlass:", "ordentliche Sitzung"),
        ("Vorlage:", f"{item.paper} {item.title}" if item.paper and item.extra.get("paper_row", True) else None),
        ("Beratung:", "öffentlich"),
        ("Vorlageart:", item.extra.get("paper_type")),
        ("Federführend:", item.extra.get("mover")),
        ("Beschluss:", item.result),
    ]
    inside = "\n".join(f"<dt>{name}</dt><dd>{escape(value)}</dd>" for name, value in rows if value)
    return [_card(f'<h2 class="h6">Grunddaten</h2>\n<dl class="grunddaten">\n{inside}\n</dl>', button=False)]


def _bodies(item: Item) -> list[str]:
    parts: list[list[Block]] = [[]]
    for block in item.blocks:
        if block.kind == "reduce":
            parts.append([])
        else:
            parts[-1].append(block)
    cards = [_card("\n<p>&nbsp;</p>\n".join(_html(block) for block in part), button=False) for part in parts if part]
    return [
        card.replace('<section class="card">', '<section class="card">\n<button type="button">Reduzieren</button>', 1)
        if index
        else card
        for index, card in enumerate(cards)
    ]


def _html(block: Block) -> str:
    if block.kind == "vote_table":
        rows = "".join(f"<tr><td>{name}</td><td>{figure}</td></tr>" for name, figure in vote_rows(block))
        return f'<p>{inner(block)}</p>\n<table class="stimmen">{rows}</table>'
    if block.kind == "bullet":
        return f"<ul><li>{inner(block)}</li></ul>"
    return f"<p>{inner(block)}</p>"


def _card(inside: str, *, button: bool = True) -> str:
    end = '\n<button type="button">Reduzieren</button>' if button else ""
    return f'<section class="card">\n{inside}{end}\n</section>'
