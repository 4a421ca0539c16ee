"""German as text, below all rooms that read it: sentences and passages, folding, stems, the parts of compounds. No
document and no database here; pure functions, the same answer whatever was asked before.

Stems and parts take and give folded words in small letters (see `folding.fold_word`).
"""

from pipeline.language.compounds import inner, parts
from pipeline.language.folding import fold_word, words
from pipeline.language.stems import shorter_stems, stem

LANGUAGE = "1"
"""Rises whenever a word may get another stem or other parts: what was indexed before must then be indexed anew."""

__all__ = ["LANGUAGE", "fold_word", "inner", "parts", "shorter_stems", "stem", "words"]
