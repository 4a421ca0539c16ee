"""The gate: our rules on the development set, against the floors the repository promises."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.evaluate import check_floors, evaluate, load_floors
from pipeline.model.record import MinutesRecord

ROOT = Path(__file__).resolve().parents[2]
MINUTES = ROOT.parent / "shared" / "minutes"


def extract(path: Path) -> MinutesRecord:
    from pipeline import documents, minutes

    with documents.read(path.read_bytes(), name=path.name) as document:
        return minutes.extract(document)


@pytest.mark.parametrize("folder", ["potsdam", "forms", "karlsruhe"])
def test_floors_hold(folder: str) -> None:
    if not (MINUTES / folder).is_dir():
        pytest.skip("the development set (../shared/minutes) is not beside this checkout")
    report = evaluate([MINUTES / folder], extract=extract)
    assert report.documents[folder] > 0
    assert check_floors(report, load_floors(ROOT / "docs" / "accuracy-floors.json")) == [], report.text()
