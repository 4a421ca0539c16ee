"""An entry of a registry of findings. A code is never reused for something else."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.model.record import Severity


@dataclass(frozen=True, slots=True)
class Code:
    """How much a finding weighs, and what it says in one line."""

    severity: Severity
    help: str
