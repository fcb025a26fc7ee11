"""What a command is handed: the database, how to answer, what time it is, and the store on first use.

One context per call, asked for with `current()`. The options that every command takes are read here, wherever
they stand. Stores that were opened are closed when the call ends.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from crmcli import clock, diagnostics, i18n, output, paths, settings
from crmcli.errors import CrmError, Invalid, Usage
from crmcli.i18n import _

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from tempfile import TemporaryDirectory

    from crmcli.output import Output
    from crmcli.store.db import Store


class Context:
    """The circumstances of one call of crm."""

    def __init__(self) -> None:
        self.database = paths.default_database()
        self.has_named_database = False  # by --db
        self.is_quiet = False
        self.is_debug = False
        self.has_color = True
        self.arguments: list[str] = []
        self._mode = ""
        self._now: datetime | None = None
        self._output: Output | None = None
        self._reader: Store | None = None
        self._writer: Store | None = None
        self._opened: list[Store] = []
        self._folder: TemporaryDirectory[str] | None = None

    @property
    def now(self) -> datetime:
        """The instant of this call in UTC, the same each time it is asked for."""
        if self._now is None:
            self._now = clock.now()
        return self._now

    @property
    def zone(self) -> str:
        """The user's time zone as the business's settings name it; empty for the system's."""
        store = self._writer or self.reading()
        if store is None:
            return ""
        from crmcli.store import settings as business

        return business.get(store.connection, "timezone") or ""

    @property
    def today(self) -> date:
        """Today's date where the user works."""
        return clock.local(self.now, self.zone).date()

    @property
    def command_line(self) -> str:
        """What was typed, for the history."""
        import shlex

        return shlex.join(["crm", *self.arguments])

    @property
    def mode(self) -> str:
        """How to answer: what was asked for, else a table on a terminal and plain lines in a pipe."""
        return self._mode or (output.TABLE if output.is_terminal(sys.stdout) else output.PLAIN)

    @property
    def is_json(self) -> bool:
        """Whether the answer is to be the documented JSON."""
        return self._mode == output.JSON

    @property
    def output(self) -> Output:
        """Where answers go."""
        if self._output is None:
            self._output = output.Output(self.mode, self._is_colored())
        return self._output

    def choose(self, mode: str) -> None:
        """Answer in `mode`. Raises Usage where another was asked for already."""
        if self._mode not in ("", mode):
            raise Usage(
                _("{one} and {other} cannot be had together.").format(one=_asked(self._mode), other=_asked(mode)),
                _("Leave one of them out."),
            )
        self._mode = mode
        self._output = None
        self.narrate_accordingly()

    def narrate_accordingly(self) -> None:
        """Let errors and narration follow what was asked for."""
        diagnostics.configure(is_quiet=self.is_quiet, is_json=self.is_json)

    def reading(self) -> Store | None:
        """The store for reading; None where there is no database yet. Raises Unavailable.

        All that one call reads is of one moment, until it writes: others may write between two of its queries.
        """
        if self._reader is None:
            from crmcli.store import db, snapshots

            store = db.open_reading(self.database, now=self.now, notify=diagnostics.narrate)
            self._reader = self._keep(store) if store else None
            if store is not None and self._writer is None:
                snapshots.begin(store.connection)
            if store is None:
                self._refuse_if_gone()
        return self._reader

    def writing(self, dry_run: bool = False) -> Store:
        """The store for changes, made where there is none; for a dry run only in passing. Raises Unavailable."""
        if dry_run and self._writer is None and self.reading() is None:
            self._writer = self._keep(self._passing())
        if self._writer is None:
            from crmcli.store import db, snapshots

            if self._reader is not None:
                snapshots.end(self._reader.connection)
            if not os.path.exists(self.database):
                self._refuse_if_gone()
            self._writer = self._keep(db.open_writing(self.database, now=self.now, notify=diagnostics.narrate))
        return self._writer

    def spare(self, path: str) -> None:
        """Raises Invalid for a path that is the database itself: a file is neither read from there nor written there.

        Even to read it would drop the locks that this process has on it.
        """
        if paths.is_of_database(path, self.database):
            raise Invalid(_("{path} is the database itself.").format(path=path), _("Name another file."))

    def _refuse_if_gone(self) -> None:
        from crmcli.store import db

        db.refuse_if_gone(self.database)

    def _passing(self) -> Store:
        """A store in a folder that goes away with this call."""
        from tempfile import TemporaryDirectory

        from crmcli.store import db

        self._folder = TemporaryDirectory(prefix="crm-")
        return db.open_writing(os.path.join(self._folder.name, "crm.db"), now=self.now, notify=diagnostics.narrate)

    def speak(self) -> None:
        """Take the language of the business, where there is a choice and this machine makes none."""
        if not i18n.has_catalogues() or i18n.is_chosen_here():
            return
        try:
            store = self.reading()
        except CrmError:
            return  # the command will say it
        if store:
            from crmcli.store import settings as business

            i18n.prefer(business.get(store.connection, "language") or "")

    def close(self) -> None:
        """Close what was opened."""
        while self._opened:
            self._opened.pop().close()
        self._reader = self._writer = None
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None

    def _keep(self, store: Store) -> Store:
        self._opened.append(store)
        return store

    def _is_colored(self) -> bool:
        wanted = settings.get("color")
        if not self.has_color or wanted == "never":
            return False
        is_plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
        return wanted == "always" or (not is_plain and output.is_terminal(sys.stdout))


_current = Context()


def current() -> Context:
    """The context of this call."""
    return _current


def start(arguments: Sequence[str]) -> list[str]:
    """Begin a call: read the options that every command takes, and return the other arguments.

    They are found anywhere up to `--`. Raises Usage where --db has no path.
    """
    global _current
    _current.close()
    _current = context = Context()
    context.arguments = list(arguments)
    context.narrate_accordingly()
    rest: list[str] = []
    words = iter(arguments)
    for word in words:
        if word == "--":
            return [*rest, word, *words]
        if word == "--db" or word.startswith("--db="):
            context.database = word[5:] if word != "--db" else next(words, "")
            if not context.database:
                raise Usage(_("--db needs the path of a database."))
            context.has_named_database = True
        elif not _take(context, word):
            rest.append(word)
    return rest


def _take(context: Context, word: str) -> bool:
    if word == "--json":
        context.choose(output.JSON)
    elif word == "--quiet":
        context.is_quiet = True
        context.narrate_accordingly()
    elif word == "--debug":
        context.is_debug = True
    elif word == "--no-color":
        context.has_color = False
    else:
        return False
    return True


def _asked(mode: str) -> str:
    """The option that asks for a mode."""
    return {output.TABLE: "--format text", output.PLAIN: "--tsv"}.get(mode, f"--{mode}")
