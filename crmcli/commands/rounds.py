"""Rounds in the editor: a form is opened until it can be saved, is left as it was, or is given up.

Whatever goes wrong, what the user has written is not lost: it is opened again, or kept in a file that is named.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NoReturn

import typer

from crmcli import asking, diagnostics, forms_written
from crmcli.editor import Draft
from crmcli.errors import Conflict, CrmError
from crmcli.i18n import _

# Lines about what is wrong that stand above a form when it is opened again; numbers of lines count them.
_REMARKS = 2


class Again(Conflict):
    """The form is to be opened again with another text than the one that was left."""

    def __init__(self, message: str, hint: str, text: str) -> None:
        super().__init__(message, hint)
        self.text = text


def open_until_saved(name: str, form: str, save: Callable[[str], None]) -> bool:
    """Opens the form in the editor and hands what comes back to `save`, which raises CrmError where it cannot be.

    Returns whether it was saved; not so where it was left unchanged or empty. Raises CrmError where nobody can be
    asked to go on.
    """
    with Draft(f"{name}.toml") as draft:
        try:
            return _go_round(draft, form, save)
        except BaseException as error:
            if isinstance(error, KeyboardInterrupt):
                diagnostics.interrupted()  # the line of the question ends
            if draft.has_changed:
                diagnostics.warn(_("What you wrote is kept in {path}").format(path=draft.keep()))
            raise


def _go_round(draft: Draft, form: str, save: Callable[[str], None]) -> bool:
    text = form
    while True:
        body = forms_written.uncommented(draft.edited(text))
        if body == form or not body.strip():
            return False
        try:
            save("\n" * _REMARKS + body)
        except CrmError as error:
            body = error.text if isinstance(error, Again) else body
            text = forms_written.commented([error.message, error.hint or " "]) + body
            draft.write(text)
            if not asking.is_possible():
                raise
            _ask_whether_to_go_on(error)
        else:
            return True


def _ask_whether_to_go_on(error: CrmError) -> None:
    """Shows what is wrong; enter goes on."""
    code = diagnostics.fail(error)
    if asking.ask(_("Enter opens the form again, q gives up:")).casefold().startswith("q"):
        _give_up(code)


def _give_up(code: int) -> NoReturn:
    raise typer.Exit(code)
