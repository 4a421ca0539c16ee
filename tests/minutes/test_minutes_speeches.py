"""Turns of speech: who, from where to where, what kind; and who is in the chair. One test for each trap."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from minutes_helpers import SHARED, page, record_and_original, record_of

from pipeline.model.record import AgendaItem, MinutesRecord

SEEDS = SHARED / "seeds"
Turn = tuple[str | None, str | None, str]


def turns(item: AgendaItem) -> list[Turn]:
    """(name or office, kind, text) of each turn."""
    found = []
    for speech in item.speeches:
        speaker = item.speakers[speech.speaker]
        found.append((speaker.name or speaker.role, speech.kind, speech.text or ""))
    return found


def told(body: str, *, result: str | None = None) -> list[Turn]:
    return turns(record_of(page(body, result=result)).agenda_items[0])


def kinds(body: str) -> list[tuple[str | None, str | None]]:
    return [(name, kind) for name, kind, _ in told(body)]


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Herr Ahrendt bringt den Antrag ein.", "introduces"),
        ("Frau Böhme stellt die Planung anhand von Folien vor.", "introduces"),
        ("Begründet wird dies durch den Stadtverordneten Czerny.", "introduces"),
        ("Frau Böhme erläutert die Vorlage.", "introduces"),
        ("Herr Ahrendt fragt, wer den Zaun bezahlt.", "asks"),
        ("Herr Ahrendt möchte wissen, wer den Zaun bezahlt.", "asks"),
        ("Dies wird von Frau Böhme verneint.", "answers"),
        ("Herr Ahrendt informiert über den Stand der Arbeiten.", "reports"),
        ("Frau Böhme teilt mit, dass der Zaun steht.", "reports"),
        ("Herr Ahrendt beantragt, den zweiten Satz zu streichen.", "moves_amendment"),
        ("Frau Böhme stellt einen Änderungsantrag.", "moves_amendment"),
        ("Herr Ahrendt beantragt die Vertagung.", "moves_procedure"),
        ("Frau Böhme stellt den Antrag auf Ende der Redeliste.", "moves_procedure"),
        ("Herr Ahrendt bittet um Rederecht für den Verein.", "moves_procedure"),
        ("Frau Böhme zieht den Antrag zurück.", "withdraws"),
        ("Die Vorsitzende stellt den Antrag zur Abstimmung.", "puts_to_vote"),
        ("Bürgermeisterin Krämer ließ abstimmen.", "puts_to_vote"),
        ("Der Vorsitzende eröffnet die Sitzung.", "opens"),
        ("Frau Böhme begrüßt die Anwesenden.", "opens"),
        ("Frau Böhme begrüßt den Vorschlag.", "supports"),
        ("Herr Ahrendt spricht sich für die Vorlage aus.", "supports"),
        ("Herr Ahrendt spricht sich gegen die Vorlage aus.", "opposes"),
        ("Frau Böhme lehnt den Vorschlag ab.", "opposes"),
        ("Herr Ahrendt betont die Bedeutung des Weges.", "speaks"),
        ("Herr Ahrendt stellt fest, das Geld fehle.", "speaks"),
    ],
)
def test_the_verb_tells_the_kind(sentence: str, kind: str) -> None:
    assert [found for _, found in kinds(sentence)] == [kind]


def test_what_a_subordinate_clause_tells_is_not_the_speakers_act() -> None:
    assert kinds("Herr Ahrendt erklärt, dass der Verein den Antrag zurückzieht.") == [("Ahrendt", "speaks")]


def test_a_pronoun_goes_on_with_its_speaker() -> None:
    found = told("Frau Böhme blickt zurück. Das Geld ist da. Sie bringt den Antrag ein.\n\nHerr Ahrendt dankt.")
    assert found == [
        ("Böhme", "introduces", "Frau Böhme blickt zurück. Das Geld ist da. Sie bringt den Antrag ein."),
        ("Ahrendt", "speaks", "Herr Ahrendt dankt."),
    ]


def test_a_pronoun_that_does_not_fit_gives_the_turn_back() -> None:
    found = told("Frau Böhme fragt nach den Kosten.\n\nHerr Ahrendt nennt eine Zahl. Sie bittet um Belege.")
    assert [(name, text) for name, _, text in found] == [
        ("Böhme", "Frau Böhme fragt nach den Kosten."),
        ("Ahrendt", "Herr Ahrendt nennt eine Zahl."),
        ("Böhme", "Sie bittet um Belege."),
    ]


def test_a_pronoun_for_a_thing_stays_with_the_speaker() -> None:
    found = told(
        "Frau Böhme schweigt nicht und dankt.\n\nHerr Ahrendt verweist auf die Karte. Sie wird im Mai verteilt."
    )
    assert [name for name, _, _ in found] == ["Böhme", "Ahrendt"]
    assert found[1][2].endswith("Sie wird im Mai verteilt.")


def test_a_pronoun_takes_the_turn_up_behind_a_resolution() -> None:
    body = (
        "Frau Böhme legt eine neue Fassung vor.\n\nNeue Fassung:\n\n"
        "Der Oberbürgermeister wird beauftragt, den Weg zu pflastern.\n\nSie bittet um Zustimmung."
    )
    assert [(name, text) for name, _, text in told(body)] == [
        ("Böhme", "Frau Böhme legt eine neue Fassung vor."),
        ("Böhme", "Sie bittet um Zustimmung."),
    ]


def test_coordinated_subjects_have_a_turn_each_with_the_same_span() -> None:
    record, original = record_and_original(
        page("Herr Exner und Herr Schultheiß äußern sich. Danach ist Ruhe.").encode(), name="x.txt"
    )
    first, second = record.agenda_items[0].speeches
    assert (first.start, first.end) == (second.start, second.end)
    assert original[first.start : first.end] == "Herr Exner und Herr Schultheiß äußern sich. Danach ist Ruhe."
    assert [name for name, _, _ in turns(record.agenda_items[0])] == ["Exner", "Schultheiß"]


def test_a_roll_of_speakers_is_a_turn_for_each_and_erneut_another() -> None:
    found = told(
        "Hierzu sprechen BM Rohde, BM Dr. Beck, BM Rohde erneut,\n\nBM Lohse beantragt das Ende der Redeliste."
    )
    assert [(name, kind) for name, kind, _ in found] == [
        ("Rohde", "speaks"),
        ("Beck", "speaks"),
        ("Rohde", "speaks"),
        ("Lohse", "moves_procedure"),
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Auf Nachfrage von Fr. Ahrendt erklärt Frau Dr. Böhme, der Weg sei fertig.",
        "Die Nachfrage von Frau Ahrendt wird von Frau Dr. Böhme beantwortet.",
    ],
)
def test_a_question_behind_a_noun_is_a_turn_beside_its_answer(sentence: str) -> None:
    assert kinds(sentence) == [("Ahrendt", "asks"), ("Böhme", "answers")]


def test_a_look_back_at_an_answer_is_no_turn() -> None:
    found = kinds("Die Vorsitzende lässt, da die Antwort auf die Frage von Herrn Cramer folgt, abstimmen.")
    assert found == [("Die Vorsitzende", "puts_to_vote")]


def test_two_actors_of_one_sentence_share_it_at_the_clause() -> None:
    found = told("Herr Ahrendt fragt nach dem Zaun, Frau Böhme verneint den Bedarf.")
    assert [(name, kind) for name, kind, _ in found] == [("Ahrendt", "asks"), ("Böhme", "answers")]
    assert found[0][2] == "Herr Ahrendt fragt nach dem Zaun"
    assert found[1][2] == "Frau Böhme verneint den Bedarf."


@pytest.mark.parametrize(
    "behind",
    [
        "Der Oberbürgermeister wird beauftragt, den Weg zu bauen.",
        "Abstimmungsergebnis:\nZustimmung: 5\nAblehnung: 1\nStimmenthaltung: 0",
        "Der so geänderte Antrag wird mit Stimmenmehrheit angenommen.",
        "Dagegen erhebt sich kein Widerspruch.",
        "Die Stadtverordnetenversammlung beschließt:\n\nDer Weg wird gebaut.",
        "Reduzieren\n\nAnlagen zur Vorlage",
        "Nach kurzer Aussprache wird der Antrag zur Abstimmung gestellt:",
        "5/1/0",
    ],
)
def test_resolution_vote_and_headings_end_a_turn(behind: str) -> None:
    assert [text for _, _, text in told(f"Herr Ahrendt wirbt um Zustimmung.\n\n{behind}")] == [
        "Herr Ahrendt wirbt um Zustimmung."
    ]


def test_words_of_a_resolution_inside_a_paragraph_are_speech() -> None:
    (turn,) = told("Herr Ahrendt dankt. Der Oberbürgermeister wird gebeten, den Weg zu bauen.")
    assert turn[2].endswith("den Weg zu bauen.")


def test_the_text_of_an_amendment_is_not_the_movers_speech() -> None:
    (turn,) = told(
        "Änderungsantrag:\n\nDer Stadtverordnete Kruse beantragt für die Fraktion SPD:\n\nEine Tafel ist zu prüfen."
    )
    assert turn == ("Kruse", "moves_amendment", "Der Stadtverordnete Kruse beantragt für die Fraktion SPD:")


VERBATIM = """Niederschrift 4. Plenarsitzung des Gemeinderates
19. September 2023, 15:30 Uhr
öffentlich
Vorsitzender: Oberbürgermeister Dr. Otto Weiler

