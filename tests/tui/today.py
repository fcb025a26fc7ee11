"""How tests play today's list: in its view, with the cursor put on an entry, and the same done by the line."""

from __future__ import annotations

import shlex
import sqlite3
from pathlib import Path
from typing import Any

from crmcli.tui.today_list import TodayList
from crmcli.tui.views import Begin
from tests.conftest import Crm
from tests.tui.screens import Played, Stage
from tests.tui.screens import play as play_in

TODAY = Begin(view="today")


def play(database: Path, played: Played, **more: Any) -> Any:
    """Plays in the view of today."""
    return play_in(database, played, begin=TODAY, **more)


def asked(database: Path, query: str) -> list[tuple[Any, ...]]:
    """What a query finds in the database."""
    with sqlite3.connect(database) as connection:
        return [tuple(row) for row in connection.execute(query)]


def listed(stage: Stage) -> TodayList:
    """The list."""
    return stage.app.screen.query_one(TodayList)


def same_by_the_line(database: Path, before: Path, lines: list[str], crm: Crm, query: str) -> None:
    """That command lines do on the database as it was what was done on the screen."""
    for line in lines:
        answer = crm("--db", str(before), *shlex.split(line)[1:])
        assert answer.code == 0, answer.stderr
    assert asked(before, query) == asked(database, query)


async def go_to(stage: Stage, ref: str) -> None:
    """Puts the cursor on an entry."""
    assert listed(stage).go_to(ref)
    await stage.settle()


DIARY = (
    "SELECT what, due, done_at, contact_id, deal_id FROM followup ORDER BY id",
    "SELECT kind, summary, direction, outcome, deal_id FROM activity ORDER BY id",
)
