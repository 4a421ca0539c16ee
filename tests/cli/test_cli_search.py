"""`protokolle search` finds compounds, counts below the hits how they fall apart, and says where counting ends."""

import json
from collections.abc import Callable

import pytest
from click.testing import Result

from pipeline.store import search_phrases

Call = Callable[..., Result]


def test_a_word_finds_the_compound_it_is_a_part_of(call: Call) -> None:
    text = call("search", "Beleuchtung").stdout
    assert "**Straßenbeleuchtung**" in text
    assert "1 item found." in text
    assert "By committee" not in text


def test_facets_stand_below_the_hits(call: Call) -> None:
    text = call("search", "Radweg", "--facets").stdout
    below = text.partition("2 items found.")[2]
    assert "By committee, year, result and speaker:" in below
    assert "committee: Ausschuss für Finanzen 1, Ausschuss für Klima und Verkehr 1" in below
    assert "year: 2020 1, 2019 1" in below
    assert "result: adopted 1, rejected 1" in below
    assert "Probe 1" in below


def test_json_always_has_the_facets(call: Call) -> None:
    page = json.loads(call("search", "Radweg", "--json").stdout)
    assert page["facets"]["year"] == [{"value": "2020", "count": 1}, {"value": "2019", "count": 1}]
    assert (page["total_is_exact"], page["facets_exact"], page["facets_over"]) == (True, True, 2)
    assert page["order"] == "relevance"


def test_where_counting_ends_it_is_said(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search_phrases, "RANKED", 1)
    monkeypatch.setattr(search_phrases, "COUNTED", 1)
    text = call("search", "Radweg", "--facets").stdout
    assert "More than 1 item found" in text
    assert "Not ranked: those with it in the title first" in text
    assert "counted over the newest 1:" in text


def test_no_hits_have_no_facets(call: Call) -> None:
    text = call("search", "Nirgendwort", "--facets").stdout
    assert "0 items found." in text
    assert "By committee" not in text
