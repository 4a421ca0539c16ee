"""The journal of documents in flight: what a dead run leaves behind, and what the next one makes of it."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.batch.inflight import InFlight, unwritable
from pipeline.model.errors import StoreError

A, B = "a" * 64, "b" * 64


def die_with(path: Path, *in_flight: str) -> None:
    """A run that is killed while it works on these documents."""
    code = (
        "import os, signal, sys\nfrom pathlib import Path\nfrom pipeline.batch.inflight import InFlight\n"
        "with InFlight(Path(sys.argv[1]), version='1') as flights:\n"
        "    flights.begin('c' * 64); flights.end('c' * 64)\n"
        "    for one in sys.argv[2:]: flights.begin(one)\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    ended = subprocess.run([sys.executable, "-c", code, str(path), *in_flight], check=False, timeout=60)
    assert ended.returncode < 0


def test_a_document_in_flight_when_the_run_died_is_counted(tmp_path: Path) -> None:
    die_with(tmp_path / "x.running", A, B)
    with InFlight(tmp_path / "x.running", version="1") as flights:
        assert [flights.deaths(one) for one in (A, B, "c" * 64)] == [1, 1, 0]


def test_deaths_add_up_over_runs_and_success_wipes_them(tmp_path: Path) -> None:
    path = tmp_path / "x.running"
    die_with(path, A, B)
    die_with(path, A)
    with InFlight(path, version="1") as flights:
        assert flights.deaths(A) == 2
        assert flights.deaths(B) == 1
        flights.begin(A)
        flights.end(A)
    with InFlight(path, version="1") as flights:
        assert flights.deaths(A) == 0
        assert flights.deaths(B) == 1


def test_a_new_version_of_the_rules_tries_again(tmp_path: Path) -> None:
    path = tmp_path / "x.running"
    with InFlight(path, version="1") as flights:
        flights.give_up(A)
    with InFlight(path, version="1") as flights:
        assert flights.deaths(A) == 2
    with InFlight(path, version="2") as flights:
        assert flights.deaths(A) == 0


def test_an_orderly_end_leaves_an_empty_journal(tmp_path: Path) -> None:
    path = tmp_path / "x.running"

    def interrupted() -> None:
        with InFlight(path, version="1") as flights:
            flights.begin(A)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert path.read_bytes() == b""


def test_a_second_run_over_the_same_database_is_told_to_wait(tmp_path: Path) -> None:
    path = tmp_path / "x.running"
    with InFlight(path, version="1"), pytest.raises(StoreError, match="Wait until it has ended") as caught:
        InFlight(path, version="1").__enter__()
    assert caught.value.code == "busy"
    with InFlight(path, version="1") as flights:  # and is welcome afterwards
        assert flights.deaths(A) == 0


def test_a_torn_or_foreign_journal_is_no_obstacle(tmp_path: Path) -> None:
    path = tmp_path / "x.running"
    path.write_bytes(b"+ " + A.encode() + b"\n\xff\x00garbage\n! " + B.encode() + b" many 1\n+ aaa")
    with InFlight(path, version="1") as flights:
        assert flights.deaths(A) == 1
        assert flights.deaths(B) == 0


@pytest.mark.parametrize(
    ("number", "code", "words"),
    [(errno.ENOSPC, "disk_full", "The disk is full"), (errno.EACCES, "not_writable", "cannot be written")],
)
def test_the_sentence_says_what_to_do(number: int, code: str, words: str) -> None:
    error = unwritable(Path("extracted/x.json"), OSError(number, os.strerror(number)))
    assert error.code == code
    assert words in str(error)
    assert "extracted/x.json" in str(error)
    assert "same command again" in str(error)
