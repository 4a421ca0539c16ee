"""The log of our own faults: tracebacks beside the database, for whoever repairs them. No faults, no file."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def crash_log(path: Path) -> Iterator[logging.Logger]:
    """A logger that appends to the file at `path`, opened only when there is something to say."""
    logger = logging.getLogger("pipeline.batch.faults")
    handler = logging.FileHandler(path, delay=True, encoding="utf-8", errors="backslashreplace")
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    logger.addHandler(handler)
    logger.propagate = False  # the terminal gets the sentence, not the traceback
    try:
        yield logger
    finally:
        logger.removeHandler(handler)
        handler.close()
