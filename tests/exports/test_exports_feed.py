"""The feed tells each change once, in the order of the changes, from any cursor on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from exports_samples import COMMITTEE, COUNTED, REFERENCE, Links, changed, export, item, load, minutes, told
from sqlalchemy import delete, select, update

from pipeline.exports import feed
from pipeline.exports.cursor import Cursor, read, written
from pipeline.model.errors import StoreError, UsageError
from pipeline.store import Store
from pipeline.store.feed_tables import TrackerEntry, TrackerQueue, TrackerRun
from pipeline.store.link_tables import LinkChange

OTHER = "20/SVV/0002"
COMMITTEE_MINUTES = minutes("ausschuss.pdf", item("2", role="recommending"), date="2020-04-30", organization=COMMITTEE)
COUNCIL_MINUTES = minutes("rat.pdf", item("4", vote_events=COUNTED))


@pytest.fixture
def links(store: Store) -> Links:
    """Two stations of a motion that is linked to one measure."""
    load(store, COMMITTEE_MINUTES, COUNCIL_MINUTES, note=False)
    made = Links()
    made.set(store, REFERENCE, m4="accepted")
    return made


def ops(lines: list[dict[str, Any]]) -> list[str]:
    return [line["op"] for line in lines]


def test_the_first_export_adds_everything_and_the_next_tells_nothing(store: Store, links: Links) -> None:
    lines, end = export(store, links)
    assert ops(lines) == ["added", "added"]
    assert [(line["kind"], line["date"]) for line in lines] == [
        ("recommendation", "2020-04-30"),
        ("decision", "2020-05-06"),
    ]
    assert (end["since"], end["seq"], end["more"]) == (0, 2, False)
    again, later = export(store, links, since=end["cursor"])
    assert again == []
    assert later["cursor"] == end["cursor"]
    assert export(store, links) == (lines, end)


def test_a_motion_that_is_linked_to_nothing_is_not_told(store: Store, links: Links) -> None:
    load(store, minutes("fremd.pdf", item("7", OTHER), date="2020-06-01"))
    assert {line["motion"] for line in export(store, links)[0]} == {REFERENCE}


def test_new_minutes_are_added_and_touch_no_other_motion(store: Store, links: Links) -> None:
    links.set(store, OTHER, m5="confirmed")
    _, end = export(store, links)
    load(store, minutes("spaeter.pdf", item("9", OTHER), date="2020-06-01"))
    lines, _ = export(store, links, since=end["cursor"])
    assert [(line["op"], line["motion"]) for line in lines] == [("added", OTHER)]


def test_a_corrected_file_keeps_the_id_and_is_a_change(store: Store, links: Links) -> None:
    before, end = export(store, links)
    load(store, minutes("rat.pdf", item("4", vote_events=COUNTED, result="rejected")))
    lines, _ = export(store, links, since=end["cursor"])
    assert ops(lines) == ["changed", "changed"]  # the motion's state is another one, too
    assert [line["id"] for line in lines] == [line["id"] for line in before]
    assert [line["paper"]["state"] for line in lines] == ["rejected", "rejected"]
    assert lines[1]["result"] == {"text": "rejected", "code": "rejected", "inferred": False}


def test_a_second_file_of_the_sitting_that_says_more_takes_over_under_the_same_id(store: Store, links: Links) -> None:
    before, end = export(store, links)
    fuller = item("4", vote_events=(*COUNTED, *COUNTED))
    load(store, minutes("rat-korrigiert.pdf", fuller))
    lines, _ = export(store, links, since=end["cursor"])
    assert [(line["op"], line["id"], len(line["votes"])) for line in lines] == [("changed", before[1]["id"], 2)]
    assert lines[0]["sources"]["/result"][0]["document"] == "rat-korrigiert.pdf"


def test_only_where_a_value_stands_has_changed_and_that_is_told(store: Store, links: Links) -> None:
    _, end = export(store, links)
    moved = minutes("rat.pdf", item("4", vote_events=COUNTED), shift=3)
    load(store, moved)
    lines, _ = export(store, links, since=end["cursor"])
    assert ops(lines) == ["changed"]
    assert lines[0]["sources"]["/date"][0]["start"] == 3


def test_a_renamed_file_is_no_change(store: Store, links: Links) -> None:
    lines, end = export(store, links)
    renamed = minutes("anders.pdf", item("4", vote_events=COUNTED), content="rat.pdf")
    store.rebuild([renamed, COMMITTEE_MINUTES])
    load(store, note=False)
    changed(store, REFERENCE)
    assert export(store, links, since=end["cursor"])[0] == []
    assert told(export(store, links)[0]) == told(lines)


def test_a_link_that_is_taken_away_removes_the_motions_decisions(store: Store, links: Links) -> None:
    lines, end = export(store, links)
    links.set(store, REFERENCE, m4="rejected")
    gone, _ = export(store, links, since=end["cursor"])
    assert [sorted(line) for line in gone] == [["id", "op", "seq"]] * 2
    assert {line["id"] for line in gone} == {line["id"] for line in lines}
    with store.reading() as connection:
        assert set(connection.scalars(select(TrackerEntry.body))) == {None}


def test_what_came_and_went_since_the_cursor_is_not_told(store: Store, links: Links) -> None:
    _, end = export(store, links)
    links.set(store, OTHER, m5="confirmed")
    load(store, minutes("kurz.pdf", item("9", OTHER), date="2020-06-01"))
    _, between = export(store, links)
    links.set(store, OTHER, m5=None)
    assert ops(export(store, links, since=between["cursor"])[0]) == ["removed"]
    assert export(store, links, since=end["cursor"])[0] == []
    assert len(export(store, links)[0]) == 2


def test_what_went_and_came_back_is_a_change_or_new_for_who_saw_it_go(store: Store, links: Links) -> None:
    _, first = export(store, links)
    links.set(store, REFERENCE, m4=None)
    _, second = export(store, links)
    links.set(store, REFERENCE, m4="confirmed")
    assert ops(export(store, links, since=second["cursor"])[0]) == ["added", "added"]
    assert ops(export(store, links, since=first["cursor"])[0]) == ["changed", "changed"]
    links.set(store, REFERENCE, m4=None)
    assert export(store, links, since=second["cursor"])[0] == []
    assert ops(export(store, links, since=first["cursor"])[0]) == ["removed", "removed"]


def test_a_verdict_changes_all_decisions_of_its_motion(store: Store, links: Links) -> None:
    _, end = export(store, links)
    links.set(store, REFERENCE, m4="confirmed", m5="accepted")
    lines, _ = export(store, links, since=end["cursor"])
    assert [[(one["number"], one["state"]) for one in line["measures"]] for line in lines] == [
        [("4", "confirmed"), ("5", "accepted")]
    ] * 2


def test_a_change_that_leads_nowhere_is_told_to_nobody(store: Store, links: Links) -> None:
    _, end = export(store, links)
    changed(store, REFERENCE, "21/SVV/0999")
    assert export(store, links, since=end["cursor"]) == ([], {**end, "since": 2})


@pytest.mark.parametrize("limit", [1, 2, 3, 7])
def test_pages_together_are_the_whole(store: Store, links: Links, limit: int) -> None:
    for number in range(5):
        reference = f"21/SVV/000{number}"
        links.set(store, reference, m4="accepted")
        load(store, minutes(f"{number}.pdf", item("1", reference), date=f"2021-01-0{number + 1}"))
    whole, end = export(store, links)
    lines, cursor, more = [], None, True
    while more:
        part, last = export(store, links, since=cursor, limit=limit)
        assert len(part) <= limit
        lines += part
        cursor, more = last["cursor"], last["more"]
    assert lines == whole
    assert cursor == end["cursor"]


def test_what_changes_between_two_pages_comes_at_the_end(store: Store, links: Links) -> None:
    first, middle = export(store, links, limit=1)
    links.set(store, REFERENCE, m4="confirmed")
    second, end = export(store, links, since=middle["cursor"], limit=1)
    third, last = export(store, links, since=end["cursor"])
    assert first[0]["id"] in told(second + third)
    assert told(second + third) == told(export(store, links)[0])
    assert not last["more"]


def test_a_removal_between_two_pages_reaches_who_has_read_it_on_an_earlier_page(store: Store, links: Links) -> None:
    first, middle = export(store, links, limit=1)
    links.set(store, REFERENCE, m4=None)
    rest, _ = export(store, links, since=middle["cursor"])
    assert first[0]["id"] in {line["id"] for line in rest if line["op"] == "removed"}


def test_the_two_feeds_are_apart(store: Store, links: Links) -> None:
    links.set(store, OTHER, m5="suggested")
    load(store, minutes("vorschlag.pdf", item("9", OTHER), date="2020-06-01"))
    sure, end = export(store, links)
    every, wide = export(store, links, profile="suggested")
    assert {line["motion"] for line in sure} == {REFERENCE}
    assert {line["motion"] for line in every} == {REFERENCE, OTHER}
    links.set(store, OTHER, m5="accepted")
    assert ops(export(store, links, since=end["cursor"])[0]) == ["added"]
    assert ops(export(store, links, since=wide["cursor"], profile="suggested")[0]) == ["changed"]
    with pytest.raises(UsageError, match="with --with-suggested: add the option"):
        export(store, links, since=wide["cursor"])
    with pytest.raises(UsageError, match="without --with-suggested: leave out the option"):
        export(store, links, since=end["cursor"], profile="suggested")


@pytest.mark.parametrize("spoil", [lambda word: word[:-3], lambda word: word[:5] + "x" + word[6:], lambda _: "ünsinn",
                                   lambda _: "", lambda word: word + word])  # fmt: skip
def test_a_broken_cursor_is_a_sentence(store: Store, links: Links, spoil: Callable[[str], str]) -> None:
    _, end = export(store, links)
    with pytest.raises(UsageError, match=r"is no cursor of this feed.*without --since") as refused:
        export(store, links, since=spoil(end["cursor"]))
    assert refused.value.code == "bad_cursor"


def test_a_cursor_of_another_database_is_refused(store: Store, links: Links) -> None:
    _, end = export(store, links)
    ours = read(end["cursor"])
    foreign = written(Cursor(ours.profile, ours.seq, ours.base, "0123456789abcdef"))
    with pytest.raises(StoreError, match=r"another database.*without --since and replace everything") as refused:
        export(store, links, since=foreign)
    assert refused.value.code == "foreign_cursor"


def test_a_cursor_of_a_later_state_is_refused_where_a_database_was_put_back(store: Store, links: Links) -> None:
    export(store, links)
    with store.reading() as connection:
        saved = connection.execute(select(*TrackerEntry.__table__.columns)).mappings().all()
    links.set(store, REFERENCE, m4="confirmed")
    _, late = export(store, links)
    with store.writing() as connection:  # as from a copy made before
        for row in saved:
            columns = {key: row[key] for key in ("seq", "spans", "digest", "body")}
            connection.execute(update(TrackerEntry).where(TrackerEntry.id == row["id"]).values(columns))
        connection.execute(delete(TrackerRun).where(TrackerRun.seq > 2))
    with pytest.raises(StoreError, match="put back"):
        export(store, links, since=late["cursor"])
    links.set(store, REFERENCE, m4="confirmed", m5="accepted")
    assert export(store, links)[1]["seq"] == late["seq"]
    with pytest.raises(StoreError, match="put back"):
        export(store, links, since=late["cursor"])


def test_a_run_that_was_killed_after_queueing_loses_nothing(
    store: Store, links: Links, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, end = export(store, links)
    links.set(store, REFERENCE, m4="confirmed")
    with monkeypatch.context() as patched:
        patched.setattr(feed, "_keep", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            feed.bring_up_to_date(store, "linked", links=links)
    with store.reading() as connection:
        assert connection.scalar(select(LinkChange.reference)) is None
        assert connection.scalar(select(TrackerQueue.reference)) == REFERENCE
    assert ops(export(store, links, since=end["cursor"])[0]) == ["changed", "changed"]


def test_what_was_made_before_a_newer_change_is_not_kept(
    store: Store, links: Links, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another run takes in a later change while this one is still making the earlier state."""
    _, end = export(store, links)
    links.set(store, REFERENCE, m4="confirmed")
    make = feed._made
    once = iter([True])

    def overtaken(*words: Any) -> Any:
        made = make(*words)
        if next(once, False):
            links.set(store, REFERENCE, m4=None)
            feed.bring_up_to_date(store, "linked", links=links)
        return made

    monkeypatch.setattr(feed, "_made", overtaken)
    assert ops(export(store, links, since=end["cursor"])[0]) == ["removed", "removed"]
    assert export(store, links)[0] == []


