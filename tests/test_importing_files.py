"""What an import takes for a file: pipes, standard input, and names that are none."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest

from crmcli.errors import Invalid
from crmcli.importing import Import, Request
from crmcli.store.db import Store
from tests import factories
from tests.factories import card, counts


@pytest.fixture
def store(home: Path) -> Store:
    """A new store in the test's home, open for changes."""
    return factories.store(home)


def _import(request: Request, stdin: bytes = b"") -> Import:
    return Import(request, lambda _done, _all, _what: None, io.BytesIO(stdin))


def test_a_pipe_is_a_file_like_any_other(store: Store, home: Path) -> None:
    reading, writing = os.pipe()
    os.write(writing, card("Budi").encode())
    os.close(writing)
    with _import(Request([f"/dev/fd/{reading}"])) as one:
        one.read()
        assert counts(one.bring_in(store)) == (1, 0, 0, 0)
    os.close(reading)


def test_a_pipe_that_nobody_writes_to_is_empty_and_does_not_wait(home: Path) -> None:
    os.mkfifo(home / "pipe")
    with _import(Request([str(home / "pipe")])) as one, pytest.raises(Invalid):
        one.read()


def test_an_empty_name_of_a_file_is_an_error(home: Path) -> None:
    with _import(Request([""])) as one, pytest.raises(Invalid):
        one.read()


def test_standard_input_named_twice_is_read_once(store: Store) -> None:
    with _import(Request(["-", "-"]), card("Budi").encode()) as one:
        one.read()
        assert counts(one.bring_in(store)) == (1, 0, 0, 0)
