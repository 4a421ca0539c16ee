"""`protokolle person`: who someone is, and what they did, every turn with its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from pipeline.cli.options import Years, db_option, json_option, non_public_option

if TYPE_CHECKING:
    from pipeline.identity import PersonAnswer


@click.command(short_help="Tell who someone is and what they did.")
@click.argument("name", nargs=-1, required=True, metavar="NAME")
@click.option("--committee", metavar="NAME", help="Only turns in this committee: its name, or words of it.")
@click.option("--years", type=Years(), metavar="YEARS", help="Only turns of these years: 2016-2021, 2016, 2016-.")
@click.option("--limit", type=click.IntRange(min=0), default=20, show_default=True, help="Turns shown, newest first.")
@non_public_option
@db_option
@json_option
def person(
    name: tuple[str, ...],
    *,
    committee: str | None,
    years: tuple[int | None, int | None] | None,
    limit: int,
    non_public: bool,
    db: str | None,
    as_json: bool,
) -> None:
    """Tell who someone is: spellings, offices, parties and committees with their periods; what is suggested of them;
    and what they did, item by item, with the kind of turn and its place.

    NAME is a surname, a full name, or a name as it is printed: Wollenberg, "B. Müller", "Frau Dr. Müller (CDU)".
    Spellings are one person only where a verdict says so (see `protokolle identity`). Where several people may be
    meant, they are listed, each with the key that means it alone.

    Exit code 1 when nobody is called so, or more than one may be meant.

    \b
    Example:
      protokolle person Grasnik
      protokolle person "Frau Müller" --committee Jugendhilfe --years 2016-2019 --json
    """
    from pipeline.cli.output import console, say_json
    from pipeline.cli.places import database_url
    from pipeline.identity import ask_person
    from pipeline.store import open_store

    asked = " ".join(name)
    with open_store(database_url(db), create=False) as store, store.reading() as connection:
        answer = ask_person(
            connection, asked, committee=committee, years=years, limit=limit, include_non_public=non_public
        )
    if as_json:
        say_json(answer.model_dump(mode="json"))
    elif answer.person is not None:
        from pipeline.cli.identity_show import show_person

        show_person(answer.person, console=console())
    if answer.person is None:
        _not_one(answer, as_json=as_json)


def _not_one(answer: PersonAnswer, *, as_json: bool) -> None:
    from pipeline.cli.identity_show import show_candidates
    from pipeline.cli.output import console

    if answer.candidates:
        if not as_json:
            show_candidates(answer.candidates, console=console())
        told = f"{len(answer.candidates)} people may be meant by {answer.asked!r}. Ask for one by its key."
    else:
        near = f" Near it are: {', '.join(answer.near)}." if answer.near else ""
        told = f"The minutes of this database print nobody called {answer.asked!r}.{near}"
    click.echo(f"protokolle: {told}", err=True)
    raise click.exceptions.Exit(1)
