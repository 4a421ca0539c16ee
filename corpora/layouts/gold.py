"""The gold file of a story document: schema `minutes-gold/1`, made of the data the document itself is made of."""

from __future__ import annotations

import json
from typing import Any

from layouts.story import Item, Story

# What a form cannot show: the page says nothing of it, so a reader must not be asked for it.
HIDES_MEETING = {"allris4", "grunddaten", "allris4_text", "sessionnet"}
HIDES_DATE = {"sessionnet"}
TITLE_CUT = 50
"""Characters after which an ALLRIS 4 page cuts the title in its heading and writes three dots."""

_LETTERS = {
    "auszug": "D",
    "allris4": "A",
    "allris4_text": "A",
    "grunddaten": "B",
    "allris_classic": "ALLRIS",
    "sessionnet": "SessionNet",
    "sessionnet_bayern": "SessionNet",
    "plenary": "Karlsruhe",
    "plenary_old": "Karlsruhe",
    "niederschrift": "Niederschrift",
    "village": "Niederschrift",
}


def gold_json(story: Story) -> str:
    """The gold file's text: JSON with one blank of indent and a final newline."""
    return json.dumps(gold(story), ensure_ascii=False, indent=1) + "\n"


def gold(story: Story) -> dict[str, Any]:
    """The gold record of one document, as a dict of JSON values."""
    meeting = story.meeting
    hidden = story.layout in HIDES_MEETING
    # A page without a meeting's header may still name its body in the text; the story then says so.
    organization = meeting.get("named") if hidden else meeting["organization"]
    return {
        "schema": "minutes-gold/1",
        "layout": _LETTERS[story.layout],
        "meeting": {
            "organization": organization,
            "number": None if hidden else meeting.get("number"),
            "date": None if story.layout in HIDES_DATE else str(meeting["date"]),
        },
        "agenda_items": [_item(story, item) for item in story.items],
        "truncated": story.options.get("cut", False),
        "notes": story.notes,
    }


def _item(story: Story, item: Item) -> dict[str, Any]:
    title, number = shown_title(story, item), item.number
    bare = story.layout == "sessionnet"
    spoke = {speaker["name"].split()[-1] for speaker in item.speakers if speaker["name"]}
    return {
        "number": None if bare else (f"Ö {number}" if story.layout == "grunddaten" else number),
        "title": None if bare else title,
        "title_truncated": not bare and title.endswith("..."),
        "public": item.public,
        "paper": item.paper,
        "result": item.result,
        "vote_events": item.votes,
        "speakers": item.speakers,
        "mentioned_papers": item.papers,
        "mentioned_people": [name for name in item.people if name.split()[-1] not in spoke],
    }


def shown_title(story: Story, item: Item) -> str:
    """The title as the form prints it: ALLRIS 4 cuts long ones in the heading."""
    if story.layout in ("allris4", "allris4_text") and len(item.title) > TITLE_CUT:
        return item.title[:TITLE_CUT].rstrip() + "..."
    return item.title
