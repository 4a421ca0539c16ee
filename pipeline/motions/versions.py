"""The texts of a motion from station to station, and what changed from each to the one before."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.model.record import PaperVersion
from pipeline.motions.answers import SentenceDiff, Version, WordRun
from pipeline.motions.textdiff import compare
from pipeline.store.answers import Station

_ORDER = {"original": 0, "new_version": 1, "amendment": 2, "recommended": 3, "adopted": 4}
_BEFORE = frozenset({"original", "new_version"})


def versions_of(stations: Sequence[Station]) -> tuple[Version, ...]:
    """All texts in the order of the stations, within one as they came to be. A text that only repeats the one before
    it is told all the same: that nothing changed is a fact. Amendments are told and compared with nothing: they are
    parts."""
    found: list[Version] = []
    last: int | None = None
    for station in stations:
        numbered = sorted(enumerate(station.item.versions), key=lambda pair: (_ORDER[pair[1].kind], pair[0]))
        for position, version in numbered:
            whole = version.kind != "amendment"
            found.append(_told(station, position, version, found[last] if whole and last is not None else None, last))
            if whole:
                last = len(found) - 1
    return tuple(found)


def dealt_with(station_id: str, versions: Sequence[Version], stations: Sequence[Station]) -> int | None:
    """Index of the text a station had before it: its own motion's text, else the last whole text of an earlier
    one."""
    order = {station.id: place for place, station in enumerate(stations)}
    before: int | None = None
    for index, version in enumerate(versions):
        if version.kind == "amendment":
            continue
        if (version.station == station_id and version.kind in _BEFORE) or order[version.station] < order[station_id]:
            before = index
    return before


def _told(
    station: Station, position: int, version: PaperVersion, previous: Version | None, previous_index: int | None
) -> Version:
    changes = () if previous is None else tuple(
        SentenceDiff(kind=change.kind, old=change.old, new=change.new,
                     words=tuple(WordRun(kind=word.kind, text=word.text) for word in change.words))
        for change in compare(previous.text, version.text)
    )  # fmt: skip
    return Version(
        station=station.id, date=station.date, committee=station.committee, kind=version.kind, by=version.by,
        version_date=version.date, text=version.text, places=station.places(f"/item/versions/{position}"),
        compared_with=previous_index if previous is not None else None, changes=changes,
    )  # fmt: skip
