"""The documentation is true: the reference is what the commands say, every command line runs, every reason is there."""

import re
import shlex
import shutil
from pathlib import Path

import click
import pytest
from cli_support import FIRST, HOME
from click.testing import CliRunner

from pipeline.cli.main import main
from pipeline.cli.reference import commands, reference
from pipeline.motions.official import CONFLICTS
from pipeline.oparl import OPARL_FINDINGS

DOCS = HOME / "docs"
SEED_LIKE = FIRST.replace("19/SVV/0101", "15/SVV/0743").replace("den Radweg", "die Integrationslotsen")

# In these rooms a document or an input can be refused; `store` codes of the database itself are not reasons.
_REFUSALS = [
    (room, re.compile(pattern, re.DOTALL))
    for room, pattern in [
        ("documents", r"BadInput\((?:[^()]|\([^()]*\))*?code=\"(\w+)\""),
        ("oparl", r"BadInput\((?:[^()]|\([^()]*\))*?code=\"(\w+)\""),
        ("store", r"BadInput\((?:[^()]|\([^()]*\))*?code=\"(\w+)\""),
        ("batch", r"Refused\(\s*\"(\w+)\""),
    ]
]


SERVER = "postgresql://archiv@server.example.org/protokolle"  # stands for a server in the handbook


def lines(document: str) -> list[str]:
    """The command lines of a document: indented or fenced lines that begin with `protokolle`."""
    found = re.findall(r"^\s+(protokolle .+)$", (DOCS / document).read_text(encoding="utf-8"), re.MULTILINE)
    return sorted(set(found))


def test_the_reference_is_what_the_commands_say() -> None:
    assert (DOCS / "cli.md").read_text(encoding="utf-8") == reference(), (
        "docs/cli.md is out of date; run python -m pipeline.cli.reference > docs/cli.md"
    )


@pytest.mark.parametrize("path", [" ".join(path) for path, _ in commands(main)])
def test_every_command_has_help_with_an_example(path: str) -> None:
    out = CliRunner().invoke(main, [*path.split()[1:], "--help"])
    assert out.exit_code == 0
    assert f"Example:\n    {path.split(' ', 1)[0]} " in out.stdout
    assert path.split()[-1] in out.stdout.partition("Example:")[2]


def test_every_option_has_help_and_every_table_has_json() -> None:
    for path, command in commands(main):
        names = [name for option in command.params for name in option.opts]
        for option in command.params:
            if isinstance(option, click.Option):
                assert option.help, f"{path}: {option.opts} says nothing"
        if not isinstance(command, click.Group):
            assert "--json" in names, path
            assert "--db" in names, path


def test_every_reason_of_quarantine_is_in_the_handbook() -> None:
    handbook = (DOCS / "handbook.md").read_text(encoding="utf-8")
    documented = set(re.findall(r"^\| `(\w+)` \|", handbook, re.MULTILINE)) - {
        "imported",
        "unchanged",
        "duplicate",
        "quarantined",
    }
    raised = {
        code
        for room, pattern in _REFUSALS
        for path in (HOME / "pipeline" / room).rglob("*.py")
        for code in pattern.findall(path.read_text(encoding="utf-8"))
    }
    assert {"empty", "encrypted", "no_minutes", "crashed_reader", "internal_error", "bad_text"} <= raised
    assert raised <= documented


def test_every_finding_of_oparl_files_and_every_conflict_is_in_the_handbook() -> None:
    handbook = (DOCS / "handbook.md").read_text(encoding="utf-8")
    documented = set(re.findall(r"^\| `([OC]\d{3})` \|", handbook, re.MULTILINE))
    assert documented == {*OPARL_FINDINGS, *CONFLICTS}


@pytest.fixture(scope="module")
def sandbox(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what the documents speak of, already ingested."""
    folder = tmp_path_factory.mktemp("docs")
    for inner in ("protokolle-2024", "corpora/protokolle"):
        (folder / inner).mkdir(parents=True)
        (folder / inner / "auszug.txt").write_text(SEED_LIKE, encoding="utf-8")
    (folder / "auszug.txt").write_text(SEED_LIKE, encoding="utf-8")
    paper = (
        '{"type": "https://schema.oparl.org/1.1/Paper", "id": "https://rat.example/4711", "reference": "15/SVV/0743"}'
    )
    (folder / "4711.json").write_text(paper, encoding="utf-8")
    (folder / "oparl").mkdir()
    (folder / "oparl" / "4711.json").write_text(paper, encoding="utf-8")
    samples = {
        "integrationskonzept.pdf": "integrationskonzept-potsdam-2016-2020.pdf",
        "bestandsaufnahme.pdf": "bestandsaufnahme-integrationskonzept-potsdam-2021.pdf",
    }
    for name, sample in samples.items():
        (folder / name).write_bytes((HOME / "corpora" / "konzepte" / sample).read_bytes())
    files = [str(folder / name) for name in samples]
    database = ["--db", f"sqlite:///{folder / 'db' / 'p.sqlite'}"]
    decided = SEED_LIKE.replace("des Ausschusses für Klima und Verkehr", "der Stadtverordnetenversammlung")
    (folder / "protokolle-2024" / "beschluss.txt").write_text(decided.replace("12.03.", "03.04."), encoding="utf-8")
    linked = ["link", "add", "15/SVV/0743", "4.6", "--by", "A. Muster", "--why", "nennt die Lotsen"]
    for words in (
        ["concept", "import", *files],
        ["ingest", str(folder / "protokolle-2024"), "--quiet", "--extracted", str(folder / "extracted")],
        linked,
    ):
        done = CliRunner().invoke(main, [*words, *database])
        assert done.exit_code == 0, done.output
    return folder


@pytest.mark.parametrize("line", lines("handbook.md"))
def test_every_command_line_of_the_handbook_runs(
    sandbox: Path, line: str, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    if line.startswith("protokolle correct"):  # what it changes (who voted) is no other line's
        sandbox = shutil.copytree(sandbox, tmp_path / "docs")
    if SERVER in line:
        line = line.replace(SERVER, request.getfixturevalue("postgres_url"))
    monkeypatch.chdir(sandbox)
    monkeypatch.setenv("PROTOKOLLE_DB", f"sqlite:///{sandbox / 'db' / 'p.sqlite'}")
    monkeypatch.setenv("PROTOKOLLE_EXTRACTED", str(sandbox / "extracted"))
    assert CliRunner().invoke(main, ["ingest", "protokolle-2024", "--quiet"]).exit_code == 0
    out = CliRunner().invoke(main, shlex.split(line)[1:])
    assert out.exit_code == 0, out.output


@pytest.mark.parametrize("line", lines("cli.md"))
def test_every_example_is_understood(line: str) -> None:
    """The words of an example are parsed to the end; what it would do is tested elsewhere."""
    words = shlex.split(line)[1:]
    command: click.Command = main
    context = click.Context(main)
    while isinstance(command, click.Group):
        name = words.pop(0)
        found = command.get_command(context, name)
        assert found is not None, f"{line}: there is no command {name}"
        command = found
    command.make_context(command.name, words)
