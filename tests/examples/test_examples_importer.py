"""The importer keeps in step: with pages that come twice, overlap, are missing or end in the middle."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import tracker_importer
from exports_samples import COMMITTEE, COUNTED, REFERENCE, Json, Links, export, item, load, minutes, told
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule
from tracker_importer import PageError, import_pages, progress

from pipeline.exports.cursor import Profile
from pipeline.store import Store, open_store

IMPORTER = Path(tracker_importer.__file__)


class City:
    """A database of minutes with links set by hand, and what is exported of it."""

    def __init__(self) -> None:
        self.store: Store = open_store("sqlite://")
        self.links = Links()

    def page(self, since: str | None = None, limit: int | None = None, profile: Profile = "linked") -> list[str]:
        lines, end = export(self.store, self.links, since=since, limit=limit, profile=profile)
        return [json.dumps(line) + "\n" for line in (*lines, end)]

    def all(self) -> dict[str, Json]:
        return told([json.loads(line) for line in self.page()[:-1]])


@pytest.fixture
def city() -> Iterator[City]:
    """Three decisions on two motions."""
    made = City()
    load(made.store, minutes("a.pdf", item("2"), date="2020-04-30", organization=COMMITTEE), minutes("b.pdf"),
         minutes("c.pdf", item("5", "20/SVV/0002"), date="2020-06-03"))  # fmt: skip
    made.links.set(made.store, REFERENCE, m4="accepted")
    made.links.set(made.store, "20/SVV/0002", m5="confirmed")
    yield made
    made.store.close()


def tracker(path: Path | str = ":memory:") -> sqlite3.Connection:
    db = sqlite3.connect(path, isolation_level=None)
    db.executescript(tracker_importer.TABLES)
    return db


def held(db: sqlite3.Connection) -> dict[str, Json]:
    """All decisions of a tracker; its links must be those the decisions tell."""
    lines = {key: json.loads(line) for key, line in db.execute("SELECT id, line FROM decision")}
    links = set(db.execute("SELECT decision, measure, number, state FROM measure_decision"))
    assert links == {
        (key, one["id"], one["number"], one["state"]) for key, line in lines.items() for one in line["measures"]
    }
    return lines


def cursor_of(page: list[str]) -> str:
    return str(json.loads(page[-1])["cursor"])


def test_one_page_after_the_other(city: City) -> None:
    db = tracker()
    assert import_pages(db, city.page(limit=2)) is True
    assert len(held(db)) == 2
    assert import_pages(db, city.page(since=progress(db)[3])) is False
    assert held(db) == city.all()


def test_the_same_page_twice_changes_nothing(city: City, capsys: pytest.CaptureFixture[str]) -> None:
    db = tracker()
    page = city.page()
    import_pages(db, page)
    before = held(db), progress(db)
    import_pages(db, page)
    import_pages(db, city.page(since=cursor_of(page)))
    assert (held(db), progress(db)) == before
    assert capsys.readouterr().out.splitlines() == [
        "page up to 3: 3 added",
        "page up to 3: 3 added (known already)",
        "page up to 3: nothing new",
    ]


def test_an_old_page_that_comes_late_turns_nothing_back(city: City) -> None:
    db = tracker()
    old = city.page()
    import_pages(db, old)
    city.links.set(city.store, REFERENCE, m4="rejected")
    import_pages(db, city.page(since=cursor_of(old)))
    assert len(held(db)) == 1
    import_pages(db, old)
    assert held(db) == city.all()


def test_pages_that_overlap_leave_nothing_of_what_was_removed_between(city: City) -> None:
    """The second page begins before the first one ended, and says nothing of what a reader from there never saw."""
    db = tracker()
    import_pages(db, city.page(limit=2))
    city.links.set(city.store, REFERENCE, m4="rejected")
    import_pages(db, city.page())
    assert held(db) == city.all()
    assert len(held(db)) == 1


@pytest.mark.parametrize("cut", [0, 1, 2, 3])
def test_a_page_that_ends_in_the_middle_is_not_kept(city: City, cut: int) -> None:
    db = tracker()
    page = city.page()
    if cut:
        with pytest.raises(PageError, match="ended before its cursor"):
            import_pages(db, page[:cut])
    else:
        import_pages(db, [])
    assert (held(db), progress(db)) == ({}, (None, 0, 0, None))
    with pytest.raises(PageError, match="no JSON"):
        import_pages(db, [*page[:cut], page[cut][:9]])
    import_pages(db, page)
    assert held(db) == city.all()


def test_a_missing_page_is_noticed(city: City) -> None:
    db = tracker()
    first = city.page(limit=1)
    second = city.page(since=cursor_of(first), limit=1)
    third = city.page(since=cursor_of(second))
    import_pages(db, first)
    with pytest.raises(PageError, match="one is missing"):
        import_pages(db, third)
    assert len(held(db)) == 1
    import_pages(db, [*second, *third])
    assert held(db) == city.all()


def test_another_database_is_taken_from_its_beginning_and_replaces_all(city: City) -> None:
    db = tracker()
    import_pages(db, city.page())
    other = City()
    load(other.store, minutes("d.pdf", item("5", "21/SVV/0007"), date="2021-06-03"))
    other.links.set(other.store, "21/SVV/0007", m4="accepted")
    page = other.page()
    with pytest.raises(PageError, match="another database"):
        import_pages(db, other.page(since=cursor_of(page)))
    assert held(db) == city.all()
    import_pages(db, page)
    assert held(db) == other.all()
    other.store.close()


def test_a_database_that_was_put_back_is_imported_anew(city: City) -> None:
    """Its numbers may be smaller than those that were imported."""
    db = tracker()
    early = city.page()
    city.links.set(city.store, REFERENCE, m4="confirmed")
    import_pages(db, city.page())
    import_pages(db, early, anew=True)
    assert {line["measures"][0]["state"] for line in held(db).values()} == {"accepted", "confirmed"}
    assert progress(db)[1] == 3
    with pytest.raises(PageError, match="from the beginning"):
        import_pages(db, city.page(since=cursor_of(early)), anew=True)


@pytest.mark.parametrize("sent", [1, 2, 3])
def test_killed_between_two_lines_it_goes_on_from_the_last_page(city: City, tmp_path: Path, sent: int) -> None:
    path = tmp_path / "tracker.sqlite"
    first = city.page(limit=1)
    rest = city.page(since=cursor_of(first))
    with tracker(path) as db:
        import_pages(db, first)
    db.close()
    process = subprocess.Popen(
        [sys.executable, str(IMPORTER), str(path), "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
    )
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write("".join(first))  # known already: its answer says that the importer is at work
    process.stdin.flush()
    assert "known already" in process.stdout.readline()
    process.stdin.write("".join(rest[: sent - 1]))
    process.stdin.flush()
    process.kill()
    process.wait()
    process.stdin.close()
    process.stdout.close()
    db = tracker(path)
    assert progress(db)[3] == cursor_of(first)
    assert len(held(db)) == 1
    import_pages(db, rest)
    assert held(db) == city.all()
    db.close()


def test_the_command_fetches_page_after_page(city: City, tmp_path: Path) -> None:
    """A program that answers as the export does: the first page, and what follows on a cursor."""
    first = city.page(limit=2)
    (tmp_path / "first").write_text("".join(first), encoding="utf-8")
    (tmp_path / "rest").write_text("".join(city.page(since=cursor_of(first))), encoding="utf-8")
    script = tmp_path / "export.py"
    script.write_text(
        f"import sys, pathlib\nhere = pathlib.Path({str(tmp_path)!r})\n"
        f"assert sys.argv[1:] in ([], ['--since', {cursor_of(first)!r}]), sys.argv\n"
        "print((here / ('rest' if sys.argv[1:] else 'first')).read_text(encoding='utf-8'), end='')\n",
        encoding="utf-8",
    )
    words = [sys.executable, str(IMPORTER), str(tmp_path / "t.sqlite"), "--run", f"{sys.executable} {script}"]
    done = subprocess.run(words, capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stdout.splitlines()) == (0, ["page up to 2: 2 added", "page up to 3: 1 added"])
    db = tracker(tmp_path / "t.sqlite")
    assert held(db) == city.all()
    db.close()
    script.write_text("import sys\nsys.exit('protokolle: There is no database')\n", encoding="utf-8")
    failed = subprocess.run(words, capture_output=True, encoding="utf-8", check=False)
    assert failed.returncode == 1
    assert "There is no database" in failed.stderr
    assert "tracker_importer: the export ended with 1" in failed.stderr


REFERENCES = ["20/SVV/0001", "20/SVV/0002"]
DAYS = ["2020-01-08", "2020-02-05", "2020-03-04"]


class InStep(RuleBasedStateMachine):
    """Whatever happens to minutes and links, and whatever pages arrive or are repeated: what the importer holds is
    the export, as soon as it has asked until there is no more."""

    pages = Bundle("pages")

    def __init__(self) -> None:
        super().__init__()
        self.city = City()
        self.db = tracker()

    def teardown(self) -> None:
        self.catch_up(limit=1)
        self.city.store.close()
        self.db.close()

    @rule(reference=st.sampled_from(REFERENCES), day=st.sampled_from(DAYS),
          result=st.sampled_from(["adopted", "rejected", None]), file=st.sampled_from("ab"),
          public=st.sampled_from([True, True, False]))  # fmt: skip
    def minutes_come_or_are_corrected(self, reference: str, day: str, result: str, file: str, public: bool) -> None:
        told = item("4", reference, result, vote_events=COUNTED, public=public)
        load(self.city.store, minutes(f"{reference}-{day}-{file}".replace("/", "-"), told, date=day))

    @rule(reference=st.sampled_from(REFERENCES), measure=st.sampled_from(["m4", "m5"]),
          state=st.sampled_from(["accepted", "confirmed", "rejected", "suggested", None]))  # fmt: skip
    def a_link_changes(self, reference: str, measure: str, state: str | None) -> None:
        self.city.links.set(self.city.store, reference, **{measure: state})  # type: ignore[arg-type]

    @rule(target=pages, limit=st.sampled_from([1, 2, None]))
    def a_page_is_fetched(self, limit: int | None) -> list[str]:
        page = self.city.page(since=progress(self.db)[3], limit=limit)
        import_pages(self.db, page)
        return page

    @rule(target=pages, limit=st.sampled_from([1, 3, None]))
    def a_page_from_the_beginning_arrives(self, limit: int | None) -> list[str]:
        page = self.city.page(limit=limit)
        import_pages(self.db, page)
        return page

    @rule(page=pages)
    def an_earlier_page_arrives_again(self, page: list[str]) -> None:
        import_pages(self.db, page)

    @rule(target=pages, page=pages, limit=st.sampled_from([1, None]))
    def a_page_is_fetched_from_an_earlier_cursor(self, page: list[str], limit: int | None) -> list[str]:
        again = self.city.page(since=cursor_of(page), limit=limit)
        import_pages(self.db, again)
        return again

    @rule(cut=st.integers(1, 3))
    def the_importer_is_interrupted(self, cut: int) -> None:
        page = self.city.page(since=progress(self.db)[3])
        if cut < len(page):
            with pytest.raises(PageError):
                import_pages(self.db, page[:cut])

    @rule(limit=st.sampled_from([1, 2, None]))
    def catch_up(self, limit: int | None) -> None:
        while import_pages(self.db, self.city.page(since=progress(self.db)[3], limit=limit)):
            pass
        assert held(self.db) == self.city.all()

    @invariant()
    def only_public_decisions_of_linked_motions(self) -> None:
        assert all(line["measures"] for line in held(self.db).values())


InStep.TestCase.settings = settings(
    max_examples=25, stateful_step_count=14, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
TestInStep = InStep.TestCase
