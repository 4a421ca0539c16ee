"""One file to what it says: a catalogue, or the rows of a report. The kind of file is told from its content."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any, Literal

from pydantic import ValidationError

from pipeline import __version__
from pipeline.concepts.blocks import Grid, Layout, Line
from pipeline.concepts.catalogue import read_catalogue
from pipeline.concepts.docx_blocks import docx_layout
from pipeline.concepts.findings import finding
from pipeline.concepts.headings import read_cover
from pipeline.concepts.places import Places
from pipeline.concepts.sheet_files import csv_layout, xlsx_layout
from pipeline.concepts.sheet_form import is_ours, read_rows
from pipeline.concepts.statuses import Legend, legend_of
from pipeline.concepts.stocktake import as_of, read_stocktake, reads_as_report
from pipeline.concepts.tables import Reading, read_tables
from pipeline.concepts.yaml_form import read_yaml, said
from pipeline.documents import detect, kinds
from pipeline.documents.encoding import decode
from pipeline.documents.limits import DEFAULT
from pipeline.model.concept import ActionField, Concept, ConceptFile, ConceptFinding, SourcePlace
from pipeline.model.errors import BadInput
from pipeline.model.record import Source

READER = f"protokolle-concepts/{__version__}"
YAML = "application/yaml"
_YAML_BEGINS = re.compile(r"^(?:[\"{]\s*)?\"?concept\"?\s*:", re.MULTILINE)

Kind = Literal["auto", "catalogue", "report"]


@dataclass(frozen=True, slots=True)
class Given:
    """What the caller says because the file does not: it goes before what the file says. `start` and `end` bound the
    concept's period; `date` and `source` are of the states."""

    name: str | None = None
    body: str | None = None
    start: str | None = None
    end: str | None = None
    paper: str | None = None
    adopted: str | None = None
    date: str | None = None
    source: str | None = None

    @property
    def of_concept(self) -> dict[str, str]:
        values = {one.name: getattr(self, one.name) for one in fields(self) if one.name not in ("date", "source")}
        return {key: value for key, value in values.items() if value}


def read_concept_file(data: bytes, *, name: str, kind: Kind = "auto", given: Given | None = None) -> ConceptFile:
    """What the file says. `kind`: "auto" tells a report from a catalogue by its columns.

    Raises BadInput: bad_concept (no measures, or values that do not fit, with the place), unsupported, missing_extra,
    and the codes of `pipeline.documents.read`.
    """
    if not data.strip(b" \t\r\n\0"):
        raise BadInput(f"{name} is empty: there is nothing to read.", code="empty")
    if len(data) > DEFAULT.max_bytes:
        raise BadInput(
            f"{name} has {len(data):,} bytes, more than the limit of {DEFAULT.max_bytes:,}.", code="too_large"
        )
    return _File(data, name, kind, given or Given()).read()


