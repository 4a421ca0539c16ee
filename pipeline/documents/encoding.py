"""Bytes to characters: UTF-8, UTF-16 and Windows-1252, which is what German offices write.

The order matters: a byte order mark decides; NUL bytes at every second place mean UTF-16; text that decodes as UTF-8
is UTF-8 (Windows-1252 with umlauts practically never does); what is left is Windows-1252.
"""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MULTIBYTE = re.compile(rb"[\xc3-\xf4][\x80-\xbf]+")
_LATIN_TEXT = re.compile("[\t\n\r\x0c -\x7e\u00a0-\u024f\u2000-\u20cf]")


class Decoded(NamedTuple):
    """The characters (without byte order mark) and the encoding they were read with."""

    text: str
    encoding: str


def decode(data: bytes, *, declared: str | None = None) -> Decoded:
    """Characters of `data`; never fails. `declared` is what the document says of itself (an HTML page's charset):
    it is believed where the bytes agree, and where they are not clearly something else."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return Decoded(data[len(mark) :].decode(encoding, errors="replace"), encoding)
    wide = _wide(data)
    if wide:
        return Decoded(data.decode(wide, errors="replace"), wide)
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data" and _MULTIBYTE.search(data, 0, error.start):
            return Decoded(data[: error.start].decode("utf-8") + "\ufffd", "utf-8")  # cut inside a character
        if len(_MULTIBYTE.findall(data)) > _strays(data):
            return Decoded(data.decode("utf-8", errors=_STRAY), "utf-8")  # UTF-8 with a few foreign bytes
    if declared and (named := _known(declared)):
        try:
            return Decoded(data.decode(named), named)
        except (UnicodeDecodeError, LookupError):
            pass  # the page is wrong about itself
    return Decoded(data.decode("cp1252", errors=_STRAY), "cp1252")


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: in Western text nearly every second byte is NUL."""
    sample = data[:2000]
    if len(sample) < 4 or b"\0" not in sample:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if odd > 0.7 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.7 * half and odd < 0.05 * half:
        return "utf-16-be"
    return None


def _strays(data: bytes) -> int:
    return sum(1 for character in data.decode("utf-8", errors="surrogateescape") if "\udc80" <= character <= "\udcff")


def _known(label: str) -> str | None:
    """The Python name of a charset label; labels of Latin-1 mean Windows-1252 on the web (WHATWG Encoding Standard)."""
    try:
        name = codecs.lookup(label.strip().strip("\"'")).name
    except (LookupError, ValueError):
        return None
    if name in ("iso8859-1", "ascii", "utf-8", "utf-16", "utf-16-le", "utf-16-be"):
        return None  # the first two are cp1252, the others were tried
    return name if codecs.lookup(name)._is_text_encoding else None


def looks_like_text(text: str) -> bool:
    """Whether decoded characters are somebody's text and not a program, a picture or noise."""
    sample = text[:20000]
    if not sample:
        return False
    controls = sum(1 for character in sample if character < " " and character not in "\t\n\r\x0c\x1b\x02")
    if "\0" in sample or controls > len(sample) * 0.01 + 1 or sample.count("\ufffd") > len(sample) * 0.02 + 1:
        return False
    return len(_LATIN_TEXT.findall(sample)) >= 0.7 * len(sample) or sum(map(str.isalnum, sample)) > 0.5 * len(sample)


_STRAY = "protokolle-stray-byte"


def _stray_byte(error: UnicodeError) -> tuple[str, int]:
    """A byte that the encoding has no character for, read as Windows-1252, or Latin-1 where that has none either."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    byte = error.object[error.start : error.start + 1]
    try:
        return (byte.decode("cp1252") if error.encoding == "utf-8" else byte.decode("latin-1")), error.start + 1
    except UnicodeDecodeError:
        return byte.decode("latin-1"), error.start + 1


codecs.register_error(_STRAY, _stray_byte)
