"""`protokolle search`: items by their words, with filters."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click

from pipeline.cli.options import Years, db_option, json_option, non_public_option

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from pipeline.store import Store
    from pipeline.store.answers import FacetCount, SearchHit, SearchPage

_MARKS = ("\x01", "\x02")  # no text has them, so a text's own asterisks are not taken for marks


@click.command(short_help="Find agenda items by their words.")
@click.argument("query", nargs=-1, metavar="[QUERY]...")
@click.option("--committee", metavar="NAME", help="Only items of this committee: its name, or words of it.")
@click.option("--years", type=Years(), metavar="YEARS", help="Only meetings of these years: 2016-2021, 2016, 2016-.")
@click.option("--result", metavar="RESULT", help="Only items with this result: a code (rejected) or the wording.")
@click.option("--person", metavar="NAME", help="Only items in which this person speaks or is mentioned.")
@click.option("--paper", metavar="REF", help="Only items that deal with this paper or mention it.")
@click.option("--measure", metavar="MEASURE",
              help="Only items of motions linked to this measure of a concept: its number, id, or words.")  # fmt: skip
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help="Hits on a page.")
@click.option("--offset", type=click.IntRange(min=0), default=0, show_default=True, help="Hits to skip.")
@click.option(
    "--facets", is_flag=True, help="Also count the hits by committee, year, result, speaker (--json: always)."
)
@non_public_option
@db_option
@json_option
def search(
    query: tuple[str, ...],
    *,
    committee: str | None,
    years: tuple[int | None, int | None] | None,
    result: str | None,
    person: str | None,
    paper: str | None,
    measure: str | None,
    limit: int,
    offset: int,
    facets: bool,
    non_public: bool,
    db: str | None,
    as_json: bool,
) -> None:
    """Find agenda items by their words, the best first.

    All words of QUERY must occur, inflected in any way or as a part of a compound (Lotse finds Integrationslotsen);
    "quotes" make a phrase, a star at a word's end stands for any ending; umlauts and their spellings (ü, ue), ß and ss
    are one. A hit in the title counts more than one in the text, a whole word more than a part of one.

    More than 2,000 hits, and hits of very frequent words, are not ranked: those in the title come first, then the
    others, each the newest first. More than 5,000 are not counted to the end. Without QUERY, filters alone list items,
    the newest first. A committee or person is found under all names that verdicts (`protokolle identity`) make one.

    \b
    Example:
      protokolle search Integrationslotsen
      protokolle search Lotse --facets
      protokolle search --measure 4.6
      protokolle search 'Integr*' --committee Soziales --years 2016-2021 --json
    """
    from pipeline.cli.output import console, say_json
    from pipeline.cli.places import database_url
    from pipeline.identity import spellings
    from pipeline.store import open_store

    words = " ".join(query)
    if not words.strip() and not any((committee, years, result, person, paper, measure)):
        raise click.UsageError("Give words to search for, or a filter such as --committee or --years.")
    with open_store(database_url(db), create=False) as store:
        with store.reading() as connection:
            committees = committee and spellings(connection, "organization", committee, include_non_public=non_public)
            persons = person and spellings(connection, "person", person, include_non_public=non_public)
        page = store.search(
            words,
            committee=committees,
            years=years,
            result=result,
            person=persons,
            paper=paper,
            items=None if measure is None else _linked(store, measure, non_public=non_public),
            limit=limit,
            offset=offset,
            markers=("**", "**") if as_json else _MARKS,
            facets=facets or as_json,
            include_non_public=non_public,
        )
    if as_json:
        say_json(page.model_dump(mode="json"))
    else:
        show(page, console=console())


def _linked(store: Store, measure: str, *, non_public: bool) -> set[tuple[str, int]]:
    """The items of the motions linked to a measure."""
    from pipeline.cli.link import warn_waiting
    from pipeline.cli.meant import meant_measure
    from pipeline.links import LINKED, bring_up_to_date, list_links

    warn_waiting(bring_up_to_date(store))
    found = list_links(store, measure=meant_measure(store, measure).id, states=LINKED, evidence=False,
                       include_non_public=non_public)  # fmt: skip
    return {(item.document.sha256, int(item.pointer.rpartition("/")[2])) for link in found for item in link.items}


def show(page: SearchPage, *, console: Console) -> None:
    """A block per hit: where, title, the words found, the place."""
    from rich.text import Text

    wide = not console.is_terminal
    for hit in page.hits:
        console.print(_heading(hit), soft_wrap=wide)
        if hit.title:
            console.print(Text(f"  {hit.title}"), soft_wrap=wide)
        console.print(marked(f"  {' '.join(hit.snippet.split())}", colour=console.is_terminal), soft_wrap=wide)
        console.print(Text(f"  {_source(hit)}", style="dim"), soft_wrap=wide)
        console.print()
    shown = page.offset + len(page.hits)
    count = f"{'' if page.total_is_exact else 'More than '}{page.total:,} item{'' if page.total == 1 else 's'}"
    more = f", {page.offset + 1}-{shown} shown; --offset {shown} goes on" if shown < page.total and page.hits else ""
    order = " Not ranked: those with it in the title first, each the newest first." * (page.order == "title_first")
    console.print(Text(f"{count} found{more}.{order}"), soft_wrap=wide)
    if page.facets is not None and page.facets_over:
        over = "" if page.facets_exact else f", counted over the newest {page.facets_over:,}"
        console.print(Text(f"\nBy committee, year, result and speaker{over}:"), soft_wrap=wide)
        for name, counts in page.facets:
            if counts:
                console.print(_facet(name, counts), soft_wrap=wide)


def _facet(name: str, counts: tuple[FacetCount, ...]) -> Text:
    """`year: 2017 3, 2016 12`."""
    from rich.text import Text

    out = Text("  ").append(f"{name}: ", style="bold")
    for index, one in enumerate(counts):
        out.append(f"{', ' if index else ''}{one.value} ").append(str(one.count), style="cyan")
    return out


def marked(snippet: str, *, colour: bool) -> Text:
    """The words found, bold in a terminal and between asterisks elsewhere."""
    from rich.text import Text

    out = Text()
    found = False
    for part in re.split(f"([{''.join(_MARKS)}])", snippet):
        if part in _MARKS:
            found = part == _MARKS[0]
            out.append("" if colour else "**")
        else:
            out.append(part, style="bold yellow" if found and colour else "")
    return out


def _heading(hit: SearchHit) -> Text:
    from rich.text import Text

    from pipeline.cli.words import date_words, result_words

    out = Text(f"{date_words(hit.date)}  ", style="bold cyan")
    out.append((hit.committee or "committee not stated") + (" (inferred)" if hit.committee_inferred else ""))
    out.append(f", TOP {hit.number}" if hit.number else "")
    out.append(f"  {hit.paper}" if hit.paper else "", style="magenta")
    if hit.result is not None:
        inferred = " (inferred)" if hit.result_inferred else ""
        out.append(f"  {result_words(hit.result)}{inferred}", style="green")
    out.append("" if hit.public else "  (non-public)", style="red")
    return out


def _source(hit: SearchHit) -> str:
    from pipeline.cli.words import place_words

    place = f", {place_words([hit.place])}" if hit.place else ""
    return f"{hit.document.name} {hit.pointer}{place}"
