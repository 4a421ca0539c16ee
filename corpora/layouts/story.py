"""Stories as data: reads `stories/*.toml` and parses the small markup in which the bodies are written.

One TOML file tells one motion; every `[[document]]` is one file of minutes with its `[[document.item]]`s. The marks in
a body say what the gold file must hold, so that text and gold come from the same line:

    [[Frau Schulze]]                     speaks or acts; salutation, honorific and name are read from the words
    [[vom Stadtverordneten Kern|;;Kern;Stadtverordneter]]   the same, with salutation;honorific;name;role spelled out
    ((Herrn Ohm))  ((der Ausschuss|Ohm)) only mentioned; after the bar the name for the gold file
    {{17/SVV/0212}}                      another paper is mentioned
    **words**                            bold
    ! words                              the whole paragraph is bold
    # words                              a label on a line of its own, such as "Beschluss:"
    - words                              a list item
    @reduce                              the button between two parts of an ALLRIS page
    @slide words                         begins a page of slides behind the minutes
    @roll name | faction | option; ...   the roll of a ballot as a table with crosses; option: yes, no, abstain, absent
    @vote key=value ... :: wording       a ballot; the wording is printed (` | ` parts lines); TABLE prints the
                                         form, HEAD nothing (the page's head shows these counts)

Paragraphs are parted by blank lines; line breaks inside a paragraph mean nothing.
"""

from __future__ import annotations

import re
import shlex
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

_MARK = re.compile(r"\[\[(?P<speaker>.+?)\]\]|\(\((?P<person>.+?)\)\)|\{\{(?P<paper>.+?)\}\}|\*\*(?P<bold>.+?)\*\*")
_PREFIXES = {"!": "bold", "#": "label", "-": "bullet"}
_SALUTATIONS = {"Herr": "Herr", "Herrn": "Herr", "Frau": "Frau", "Fr.": "Fr.", "Hr.": "Hr."}
_HONORIFICS = ("Prof.", "Dr.")
_COUNTS = ("yes", "no", "abstain")
OPTIONS = ("yes", "no", "abstain", "absent")


class StoryError(ValueError):
    """A story file says something this script does not know; the message names the file and the words."""


@dataclass(frozen=True)
class Run:
    """A stretch of a paragraph in one weight."""

    text: str
    bold: bool = False


@dataclass(frozen=True)
class Block:
    """A paragraph or another element; `kind` is p, bold, label, bullet, reduce, slide, vote_table or roll."""

    kind: str
    runs: tuple[Run, ...] = ()
    vote: dict[str, Any] = field(default_factory=dict)
    roll: tuple[tuple[str, str, str], ...] = ()  # name, faction, option

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


@dataclass
class Item:
    """One agenda item: what the layouts print (`blocks`) and what the gold file holds (the rest)."""

    number: str | None
    title: str
    public: bool | None
    paper: str | None
    result: str | None
    extra: dict[str, Any]
    blocks: list[Block] = field(default_factory=list)
    votes: list[dict[str, Any]] = field(default_factory=list)
    speakers: list[dict[str, Any]] = field(default_factory=list)
    papers: list[str] = field(default_factory=list)
    people: list[str] = field(default_factory=list)


@dataclass
class Story:
    """One file of minutes. `layout` names the printer, `meeting` and `options` are what it prints around the items."""

    file: str
    layout: str
    meeting: dict[str, Any]
    items: list[Item]
    options: dict[str, Any]
    notes: str


def load_stories(folder: Path) -> list[Story]:
    """All documents of all story files, in the order of the file names. Raises StoryError."""
    stories: list[Story] = []
    for path in sorted(folder.glob("*.toml")):
        for raw in tomllib.loads(path.read_text(encoding="utf-8"))["document"]:
            try:
                stories.append(_story(raw))
            except (KeyError, ValueError) as error:
                raise StoryError(f"{path.name}, document {raw.get('file')}: {error}") from error
    names = [story.file for story in stories]
    if len(set(names)) != len(names):
        raise StoryError(f"two documents want the same file name: {sorted({n for n in names if names.count(n) > 1})}")
    return stories


def _story(raw: dict[str, Any]) -> Story:
    known = {"file", "layout", "meeting", "item", "notes"}
    return Story(
        file=raw["file"],
        layout=raw["layout"],
        meeting=raw["meeting"],
        items=[_item(entry) for entry in raw["item"]],
        options={key: value for key, value in raw.items() if key not in known},
        notes=raw.get("notes", ""),
    )


