"""Writes the sample minutes and their gold files: `python corpora/make_samples.py [--out DIRECTORY]`.

Running it twice gives the same bytes. Needs reportlab, pyphen and python-docx.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from layouts.gold import gold_json  # noqa: E402  (the layouts stand beside this script)
from layouts.printers import render  # noqa: E402
from layouts.story import load_stories  # noqa: E402


def main() -> None:
    """Reads the command line and writes the files."""
    parser = argparse.ArgumentParser(description="Write the sample minutes and their gold files.")
    parser.add_argument("--out", type=Path, default=HERE / "protokolle", help="directory the files are written to")
    target: Path = parser.parse_args().out
    target.mkdir(parents=True, exist_ok=True)
    stories = load_stories(HERE / "stories")
    for story in stories:
        (target / story.file).write_bytes(render(story))
        gold_file = target / f"{story.file.rpartition('.')[0]}.gold.json"
        gold_file.write_text(gold_json(story), encoding="utf-8", newline="\n")
    print(f"{len(stories)} documents and their gold files written to {target}")


if __name__ == "__main__":
    main()
