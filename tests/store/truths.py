"""What is true of every database, whatever was done to it: asked after anything that may have broken it."""

from __future__ import annotations

import sqlite3
from typing import Any

from crmcli.store import deal_soundness, indexing
from crmcli.store.db import Store

Index = dict[str, list[tuple[Any, ...]]]


def index(connection: sqlite3.Connection) -> Index:
    """What the full-text tables hold."""
    tables = connection.execute("SELECT name FROM sqlite_schema WHERE sql LIKE 'CREATE VIRTUAL TABLE%fts5%'")
    return {
        row[0]: [tuple(found) for found in connection.execute(f"SELECT rowid, * FROM {row[0]} ORDER BY rowid")]
        for row in tables.fetchall()
    }


def assert_index_is_true(store: Store) -> None:
    """The index holds what it would if it were made anew, and its words are those of its contents."""
    held = index(store.connection)
    for table in held:
        store.connection.execute(f"INSERT INTO {table} ({table}) VALUES ('integrity-check')")
    store.connection.execute("BEGIN IMMEDIATE")
    try:
        indexing.rebuild(store.connection)
        anew = index(store.connection)
    finally:
        store.connection.execute("ROLLBACK")
    assert held == anew


def touched(connection: sqlite3.Connection) -> dict[int, str]:
    """When each contact was reached last, worked out one activity at a time; contacts never reached are not in it."""
    settings = dict(connection.execute("SELECT key, value FROM setting").fetchall())
    found: dict[int, str] = {}
    query = (
        "SELECT p.contact_id, a.at, a.kind, a.direction, a.outcome "
        "FROM participant p JOIN activity a ON a.id = p.activity_id"
    )
    for contact_id, at, kind, direction, outcome in connection.execute(query):
        is_sent = kind in ("email", "message") and direction == "outgoing" and settings.get("touch.sent") == "yes"
        is_own = settings.get(f"kind.{kind}") == "touch"
        is_reached = kind in ("call", "meeting", "visit", "email", "message", "gift") and outcome == "reached"
        if outcome != "missed" and (is_reached or is_sent or is_own):
            found[contact_id] = max(at, found.get(contact_id, ""))
    return found


def assert_sound(store: Store) -> None:
    """No foreign key is broken, no page is damaged, no operation is left open, and the index is true.

    Nobody's last touch is another than the newest activity that reached them. Deals are where their moves led them.
    """
    assert list(deal_soundness.faults(store.connection)) == []
    assert_ways_are_true(store.connection)
    held = dict(store.connection.execute("SELECT id, last_touch_at FROM contact WHERE last_touch_at IS NOT NULL"))
    assert held == touched(store.connection)
    connection = store.connection
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    assert [row[0] for row in connection.execute("PRAGMA integrity_check")] == ["ok"]
    assert connection.execute("SELECT count(*) FROM operation WHERE state = 'open'").fetchone()[0] == 0
    assert connection.execute("SELECT count(*) FROM journal WHERE operation_id IS NULL").fetchone()[0] == 0
    assert_index_is_true(store)


def assert_ways_are_true(connection: sqlite3.Connection) -> None:
    """Every deal is where its moves lead, told one move at a time; its stage is there, and open or closed as it is."""
    stages = {row[0]: row for row in connection.execute("SELECT id, pipeline_id, outcome, retired_at FROM stage")}
    for deal_id, stage_id, since, closed_at in connection.execute(
        "SELECT id, stage_id, stage_since, closed_at FROM deal"
    ).fetchall():
        place, moment = None, ""
        for before, after, at in connection.execute(
            "SELECT from_stage_id, to_stage_id, at FROM stage_move WHERE deal_id = ? ORDER BY at, id", (deal_id,)
        ):
            assert before == place
            assert after != place
            assert at >= moment
            place, moment = after, at
        assert (place, moment) == (stage_id, since)
        assert stages[stage_id][3] is None
        assert closed_at == (None if stages[stage_id][2] == "open" else moment)
    of_pipelines: dict[int, list[str]] = {row[0]: [] for row in connection.execute("SELECT id FROM pipeline")}
    for _id, pipeline_id, outcome, retired_at in stages.values():
        if retired_at is None:
            of_pipelines[pipeline_id].append(outcome)
    assert of_pipelines
    for outcomes in of_pipelines.values():
        assert "open" in outcomes
        assert sorted(each for each in outcomes if each != "open") == ["lost", "void", "won"]
