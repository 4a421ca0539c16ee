"""Options that commands share, with one wording."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click

_YEARS = re.compile(r"(?P<first>\d{4})?(?P<dash>\s*[-–]\s*)?(?P<last>\d{4})?")
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


def on_option(command: Command) -> Command:
    """`--on DATE`."""
    return click.option(
        "--on",
        type=Day(),
        metavar="DATE",
        help="The day as of which duties are overdue: 2017-01-31 or 31.01.2017. Default: today.",
    )(command)


class Day(click.ParamType[str]):
    """`2017-01-31` or `31.01.2017` to ISO 8601."""

    name = "day"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Fails with the valid forms."""
        written = str(value).strip()
        german = re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", written)
        iso = f"{german[3]}-{int(german[2]):02d}-{int(german[1]):02d}" if german else written
        try:
            return date.fromisoformat(iso).isoformat()
        except ValueError:
            self.fail(f"{written!r} is no day; write 2017-01-31 or 31.01.2017.", param, ctx)


class Years(click.ParamType[tuple[int | None, int | None]]):
    """`2016-2021`, `2016`, `2016-` or `-2021` to (first, last); None is open."""

    name = "years"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[int | None, int | None]:
        """Fails with the valid forms."""
        match = _YEARS.fullmatch(str(value).strip())
        if match is None or not (match["first"] or match["last"]):
            self.fail(f"{value!r} is no span of years; write 2016-2021, 2016, 2016- or -2021.", param, ctx)
        first, last = (int(match[part]) if match[part] else None for part in ("first", "last"))
        if match["dash"] is None:
            last = first
        if first is not None and last is not None and last < first:
            self.fail(f"{value!r} ends before it begins.", param, ctx)
        return first, last
