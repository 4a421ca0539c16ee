"""`protokolle link`: which measures of a concept a motion concerns, and what people say of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from pipeline.cli.options import db_option, json_option, non_public_option

if TYPE_CHECKING:
    from pipeline.links import Link, LinkState
    from pipeline.links.ledger import Decision
    from pipeline.store import Store

STATES = ("accepted", "suggested", "confirmed", "rejected", "changed")
Command = TypeVar("Command", bound=Callable[..., Any])


def _by_option(command: Command) -> Command:
    return click.option("--by", required=True, metavar="NAME", help="Who says so.")(command)


def _concept_option(command: Command) -> Command:
    return click.option(
        "--concept", "named", metavar="CONCEPT", help="Only this concept: its id, or words of its name."
    )(command)


def _said_of_a_link(command: Command) -> Command:
    """What each of the commands takes that say something of one motion and one measure."""
    for one in (
        json_option, db_option, non_public_option,
        click.option("--why", required=True, metavar="TEXT", help="The reason, for those who read it later."),
        _by_option, _concept_option, click.argument("measure", metavar="MEASURE"),
        click.argument("motion", metavar="REF"),
    ):  # fmt: skip
        command = one(command)
    return command


@click.group(short_help="Link motions to the measures of a concept, and review the links.")
def link() -> None:
    """Link motions to the measures of a concept that they concern, and say which links are right.

    Each link has a score that is a probability, reasons in words, and the passages on both sides that it rests on.
    Links are accepted or only suggested by the machine; what a person says of one (confirmed, rejected) holds over
    every later run, rebuild and new version of the catalogue.

    \b
    Example:
      protokolle link run
      protokolle link list 15/SVV/0743
      protokolle link review --by "A. Muster"
    """


@link.command(short_help="Compare motions with measures: those that changed.")
@click.option("--semantic/--no-semantic", default=None, help="Also compare meanings (needs pip install "
              "'protokolle[semantic]'); default: as the last run did, at first without.")  # fmt: skip
@click.option("--again", is_flag=True, help="Compare all anew; by default what changed since the last run.")
@db_option
@json_option
def run(*, semantic: bool | None, again: bool, db: str | None, as_json: bool) -> None:
    """Compare motions with all measures: those that came or changed, or all where a catalogue or the rules did.

    A killed run goes on where it was. Questions about links do this by themselves; with very many motions it is better
    done beforehand.

    \b
    Example:
      protokolle link run
      protokolle link run --semantic --json
    """
    from pipeline.cli.bar import Bar
    from pipeline.cli.output import say_json
    from pipeline.cli.places import database_url
    from pipeline.links import link as compare
    from pipeline.store import open_store

    bar = Bar("link", "motions")

    def progress(done: int, total: int) -> None:
        bar.at(done, total)

    with open_store(database_url(db), create=False) as store:
        _need_concept(store)
        try:
            done = compare(store, meaning=semantic, again=again, progress=None if as_json else progress)
        finally:
            bar.end()
    if as_json:
        say_json({"motions": done.motions, "measures": done.measures, "accepted": done.accepted,
                  "suggested": done.suggested})  # fmt: skip
    else:
        click.echo(
            f"{done.motions:,} motions compared with {done.measures:,} measures. There are {done.accepted:,} links "
            f"accepted and {done.suggested:,} suggested; `protokolle link review` goes through them."
        )


@link.command("list", short_help="List links with their reasons and passages.")
@click.argument("words", nargs=-1, metavar="[REF|WORDS...]")
@click.option("--state", "states", multiple=True, type=click.Choice(STATES),
              help="Only these; may be given more than once. changed: a text is another since.")  # fmt: skip
@click.option(
    "--measure", "wanted", metavar="MEASURE", help="Only this measure: its number, id, or words of its title."
)
@_concept_option
@click.option("--all", "everything", is_flag=True, help="Also candidates below the threshold.")
@click.option("--top", type=click.IntRange(min=1), metavar="N", help="Only the best N of each item.")
@non_public_option
@db_option
@json_option
def list_(
    words: tuple[str, ...], *, states: tuple[str, ...], wanted: str | None, named: str | None, everything: bool,
    top: int | None, non_public: bool, db: str | None, as_json: bool,
) -> None:  # fmt: skip
    """List links: all, those of one motion (REF, or words of its title), or those of one measure.

    With --json there is an object for each item of a motion and each measure.

    \b
    Example:
      protokolle link list --state suggested
      protokolle link list 15/SVV/0743 --all --top 3
      protokolle link list --measure 4.6 --json
    """
    from pipeline.cli.link_show import item_rows, show_links, top_of_each
    from pipeline.cli.output import console, say_json
    from pipeline.cli.places import database_url
    from pipeline.store import open_store

    with open_store(database_url(db), create=False) as store:
        links = _asked(store, words, states=states, wanted=wanted, named=named, everything=everything,
                       non_public=non_public)  # fmt: skip
    if as_json:
        say_json(item_rows(links, top=top))
    else:
        show_links(top_of_each(links, top), console=console())


@link.command(short_help="Go through the suggestions, one at a time.")
@click.option("--state", "states", multiple=True, type=click.Choice(STATES), default=("changed", "suggested"),
              show_default=True, help="Which links to go through; may be given more than once.")  # fmt: skip
@click.option(
    "--measure", "wanted", metavar="MEASURE", help="Only this measure: its number, id, or words of its title."
)
@_concept_option
@_by_option
@click.option("--why", metavar="TEXT", default="decided in review", show_default=True,
              help="The reason, for those who read it later.")  # fmt: skip
@non_public_option
@db_option
@json_option
def review(
    *, states: tuple[str, ...], wanted: str | None, named: str | None, by: str, why: str, non_public: bool,
    db: str | None, as_json: bool,
) -> None:  # fmt: skip
    """Go through links one by one, both texts with the shared words marked: y right, n wrong, s skip, o a note,
    u undo the last answer, q quit.

    Each answer is in the ledger at once; the next review goes on with what is still open. What is skipped comes again.

    \b
    Example:
      protokolle link review --by "A. Muster"
      protokolle link review --state accepted --measure 4.6 --by "A. Muster"
    """
    from pipeline.cli.link_review import review as go_through
    from pipeline.cli.output import console, say_json
    from pipeline.cli.places import database_url
    from pipeline.store import open_store

    with open_store(database_url(db), create=False) as store:
        links = _asked(store, (), states=states, wanted=wanted, named=named, everything=False, non_public=non_public)
        counted = go_through(store, links, by=by, why=why, knowing=non_public, console=console(stderr=as_json))
    if as_json:
        say_json(counted)


@link.command(short_help="Say that a motion concerns a measure.")
@_said_of_a_link
def add(motion: str, measure: str, **options: Any) -> None:
    """Say that a motion concerns a measure, whatever the machine thinks of it.

    \b
    Example:
      protokolle link add 15/SVV/0743 4.6 --by "A. Muster" --why "the resolution names the guides"
    """
    _decide(motion, measure, "confirmed", **options)


@link.command(short_help="Say that a motion does not concern a measure.")
@_said_of_a_link
def remove(motion: str, measure: str, **options: Any) -> None:
    """Say that a motion does not concern a measure. It is not suggested again.

    \b
    Example:
      protokolle link remove 15/SVV/0743 4.8 --by "A. Muster" --why "only the same words"
    """
    _decide(motion, measure, "rejected", **options)


@link.command(short_help="Take back what was said of a link.")
@_said_of_a_link
def withdraw(motion: str, measure: str, **options: Any) -> None:
    """Take back what was said of a link. The ledger keeps that it was said, and that it was taken back.

    \b
    Example:
      protokolle link withdraw 15/SVV/0743 4.8 --by "A. Muster" --why "mixed up"
    """
    _decide(motion, measure, "withdrawn", **options)


@link.command(short_help="Write links as a table to fill in.")
@click.option("--state", "states", multiple=True, type=click.Choice(STATES), help="Only these.")
@_concept_option
@click.option("-o", "--output", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False),
              help="File to write; default: the terminal.")  # fmt: skip
@non_public_option
@db_option
@json_option
def export(
    *, states: tuple[str, ...], named: str | None, output: Path | None, non_public: bool, db: str | None, as_json: bool
) -> None:
    """Write links as CSV for people who work in a spreadsheet: yes or no into the column decision, the reason into why,
    then `link import`.

    \b
    Example:
      protokolle link export --state suggested -o links.csv
    """
    from pipeline.cli.output import say_json
    from pipeline.cli.places import database_url
    from pipeline.links.deciding import sheet
    from pipeline.model.errors import UsageError
    from pipeline.store import open_store

    with open_store(database_url(db), create=False) as store:
        links = _asked(store, (), states=states, wanted=None, named=named, everything=False, non_public=non_public)
    text = sheet(links)
    if output is None and as_json:
        say_json({"links": len(links), "content": text})
    elif output is None:
        click.echo(text, nl=False)
    if output is None:
        return
    try:
        output.write_text(text, encoding="utf-8-sig")  # with the mark by which spreadsheets know UTF-8
    except OSError as error:
        raise UsageError(f"{output} cannot be written ({error.strerror}). Name another file with -o.") from error
    click.echo(
        f"{output}: {len(links)} links. Fill in the column decision, then run `protokolle link import {output}`."
    )


@link.command("import", short_help="Take in a table that was filled in.")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--by", metavar="NAME", help="Who says so, where a row does not.")
@_concept_option
@non_public_option
@db_option
@json_option
def import_(file: Path, *, by: str | None, named: str | None, non_public: bool, db: str | None, as_json: bool) -> None:
    """Take in a table that `link export` wrote and people filled in. Rows without a decision say nothing, what holds
    already is not written twice; a row that cannot be taken is named, and keeps no other from it (exit code 1).

    \b
    Example:
      protokolle link import links.csv --by "A. Muster"
    """
    from pipeline.cli.meant import meant_measure, meant_motion
    from pipeline.cli.output import say_json
    from pipeline.cli.places import database_url
    from pipeline.documents.encoding import decode
    from pipeline.links.deciding import take_sheet
    from pipeline.model.errors import UsageError
    from pipeline.store import open_store

    try:
        text = decode(file.read_bytes()).text
    except OSError as error:
        raise UsageError(f"{file} cannot be read ({error.strerror}).") from error
    with open_store(database_url(db), create=False) as store:
        done = take_sheet(
            store, text, by=by, motion_of=lambda words: meant_motion(store, words, include_non_public=non_public),
            measure_of=lambda words: meant_measure(store, words, named), knowing=non_public,
        )  # fmt: skip
    if as_json:
        say_json({"rows": done.rows, "empty": done.empty, "unchanged": done.known, "added": done.added,
                  "refused": [{"line": line, "message": message} for line, message in done.refused]})  # fmt: skip
    else:
        click.echo(f"{done.rows} rows: {done.added} decisions taken, {done.known} held already, {done.empty} empty, "
                   f"{len(done.refused)} refused.")  # fmt: skip
        for line, message in done.refused:
            click.echo(f"protokolle: {file}, line {line}: {message}", err=True)
    if done.refused:
        raise click.exceptions.Exit(1)


def _asked(
    store: Store, words: tuple[str, ...], *, states: tuple[str, ...], wanted: str | None, named: str | None,
    everything: bool, non_public: bool,
) -> tuple[Link, ...]:  # fmt: skip
    """The links that the options leave."""
    from pipeline.cli.meant import meant_measure, meant_motion
    from pipeline.links import bring_up_to_date, list_links
    from pipeline.links.listing import BELOW, SHOWN

    _need_concept(store)
    warn_waiting(bring_up_to_date(store))
    reference = meant_motion(store, " ".join(words), include_non_public=non_public) if words else None
    measure = meant_measure(store, wanted, named).id if wanted else None
    concept = store.concepts.find(named) if named else None
    shown: list[LinkState] = [*SHOWN, *([BELOW] if everything else [])]
    found = list_links(
        store, reference=reference, measure=measure, concept=concept, states=shown, include_non_public=non_public
    )
    return tuple(one for one in found if not states or one.state in states or (
        "changed" in states and one.verdict is not None and one.verdict.changed
    ))  # fmt: skip


def _need_concept(store: Store) -> None:
    if not store.concepts.list():
        store.concepts.find()  # raises: says how to bring one in


def warn_waiting(motions: int) -> None:
    """Say on stderr that an answer lacks what could not be linked now."""
    if motions:
        click.echo(f"protokolle: {motions} motions could not be compared yet (another run is writing, or the database "
                   "may only be read); the answer is without them.", err=True)  # fmt: skip


def _decide(
    motion: str, measure: str, decision: Decision, *, named: str | None, by: str, why: str, non_public: bool,
    db: str | None, as_json: bool,
) -> None:  # fmt: skip
    from pipeline.cli.meant import meant_measure, meant_motion
    from pipeline.cli.output import say_json
    from pipeline.cli.places import database_url
    from pipeline.links import bring_up_to_date
    from pipeline.links.deciding import decide
    from pipeline.store import open_store

    with open_store(database_url(db), create=False) as store:
        warn_waiting(bring_up_to_date(store))
        row = meant_measure(store, measure, named)
        reference = meant_motion(store, motion, include_non_public=non_public)
        entry = decide(store, reference, row, decision, by=by, why=why, knowing=non_public)
    if as_json:
        say_json({"motion": entry.reference, "measure": row.id, "decision": entry.decision, "by": entry.by,
                  "why": entry.why, "at": entry.at})  # fmt: skip
    else:
        click.echo(f"{entry.decision}: {entry.reference} and measure {row.number} “{row.title}” ({entry.by}).")
