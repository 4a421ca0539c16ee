"""Statements about a concept, from the items and from the slides behind the minutes."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.minutes.draft import Draft, Fact
from pipeline.minutes.statements_scan import find_statements, may_name_concept, names_concept


@Language.component("protokolle_statements")
def statements(doc: Doc) -> Doc:
    """Fills statements. Most documents speak of no catalogue and are left at once."""
    draft: Draft = doc._.draft
    text = draft.text
    if not ("Maßnahmen" in text or "Handlungsfeld" in text) or not ("onzept" in text or "plan" in text):
        return doc
    headings = frozenset(mark.start for mark in draft.document.emphasis if mark.kind == "heading")
    named: str | None = None
    scopes: list[tuple[int | None, int | None, int, int]] = [
        (index, None, item.body, item.end) for index, item in enumerate(draft.items) if not item.from_agenda
    ]
    scopes += [(None, index, start, end) for index, (_, start, end) in enumerate(draft.attachments)]
    for item, attachment, start, end in scopes:
        title = draft.items[item].title if item is not None else None
        head = names_concept(title.value) if title is not None else None
        # slides belong to the last item: what its title names, they are about
        named = head["name"] if head else named if attachment is not None else None
        if named is None and not may_name_concept(draft.flow, start, end):
            continue
        for found in find_statements(draft.flow, draft.sentences_in(start, end), headings=headings, concept=named):
            made = found.statement.model_copy(update={"item": item, "attachment": attachment})
            draft.statements.append(Fact.at(made, found.start, found.end, found.rule))
    return doc
