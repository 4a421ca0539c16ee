"""Plain readers of the sample files, written apart from the product's own so that they can check them."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pypdfium2
from lxml import etree
from lxml import html as lxml_html

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "corpora" / "protokolle"
ENDINGS = ("pdf", "html", "docx", "md", "txt")
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def documents() -> list[Path]:
    """The sample minutes without their gold files."""
    return sorted(path for path in SAMPLES.iterdir() if path.suffix[1:] in ENDINGS)


def gold_of(document: Path) -> Path:
    return document.with_suffix(".gold.json")


def text_of(document: Path) -> str:
    """All text of a sample, hyphenated line ends joined, runs of blanks and line ends as one blank."""
    readers = {".pdf": _pdf, ".html": _html, ".docx": _docx}
    raw = readers.get(document.suffix, _plain)(document)
    return " ".join(raw.replace("\u00a0", " ").split())


def _pdf(path: Path) -> str:
    with pypdfium2.PdfDocument(path) as pdf:
        pages = [pdf[number].get_textpage().get_text_bounded() for number in range(len(pdf))]
    return re.sub("[\x02\ufffe](\r\n)?", "", "\n".join(pages))


def _html(path: Path) -> str:
    data = path.read_bytes()
    encoding = "windows-1252" if b"windows-1252" in data[:400] else "utf-8"
    # Nested documents are cut to one, so that a forgiving parser cannot drop what follows the first </html>.
    flat = re.sub(r"<\?xml[^>]*>|<!DOCTYPE[^>]*>|</?(?:html|head|body)\b[^>]*>", " ", data.decode(encoding))
    flat = re.sub(r"<style.*?</style>|<title>.*?</title>", " ", flat, flags=re.DOTALL)
    return " ".join(lxml_html.fromstring(f"<div>{flat}</div>").itertext())


def _docx(path: Path) -> str:
    with zipfile.ZipFile(path) as packed:
        root = etree.fromstring(packed.read("word/document.xml"))
    lines = ("".join(node.text or " " for node in p.iter(f"{_WORD}t", f"{_WORD}tab")) for p in root.iter(f"{_WORD}p"))
    return "\n".join(lines)


def _plain(path: Path) -> str:
    data = path.read_bytes()
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("windows-1252")
    return re.sub(r"</?b>|\*\*", "", text)
