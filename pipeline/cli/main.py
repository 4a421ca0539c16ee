"""`protokolle`: the group of commands, and the one place where errors become sentences and exit codes.

Commands import what they need when they run, so that `--help` and `search` do not wait for the language tools.
"""

from __future__ import annotations

import sys
from typing import IO, Any

import click

from pipeline import __version__
from pipeline.cli.committee import committee
from pipeline.cli.concept import concept
from pipeline.cli.correct import correct
from pipeline.cli.db import db
from pipeline.cli.duties import duties
from pipeline.cli.evaluate import evaluate
from pipeline.cli.export import export
from pipeline.cli.extract import extract
from pipeline.cli.findings import findings
from pipeline.cli.identity import identity
from pipeline.cli.ingest import ingest
from pipeline.cli.link import link
from pipeline.cli.measure import measure
from pipeline.cli.motion import motion
from pipeline.cli.motions import motions
from pipeline.cli.output import forgive_encoding
from pipeline.cli.person import person
from pipeline.cli.search import search
from pipeline.cli.synth import synth
from pipeline.model.errors import ProtokolleError, UsageError


class _Sentence(click.ClickException):
    """An error on its way to the terminal: `protokolle: SENTENCE` on stderr."""

    def __init__(self, message: str, exit_code: int) -> None:
        super().__init__(message)
        self.exit_code = exit_code  # type: ignore[misc] # click reads it from the instance

    def show(self, file: IO[Any] | None = None) -> None:
        click.echo(f"protokolle: {self.format_message()}", file=file or sys.stderr)


class _Group(click.Group):
    """A group whose commands may raise `ProtokolleError`; what click finds wrong in the words is a sentence too."""

    def make_context(self, *args: Any, **kwargs: Any) -> click.Context:
        try:
            return super().make_context(*args, **kwargs)
        except click.UsageError as error:
            raise _usage(error) from error

    def invoke(self, ctx: click.Context) -> Any:
        forgive_encoding()
        try:
            return super().invoke(ctx)
        except click.UsageError as error:
            raise _usage(error) from error
        except UsageError as error:
            raise _Sentence(str(error), 2) from error
        except ProtokolleError as error:
            raise _Sentence(str(error), 1) from error


def _usage(error: click.UsageError) -> click.ClickException:
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        return error  # no words at all: click shows the help
    path = error.ctx.command_path if error.ctx else "protokolle"
    return _Sentence(f"{error.format_message()} See: {path} --help", 2)


@click.group(
    cls=_Group,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit codes: 0 done (findings are answers, not failures), 1 something could not be done and the output says "
    "what, 2 the call's words are off.",
)
@click.version_option(__version__, prog_name="protokolle")
def main() -> None:
    """Turn municipal minutes into facts with their sources, in a database that can be asked.

    \b
    Example:
      protokolle ingest corpora/protokolle
      protokolle motion 15/SVV/0743
    """


def _helpful(command: click.Command) -> None:
    """Every command takes -h, also one called by itself: click remembers the options of the first call."""
    command.context_settings.setdefault("help_option_names", ["-h", "--help"])
    if isinstance(command, click.Group):
        for part in command.commands.values():
            _helpful(part)


for command in (
    ingest, extract, search, motion, motions, duties, concept, measure, link, person, committee, identity, findings,
    export, evaluate, synth, correct, db,
):  # fmt: skip
    main.add_command(command)
    _helpful(command)
