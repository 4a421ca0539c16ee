"""Keep a tracker's own SQLite database in step with the decisions that Protokolle hands over.

    python tracker_importer.py tracker.sqlite --run "protokolle export tracker --limit 1000"
    protokolle export tracker | python tracker_importer.py tracker.sqlite -

A page and its cursor are kept in one transaction: killed between any two lines, nothing of the page is kept, and the
next run fetches it again. Pages that come twice, or overlap, change nothing. Needs nothing but Python.
"""

from __future__ import annotations

import argparse
import json
import shlex
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

TABLES = """
CREATE TABLE IF NOT EXISTS decision (
    id TEXT PRIMARY KEY, seq INTEGER, page INTEGER, kind TEXT, date TEXT, body TEXT, paper TEXT, title TEXT,
    result TEXT, line TEXT);
CREATE INDEX IF NOT EXISTS decision_seq ON decision (seq);
CREATE TABLE IF NOT EXISTS measure_decision (
    decision TEXT, measure TEXT, number TEXT, state TEXT, PRIMARY KEY (decision, measure));
CREATE TABLE IF NOT EXISTS progress (feed TEXT, seq INTEGER, page INTEGER, cursor TEXT);
"""


class PageError(Exception):
    """A page that must not be kept; the database is as before."""


def main() -> int:
    parser = argparse.ArgumentParser(description="Import decisions into a tracker's SQLite database.")
    parser.add_argument("database")
    parser.add_argument("pages", nargs="*", help="files of pages in order; - is standard input")
    parser.add_argument("--run", metavar="COMMAND", help="fetch pages with this command until there are no more")
    parser.add_argument("--anew", action="store_true", help="replace everything by what comes from the beginning")
    words = parser.parse_args()
    try:
        with closing(sqlite3.connect(words.database, isolation_level=None)) as db:
            db.executescript(TABLES)
            if words.pages:
                import_pages(db, lines_of(words.pages), anew=words.anew)
            if words.run:
                fetch(db, shlex.split(words.run), anew=words.anew and not words.pages)
    except (PageError, OSError, sqlite3.Error) as error:
        print(f"tracker_importer: {error}", file=sys.stderr)
        return 1
    return 0


def lines_of(names: list[str]) -> Iterator[str]:
    for name in names:
        with open(0, encoding="utf-8", closefd=False) if name == "-" else Path(name).open(encoding="utf-8") as lines:
            yield from lines


def fetch(db: sqlite3.Connection, command: list[str], *, anew: bool) -> None:
    """Ask for page after page, each from the cursor of the one before."""
    more = True
    while more:
        *_, cursor = progress(db)
        since = ["--since", cursor] if cursor and not anew else []
        with subprocess.Popen([*command, *since], stdout=subprocess.PIPE, encoding="utf-8") as process:
            assert process.stdout is not None
            more = import_pages(db, process.stdout, anew=anew)
        if process.returncode:
            raise PageError(f"the export ended with {process.returncode}; its own message says why")
        anew = False


def import_pages(db: sqlite3.Connection, lines: Iterable[str], *, anew: bool = False) -> bool:
    """Import a stream of pages, each in one transaction. Returns whether there is more to ask for."""
    more, counts, open_page = False, Counter[str](), False
    try:
        for text in lines:
            line = json.loads(text)
            if not open_page:
                db.execute("BEGIN IMMEDIATE")
                feed, seq, page, _ = progress(db)
                open_page = True
            if line["op"] != "cursor":
                counts[line["op"]] += 1
                keep(db, line, page + 1)
                continue
            known = not anew and line["feed"] == feed and line["seq"] <= seq
            if known:
                db.execute("ROLLBACK")
            else:
                end_page(db, line, page + 1, anew=anew or (feed is not None and line["feed"] != feed), seq=seq)
                db.execute("COMMIT")
            said = ", ".join(f"{n} {op}" for op, n in counts.items()) or "nothing new"
            print(f"page up to {line['seq']}: {said}{' (known already)' if known and counts else ''}")
            more, anew, open_page, counts = line["more"], False, False, Counter()
        if open_page:
            raise PageError("the page ended before its cursor; nothing of it was kept")
    except ValueError as error:
        raise PageError(f"a line is no JSON ({error}); nothing of its page was kept") from error
    finally:
        if db.in_transaction:
            db.execute("ROLLBACK")
    return more


def progress(db: sqlite3.Connection) -> tuple[str | None, int, int, str | None]:
    """The feed, the last number, the last page's count and its cursor."""
    row = db.execute("SELECT feed, seq, page, cursor FROM progress").fetchone()
    return row or (None, 0, 0, None)


def keep(db: sqlite3.Connection, line: dict[str, Any], page: int) -> None:
    """One change. `added` and `changed` both mean: this is how it is now."""
    key = line["id"]
    db.execute("DELETE FROM measure_decision WHERE decision = ?", [key])
    db.execute("DELETE FROM decision WHERE id = ?", [key])
    if line["op"] == "removed":
        return
    told = {name: value for name, value in line.items() if name not in ("op", "seq")}
    result = line["result"] and line["result"]["code"]
    db.execute("INSERT INTO decision VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
               [key, line["seq"], page, line["kind"], line["date"], line["body"], line["paper"]["reference"],
                line["paper"]["title"], result, json.dumps(told, ensure_ascii=False)])  # fmt: skip
    links = [(key, measure["id"], measure["number"], measure["state"]) for measure in line["measures"]]
    db.executemany("INSERT INTO measure_decision VALUES (?, ?, ?, ?)", links)


def end_page(db: sqlite3.Connection, line: dict[str, Any], page: int, *, anew: bool, seq: int) -> None:
    """Keep the cursor. The page is the whole truth about the numbers it spans, a page of another feed about all."""
    if line["since"] > (0 if anew else seq):
        raise PageError("the page does not follow on what is here: one is missing, or it is of another database. "
                        "Import from the beginning with --anew.")  # fmt: skip
    first, last = (-1, sys.maxsize) if anew else (line["since"], line["seq"])
    stale = "seq > ? AND seq <= ? AND page <> ?"
    db.execute(f"DELETE FROM measure_decision WHERE decision IN (SELECT id FROM decision WHERE {stale})",
               [first, last, page])  # fmt: skip
    db.execute(f"DELETE FROM decision WHERE {stale}", [first, last, page])
    db.execute("DELETE FROM progress")
    db.execute("INSERT INTO progress VALUES (?, ?, ?, ?)", [line["feed"], line["seq"], page, line["cursor"]])


if __name__ == "__main__":
    sys.exit(main())
