"""Random keys find no exception, and whatever they changed is sound, and undone exactly.

CRM_MONKEY=20000 makes as many steps in all; CRM_MONKEY_SEED=7 only those of one seed.
"""

from __future__ import annotations

import os
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from crmcli.store import operations
from tests import factories
from tests.conftest import Crm
from tests.tui.monkeys import Monkey
from tests.tui.screens import NARROW, Stage, play

STEPS = int(os.environ.get("CRM_MONKEY", 240))  # of all monkeys; read before a test forgets what is in the environment
EACH = min(STEPS, 500)
SEEDS = range(max(STEPS // EACH, 1)) if STEPS > 240 else range(2)
ONLY = os.environ.get("CRM_MONKEY_SEED")


def problems(crm: Crm, database: Path) -> set[tuple[str, str]]:
    """What `crm doctor` finds wrong with a database."""
    found = crm("--db", database, "doctor", "--json").json
    return {(each["check"], each["message"]) for each in found if each["state"] != "ok"}


def without_past(database: Path) -> factories.Rows:
    """Forgets how the database came to be, since a monkey presses u as often as anything else; returns all rows."""
    store = factories.opened(database)
    with closing(store), store.connection:
        store.connection.execute("DELETE FROM journal")
        store.connection.execute("DELETE FROM operation")
        return factories.tables(store)


def undone(database: Path) -> factories.Rows:
    """All rows once every operation was taken back."""
    store = factories.opened(database)
    try:
        while operations.next_to_undo(store.connection) is not None:
            operations.undo(store)
        return factories.tables(store)
    finally:
        store.close()


@pytest.mark.parametrize("seed", [int(ONLY)] if ONLY else SEEDS)
def test_random_keys_fail_nowhere_and_are_undone_exactly(
    sample: Path, crm: Crm, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    monkeypatch.setenv("EDITOR", "/bin/true")
    monkeypatch.setenv("PATH", str(sample.parent / "no-programs"))  # nothing is opened on this machine
    start, before, made = without_past(sample), problems(crm, sample), 0
    while made < EACH:
        made += play(sample, _of(seed * 1000 + made, EACH - made), size=NARROW)
    assert problems(crm, sample) <= before
    after = undone(sample)
    assert {table: rows for table, rows in after.items() if rows != start[table]} == {}


def _of(seed: int, count: int) -> Any:
    async def played(stage: Stage) -> int:
        return await Monkey(stage, seed).play(count)

    return played
