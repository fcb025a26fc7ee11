"""Selecting: the rows that a statement of the user's answers, in every form of answer."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from typing import Any

from crmcli import context, diagnostics, output
from crmcli.i18n import _

_MOST_ON_A_TERMINAL = 1000


def answer(statement: str, limit: int | None) -> None:
    """Answer with the rows of a statement as they come. Raises Invalid."""
    from crmcli.commands import choosing
    from crmcli.store import sql

    here = context.current()
    connection = choosing.connection()
    if statement.strip() == "-":
        statement = sys.stdin.read() if sys.stdin else ""
    answered = sql.ask(connection, statement)
    most = limit if limit is not None else _MOST_ON_A_TERMINAL if here.mode == output.TABLE else 0
    first = list(islice(answered.rows, 1))
    rows = chain(first, answered.rows)
    columns = _columns(answered.columns, first)
    here.output.listing(
        _records(answered.columns, islice(rows, most or None), is_json=here.is_json),
        columns,
        ids=lambda row: output.text_of(next(iter(row.values()))),
    )
    if most and next(rows, None) is not None:
        diagnostics.narrate(_("There are more than {limit}; --limit 0 shows all.").format(limit=most))


def _columns(names: Sequence[str], first: list[tuple[Any, ...]]) -> list[output.Column]:
    values = first[0] if first else (None,) * len(names)
    return [
        output.Column(name, name, is_number=isinstance(value, int | float), is_wide=not isinstance(value, int | float))
        for name, value in zip(names, values, strict=True)
    ]


def _records(names: Sequence[str], rows: Iterator[tuple[Any, ...]], *, is_json: bool) -> Iterator[dict[str, Any]]:
    for row in rows:
        yield {name: _ready(value, is_json) for name, value in zip(names, row, strict=True)}


def _ready(value: Any, is_json: bool) -> Any:
    """A value as JSON and tables can hold it: bytes are base64 in JSON, and elsewhere only said to be there."""
    if isinstance(value, bytes):
        if not is_json:
            return _("<{count} bytes>").format(count=len(value))
        from base64 import b64encode

        return b64encode(value).decode("ascii")
    if isinstance(value, float) and value in (float("inf"), float("-inf")):
        return str(value)
    return value
