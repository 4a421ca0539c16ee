"""A large database of made-up items, written by the store's own inserts without documents to read.

    python bench/million.py big.sqlite --items 1000000 [--seed 1]

Twenty years of four hundred committees: meetings of about ten items each, papers that pass through 3.3 stations on
average (same title, a later meeting, mostly another committee), one item in twenty without its paper's reference, three
in a hundred not public. Words follow the ranks of running German (`million_words.py`). Same seed, same database.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from array import array
from collections.abc import Iterator
from datetime import date, timedelta
from hashlib import sha256

import measure  # isort: skip # puts the checkout on the path
import million_words

from pipeline.model.record import (
    AgendaItem,
    Evidence,
    Meeting,
    Mention,
    MinutesRecord,
    Result,
    Source,
    Speaker,
    VoteEvent,
)
from pipeline.store import dialects, loading, open_store

ITEMS_OF_A_MEETING = 10
STATIONS = (1, 2, 3, 4, 5, 6, 8)  # of a paper ...
STATION_WEIGHTS = (16, 22, 24, 16, 12, 7, 3)  # ... 3.3 on average
COMMITTEES = 400
FIRST_DAY, DAYS = date(2004, 1, 5), 20 * 365
SERIES = ("SVV", "OBR", "HA")  # of a year's papers, each with four digits
SENTENCES = 150_000
DOCUMENTS_AT_ONCE = 500  # in one transaction
KINDS = ("Ausschuss für", "Beirat für", "Betriebsausschuss", "Unterausschuss", "Ortsbeirat")
RESULTS = (
    (("ungeändert beschlossen", "adopted"), 40), (("geändert beschlossen", "adopted_amended"), 15),
    (("abgelehnt", "rejected"), 10), (("zur Kenntnis genommen", "noted"), 15), (("vertagt", "deferred"), 8),
    (("überwiesen", "referred"), 6), (("zurückgezogen", "withdrawn"), 3), (("erledigt", "settled"), 3),
)  # fmt: skip
RULE = "bench.million"


def make(url: str, items: int, seed: int = 1) -> int:
    """Fills the new database at `url` with about `items` agenda items; returns how many there are. Raises RuntimeError
    where the database holds documents already."""
    with open_store(url) as store:
        if store.counts(include_non_public=True).documents:
            raise RuntimeError(f"{url} holds documents already; name a new database.")
        records = Archive(items, seed=seed).records()
        number = 0
        while batch := [record for _, record in zip(range(DOCUMENTS_AT_ONCE), records, strict=False)]:
            with store.writing() as connection:
                for record in batch:
                    number += 1
                    said = json.dumps({"name": record.source.name, "sha256": record.source.sha256}).encode()
                    loading.load(connection, record, number=number, said=said)
        with store.writing() as connection:
            dialects.of(connection).search_tidy(connection)  # as after a rebuild
        return store.counts(include_non_public=True).agenda_items


class Archive:
    """The made-up papers and meetings. A paper's number says where it begins; all else follows from number and seed."""

    def __init__(self, items: int, *, seed: int) -> None:
        self.seed = seed
        self.papers = max(1, round(items / 3.3))
        self.meetings = max(8, items // ITEMS_OF_A_MEETING)
        self.sentences = million_words.sentences(min(SENTENCES, 20 * items + 1000), seed=seed)
        self.names = million_words.surnames(3000)
        self.streets = million_words.streets(8000)
        self.subjects = [word for word in million_words.compounds()[:1500] if word[0].isupper()]
        self.committees = self._committees()

    def records(self) -> Iterator[MinutesRecord]:
        """One record a meeting, by date."""
        for number, stations in enumerate(self._agendas()):
            yield self._record(number, stations)

    def reference(self, paper: int) -> str:
        """`16/SVV/0123`: the year the paper came in, the series, its number in it."""
        year = self.day(self._first_meeting(paper)).year
        first = self._first_paper_of(year)
        series, number = divmod(paper - first, 9999)
        return f"{year % 100:02d}/{SERIES[series % len(SERIES)]}/{number + 1:04d}"

    def day(self, meeting: int) -> date:
        return FIRST_DAY + timedelta(days=meeting * DAYS // self.meetings)

    def _first_meeting(self, paper: int) -> int:
        return paper * self.meetings // self.papers

    def _first_paper_of(self, year: int) -> int:
        """The first paper that came in in this year, by halving."""
        low, high = 0, self.papers
        while low < high:
            middle = (low + high) // 2
            if self.day(self._first_meeting(middle)).year < year:
                low = middle + 1
            else:
                high = middle
        return low

    def _agendas(self) -> Iterator[list[tuple[int, int]]]:
        """For each meeting its items: (paper, which station of its way)."""
        rng = random.Random(f"agendas {self.seed}")
        agendas: dict[int, array[int]] = {}
        step = max(1, self.meetings // 80)  # a quarter of a year
        paper = 0
        for meeting in range(self.meetings):
            while paper < self.papers and self._first_meeting(paper) <= meeting:
                at = meeting
                for station in range(rng.choices(STATIONS, STATION_WEIGHTS)[0]):
                    agendas.setdefault(at, array("Q")).append(paper << 4 | station)
                    at += rng.randint(1, step)
                    if at >= self.meetings:
                        break
                paper += 1
            yield [(both >> 4, both & 15) for both in agendas.pop(meeting, array("Q"))]

    def _committees(self) -> list[str]:
        rng = random.Random("committees")
        fields = million_words.MODIFIERS
        made: dict[str, None] = {"Stadtverordnetenversammlung": None, "Hauptausschuss": None}
        while len(made) < COMMITTEES:
            kind = rng.choice(KINDS)
            name = rng.choice(self.streets).rstrip("s") if kind == "Ortsbeirat" else " und ".join(rng.sample(fields, 2))
            made[f"{kind} {name}"] = None
        return list(made)

    def _record(self, number: int, stations: list[tuple[int, int]]) -> MinutesRecord:
        rng = random.Random(self.seed << 32 | number)
        secret = rng.random() < 0.02
        meeting = Meeting.model_construct(
            organization=rng.choice(self.committees), date=self.day(number).isoformat(), number=number % 60 + 1,
            public=not secret,
        )  # fmt: skip
        items = tuple(self._item(rng, *station, position) for position, station in enumerate(stations))
        evidence: dict[str, tuple[Evidence, ...]] = {"/meeting/date": (_place(40),)}
        for position, item in enumerate(items):
            start = 100 + 1500 * position
            evidence[f"/agenda_items/{position}/title"] = (_place(start),)
            evidence[f"/agenda_items/{position}/text"] = (_place(start + 90),)
            if item.result:
                evidence[f"/agenda_items/{position}/result"] = (_place(start + 60),)
        name = f"sitzung-{number:06d}.txt"
        return MinutesRecord.model_construct(
            schema_id="protokolle/minutes-record/1", extractor="bench",
            source=Source(
                name=name, sha256=sha256(f"{self.seed} {name}".encode()).hexdigest(), media_type="text/plain",
                bytes=20_000, pages=1,
            ),
            meeting=meeting, agenda_items=items, attachments=(), findings=(), evidence=evidence,
        )  # fmt: skip

    def _item(self, rng: random.Random, paper: int, station: int, position: int) -> AgendaItem:
        told = random.Random(f"{self.seed} {paper}")  # what all stations of a paper share
        title = f"{told.choice(self.subjects)} {told.choice(self.streets)} und {told.choice(self.subjects)}"
        chance = rng.random()
        text, code = rng.choices([result for result, _ in RESULTS], [weight for _, weight in RESULTS])[0]
        ballot = code.startswith("adopted") or code == "rejected"
        more, fewer = rng.randint(6, 30), rng.randint(0, 6)
        yes, no = (fewer, more) if code == "rejected" else (more, fewer)
        vote = VoteEvent.model_construct(yes=yes, no=no, abstain=rng.randint(0, 4), manner="counted",
                                         passed=yes > no, procedural=False, other={})  # fmt: skip
        return AgendaItem.model_construct(
            number=f"{position // 8 + 3}.{position % 8 + 1}", title=title, public=None if chance > 0.01 else False,
            paper=None if station and chance > 0.93 else self.reference(paper),
            result=Result.model_construct(text=text, code=code),
            vote_events=(vote,) if ballot else (),
            speakers=tuple(self._speaker(rng) for _ in range(rng.choice((0, 0, 1, 2, 3, 5)))),
            mentioned_papers=(self.reference(rng.randrange(paper + 1)),) if chance < 0.12 else (),
            mentioned_people=(Mention.model_construct(name=rng.choice(self.names)),) if chance < 0.2 else (),
            text=self._text(rng),
        )  # fmt: skip

    def _speaker(self, rng: random.Random) -> Speaker:
        name = self.names[int(len(self.names) * rng.random() ** 3)]  # few speak often
        return Speaker.model_construct(name=name, salutation=rng.choice(("Herr", "Frau")))

    def _text(self, rng: random.Random) -> str:
        """Six to fourteen sentences (80 to 210 words); one has a number, a street and a name of the item's own."""
        told = rng.choices(self.sentences, k=rng.randint(5, 13))
        told.insert(2, f"Das Vorhaben {rng.randint(10_000, 9_999_999)} betrifft {rng.choice(self.streets)} "
                       f"{rng.randint(1, 200)}, wie {rng.choice(self.names)} ausführt.")  # fmt: skip
        return " ".join(told)


def _place(start: int) -> Evidence:
    return Evidence.model_construct(page=1, start=start, end=start + 40, rule=RULE)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("database", help="file to make, or a database address")
    parser.add_argument("--items", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    url = options.database if "://" in options.database else f"sqlite:///{options.database}"
    started = time.monotonic()
    items = make(url, options.items, options.seed)
    seconds = time.monotonic() - started
    measure.show(
        "Made-up items", ("items", "seconds", "items/s"), [(str(items), f"{seconds:.1f}", f"{items / seconds:.0f}")]
    )
    measure.show_json("million", {"items": items, "seconds": seconds, "seed": options.seed})


if __name__ == "__main__":
    main()
