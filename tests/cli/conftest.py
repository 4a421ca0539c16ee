"""A small database of our own minutes."""

from collections.abc import Callable
from pathlib import Path

import pytest
from cli_support import fill, ingest_words
from click.testing import CliRunner, Result

from pipeline.cli.main import main


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder with `minutes/`, ingested into `p.sqlite` and `extracted/`; tests must not change it."""
    folder = tmp_path_factory.mktemp("library")
    fill(folder)
    done = CliRunner().invoke(main, ingest_words(folder))
    assert done.exit_code == 0, done.output
    return folder


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """The same folder, not ingested, for one test alone."""
    fill(tmp_path)
    return tmp_path


@pytest.fixture
def call(library: Path) -> Callable[..., Result]:
    """Calls a command on the library."""

    def run(*words: str) -> Result:
        return CliRunner().invoke(main, [*words, "--db", f"sqlite:///{library / 'p.sqlite'}"])

    return run