def _item(raw: dict[str, Any]) -> Item:
    known = {"number", "title", "public", "paper", "result", "body"}
    item = Item(
        number=raw.get("number"),
        title=raw["title"],
        public=raw.get("public"),
        paper=raw.get("paper"),
        result=raw.get("result"),
        extra={key: value for key, value in raw.items() if key not in known},
    )
    for paragraph in re.split(r"\n\s*\n", raw["body"].strip()):
        _paragraph(item, " ".join(paragraph.split()))
    return item


def _paragraph(item: Item, words: str) -> None:
    if words.startswith("@vote "):
        _vote(item, words.removeprefix("@vote "))
    elif words.startswith("@roll "):
        item.blocks.append(Block("roll", roll=_roll(words.removeprefix("@roll "))))
    elif words.startswith("@"):
        name, _, rest = words[1:].partition(" ")
        if name not in ("reduce", "slide"):
            raise StoryError(f"unknown mark @{name}")
        item.blocks.append(Block(name, _runs(item, rest)))
    elif words:
        prefix, _, rest = words.partition(" ")
        kind = _PREFIXES.get(prefix)
        item.blocks.append(Block(kind or "p", _runs(item, rest if kind else words)))


def _vote(item: Item, words: str) -> None:
    head, _, wording = words.partition(" :: ")
    keys = dict(pair.partition("=")[::2] for pair in shlex.split(head))
    vote: dict[str, Any] = {name: int(keys[name]) if name in keys else None for name in _COUNTS}
    vote |= {
        "manner": keys.get("manner"),
        "about": keys.get("about"),
        "passed": {"yes": True, "no": False}.get(keys.get("passed", "")),
        "procedural": keys.get("procedural") == "yes",
    }
    item.votes.append(vote)
    if wording == "HEAD":
        return
    if wording == "TABLE":
        item.blocks.append(Block("vote_table", (Run(keys.get("label", "Abstimmungsergebnis:")),), vote))
        return
    for line in wording.split(" | "):
        item.blocks.append(Block("p", _runs(item, line), vote))


def _roll(words: str) -> tuple[tuple[str, str, str], ...]:
    rows = []
    for entry in words.split(";"):
        name, faction, option = (part.strip() for part in entry.split(" | "))
        if option not in OPTIONS:
            raise StoryError(f"{name} voted {option!r}; options are {', '.join(OPTIONS)}")
        rows.append((name, faction, option))
    return tuple(rows)


def _runs(item: Item, words: str) -> tuple[Run, ...]:
    runs: list[Run] = []
    position = 0
    for match in _MARK.finditer(words):
        runs.append(Run(words[position : match.start()]))
        runs.append(_marked(item, match))
        position = match.end()
    runs.append(Run(words[position:]))
    return tuple(run for run in runs if run.text)


def _marked(item: Item, match: re.Match[str]) -> Run:
    if match["bold"]:
        return Run(match["bold"], bold=True)
    if match["paper"]:
        _once(item.papers, match["paper"])
        return Run(match["paper"])
    shown, _, spelled = (match["speaker"] or match["person"]).partition("|")
    if match["person"]:
        _once(item.people, spelled or _person(shown)["name"])
    else:
        _once(item.speakers, _spelled(spelled) if spelled else _person(shown))
    return Run(shown)


def _spelled(words: str) -> dict[str, Any]:
    salutation, honorific, name, role = ([part.strip() or None for part in words.split(";")] + [None] * 4)[:4]
    return {"name": name, "salutation": salutation, "honorific": honorific, "role": role}


def _person(words: str) -> dict[str, Any]:
    """`Frau Prof. Dr. Lenz` (also behind "von") by its parts; words without a salutation are an office."""
    first, _, rest = words.removeprefix("von ").partition(" ")
    if first not in _SALUTATIONS:
        return {"name": None, "salutation": None, "honorific": None, "role": words}
    honorific: list[str] = []
    names = rest.split()
    while names and names[0] in _HONORIFICS:
        honorific.append(names.pop(0))
    return {
        "name": " ".join(names),
        "salutation": _SALUTATIONS[first],
        "honorific": " ".join(honorific) or None,
        "role": None,
    }


def _once(values: list[Any], value: Any) -> None:
    """Adds a value once. A speaker known by name is not added again when only the role is missing this time."""
    if isinstance(value, dict) and value["name"] is not None:
        if any(known["name"] == value["name"] for known in values):
            return
    elif value in values:
        return
    values.append(value)
