"""Makes `pipeline/links/rules/rarity.txt`: in how many of the given minutes each stem stands.

    python bench/word_rarity.py

A link between a motion and a measure rests on words that both share, and a word that stands in every other item of any
council tells nothing. How rare a word is must not depend on what is loaded (a link would change with every import of
other documents), so it is counted once, people's names left out, on the development set and our own samples, and
shipped as figures.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import measure  # isort: skip # noqa: F401 - puts the checkout on the path

from pipeline import documents
from pipeline.language import inner, stem, words

ROOT = Path(__file__).resolve().parent.parent
GIVEN = ROOT.parent / "shared"
OUT = ROOT / "pipeline" / "links" / "rules" / "rarity.txt"
_NAME = re.compile(
    r"(?:Herrn?|Frau|Dr\.|Prof\.|[Rr]at|[Rr]ätin|[Bb]ürgermeister(?:in)?|Verordneten?r?) "
    r"((?:Dr\. )?[A-ZÄÖÜ][a-zäöüß]+(?:[- ][A-ZÄÖÜ][a-zäöüß]+)?)"
)
LEAST = 3  # documents: a stem in fewer is as rare as one in none


def main() -> None:
    """Counts and writes."""
    counted: Counter[str] = Counter()
    named: Counter[str] = Counter()
    used: Counter[str] = Counter()
    number = 0
    for text in _texts():
        number += 1
        named.update(stem(word) for name in _NAME.findall(text) for word in words(name))
        used.update(stem(word) for word in words(text))
        told = set(words(text))
        counted.update({stem(word) for word in told} | {part for word in told for part in inner(word)})
    known = sorted(
        (stem_, count)
        for stem_, count in counted.items()
        if count >= LEAST and not stem_.isdigit() and named[stem_] * 4 < max(used[stem_], 1)
    )
    head = "# Stems (see pipeline/language) and in how many of so many documents of minutes each stands.\n"
    body = "".join(f"{stem_} {count}\n" for stem_, count in known)
    OUT.write_text(f"{head}# documents {number}\n{body}", encoding="utf-8")
    print(json.dumps({"bench": "word_rarity", "documents": number, "stems": len(known)}))


def _texts() -> Iterator[str]:
    files = [
        *sorted((GIVEN / "minutes").rglob("*.txt")), *sorted((GIVEN / "seeds").glob("*.pdf")),
        *sorted(path for path in (ROOT / "corpora" / "protokolle").iterdir() if ".json" not in path.name),
    ]  # fmt: skip
    for path in files:
        with documents.read(path.read_bytes(), name=path.name) as document:
            yield document.text


if __name__ == "__main__":
    main()
