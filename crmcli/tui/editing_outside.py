"""Longer texts in the user's own editor: the screen makes way for it, and comes back with what was written."""

from __future__ import annotations

import signal
from contextlib import contextmanager
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from crmcli import editor
from crmcli.errors import CrmError
from crmcli.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crmcli.tui.changing import Changing


async def edited(app: Changing, text: str, *, file_name: str = "note.md") -> str | None:
    """Returns the text as it came back from the editor; None where it is the same or failed, which was told then.

    A text that cannot be read back is not lost: its file stays, and the toast says where.
    """
    with app.telling(), editor.Draft(file_name) as draft:
        try:
            with making_way(app):
                answer = draft.edited(text)
        except CrmError as error:
            if draft.has_changed:
                kept = _("What you wrote is in {path}.").format(path=draft.keep())
                raise type(error)(str(error), kept) from error
            raise
        if answer != text:
            return answer
        app.say(_("Nothing was changed."))
    return None


@contextmanager
def making_way(app: Changing) -> Iterator[None]:
    """Gives the terminal to another program meanwhile. Raises CrmError where the screen cannot make way."""
    if app.is_headless:
        yield
        return
    try:
        with app.suspend(), _heeding_no_interrupt():
            yield
    except SuspendNotSupported as error:
        raise CrmError(_("The screen cannot make way for another program here.")) from error


@contextmanager
def _heeding_no_interrupt() -> Iterator[None]:
    """Leaves ctrl+c to the other program: to the screen it would be the end."""
    # A handler, unlike SIG_IGN, is not handed on to the program.
    before = signal.signal(signal.SIGINT, lambda _number, _frame: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
