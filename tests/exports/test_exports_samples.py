"""The samples and their concept, with the links as they are made: every line keeps the published schema, and nothing
that says the same is a change."""

from __future__ import annotations

import inspect
import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from exports_samples import COMMITTEE, COUNCIL, Json, item, minutes, told
from jsonschema import Draft202012Validator

import pipeline
from pipeline.batch import ingest
from pipeline.batch.records import Records
from pipeline.cli.export import tracker
from pipeline.concepts.importing import bring_in, read_file
from pipeline.concepts.load import Given
from pipeline.exports.cursor import Profile
from pipeline.exports.feed import bring_up_to_date, page
from pipeline.links import bring_up_to_date as link
from pipeline.links import list_links
from pipeline.links.deciding import decide
from pipeline.model.errors import StoreError
from pipeline.model.record import PaperVersion
from pipeline.motions import list_motions
from pipeline.store import Store, open_store

HOME = Path(pipeline.__file__).parents[1]
SAMPLES = HOME / "corpora" / "protokolle"
CONCEPT = HOME / "corpora" / "konzepte" / "integrationskonzept-potsdam-2016-2020.yaml"
SCHEMA = HOME / "docs" / "tracker-decision.schema.json"
GUIDES = "15/SVV/0743"
TEXT = (
    "Am Kanal werden Integrationslotsen eingesetzt, die Geflüchtete zu Ämtern begleiten und ehrenamtlich helfen. "
    "Sie sprechen die Sprachen der Familien."
)


def export(store: Store, *, since: str | None = None, profile: Profile = "linked") -> tuple[list[Json], str]:
    link(store)
    bring_up_to_date(store, profile, links=list_links)
    *lines, end = page(store, profile, since=since)
    return lines, end["cursor"]


def concept(store: Store) -> None:
    bring_in(store, read_file(CONCEPT, given=Given()))


def say(store: Store, reference: str, number: str, decision: str) -> None:
    (measure,) = [row for row in store.concepts.measures() if row.number == number]
    decide(store, reference, measure, decision, by="A. Muster", why="gelesen")  # type: ignore[arg-type]


Opened = Callable[[str], Store]


@pytest.fixture(params=["sqlite", "postgres"])
def opened(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Opened]:
    """Opens the database of this name (there may be two)."""
    stores: list[Store] = []

    def make(name: str) -> Store:
        other = "postgres_url" if name == "first" else "second_postgres_url"
        url = (
            f"sqlite:///{tmp_path / name}.sqlite" if request.param == "sqlite" else str(request.getfixturevalue(other))
        )
        stores.append(open_store(url))
        return stores[-1]

    yield make
    for store in stores:
        store.close()


def bring(store: Store, folder: Path, extracted: Path) -> None:
    assert {reason.code for reason in ingest([folder], store=store, extracted=extracted, jobs=1).reasons} <= {
        "data_file"
    }


def test_the_samples_rebuilt_and_under_other_names_are_no_change(opened: Opened, tmp_path: Path) -> None:
    store = opened("first")
    renamed = tmp_path / "renamed"
    renamed.mkdir()
    for number, file in enumerate(sorted(SAMPLES.iterdir(), reverse=True)):
        if not file.name.endswith(".json"):
            shutil.copy(file, renamed / f"{number:03}{file.suffix}")
    bring(store, SAMPLES, tmp_path / "extracted")
    concept(store)
    lines, cursor = export(store)
    assert len(lines) >= 4
    store.rebuild(Records(tmp_path / "extracted"))
    assert export(store, since=cursor) == ([], cursor)
    bring(store, renamed, tmp_path / "extracted")
    assert export(store, since=cursor) == ([], cursor)

    other = opened("second")
    concept(other)
    bring(other, renamed, tmp_path / "other")
    there, _ = export(other)
    assert nameless(told(there)) == nameless(told(lines))


def nameless(lines: dict[str, Json]) -> dict[str, Json]:
    """The same without names of files."""
    return {
        key: {**line, "sources": {pointer: [{**place, "document": None} for place in places]
                                  for pointer, places in line["sources"].items()}}
        for key, line in lines.items()
    }  # fmt: skip


def test_every_line_of_the_samples_keeps_the_published_schema(tmp_path: Path) -> None:
    validator = Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))
    with open_store("sqlite://") as store:
        bring(store, SAMPLES, tmp_path)
        concept(store)
        lines, cursor = export(store)
        for number in {measure["number"] for line in lines if line["motion"] == GUIDES for measure in line["measures"]}:
            say(store, GUIDES, number, "rejected")
        more, _ = export(store, since=cursor)
        wide, _ = export(store, profile="suggested")
        every = [*lines, *more, *wide, *page(store, "linked")]
    assert len(wide) > len(lines)
    assert {line["op"] for line in every} == {"added", "removed", "cursor"}
    assert [list(validator.iter_errors(line)) for line in every] == [[]] * len(every)
    assert list(validator.iter_errors({**lines[0], "kind": "Beschluss"}))
    assert list(validator.iter_errors({**lines[0], "date": "06.07.2016"}))


