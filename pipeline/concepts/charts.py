"""How far the measures are, field by field, as a picture for a report: Altair draws, vl-convert makes SVG and PNG.

No browser and no JavaScript from elsewhere. The words are German, because the picture goes into German papers.
"""

from __future__ import annotations

import textwrap
from typing import Any, Literal

from pipeline.concepts.checks import state_counts
from pipeline.model.errors import BadInput
from pipeline.store.concept_answers import ConceptView

Form = Literal["svg", "png"]

# Dark to light within green and amber, so that the states differ without colour too (Okabe and Ito's hues).
_STATES = (
    ("fulfilled", "erfüllt", "#2a7f62"),
    ("partly_fulfilled", "mit Einschränkungen", "#e6b33d"),
    ("not_fulfilled", "nicht erfüllt", "#c2573f"),
    ("not_assessable", "nicht einschätzbar", "#9aa3ad"),
    ("none", "ohne Angabe", "#e3e6ea"),
)
FONT = "DejaVu Sans, Liberation Sans, Arial, sans-serif"
INK, PALE = "#27313b", "#5b6570"
_BAR, _WIDTH, _LINE = 26, 520, 14  # points
_LABEL = 34  # characters of a field's name on one line
_SCALE = 2  # of a PNG
_LEAST_LABELLED = 0.025  # of the longest bar; the count of a narrower part does not fit into it


def status_by_field(view: ConceptView, *, form: Form) -> bytes:
    """A bar for each action field, parted by the state of its measures.

    Raises BadInput: missing_extra (Altair is not installed), bad_concept (there is no measure to draw).
    """
    if not view.measures:
        raise BadInput(f"{view.row.concept.name} has no measures: there is nothing to draw.", code="bad_concept")
    return drawn(_chart(view), form=form)


def drawn(chart: Any, *, form: Form) -> bytes:
    """An Altair chart as a file."""
    vl_convert = imported()[1]
    spec = chart.to_json()
    if form == "svg":
        return str(vl_convert.vegalite_to_svg(spec)).encode()
    return bytes(vl_convert.vegalite_to_png(spec, scale=_SCALE))


def imported() -> tuple[Any, Any]:
    try:
        import altair
        import vl_convert
    except ImportError as error:
        raise BadInput("Charts need Altair: pip install 'protokolle[charts]'.", code="missing_extra") from error
    return altair, vl_convert


def titled(text: str, lines: list[str]) -> Any:
    """A title with lines below it, as all our charts have it."""
    return imported()[0].Title(
        text=textwrap.wrap(text, 64), subtitle=[line for line in lines if line], anchor="start", font=FONT, fontSize=17,
        color=INK, subtitleFont=FONT, subtitleFontSize=12, subtitleColor=PALE, subtitlePadding=6, offset=14,
    )  # fmt: skip


def styled(chart: Any) -> Any:
    """Lines and letters as all our charts have them."""
    return (
        chart.configure_view(stroke=None)
        .configure_axis(labelFont=FONT, titleFont=FONT, labelFontSize=11, titleFontSize=11, labelColor=INK,
                        titleColor=PALE, titleFontWeight="normal", gridColor="#e3e6ea", domainColor="#aab2bb",
                        tickColor="#aab2bb")
        .configure_legend(labelFont=FONT, labelFontSize=11, labelColor=INK, labelLimit=220)
    )  # fmt: skip


