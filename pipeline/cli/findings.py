"""`protokolle findings`: what does not add up, by code, with its places."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

from pipeline.cli.options import db_option, json_option, non_public_option

if TYPE_CHECKING:
    from rich.console import Console

    from pipeline.motions.answers import CrossFinding
    from pipeline.store.answers import FindingRow

_FEW = 200  # motions compared with measures before findings are told
_COLOURS = {"error": "bold red", "warning": "yellow", "info": "cyan"}


@click.command(short_help="List what does not add up.")
@click.option("--code", "codes", multiple=True, metavar="CODE", help="Only this finding; may be given more than once.")
@click.option("--severity", type=click.Choice(["error", "warning", "info"]), help="Only findings of this severity.")
@non_public_option
@db_option
@json_option
def findings(*, codes: tuple[str, ...], severity: Any, non_public: bool, db: str | None, as_json: bool) -> None:
    """List what does not add up in the minutes that are stored, between them and the city's own record, and in links to
    measures: a table by code, then the places.

    Findings are answers, not failures: the exit code is 0.

    \b
    Example:
      protokolle findings
      protokolle findings --severity error --json
    """
    from pipeline.cli.link import warn_waiting as warn_unlinked
    from pipeline.cli.motion import warn_waiting
    from pipeline.cli.output import console, say_json
    from pipeline.cli.places import database_url
    from pipeline.links import bring_up_to_date as link_what_waits
    from pipeline.links.findings import LINK_FINDINGS, list_link_findings
    from pipeline.minutes.findings import FINDINGS
    from pipeline.motions import list_cross_findings
    from pipeline.motions.contradictions import CONTRADICTIONS
    from pipeline.motions.official import CONFLICTS
    from pipeline.motions.relate import bring_up_to_date
    from pipeline.oparl.findings import OPARL_FINDINGS
    from pipeline.store import open_store

    registry = {**FINDINGS, **OPARL_FINDINGS, **CONTRADICTIONS, **CONFLICTS, **LINK_FINDINGS}
    unknown = [code for code in codes if code not in registry]
    if unknown:
        raise click.UsageError(f"There is no finding {', '.join(unknown)}; findings are {', '.join(sorted(registry))}.")
    with open_store(database_url(db), create=False) as store:
        warn_waiting(bring_up_to_date(store))
        within = store.list_findings(severity=severity, include_non_public=non_public)
        between = list_cross_findings(store, severity=severity, include_non_public=non_public)
        warn_unlinked(link_what_waits(store, most=_FEW))
        linked = list_link_findings(store, severity=severity, include_non_public=non_public)
        found: tuple[FindingRow | CrossFinding, ...] = (*within, *between, *linked)
        rows = [row for row in found if not codes or row.code in codes]
    if as_json:
        say_json([row.model_dump(mode="json") for row in rows])
    else:
        show(rows, help_by_code={code: entry.help for code, entry in registry.items()}, console=console())


def show(rows: Sequence[FindingRow | CrossFinding], *, help_by_code: Mapping[str, str], console: Console) -> None:
    """The table by code, then each finding with its document and place."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    from pipeline.cli.telling import places
    from pipeline.cli.words import place_words
    from pipeline.store.answers import FindingRow

    if not rows:
        console.print("Nothing to report: no finding in the minutes that are stored.")
        return
    counts = Counter((row.severity, row.code) for row in rows)
    table = Table(box=box.SIMPLE, pad_edge=False)
    table.add_column("code")
    table.add_column("severity")
    table.add_column("count", justify="right")
    table.add_column("what it says", overflow="fold")
    order = list(_COLOURS)
    for (severity, code), count in sorted(counts.items(), key=lambda one: (order.index(one[0][0]), -one[1], one[0][1])):
        colour = _COLOURS[severity]
        table.add_row(Text(code), Text(severity, style=colour), f"{count:,}", Text(help_by_code.get(code, "")))
    console.print(table)
    wide = not console.is_terminal
    for row in sorted(rows, key=lambda one: (order.index(one.severity), one.code)):
        line = Text(row.code, style=_COLOURS[row.severity])
        if isinstance(row, FindingRow):
            where = place_words(row.places)
            line.append(f"  {row.document.name}{', ' if where else ''}{where}: {row.message}", style="default")
        else:
            line.append(f"  {row.message} ({places(row.places)})", style="default")
        console.print(line, soft_wrap=wide)
