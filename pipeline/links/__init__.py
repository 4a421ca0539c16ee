"""Motions and the measures of a concept that they concern: candidates, a score that means a probability, reasons and
passages on both sides, and what people said of them.

    link(store)                                  compare what changed
    list_links(store, reference="15/SVV/0743")   what came of it
"""

from pipeline.links.answers import LINKED, Link, LinkState
from pipeline.links.listing import list_links, lost_verdicts
from pipeline.links.run import Linked, bring_up_to_date, link

__all__ = ["LINKED", "Link", "LinkState", "Linked", "bring_up_to_date", "link", "list_links", "lost_verdicts"]
