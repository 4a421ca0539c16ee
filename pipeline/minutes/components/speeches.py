"""Turns: what each speaker of an item says, in order, and what kind of turn it is.

A turn begins with the sentence in which a speaker acts (the places that `speakers` collected) and goes on to the next turn,
a heading, resolution text or the vote. A pronoun belongs to the running turn where its gender fits.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cache
from typing import cast

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.minutes.chair import Act, choose_chair
from pipeline.minutes.draft import Draft, Fact, ItemDraft, Place
from pipeline.minutes.persons_scan import verb_pattern
from pipeline.minutes.rules_file import Rule, load_rules
from pipeline.minutes.turn_kinds import Turn, is_female, judge, judge_verbatim, rules_by, verb_rules
from pipeline.model.record import Speech, SpeechKind

_COLON = "person.colon"
_PRONOUNS = {"Er ": False, "Sie": True}  # first letters of a sentence -> female
_OBLIQUE = re.compile(r"\bvon\s+(?:ihr|ihm)\b|\b(?:er|sie)\s+(?:\w+\s+){0,3}?abstimmen\b|\b[a-zäöüß]+t\s+(?:er|sie)\b")
_NO_ACT = re.compile(r"(?:wird|ist|war|hat|kann|soll|wurde|muss|gilt|bleibt|kommt|liegt|steht|geht)$")
_COLON_BEHIND = re.compile(r"[ \t]*(?:\([^()\n]{2,40}\))?[ \t]*:\s")
_ROLL = re.compile(r"sprechen\s|beteilig|Wortmeldungen\s")
_AMENDING = frozenset(["Ände", "Ergä", "Zusa"])
_CLAUSE = re.compile(
    r"[,;:]\s+(?:(?:und|aber|während|obwohl|wobei)\s+)?|\s(?:und|während)\s+|(?<=[a-zäöüß]{3})\.(?=[a-zäöüß])"
)
_AGENT_WORDS = frozenset(["von", "der", "des", "durch", "seitens", "Laut", "laut"])


@dataclass(slots=True)
class _Naming:
    """A place at which a speaker acts."""

    start: int
    end: int
    speaker: int
    rule: str


@Language.component("protokolle_speeches")
def speeches(doc: Doc) -> Doc:
    """Fills the speeches of each item, and the meeting's chair from what is done in them."""
    draft: Draft = doc._.draft
    acts: list[Act] = []
    for item in draft.items:
        if item.speakers and not item.from_agenda:
            item.speeches = _Reading(draft, item, acts).speeches()
    draft.chair = choose_chair(draft, acts)
    return doc


