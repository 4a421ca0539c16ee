"""Duties: who must do or report what by when; and what looks like one and is none."""

from __future__ import annotations

import datetime
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from minutes_helpers import SHARED, item_of, page, record_and_original

from pipeline.minutes.due_dates import find_due

SEEDS, POTSDAM, KARLSRUHE = SHARED / "seeds", SHARED / "minutes" / "potsdam", SHARED / "minutes" / "karlsruhe" / "text"
needs_seeds = pytest.mark.skipif(not SEEDS.is_dir(), reason="the seeds stand beside the project, not in it")
needs_minutes = pytest.mark.skipif(not POTSDAM.is_dir(), reason="the given minutes stand beside the project, not in it")
MEETING = datetime.date(2019, 3, 12)  # the day of minutes_helpers.page


def read(path):
    return record_and_original(path.read_bytes(), name=path.name)


def resolved(*sentences: str):
    """The duties of a resolution with these paragraphs, decided on 12.03.2019."""
    text = "\n\n".join(sentences)
    return item_of(page(f"Die Stadtverordnetenversammlung beschließt:\n\n{text}\n\nReduzieren")).duties


def debated(*sentences: str):
    return item_of(page("\n\n".join(sentences))).duties


def bounds(words: str, *, base: datetime.date | None = MEETING):
    (due,) = find_due(f"Das ist {words} vorzulegen.", base=base)
    assert due.text in words
    return (due.first and due.first.isoformat(), due.last and due.last.isoformat())


# --- the given minutes


@needs_seeds
def test_seed_reports_in_november_2016_told_twice_is_one_duty_with_two_places():
    record, original = read(next(SEEDS.glob("003_*.txt")))
    (duty,) = record.agenda_items[0].duties
    assert (duty.kind, duty.to, duty.what) == ("report", "Stadtverordnetenversammlung", "Stand der Arbeit")
    assert (duty.due, duty.due_from, duty.due_to) == ("im November 2016", "2016-11-01", "2016-11-30")
    places = record.evidence["/agenda_items/0/duties/0"]
    assert len(places) == 2
    assert all(original[place.start : place.end] == duty.text for place in places)
    assert "10.10.2016" in original  # the day of a conference is no duty


@needs_seeds
def test_seed_without_a_resolution_has_no_duty():
    record, _ = read(next(SEEDS.glob("000_*.txt")))
    assert record.agenda_items[0].duties == ()


@needs_minutes
@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("005", [("report", "Oberbürgermeister", None, "2020-12-01", "2020-12-31", None)]),
        ("027", [("do", None, "Stadtverordneten", None, "2024-02-23", None)]),
        ("051", [("do", None, None, None, "2002-10-31", None)]),
        (
            "065",
            [
                ("do", None, "Ausschuss für Klima, Umwelt und Mobilität", None, "2025-05-31", None),
                ("report", None, None, "2025-03-01", "2025-03-31", None),
            ],
        ),
        ("069", [("report", None, "Ausschuss für Gesundheit und Soziales", None, None, "vierteljährlich")]),
        ("071", [("do", None, None, None, "2011-12-31", None)]),
        ("077", [("report", None, "Ausschuss für Ordnung und Sicherheit", "2024-04-01", "2024-04-30", None)]),
        ("001", []),
        ("019", []),
        ("067", []),
    ],
)
def test_given_minutes_of_potsdam(number, expected):
    record, _ = read(POTSDAM / f"{number}.txt")
    found = [
        (duty.kind, duty.who, duty.to, duty.due_from, duty.due_to, duty.recurring)
        for item in record.agenda_items
        for duty in item.duties
    ]
    assert found == expected


@needs_minutes
@pytest.mark.parametrize("number", ["597728", "613090", "655171", "666214"])
def test_terms_and_target_figures_of_karlsruhe_are_no_duties(number):
    record, _ = read(KARLSRUHE / f"{number}.txt")
    assert [duty for item in record.agenda_items for duty in item.duties] == []


