"""Which file is to be imported: a line that is completed while one types, and below it the files that fit.

Nothing is opened here. What is offered at first are the address books that came last into the usual folders.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from crmcli.i18n import _
from crmcli.importing import SUFFIXES
from crmcli.output import clean
from crmcli.tui.failing import Surviving

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crmcli.tui.app import CrmApp

_MOST = 200  # names of one folder that are offered
_NEWEST = 12  # files that are offered at first
_USUAL = ("", "~", "~/Downloads", "~/Documents", "~/Desktop")


async def asked(app: CrmApp) -> str | None:
    """Asks for a file or a folder; returns its path, None where it was given up."""
    return await app.push_screen_wait(AskingPath())


class AskingPath(Surviving, ModalScreen[str | None]):
    """Asks for a path. Tab completes, the arrows choose, enter takes a file and goes into a folder."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "give_up", _("Never mind")),
        Binding("down,ctrl+n", "to(1)", show=False, priority=True),
        Binding("up,ctrl+p", "to(-1)", show=False, priority=True),
        Binding("tab", "complete", show=False, priority=True),
    ]
    DEFAULT_CSS = """
    AskingPath { align: left bottom; background: $background 40%; }
    AskingPath > Vertical { height: auto; background: $panel; padding: 0 1; }
    AskingPath Input { border: none; height: 1; padding: 0; background: $panel; }
    AskingPath OptionList { border: none; height: auto; max-height: 12; background: $panel; padding: 0; }
    AskingPath .path--title { text-style: bold; }
    AskingPath .path--said { color: $text-muted; height: 1; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.offered: list[str] = []

    def compose(self) -> ComposeResult:
        """The question, the line, the files, and what may be pressed."""
        with Vertical():
            yield Static(_("Import which file?"), classes="path--title", markup=False)
            yield Input(placeholder=_("vCard, CSV or .ics, or a folder of them: ~/Downloads/contacts.vcf"))
            yield OptionList(compact=True)
            yield Static(_("tab: complete   enter: take   esc: never mind"), classes="path--said", markup=False)

    def on_mount(self) -> None:
        """The line has the keys."""
        self._offer("")
        self.query_one(Input).focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Offers what fits."""
        event.stop()
        self._offer(event.value)

    def _offer(self, text: str) -> None:
        self.offered = fitting(text) if text.strip() else newest()
        options = self.query_one(OptionList)
        options.clear_options()
        options.add_options([Option(Content(clean(each))) for each in self.offered])
        options.highlighted = None if text.strip() or not self.offered else 0

    def action_to(self, by: int) -> None:
        """The next one, or the one before."""
        options = self.query_one(OptionList)
        if self.offered:
            place = -1 if options.highlighted is None and by > 0 else options.highlighted or 0
            options.highlighted = max(min(place + by, len(self.offered) - 1), 0)

    def action_complete(self) -> None:
        """Writes as much as all that fit have in common; what the cursor is on, where it is on one."""
        place = self.query_one(OptionList).highlighted
        if not self.offered:
            return
        self._write(self.offered[place] if place is not None else common(self.offered))

    def _write(self, text: str) -> None:
        line = self.query_one(Input)
        line.value = text
        line.cursor_position = len(text)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Takes what the cursor is on, else what was typed."""
        event.stop()
        place = self.query_one(OptionList).highlighted
        self._take(self.offered[place] if place is not None else event.value)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Takes what was clicked."""
        self._take(self.offered[event.option_index])

    def _take(self, text: str) -> None:
        """Takes a file, or a folder that was typed whole; goes into a folder that was chosen from the list."""
        path = os.path.expanduser(text.strip())
        if os.path.isdir(path) and text != self.query_one(Input).value:
            self._write(text)
        elif os.path.exists(path):
            self.dismiss(path)
        elif path:
            self.query_one(".path--said", Static).update(clean(_("There is no file {path}.").format(path=path)))

    def action_give_up(self) -> None:
        """Answers nothing."""
        self.dismiss(None)


def fitting(text: str) -> list[str]:
    """Returns the folders and the files that can be imported whose paths begin so, as they would be typed on."""
    folder, slash, beginning = text.rpartition("/")
    place = os.path.expanduser(folder + slash) or "."
    try:
        entries = sorted(os.scandir(place), key=lambda entry: entry.name.casefold())
    except (OSError, ValueError):
        return []
    found = []
    for entry in entries:
        is_hidden = entry.name.startswith(".") and not beginning.startswith(".")
        if is_hidden or not entry.name.casefold().startswith(beginning.casefold()):
            continue
        if _is_folder(entry):
            found.append(folder + slash + entry.name + "/")
        elif entry.name.lower().endswith((*SUFFIXES, ".json")):
            found.append(folder + slash + entry.name)
    return found[:_MOST]


def common(texts: Sequence[str]) -> str:
    """Returns the beginning that all of some texts have."""
    first, last = min(texts), max(texts)
    length = next(
        (place for place, (one, other) in enumerate(zip(first, last, strict=False)) if one != other), len(first)
    )
    return first[:length]


def newest() -> list[str]:
    """Returns the files of address books in the usual folders, the newest first."""
    found: dict[str, float] = {}
    for folder in _USUAL:
        try:
            for entry in os.scandir(os.path.expanduser(folder) or "."):
                if entry.name.lower().endswith(SUFFIXES) and not entry.name.startswith(".") and entry.is_file():
                    found[os.path.join(folder, entry.name)] = entry.stat().st_mtime
        except OSError:
            continue
    real: dict[str, str] = {}
    for path in sorted(found, key=lambda each: -found[each]):
        real.setdefault(os.path.realpath(os.path.expanduser(path)), path)
    return list(real.values())[:_NEWEST]


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False
