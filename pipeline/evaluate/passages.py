"""The document's own text while it is scored: stretches of gold found in it, and how far two stretches agree."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from pipeline.evaluate.gold import GoldStretch
from pipeline.model.document import OffsetMap
from pipeline.model.errors import BadInput

Span = tuple[int, int]
"""start and end in characters of the document's own text."""

_ABBREVIATION = re.compile(r"\b(?:Dr|Prof|Fr|Hr|Nr|z|B|d|h|u|a|bzw|ca|Abs|St|\d{1,2})\.", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?](?=\s|$|[“\"»])|(?<![:\s])\s*\n\s*\n")
_BROKEN = re.compile(r"(?<=[^\W\d])-\s*\n\s*(?=[a-zäöüß])")
_PAGE_MARK = re.compile(r"(?m)^\s*(?:[-–]\s*\d+\s*[-–]|-- \d+ of \d+ --)\s*$")


@dataclass(frozen=True, slots=True)
class Passages:
    """Both texts of a document (see `pipeline.model.document`) and the way from one to the other."""

    original: str = ""
    text: str = ""
    offsets: OffsetMap = field(default_factory=OffsetMap)

    def resolve(self, stretch: GoldStretch) -> Span:
        """Where a stretch of gold lies. Raises BadInput quoting the words that are not in the document."""
        if stretch.start is not None and stretch.end is not None:
            if not 0 <= stretch.start < stretch.end <= len(self.original):
                raise BadInput(
                    f"gold speaks of characters {stretch.start} to {stretch.end}, but the text has "
                    f"{len(self.original)}.",
                    code="gold",
                )
            return stretch.start, stretch.end
        if stretch.first is None:
            raise BadInput("a stretch of gold needs start and end, or the first and last words.", code="gold")
        behind = self._find(stretch.after, 0)[1] if stretch.after is not None else 0
        start, end = self._find(stretch.first, behind)
        if stretch.last is not None:
            # The last words may be part of the first ones: a short sentence is quoted twice.
            end = self._find(stretch.last, start)[1]
        return self.offsets.span(start, end)

    def _find(self, words: str, behind: int) -> Span:
        pattern = re.compile(r"\s+".join(map(re.escape, words.split())))
        found = pattern.search(self.text, behind)
        if found is None:
            raise BadInput(f"gold quotes {words!r}, which is not in the text.", code="gold")
        return found.span()

    def same_sentence(self, first: int, second: int) -> bool:
        """Whether no sentence ends between two places; a speaker's label belongs to the sentence behind it."""
        between = self.original[min(first, second) : max(first, second)]
        return _SENTENCE_END.search(_ABBREVIATION.sub(lambda found: found.group()[:-1], between)) is None

    def plain(self, span: Span) -> str:
        """The words of a stretch, without page marks and line-end hyphens, blanks folded."""
        return plain(self.original[span[0] : span[1]])


def plain(text: str) -> str:
    """Words joined and blanks folded, so that texts of two readers compare."""
    return " ".join(_BROKEN.sub("", _PAGE_MARK.sub("", text.replace("\r\n", "\n").replace("\f", "\n"))).split())


def overlap(first: Span, second: Span) -> float:
    """What two spans share, as a part of what they cover together (0 to 1)."""
    shared = min(first[1], second[1]) - max(first[0], second[0])
    return max(shared, 0) / max(max(first[1], second[1]) - min(first[0], second[0]), 1)


def similarity(first: str, second: str) -> float:
    """How alike two texts are, by words without the marks around them (0 to 1); both empty are alike."""
    return SequenceMatcher(None, _words(first), _words(second), autojunk=False).ratio()


def _words(text: str) -> list[str]:
    return [bare for word in text.split() if (bare := word.strip('„“”"‚‘’»«().,;:'))]
