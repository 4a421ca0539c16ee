"""The progress bar: what it shows on a terminal, and that it does not redraw for every document."""

import io

import pytest
from rich.console import Console

from pipeline.cli import bar as bar_module


class _Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 100.0

    def monotonic(self) -> float:
        return self.now


def test_it_counts_to_the_end_and_redraws_ten_times_a_second_at_most(monkeypatch: pytest.MonkeyPatch) -> None:
    out, clock = io.StringIO(), _Clock()
    monkeypatch.setattr(
        bar_module, "console", lambda **_: Console(file=out, force_terminal=True, width=120, _environ={})
    )
    monkeypatch.setattr(bar_module, "time", clock)
    bar = bar_module.Bar()
    bar.begin(1000)
    for number in range(1000):
        clock.now += 0.001
        bar.advance(f"{number}.pdf")
    drawn = out.getvalue().count("docs/s")
    bar.end()
    assert drawn <= 15  # one second: ten redraws, the first one and the start
    assert "1000/1000" in out.getvalue()
    assert "docs/s" in out.getvalue()
