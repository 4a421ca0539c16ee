"""A small concept and minutes for the tests of this folder; the town, its plan and all sentences are made up."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from pipeline.concepts import bring_in, read_concept_file
from pipeline.links import Link, link, list_links
from pipeline.links.measures import Measures, index_measures
from pipeline.links.texts import MotionText, Passage
from pipeline.model.record import AgendaItem, Duty, Evidence, Meeting, MinutesRecord, PaperVersion, Result, Source
from pipeline.store import Store
from pipeline.store.concept_answers import ConceptRef, FieldRef, Goal, MeasureRow, Period

COUNCIL, COMMITTEE = "Stadtverordnetenversammlung", "Ausschuss für Soziales"
CONCEPT = "integrationskonzept-der-stadt-bachstadt-2020-2025"
PLAN = """concept:
  name: Integrationskonzept der Stadt Bachstadt 2020-2025
  body: Stadt Bachstadt
  period: {start: 2020, end: 2025}
  paper: 20/SVV/0400
action_fields:
  - number: '1'
    name: Sprache und Bildung
    goals:
      - {number: '1', text: Zugewanderte lernen rasch Deutsch.}
      - {number: '2', text: Kinder wachsen mit zwei Sprachen auf.}
    measures:
      - {number: '1.1', title: Sprachkurse am Abend, goals: ['1'],
         description: Die Volkshochschule bietet Zugewanderten Sprachkurse am Abend an und betreut die Kinder.}
      - {number: '1.2', title: Vorlesen in der Herkunftssprache, goals: ['2'],
         description: In den Büchereien lesen Migrantinnen Kindern in ihrer Herkunftssprache vor.}
      - {number: '1.3', title: Dolmetscherpool für Ämter, goals: ['1'],
         description: Ein Pool von Dolmetscherinnen hilft Zugewanderten bei Gesprächen mit den Ämtern.}
  - number: '2'
    name: Beratung und Begegnung
    goals: [{number: '1', text: Wer ankommt findet Rat.}]
    measures:
      - {number: '2.1', title: Integrationslotsen einsetzen, goals: ['1'],
         description: Ehrenamtliche Integrationslotsen begleiten Zugewanderte und Geflüchtete in den Stadtteilen.}
      - {number: '2.2', title: Beratungsstelle gegen Diskriminierung, goals: ['1'],
         description: Eine Beratungsstelle hilft Migrantinnen und Migranten bei Diskriminierung.}
      - {number: '2.3', title: Migrationsberatung in den Stadtteilen,
         description: Die Migrationsberatung hält Sprechstunden für Zugewanderte in allen Stadtteilen.}
      - {number: '2.4', title: Schwimmkurse für geflüchtete Frauen,
         description: Das Hallenbad öffnet für Schwimmkurse geflüchteter Frauen.}