class _File:
    def __init__(self, data: bytes, name: str, kind: Kind, given: Given) -> None:
        self.data, self.name, self.kind, self.given = data, name, kind, given
        self.sha256 = hashlib.sha256(data).hexdigest()
        self.media_type = _media_type(data, name)
        self.pages = 1

    def read(self) -> ConceptFile:
        if self.media_type == YAML:
            text = decode(self.data).text
            places = Places(self.sha256, text)
            return self._catalogue(read_yaml(text, name=self.name, places=places), places, [])
        layout = self._layout()
        self.pages = layout.pages
        places = Places(self.sha256, layout.original)
        ours = next((block for block in layout.blocks if isinstance(block, Grid) and is_ours(block)), None)
        if ours is not None:
            concept, rows, findings = read_rows(ours, name=self.name, places=places)
            if concept is not None:
                return self._catalogue(concept, places, findings)
            return self._made(rows=rows, findings=findings, date=self.given.date)
        legend = legend_of(layout.blocks)
        reading = read_tables(layout.blocks)
        report = reads_as_report(reading) if self.kind == "auto" else self.kind == "report"
        return self._report(reading, legend) if report else self._from_tables(reading, places, legend)

    def _layout(self) -> Layout:
        if self.media_type == kinds.PDF:
            layout = pdf(self.data, name=self.name, sha256=self.sha256)
            if not layout.original.strip():
                message = f"{self.name} has no text: it is a scan. Have its text recognised (OCR) and give it again."
                raise BadInput(message, code="scan")
            return layout
        if self.media_type == kinds.DOCX:
            return docx_layout(self.data, name=self.name, sha256=self.sha256)
        if self.media_type == kinds.XLSX:
            return xlsx_layout(self.data, name=self.name, sha256=self.sha256)
        if self.media_type == kinds.CSV:
            return csv_layout(self.data, sha256=self.sha256)
        raise BadInput(
            f"{self.name} is nothing a concept is read from ({self.media_type}). Give YAML, CSV, XLSX, PDF or DOCX.",
            code="unsupported",
        )

    # --- a catalogue ---------------------------------------------------------------------------------------------

    def _from_tables(self, reading: Reading, places: Places, legend: Legend) -> ConceptFile:
        catalogue = read_catalogue(reading, places, legend=legend)
        if not any(one.measures for one in catalogue.fields):
            raise BadInput(
                f"{self.name} holds no table of measures that could be read: a table needs a head that names Maßnahme "
                "and at least one of Beschreibung, Ziel, Stand. Save it as YAML or XLSX with these columns.",
                code="bad_concept",
            )
        lines = catalogue.before or [item for item in reading.items if isinstance(item, Line)]
        values = read_cover(lines, places)
        findings = catalogue.findings
        action_fields = self._dated(catalogue.fields, lines, values, findings)
        values = {**values, "action_fields": action_fields}
        if not values.get("name") and not self.given.name:
            raise BadInput(
                f"{self.name} does not say what the concept is called. Give it with --name.", code="bad_concept"
            )
        concept = self._concept(values)
        return self._catalogue(concept, places, findings)

    def _dated(
        self,
        found: Sequence[ActionField],
        lines: Sequence[Line],
        values: dict[str, Any],
        findings: list[ConceptFinding],
    ) -> tuple[ActionField, ...]:
        """States that stand beside the measures themselves get the date and source of the document."""
        if not any(measure.status for one in found for measure in one.measures):
            return tuple(found)
        date = self.given.date or as_of(lines)
        source = self.given.source or values.get("paper") or self.name
        if date is None:
            findings.append(
                finding("K207", "The catalogue does not say from when its states are; give it with --date.")
            )
        return tuple(
            one.model_copy(update={"measures": tuple(
                measure.model_copy(update={"status": tuple(
                    status.model_copy(update={"date": status.date or date, "source": status.source or source})
                    for status in measure.status
                )})
                for measure in one.measures
            )})
            for one in found
        )  # fmt: skip

    def _concept(self, values: dict[str, Any]) -> Concept:
        try:
            return Concept(**{"name": self.given.name, **values})
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(str(part) for part in first["loc"])
            raise BadInput(f"{self.name}: {where + ': ' if where else ''}{said(first)}.", code="bad_concept") from error

    def _catalogue(self, concept: Concept, places: Places, findings: list[ConceptFinding]) -> ConceptFile:
        """The catalogue with what the caller says of it on top."""
        stated = dict(self.given.of_concept)
        if stated:
            values = concept.model_dump()
            period = dict(values["period"])
            for key in ("start", "end"):
                if key in stated:
                    period[key] = stated.pop(key)
                    stated["period"] = ""
            values.update({key: value for key, value in stated.items() if key != "period"}, period=period)
            concept = self._concept(values)
            for key in stated:
                places.found[f"/concept/{key}"] = (SourcePlace(source=self.sha256, rule="concept.given"),)
        return self._made(concept=concept, findings=findings, places=places, date=self.given.date)

    # --- a report ------------------------------------------------------------------------------------------------

    def _report(self, reading: Reading, legend: Legend) -> ConceptFile:
        report = read_stocktake(reading, legend=legend, source=self.given.source, date=self.given.date)
        if not report.rows:
            raise BadInput(
                f"{self.name} holds no table of measures with their state. A table needs a head that names Maßnahme "
                "and Stand (or Status, Umsetzungsstand ...).",
                code="bad_concept",
            )
        rows = report.rows
        if not self.given.source and report.paper is None:  # a report without a paper is known by its file's name
            rows = tuple(
                row if row.status.source else
                row.model_copy(update={"status": row.status.model_copy(update={"source": self.name})})
                for row in rows
            )  # fmt: skip
        return self._made(rows=rows, findings=report.findings, about=report.about, date=report.date)

    def _made(
        self, *, concept: Concept | None = None, rows: Sequence[Any] = (), findings: Sequence[ConceptFinding] = (),
        about: Sequence[str] = (), date: str | None = None, places: Places | None = None,
    ) -> ConceptFile:  # fmt: skip
        source = Source(
            name=self.name, sha256=self.sha256, media_type=self.media_type, bytes=len(self.data), pages=self.pages
        )
        return ConceptFile(
            source=source, reader=READER, concept=concept, rows=tuple(rows), findings=tuple(findings),
            about=tuple(about), date=date, places=places.found if places else {},
        )  # fmt: skip


def pdf(data: bytes, *, name: str, sha256: str) -> Layout:
    """The layout of a PDF; its reader is loaded only for one."""
    from pipeline.concepts.pdf_blocks import pdf_layout

    return pdf_layout(data, name=name, sha256=sha256)


def _media_type(data: bytes, name: str) -> str:
    """From the content; the file's ending only tells YAML and CSV from other texts."""
    found = detect(data)
    if found not in (kinds.TEXT, kinds.MARKDOWN, kinds.CSV, kinds.JSON):
        return found
    ending = name.lower().rpartition(".")[2]
    if ending in ("yaml", "yml") or _YAML_BEGINS.search(decode(data[:20_000]).text):
        return YAML
    return kinds.CSV if found == kinds.CSV or ending in ("csv", "tsv") else found
