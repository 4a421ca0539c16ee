"""Options that commands share, with one wording."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])


def db_option(command: Command) -> Command:
    """`--db URL`, or PROTOKOLLE_DB."""
    return click.option(
        "--db",
        metavar="URL",
        envvar="PROTOKOLLE_DB",
        help="Database, e.g. sqlite:///db/protokolle.sqlite or postgresql://user@host/minutes; a bare path is taken as "
        "a SQLite file. Default: PROTOKOLLE_DB, else db/ of the checkout, else the user's data folder.",
    )(command)


def json_option(command: Command) -> Command:
    """`--json`."""
    return click.option("--json", "as_json", is_flag=True, help="Write JSON for machines instead of tables.")(command)


def extracted_option(command: Command) -> Command:
    """`--extracted DIR`, or PROTOKOLLE_EXTRACTED."""
    return click.option(
        "--extracted",
        metavar="DIR",
        envvar="PROTOKOLLE_EXTRACTED",
        type=click.Path(file_okay=False, path_type=Path),
        help="Folder of the records, one JSON file per document. Default: PROTOKOLLE_EXTRACTED, else extracted/ of "
        "the checkout, else the user's data folder.",
    )(command)


def ocr_option(command: Command) -> Command:
    """`--ocr auto|never`."""
    return click.option(
        "--ocr",
        type=click.Choice(["auto", "never"]),
        default="auto",
        show_default=True,
        help="Read scans by text recognition where it is installed, or leave them unread (a finding says so).",
    )(command)


def non_public_option(command: Command) -> Command:
    """`--non-public`."""
    return click.option(
        "--non-public",
        is_flag=True,
        help="Also what is not public; only for those who may see it.",
    )(command)


def unused_db_option(command: Command) -> Command:
    """`--db URL` where nothing is stored: every command takes it, so that scripts need not know which ones."""
    return click.option(
        "--db",
        metavar="URL",
        expose_value=False,
        help="Taken as by every command, and not used: nothing is stored.",
    )(command)
