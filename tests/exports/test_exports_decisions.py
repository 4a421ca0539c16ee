"""What a line says of a station, and by what id it is known."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

import pytest
from exports_samples import COMMITTEE, COUNCIL, COUNTED, REFERENCE, Json, Links, export, item, load, minutes, told
from hypothesis import given
from hypothesis import strategies as st

from pipeline.exports.decision_ids import Told, decision_ids
from pipeline.model.record import Duty, PaperVersion, Result, VoteEvent
from pipeline.motions import list_motions
from pipeline.oparl import read_oparl
from pipeline.store import Store

RESOLUTION = PaperVersion(kind="adopted", text="Am Kanal arbeiten Lotsen.")
PROPOSAL = PaperVersion(kind="original", text="Am Kanal sollen Lotsen arbeiten.")


def lines_of(store: Store, *records: Any, reference: str = REFERENCE) -> list[Json]:
    load(store, *records)
    links = Links()
    links.set(store, reference, m4="accepted")
    return export(store, links)[0]


@pytest.mark.parametrize(
    ("body", "stated", "result", "kind", "inferred"),
    [
        (COUNCIL, None, "adopted", "decision", True),
        (COMMITTEE, None, "adopted", "recommendation", True),
        (COMMITTEE, "deciding", "adopted", "decision", False),
        (COMMITTEE, "recommending", "adopted", "recommendation", False),
        ("Hauptausschuss", None, "adopted", "unknown", False),
        (None, None, "adopted", "unknown", False),
        (COMMITTEE, None, "noted", "noting", True),
        (COUNCIL, "deciding", "noted", "noting", False),
    ],
)
def test_a_recommendation_is_never_taken_for_a_decision(
    store: Store, body: str | None, stated: Any, result: str, kind: str, inferred: bool
) -> None:
    (line,) = lines_of(store, minutes("a.pdf", item(role=stated, result=result), organization=body))
    assert (line["kind"], line["role_inferred"]) == (kind, inferred)
    assert ("/role" in line["sources"]) == (stated is not None)


def test_stations_without_outcome_and_ballot_are_no_decisions(store: Store) -> None:
    lines = lines_of(
        store,
        minutes("a.pdf", item("1", result=None), date="2020-01-01"),
        minutes("b.pdf", item("2", result=None, vote_events=COUNTED), date="2020-02-01"),
        minutes("c.pdf", item("3", result=None, inferred_result=Result(text="so", code="deferred")), date="2020-03-01"),
    )
    assert [line["item"]["number"] for line in lines] == ["2", "3"]
    assert (lines[0]["result"], lines[0]["votes"][0]["yes"], lines[0]["votes"][0]["abstain"]) == (None, 7, None)
    assert lines[1]["result"] == {"text": "so", "code": "deferred", "inferred": True}
    assert lines[1]["votes"] == []


def test_the_text_is_what_was_adopted_here_else_what_lay_before_the_body(store: Store) -> None:
    first, second, third = lines_of(
        store,
        minutes("a.pdf", item("1", result="referred", versions=(PROPOSAL,)), date="2020-01-01"),
        minutes("b.pdf", item("2", role="recommending"), date="2020-02-01", organization=COMMITTEE),
        minutes("c.pdf", item("3", versions=(RESOLUTION,)), date="2020-03-01"),
    )
    assert [(line["text"]["relation"], line["text"]["kind"]) for line in (first, second, third)] == [
        ("dealt_with", "original"), ("dealt_with", "original"), ("adopted", "adopted"),
    ]  # fmt: skip
    assert second["text"]["text"] == PROPOSAL.text
    assert second["text"]["date"] == "2020-01-01"
    assert second["sources"]["/text"][0]["sha256"] == sha256(b"a.pdf").hexdigest()
    assert second["sources"]["/result"][0]["sha256"] == sha256(b"b.pdf").hexdigest()


def test_every_decision_of_a_motion_tells_its_duties_and_in_which_they_stand(store: Store) -> None:
    duty = Duty(text="Bis Mai 2020 ist zu berichten.", due="bis Mai 2020", due_to="2020-05-31")
    proposed, decided = lines_of(
        store,
        minutes("a.pdf", item("1"), date="2020-01-08", organization=COMMITTEE),
        minutes("b.pdf", item("2", duties=(duty,)), date="2020-01-15"),
    )
    (owed,) = decided["duties"]
    assert (owed["standing"], owed["due"], owed["due_to"]) == ("binding", "bis Mai 2020", "2020-05-31")
    assert owed["decision"] == decided["id"]
    assert proposed["duties"] == decided["duties"]
    assert proposed["sources"]["/duties/0"][0]["document"] == "b.pdf"


def test_a_duty_that_nothing_met_leaves_the_state_as_it_was_decided(store: Store) -> None:
    """On any day after May 2020 the motion is overdue: a line must not depend on that."""
    duty = Duty(text="Bis Mai 2020 ist zu berichten.", due="bis Mai 2020", due_to="2020-05-31")
    (line,) = lines_of(store, minutes("a.pdf", item("1", duties=(duty,)), date="2020-01-15"))
    assert list_motions(store).motions[0].state == "overdue"
    assert line["paper"]["state"] == "decided"
    assert line["duties"][0]["met_on"] is None


def test_non_public_items_and_what_only_they_tell_never_appear(store: Store) -> None:
    secret = Duty(text="Geheim bis Mai 2020 zu berichten.", due_to="2020-05-31")
    lines = lines_of(
        store,
        minutes("offen.pdf", item("1")),
        minutes("geheim.pdf", item("2", public=False, duties=(secret,), title="Geheimes Grundstück",
                                   versions=(PaperVersion(kind="adopted", text="Geheimer Text"),)), date="2020-04-01"),
        minutes("zu.pdf", item("3", title="Geheime Sitzung"), date="2020-04-02", public=False),
        minutes("teil.pdf", item("5"), item("6", public=False, result="rejected", title="Geheimer Teil"),
                date="2020-07-01"),
    )  # fmt: skip
    assert [line["item"]["number"] for line in lines] == ["1", "5"]
    assert "eheim" not in json.dumps(lines, ensure_ascii=False)


def test_an_item_that_a_person_closes_is_removed_without_a_word(store: Store) -> None:
    links = Links()
    load(store, minutes("a.pdf", item("1", title="Geheimes Grundstück")))
    links.set(store, REFERENCE, m4="confirmed")
    (line,), end = export(store, links)
    store.correct(sha256(b"a.pdf").hexdigest(), "/agenda_items/0/public", False, by="Archiv", why="Teil II")
    load(store, note=False)
    links.set(store, REFERENCE)
    gone, _ = export(store, links, since=end["cursor"])
    assert gone == [{"op": "removed", "seq": 2, "id": line["id"]}]
    assert export(store, links)[0] == []


def test_a_sitting_without_committee_is_known_by_its_day(store: Store) -> None:
    links = Links()
    load(store, minutes("a.pdf", item("8.12"), organization=None))
    links.set(store, REFERENCE, m4="accepted")
    (line,), end = export(store, links)
    assert (line["body"], line["date"]) == (None, "2020-05-06")
    store.rebuild([minutes("a-neu.pdf", item("8.12", vote_events=COUNTED), organization=None)])
    load(store, note=False)
    links.set(store, REFERENCE)
    assert [(one["op"], one["id"]) for one in export(store, links, since=end["cursor"])[0]] == [("changed", line["id"])]


def test_two_undated_sittings_stay_two(store: Store) -> None:
    lines = lines_of(store, minutes("a.pdf", date=None), minutes("b.pdf", date=None))
    assert len({line["id"] for line in lines}) == 2


def test_two_files_of_one_day_without_committee_share_no_id(store: Store) -> None:
    one, other = (minutes(name, item("4"), organization=None) for name in ("a.pdf", "b.pdf"))
    lines = lines_of(store, one, other)
    assert len({line["id"] for line in lines}) == 2


def test_a_matter_without_a_number_keeps_its_id_when_an_earlier_station_is_found(store: Store) -> None:
    """Its key moves with its first day."""
    title = {"paper": None, "title": "Sanierung der Turnhalle an der Lindenstraße"}
    links = Links()
    load(store, minutes("rat.pdf", item("4", **title), date="2021-05-06"))
    (first,) = list_motions(store).motions
    links.set(store, first.reference, m4="confirmed")
    (before,), end = export(store, links)
    assert (before["paper"]["reference"], before["motion"]) == (None, first.reference)
    load(store, minutes("ausschuss.pdf", item("2", **title), date="2021-04-22", organization=COMMITTEE))
    (later,) = list_motions(store).motions
    assert later.reference != first.reference
    links.set(store, first.reference, m4=None)
    links.set(store, later.reference, m4="confirmed")
    lines, _ = export(store, links, since=end["cursor"])
    assert {line["id"]: line["op"] for line in lines}[before["id"]] == "changed"
    assert sorted(line["op"] for line in lines) == ["added", "changed"]


BASE = "https://rat.bachstadt.example/oparl/"
KIND = "https://schema.oparl.org/1.1/"


def city(name: str = "rat.json", *, on: str = "2024-05-01", **members: Any) -> Any:
    """The city's own record of one station, with meeting and committee."""
    objects = [
        {"id": BASE + "p", "type": KIND + "Paper", "reference": REFERENCE, "name": "Lotsen", "modified": on,
         "consultation": [{"id": BASE + "c", "type": KIND + "Consultation", "paper": BASE + "p", "role": "Entscheidung",
                           "agendaItem": BASE + "i", "meeting": BASE + "m", "organization": [BASE + "o"]}]},
        {"id": BASE + "m", "type": KIND + "Meeting", "name": "Sitzung", "start": "2020-05-06T17:00:00+02:00",
         "organization": [BASE + "o"], "modified": on, "agendaItem": [
             {"id": BASE + "i", "type": KIND + "AgendaItem", "number": "Ö 4", "name": "Lotsen am Kanal", "public": True,
              "result": "einstimmig beschlossen", "consultation": BASE + "c", "modified": on, **members}]},
        {"id": BASE + "o", "type": KIND + "Organization", "name": COUNCIL, "modified": on},
    ]  # fmt: skip
    data = json.dumps(objects).encode() + b" " * len(name)
    made = read_oparl(data, name=name, sha256=sha256(data).hexdigest())
    assert made is not None
    return made