def test_another_form_of_the_lines_compares_all_anew(
    store: Store, links: Links, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, end = export(store, links)
    links.states[REFERENCE]["4"] = "confirmed"  # nobody noted it
    assert export(store, links, since=end["cursor"])[0] == []
    monkeypatch.setattr(feed, "FORM", "another")
    assert ops(export(store, links, since=end["cursor"])[0]) == ["changed", "changed"]


def test_documents_that_come_while_decisions_are_made_are_not_told_halfway(
    store: Store, links: Links, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The item is closed, and not joined anew yet."""
    _, end = export(store, links)
    make = feed._made

    def closed(*words: Any) -> Any:
        made = make(*words)
        store.load(minutes("rat.pdf", item("4", vote_events=COUNTED, public=False)), label="rat.pdf")
        return made

    links.set(store, REFERENCE, m4="confirmed")
    with monkeypatch.context() as patched:
        patched.setattr(feed, "_made", closed)
        with pytest.raises(StoreError, match="not taken in yet"):
            feed.bring_up_to_date(store, "linked", links=links)
    load(store, note=False)
    assert ops(export(store, links, since=end["cursor"])[0]) == ["changed", "removed"]


def test_progress_is_told_in_motions(store: Store, links: Links, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feed, "_MOTIONS_AT_ONCE", 1)
    links.set(store, OTHER, m5="confirmed")
    said: list[tuple[int, int]] = []
    feed.bring_up_to_date(store, "linked", links=links, progress=lambda done, total: said.append((done, total)))
    assert said == [(0, 2), (1, 2)]


def test_an_empty_feed_has_a_cursor_that_leads_on(store: Store) -> None:
    load(store, COUNCIL_MINUTES, note=False)
    links = Links()
    lines, end = export(store, links)
    assert (lines, end["seq"], end["more"]) == ([], 0, False)
    links.set(store, REFERENCE, m4="accepted")
    assert ops(export(store, links, since=end["cursor"])[0]) == ["added"]
