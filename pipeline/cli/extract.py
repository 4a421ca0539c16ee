"""`protokolle extract`: records on stdout, nothing stored; or the text with its facts marked."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli.options import ocr_option, unused_db_option

if TYPE_CHECKING:
    from pipeline.batch.work import Ocr
    from pipeline.documents import Input
    from pipeline.model.document import Document
    from pipeline.model.oparl import OParlRecord


@click.command(short_help="Print records as JSON Lines, or the text with its facts marked.")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option("--explain", is_flag=True, help="Print the text with the facts marked in it, instead of records.")
@click.option("-v", "--verbose", is_flag=True, help="With --explain: name the rules, mark text versions and speeches.")
@click.option("--json", "as_json", is_flag=True, help="Records as JSON Lines; this is the default.")
@ocr_option
@unused_db_option
def extract(files: tuple[Path, ...], *, explain: bool, verbose: bool, as_json: bool, ocr: Ocr) -> None:
    """Print the record of each document as one line of JSON; store nothing.

    FILE is a document, an OParl file, a folder or a ZIP file. What cannot be read is named on stderr, the others are
    printed all the same, and the exit code is 1. Data files beside documents (CSV, other JSON) are passed over.

    \b
    Example:
      protokolle extract auszug.pdf
      protokolle extract auszug.pdf --explain
    """
    from pipeline.batch.work import our_fault
    from pipeline.documents import inputs
    from pipeline.model.errors import BadInput

    if explain and as_json:
        raise click.UsageError("--explain is for people and --json for machines: choose one.")
    show = _explainer(verbose=verbose) if explain else _print_record
    failed = False
    for one in inputs(files):
        refused: tuple[str, str] | None = None
        try:
            if one.error is None:
                data = one.load()
                official = _official(one, data)
                if official is not None:
                    _say_official(official, explain=explain)
                    continue
                with _read(one, data, ocr) as document:
                    show(document)
            else:
                refused = one.error.code, str(one.error)
        except BadInput as error:
            refused = error.code, str(error)
        except OSError:
            raise  # the output's: a full disk, a closed pipe
        except Exception as error:  # noqa: BLE001 - a fault of ours with one file must not hide the others
            refused = "internal_error", our_fault(one.label, error).message
        if refused is not None and refused[0] != "data_file":
            failed = True
            click.echo(f"protokolle: {refused[1]}", err=True)
    if failed:
        raise click.exceptions.Exit(1)


def _official(one: Input, data: bytes) -> OParlRecord | None:
    from pipeline.documents import begins_as_json
    from pipeline.oparl import read_oparl

    if not begins_as_json(data):
        return None
    return read_oparl(data, name=one.name, sha256=hashlib.sha256(data).hexdigest())


def _say_official(record: OParlRecord, *, explain: bool) -> None:
    """The record of an OParl file; its text is data, in which there is nothing to mark."""
    from pipeline.cli.output import say_json

    if explain:
        click.echo(f"{record.source.name} is an OParl file: leave out --explain to see its record.")
    else:
        say_json(json.loads(record.model_dump_json(by_alias=True)), indent=None)


def _read(one: Input, data: bytes, ocr: Ocr) -> AbstractContextManager[Document]:
    from pipeline.documents import read

    return read(data, name=one.name, sha256=hashlib.sha256(data).hexdigest(), ocr=ocr)


def _print_record(document: Document) -> None:
    from pipeline.cli.output import say_json
    from pipeline.minutes import extract as extract_record

    say_json(json.loads(extract_record(document).model_dump_json(by_alias=True)), indent=None)


def _explainer(*, verbose: bool) -> Callable[[Document], None]:
    from pipeline.cli.explain import show
    from pipeline.cli.output import console
    from pipeline.minutes import extract as extract_record

    screen = console()

    def explain(document: Document) -> None:
        show(document, extract_record(document), console=screen, verbose=verbose)

    return explain
