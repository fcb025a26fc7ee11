"""The seeded year of deals is one that the verbs of the store might have made."""

from __future__ import annotations

from pathlib import Path

from crmcli.store import deal_soundness
from tests import factories, pipelines


def test_a_seeded_year_keeps_every_promise_about_deals(tmp_path: Path) -> None:
    store = factories.store(tmp_path)
    pipelines.year(store, seed=3, deals=300, contacts=40)
    assert list(deal_soundness.faults(store.connection)) == []
    deal_soundness.check(store.connection)
    assert store.connection.execute("PRAGMA foreign_key_check").fetchall() == []


def test_the_same_seed_makes_the_same_year_and_another_one_another(tmp_path: Path) -> None:
    made = []
    for number, seed in enumerate((5, 5, 6)):
        folder = tmp_path / str(number)
        folder.mkdir()
        store = factories.store(folder)
        pipelines.year(store, seed=seed, deals=80, contacts=20)
        made.append(factories.tables(store))
        store.close()
    assert made[0] == made[1]
    assert made[0] != made[2]


def test_a_year_holds_everything_that_happens_to_deals(tmp_path: Path) -> None:
    store = factories.store(tmp_path)
    pipelines.year(store, seed=1, deals=600, contacts=60)

    def count(query: str) -> int:
        return int(factories.row(store, query)[0])

    outcomes = "SELECT count(DISTINCT s.outcome) FROM deal d JOIN stage s ON s.id = d.stage_id"
    reopened = "SELECT count(*) FROM stage_move m JOIN stage s ON s.id = m.from_stage_id WHERE s.outcome <> 'open'"
    retired = "SELECT count(*) FROM stage_move m JOIN stage s ON s.id = m.to_stage_id WHERE s.retired_at IS NOT NULL"
    late = "SELECT count(*) FROM close_change WHERE to_day > from_day"
    assert count(outcomes) == 4
    assert count("SELECT count(DISTINCT currency) FROM deal") == len(pipelines.CURRENCIES)
    assert min(count(reopened), count(retired), count(late)) > 10
    assert (
        min(count(f"SELECT count(*) FROM {table}") for table in ("activity", "followup", "competitor", "deal_tag")) > 50
    )