def _chart(view: ConceptView) -> Any:
    alt = imported()[0]
    rows, order = _rows(view)
    shown = [words for key, words, _ in _STATES if any(row["state"] == words for row in rows)]
    colours = [colour for _, words, colour in _STATES if words in shown]
    longest = max(sum(row["count"] for row in rows if row["field"] == field) for field in order)
    data = alt.Data(values=rows)
    fields = alt.Y("field:N", sort=order, axis=None)
    base = alt.Chart(data).encode(y=fields)
    bars = base.mark_bar(height=_BAR).encode(
        x=alt.X("start:Q", title="Maßnahmen", scale=alt.Scale(domain=[0, longest], nice=False),
                axis=alt.Axis(grid=True, tickMinStep=1, format="d")),
        x2="end:Q",
        color=alt.Color("state:N", sort=shown, scale=alt.Scale(domain=shown, range=colours),
                        legend=alt.Legend(title=None, orient="top", symbolType="square", columns=len(shown))),
        order="place:Q",
    )  # fmt: skip
    labelled = f"datum.count >= {_LEAST_LABELLED * longest}"
    dark = [words for key, words, _ in _STATES if key in ("fulfilled", "not_fulfilled")]
    counts = base.transform_filter(labelled).mark_text(font=FONT, fontSize=11).encode(
        x="middle:Q", text="count:Q",
        color=alt.condition(alt.FieldOneOfPredicate("state", dark), alt.value("#ffffff"), alt.value(INK)),
    )  # fmt: skip
    ends = alt.Chart(alt.Data(values=_totals(rows, order))).mark_text(
        font=FONT, fontSize=11, align="left", dx=5, color=PALE
    ).encode(y=fields, x="end:Q", text="end:Q")  # fmt: skip
    height = max(len(order) * (_BAR + 18), 80)
    return styled(
        alt.layer(bars, counts, ends, *_names(order, fields, alt))
        .properties(width=_WIDTH, height=height, padding=18, background="#ffffff", title=_title(view))
    )  # fmt: skip


def _names(order: list[str], fields: Any, alt: Any) -> list[Any]:
    """The fields' names beside their bars; one of two lines is raised, so that it stands at the middle of its bar."""
    heights = {label: label.count("\n") for label in order}
    return [
        alt.Chart(alt.Data(values=[{"field": label} for label in order if heights[label] == more])).mark_text(
            align="right", dx=-10, dy=-more * _LINE / 2, lineBreak="\n", lineHeight=_LINE, font=FONT, fontSize=11,
            color=INK,
        ).encode(y=fields, x=alt.value(0), text="field:N")
        for more in sorted(set(heights.values()))
    ]  # fmt: skip


def _rows(view: ConceptView) -> tuple[list[dict[str, Any]], list[str]]:
    """A row for each field and state, with where its part of the bar begins and ends; the fields in order."""
    rows: list[dict[str, Any]] = []
    order: list[str] = []
    for field in view.catalogue.action_fields:
        if not field.measures:
            continue
        name = field.name or "(nicht genannt)"
        label = "\n".join(textwrap.wrap(f"{field.number} {name}", _LABEL))
        order.append(label)
        codes = [row.code or "none" for row in view.measures if row.field.number == field.number]
        start = 0
        for place, (key, words, _) in enumerate(_STATES):
            count = codes.count(key)  # type: ignore[arg-type] # "none" stands for null
            if count:
                rows.append({"field": label, "state": words, "count": count, "start": start, "end": start + count,
                             "middle": start + count / 2, "place": place})  # fmt: skip
            start += count
    return rows, order


def _totals(rows: list[dict[str, Any]], order: list[str]) -> list[dict[str, Any]]:
    return [{"field": field, "end": max(row["end"] for row in rows if row["field"] == field)} for field in order]


def _title(view: ConceptView) -> Any:
    counts = state_counts(view)
    told = [f"{counts[key]} {words}" for key, words, _ in _STATES if counts.get(key)]
    days = sorted({measure.latest.date for measure in view.measures if measure.latest and measure.latest.date})
    as_of = f"Stand {_day(days[-1])}" if days else "Stand nicht angegeben"
    lines = [f"Umsetzungsstand von {len(view.measures)} Maßnahmen, {as_of}", ", ".join(told)]
    if any(measure.invented for measure in view.measures):
        lines.append("Beispiel mit erfundenen Angaben")
    return titled(view.row.concept.name, lines)


def _day(day: str) -> str:
    months = ("Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November",
              "Dezember")  # fmt: skip
    parts = day.split("-")
    if len(parts) == 1:
        return day
    month = months[int(parts[1]) - 1]
    return f"{month} {parts[0]}" if len(parts) == 2 else f"{int(parts[2])}. {month} {parts[0]}"
