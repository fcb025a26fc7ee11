"""A year of digests and alerts, lived in seconds: nothing is forgotten, and nothing is said twice.

Runs are skipped, doubled, fail and are killed at the worst moment; the machine sleeps for days, its clock jumps, and
its user travels. `CRM_SIMULATED_YEARS=20` lives so many years, each from a seed of its own; a failure names its seed.
"""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

import pytest

from tests.simulation.life import ZONES, Life
from tests.simulation.oracle import Oracle
from tests.simulation.world import World, utc

_YEARS = int(os.environ.get("CRM_SIMULATED_YEARS") or 0)
_DAYS = 365 if _YEARS else 91  # three seasons together, where nobody asks for more


def lived(seed: int, days: int, path: Path, patch: pytest.MonkeyPatch) -> tuple[Oracle, World, Life]:
    """A life of so many days, from a seed."""
    oracle = Oracle(timedelta(minutes=15))
    patch.setenv("CRM_DB", str(path))
    start, zone = utc("2027-01-04T00:00:00") + timedelta(days=61 * seed), ZONES[seed % len(ZONES)]
    machine = World(oracle, patch, start, zone, has_setting=seed % 3 != 1)
    life = Life(seed, machine, path)
    try:
        life.live(days)
    finally:
        life.close()
    return oracle, machine, life


@pytest.mark.parametrize("seed", range(_YEARS or 3))
def test_nothing_is_forgotten_and_nothing_is_said_twice(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    oracle, machine, life = lived(seed, _DAYS, tmp_path / "crm.db", monkeypatch)
    # A year in which nothing happened would prove nothing.
    assert machine.runs > _DAYS * 2
    assert sum(oracle.rung.values()) > _DAYS / 4
    assert sum(oracle.digests.values()) > _DAYS / 3
    assert oracle.late_rings > 5
    assert life.has_slept
    assert sum(oracle.kills.values()) > 1
