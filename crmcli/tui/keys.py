"""The key map: every key of every view, with a name by which settings can give it other keys.

One table, from which the bindings, the footer, the help and the documentation come.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from textual.binding import Binding, BindingType

from crmcli.i18n import _

EVERYWHERE = "view"


class Key(NamedTuple):
    """What can be pressed somewhere: `board.left` does `action`, by `keys` where settings do not say others.

    `is_shown` says whether the footer has it; `group` is under which heading the help has it.
    """

    name: str
    action: str
    keys: str
    label: str
    group: str
    is_shown: bool = False

    @property
    def place(self) -> str:
        """The view, or the part of it, that has the key."""
        return self.name.partition(".")[0]


@cache
def all_keys() -> tuple[Key, ...]:
    """Returns the whole key map, in the order of the help."""
    from crmcli.tui import key_table

    return key_table.rows()


def of(place: str, *, without: str = "") -> list[BindingType]:
    """Returns the bindings of a place, `without` a key that stands for something else where they are used."""
    return [
        Binding(_but(each.keys, without), each.action, each.label, show=each.is_shown, id=each.name)
        for each in all_keys()
        if each.place == place
    ]


def moving(*, without: str = "") -> list[BindingType]:
    """Returns the bindings that move the cursor of a list, for one in which nothing is opened or marked."""
    every = [each for each in of("list", without=without) if isinstance(each, Binding)]
    return [each for each in every if each.action not in ("open", "mark")]


def _but(given: str, without: str) -> str:
    return ",".join(each for each in given.split(",") if each != without)


def heading(group: str) -> str:
    """Returns what the help calls a group of keys."""
    return {
        "cursor": _("Moving about"),
        "deal": _("The deal"),
        "contact": _("The contact"),
        "marked": _("The marked ones"),
        "entry": _("The thing to do"),
        "planner": _("The weeks ahead"),
        "card": _("The card"),
        "reach": _("Reaching somebody"),
        "shown": _("What is shown"),
        "everywhere": _("Everywhere"),
    }.get(group, group)
