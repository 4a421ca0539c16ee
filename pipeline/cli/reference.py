"""docs/cli.md, made from the commands themselves: `python -m pipeline.cli.reference > docs/cli.md`.

A test compares the file with `reference()`, so that a command or an option without documentation fails.
"""

from __future__ import annotations

from collections.abc import Iterator

import click

WIDTH = 100  # columns of the help texts

_INTRODUCTION = """\
# The commands

This file is made by `python -m pipeline.cli.reference`; change the help texts in `pipeline/cli/`, not this file.

Errors are one sentence on stderr that begins with `protokolle:`. Exit codes: 0 done (findings are answers, not
failures), 1 something could not be done and the output says what, 2 the call's words are off. Without a terminal there
are no colours and no progress bar; with `NO_COLOR` set there are no colours.

| variable | meaning |
|---|---|
| `PROTOKOLLE_DB` | database URL, as for `--db` |
| `PROTOKOLLE_EXTRACTED` | folder of the records, as for `--extracted` |
"""


def reference() -> str:
    """The whole of docs/cli.md."""
    from pipeline.cli.main import main

    parts = [_INTRODUCTION]
    for path, command in commands(main):
        title = " ".join(path)
        parts.append(f"## `{title}`\n\n```text\n{help_text(path, command)}\n```\n")
    return "\n".join(parts)


def commands(
    group: click.Command, path: tuple[str, ...] = ("protokolle",)
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Every command with its words, groups before their commands."""
    yield path, group
    if isinstance(group, click.Group):
        for name, command in group.commands.items():
            yield from commands(command, (*path, name))


def help_text(path: tuple[str, ...], command: click.Command) -> str:
    """A command's help as the terminal shows it, `WIDTH` columns wide."""
    context = click.Context(
        command,
        info_name=" ".join(path),
        terminal_width=WIDTH,
        max_content_width=WIDTH,
        help_option_names=["-h", "--help"],
    )
    return "\n".join(line.rstrip() for line in command.get_help(context).splitlines())


if __name__ == "__main__":
    click.echo(reference(), nl=False)
