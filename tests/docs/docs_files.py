"""The documents of the project, for the tests of this folder."""

import re
from pathlib import Path

import pipeline

HOME = Path(pipeline.__file__).parents[1]
README = HOME / "README.md"
SAMPLES = HOME / "corpora" / "protokolle"

_OURS = ("", "bench", "corpora", "db", "docs", "docs/decisions", "examples", "extracted")


def documents() -> list[Path]:
    """Every Markdown file that people read; the samples are not among them."""
    return sorted(path for folder in _OURS for path in (HOME / folder).glob("*.md"))


def name(path: Path) -> str:
    """A document's path in the project, for messages."""
    return path.relative_to(HOME).as_posix()


def block_lines(text: str) -> list[str]:
    """The lines of indented blocks, without their indentation."""
    return [line.strip() for line in text.splitlines() if line.startswith("    ")]


def inline_code(text: str) -> list[str]:
    """What stands between single backticks."""
    return re.findall(r"(?<!`)`([^`\n]+)`(?!`)", text)
