"""A history as Markdown or as one HTML page that needs nothing else: to be mailed, printed, or put beside the
minutes."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.cli.telling import Block, Change, Sheet

_SPECIAL = re.compile(r"([\\`*_\[\]<>|~#])")
_TAGS = {"kept": ("", ""), "removed": ("<del>", "</del>"), "added": ("<ins>", "</ins>")}
_MARKDOWN = {"kept": ("", ""), "removed": ("~~", "~~"), "added": ("**", "**")}

_STYLE = """
:root { color-scheme: light dark; --line: #d0d0d0; --dim: #666; --add: #e2f3e5; --del: #fbe3e3; --warn: #8a5a00; }
@media (prefers-color-scheme: dark) {
  :root { --line: #444; --dim: #aaa; --add: #173d20; --del: #4a1d1d; --warn: #e0b050; }
}
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h1 { margin-bottom: 0; } h1 + p { margin-top: .2rem; font-size: 1.15rem; }
.state { font-weight: 600; }
section { border-top: 1px solid var(--line); margin-top: 1.4rem; padding-top: .4rem; }
h2 { font-size: 1.05rem; margin: .4rem 0; }
table { border-collapse: collapse; width: 100%; }
td { vertical-align: top; padding: .15rem .8rem .15rem 0; overflow-wrap: anywhere; }
td:first-child { color: var(--dim); width: 9rem; }
td:last-child { color: var(--dim); font-size: .85rem; width: 16rem; }
.vote td:nth-child(2), .result td:nth-child(2) { font-weight: 600; }
.warn td:nth-child(2) { color: var(--warn); }
del { background: var(--del); } ins { background: var(--add); text-decoration: none; }
.secret { color: #b00020; }
@media print { body { margin: 0; max-width: none; } section { break-inside: avoid; } }
"""


def markdown(sheet: Sheet) -> str:
    """The history as Markdown."""
    out = [f"# {_plain(sheet.reference)}", ""]
    out += [f"**{_plain(title)}**  " for title in sheet.titles]
    out += ["", _plain(sheet.summary), ""]
    for block in sheet.blocks:
        out += _markdown_block(block)
    return "\n".join(out).rstrip() + "\n"


def html(sheet: Sheet) -> str:
    """The history as one HTML page; every text in it is escaped."""
    name = escape(f"{sheet.reference} {sheet.titles[0] if sheet.titles else ''}".strip())
    titles = "".join(f"<p>{escape(title)}</p>" for title in sheet.titles)
    blocks = "\n".join(_html_block(block) for block in sheet.blocks)
    return (
        f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{name}</title>\n'
        f"<style>{_STYLE}</style>\n</head>\n<body>\n<h1>{escape(sheet.reference)}</h1>\n{titles}\n"
        f'<p class="state">{escape(sheet.summary)}</p>\n{blocks}\n</body>\n</html>\n'
    )


def _markdown_block(block: Block) -> list[str]:
    note = f" ({_plain(block.note)})" if block.note else ""
    out = [f"## {_plain(block.heading)}{note}", ""]
    if block.lines:
        out += ["| | | |", "|---|---|---|"]
        out += [f"| {_cell(line.label)} | {_cell(line.value)} | {_cell(line.place)} |" for line in block.lines]
        out.append("")
    for change in block.changes:
        out += [f"- {_runs(change)}"]
    return [*out, ""] if block.changes else out


def _runs(change: Change) -> str:
    parts = []
    for kind, words in change.runs:
        before, behind = _MARKDOWN[kind]
        parts.append(f"{before}{_cell(words)}{behind}")
    return " ".join(parts)


def _html_block(block: Block) -> str:
    note = f' <span class="secret">({escape(block.note)})</span>' if block.note else ""
    rows = "".join(
        f'<tr class="{line.style}">'
        + "".join(f"<td>{escape(part)}</td>" for part in (line.label, line.value, line.place))
        + "</tr>"
        for line in block.lines
    )
    changes = "".join(f"<p>{_html_runs(change)}</p>" for change in block.changes)
    table = f"<table>{rows}</table>" if rows else ""
    return f"<section><h2>{escape(block.heading)}{note}</h2>{table}{changes}</section>"


def _html_runs(change: Change) -> str:
    parts = []
    for kind, words in change.runs:
        before, behind = _TAGS[kind]
        parts.append(f"{before}{escape(words)}{behind}")
    return " ".join(parts)


def _plain(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))


def _cell(text: str) -> str:
    return _plain(text)
