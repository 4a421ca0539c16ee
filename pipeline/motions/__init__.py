"""Papers across meetings: which items belong to one motion, its way, its state, its texts, and what it promised.

`relate(store)` joins what documents say since the last time; `history(store, reference)` and `find(store, words)`
tell one motion, `list_motions` and `list_duties` many. All of it follows from the facts in the store and can be made
anew.
"""

from __future__ import annotations

from pipeline.motions.find import find
from pipeline.motions.history import history
from pipeline.motions.listing import list_cross_findings, list_duties, list_motions
from pipeline.motions.relate import relate

__all__ = ["find", "history", "list_cross_findings", "list_duties", "list_motions", "relate"]
