"""A concept as bytes: YAML, CSV or XLSX, each of which reads back as the same concept."""

from __future__ import annotations

from pipeline.concepts.sheet_files import write_csv, write_xlsx
from pipeline.concepts.sheet_form import COLUMNS, rows_of
from pipeline.concepts.yaml_form import write_yaml
from pipeline.model.concept import Concept

FORMS = ("yaml", "csv", "xlsx")


def written(concept: Concept, *, form: str) -> bytes:
    """The file. Raises ValueError for a form that is none of `FORMS`, BadInput `missing_extra` without openpyxl."""
    if form == "yaml":
        return write_yaml(concept).encode()
    if form == "csv":
        return write_csv(COLUMNS, rows_of(concept)).encode()
    if form == "xlsx":
        return write_xlsx(COLUMNS, rows_of(concept), title="Konzept")
    raise ValueError(f"{form!r} is none of {', '.join(FORMS)}")
