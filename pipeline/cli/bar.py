"""The progress bar of `ingest` and `link run`: count, rate, remaining time. Redrawn ten times a second at most."""

from __future__ import annotations

import time

from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    ProgressColumn,
    Task,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.progress import Progress as RichProgress
from rich.text import Text

from pipeline.cli.output import console

_REDRAW = 0.1  # seconds


class _Rate(ProgressColumn):
    """Things per second."""

    def __init__(self, unit: str) -> None:
        super().__init__()
        self._unit = unit

    def render(self, task: Task) -> Text:
        speed = task.finished_speed or task.speed
        return Text(f"– {self._unit}/s" if speed is None else f"{speed:.1f} {self._unit}/s")


class Bar:
    """A `pipeline.batch.Progress` on stderr."""

    def __init__(self, name: str = "ingest", unit: str = "docs") -> None:
        self._progress = RichProgress(
            TextColumn(name),
            BarColumn(),
            MofNCompleteColumn(),
            _Rate(unit),
            TimeElapsedColumn(),
            TimeRemainingColumn(),
            console=console(stderr=True),
            auto_refresh=False,  # no thread beside the work: `advance` redraws when it is time
        )
        self._task = self._progress.add_task(name, total=None)
        self._count = 0
        self._drawn = 0.0

    def begin(self, total: int) -> None:
        """Shows the bar."""
        self._progress.update(self._task, total=total)
        self._progress.start()
        self._progress.refresh()

    def advance(self, name: str) -> None:  # noqa: ARG002 - the bar counts, it does not name
        """Counts one input, and redraws when a tenth of a second has passed."""
        self._count += 1
        now = time.monotonic()
        if now - self._drawn >= _REDRAW:
            self._drawn = now
            self._progress.update(self._task, completed=self._count, refresh=True)

    def at(self, count: int, total: int) -> None:
        """Shows that `count` of `total` are done; the first time shows the bar."""
        if not self._progress.live.is_started:
            self.begin(total)
        self._count = count
        self._progress.update(self._task, completed=count, total=total, refresh=True)

    def end(self) -> None:
        """Draws the last state and leaves it standing."""
        self._progress.update(self._task, completed=self._count, refresh=True)
        self._progress.stop()
