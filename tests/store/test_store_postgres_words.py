"""What PostgreSQL's index is asked, without a server."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.store.dialects.postgres_search import _Calendar
from pipeline.store.dialects.postgres_words import _IN_STRETCH, _stretch, stretches, widest_end

NUMBERS = st.integers(min_value=0, max_value=4095)


@given(NUMBERS, NUMBERS)
def test_stretches_of_time_are_those_asked_for_and_few(one: int, other: int) -> None:
    first, last = min(one, other), max(one, other)
    tokens = set(stretches(first, last))
    covered = [n for n in range(4200) if tokens & {_stretch(n, width) for width in range(len(_IN_STRETCH))}]
    assert covered == list(range(first, last + 1))
    assert len(tokens) <= 2 * 7 * (len(_IN_STRETCH) - 1) + 4096 // 64


@given(NUMBERS)
def test_the_end_of_the_widest_stretch_is_in_it(number: int) -> None:
    end = widest_end(number)
    assert number <= end < number + 64
    assert _stretch(end, 2) == _stretch(number, 2) != _stretch(end + 1, 2)


@given(st.lists(NUMBERS, min_size=2, max_size=30), st.floats(min_value=1e-9, max_value=3.0))
def test_a_larger_share_of_the_items_begins_no_later(bounds: list[int], share: float) -> None:
    bounds.sort()
    calendar = _Calendar(bounds, bounds[-1], slices=len(bounds) - 1)
    assert bounds[0] <= calendar.since(share) <= bounds[-1]
    assert calendar.since(1.5 * share) <= calendar.since(share)
    assert calendar.since(1.0) == bounds[0]
