"""An import as the screen has it: first what it would do, row by row, then the import itself, each in the thread that
writes. Both can be given up while they run, and then nothing was done.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from crmcli import carrying, clock, importing, own_addresses
from crmcli.errors import Invalid
from crmcli.i18n import _
from crmcli.importing import Request
from crmcli.store import settings as business

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crmcli.import_report import Report
    from crmcli.store.db import Store
    from crmcli.store.imports import Outcome

REJECTED, KEPT, TWICE, UPDATED, CREATED, UNCHANGED = "rejected", "kept", "twice", "updated", "created", "unchanged"
KINDS = (REJECTED, KEPT, TWICE, UPDATED, CREATED, UNCHANGED)  # in the order in which they want to be looked at


class GivenUp(Exception):
    """The user wants it no longer."""


class Wish(NamedTuple):
    """A file, and what becomes of whoever is there already, as `--on-match` has it."""

    path: str
    on_match: str
    command: str


class Progress:
    """How far it has come: told by the thread that works, read by the screen. `is_given_up` ends it."""

    def __init__(self) -> None:
        self.what = ""
        self.done = self.total = 0
        self.is_given_up = False

    def __call__(self, done: int, total: int, what: str) -> None:
        self.done, self.total, self.what = done, total, what
        if self.is_given_up:
            raise GivenUp


class Row(NamedTuple):
    """What would become of one card or row."""

    kind: str
    file: str
    line: int
    ref: str
    name: str
    details: str


class Preview(NamedTuple):
    """What an import would do."""

    report: Report
    rows: Sequence[Row]


def preview(store: Store, wish: Wish, progress: Progress) -> Preview | None:
    """Returns what an import would do; None where it was given up. Raises CrmError where nothing can be read."""
    shown: list[tuple[str, Outcome]] = []
    report = _run(store, wish, progress, shown)
    return Preview(report, _rows(report, shown)) if report is not None else None


def bring_in(store: Store, wish: Wish, progress: Progress) -> Report | None:
    """Does the import, as one operation; None where it was given up, and nothing done. Raises CrmError."""
    return _run(store, wish, progress, None)


def _run(store: Store, wish: Wish, progress: Progress, shown: list[tuple[str, Outcome]] | None) -> Report | None:
    if carrying.is_database(wish.path, None):
        raise Invalid(
            _("{path} is a whole database.").format(path=wish.path), _(":import {path}").format(path=wish.path)
        )
    connection = store.connection
    request = Request(
        files=[wish.path],
        region=business.effective(connection, "region"),
        date_order=business.get(connection, "date_order") or "",
        own_emails=own_addresses.of(business.get(connection, "own_emails") or ""),
        on_match=wish.on_match,
        dry_run=shown is not None,
        command=wish.command,
        origin="screen",
        database=store.path,
    )
    try:
        with importing.Import(request, progress) as one:
            one.read()
            store.now = clock.now()
            if shown is None:
                return one.bring_in(store)
            found = shown
            return one.bring_in(store, lambda file, outcome: found.append((file, outcome)))
    except GivenUp:
        return None


def _rows(report: Report, shown: Sequence[tuple[str, Outcome]]) -> list[Row]:
    """The rows under their kinds, each kind in the order of the file."""
    made = {outcome.contact_id for _file, outcome in shown if outcome.kind == CREATED}
    rows = [_row(file, outcome, made) for file, outcome in shown]
    rows += [
        Row(REJECTED, problem.file, problem.line, "", "", problem.reason)
        for problem in report.problems
        if problem.is_rejection
    ]
    rows += [Row(REJECTED, each.file, 0, "", "", str(each.failure)) for each in report.files if each.failure]
    return sorted(rows, key=lambda row: (KINDS.index(row.kind), row.line))


def _row(file: str, outcome: Outcome, made: set[int]) -> Row:
    kind, details = outcome.kind, list(outcome.details)
    ref = "" if not outcome.contact_id or outcome.contact_id in made else f"c{outcome.contact_id}"
    if outcome.deal_id and kind != CREATED:
        ref = f"d{outcome.deal_id}"
    if outcome.is_removed:
        details.append(_("was removed by you and stays removed"))
    if kind == CREATED and outcome.similar is not None:
        kind = TWICE
        details.insert(0, _("like c{id}: {reason}").format(id=outcome.similar, reason=_(outcome.reason)))
    elif outcome.kept:
        kind = KEPT
        details[:0] = [_("stays {what}").format(what=each) for each in outcome.kept]
    return Row(kind, file, outcome.line, ref, outcome.name, "; ".join(details))
