"""A store of its own for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from crmcli.store.db import Store
from tests import factories


@pytest.fixture
def store(home: Path) -> Iterator[Store]:
    """A new store in the test's home, open for changes."""
    made = factories.store(home)
    yield made
    made.close()
