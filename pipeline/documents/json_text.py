"""JSON with the place of every value: what `json.loads` reads, and which characters it was read from.

Containers are kept on a list of our own and not on Python's stack, so that depth is no danger; scalars are read by the
standard library. Each character is looked at once.
"""

from __future__ import annotations

import json
import re
from typing import NamedTuple, NoReturn, TypeAlias, Union

Plain: TypeAlias = Union[str, int, float, bool, "list[JsonValue]", "dict[str, JsonValue]", None]


class JsonValue(NamedTuple):
    """A value and its characters `text[start:end]`, quotes and brackets included."""

    value: Plain
    start: int
    end: int


class JsonError(ValueError):
    """The text is no JSON. `at` is the character where reading stopped; the message says what was expected there."""

    def __init__(self, message: str, at: int) -> None:
        super().__init__(message)
        self.at = at


def read_json(text: str) -> JsonValue:
    """The one value that `text` holds. Of a name that an object has twice the last one holds, as in `json.loads`; NaN
    and Infinity are no JSON here. Raises JsonError."""
    return _Reader(text).read()


_blanks = re.compile(r"[ \t\n\r]*").match


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON value")


_scalar = json.JSONDecoder(parse_constant=_refuse_constant).raw_decode


class _Reader:
    def __init__(self, text: str) -> None:
        self._text = text
        self._names: dict[str, str] = {}  # the same few again and again: each is kept once

    def read(self) -> JsonValue:
        text = self._text
        open_: list[tuple[list[JsonValue] | dict[str, JsonValue], int]] = []
        names: list[str] = []  # of the members being read, one per open object
        at = self._skip(0)
        while True:  # here a value begins
            mark = text[at : at + 1]
            if mark == "{":
                open_.append(({}, at))
                inner = self._skip(at + 1)
                if text[inner : inner + 1] != "}":
                    name, at = self._name(inner)
                    names.append(name)
                    continue
                done = JsonValue(open_.pop()[0], at, inner + 1)
            elif mark == "[":
                open_.append(([], at))
                inner = self._skip(at + 1)
                if text[inner : inner + 1] != "]":
                    at = inner
                    continue
                done = JsonValue(open_.pop()[0], at, inner + 1)
            else:
                done = self._scalar(at)
            while True:  # here a value has ended: it goes into its container, which may end with it
                at = self._skip(done.end)
                if not open_:
                    if at != len(text):
                        raise JsonError("more text follows behind the end", at)
                    return done
                holder, start = open_[-1]
                mark = text[at : at + 1]
                if isinstance(holder, dict):
                    holder[names[-1]] = done
                    if mark == ",":
                        names[-1], at = self._name(self._skip(at + 1))
                        break
                    if mark != "}":
                        raise JsonError("a comma or } is missing", at)
                    names.pop()
                else:
                    holder.append(done)
                    if mark == ",":
                        at = self._skip(at + 1)
                        break
                    if mark != "]":
                        raise JsonError("a comma or ] is missing", at)
                open_.pop()
                done = JsonValue(holder, start, at + 1)

    def _skip(self, at: int) -> int:
        """The next character that is no blank."""
        return _blanks(self._text, at).end()  # type: ignore[union-attr] # it matches everywhere

    def _scalar(self, at: int) -> JsonValue:
        try:
            value, end = _scalar(self._text, at)
        except json.JSONDecodeError as error:
            raise JsonError("a value is missing or broken", error.pos) from None
        except ValueError as error:  # NaN, or a number of thousands of digits
            raise JsonError(str(error), at) from None
        return JsonValue(value, at, end)

    def _name(self, at: int) -> tuple[str, int]:
        """A member's name at `at`, and where its value begins."""
        text = self._text
        if text[at : at + 1] != '"':
            raise JsonError("a name in quotes is missing", at)
        name, _, end = self._scalar(at)
        at = self._skip(end)
        if text[at : at + 1] != ":":
            raise JsonError("a colon is missing", at)
        assert isinstance(name, str)
        return self._names.setdefault(name, name), self._skip(at + 1)
