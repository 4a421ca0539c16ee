"""How well suggestions of identities fit what people say: precision and recall on `corpora/gold-identities.json`.

    python bench/identities.py [--threshold 0.5] [--set first|second] [--wrong]

Each case becomes a small database of its own. A pair of the gold counts as suggested when the suggestions at the
threshold name its two sides. That nothing is merged without a verdict is counted too: `merged` must be 0.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import measure  # isort: skip # puts the checkout on the path

from pipeline.identity import SHOWN, WEAK, identities, suggestions
from pipeline.model.record import AgendaItem, Meeting, MinutesRecord, Source, Speaker
from pipeline.store import Store, open_store

GOLD = measure.ROOT / "corpora" / "gold-identities.json"
SALUTATIONS = ("Frau", "Herr")
TITLES = ("Prof. Dr.", "Dr.")
OFFICES = ("Stadträtin", "Stadtrat")


@dataclass(frozen=True)
class Pair:
    """One pair of the gold with what was suggested of it (None: nothing above the weakest)."""

    case: str
    kind: str
    left: str
    right: str
    said: str
    score: float | None
    merged: bool


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--threshold", type=float, default=SHOWN, help="the score from which a suggestion counts")
    parser.add_argument("--set", choices=("first", "second"), help="only these cases; see corpora/README.md")
    parser.add_argument("--wrong", action="store_true", help="name every pair that is judged otherwise than the gold")
    options = parser.parse_args()
    cases = [case for case in read_gold() if options.set in (None, case["set"])]
    pairs = [pair for case in cases for pair in judged(case)]
    rows = []
    result: dict[str, Any] = {}
    for kind in ("person", "organization", "party"):
        result[kind] = figures([pair for pair in pairs if pair.kind == kind], threshold=options.threshold)
        rows.append((kind, *(str(value) for value in result[kind].values())))
    result["all"] = figures(pairs, threshold=options.threshold)
    rows.append(("all", *(str(value) for value in result["all"].values())))
    measure.show(f"Suggestions at {options.threshold}", ("kind", *result["all"]), rows)
    if options.wrong:
        for pair in wrong(pairs, threshold=options.threshold):
            print(f"  {pair.case}: {pair.left} ~ {pair.right} is {pair.said}, score {pair.score}")
    measure.show_json("identities", {"threshold": options.threshold, **result})


def read_gold(path: Path = GOLD) -> list[dict[str, Any]]:
    """The cases of the gold file."""
    data = json.loads(path.read_text(encoding="utf-8"))
    if data["schema"] != "identities-gold/1":
        raise ValueError(f"{path} is of the schema {data['schema']}; this program reads identities-gold/1.")
    return list(data["cases"])


def judged(case: Mapping[str, Any]) -> Iterator[Pair]:
    """The pairs of a case with what the program suggests."""
    named = case.get("people") or case["names"]
    with open_store("sqlite://") as store:
        fill(store, case)
        with store.reading() as connection:
            found = suggestions(connection, case["kind"], least=WEAK)
            known = {side.label for side in identities(connection, case["kind"])}
    scores = {frozenset((one.left.label, one.right.label)): one.score for one in found}
    for left, right, said in case["pairs"]:
        labels = [label(named[side], case["kind"]) for side in (left, right)]
        merged = not set(labels) <= known  # whoever was merged has lost the label
        yield Pair(case["name"], case["kind"], left, right, said, scores.get(frozenset(labels)), merged)


def figures(pairs: list[Pair], *, threshold: float) -> dict[str, float | int]:
    """Pairs by what the gold says, and how many of them were suggested."""
    same = [pair for pair in pairs if pair.said == "same"]
    different = [pair for pair in pairs if pair.said == "different"]
    hits = sum(1 for pair in same if is_suggested(pair, threshold))
    false = sum(1 for pair in different if is_suggested(pair, threshold))
    return {
        "same": len(same), "suggested": hits, "different": len(different), "suggested_wrongly": false,
        "precision": round(hits / (hits + false), 3) if hits + false else 1.0,
        "recall": round(hits / len(same), 3) if same else 1.0,
        "merged": sum(1 for pair in pairs if pair.merged),
    }  # fmt: skip


def is_suggested(pair: Pair, threshold: float) -> bool:
    return pair.score is not None and pair.score >= threshold


def wrong(pairs: list[Pair], *, threshold: float) -> list[Pair]:
    """Pairs that are judged otherwise than the gold says."""
    return [pair for pair in pairs if pair.said != "unclear" and is_suggested(pair, threshold) != (pair.said == "same")]


def fill(store: Store, case: Mapping[str, Any]) -> None:
    """Loads one document for every date on which someone is seen."""
    if case["kind"] == "person":
        for name, person in case["people"].items():
            for date in person["dates"]:
                _load(store, case, name, person["committee"], date, [speaker(person)], paper=person.get("paper"))
        for number, names in enumerate(case.get("together", ())):
            first = case["people"][names[0]]
            people = [speaker(case["people"][name]) for name in names]
            _load(store, case, f"together {number}", first["committee"], first["dates"][0], people)
        return
    for name, one in case["names"].items():
        people = [speaker({"as": written}) for written in one.get("speakers", ())]
        for index, date in enumerate(one["dates"]):
            number = one["numbers"][index] if one.get("numbers") else None
            if case["kind"] == "organization":
                _load(store, case, name, one["as"], date, people, number=number, paper=one.get("paper"))
            else:
                members = [who.model_copy(update={"party": one["as"]}) for who in people]
                members = members or [Speaker(name=f"Redner {name}", party=one["as"])]
                _load(store, case, name, "Gemeinderat", date, members)


def speaker(person: Mapping[str, Any]) -> Speaker:
    """`Frau Prof. Dr. Karmann-Woessner` as the extraction gives her."""
    written, taken = person["as"], {}
    for field, known in (("salutation", SALUTATIONS), ("honorific", TITLES)):
        found = next((word for word in known if written.startswith(f"{word} ")), None)
        if found:
            written, taken[field] = written.removeprefix(f"{found} "), found
    office = None
    if not taken:  # Stadtrat Cramer; but Frau Stadträtin Uysal was read as a name
        office = next((word for word in OFFICES if written.startswith(f"{word} ")), None)
        written = written.removeprefix(f"{office} ")
    return Speaker(name=written, role=person.get("role") or office, party=person.get("party"), **taken)


def label(one: Mapping[str, Any], kind: str) -> str:
    """What the answers call this side when it stands alone."""
    if kind != "person":
        return str(one["as"])
    from pipeline.identity.people import People
    from pipeline.identity.sightings import Sighting

    who = speaker(one)
    seen = Sighting(
        deed="spoke", name=who.name or "", salutation=who.salutation, honorific=who.honorific, role=who.role,
        party=who.party, organization_id=None, organization=None, numbering=None, count=1, first=None, last=None,
    )  # fmt: skip
    return People([seen]).persons[0].label


def _load(
    store: Store, case: Mapping[str, Any], name: str, committee: str, date: str, people: list[Speaker], *,
    number: int | None = None, paper: str | None = None,
) -> None:  # fmt: skip
    content = sha256(f"{case['name']} {name} {committee} {date}".encode()).hexdigest()
    record = MinutesRecord(
        extractor="gold",
        source=Source(name=f"{name}-{date}.txt", sha256=content, media_type="text/plain", bytes=1, pages=1),
        meeting=Meeting(organization=committee, date=date, number=number),
        agenda_items=(AgendaItem(number="1", paper=paper or case.get("paper"), speakers=tuple(people)),),
    )
    store.load(record, label=f"{name}-{date}")


if __name__ == "__main__":
    main()
