"""`protokolle export`: what other programs take over."""

from __future__ import annotations

import sys

import click

from pipeline.cli.options import db_option


@click.group(short_help="Hand linked decisions to other programs.")
def export() -> None:
    """Hand what is known to other programs. Each format is a command of its own.

    \b
    Example:
      protokolle export tracker
    """


@export.command(short_help="Linked decisions as JSON Lines, all or what changed.")
@click.option("--since", metavar="CURSOR", help="Only what was added, changed or removed since this cursor was given.")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="At most N changes; the cursor leads on.")
@click.option("--with-suggested", is_flag=True,
              help="Also links the machine only suggests; this is a feed of its own.")  # fmt: skip
@db_option
@click.option("--json", "as_json", is_flag=True, help="JSON Lines; this is the default.")
def tracker(*, since: str | None, limit: int | None, with_suggested: bool, db: str | None, as_json: bool) -> None:  # noqa: ARG001 - every command takes --json
    """Print decisions on motions that are linked to measures, one JSON object a line, for a tracker of measures.

    A decision is what one body did with one motion on one day. `op` is added, changed (both mean: this is how it is
    now) or removed; `kind` tells decisions from recommendations. Ids stay over every re-import. Links count when they
    are accepted or confirmed. What is not public never appears. docs/tracker-decision.schema.json describes the lines.

    The last line of a page is its cursor. Keep it, and give it as --since the next time: each change comes once. Where
    `more` is true, ask again at once. A cursor of another database is refused: then import anew without --since and
    replace everything. examples/tracker_importer.py shows how.

    \b
    Example:
      protokolle export tracker
      protokolle export tracker --limit 1000 --since CURSOR
    """
    from pipeline.cli.bar import Bar
    from pipeline.cli.output import say_json
    from pipeline.cli.places import database_url
    from pipeline.exports.cursor import Profile, check
    from pipeline.exports.feed import bring_up_to_date, page
    from pipeline.links import bring_up_to_date as link
    from pipeline.links import list_links
    from pipeline.motions.relate import bring_up_to_date as relate
    from pipeline.store import open_store

    profile: Profile = "suggested" if with_suggested else "linked"
    check(since, profile)
    with open_store(database_url(db), create=False) as store:
        if not store.concepts.list():
            click.echo("protokolle: There is no concept in this database, so no decision is linked to a measure. Bring "
                       "one in with `protokolle concept import FILE`.", err=True)  # fmt: skip
        relate(store)
        link(store)
        bar = Bar("export", "motions") if sys.stderr.isatty() else None
        try:
            bring_up_to_date(store, profile, links=list_links, progress=bar.at if bar else None)
        finally:
            if bar:
                bar.end()
        for line in page(store, profile, since=since, limit=limit):
            say_json(line, indent=None)
