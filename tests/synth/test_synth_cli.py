"""`protokolle synth` as people call it."""

import json
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pipeline.cli.main import main
from pipeline.synth.names import LAYOUT_NAMES


def synth(*words: str) -> Result:
    return CliRunner().invoke(main, ["synth", *words])


def test_documents_and_gold_can_be_scored_at_once(tmp_path: Path) -> None:
    out = synth("--count", "14", "--seed", "7", "--out", str(tmp_path / "probe"), "--json")
    assert out.exit_code == 0, out.output
    assert json.loads(out.stdout)["documents"] == 14
    assert len(list((tmp_path / "probe").glob("*.md"))) == len(list((tmp_path / "probe").glob("*.gold.json"))) == 14
    scored = CliRunner().invoke(main, ["evaluate", str(tmp_path / "probe"), "--json"])
    assert scored.exit_code == 0, scored.output
    assert json.loads(scored.stdout)["documents"]["all"] == 14


def test_only_the_layouts_asked_for(tmp_path: Path) -> None:
    out = synth("--count", "4", "--layout", "village", "--layout", "domino", "--format", "html", "--out", str(tmp_path))
    assert out.exit_code == 0, out.output
    assert sorted(path.name for path in tmp_path.glob("*.html")) == [
        "00000-village.html", "00001-domino.html", "00002-village.html", "00003-domino.html",
    ]  # fmt: skip
    assert "protokolle evaluate" in out.stdout


def test_help_names_every_layout() -> None:
    shown = "".join(synth("--help").stdout.split())
    assert all(name in shown for name in LAYOUT_NAMES)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--layout", "nonsense"), "No layout is called nonsense; there are auszug"),
        (("--dirt", "2"), "0<=x<=1"),
        (("--format", "rtf"), "rtf"),
        (("--count", "0"), "x>=1"),
    ],
)
def test_words_that_are_off_end_with_2(tmp_path: Path, words: tuple[str, ...], said: str) -> None:
    count = () if "--count" in words else ("--count", "1")
    out = synth(*count, "--out", str(tmp_path / "x"), *words)
    assert out.exit_code == 2
    assert said in out.stderr
    assert not (tmp_path / "x").exists()


def test_a_folder_with_files_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("keep")
    out = synth("--count", "1", "--out", str(tmp_path))
    assert out.exit_code == 2
    assert "is not empty" in out.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_without_reportlab_a_sentence_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("reportlab", "reportlab.pdfgen", "reportlab.pdfbase", "reportlab.pdfbase.pdfmetrics"):
        monkeypatch.setitem(sys.modules, name, None)
    out = synth("--count", "1", "--format", "pdf", "--out", str(tmp_path / "x"))
    assert out.exit_code == 2
    assert "pip install 'protokolle[synth]'" in out.stderr
    assert "md, html or docx" in out.stderr
    assert not (tmp_path / "x").exists()
