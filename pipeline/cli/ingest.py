"""`protokolle ingest`: the main job, with its progress bar and its balance."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli.options import db_option, extracted_option, json_option, ocr_option

if TYPE_CHECKING:
    from rich.console import Console

    from pipeline.batch.balance import Balance
    from pipeline.batch.progress import Progress
    from pipeline.batch.work import Ocr

SHOWN = 5  # quarantined inputs named per reason


@click.command(short_help="Read minutes, extract their facts and store them.")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH...")
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help="Processes that read and extract. Default: 1 below 200 inputs, else one per processor.",
)
@click.option("--quiet", is_flag=True, help="No progress bar, and no balance when nothing failed.")
@ocr_option
@extracted_option
@db_option
@json_option
def ingest(
    paths: tuple[Path, ...],
    *,
    jobs: int | None,
    quiet: bool,
    ocr: Ocr,
    extracted: Path | None,
    db: str | None,
    as_json: bool,
) -> None:
    """Read minutes, extract their facts and store them.

    PATH is a file, a folder or a ZIP file; PDF, HTML, DOCX, Markdown and text are read, and OParl files (JSON) of a
    council information system; other files are set aside with a reason. The run ends with a balance: inputs =
    imported + unchanged + duplicate + quarantined. A run that was interrupted goes on where it was when the same
    command is given again.

    Exit code 1 when an input that may be minutes could not be taken in, or the run was interrupted; data files
    (data_file) and documents that are no minutes (no_minutes) are in quarantine too, but are no failure.

    \b
    Example:
      protokolle ingest protokolle-2024/ alte-protokolle.zip
      protokolle ingest corpora/protokolle --jobs 2 --json
    """
    from pipeline.batch import Silent, StoppedError
    from pipeline.batch import ingest as run
    from pipeline.cli.output import console, say_json
    from pipeline.cli.places import database_url, extracted_folder, run_files
    from pipeline.store import open_store

    shelf = extracted_folder(extracted)
    url = database_url(db)
    bar: Progress = Silent() if quiet or not console(stderr=True).is_terminal else _bar()
    try:
        with open_store(url) as store:
            state = run_files(url, shelf)
            balance = run(paths, store=store, extracted=shelf, state=state, jobs=jobs, ocr=ocr, progress=bar)
    except StoppedError as stopped:
        if as_json:
            error = {"code": stopped.code, "message": str(stopped)}
            say_json({**stopped.balance.as_json(), "error": error}, indent=None)
        else:
            _say(console(), stopped.balance)
        raise
    if as_json:
        say_json(balance.as_json(), indent=None)
    elif not quiet or balance.failed or balance.interrupted:
        _say(console(), balance)
    if balance.interrupted:
        click.echo(
            "protokolle: The run was interrupted. Nothing is half written; give the same command again and it goes on.",
            err=True,
        )
    if balance.failed or balance.interrupted:
        raise click.exceptions.Exit(1)


def _say(screen: Console, balance: Balance) -> None:
    """The balance as a small table, then the reasons, grouped."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    from pipeline.batch.balance import NOT_MINUTES

    table = Table(box=box.SIMPLE, show_header=False, title="Balance", title_justify="left", pad_edge=False)
    table.add_column("what")
    table.add_column("count", justify="right")
    table.add_row("inputs", f"{balance.inputs:,}", style="bold", end_section=True)
    for name in ("imported", "unchanged", "duplicate", "quarantined"):
        table.add_row(name, f"{getattr(balance, name):,}")
    screen.print(table)
    hidden = 0
    for code, count in balance.by_code():
        named = [reason for reason in balance.reasons if reason.code == code]
        screen.print(Text(f"{code}: {count:,}", style="bold"))
        for reason in named[:SHOWN]:
            said = "" if code in NOT_MINUTES else f"\n      {reason.message}"
            screen.print(Text(f"  {reason.input}{said}"), soft_wrap=True)
        if count > SHOWN:
            hidden += count - SHOWN
            screen.print(Text(f"  and {count - SHOWN:,} more"))
    if hidden:
        screen.print(Text('All of them: give the same command with --json; "reasons" names every one.'))


def _bar() -> Progress:
    from pipeline.cli.bar import Bar

    return Bar()
