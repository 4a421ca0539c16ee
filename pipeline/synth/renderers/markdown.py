"""Text files: Markdown of a Protokollauszug, the text of web pages and of printed minutes."""

from __future__ import annotations

from pipeline.synth.page import Block, Page
from pipeline.synth.print_marks import Typography, paged, wrapped

_TIGHT = frozenset({"line", "rows", "glued", "bold"})


def render(page: Page, blocks: list[Block], typography: Typography) -> bytes:
    """The text file of a page, UTF-8."""
    make = {"seed": _seed, "allris4": _allris4}.get(page.family, _plain)
    text: list[str] = []
    before: Block | None = None
    for block in blocks:
        if before is not None and not (block.kind in _TIGHT and before.kind in _TIGHT):
            text += ["", " ", ""] if typography.hollow and page.family == "allris4" else [""]
        made = make(block)
        if block.kind == "para" and typography.wrap and page.family != "allris4":
            made = [line for one in made for line in wrapped(one, typography)]
        text += made
        before = block
    if typography.page_marks:
        text = paged(text, page.page_mark, page.running_head)
    return "\n".join(text).encode()


def _seed(block: Block) -> list[str]:
    match block.kind:
        case "title":
            return [f"# {block.text}"]
        case "item":
            return ["**" + "  \n".join(block.text.split("\n")) + "**"]
        case "line":
            return [f"{block.text}  "]
        case "label" | "bold":
            return [f"**{block.text}**"]
        case "rule":
            return ["---"]
        case "table":
            label, *rows = block.text.split("\n")
            return [f"**{label}**", "", *(_bold_figure(row) for row in rows)]
        case _:
            return _plain(block)


def _allris4(block: Block) -> list[str]:
    match block.kind:
        case "button":
            return ["Reduzieren"]
        case "card":
            return [""]
        case "rows":
            return [part for row in block.text.split("\n") for part in _listed(row)]
        case "table":
            label, *rows = block.text.split("\n")
            return [label, *(part for row in rows for cell in row.split("\t") for part in ("", cell))]
        case _:
            return _plain(block)


def _plain(block: Block) -> list[str]:
    match block.kind:
        case "rule":
            return ["_" * 60]
        case "button" | "card":
            return [""]
        case "rows":
            return [row.replace(":\t", ": ").replace("\t", " ") for row in block.text.split("\n")]
        case "glued":
            return [row.replace("\t", "") for row in block.text.split("\n")]
        case _:
            return block.text.split("\n")


def _bold_figure(row: str) -> str:
    label, _, figure = row.partition("\t")
    return f"{label}\t<b>{figure}</b>" if figure else f"{label}\t"


def _listed(row: str) -> list[str]:
    """`- TOP:` and `- Ö 5.3` on lines of their own; a glued row stays one line."""
    label, tab, value = row.partition("\t")
    return [f"- {label}", f"- {value}"] if tab else [f"- {row}"]