# --- resolutions


def test_report_by_the_end_of_a_quarter_takes_the_next_one():
    (duty,) = resolved(
        "Der Oberbürgermeister hat dem Hauptausschuss bis Ende des II. Quartals über die Kosten zu berichten."
    )
    assert (duty.kind, duty.who, duty.to, duty.what) == ("report", "Oberbürgermeister", "Hauptausschuss", "Kosten")
    assert (duty.due, duty.due_from, duty.due_to) == ("bis Ende des II. Quartals", None, "2019-06-30")


def test_who_is_charged_in_the_first_sentence_is_bound_in_its_list():
    (duty,) = resolved(
        "Der Oberbürgermeister wird beauftragt,",
        "1. die Brücke zu sanieren,",
        "2. dem Ausschuss für Finanzen im Mai 2020 über die Kosten zu berichten.",
    )
    assert (duty.who, duty.to, duty.due_to) == ("Oberbürgermeister", "Ausschuss für Finanzen", "2020-05-31")


def test_recurring_report():
    (duty,) = resolved("Die Verwaltung informiert den Ortsbeirat Golm halbjährlich über den Bau.")
    assert (duty.kind, duty.who, duty.to, duty.recurring) == ("report", "Verwaltung", "Ortsbeirat Golm", "halbjährlich")
    assert (duty.due, duty.due_from, duty.due_to) == (None, None, None)


def test_line_without_a_verb():
    (duty,) = resolved("Die Brücke wird saniert.", "Bericht im Hauptausschuss im September 2020")
    assert (duty.kind, duty.to, duty.due_from, duty.due_to) == ("report", "Hauptausschuss", "2020-09-01", "2020-09-30")


def test_two_dates_in_one_text_are_two_duties():
    first, second = resolved(
        "Bis Juni 2020 ist ein Konzept zu erarbeiten.", "Im Oktober 2020 ist dem Hauptausschuss zu berichten."
    )
    assert (first.kind, first.due_to, second.kind, second.due_to) == ("do", "2020-06-30", "report", "2020-10-31")


def test_a_changed_date_is_another_duty():
    body = (
        "Beschlussvorschlag:\n\nBis Mai 2020 ist ein Konzept für den Hafen vorzulegen.\n\nReduzieren\n\n"
        "Die Stadtverordnetenversammlung beschließt:\n\nBis Juli 2020 ist ein Konzept für den Hafen "
        "vorzulegen.\n\nReduzieren"
    )
    assert [duty.due_to for duty in item_of(page(body)).duties] == ["2020-05-31", "2020-07-31"]


# --- promises and what else binds in a debate


def test_promise_until_the_next_meeting_has_no_invented_day():
    (duty,) = debated(
        "Frau Berg fragt nach den Kosten.", "Herr Adler sagt zu, die Zahlen bis zur nächsten Sitzung vorzulegen."
    )
    assert (duty.kind, duty.who, duty.due) == ("report", "Herr Adler", "bis zur nächsten Sitzung")
    assert (duty.due_from, duty.due_to) == (None, None)
    assert "Zahlen" in duty.what


def test_pronoun_that_promises_is_who_spoke_before():
    (duty,) = debated("Herr Adler erläutert den Bau. Er sagt zu, bis Ende Mai eine Liste der Bäume zu erstellen.")
    assert (duty.kind, duty.who, duty.due_to) == ("do", "Herr Adler", "2019-05-31")


def test_promise_in_the_passive_names_nobody():
    (duty,) = debated("Auf Nachfrage von Frau Berg wird zugesagt, das Ergebnis bis zum 30.04. nachzureichen.")
    assert (duty.who, duty.due_to) == (None, "2019-04-30")


def test_last_deferral():
    (duty,) = debated("Herr Adler bittet um letztmalige Zurückstellung bis September 2019.")
    assert (duty.what, duty.due_to) == ("letztmalige Zurückstellung", "2019-09-30")


# --- traps


