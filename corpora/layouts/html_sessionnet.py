"""SessionNet item pages (`to0050`): the bare body; the older table with glued labels."""

from __future__ import annotations

from html import escape

from layouts.german import figures
from layouts.html_kit import inner, vote_rows
from layouts.story import Block, Item, Story

_STYLE = "body{font-family:Arial,sans-serif;margin:2em;max-width:50em}td,th{padding:.2em .6em;text-align:left}"


def render(story: Story) -> bytes:
    """The page of a story with one item. `head_vote` of the item is the index of the ballot its head repeats."""
    (item,) = story.items
    top = _glued_head(story, item) if story.layout == "sessionnet_bayern" else _bare_head(item)
    body = "\n".join(_html(block) for block in item.blocks)
    page = f"""<!DOCTYPE html>
<html lang="de">
<head>
<meta charset="utf-8">
<title>SessionNet | Tagesordnungspunkt</title>
<style>{_STYLE}</style>
</head>
<body>
<div id="smcnav"><a href="#content">direkt zum Seiteninhalt</a> <a href="#menu">direkt zum Seitenmenü</a></div>
<div id="smccontent" class="smccontent">
{top}
<div class="smc_documents">
{body}
</div>
</div>
</body>
</html>
"""
    return page.encode("utf-8")


def _bare_head(item: Item) -> str:
    lines = [f"<p>Beschluss: {escape(item.result)}</p>"] if item.result else []
    counts = _head_counts(item)
    return "\n".join([*lines, f"<p>Abstimmung: {counts}</p>"] if counts else lines)


def _glued_head(story: Story, item: Item) -> str:
    meeting = story.meeting
    rows = [
        ("Sitzung:", f"{figures(meeting['date'])}&nbsp;&nbsp; {meeting['key']}"),
        ("Beschluss:", escape(item.result or "")),
        ("Abstimmung:", _head_counts(item)),
        ("Vorlage:", item.paper or ""),
    ]
    # Label and value stand in one cell without a blank between them, as on the real pages.
    cells = "\n".join(f"<tr><td><span>{name}</span><span>{value}</span></td></tr>" for name, value in rows if value)
    return f"""<h1>Tagesordnungspunkt</h1>
<h2>TOP Ö {item.number}: {escape(item.title)}</h2>
<table><tr><th><span>Bezeichnung</span><span>Inhalt</span></th></tr>
{cells}
</table>"""


def _head_counts(item: Item) -> str:
    if "head_vote" not in item.extra:
        return ""
    vote = item.votes[item.extra["head_vote"]]
    names = (("Ja", "yes"), ("Nein", "no"), ("Enthaltungen", "abstain"))
    return ", ".join(f"{name}: {vote[key]}" for name, key in names if vote[key] is not None)


def _html(block: Block) -> str:
    if block.kind == "label":
        return f"<h3>{inner(block)}</h3>"
    if block.kind == "bullet":
        return f"<ul><li>{inner(block)}</li></ul>"
    if block.kind == "vote_table":
        rows = "".join(f"<tr><td>{name}</td><td>{figure}</td></tr>" for name, figure in vote_rows(block))
        return f"<p>{inner(block)}</p>\n<table>{rows}</table>"
    return f"<p>{inner(block)}</p>"
