"""What can be asked for, for the command's help; kept apart so that `protokolle --help` loads nothing else."""

from __future__ import annotations

from typing import Literal

Format = Literal["pdf", "html", "docx", "md"]
FORMATS: tuple[Format, ...] = ("pdf", "html", "docx", "md")
LAYOUT_NAMES = (
    "auszug", "allris4-a", "allris4-b", "bare", "allris-classic", "sessionnet", "sessionnet-bayern", "plenary",
    "plenary-old", "niederschrift", "domino", "komuna", "amtsblatt", "village",
)  # fmt: skip
"""In the order in which a run takes them in turn."""