@pytest.mark.parametrize(
    "sentence",
    [
        "Die Konferenz soll am 10.10.2019 durchgeführt werden.",
        "Herr Adler kündigt an, dort ein Netzwerk vorzuschlagen.",
        "Bericht aus dem Ausschuss für Finanzen",
        "Frau Berg berichtet, dass der Ausschuss im Mai 2019 tagt.",
        "Frau Berg weist auf die Frist zum 28.06.2019 hin.",
        "Frau Berg sagt zu TOP 4, der Bau sei im Mai 2020 fertig.",
        "Herr Adler zitiert: Die Gemeindevertretung möge bis Mai 2020 über den Bau berichten lassen.",
        "Die Ausstellung ist bis Ende November 2019 geöffnet.",
    ],
)
def test_a_date_in_the_debate_is_no_duty(sentence):
    assert debated("Frau Berg eröffnet die Aussprache.", sentence) == ()


@pytest.mark.parametrize(
    "sentence",
    [
        "Die Konferenz soll am 10.10.2019 durchgeführt werden.",
        "Der Vertrag wird bis zum 31.12.2026 verlängert.",
        "Die Satzung gilt bis Ende 2021.",
        "Frau Berg wird bis zum Ende der Amtszeit in den Beirat berufen.",
        "Die Stelle ist bis zum 31. Mai 2026 befristet.",
        "Der Bericht über das Jahr 2018 wird zur Kenntnis genommen.",
        "Der Gemeinderat nimmt den Bericht aus dem Ausschuss zur Kenntnis.",
        "Über die im Dezember 2018 weggefallenen Plätze ist zu sprechen.",
        "Die Verwaltung wird ermächtigt, den Vertrag bis Mai 2020 zu schließen.",
        "Ab dem Schuljahr 2019/2020 werden freie Schulen versorgt.",
        "Die Bürger werden über den Bau informiert.",
        "Der Weg wird gebaut.",
    ],
)
def test_a_resolution_that_binds_nobody_to_a_day(sentence):
    assert resolved(sentence) == ()


def test_a_committee_that_advised_before_is_not_told():
    (duty,) = resolved(
        "Die Stadtverordnetenversammlung beauftragt die Verwaltung nach Vorberatung im Hauptausschuss, jährlich über "
        "die Bäume zu berichten."
    )
    assert (duty.who, duty.to, duty.recurring) == ("Verwaltung", None, "jährlich")


# --- due dates


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("im November 2016", "2016-11-01", "2016-11-30"),
        ("bis November 2016", None, "2016-11-30"),
        ("bis zum Februar 2020", None, "2020-02-29"),
        ("bis Mitte Mai 2020", None, "2020-05-15"),
        ("Ende Mai 2020", "2020-05-21", "2020-05-31"),
        ("im Januar/Februar 2020", "2020-01-01", "2020-02-29"),
        ("bis zum 23.02.2024", None, "2024-02-23"),
        ("spätestens am 3. Mai 2020", None, "2020-05-03"),
        ("zum 31.12.2020", "2020-12-31", "2020-12-31"),
        ("vor dem 01.07.2020", None, "2020-06-30"),
        ("ab Januar 2020", "2020-01-01", None),
        ("im 2. Quartal 2020", "2020-04-01", "2020-06-30"),
        ("bis Ende des II. Quartals 2020", None, "2020-06-30"),
        ("im dritten Quartal dieses Jahres", "2019-07-01", "2019-09-30"),
        ("bis zum Ende des ersten Halbjahres 2020", None, "2020-06-30"),
        ("im IV. Quartal", "2019-10-01", "2019-12-31"),
        ("im ersten Quartal", None, None),  # the meeting lies in it: this one or the next
        ("bis Ende 2020", None, "2020-12-31"),
        ("bis Jahresende", None, "2019-12-31"),
        ("bis Ende des nächsten Jahres", None, "2020-12-31"),
        ("im Jahr 2021", "2021-01-01", "2021-12-31"),
        ("bis 2021", None, "2021-12-31"),
        ("im Herbst 2020", "2020-09-01", "2020-11-30"),
        ("im Winter 2020", None, None),  # lies in two years
        ("zum Beginn des Schuljahres 2024/2025", "2024-08-01", "2024-08-01"),
        ("bis zum Schuljahresbeginn", None, "2019-08-01"),
        ("in der Sitzung im Dezember 2020", "2020-12-01", "2020-12-31"),
        ("in der Sitzung des Hauptausschusses am 15.05.2019", "2019-05-15", "2019-05-15"),
        ("bis zur nächsten Sitzung", None, None),
        ("vor der Sommerpause", None, None),
        ("innerhalb von drei Monaten", None, "2019-06-12"),
        ("innerhalb von drei Monaten nach Baubeginn", None, None),
        ("in einem halben Jahr", "2019-09-12", "2019-09-12"),
        ("bis zum 31.02.2020", None, None),  # there is no such day
        # without a year: the next one after the meeting of 12.03.2019
        ("im November", "2019-11-01", "2019-11-30"),
        ("im Januar", "2020-01-01", "2020-01-31"),
        ("bis März", None, None),  # the month of the meeting: this one or the next
        ("bis Ende März", None, "2019-03-31"),
        ("bis zum 30.06.", None, "2019-06-30"),
        ("bis zum 1. Februar", None, "2020-02-01"),
        ("im März jeden Jahres", None, None),
    ],
)
def test_due_dates(words, first, last):
    assert bounds(words) == (first, last)


