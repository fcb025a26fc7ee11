"""What lies over a view, or stands in it, when something is the matter: what is wrong with the database, a window that
is too small, and what to press where there is nothing yet.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.strip import Strip
from textual.widgets import Static

from crmcli.i18n import _
from crmcli.output import clean
from crmcli.tui import keymaps, keys
from crmcli.tui.painting import Painted, fitted

if TYPE_CHECKING:
    from collections.abc import Mapping

LEAST = (40, 10)  # cells and lines that a view needs


def is_too_small(width: int, height: int) -> bool:
    """Whether a window has no room for a view."""
    return width < LEAST[0] or height < LEAST[1]


class TooSmall(Painted):
    """A line in place of a view that has no room."""

    DEFAULT_CSS = """
    TooSmall { layer: above; width: 100%; height: 100%; display: none; background: $background; }
    """

    def render_line(self, y: int) -> Strip:
        """Draws what is the matter into the middle line."""
        size = self.size
        said = _("Too small: {width}×{height} at least").format(width=LEAST[0], height=LEAST[1])
        short = f"{LEAST[0]}×{LEAST[1]}"
        text = said if len(said) <= size.width else short if len(short) <= size.width else ""
        if y != size.height // 2:
            text = ""
        return Strip(self.drawn([(fitted(text, size.width), "strong")]), size.width)


class Trouble(Static):
    """What is wrong with the database, for as long as it is."""

    DEFAULT_CSS = """
    Trouble { height: auto; display: none; padding: 0 1; color: $text-warning; text-style: bold; background: $panel; }
    Trouble.-told { display: block; }
    """

    def __init__(self) -> None:
        super().__init__("", markup=False)

    def tell(self, sentence: str) -> None:
        """Shows a sentence; none goes away."""
        self.update(clean(sentence))
        self.set_class(bool(sentence), "-told")


class FirstSteps(Static):
    """What to press where there is nothing yet."""

    DEFAULT_CSS = """
    FirstSteps { layer: above; width: 100%; height: auto; margin: 5 0 1 0; padding: 1 4; display: none;
                 background: $background; color: $foreground; }
    FirstSteps.-wanted { display: block; }
    """

    def __init__(self) -> None:
        super().__init__("", markup=False)

    def want(self, is_wanted: bool) -> None:
        """Says it, by the keys that are in force, or goes away."""
        self.set_class(is_wanted, "-wanted")
        if is_wanted:
            self.update("\n".join(steps(self.app._keymap, getattr(self.screen, "VIEW", ""))))


def steps(keymap: Mapping[str, str], view: str) -> list[str]:
    """Returns the first steps as lines, by the keys that are in force in a view."""
    by_name = {each.name: each for each in keys.all_keys()}

    def pressed(name: str) -> str:
        given = keymap.get(name) or (by_name[name].keys if name in by_name else "")
        return keymaps.shown(keymaps.normal(given.split(",")[0])) if given else ""

    wanted = [
        (pressed("board.new"), _("a new deal, on the board")),
        (pressed("contacts.import") or pressed("contact.import"), _("your phone's contacts, in the view of contacts")),
        (
            pressed("view.demo") if view != "contacts" else ":demo",
            _("the demo first: a sample with a year of deals"),
        ),
        (":setup", _("your country, currency and time zone")),
        (pressed("view.keys"), _("all keys")),
    ]
    shown = [(key, meaning) for key, meaning in wanted if key]
    widest = max(len(key) for key, _meaning in shown)
    return [_("Nothing is here yet. Begin with:"), "", *(f"{key:<{widest}}  {meaning}" for key, meaning in shown)]
