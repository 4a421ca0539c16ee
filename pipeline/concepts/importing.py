"""A file into the database: a catalogue as a whole, a report row by row, with books that balance."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.concepts.findings import finding
from pipeline.concepts.joining import Joined, Target, join
from pipeline.concepts.load import Given, Kind, read_concept_file
from pipeline.documents import kinds
from pipeline.model.concept import Concept, ConceptFile, ConceptFinding, slug_of
from pipeline.model.errors import BadInput, StoreError
from pipeline.store import Store
from pipeline.store.concept_answers import ConceptView, PutOutcome
from pipeline.store.concept_writing import Said

_GENERIC = frozenset({
    "konzept", "plan", "der", "die", "das", "des", "und", "zur", "zum", "fuer", "von", "im", "in", "bericht",
    "sachstand", "bestandsaufnahme", "umsetzung", "massnahmen", "stadt", "landeshauptstadt", "gemeinde",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did. Of a report: rows = joined + not joined + without a state."""

    file: ConceptFile
    concept_id: str
    concept_name: str
    outcome: PutOutcome
    rows: int = 0
    joined: tuple[Joined, ...] = ()
    unjoined: tuple[Joined, ...] = ()
    without_state: int = 0
    findings: tuple[ConceptFinding, ...] = ()


def read_file(path: Path, *, kind: Kind = "auto", given: Given | None = None) -> ConceptFile:
    """What a file says; nothing is stored. Raises BadInput where it cannot be used."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise BadInput(f"{path} cannot be read ({error.strerror}).", code="unreadable") from error
    return read_concept_file(data, name=path.name, kind=kind, given=given)


def bring_in(store: Store, file: ConceptFile, *, concept: str | None = None) -> Imported:
    """What a file says into the database. `concept`: the concept a report is about, or whose new version a catalogue
    is (default: the one whose name the file gives).

    Raises BadInput where a report does not say what it is about, StoreError where `concept` is not known.
    """
    if file.concept is not None:
        return _catalogue(store, file, file.concept, concept)
    return _report(store, file, concept)


def _catalogue(store: Store, file: ConceptFile, catalogue: Concept, named: str | None) -> Imported:
    concept_id = store.concepts.find(named) if named else catalogue.id
    before = store.concepts.view(concept_id)
    if before is not None and file.source.media_type in (kinds.PDF, kinds.DOCX):
        catalogue = _marked(catalogue, before.catalogue)
    findings = list(file.findings)
    outcome = store.concepts.put(file, catalogue, concept_id=concept_id)
    for number, was, now in outcome.moved:
        message = f"Measure {number} was “{was}” and is “{now}” now; states keep to the title they were given for."
        findings.append(finding("K401", message, file.places.get(f"/measures/{number}/title", ())))
    if outcome.retired and before is not None:
        after = store.concepts.view(concept_id)
        known = {one.id for one in before.retired}
        for one in after.retired if after else ():
            if one.id not in known:
                message = f"Measure {one.number} “{one.title}” is not in {file.source.name}; it is kept as retired."
                findings.append(finding("K402", message))
    if len(findings) > len(file.findings):
        store.concepts.note_findings(concept_id, file.source.sha256, findings)
    return Imported(file, concept_id, catalogue.name, outcome, findings=tuple(findings))


def _marked(catalogue: Concept, before: Concept) -> Concept:
    """The catalogue with the marks `invented` of the version before: a printed form cannot carry them."""
    goals = {
        (one.number, goal.number, goal.text) for one in before.action_fields for goal in one.goals if goal.invented
    }
    measures = {(measure.number, measure.title) for measure in before.measures if measure.invented}
    return catalogue.model_copy(update={"action_fields": tuple(
        one.model_copy(update={
            "goals": tuple(
                goal.model_copy(update={"invented": (one.number, goal.number, goal.text) in goals})
                for goal in one.goals
            ),
            "measures": tuple(
                measure.model_copy(update={"invented": (measure.number, measure.title) in measures})
                for measure in one.measures
            ),
        })
        for one in catalogue.action_fields
    )})  # fmt: skip


def _report(store: Store, file: ConceptFile, named: str | None) -> Imported:
    concept_id = store.concepts.find(named) if named else _about(store, file)
    view = store.concepts.view(concept_id)
    if view is None:  # deleted by another process between the two questions
        raise StoreError(f"The concept {concept_id} is no longer in the database.", code="unknown_concept")
    targets = [Target(one.number, one.title, one.field.number) for one in view.measures]
    results = join(file.rows, targets)
    titles = {one.number: one.title for one in view.measures}
    joined = tuple(one for one in results if one.number is not None)
    unjoined = tuple(one for one in results if one.number is None)
    stated = [one for one in joined if one.row.status.code or one.row.status.text]
    said = [
        Said(one.number, titles[one.number], one.row.status, one.row.manner, one.row.places)
        for one in stated if one.number is not None
    ]  # fmt: skip
    findings = [*file.findings, *_findings(joined, unjoined, view)]
    outcome = store.concepts.put_report(
        file.model_copy(update={"findings": tuple(findings)}), concept_id=concept_id, said=said,
        unjoined=[(one.row, [(near.number, near.title, near.score) for near in one.candidates]) for one in unjoined],
    )  # fmt: skip
    return Imported(
        file, concept_id, view.row.concept.name, outcome, rows=len(file.rows), joined=tuple(stated), unjoined=unjoined,
        without_state=len(joined) - len(stated), findings=tuple(findings),
    )  # fmt: skip


def _findings(joined: Sequence[Joined], unjoined: Sequence[Joined], view: ConceptView) -> list[ConceptFinding]:
    found = []
    for one in unjoined:
        near = "; ".join(f"{near.number} “{near.title}” ({near.score:.0f})" for near in one.candidates)
        message = f"The row “{one.row.title or one.row.number}” joins no measure. " + (
            f"Nearest: {near}." if near else "No measure is near it."
        )
        found.append(finding("K201", message, one.row.places[:1]))
    titles = {one.number: one.title for one in view.measures}
    for one in joined:
        if one.how == "similar" and one.number is not None:
            message = f"“{one.row.title}” was joined to {one.number} “{titles[one.number]}” (likeness {one.score:.0f})."
            found.append(finding("K208", message, one.row.places[:1]))
    seen = {one.number for one in joined}
    missing = [one.number for one in view.measures if one.number not in seen]
    if missing:
        shown = ", ".join(missing[:12]) + (f" and {len(missing) - 12} more" if len(missing) > 12 else "")
        found.append(finding("K209", f"The report says nothing of {len(missing)} measures: {shown}."))
    return found


def _about(store: Store, file: ConceptFile) -> str:
    """The concept whose name the report gives; never a guess where several could be meant or none is named."""
    known = store.concepts.list()
    if not known:
        return store.concepts.find(None)  # says that there is none
    said_words = set(slug_of(" ".join(file.about)).split("-"))
    scored = []
    for row in known:
        words = [word for word in re.split("-", slug_of(row.concept.name)) if word not in _GENERIC]
        hits = sum(any(other.startswith(word) for other in said_words) for word in words)  # Konzept, Konzeptes
        scored.append((hits / max(len(words), 1), row.concept.id))
    scored.sort(reverse=True)
    best = scored[0]
    if best[0] > 0.7 and (len(scored) == 1 or best[0] > scored[1][0]):
        return best[1]
    names = ", ".join(row.concept.id for row in known[:6])
    raise BadInput(
        f"{file.source.name} does not clearly say which concept it is about. Give it with --concept; there are: "
        f"{names}.",
        code="unknown_concept",
    )
