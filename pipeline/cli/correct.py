"""`protokolle correct`: what a person knows better. It outlives every re-run."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from pipeline.cli.options import db_option, json_option

if TYPE_CHECKING:
    from pipeline.store import Store
    from pipeline.store.answers import CorrectionRow

_SHORTEST = 6  # characters of a hash that may stand for a document


@click.command(short_help="Correct one value of a document, for good.")
@click.argument("document")
@click.argument("pointer")
@click.argument("value")
@click.option("--by", required=True, metavar="NAME", help="Who says so.")
@click.option("--why", required=True, metavar="TEXT", help="The reason, for those who read it later.")
@db_option
@json_option
def correct(document: str, pointer: str, value: str, *, by: str, why: str, db: str | None, as_json: bool) -> None:
    """Correct one value of a document; the correction holds over every later run and rebuild.

    DOCUMENT is the file's name or the beginning of its SHA-256 hash. POINTER is the JSON pointer of the value in the
    record, as `extract` prints it: /meeting/date, /agenda_items/0/vote_events/0/yes. VALUE is JSON, or plain
    text where the field holds text; null takes a value away.

    \b
    Example:
      protokolle correct auszug.txt /meeting/date 2016-06-14 --by "A. Muster" --why "Schreibfehler"
    """
    from pipeline.cli.output import say_json
    from pipeline.cli.places import database_url
    from pipeline.store import open_store

    with open_store(database_url(db), create=False) as store:
        row = _enter(store, _find(store, document), pointer, value, by=by, why=why)
    if as_json:
        say_json(row.model_dump(mode="json"))
        return
    click.echo(f"{pointer}: {_json(row.was)} is now {_json(row.value)} (by {row.by}).")


def _enter(store: Store, sha256: str, pointer: str, typed: str, *, by: str, why: str) -> CorrectionRow:
    """Enters the value as JSON; where that does not fit the field (`7.1` as a TOP's number), as the text it is."""
    from pipeline.model.errors import StoreError

    try:
        value: Any = json.loads(typed)
    except ValueError:
        return store.correct(sha256, pointer, typed, by=by, why=why)
    try:
        return store.correct(sha256, pointer, value, by=by, why=why)
    except StoreError as error:
        if error.code != "bad_correction" or not isinstance(value, int | float):
            raise
        return store.correct(sha256, pointer, typed, by=by, why=why)


def _find(store: Store, wanted: str) -> str:
    """The hash of the one document that `wanted` names."""
    from pipeline.model.errors import UsageError

    documents = store.documents(include_non_public=True)
    exact = [one for one in documents if wanted in (one.name, one.sha256)]
    found = exact or [one for one in documents if len(wanted) >= _SHORTEST and one.sha256.startswith(wanted.lower())]
    if len(found) == 1:
        return found[0].sha256
    if found:
        which = ", ".join(one.sha256[:12] for one in found[:5])
        raise UsageError(f"{len(found)} documents are called {wanted!r}; name one by its hash: {which}.")
    raise UsageError(
        f"No document {wanted!r} is in this database. Give the file's name, or at least {_SHORTEST} characters of its "
        "SHA-256 hash; `protokolle search --json` names the documents of hits."
    )


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
