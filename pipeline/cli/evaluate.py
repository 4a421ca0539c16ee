"""`protokolle evaluate`: how often is each field right, measured against gold files."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.cli.options import json_option, unused_db_option
from pipeline.model.errors import UsageError


@click.command(short_help="Score extraction against gold files.")
@click.argument("gold_dirs", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="GOLD_DIR...")
@click.option("--misses", is_flag=True, help="List every value that is not right, with the line it stands on.")
@click.option(
    "--floors",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Accuracy floors (JSON); the exit code is 1 when one is missed.",
)
@click.option(
    "--html",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Also write a page with the figures, and each document beside its facts and misses.",
)
@click.option(
    "--texts",
    metavar="DIR",
    multiple=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="Where documents lie whose gold does not stand beside them (more than once is fine).",
)
@click.option(
    "--otherwise",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="List (JSON) of documents whose minutes say otherwise than the city's index: left out, and shown.",
)
@unused_db_option
@json_option
def evaluate(
    gold_dirs: tuple[Path, ...],
    *,
    misses: bool,
    floors: Path | None,
    html: Path | None,
    texts: tuple[Path, ...],
    otherwise: Path | None,
    as_json: bool,
) -> None:
    """Score extraction against gold files: precision, recall and F1 of each field.

    A GOLD_DIR holds documents, each with its NAME.gold.json beside it, or texts with a city's own index.
    Nothing is stored.

    \b
    Example:
      protokolle evaluate corpora/protokolle --misses
      protokolle evaluate corpora/protokolle --html accuracy.html
      protokolle evaluate corpora/protokolle --floors docs/accuracy-floors.json
    """
    from pipeline.cli.output import say_json
    from pipeline.evaluate import check_floors, extract_file, html_report, load_floors, read_otherwise
    from pipeline.evaluate import evaluate as score

    least = load_floors(floors) if floors is not None else None
    noisy = read_otherwise(otherwise) if otherwise is not None else {}
    report = score(list(gold_dirs), extract=extract_file, texts=texts, otherwise=noisy, pages=html is not None)
    missed = check_floors(report, least) if least is not None else []
    if as_json:
        say_json({**report.to_json(), "missed_floors": missed} if least is not None else report.to_json())
    else:
        click.echo(report.text(misses=misses), nl=False)
    if html is not None:
        _write(html, html_report(report))
    for sentence in missed:
        click.echo(f"protokolle: {sentence}", err=True)
    if missed:
        raise click.exceptions.Exit(1)


def _write(path: Path, content: str) -> None:
    try:
        path.write_text(content, encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror or error}. Name another file.") from error
