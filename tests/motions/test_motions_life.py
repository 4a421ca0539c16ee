"""What became of a motion: state, roles, next steps, relations, duties, versions."""

from __future__ import annotations

import pytest
from motions_records import COMMITTEE, fill, item, minutes, report_due

from pipeline.model.record import PaperVersion
from pipeline.motions import find, history, list_duties, list_motions, relate
from pipeline.motions.onward import bodies_named
from pipeline.motions.states import standing
from pipeline.motions.steps import Step, role_by_name
from pipeline.store import Store

TITLE = "Lotsenstelle für Neuzugezogene"


def step(date: str, result: str | None, role: str | None = "deciding", body: str = "Stadtrat") -> Step:
    return Step(1, date, body, body, None, TITLE, result, role, False)


@pytest.mark.parametrize(
    ("steps", "state"),
    [
        ([], "pending"),
        ([step("2016-01-01", "referred")], "pending"),
        ([step("2016-01-01", "adopted", "recommending")], "pending"),
        ([step("2016-01-01", "rejected", "recommending")], "pending"),
        ([step("2016-01-01", "rejected", "recommending"), step("2016-02-01", "adopted")], "decided"),
        ([step("2016-02-01", "rejected"), step("2016-01-01", "adopted", "recommending")], "rejected"),
        ([step("2016-01-01", "adopted"), step("2016-02-01", "noted", "recommending")], "decided"),
        ([step("2016-01-01", "noted")], "reported"),
        ([step("2016-01-01", "settled")], "decided"),
        ([step("2016-01-01", "adopted", "recommending"), step("2016-02-01", "withdrawn", "recommending")], "withdrawn"),
        ([step("2016-01-01", "adopted"), step("2016-02-01", None)], "decided"),
        ([step("2016-01-01", "adopted", None, "Ausschuss für Soziales")], "pending"),
        ([step("2016-01-01", "adopted", None, "Gemeinderat")], "decided"),
    ],
)
def test_a_recommendation_decides_nothing_and_the_last_decision_holds(steps: list[Step], state: str) -> None:
    assert standing(steps).state == state


@pytest.mark.parametrize(
    ("body", "role"),
    [("Stadtverordnetenversammlung", "deciding"), ("Rat der Stadt Bachstadt", "deciding"),
     ("Marktgemeinderat", "deciding"),
     ("Ausschuss für Soziales", "recommending"), ("Integrationsbeirat", "recommending"), ("Ältestenrat", None),
     ("Ausschuss des Gemeinderates für Bau", "recommending"), (None, None)],
)  # fmt: skip
def test_a_body_is_known_by_its_name(body: str | None, role: str | None) -> None:
    assert role_by_name(body) == role


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        (
            "Der Antrag wird in den Ausschuss für Soziales und Wohnen überwiesen.",
            ("Ausschuss für Soziales und Wohnen",),
        ),
        (
            "Überweisung an den Hauptausschuss sowie in den Ausschuss für Finanzen.",
            ("Hauptausschuss", "Ausschuss für Finanzen"),
        ),
        ("Frau Ahorn überweist Geld. Im Ausschuss war es laut.", ()),
        (
            "Die Vorlage wird in den Ortsbeirat Golm und den Bauausschuss verwiesen.",
            ("Ortsbeirat Golm", "Bauausschuss"),
        ),
    ],
)
def test_a_referral_names_its_bodies(text: str, bodies: tuple[str, ...]) -> None:
    assert bodies_named(text) == bodies


