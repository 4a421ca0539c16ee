"""Runs the components over one document and puts the record together.

spaCy's `blank("de")` carries the components; its Doc has no tokens. Tokenising every word of a document costs 4 ms for
4 kB, as much as all our rules together, and no rule needs it: they are anchored regular expressions. Whatever is a
token is also kept in the vocabulary, which grows with the documents.
"""

from __future__ import annotations

import sys
from functools import cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from pipeline import __version__
from pipeline.language.passages import flow_of, lines_of
from pipeline.minutes.assemble import assemble
from pipeline.minutes.components import (  # noqa: F401  (importing a component registers its factory)
    attachments,
    attendance,
    duties,
    item_heads,
    meeting,
    papers,
    results,
    segments,
    speakers,
    speeches,
    statements,
    versions,
    votes,
)
from pipeline.minutes.draft import Draft
from pipeline.model.document import Document
from pipeline.model.record import MinutesRecord

EXTRACTOR = f"protokolle-minutes/{__version__}"

COMPONENTS = (
    "protokolle_segments",
    "protokolle_item_heads",
    "protokolle_attachments",
    "protokolle_meeting",
    "protokolle_papers",
    "protokolle_votes",
    "protokolle_results",
    "protokolle_speakers",
    "protokolle_attendance",
    "protokolle_versions",
    "protokolle_duties",
    "protokolle_speeches",
    "protokolle_statements",
)


class NoWords:
    """Makes a Doc without tokens: the components read the characters of the draft that hangs on it."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, _: str) -> Doc:
        return Doc(self.vocab)

    def to_bytes(self, **_: object) -> bytes:
        return b""

    def from_bytes(self, _: bytes, **__: object) -> NoWords:
        return self


@cache
def language() -> Language:
    """The pipeline, made once a process."""
    if not Doc.has_extension("draft"):
        Doc.set_extension("draft", default=None)
    nlp = spacy.blank("de")
    nlp.tokenizer = NoWords(nlp.vocab)
    nlp.max_length = sys.maxsize  # no model runs: a long document costs no more memory than its text
    for name in COMPONENTS:
        nlp.add_pipe(name)
    return nlp


def extract(document: Document) -> MinutesRecord:
    """All facts of one document. Never fails on any text; what it cannot read stays null or becomes a finding."""
    text = document.text
    lines = lines_of(text)
    draft = Draft(document, text, lines, flow_of(text, lines), end=len(text))
    nlp = language()
    doc = nlp.make_doc(text)
    doc._.draft = draft
    for _, component in nlp.pipeline:
        doc = component(doc)
    return assemble(draft, EXTRACTOR)