def test_a_station_that_only_the_city_tells_keeps_its_id_when_the_minutes_come(store: Store) -> None:
    links = Links()
    load(store, city())
    links.set(store, REFERENCE, m4="accepted")
    (line,), end = export(store, links)
    assert (line["kind"], line["body"], line["date"], line["result"]["text"]) == (
        "decision", COUNCIL, "2020-05-06", "einstimmig beschlossen",
    )  # fmt: skip
    assert line["official"] == {"consultation": BASE + "c", "agenda_item": BASE + "i", "meeting": BASE + "m"}
    assert line["sources"]["/result"][0]["sha256"] == city().source.sha256
    load(store, minutes("rat.pdf", item("4")))
    (now,), _ = export(store, links, since=end["cursor"])
    assert (now["op"], now["id"], now["result"]["text"]) == ("changed", line["id"], "adopted")
    assert now["sources"]["/result"][0]["document"] == "rat.pdf"


def test_the_citys_files_downloaded_again_are_no_change(store: Store) -> None:
    links = Links()
    load(store, city(), minutes("rat.pdf", item("4", result=None, vote_events=COUNTED)))
    links.set(store, REFERENCE, m4="accepted")
    (line,), end = export(store, links)
    assert line["result"]["text"] == "einstimmig beschlossen"
    load(store, city("neu-geladen.json", on="2024-06-01"), city(on="2024-07-01"))
    links.set(store, REFERENCE)
    assert export(store, links, since=end["cursor"])[0] == []