def test_the_sample_motion_is_told_with_its_votes_text_duty_and_measures(tmp_path: Path) -> None:
    with open_store("sqlite://") as store:
        bring(store, SAMPLES, tmp_path)
        concept(store)
        lines = [line for line in export(store)[0] if line["motion"] == GUIDES]
    assert [(line["date"], line["kind"], line["result"]["code"]) for line in lines] == [
        ("2015-11-04", "unknown", "referred"),
        ("2016-01-19", "recommendation", "deferred"),
        ("2016-06-14", "recommendation", "adopted_amended"),
        ("2016-07-06", "decision", "adopted_amended"),
    ]
    recommended, decided = lines[2:]
    assert [(vote["yes"], vote["no"], vote["abstain"]) for vote in recommended["votes"]] == [(7, 0, 0)]
    assert [(vote["yes"], vote["no"], vote["abstain"]) for vote in decided["votes"]] == [(None, 4, None)]
    assert (recommended["text"]["relation"], decided["text"]["relation"]) == ("recommended", "adopted")
    assert [(duty["due_to"], duty["met_by"], duty["met_on"]) for duty in decided["duties"]] == [
        ("2016-11-30", "17/SVV/0212", "2017-03-01")
    ]
    assert {measure["state"] for measure in decided["measures"]} == {"accepted"}
    box = recommended["sources"]["/votes/0"][0]["bbox"]
    assert box is not None
    assert box[0] < box[2]


def test_verdicts_change_add_and_remove(opened: Opened) -> None:
    store = opened("first")
    concept(store)
    record = minutes("rat.pdf", item("4", "20/SVV/0001", title="Haushalt", text="Frau Ahorn dankt."))
    store.load(record, label="rat.pdf")
    lines, cursor = export(store)
    assert lines == []
    say(store, "20/SVV/0001", "4.6", "confirmed")
    added, cursor = export(store, since=cursor)
    assert [(line["op"], line["measures"][0]["state"], line["measures"][0]["score"]) for line in added] == [
        ("added", "confirmed", None)
    ]
    say(store, "20/SVV/0001", "4.7", "confirmed")
    changed, cursor = export(store, since=cursor)
    assert [(line["op"], [one["number"] for one in line["measures"]]) for line in changed] == [
        ("changed", ["4.6", "4.7"])
    ]
    say(store, "20/SVV/0001", "4.7", "withdrawn")
    say(store, "20/SVV/0001", "4.6", "rejected")
    removed, _ = export(store, since=cursor)
    assert [(line["op"], line["id"]) for line in removed] == [("removed", added[0]["id"])]


def test_a_motion_that_is_gone_after_a_rebuild_is_removed(opened: Opened) -> None:
    """Only a person says that it is linked, so that no link of the machine tells of it."""
    store = opened("first")
    concept(store)
    stays = minutes("a.pdf", item("4", "20/SVV/0001", title="Haushalt"))
    goes = minutes("b.pdf", item("5", "20/SVV/0002", title="Stellenplan"), date="2020-06-03")
    for record in (stays, goes):
        store.load(record, label=record.source.name)
    link(store)
    say(store, "20/SVV/0001", "4.6", "confirmed")
    say(store, "20/SVV/0002", "4.6", "confirmed")
    lines, cursor = export(store)
    store.rebuild([stays])
    gone, _ = export(store, since=cursor)
    assert [(line["op"], line["id"]) for line in gone] == [("removed", lines[1]["id"])]


def test_nothing_is_told_of_a_rebuild_that_is_not_joined_and_linked_again(opened: Opened) -> None:
    store = opened("first")
    concept(store)
    record = minutes("a.pdf", item("4", "20/SVV/0001", title="Haushalt"))
    store.load(record, label="a.pdf")
    link(store)
    say(store, "20/SVV/0001", "4.6", "confirmed")
    _, cursor = export(store)
    store.rebuild([record])
    with pytest.raises(StoreError, match="not taken in yet") as refused:
        bring_up_to_date(store, "linked", links=list_links)
    assert refused.value.code == "waiting"
    assert export(store, since=cursor) == ([], cursor)


def test_what_was_said_of_a_matter_without_a_number_goes_with_it(opened: Opened) -> None:
    """An earlier station gives it another key; the ledger keeps the former one."""
    store = opened("first")
    concept(store)
    title = {"paper": None, "title": "Sanierung der Turnhalle an der Lindenstraße"}
    store.load(minutes("rat.pdf", item("4", **title), date="2021-05-06"), label="a")
    link(store)
    (matter,) = list_motions(store).motions
    say(store, matter.reference, "4.6", "confirmed")
    (before,), cursor = export(store)
    store.load(minutes("ausschuss.pdf", item("2", **title), date="2021-04-22", organization=COMMITTEE), label="b")
    lines, _ = export(store, since=cursor)
    assert {line["op"] for line in lines} == {"added", "changed"}
    assert {line["id"]: line["op"] for line in lines}[before["id"]] == "changed"
    assert {line["motion"] for line in lines} == {list_motions(store).motions[0].reference} != {matter.reference}


def test_minutes_that_print_neither_number_nor_title_decide_too(opened: Opened) -> None:
    store = opened("first")
    concept(store)
    nameless = item(None, None, title=None, text=TEXT, role="deciding",
                    versions=(PaperVersion(kind="adopted", text=TEXT),))  # fmt: skip
    hidden = item(None, None, title=None, text=TEXT + " Geheim.", public=False)
    store.load(minutes("a.pdf", nameless, hidden, organization=COUNCIL), label="a")
    (line,), cursor = export(store)
    assert (line["kind"], line["paper"]["reference"], line["motion"][0]) == ("decision", None, "§")
    assert line["text"]["text"] == TEXT
    assert line["measures"]
    assert "Geheim" not in json.dumps(line)
    store.load(minutes("a.pdf", nameless.model_copy(update={"public": False}), hidden), label="a")
    assert [(one["op"], one["id"]) for one in export(store, since=cursor)[0]] == [("removed", line["id"])]


def test_no_option_of_the_export_shows_what_is_not_public() -> None:
    for question in (bring_up_to_date, page):
        assert not any("public" in name for name in inspect.signature(question).parameters)
    assert not any("public" in option for one in tracker.params for option in one.opts)
