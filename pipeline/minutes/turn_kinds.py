"""What kind of turn it is: the verbs of its main clauses, or the formulas of a speech told word for word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from pipeline.minutes.rules_file import Rule, load_rules
from pipeline.model.record import Speaker

_PRESIDES = re.compile(r"[Vv]orsitz|[Bb]ürgermeister|[Vv]orsteher")
_FEMALE_ROLE = re.compile(r"(?:in|rau|Stadtverordnete|Beigeordnete|Vorsitzende)$")
_MALE_ROLE = re.compile(r"(?:Stadtverordneter|Beigeordneter|Vorsitzender|rat|herr|meister)$")
_QUESTION = 160  # a question mark this near to the front of a verbatim speech makes it a question


@dataclass(slots=True)
class Turn:
    """A turn under way; offsets of the flow."""

    speaker: int
    start: int
    end: int
    rule: str = "speech.turn"
    kind: str | None = None
    verbatim: bool = False
    weak: bool = False  # the kind gives way to a stronger one of a later sentence
    closed: bool = False  # told whole in its sentence: behind a noun, or cut by the next actor


@dataclass(frozen=True, slots=True)
class KindRule:
    """A rule of `speeches.toml` unpacked: it is asked of every verb that stands in a turn."""

    id: str
    pattern: re.Pattern[str]
    kind: str | None
    weak: bool
    chair: int  # weight of the act for choosing the chair; 0: anybody does it
    needs: tuple[str, ...]  # one of these must be in the sentence before the pattern is tried; none: it always is
    office: bool  # a formula only of those who speak by office


def judge(turns: list[Turn], sentence: str, *, until: int | None = None) -> list[KindRule]:
    """Sets the kind of the turns from the verbs of the main clauses in sentence[:until]; gives the rules that fitted."""
    verbs = verb_rules()
    fitted: list[KindRule] = []
    subordinate = False
    before = ""
    clause_starts = _clause_starts()
    for written in sentence[:until].split():
        word = written if written[-1].isalpha() else written.rstrip(".,;:)")
        if word == "und" and before[-1:] == ",":
            subordinate = False  # "schildert, wie ..., und begründet"
        before = written
        if word not in verbs:
            subordinate = subordinate or word in clause_starts
            continue
        if subordinate:
            continue
        for rule in verbs[word]:
            for need in rule.needs:
                if need in sentence:
                    break
            else:
                if rule.needs:
                    continue
            if rule.pattern.search(sentence):
                fitted.append(rule)
                _set_kind(turns, rule)
                if not rule.weak:
                    return fitted
                break
    return fitted


def judge_verbatim(turn: Turn, speaker: Speaker, text: str, *, previous: Turn | None) -> None:
    """Sets the kind of a speech told word for word. Who speaks by office right behind a question answers it."""
    by_office = speaker.name is None or bool(speaker.role and _PRESIDES.search(speaker.role))
    found = None
    for rule in _said():
        if rule.office and not by_office:
            continue
        if any(need in text for need in rule.needs) and rule.pattern.search(text):
            found = rule
            break
    if by_office and (found is None or not found.office):
        turn.kind = "answers" if previous is not None and previous.kind == "asks" else None
    elif found is not None:
        _set_kind([turn], found)
    elif "?" in text[:_QUESTION] or text.endswith("?"):
        turn.kind = "asks"


def _set_kind(turns: list[Turn], rule: KindRule) -> None:
    for turn in turns:
        if rule.kind and (turn.kind is None or (turn.weak and not rule.weak)):
            turn.kind, turn.rule, turn.weak = rule.kind, rule.id, rule.weak


def is_female(speaker: Speaker) -> bool | None:
    """By salutation, article or ending of the office; None where the minutes do not tell."""
    if speaker.salutation:
        return speaker.salutation in ("Frau", "Fr.")
    role = speaker.role or ""
    if role.startswith(("Der ", "Die ")):
        return role.startswith("Die ")
    if _FEMALE_ROLE.search(role):
        return True
    return False if _MALE_ROLE.search(role) else None


@cache
def verb_rules() -> dict[str, tuple[KindRule, ...]]:
    """The kind rules of each verb, in their order."""
    return {verb: tuple(map(_unpacked, rules)) for verb, rules in rules_by("kind", "verbs").items()}


@cache
def _said() -> tuple[KindRule, ...]:
    return tuple(map(_unpacked, load_rules("speeches").of("said")))


def _unpacked(rule: Rule) -> KindRule:
    values = rule.values
    return KindRule(
        id=rule.id, pattern=rule.pattern, kind=values.get("kind"), weak=bool(values.get("weak")),
        chair=int(values.get("chair", 0)), needs=tuple(values.get("needs", ())), office=bool(values.get("office")),
    )  # fmt: skip


@cache
def rules_by(field: str, key: str) -> dict[str, tuple[Rule, ...]]:
    """The speech rules of a field under each of their trigger words."""
    table: dict[str, tuple[Rule, ...]] = {}
    for rule in load_rules("speeches").of(field):
        values: Any = rule.values[key]
        for word in values:
            table[word] = (*table.get(word, ()), rule)
    return table


@cache
def _clause_starts() -> frozenset[str]:
    return frozenset(load_rules("speeches").lists["clause_starts"])
