"""Concepts in the store: `store.concepts`. Catalogues are put, states appended, measures and their histories asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sqlalchemy import select

from pipeline.model.concept import Concept, ConceptFile, ConceptFinding, StatusRow, slug_of
from pipeline.model.errors import StoreError
from pipeline.store import concept_reading, concept_writing
from pipeline.store.concept_answers import ConceptRow, ConceptView, MeasureRow, PutOutcome, StatementRow
from pipeline.store.concept_follow import Known, follow
from pipeline.store.concept_tables import ConceptTable
from pipeline.store.concept_writing import Said
from pipeline.store.database import Database
from pipeline.store.terms import plain


class Concepts:
    """All concepts of a database. Every method may raise StoreError as those of `Store` do.

    Catalogues are public papers: nothing of minutes is kept here.
    """

    def __init__(self, database: Database, *, now: Callable[[], str]) -> None:
        self._database, self._now = database, now

    # --- bringing in ---------------------------------------------------------------------------------------------

    def put(self, file: ConceptFile, concept: Concept, *, concept_id: str | None = None) -> PutOutcome:
        """A catalogue, new or in a new version. `concept_id`: the concept whose version it is (default: its own id).

        Idempotent. A new version replaces fields, goals and measures; a measure that is gone is kept as retired, and
        states are added, never changed.
        """
        with self._database.write() as connection:
            return concept_writing.put(connection, file, concept, concept_id=concept_id or concept.id, now=self._now())

    def put_report(
        self, file: ConceptFile, *, concept_id: str, said: Sequence[Said],
        unjoined: Sequence[tuple[StatusRow, Sequence[tuple[str, str, float]]]] = (),
    ) -> PutOutcome:  # fmt: skip
        """The states of a report. `unjoined`: its rows that found no measure, with the nearest ones."""
        with self._database.write() as connection:
            return concept_writing.put_report(
                connection, file, concept_id=concept_id, said=said, unjoined=unjoined, now=self._now()
            )

    def note_findings(self, concept_id: str, sha256: str, findings: Sequence[ConceptFinding]) -> None:
        """What an import found out only when it was done, kept with the file it came from."""
        with self._database.write() as connection:
            concept_writing.note_findings(connection, concept_id, sha256, findings)

    # --- questions -----------------------------------------------------------------------------------------------

    def list(self) -> tuple[ConceptRow, ...]:
        """All concepts by name, with the files they came from."""
        with self._database.read() as connection:
            return concept_reading.concepts(connection)

    def view(self, concept_id: str) -> ConceptView | None:
        """A concept as a whole; None where there is none of this id."""
        with self._database.read() as connection:
            return concept_reading.concept_view(connection, concept_id)

    def measures(self, concept_id: str | None = None, *, retired: bool = False) -> tuple[MeasureRow, ...]:
        """The measures of one concept, or of all: by concept, in the catalogue's order; `retired`: also those that the
        catalogue no longer has."""
        ids = [concept_id] if concept_id else [row.concept.id for row in self.list()]
        views = [view for one in ids if (view := self.view(one)) is not None]
        return tuple(measure for view in views for measure in (*view.measures, *(view.retired if retired else ())))

    def follow(self, concept_id: str, number: str, title: str) -> MeasureRow | None:
        """The measure that was meant when somebody spoke of this number and title, whatever the catalogue counts now;
        None where there is none for certain."""
        found = {(one.number, one.title): one for one in self.measures(concept_id)}
        known = follow([Known(*key) for key in found], number, title)
        return found[known.number, known.title] if known else None

    def statements(self, *, include_non_public: bool = False) -> tuple[StatementRow, ...]:
        """What minutes and slides say about concepts, by date; what may come from a non-public item is left out."""
        with self._database.read() as connection:
            return concept_reading.statements(connection, include_non_public=include_non_public)

    def find(self, words: str | None = None) -> str:
        """The id of the concept that is meant: an id, the beginning of one, or words of its name; None: the only one.

        Raises StoreError, code `unknown_concept` or `ambiguous_concept`, naming those that are there.
        """
        with self._database.read() as connection:
            rows = connection.execute(select(ConceptTable.id, ConceptTable.name).order_by(ConceptTable.id)).all()
        if not rows:
            raise StoreError(
                "There is no concept in this database yet. `protokolle concept import FILE` brings one in.",
                code="unknown_concept",
            )
        wanted = slug_of(plain(words or ""))
        exact = [row.id for row in rows if row.id == (words or "").strip()]
        found = exact or [
            row.id for row in rows if all(part in f"{row.id}-{slug_of(row.name)}" for part in wanted.split("-"))
        ]
        if len(found) == 1:
            return str(found[0])
        names = ", ".join(row.id for row in rows[:8])
        if not found:
            raise StoreError(f"No concept is called {words!r}. There are: {names}.", code="unknown_concept")
        raise StoreError(
            f"{f'{words!r} may mean' if words else 'Say which concept is meant:'} {', '.join(found[:8])}.",
            code="ambiguous_concept",
        )
