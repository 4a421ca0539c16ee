"""Records go in once, come back whole, and give way to better ones."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from store_samples import COMMITTEE, content, full_record, indexed, integration_item, make_record, place

from pipeline.model.errors import BadInput
from pipeline.model.record import AgendaItem, Finding, MinutesRecord, Speaker, Vote, VoteEvent
from pipeline.store import Store
from pipeline.store.identity import better_name, organization_key
from pipeline.store.schema import FACTS, Document, Meeting, Organization


def contents(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """All fact rows and the search text, in a comparable form."""
    with store.engine.connect() as connection:
        tables = {
            model.__tablename__: sorted(map(tuple, connection.execute(select(*model.__table__.columns))), key=repr)
            for model in FACTS
        }
    return tables | {"item_search": indexed(store)}


def test_a_record_comes_back_as_it_went_in(store: Store) -> None:
    record = full_record()
    assert store.load(record, label="a") == "imported"
    assert store.record(record.source.sha256) == record


def test_a_record_that_says_nothing_comes_back_too(store: Store) -> None:
    record = make_record("leer.txt", AgendaItem(), organization=None, date=None, number=None)
    store.load(record, label="leer.txt")
    assert store.record(content("leer.txt")) == record


def test_the_same_record_twice_changes_nothing(store: Store) -> None:
    store.load(full_record(), label="a")
    before = contents(store)
    assert store.load(full_record(), label="a") == "unchanged"
    assert contents(store) == before


def test_a_renamed_file_says_the_same(store: Store) -> None:
    store.load(full_record("0743.pdf"), label="a")
    assert store.load(full_record("Kopie.pdf", of="0743.pdf"), label="b") == "unchanged"


def test_answers_and_their_ids_do_not_depend_on_the_order_of_documents(store: Store, second_store: Store) -> None:
    records = [
        full_record(),
        make_record("b.pdf", integration_item(number="9"), organization=COMMITTEE.upper(), date="2017-04-25"),
        make_record("c.pdf", AgendaItem(number="1", text="Flüchtlinge"), organization="Hauptausschuss", number=4),
        make_record("d.pdf", AgendaItem(number="2"), organization="Hauptausschuss", number=5),
    ]

    def answers(store: Store, order: list[MinutesRecord]) -> list[object]:
        for record in order:
            store.load(record, label=record.source.name)
        with store.engine.connect() as connection:
            meetings = sorted(map(tuple, connection.execute(select(*Meeting.__table__.columns))))
        return [store.search("Flüchtlinge").hits, store.motion("15/SVV/0743"), store.documents(), meetings]

    assert answers(store, records) == answers(second_store, records[::-1])


def test_row_numbers_are_kept_by_reimport_and_rebuild_and_never_collide(store: Store) -> None:
    def numbers() -> dict[str, int]:
        with store.engine.connect() as connection:
            return {row.name: row.id for row in connection.execute(select(Document.name, Document.id))}

    for name in ("a.pdf", "b.pdf", "c.pdf"):
        store.load(make_record(name), label=name)
    before = numbers()
    store.load(make_record("a.pdf", extractor="2"), label="a.pdf")
    assert numbers() == before
    store.rebuild([make_record(name) for name in ("new.pdf", "c.pdf", "c.pdf", "newer.pdf", "a.pdf")])
    after = numbers()
    assert {name: after[name] for name in ("a.pdf", "c.pdf")} == {name: before[name] for name in ("a.pdf", "c.pdf")}
    assert len(set(after.values())) == 4
    assert not {after["new.pdf"], after["newer.pdf"]} & set(before.values())


def test_a_better_extraction_leaves_no_trace_of_the_old_one(store: Store, second_store: Store) -> None:
    poor = make_record(
        "0743.pdf",
        integration_item(title="Konzeptt", paper="15/SVV/9999"),
        AgendaItem(number="8", title="Sonstiges", speakers=(Speaker(name="Niemand"),)),
        organization="Ausschus für Soziales",
        date="2016-06-15",
        evidence={"/agenda_items/1/title": place(5, 9)},
        findings=(Finding(code="X", severity="info", message="Unklar."),),
    )
    assert store.load(poor, label="a") == "imported"
    assert store.load(full_record(), label="a") == "replaced"
    second_store.load(full_record(), label="a")
    assert contents(store) == contents(second_store)


def test_replacing_one_document_leaves_what_others_share(store: Store) -> None:
    store.load(full_record(), label="a")
    store.load(make_record("b.pdf", integration_item(number="9")), label="b")
    store.load(make_record("b.pdf", AgendaItem(number="9"), organization="Hauptausschuss"), label="b")
    history = store.motion("15/SVV/0743")
    assert history is not None
    assert [(station.item.number, station.committee) for station in history.stations] == [("7.1", COMMITTEE)]


def test_documents_of_one_meeting_share_it(store: Store) -> None:
    store.load(make_record("a.pdf", organization=COMMITTEE, number=None), label="a")
    store.load(make_record("b.pdf", organization=COMMITTEE.upper().replace(" ", "  "), number=21), label="b")
    with store.engine.connect() as connection:
        assert connection.scalars(select(Meeting.number)).all() == [21]
        assert connection.scalars(select(Organization.name)).all() == [COMMITTEE]


def test_the_number_goes_when_the_document_that_gave_it_is_read_anew(store: Store) -> None:
    store.load(make_record("a.pdf", number=None), label="a")
    store.load(make_record("b.pdf", number=12), label="b")
    store.load(make_record("b.pdf", number=21, extractor="2"), label="b")
    with store.engine.connect() as connection:
        assert connection.scalars(select(Meeting.number)).all() == [21]


@pytest.mark.parametrize("missing", [{"organization": None}, {"date": None}])
def test_meetings_are_not_joined_by_what_nobody_said(store: Store, missing: dict[str, None]) -> None:
    store.load(make_record("a.pdf", **missing), label="a")
    store.load(make_record("b.pdf", **missing), label="b")
    assert store.counts().meetings == 2


def test_an_inferred_committee_is_found_but_joins_no_meetings(store: Store) -> None:
    store.load(make_record("a.pdf"), label="a")
    store.load(make_record("b.pdf", organization=None, inferred_organization=COMMITTEE), label="b")
    assert store.counts().meetings == 2
    assert store.counts().organizations == 1
    hits = store.search("", committee=COMMITTEE).hits
    assert {(hit.document.name, hit.committee_inferred) for hit in hits} == {("a.pdf", False), ("b.pdf", True)}


def test_a_number_beyond_all_bounds_is_refused_and_nothing_is_left_of_its_document(store: Store) -> None:
    huge = make_record("a.pdf", AgendaItem(number="1", vote_events=(VoteEvent(yes=10**30),)))
    with pytest.raises(BadInput, match="too large") as refused:
        store.load(huge, label="a")
    assert refused.value.code == "number_too_large"
    assert store.counts().documents == 0
    assert store.load(full_record(), label="b") == "imported"


def test_characters_that_are_none_are_refused(store: Store) -> None:
    with pytest.raises(BadInput) as refused:
        store.load(make_record("a.pdf", AgendaItem(title="\ud800")), label="a")
    assert refused.value.code == "bad_text"


def test_a_file_name_that_is_no_text_can_be_loaded(store: Store) -> None:
    store.load(full_record(), label="Sitzung \udcfc.pdf")
    assert [entry.label for entry in store.journal.entries()] == ["Sitzung \\udcfc.pdf"]


def test_a_rebuild_gives_the_same_rows_and_keeps_corrections_and_journal(store: Store) -> None:
    records = [full_record(), make_record("b.pdf", organization="Hauptausschuss")]
    for record in records:
        store.load(record, label=record.source.name)
    store.correct(content("0743.pdf"), "/agenda_items/0/vote_events/0/yes", 6, by="Archiv", why="Zählung im Original")
    before, journal = contents(store), list(store.journal.entries())
    assert store.rebuild(reversed(records)) == 2
    assert contents(store) == before
    assert list(store.journal.entries()) == journal
    assert store.corrections()[0].applied is True


def test_a_rebuild_that_fails_leaves_all_as_it_was(store: Store) -> None:
    store.load(full_record(), label="a")
    before = contents(store)

    def broken() -> object:
        yield make_record("b.pdf")
        raise OSError("the folder is gone")

    with pytest.raises(OSError, match="the folder is gone"):
        store.rebuild(broken())  # type: ignore[arg-type]
    assert contents(store) == before


def test_a_rebuild_drops_documents_that_are_no_longer_there(store: Store) -> None:
    store.load(full_record(), label="a")
    store.load(make_record("b.pdf"), label="b")
    store.rebuild([make_record("b.pdf")])
    assert [document.name for document in store.documents()] == ["b.pdf"]
    assert store.search("Flüchtlinge").total == 0


def test_counts_are_by_kind(store: Store) -> None:
    store.load(full_record(), label="a")
    assert store.counts().model_dump() == {
        "documents": 1, "oparl_files": 0,
        "organizations": 1, "meetings": 1, "papers": 2, "agenda_items": 1, "vote_events": 3,
        "speakers": 3, "mentions": 1, "attachments": 1, "findings": 1, "corrections": 0,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ausschuss für  Soziales", "AUSSCHUSS FÜR SOZIALES"),
        ("Ausschuss Stadtentwicklung – Bau", "Ausschuss Stadtentwicklung - Bau"),
        ("Hauptausschuss\n", "Hauptausschuss"),
    ],
)
def test_spellings_of_one_committee(one: str, other: str) -> None:
    assert organization_key(one) == organization_key(other)


def test_a_renamed_committee_is_another_one() -> None:
    assert organization_key("Ausschuss für Soziales und Inklusion") != organization_key(
        "Ausschuss für Soziales, Wohnen und Inklusion"
    )


def test_mixed_case_is_shown_before_capitals() -> None:
    assert better_name(["HAUPTAUSSCHUSS", "hauptausschuss", "Hauptausschuss"]) == "Hauptausschuss"


_text = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
_maybe = st.none() | _text
_small = st.none() | st.integers(0, 10**6)
_votes = st.builds(
    VoteEvent, yes=_small, no=_small, abstain=_small, about=_maybe, passed=st.none() | st.booleans(),
    procedural=st.booleans(), other=st.dictionaries(_text, st.integers(0, 9), max_size=2),
    no_factions=st.lists(_text, max_size=2).map(tuple),
    other_factions=st.dictionaries(_text, st.lists(_text, max_size=2).map(tuple), max_size=2),
    votes=st.lists(st.builds(
        Vote, name=_text, salutation=_maybe, honorific=_maybe, party=_maybe,
        option=st.none() | st.sampled_from(["yes", "no", "abstain", "absent"]),
    ), max_size=3).map(tuple),
)  # fmt: skip
_items = st.builds(
    AgendaItem, number=_maybe, title=_maybe, public=st.none() | st.booleans(), paper=_maybe,
    vote_events=st.lists(_votes, max_size=2).map(tuple),
    speakers=st.lists(st.builds(Speaker, name=_maybe, role=_maybe), max_size=2).map(tuple),
    mentioned_papers=st.lists(_text, max_size=3).map(tuple), text=_maybe,
)  # fmt: skip


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(_items, min_size=1, max_size=4), _maybe, st.none() | st.booleans())
def test_whatever_a_record_says_is_read_back(
    store: Store, items: list[AgendaItem], organization: str | None, public: bool | None
) -> None:
    record = make_record("p.pdf", *items, organization=organization, public=public, findings=(
        Finding(code="X", severity="info", message="Hinweis."),))  # fmt: skip
    store.load(record, label="p")
    assert store.record(content("p.pdf")) == record


def test_the_search_text_is_that_of_the_last_extraction(store: Store) -> None:
    store.load(full_record(), label="a")
    store.load(make_record("0743.pdf", integration_item(text="Ein anderer Wortlaut.")), label="a")
    assert store.search("Großbeerenstraße").total == 0
    assert store.search("Wortlaut").total == 1


def test_records_are_not_changed_by_loading(store: Store) -> None:
    record = full_record()
    copy = MinutesRecord.model_validate_json(record.model_dump_json())
    store.load(record, label="a")
    assert record == copy


def test_the_digest_is_the_same_whether_the_record_or_its_json_is_given() -> None:
    from pipeline.store.loading import digest_of

    for name in ("a.pdf", 'Müller "x" \\ 1.txt', "name"):
        record = full_record()
        record = record.model_copy(update={"source": record.source.model_copy(update={"name": name})})
        assert digest_of(record, record.model_dump_json(by_alias=True).encode()) == digest_of(record)
