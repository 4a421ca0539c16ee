"""How a document says what became of a measure: in words, by a symbol, by a colour; its legend decides.

Words come before symbols, symbols before colours: a cell that says "erfüllt" on red ground is read as it says, and the
contradiction is for a finding.
"""

from __future__ import annotations

import colorsys
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

from pipeline.concepts.blocks import Block, Cell, Grid, Line, distinct
from pipeline.concepts.rules_file import load_rules
from pipeline.model.concept import STATUS_CODES, StatusCode, StatusManner

_LONGEST = 80  # characters of a wording; longer text is a comment
_CLOSE = 48.0  # distance of two colours (of 441) below which a cell has the legend's
_GREY = 0.13  # saturation below which a colour is grey
_HUES: tuple[tuple[str, StatusCode, float, float], ...] = (  # name, traffic light, degrees
    ("rot", "not_fulfilled", 340, 385), ("gelb", "partly_fulfilled", 25, 70), ("grün", "fulfilled", 70, 175),
)  # fmt: skip
_NAMED = re.compile(
    r"(?i)^(?P<colour>grün|gelb|orange|rot|grau|weiß)e?(?:s|r)?\s*(?:[:=–-]|bedeutet|steht für)\s*(?P<words>.+)$"
)
_ENTRY = re.compile(r"^(?P<symbol>[^\w\s:=]{1,3}|[oOxX+?]|[\uf000-\uf0ff])\s*[:=–-]?\s+(?P<words>[^\W\d].+)$")
_ENTRY_BEHIND = re.compile(r"^(?P<words>[^\W\d].*?)\s*[:=–-]?\s+(?P<symbol>[^\w\s.,;:!)\]]{1,3}|[\uf000-\uf0ff])$")


@dataclass(frozen=True, slots=True)
class State:
    """`code` null: what stands there is known to nobody. `text`: as written; a colour by its name."""

    code: StatusCode | None
    text: str
    manner: StatusManner
    doubt: str | None = None  # a sentence, where words, symbol and colour do not agree
    by_convention: bool = False  # no legend says so


@dataclass(slots=True)
class Legend:
    """What the document's own legend says of symbols and colours."""

    symbols: dict[str, StatusCode] = field(default_factory=dict)
    colours: dict[str, StatusCode] = field(default_factory=dict)  # six hexadecimal digits, or a German name
    ambiguous: set[str] = field(default_factory=set)

    def learn(self, words: str, *, symbol: str = "", fill: str | None = None) -> bool:
        """Takes an entry in; False where its words are no state."""
        code = code_of_words(words)
        if code is None:
            return False
        for known, key in ((self.symbols, symbol), (self.colours, fill)):
            if key:
                if known.get(key, code) != code:
                    self.ambiguous.add(key)
                known[key] = code
        return True


@cache
def code_of_words(words: str) -> StatusCode | None:
    """The state a whole wording stands for; None where no rule knows it, or it is more than a state."""
    plain = " ".join(words.split()).lower().strip(" :")
    if not plain or len(plain) > _LONGEST:
        return None
    for rule in load_rules("statuses").rules:
        if rule.pattern.match(plain):
            return rule.values["code"]  # type: ignore[no-any-return] # a rule file holds only codes
    return None


def legend_of(blocks: Iterable[Block]) -> Legend:
    """The legend of a document: small tables and lines that put a symbol or colour beside the words of a state."""
    legend = Legend()
    for block in blocks:
        if isinstance(block, Line):
            _learn_line(legend, block.text)
        elif block.width <= 4:
            _learn_grid(legend, block)
    return legend


def _learn_line(legend: Legend, text: str) -> None:
    for part in re.split(r"\s{2,}|\t|;|,\s", text):
        entry = part.strip().removeprefix("Legende:").strip()
        named = _NAMED.match(entry)
        if named:
            legend.learn(named["words"].rstrip("."), fill=named["colour"].lower())
            continue
        match = _ENTRY.match(entry) or _ENTRY_BEHIND.match(entry)
        if match:
            legend.learn(match["words"], symbol=match["symbol"])


def _learn_grid(legend: Legend, grid: Grid) -> None:
    """Rows of two or more cells of which one is a state and its neighbour a symbol or colour without other words."""
    for row in grid.rows:
        cells = distinct(row)
        for mark, words in [*pairwise(cells), *pairwise(reversed(cells))]:
            symbol = mark.text.strip()
            if len(symbol) <= 3 and code_of_words(words.text) and (symbol or mark.fill):
                legend.learn(words.text, symbol=symbol, fill=mark.fill)
        if len(cells) == 1 and cells[0].fill:
            legend.learn(cells[0].text, fill=cells[0].fill)


