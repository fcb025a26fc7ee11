"""The views by name. Each is loaded when it is gone to for the first time: the first frame waits for one only."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from crmcli.tui.view import View


def board() -> View:
    """Returns the board of deals."""
    from crmcli.tui.board_screen import BoardScreen

    return BoardScreen()


def today() -> View:
    """Returns today's list."""
    from crmcli.tui.today_screen import TodayScreen

    return TodayScreen()


def contacts() -> View:
    """Returns the contacts."""
    from crmcli.tui.contacts_screen import ContactsScreen

    return ContactsScreen()


def reports() -> View:
    """Returns the reports."""
    from crmcli.tui.reports_screen import ReportsScreen

    return ReportsScreen()


ALL: dict[str, Callable[[], View]] = {"board": board, "today": today, "contacts": contacts, "reports": reports}
FIRST = "board"  # where one begins the first time


class Begin(NamedTuple):
    """Where to begin: in a view, on a record, filtered by the words of a query; `is_demo` for the sample."""

    view: str = ""
    ref: str = ""
    words: list[str] = []  # noqa: RUF012 - never changed
    is_demo: bool = False


NOWHERE = Begin()


def first(begin: Begin, memory: Mapping[str, object]) -> str:
    """Returns the view to begin in: the one that is said, else the one that was left, else the board."""
    for view in (begin.view, memory.get("view")):
        if isinstance(view, str) and view in ALL:
            return view
    return FIRST
