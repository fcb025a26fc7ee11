"""Tables of cases that are tried in one test: setting a test up takes longer than trying a row of a pure function."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import pytest

Test = Callable[..., None]
_SHOWN = 400  # characters of a row; some are of a hundred thousand


def each_row(names: str | Sequence[str], rows: Iterable[Any]) -> Callable[[Test], Test]:
    """What `pytest.mark.parametrize` says, as one test, which fails with all rows that fail and why.

    For what changes nothing only: all rows share the fixtures, and what one of them changed the next would find.
    """
    table = [(row,) if isinstance(names, str) else tuple(row) for row in rows]
    columns = [names] if isinstance(names, str) else list(names)
    assert table, "a table without rows tries nothing"

    def one_test(check: Test) -> Test:
        def every_row(**fixtures: Any) -> None:
            failed = [why for row in table if (why := _failure(check, dict(zip(columns, row, strict=True)), fixtures))]
            if failed:
                pytest.fail("\n".join([f"{len(failed)} of {len(table)} rows:", *failed]), pytrace=False)

        every_row.__name__, every_row.__doc__, every_row.__module__ = check.__name__, check.__doc__, check.__module__
        taken = inspect.signature(check)
        left = [each for name, each in taken.parameters.items() if name not in columns]
        every_row.__signature__ = taken.replace(parameters=left)  # type: ignore[attr-defined]
        every_row.pytestmark = list(getattr(check, "pytestmark", []))  # type: ignore[attr-defined]
        return every_row

    return one_test


def _failure(check: Test, row: dict[str, Any], fixtures: dict[str, Any]) -> str:
    """What a row fails with; empty where it holds."""
    try:
        check(**row, **fixtures)
    except (Exception, pytest.fail.Exception) as error:
        return f"{repr(tuple(row.values()))[:_SHOWN]}: {type(error).__name__}: {error}"
    return ""
