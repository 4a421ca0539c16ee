"""The gate: our rules on the development set, against the floors the repository promises."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.evaluate import check_floors, evaluate, extract_file, load_floors
from pipeline.model.errors import BadInput

ROOT = Path(__file__).resolve().parents[2]
MINUTES = ROOT.parent / "shared" / "minutes"


@pytest.mark.parametrize("folders", [("potsdam", "forms"), ("karlsruhe",)])
def test_floors_hold(folders: tuple[str, ...]) -> None:
    if not all((MINUTES / folder).is_dir() for folder in folders):
        pytest.skip("the development set (../shared/minutes) is not beside this checkout")
    report = evaluate([MINUTES / folder for folder in folders], extract=extract_file)
    assert all(report.documents[folder] > 0 for folder in folders)
    assert check_floors(report, load_floors(ROOT / "docs" / "accuracy-floors.json")) == [], report.text()


def test_a_file_that_is_not_there_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"none\.txt cannot be read"):
        extract_file(tmp_path / "none.txt")