def test_a_non_public_station_of_the_city_does_not_appear(store: Store) -> None:
    lines = lines_of(store, minutes("frueher.pdf", item("1"), date="2020-01-01"), city(public=False))
    assert [line["date"] for line in lines] == ["2020-01-01"]
    assert "einstimmig" not in json.dumps(lines)


def test_the_same_values_give_the_same_lines_in_every_database(store: Store) -> None:
    records = [minutes("a.pdf", item("1", versions=(PROPOSAL,))), minutes("b.pdf", item("2"), date="2020-06-01")]
    there = lines_of(store, *records)
    links = Links()
    from pipeline.store import open_store

    with open_store("sqlite://") as other:
        load(other, *reversed(records))
        links.set(other, REFERENCE, m4="accepted")
        assert told(export(other, links)[0]) == told(there)


TELLING = st.builds(
    Told, st.sampled_from([None, "Rat", "RAT"]), st.sampled_from([None, "2020-01-01", "2020-01-02"]),
    st.sampled_from([None, "4", "Ö 4", "4.10"]), st.sampled_from([None, "Lotsen", "Kanal"]),
    st.tuples(st.sampled_from("abc"), st.integers(0, 9).map(str)),
)  # fmt: skip


@given(stations=st.lists(TELLING, max_size=6, unique_by=lambda one: one.origin), data=st.data())
def test_ids_are_unique_and_do_not_depend_on_the_order(stations: list[Told], data: st.DataObject) -> None:
    ids = decision_ids("20/SVV/0001", stations)
    assert len(set(ids)) == len(stations)
    shuffled = data.draw(st.permutations(stations))
    assert dict(zip(shuffled, decision_ids("20/SVV/0001", shuffled), strict=True)) == dict(
        zip(stations, ids, strict=True)
    )


def test_4_10_is_not_4_1_and_case_of_a_name_is_nothing() -> None:
    def of(body: str, number: str) -> str:
        return decision_ids("20/SVV/0001", [Told(body, "2020-01-01", number, None, ("a", "0"))])[0]

    assert of("Rat", "4.10") != of("Rat", "4.1")
    assert of("Rat", "4.1") == of("RAT", "TOP 4.1")


def test_counts_that_are_not_told_are_null(store: Store) -> None:
    vote = VoteEvent(manner="majority", passed=True, other={"Befangen": 1})
    (line,) = lines_of(store, minutes("a.pdf", item(vote_events=(vote,))))
    assert line["votes"] == [
        {"yes": None, "no": None, "abstain": None, "other": {"Befangen": 1}, "manner": "majority", "about": None,
         "passed": True, "procedural": False, "role": None, "text": None}
    ]  # fmt: skip
