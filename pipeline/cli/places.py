"""Where things are when the call does not say: a checkout's own `db/` and `extracted/`, else the user's data folder."""

from __future__ import annotations

import re
from pathlib import Path

_OURS = re.compile(r"""^name\s*=\s*["']protokolle["']\s*$""", re.MULTILINE)
_FILE = "protokolle.sqlite"


def database_url(given: str | None) -> str:
    """The database's URL; a bare path is taken as a SQLite file."""
    if given:
        return given if "://" in given else f"sqlite:///{Path(given).expanduser().absolute().as_posix()}"
    return f"sqlite:///{(_home() / 'db' / _FILE).as_posix()}"


def extracted_folder(given: str | Path | None) -> Path:
    """The folder of records."""
    return Path(given) if given else _home() / "extracted"


def run_files(url: str, extracted: Path) -> Path:
    """The stem of a run's own files (`.log`, `.running`): the SQLite database's file, else one beside the records."""
    if url.startswith("sqlite") and ":///" in url:
        path = url.split(":///", 1)[1].split("?", 1)[0]
        if path and path != ":memory:":
            return Path(path)
    return extracted / ".protokolle"


def _home() -> Path:
    checkout = find_checkout(Path.cwd())
    if checkout is not None:
        return checkout
    from platformdirs import user_data_path

    return user_data_path("protokolle", appauthor=False)


def find_checkout(start: Path) -> Path | None:
    """The nearest folder from `start` upward whose pyproject.toml names this project."""
    for folder in (start, *start.parents):
        try:
            text = (folder / "pyproject.toml").read_text(encoding="utf-8", errors="replace")
        except OSError:
            continue
        if _OURS.search(text):
            return folder
    return None