def tell(store: Store) -> None:
    """A motion that is referred, recommended, adopted, and reported on too late."""
    resolution = "Es wird eine Lotsenstelle eingerichtet. Der Versammlung ist im November 2016 zu berichten."
    fill(
        store,
        minutes("1.txt", "2016-05-04", item(TITLE, "16/SVV/0100", "referred",
                text="Der Antrag wird in den Ausschuss für Soziales überwiesen.",
                versions=(PaperVersion(kind="original", text="Die Lotsen führen Buch. " + resolution),))),
        minutes("2.txt", "2016-06-14", item(TITLE, "16/SVV/0100", "adopted_amended", role="recommending",
                versions=(PaperVersion(kind="recommended", text=resolution),), duties=(report_due(),)),
                organization=COMMITTEE),
        minutes("3.txt", "2016-07-06", item(TITLE, "16/SVV/0100", "adopted",
                versions=(PaperVersion(kind="adopted", text=resolution),), duties=(report_due(),))),
        minutes("4.txt", "2017-03-01", item("Mitteilung zur Lotsenstelle", "17/SVV/0007", "noted",
                text="Die Vorlage berichtet, wie der Beschluss 16/SVV/0100 umgesetzt wird.",
                mentioned_papers=("16/SVV/0100",))),
    )  # fmt: skip
    relate(store)


def test_the_whole_life_of_a_motion(store: Store) -> None:
    tell(store)
    told = history(store, "16/svv/100")
    assert told is not None
    assert told.state == "reported"
    assert [(station.date, station.role, station.role_inferred) for station in told.stations] == [
        ("2016-05-04", "deciding", True), ("2016-06-14", "recommending", False), ("2016-07-06", "deciding", True),
    ]  # fmt: skip
    first, second, third = told.stations
    assert first.next is not None
    assert (first.next.kind, first.next.to, first.next.station) == ("referred", ("Ausschuss für Soziales",), second.id)
    assert second.next is not None
    assert (second.next.kind, second.next.station) == ("recommended", third.id)
    assert third.next is None
    assert [relation.model_dump(include={"reference", "kind", "direction"}) for relation in told.relations] == [
        {"reference": "17/SVV/0007", "kind": "reports_on", "direction": "in"}
    ]
    assert "umgesetzt" in told.relations[0].reason


def test_the_texts_tell_what_was_dropped(store: Store) -> None:
    tell(store)
    told = history(store, "16/SVV/0100")
    assert told is not None
    original, recommended, adopted = told.versions
    assert original.compared_with is None
    assert [(change.kind, change.old) for change in recommended.changes if change.kind != "kept"] == [
        ("removed", "Die Lotsen führen Buch.")
    ]
    assert {change.kind for change in adopted.changes} == {"kept"}
    assert [station.dealt_with for station in told.stations] == [0, 0, 1]


def test_a_duty_told_three_times_is_one_and_met_late(store: Store) -> None:
    tell(store)
    [duty] = list_duties(store, on="2026-01-01")
    assert (duty.reference, duty.due_to, duty.met_by, duty.met_on) == (
        "16/SVV/0100",
        "2016-11-30",
        "17/SVV/0007",
        "2017-03-01",
    )
    assert (duty.days_late, duty.months_late, duty.overdue) == (91, 4, False)
    assert duty.places


@pytest.mark.parametrize(
    ("on", "late"), [("2016-11-30", False), ("2016-12-01", True), ("2017-02-28", True), ("2017-03-01", False)]
)
def test_overdue_is_a_matter_of_the_day(store: Store, on: str, late: bool) -> None:
    tell(store)
    assert bool(list_duties(store, overdue=True, on=on)) is late
    if late:
        assert list_duties(store, overdue=True, on=on)[0].met_by is None


def test_a_duty_nobody_met_makes_its_motion_overdue(store: Store) -> None:
    fill(store, minutes("3.txt", "2016-07-06", item(TITLE, "16/SVV/0100", "adopted", duties=(report_due(),))))
    relate(store)
    states = {on: list_motions(store, on=on).motions[0].state for on in ("2016-11-30", "2016-12-01")}
    assert states == {"2016-11-30": "decided", "2016-12-01": "overdue"}
    assert list_motions(store, state="overdue", on="2016-11-30").total == 0
    assert list_motions(store, state="overdue", on="2016-12-01").total == 1
    assert list_motions(store, state="decided", on="2016-12-01").total == 0


@pytest.mark.parametrize(("result", "standing_"), [("rejected", "fallen"), ("referred", "proposed")])
def test_what_was_not_resolved_binds_nobody(store: Store, result: str, standing_: str) -> None:
    fill(store, minutes("3.txt", "2016-07-06", item(TITLE, "16/SVV/0100", result, duties=(report_due(),))))
    relate(store)
    told = history(store, "16/SVV/0100")
    assert told is not None
    assert [duty.standing for duty in told.duties] == [standing_]
    assert list_duties(store, overdue=True) == ()


