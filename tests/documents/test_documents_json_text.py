"""JSON read with the place of every value agrees with the standard library's, and survives what breaks others."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pipeline.documents.json_text import JsonError, JsonValue, read_json

SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text()
VALUES = st.recursive(SCALARS, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=40)


def plain(value: JsonValue) -> Any:
    """The value without its places."""
    if isinstance(value.value, list):
        return [plain(entry) for entry in value.value]
    if isinstance(value.value, dict):
        return {name: plain(entry) for name, entry in value.value.items()}
    return value.value


def every(value: JsonValue) -> list[JsonValue]:
    inner: list[JsonValue] = []
    if isinstance(value.value, list):
        inner = value.value
    elif isinstance(value.value, dict):
        inner = list(value.value.values())
    return [value, *(found for entry in inner for found in every(entry))]


@given(VALUES, st.sampled_from([None, 0, 2, "\t"]), st.booleans())
def test_it_reads_what_the_standard_library_reads(value: Any, indent: Any, ascii_only: bool) -> None:
    text = json.dumps(value, indent=indent, ensure_ascii=ascii_only)
    assert plain(read_json(text)) == json.loads(text)


@given(VALUES, st.sampled_from([None, 1]))
def test_each_place_holds_its_value(value: Any, indent: Any) -> None:
    text = " \n" + json.dumps(value, indent=indent) + "\t "
    for found in every(read_json(text)):
        assert json.loads(text[found.start : found.end]) == plain(found)
        assert not text[found.start].isspace()


PIECES = st.sampled_from(
    ['{', '}', '[', ']', ',', ':', '"a"', '"\\u00e4"', '"\\x"', '"', "1", "-", "1.5e3", "01", "true", "nul", "NaN",
     "-Infinity", " ", "\n", "\x0b", "ü", "'", "/"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=12).map("".join))
@example('{"a":1,}')
@example("[1,]")
@example('{"a" 1}')
@example("{,}")
@example("[1 2]")
@example('"a"b')
@example("")
def test_it_refuses_what_the_standard_library_refuses(text: str) -> None:
    def no_constant(name: str) -> None:
        raise ValueError(name)

    try:
        expected = json.loads(text, parse_constant=no_constant)
    except ValueError:
        with pytest.raises(JsonError) as refused:
            read_json(text)
        assert 0 <= refused.value.at <= len(text)
    else:
        assert plain(read_json(text)) == expected


def test_of_a_name_given_twice_the_last_value_holds() -> None:
    assert plain(read_json('{"a": 1, "a": 2}')) == {"a": 2}


@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ('{"a":', "}")])
def test_depth_is_no_danger(opening: str, closing: str) -> None:
    depth = 200_000
    value = read_json(opening * depth + "1" + closing * depth)
    for _ in range(depth):
        assert isinstance(value.value, list | dict)
        value = value.value[0] if isinstance(value.value, list) else value.value["a"]
    assert value.value == 1


def test_a_cut_file_says_where_it_ends() -> None:
    text = '{"id": "x", "name": "Haush'
    with pytest.raises(JsonError) as refused:
        read_json(text)
    assert refused.value.at == text.index('"Haush')


def test_a_number_that_no_computer_reads_is_an_error_and_no_crash() -> None:
    with pytest.raises(JsonError) as refused:
        read_json("[" + "9" * 5000 + "]")
    assert refused.value.at == 1


@pytest.mark.parametrize("constant", ["NaN", "Infinity", "-Infinity"])
def test_constants_of_other_languages_are_no_json(constant: str) -> None:
    with pytest.raises(JsonError, match=re.escape(constant)):
        read_json(f"[{constant}]")
