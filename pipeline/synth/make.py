"""Samples from a seed: the same arguments give the same bytes."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Any

from pipeline.model.errors import ProtokolleError, UsageError
from pipeline.synth import print_marks
from pipeline.synth.dirt import damage
from pipeline.synth.layouts import classic, plenary, potsdam, regional, sessionnet, whole
from pipeline.synth.layouts.common import Layout
from pipeline.synth.marks import plain
from pipeline.synth.names import FORMATS, LAYOUT_NAMES, Format
from pipeline.synth.page import Block, Sample

LAYOUTS: dict[str, Layout] = dict(
    zip(
        LAYOUT_NAMES,
        (
            potsdam.auszug,
            potsdam.allris4_a,
            potsdam.allris4_b,
            potsdam.bare,
            classic.classic,
            sessionnet.sessionnet,
            sessionnet.sessionnet_bayern,
            plenary.plenary,
            plenary.plenary_old,
            whole.niederschrift,
            regional.domino,
            regional.komuna,
            regional.amtsblatt,
            regional.village,
        ),
        strict=True,
    )
)


def make(count: int, *, seed: int, form: Format, dirt: float = 0.0, layouts: Sequence[str] = ()) -> Iterator[Sample]:
    """`count` documents with gold, the layouts in turn. `dirt` from 0 (clean) to 1; no `layouts`: all of them.

    Document n depends on the seed, n and the other arguments alone, so a longer run begins with the same documents.
    Raises UsageError when a layout is unknown, `dirt` is out of range, or the format needs a package that is missing.
    """
    unknown = sorted(set(layouts) - set(LAYOUTS))
    if unknown:
        raise UsageError(f"No layout is called {', '.join(unknown)}; there are {', '.join(LAYOUTS)}.")
    if not 0 <= dirt <= 1:
        raise UsageError(f"Dirt is a number from 0 (clean) to 1 (much damage), not {dirt}.")
    if form not in FORMATS:
        raise UsageError(f"No format is called {form}; there are {', '.join(FORMATS)}.")
    _renderer(form)  # a missing package is told before anything is written
    names = list(dict.fromkeys(layouts)) or list(LAYOUTS)
    return (_sample(number, names[number % len(names)], seed, form, dirt) for number in range(count))


def write(samples: Iterator[Sample], folder: Path, *, form: Format) -> Iterator[Path]:
    """Writes each sample and its gold into `folder`, which is made if needed; yields the documents' paths.

    Raises ProtokolleError when a file cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for sample in samples:
            path = folder / f"{sample.stem}.{form}"
            path.write_bytes(sample.data)
            gold = json.dumps(sample.gold, ensure_ascii=False, indent=1)
            (folder / f"{sample.stem}.gold.json").write_text(gold + "\n", encoding="utf-8")
            yield path
    except OSError as error:
        raise ProtokolleError(
            f"{error.filename or folder} cannot be written ({error.strerror}). Is it a folder, is there space, may you "
            "write there?",
            code="output",
        ) from error


def _sample(number: int, layout: str, seed: int, form: Format, dirt: float) -> Sample:
    rng = Random(f"{seed}/{number}/{layout}")
    draft = LAYOUTS[layout](rng)
    page, ledger = draft.page, draft.setting.ledger
    cut, unsure = damage(page, ledger.marks, rng, dirt)
    texts = [block.text for block in page.blocks]
    gold = ledger.gold(texts, draft.meeting, layout=layout, cut=cut, unsure=unsure)
    typography = print_marks.draw(rng, dirt, form)
    blocks = [Block(block.kind, unicodedata.normalize("NFC", plain(block.text))) for block in page.blocks]
    blocks = print_marks.misprint(blocks, typography, rng)
    data = _renderer(form)(page, blocks, typography)
    return Sample(f"{number:05d}-{layout}", layout, data, gold)


def _renderer(form: Format) -> Any:
    """Each format's module is loaded when it is asked for."""
    if form == "md":
        from pipeline.synth.renderers import markdown

        return markdown.render
    if form == "html":
        from pipeline.synth.renderers import html

        return html.render
    if form == "docx":
        from pipeline.synth.renderers import word

        return word.render
    from pipeline.synth.renderers import pdf

    pdf.require()
    return pdf.render