@pytest.mark.parametrize(
    ("title", "result", "text", "kind"),
    [
        ("Änderungsantrag zur Lotsenstelle", "adopted", "Zum Antrag 16/SVV/0100 wird eine Frist verlangt.", "amends"),
        ("Neue Lotsenstelle", "adopted", "Die Vorlage ersetzt den Antrag 16/SVV/0100.", "replaces"),
        ("Beantwortung der Anfrage", "noted", "Zur Anfrage 16/SVV/0100 sagt Herr Ahorn alles.", "answers"),
        ("Lotsenbüro", "adopted", "In Umsetzung des Beschlusses 16/SVV/0100 wird gemietet.", "carries_out"),
        ("Sachstand Lotsen", "noted", "Der Bericht zum Beschluss 16/SVV/0100 liegt vor.", "reports_on"),
        ("Trinkbrunnen", "deferred", "Frau Ahorn erinnert an den ähnlichen Antrag 16/SVV/0100.", None),
    ],
)
def test_a_sentence_tells_how_papers_stand_to_each_other(
    store: Store, title: str, result: str, text: str, kind: str | None
) -> None:
    fill(
        store,
        minutes("1.txt", "2016-05-04", item(TITLE, "16/SVV/0100", "adopted")),
        minutes(
            "2.txt", "2016-09-04", item(title, "16/SVV/0200", result, text=text, mentioned_papers=("16/SVV/0100",))
        ),
    )
    relate(store)
    told = history(store, "16/SVV/0100")
    assert told is not None
    assert [relation.kind for relation in told.relations] == ([kind] if kind else [])
    assert [station.document.name for station in told.mentions] == ["2.txt"]


def test_a_relation_that_only_a_secret_item_tells_stays_secret(store: Store) -> None:
    fill(
        store,
        minutes("1.txt", "2016-07-06", item(TITLE, "16/SVV/0100", "adopted", duties=(report_due(),))),
        minutes("2.txt", "2016-09-04", item("Sachstand Lotsen", "16/SVV/0666", "noted", public=False,
                text="Der Bericht zum Beschluss 16/SVV/0100 liegt vor.", mentioned_papers=("16/SVV/0100",))),
    )  # fmt: skip
    relate(store)
    public, whole = (history(store, "16/SVV/0100", include_non_public=secret) for secret in (False, True))
    assert public is not None
    assert whole is not None
    assert "0666" not in public.model_dump_json()
    assert [duty.met_by for duty in public.duties] == [None]
    assert [duty.met_by for duty in whole.duties] == ["16/SVV/0666"]


@pytest.mark.parametrize(
    ("asked", "meant"),
    [("16/svv/100", "16/SVV/0100"), (TITLE, "16/SVV/0100"),
     ("Was wurde aus der Lotsenstelle für Neuzugezogene?", "16/SVV/0100"),
     ("16/SVV/9999", None), ("Trinkbrunnen", None), ("", None)],
)  # fmt: skip
def test_a_reference_a_title_or_a_question_finds_the_motion(store: Store, asked: str, meant: str | None) -> None:
    tell(store)
    assert find(store, asked).meant == meant


def test_motions_are_filtered_by_body_year_and_words(store: Store) -> None:
    tell(store)

    def found(**filters: object) -> list[str]:
        return [row.reference for row in list_motions(store, **filters).motions]  # type: ignore[arg-type]

    assert found() == ["17/SVV/0007", "16/SVV/0100"]
    assert found(committee="Soziales") == ["16/SVV/0100"]
    assert found(committee="Bauausschuss") == []
    assert found(years=(2017, None)) == ["17/SVV/0007"]
    assert found(text="Neuzugezogene") == ["16/SVV/0100"]
    assert found(state="pending") == []
    assert found(limit=1) == ["17/SVV/0007"]
    assert list_motions(store, limit=1).total == 2
