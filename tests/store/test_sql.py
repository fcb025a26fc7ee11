"""A statement of the user's reads, and whatever it says, it does nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from crmcli.errors import Invalid
from crmcli.store import db, sql
from crmcli.store.db import Store
from tests import factories


@pytest.fixture
def asked(store: Store) -> Store:
    factories.person(store, "Łukasz Ørsted", phone="0812-3456-7890")
    return store


def ask(store: Store, statement: str) -> tuple[list[str], list[tuple[object, ...]]]:
    connection = db.connect_reading(store.path)
    assert connection is not None
    answer = sql.ask(connection, statement)
    rows = list(answer.rows)
    connection.close()
    return list(answer.columns), rows


@pytest.mark.parametrize(
    ("statement", "columns", "rows"),
    [
        ("select id, name from contact", ["id", "name"], [(1, "Łukasz Ørsted")]),
        ("SELECT 1 a, 2 a, 3 a;", ["a", "a_2", "a_3"], [(1, 2, 3)]),
        ("-- a remark\n/* another */ values (1), (2)", ["column1"], [(1,), (2,)]),
        ("with n as (select 1 x) select * from n -- end", ["x"], [(1,)]),
        ("select fold(name) f from contact", ["f"], [("lukasz orsted",)]),
        ("select fold(null) n, fold(7) i", ["n", "i"], [(None, 7)]),
        ("select rowid from search where search match 'lukasz'", ["rowid"], [(1,)]),
        ("select cast(x'ff41' as text) t", ["t"], [("\ufffdA",)]),
        ("\ufeffselect 1 x", ["x"], [(1,)]),
        ("pragma user_version", ["user_version"], [(db.NEWEST_STEP,)]),
    ],
)
def test_reading_answers(asked: Store, statement: str, columns: list[str], rows: list[tuple[object, ...]]) -> None:
    assert ask(asked, statement) == (columns, rows)


@pytest.mark.parametrize(
    "statement",
    [
        "delete from contact",
        "update contact set name = 'x'",
        "insert into contact (name) values ('x')",
        "drop table contact",
        "create table x (y)",
        "create temp table x (y)",
        "attach 'other.db' as other",
        "vacuum",
        "vacuum into 'copy.db'",
        "pragma user_version = 7",
        "pragma query_only = off",
        "pragma writable_schema = on",
        "pragma journal_mode = delete",
        "pragma table_info = contact_copy(x)",
        "begin",
        "reindex",
        "analyze",
        "select load_extension('x')",
        "explain delete from contact",
        "with x as (select 1) delete from contact",
        "with x as (select 1) insert into setting (key, value) select 1, 2",
        "replace into setting (key, value) values (1, 2)",
        "select 1; delete from contact",
        "",
        " ; -- nothing",
        "select '\0'",
        "select ?",
        "select randomblob(900000000)",
        "select * from nothing",
        "select nothing from contact",
        "select nothing(1)",
        "select 1 +",
        "select (" * 2000,
    ],
)
def test_nothing_else_is_done_and_every_refusal_is_a_sentence(asked: Store, statement: str, home: Path) -> None:
    before = factories.tables(asked)
    with pytest.raises(Invalid) as refusal:
        ask(asked, statement)
    assert str(refusal.value).endswith(".")
    assert factories.tables(asked) == before
    assert {each.name for each in home.glob("*.db")} <= {"crm.db"}


@pytest.mark.parametrize(
    ("statement", "place"),
    [
        ("select * form contact", "line 1, column 10"),
        ("select form1, 'form' x,\n 2 form form", "line 2, column 9"),
        ("select 1,\n nme from contact", "line 2, column 2"),
        ("select * from contcts", "line 1, column 15"),
    ],
)
def test_a_wrong_statement_says_where(asked: Store, statement: str, place: str) -> None:
    with pytest.raises(Invalid) as refusal:
        ask(asked, statement)
    assert place in str(refusal.value)


def test_rows_are_read_as_they_are_asked_for(asked: Store) -> None:
    connection = db.connect_reading(asked.path)
    assert connection is not None
    endless = "with recursive n (i) as (select 1 union all select i + 1 from n) select i from n"
    answer = sql.ask(connection, endless)
    assert [next(answer.rows) for _number in range(3)] == [(1,), (2,), (3,)]
    connection.close()
