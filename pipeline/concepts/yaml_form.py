"""A concept as YAML, read and written. What is written reads back as the same concept.

Values are taken as they stand in the file: YAML would make 4.10 the number 4.1 and 2021-10-31 a date, so the file is
read as nodes and every scalar keeps its characters. Every value knows line and characters.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

import yaml
from pydantic import ValidationError

from pipeline.concepts.places import Places
from pipeline.model.concept import ActionField, Concept, Goal, Measure, MeasureStatus, Period, pointer
from pipeline.model.errors import BadInput
from pipeline.model.record import Part

RULE = "concept.yaml"
AnyPart = TypeVar("AnyPart", bound=Part)
_MOST_NODES = 400_000  # aliases can make a small file endless
_WIDTH = 116  # columns
_CONCEPT = ("name", "body", "period", "paper", "adopted", "source")
_FIELD = ("number", "name", "goals", "measures")
_GOAL = ("number", "text", "invented")
_MEASURE = ("number", "title", "description", "goals", "responsible", "topic", "invented", "status")
_STATUS = ("date", "code", "text", "comment", "source", "invented")


def read_yaml(text: str, *, name: str, places: Places) -> Concept:
    """The concept a YAML file holds; `places` gets where each value stands.

    Raises BadInput, code `bad_concept`, with the line: no YAML, a key nobody knows, a value that does not fit.
    """
    try:
        root = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = f" in line {mark.line + 1}" if mark else ""
        problem = error.problem or "it cannot be read"
        raise _bad(
            f"{name} is no YAML{where}: {problem}. Mind the indentation, and quote what holds a colon"
        ) from error
    except yaml.YAMLError as error:
        raise _bad(f"{name} is no YAML: {error}") from error
    return _Reader(name, places).concept(root)


def write_yaml(concept: Concept) -> str:
    """The concept as YAML, as `read_yaml` takes it; unknown values are left out."""
    head = _kept(concept, _CONCEPT)
    if concept.period != Period():
        head["period"] = {key: _Day(day) for key in ("start", "end") if (day := getattr(concept.period, key))}
    if concept.adopted:
        head["adopted"] = _Day(concept.adopted)
    data = {"concept": head, "action_fields": [_field(field) for field in concept.action_fields]}
    return str(yaml.dump(data, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=_WIDTH))


# --- reading ---------------------------------------------------------------------------------------------------------


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc] # the fast one where it is there
    """Only composes nodes."""


class _Reader:
    def __init__(self, name: str, places: Places) -> None:
        self.name, self.places, self.nodes = name, places, 0

    def concept(self, root: yaml.Node | None) -> Concept:
        parts = self._mapping(root, ("concept", "action_fields"), "the file")
        if "concept" not in parts:
            raise _bad(f"{self.name} has no `concept:` with a name")
        head = self._mapping(parts["concept"], _CONCEPT, "concept")
        values: dict[str, Any] = {}
        for key, node in head.items():
            if key == "period":
                period = self._mapping(node, ("start", "end"), "period")
                values[key] = self._made(Period, node, {part: self._text(one) for part, one in period.items()})
            else:
                values[key] = self._text(node)
            self._note(node, "concept", key)
        fields = self._list(parts.get("action_fields"), self._field)
        return self._made(Concept, parts["concept"], {**values, "action_fields": fields})

    def _field(self, node: yaml.Node) -> ActionField:
        parts = self._mapping(node, _FIELD, "an action field")
        number = self._number(parts, node, "an action field")
        for key in ("number", "name"):
            if key in parts:
                self._note(parts[key], "action_fields", number, key)
        goals = self._list(parts.get("goals"), lambda one: self._goal(one, number))
        measures = self._list(parts.get("measures"), self._measure)
        name = self._text(parts.get("name"))
        return self._made(ActionField, node, {"number": number, "name": name, "goals": goals, "measures": measures})

    def _goal(self, node: yaml.Node, field: str) -> Goal:
        parts = self._mapping(node, _GOAL, "a goal")
        number = self._number(parts, node, "a goal")
        self._note(node, "action_fields", field, "goals", number)
        values = {"number": number, "text": self._text(parts.get("text")), "invented": self._yes(parts.get("invented"))}
        return self._made(Goal, node, values)

    def _measure(self, node: yaml.Node) -> Measure:
        parts = self._mapping(node, _MEASURE, "a measure")
        number = self._number(parts, node, "a measure")
        self._note(node, "measures", number)
        values: dict[str, Any] = {"number": number}
        for key in ("title", "description", "responsible", "topic"):
            if key in parts:
                values[key] = self._text(parts[key])
                self._note(parts[key], "measures", number, key)
        if "goals" in parts:
            values["goals"] = [self._text(one) for one in self._nodes(parts["goals"])]
            self._note(parts["goals"], "measures", number, "goals")
        values["invented"] = self._yes(parts.get("invented"))
        values["status"] = self._list(parts.get("status"), self._status)
        for index, one in enumerate(self._nodes(parts.get("status"))):
            self._note(one, "measures", number, "status", str(index))
        return self._made(Measure, node, values)

    def _status(self, node: yaml.Node) -> MeasureStatus:
        parts = self._mapping(node, _STATUS, "a status")
        values: dict[str, Any] = {key: self._text(one) for key, one in parts.items() if key != "invented"}
        return self._made(MeasureStatus, node, {**values, "invented": self._yes(parts.get("invented"))})

    def _number(self, parts: dict[str, yaml.Node], node: yaml.Node, what: str) -> str:
        number = self._text(parts.get("number"))
        if not number:
            raise _bad(f"{self._line(node)}: {what} has no number")
        return number

    def _mapping(self, node: yaml.Node | None, known: tuple[str, ...], what: str) -> dict[str, yaml.Node]:
        """The keys of a mapping; null and nothing are an empty one. A key nobody knows is refused: it would be lost."""
        if node is None or self._is_null(node):
            return {}
        self._count(node)
        if not isinstance(node, yaml.MappingNode):
            raise _bad(f"{self._line(node)}: {what} is written as `key: value` lines")
        found: dict[str, yaml.Node] = {}
        for key, value in node.value:
            word = str(key.value)
            if word not in known:
                raise _bad(f"{self._line(key)}: {what} has no {word!r}; it may have {', '.join(known)}")
            if word in found:
                raise _bad(f"{self._line(key)}: {what} has {word!r} twice")
            found[word] = value
        return found

    def _nodes(self, node: yaml.Node | None) -> list[yaml.Node]:
        if node is None or self._is_null(node):
            return []
        self._count(node)
        if not isinstance(node, yaml.SequenceNode):
            raise _bad(f"{self._line(node)}: here a list is expected, each entry with a dash before it")
        return list(node.value)

    def _list(self, node: yaml.Node | None, read: Callable[[yaml.Node], Any]) -> tuple[Any, ...]:
        return tuple(read(one) for one in self._nodes(node))

    def _text(self, node: yaml.Node | None) -> str | None:
        if node is None or self._is_null(node):
            return None
        self._count(node)
        if not isinstance(node, yaml.ScalarNode):
            raise _bad(f"{self._line(node)}: here one value is expected, and a list or more keys stand there")
        return str(node.value)

    def _yes(self, node: yaml.Node | None) -> bool:
        written = self._text(node)
        if written is None or written.lower() in ("false", "no", "nein"):
            return False
        if written.lower() in ("true", "yes", "ja"):
            return True
        raise _bad(f"{self._line(node)}: {written!r} is neither true nor false")

    def _is_null(self, node: yaml.Node) -> bool:
        return isinstance(node, yaml.ScalarNode) and node.tag == "tag:yaml.org,2002:null"

    def _count(self, node: yaml.Node) -> None:
        self.nodes += 1
        if self.nodes > _MOST_NODES:
            raise _bad(f"{self._line(node)}: more than {_MOST_NODES:,} values; no concept has that many")

    def _note(self, node: yaml.Node, *parts: str) -> None:
        start, end = node.start_mark, node.end_mark
        self.places.characters(pointer(*parts), start.index, end.index, rule=RULE)

    def _line(self, node: yaml.Node | None) -> str:
        return f"{self.name}, line {node.start_mark.line + 1}" if node is not None else self.name

    def _made(self, model: type[AnyPart], node: yaml.Node, values: dict[str, Any]) -> AnyPart:
        try:
            return model(**values)
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(str(part) for part in first["loc"])
            raise _bad(f"{self._line(node)}: {where + ': ' if where else ''}{said(first)}") from error


def said(problem: Any) -> str:
    """What pydantic found wrong, as words."""
    if problem["type"] == "literal_error":
        return f"{problem['input']!r} is none of {problem['ctx']['expected']}"
    if problem["type"] == "string_pattern_mismatch":
        return f"{problem['input']!r} is no number: at most three words without commas"
    if problem["type"] in ("string_type", "missing"):
        return "nothing stands there"
    return str(problem["msg"]).removeprefix("Value error, ")


def _bad(message: str) -> BadInput:
    return BadInput(f"{message}.", code="bad_concept")


# --- writing ---------------------------------------------------------------------------------------------------------


class _Day(str):
    """A day or year, written without quotes."""

    __slots__ = ()


class _Inline(dict[str, Any]):
    """A mapping on one line where it fits."""


class _Numbers(list[str]):
    """A list on one line."""


class _Dumper(yaml.SafeDumper):  # type: ignore[misc] # PyYAML has no types of its own
    def ignore_aliases(self, _data: Any) -> bool:
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002
        super().increase_indent(flow, indentless=False)  # lists stand in from their key: easier to read


_Dumper.add_representer(_Day, lambda dumper, day: dumper.represent_scalar("tag:yaml.org,2002:" + _kind(day), day))
_Dumper.add_representer(
    _Inline, lambda dumper, data: dumper.represent_mapping("tag:yaml.org,2002:map", data, flow_style=True)
)
_Dumper.add_representer(
    _Numbers, lambda dumper, data: dumper.represent_sequence("tag:yaml.org,2002:seq", data, flow_style=True)
)
_Dumper.add_representer(
    str,
    lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None),
)


def _kind(day: str) -> str:
    return {4: "int", 7: "str"}.get(len(day), "timestamp")


def _kept(value: Any, keys: tuple[str, ...]) -> dict[str, Any]:
    return {key: held for key in keys if (held := getattr(value, key)) not in (None, (), False, Period())}


def _field(field: ActionField) -> dict[str, Any]:
    data = _kept(field, _FIELD)
    if field.goals:
        data["goals"] = [_Inline(_kept(goal, _GOAL)) for goal in field.goals]
    if field.measures:
        data["measures"] = [_measure(measure) for measure in field.measures]
    return data


def _measure(measure: Measure) -> dict[str, Any]:
    data = _kept(measure, _MEASURE)
    if measure.goals:
        data["goals"] = _Numbers(measure.goals)
    if measure.status:
        data["status"] = list(_statuses(measure.status))
    return data


def _statuses(statuses: tuple[MeasureStatus, ...]) -> Iterator[dict[str, Any]]:
    for status in statuses:
        data = _kept(status, _STATUS)
        if status.date:
            data["date"] = _Day(status.date)
        yield _Inline(data)
