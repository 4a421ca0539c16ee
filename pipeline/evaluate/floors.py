"""Accuracy as a gate: `docs/accuracy-floors.json` says how good each field must be, per folder.

    {"potsdam": {"date": 0.97, "votes": {"recall": 0.9}, "invented_votes": {"at_most": 0}}}

A plain number is a floor for F1. A floor rises with the code and is lowered only by hand, with a reason.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from pipeline.evaluate.report import FIELDS, Report
from pipeline.model.errors import UsageError

Floors = Mapping[str, Mapping[str, "float | Mapping[str, float]"]]
_MEASURES = ("f1", "precision", "recall")


def load_floors(path: Path) -> Floors:
    """The floors of a JSON file. Raises UsageError when it is not there or not of the shape above."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, json.JSONDecodeError) as error:
        raise UsageError(f"{path}: the accuracy floors cannot be read ({error}).") from error
    if not isinstance(content, dict) or not all(isinstance(fields, dict) for fields in content.values()):
        raise UsageError(f"{path}: accuracy floors are an object of folders, each an object of fields.")
    return content


def check_floors(report: Report, floors: Floors) -> list[str]:
    """One sentence for every floor that is missed; empty when all hold.

    A folder that was not evaluated is passed over, so that floors can be checked on a part. Raises UsageError for a
    field or measure that does not exist: a misspelt floor would hold forever.
    """
    sentences: list[str] = []
    for folder, fields in floors.items():
        for name, floor in fields.items():
            _check_name(folder, name, floor)
            if folder in report.scores:
                sentences.extend(_check(report, folder, name, floor))
    return sentences


def _check_name(folder: str, name: str, floor: float | Mapping[str, float]) -> None:
    known = {"at_most"} if name == "invented_votes" else set(_MEASURES)
    if name != "invented_votes" and name not in FIELDS:
        raise UsageError(f"Floors of {folder}: there is no field {name!r}; fields are {', '.join(FIELDS)}.")
    if isinstance(floor, Mapping) and not set(floor) <= known:
        raise UsageError(f"Floors of {folder}/{name}: measures are {', '.join(sorted(known))}, not {sorted(floor)}.")
    if name == "invented_votes" and not isinstance(floor, Mapping):
        raise UsageError(f'Floors of {folder}/{name}: write {{"at_most": 0}}.')


def _check(report: Report, folder: str, name: str, floor: float | Mapping[str, float]) -> list[str]:
    if isinstance(floor, Mapping) and "at_most" in floor:
        found = report.invented_in(folder)
        allowed = floor["at_most"]
        return [] if found <= allowed else [f"{folder}: {found} votes are invented, at most {allowed:g} may be."]
    demands = floor if isinstance(floor, Mapping) else {"f1": floor}
    score = report.score(folder, name)
    figures = {"f1": score.f1, "precision": score.precision, "recall": score.recall}
    return [
        f"{folder}: {measure} of {name} is {_figure(figures[measure])}, the floor is {least:.3f} "
        f"({score.tp} right, {score.fp} false alarms, {score.fn} missed)."
        for measure, least in demands.items()
        if (figures[measure] or 0.0) < least
    ]


def _figure(value: float | None) -> str:
    return "not measured" if value is None else f"{value:.3f}"
