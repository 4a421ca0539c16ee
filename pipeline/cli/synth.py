"""`protokolle synth`: minutes that never were, with gold, for tests, benchmarks and demos."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.cli.options import json_option, unused_db_option
from pipeline.model.errors import UsageError
from pipeline.synth.names import FORMATS, LAYOUT_NAMES


@click.command(short_help="Make synthetic minutes with gold.")
@click.option("--count", metavar="N", type=click.IntRange(min=1), required=True, help="How many documents.")
@click.option("--seed", metavar="S", type=int, default=0, show_default=True, help="Same seed, same documents.")
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="md",
    show_default=True,
    help="Kind of file. PDF needs reportlab: pip install 'protokolle[synth]'.",
)
@click.option(
    "--dirt",
    metavar="0..1",
    type=click.FloatRange(0, 1),
    default=0.0,
    show_default=True,
    help="Strength of the damage of real pages: lost umlauts, cut ends, hyphenation, page marks, odd blanks.",
)
@click.option(
    "--out",
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    help="Folder for the files, made if needed; it must be empty or not there yet.",
)
@click.option(
    "--layout",
    "layouts",
    metavar="NAME",
    multiple=True,
    help=f"Only this layout; may be given several times. There are {', '.join(LAYOUT_NAMES)}.  [default: all in turn]",
)
@unused_db_option
@json_option
def synth(*, count: int, seed: int, form: str, dirt: float, out: Path, layouts: tuple[str, ...], as_json: bool) -> None:
    """Make synthetic minutes with gold, in the layouts and wordings of German councils.

    Every document NAME.md (or .pdf, .html, .docx) has its NAME.gold.json beside it, so that `evaluate` works on the
    folder at once. The sentences come from phrase banks of this project and the people do not exist. The same
    arguments give the same bytes.

    \b
    Example:
      protokolle synth --count 300 --seed 7 --dirt 0.5 --out /tmp/probe
      protokolle synth --count 20 --format html --layout allris-classic --out /tmp/classic
    """
    from pipeline.cli.output import say_json
    from pipeline.synth.make import make, write

    if out.is_dir() and any(out.iterdir()):
        raise UsageError(f"{out} is not empty; name a new folder, so that no files of two runs mix.")
    chosen = next(one for one in FORMATS if one == form)
    samples = make(count, seed=seed, form=chosen, dirt=dirt, layouts=layouts)
    written = sum(1 for _ in write(samples, out, form=chosen))
    if as_json:
        say_json({"documents": written, "folder": str(out), "seed": seed, "format": form, "dirt": dirt})
    else:
        click.echo(f"{written} documents with gold in {out}. Score them: protokolle evaluate {out}")
