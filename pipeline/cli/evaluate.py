"""`protokolle evaluate`: how often is each field right, measured against gold files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli.options import json_option, unused_db_option

if TYPE_CHECKING:
    from pipeline.model.record import MinutesRecord


@click.command(short_help="Score extraction against gold files.")
@click.argument("gold_dirs", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="GOLD_DIR...")
@click.option("--misses", is_flag=True, help="List every value that is not right, with the line it stands on.")
@click.option(
    "--floors",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Accuracy floors (JSON); the exit code is 1 when one is missed.",
)
@unused_db_option
@json_option
def evaluate(gold_dirs: tuple[Path, ...], *, misses: bool, floors: Path | None, as_json: bool) -> None:
    """Score extraction against gold files: precision, recall and F1 of each field.

    A GOLD_DIR holds documents, each with its NAME.gold.json beside it, or texts with a city's own index.
    Nothing is stored.

    \b
    Example:
      protokolle evaluate corpora/protokolle --misses
      protokolle evaluate corpora/protokolle --floors docs/accuracy-floors.json
    """
    from pipeline.cli.output import say_json
    from pipeline.evaluate import check_floors, load_floors
    from pipeline.evaluate import evaluate as score

    least = load_floors(floors) if floors is not None else None
    report = score(list(gold_dirs), extract=_extract)
    missed = check_floors(report, least) if least is not None else []
    if as_json:
        say_json({**report.to_json(), "missed_floors": missed} if least is not None else report.to_json())
    else:
        click.echo(report.text(misses=misses), nl=False)
    for sentence in missed:
        click.echo(f"protokolle: {sentence}", err=True)
    if missed:
        raise click.exceptions.Exit(1)


def _extract(path: Path) -> MinutesRecord:
    from pipeline.documents import read
    from pipeline.minutes import extract
    from pipeline.model.errors import BadInput

    try:
        data = path.read_bytes()
    except OSError as error:
        raise BadInput(f"{path} cannot be read ({error.strerror}).", code="unreadable") from error
    with read(data, name=path.name) as document:
        return extract(document)
