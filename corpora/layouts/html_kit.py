"""What the web pages share: escaping, blocks as paragraphs."""

from __future__ import annotations

from html import escape

from layouts.story import Block


def inner(block: Block) -> str:
    """The runs of a block with `<b>` round the bold ones."""
    return "".join(
        f"<b>{escape(run.text)}</b>" if run.bold or block.kind == "bold" else escape(run.text) for run in block.runs
    )


def vote_rows(block: Block) -> list[tuple[str, str]]:
    """Label and figure of the vote form; a count that was not filled in is an empty string."""
    labels = (("Zustimmung:", "yes"), ("Ablehnung:", "no"), ("Stimmenthaltung:", "abstain"))
    return [(name, "" if block.vote[key] is None else str(block.vote[key])) for name, key in labels]
