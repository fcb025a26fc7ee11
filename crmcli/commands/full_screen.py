"""How `crm tui` begins and ends: only on a terminal, on the database of this call or on the sample."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from typing import TYPE_CHECKING

from crmcli import context, diagnostics
from crmcli.errors import CrmError, Usage
from crmcli.i18n import _
from crmcli.output import is_terminal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crmcli.tui.views import Begin

_VIEWS = {"board": "board", "deals": "board", "today": "today", "contacts": "contacts", "reports": "reports"}


def run(words: Sequence[str], *, is_demo: bool) -> int:
    """Shows the screen until it is left, and returns the exit code.

    Raises Usage where there is no terminal, and for a word that means nothing.
    """
    if not (is_terminal(sys.stdin) and is_terminal(sys.stdout)):
        raise Usage(_("crm tui needs a terminal."), _("crm pipeline and crm today answer in a pipe."))
    here = context.current()
    if not here.output.color:
        os.environ["NO_COLOR"] = "1"
    if is_demo:
        diagnostics.narrate(_("Writing the sample: a year of deals takes a moment…"))
        return _show_demo(_sample(tempfile.mkdtemp(prefix="crm-sample-")), words)
    return _show(here.database, _begin(words))


def _show(database: str, begin: Begin) -> int:
    """Shows a database; where the demo was asked for from there, that, and then the database again."""
    from crmcli.tui import without_encryption

    without_encryption.load_asyncio()
    from crmcli.tui import app

    here = context.current()
    here.close()
    code, sample = app.run(database, is_debug=here.is_debug, begin=begin, make_sample=_sample)
    if not sample:
        return code
    return _show_demo(sample, []) or _show(database, begin)


def _show_demo(database: str, words: Sequence[str]) -> int:
    from crmcli.tui import app

    try:
        here = context.current()
        begin = _begin(words, database)._replace(is_demo=True)
        here.close()
        return app.run(database, is_debug=here.is_debug, begin=begin)[0]
    finally:
        shutil.rmtree(os.path.dirname(database), ignore_errors=True)


def _sample(folder: str) -> str:
    """Writes the sample into a folder of its own, which goes away again where that fails; returns the database."""
    from crmcli.commands import sampling

    try:
        return sampling.write(folder)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _begin(words: Sequence[str], database: str = "") -> Begin:
    """What the words of the call mean: a view and a query, a record, or a query for the view that was left."""
    from crmcli.tui.views import Begin

    if not words:
        return Begin()
    if words[0] in _VIEWS:
        return Begin(view=_VIEWS[words[0]], words=list(words[1:]))
    if not any(":" in each or each.startswith("@") for each in words):
        return Begin(ref=_ref(" ".join(words), database))
    return Begin(words=list(words))


def _ref(text: str, database: str) -> str:
    """The deal or the contact that a text names. Raises what the rules of naming raise."""
    from crmcli.store import deal_refs, refs

    here = context.current()
    if database:
        here.database = database
    store = here.reading()
    if store is None:
        raise Usage(_("There is nobody yet."), _("crm tui begins; n makes the first deal there."))
    if refs.numbered(text, "d") is not None:
        return f"d{deal_refs.deal(store.connection, text)}"
    try:
        return f"c{refs.contact(store.connection, text)}"
    except CrmError as error:
        try:
            return f"d{deal_refs.deal(store.connection, text)}"
        except CrmError:
            raise error from None
