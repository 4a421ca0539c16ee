"""Gold files: what a person read in a document. Schema `minutes-gold/1`, `NAME.gold.json` beside `NAME.txt|html|...`.

The shape is the record's, reduced to what is scored. Additions: `title_truncated` (the page itself cut the title);
`optional` (readers may disagree whether it is one; it counts neither for nor against); `scored` (gold that holds only
some fields names them). What came later stands in a file of its own, `NAME.more.json`, schema `minutes-gold-more/1`:
roll calls, speeches, versions, duties, findings. A stretch of the text is given by `start` and `end` (characters of
the document's own text) or by its `first` and `last` words, which survive another reader.
"""

from __future__ import annotations

from typing import Literal

from pydantic import AliasChoices, BaseModel, ConfigDict, Field

CLASSIC_FIELDS = frozenset(
    {
        "organization", "date", "meeting_number", "item_number", "title", "public", "paper", "result", "votes",
        "polarity", "speakers", "mentioned_papers",
    }
)  # fmt: skip
"""What gold of the first kind holds."""
LATER_FIELDS = frozenset({"roll_calls", "speeches", "speech_kind", "versions", "duties", "findings"})
"""What a `NAME.more.json` adds."""


class GoldPart(BaseModel):
    """Gold may say more than is scored (who was only mentioned, factions): unknown keys are left alone."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class GoldMeeting(GoldPart):
    organization: str | None = None
    number: int | None = None
    date: str | None = None


class GoldVote(GoldPart):
    """One ballot. `fuller`: counts that are right too (yes, no, abstain), where the chair announces in the debate what
    the section on the result leaves out: one ballot, told twice."""

    fuller: tuple[tuple[int | None, int | None, int | None], ...] = ()
    yes: int | None = None
    no: int | None = None
    abstain: int | None = None
    manner: str | None = None
    about: str | None = None
    passed: bool | None = None
    optional: bool = False


class GoldSpeaker(GoldPart):
    name: str | None = None
    role: str | None = None
    optional: bool = False


class GoldStretch(GoldPart):
    """A stretch of the document: offsets, or its first and last words (looked for behind the words of `after`)."""

    start: int | None = Field(default=None, validation_alias=AliasChoices("start", "text_start"))
    end: int | None = Field(default=None, validation_alias=AliasChoices("end", "text_end"))
    first: str | None = None
    last: str | None = None
    after: str | None = None
    optional: bool = False


Kinds = str | tuple[str, ...] | None
"""One kind, several that are all right, or null: not asked."""


class GoldSpeech(GoldStretch):
    """A turn. `speaker`: name or office, or several ways to call the same one."""

    speaker: str | tuple[str, ...]
    kind: Kinds = None


class GoldVersion(GoldStretch):
    kind: str | tuple[str, ...]


class GoldDuty(GoldStretch):
    """`due_from` and `due_to` are asked only where gold holds the key: null then means that there is none.

    `also`: where the same duty is told again (in the new version and in the recommended text): one duty, told twice.
    """

    kind: Kinds = None
    who: str | None = None
    due_from: str | None = None
    due_to: str | None = None
    also: tuple[GoldStretch, ...] = ()


class GoldRollVote(GoldPart):
    """How one person voted; `option` null: the page does not show it."""

    name: str
    option: str | None = None


class GoldRoll(GoldPart):
    """A roll as the page prints it; `about` is for the reader."""

    about: str | None = None
    votes: tuple[GoldRollVote, ...] = ()


class GoldItem(GoldPart):
    number: str | None = None
    title: str | None = None
    title_truncated: bool = False
    public: bool | None = None
    paper: str | None = None
    result: str | None = None
    result_code: Kinds = None
    vote_events: tuple[GoldVote, ...] = ()
    speakers: tuple[GoldSpeaker, ...] = ()
    mentioned_papers: tuple[str, ...] = ()
    roll_calls: tuple[GoldRoll, ...] = ()
    speeches: tuple[GoldSpeech, ...] = ()
    versions: tuple[GoldVersion, ...] = ()
    duties: tuple[GoldDuty, ...] = ()


class GoldFindings(GoldPart):
    """What a document's findings are; `optional_findings` may be among them or not."""

    findings: tuple[str, ...] = ()
    optional_findings: tuple[str, ...] = ()


class MoreItem(GoldPart):
    """`number` is for the reader: rolls, turns, versions and duties are looked for in the whole document."""

    number: str | None = None
    roll_calls: tuple[GoldRoll, ...] = ()
    speeches: tuple[GoldSpeech, ...] = ()
    versions: tuple[GoldVersion, ...] = ()
    duties: tuple[GoldDuty, ...] = ()


class MoreGold(GoldFindings):
    """A `NAME.more.json`."""

    schema_id: Literal["minutes-gold-more/1"] = Field(alias="schema")
    city: str | None = None
    agenda_items: tuple[MoreItem, ...] = ()


class GoldSource(GoldPart):
    """The document a gold file belongs to, where it does not stand beside it."""

    name: str
    sha256: str


class GoldDocument(GoldFindings):
    """One gold file. `mentioned_papers_all`: every reference in the document, where nobody said by which item.

    `scored`: the fields this file holds; null for all of `CLASSIC_FIELDS`. `city`: whose minutes, for the average
    over cities; null for the folder's name.
    """

    schema_id: Literal["minutes-gold/1"] = Field(alias="schema")
    layout: str | None = None
    city: str | None = None
    scored: tuple[str, ...] | None = None
    document: GoldSource | None = None
    meeting: GoldMeeting = GoldMeeting()
    agenda_items: tuple[GoldItem, ...] = ()
    mentioned_papers_all: tuple[str, ...] = ()
    more: MoreGold | None = None

    @property
    def fields(self) -> frozenset[str]:
        """The fields to be scored."""
        asked = CLASSIC_FIELDS if self.scored is None else frozenset(self.scored)
        return asked | LATER_FIELDS if self.more is not None else asked

    @property
    def roll_calls(self) -> tuple[GoldRoll, ...]:
        return tuple(roll for item in self._items() for roll in item.roll_calls)

    @property
    def speeches(self) -> tuple[GoldSpeech, ...]:
        return tuple(speech for item in self._items() for speech in item.speeches)

    @property
    def versions(self) -> tuple[GoldVersion, ...]:
        return tuple(version for item in self._items() for version in item.versions)

    @property
    def duties(self) -> tuple[GoldDuty, ...]:
        return tuple(duty for item in self._items() for duty in item.duties)

    @property
    def expected_findings(self) -> GoldFindings:
        return self.more if self.more is not None else self

    def _items(self) -> tuple[GoldItem | MoreItem, ...]:
        return (*self.agenda_items, *(self.more.agenda_items if self.more is not None else ()))
