"""Writes `gold-histories/karlsruhe.json`: the ways of 40 papers as the city of Karlsruhe records them.

    python corpora/make_gold_histories.py FOLDER

FOLDER holds the city's `oparl/papers`, `oparl/meetings` and `index.jsonl`. Only facts are taken: dates, committees,
numbers, words for outcome and role. Nothing of the pipeline is used, so that it can be measured on the result.
"""

from __future__ import annotations

import json
import re
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

Json = dict[str, Any]

HOME = Path(__file__).resolve().parent
PAPERS = 40
_BRACKET = re.compile(r"\s*\([^()]*\)$")


def main(folder: Path) -> None:
    papers = chosen(ways(folder))
    target = HOME / "gold-histories" / "karlsruhe.json"
    target.parent.mkdir(exist_ok=True)
    written = json.dumps({"schema": "histories-gold/1", "papers": papers}, ensure_ascii=False, indent=1)
    target.write_text(written + "\n", encoding="utf-8")
    stations = [station for paper in papers for station in paper["stations"]]
    dated = sum(station["date"] is not None for station in stations)
    print(f"{target.relative_to(HOME)}: {len(papers)} papers, {len(stations)} stations, {dated} of them dated")


def ways(folder: Path) -> list[Json]:
    """Every paper with its stations, by reference."""
    meetings = {one["id"]: one for one in objects(folder / "oparl" / "meetings")}
    items = {item["id"]: item for meeting in meetings.values() for item in meeting["agendaItem"]}
    texts = {}
    for line in (folder / "index.jsonl").read_text(encoding="utf-8").splitlines():
        one = json.loads(line)
        texts[one["reference"], one["meeting_date"], one["agenda_number"]] = one["file"]
    found = []
    for paper in objects(folder / "oparl" / "papers"):
        stations = []
        for consultation in paper["consultation"]:
            meeting = meetings.get(consultation.get("meeting", ""))
            item = items.get(consultation.get("agendaItem", ""))
            date = meeting["start"][:10] if meeting else None  # with the offset of local time
            number = (item.get("number") or None) if item else None
            stations.append(
                {
                    "date": date,
                    "organization": _BRACKET.sub("", meeting["name"]) if meeting else consultation["organization"][0],
                    "number": number,
                    "result": item.get("result") if item else None,
                    "role": consultation["role"],
                    "authoritative": consultation.get("authoritative"),
                    "document": texts.get((paper["reference"], date, number)),
                }
            )
        stations.sort(key=lambda one: (one["date"] is None, one["date"] or "", one["organization"]))
        found.append({"reference": paper["reference"], "stations": stations})
    return sorted(found, key=lambda one: one["reference"])


def chosen(papers: list[Json]) -> list[Json]:
    """All papers with two dated stations or more; then of those with two or more stations, one of each outcome in
    turn, so that the rare outcomes are among them."""
    best = [paper for paper in papers if sum(one["date"] is not None for one in paper["stations"]) >= 2]
    by_result: dict[str, list[Json]] = defaultdict(list)
    for paper in papers:
        if len(paper["stations"]) >= 2 and paper not in best:
            by_result[str(paper["stations"][0]["result"])].append(paper)
    while len(best) < PAPERS:
        for result in sorted(by_result):
            if by_result[result] and len(best) < PAPERS:
                best.append(by_result[result].pop(0))
    return sorted(best, key=lambda one: one["reference"])


def objects(folder: Path) -> list[Json]:
    return [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
