"""Databases for the screen to stand on: the sample with its year of deals, and the place of one that is not there."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from crmcli import context
from crmcli.commands import sampling
from tests.conftest import NOW
from tests.tui import boards


@pytest.fixture(scope="session")
def made_sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of the sample, made once; its days are counted from the fixed clock."""
    before = {name: os.environ.get(name) for name in ("CRM_NOW", "HOME", "TZ")}
    folder = tmp_path_factory.mktemp("sample")
    os.environ |= {"CRM_NOW": NOW, "HOME": str(folder), "TZ": "Asia/Jakarta"}
    try:
        context.start([])
        return Path(sampling.write(str(folder)))
    finally:
        for name, value in before.items():
            os.environ.pop(name) if value is None else os.environ.update({name: value})


@pytest.fixture
def sample(made_sample: Path, tmp_path: Path) -> Path:
    """A copy of the sample's database, for one test."""
    path = tmp_path / "sample" / "crm.db"
    path.parent.mkdir(mode=0o700)
    shutil.copy(made_sample, path)
    return path


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """The database of a small board, `tests/tui/boards.py` says of what."""
    return boards.made(tmp_path / "small")
