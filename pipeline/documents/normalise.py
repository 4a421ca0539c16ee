"""The working text: what the rules read, made from the original text, with the map that leads back.

`normalise` is the one place where characters change. The rules are those of docs/ARCHITECTURE.md, "The two texts";
each stands in a function of its own below, in the order in which they run, because later ones rely on earlier ones: a
word broken over a page closes only after the page mark between its halves is gone.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from pipeline.documents.edits import Edit, Revision
from pipeline.documents.markup import find_marks
from pipeline.model.document import Emphasis, OffsetMap

Mark = tuple[int, int, str]
"""start, end (of the original) and kind ("bold", "heading") of something the document sets apart."""


def normalise(
    original: str,
    *,
    markup: bool = False,
    emphasis: Iterable[Mark] = (),
    drop: Sequence[tuple[int, int]] = (),
) -> tuple[str, OffsetMap, tuple[Emphasis, ...]]:
    """Working text, the map back to `original`, and the emphasis in offsets of the working text.

    `markup`: Markdown and stray HTML marks are taken out and become emphasis (plain text and Markdown files).
    `emphasis`: what the reader found, in offsets of `original`. `drop`: spans of `original` that are not for the
    rules, such as running heads. Never fails, whatever the characters are.
    """
    revision = Revision(original)
    if drop:
        revision.apply((start, end, "") for start, end in drop if end > start)
    if not unicodedata.is_normalized("NFC", revision.text):
        revision.apply(_composed(revision.text))
    revision.apply(_characters(revision.text))
    if _CYRILLIC.search(revision.text):
        revision.apply(_look_alikes(revision.text))
    marks = list(emphasis)
    if markup:
        edits, found = find_marks(revision.text)
        back = revision.frozen()
        marks += [(*back.span(start, end), kind) for start, end, kind in found]
        revision.apply(edits)
    revision.apply([*_page_marks(revision.text), *_staff(revision.text), *_spaced_words(revision.text)])
    revision.apply(_trailing_blanks(revision.text))
    revision.apply(_broken_words(revision.text))
    return revision.text, revision.frozen(), _emphasis(revision, marks)


# --- characters -----------------------------------------------------------------------------------------------------

_BEYOND_ASCII = re.compile(r"[\x00-\x7f]?[^\x00-\x7f]+")
_COMBINED = re.compile(r"[^\u0300-\u036f][\u0300-\u036f]+")


def _composed(text: str) -> Iterator[Edit]:
    """NFC. A run that ends before an ASCII character composes with nothing behind it, so runs can be taken alone."""
    for match in _BEYOND_ASCII.finditer(text):
        run = match.group()
        composed = unicodedata.normalize("NFC", run)
        if composed == run:
            continue
        letters = [
            (match.start() + letter.start(), match.start() + letter.end(), unicodedata.normalize("NFC", letter.group()))
            for letter in _COMBINED.finditer(run)
        ]
        if _COMBINED.sub(lambda letter: unicodedata.normalize("NFC", letter.group()), run) == composed:
            yield from letters  # letter by letter: the finest map
        else:
            yield match.start(), match.end(), composed


_BLANKS = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_NOTHING = "\x00\x01\x03-\x08\x0e-\x1f\x7f\x80-\x84\x86-\x9f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064"
_NOTHING += "\u2066-\u2069\ufeff\ufff9-\ufffb"
_HYPHENS = "\u2010\u2011"
_CHARACTERS = re.compile(
    f"\r\n|(?P<line>[\r\x0b\x0c\x85\u2028\u2029])|(?P<blank>[{_BLANKS}])|(?P<hyphen>[{_HYPHENS}])"
    f"|(?P<ligature>[\ufb00-\ufb06])|[{_NOTHING}]"
)
# Nearly every character is one of these; looking for the others first is five times as fast.
_UNUSUAL = re.compile("[^ -~\n\t\u00a1-\u02ff\u2012-\u2027\u20ac]")


def _characters(text: str) -> Iterator[Edit]:
    """Line ends to a line feed, exotic blanks to a blank, ligatures spelled out, invisible characters gone."""
    for unusual in _UNUSUAL.finditer(text):
        match = _CHARACTERS.match(text, unusual.start())
        if match is None:
            continue
        kind = match.lastgroup
        if kind == "blank":
            new = " "
        elif kind == "hyphen":
            new = "-"
        elif kind == "ligature":
            new = unicodedata.normalize("NFKC", match.group())
        elif kind == "line" or match.group() == "\r\n":
            new = "\n"
        else:
            new = ""
        yield match.start(), match.end(), new


_CYRILLIC = re.compile("[\u0400-\u045f]")
_LATIN_OF = dict(zip("АВЕКМНОРСТУХІЈЅаеорсухіјѕ", "ABEKMHOPCTYXIJSaeopcyxijs", strict=True))
_MIXED_WORD = re.compile(r"[^\W\d_]+")
_LATIN = re.compile("[A-Za-zÄÖÜäöüß]")


def _look_alikes(text: str) -> Iterator[Edit]:
    """Cyrillic letters that only look Latin, inside words that have Latin letters; a Russian word stays Russian."""
    for word in _MIXED_WORD.finditer(text):
        written = word.group()
        if not (_CYRILLIC.search(written) and _LATIN.search(written)):
            continue
        for place, letter in enumerate(written, word.start()):
            if letter in _LATIN_OF:
                yield place, place + 1, _LATIN_OF[letter]


# --- lines ----------------------------------------------------------------------------------------------------------

_MARK = r"""(?:
    [-–—]{1,2} [ ]? \d{1,4} (?:[ ] (?:of|von) [ ] \d{1,4})? [ ]? [-–—]{1,2}   # - 2 -   – 2 –   -- 1 of 2 --
  | Seite:? [ ] \d{1,4} (?:[ ]? (?:von|/) [ ]? \d{1,4})?                     # Seite 2   Seite 2 von 3
  | \d{1,4} [ ]? / [ ]? \d{1,4} [ ] n?ö (?:[ ] [A-ZÄÖÜ]{1,4})?               # 2/8 ö NS
)"""
_PAGE_MARK = re.compile(rf"\n[ \t]*(?=[-–—S\d]){_MARK}[ \t]*(?=\n|\Z)", re.VERBOSE)
_LEADING_MARK = re.compile(r"\n[ \t]*[-–—][ ]\d{1,3}[ ][-–—][ \t]+(?=[^\W\d_]|[„\"(]|\d{1,3}(?:\.\d{1,3})*[.)][ \t])")
_GAP = 400  # characters; no more blank lines than that belong to a page's end
_NEXT_LETTER = re.compile(r"[ \t\n]*(?=([^\W\d_]))")
_SENTENCE_END = tuple('.:!?;“"”)')


def _page_marks(text: str) -> Iterator[Edit]:
    """Page marks alone on their line, or at its start. A lone number stays: vote tables have lines of one number."""
    padded = "\n" + text  # so that the first line begins like all others; offsets are one less in `text`
    for match in _PAGE_MARK.finditer(padded):
        start, end = match.span()
        if start == 0:
            yield 0, min(end, len(text)), ""
            continue
        before = padded[max(start - _GAP, 0) : start]
        solid = before.rstrip(" \t\n")
        following = _NEXT_LETTER.match(padded, end, end + _GAP)
        if following and solid and _goes_on(solid, following.group(1)):
            # A sentence that runs on over the page must not be parted by the blank lines around the mark.
            yield start - 1 - (len(before) - len(solid)), padded.rfind("\n", 0, following.end()) - 1, ""
        else:
            yield start - 1, end - 1, ""
    for match in _LEADING_MARK.finditer(padded):
        yield match.start(), match.end() - 1, ""


def _goes_on(before: str, letter: str) -> bool:
    if before[-1] == "-" and before[-2:-1].isalpha():
        return True
    return letter.islower() and not before.endswith(_SENTENCE_END)


_STAFF = re.compile(r"(?:(?<=\n)-[ \t]+)?\bBearbeiter(?:/-?in|\(in\)|:in|in)?[ \t]*:[ \t]*(?:(?<=:)\n-[ \t]+)?[^\n\t]*")


def _staff(text: str) -> Iterator[Edit]:
    """The clerk in charge of a paper: a name that must not be stored (label "Bearbeiter/-in" of ALLRIS)."""
    if "Bearbeiter" in text:
        for match in _STAFF.finditer(text):
            yield match.start(), match.end(), ""


_SPACED = re.compile(r"(?<![^\s*_])[^\W\d_](?: [^\W\d_]){3,}(?![^\s*_.,:;!?])")
_SPACED_HINT = re.compile(r" [^\W\d_] [^\W\d_] ")
_LAST_WORD = re.compile(r"(?i)(?<=er)teil\Z|(?<=e)sitzung\Z")


def _spaced_words(text: str) -> Iterator[Edit]:
    """Letters set apart close up: "N i e d e r s c h r i f t". A row of crosses or of initials stays as it is."""
    if not _SPACED_HINT.search(text):
        return
    for match in _SPACED.finditer(text):
        letters = match.group()[::2]
        if not any(letter in "aeiouyäöüAEIOUYÄÖÜ" for letter in letters) or len(set(letters)) < 3:
            continue
        if letters.isupper() and all(ord(b) - ord(a) == 1 for a, b in pairwise(letters)):
            continue  # A B C D: a list of letters
        second = _LAST_WORD.search(letters)  # blanks between words and between letters look the same here
        keep = second.start() if second else 0
        for place in range(1, len(letters)):
            if place != keep:
                yield match.start() + 2 * place - 1, match.start() + 2 * place, ""


_TRAILING = re.compile(r"(?<![ \t])[ \t]+(?=\n|\Z)")


def _trailing_blanks(text: str) -> Iterator[Edit]:
    if " \n" in text or "\t\n" in text or text[-1:] in (" ", "\t"):
        for match in _TRAILING.finditer(text):
            yield match.start(), match.end(), ""


# --- words broken at a line end -------------------------------------------------------------------------------------

_BREAK = re.compile(r"-\n[ \t]*(?=[^\W_])")
# pdfium joins the lines of a broken word itself and leaves U+0002 or U+FFFE between the halves.
_JOINT = re.compile("[\u00ad\x02\ufffe](?:\n[ \t]*(?=[^\\W_]))?")
_CONJUNCTION = re.compile(r"(?:und|oder|bzw|sowie|beziehungsweise|als auch|wie auch)\b|[uo]\. ")


def _broken_words(text: str) -> Iterator[Edit]:
    """Joins the halves of a word; the case of the next letter tells whether the hyphen belongs to it."""
    if "-\n" in text:
        for match in _BREAK.finditer(text):
            before, after = text[match.start() - 1 : match.start()], text[match.end()]
            if not before.isalnum() or after.isdigit():
                continue
            new = _joint(before, text, match.end())
            if new.startswith("-"):  # the hyphen itself is kept: only the line end changes
                yield match.start() + 1, match.end(), new[1:]
            else:
                yield match.start(), match.end(), new
    for match in _JOINT.finditer(text):
        start, end = match.span()
        before, after = text[start - 1 : start] if start else "", text[end : end + 1]
        if match.group()[0] == "\u00ad" and not match.group()[1:]:
            yield start, end, ""  # a soft hyphen inside a line is no hyphen
        else:
            yield start, end, _joint(before, text, end) if before.isalnum() and after.isalnum() else "-"


def _joint(before: str, text: str, position: int) -> str:
    after = text[position]
    if _CONJUNCTION.match(text, position):
        return "- "
    if before.isalpha() and after.islower():
        return ""
    return "-"


# --- emphasis -------------------------------------------------------------------------------------------------------


def _emphasis(revision: Revision, marks: Iterable[Mark]) -> tuple[Emphasis, ...]:
    """The marks in working offsets, without blanks at their ends; neighbours with only blanks between are one."""
    text = revision.text
    found: dict[str, list[tuple[int, int]]] = {}
    for first, after, kind in sorted(marks):
        start, end = revision.position_of(first), revision.position_of(after)
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if start == end:
            continue
        spans = found.setdefault(kind, [])
        if kind == "bold" and spans and (start <= spans[-1][1] or text[spans[-1][1] : start].isspace()):
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    every = [Emphasis(start, end, kind) for kind, spans in found.items() for start, end in spans]
    return tuple(sorted(every, key=lambda one: (one.start, one.end, one.kind)))
