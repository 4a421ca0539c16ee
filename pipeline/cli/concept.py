"""`protokolle concept`: catalogues of measures: bring them in, look at them, check them, write them out."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from pipeline.cli.options import db_option, json_option, non_public_option
from pipeline.model.errors import ProtokolleError, UsageError

if TYPE_CHECKING:
    from pipeline.concepts.importing import Imported
    from pipeline.model.concept import ConceptFile
    from pipeline.store import Store
    from pipeline.store.concept_answers import ConceptView

_PERIOD_PARTS = 2


@click.group(short_help="Catalogues of measures: import, show, check, export, chart.")
def concept() -> None:
    """Catalogues of measures: bring them in, look at them, check them, write them out.

    \b
    Example:
      protokolle concept import corpora/konzepte/integrationskonzept-potsdam-2016-2020.pdf
      protokolle concept show
    """


@concept.command("import", short_help="Bring in a catalogue, or a report on one.")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option(
    "--concept", "named", metavar="CONCEPT", help="The concept a report is about, or whose new version it is."
)
@click.option(
    "--as",
    "kind",
    type=click.Choice(["auto", "catalogue", "report"]),
    default="auto",
    show_default=True,
    help="What the tables are; by default their columns tell.",
)
@click.option("--name", metavar="NAME", help="The concept's name, where the file does not give it.")
@click.option("--body", metavar="TOWN", help="The municipality.")
@click.option("--period", metavar="2016-2020", help="First and last year.")
@click.option("--paper", metavar="REF", help="The paper it was adopted by.")
@click.option("--adopted", metavar="DATE", help="When it was adopted: 2017, 2017-07 or 2017-07-05.")
@click.option("--date", metavar="DATE", help="From when the states are, where the file does not say.")
@click.option("--source", metavar="REF", help="The paper or report the states stand in, where the file does not say.")
@db_option
@json_option
def import_(
    files: tuple[Path, ...], *, named: str | None, kind: Literal["auto", "catalogue", "report"], db: str | None,
    as_json: bool, period: str | None, **stated: str | None,
) -> None:  # fmt: skip
    """Bring in a catalogue of measures, or a report that says how far they are.

    FILE is YAML, CSV or XLSX (the columns of `concept export`, or a table with a head), or a PDF or Word file with
    tables headed Maßnahme, Beschreibung, Ziel. A table with a column of states (Umsetzungsstand, Status ...: words,
    symbols, colours) is a report (Bestandsaufnahme): its rows are joined to the catalogue's measures by number or
    title and added to their history. The books balance: rows = joined + not joined + without a state.

    A new version replaces the catalogue; measures it no longer has are kept as retired. Of several files the
    catalogues come first, whatever their order.

    Exit code 1 when a file could not be used or a row found no measure; the output says which.

    \b
    Example:
      protokolle concept import integrationskonzept.pdf bestandsaufnahme.pdf
      protokolle concept import status.xlsx --concept integrationskonzept --date 2021-10 --source 21/SVV/1188
    """
    from pipeline.cli.output import console, say_json
    from pipeline.cli.places import database_url
    from pipeline.concepts.importing import bring_in, read_file
    from pipeline.concepts.load import Given
    from pipeline.store import open_store

    start, end = _period(period)
    given = Given(start=start, end=end, **stated)
    read: list[ConceptFile] = []
    failed: list[tuple[str, ProtokolleError]] = []
    for path in files:
        try:
            read.append(read_file(path, kind=kind, given=given))
        except ProtokolleError as error:
            failed.append((path.name, error))
    done: list[Imported] = []
    if read:
        with open_store(database_url(db)) as store:
            for file in sorted(read, key=lambda one: one.concept is None):
                try:
                    done.append(bring_in(store, file, concept=named))
                except ProtokolleError as error:
                    failed.append((file.source.name, error))
    if as_json:
        from pipeline.cli.concept_words import imported_json

        errors = [{"file": name, "code": problem.code, "message": str(problem)} for name, problem in failed]
        say_json({"imported": [imported_json(one) for one in done], "errors": errors})
    else:
        from pipeline.cli.concept_words import say_imported

        for one in done:
            say_imported(one, console=console())
    for _, problem in failed:
        click.echo(f"protokolle: {problem}", err=True)
    if failed or any(one.unjoined for one in done):
        raise click.exceptions.Exit(1)


@concept.command("list", short_help="All concepts.")
@db_option
@json_option
def list_(*, db: str | None, as_json: bool) -> None:
    """All concepts with their size and the files they came from.

    \b
    Example:
      protokolle concept list
    """
    from pipeline.cli.concept_words import say_list
    from pipeline.cli.output import console, say_json
    from pipeline.cli.places import database_url
    from pipeline.store import open_store

    with open_store(database_url(db), create=False) as store:
        rows = store.concepts.list()
    if as_json:
        say_json(
            [row.model_dump(mode="json", exclude={"sources": {"__all__": {"findings", "unjoined"}}}) for row in rows]
        )
    else:
        say_list(rows, console=console())


@concept.command(short_help="A concept with its fields, goals and measures.")
@click.argument("named", required=False, metavar="[CONCEPT]")
@click.option("--field", "field", metavar="NUMBER", help="Only this action field.")
@click.option("--brief", is_flag=True, help="Without goals and measures.")
@click.option("--coverage", is_flag=True, help="Which measures no decision concerns, and which decisions no measure.")
@non_public_option
@db_option
@json_option
def show(
    named: str | None,
    *,
    field: str | None,
    brief: bool,
    coverage: bool,
    non_public: bool,
    db: str | None,
    as_json: bool,
) -> None:
    """A concept: what is known of it and what contradicts it, then fields, goals, and measures with their latest state.

    CONCEPT is its id or words of its name; without it the only concept there is.

    \b
    Example:
      protokolle concept show integrationskonzept
      protokolle concept show klimaplan --field B --json
      protokolle concept show integrationskonzept --coverage
    """
    from pipeline.cli.output import console, say_json
    from pipeline.cli.places import database_url
    from pipeline.concepts.checks import check_concept
    from pipeline.store import open_store

    with open_store(database_url(db), create=False) as store:
        view = store.concepts.view(store.concepts.find(named))
        assert view is not None  # `find` has just seen it
        if coverage:
            _say_coverage(store, view, non_public=non_public, as_json=as_json)
            return
        checked = check_concept(store, view, include_non_public=non_public)
    numbers = [one.number for one in view.catalogue.action_fields]
    if field is not None and field not in numbers:
        raise UsageError(
            f"There is no action field {field!r} in {view.row.concept.name}; fields are {', '.join(numbers)}."
        )
    if as_json:
        from pipeline.cli.concept_words import view_json

        say_json(view_json(view, checked, field=field, brief=brief))
    else:
        from pipeline.cli.concept_words import say_view

        say_view(view, checked, field=field, brief=brief, console=console())


def _say_coverage(store: Store, view: ConceptView, *, non_public: bool, as_json: bool) -> None:
    from pipeline.cli.coverage_words import say_coverage
    from pipeline.cli.link import warn_waiting
    from pipeline.cli.output import console, say_json
    from pipeline.links import bring_up_to_date
    from pipeline.links.concerning import coverage

    warn_waiting(bring_up_to_date(store))
    covered = coverage(store, view, include_non_public=non_public)
    if as_json:
        say_json(covered.model_dump(mode="json"))
    else:
        say_coverage(covered, console=console())


@concept.command(short_help="What does not add up about a concept.")
@click.argument("named", required=False, metavar="[CONCEPT]")
@click.option("--code", "codes", multiple=True, metavar="CODE", help="Only this finding; may be given more than once.")
@non_public_option
@db_option
@json_option
def check(named: str | None, *, codes: tuple[str, ...], non_public: bool, db: str | None, as_json: bool) -> None:
    """What does not add up: within the catalogue, between it and its reports, between it and what minutes say of it.

    Findings are answers, not failures: the exit code is 0.

    \b
    Example:
      protokolle concept check integrationskonzept
      protokolle concept check --code K201 --json
    """
    from pipeline.cli.concept_words import check_json, say_check
    from pipeline.cli.output import console, say_json
    from pipeline.cli.places import database_url
    from pipeline.concepts.checks import check_concept
    from pipeline.concepts.findings import CONCEPT_FINDINGS
    from pipeline.store import open_store

    unknown = [code for code in codes if code not in CONCEPT_FINDINGS]
    if unknown:
        raise click.UsageError(
            f"There is no finding {', '.join(unknown)}; findings are {', '.join(sorted(CONCEPT_FINDINGS))}."
        )
    with open_store(database_url(db), create=False) as store:
        view = store.concepts.view(store.concepts.find(named))
        assert view is not None  # `find` has just seen it
        checked = check_concept(store, view, include_non_public=non_public)
    if as_json:
        say_json(check_json(view, checked, codes=codes))
    else:
        say_check(view, checked, codes=codes, console=console())


@concept.command(short_help="Write a concept as YAML, CSV or XLSX.")
@click.argument("named", required=False, metavar="[CONCEPT]")
@click.option(
    "--format", "form", type=click.Choice(["yaml", "csv", "xlsx"]),
    help="Default: as FILE ends, else yaml. XLSX needs openpyxl: pip install 'protokolle[concepts]'.",
)  # fmt: skip
@click.option("-o", "--output", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False), help="File to write.")
@db_option
@json_option
def export(named: str | None, *, form: str | None, output: Path | None, db: str | None, as_json: bool) -> None:
    """Write a concept with all states so that `concept import` takes it back and nothing is lost.

    Without -o YAML and CSV go to standard output. For Excel take XLSX: its cells are text, so that 4.10 stays 4.10.

    \b
    Example:
      protokolle concept export integrationskonzept --format xlsx -o integrationskonzept.xlsx
      protokolle concept export klimaplan
    """
    from pipeline.cli.output import say_json
    from pipeline.cli.places import database_url
    from pipeline.concepts.exporting import written
    from pipeline.store import open_store

    form = form or _ending(output, ("csv", "xlsx")) or "yaml"
    if form == "xlsx" and output is None:
        raise UsageError("An Excel file is not for the terminal: name it with -o FILE.")
    with open_store(database_url(db), create=False) as store:
        view = store.concepts.view(store.concepts.find(named))
    assert view is not None  # `find` has just seen it
    data = written(view.catalogue, form=form)
    if output is not None:
        _write(output, data)
    if as_json:
        counts = {"fields": view.row.fields, "goals": view.row.goals, "measures": view.row.measures}
        said: dict[str, Any] = {"concept": view.row.concept.id, "format": form, **counts}
        say_json({**said, "file": str(output)} if output else {**said, "content": data.decode()})
    elif output is None:
        click.echo(data.decode(), nl=False)


@concept.command(short_help="Draw how far the measures are, or what was decided on them.")
@click.argument("named", required=False, metavar="[CONCEPT]")
@click.option("--of", "what", type=click.Choice(["states", "decisions"]), default="states", show_default=True,
              help="states: how far the measures are; decisions: how many each year brought.")  # fmt: skip
@click.option(
    "--format", "form", type=click.Choice(["svg", "png"]), help="Kind of picture; default: as FILE ends, else svg."
)
@click.option("-o", "--output", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False), required=True,
              help="File to write.")  # fmt: skip
@db_option
@json_option
def chart(
    named: str | None, *, what: str, form: Literal["svg", "png"] | None, output: Path, db: str | None, as_json: bool
) -> None:
    """Draw how far the measures of each action field are, or the decisions on them by field and year, as a picture for
    a report. Its words are German.

    Needs Altair: pip install 'protokolle[charts]'.

    \b
    Example:
      protokolle concept chart integrationskonzept -o stand.svg
      protokolle concept chart integrationskonzept --of decisions -o beschluesse.png
    """
    from pipeline.cli.link import warn_waiting
    from pipeline.cli.output import say_json
    from pipeline.cli.places import database_url
    from pipeline.concepts.charts import status_by_field
    from pipeline.links import bring_up_to_date
    from pipeline.links.charts import decisions_by_year_chart
    from pipeline.links.concerning import decisions_by_year
    from pipeline.store import open_store

    form = form or ("png" if _ending(output, ("png",)) else "svg")
    with open_store(database_url(db), create=False) as store:
        view = store.concepts.view(store.concepts.find(named))
        assert view is not None  # `find` has just seen it
        if what == "decisions":
            warn_waiting(bring_up_to_date(store))
            picture = decisions_by_year_chart(view, decisions_by_year(store, view), form=form)
        else:
            picture = status_by_field(view, form=form)
    _write(output, picture)
    if as_json:
        say_json({"concept": view.row.concept.id, "of": what, "format": form, "file": str(output)})
    elif what == "decisions":
        click.echo(f"{output}: decisions on the measures of {view.row.concept.name}, by field and year.")
    else:
        click.echo(f"{output}: how far the {view.row.measures} measures of {view.row.concept.name} are.")


def _ending(output: Path | None, among: Collection[str]) -> str | None:
    """How the file's name ends, if it is one of these."""
    ending = output.suffix.lower().removeprefix(".") if output is not None else ""
    return ending if ending in among else None


def _write(output: Path, data: bytes) -> None:
    try:
        output.write_bytes(data)
    except OSError as error:
        raise UsageError(f"{output} cannot be written ({error.strerror}). Name another file with -o.") from error


def _period(written: str | None) -> tuple[str | None, str | None]:
    if written is None:
        return None, None
    parts = [part.strip() for part in written.replace("–", "-").split("-")]
    if len(parts) != _PERIOD_PARTS or not all(part.isdecimal() and len(part) == 4 for part in parts):
        raise UsageError(f"{written!r} is no period; write for example --period 2016-2020.")
    return parts[0], parts[1]
