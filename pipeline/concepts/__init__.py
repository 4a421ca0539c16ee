"""Concepts: catalogues of measures and what became of them. Files to values, values into the store, checks, charts.

file = read_file(Path("integrationskonzept.pdf"))
bring_in(store, file)
store.concepts.measures()
"""

from pipeline.concepts.findings import CONCEPT_FINDINGS
from pipeline.concepts.importing import Imported, bring_in, read_file
from pipeline.concepts.load import Given, read_concept_file

__all__ = ["CONCEPT_FINDINGS", "Given", "Imported", "bring_in", "read_concept_file", "read_file"]
