"""`protokolle committee`: under which names a committee met, and from when to when."""

from __future__ import annotations

import click

from pipeline.cli.options import db_option, json_option, non_public_option


@click.command(short_help="Tell a committee's names and when they held.")
@click.argument("name", nargs=-1, required=True, metavar="NAME")
@non_public_option
@db_option
@json_option
def committee(name: tuple[str, ...], *, non_public: bool, db: str | None, as_json: bool) -> None:
    """Tell under which names a committee met, from its first to its last meeting under each, and which other names may
    be its own.

    NAME is the committee's name, an abbreviation (SVV), or words of it. Names are one committee only where a verdict
    says so (see `protokolle identity`).

    Exit code 1 when no committee is called so, or more than one may be meant; those are listed.

    \b
    Example:
      protokolle committee "Gesundheit, Soziales und Inklusion"
      protokolle committee SVV --json
    """
    from pipeline.cli.output import console, say_json
    from pipeline.cli.places import database_url
    from pipeline.identity import ask_committee
    from pipeline.store import open_store

    asked = " ".join(name)
    with open_store(database_url(db), create=False) as store, store.reading() as connection:
        answer = ask_committee(connection, asked, include_non_public=non_public)
    if as_json:
        say_json(answer.model_dump(mode="json"))
    elif answer.committee is not None:
        from pipeline.cli.identity_show import show_committee

        show_committee(answer.committee, console=console())
    if answer.committee is not None:
        return
    if answer.candidates:
        if not as_json:
            from pipeline.cli.identity_show import show_candidates

            show_candidates(answer.candidates, console=console())
        told = f"{len(answer.candidates)} committees may be meant by {asked!r}. Ask for one by its key."
    else:
        near = f" Near it are: {'; '.join(answer.near)}." if answer.near else ""
        told = f"The minutes of this database know no committee called {asked!r}.{near}"
    click.echo(f"protokolle: {told}", err=True)
    raise click.exceptions.Exit(1)
