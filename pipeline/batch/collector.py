"""Python's search for reference cycles during a run. What a document leaves behind is freed without it; its looking
again and again through the rules and the libraries, which stay, costs a tenth of the whole."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_YOUNG = 20_000  # objects more than before, until the youngest are looked through: some five documents


@contextmanager
def seldom() -> Iterator[None]:
    """While entered, what is there already is left out of the search, and the search comes seldom."""
    before = gc.get_threshold()
    for_good()
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


def for_good() -> None:
    """The same for a process that does nothing else."""
    gc.freeze()
    gc.set_threshold(_YOUNG, *gc.get_threshold()[1:])
