"""The phrase banks: TOML files of our own beside this module, read once. They share nothing with the extraction."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from random import Random
from typing import Any, TypeVar

T = TypeVar("T")


@cache
def bank(name: str) -> dict[str, Any]:
    """The tables of `phrases/NAME.toml`."""
    text = resources.files("pipeline.synth").joinpath("phrases", f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def pick(rng: Random, choices: list[T] | tuple[T, ...]) -> T:
    """One of the choices; `Random.choice` costs twice as much."""
    return choices[int(rng.random() * len(choices))]


def chance(rng: Random, probability: float) -> bool:
    """True as often as `probability` (0 to 1) says."""
    return rng.random() < probability


def pick_other(rng: Random, choices: list[T], taken: T) -> T:
    """One of the choices that is not `taken`."""
    return pick(rng, [choice for choice in choices if choice != taken])
