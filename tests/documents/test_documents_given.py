"""The given minutes: every word of the working text is spelled by the place it came from."""

import re
from pathlib import Path

import pytest
from documents_helpers import SHARED, emphasised

from pipeline.documents import read

pytestmark = pytest.mark.skipif(
    not SHARED.is_dir(), reason=f"the given minutes are not there ({SHARED.name}/ beside the checkout)"
)

FILES = sorted([*SHARED.glob("seeds/*.txt"), *SHARED.glob("minutes/**/*.txt")])
_WORD = re.compile(r"\S+")
_SPELLING = re.compile(r"[^\w/:.,()]|_")  # hyphens, marks, blanks and quotes may differ; letters and figures may not


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_word_is_spelled_by_its_source(path: Path) -> None:
    source = path.read_bytes()
    with read(source, name=path.name) as document:
        assert document.original == source.decode("utf-8")
        for word in _WORD.finditer(document.text):
            first, after = document.offsets.span(*word.span())
            passage = re.sub(r"\n\s*[-–]+ \d+ (?:of \d+ )?[-–]+\s*\n", "", document.original[first:after])
            passage = re.sub(r"</?b>", "", passage)
            assert _SPELLING.sub("", passage) == _SPELLING.sub("", word.group())
        assert not re.search(r"[a-zäöüß]-\n[a-zäöüß]|^\s*[-–] \d+ [-–]\s*$", document.text, re.MULTILINE)


def test_the_seed_has_its_emphasis_and_figures() -> None:
    (path,) = SHARED.glob("seeds/003_*.txt")
    with read(path.read_bytes(), name=path.name) as document:
        assert "Zustimmung:\t7\nAblehnung:\t0\nStimmenthaltung:\t0" in document.text
        assert "**" not in document.text
        assert emphasised(document, "heading") == ["Protokollauszug"]
        assert emphasised(document, "bold")[0].endswith("15/SVV/0743\ngeändert beschlossen")
        assert emphasised(document, "bold")[-3:] == ["7", "0", "0"]
