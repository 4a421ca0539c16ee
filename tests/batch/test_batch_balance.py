"""The books: a column short is an error, and only real failures fail a run."""

import pytest

from pipeline.batch.balance import Balance
from pipeline.model.errors import ProtokolleError


def test_books_that_add_up_pass() -> None:
    balance = Balance(inputs=4, imported=1, unchanged=1, duplicate=1)
    balance.quarantine("a.pdf", "empty", "a.pdf is empty.")
    balance.prove()
    assert balance.as_json() == {
        "inputs": 4,
        "imported": 1,
        "unchanged": 1,
        "duplicate": 1,
        "quarantined": 1,
        "reasons": [{"input": "a.pdf", "code": "empty", "message": "a.pdf is empty."}],
    }


@pytest.mark.parametrize(
    "balance", [Balance(inputs=2, imported=1), Balance(inputs=1, quarantined=1), Balance(inputs=0, duplicate=1)]
)
def test_a_lost_input_is_noticed(balance: Balance) -> None:
    with pytest.raises(ProtokolleError, match="do not balance") as caught:
        balance.prove()
    assert caught.value.code == "balance"


@pytest.mark.parametrize(("code", "failed"), [("data_file", False), ("no_minutes", False), ("encrypted", True)])
def test_what_is_no_minutes_is_no_failure(code: str, failed: bool) -> None:
    balance = Balance(inputs=1)
    balance.quarantine("x", code, "x.")
    assert balance.failed is failed


def test_reasons_are_grouped_most_frequent_first() -> None:
    balance = Balance()
    for name, code in [("a", "empty"), ("b", "data_file"), ("c", "data_file"), ("d", "broken")]:
        balance.quarantine(name, code, ".")
    assert balance.by_code() == [("data_file", 2), ("broken", 1), ("empty", 1)]
