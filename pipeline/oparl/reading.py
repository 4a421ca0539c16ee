"""One OParl object being read: values are taken out of its members, and where they stood is noted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

from pipeline.documents.json_text import JsonValue
from pipeline.model.oparl import changed_at
from pipeline.model.record import Evidence, Finding
from pipeline.oparl.findings import oparl_finding
from pipeline.oparl.objects import Found, Kind, each
from pipeline.oparl.values import (
    Url,
    day_of,
    file_name_of,
    flag_of,
    id_of,
    id_value_of,
    line_of,
    text_of,
    url_of,
    urls_of,
    whole_of,
)

Value = TypeVar("Value")


class Reading:
    """One object being read: takes values out of its members and notes where they stood. `places` is keyed by the
    rest of the value's JSON pointer within the object."""

    def __init__(self, found: Found) -> None:
        self.kind = found.kind
        self.inside = found.inside
        self.places: dict[str, Evidence] = {}
        self.findings: list[Finding] = []
        self._fields = found.fields
        self.deleted = flag_of(found.fields.get("deleted")) or False
        self.id = self._take("id", "id", id_of(found.fields.get("id")))

    def newer_than(self, other: Reading) -> bool:
        """Whether this form of the object is to be preferred: the later change, else what says more."""
        ours, theirs = self._changed(), other._changed()
        return ours > theirs or (ours == theirs and len(self._fields) > len(other._fields))

    def is_another_item(self, other: Reading) -> bool:
        """Whether this is the same consultation with another item, given at the same time: in one list, or both of one
        change. Some cities keep the id when a paper is put off and comes again."""
        if self.kind != "Consultation" or self._item() == other._item():
            return False
        together = self.inside is not None and self.inside is other.inside
        return together or self._changed() == other._changed()

    def common(self) -> dict[str, Any]:
        """The fields that every object has."""
        modified = self._take("modified", "modified", text_of(self._fields.get("modified")))
        if modified is None and self.inside is not None:
            modified = self._borrowed("modified", "modified", self.inside.fields.get("modified"))
        if self.deleted:
            self._note("deleted", self._fields["deleted"], "deleted")
        return {"id": self.id, "modified": modified, "deleted": self.deleted}

    def text(self, field: str, member: str) -> str | None:
        """A text as it stands."""
        return self._take(field, member, text_of(self._fields.get(member)))

    def line(self, field: str, member: str) -> str | None:
        """A text as one line."""
        return self._take(field, member, line_of(self._fields.get(member)))

    def flag(self, field: str, member: str) -> bool | None:
        return self._take(field, member, flag_of(self._fields.get(member)))

    def whole(self, field: str, member: str) -> int | None:
        return self._take(field, member, whole_of(self._fields.get(member)))

    def url(self, field: str, member: str, *, else_inside: Kind | None = None) -> str | None:
        """A URL. `else_inside`: an object that stands in one of this kind need not name it."""
        value = self._fields.get(member)
        url = url_of(value)
        if url is not None and value is not None:
            self._note(field, id_value_of(value), member)
        elif else_inside is not None and self.inside is not None and self.inside.kind == else_inside:
            url = self._borrowed(field, "id", self.inside.fields.get("id"))
        return url

    def urls(self, field: str, member: str) -> tuple[str, ...]:
        return self._all(field, member, urls_of(self._fields.get(member)))

    def listed(self, field: str, member: str) -> tuple[str, ...] | None:
        """The URLs of a list, or None where the object has none: then nothing follows from what it does not name."""
        value = self._fields.get(member)
        return None if value is None or not isinstance(value.value, list) else self.urls(field, member)

    def file_name(self, field: str, member: str) -> str | None:
        named = file_name_of(self._fields.get(member))
        if named is None:
            return None
        self._note(field, named[1], member)
        return named[0]

    def file_names(self, field: str, member: str) -> tuple[str, ...]:
        found = (file_name_of(entry) for entry in each(self._fields.get(member)))
        return self._all(field, member, (named for named in found if named is not None))

    def day(self, field: str, member: str) -> str | None:
        """The day of a date or a point in time; a finding where it is neither."""
        written = text_of(self._fields.get(member))
        day = day_of(written) if written is not None else None
        if written is not None and day is None:
            place = self._place(self._fields[member], member)
            self.findings.append(oparl_finding("O002", f"{self.kind} {self.id}: “{written}” is no date", [place]))
        return self._take(field, member, day)

    def _item(self) -> tuple[str | None, str | None]:
        return url_of(self._fields.get("agendaItem")), url_of(self._fields.get("meeting"))

    def _changed(self) -> str:
        own = text_of(self._fields.get("modified"))
        return changed_at(own or (text_of(self.inside.fields.get("modified")) if self.inside else None))

    def _take(self, field: str, member: str, value: Value | None) -> Value | None:
        if value is not None:
            self._note(field, self._fields[member], member)
        return value

    def _borrowed(self, field: str, member: str, value: JsonValue | None) -> str | None:
        """A value of the object that this one stands in."""
        text = text_of(value)
        if text is not None and value is not None:
            self._note(field, value, member)
        return text

    def _all(self, field: str, member: str, found: Iterator[Url]) -> tuple[str, ...]:
        values = list(found)
        for index, (_, value) in enumerate(values):
            self._note(f"{field}/{index}", value, member)
        return tuple(text for text, _ in values)

    def _note(self, field: str, value: JsonValue, member: str) -> None:
        self.places[field] = self._place(value, member)

    @staticmethod
    def _place(value: JsonValue, member: str) -> Evidence:
        return evidence_at(value.start, value.end, f"oparl.{member}")

    def place_of(self, field: str) -> Sequence[Evidence]:
        """Where a value that was taken stands."""
        return [self.places[field]] if field in self.places else []


def evidence_at(start: int, end: int, rule: str) -> Evidence:
    """A place of the file's text; a file of JSON is one page."""
    return Evidence(page=1, start=start, end=end, rule=rule)
