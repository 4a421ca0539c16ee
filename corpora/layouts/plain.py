"""Text files: Markdown of a Protokollauszug, the text of an ALLRIS 4 page, a village's minutes."""

from __future__ import annotations

from layouts.german import figures, publicity, sitting, weekday
from layouts.gold import shown_title
from layouts.html_kit import vote_rows
from layouts.story import OPTIONS, Block, Item, Story


def render_markdown(story: Story) -> bytes:
    """Form D: hard breaks of two blanks, bold by `**`, figures in `<b>` behind a tab, no line feed at the end."""
    (item,) = story.items
    lines = [line for line in (f"Top {item.number} {item.title}", item.paper, item.result) if line]
    head = ["", "", "", "", "# Protokollauszug", "", "aus der  ", f"{sitting(story)}  "]
    head += [f"vom {figures(story.meeting['date'])}", "", "---", "", publicity(item), ""]
    body = "\n\n".join(_markdown(block) for block in item.blocks if block.kind != "reduce")
    return ("\n".join(head) + "\n**" + "  \n".join(lines) + "**\n\n" + body).encode("utf-8")


def _markdown(block: Block) -> str:
    if block.kind == "vote_table":
        rows = "\n".join(f"{name}\t<b>{figure}</b>" for name, figure in vote_rows(block))
        return f"**{block.text}**\n\n{rows}"
    if block.kind == "roll":
        return _markdown_roll(block)
    if block.kind in ("bold", "label"):
        return f"**{block.text}**"
    if block.kind == "bullet":
        return f"- {block.text}"
    if block.kind == "slide":
        return f"# {block.text}"
    return "".join(f"**{run.text}**" if run.bold else run.text for run in block.runs)


def _markdown_roll(block: Block) -> str:
    """A table with a cross in one of the last four columns."""
    rows = ["| Name | Fraktion | Ja | Nein | Enthaltung | abwesend |", "|---|---|:-:|:-:|:-:|:-:|"]
    for name, faction, option in block.roll:
        crosses = " | ".join("x" if option == one else " " for one in OPTIONS)
        rows.append(f"| {name} | {faction} | {crosses} |")
    return "\n".join(rows)


def render_allris4_text(story: Story) -> bytes:
    """Form A saved as text; paragraphs parted by a blank line, a line with one blank, a blank line."""
    (item,) = story.items
    lines = [f"{figures(story.meeting['date'])} - {item.number} {shown_title(story, item)}", ""]
    lines += ["Beschluss:", item.result, "Reduzieren", ""] if item.result else ["Reduzieren", ""]
    for block in item.blocks:
        lines += _allris4_lines(block)
    return _encoded(story, "\n".join(lines))


def _allris4_lines(block: Block) -> list[str]:
    if block.kind == "reduce":
        return ["", "", "Reduzieren", ""]
    if block.kind == "vote_table":
        rows = [part for name, figure in vote_rows(block) for part in (name, "", figure, "")]
        return [block.text, "", *rows]
    if block.kind == "bullet":
        return [f"- {block.text}", "", " ", ""]
    return [block.text, "", " ", ""]


def render_village(story: Story) -> bytes:
    """`N i e d e r s c h r i f t` of a small municipality: hard wraps, a page mark before an item's number."""
    meeting = story.meeting
    day = meeting["date"]
    lines = ["N i e d e r s c h r i f t", "", f"über die öffentliche Sitzung der {meeting['organization']}"]
    lines += [f"am {weekday(day)}, dem {figures(day)}, {meeting['begins']} Uhr,", meeting["room"], ""]
    lines += ["Anwesend:", *story.options["present"], "", story.options["quorum"], "", "Tagesordnung:"]
    lines += [f"{item.number}. {item.title}" for item in story.items] + ["", "Verhandelt:", ""]
    for index, item in enumerate(story.items):
        mark = "- 2 - " if index == story.options["page_break_before"] else ""
        lines += [f"{mark}{item.number}. {item.title}", *_village_head(item), ""]
        for block in item.blocks:
            lines += [*_wrapped(block.text), ""]
    return _encoded(story, "\n".join(lines))


def _village_head(item: Item) -> list[str]:
    return [f"Vorlage: {item.paper}"] if item.paper else []


def _wrapped(words: str, *, width: int = 72) -> list[str]:
    """Lines of at most `width` characters; a compound with a hyphen may break behind it."""
    lines, current = [], ""
    for word in words.split():
        if current and len(current) + 1 + len(word) > width:
            lines.append(current)
            current = word
        else:
            current = f"{current} {word}".strip()
    return [*lines, current]


def _encoded(story: Story, text: str) -> bytes:
    """The text in the encoding the story asks for, with the line ends of the system that wrote it."""
    encoding = story.options.get("encoding", "utf-8")
    if story.options.get("line_ends") == "crlf":
        text = text.replace("\n", "\r\n")
    return text.encode(encoding)
