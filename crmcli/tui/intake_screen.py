"""The screen of an import: what it would do, row by row; enter does it, u takes it back. No key waits for it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, ClassVar

from textual import work

from crmcli import import_sentences
from crmcli.errors import CrmError
from crmcli.i18n import _, ngettext
from crmcli.store import imports
from crmcli.tui import command_lines
from crmcli.tui.gateway import intake
from crmcli.tui.gateway.intake import Preview, Progress, Wish
from crmcli.tui.head import Head
from crmcli.tui.intake_list import IntakeBar, IntakeList
from crmcli.tui.view import View

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.widget import Widget

    from crmcli.import_report import Report

LOOKING, READY, IMPORTING, DONE, FAILED = "looking", "ready", "importing", "done", "failed"
_TICK = 0.2  # seconds


class IntakeScreen(View):
    """The import of one file or folder."""

    VIEW: ClassVar[str] = "contacts"
    DEFAULT_CSS = """
    IntakeScreen FirstSteps.-wanted { display: none; }
    """

    def __init__(self, path: str) -> None:
        super().__init__()
        self.path = path
        self.on_match = imports.ON_MATCH[0]
        self.state = LOOKING
        self.preview: Preview | None = None
        self.progress = Progress()

    def body(self) -> Iterable[Widget]:
        """The rows, and what they come to."""
        yield IntakeList(id="rows")
        yield IntakeBar()

    def on_mount(self) -> None:
        """Begins to look."""
        self.query_one(IntakeList).focus()
        self.query_one(Head).subject = _("Import {file}").format(file=os.path.basename(self.path.rstrip("/")))
        self.set_interval(_TICK, self._tick)
        self.look()

    async def load(self) -> None:
        """Reads nothing: what is shown was worked out once."""

    def _tick(self) -> None:
        if self.state in (LOOKING, IMPORTING):
            self.query_one(IntakeBar).progress(self.progress.what, self.progress.done, self.progress.total)

    def _wish(self) -> Wish:
        on_match = self.on_match if self.on_match != imports.ON_MATCH[0] else ""
        return Wish(self.path, self.on_match, command_lines.crm("import", self.path, on_match=on_match))

    @work(exclusive=True, group="look")
    async def look(self) -> None:
        """Works out what the import would do."""
        self.state, self.progress = LOOKING, Progress()
        wish, progress = self._wish(), self.progress
        try:
            found = await self.app.gateway.hand(lambda store: intake.preview(store, wish, progress))
        except CrmError as error:
            self._fail(error)
            return
        if found is not None and progress is self.progress:
            self.preview, self.state = found, READY
            self.query_one(IntakeList).lay(found.rows)
            self._tell_ready(found.report)

    def _fail(self, error: CrmError) -> None:
        self.state = FAILED
        self.query_one(IntakeBar).tell(str(error), f"{error.hint or ''} {_('esc goes back.')}".strip())

    def _tell_ready(self, report: Report) -> None:
        total = report.total
        if not total.created + total.updated:
            hint = _("Nothing would change: esc goes back.")
        else:
            hint = _("enter imports them. Who is there already: {how}; t changes that.").format(how=self._how())
        self.query_one(IntakeBar).tell(import_sentences.counts(total), hint)

    def _how(self) -> str:
        return {
            "update": _("blanks are filled"),
            "overwrite": _("the file holds"),
            "skip": _("left alone"),
            "add": _("added once more"),
        }[self.on_match]

    def action_on_match(self) -> None:
        """Takes the next way with whoever is there already, and looks again."""
        if self.state == READY:
            ways = imports.ON_MATCH
            self.on_match = ways[(ways.index(self.on_match) + 1) % len(ways)]
            self.look()

    @work(exclusive=True, group="bring")
    async def action_bring_in(self) -> None:
        """Does the import; once it is done, goes back."""
        if self.state in (DONE, FAILED):
            self.app.pop_screen()
            return
        if self.state != READY or self.preview is None or not self._would_change():
            return
        self.state, self.progress = IMPORTING, Progress()
        wish, progress = self._wish(), self.progress
        try:
            report = await self.app.gateway.hand(lambda store: intake.bring_in(store, wish, progress))
        except CrmError as error:
            self._fail(error)
            return
        if report is None:
            self.state = READY
            self._tell_ready(self.preview.report)
            return
        self.state = DONE
        self._tell_done(report, wish)

    def _would_change(self) -> bool:
        total = self.preview.report.total if self.preview else None
        return bool(total and total.created + total.updated)

    def _tell_done(self, report: Report, wish: Wish) -> None:
        said = import_sentences.counts(report.total)
        if report.operation_id is not None:
            self.app.note(wish.command)
        self.app.say(said, is_undoable=report.operation_id is not None)
        twice = len(report.possible_duplicates)
        hint = _("It is done: u takes it back, esc goes to the contacts.")
        if twice:
            more = ngettext("{count} may be there twice", "{count} may be there twice", twice)
            hint = more.format(count=f"{twice:,}") + _(": D shows them. ") + hint
        self.query_one(IntakeBar).tell(said, hint)

    def action_give_up(self) -> None:
        """Ends what is under way, of which nothing stays; else goes back."""
        self.progress.is_given_up = True
        if self.state != IMPORTING:
            self.app.pop_screen()

    def on_unmount(self) -> None:
        """Nobody waits for it any more; an import that has begun goes on."""
        if self.state == LOOKING:
            self.progress.is_given_up = True
