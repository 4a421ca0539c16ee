"""`protokolle motion`: the history of one paper, every fact with its place."""

from __future__ import annotations

from collections.abc import Sequence

import click

from pipeline.cli.options import db_option, json_option, non_public_option

NEAR = 5  # references offered when the one asked for is unknown


@click.command(short_help="Tell the history of a paper.")
@click.argument("reference", metavar="REF")
@non_public_option
@db_option
@json_option
def motion(reference: str, *, non_public: bool, db: str | None, as_json: bool) -> None:
    """Tell the history of a paper: its stations with result, votes, speakers, and where each is written.

    REF is understood as people type it: 15/SVV/0743, 15/svv/743 and "DS 15/SVV/0743" are one paper. A place is
    the page and the characters of the document's own text.

    Exit code 1 when no minutes know the paper; the nearest references are named.

    \b
    Example:
      protokolle motion 15/SVV/0743
      protokolle motion 15/svv/743 --json
    """
    from pipeline.cli.output import console, say_json
    from pipeline.cli.places import database_url
    from pipeline.model.reference import normalise_reference
    from pipeline.store import open_store

    wanted = normalise_reference(reference)
    with open_store(database_url(db), create=False) as store:
        history = store.motion(wanted, include_non_public=non_public)
        if history is None:
            near = store.close_references(wanted, limit=NEAR, include_non_public=non_public)
            click.echo(f"protokolle: {_unknown(reference, wanted, near)}", err=True)
            raise click.exceptions.Exit(1)
    if as_json:
        say_json(history.model_dump(mode="json"))
        return
    from pipeline.cli.timeline import show

    show(history, console=console())


def _unknown(typed: str, wanted: str, near: Sequence[str]) -> str:
    read_as = f" (read as {wanted})" if typed != wanted else ""
    sentence = f"No minutes in this database know the paper {typed!r}{read_as}."
    if near:
        return f"{sentence} Near it are: {', '.join(near)}."
    return f"{sentence} `protokolle search WORDS` finds items by their words."
