"""How many decisions on the measures of each field were taken year by year, as a picture for a report."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import Any

from pipeline.concepts.charts import FONT, INK, Form, drawn, imported, styled, titled
from pipeline.links.concerning import Counted
from pipeline.model.errors import BadInput
from pipeline.store.concept_answers import ConceptView

# Okabe and Ito's hues, told apart without colour by their lightness too.
_KINDS = (
    ("adopted", "beschlossen", "#2a7f62"),
    ("other", "abgelehnt, zurückgezogen oder zur Kenntnis genommen", "#e6b33d"),
)
_YEAR, _HEIGHT, _LABEL = 34, 58, 30  # points of a bar, of a field's row; characters of its name on one line


def decisions_by_year_chart(view: ConceptView, counted: Sequence[Counted], *, form: Form) -> bytes:
    """A row of bars for each field, a bar for each year.

    Raises BadInput: missing_extra (Altair is not installed), bad_concept (there is no decision to draw).
    """
    if not counted:
        raise BadInput(
            f"No decision in this database is linked to a measure of {view.row.concept.name}: there is nothing to "
            "draw. `protokolle link run` looks for links, `protokolle link review` confirms them.",
            code="bad_concept",
        )
    alt = imported()[0]
    order = [_name(one.number, one.name) for one in view.catalogue.action_fields]
    years = list(range(min(one.year for one in counted), max(one.year for one in counted) + 1))
    rows = [
        {"field": _name(one.field.number, one.field.name), "year": str(one.year), "kind": words, "place": place,
         "count": getattr(one, key)}
        for one in counted for place, (key, words, _) in enumerate(_KINDS) if getattr(one, key)
    ]  # fmt: skip
    most = max(one.adopted + one.other for one in counted)
    bars = alt.Chart(alt.Data(values=rows)).mark_bar(width=_YEAR * 0.62).encode(
        x=alt.X("year:N", sort=[str(year) for year in years], scale=alt.Scale(domain=[str(year) for year in years]),
                title=None, axis=alt.Axis(labelAngle=0)),
        y=alt.Y("count:Q", title=None, stack="zero", scale=alt.Scale(domain=[0, most]),
                axis=alt.Axis(format="d", tickCount=min(most, 3), tickMinStep=1)),
        color=alt.Color("kind:N", sort=[words for _, words, _ in _KINDS],
                        scale=alt.Scale(domain=[words for _, words, _ in _KINDS],
                                        range=[colour for *_, colour in _KINDS]),
                        legend=alt.Legend(title=None, orient="top", symbolType="square", columns=2, labelLimit=340)),
        order="place:Q",
    )  # fmt: skip
    faceted = (
        bars.properties(width=max(len(years) * _YEAR, 260), height=_HEIGHT)
        .facet(row=alt.Row("field:N", sort=order, title=None, header=_header(alt)), spacing=14)
        .properties(padding=18, background="#ffffff", title=_title(view, counted))
    )
    return drawn(styled(faceted), form=form)


def _header(alt: Any) -> Any:
    return alt.Header(labelAngle=0, labelAlign="left", labelFont=FONT, labelFontSize=11, labelColor=INK,
                      labelLimit=260, labelPadding=8, labelExpr="split(datum.label, '|')")  # fmt: skip


def _name(number: str, name: str | None) -> str:
    return "|".join(textwrap.wrap(f"{number} {name or '(nicht genannt)'}", _LABEL))


def _title(view: ConceptView, counted: Sequence[Counted]) -> Any:
    total = sum(one.adopted + one.other for one in counted)
    lines = [f"Entscheidungen zu Maßnahmen, nach Handlungsfeld und Jahr ({total} insgesamt)",
             "Eine Entscheidung zu mehreren Feldern zählt in jedem; Empfehlungen zählen nicht"]  # fmt: skip
    return titled(view.row.concept.name, lines)