@pytest.mark.parametrize("words", ["im November", "bis Jahresende", "bis zum 30.06.", "innerhalb von drei Monaten"])
def test_without_the_meetings_day_a_missing_year_stays_open(words):
    assert bounds(words, base=None) == (None, None)


def test_words_beyond_our_forms_are_read_by_dateparser():
    assert bounds("bis nächste Woche") == (None, "2019-03-24")
    assert bounds("bis übermorgen") == (None, "2019-03-14")


@pytest.mark.parametrize(
    "sentence",
    [
        "Der Beschluss vom 03.04.2017 bleibt bestehen.",
        "Die Vorlage 19/SVV/0302 liegt vor.",
        "Um 18:15 Uhr sind 6 von 7 Mitgliedern da.",
        "Am Neuen Garten steht ein Maibaum.",
        "Die Mittel betragen bis 2500 Euro.",
        "Tempo 30 gilt in der Augustastraße.",
        "Der Haushalt 2019/2020 wird beraten.",
    ],
)
def test_no_due_date_in_other_figures_and_words(sentence):
    assert find_due(sentence, base=MEETING) == ()


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "bis",
                "zum",
                "Ende",
                "des",
                "II.",
                "Quartals",
                "Mai",
                "2020",
                "31.02.",
                "30.06.2020",
                "0000",
                "99.99.9999",
                "innerhalb von drei Monaten",
                "nächste Woche",
                "Anfang",
                "Schuljahr",
                "2019/20",
                "vor dem",
                "ab",
                "Jahresende",
                "übermorgen",
                "4. Halbjahr",
                "zur Sitzung",
                "im",
                "Winter",
                "9999",
            ]
        ),
        max_size=14,
    ).map(" ".join),
    st.sampled_from([None, datetime.date(2019, 3, 12), datetime.date(9999, 12, 31), datetime.date(1, 1, 1)]),
)
def test_no_words_make_the_due_dates_fail(sentence, base):
    for due in find_due(sentence, base=base):
        assert " ".join(sentence[due.start : due.end].split()) == due.text
        assert due.first is None or due.last is None or due.first <= due.last


def test_dateparser_is_not_imported_for_dates_we_read_ourselves():
    program = (
        "import sys, datetime\nfrom pipeline.minutes.due_dates import find_due\n"
        "assert find_due('bis Ende Mai 2020 vorzulegen', base=datetime.date(2019, 3, 12))\n"
        "sys.exit('dateparser' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