def state_of(cell: Cell, legend: Legend) -> State | None:
    """What a cell says of a measure's state; None where it says nothing."""
    written = " ".join(cell.text.split())
    code = code_of_words(written)
    symbol, rest = _parted(written)
    if code is None and rest:
        code = code_of_words(rest)
    by_symbol = _symbol_code(symbol, legend) if symbol else None
    by_colour = _colour_code(cell.fill, legend) if cell.fill else None
    if code is not None:
        return State(code, written, "words", _doubt(written, code, by_colour, legend))
    if symbol and not rest and by_symbol is not None:
        convention = symbol not in legend.symbols
        return State(by_symbol, written, "symbol", _doubt(written, by_symbol, by_colour, legend), convention)
    if by_colour is not None and (not rest or symbol):
        known = any(_distance(cell.fill or "", colour) <= _CLOSE for colour in legend.colours)
        return State(by_colour, written or colour_name(cell.fill or ""), "colour", None, not known)
    if written:
        return State(None, written, "words")
    return None


def ticked(cell: Cell | None) -> bool:
    """Whether a cell of a column that stands for one state is marked."""
    if cell is None:
        return False
    text = cell.text.strip()
    return text in load_rules("statuses").lists["ticks"] or (not text and cell.fill is not None)


def colour_name(colour: str) -> str:
    """`grün`, `gelb`, `rot`, `grau`; others as `#rrggbb`."""
    hue, light, saturation = _hls(colour)
    if saturation < _GREY or light < 0.08:
        return "grau"
    for name, _, first, last in _HUES:
        if first <= hue < last or first <= hue + 360 < last:
            return name
    return f"#{colour}"


def _parted(written: str) -> tuple[str, str]:
    """The symbol of a cell and the words beside it: ("✔", "erfüllt")."""
    if _is_symbol(written):
        return written, ""
    match = _ENTRY.match(written) or _ENTRY_BEHIND.match(written)
    return (match["symbol"], match["words"]) if match else ("", written)


def _is_symbol(text: str) -> bool:
    return 0 < len(text) <= 3 and (not any(char.isalnum() for char in text) or text in ("o", "O"))


def _symbol_code(symbol: str, legend: Legend) -> StatusCode | None:
    if symbol in legend.symbols:
        return None if symbol in legend.ambiguous else legend.symbols[symbol]
    lists = load_rules("statuses").lists
    return next((code for code in STATUS_CODES if symbol in lists[code]), None)


def _colour_code(colour: str, legend: Legend) -> StatusCode | None:
    """By the nearest colour of the legend, by a name in it, else by the traffic light."""
    measured = {known: _distance(colour, known) for known in legend.colours if len(known) == 6 and known != "orange"}
    if measured:
        nearest = min(measured, key=lambda known: measured[known])
        if measured[nearest] <= _CLOSE and nearest not in legend.ambiguous:
            return legend.colours[nearest]
    name = colour_name(colour)
    if name in legend.colours:
        return legend.colours[name]
    if measured:
        return None  # the legend knows colours, and this is none of them: the ground of a head, say
    return next((code for known, code, _, _ in _HUES if known == name), "not_assessable" if name == "grau" else None)


def _doubt(written: str, code: StatusCode, by_colour: StatusCode | None, legend: Legend) -> str | None:
    if by_colour is None or by_colour == code or not legend.colours:
        return None  # without a legend a background may be mere decoration
    return f"“{written}” stands on the colour of {by_colour}"


def _distance(one: str, other: str) -> float:
    try:
        pairs = [(int(one[at : at + 2], 16), int(other[at : at + 2], 16)) for at in (0, 2, 4)]
    except ValueError:  # a name
        return 1000.0
    return float(sum((left - right) ** 2 for left, right in pairs) ** 0.5)


def _hls(colour: str) -> tuple[float, float, float]:
    """Hue in degrees, lightness and saturation (of the colour, not of its tint) from 0 to 1."""
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4))
    hue, light, _ = colorsys.rgb_to_hls(red, green, blue)
    _, strong, _ = colorsys.rgb_to_hsv(red, green, blue)
    return hue * 360, light, strong
