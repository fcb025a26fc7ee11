"""What a call of `crm alerts` asks for: read from the line without Typer where that is plain, and looked over."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from crmcli.errors import Usage
from crmcli.i18n import _

if TYPE_CHECKING:
    from collections.abc import Sequence

BEFORE = "15m"
# What needs no reading: the words of other lengths take as long to load as all the rest of a look.
_USUAL = {"0": 0, "0m": 0, "5m": 5, "10m": 10, BEFORE: 15, "30m": 30, "1h": 60}
_PLAIN = ("--before", "--command")
_MOST_DAYS = 7


class Request(NamedTuple):
    """How long before its due a follow-up rings, and by which command; by a notification where that is empty."""

    before: timedelta
    command: str

    @property
    def channel(self) -> str:
        """What the ledger calls the way of telling."""
        return "command" if self.command else "notify"


def requested(before: str, command: str, *, is_by_notification: bool) -> Request:
    """Reads what was asked for; empty is what is usual. Raises Invalid for what is no length, Usage for two ways."""
    if command and is_by_notification:
        raise Usage(_("Only one of --command and --notify can be had."), _("Leave the other out."))
    if not command and not is_by_notification:
        from crmcli import settings

        command = settings.get("alert_command")
    return Request(timedelta(minutes=minutes(before or BEFORE)), command)


def as_scheduled(before: str, command: str, *, is_by_notification: bool) -> Request:
    """What is asked for, and where that is nothing, what is scheduled. Raises what `requested` does."""
    from crmcli.commands import schedule_lists
    from crmcli.errors import CrmError
    from crmcli.schedules import installed, plans

    try:
        found = [each.plan for each in installed.everything() if schedule_lists.is_of_this_database(each)]
    except CrmError:
        found = []  # of a crontab that cannot be read, crm schedule tells
    plan = next((each for each in found if each.kind == plans.ALERTS), None)
    if plan is not None:
        before = before or plan.before
        command = command or ("" if is_by_notification else plan.command)
    return requested(before, command, is_by_notification=is_by_notification)


def understood(words: Sequence[str]) -> tuple[str, str, bool] | None:
    """What `requested` takes, from the words after `alerts`; None where the command line has to read them.

    Plain are the options that a line of cron has: --before, --command and --notify, each at most once.
    """
    values: dict[str, str] = {}
    is_by_notification = False
    rest = iter(words)
    for word in rest:
        name, equals, value = word.partition("=")
        if word == "--notify":
            is_by_notification = True
        elif name in _PLAIN and name not in values:
            values[name] = value if equals else next(rest, "")
            if not values[name].strip() or (not equals and values[name].startswith("-")):
                return None
        else:
            return None
    return values.get("--before", BEFORE), values.get("--command", ""), is_by_notification


def minutes(text: str) -> int:
    """How long before a due it rings, in minutes: `15m`, `1h`, `2d`, and `0`. Raises Invalid, also past a week."""
    if text.strip() in _USUAL:
        return _USUAL[text.strip()]
    from crmcli import lengths

    return lengths.minutes_before(text, _MOST_DAYS)
