"""The gate: our rules on the development set, against the floors the repository promises."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.evaluate import Report, check_floors, evaluate, extract_file, load_floors, read_otherwise
from pipeline.model.errors import BadInput

ROOT = Path(__file__).resolve().parents[2]
MINUTES = ROOT.parent / "shared" / "minutes"
TEXTS = MINUTES / "karlsruhe" / "text"
GOLD = ROOT / "corpora" / "gold-karlsruhe"


def missed(report: Report) -> list[str]:
    return check_floors(report, load_floors(ROOT / "docs" / "accuracy-floors.json"))


@pytest.mark.parametrize("folders", [("potsdam", "forms"), ("karlsruhe",)])
def test_floors_hold(folders: tuple[str, ...]) -> None:
    if not all((MINUTES / folder).is_dir() for folder in folders):
        pytest.skip("the development set (../shared/minutes) is not beside this checkout")
    otherwise = read_otherwise(GOLD / "otherwise.json")
    report = evaluate([MINUTES / folder for folder in folders], extract=extract_file, otherwise=otherwise)
    assert all(report.documents[folder] > 0 for folder in folders)
    assert missed(report) == [], report.text()


def test_floors_hold_on_our_gold_for_real_minutes() -> None:
    if not TEXTS.is_dir():
        pytest.skip("the texts (../shared/minutes/karlsruhe/text) are not beside this checkout")
    report = evaluate([GOLD], extract=extract_file, texts=[TEXTS])
    assert report.documents["gold-karlsruhe"] == 40
    # Other kinds of minutes have floors of their own under "all".
    assert [sentence for sentence in missed(report) if not sentence.startswith("all:")] == [], report.text()


def test_floors_hold_on_the_samples_and_the_page_promises_no_more() -> None:
    report = evaluate([ROOT / "corpora" / "protokolle"], extract=extract_file)
    assert missed(report) == [], report.text()
    promised = figures((ROOT / "docs" / "accuracy.md").read_text(encoding="utf-8"), column="protokolle")
    assert len(promised) > 10
    now = {name: report.score("protokolle", name.replace(" ", "_")).f1 or 0.0 for name in promised}
    assert {name: least for name, least in promised.items() if now[name] < least - 0.02} == {}, (
        "docs/accuracy.md promises more than the rules give; make it anew: python bench/accuracy.py"
    )


def figures(page: str, *, column: str) -> dict[str, float]:
    """Field to F1 of one column in the page's table of sets."""
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in page.splitlines() if line.startswith("|")]
    head = next(number for number, cells in enumerate(rows) if cells[0] == "field" and column in cells)
    place = rows[head].index(column)
    found = {}
    for cells in rows[head + 2 :]:
        if len(cells) != len(rows[head]):
            break
        if cells[place] != "–":
            found[cells[0]] = float(cells[place])
    return found


def test_a_file_that_is_not_there_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"none\.txt cannot be read"):
        extract_file(tmp_path / "none.txt")
