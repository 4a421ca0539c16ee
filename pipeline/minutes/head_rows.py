"""What the readers of item heads share: label rows, the outcome and the paper taken from a line."""

from __future__ import annotations

import re

from pipeline.language.passages import Line
from pipeline.minutes.draft import Draft, Fact, ItemDraft
from pipeline.minutes.labels import label_cells, label_kind, label_pattern
from pipeline.minutes.papers_scan import find_papers
from pipeline.minutes.results_scan import code_of, make_result
from pipeline.model.record import Result

_LABELLED = re.compile(r"(?=\S*\d)[A-ZÄÖÜ][\w.]*(?:[/-][\w.]+){2,4}")


def collect_labels(draft: Draft, lines: list[Line], *, bare: bool = False) -> int:
    """Collects label rows; returns the offset behind the last one. `bare`: labels stand alone, without colons."""
    behind = 0
    pending: str | None = None
    for line in lines:
        if bare and (label := line.text.removesuffix(":")) in label_kind():
            pending, behind = label, line.end
            continue
        matches = list(label_pattern().finditer(line.text)) if ":" in line.text else []
        if matches and (matches[0].start() == 0 or line.text[: matches[0].start()].strip(" -\t") == ""):
            for match, following in zip(matches, [*matches[1:], None], strict=False):
                end = following.start() if following else len(line.text)
                value = line.text[match.end() : end].strip(" \t|")
                if value:
                    at = line.start + line.text.index(value, match.end())
                    draft.labels.append((match["label"], value, at, at + len(value)))
                    pending = None
                else:
                    pending = match["label"]
            behind = line.end
            continue
        cells = label_cells().match(line.text) if "\t" in line.text or line.text[0] == "|" else None
        if cells:
            value = cells["value"].rstrip()
            at = line.start + cells.start("value")
            draft.labels.append((cells["label"], value, at, at + len(value)))
            pending, behind = None, line.end
            continue
        value = line.text.removeprefix("-").strip()
        if pending and value and (line.text.startswith("-") or pending != "Beschluss"):
            at = line.start + line.text.index(value)
            draft.labels.append((pending, value, at, at + len(value)))
            pending = None
            behind = line.end
    return behind


def take_labels(draft: Draft, item: ItemDraft, *, first: int = 0) -> None:
    """Takes what the label rows from index `first` on say of the item."""
    kinds = label_kind()
    for label, value, start, end in draft.labels[first:]:
        kind = kinds.get(label)
        if kind == "item":
            match = re.match(r"(?P<letter>Ö|N)?\s*(?P<n>\d+(?:\.\d+)*[a-z]?)", value)
            if match:
                if item.number is None:
                    item.number = Fact.at(match["n"], start + match.start("n"), start + match.end("n"), "item.label")
                if match["letter"]:
                    item.public = Fact.at(match["letter"] == "Ö", start, end, "item.letter")
        elif (
            kind == "result"
            and item.result is None
            and (label in ("Beschlussart", "Beschluss") or (label == "Ergebnis" and draft.layout == "allris4"))
        ):
            take_result(
                item,
                Line(start, end, value),
                "result.label",
                unknown_too=label == "Beschlussart" or draft.layout in ("allris", "allris4"),
            )
        elif kind == "paper" and item.paper is None:
            line_start = draft.text.rfind("\n", 0, start) + 1
            if (
                not take_paper(draft, item, line_start, end)
                and not take_paper_alone(item, Line(start, end, value))
                and _LABELLED.fullmatch(value)
            ):
                item.paper = Fact.at(
                    value, start, end, "paper.labelled"
                )  # no known form, but the label says what it is
        elif kind == "title" and item.title is None:
            item.title = Fact.at(value, start, end, "title.label")
        elif kind == "item_status" and item.public is None:
            item.public = Fact.at(not value.startswith("nicht"), start, end, "item.status")


def take_result(item: ItemDraft, line: Line, rule: str, *, unknown_too: bool = True) -> None:
    """The outcome as a line of its own; a wording that no rule knows stays raw unless it is a sentence."""
    known = code_of(line.text)
    wording = line.text.strip(" .*-–\t")
    if known is not None:
        if known[0]:
            end = line.start + len(line.text.rstrip(" ."))
            item.result = Fact.at(make_result(wording, known[0]), line.start, end, known[1])
    elif (
        unknown_too
        and 3 < len(wording) <= 48
        and len(wording.split()) <= 5
        and not re.search(r"[:!?]|\b(?:Der|Die|Das)\b|\d{3}", wording)
    ):
        item.result = Fact.at(Result(text=wording, code="unmapped"), line.start, line.end, rule)


def take_paper(draft: Draft, item: ItemDraft, start: int, end: int) -> bool:
    """Takes the first reference in the span as the item's own."""
    found = find_papers(draft.text, max(start, 0), end)
    if not found or item.paper is not None:
        return False
    paper = found[0]
    item.paper = Fact.at(paper.reference, paper.start, paper.end, paper.rule)
    return True


def take_paper_alone(item: ItemDraft, line: Line) -> bool:
    """A line that is nothing but a reference is the item's own paper; no word such as Vorlage is needed."""
    if len(line.text) > 28 or not any(letter.isdigit() for letter in line.text):
        return False
    found = find_papers("Vorlage " + line.text, 0, 8 + len(line.text))
    if len(found) != 1 or found[0].end - found[0].start < len(line.text.strip("()[] ")) or item.paper is not None:
        return False
    start = line.start + found[0].start - 8
    item.paper = Fact.at(found[0].reference, start, start + found[0].end - found[0].start, found[0].rule)
    return True
