"""The README's commands exist and run, in the order in which they are shown."""

import json
import re
import shlex
from collections.abc import Callable

import click
import pytest
from click.testing import CliRunner, Result
from docs_files import HOME, README, SAMPLES, block_lines, inline_code

from pipeline.cli.main import main

TEXT = README.read_text(encoding="utf-8")
SAMPLE = SAMPLES / "potsdam-2016-06-14-gesundheit-soziales-15-SVV-0743.pdf"
STANDS_FOR = {"FOLDER": str(SAMPLES), "FILE": str(SAMPLE), "GOLD_DIR": str(SAMPLES)}

BLOCK = [shlex.split(line, comments=True) for line in block_lines(TEXT)]
SHOWN = [words[1:] for words in BLOCK if words[0] == "protokolle"]
SPOKEN_OF = [shlex.split(code)[1:] for code in inline_code(TEXT) if code.startswith("protokolle ")]


def resolve(words: list[str]) -> tuple[click.Command, list[str]]:
    """The command that words name, and the words behind its name."""
    command: click.Command = main
    while isinstance(command, click.Group):
        name, *words = words
        found = command.get_command(click.Context(command), name)
        assert found is not None, f"there is no command {name}"
        command = found
    return command, words


@pytest.fixture(scope="module")
def call(tmp_path_factory: pytest.TempPathFactory) -> Callable[[list[str]], Result]:
    """Calls a line of the README on a database that is empty at first, from an empty folder."""
    folder = tmp_path_factory.mktemp("newcomer")
    environment = {
        "PROTOKOLLE_DB": f"sqlite:///{folder / 'p.sqlite'}",
        "PROTOKOLLE_EXTRACTED": str(folder / "extracted"),
    }

    def run(words: list[str]) -> Result:
        return CliRunner(env=environment).invoke(main, [STANDS_FOR.get(word, word) for word in words])

    return run


def test_the_first_screen_shows_the_main_job() -> None:
    first_screen = "\n".join(TEXT.splitlines()[:25])
    shown = [shlex.split(line, comments=True)[:2] for line in block_lines(first_screen)]
    assert shown[:2] == [["make", "demo"], ["make", "test"]]
    assert [words[1] for words in shown if words[0] == "protokolle"] == [
        "ingest", "motion", "search", "findings", "extract",
    ]  # fmt: skip


@pytest.mark.parametrize("words", SHOWN, ids=" ".join)
def test_every_line_is_understood_to_its_end(words: list[str]) -> None:
    command, rest = resolve(words)
    context = command.make_context(command.name, rest)  # raises where a word is not known
    assert not context.args


@pytest.mark.parametrize("words", [words for words in SPOKEN_OF if words[0] != "COMMAND"], ids=" ".join)
def test_every_command_that_is_spoken_of_is_there(words: list[str]) -> None:
    command, _ = resolve(words)
    assert command.help


def test_every_target_of_make_is_there() -> None:
    makefile = (HOME / "Makefile").read_text(encoding="utf-8")
    wanted = {words[1] for words in BLOCK if words[0] == "make"}
    assert wanted == {"demo", "test"}
    assert wanted <= set(re.findall(r"^(\w+):", makefile, re.MULTILINE))


def test_every_line_runs_on_the_samples(call: Callable[[list[str]], Result]) -> None:
    said = {}
    for words in SHOWN:
        out = call(words)
        assert out.exit_code == 0, f"protokolle {' '.join(words)}: {out.output}"
        said[words[0]] = out.stdout
    assert "14.06.2016" in said["motion"]
    assert "geändert beschlossen" in said["motion"]
    assert "items found" in said["search"]
    assert "Schubert" in said["extract"]


def test_the_books_of_the_import_balance(call: Callable[[list[str]], Result]) -> None:
    balance = json.loads(call(["ingest", "FOLDER", "--json"]).stdout)
    parts = ("imported", "unchanged", "duplicate", "quarantined")
    assert balance["inputs"] == sum(balance[part] for part in parts)
    assert balance["unchanged"] + balance["imported"] >= 24
