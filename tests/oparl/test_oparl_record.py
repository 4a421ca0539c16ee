"""OParl files become records: every object, wherever it stands; every value, with its place; nobody's name."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from oparl_samples import read, read_text, thing, url, without_type

from pipeline.model.errors import BadInput
from pipeline.model.oparl import OParlRecord
from pipeline.oparl import read_oparl

KARLSRUHE = Path(__file__).resolve().parents[2].parent / "shared" / "minutes" / "karlsruhe" / "oparl"

PAPER = thing(
    "Paper", 7,
    reference="2024/0007",
    name="Radweg am Bach",
    paperType="Antrag",
    date="2024-04-02",
    body=url("body", 1),
    mainFile=thing("File", 1, name="Antrag Radweg", fileName="0001.pdf"),
    auxiliaryFile=[thing("File", 2, fileName="0002.pdf"), thing("File", 3, name="Lageplan")],
    superordinatedPaper=[url("paper", 5)],
    originatorPerson=[url("person", 3)],
    consultation=[
        thing(
            "Consultation", 70, paper=url("paper", 7), agendaItem=url("agendaitem", 700), meeting=url("meeting", 9),
            organization=[url("organization", 2)], role="Vorberatung", authoritative=False,
        )
    ],
)  # fmt: skip
MEETING = thing(
    "Meeting", 9,
    name="12. öffentliche Sitzung des Bauausschusses",
    start="2024-04-23T17:00:00+02:00",
    cancelled=False,
    organization=[url("organization", 2)],
    location=thing("Location", 1, description="Saal"),
    participant=[url("person", 4)],
    agendaItem=[
        thing(
            "AgendaItem", 700, number="Ö 4.10", order=5, name="Radweg am Bach", public=True,
            result="geändert beschlossen", resolutionText="Der Radweg wird gebaut.",
            consultation=url("consultation", 70),
        )
    ],
)  # fmt: skip


def values(record: OParlRecord) -> Any:
    return json.loads(record.model_dump_json(by_alias=True, exclude={"evidence", "source", "findings", "extractor"}))


def test_a_paper_with_its_consultations() -> None:
    record = read(PAPER)
    (paper,), (consultation,) = record.papers, record.consultations
    assert (paper.reference, paper.name, paper.paper_type, paper.date) == (
        "2024/0007", "Radweg am Bach", "Antrag", "2024-04-02",
    )  # fmt: skip
    assert (paper.main_file, paper.auxiliary_files) == ("Antrag Radweg", ("0002.pdf", "Lageplan"))
    assert (paper.superordinated, paper.consultations) == ((url("paper", 5),), (url("consultation", 70),))
    assert (consultation.paper, consultation.agenda_item) == (url("paper", 7), url("agendaitem", 700))
    assert (consultation.meeting, consultation.organizations) == (url("meeting", 9), (url("organization", 2),))
    assert consultation.role is not None
    assert (consultation.role.text, consultation.role.code, consultation.authoritative) == (
        "Vorberatung", "recommending", False,
    )  # fmt: skip


def test_a_meeting_with_its_items() -> None:
    record = read(MEETING)
    (meeting,), (item,) = record.meetings, record.agenda_items
    assert (meeting.name, meeting.number, meeting.date) == (MEETING["name"], 12, "2024-04-23")
    assert (meeting.start, meeting.cancelled) == ("2024-04-23T17:00:00+02:00", False)
    assert (item.number, item.order, item.name, item.public) == ("Ö 4.10", 5, "Radweg am Bach", True)
    assert item.result is not None
    assert (item.result.text, item.result.code) == ("geändert beschlossen", "adopted_amended")
    assert (item.resolution_text, item.consultation) == ("Der Radweg wird gebaut.", url("consultation", 70))


def test_an_embedded_object_need_not_say_where_it_stands() -> None:
    record = read(MEETING)
    assert record.agenda_items[0].meeting == url("meeting", 9)
    bare = {name: value for name, value in PAPER["consultation"][0].items() if name not in ("paper", "modified")}
    (consultation,) = read({**PAPER, "modified": "2024-05-02", "consultation": [bare]}).consultations
    assert (consultation.paper, consultation.modified) == (url("paper", 7), "2024-05-02")


@given(st.permutations(list(PAPER)))
def test_every_value_knows_its_characters(order: list[str]) -> None:
    text = json.dumps([{name: PAPER[name] for name in order}, MEETING], ensure_ascii=False, indent=1)
    record = read(text)
    written = values(record)
    told = {pointer for pointer, _ in pointers(written) if not pointer.startswith("/schema")}
    assert set(record.evidence) == told
    for pointer, places in record.evidence.items():
        (place,) = places
        value = json.loads(text[place.start : place.end])
        assert (place.page, place.rule.startswith("oparl.")) == (1, True)
        expected = dict(pointers(written))[pointer]
        if isinstance(expected, dict):
            expected = expected["text"]
        if pointer.endswith("/date"):
            value = value[:10]
        if pointer.endswith("/meetings/0/number"):
            assert f"{expected}." in value
        else:
            assert value == expected


def pointers(written: Any, above: str = "") -> list[tuple[str, Any]]:
    """JSON pointers of all values that are said, roles and results as one value each."""
    if written is None or (written is False and above.endswith("/deleted")):
        return []
    if isinstance(written, list):
        return [found for index, one in enumerate(written) for found in pointers(one, f"{above}/{index}")]
    if isinstance(written, dict) and "code" not in written:
        return [found for name, one in written.items() for found in pointers(one, f"{above}/{name}")]
    return [(above, written)]


WHOLE = [PAPER, MEETING]


@pytest.mark.parametrize(
    "file",
    [
        WHOLE,
        {"data": WHOLE, "pagination": {"totalElements": 2}, "links": {"first": url("papers", "?page=1")}},
        [{"data": [PAPER]}, MEETING],
        [*WHOLE, thing("Person", 3, name="Erika Beispiel"), "https://elsewhere.example", None, 7],
        [{**one, "type": one["type"].replace("1.1", "1.0")} for one in WHOLE],
        [{**PAPER, "consultation": [without_type(PAPER["consultation"][0])]}, MEETING],
        [thing("Body", 1, paper=WHOLE[:1], meeting=WHOLE[1:], legislativeTerm=[thing("LegislativeTerm", 1)])],
    ],
    ids=["list", "list page", "pages in a list", "others beside", "version 1.0", "no type inside", "in a body"],
)
def test_objects_are_found_wherever_they_stand(file: Any) -> None:
    assert values(read(file)) == values(read(WHOLE))


def test_objects_may_stand_in_objects_in_objects() -> None:
    consultation = thing(
        "Consultation", 70,
        paper=PAPER,
        organization=thing("Organization", 2, name="Bauausschuss", shortName="BA", classification="Ausschuss",
                           startDate="2019-06-01", endDate=None),
        meeting=thing("Meeting", 9, start="2024-04-23T17:00:00+02:00"),
        agendaItem=thing("AgendaItem", 700, name="Radweg"),
    )  # fmt: skip
    record = read(consultation)
    assert [len(one) for one in (record.papers, record.consultations, record.meetings, record.agenda_items)] == [1] * 4
    (organization,) = record.organizations
    assert (organization.name, organization.short_name, organization.start_date) == ("Bauausschuss", "BA", "2019-06-01")
    assert record.agenda_items[0].consultation == url("consultation", 70)


def test_of_an_object_given_twice_the_newer_form_is_taken_whatever_the_order() -> None:
    old = {**PAPER, "name": "Radweg", "modified": "2024-05-01T09:30:00+02:00", "consultation": []}
    new = {**PAPER, "modified": "2024-05-01T08:00:00+00:00"}  # half an hour later, though the text sorts before
    for file in ([old, new], [new, old]):
        (paper,) = read(file).papers
        assert paper.name == "Radweg am Bach"


def test_a_consultation_for_several_items_stands_for_each_of_them() -> None:
    first, other = PAPER["consultation"][0], {**PAPER["consultation"][0], "agendaItem": url("agendaitem", 701)}
    items = [url("agendaitem", 700), url("agendaitem", 701)]
    assert [one.agenda_item for one in read({**PAPER, "consultation": [first, other, first]}).consultations] == items
    assert [one.agenda_item for one in read({"data": [first, other]}).consultations] == items
    later = {**other, "modified": "2024-05-03T10:00:00+02:00"}
    assert [one.agenda_item for one in read([later, first]).consultations] == items[1:]


def test_a_deleted_object_keeps_its_id_alone() -> None:
    record = read(thing("Paper", 7, deleted=True, name="Wer dies liest", reference="2024/0007"))
    (paper,) = record.papers
    assert (paper.id, paper.deleted, paper.name, paper.reference) == (url("paper", 7), True, None, None)
    assert "Wer dies liest" not in record.model_dump_json()


def test_nobody_is_named() -> None:
    person = thing("Person", 3, name="Erika Beispiel", familyName="Beispiel")
    file = [
        {**PAPER, "originatorPerson": [person], "underDirectionOf": [person],
         "consultation": [{**PAPER["consultation"][0], "keyword": ["Beispiel"]}]},
        {**MEETING, "participant": [person], "web": "Beispiel"},
        {"type": "https://schema.oparl.org/1.1/Organization", "id": url("organization", 2), "name": "Bauausschuss",
         "membership": [{"type": "https://schema.oparl.org/1.1/Membership", "person": person}]},
    ]  # fmt: skip
    assert "Beispiel" not in read(file).model_dump_json()


@pytest.mark.parametrize("bad", [None, 7, True, [], {}, "", "  "])
@pytest.mark.parametrize("member", [name for name in PAPER if name not in ("id", "type", "consultation")])
def test_a_value_of_the_wrong_type_is_unknown_and_no_error(member: str, bad: Any) -> None:
    record = read({**PAPER, member: bad})
    assert record.papers[0].id == url("paper", 7)


def test_an_object_without_an_id_is_left_out_and_said() -> None:
    consultation = {name: value for name, value in PAPER["consultation"][0].items() if name != "id"}
    text = json.dumps({**PAPER, "consultation": [consultation]})
    record = read(text)
    assert record.consultations == ()
    (finding,) = record.findings
    assert (finding.code, finding.severity) == ("O001", "warning")
    assert json.loads(text[finding.evidence[0].start : finding.evidence[0].end]) == consultation


@pytest.mark.parametrize("bad", [7, {"id": url("paper", 7)}, [url("paper", 7)], "x" * 1001, None, ""])
def test_an_id_that_is_no_url_is_none(bad: Any) -> None:
    record = read({**PAPER, "id": bad, "consultation": [{**PAPER["consultation"][0], "meeting": {"id": bad}}]})
    assert record.papers == ()
    assert record.consultations[0].meeting is None
    assert [finding.code for finding in record.findings] == ["O001"] * len(record.findings)
    assert record.findings


def test_a_date_that_is_none_is_a_finding() -> None:
    record = read({**PAPER, "date": "2. April 2024", "consultation": []})
    assert record.papers[0].date is None
    assert [(finding.code, "2. April 2024" in finding.message) for finding in record.findings] == [("O002", True)]


def test_words_that_no_rule_knows_stay_raw_and_are_findings() -> None:
    record = read(
        [
            {**MEETING, "agendaItem": [{**MEETING["agendaItem"][0], "result": "Aushang am Brett"}]},
            {**PAPER, "consultation": [{**PAPER["consultation"][0], "role": "Erste Lesung"}]},
        ]
    )
    assert record.agenda_items[0].result is not None
    assert record.agenda_items[0].result.model_dump() == {"text": "Aushang am Brett", "code": "unmapped"}
    assert record.consultations[0].role is not None
    assert record.consultations[0].role.model_dump() == {"text": "Erste Lesung", "code": "unmapped"}
    assert sorted(finding.code for finding in record.findings) == ["O003", "R001"]


@pytest.mark.parametrize(
    "text",
    [
        "Der Rat berät über schema.oparl.org/ und vertagt sich.",
        "[Seite 1]\nÜber schema.oparl.org/1.1 wird berichtet.",
        '{"a": 1}',
        '{"type": "https://other.example/Paper", "see": "https://schema.oparl.org/1.1/Paper"}',
        "[]",
        '{"data": [], "links": {"self": "https://schema.oparl.org/1.1/"}}',
    ],
)
def test_what_is_no_oparl_is_left_to_others(text: str) -> None:
    assert read_text(text) is None


def test_php_escapes_slashes() -> None:
    assert len(read(json.dumps(PAPER).replace("/", "\\/")).papers) == 1


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbf" + json.dumps(PAPER, ensure_ascii=False).encode(),
        json.dumps({**PAPER, "name": "Straße über die Brücke"}, ensure_ascii=False).encode("latin-1"),
        json.dumps(PAPER, ensure_ascii=False).encode("utf-16"),
    ],
    ids=["byte order mark", "Latin-1", "UTF-16"],
)
def test_encodings_are_told_apart(data: bytes) -> None:
    record = read_oparl(data, name="rat.json", sha256="0" * 64)
    assert record is not None
    assert record.papers[0].name in ("Radweg am Bach", "Straße über die Brücke")


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        (json.dumps(PAPER, indent=1)[:-40], "damaged", "line"),
        (json.dumps(PAPER) + "\n" + json.dumps(MEETING), "damaged", "more text follows"),
        (json.dumps(thing("Person", 3, name="Erika Beispiel")), "data_file", "Person"),
        (json.dumps([thing("File", 3), thing("Location", 4)]), "data_file", "File, Location"),
    ],
)
def test_what_cannot_be_taken_in_is_refused_with_a_sentence(text: str, code: str, words: str) -> None:
    with pytest.raises(BadInput) as refused:
        read_text(text, name="rat.json")
    assert refused.value.code == code
    assert words in str(refused.value)
    assert str(refused.value).startswith("rat.json ")
    assert "Beispiel" not in str(refused.value)


def test_a_file_too_large_for_memory_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.oparl.read.MOST_BYTES", 100)
    with pytest.raises(BadInput, match="Split it") as refused:
        read(PAPER)
    assert refused.value.code == "too_large"


def test_half_a_character_does_not_spoil_the_record() -> None:
    (paper,) = read(json.dumps(PAPER).replace("Radweg am", "Radweg \\ud83d am")).papers
    assert paper.name == "Radweg \ufffd am Bach"


def test_objects_within_objects_to_any_depth_do_not_crash() -> None:
    depth = 5000
    opening = '{"type": "https://schema.oparl.org/1.1/%s", "id": "%d", "%s": '
    text = ""
    for level in range(depth):
        text += opening % (("Consultation", level, "agendaItem") if level % 2 == 0 else
                           ("AgendaItem", level, "consultation"))  # fmt: skip
    record = read(text + "null" + "}" * depth)
    assert len(record.consultations) + len(record.agenda_items) == depth


@pytest.mark.skipif(not KARLSRUHE.is_dir(), reason="the city's OParl files are not beside this checkout")
def test_every_file_of_a_city_is_read_and_every_place_holds_its_value() -> None:
    counts = [0, 0, 0, 0]
    for path in sorted(KARLSRUHE.rglob("*.json")):
        text = path.read_text(encoding="utf-8")
        record = read(text, name=path.name)
        written = dict(pointers(values(record)))
        for pointer, (place,) in record.evidence.items():
            value = json.loads(text[place.start : place.end])
            told = written[pointer]["text"] if isinstance(written[pointer], dict) else written[pointer]
            if isinstance(value, str):
                value = " ".join(value.split())
            assert value == told or pointer.endswith("/date")
        for index, objects in enumerate((record.papers, record.consultations, record.meetings, record.agenda_items)):
            counts[index] += len(objects)
    assert counts == [299, 380, 51, 1537]  # 376 consultations, two of them for several items
