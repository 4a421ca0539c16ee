"""The texts of a motion in an item: which there are, whose, where they begin and where they end."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from minutes_helpers import SHARED, item_of, page, record_and_original

SEEDS, POTSDAM, KARLSRUHE = SHARED / "seeds", SHARED / "minutes" / "potsdam", SHARED / "minutes" / "karlsruhe" / "text"
needs_seeds = pytest.mark.skipif(not SEEDS.is_dir(), reason="the seeds stand beside the project, not in it")
needs_minutes = pytest.mark.skipif(not POTSDAM.is_dir(), reason="the given minutes stand beside the project, not in it")


def versions_of(body: str, *, result: str | None = None):
    return [(version.kind, version.by, version.text) for version in item_of(page(body, result=result)).versions]


def read(path):
    return record_and_original(path.read_bytes(), name=path.name)


@needs_seeds
def test_seed_has_three_texts_with_their_paragraphs_and_owners():
    record, original = read(next(SEEDS.glob("003_*.txt")))
    new, amendment, recommended = record.agenda_items[0].versions
    assert [v.kind for v in (new, amendment, recommended)] == ["new_version", "amendment", "recommended"]
    assert [v.by for v in (new, amendment, recommended)] == [
        "Frau Schulze", "Herr Schubert", "Ausschuss für Gesundheit, Soziales und Inklusion",
    ]  # fmt: skip
    assert len(new.text.split("\n\n")) == 3
    assert new.text.split("\n\n")[1].startswith("Dabei sollen")
    assert amendment.text.startswith("Die Stadtverordnetenversammlung unterstützt den Oberbürgermeister")
    assert amendment.text.endswith("auf der Grundlage...")
    assert len(recommended.text.split("\n\n")) == 2
    assert "Integrationslotsen" in recommended.text  # one phrase of the first sentence keeps them
    assert "Netzwerkpartner" not in recommended.text
    for index, version in enumerate((new, amendment, recommended)):
        (place,) = record.evidence[f"/agenda_items/0/versions/{index}"]
        words = re.findall(r"\w+", original[place.start : place.end])
        assert words == re.findall(r"\w+", version.text)


@needs_seeds
def test_seed_without_a_motion_has_no_text():
    record, _ = read(next(SEEDS.glob("000_*.txt")))
    assert record.agenda_items[0].versions == ()


@needs_minutes
@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("007", [("adopted", "Stadtverordnetenversammlung", 1)]),
        ("017", [("original", None, 1)]),
        ("037", [("recommended", "Ausschuss für Ordnung und Sicherheit", 1)]),
        ("045", [("adopted", "Kulturausschuss", 1)]),
        ("051", [("amendment", "Fraktion BürgerBündnis", 2), ("amendment", "Fraktion SPD", 1),
                 ("adopted", "Stadtverordnetenversammlung", 1)]),
        ("057", [("recommended", "Jugendhilfeausschuss", 2)]),
        ("059", [("amendment", "Ortsbeirat Satzkorn", 1), ("original", None, 1)]),
        ("063", [("amendment", "SPD-Fraktion", 1)]),
        ("065", [("recommended", "Ausschuss für Klima, Umwelt und Mobilität", 3)]),
        ("069", [("adopted", None, 2)]),
        ("077", [("amendment", "Frau Schulze", 2), ("recommended", None, 1)]),
        ("019", []),  # versions are only named there, none is written out
        ("001", []),
    ],
)  # fmt: skip
def test_given_minutes_of_potsdam(number, expected):
    record, _ = read(POTSDAM / f"{number}.txt")
    found = [(v.kind, v.by, len(v.text.split("\n\n"))) for item in record.agenda_items for v in item.versions]
    if number == "065":  # the decided text is cut in its first sentence by the page's end
        found = found[:1]
    assert found == expected


@needs_minutes
def test_karlsruhe_resolutions_are_texts_and_outcomes_are_none():
    taken, outcomes = 0, 0
    for path in sorted(KARLSRUHE.glob("*.txt"))[::12]:
        record, original = read(path)
        section = re.search(r"^Beschluss: *\n([^\n]+)", original, re.MULTILINE)
        versions = [version for item in record.agenda_items for version in item.versions]
        if section and re.match(r"(?:Kenntnisnahme|Verw|Beratung im)", section[1]):
            outcomes += 1
            assert versions == []
        elif section and re.match(
            r"Der (?:Gemeinderat|Hauptausschuss) (?:beschließt|stimmt|genehmigt|nimmt)", section[1]
        ):
            taken += 1
            assert [version.kind for version in versions] == ["adopted"] * len(record.agenda_items)
            assert all("Abstimmungsergebnis" not in version.text for version in versions)
            assert all("ruft Tagesordnungspunkt" not in version.text for version in versions)
    assert taken >= 5
    assert outcomes >= 3


def test_new_version_of_a_faction_with_its_date():
    body = (
        "Neue Fassung der Fraktion DIE LINKE vom 03.04.2019:\n\nDie Brücke wird bis zum Sommer gesperrt.\n\n"
        "Herr Adler fragt nach den Kosten."
    )
    (version,) = item_of(page(body)).versions
    assert (version.kind, version.by, version.date) == ("new_version", "Fraktion DIE LINKE", "2019-04-03")
    assert version.text == "Die Brücke wird bis zum Sommer gesperrt."


def test_text_ends_where_the_next_person_speaks():
    body = (
        "Beschlussvorschlag:\n\nDer Platz wird begrünt.\n\n"
        "Frau Berg lobt den Vorschlag.\n\nDie Bäume sind schon bestellt."
    )
    assert versions_of(body) == [("original", None, "Der Platz wird begrünt.")]


def test_an_order_to_the_mayor_is_no_speech():
    body = (
        "Beschlussvorschlag:\n\nDer Platz wird begrünt.\n\n"
        "Der Oberbürgermeister wird gebeten, Bänke aufzustellen.\n\nReduzieren"
    )
    assert versions_of(body)[0][2].endswith("Bänke aufzustellen.")


def test_text_ends_at_the_ballot():
    body = (
        "Die Stadtverordnetenversammlung beschließt:\n\n"
        "Der Platz wird begrünt.\n\nDer Antrag wird mit 7 Ja-Stimmen angenommen."
    )
    assert versions_of(body) == [("adopted", "Stadtverordnetenversammlung", "Der Platz wird begrünt.")]


def test_paragraph_about_a_matter_is_not_taken_for_a_ballot():
    body = (
        "Die Stadtverordnetenversammlung beschließt:\n\n"
        "Der Platz wird begrünt.\n\nÜber die Kosten ist im Mai 2019 zu berichten."
    )
    assert versions_of(body)[0][2] == "Der Platz wird begrünt.\n\nÜber die Kosten ist im Mai 2019 zu berichten."


def test_two_headings_open_one_text():
    body = "Beschlussvorschlag:\n\nDie Stadtverordnetenversammlung möge beschließen:\n\nDer Platz wird begrünt."
    assert versions_of(body) == [("original", None, "Der Platz wird begrünt.")]


def test_a_quoted_amendment_keeps_its_words_without_the_marks():
    body = (
        "Herr Adler schlägt vor, den zweiten Satz wie folgt zu ändern:\n\n„Der Platz wird bis zum Herbst begrünt.“\n\n"
        "Das findet Zustimmung bei allen."
    )
    assert versions_of(body) == [("amendment", "Herr Adler", "Der Platz wird bis zum Herbst begrünt.")]


def test_an_outcome_is_no_text():
    assert versions_of("Herr Adler bringt den Antrag ein.", result="ungeändert beschlossen") == []
    assert versions_of("Beschluss:\n\nzur Kenntnis genommen\n\nAbstimmungsergebnis:\n\nZustimmung: 4") == []


def test_speaking_of_a_version_does_not_open_one():
    body = (
        "Frau Berg erinnert an den Änderungsantrag der Fraktion SPD und an die Neue Fassung vom 03.04.2019.\n\n"
        "Sie sagt, die Stadtverordnetenversammlung möge beschließen, was der Ausschuss empfiehlt.\n\n"
        "Der Ausschuss für Finanzen empfiehlt, den Antrag abzulehnen."
    )
    assert versions_of(body) == []


def test_the_same_text_twice_is_one_version_with_two_places():
    text = "Beschlussvorschlag:\n\nDer Platz am Hafen wird begrünt.\n\nReduzieren\n\n"
    record, _ = record_and_original(page(text + text).encode(), name="a.txt")
    assert len(record.agenda_items[0].versions) == 1
    assert len(record.evidence["/agenda_items/0/versions/0"]) == 2


def test_wrapped_lines_are_one_paragraph_and_list_entries_are_their_own():
    body = (
        "Die Stadtverordnetenversammlung beschließt:\n\nDer Platz am Hafen wird im kommenden Jahr mit zwölf Linden "
        "und\nmit Bänken aus Holz versehen.\n1. Die Linden pflanzt der Bauhof.\n2. Die Bänke baut die Lehrwerkstatt."
    )
    assert versions_of(body)[0][2].split("\n\n") == [
        "Der Platz am Hafen wird im kommenden Jahr mit zwölf Linden und mit Bänken aus Holz versehen.",
        "1. Die Linden pflanzt der Bauhof.",
        "2. Die Bänke baut die Lehrwerkstatt.",
    ]


def test_a_name_alone_on_its_line_is_appointed_and_does_not_speak():
    body = (
        "Frau Berg dankt für das Vertrauen.\n\nDie Stadtverordnetenversammlung beschließt:\n\nIn den Beirat kommt\n\n"
        "Frau Berg\n\nfür die Dauer von acht Jahren.\n\nReduzieren"
    )
    text = versions_of(body)[0][2]
    assert text.startswith("In den Beirat kommt")
    assert text.endswith("für die Dauer von acht Jahren.")


LINES = st.lists(
    st.sampled_from(
        [
            "Neue Fassung:", "Beschlussvorschlag:", "Die Stadtverordnetenversammlung möge beschließen:", "Beschluss:",
            "Änderungsantrag der Fraktion SPD:", "„Der Platz", "wird begrünt.“", "Der Platz wird begrünt.",
            "Reduzieren",
            "Frau Berg sagt zu, bis Mai zu berichten.", "Abstimmungsergebnis:", "Zustimmung: 4", "1. Der Weg", ":", "„",
            "Bis Ende des II. Quartals ist dem Hauptausschuss zu berichten.", "TOP 3.4", "zur Kenntnis genommen", "",
            "Er empfiehlt, den ersten Satz wie folgt zu ändern: „Der Weg bleibt.“",
            "Der Rat beschließt: Der Weg bleibt.",
        ]
    ),
    max_size=14,
)  # fmt: skip


@example(
    ["Neue Fassung:", "„Der Platz", "Reduzieren", "Er empfiehlt, wie folgt zu ändern: „Der Weg bleibt.“"], "\n"
)  # a quotation that is never closed ends before the button
@settings(max_examples=120, deadline=None)
@given(LINES, st.sampled_from(["\n", "\n\n"]))
def test_any_order_of_lines_gives_texts_that_stand_where_they_say(lines, gap):
    record, original = record_and_original(page(gap.join(lines)).encode(), name="a.txt")
    for index, item in enumerate(record.agenda_items):
        for name, values in (("versions", item.versions), ("duties", item.duties)):
            for number, value in enumerate(values):
                for place in record.evidence[f"/agenda_items/{index}/{name}/{number}"]:
                    assert 0 <= place.start < place.end <= len(original)
                place = record.evidence[f"/agenda_items/{index}/{name}/{number}"][-1]
                assert re.findall(r"\w+", original[place.start : place.end]) == re.findall(r"\w+", value.text)
                assert "Reduzieren" not in value.text
