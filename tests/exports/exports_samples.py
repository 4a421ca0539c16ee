"""Minutes with outcomes, and links that a test sets by hand; all sentences are ours."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from hashlib import sha256
from typing import Any

from sqlalchemy import delete, insert

from pipeline.exports.cursor import Profile
from pipeline.exports.feed import bring_up_to_date, page
from pipeline.links.answers import Link, LinkEvidence, LinkState, MeasureRef
from pipeline.model.record import AgendaItem, Evidence, Meeting, MinutesRecord, Result, Source, VoteEvent
from pipeline.model.records import AnyRecord
from pipeline.motions.relate import relate
from pipeline.store import Store
from pipeline.store.concept_answers import FieldRef
from pipeline.store.link_tables import LinkChange

Json = dict[str, Any]

COUNCIL = "Stadtverordnetenversammlung"
COMMITTEE = "Ausschuss für Soziales"
REFERENCE = "20/SVV/0001"
COUNTED = (VoteEvent(yes=7, no=1, manner="counted", passed=True),)


def item(
    number: str | None = "4", paper: str | None = REFERENCE, result: str | None = "adopted", **more: Any
) -> AgendaItem:
    """An item; `result` is a code, its wording the same word."""
    outcome = Result(text=result, code=result) if result else None  # type: ignore[arg-type]
    return AgendaItem(**{"number": number, "title": "Lotsen am Kanal", "paper": paper, "result": outcome, **more})


def minutes(
    name: str,
    *items: AgendaItem,
    date: str | None = "2020-05-06",
    organization: str | None = COUNCIL,
    content: str | None = None,
    shift: int = 0,
    **meeting: Any,
) -> MinutesRecord:
    """One document; its content follows from its name. `shift`: where its values stand."""
    pointers = ["/meeting/date", "/meeting/organization"]
    pointers += [
        f"/agenda_items/{index}/{part}"
        for index in range(max(1, len(items)))
        for part in ("number", "result", "role", "versions/0", "duties/0")
    ]
    return MinutesRecord(
        extractor="1.0",
        source=Source(
            name=name, sha256=sha256((content or name).encode()).hexdigest(), media_type="text/plain", bytes=9, pages=1
        ),
        meeting=Meeting(organization=organization, date=date, **meeting),
        agenda_items=items or (item(),),
        evidence={
            pointer: (Evidence(page=1, start=10 * place + shift, end=10 * place + shift + 9, rule="test"),)
            for place, pointer in enumerate(pointers)
        },
    )


class Links:
    """What `pipeline.links.list_links` answers, set by hand."""

    def __init__(self) -> None:
        self.states: dict[str, dict[str, LinkState]] = {}

    def __call__(
        self,
        _store: Store,
        /,
        *,
        references: Collection[str] | None = None,
        states: Collection[LinkState],
        evidence: bool = True,  # noqa: ARG002 - made-up links have none
    ) -> Sequence[Link]:
        return [
            link(one, number, state)
            for one, measures in self.states.items()
            for number, state in measures.items()
            if (references is None or one in references) and state in states
        ]

    def set(self, store: Store, reference: str, **measures: LinkState | None) -> None:
        """`m4=state` for the state of the link to measure 4; None takes it away."""
        for name, state in measures.items():
            held = self.states.setdefault(reference, {})
            held.pop(name[1:], None)
            if state is not None:
                held[name[1:]] = state
        changed(store, reference)


def link(reference: str, number: str, state: LinkState) -> Link:
    """A link without passages."""
    measure = MeasureRef(
        id=f"konzept-{number}", concept="konzept", concept_name="Konzept der Stadt", number=number, title="Lotsen",
        field=FieldRef(number=number[:1], name=None), retired=False,
    )  # fmt: skip
    return Link(
        reference=reference, title=None, measure=measure, score=0.9, machine="accepted", state=state,
        reasons=("shares the word Lotsen",), evidence=LinkEvidence(motion=(), measure=()), rests_on="adopted",
        dropped=False, verdict=None, notes=(), items=(),
    )  # fmt: skip


def changed(store: Store, *references: str) -> None:
    """Note that these motions may be told otherwise, as the links do."""
    with store.writing() as connection:
        connection.execute(delete(LinkChange).where(LinkChange.reference.in_(references)))
        connection.execute(insert(LinkChange), [{"reference": one} for one in references])


def load(store: Store, *records: AnyRecord, note: bool = True) -> None:
    """Bring documents in, join them, and note all their motions as changed."""
    for record in records:
        store.load(record, label=record.source.name)
    relate(store)
    papers = {one.paper for record in records if isinstance(record, MinutesRecord) for one in record.agenda_items
              if one.paper}  # fmt: skip
    if note and papers:
        changed(store, *papers)


def export(
    store: Store, links: Links, *, since: str | None = None, limit: int | None = None, profile: Profile = "linked"
) -> tuple[list[Json], Json]:
    """The changes of a page and its cursor line."""
    bring_up_to_date(store, profile, links=links)
    *lines, end = page(store, profile, since=since, limit=limit)
    assert end["op"] == "cursor"
    return lines, end


def told(lines: list[Json]) -> dict[str, Json]:
    """What the lines say by id, without the numbers of changes."""
    return {line["id"]: {key: value for key, value in line.items() if key not in ("op", "seq")} for line in lines}
