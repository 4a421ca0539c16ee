"""The texts of a motion in an item: as moved, in a new version, amended, recommended, adopted. Each with its own
span.

A text is opened by a line of its own ("Neue Fassung:", "Die Stadtverordnetenversammlung beschließt:",
rules/versions.toml) and ends where the minutes go on: at a section word, a ballot, the next speaker, the next text,
or where the bold print ends in which it began. Its paragraphs are parted by a blank line.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.language.passages import sentences_of
from pipeline.minutes.components.meeting import nominative
from pipeline.minutes.dates import DATE, to_iso
from pipeline.minutes.draft import Draft, Fact, ItemDraft, Place
from pipeline.minutes.paragraphs import is_bold, paragraphs_of, pieces_in
from pipeline.minutes.rules_file import Rule, load_rules
from pipeline.model.record import PaperVersion, Speaker

_MOST = 20_000  # characters of one text; what is longer is no resolution in minutes
_LONGEST_HEAD = 600  # characters; a longer line opens no text
_NAME_ALONE = re.compile(r"[ \t,]*\n\s*\n(?!\s*[a-zäöüß]+(?:t|te)\s)|[ \t,]*\n\s*(?:zum|zur|für|als|mit)\s")
_CLOSING = {"„": '“”"', "“": '”“"', '"': '"“”', "»": "«", "‚": "‘'"}
_OFFICE_TASKED = re.compile(
    r"(?:Der|Die|Das)\s+\S+\s+(?:wird|wir|werden|soll|sollen|möge|hat|ist|sorgt|prüft|legt|berichtet|erarbeitet|informiert|unterrichtet|setzt|stellt)\b(?![^.\n]*,\s+dass\b)"
)
_FACTION = re.compile(
    r"\b(?:namens|im\s+Namen|für|seitens)\s+(?:der|die)\s+(?P<by>(?:Fraktion(?:en)?|Gruppe)\s+[^:.,\n]{2,50}|[A-ZÄÖÜ][\w/. -]{1,40}?-Fraktion)"
)
_FACTION_END = re.compile(
    r"\s+(?:diese[nr]?|folgende[nr]?|den|einen|ein|vor|zum|zur|beantragt|bringt|stellt|legt)\b.*$"
)
_MOVES = re.compile(r"\b(?:beantragt|bittet|schlägt|möchte|fordert)\b[^:\n]{0,140}:$")
_MADE_NEW = re.compile(r"\b(?:neue|geänderte|überarbeitete|neuen|geänderten)\s+(?:Fassung|Version)|Neufassung")
_TOP = re.compile(r"^\W*(?:TOP|Zu\s+TOP|zu\s+TOP|Punkt)\s+(?P<n>\d+(?:\.\d+)*)\b[^\n]{0,4}$", re.MULTILINE)


@Language.component("protokolle_versions")
def versions(doc: Doc) -> Doc:
    """Fills the versions of each item."""
    draft: Draft = doc._.draft
    for item in draft.items:
        if not item.from_agenda:
            item.versions = _versions(draft, item)
    return doc


@dataclass(slots=True)
class _Head:
    """The line that opens a text: its own span and where the text may begin."""

    start: int
    end: int
    rule: Rule
    match: re.Match[str]
    inline: bool = False

    @property
    def kind(self) -> str:
        return str(self.rule.values["kind"])


def _versions(draft: Draft, item: ItemDraft) -> list[Fact[PaperVersion]]:
    heads = _heads(draft, item)
    if not heads or all(_says_outcome(draft, head) for head in heads):
        return []
    stops = _Stops(draft, item, heads)
    heads = _without_inner(draft, stops, heads)
    found: list[Fact[PaperVersion]] = []
    opened: _Head | None = (
        None  # a head whose text is announced by a second one: "Beschlussvorschlag:", "... möge beschließen:"
    )
    for position, head in enumerate(heads):
        following = heads[position + 1] if position + 1 < len(heads) else None
        if following is not None and not draft.text[head.end : following.start].strip(' \n\t„“"»'):
            opened = opened or head
            continue
        first, opened = opened or head, None
        parts = _paragraphs(draft, stops, first, head)
        if parts and not _outcome(draft, item, first, parts):
            _add(found, _version(draft, item, first, head, parts))
    return found


def _says_outcome(draft: Draft, head: _Head) -> bool:
    """Whether a short outcome stands under "Beschluss:"; most items have no other head, and are done with this."""
    if head.rule.id != "version.adopted_text" or head.inline:
        return False
    line = next(iter(draft.lines_in(head.end, head.end + 80)), None)
    return line is not None and line.end - line.start < 40 and bool(_rules("outcome")[0].pattern.match(line.text))


def _heads(draft: Draft, item: ItemDraft) -> list[_Head]:
    """The lines that open a text, in order. Only lines that end in a colon, stand bare, or hold an anchor are looked
    at."""
    flow, text = draft.flow, draft.text
    bare, inline, sentence = _bare(), _lists()["inline"], _lists()["sentence"]
    found: dict[int, _Head] = {}
    for line in draft.lines_in(item.body, item.end):
        if line.text.startswith("Abstimmungsergebnis"):
            continue  # the most common line with a colon opens no text
        if line.text[-1] == ":" or (line.end - line.start < 22 and line.text in bare):
            begin = max(flow.rfind("\n", item.body, line.end) + 1, item.body)
            head = _head(flow, begin, line.end, spoken=True)
            if head is not None:
                found.setdefault(head.end, head)
    for anchors, mark in ((inline, ":"), (sentence, ".")):
        for anchor in anchors:
            at = flow.find(anchor, item.body, item.end)
            while at >= 0:
                begin = max(flow.rfind("\n", item.body, at) + 1, item.body)
                if mark == ":":
                    end = at + len(anchor) - 1
                    head = _head(flow, begin, end, spoken=False) if end - begin < 220 else None
                else:
                    end = flow.find("\n", at, item.end)
                    end = item.end if end < 0 else end
                    head = (
                        _head(flow, begin, end, spoken=True) if end - at < 160 and text[end - 1 : end] != ":" else None
                    )
                if head is not None:
                    head.inline = mark == ":"
                    found.setdefault(head.end, head)
                at = flow.find(anchor, at + 1, item.end)
    return [found[end] for end in sorted(found)]


def _head(flow: str, begin: int, end: int, *, spoken: bool) -> _Head | None:
    begin = max(begin, end - _LONGEST_HEAD)
    line = flow[begin:end]
    for rule in _rules("head"):
        if rule.values.get("spoken") and not spoken:
            continue
        if not any(anchor in line for anchor in rule.values["anchors"]):
            continue
        start = begin
        if rule.values.get("spoken") or not line[:1].isupper():
            start = [first for first, _ in sentences_of(flow, begin, end)][-1]
        match = rule.pattern.search(flow[start:end])
        if match is not None:
            return _Head(start + len(flow[start:end]) - len(flow[start:end].lstrip()), end, rule, match)
    return None


def _without_inner(draft: Draft, stops: _Stops, heads: list[_Head]) -> list[_Head]:
    """Leaves out "Der Gemeinderat beschließt ...:" that stands in the midst of a section "Beschluss:": it is its
    text."""
    kept: list[_Head] = []
    for head in heads:
        outer = kept[-1] if kept and kept[-1].rule.id == "version.adopted_text" else None
        if outer is not None and head.rule.id == "version.adopted" and head.start - outer.end < _MOST:
            between = list(pieces_in(draft, outer.end, head.start))
            if between and not any(stops.at(start, end) for start, end in between):
                stops.heads.remove(head.start)
                continue
        kept.append(head)
    return kept


class _Stops:
    """Where a text may end: speakers, ballots and heads of the item, each by its first character."""

    def __init__(self, draft: Draft, item: ItemDraft, heads: list[_Head]) -> None:
        self.draft, self.item = draft, item
        self.heads = sorted(head.start for head in heads)
        self.votes = sorted((vote.start, vote.end) for vote in item.votes)
        self.speakers = sorted(
            (place.start, place.end, place.rule)
            for fact in item.speakers
            for place in fact.places
            if place.start >= item.body
        )
        self.ends = _rules("end")

    def at(self, start: int, end: int) -> bool:
        """Whether a text is over before the line text[start:end]."""
        index = bisect_right(self.heads, start - 1)
        if index < len(self.heads) and self.heads[index] < end:
            return True
        if any(first < end and start < last and first <= start + 8 for first, last in self.votes):
            return True
        line = self.draft.flow[start:end]
        if any(rule.pattern.match(line) for rule in self.ends):
            return True
        index = bisect_right(self.speakers, (start - 1, end, "~"))
        if index == len(self.speakers) or self.speakers[index][0] > min(start + 40, end):
            return False
        position, last, rule = self.speakers[index]
        if _NAME_ALONE.match(self.draft.text, last):
            return False  # a name alone on its line: somebody is elected or appointed
        if rule == "office.alone" and _OFFICE_TASKED.match(line):
            return False
        return not any(mark in self.draft.flow[start:position] for mark in '.„“"')


def _paragraphs(draft: Draft, stops: _Stops, first: _Head, head: _Head) -> list[tuple[int, int]]:
    """The spans of the text's paragraphs behind its head."""
    begin = head.end
    limit = min(stops.item.end, begin + _MOST)
    quoted = _quoted(draft, first, head, begin, limit)
    if quoted is not None:
        return paragraphs_of(draft, list(pieces_in(draft, *quoted)))
    pieces: list[tuple[int, int]] = []
    bold = is_bold(draft, head.start, head.end)
    for start, end in pieces_in(draft, begin, limit):
        if stops.at(start, end):
            mover = not pieces and _MOVES.search(draft.flow, start, end)
            if not mover:
                break
            first.match = mover  # "Der Stadtverordnete X beantragt namens der Fraktion Y:" belongs to the head
            first.end = end
            continue
        if bold and pieces and not is_bold(draft, start, end):
            break
        bold = bold and is_bold(draft, start, end)
        pieces.append((start, end))
    return _own_part(draft, stops.item, paragraphs_of(draft, pieces))


