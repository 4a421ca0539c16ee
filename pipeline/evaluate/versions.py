"""Versions of the motion against gold: the kind agrees and the texts are at least nine tenths alike, by words."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.evaluate.gold import GoldVersion
from pipeline.evaluate.passages import Passages, Span, plain, similarity
from pipeline.evaluate.tally import Tally
from pipeline.model.record import MinutesRecord, PaperVersion

LEAST_SIMILARITY = 0.9


def score_versions(tally: Tally, expected: Sequence[GoldVersion], record: MinutesRecord | None, text: Passages) -> None:
    """Scores `versions` of a document, one to one. Optional ones of gold take their partner with them."""
    free = {
        f"/agenda_items/{i}/versions/{j}": version
        for i, item in enumerate(record.agenda_items if record is not None else ())
        for j, version in enumerate(item.versions)
    }
    spans = [text.resolve(version) for version in expected]
    left: list[int] = []
    for i in sorted(range(len(expected)), key=lambda i: expected[i].optional):
        wanted = text.plain(spans[i])
        alike = {pointer: similarity(wanted, plain(version.text)) for pointer, version in free.items()}
        right = [
            pointer
            for pointer, share in alike.items()
            if share >= LEAST_SIMILARITY and (expected[i].optional or free[pointer].kind in _kinds(expected[i]))
        ]
        if right:
            del free[max(right, key=lambda pointer: alike[pointer])]
            if not expected[i].optional:
                tally.hit("versions")
        elif not expected[i].optional:
            left.append(i)
    for i in left:
        # What is left on both sides and shares a half is one version, wrong in kind or extent.
        wanted = text.plain(spans[i])
        near = next((key for key, version in free.items() if similarity(wanted, plain(version.text)) >= 0.5), None)
        if near is None:
            tally.missed("versions", _show(expected[i], spans[i], text), span=spans[i])
        else:
            tally.wrong("versions", _show(expected[i], spans[i], text), _got(free.pop(near)), near, span=spans[i])
    for pointer, version in free.items():
        tally.false_alarm("versions", _got(version), pointer)


def _kinds(version: GoldVersion) -> tuple[str, ...]:
    return (version.kind,) if isinstance(version.kind, str) else version.kind


def _show(version: GoldVersion, span: Span, text: Passages) -> str:
    return f"{'/'.join(_kinds(version))}: {_short(text.plain(span))}"


def _got(version: PaperVersion) -> str:
    return f"{version.kind}: {_short(plain(version.text))}"


def _short(text: str) -> str:
    words = text.split()
    return text if len(words) <= 10 else f"{' '.join(words[:5])} … {' '.join(words[-4:])} ({len(words)} words)"
