"""The ways out: JSON for machines on stdout, tables for people, and a terminal that cannot show every character."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from rich.console import Console

PIPE_WIDTH = 160  # columns of a table that goes into a file or a pipe


def forgive_encoding() -> None:
    """A terminal of Windows-1252 shows `?` for what it lacks, instead of ending the command."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None and not _is_unicode(stream):
            reconfigure(errors="replace")


def say_json(value: Any, *, indent: int | None = 2) -> None:
    """One JSON value and a line end on stdout; where the encoding is not Unicode, with escapes instead of losses."""
    click.echo(json.dumps(value, ensure_ascii=not _is_unicode(sys.stdout), indent=indent))


def console(*, stderr: bool = False) -> Console:
    """A rich console; into a pipe it writes plain text of a fixed width, without escape codes."""
    from rich.console import Console

    stream = sys.stderr if stderr else sys.stdout
    terminal = bool(getattr(stream, "isatty", lambda: False)())
    return Console(
        file=stream,
        width=None if terminal else PIPE_WIDTH,
        force_terminal=None if terminal else False,
        highlight=False,
        soft_wrap=False,
    )


def _is_unicode(stream: Any) -> bool:
    return str(getattr(stream, "encoding", None) or "utf-8").lower().replace("_", "-").startswith("utf")
