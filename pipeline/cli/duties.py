"""`protokolle duties`: what was promised to be reported or done by when, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from pipeline.cli.options import Years, db_option, json_option, non_public_option, on_option

if TYPE_CHECKING:
    from pipeline.motions.answers import OwedDuty


@click.command(short_help="List what was promised by when, and what is late.")
@click.option("--overdue", is_flag=True, help="Only what was due before the day asked for and not met by then.")
@click.option("--years", type=Years(), metavar="YEARS", help="Years in which they are due: 2016-2021, 2016, 2016-.")
@on_option
@non_public_option
@db_option
@json_option
def duties(
    *,
    overdue: bool,
    years: tuple[int | None, int | None] | None,
    on: str | None,
    non_public: bool,
    db: str | None,
    as_json: bool,
) -> None:
    """List the duties that resolutions lay down, by due date, each with the paper that met it and how late.

    \b
    Example:
      protokolle duties --overdue
      protokolle duties --overdue --on 2017-01-31
    """
    from pipeline.cli.motion import warn_waiting
    from pipeline.cli.output import say_json
    from pipeline.cli.places import database_url
    from pipeline.motions import list_duties
    from pipeline.motions.relate import bring_up_to_date
    from pipeline.store import open_store

    with open_store(database_url(db), create=False) as store:
        warn_waiting(bring_up_to_date(store))
        found = list_duties(store, overdue=overdue, years=years, on=on,
                            include_non_public=non_public)  # fmt: skip
    if as_json:
        say_json([duty.model_dump(mode="json") for duty in found])
    else:
        _show(found, overdue=overdue)


def _show(found: Sequence[OwedDuty], *, overdue: bool) -> None:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    from pipeline.cli.output import console
    from pipeline.cli.telling import duty_state, places
    from pipeline.cli.words import date_words

    if not found:
        console().print("Nothing is overdue." if overdue else "No resolution in this database lays down a duty.")
        return
    table = Table(box=box.SIMPLE, pad_edge=False)
    for name in ("due", "motion", "what", "state", "where"):
        table.add_column(name, overflow="fold", no_wrap=name in ("due", "motion"))
    for duty in found:
        style = "yellow" if duty.overdue or duty.days_late else ""
        due = date_words(duty.due_to) if duty.due_to else (duty.due or duty.recurring or "no date")
        table.add_row(due, Text(duty.reference, style="magenta"), Text(duty.text), Text(duty_state(duty), style=style),
                      Text(places(duty.places), style="dim"))  # fmt: skip
    console().print(table)
