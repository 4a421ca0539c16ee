"""How a council numbers its papers, as far as a document shows it: the one thing that keeps two councils apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model.reference import numbering


@pytest.mark.parametrize(
    ("reference", "form"),
    [
        ("15/SVV/0743", "y/A/n"), ("DS 15/svv/743", "y/A/n"), ("15/SVV/0743-01", "y/A/n"), ("22/OBR/0007", "y/A/n"),
        ("2023/1291", "Y/n"), ("2023/1291/1", "Y/n"), ("VO/2023/12306", "A/Y/n"), ("VO/2023/12306-01-02", "A/Y/n"),
        ("0123/2020", "n/Y"), ("01/0474", "y/n"), ("17", None), ("", None), ("Radweg", None),
    ],
)  # fmt: skip
def test_the_form_of_a_reference(reference: str, form: str | None) -> None:
    assert numbering([reference]) == form


def test_one_paper_of_another_town_does_not_outvote_the_own_ones() -> None:
    assert numbering(["15/SVV/0743", "2023/1291", "15/SVV/0744"]) == "y/A/n"


def test_a_draw_is_not_guessed() -> None:
    assert numbering(["15/SVV/0743", "2023/1291"]) is None
    assert numbering([]) is None


@given(st.lists(st.text(max_size=40), max_size=5))
def test_no_reference_fails_and_the_order_says_nothing(references: list[str]) -> None:
    form = numbering(references)
    assert form == numbering(references[::-1])
    assert form is None or len(form) <= 20
