"""One score that means a probability: a logistic regression over the features, its weights calibrated on gold.

`rules/score.toml` (written by `python bench/links.py --fit`) holds a set of weights for words alone and one with
likeness of meaning, and from which score on a link is accepted or suggested.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from pipeline.links.answers import MachineState
from pipeline.links.features import FEATURES

SCORE_FILE = Path(__file__).parent / "rules" / "score.toml"

_THEME, _CITED = FEATURES.index("theme"), FEATURES.index("cited")


@dataclass(frozen=True, slots=True)
class Scorer:
    """Weights in the order of `FEATURES`; scores from `accept` on are accepted, from `suggest` on suggested, and below
    `keep` nothing is kept. Nothing is accepted of a motion that is not of the concept's matter at all (`theme`), unless
    it cites the measure: the same words may be of another matter."""

    name: str
    bias: float
    weights: npt.NDArray[np.float64]
    accept: float
    suggest: float
    keep: float
    theme: float

    def probabilities(self, features: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        """The probability of each row of features."""
        return probabilities(features, self.weights, self.bias)

    def accepts(self, features: npt.NDArray[np.float64]) -> npt.NDArray[np.bool_]:
        """For each row of features whether the link may be accepted."""
        of_the_matter = features[:, _THEME] >= self.theme
        cited: npt.NDArray[np.bool_] = of_the_matter | (features[:, _CITED] > 0)
        return cited

    def state(self, score: float, *, may_accept: bool) -> MachineState:
        """What the machine does with this score."""
        if score >= self.accept and may_accept:
            return "accepted"
        return "suggested" if score >= self.suggest else "below"


def probabilities(
    features: npt.NDArray[np.float64], weights: npt.NDArray[np.float64], bias: float
) -> npt.NDArray[np.float64]:
    """The logistic function of the weighted sum."""
    whole: npt.NDArray[np.float64] = 1.0 / (1.0 + np.exp(-np.clip(features @ weights + bias, -30, 30)))
    return whole


@cache
def scorer(name: str = "words") -> Scorer:
    """The weights for words alone (`words`), or for a way of comparing meanings (its name)."""
    rules = tomllib.loads(SCORE_FILE.read_text(encoding="utf-8"))
    chosen = rules[name]
    weights = np.array([chosen["weights"].get(feature, 0.0) for feature in FEATURES])
    return Scorer(name, chosen["bias"], weights, chosen["accept"], chosen["suggest"], rules["keep"],
                  rules["theme"])  # fmt: skip
