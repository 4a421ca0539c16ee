"""What a document points to is there, and decisions are whole."""

import re
from pathlib import Path

import pytest
from docs_files import documents, name

_LINK = re.compile(r"\[[^\]\n]*\]\(([^)\s]+)\)")


def targets(path: Path) -> list[str]:
    """The links of a document that lead to files of the project, without their anchors."""
    found = _LINK.findall(path.read_text(encoding="utf-8"))
    return [link.partition("#")[0] for link in found if "://" not in link and not link.startswith("#")]


@pytest.mark.parametrize("path", documents(), ids=name)
def test_every_link_leads_to_a_file(path: Path) -> None:
    assert [link for link in targets(path) if not (path.parent / link).exists()] == []


def test_the_readme_leads_to_the_documents_a_newcomer_needs() -> None:
    readme = next(path for path in documents() if path.name == "README.md" and name(path) == "README.md")
    assert {"docs/handbook.md", "docs/cli.md", "docs/ARCHITECTURE.md", "docs/minutes-record.schema.json"} <= set(
        targets(readme)
    )


def test_decisions_are_numbered_without_gaps_and_say_what_was_rejected() -> None:
    decisions = [path for path in documents() if path.parent.name == "decisions"]
    assert [int(path.name[:4]) for path in decisions] == list(range(1, len(decisions) + 1))
    for path in decisions:
        text = path.read_text(encoding="utf-8")
        assert [
            part for part in ("Context", "Decision", "Rejected", "Consequences") if f"**{part}.**" not in text
        ] == []
