"""Deals from tables and records to the pipeline: what an import does with the deals it reads.

Whatever takes time is done before the lock is taken. It prints nothing and asks nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import TYPE_CHECKING

from crmcli.i18n import _
from crmcli.import_report import DealCounts, Problem, Report
from crmcli.spool import Spool
from crmcli.store.foreign_stages import ForeignStages

if TYPE_CHECKING:
    from crmcli.formats.deals.drafts import DealDraft
    from crmcli.importing import Request
    from crmcli.preparing import Preparer
    from crmcli.store.db import Store, Transaction
    from crmcli.store.imports import Outcome

Note = Callable[[int, "Outcome", bool], None]
Progress = Callable[[int, int], None]
_PROGRESS_EVERY = 500  # rows


class Deals:
    """The deals of one import: put aside as they are read, made ready, and taken as one."""

    def __init__(self) -> None:
        self._drafts = Spool()
        self._ready = Spool()
        self._stages = ForeignStages()

    def close(self) -> None:
        """Forgets everything."""
        self._drafts.close()
        self._ready.close()

    def put(self, file: int, draft: DealDraft) -> None:
        """Puts one deal aside."""
        self._drafts.put((file, draft))

    def reckon(self, store: Store, report: Report, contacts: Preparer, next_on: str) -> None:
        """Reads sums, days and people of all deals, by the settings of the user; `next_on` is as the request has it."""
        if not self._drafts.count:
            return
        from crmcli.preparing_deals import DealPreparer
        from crmcli.store import settings

        report.deals = DealCounts()
        zone = settings.get(store.connection, "timezone") or ""
        prepare = DealPreparer(contacts, store.now, zone, settings.effective(store.connection, "currency"), next_on)
        used: defaultdict[int, set[str]] = defaultdict(set)
        for file, draft in self._drafts:
            used[file].update(draft.fields)
            name = report.files[file].file
            # In plain values: to put aside and to take up others would take twice the time.
            one = prepare.deal(name, draft)
            self._stages.note(one)
            parties = [(tuple(each.who), *each[1:]) for each in one.parties]
            moves = [tuple(each) for each in one.moves]
            self._ready.put((file, tuple(one._replace(parties=(), moves=())), parties, moves))
            for reason in draft.problems:
                report.problems.append(Problem(name, draft.line, reason, is_rejection=False))
        report.deals.steps_kept = prepare.steps_kept
        for file, each in enumerate(report.files):
            each.unknown = tuple(column for column in each.unknown if column in used[file])

    def bring_in(self, tx: Transaction, report: Report, request: Request, note: Note, progress: Progress) -> None:
        """Takes all deals; `note` is told what became of each, with the number of its file."""
        if report.deals is None:
            return
        from crmcli import deal_outcomes
        from crmcli.store.deal_imports import DealImporter, DealOptions
        from crmcli.store.imports import UNCHANGED, Incoming
        from crmcli.store.incoming_deals import IncomingDeal, IncomingMove, IncomingParty

        options = DealOptions(request.on_match, request.groups, request.source, request.makes_stages)
        importer = DealImporter(tx, options, self._stages)
        for done, (file, values, parties, moves) in enumerate(self._ready):
            one = IncomingDeal._make(values)._replace(
                parties=[IncomingParty(Incoming._make(who), *rest) for who, *rest in parties],
                moves=[IncomingMove._make(each) for each in moves],
            )
            said = len(importer.problems)
            became = importer.take(one)
            note(file, became, True)
            if became.kind != UNCHANGED and one.outcome in deal_outcomes.CLOSED and not one.closed_at:
                importer.problems.append((one.line, _("It is not said when the deal was closed, so it is today.")))
            for line, reason in importer.problems[said:]:
                report.problems.append(Problem(report.files[file].file, line, reason, is_rejection=False))
            if done % _PROGRESS_EVERY == 0:
                progress(done, self._ready.count)
        importer.finish()
        order = {each.file: number for number, each in enumerate(report.files)}
        report.problems.sort(key=lambda each: (order[each.file], each.line))
        report.deals.contacts_made = importer.parties.made
        report.deals.stages_made = importer.stages_made
        report.companies_made += importer.parties.companies_made
        report.possible_duplicates += importer.parties.similar
        report.deals.removed = sum(each.deal_id > 0 for each in report.removed)
        report.removed += importer.parties.removed
