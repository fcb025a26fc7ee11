"""What an import says of appointments, besides the counts: with whom they are, and what was left out and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli import diagnostics
from crmcli.i18n import _, ngettext

if TYPE_CHECKING:
    from crmcli.commands.intake import Options
    from crmcli.import_report import AppointmentCounts


def narrate(counts: AppointmentCounts, options: Options) -> None:
    """Says a line for each thing that the user should know."""
    for sentence in _sentences(counts, options):
        diagnostics.narrate(sentence)


def _sentences(counts: AppointmentCounts, options: Options) -> list[str]:
    said = []
    if counts.with_contacts or counts.alone:
        new = _("New appointments: {known} with contacts, {alone} without.")
        if counts.alone and not options.known:
            new = _("New appointments: {known} with contacts, {alone} without (--known leaves those out).")
        said.append(new.format(known=f"{counts.with_contacts:,}", alone=f"{counts.alone:,}"))
    if counts.past and not options.past:
        said.append(
            _counted(
                ngettext(
                    "{count} is past and was left out; --past brings it as done.",
                    "{count} are past and were left out; --past brings them as done.",
                    counts.past,
                ),
                counts.past,
            )
        )
    for count, one, many in (
        (counts.declined, _("{count} was declined and left out."), _("{count} were declined and left out.")),
        (counts.cancelled, _("{count} was called off and left out."), _("{count} were called off and left out.")),
        (counts.done, _("{count} task was done and left out."), _("{count} tasks were done and left out.")),
        (
            counts.unknown,
            _("{count} is with no contact and was left out, as --known asks."),
            _("{count} are with no contact and were left out, as --known asks."),
        ),
        (
            counts.taken_out,
            _("{count} was called off in the calendar and taken out."),
            _("{count} were called off in the calendar and taken out."),
        ),
        (
            counts.removed,
            _("{count} was removed by you and stays away."),
            _("{count} were removed by you and stay away."),
        ),
        (
            counts.for_now,
            _("{count} comes again for longer than crm can say; its next days were taken, import again for more."),
            _("{count} come again for longer than crm can say; their next days were taken, import again for more."),
        ),
        (
            counts.unread_rules,
            _("{count} comes again in a way that crm does not understand; only its first day counts."),
            _("{count} come again in a way that crm does not understand; only their first day counts."),
        ),
    ):
        if count:
            said.append(_counted(one if count == 1 else many, count))
    return said


def _counted(sentence: str, count: int) -> str:
    return sentence.format(count=f"{count:,}")
