"""`protokolle motions`: many motions, by what became of them, by committee, party, year and words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from pipeline.cli.options import Years, db_option, json_option, non_public_option, on_option

if TYPE_CHECKING:
    from pipeline.motions.answers import MotionPage
    from pipeline.store import Store

_STATES = ("pending", "decided", "rejected", "withdrawn", "reported", "overdue")


@click.command(short_help="List motions by state, committee, party, year, words.")
@click.argument("words", nargs=-1, metavar="[WORDS...]")
@click.option("--state", type=click.Choice(_STATES), help="What became of it; overdue: a duty was due and is not met.")
@click.option("--committee", metavar="NAME", help="A body that dealt with it: its name, or words of it.")
@click.option("--party", metavar="NAME", help="The party of someone who spoke on it.")
@click.option("--years", type=Years(), metavar="YEARS", help="Years of its stations: 2016-2021, 2016, 2016-.")
@click.option("--measure", metavar="MEASURE", help="Linked to this measure of a concept: its number, id, or words.")
@click.option("--limit", type=click.IntRange(1, 10_000), default=50, show_default=True, help="How many at most.")
@click.option("--offset", type=click.IntRange(0), default=0, help="How many to pass over.")
@on_option
@non_public_option
@db_option
@json_option
def motions(
    words: tuple[str, ...],
    *,
    state: str | None,
    committee: str | None,
    party: str | None,
    years: tuple[int | None, int | None] | None,
    measure: str | None,
    limit: int,
    offset: int,
    on: str | None,
    non_public: bool,
    db: str | None,
    as_json: bool,
) -> None:
    """List motions, the latest first. WORDS are looked for in titles and texts, as the search does.

    A motion that prints no number anywhere is listed by a key that begins with ~; `protokolle motion` takes it. A
    committee or party is found under all names that verdicts (`protokolle identity`) make one.

    \b
    Example:
      protokolle motions --state pending --committee Soziales
      protokolle motions Integrationslotsen --years 2015-2017
      protokolle motions --measure 4.6
    """
    from pipeline.cli.motion import warn_waiting
    from pipeline.cli.output import say_json
    from pipeline.cli.places import database_url
    from pipeline.motions import list_motions
    from pipeline.motions.relate import bring_up_to_date
    from pipeline.store import open_store

    with open_store(database_url(db), create=False) as store:
        warn_waiting(bring_up_to_date(store))
        among = None if measure is None else _linked(store, measure, non_public=non_public)
        page = list_motions(
            store, state=state, committee=committee, party=party, years=years, text=" ".join(words) or None,
            among=among, on=on, limit=limit, offset=offset, include_non_public=non_public,
        )  # fmt: skip
    if as_json:
        say_json(page.model_dump(mode="json"))
    else:
        _show(page)


def _linked(store: Store, measure: str, *, non_public: bool) -> list[str]:
    """The motions linked to a measure."""
    from pipeline.cli import link
    from pipeline.cli.meant import meant_measure
    from pipeline.links import LINKED, bring_up_to_date, list_links

    link.warn_waiting(bring_up_to_date(store))
    row = meant_measure(store, measure)
    found = list_links(store, measure=row.id, states=LINKED, evidence=False, include_non_public=non_public)
    return [one.reference for one in found]


def _show(page: MotionPage) -> None:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    from pipeline.cli.output import console
    from pipeline.cli.words import date_words

    if not page.motions:
        console().print("No motion fits.")
        return
    table = Table(box=box.SIMPLE, pad_edge=False)
    for name in ("motion", "title", "state", "first", "last"):
        table.add_column(name, overflow="fold", no_wrap=name in ("first", "last", "state"))
    table.add_column("stations", justify="right")
    for row in page.motions:
        table.add_row(Text(row.reference, style="magenta"), Text(row.title or ""), Text(row.state),
                      date_words(row.first_date), date_words(row.last_date), str(row.stations))  # fmt: skip
    console().print(table)
    shown = page.offset + len(page.motions)
    if shown < page.total:
        console().print(f"{shown:,} of {page.total:,}; --offset {shown} shows the next.")
