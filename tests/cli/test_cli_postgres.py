"""Every command that takes `--db` works on PostgreSQL as on SQLite, and shows no password."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import make_url

from pipeline.cli.main import main

QUESTIONS = [
    ("search", "radweg", "--json"), ("search", '"radweg an der"', "--result", "rejected", "--json"),
    ("search", "Strassenbel*", "--person", "Muster", "--json"), ("motion", "19/SVV/0101", "--json"),
    ("motion", "18/svv/999", "--json"), ("findings", "--json"),
]  # fmt: skip


def call(folder: Path, url: str, *words: str) -> Result:
    shelf = ("--extracted", str(folder / "extracted")) if words[0] == "ingest" or words[1] == "rebuild" else ()
    return CliRunner().invoke(main, [*words, "--db", url, *shelf])


def told(result: Result) -> Any:
    """What a command printed as JSON, without ranks: each database counts in its own way."""
    assert result.exit_code == 0, result.output

    def plain(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: plain(part) for key, part in value.items() if key not in ("rank", "at", "database")}
        return [plain(part) for part in value] if isinstance(value, list) else value

    return plain(json.loads(result.stdout))


def test_all_commands_from_the_first_ingest_to_the_rebuild(own: Path, postgres_url: str) -> None:
    both = (f"sqlite:///{own / 'twin' / 'p.sqlite'}", postgres_url)
    places = (own / "twin", own)
    minutes = str(own / "minutes")

    def alike(*words: str) -> Any:
        one, other = (told(call(place, url, *words)) for place, url in zip(places, both, strict=True))
        assert one == other
        return other

    assert alike("ingest", minutes, "--json")["imported"] == 2
    assert alike("ingest", minutes, "--json")["unchanged"] == 2
    answers = [alike(*words) for words in QUESTIONS]
    assert all(answers[:-1])
    alike("correct", "finanzen.txt", "/agenda_items/0/vote_events/0/yes", "3", "--by", "A", "--why", "W", "--json")
    stations = alike("motion", "19/SVV/0101", "--json")["stations"]
    assert [station["item"]["vote_events"][0]["yes"] for station in stations] == [6, 3]
    assert alike("db", "rebuild", "--json")["documents"] == 2
    assert alike("motion", "19/SVV/0101", "--json")["stations"] == stations
    assert alike("db", "upgrade", "--json")["counts"]["corrections"] == 1


@pytest.mark.parametrize("words", [("db", "upgrade"), ("db", "upgrade", "--json"), ("db", "rebuild", "--json")])
def test_a_password_is_not_shown(own: Path, postgres_url: str, words: tuple[str, ...]) -> None:
    url = make_url(postgres_url).set(password="geheim").render_as_string(hide_password=False)
    for address in (url, make_url(postgres_url).update_query_dict({"password": "geheim"}).render_as_string()):
        assert "geheim" not in call(own, address, "ingest", str(own / "minutes")).output
        done = call(own, address, *words)
        assert done.exit_code == 0, done.output
        assert "postgresql" in done.output
        assert "geheim" not in done.output


def test_a_server_that_is_not_there_is_a_sentence(own: Path) -> None:
    pytest.importorskip("psycopg")
    for words in (("ingest", str(own / "minutes")), ("search", "x"), ("db", "upgrade")):
        done = call(own, "postgresql://anna:geheim@127.0.0.1:9/minutes", *words)
        assert done.exit_code == 1
        assert "cannot be reached" in done.stderr
        assert "geheim" not in done.output