def _quoted(draft: Draft, first: _Head, head: _Head, begin: int, limit: int) -> tuple[int, int] | None:
    """The words between quotation marks, where the text stands in them as a whole."""
    text = draft.text
    between = text[first.end : begin] if first is not head else ""
    opening = next((mark for mark in between[::-1] if mark in _CLOSING), None)
    start = begin
    while start < limit and text[start].isspace():
        start += 1
    if start < limit and text[start] in _CLOSING:
        opening, start = text[start], start + 1
    if opening is None:
        return None
    end = min((at for mark in _CLOSING[opening] if (at := text.find(mark, start, limit)) >= 0), default=None)
    if end is None or any(
        rule.pattern.match(draft.flow[begin:last])
        for begin, last in pieces_in(draft, start, end)
        for rule in _rules("never_quoted")
    ):
        return None
    return start, end


def _own_part(draft: Draft, item: ItemDraft, parts: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Of items dealt with together, each takes the part under its number; without numbers the text belongs to all."""
    if item.number is None or not parts:
        return parts
    marks = [
        (index, match["n"]) for index, (start, end) in enumerate(parts) if (match := _TOP.match(draft.text, start, end))
    ]
    if not marks:
        return parts
    for (index, number), following in zip(marks, [*(index for index, _ in marks[1:]), len(parts)], strict=True):
        if number == item.number.value:
            start, end = parts[index]
            line_end = draft.text.find("\n", start, end)
            rest = [(line_end + 1, end)] if line_end > 0 else []
            return [*rest, *parts[index + 1 : following]]
    return parts


def _outcome(draft: Draft, item: ItemDraft, head: _Head, parts: list[tuple[int, int]]) -> bool:
    """Whether what stands under "Beschluss" only says how it ended: no sentence, or a known wording."""
    start, end = parts[0]
    if end - start < 40 and sum(len(draft.text[first:last].split()) for first, last in parts) < 4:
        return True
    if head.kind != "adopted" and not head.inline:
        return False
    if item.result is not None and len(parts) == 1:
        place = item.result.places[0]
        if min(end, place.end) - max(start, place.start) > 0.8 * (end - start):
            return True  # the sentence is the outcome itself
    text = " ".join(draft.text[start:end].split())
    if _rules("outcome")[0].pattern.match(text) and len(text) < 160:
        return True
    return len(parts) == 1 and (len(text.split()) < 4 or (len(text.split()) < 12 and text[-1] not in '.:;!“"'))


def _version(
    draft: Draft, item: ItemDraft, first: _Head, head: _Head, parts: list[tuple[int, int]]
) -> Fact[PaperVersion]:
    kind = first.kind
    by = _by(draft, item, first)
    if kind == "adopted" and by is None and head is not first:
        by = _by(draft, item, head)
    text = "\n\n".join(" ".join(draft.text[start:end].split()) for start, end in parts)
    written = _group(first.match, "date")
    date = DATE.search(written) if written else None
    value = PaperVersion.model_construct(kind=kind, text=text, by=by, date=to_iso(date) if date else None)
    return Fact(value, [Place(parts[0][0], parts[-1][1], first.rule.id)])


def _by(draft: Draft, item: ItemDraft, head: _Head) -> str | None:
    """Whose text: as the head says, else the faction named in its sentence, else who speaks."""
    written = next((_group(head.match, name) for name in ("by", "by2", "by3") if _group(head.match, name)), None)
    if written:
        return nominative(re.sub(r"^(?:Fraktion\s+der\s+)(?=[A-Z])", "Fraktion ", written))
    faction = _FACTION.search(draft.flow, head.start, head.end)
    if faction:
        return _FACTION_END.sub("", faction["by"]).strip()
    if head.kind == "adopted" or head.rule.id in ("version.proposal", "version.put_to_vote"):
        return None
    if head.rule.values.get("spoken"):
        if "zur Abstimmung" in draft.flow[head.start : head.end]:
            return None  # the chair puts it to the vote; whose it is stands elsewhere
        return _speaker(item, draft.flow.rfind("\n\n", item.body, head.start), head.end)
    if head.kind == "new_version":
        before = max((match.end() for match in _MADE_NEW.finditer(draft.flow, item.body, head.start)), default=-1)
        if before >= 0 and draft.text.count("\n", before, head.start) <= 4:
            return _speaker(item, item.body, before)
    return None


def _speaker(item: ItemDraft, start: int, end: int) -> str | None:
    """Who was last named as speaking in [start, end)."""
    last: tuple[int, Speaker] | None = None
    for fact in item.speakers:
        for place in fact.places:
            if start <= place.start < end and (last is None or place.start > last[0]):
                last = place.start, fact.value
    if last is None:
        return None
    speaker = last[1]
    if speaker.name is None:
        return speaker.role
    return " ".join(part for part in (speaker.salutation, speaker.honorific, speaker.name) if part)


def _add(found: list[Fact[PaperVersion]], version: Fact[PaperVersion]) -> None:
    """A text that stands twice under heads of one kind is one version with two places."""
    for known in found:
        if known.value.kind == version.value.kind and known.value.text == version.value.text:
            known.places.extend(version.places)
            return
    found.append(version)


def _group(match: re.Match[str], name: str) -> str | None:
    return match.group(name) if name in match.re.groupindex else None


@cache
def _rules(kind: str) -> tuple[Rule, ...]:
    return load_rules("versions").of(kind)


@cache
def _lists() -> dict[str, tuple[str, ...]]:
    return load_rules("versions").lists


@cache
def _bare() -> frozenset[str]:
    return frozenset(_lists()["bare"])
