"""The evaluation as one HTML file that needs nothing else: figures, misses, and each document beside its facts.

The style sheet (`page.css`) is part of the file; there is nothing to load. It prints as it reads.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from importlib.resources import files

from pipeline.evaluate.html_page import legend, page_article
from pipeline.evaluate.report import FIELDS, Miss, Report, Score

_GOOD_ENOUGH = 0.95  # below it a figure is shown in red: something to look at, no verdict


def html_report(report: Report, *, title: str = "How well the minutes are read") -> str:
    """The whole file. `report.pages` are the documents to show; call `evaluate(..., pages=True)` for them."""
    style = files("pipeline.evaluate").joinpath("page.css").read_text(encoding="utf-8")
    pages = sorted(report.pages, key=lambda page: -len(page.misses))
    parts = [
        _front(report, title),
        _section("Figures", _groups(report)),
        _section("Average over cities", _macro(report)) if len(report.cities) > 1 else "",
        _section("Votes read where there was none", _miss_table(report.invented)) if report.invented else "",
        _section("The city's index and the record disagree", _miss_table(report.disagreements))
        if report.disagreements
        else "",
        _section("Left out: the minutes say otherwise than the city's index", _miss_table(report.left_out))
        if report.left_out
        else "",
        _section("Not read", _unreadable(report)) if report.unreadable else "",
        _section("Documents", _contents(report), *(page_article(page, n) for n, page in enumerate(pages)))
        if pages
        else _section("Misses", _miss_table(report.misses)),
    ]
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>\n{style}</style></head><body>\n"
        + "\n".join(part for part in parts if part)
        + "\n</main></body></html>\n"
    )


def _front(report: Report, title: str) -> str:
    count = len(report.pages) or report.documents.get("all", 0)
    return (
        f"<header><h1>{escape(title)}</h1>"
        f'<p class="lead">{count} documents against gold made by people. A wrong value counts as a false alarm and '
        "as a miss; where gold and record are both silent, nothing is counted. Figures under "
        f"{_GOOD_ENOUGH:.2f} are red.</p></header><main>"
    )


def _section(heading: str, *content: str) -> str:
    return f"<section><h2>{escape(heading)}</h2>{''.join(content)}</section>"


def _groups(report: Report) -> str:
    """One row a group, one column a field: F1; the counts of the first group below."""
    names = [name for name in FIELDS if any(name in fields for fields in report.scores.values())]
    head = "".join(f'<th class="n">{_words(name).replace(" ", "<br>")}</th>' for name in names)
    rows = "".join(
        f"<tr{_row_class(group)}><th>{escape(group)}</th>"
        f'<td class="n">{report.documents.get(group, 0)}</td>'
        + "".join(_cell(report.score(group, name)) for name in names)
        + "</tr>"
        for group in report.scores
    )
    return (
        '<p class="note">F1 of each field: all documents, each folder, and each layout in it.</p>'
        '<div class="scroll dense"><table><thead><tr><th></th><th class="n">docu-<br>ments</th>'
        f"{head}</tr></thead><tbody>{rows}</tbody></table></div>"
        + "".join(_counts_table(report, group) for group in list(report.scores)[:1])
    )


def _row_class(group: str) -> str:
    return "" if "/" in group else ' class="sum"'


def _counts_table(report: Report, group: str) -> str:
    fields = report.scores[group]
    rows = "".join(
        f'<tr><th>{_words(name)}</th><td class="n">{score.tp}</td><td class="n">{score.fp}</td>'
        f'<td class="n">{score.fn}</td>{_number(score.precision)}{_number(score.recall)}'
        f"{_number(score.f1, bar=True)}</tr>"
        for name in FIELDS
        if (score := fields.get(name)) is not None
    )
    return (
        f"<h2>Counts: {escape(group)}</h2>"
        '<div class="scroll"><table><thead><tr><th>field</th><th class="n">right</th><th class="n">false alarm</th>'
        '<th class="n">missed</th><th class="n">precision</th><th class="n">recall</th><th class="n">F1</th>'
        f"</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _macro(report: Report) -> str:
    rows = "".join(
        f'<tr><th>{_words(name)}</th><td class="n">{mean.cities}</td>'
        f"{_number(mean.precision)}{_number(mean.recall)}{_number(mean.f1, bar=True)}</tr>"
        for name in FIELDS
        if (mean := report.macro(name)).cities
    )
    cities = ", ".join(escape(city) for city in report.cities)
    return (
        f'<p class="note">Each city counts the same, however many documents it has: {cities}.</p>'
        '<div class="scroll"><table><thead><tr><th>field</th><th class="n">cities</th><th class="n">precision</th>'
        f'<th class="n">recall</th><th class="n">F1</th></tr></thead><tbody>{rows}</tbody></table></div>'
    )


def _contents(report: Report) -> str:
    order = sorted(range(len(report.pages)), key=lambda n: -len(report.pages[n].misses))
    entries = []
    for place, n in enumerate(order):
        page = report.pages[n]
        mark = f"<b>{len(page.misses)}</b>" if page.misses else '<b class="ok">✓</b>'
        entries.append(f'<li>{mark}<a href="#d{place}">{escape(page.document)}</a></li>')
    note = '<p class="note">The number of misses of each document, most first. The marks in the texts:</p>'
    return f'{note}{legend()}<ul class="toc" style="margin:16px 0 28px">{"".join(entries)}</ul>'


def _miss_table(misses: Sequence[Miss]) -> str:
    rows = "".join(
        f"<tr><td>{escape(miss.folder)}/{escape(miss.document)}</td><td>{_words(miss.field)}</td>"
        f"<td>{escape(miss.expected or '–')}</td><td>{escape(miss.got or '–')}</td>"
        f"<td>{'' if miss.line is None else f'{miss.line}: '}{escape(miss.source or '')}</td></tr>"
        for miss in misses
    )
    return (
        '<div class="scroll"><table><thead><tr><th>document</th><th>field</th><th>expected</th><th>got</th>'
        f"<th>source</th></tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _unreadable(report: Report) -> str:
    return _list(f"<b>{escape(name)}</b>: {escape(reason)}" for name, reason in report.unreadable)


def _list(entries: Iterable[str]) -> str:
    return "<ul>" + "".join(f"<li>{entry}</li>" for entry in entries) + "</ul>"


def _cell(score: Score) -> str:
    if score.f1 is None:
        return '<td class="n none">–</td>'
    told = f"precision {_figure(score.precision)}, recall {_figure(score.recall)}: {score.tp} right, "
    told += f"{score.fp} false alarms, {score.fn} missed"
    return f'<td class="n {_grade(score.f1)}" title="{told}">{_figure(score.f1)}</td>'


def _number(value: float | None, *, bar: bool = False) -> str:
    if value is None:
        return '<td class="n none">–</td>'
    low = ' class="low"' if value < _GOOD_ENOUGH else ""
    drawn = f'<span class="bar"><i{low} style="width:{value * 100:.0f}%"></i></span>' if bar else ""
    return f'<td class="n {_grade(value)}">{_figure(value)}{drawn}</td>'


def _grade(value: float) -> str:
    return "full" if value == 1 else "low" if value < _GOOD_ENOUGH else ""


def _figure(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _words(name: str) -> str:
    return escape(name.replace("_", " "))
