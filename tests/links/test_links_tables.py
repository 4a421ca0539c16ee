"""Links as a table: out, filled in by people in a spreadsheet, and back."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from link_samples import GUIDES, PLAN, item, link, load, minutes, put_plan, three

from pipeline.cli.main import main
from pipeline.cli.meant import meant_measure, meant_motion
from pipeline.links import list_links
from pipeline.links.deciding import COLUMNS, Taken, decide, sheet, take_sheet
from pipeline.links.ledger import entries
from pipeline.model.errors import StoreError
from pipeline.store import Store, open_store

Fill = Callable[[list[dict[str, str]]], None]


def take(store: Store, text: str, *, by: str | None = "B. Probe") -> Taken:
    return take_sheet(store, text, by=by, motion_of=lambda words: meant_motion(store, words),
                      measure_of=lambda words: meant_measure(store, words))  # fmt: skip


def filled(store: Store, fill: Fill, *, separator: str = ",", line: str = "\n") -> str:
    """The table as a spreadsheet writes it after somebody filled it in."""
    rows = list(csv.DictReader(io.StringIO(sheet(list_links(store)))))
    fill(rows)
    target = io.StringIO()
    writer = csv.DictWriter(target, COLUMNS, delimiter=separator, lineterminator=line)
    writer.writeheader()
    writer.writerows(rows)
    return target.getvalue()


def states(store: Store) -> dict[tuple[str, str], str]:
    return {(one.reference, one.measure.number): one.state for one in list_links(store)}


@pytest.fixture
def ready(store: Store) -> Store:
    three(store)
    link(store)
    return store


def ledger(store: Store) -> list[tuple[str, str, str, str]]:
    with store.reading() as connection:
        return [(one.reference, one.decision, one.by, one.why) for one in entries(connection)]


@pytest.mark.parametrize(("separator", "line", "mark"), [(",", "\n", ""), (";", "\r\n", "\ufeff")])
def test_there_and_back(ready: Store, separator: str, line: str, mark: str) -> None:
    def fill(rows: list[dict[str, str]]) -> None:
        assert [(row["motion"], row["state"], row["decision"]) for row in rows] == [
            ("21/SVV/0101", "accepted", ""), ("21/SVV/0102", "suggested", ""),
        ]  # fmt: skip
        assert rows[0]["passage"] == GUIDES
        rows[0].update(decision="Nein", why="anderes; Projekt, sagt er")
        rows[1].update(decision="JA", by="C. Muster")

    done = take(ready, mark + filled(ready, fill, separator=separator, line=line))
    assert (done.rows, done.added, done.known, done.empty, done.refused) == (2, 2, 0, 0, ())
    assert states(ready) == {("21/SVV/0101", "2.1"): "rejected", ("21/SVV/0102", "2.4"): "confirmed"}
    assert ledger(ready) == [
        ("21/SVV/0101", "rejected", "B. Probe", "anderes; Projekt, sagt er"),
        ("21/SVV/0102", "confirmed", "C. Muster", "from a table"),
    ]


def test_a_table_that_comes_back_as_it_is_says_nothing_new(ready: Store) -> None:
    (first, second) = list_links(ready)
    rows = {row.id: row for row in ready.concepts.measures()}
    decide(ready, first.reference, rows[first.measure.id], "confirmed", by="A", why="w")
    decide(ready, second.reference, rows[second.measure.id], "rejected", by="A", why="w")
    again = take(ready, sheet(list_links(ready)))
    assert (again.added, again.known) == (0, 2)
    put_plan(ready, PLAN.replace("Das Hallenbad öffnet", "Das Freibad öffnet"))
    link(ready)
    unasked = take(ready, sheet(list_links(ready)))
    assert (unasked.added, unasked.known, unasked.empty) == (0, 1, 1)
    changed = list_links(ready)[1]
    assert changed.verdict is not None
    assert changed.verdict.changed  # it waits for somebody still
    assert "please decide again" in sheet([changed])


def test_what_was_said_is_not_written_twice(ready: Store) -> None:
    table = ("motion,measure,decision,why,by\n21/SVV/0101,2.1,note,Träger fragen,A\n21/SVV/0102,2.4,withdrawn,w,A\n"
             "21/SVV/0102,2.4,yes,w,A\n21/SVV/0102,2.4,yes,w,A\n")  # fmt: skip
    assert (take(ready, table).added, take(ready, table).added) == (2, 2)  # the second time: withdrawn, yes
    assert [one[1] for one in ledger(ready)].count("note") == 1


def test_rows_that_cannot_be_taken_are_named_by_line_and_lose_no_other(ready: Store) -> None:
    table = (
        "motion;measure;passage;decision;why;by\n"
        "21/SVV/0999;2.1;;yes;;\n"
        '21/SVV/0101;2.1;"zwei\nZeilen";yes;;\n'
        "21/SVV/0101;9.9;;yes;;\n"
        "21/SVV/0102;2.4;;vielleicht;;\n"
        "21/SVV/0103;1.3;;;;\n"
        "kurz\n"
        ";;;yes;;\n"
        "21/SVV/0102;2.4;;no;;\n"
    )
    done = take(ready, table)
    assert (done.rows, done.added, done.empty) == (8, 2, 2)
    assert [line for line, _ in done.refused] == [2, 5, 6, 9]
    words = [message for _, message in done.refused]
    assert "21/SVV/0999" in words[0]
    assert "has a measure '9.9'" in words[1]
    assert "'vielleicht' is no decision" in words[2]
    assert states(ready) == {("21/SVV/0101", "2.1"): "confirmed", ("21/SVV/0102", "2.4"): "rejected"}


def test_nobody_is_no_author(ready: Store) -> None:
    done = take(ready, "motion,measure,decision\n21/SVV/0101,2.1,yes\n", by=None)
    assert done.added == 0
    assert "who made it" in done.refused[0][1]


def test_a_table_without_the_columns_is_refused_as_a_whole(ready: Store) -> None:
    for text in ("", "motion,measure\n21/SVV/0101,2.1\n"):
        with pytest.raises(StoreError, match="decision") as refused:
            take(ready, text)
        assert refused.value.code == "bad_sheet"


@pytest.mark.parametrize("title", ["=HYPERLINK(A1)", "+49", "-Lotsen", "@SUM(A1)", "\t=1+1"])
def test_no_cell_is_a_formula(store: Store, title: str) -> None:
    put_plan(store)
    load(store, minutes("a.txt", item(title, f"={GUIDES}", paper="21/SVV/0101")))
    link(store)
    text = sheet(list_links(store))
    for row in csv.reader(io.StringIO(text)):
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row)

    def fill(rows: list[dict[str, str]]) -> None:
        rows[0].update(decision="yes", why="'=sicher")

    assert take(store, filled(store, fill)).added >= 1
    assert ledger(store)[0][3] == "=sicher"


def test_a_file_as_an_office_writes_it(tmp_path: Path) -> None:
    database = f"sqlite:///{tmp_path / 'p.sqlite'}"
    with open_store(database) as own:
        three(own)
    call: Callable[..., Any] = lambda *words: CliRunner().invoke(main, [*words, "--db", database])  # noqa: E731
    table = tmp_path / "links.csv"
    assert call("link", "export", "-o", str(table)).exit_code == 0
    assert table.read_bytes().startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(table.read_text(encoding="utf-8-sig"))))
    rows[1][COLUMNS.index("decision")], rows[2][COLUMNS.index("decision")] = "ja", "möglich"
    target = io.StringIO()
    csv.writer(target, delimiter=";").writerows(rows)
    table.write_bytes(target.getvalue().encode("cp1252"))
    out = call("link", "import", str(table), "--by", "A. Muster")
    assert out.exit_code == 1
    assert "2 rows: 1 decisions taken, 0 held already, 0 empty, 1 refused." in out.stdout
    assert f"protokolle: {table}, line 3: 'möglich' is no decision" in out.stderr
    assert "confirmed" in call("link", "list", "21/SVV/0101").stdout
    missing = call("link", "import", str(tmp_path / "fehlt.csv"), "--by", "A")
    assert missing.exit_code == 2
    assert "cannot be read" in missing.stderr
