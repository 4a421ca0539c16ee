"""What became of each input, also when the run was killed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from store_samples import NOON, content, full_record

from pipeline.model.errors import BadInput
from pipeline.model.record import AgendaItem, VoteEvent
from pipeline.store import Finished, Input, Store, open_store


def test_started_inputs_are_found_by_the_next_run_with_their_attempts(store: Store) -> None:
    batch = [Input("a.pdf", size=10), Input("b.pdf", size=20, sha256=content("b"))]
    store.journal.mark_started(batch)
    store.journal.finish("a.pdf", status="duplicate", sha256=content("a"))
    store.journal.mark_started([batch[1]])
    assert [one.model_dump() for one in store.journal.interrupted()] == [
        {"label": "b.pdf", "attempts": 2, "started_at": NOON, "sha256": content("b"), "size": 20}
    ]


def test_a_later_run_counts_attempts_from_one(store: Store) -> None:
    for _ in range(3):
        store.journal.mark_started([Input("a.pdf")])
    store.journal.finish("a.pdf", status="quarantined", reason="empty_file", message="The file is empty.")
    store.journal.mark_started([Input("a.pdf")])
    assert [(one.attempts, one.message) for one in store.journal.entries()] == [(1, None)]


def test_loading_finishes_the_input_in_the_same_transaction(store: Store) -> None:
    store.journal.mark_started([Input("a.pdf", size=2048)])
    store.load(full_record(), label="a.pdf")
    assert [entry.model_dump() for entry in store.journal.entries()] == [
        {
            "label": "a.pdf", "status": "imported", "sha256": content("0743.pdf"), "size": 2048, "extractor": "1.0",
            "reason": None, "message": None, "attempts": 1, "started_at": NOON, "finished_at": NOON,
        }
    ]  # fmt: skip


def test_a_load_that_fails_leaves_its_input_started(store: Store) -> None:
    store.journal.mark_started([Input("a.pdf")])
    with pytest.raises(BadInput):
        store.load(full_record().model_copy(
            update={"agenda_items": (AgendaItem(vote_events=(VoteEvent(yes=10**40),)),)}), label="a.pdf")  # fmt: skip
    assert [one.label for one in store.journal.interrupted()] == ["a.pdf"]


def test_a_killed_run_leaves_its_input_started_and_its_facts_out(url: str, tmp_path: Path) -> None:
    with open_store(url) as store:
        store.load(full_record("vorher.pdf"), label="vorher.pdf")
    killed = f"""
import os, sys
sys.path[:0] = [{str(Path(__file__).parent)!r}, {str(Path(__file__).parents[2])!r}]
from store_samples import full_record
from pipeline.store import Input, open_store, loading
store = open_store({url!r})
store.journal.mark_started([Input("a.pdf")])
whole = loading._insert
def cut(connection, rows):
    whole(connection, rows)
    os._exit(9)
loading._insert = cut
store.load(full_record(), label="a.pdf")
"""
    assert subprocess.run([sys.executable, "-c", killed], cwd=tmp_path, check=False).returncode == 9
    with open_store(url) as store:
        assert [one.label for one in store.journal.interrupted()] == ["a.pdf"]
        assert [document.name for document in store.documents()] == ["vorher.pdf"]
        assert store.load(full_record(), label="a.pdf") == "imported"
        assert store.journal.interrupted() == []


def test_known_says_what_the_facts_were_read_with(store: Store) -> None:
    assert store.journal.known(content("0743.pdf")) is None
    store.load(full_record(), label="a")
    known = store.journal.known(content("0743.pdf"))
    assert known is not None
    assert (known.name, known.extractor) == ("0743.pdf", "1.0")


def test_the_balance_adds_up(store: Store) -> None:
    store.journal.mark_started(Input(f"{n}.pdf") for n in range(5))
    store.load(full_record(), label="0.pdf")
    store.load(full_record(), label="1.pdf")
    store.journal.finish_many(
        [Finished("2.pdf", "duplicate"), Finished("3.pdf", "quarantined", reason="encrypted", message="Locked.")]
    )
    balance = store.journal.balance()
    assert balance.model_dump() == {
        "inputs": 5, "imported": 1, "unchanged": 1, "duplicate": 1, "quarantined": 1, "started": 1
    }  # fmt: skip
    assert [one.reason for one in store.journal.entries(status="quarantined")] == ["encrypted"]


def test_entries_come_by_label_however_many_there_are(store: Store) -> None:
    labels = [f"{number:05}.pdf" for number in range(1203)]
    store.journal.mark_started(Input(label) for label in reversed(labels))
    assert [entry.label for entry in store.journal.entries()] == labels


def test_empty_batches_are_fine(store: Store) -> None:
    store.journal.mark_started([])
    store.journal.finish_many([])
    assert store.journal.balance().inputs == 0