class _Reading:
    """Goes once through the sentences of an item."""

    def __init__(self, draft: Draft, item: ItemDraft, acts: list[Act]) -> None:
        self.draft, self.item, self.acts = draft, item, acts
        self.flow = draft.flow
        floor = self._floor()
        self.namings = [
            _Naming(place.start, place.end, index, _COLON if self._before_colon(place) else place.rule)
            for index, fact in enumerate(item.speakers)
            for place in fact.places
            if place.start >= floor
        ]
        self.namings.sort(key=lambda naming: naming.start)
        self.votes = sorted(vote.start for vote in item.votes)
        self.dialogue = sum(naming.rule == _COLON for naming in self.namings) > 1
        self.done: list[Turn] = []
        self.running: list[Turn] = []
        self.amending = False  # the line before is a heading such as "Änderungsantrag:"
        self.last: list[Turn] = []  # the turns that ran before a stop: a pronoun may take them up

    def _floor(self) -> int:
        """Karlsruhe prints title, resolution and vote first: who is named there does not speak there."""
        if self.draft.layout != "karlsruhe":
            return 0
        return max(self.flow.find("\nAbstimmungsergebnis", self.item.body, self.item.end), 0)

    def _before_colon(self, place: Place) -> bool:
        """ "Stadtrat Huber (SPD): ..." on a line of its own."""
        if self.flow.find(":", place.end, place.end + 45) < 0 or self.flow[place.start - 1 : place.start] not in (
            "\n",
            "",
        ):
            return False
        return _COLON_BEHIND.match(self.flow, place.end) is not None

    def speeches(self) -> list[Fact[Speech]]:
        namings, flow = self.namings, self.flow
        if not namings:
            return []
        spans = self.draft.sentences_in(self.item.body, self.item.end)
        opening = max(bisect_right(spans, (namings[0].start, self.item.end)) - 1, 0)
        behind = spans[opening - 1][1] if opening else self.item.body
        nearest, position = namings[0].start, 0
        for first, last in spans[opening:]:
            if first >= self.draft.end:
                break  # slides and annexes
            inside: list[_Naming] = []
            while nearest < last:
                inside.append(namings[position])
                position += 1
                nearest = namings[position].start if position < len(namings) else self.item.end
            if inside or self.running:
                new_line = first == self.item.body or "\n" in flow[behind:first]
                if inside and self._begins(inside[0], first, last, new_line=new_line):
                    self._open(inside, first, last)
                elif self.running:
                    self._go_on(first, last, new_line=new_line)
            elif self.last and flow[first : first + 3] in _PRONOUNS:
                self._take_up(first, last)
            behind = last
            self.amending = flow[last - 1] == ":" and flow[first : first + 4] in _AMENDING
        self._verbatim_kinds()
        return [self._fact(turn) for turn in self.done]

    def _begins(self, naming: _Naming, first: int, last: int, *, new_line: bool) -> bool:
        """Whether a sentence with an actor begins a turn: always, unless a turn runs that may hold it."""
        if not self.running:
            return True
        if self._aside(first, last, new_line=new_line):
            return False
        return not self._told_by_other(naming, first, new_line=new_line)

    def _aside(self, first: int, last: int, *, new_line: bool) -> bool:
        """A stage direction in brackets, or a look back at what was asked ("Die Frage von Frau A habe er so verstanden")."""
        if self.flow[first] == "(" and new_line:
            return True
        return not new_line and self.flow[first : first + 4] == "Die " and _habe(self.flow[first:last])

    def _told_by_other(self, naming: _Naming, first: int, *, new_line: bool) -> bool:
        """In a speech told word for word only a line of its own gives the word to somebody else."""
        if not self.running[0].verbatim or naming.rule == _COLON:
            return False
        at_front = new_line and naming.start - first < 20
        return not at_front or (self.dialogue and naming.rule != "office.alone")

    def _open(self, inside: list[_Naming], first: int, last: int) -> None:
        """The turns that a sentence begins: one for each actor."""
        sentence = self.flow[first:last]
        opened: list[Turn] = []
        actors: list[Turn] = []  # those of the clause under way
        behind = first
        semicolon = sentence.rfind("; ", 0, inside[0].start - first)
        start = first if semicolon < 0 else first + semicolon + 2
        roll = _ROLL.search(sentence, 0, inside[0].start - first) is not None
        for position, naming in enumerate(inside):
            agent = self._agent(first, naming.start)
            if agent is not None:  # told by a noun: "Auf Nachfrage von Frau A" is a turn of the whole sentence
                kind = str(agent.values["kind"])
                if kind:
                    opened.append(Turn(naming.speaker, first, last, agent.id, kind, closed=True))
                behind = naming.end
                continue
            own_verb = roll and self.flow[naming.end : naming.end + 20].partition(" ")[2].split(" ")[0] in verb_rules()
            if naming.rule == _COLON and naming.start > first:  # the line before ran on into the speaker's
                for turn in actors:
                    turn.closed, turn.end = True, first + len(sentence[: naming.start - first].rstrip())
                actors, start = [], naming.start
            elif actors and (own_verb or not self._joined(behind, naming.start)):
                roll = False
                clause = self._clause(behind, naming.start)
                for turn in actors:
                    turn.closed = True
                    turn.end = clause[0] if clause else last
                actors, start = [], clause[1] if clause else start
            again = any(turn.speaker == naming.speaker for turn in actors)
            if not again or self.flow.startswith(" erneut", naming.end):
                turn = Turn(naming.speaker, start, last, verbatim=naming.rule == _COLON)
                following = inside[position + 1].start if position + 1 < len(inside) else last
                until = last if self._joined(naming.end, following) else following
                if not roll:
                    self._judge([turn], start, last, until)
                actors.append(turn)
                opened.append(turn)
            behind = naming.end
        self.done.extend(opened)
        self.running = actors
        self.last = actors or opened
        if sentence[-1] == ":" and actors and not actors[-1].verbatim:
            self._behind_colon(actors[-1])

    def _behind_colon(self, turn: Turn) -> None:
        """What follows a colon is the speech itself in verbatim minutes, and the amendment's text elsewhere."""
        if self.draft.layout == "karlsruhe":
            turn.verbatim = True
            return
        if turn.kind is None and self.amending:
            turn.kind, turn.rule = "moves_amendment", "speech.under_heading"
        if turn.kind in ("moves_amendment", "moves_procedure", "puts_to_vote"):
            self.running = []

    def _joined(self, end: int, start: int) -> bool:
        """ "Herr Exner und Herr Schultheiß", "BM Rohde, BM Dr. Beck, Frau Scholl für den Beirat": only names between."""
        between = self.flow[end:start]
        if "(" in between:
            between = re.sub(r"\([^()]*\)", " ", between)
        if ";" in between or ": " in between:
            return False
        small = _small_words()
        return all(word[0] in ",/" or not word[0].islower() or word.rstrip(",") in small for word in between.split())

    def _clause(self, end: int, start: int) -> tuple[int, int] | None:
        """Where the last clause ends and that of the next actor begins: a comma, a semicolon or "und" before the name."""
        found = None
        for match in _CLAUSE.finditer(self.flow, end, start):
            found = match.span()
        return found

    def _agent(self, first: int, start: int) -> Rule | None:
        """The noun behind which the name stands, if it tells an act."""
        if start == first:
            return None  # a name at the front is a subject
        article = 4 if self.flow[start : start + 4] in ("des ", "vom ", "dem ", "der ") else 0
        tail = self.flow[max(first, start - 130) : start + article]
        words = tail.split()[-2:]
        if not (_AGENT_WORDS.intersection(words) or words[-1][-1] == ","):
            return None
        return next((rule for rule in _agents() if rule.pattern.search(tail)), None)

    def _judge(self, turns: list[Turn], first: int, last: int, until: int | None = None) -> None:
        """Kind of the turns and acts of the chair from flow[first:last]; the verbs stand before `until`."""
        for rule in judge(turns, self.flow[first:last], until=None if until is None else until - first):
            if rule.chair:
                for turn in turns:
                    speaker = self.item.speakers[turn.speaker].value
                    self.acts.append(Act(speaker, first, last, rule.id, rule.chair))

    def _verbatim_kinds(self) -> None:
        previous: Turn | None = None
        for turn in self.done:
            if turn.verbatim and turn.kind is None:
                speaker = self.item.speakers[turn.speaker].value
                judge_verbatim(turn, speaker, self.flow[turn.start : turn.end], previous=previous)
            previous = turn

    def _go_on(self, first: int, last: int, *, new_line: bool) -> None:
        """The next sentence: it goes on, ends the turn, or gives it to the person that the pronoun means."""
        verbatim = self.running[0].verbatim
        pronoun = self.flow[first : first + 3] in _PRONOUNS
        if not pronoun and self._stops(first, last, new_line=new_line, verbatim=verbatim):
            self.running = []
            return
        if not verbatim:
            if pronoun:
                self._pronoun(first, last)
            elif _refers(self.flow, first, last):
                self._judge(self.running, first, last)
        for turn in self.running:
            turn.end = last

    def _stops(self, first: int, last: int, *, new_line: bool, verbatim: bool) -> bool:
        if self.item.rolls and any(start <= first < end for start, end in self.item.rolls):
            return True
        head = "0" if self.flow[first].isdigit() else self.flow[first : first + 4]
        for rule in rules_by("stop", "starts").get(head, ()):
            applies = (new_line or rule.values.get("inline")) and (not verbatim or rule.values.get("verbatim"))
            if applies and rule.pattern.match(self.flow, first, last):
                return True
        if verbatim or not self.votes:
            return False
        at = bisect_left(self.votes, first)
        return at < len(self.votes) and self.votes[at] < last and not _refers(self.flow, first, last)

    def _pronoun(self, first: int, last: int) -> None:
        """ "Sie erklärt ..." behind a turn of Herr A: Frau B of the sentence before, when she speaks in this item."""
        female = _PRONOUNS[self.flow[first : first + 3]]
        fitting = [turn for turn in self.running if self._female(turn.speaker) in (female, None)]
        if fitting and len(fitting) < len(self.running):
            self.running = fitting
        if fitting:
            self._judge(fitting, first, last)
            return
        if not self._acts(first, last):
            return  # a thing: "Sie wird im Mai vorgelegt"
        recent = [turn for turn in self.done[-4:] if self._female(turn.speaker) is female]
        if recent:
            self._begin(recent[-1].speaker, first, last)

    def _take_up(self, first: int, last: int) -> None:
        """Behind resolution text or a vote a pronoun takes up the turn that ran before."""
        female = _PRONOUNS[self.flow[first : first + 3]]
        fitting = [turn for turn in self.last if self._female(turn.speaker) in (female, None)]
        if len(fitting) == 1 and self._acts(first, last):
            self._begin(fitting[0].speaker, first, last)

    def _begin(self, speaker: int, first: int, last: int) -> None:
        turn = Turn(speaker, first, last, rule="speech.pronoun")
        self._judge([turn], first, last)
        self.done.append(turn)
        self.running = self.last = [turn]

    def _acts(self, first: int, last: int) -> bool:
        """Whether a verb of speaking or acting follows the pronoun."""
        words = self.flow[first : min(last, first + 40)].split(None, 2)
        verb = words[1].rstrip(",.;:") if len(words) > 1 else ""
        return bool(verb_pattern().fullmatch(verb)) and not _NO_ACT.match(verb)

    def _female(self, speaker: int) -> bool | None:
        return is_female(self.item.speakers[speaker].value)

    def _fact(self, turn: Turn) -> Fact[Speech]:
        speech = Speech(
            speaker=turn.speaker,
            start=turn.start,
            end=turn.end,
            kind=cast("SpeechKind", turn.kind or "speaks"),
            text=" ".join(self.flow[turn.start : turn.end].split()),
        )
        return Fact.at(speech, turn.start, turn.end, turn.rule)


def _refers(flow: str, first: int, last: int) -> bool:
    """The sentence tells an act of the running speaker by a pronoun inside: "Dann stellt sie ...", "wird von ihm"."""
    sentence = flow[first:last]
    return (" er " in sentence or " sie " in sentence or " ih" in sentence) and bool(_OBLIQUE.search(sentence))


def _habe(sentence: str) -> bool:
    return " habe er " in sentence or " habe sie " in sentence or " habe man " in sentence


@cache
def _agents() -> tuple[Rule, ...]:
    return load_rules("speeches").of("agent")


@cache
def _small_words() -> frozenset[str]:
    return frozenset(load_rules("speeches").lists["between"])
