"""`among`: many values as one, on both databases."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, delete, insert, select

from pipeline.store import open_store
from pipeline.store.dialects.among import among
from pipeline.store.schema import AgendaItem, MotionStation, TitleMark

NUMBERS = (0, 1, -1, 2**31, 2**53 + 1, -(2**53) - 1, 2**63 - 1, -(2**63))
WORDS = ("a", "A", "", "1", "ä", "a\u0308", "ß", "„x“ 'y' \"z\"", "\\", "\\u0041", "{a,b}", "NULL", "a b", "%", "\n",
         "\x01", "😀", "a\x00b", "a\x00")  # fmt: skip


@pytest.fixture(params=["sqlite", "postgres"])
def connection(request: pytest.FixtureRequest) -> Iterator[Connection]:
    url = "sqlite://" if request.param == "sqlite" else request.getfixturevalue("postgres_url")
    with open_store(url) as store, store.writing() as open_one:
        yield open_one


def test_each_value_finds_its_row_alone(connection: Connection) -> None:
    rows = [{"mark": mark, "owner": owner} for mark, owner in zip(NUMBERS * 3, WORDS, strict=False)]
    connection.execute(insert(TitleMark), rows)
    for row in rows:
        for column, value in ((TitleMark.mark, row["mark"]), (TitleMark.owner, row["owner"])):
            found = connection.execute(select(column).where(among(column, [value]))).scalars().all()
            assert set(found) == {value}


def test_very_many_values_are_one_question(connection: Connection) -> None:
    connection.execute(insert(TitleMark), [{"mark": mark, "owner": str(mark % 7)} for mark in range(200_000)])
    wanted = among(TitleMark.mark, range(0, 200_000, 2))
    assert len(connection.execute(select(TitleMark.mark).where(wanted)).all()) == 100_000
    assert connection.execute(select(TitleMark.mark).where(among(TitleMark.mark, []))).all() == []


def test_the_same_statement_with_other_values_is_not_the_former_answer(connection: Connection) -> None:
    connection.execute(insert(TitleMark), [{"mark": mark, "owner": "a"} for mark in range(4)])
    query = select(TitleMark.mark).order_by(TitleMark.mark)
    assert connection.scalars(query.where(among(TitleMark.mark, [1, 2]))).all() == [1, 2]
    assert connection.scalars(query.where(among(TitleMark.mark, [3, 2, 3]))).all() == [2, 3]
    both = among(TitleMark.mark, [0]) | among(TitleMark.mark, [3])
    assert connection.scalars(query.where(both)).all() == [0, 3]


def test_keys_are_looked_up_and_no_table_is_looked_through() -> None:
    with open_store("sqlite://") as store, store.reading() as connection:
        for statement in (
            select(AgendaItem.title).where(among(AgendaItem.id, [1, 2])),
            select(MotionStation.item_id).where(among(MotionStation.reference, ["a"]), MotionStation.how != "number"),
            delete(MotionStation).where(among(MotionStation.item_id, [1])),
            delete(TitleMark).where(among(TitleMark.owner, ["a", "b"])),
        ):
            made = statement.compile(connection)
            values = tuple("[]" if isinstance(value, list) else value for value in made.params.values())
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {made}", values).all()
            assert plan[0][-1].startswith("SEARCH"), statement
