"""The timeline's own decisions."""

import pytest

from pipeline.cli.telling import whole_titles


@pytest.mark.parametrize(
    ("titles", "shown"),
    [
        (["Radweg an der Lind...", "Radweg an der Lindenallee"], ["Radweg an der Lindenallee"]),
        (["Radweg an der Lind…"], ["Radweg an der Lind…"]),
        (["Radweg", "Radweg an der Lindenallee"], ["Radweg", "Radweg an der Lindenallee"]),
        (["Radweg...", "Turnhalle"], ["Radweg...", "Turnhalle"]),
        ([], []),
    ],
)
def test_a_cut_title_gives_way_to_the_whole_one(titles: list[str], shown: list[str]) -> None:
    assert whole_titles(titles) == shown
