"""`protokolle identity`: what may be one, and what people said of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from pipeline.cli.options import db_option, json_option, non_public_option

if TYPE_CHECKING:
    from pipeline.store.verdicts import Decision, Kind

KINDS = ("person", "committee", "party")
STATES = ("open", "same", "different", "all")
Command = TypeVar("Command", bound=Callable[..., Any])


def kind_of(word: str) -> Kind:
    """The ledger's word for a kind; `committee` is OParl's organization."""
    kinds: dict[str, Kind] = {"person": "person", "committee": "organization", "party": "party"}
    return kinds[word]


def _kind_option(command: Command) -> Command:
    return click.option(
        "--kind", type=click.Choice(KINDS), default="person", show_default=True, help="What the names are names of."
    )(command)


def _by_option(command: Command) -> Command:
    return click.option("--by", required=True, metavar="NAME", help="Who says so.")(command)


def _why_option(command: Command) -> Command:
    return click.option("--why", required=True, metavar="TEXT", help="The reason, for those who read it later.")(
        command
    )


@click.group(short_help="Say which names are one person, committee or party.")
def identity() -> None:
    """Say which names are one person, committee or party, and which are not.

    Nothing is merged by itself: `list` and `review` show what may be one, with reasons and places; a verdict decides.
    Verdicts are kept with who gave them and why. The last one of a pair holds, over every later run and rebuild.

    \b
    Example:
      protokolle identity list
      protokolle identity same Grasnik Grasnack --by "A. Muster" --why "same office, see personnel file"
    """


@identity.command("list")
@click.option("--kind", type=click.Choice(KINDS), help="Only these; default: all kinds.")
@click.option(
    "--state",
    type=click.Choice(STATES),
    default="open",
    show_default=True,
    help="open: suggestions without a verdict; same, different: what was decided; all: everyone under one roof.",
)
@click.option("--weak", is_flag=True, help="Also suggestions that little speaks for.")
@non_public_option
@db_option
@json_option
def list_(*, kind: str | None, state: str, weak: bool, non_public: bool, db: str | None, as_json: bool) -> None:
    """List what may be one, what was decided, or everyone.

    A suggestion has a score from 0 to 1 with what speaks for it and against; from 0.5 on it is shown, --weak goes down
    to 0.3.

    \b
    Example:
      protokolle identity list --kind committee
      protokolle identity list --state same --json
    """
    from pipeline.cli import identity_show
    from pipeline.cli.output import console, say_json
    from pipeline.cli.places import database_url
    from pipeline.identity import SHOWN, WEAK, identities, judgements, suggestions
    from pipeline.store import open_store

    kinds = [kind_of(word) for word in ((kind,) if kind else KINDS)]
    found: list[Any] = []
    with open_store(database_url(db), create=False) as store, store.reading() as connection:
        for one in kinds:
            if state == "open":
                least = WEAK if weak else SHOWN
                found += suggestions(connection, one, least=least, include_non_public=non_public)
            elif state == "all":
                found += identities(connection, one, include_non_public=non_public)
            else:
                given = judgements(connection, one, include_non_public=non_public)
                found += [entry for entry in given if entry.verdict.decision == state]
    if as_json:
        say_json([entry.model_dump(mode="json") for entry in found])
        return
    if state == "open":
        identity_show.show_suggestions(found, console=console())
    elif state == "all":
        identity_show.show_sides(found, console=console())
    else:
        identity_show.show_judgements(found, console=console())


@identity.command()
@click.argument("one", metavar="A")
@click.argument("other", metavar="B")
@_kind_option
@_by_option
@_why_option
@non_public_option
@db_option
@json_option
def same(one: str, other: str, **options: Any) -> None:
    """Say that A and B are one.

    A and B are names as they are printed, or keys as `list` shows them; each must mean one alone. Refused where other
    verdicts hold the two apart; the message names them.

    \b
    Example:
      protokolle identity same Grasnik Grasnack --by "A. Muster" --why "same office"
      protokolle identity same SVV Stadtverordnetenversammlung --kind committee --by "A. Muster" --why "short for it"
    """
    _decide(one, other, "same", **options)


@identity.command()
@click.argument("one", metavar="A")
@click.argument("other", metavar="B")
@_kind_option
@_by_option
@_why_option
@non_public_option
@db_option
@json_option
def different(one: str, other: str, **options: Any) -> None:
    """Say that A and B are two.

    They are not suggested again. Refused where other verdicts make the two one; the message names them.

    \b
    Example:
      protokolle identity different "B. Müller" "E. Müller" --by "A. Muster" --why "both were members in 2015"
    """
    _decide(one, other, "different", **options)


@identity.command()
@click.argument("one", metavar="A")
@click.argument("other", metavar="B")
@_kind_option
@_by_option
@_why_option
@non_public_option
@db_option
@json_option
def withdraw(one: str, other: str, **options: Any) -> None:
    """Take back what was said of A and B. The ledger keeps that it was said, and that it was taken back.

    \b
    Example:
      protokolle identity withdraw Grasnik Grasnack --by "A. Muster" --why "mixed up"
    """
    _decide(one, other, "withdrawn", **options)


@identity.command()
@click.option("--kind", type=click.Choice(KINDS), help="Only these; default: all kinds.")
@click.option("--weak", is_flag=True, help="Also suggestions that little speaks for.")
@_by_option
@click.option(
    "--why",
    metavar="TEXT",
    default="decided in review",
    show_default=True,
    help="The reason, for those who read it later; the suggestion's own reasons are added.",
)
@non_public_option
@db_option
@json_option
def review(*, kind: str | None, weak: bool, by: str, why: str, non_public: bool, db: str | None, as_json: bool) -> None:
    """Go through the suggestions one by one, both sides with their places: y same, n different, s skip, q quit.

    Each answer is in the ledger at once; the next review goes on with what is still open. What is skipped comes again.

    \b
    Example:
      protokolle identity review --kind person --by "A. Muster"
    """
    from pipeline.cli.identity_review import review as run
    from pipeline.cli.output import console, say_json
    from pipeline.cli.places import database_url
    from pipeline.identity import SHOWN, WEAK
    from pipeline.store import open_store

    kinds = [kind_of(word) for word in ((kind,) if kind else KINDS)]
    with open_store(database_url(db), create=False) as store:
        counted = run(
            store, kinds, least=WEAK if weak else SHOWN, by=by, why=why, include_non_public=non_public,
            console=console(stderr=as_json),
        )  # fmt: skip
    if as_json:
        say_json(counted)


def _decide(
    one: str, other: str, decision: Decision, *, kind: str, by: str, why: str, non_public: bool, db: str | None,
    as_json: bool,
) -> None:  # fmt: skip
    from pipeline.cli.identity_show import judgement_words
    from pipeline.cli.output import say_json
    from pipeline.cli.places import database_url
    from pipeline.identity import decide
    from pipeline.store import open_store

    with open_store(database_url(db), create=False) as store, store.writing() as connection:
        judgement = decide(
            connection, kind_of(kind), one, other, decision, by=by, why=why, at=store.now(),
            include_non_public=non_public,
        )  # fmt: skip
    if as_json:
        say_json(judgement.model_dump(mode="json"))
    else:
        click.echo(judgement_words(judgement))
