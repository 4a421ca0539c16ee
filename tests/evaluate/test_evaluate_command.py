"""The command: `--html`, `--texts`, `--otherwise`."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner
from evaluate_records import write_gold

from pipeline.cli.main import main

TEXT = "04.11.2015 - 8.12 Radweg am Kanal\n\nBeschluss:\nvertagt\nReduzieren\n\nFrau Behm fragt nach den Kosten.\n"


def test_html_is_written_beside_the_tables(tmp_path: Path) -> None:
    write_gold(tmp_path / "gold", "1", {"number": "8.12", "result": "vertagt"}, text=TEXT)
    page = tmp_path / "report.html"
    result = CliRunner().invoke(main, ["evaluate", str(tmp_path / "gold"), "--html", str(page)])
    assert result.exit_code == 0, result.output
    assert "item_number" in result.output
    written = page.read_text(encoding="utf-8")
    assert written.startswith("<!DOCTYPE html>")
    assert "Radweg am Kanal" in written


def test_a_page_that_cannot_be_written_is_said_so(tmp_path: Path) -> None:
    write_gold(tmp_path / "gold", "1", {"number": "8.12"}, text=TEXT)
    result = CliRunner().invoke(main, ["evaluate", str(tmp_path / "gold"), "--html", str(tmp_path / "no" / "x.html")])
    assert result.exit_code != 0
    assert "cannot be written" in result.output


def test_documents_left_out_are_told_in_json(tmp_path: Path) -> None:
    folder = tmp_path / "city"
    (folder / "text").mkdir(parents=True)
    (folder / "text" / "1.txt").write_text(TEXT, encoding="utf-8")
    line = {"file": "text/1.txt", "meeting_date": "2015-11-04", "result": "Kenntnisnahme"}
    (folder / "index.jsonl").write_text(json.dumps(line), encoding="utf-8")
    noisy = {"documents": [{"file": "1.txt", "recorded": "Kenntnisnahme", "minutes": "vertagt"}]}
    (tmp_path / "otherwise.json").write_text(json.dumps(noisy), encoding="utf-8")
    arguments = ["evaluate", str(folder), "--otherwise", str(tmp_path / "otherwise.json"), "--json"]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0, result.output
    content = json.loads(result.output)
    assert content["left_out"][0]["source"] == "vertagt"
    assert "recorded_result" not in content["scores"]["city"]
