"""Users read in the changelog what the version they have can do."""

import re

from docs_files import HOME

from pipeline import __version__

TEXT = (HOME / "CHANGELOG.md").read_text(encoding="utf-8")


def test_the_newest_entry_is_this_version() -> None:
    versions = re.findall(r"^## (\d+\.\d+\.\d+)", TEXT, re.MULTILINE)
    assert versions[0] == __version__
    assert versions == sorted(set(versions), key=lambda v: tuple(map(int, v.split("."))), reverse=True)


def test_every_version_says_something() -> None:
    for entry in re.split(r"^## ", TEXT, flags=re.MULTILINE)[1:]:
        assert re.search(r"^- \S", entry, re.MULTILINE), entry.splitlines()[0]
