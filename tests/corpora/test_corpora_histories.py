"""Gold of the ways of papers: its form, and that it is what the script makes of the city's files."""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import pipeline

HOME = Path(pipeline.__file__).parents[1]
FILE = HOME / "corpora" / "gold-histories" / "karlsruhe.json"
KARLSRUHE = HOME.parent / "shared" / "minutes" / "karlsruhe"
GOLD: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))


def test_it_holds_forty_papers_by_reference() -> None:
    assert GOLD["schema"] == "histories-gold/1"
    references = [paper["reference"] for paper in GOLD["papers"]]
    assert references == sorted(set(references))
    assert len(references) == 40


def test_each_station_has_its_keys_and_every_paper_a_way() -> None:
    for paper in GOLD["papers"]:
        assert set(paper) == {"reference", "stations"}
        assert len(paper["stations"]) >= 2
        assert any(station["date"] for station in paper["stations"])
        for station in paper["stations"]:
            assert set(station) == {
                "date", "organization", "number", "result", "role", "authoritative", "document",
            }  # fmt: skip
            assert station["organization"]
            assert station["date"] is None or date.fromisoformat(station["date"])
            assert station["document"] is None or re.fullmatch(r"text/\d+\.txt", station["document"])


def test_rare_outcomes_are_among_them() -> None:
    found = Counter(station["result"] for paper in GOLD["papers"] for station in paper["stations"] if station["date"])
    assert len(found) >= 15


@pytest.mark.skipif(not KARLSRUHE.is_dir(), reason="the city's files are not beside this checkout")
def test_the_script_makes_it_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(HOME / "corpora"))
    sys.modules.pop("make_gold_histories", None)
    import make_gold_histories

    made = make_gold_histories.chosen(make_gold_histories.ways(KARLSRUHE))
    assert made == GOLD["papers"]
