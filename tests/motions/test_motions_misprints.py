"""A number that is one or two figures off is a finding with both numbers; papers that are told apart are none."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from motions_records import COMMITTEE, fill, item, minutes

from pipeline.model.record import AgendaItem, MinutesRecord
from pipeline.motions import history, list_cross_findings, relate
from pipeline.motions.misprints import near_numbers
from pipeline.store import Store, open_store

TITLE = "Lotsenstelle für Neuzugezogene"
OTHER = "Sanierung des Rathausdaches"
RIGHT, WRONG = "2019/1059", "2019/1070"


def printed(title: str, paper: str, number: str = "5", **more: object) -> AgendaItem:
    return item(title, paper, number=number, **more)


def codes(store: Store, **options: bool) -> list[tuple[str, str]]:
    return [(one.reference, one.code) for one in list_cross_findings(store, **options)]


MISPRINT = [
    minutes("a.txt", "2019-05-07", printed(TITLE, RIGHT), organization=COMMITTEE),
    minutes("b.txt", "2019-06-04", printed(TITLE, RIGHT)),
    minutes("c.txt", "2019-06-04", printed(TITLE, WRONG)),
]


def test_a_number_that_other_minutes_of_the_sitting_print_otherwise_is_told_with_both(store: Store) -> None:
    fill(store, *MISPRINT)
    relate(store)
    [found] = list_cross_findings(store)
    assert (found.code, found.reference) == ("M003", WRONG)
    assert WRONG in found.message
    assert RIGHT in found.message
    assert "c.txt" in found.message
    assert [place.document for place in found.places] == ["c.txt", "b.txt"]
    told = history(store, WRONG)
    assert told is not None
    assert [station.document.name for station in told.stations] == ["c.txt"]  # the join stays as printed


def test_the_order_of_documents_does_not_matter() -> None:
    outcomes = set()
    for order in itertools.permutations(MISPRINT):
        with open_store("sqlite://") as store:
            for record in order:
                fill(store, record)
                relate(store)
            outcomes.add(tuple(codes(store)))
    assert outcomes == {((WRONG, "M003"),)}


@pytest.mark.parametrize(
    "records",
    [
        [  # two papers of one title, each told as itself in one document
            minutes("a.txt", "2019-06-04", printed(TITLE, RIGHT, "5"), printed(TITLE, WRONG, "6")),
        ],
        [  # the title comes again a year later, under a number of its own
            minutes("a.txt", "2018-06-04", printed(TITLE, "2018/1059", result="adopted")),
            minutes("b.txt", "2019-06-04", printed(TITLE, RIGHT)),
        ],
        [  # three figures are another number
            minutes("a.txt", "2019-06-04", printed(TITLE, RIGHT)),
            minutes("b.txt", "2019-06-04", printed(TITLE, "2019/1162")),
        ],
        [  # another matter
            minutes("a.txt", "2019-06-04", printed(TITLE, RIGHT)),
            minutes("b.txt", "2019-06-04", printed(OTHER, WRONG)),
        ],
        [  # another body of the same day
            minutes("a.txt", "2019-06-04", printed(TITLE, RIGHT), organization=COMMITTEE),
            minutes("b.txt", "2019-06-04", printed(TITLE, WRONG), organization="Ausschuss für Bauen"),
        ],
    ],
)  # fmt: skip
def test_papers_that_are_told_apart_are_no_misprint(store: Store, records: list[MinutesRecord]) -> None:
    fill(store, *records)
    relate(store)
    assert codes(store) == []


def test_a_title_alone_means_another_paper_where_the_number_is_known_for_another_matter(store: Store) -> None:
    fill(
        store,
        minutes("a.txt", "2019-05-07", printed(TITLE, RIGHT), organization=COMMITTEE),
        minutes("b.txt", "2019-06-04", printed(TITLE, WRONG)),
    )
    relate(store)
    assert codes(store) == []
    fill(store, minutes("c.txt", "2019-07-02", printed(OTHER, WRONG)))
    relate(store)
    assert codes(store) == [(WRONG, "M003")]


def test_the_finding_goes_with_the_better_reading(store: Store) -> None:
    fill(store, *MISPRINT)
    relate(store)
    fill(store, minutes("c.txt", "2019-06-04", printed(TITLE, RIGHT)))
    relate(store)
    assert codes(store) == []


def test_what_only_secret_items_tell_is_no_public_finding(store: Store) -> None:
    secret = [minutes("a.txt", "2019-05-07", printed(TITLE, RIGHT, public=False), organization=COMMITTEE),
              minutes("b.txt", "2019-06-04", printed(TITLE, RIGHT, public=False))]  # fmt: skip
    fill(store, *secret, MISPRINT[2])
    relate(store)
    assert codes(store) == []
    fill(store, minutes("d.txt", "2019-06-04", printed(TITLE, WRONG, public=False)))
    relate(store)
    assert codes(store) == []


@given(st.from_regex(r"\A[0-9]{2,4}/[A-Z]{0,3}/?[0-9]{3,4}\Z"), st.data())
def test_near_numbers_differ_in_a_figure_or_two(reference: str, data: st.DataObject) -> None:
    figures = [at for at, sign in enumerate(reference) if sign.isdigit()]
    count = data.draw(st.integers(0, len(figures)))
    changed = list(reference)
    for at in data.draw(st.permutations(figures))[:count]:
        changed[at] = str((int(changed[at]) + data.draw(st.integers(1, 9))) % 10)
    other = "".join(changed)
    assert near_numbers(reference, other) == near_numbers(other, reference) == (count in (1, 2))
    assert not near_numbers(reference, reference + "0")
    assert not near_numbers(reference, reference.replace("/", "-"))