Punkt 7 der Tagesordnung: Neubau der Brücke
Vorlage: 2023/0832

Beschluss:
Die Brücke wird gebaut.

Abstimmungsergebnis:
Einstimmige Zustimmung (43 JA-Stimmen)

Der Vorsitzende ruft Tagesordnungspunkt 7 zur Behandlung auf:

Das ist ein großer Tag für uns alle.

Stadträtin Lenz (SPD): Herr Stadtrat Huber hat das vorhin gut gesagt. Ich hätte zwei Fragen.
Wer zahlt das?

(Beifall)

Der Vorsitzende: Das zahlt der Bund.

Stadtrat Huber (CDU): Wir werden nicht zustimmen.

Der Vorsitzende: Damit kommen wir zur Abstimmung.

Zur Beurkundung:
Die Schriftführerin:
"""


def test_verbatim_minutes_change_the_speaker_only_at_a_colon() -> None:
    record = record_of(VERBATIM)
    found = turns(record.agenda_items[0])
    assert [(name, kind) for name, kind, _ in found] == [
        ("Der Vorsitzende", "opens"),
        ("Lenz", "asks"),
        ("Der Vorsitzende", "answers"),
        ("Huber", "opposes"),
        ("Der Vorsitzende", "puts_to_vote"),
    ]
    assert found[0][2].endswith("Das ist ein großer Tag für uns alle.")
    assert found[1][2].endswith("Wer zahlt das? (Beifall)")
    assert found[4][2] == "Der Vorsitzende: Damit kommen wir zur Abstimmung."


def test_the_chair_of_the_header_gains_what_the_chair_does_as_evidence() -> None:
    record = record_of(VERBATIM)
    assert record.meeting.chair is not None
    assert (record.meeting.chair.name, record.meeting.chair.honorific) == ("Otto Weiler", "Dr.")
    assert record.meeting.chair.role == "Oberbürgermeister"
    rules = [place.rule for place in record.evidence["/meeting/chair"]]
    assert rules[0] == "chair.header"
    assert "chair.calls_up" in rules


def test_what_a_deputy_does_is_no_evidence_for_the_chair_of_the_header() -> None:
    record = record_of(VERBATIM.replace("Der Vorsitzende", "Die Vorsitzende"))
    assert [place.rule for place in record.evidence["/meeting/chair"]] == ["chair.header"]


def chair_of(body: str) -> str | None:
    chair = record_of(page(body)).meeting.chair
    return (chair.name or chair.role) if chair else None


def test_who_puts_to_the_vote_is_in_the_chair() -> None:
    assert chair_of("Herr Ahrendt bringt den Antrag ein.\n\nFrau Böhme stellt den Antrag zur Abstimmung.") == "Böhme"
    assert chair_of("Die Ausschussvorsitzende lässt über den Antrag abstimmen.") == "Die Ausschussvorsitzende"


def test_nobody_who_only_speaks_is_in_the_chair() -> None:
    assert chair_of("Herr Ahrendt stellt fest, das Geld fehle.\n\nFrau Böhme begrüßt den Vorschlag.") is None


def test_two_people_who_do_the_same_are_no_chair() -> None:
    assert chair_of("Herr Ahrendt lässt abstimmen.\n\nFrau Böhme lässt erneut abstimmen.") is None


def test_evidence_spells_the_turn() -> None:
    body = "Frau Böhme dankt dem Amt.\n\nHerr Ahrendt fragt nach dem\nZaun. Er bittet um Eile."
    record, original = record_and_original(page(body).encode(), name="x.txt")
    for index, speech in enumerate(record.agenda_items[0].speeches):
        (place,) = record.evidence[f"/agenda_items/0/speeches/{index}"]
        assert (place.start, place.end) == (speech.start, speech.end)
        assert " ".join(original[speech.start : speech.end].split()) == speech.text


def check_turns(record: MinutesRecord, length: int) -> None:
    for item in record.agenda_items:
        for speech in item.speeches:
            assert 0 <= speech.speaker < len(item.speakers)
            assert 0 <= speech.start < speech.end <= length
            assert speech.kind is not None


PIECES = st.sampled_from(
    ["(", ")", "\n\n", "Herr Ahrendt fragt nach.", "Frau Böhme", "Er bittet um Eile.", "Sie", " und ", ", ", "; ", ":",
     "\n", "Der Vorsitzende:", "Stadtrat Huber (SPD):", "auf Nachfrage von", "zur Abstimmung", "Beschluss:", "5/0/1",
     "Neue Fassung:", "erneut", "Hierzu sprechen", "wird von", "beantwortet.", "Reduzieren"]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=40).map(" ".join))
def test_no_order_of_words_breaks_the_turns(body: str) -> None:
    text = page(body)
    check_turns(record_of(text), len(text))


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the given minutes stand beside the project, not in it")
def test_the_seed_of_2016_turn_by_turn() -> None:
    (path,) = SEEDS.glob("003_*.txt")
    record, original = record_and_original(path.read_bytes(), name=path.name)
    (item,) = record.agenda_items
    names = ["Schulze", "Thomann", "Müller-Preinesberger", "Schubert", "Schulze", "Müller-Preinesberger", "Grasnik"]
    assert [name for name, _, _ in turns(item)] == [*names, "Schubert", "Eisenblätter"]
    first, last = item.speeches[0], item.speeches[-1]
    assert first.kind == "introduces"
    assert "Neue Fassung" not in original[first.start : first.end]
    assert last.kind == "puts_to_vote"
    assert record.meeting.chair is not None
    assert record.meeting.chair.name == "Eisenblätter"


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the given minutes stand beside the project, not in it")
def test_the_slides_of_the_seed_of_2021_are_nobodys_speech() -> None:
    (path,) = SEEDS.glob("000_*.txt")
    record, _ = record_and_original(path.read_bytes(), name=path.name)
    (speech,) = record.agenda_items[0].speeches
    assert speech.kind == "introduces"
    assert speech.text is not None
    assert speech.text.startswith("Frau Grasnack stellt")
    assert "zur Kenntnis" not in speech.text
