"""Attendance lists, hours and strength of the meeting, hints at damaged names. One test for each form and each trap."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from minutes_helpers import SHARED, page, record_and_original, record_of

from pipeline.minutes.attendance_scan import party_alone, rows_of
from pipeline.minutes.name_hints import may_be
from pipeline.model.record import Attendee, MinutesRecord

FORMS = SHARED / "minutes" / "forms"
SAMPLES = Path(__file__).resolve().parents[2] / "corpora" / "protokolle"

HEAD = "Niederschrift\nüber die 3. Sitzung des Ausschusses für Umwelt\nam 16.06.2014, 18:00 Uhr\n\n"
TAIL = (
    "\n\nTagesordnung\n1 Eröffnung\n2 Wege\n\nProtokoll\n\n1 Eröffnung\n\nHerr Meier eröffnet die Sitzung.\n\n"
    "2 Wege\n\nFrau Lühr fragt nach dem Stand.\n"
)


def minutes(rows: str, *, tail: str = TAIL) -> MinutesRecord:
    return record_of(HEAD + rows + tail)


def people(rows: str) -> dict[str, Attendee]:
    return {attendee.name: attendee for attendee in minutes(rows).meeting.attendance}


def statuses(rows: str) -> dict[str, str]:
    return {name: attendee.status for name, attendee in people(rows).items()}


def test_salutation_name_party_and_hours_in_a_row() -> None:
    found = people("Anwesend:\nFrau Dr. Eva Hallmann SPD, bis 19:10 Uhr\nHerr Jan Meier CDU ab 17:45 h\n")
    hallmann, meier = found["Eva Hallmann"], found["Jan Meier"]
    assert (hallmann.salutation, hallmann.honorific, hallmann.party, hallmann.leaves) == ("Frau", "Dr.", "SPD", "19:10")
    assert (meier.party, meier.arrives, meier.leaves) == ("CDU", "17:45", None)


def test_full_hours_and_ranges() -> None:
    found = people("Anwesend:\nHerr Meier bis 20 Uhr\nFrau Lühr 18.55 - 19.36 Uhr\n")
    assert found["Meier"].leaves == "20:00"
    assert (found["Lühr"].arrives, found["Lühr"].leaves) == ("18:55", "19:36")


def test_names_on_one_line_without_commas() -> None:
    found = people("Anwesend\n\na) stimmberechtigt: Hans Vogt - Vorsitzender Peter Lange Grete Sander\n")
    assert list(found) == ["Hans Vogt", "Peter Lange", "Grete Sander"]
    assert found["Hans Vogt"].role == "Vorsitzender"


def test_names_one_a_line_by_commas_and_surname_first() -> None:
    assert statuses("Anwesend:\nMaren Dietz\nJens Holm (CDU)\n") == {"Maren Dietz": "present", "Jens Holm": "present"}
    assert list(statuses("Anwesend: Dietz, Holm, Paulsen")) == ["Dietz", "Holm", "Paulsen"]
    assert list(statuses("Anwesend:\nDietz, Maren\nHolm, Jens\n")) == ["Maren Dietz", "Jens Holm"]


def test_pipe_rows_have_the_surname_first() -> None:
    found = people("Teilnehmer:\nMeier, Jan | CDU | bis 20 Uhr\nLühr, Ina (e) | SPD |\n")
    assert (found["Jan Meier"].party, found["Jan Meier"].leaves) == ("CDU", "20:00")
    assert (found["Ina Lühr"].party, found["Ina Lühr"].status) == ("SPD", "excused")


def test_brackets_round_a_name_mean_absent_and_round_a_party_do_not() -> None:
    found = statuses("Anwesend:\n(verhindert waren)\nBezirksratsherr Wolf (SPD)\n(Bezirksratsfrau Hagedorn) (FDP)\n")
    assert found == {"Wolf": "present", "Hagedorn": "absent"}


@pytest.mark.parametrize(
    "form",
    ["Rm Schulz i. V. für Rm Dr. Eicke", "Fr. Schulz f. Hr. Eicke", "Frau Schulz, in Vertretung für Herrn Eicke"],
)
def test_who_stands_in_is_present_and_the_other_absent(form: str) -> None:
    found = people(f"Anwesend waren:\n{form}\n")
    assert (found["Schulz"].status, found["Schulz"].stands_in_for) == ("present", "Eicke")
    assert (found["Eicke"].status, found["Eicke"].stands_in_for) == ("absent", None)


def test_an_absentee_named_with_excuse_is_excused_though_somebody_stands_in() -> None:
    found = people("Anwesend:\nFrau Schulz SPD, i. V. für Herrn Eicke\nEntschuldigt\nHerr Eicke SPD\n")
    assert (found["Eicke"].status, found["Eicke"].party) == ("excused", "SPD")


@pytest.mark.parametrize(
    ("heading", "status"),
    [
        ("Entschuldigt:", "excused"),
        ("Abwesend - entschuldigt:", "excused"),
        ("Es fehlen entschuldigt:", "excused"),
        ("entschuldigt:", "excused"),
        ("Es fehlen:", "absent"),
        ("Abwesend:", "absent"),
        ("Nicht anwesend:", "absent"),
        ("Unentschuldigt fehlten:", "absent"),
    ],
)
def test_headings_of_absentees(heading: str, status: str) -> None:
    found = statuses(f"Anwesend:\nHerr Meier\n{heading} Herr Krug, Frau Abel\n")
    assert found == {"Meier": "present", "Krug": status, "Abel": status}


def test_a_mark_behind_the_name_tells_the_status() -> None:
    rows = (
        "Mitglieder:\nJan Meier (e)\nHerr Krug AfD entschuldigt\nFrau Abel nicht anwesend\nHerr Thal unentschuldigt\n"
    )
    assert statuses(rows) == {"Jan Meier": "excused", "Krug": "excused", "Abel": "absent", "Thal": "absent"}


def test_a_heading_of_members_does_not_call_the_absentees_back_but_staff_does() -> None:
    rows = "Anwesend:\nHerr Meier\nNicht anwesend sind:\nAusschussmitglieder\nHerr Krug\nVerwaltung\nFrau Ziegler\n"
    assert statuses(rows) == {"Meier": "present", "Krug": "absent", "Ziegler": "present"}
    assert people(rows)["Ziegler"].role == "Verwaltung"


def test_party_on_a_line_before_or_behind() -> None:
    before = people("Anwesend:\nCDU\nRm Schulz\nRm Groth\nSPD\nsB Dr. Linde\n")
    assert [before[name].party for name in ("Schulz", "Groth", "Linde")] == ["CDU", "CDU", "SPD"]
    behind = people("Anwesend:\nHerr Meier\nCDU\nFrau Lühr\nSPD\n")
    assert [behind[name].party for name in ("Meier", "Lühr")] == ["CDU", "SPD"]


def test_roles_of_guests_clerks_and_offices() -> None:
    found = people(
        "Anwesend:\nBürgermeister Karl Ewald - Vorsitz\nSchriftführung: Tom Ebert\nGäste:\n"
        "Herr Planer, Büro Kartenhaus\n"
    )
    assert found["Karl Ewald"].role == "Bürgermeister, Vorsitz"
    assert found["Tom Ebert"].role == "Schriftführung"
    assert found["Planer"].role == "Büro Kartenhaus"


def test_the_chair_of_the_list_is_the_chair() -> None:
    chair = minutes("Anwesend:\nVorsitz\nFrau Dr. Ina Lühr SPD\nMitglieder\nHerr Jan Meier CDU\n").meeting.chair
    assert chair is not None
    assert (chair.name, chair.honorific) == ("Ina Lühr", "Dr.")


def test_a_deputy_is_not_the_chair() -> None:
    chair = minutes("Anwesend:\nFrau Ina Lühr, stellv. Vorsitzende\nHerr Jan Meier\n").meeting.chair
    assert chair is not None  # by what is done in the first item
    assert chair.name == "Meier"


@pytest.mark.parametrize(
    "rows",
    [
        "Ort: Bürgersaal, Rathaus\nHerr Bote verteilt die Einladung.",  # no heading says who was there
        "Anwesend:\nTechnischer Dienst\nBürgersaal, Hauptstraße\nWählergruppe Nord\n5 Einwohner\n",
        "Anwesend:\nalle Mitglieder des Ausschusses, wie sie in der Liste stehen\n",
    ],
)
def test_what_is_no_row_gives_nobody(rows: str) -> None:
    assert people(rows) == {}


def test_the_list_ends_at_the_agenda_and_its_people_are_nobodys_mentions() -> None:
    record = minutes("Anwesend:\nHerr Krug CDU\nFrau Abel SPD\n")
    assert [attendee.name for attendee in record.meeting.attendance] == ["Krug", "Abel"]
    named = [fact.name for item in record.agenda_items for fact in (*item.speakers, *item.mentioned_people)]
    assert named == ["Meier", "Lühr"]


def test_a_list_inside_the_first_item_is_read_and_no_mention_either() -> None:
    tail = (
        "Tagesordnung\n1 Eröffnung\n2 Wege\n\nProtokoll\n\n1 Eröffnung\n\nAnwesend:\nHerr Krug\nFrau Abel\n\n"
        "2 Wege\n\nFrau Lühr fragt nach.\n"
    )
    record = minutes("", tail=tail)
    assert [attendee.name for attendee in record.meeting.attendance] == ["Krug", "Abel"]
    assert record.agenda_items[0].mentioned_people == ()


def test_absent_at_one_vote_is_no_attendance_list() -> None:
    record = record_of("Abstimmungsergebnis:\n\n7 Ja-Stimmen\n9 Nein-Stimmen\n\nNicht anwesend: Frau Schulte-Berg\n")
    assert record.meeting.attendance == ()


@pytest.mark.parametrize(
    ("rows", "begins", "ends"),
    [
        ("Beginn 18.30 Uhr\nEnde 20.05 Uhr", "18:30", "20:05"),
        ("Beginn : 19.00 Uhr Ende : 20.10 Uhr", "19:00", "20:10"),
        ("Sitzungsbeginn: 15:00 Uhr\nSitzungsende: 20:35 Uhr", "15:00", "20:35"),
        ("Sitzungsdauer: 15:00 - 16:40 Uhr", "15:00", "16:40"),
        ("Zeit: 16:00 - 18:35", "16:00", "18:35"),
        ("Beginn: 9 Uhr", "09:00", None),
        ("Beginn: 16:055 Uhr", "18:00", None),  # a slip is no time; the date's hour stands
        ("Ort: Saal", "18:00", None),
    ],
)
def test_hours_of_the_meeting(rows: str, begins: str, ends: str | None) -> None:
    meeting = minutes(rows).meeting
    assert (meeting.begins, meeting.ends) == (begins, ends)


def test_the_closing_sentence_ends_the_meeting_and_the_public_part_does_not() -> None:
    closing = TAIL + "Frau Lühr schließt die Sitzung um 20.15 Uhr.\n"
    assert minutes("", tail=closing).meeting.ends == "20:15"
    part = TAIL + "Frau Lühr schließt um 20.15 Uhr den öffentlichen Teil.\n"
    assert minutes("", tail=part).meeting.ends is None


@pytest.mark.parametrize(
    "sentence",
    [
        "Von 9 Gemeindevertretern sind 7 anwesend.",
        "7 von 9 Mitgliedern sind anwesend.",
        "Anwesend: 7 von 9",
        "Es sind 7 von 9 anwesend.",
    ],
)
def test_strength_of_the_body(sentence: str) -> None:
    meeting = minutes(f"{sentence}\n").meeting
    assert (meeting.present, meeting.members) == (7, 9)


def test_more_present_than_members_is_no_strength() -> None:
    meeting = minutes("Anwesend: 12 von 9\n").meeting
    assert (meeting.present, meeting.members) == (None, None)


def test_evidence_of_a_row_spells_the_name() -> None:
    text = HEAD + "Anwesend:\nFrau Dr. Eva Hallmann SPD\nMeier, Jan | CDU |\n" + TAIL
    record, original = record_and_original(text.encode(), name="x.txt")
    spelled = [
        original[place.start : place.end]
        for index in range(len(record.meeting.attendance))
        for place in record.evidence[f"/meeting/attendance/{index}"]
    ]
    assert spelled == ["Frau Dr. Eva Hallmann", "Meier, Jan"]
    (begins,) = record.evidence["/meeting/begins"]
    assert original[begins.start : begins.end] == "18:00"


@pytest.mark.parametrize("line", ["SPD", "Fraktion DIE LINKE:", "Bündnis 90/Die Grünen", "Wählergruppe Nord"])
def test_a_party_alone(line: str) -> None:
    assert party_alone(line) is not None


@pytest.mark.parametrize("line", ["Herr Linke", "Maren Dietz", "Die Sitzung beginnt."])
def test_no_party_alone(line: str) -> None:
    assert party_alone(line) is None


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="AabeilnrtHFuDä .,;:()|-\t0123456789", max_size=80))
def test_any_row_keeps_to_its_line(line: str) -> None:
    for listed in (True, False):
        for row in rows_of(line, 0, len(line), listed=listed):
            assert 0 <= row.start < row.end <= len(line)
            assert row.name.split()[0] in line


# --- damaged names ---


@pytest.mark.parametrize(
    ("written", "fuller"),
    [
        ("neke", "Hüneke"),
        ("Mller", "Müller"),
        ("Grasnik", "Grasnick"),
        ("Khnel", "Kühnel"),
        ("Gelfant", "Gelfand"),
        ("ler", "Köhler"),
    ],
)
def test_what_a_damaged_name_may_be(written: str, fuller: str) -> None:
    assert may_be(written, fuller)


@pytest.mark.parametrize(
    ("written", "fuller"),
    [
        ("Meier", "Meier"),
        ("Meiers", "Meier"),
        ("Rode", "Rohde"),
        ("Krug", "Kruse"),
        ("Lehmann", "Leimann-Berg"),
        ("neke", "Hanneke"),
    ],
)
def test_what_is_no_damage(written: str, fuller: str) -> None:
    assert not may_be(written, fuller)


def hints(record: MinutesRecord) -> list[str]:
    return [finding.message for finding in record.findings if finding.code == "N001"]


def test_a_damaged_speaker_gets_a_hint_and_keeps_the_name() -> None:
    rows = "Anwesend:\nFrau Saskia Hühnermann CDU\nHerr Jan Meier SPD\n"
    tail = TAIL.replace("Frau Lühr fragt", "Frau Hünermann fragt")
    record = minutes(rows, tail=tail)
    assert hints(record) == ["TOP 2: “Hünermann” may be Hühnermann"]
    assert record.agenda_items[1].speakers[0].name == "Hünermann"


def test_two_members_whose_names_are_alike_get_no_hint() -> None:
    rows = "Anwesend:\nFrau Schulze SPD\nHerr Schulz CDU\n"
    assert hints(minutes(rows, tail=TAIL.replace("Frau Lühr", "Herr Schulz"))) == []


def test_another_salutation_is_another_person() -> None:
    assert hints(record_of(page("Herr Schulz fragt nach.\n\nFrau Schulze antwortet."))) == []


# --- given documents ---


@pytest.mark.skipif(not FORMS.is_dir(), reason="the given minutes stand beside the project, not in it")
@pytest.mark.parametrize("name", ["F07", "F11", "F25"])
def test_those_present_in_the_forms_of_other_cities(name: str) -> None:
    gold = json.loads((FORMS / f"{name}.gold.json").read_text(encoding="utf-8"))
    record, _ = record_and_original((FORMS / f"{name}.txt").read_bytes(), name=f"{name}.txt")
    present = [attendee.name.split()[-1] for attendee in record.meeting.attendance if attendee.status == "present"]
    assert present == gold["attendance"]


@pytest.mark.skipif(not FORMS.is_dir(), reason="the given minutes stand beside the project, not in it")
def test_no_form_without_a_list_has_attendees() -> None:
    for path in sorted(FORMS.glob("*.txt")):
        gold = json.loads(path.with_suffix(".gold.json").read_text(encoding="utf-8"))
        record, _ = record_and_original(path.read_bytes(), name=path.name)
        present = [attendee.name for attendee in record.meeting.attendance if attendee.status == "present"]
        assert bool(present) == bool(gold["attendance"]), path.name


def sample(name: str) -> MinutesRecord:
    (path,) = [path for path in SAMPLES.glob(f"{name}.*") if not path.name.endswith(".json")]
    return record_and_original(path.read_bytes(), name=path.name)[0]


def test_the_councils_niederschrift() -> None:
    meeting = sample("potsdam-2018-11-07-svv-niederschrift").meeting
    found = {attendee.name: attendee for attendee in meeting.attendance}
    assert len(found) == 13
    assert [name for name, one in found.items() if one.status == "excused"] == ["Bernd Gebauer", "Meike Pohlmann"]
    assert found["Eva Hallmann"].leaves == "19:10"
    assert found["Jutta Lindow"].role == "Beigeordnete für Soziales"
    assert (meeting.begins, meeting.ends, meeting.present, meeting.members) == ("15:00", "20:35", 47, 56)
    assert meeting.chair is not None
    assert meeting.chair.name == "Sabine Trautwein"


def test_the_committees_niederschrift() -> None:
    meeting = sample("potsdam-2022-09-08-klima-umwelt-niederschrift").meeting
    found = {attendee.name: attendee for attendee in meeting.attendance}
    assert found["Lena Wolters"].stands_in_for == "Sommer"
    assert (found["Sommer"].status, found["Noack"].status) == ("excused", "excused")
    assert sum(one.status == "present" for one in found.values()) == meeting.present == 7
    assert (meeting.begins, meeting.ends) == ("18:00", "20:40")


def test_the_villages_niederschrift() -> None:
    meeting = sample("sandow-2012-03-20-gemeindevertretung").meeting
    assert [attendee.name for attendee in meeting.attendance if attendee.status == "present"] == [
        "Karl Ewert", "Maren Dietz", "Jens Holm", "Ute Paulsen",
    ]  # fmt: skip
    assert (meeting.present, meeting.members, meeting.begins) == (4, 5, "19:30")
    assert meeting.chair is not None
    assert meeting.chair.name == "Karl Ewert"
