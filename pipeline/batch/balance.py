"""The books of a run: every input ends in exactly one of four columns, and the run proves it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from pipeline.model.errors import ProtokolleError

NOT_MINUTES = frozenset({"data_file", "no_minutes"})
"""Reasons that are answers: the input was understood, and it is no minutes. They do not make a run fail."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why one input is in quarantine: `code` for machines, `message` a sentence for people."""

    input: str
    code: str
    message: str


@dataclass(slots=True)
class Balance:
    """Counts of inputs by outcome; `inputs == imported + unchanged + duplicate + quarantined` after every run."""

    inputs: int = 0
    imported: int = 0
    unchanged: int = 0
    duplicate: int = 0
    quarantined: int = 0
    reasons: list[Reason] = field(default_factory=list)
    interrupted: bool = False

    def quarantine(self, name: str, code: str, message: str) -> None:
        """Books one input as quarantined, with its reason."""
        self.quarantined += 1
        self.reasons.append(Reason(name, code, message))

    @property
    def settled(self) -> int:
        """How many inputs have found their column."""
        return self.imported + self.unchanged + self.duplicate + self.quarantined

    @property
    def failed(self) -> bool:
        """Whether something that may be minutes could not be taken in."""
        return any(reason.code not in NOT_MINUTES for reason in self.reasons)

    def by_code(self) -> list[tuple[str, int]]:
        """Quarantine reasons and how often each occurs, the most frequent first."""
        counts = Counter(reason.code for reason in self.reasons)
        return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))

    def prove(self) -> None:
        """Raises `ProtokolleError` (code `balance`) when the columns do not add up to the inputs."""
        if self.inputs != self.settled or self.quarantined != len(self.reasons):
            raise ProtokolleError(
                f"The books of this run do not balance: {self.inputs} inputs, but {self.imported} imported + "
                f"{self.unchanged} unchanged + {self.duplicate} duplicate + {self.quarantined} quarantined "
                f"({len(self.reasons)} with a reason). This is an error of Protokolle: please report it.",
                code="balance",
            )

    def as_json(self) -> dict[str, Any]:
        """The object that ends `ingest --json`; `interrupted` is only there when the run was."""
        books: dict[str, Any] = {
            "inputs": self.inputs,
            "imported": self.imported,
            "unchanged": self.unchanged,
            "duplicate": self.duplicate,
            "quarantined": self.quarantined,
            "reasons": [{"input": r.input, "code": r.code, "message": r.message} for r in self.reasons],
        }
        if self.interrupted:
            books["interrupted"] = True
        return books
