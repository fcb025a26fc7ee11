"""What an import says of deals besides its counts: columns that it does not know, whom it made, and new stages."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from crmcli import diagnostics
from crmcli.i18n import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crmcli.import_report import DealCounts, FileReport, Report

_NAMED = 8  # columns or stages


def narrate_people(deals: DealCounts, *, is_trial: bool) -> None:
    """Says on stderr how many contacts were made because a deal is with them, or would be."""
    made = deals.contacts_made
    said = ngettext("{count} contact was made for them.", "{count} contacts were made for them.", made)
    if is_trial:
        said = ngettext("{count} contact would be made for them.", "{count} contacts would be made for them.", made)
    if made:
        diagnostics.narrate(said.format(count=f"{made:,}"))


def narrate(report: Report, deals: DealCounts, *, is_trial: bool) -> None:
    """Says on stderr which stages were made, or would be, and which columns were kept as they are."""
    made = deals.stages_made
    if made:
        said = ngettext(
            "A stage was made: {names}; crm stage list shows its place and its chance, which may be a guess.",
            "{count} stages were made: {names}; crm stage list shows their order and their chances, which may be a "
            "guess.",
            len(made),
        )
        if is_trial:
            said = ngettext("A stage would be made: {names}.", "{count} stages would be made: {names}.", len(made))
        diagnostics.narrate(said.format(count=len(made), names=_some(made)))
    if deals.steps_kept and report.total.created + report.total.updated:
        said = ngettext(
            "A next step has no day and is in the field 'next step'; --next-on WHEN makes it a follow-up.",
            "{count} next steps have no day and are in the field 'next step'; --next-on WHEN makes them follow-ups.",
            deals.steps_kept,
        )
        diagnostics.narrate(said.format(count=f"{deals.steps_kept:,}"))
    for each in report.files:
        if each.unknown and each.counts.created + each.counts.updated:
            diagnostics.narrate(_kept(each, with_file=len(report.files) > 1))


def _kept(file: FileReport, *, with_file: bool) -> str:
    """A sentence about the columns that were kept as fields, and how to say what one of them holds."""
    said = _("Kept as fields, since it is not known what they hold: {names}.")
    if file.lacks:
        said = _(
            "Kept as fields, since it is not known what they hold: {names}; --map HEADER=deal.{lacking} says which one "
            "is the {word}."
        )
    words = {"title": _("title"), "value": _("value"), "stage": _("stage"), "close": _("day of closing")}
    return (f"{os.path.basename(file.file)}: " if with_file else "") + said.format(
        names=_some(file.unknown), lacking=file.lacks, word=words.get(file.lacks, "")
    )


def _some(names: Sequence[str]) -> str:
    shown = ", ".join(name[:40] for name in names[:_NAMED])
    rest = len(names) - _NAMED
    return _("{names} and {count} more").format(names=shown, count=rest) if rest > 0 else shown
