"""`protokolle db`: the database itself: bring it up to date, fill it again from the records."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.cli.options import db_option, extracted_option, json_option


@click.group(short_help="Look after the database: upgrade, rebuild.")
def db() -> None:
    """Look after the database: upgrade its tables, rebuild it from the records.

    \b
    Example:
      protokolle db upgrade
      protokolle db rebuild
    """


@db.command()
@db_option
@json_option
def upgrade(*, db: str | None, as_json: bool) -> None:
    """Create the database, or bring its tables up to this version.

    \b
    Example:
      protokolle db upgrade --db sqlite:///db/protokolle.sqlite
    """
    from pipeline.cli.output import say_json
    from pipeline.cli.places import database_url
    from pipeline.store import open_store

    with open_store(database_url(db)) as store:
        url, counts = store.address, store.counts(include_non_public=True)
    if as_json:
        say_json({"database": url, "counts": counts.model_dump()})
    else:
        files = f" and {counts.oparl_files:,} OParl files" if counts.oparl_files else ""
        click.echo(f"{url} is up to date ({counts.documents:,} documents{files}).")


@db.command()
@extracted_option
@db_option
@json_option
def rebuild(*, extracted: Path | None, db: str | None, as_json: bool) -> None:
    """Forget all facts and load them anew from the records; corrections and the journal stay.

    It happens in one transaction: should it fail, all is as before. A record that cannot be read is named, the others
    are loaded, and the exit code is 1; `protokolle ingest` makes the record anew from its document.

    \b
    Example:
      protokolle db rebuild --extracted extracted
    """
    from pipeline.batch.records import Records
    from pipeline.cli.output import say_json
    from pipeline.cli.places import database_url, extracted_folder
    from pipeline.store import open_store

    records = Records(extracted_folder(extracted))
    records.must_exist()
    with open_store(database_url(db)) as store:
        url, count = store.address, store.rebuild(records)
    if as_json:
        unreadable = [{"record": path.name, "message": message} for path, message in records.unreadable]
        say_json({"database": url, "documents": count, "unreadable": unreadable})
    else:
        click.echo(f"{url} holds {count:,} documents, loaded from {records.folder}.")
    for _, message in records.unreadable:
        click.echo(f"protokolle: {message}", err=True)
    if records.unreadable:
        raise click.exceptions.Exit(1)