"""
GUIDES = ("Die Stadt setzt ehrenamtliche Integrationslotsen ein, die Zugewanderte, Migrantinnen und Migranten in den "
          "Stadtteilen begleiten.")  # fmt: skip
SWIMMING = "Das Hallenbad richtet Schwimmkurse für geflüchtete Frauen ein, an zwei Vormittagen."
READING = ("In den Büchereien lesen zugewanderte Migrantinnen den Kindern in der Herkunftssprache vor, das Vorlesen "
           "beginnt im Mai.")  # fmt: skip
STREET = ("Die Fahrbahn der Lindenallee wird erneuert, der Gehweg erhält neue Platten und einen Bordstein. Die "
          "Anwohner werden am Abend beraten.")  # fmt: skip


def put_plan(store: Store, text: str = PLAN, *, name: str = "plan.yaml") -> None:
    bring_in(store, read_concept_file(text.encode(), name=name))


def item(
    title: str | None, text: str = "", *, paper: str | None = None, said: str | None = None, kind: Any = "adopted",
    result: Any = "adopted", number: str = "4", **more: Any,
) -> AgendaItem:  # fmt: skip
    """An item with a text of the motion, and what was said."""
    outcome = Result(text=result, code=result) if result else None
    versions = (PaperVersion(kind=kind, text=text),) if text else ()
    return AgendaItem(number=number, title=title, paper=paper, text=said, versions=versions, result=outcome, **more)


def minutes(
    name: str, *items: AgendaItem, date: str | None = "2021-05-05", organization: str = COUNCIL,
    content: str | None = None, extractor: str = "1.0", **meeting: Any,
) -> MinutesRecord:  # fmt: skip
    """One document; its content follows from its name."""
    pointers = ["/meeting/date", "/meeting/organization"]
    parts = ("number", "title", "result", "versions/0", "duties/0")
    pointers += [f"/agenda_items/{index}/{part}" for index in range(len(items)) for part in parts]
    digest = sha256((content or name).encode()).hexdigest()
    return MinutesRecord(
        extractor=extractor,
        source=Source(name=name, sha256=digest, media_type="text/plain", bytes=9, pages=1),
        meeting=Meeting(organization=organization, date=date, **meeting),
        agenda_items=items,
        evidence={
            pointer: (Evidence(page=1, start=10 * place, end=10 * place + 9, rule="test"),)
            for place, pointer in enumerate(pointers)
        },
    )


def load(store: Store, *records: MinutesRecord) -> None:
    for record in records:
        store.load(record, label=record.source.name)


def three(store: Store) -> None:
    """The concept and three motions of it, one of another matter."""
    put_plan(store)
    load(store, *motions())


def motions() -> tuple[MinutesRecord, ...]:
    due = Duty(text="Im März 2022 ist zu berichten.", due="im März 2022", due_from="2022-03-01", due_to="2022-03-31")
    return (
        minutes("lotsen.txt", item("Integrationslotsen in Bachstadt", GUIDES, paper="21/SVV/0101", duties=(due,))),
        minutes("baden.txt", item("Schwimmkurse für geflüchtete Frauen", SWIMMING, paper="21/SVV/0102"),
                date="2021-06-02"),
        minutes("strasse.txt", item("Sanierung der Lindenallee", STREET, paper="21/SVV/0103"), date="2022-06-02"),
    )  # fmt: skip


def linked(store: Store, **options: Any) -> dict[tuple[str, str], Link]:
    """What is linked now, by motion and number."""
    link(store)
    return {(one.reference, one.measure.number): one for one in list_links(store, **options)}


def told(links: Sequence[Link]) -> list[tuple[str, str, str]]:
    return [(one.reference, one.measure.number, one.state) for one in links]


# --- without a database ----------------------------------------------------------------------------------------------


def measure(
    number: str, title: str, description: str | None = None, *, field: str | None = None, field_name: str | None = None,
    goals: Sequence[str] = (), name: str = "Integrationskonzept der Stadt Bachstadt", paper: str | None = "20/SVV/0400",
) -> MeasureRow:  # fmt: skip
    concept = ConceptRef(id=name.lower().replace(" ", "-"), name=name, body=None, period=Period(), paper=paper,
                         paper_reference=paper, adopted=None, source=None)  # fmt: skip
    return MeasureRow(
        id=f"{concept.id}/{number}", concept=concept, number=number, title=title, description=description,
        field=FieldRef(number=field or number.split(".")[0], name=field_name),
        goals=tuple(Goal(number=one, text=None) for one in goals), responsible=None, topic=None, invented=False,
        retired=False, status=(), places={},
    )  # fmt: skip


def index(*rows: MeasureRow) -> Measures:
    return index_measures(rows)


def motion(
    *texts: str, title: str | None = None, kinds: Sequence[str] = (), said: Sequence[str] = (),
    reference: str = "21/SVV/0001",
) -> MotionText:  # fmt: skip
    """A motion of these texts, a passage each."""
    kinds = kinds or ["adopted"] * len(texts)
    made = MotionText(reference, False, title, kinds=list(kinds))
    for at, text in enumerate(texts):
        made.passages.append(Passage(1, f"/versions/{at}", 0, len(text), text, at))
        made.in_force = at if kinds[at] != "amendment" else made.in_force
    if title is not None:
        made.passages.append(Passage(1, "/title", 0, len(title), title))
    made.passages += [Passage(1, "/text", 0, len(text), text) for text in said]
    return made
