"""What a mistyped call says."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from pipeline.cli.main import main


@pytest.mark.parametrize(
    ("words", "wrong", "help_of"),
    [
        (["ingset"], "ingset", ""),
        (["ingest"], "PATH", "ingest "),
        (["search", "--yeers", "2016"], "--yeers", "search "),
        (["db", "upgarde"], "upgarde", "db "),
        (["extract", "a.pdf", "--explain", "--json"], "--explain", "extract "),
    ],
)
def test_words_that_are_off_get_one_sentence_and_the_way_to_help(words: list[str], wrong: str, help_of: str) -> None:
    out = CliRunner().invoke(main, words, prog_name="protokolle")
    assert out.exit_code == 2
    assert out.stderr.startswith("protokolle: ")
    assert out.stderr.count("\n") == 1
    assert wrong in out.stderr
    assert out.stderr.endswith(f"See: protokolle {help_of}--help\n")


def test_no_words_at_all_show_the_help() -> None:
    assert "Commands:" in CliRunner().invoke(main, []).output
