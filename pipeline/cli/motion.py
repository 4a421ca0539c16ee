"""`protokolle motion`: the history of one motion, every fact with its place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from pipeline.cli.options import db_option, json_option, non_public_option, on_option

if TYPE_CHECKING:
    from pipeline.links import Link
    from pipeline.motions.answers import MotionRow
    from pipeline.store import Store

_FEW = 200  # motions compared with measures before a history is told
NEAR = 5  # references offered when the one asked for is unknown


@click.command(short_help="Tell the history of a motion.")
@click.argument("words", nargs=-1, required=True, metavar="REF|WORDS...")
@click.option("--format", "form", type=click.Choice(["text", "md", "html"]), default="text", show_default=True,
              help="How to write it.")  # fmt: skip
@on_option
@non_public_option
@db_option
@json_option
def motion(
    words: tuple[str, ...], *, form: str, on: str | None, non_public: bool, db: str | None, as_json: bool
) -> None:
    """Tell the history of a motion: its stations with result, votes, speakers and texts, what changed between the
    texts, what was promised and whether it was kept, and where each is written.

    REF is understood as people type it: 15/SVV/0743, 15/svv/743 and "DS 15/SVV/0743" are one paper. A title or a
    question does as well; where several motions may be meant, they are listed. A place is the page and the
    characters of the document's own text.

    Exit code 1 when no minutes know the motion; the nearest references are named.

    \b
    Example:
      protokolle motion 15/SVV/0743
      protokolle motion Trinkbrunnen
      protokolle motion 15/svv/743 --format html > 15-SVV-0743.html
    """
    from pipeline.cli.output import console, say_json
    from pipeline.cli.places import database_url
    from pipeline.motions import find, history
    from pipeline.motions.relate import bring_up_to_date
    from pipeline.store import open_store

    asked = " ".join(words)
    with open_store(database_url(db), create=False) as store:
        warn_waiting(bring_up_to_date(store))
        found = find(store, asked, include_non_public=non_public)
        told = None if found.meant is None else history(store, found.meant, on=on, include_non_public=non_public)
        links = _links(store, found.meant, non_public=non_public) if told is not None and found.meant else ()
        if told is None:
            if found.near:
                _say_several(asked, found.near)
            else:
                click.echo(f"protokolle: {_unknown(store, asked, include_non_public=non_public)}", err=True)
            raise click.exceptions.Exit(1)
    if as_json:
        say_json({**told.model_dump(mode="json"), "links": [one.model_dump(mode="json") for one in links]})
        return
    from pipeline.cli.telling import sheet

    if form == "text":
        from pipeline.cli.timeline import show

        show(sheet(told, links), console=console())
    else:
        from pipeline.cli.sheets import html, markdown

        told_sheet = sheet(told, links)
        click.echo(html(told_sheet) if form == "html" else markdown(told_sheet), nl=False)


def _links(store: Store, reference: str, *, non_public: bool) -> tuple[Link, ...]:
    """The measures the motion concerns or may concern. Where very many motions are not compared yet, this is left to
    `link run`."""
    from pipeline.cli.link import warn_waiting as warn
    from pipeline.links import bring_up_to_date, list_links

    warn(bring_up_to_date(store, most=_FEW))
    links = list_links(store, reference=reference, include_non_public=non_public)
    return tuple(one for one in links if one.state != "rejected")


def warn_waiting(documents: int) -> None:
    """Say on stderr that an answer lacks what another run is just bringing in."""
    if documents:
        click.echo(f"protokolle: {documents} new documents could not be joined yet (another run is writing, or the "
                   "database may only be read); the answer is without them.", err=True)  # fmt: skip


def _say_several(asked: str, near: Sequence[MotionRow]) -> None:
    click.echo(f"protokolle: Several motions may be meant by {asked!r}. Give the reference of one:", err=True)
    for row in near:
        click.echo(f"  {row.reference}  {row.title or '(no title)'}  [{row.state}]", err=True)


def _unknown(store: Store, asked: str, *, include_non_public: bool) -> str:
    from pipeline.model.reference import normalise_reference

    wanted = normalise_reference(asked)
    near = store.close_references(wanted, limit=NEAR, include_non_public=include_non_public)
    read_as = f" (read as {wanted})" if asked != wanted and any(char.isdigit() for char in wanted) else ""
    sentence = f"No minutes in this database know the paper {asked!r}{read_as}."
    if near:
        return f"{sentence} Near it are: {', '.join(near)}."
    return f"{sentence} `protokolle search WORDS` finds items by their words."
